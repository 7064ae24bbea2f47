"""Knows how verdicts are shown in a document: each gap in its place, and a table that proves the rest. Judges nothing."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import TypeAlias

from ..checking.check import Report
from ..checking.evaluate import STATES, Verdict
from ..diagnostic import Diagnostic
from ..english import capitalized, join_words, printed_date
from ..law import requirements
from ..law.requirements import Requirement
from ..law.vocabulary import full_name
from ..protocol.model import Protocol, Source
from . import references
from .blocks import Block, Blocks, Box, Code, Heading, Listing, Paragraph, Quote, Run, Runs, Table

SHALL, RECOMMENDED = "shall", "recommended"

_MANY = 6  # findings or sentences that a box still spells out one by one

_Column: TypeAlias = Callable[[Verdict], Runs]
"""What a column of a table says of a verdict."""


@dataclass(frozen=True, slots=True)
class Places:
    """The articles that verdicts have to do with, by their ids."""

    showing: Mapping[str, tuple[str, ...]]
    """By a requirement's id, the articles in which it is met or its gap is shown."""
    speaking: Mapping[tuple[str, str], tuple[str, ...]]
    """By a requirement's id and a county, the articles in which the library speaks of it of its own accord."""

    def where(self, verdict: Verdict) -> Runs:
        """The names of the articles in which a requirement is met or its gap is shown."""
        return references.to(self.showing.get(verdict.requirement.id, ()))

    def spoken(self, verdict: Verdict) -> Runs:
        """The names of the articles in which the library speaks of a requirement of its own accord."""
        return references.to(self.speaking.get((verdict.requirement.id, verdict.county), ()))


def is_gap(verdict: Verdict) -> bool:
    """Whether a requirement is not met, or unknown."""
    return verdict.state in ("not_met", "unknown")


def keeps_a_draft(verdict: Verdict) -> bool:
    """Whether a document with this verdict is not final. Guidance that is not followed keeps nobody waiting."""
    return is_gap(verdict) and verdict.requirement.force == SHALL


def boxes(verdicts: Iterable[Verdict], *, several: bool) -> Iterator[Box]:
    """A box for each gap. One box for what breaks one sentence, for all that is open, and for counties that are alike.

    What guidance recommends stands in one box as well, so that it never outweighs the law.
    """
    groups: dict[tuple[str, ...], list[Verdict]] = {}
    for verdict in filter(is_gap, verdicts):
        requirement = verdict.requirement
        broken = verdict.state == "not_met" and requirement.force == SHALL
        shared = requirement.opening + requirement.quote if broken else ""
        groups.setdefault((requirement.force, verdict.county, verdict.state, shared), []).append(verdict)
    alike: dict[tuple[object, ...], list[list[Verdict]]] = {}
    # What is wrong stands before what is open, and guidance behind the law.
    for group in sorted(groups.values(), key=lambda g: (g[0].requirement.force != SHALL, g[0].state == "unknown")):
        same = tuple((v.requirement.id, v.state, v.reason, tuple(d.message for d in v.diagnostics)) for v in group)
        alike.setdefault(same, []).append(group)
    for group, *others in alike.values():
        counties = tuple(same[0].county for same in (group, *others))
        kind = "GAP" if group[0].requirement.force == SHALL else "RECOMMENDED"
        where = f", {_named(counties)}" if several else ""
        yield Box(
            f"{kind} – {STATES[group[0].state]}{where}",
            tuple(_unknown(group) if group[0].state == "unknown" else _not_met(group)),
            "-".join(("gap", group[0].requirement.id, *("".join(counties[0].split()) if several else "").split())),
        )


def _named(counties: tuple[str, ...]) -> str:
    return full_name(counties[0]) if len(counties) == 1 else f"{join_words(counties)} Counties"


def _not_met(group: list[Verdict]) -> Iterator[Block]:
    findings = [
        (_found(verdict, message), verdict.requirement.citation)
        for verdict in group
        for message in ([diagnostic.message for diagnostic in verdict.diagnostics] or [verdict.reason])
    ]
    if len(findings) > _MANY:
        yield _list(f"{message.removesuffix('.')} ({citation})." for message, citation in findings)
    else:
        yield from (Paragraph((Run(message, bold=True),)) for message, _ in findings)
    yield from _words_of_the_law([verdict.requirement for verdict in group])
    yield from _remedies(diagnostic for verdict in group for diagnostic in verdict.diagnostics)


def _found(verdict: Verdict, message: str) -> str:
    """A finding as a sentence. The article around a finding on guidance may have the library's words of the same."""
    if verdict.requirement.force == SHALL:
        return _sentence(message)
    return f"In the county file, {_sentence(message, inside=True)}"


def _unknown(group: list[Verdict]) -> Iterator[Block]:
    """What is open, a line each, below the question it waits for. The article around it tells the law."""
    waiting: dict[str, list[Verdict]] = {}
    for verdict in group:
        waiting.setdefault(verdict.reason, []).append(verdict)
    for reason, same in waiting.items():
        yield Paragraph((Run(_sentence(reason), bold=True), Run(" Open:")))
        yield _list(f"{verdict.requirement.title} ({verdict.requirement.citation})" for verdict in same)
    if keys := dict.fromkeys(key for verdict in group for d in verdict.diagnostics if (key := _key(d))):
        told = (
            f"write what is so in the county file, under {join_words(tuple(keys))}; protocol-builder check shows how."
        )
        yield Paragraph((Run("To close it: ", bold=True), Run(told)))


def _key(diagnostic: Diagnostic) -> str:
    """The section of the county file in which an answer belongs; empty where public sources would have to show it."""
    path = diagnostic.path[2:] if diagnostic.path[:1] == ("counties",) else diagnostic.path
    return str(path[0]) if path and diagnostic.remedy else ""


def _list(lines: Iterable[str]) -> Listing:
    return Listing(tuple((Paragraph((Run(line),)),) for line in lines))


def _words_of_the_law(listed: list[Requirement]) -> Iterator[Block]:
    """What the law says, each sentence once; of many sentences only where they stand."""
    said: dict[str, str] = {}
    for requirement in listed:
        opening = f"{requirement.opening} … " if requirement.opening else ""
        kind = "in force since" if requirement.force == SHALL else "guidance, not law, since"
        cited = f"{requirement.citation}, {kind} {printed_date(requirement.since)}:"
        said.setdefault(f" “{opening}{requirement.quote}”", cited)
    if len(said) > _MANY:
        yield Paragraph((Run("The words stand in the sections named in brackets."),))
    else:
        yield from (Quote((Paragraph((Run(cited, bold=True), Run(words))),)) for words, cited in said.items())


def _remedies(diagnostics: Iterable[Diagnostic]) -> Iterator[Block]:
    """What to do, and below it what can be pasted into the county file."""
    pasted: dict[str, list[str]] = {}
    for diagnostic in diagnostics:
        told, _, example = diagnostic.remedy.partition("\n")
        if not example and told.startswith("write "):
            told, example = "write, for example", told.removeprefix("write ")
        pasted.setdefault(told, []).extend([example] if example else [])
    for told, examples in pasted.items():
        if told:
            yield Paragraph((Run("To close it: ", bold=True), Run(told if examples else f"{told}.")))
        lines = [example for example in examples if "\n" not in example]
        if lines:
            yield Code("\n".join(dict.fromkeys(lines)))
        yield from (Code(example) for example in dict.fromkeys(examples) if "\n" in example)


def _sentence(clause: str, *, inside: bool = False) -> str:
    # A finding may begin with a key of the county file, which has no capital letter.
    first = clause.split(" ")[0]
    capital = clause[:1].upper() if first.isalpha() and not inside else clause[:1]
    return f"{capital}{clause[1:]}{'' if clause.endswith('.') else '.'}"


def law_appendix(report: Report, protocol: Protocol, places: Places) -> Iterator[Block]:
    """The appendix: requirement by requirement, its citation, the verdict, and where it is met or what is missing."""
    yield Paragraph(
        (
            Run(
                f"This appendix compares the county file with the law in force on {printed_date(report.on)}, as far as it is "
                f"checked here, requirement by requirement. {requirements.DISCLAIMER}"
            ),
        )
    )
    for force, title in ((SHALL, "Duties under statute"), (RECOMMENDED, "Recommendations of guidance, not law")):
        if verdicts := [verdict for verdict in report.verdicts if verdict.requirement.force == force]:
            yield Heading(2, (Run(title),))
            yield from _tables(verdicts, places, protocol)
    if findings := [
        d for d in report.diagnostics if not requirements.by_id(d.id) and d.severity in ("error", "warning")
    ]:
        yield Heading(2, (Run("What was found in the county file itself"),))
        rows = tuple(
            (_cell(str(d.line)), _cell(d.severity), _cell(_sentence(d.message)), _cell(d.remedy)) for d in findings
        )
        yield Table(tuple(map(_cell, ("Line", "Weight", "Finding", "What to do"))), rows)


_Shared: TypeAlias = tuple[str, str]
"""What several verdicts have in common: a title and a sentence on it."""

_OWN: _Shared = ("", "")
_MET: _Shared = ("Met", "By what the county file says; the articles named here show where.")
_LIBRARY_S: _Shared = (
    "Only in the library’s words",
    "The county file says nothing of these recommendations. The articles named here have the library’s words of them, "
    "which the county and its counsel confirm or change.",
)
_UNSAID: _Shared = (
    "Not said",
    "The county file says nothing of these recommendations, and no words of the library in this document speak of them.",
)
_UNJUDGED = " Whether the county’s own words do, only a person can judge."
_ORDER = ("", "Unknown", _LIBRARY_S[0], _UNSAID[0], "Excused", _MET[0])
_FEW = 2  # verdicts of one reason that have their own lines among those that are not met


def _tables(verdicts: list[Verdict], places: Places, protocol: Protocol) -> Iterator[Block]:
    """First what is not met, each with its reason; then, below what several share, all of which that is so."""
    groups: dict[_Shared, list[Verdict]] = {}
    order = {id: place for place, id in enumerate(dict.fromkeys(v.requirement.id for v in verdicts))}
    verdicts = sorted(verdicts, key=lambda verdict: order[verdict.requirement.id])
    for verdict in verdicts:
        groups.setdefault(_shared(verdict, places), []).append(verdict)
    rare = {shared for shared, same in groups.items() if _is_rare(shared, same)}
    counties = len(protocol.counties) if len(protocol.counties) > 1 else 0

    def missing(verdict: Verdict) -> Runs:
        return _missing(verdict, places.where(verdict), places.spoken(verdict))

    if alone := [verdict for verdict in verdicts if _shared(verdict, places) in rare]:
        yield _table(alone, counties, ("Verdict", _verdict), ("What is missing or open", missing))
    for (title, reason), same in sorted(groups.items(), key=lambda item: _place(item[0])):
        if (title, reason) in rare:
            continue
        unjudged = _UNJUDGED if title == _UNSAID[0] and (protocol.own_words or protocol.narrative) else ""
        yield Paragraph((Run(f"{title}. ", bold=True), Run(f"{reason}{unjudged}")))
        articles: dict[str, _Column] = {
            "Unknown": places.where,
            _MET[0]: partial(_met_in, places),
            _LIBRARY_S[0]: places.spoken,
        }
        column = articles.get(title)
        yield _table(same, counties, *([("Article", column)] if column else []))


def _shared(verdict: Verdict, places: Places) -> _Shared:
    """What a verdict shares with others; nothing where it has a line of its own."""
    if verdict.state == "satisfied":
        return _MET
    if verdict.state != "not_met":
        return capitalized(STATES[verdict.state]), _sentence(verdict.reason)
    if verdict.requirement.force == RECOMMENDED and not verdict.diagnostics:
        # The county file leaves it aside; only what it has and what falls short is a finding.
        return _LIBRARY_S if places.spoken(verdict) else _UNSAID
    return _OWN


def _is_rare(shared: _Shared, same: list[Verdict]) -> bool:
    return shared == _OWN or (shared[0] == "Unknown" and len(same) <= _FEW)


def _place(shared: _Shared) -> int:
    return _ORDER.index(shared[0]) if shared[0] in _ORDER else len(_ORDER)


def _met_in(places: Places, verdict: Verdict) -> Runs:
    path = ".".join(map(str, verdict.requirement.path))
    return places.where(verdict) or _cell(f"In the county file, under {path}")


def _table(verdicts: list[Verdict], counties: int, *columns: tuple[str, _Column]) -> Table:
    """A row for each requirement; for several counties one for all that fare alike."""
    alike: dict[tuple[str, str, str], list[Verdict]] = {}
    for verdict in verdicts:
        alike.setdefault((verdict.requirement.id, verdict.state, verdict.reason), []).append(verdict)
    rows = []
    for same in alike.values():
        whose = "all" if len(same) == counties else join_words(tuple(verdict.county for verdict in same))
        county = (_cell(whose),) if counties else ()
        about = (_cell(same[0].requirement.citation), _cell(same[0].requirement.title))
        rows.append((*about, *county, *(ends(same[0]) for _, ends in columns)))
    heads = ("Citation", "Requirement", *(("County",) if counties else ()), *(head for head, _ in columns))
    return Table(tuple(map(_cell, heads)), tuple(rows))


def _verdict(verdict: Verdict) -> Runs:
    return _cell(STATES[verdict.state])


def _missing(verdict: Verdict, where: Runs, speaking: Runs) -> Runs:
    told = _found(verdict, verdict.reason)
    if speaking and verdict.requirement.force == RECOMMENDED:
        confirm = " The library’s words, which the county and its counsel confirm or change, stand in "
        return (Run(f"{told}{confirm}"), *speaking, Run("."))
    return (Run(f"{told} See "), *where, Run(".")) if where else _cell(told)


def _cell(words: str) -> Runs:
    return (Run(words),) if words else ()


def sources(protocol: Protocol) -> Blocks:
    """The public sources that the county file rests on."""

    def line(item: Source) -> Runs:
        words = ". ".join(filter(None, (", ".join(filter(None, (item.title, printed_date(item.date)))), item.note)))
        return (
            (Run(f"{words.rstrip('.')}. "), Run(item.url, link=item.url))
            if item.url
            else (Run(f"{words.rstrip('.')}."),)
        )

    items = tuple((Paragraph(line(item)),) for item in protocol.sources)
    return (Listing(items, "1."),) if items else ()

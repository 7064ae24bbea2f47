"""How a document shows verdicts: each gap in a box in its place, and an appendix that compares it with the law."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from ..checking.check import Report
from ..checking.evaluate import RESULTS, STATES, Verdict
from ..diagnostic import Diagnostic
from ..english import join_words, printed_date
from ..law import requirements
from ..law.record import law_of
from ..law.requirements import Requirement
from ..law.vocabulary import full_name
from ..protocol.model import Protocol, Source
from . import clauses
from .blocks import Block, Blocks, Box, Code, Heading, Listing, Paragraph, Quote, Run, Runs, Table
from .clause_text import DefaultWording
from .clauses import Clause
from .references import references_to

SHALL, RECOMMENDED = "shall", "recommended"

_MAX_SPELLED_OUT = 6
"""Findings or sentences that a box still spells out one by one."""
_MAX_UNKNOWN_IN_FIRST_TABLE = 2
"""Unknown verdicts of one reason that are listed with those that are not met."""

_Cell: TypeAlias = Callable[[Verdict], Runs]


@dataclass(frozen=True, slots=True)
class ArticleIndex:
    """Which articles of an agreement have to do with a requirement."""

    library: tuple[Clause, ...]
    present: frozenset[str]
    """The ids of the agreement's articles."""
    default_wording: tuple[DefaultWording, ...]

    def showing(self, verdict: Verdict) -> Runs:
        """References to the articles in which a requirement is met or its gap is shown."""
        found = (clause.id for clause in clauses.showing(verdict.requirement.id, self.library))
        return references_to(id for id in found if id in self.present)

    def with_default_wording(self, verdict: Verdict) -> Runs:
        """References to the articles in which the library's own words address a requirement."""
        found = (
            wording.clause
            for wording in self.default_wording
            if wording.requirement == verdict.requirement.id and verdict.county in wording.counties
        )
        return references_to(dict.fromkeys(found))


def is_gap(verdict: Verdict) -> bool:
    """Whether a requirement is not met, or it is unknown whether it is."""
    return verdict.state in ("not_met", "unknown")


def keeps_a_draft(verdict: Verdict) -> bool:
    """Whether a document with this verdict is not final. Guidance that is not followed keeps nobody waiting."""
    return is_gap(verdict) and verdict.requirement.force == SHALL


def asked(report: Report, force: str) -> list[Verdict]:
    """The verdicts, of duties or of guidance, on what the instrument is asked about."""
    return [verdict for verdict in report.verdicts if verdict.requirement.force == force and verdict.is_asked]


def boxes(verdicts: Iterable[Verdict], *, several: bool) -> Iterator[Box]:
    """A box for each gap. One box for what breaks one sentence, for all that is unknown, and for counties that are alike.

    What guidance recommends is in one box as well, so that it never outweighs the law.
    """
    groups: dict[tuple[str, ...], list[Verdict]] = {}
    for verdict in filter(is_gap, verdicts):
        requirement = verdict.requirement
        broken = verdict.state == "not_met" and requirement.force == SHALL
        shared = requirement.opening + requirement.quote if broken else ""
        groups.setdefault((requirement.force, verdict.county, verdict.state, shared), []).append(verdict)
    alike: dict[tuple[object, ...], list[list[Verdict]]] = {}
    # What is wrong comes before what is unknown, and guidance after the law.
    for group in sorted(groups.values(), key=lambda g: (g[0].requirement.force != SHALL, g[0].state == "unknown")):
        same = tuple((v.requirement.id, v.state, v.reason, tuple(d.message for d in v.diagnostics)) for v in group)
        alike.setdefault(same, []).append(group)
    for group, *others in alike.values():
        counties = tuple(same[0].county for same in (group, *others))
        kind = "GAP" if group[0].requirement.force == SHALL else "RECOMMENDED"
        where = f", {_county_names(counties)}" if several else ""
        yield Box(
            f"{kind}: {STATES[group[0].state]}{where}",
            tuple(_unknown(group) if group[0].state == "unknown" else _not_met(group)),
            "-".join(("gap", group[0].requirement.id, *("".join(counties[0].split()) if several else "").split())),
        )


def _county_names(counties: tuple[str, ...]) -> str:
    return full_name(counties[0]) if len(counties) == 1 else f"{join_words(counties)} Counties"


def _not_met(group: list[Verdict]) -> Iterator[Block]:
    findings = [
        (_finding(verdict, message), verdict.requirement.citation)
        for verdict in group
        for message in ([diagnostic.message for diagnostic in verdict.diagnostics] or [verdict.reason])
    ]
    if len(findings) > _MAX_SPELLED_OUT:
        yield _list(f"{message.removesuffix('.')} ({citation})." for message, citation in findings)
    else:
        yield from (Paragraph((Run(message, bold=True),)) for message, _ in findings)
    yield from _words_of_the_law([verdict.requirement for verdict in group])
    yield from _remedies(diagnostic for verdict in group for diagnostic in verdict.diagnostics)


def _finding(verdict: Verdict, message: str) -> str:
    """A finding as a sentence. The article around a finding on guidance may have the library's words of the same."""
    if verdict.requirement.force == SHALL:
        return _sentence(message)
    return f"In the county file, {_sentence(message, inside=True)}"


def _unknown(group: list[Verdict]) -> Iterator[Block]:
    """What is unknown, a line each, below the question that would settle it. The article around it has the law."""
    waiting: dict[str, list[Verdict]] = {}
    for verdict in group:
        waiting.setdefault(verdict.reason, []).append(verdict)
    for reason, same in waiting.items():
        yield Paragraph((Run(_sentence(reason), bold=True), Run(" Still unknown:")))
        yield _list(f"{verdict.requirement.title} ({verdict.requirement.citation})" for verdict in same)
    if keys := dict.fromkeys(key for verdict in group for d in verdict.diagnostics if (key := _key(d))):
        remedy = f"add the facts to the county file under {join_words(tuple(keys))}; protocol-builder check shows how."
        yield Paragraph((Run("To close this gap: ", bold=True), Run(remedy)))


def _key(diagnostic: Diagnostic) -> str:
    """The section of the county file in which an answer belongs; empty where public sources would have to show it."""
    path = diagnostic.path[2:] if diagnostic.path[:1] == ("counties",) else diagnostic.path
    return str(path[0]) if path and diagnostic.remedy else ""


def _list(lines: Iterable[str]) -> Listing:
    return Listing(tuple((Paragraph((Run(line),)),) for line in lines))


def _words_of_the_law(listed: list[Requirement]) -> Iterator[Block]:
    """What the law says, each sentence once; of many sentences only where to find them."""
    quotes: dict[str, str] = {}
    for requirement in listed:
        opening = f"{requirement.opening} … " if requirement.opening else ""
        kind = "in effect since" if requirement.force == SHALL else "guidance, not law, since"
        cited = f"{requirement.citation}, {kind} {printed_date(requirement.since)}:"
        quotes.setdefault(f" “{opening}{requirement.quote}”", cited)
    if len(quotes) > _MAX_SPELLED_OUT:
        yield Paragraph((Run("For the text, see the sections in parentheses."),))
    else:
        yield from (Quote((Paragraph((Run(cited, bold=True), Run(words))),)) for words, cited in quotes.items())


def _remedies(diagnostics: Iterable[Diagnostic]) -> Iterator[Block]:
    """What to do, and below it what can be pasted into the county file."""
    examples_of: dict[str, list[str]] = {}
    for diagnostic in diagnostics:
        remedy, _, example = diagnostic.remedy.partition("\n")
        if not example and remedy.startswith("write "):
            remedy, example = "write, for example", remedy.removeprefix("write ")
        examples_of.setdefault(remedy, []).extend([example] if example else [])
    for remedy, examples in examples_of.items():
        if remedy:
            yield Paragraph((Run("To close this gap: ", bold=True), Run(remedy if examples else f"{remedy}.")))
        lines = [example for example in examples if "\n" not in example]
        if lines:
            yield Code("\n".join(dict.fromkeys(lines)))
        yield from (Code(example) for example in dict.fromkeys(examples) if "\n" in example)


def _sentence(clause: str, *, inside: bool = False) -> str:
    # A finding may begin with a key of the county file, which has no capital letter.
    first = clause.split(" ")[0]
    capital = clause[:1].upper() if first.isalpha() and not inside else clause[:1]
    return f"{capital}{clause[1:]}{'' if clause.endswith('.') else '.'}"


def blocks(report: Report, protocol: Protocol, articles: ArticleIndex) -> Iterator[Block]:
    """The appendix: requirement by requirement, its citation, the verdict, and where it is met or what is missing."""
    yield Paragraph(
        (
            Run(
                "This appendix compares the county file, requirement by requirement, with the "
                f"{law_of(report.on, printed_date)}, as far as that law is checked here. {requirements.DISCLAIMER}"
            ),
        )
    )
    for force, title in ((SHALL, "Statutory duties"), (RECOMMENDED, "Recommendations in guidance, not law")):
        if verdicts := asked(report, force):
            yield Heading(2, (Run(title),))
            yield from _tables(verdicts, articles, protocol)
    if findings := [
        d for d in report.diagnostics if not requirements.by_id(d.id) and d.severity in ("error", "warning")
    ]:
        yield Heading(2, (Run("Findings about the county file itself"),))
        rows = tuple(
            (_cell(str(d.line)), _cell(d.severity), _cell(_sentence(d.message)), _cell(d.remedy)) for d in findings
        )
        yield Table(tuple(map(_cell, ("Line", "Severity", "Finding", "What to do"))), rows)


_Shared: TypeAlias = tuple[str, str]
"""What several verdicts have in common: a title and a sentence on it."""

_ALONE: _Shared = ("", "")
_STATED: _Shared = (
    "Stated in the file",
    "Facts that the county file states meet these requirements. The articles listed show where.",
)
_IN_WORDS: _Shared = (
    "In the county’s own words",
    "The county file addresses these requirements in words that no program reads. The articles listed show where; the "
    "county and its counsel judge whether the words meet them.",
)
_DEFAULT_WORDING: _Shared = (
    "Only in the library’s wording",
    "The county file does not address these recommendations. The articles listed address them in the library’s wording, "
    "which the county and its counsel confirm or change.",
)
_NOT_ADDRESSED: _Shared = (
    "Not addressed",
    "Neither the county file nor the library’s wording in this document addresses these recommendations.",
)
_FOR_A_PERSON = " Only a person can judge whether the county’s own words do."
_ORDER = ("", "Unknown", _DEFAULT_WORDING[0], _NOT_ADDRESSED[0], "Excused", _IN_WORDS[0], _STATED[0])


def _tables(verdicts: list[Verdict], articles: ArticleIndex, protocol: Protocol) -> Iterator[Block]:
    """First what is not met, each with its reason; then, under what several share, all that share it."""
    groups: dict[_Shared, list[Verdict]] = {}
    order = {id: place for place, id in enumerate(dict.fromkeys(v.requirement.id for v in verdicts))}
    verdicts = sorted(verdicts, key=lambda verdict: order[verdict.requirement.id])
    for verdict in verdicts:
        groups.setdefault(_shared(verdict, articles), []).append(verdict)
    in_first = {shared for shared, group in groups.items() if _is_in_first_table(shared, group)}
    counties = len(protocol.counties) if len(protocol.counties) > 1 else 0

    def missing(verdict: Verdict) -> Runs:
        return _missing(verdict, articles)

    def met_in(verdict: Verdict) -> Runs:
        path = ".".join(map(str, verdict.requirement.path))
        return articles.showing(verdict) or _cell(f"In the county file, under {path}")

    if first := [verdict for verdict in verdicts if _shared(verdict, articles) in in_first]:
        yield _table(first, counties, ("Result", _result), ("What is missing or unknown", missing))
    article_of: dict[str, _Cell] = {
        "Unknown": articles.showing,
        _IN_WORDS[0]: met_in,
        _STATED[0]: met_in,
        _DEFAULT_WORDING[0]: articles.with_default_wording,
    }
    for (title, reason), group in sorted(groups.items(), key=lambda item: _rank(item[0])):
        if (title, reason) in in_first:
            continue
        for_a_person = (
            _FOR_A_PERSON if title == _NOT_ADDRESSED[0] and (protocol.own_words or protocol.narrative) else ""
        )
        yield Paragraph((Run(f"{title}. ", bold=True), Run(f"{reason}{for_a_person}")))
        yield _table(group, counties, *([("Article", article_of[title])] if title in article_of else []))


def _shared(verdict: Verdict, articles: ArticleIndex) -> _Shared:
    """What a verdict shares with others; nothing where it has a line of its own."""
    if verdict.state == "satisfied":
        return _IN_WORDS if verdict.rests_on_words else _STATED
    if verdict.state != "not_met":
        return STATES[verdict.state].capitalize(), _sentence(verdict.reason)
    if verdict.requirement.force == RECOMMENDED and not verdict.diagnostics:
        # The county file leaves it aside; only what it has and what falls short is a finding.
        return _DEFAULT_WORDING if articles.with_default_wording(verdict) else _NOT_ADDRESSED
    return _ALONE


def _is_in_first_table(shared: _Shared, group: list[Verdict]) -> bool:
    return shared == _ALONE or (shared[0] == "Unknown" and len(group) <= _MAX_UNKNOWN_IN_FIRST_TABLE)


def _rank(shared: _Shared) -> int:
    return _ORDER.index(shared[0]) if shared[0] in _ORDER else len(_ORDER)


def _table(verdicts: list[Verdict], counties: int, *columns: tuple[str, _Cell]) -> Table:
    """A row for each requirement; of several counties one row for all with the same verdict."""
    alike: dict[tuple[str, str, str], list[Verdict]] = {}
    for verdict in verdicts:
        alike.setdefault((verdict.requirement.id, verdict.result, verdict.reason), []).append(verdict)
    rows = []
    for group in alike.values():
        whose = "all" if len(group) == counties else join_words(tuple(verdict.county for verdict in group))
        county = (_cell(whose),) if counties else ()
        about = (_cell(group[0].requirement.citation), _cell(group[0].requirement.title))
        rows.append((*about, *county, *(cell(group[0]) for _, cell in columns)))
    heads = ("Citation", "Requirement", *(("County",) if counties else ()), *(head for head, _ in columns))
    return Table(tuple(map(_cell, heads)), tuple(rows))


def _result(verdict: Verdict) -> Runs:
    return _cell(RESULTS[verdict.result])


def _missing(verdict: Verdict, articles: ArticleIndex) -> Runs:
    finding = _finding(verdict, verdict.reason)
    default_wording = articles.with_default_wording(verdict)
    if default_wording and verdict.requirement.force == RECOMMENDED:
        confirm = " The library’s wording, which the county and its counsel confirm or change, is in "
        return (Run(f"{finding}{confirm}"), *default_wording, Run("."))
    shown_in = articles.showing(verdict)
    return (Run(f"{finding} See "), *shown_in, Run(".")) if shown_in else _cell(finding)


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

"""Knows how verdicts are shown in a document: each gap in its place, and a table that proves the rest. Judges nothing."""

from collections.abc import Callable, Iterable, Iterator
from itertools import groupby

from . import law
from .blocks import Block, Blocks, Box, Code, Heading, Listing, Paragraph, Quote, Run, Runs, Table
from .check import Report
from .clauses import date
from .diagnostic import Diagnostic
from .judge import STATES, Verdict
from .law import Requirement
from .protocol import Protocol, Source, in_words
from .vocabulary import full_name

SHALL, RECOMMENDED = "shall", "recommended"

Where = Callable[[str], Runs]
"""Gives the words, linked, that say in which articles a requirement (by id) is met."""


def is_gap(verdict: Verdict) -> bool:
    return verdict.state in ("not_met", "unknown")


def keeps_a_draft(verdict: Verdict) -> bool:
    """Whether a document with this verdict is not final. Guidance that is not followed keeps nobody waiting."""
    return is_gap(verdict) and verdict.requirement.force == SHALL


def boxes(verdicts: Iterable[Verdict], *, several: bool) -> Iterator[Box]:
    """A box for each gap. One box for what waits for one answer or breaks one sentence, and for counties that are alike."""

    groups: dict[tuple[str, ...], list[Verdict]] = {}
    for verdict in filter(is_gap, verdicts):
        requirement = verdict.requirement
        shared = verdict.reason if verdict.state == "unknown" else requirement.opening + requirement.quote
        groups.setdefault((requirement.force, verdict.county, verdict.state, shared), []).append(verdict)
    alike: dict[tuple[object, ...], list[list[Verdict]]] = {}
    for group in groups.values():
        same = tuple((v.requirement.id, v.state, tuple(d.message for d in v.diagnostics)) for v in group)
        alike.setdefault(same, []).append(group)
    for group, *others in alike.values():
        counties = tuple(same[0].county for same in (group, *others))
        kind = "GAP" if group[0].requirement.force == SHALL else "RECOMMENDED"
        where = f", {_named(counties)}" if several else ""
        found = _unknown(group) if group[0].state == "unknown" else _not_met(group)
        yield Box(
            f"{kind} – {STATES[group[0].state]}{where}",
            (*found, *_remedies(d for verdict in group for d in verdict.diagnostics)),
        )


def _named(counties: tuple[str, ...]) -> str:
    return full_name(counties[0]) if len(counties) == 1 else f"{in_words(counties)} Counties"


def _not_met(group: list[Verdict]) -> Iterator[Block]:
    for verdict in group:
        for message in [diagnostic.message for diagnostic in verdict.diagnostics] or [verdict.reason]:
            yield Paragraph((Run(_sentence(message), bold=True),))
    yield from _words_of_the_law([verdict.requirement for verdict in group])


def _unknown(group: list[Verdict]) -> Iterator[Block]:
    requirements = [verdict.requirement for verdict in group]
    yield Paragraph((Run(_sentence(group[0].reason), bold=True),))
    if len(group) == 1:
        yield Paragraph((Run(f"Open: {requirements[0].title}."),))
    else:
        yield Paragraph((Run("Open:"),))
        titles = ((Paragraph((Run(f"{item.title} ({item.citation})"),)),) for item in requirements)
        yield Listing(tuple(titles))
    yield from _words_of_the_law(requirements)


def _words_of_the_law(requirements: list[Requirement]) -> Iterator[Block]:
    """What the law says, each sentence once."""
    said: set[str] = set()
    for requirement in requirements:
        opening = f"{requirement.opening} … " if requirement.opening else ""
        kind = "in force since" if requirement.force == SHALL else "guidance, not law, since"
        cited = f"{requirement.citation}, {kind} {date(requirement.since)}:"
        words = f" “{opening}{requirement.quote}”"
        if words not in said:
            yield Quote((Paragraph((Run(cited, bold=True), Run(words))),))
        said.add(words)


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
        yield from (Code(example) for example in examples if "\n" in example)


def _sentence(clause: str) -> str:
    # A finding may begin with a key of the county file, which has no capital letter.
    first = clause.split(" ")[0]
    capital = clause[:1].upper() if first.isalpha() else clause[:1]
    return f"{capital}{clause[1:]}{'' if clause.endswith('.') else '.'}"


def told(report: Report, protocol: Protocol, where: Where) -> Iterator[Block]:
    """The appendix: requirement by requirement, its citation, the verdict, and where it is met or what is missing."""
    yield Paragraph(
        (
            Run(
                f"This table compares the county file with the law in force on {date(report.on)}, as far as it is checked "
                f"here, requirement by requirement. {law.DISCLAIMER}"
            ),
        )
    )
    several = len(protocol.counties) > 1
    for force, title in ((SHALL, "Duties under statute"), (RECOMMENDED, "Recommendations of guidance, not law")):
        verdicts = [verdict for verdict in report.verdicts if verdict.requirement.force == force]
        for county, own in groupby(verdicts, key=lambda verdict: verdict.county):
            yield Heading(2, (Run(f"{title}: {full_name(county)}" if several else title),))
            yield _table(tuple(own), where)
    if findings := [d for d in report.diagnostics if not law.by_id(d.id) and d.severity in ("error", "warning")]:
        yield Heading(2, (Run("What was found in the county file itself"),))
        rows = tuple(
            (_cell(str(d.line)), _cell(d.severity), _cell(_sentence(d.message)), _cell(d.remedy)) for d in findings
        )
        yield Table(tuple(map(_cell, ("Line", "Weight", "Finding", "What to do"))), rows)


def _table(verdicts: tuple[Verdict, ...], where: Where) -> Table:
    rows = tuple(
        (
            _cell(verdict.requirement.citation),
            _cell(verdict.requirement.title),
            _cell(STATES[verdict.state]),
            _outcome(verdict, where(verdict.requirement.id)),
        )
        for verdict in verdicts
    )
    return Table(tuple(map(_cell, ("Citation", "Requirement", "Verdict", "Where it is met, or what is missing"))), rows)


def _outcome(verdict: Verdict, articles: Runs) -> Runs:
    if verdict.state == "satisfied":
        return articles or _cell(f"In the county file, under {'.'.join(map(str, verdict.requirement.path))}")
    reason = Run(_sentence(verdict.reason))
    return (reason, Run(" See "), *articles, Run(".")) if articles and is_gap(verdict) else (reason,)


def _cell(words: str) -> Runs:
    return (Run(words),) if words else ()


def sources(protocol: Protocol) -> Blocks:
    """The public sources that the county file rests on."""

    def line(item: Source) -> Runs:
        words = ". ".join(filter(None, (", ".join(filter(None, (item.title, date(item.date)))), item.note)))
        return (
            (Run(f"{words.rstrip('.')}. "), Run(item.url, link=item.url))
            if item.url
            else (Run(f"{words.rstrip('.')}."),)
        )

    items = tuple((Paragraph(line(item)),) for item in protocol.sources)
    return (Listing(items, "1."),) if items else ()

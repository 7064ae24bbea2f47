"""Knows how verdicts are shown in a document: each gap in its place, and a table that proves the rest. Judges nothing."""

from collections.abc import Callable, Iterable, Iterator

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

_MANY = 6  # findings or sentences that a box still spells out one by one

Where = Callable[[str], Runs]
"""Gives the words, linked, that say in which articles a requirement (by id) is met."""


def is_gap(verdict: Verdict) -> bool:
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
    return full_name(counties[0]) if len(counties) == 1 else f"{in_words(counties)} Counties"


def _not_met(group: list[Verdict]) -> Iterator[Block]:
    findings = [
        (_sentence(message), verdict.requirement.citation)
        for verdict in group
        for message in ([diagnostic.message for diagnostic in verdict.diagnostics] or [verdict.reason])
    ]
    if len(findings) > _MANY:
        yield _list(f"{message.removesuffix('.')} ({citation})." for message, citation in findings)
    else:
        yield from (Paragraph((Run(message, bold=True),)) for message, _ in findings)
    yield from _words_of_the_law([verdict.requirement for verdict in group])
    yield from _remedies(diagnostic for verdict in group for diagnostic in verdict.diagnostics)


def _unknown(group: list[Verdict]) -> Iterator[Block]:
    """What is open, a line each, below the question it waits for. The article around it tells the law."""
    waiting: dict[str, list[Verdict]] = {}
    for verdict in group:
        waiting.setdefault(verdict.reason, []).append(verdict)
    for reason, same in waiting.items():
        yield Paragraph((Run(_sentence(reason), bold=True), Run(" Open:")))
        yield _list(f"{verdict.requirement.title} ({verdict.requirement.citation})" for verdict in same)
    if keys := dict.fromkeys(key for verdict in group for d in verdict.diagnostics if (key := _key(d))):
        told = f"write what is so in the county file, under {in_words(tuple(keys))}; protocol-builder check shows how."
        yield Paragraph((Run("To close it: ", bold=True), Run(told)))


def _key(diagnostic: Diagnostic) -> str:
    """The section of the county file in which an answer belongs; empty where public sources would have to show it."""
    path = diagnostic.path[2:] if diagnostic.path[:1] == ("counties",) else diagnostic.path
    return str(path[0]) if path and diagnostic.remedy else ""


def _list(lines: Iterable[str]) -> Listing:
    return Listing(tuple((Paragraph((Run(line),)),) for line in lines))


def _words_of_the_law(requirements: list[Requirement]) -> Iterator[Block]:
    """What the law says, each sentence once; of many sentences only where they stand."""
    said: dict[str, str] = {}
    for requirement in requirements:
        opening = f"{requirement.opening} … " if requirement.opening else ""
        kind = "in force since" if requirement.force == SHALL else "guidance, not law, since"
        cited = f"{requirement.citation}, {kind} {date(requirement.since)}:"
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
    for force, title in ((SHALL, "Duties under statute"), (RECOMMENDED, "Recommendations of guidance, not law")):
        if verdicts := [verdict for verdict in report.verdicts if verdict.requirement.force == force]:
            yield Heading(2, (Run(title),))
            yield _table(verdicts, where, several=len(protocol.counties) > 1)
    if findings := [d for d in report.diagnostics if not law.by_id(d.id) and d.severity in ("error", "warning")]:
        yield Heading(2, (Run("What was found in the county file itself"),))
        rows = tuple(
            (_cell(str(d.line)), _cell(d.severity), _cell(_sentence(d.message)), _cell(d.remedy)) for d in findings
        )
        yield Table(tuple(map(_cell, ("Line", "Weight", "Finding", "What to do"))), rows)


def _table(verdicts: list[Verdict], where: Where, *, several: bool) -> Table:
    """A row for each requirement; for several counties one for all that fare alike."""
    alike: dict[tuple[str, str, str], list[Verdict]] = {}
    for verdict in verdicts:
        alike.setdefault((verdict.requirement.id, verdict.state, verdict.reason), []).append(verdict)
    order = list(dict.fromkeys(verdict.requirement.id for verdict in verdicts))
    counties = len({verdict.county for verdict in verdicts})
    rows = []
    for same in sorted(alike.values(), key=lambda same: order.index(same[0].requirement.id)):
        requirement = same[0].requirement
        whose = "all" if len(same) == counties else in_words(tuple(verdict.county for verdict in same))
        state, outcome = _cell(STATES[same[0].state]), _outcome(same[0], where(requirement.id))
        county = (_cell(whose),) if several else ()
        rows.append((_cell(requirement.citation), _cell(requirement.title), *county, state, outcome))
    heads = (
        "Citation",
        "Requirement",
        *(("County",) if several else ()),
        "Verdict",
        "Where it is met, or what is missing",
    )
    return Table(tuple(map(_cell, heads)), tuple(rows))


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

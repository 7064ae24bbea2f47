"""How a draft shows the gaps that verdicts found: each in a box in its place."""

from collections.abc import Iterable, Iterator

from ..checking.evaluate import STATES, Verdict
from ..checking.lines_to_add import divided, with_choices
from ..diagnostic import Diagnostic
from ..english import join_words, printed_date
from ..law.requirements import Requirement
from ..law.vocabulary import full_name
from .blocks import Block, Box, Code, Listing, Paragraph, Quote, Run
from .gaps import SHALL, is_gap

_MAX_SPELLED_OUT = 6
"""Findings or sentences that a box still spells out one by one."""


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
    found = [
        (finding(verdict, message), verdict.requirement.citation)
        for verdict in group
        for message in ([diagnostic.message for diagnostic in verdict.diagnostics] or [verdict.reason])
    ]
    if len(found) > _MAX_SPELLED_OUT:
        yield _list(f"{message.removesuffix('.')} ({citation})." for message, citation in found)
    else:
        yield from (Paragraph((Run(message, bold=True),)) for message, _ in found)
    yield from _words_of_the_law([verdict.requirement for verdict in group])
    yield from _remedies(diagnostic for verdict in group for diagnostic in verdict.diagnostics)


def finding(verdict: Verdict, message: str) -> str:
    """A finding as a sentence. The article around a finding on guidance may have the library's words of the same."""
    if verdict.requirement.force == SHALL:
        return sentence(message)
    return f"In the county file, {sentence(message, inside=True)}"


def _unknown(group: list[Verdict]) -> Iterator[Block]:
    """What is unknown, a line each, below the question that would settle it. The article around it has the law."""
    waiting: dict[str, list[Verdict]] = {}
    for verdict in group:
        waiting.setdefault(verdict.reason, []).append(verdict)
    for reason, same in waiting.items():
        yield Paragraph((Run(sentence(reason), bold=True), Run(" Still unknown:")))
        yield _list(f"{verdict.requirement.title} ({verdict.requirement.citation})" for verdict in same)
    asked = dict.fromkeys(d for verdict in group for d in verdict.diagnostics)
    yield from _remedies(d for d in asked if d.cure == "wait")
    if keys := dict.fromkeys(key for d in asked if d.cure != "wait" and (key := _key(d))):
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
        remedy, example = divided(with_choices(diagnostic))
        examples_of.setdefault(remedy, []).extend([example] if example else [])
    for remedy, examples in examples_of.items():
        if remedy:
            yield Paragraph((Run("To close this gap: ", bold=True), Run(remedy if examples else f"{remedy}.")))
        lines = [example for example in examples if "\n" not in example]
        if lines:
            yield Code("\n".join(dict.fromkeys(lines)))
        yield from (Code(example) for example in dict.fromkeys(examples) if "\n" in example)


def sentence(clause: str, *, inside: bool = False) -> str:
    """Return a clause as a sentence with its period, or with `inside` as the end of one that has begun."""
    # A finding may begin with a key of the county file, which has no capital letter.
    first = clause.split(" ")[0]
    capital = clause[:1].upper() if first.isalpha() and not inside else clause[:1]
    return f"{capital}{clause[1:]}{'' if clause.endswith('.') else '.'}"

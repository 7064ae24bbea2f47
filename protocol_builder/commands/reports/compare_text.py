"""The report of `compare --format text`: four lists of plain sentences, each with both lines."""

from collections.abc import Iterable, Iterator
from typing import TypeVar

from ...characters import safe_line
from ...comparing.comparison import Comparison
from ...comparing.duties import DutyChange
from ...comparing.law_change import VerdictChange
from ...comparing.signatures import by_reason
from ...english import as_sentence, join_words
from ...law import vocabulary
from ...law.requirements import DISCLAIMER
from ...reading.positions import line_of
from ..color import Paint, no_color

HEADINGS = {
    "fields": "What the county changed",
    "duties": "Duties and recommendations with another verdict",
    "roles": "Whose role changed",
    "signatures": "Who must sign again",
    "signing": "What has been signed",
}
"""Each list, with its heading."""
_MUST_SIGN: dict[bool | None, tuple[str, str]] = {
    True: ("signs again", "sign again"),
    False: ("does not sign again", "do not sign again"),
    None: ("unknown", "unknown"),
}
"""Whether one party signs, and whether several do."""
NO_DIFFERENCES = "no differences in what the files say"
_MAX_TITLES = 3
"""Requirements that one line names."""


def lines(
    comparisons: Iterable[Comparison], only_old: Iterable[str], only_new: Iterable[str], paint: Paint = no_color
) -> Iterator[str]:
    """Yield the lines of the report; `only_old` and `only_new` are county files that only one of two folders has."""
    for comparison in comparisons:
        yield paint(safe_line(f"{comparison.old.path} → {comparison.new.path}"), "place")
        if not comparison.is_different:
            yield f"  {NO_DIFFERENCES}"
        for heading, items in listed(comparison):
            yield f"  {heading}:"
            yield from (f"    {safe_line(f'{place}  {words}')}" for place, words in items)
    for path in only_old:
        yield safe_line(f"{path}: only the old folder has this county file")
    for path in only_new:
        yield safe_line(f"{path}: only the new folder has this county file")
    yield DISCLAIMER


def listed(comparison: Comparison) -> Iterator[tuple[str, tuple[tuple[str, str], ...]]]:
    """Yield each list that is not empty: (heading, items), each item as (its lines, a sentence)."""
    lists = {
        "fields": tuple((_at(one.line_old, one.line_new), comparison.sentence(one)) for one in comparison.fields),
        "duties": tuple(_duties(comparison)),
        "roles": _together((one.agency, one.what, _at(one.line_old, one.line_new)) for one in comparison.roles),
        "signatures": tuple(_signatures(comparison)),
    }
    for name, items in lists.items():
        if items:
            yield HEADINGS[name], items
    if state := comparison.signing[1]:
        line = line_of(comparison.new.report.source, ("parties",))
        yield HEADINGS["signing"], ((f"line {line}", state.in_words),)
    if comparison.fields and not comparison.signatures:
        yield HEADINGS["signatures"], (("line 1", "the file names no party that signs; ask county counsel"),)


def _signatures(comparison: Comparison) -> Iterator[tuple[str, str]]:
    """Yield who signs, once for all who do so for the same reason."""
    for one in by_reason(comparison.signatures):
        verb = _MUST_SIGN[one.must_sign][len(one.parties) > 1]
        yield f"line {', '.join(map(str, one.lines_new))}", f"{join_words(one.parties)}: {verb}: {one.why}"


def _together(items: Iterable[tuple[str, str, str]]) -> tuple[tuple[str, str], ...]:
    """Say once what is the same for several: (name, what, lines) becomes (lines, sentence)."""
    found: dict[str, dict[str, str]] = {}
    for name, what, place in items:
        found.setdefault(what, {})[name] = place
    return tuple(
        (", ".join(dict.fromkeys(who.values())).replace(", line ", ", "), f"{join_words(tuple(who))}: {what}")
        for what, who in found.items()
    )


def _duties(comparison: Comparison) -> Iterator[tuple[str, str]]:
    several = len({*comparison.old.counties, *comparison.new.counties}) > 1
    for change, titles in grouped(comparison.duties):
        county = f"{vocabulary.full_name(change.county)}: " if several and change.county else ""
        why = f": {change.why}" if change.why else ""
        yield _at(change.line_old, change.line_new), f"{county}{titles}: {change.was} → {change.is_now}{why}"


Changed = TypeVar("Changed", DutyChange, VerdictChange)


def grouped(changes: Iterable[Changed]) -> Iterator[tuple[Changed, str]]:
    """Yield each change of a verdict with the requirement's title; of several that share the reason, the first, with all titles.

    A requirement that is not met has an entry of its own, since each takes something else.
    """
    found: dict[tuple[str, ...], list[Changed]] = {}
    for change in changes:
        own = change.requirement.id if change.new == "not_met" or not change.why else ""
        key = (change.county, change.old, change.new, change.was, change.why, change.requirement.force, own)
        found.setdefault(key, []).append(change)
    for those in found.values():
        titles = [
            f"{as_sentence(one.requirement.title)} ({one.requirement.citation}"
            f"{'' if one.requirement.force == 'shall' else ', recommended'})"
            for one in those
        ]
        more = f"; and {len(titles) - _MAX_TITLES} more" if len(titles) > _MAX_TITLES else ""
        number = f"{len(titles)} requirements: " if len(titles) > 1 else ""
        yield those[0], f"{number}{'; '.join(titles[:_MAX_TITLES])}{more}"


def _at(old: int, new: int) -> str:
    return f"line {new}" if old == new else f"line {old} → {new}"

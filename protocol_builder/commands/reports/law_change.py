"""The report of `compare` with two dates: which county files change verdict because the law changed, and why."""

from collections.abc import Iterator, Sequence

from ...characters import safe_line
from ...comparing.law_change import LawChange, VerdictChange, without_words
from ...english import join_words, number_of
from ...law import vocabulary
from ...law.record import law_of
from ...law.requirements import DISCLAIMER
from ..color import Paint, no_color
from .compare_text import grouped
from .markdown import cell

_MAX_IDS = 6
"""Requirements without effect that the line names."""


def document(
    changes: Sequence[LawChange], before: str, after: str, with_announced: bool, form: str, paint: Paint = no_color
) -> str:
    """The report in a format of `compare`."""
    not_tried = [bill.bill for bill in without_words(after)] if with_announced else None
    if form == "json":
        from .compare_json import law

        return law(changes, before, after, not_tried)
    notes = list(_notes(not_tried))
    if form == "markdown":
        lines = [f"## From {law_of(before)} to {law_of(after)}", ""]
        for change in changes:
            lines += [f"### {cell(change.after.path)}", "", *(f"- {cell(line)}" for line in _lines(change)), ""]
        return "\n".join([*lines, *(f"{cell(note)}\n" for note in notes), DISCLAIMER, ""])
    found = [f"From {law_of(before)} to {law_of(after)}:"]
    for change in changes:
        found.append(paint(safe_line(change.after.path), "place"))
        found += [f"  {safe_line(line)}" for line in _lines(change)]
    return "".join(f"{line}\n" for line in (*found, *map(safe_line, notes), DISCLAIMER))


def _lines(change: LawChange) -> Iterator[str]:
    several = len(change.after.counties) > 1
    if not change.effects:
        yield "no verdict changes"
    yield from _effects(change.effects, several)
    if change.without_effect:
        ids = tuple(requirement.id for requirement in change.without_effect)
        more = (f"{len(ids) - _MAX_IDS} more",) if len(ids) > _MAX_IDS else ()
        number = number_of(len(ids), "new requirement", "new requirements")
        yield f"{number} that this file already meets, or that {'does' if len(ids) == 1 else 'do'} not apply to it: {join_words((*ids[:_MAX_IDS], *more))}"
    for bill, effects in change.tried:
        yield f"announced, not law: {bill.bill} would leave {number_of(len(effects), 'requirement')} unmet or unknown"
        yield from (f"announced, not law: {line}" for line in _effects(effects, several))


def _effects(effects: Sequence[VerdictChange], several: bool) -> Iterator[str]:
    """Yield a line for each unmet requirement, and for others one for all that have the same verdict for one reason."""
    for effect, titles in grouped(effects):
        county = f"{vocabulary.full_name(effect.county)}: " if several and effect.county else ""
        why = f": {effect.why}" if effect.why else ""
        yield f"line {effect.line}  {county}{titles}: {effect.was} → {effect.is_now}{why}"


def _notes(not_tried: Sequence[str] | None) -> Iterator[str]:
    if not_tried is None:
        return
    for bill in not_tried:
        yield f"announced, not law: {bill} cannot be tried, because its words are not on record here"
    if not not_tried:
        yield "no announced change is pending on that date and without its words on record"

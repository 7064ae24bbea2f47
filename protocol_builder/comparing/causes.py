"""Which changes of a county file a change of the agreement's text comes from, and which duties each of them moves.

Words that a value has newly are traced to where they are printed, for all values in one agreement. Every other change is
undone in the new file, one at a time, and the agreement is made again: what then reads as before comes from that change.
"""

import copy
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import pairwise
from typing import Any

from ..agreement.agreement import Agreement, agreement
from ..agreement.blocks import Blocks, Box, Listing, Picture, Quote, Table, plain_text, printed_lines
from ..checking.check import Report, check_source
from ..diagnostic import Path
from ..english import capitalized
from ..paths import value_at
from ..protocol.signing import facts_hash
from ..writers.word.docx_text import PICTURE
from . import traced_words
from .comparison import Comparison
from .duties import DutyChange, shown_state
from .fields import FieldChange
from .revisions import Revision
from .wording import in_words

_MAX_UNDONE = 40
"""Changes that are undone one by one; of more, the later ones are found by the words they add or remove."""
_MAX_NAMED = 5
"""Changes that one comment names."""


def report_as_named(revision: Revision) -> Report:
    """Return the report of a revision under the file's own name, without the revision of git that it was read from."""
    return replace(revision.report, source=replace(revision.report.source, path=revision.name))


@dataclass(frozen=True)
class _Undone:
    """The new file without one of its changes."""

    report: Report

    @cached_property
    def lines(self) -> frozenset[str]:
        """What the agreement then says, line by line."""
        return frozenset(printed_texts(agreement(self.report)))

    def reads_as_before(self, old: str, new: str) -> bool:
        """Return whether a paragraph, which read `old` and now reads `new`, is then as it was."""
        return new not in self.lines if new else old in self.lines


@dataclass(frozen=True)
class Causes:
    """Finds what a change of the agreement's text comes from."""

    comparison: Comparison
    revision: str = ""
    """The name of the new agreement's revision; empty where it has none."""
    _undone: dict[int, _Undone | None] = field(default_factory=dict, repr=False)

    def _without(self, number: int) -> _Undone | None:
        """Return the new file without the change of a number; None if that change cannot be undone by itself."""
        if number not in self._undone:
            data = without_change(self.comparison.new.data, self.comparison.fields[number])
            report = _checked(self.comparison.new, data) if data is not None else None
            self._undone[number] = _Undone(report) if report else None
        return self._undone[number]

    @cached_property
    def _traced(self) -> frozenset[int]:
        """The numbers of the changes whose words are traced."""
        return frozenset(
            number
            for number, change in enumerate(self.comparison.fields)
            if change.kind == "changed"
            and traced_words.can_be_traced(change.path, change.new)
            and traced_words.can_be_traced(change.path_old, change.old)
        )

    @cached_property
    def _printed(self) -> dict[str, frozenset[int]]:
        """The changes whose new words are in a text of the new agreement, by the text."""
        values = {n: (one.path, one.new, one.old) for n, one in enumerate(self.comparison.fields) if n in self._traced}
        return _with_words(self.comparison.new, values)

    @cached_property
    def _printed_before(self) -> dict[str, frozenset[int]]:
        """The changes whose old words are in a text of the old agreement, by the text."""
        values = {
            n: (one.path_old, one.old, one.new) for n, one in enumerate(self.comparison.fields) if n in self._traced
        }
        return _with_words(self.comparison.old, values)

    def _numbers_of(self, old: str, new: str) -> tuple[int, ...]:
        """Return the numbers of the changes that a paragraph, which read `old` and now reads `new`, comes from."""
        everything = range(len(self.comparison.fields))
        if self.revision and self.revision in new:
            return tuple(filter(self._changes_revision, everything)) or tuple(everything)
        printed = (self._printed if new else self._printed_before).get(new or old, frozenset())
        # Words may also decide what is said and not be printed, so each change is undone for a text without any of them.
        undone = (n for n in everything[:_MAX_UNDONE] if not (printed and n in self._traced))
        found = {n for n in undone if (without := self._without(n)) and without.reads_as_before(old, new)}
        return tuple(sorted(found | printed)) or tuple(self._by_words(old, new)) or tuple(everything)

    def _changes_revision(self, number: int) -> bool:
        """Return whether the revision has another name for a change, as it has not for a telephone number."""
        new = self.comparison.new.data
        before = without_change(new, self.comparison.fields[number])
        return before is None or facts_hash(before) != facts_hash(new)

    def of(self, old: str, new: str) -> tuple[FieldChange, ...]:
        """Return the changes that a paragraph, which read `old` and now reads `new`, comes from; never none if there are any."""
        return tuple(self.comparison.fields[number] for number in self._numbers_of(old, new))

    def _by_words(self, old: str, new: str) -> Iterator[int]:
        for number, change in enumerate(self.comparison.fields):
            values = (
                (change.path, change.new, self.comparison.new.data, new),
                (change.path_old, change.old, self.comparison.old.data, old),
            )
            if any(words and words in text for path, value, data, text in values for words in _said(path, value, data)):
                yield number

    def _duties(self, number: int) -> Iterator[DutyChange]:
        """Yield the duties that have the verdict they had before if one change is undone."""
        if self.comparison.duties and number < _MAX_UNDONE and (without := self._without(number)):
            then = {(one.county, one.requirement.id): shown_state(one) for one in without.report.verdicts}
            for duty in self.comparison.duties:
                if then.get((duty.county, duty.requirement.id), "") == duty.old:
                    yield duty

    def comment(self, old: str, new: str) -> str:
        """Return the comment on a paragraph: for each change that it comes from, its key, what it is, and its duties."""
        found = self._numbers_of(old, new)
        lines = []
        for number in found[:_MAX_NAMED]:
            change = self.comparison.fields[number]
            key = ".".join(map(str, change.path if change.kind != "removed" else change.path_old))
            lines.append(f"{key}: {capitalized(self.comparison.sentence(change))}")
            lines += map(_duty, self._duties(number))
        if len(found) > _MAX_NAMED:
            lines.append(f"and {len(found) - _MAX_NAMED} more changes of the county file")
        return "\n".join(lines)


def _checked(revision: Revision, data: dict[str, Any]) -> Report | None:
    """Return the report of a revision with other data; None if a file with them cannot be read."""
    report = check_source(replace(revision.report.source, data=data), revision.report.on)
    return report if report.data else None


def _with_words(revision: Revision, values: dict[int, tuple[Path, Any, Any]]) -> dict[str, frozenset[int]]:
    """Return in which texts of an agreement the words of some values are that differ from other values.

    Args:
        revision: The revision that has the values.
        values: By a number: where a value is, the value, and the one it is compared with.
    """
    data = copy.deepcopy(revision.data)
    for number, (path, value, other) in values.items():
        _put(data, path, traced_words.with_word_at_changes(value, other, number), is_new=False)
    report = _checked(revision, data) if values else None
    found: dict[str, frozenset[int]] = {}
    for text in printed_texts(agreement(report)) if report else ():
        if numbers := traced_words.numbers_in(text):
            plain = traced_words.without_words(text)
            found[plain] = found.get(plain, frozenset()) | numbers
    return found


def _duty(one: DutyChange) -> str:
    of = "Duty" if one.requirement.force == "shall" else "Recommendation"
    return f"{of}: {one.requirement.title} ({one.requirement.citation}): {one.was} → {one.is_now}"


def _said(path: Path, value: Any, data: dict[str, Any]) -> Iterator[str]:
    if isinstance(value, dict):
        for key, item in value.items():
            yield from _said((*path, key), item, data)
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _said((*path, index), item, data)
    elif value is not None:
        yield in_words(path, value, data).strip("“”")


def without_change(data: dict[str, Any], change: FieldChange) -> dict[str, Any] | None:
    """Return a copy of a new file's data with one change undone; None where that cannot be done by itself."""
    if change.kind in ("renamed", "reordered"):
        return None
    found = copy.deepcopy(data)
    if change.kind in ("added", "moved") and not _remove(found, change.path):
        return None
    if change.kind == "changed" and not _put(found, change.path, change.old, is_new=False):
        return None
    if change.kind == "moved" and not _put(found, change.path_old, change.old, is_new=True):
        return None
    if change.kind == "removed":
        number = change.path_old[-1:] if change.path_old and isinstance(change.path_old[-1], int) else ()
        if not _put(found, (*change.path, *number), change.old, is_new=True):
            return None
    return found


def _remove(data: dict[str, Any], path: Path) -> bool:
    last: Any = path[-1]
    parent = value_at(data, path[:-1])
    if (isinstance(parent, dict) and path[-1] in parent) or (
        isinstance(parent, list) and isinstance(path[-1], int) and path[-1] < len(parent)
    ):
        del parent[last]
    else:
        return False
    if not parent and len(path) > 1:
        _remove(data, path[:-1])  # an empty map or list is a mistake of its own
    return True


def _put(data: dict[str, Any], path: Path, value: Any, *, is_new: bool) -> bool:
    """Write a value into data, in maps and lists that are made where they are missing; a new one moves those after it on."""
    parent: Any = data
    for key, following in pairwise(path):
        if isinstance(parent, dict) and isinstance(key, str):
            parent = parent.setdefault(key, [] if isinstance(following, int) else {})
        elif isinstance(parent, list) and isinstance(key, int) and key < len(parent):
            parent = parent[key]
        else:
            return False
    if isinstance(parent, dict) and isinstance(path[-1], str):
        parent[path[-1]] = copy.deepcopy(value)
    elif isinstance(parent, list) and isinstance(path[-1], int):
        parent[path[-1] : path[-1] + (not is_new)] = [copy.deepcopy(value)]
    else:
        return False
    return True


def printed_texts(found: Agreement) -> Iterator[str]:
    """Yield the text of each paragraph, cell, table row, and picture of an agreement, as Word documents have it."""
    yield " · ".join(found.marks)
    yield from (found.county, found.title, *found.statements)
    yield from (f"{label} {value}" for label, value in found.facts)
    for article in found.articles:
        yield from (article.heading, article.title)
        for line in printed_lines(article.blocks):
            words = " ".join(line.split())
            yield from (words, words.partition(" ")[2])
        yield from _rows_and_pictures(article.blocks)


def _rows_and_pictures(blocks: Blocks) -> Iterator[str]:
    for block in blocks:
        match block:
            case Table():
                yield from (" | ".join(" ".join(plain_text(cell).split()) for cell in row) for row in block.rows)
            case Picture():
                yield " ".join((PICTURE, *block.drawing.words))
            case Listing():
                for item in block.items:
                    yield from _rows_and_pictures(item)
            case Quote() | Box():
                yield from _rows_and_pictures(block.blocks)
            case _:
                pass

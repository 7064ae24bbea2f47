"""Which changes of a county file a change of the agreement's text comes from, and which duties each of them moves.

Each change is undone in the new file, one at a time, and the agreement is made again: what then reads as before comes from
that change.
"""

import copy
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from typing import Any

from ..agreement.agreement import Agreement, agreement
from ..agreement.blocks import Blocks, Box, Listing, Quote, Table, plain_text, printed_lines
from ..checking.check import Report, check_source
from ..diagnostic import Path
from ..english import capitalized
from ..paths import value_at
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

    change: FieldChange
    lines: frozenset[str]
    """What the agreement then says, line by line."""
    duties: tuple[DutyChange, ...]
    """The duties that then have the verdict they had before."""


@dataclass(frozen=True)
class Causes:
    """Finds what a change of the agreement's text comes from."""

    comparison: Comparison

    @cached_property
    def _undone(self) -> tuple[_Undone, ...]:
        return tuple(filter(None, map(self._undo, self.comparison.fields[:_MAX_UNDONE])))

    def _undo(self, change: FieldChange) -> _Undone | None:
        new = self.comparison.new
        data = without_change(new.data, change)
        if data is None:
            return None
        report = check_source(replace(new.report.source, data=data), new.report.on)
        if not report.data:
            return None
        now = {(verdict.county, verdict.requirement.id): shown_state(verdict) for verdict in report.verdicts}
        moved = (one for one in self.comparison.duties if now.get((one.county, one.requirement.id), "") == one.old)
        return _Undone(change, frozenset(printed_texts(agreement(report))), tuple(moved))

    def of(self, old: str, new: str) -> tuple[FieldChange, ...]:
        """Return the changes that a paragraph, which read `old` and now reads `new`, comes from; never none if there are any."""
        found = tuple(one.change for one in self._undone if (new not in one.lines if new else old in one.lines))
        return found or tuple(self._by_words(old, new)) or self.comparison.fields

    def _by_words(self, old: str, new: str) -> Iterator[FieldChange]:
        for change in self.comparison.fields:
            values = (
                (change.path, change.new, self.comparison.new.data, new),
                (change.path_old, change.old, self.comparison.old.data, old),
            )
            if any(words and words in text for path, value, data, text in values for words in _said(path, value, data)):
                yield change

    def comment(self, old: str, new: str) -> str:
        """Return the comment on a paragraph: for each change that it comes from, its key, what it is, and its duties."""
        found = self.of(old, new)
        duties = {id(one.change): one.duties for one in self._undone}
        lines = []
        for change in found[:_MAX_NAMED]:
            key = ".".join(map(str, change.path if change.kind != "removed" else change.path_old))
            lines.append(f"{key}: {capitalized(self.comparison.sentence(change))}")
            lines += (_duty(one) for one in duties.get(id(change), ()))
        if len(found) > _MAX_NAMED:
            lines.append(f"and {len(found) - _MAX_NAMED} more changes of the county file")
        return "\n".join(lines)


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
        if isinstance(parent, dict):
            parent = parent.setdefault(key, [] if isinstance(following, int) else {})
        elif isinstance(parent, list) and isinstance(key, int) and key < len(parent):
            parent = parent[key]
        else:
            return False
    if isinstance(parent, dict):
        parent[path[-1]] = copy.deepcopy(value)
    elif isinstance(parent, list) and isinstance(path[-1], int):
        parent[path[-1] : path[-1] + (not is_new)] = [copy.deepcopy(value)]
    else:
        return False
    return True


def printed_texts(found: Agreement) -> Iterator[str]:
    """Yield the text of each paragraph, cell, and table row of an agreement, as Word documents have it."""
    yield " · ".join(found.marks)
    yield from (found.county, found.title, *found.statements)
    yield from (f"{label} {value}" for label, value in found.facts)
    for article in found.articles:
        yield from (article.heading, article.title)
        for line in printed_lines(article.blocks):
            words = " ".join(line.split())
            yield from (words, words.partition(" ")[2])
        yield from _rows(article.blocks)


def _rows(blocks: Blocks) -> Iterator[str]:
    for block in blocks:
        match block:
            case Table():
                yield from (" | ".join(" ".join(plain_text(cell).split()) for cell in row) for row in block.rows)
            case Listing():
                for item in block.items:
                    yield from _rows(item)
            case Quote() | Box():
                yield from _rows(block.blocks)
            case _:
                pass

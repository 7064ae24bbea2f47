"""Which results rest on free text: no program reads it, so no count or page may read as if one had.

Seats, lists of known words, times, dates, and true or false are facts, and are judged. A sentence that says how
something is done only shows that the county has written about it. The shape says which is which (`x-free-text`). A note
on a seat is such a text too: it can take back what the seat says.
"""

from collections.abc import Iterator
from functools import cache
from typing import Any

from ..diagnostic import Path
from ..law import shape
from ..law.requirements import Requirement, Schema
from ..protocol.clause_front_matter import is_shown_in

_OF_TEXTS = (
    "Text that says how is counted as in the county’s own words: no program reads it, and whether it meets this, only a "
    "person can judge."
)
_OF_NOTES = (
    "A seat with a note is counted as in the county’s own words: no program judges what the note says of the seat, and "
    "only a person can."
)

_ANY = "*"
"""Stands for every key of a map whose keys the author chooses, such as `agencies`."""


def how_words_count(requirement: Requirement) -> str:
    """Return a sentence on how free text counts for a requirement; empty if it can rest on none."""
    if requirement.seat:
        return _OF_NOTES
    return _OF_TEXTS if _free_text_paths(requirement) else ""


class Words:
    """What one county's view of a file says in free text."""

    def __init__(self, view: dict[str, Any], in_force: tuple[Requirement, ...]) -> None:
        """Divide the view into facts and text, as far as the requirements in force look at it."""
        self._facts = view
        for path in dict.fromkeys(path for requirement in in_force for path in _free_text_paths(requirement)):
            self._facts = _without_text(self._facts, path)
        changed = (view.get("clauses") or {}).items()
        self._replaced = tuple(id for id, entry in changed if isinstance(entry, dict) and entry.get("replace"))

    def alone_meet(self, requirement: Requirement) -> bool:
        """Return whether a requirement that the view meets is met by its words alone.

        It is if the facts do not meet it, or if the county has replaced a clause that carries it out by its own text:
        the agreement then says what no program reads, whatever the facts are.
        """
        if any(is_shown_in(requirement.id, clause) for clause in self._replaced):
            return True
        return bool(_free_text_paths(requirement)) and not requirement.is_satisfied_by(self._facts)


@cache
def _free_text_paths(requirement: Requirement) -> tuple[Path, ...]:
    """Return the paths that a requirement looks at and that can have free text; none about a seat, which is stated.

    Who holds a seat is a fact, though the job title that fills it is typed freely.
    """
    if requirement.seat:
        return ()
    return tuple(path for path in dict.fromkeys(_paths(requirement.constraint, ())) if shape.can_be_free_text(path))


def _paths(schema: Schema, path: Path) -> Iterator[Path]:
    """Yield every path that a constraint looks at; parts of it that look at the same place are taken together."""
    yield from ((*path, key) for key in schema.get("required", ()))
    for key, below in schema.get("properties", {}).items():
        yield (*path, key)
        yield from _paths(below, (*path, key))
    if isinstance(below := schema.get("additionalProperties"), dict):
        yield from _paths(below, (*path, _ANY))
    for part in (*schema.get("anyOf", ()), *schema.get("allOf", ()), *([schema["not"]] if "not" in schema else ())):
        yield from _paths(part, path)


def _without_text(data: Any, path: Path) -> Any:
    """Return the data without a text, or a list of texts, at a path; the same object if there is none."""
    if not isinstance(data, dict):
        return data
    key, *rest = path
    changed = {name: _below(data[name], tuple(rest)) for name in (data if key == _ANY else {key} & data.keys())}
    if all(changed[name] is data[name] for name in changed):
        return data
    left = {name: changed.get(name, value) for name, value in data.items()}
    return {name: value for name, value in left.items() if value is not None}


def _below(value: Any, path: Path) -> Any:
    if path:
        return _without_text(value, path)
    return None if isinstance(value, (str, list)) else value

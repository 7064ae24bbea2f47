"""Say in plain sentences where in a county file something is, and what changed there."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from functools import cache
from typing import Any, TypeAlias

from ..alignment import common_ends
from ..diagnostic import Path
from ..english import capitalized, date_in_words, join_words, quoted, uncapitalized
from ..law import shape, vocabulary
from ..paths import value_at
from .fields import FieldChange

_SKIPPED = ("seats", "agencies", "tiers", "narrative", "parties", "sources", "responsibilities", "counties", "clauses")
"""Keys that need no words where what is in them has a name."""
_NAMES = ("name", "heading", "duty", "title", "fiscal_year")
_MAX_LISTED = 5
"""Items that a sentence lists."""
_MAX_WORDS = 600
"""Words between the first and the last change of a text that are compared one by one."""
_CONTEXT = 3
"""Words quoted before and after the first words that changed; changes closer than this are quoted as one."""
_SHORT = 60
"""Characters of a text that is quoted whole."""
_Span: TypeAlias = tuple[int, int, int, int]
"""Where a change begins and ends in the old words, and in the new words."""
_DATE = re.compile(r"\d{4}-\d{2}(-\d{2})?")


def sentence(change: FieldChange, old: dict[str, Any], new: dict[str, Any]) -> str:
    """Say what changed, without a period at the end. `old` and `new` are the data of the two files."""
    place = where(change.path_old, old) if change.kind == "removed" else where(change.path, new)
    match change.kind:
        case "added":
            return f"{place}: added{_after(place, change.path, change.new, new)}"
        case "removed":
            return f"{place}: removed{_after(place, change.path_old, change.old, old)}"
        case "renamed":
            return f"{place}: the short name {change.old} is now {change.new}"
        case "moved":
            return f"{place}: moved here from: {where(change.path_old, old)}"
        case "reordered":
            return f"{place}: the same entries, in another order"
    return f"{place}: {_difference(change, old, new)}"


def where(path: Path, data: dict[str, Any]) -> str:
    """Name a place of a county file as people say it, such as `Protocol team, seat of the sheriff, job title`."""
    steps = [*_steps(path, data)] or ["The file"]
    return ", ".join((capitalized(steps[0]), *steps[1:]))


def _steps(path: Path, data: dict[str, Any]) -> Iterator[str]:
    """Yield a name for each key of a path that needs one; titles of keys as they are within a sentence."""
    for number, key in enumerate(path):
        here, parent = path[: number + 1], path[number - 1] if number else ""
        value = value_at(data, here)
        if isinstance(key, int):
            if name := _name_of(value):
                yield quoted(name)
            elif isinstance(value, dict):
                yield f"no. {key + 1}"
        elif parent == "agencies":
            yield _agency(data, key)
        elif parent == "standing_bodies":
            yield quoted(_name_of(value) or str(key))
        elif parent == "counties":
            yield vocabulary.full_name(key)
        elif parent == "seats":
            yield f"seat of the {vocabulary.label('functions', key)}"
        elif parent == "sources":
            yield f"source {key}"
        elif parent == "clauses":
            yield f"clause “{vocabulary.label('clauses', key)}”"
        elif key not in _SKIPPED or not _names_next(path, number, data):
            yield uncapitalized(title_of(here))


def _names_next(path: Path, number: int, data: dict[str, Any]) -> bool:
    """Return whether the key after one of a path names what it leads to, so that the one needs no words."""
    if number + 1 >= len(path):
        return False
    return isinstance(path[number + 1], str) or bool(_name_of(value_at(data, path[: number + 2])))


def title_of(path: Path) -> str:
    """Return the title of a key as the shape has it, or the key itself."""
    node = shape.schema_at(path)
    return str(node.get("title") or shape.resolved(node).get("title") or path[-1])


def _agency(data: dict[str, Any], id: Any) -> str:
    return str(value_at(data, ("agencies", str(id), "name"), id))


def _name_of(value: Any) -> str:
    if not isinstance(value, dict):
        return ""
    return next((str(value[key]) for key in _NAMES if isinstance(value.get(key), str)), "")


def _after(place: str, path: Path, value: Any, data: dict[str, Any]) -> str:
    """Return a value after a colon; nothing if its place has the same words already."""
    words = in_words(path, value, data)
    return f": {words}" if words and not place.endswith((words, words.strip("“”"))) else ""


def in_words(path: Path, value: Any, data: dict[str, Any]) -> str:
    """Say a value of a county file in words; texts are quoted, long ones in part."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        items = [word for item in value if (word := in_words((*path, 0), item, data))]
        more = (f"{len(items) - _MAX_LISTED + 1} more",) if len(items) > _MAX_LISTED else ()
        return join_words((*items[: _MAX_LISTED - len(more)], *more))
    if isinstance(value, dict):
        if "agency" in value:
            return ", ".join(filter(None, (_agency(data, value["agency"]), str(value.get("title") or ""))))
        if path[-1] == "standing_bodies":
            return join_words(tuple(quoted(_name_of(body) or str(id)) for id, body in value.items()))
        if "tools" in path and (name := _name_of(value)) and len(value) > 1:  # the name alone is a tool, too
            about = tuple(uncapitalized(title_of((*path, key))) for key in value if key != "name")
            return f"{quoted(name)}, with {join_words(about)}"
        if name := _name_of(value):
            return quoted(name)
        if "revision" in value and "on" in value:
            return f"{date_in_words(str(value['on']))}, revision {value['revision']}"
        return join_words(tuple(uncapitalized(title_of((*path, key))) for key in value)[:_MAX_LISTED])
    if value is None:
        return ""
    text = str(value).strip()
    key = next((step for step in reversed(path) if isinstance(step, str)), "")
    if key in ("agency", "agencies", "convener"):
        return _agency(data, text)
    label = _labels(_enum(path)).get(text)
    if label:
        return label
    if _DATE.fullmatch(text):
        return date_in_words(text)
    return quoted(" ".join(text.split()))


def choices_at(path: Path) -> dict[str, str]:
    """Return the words of the vocabulary that can be at a path, with their labels; none where there is no such list."""
    return _labels(_enum(path))


def _enum(path: Path) -> tuple[str, ...]:
    """Return the words that can be at a path, or none; of a list, those of its items."""
    node = shape.resolved(shape.schema_at(path))
    branches = (node, *map(shape.resolved, node.get("anyOf", ())))
    for branch in branches:
        for one in (branch, shape.resolved(branch.get("items", {}))):
            if "enum" in one:
                return tuple(map(str, one["enum"]))
    return ()


@cache
def _labels(words: tuple[str, ...]) -> dict[str, str]:
    """Return the label of each of a list's words; none if no list of the vocabulary has exactly these."""
    return next(
        (
            {word: str(entry.get("label", word)) for word, entry in known.items()}
            for known in vocabulary.lists().values()
            if tuple(known) == words
        ),
        {},
    )


def _difference(change: FieldChange, old: dict[str, Any], new: dict[str, Any]) -> str:
    before, after = in_words(change.path_old, change.old, old), in_words(change.path, change.new, new)
    texts = str(change.old), str(change.new)
    if isinstance(change.old, str) and isinstance(change.new, str) and max(map(len, texts)) > _SHORT:
        return changed_words(*texts)
    return f"{before or 'nothing'} is now {after or 'nothing'}"


def changed_words(old: str, new: str) -> str:
    """Quote the first words that changed with a few around them, and count the other places."""
    before, after = old.split(), new.split()
    if before == after:
        return "only spaces or line breaks changed"
    found = _joined(_changed_spans(before, after))
    first, more = found[0], len(found) - 1
    was, now = _quoted(before, first[0], first[1]), _quoted(after, first[2], first[3])
    others = f"; and {more} more {'place' if more == 1 else 'places'}" if more else ""
    return f"{was} is now {now}{others}"


def _changed_spans(before: list[str], after: list[str]) -> list[_Span]:
    """Return what changed between two lists of words; all between their common beginning and end if that is very long."""
    start, end = common_ends(before, after)
    first, second = before[start : len(before) - end], after[start : len(after) - end]
    if max(len(first), len(second)) > _MAX_WORDS:
        return [(start, len(before) - end, start, len(after) - end)]
    codes = SequenceMatcher(None, first, second, autojunk=False).get_opcodes()
    return [(a + start, b + start, c + start, d + start) for kind, a, b, c, d in codes if kind != "equal"]


def _joined(spans: list[_Span]) -> list[_Span]:
    found = spans[:1]
    for start, end, start_new, end_new in spans[1:]:
        if start - found[-1][1] <= _CONTEXT and start_new - found[-1][3] <= _CONTEXT:
            found[-1] = (found[-1][0], end, found[-1][2], end_new)
        else:
            found.append((start, end, start_new, end_new))
    return found


def _quoted(words: list[str], start: int, end: int) -> str:
    first, last = max(0, start - _CONTEXT), min(len(words), end + _CONTEXT)
    shown = words[first:last]
    if len(shown) > 6 * _CONTEXT:
        shown = [*shown[: 3 * _CONTEXT], "…", *shown[-3 * _CONTEXT :]]
    return f"“{'… ' if first else ''}{' '.join(shown)}{' …' if last < len(words) else ''}”"

"""What a county changed in its file: each value that was added, removed, changed, renamed, moved, or put in another order.

Entries of a list are matched by what they say and not by their number, and agencies also by what they do, so that an
entry that was moved, or an agency with another short name, does not read as one deleted and another added.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any, Literal, TypeAlias

from ..diagnostic import Path
from ..law import shape
from ..reading.positions import line_of
from .revisions import Revision

Kind: TypeAlias = Literal["added", "removed", "changed", "renamed", "moved", "reordered"]

_NAMED_BY_AUTHOR = ("agencies", "sources")
"""Maps whose keys the author of a file chooses."""
_IN_ORDER = (*_NAMED_BY_AUTHOR, "seats", "standing_bodies")
"""Maps that the agreement prints in the order in which the file has their entries."""
_IDENTITY = ("name", "heading", "duty", "agency", "fiscal_year")
"""What an entry of a list goes by, whichever it has."""
_ALIKE = 0.5
"""The share of words that two entries have in common if one is the other, changed."""
_ALIKE_ALONE = 0.25
"""The same where no other entry is left that it could be."""
_MAX_COMPARED = 100_000
"""Pairs of entries whose words are compared; no county's lists have as many."""
_MIN_MOVED = 12
"""Characters of a text that is unlikely to be at two places by chance."""


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One change of a county file."""

    kind: Kind
    path: Path
    """Where it is in the new file; for what was removed, where it would be."""
    path_old: Path
    """Where it was in the old file; for what was added, where it would have been."""
    old: Any
    """What the old file says there, as plain data; None if it says nothing."""
    new: Any
    """What the new file says there, as plain data; None if it says nothing."""
    line_old: int = 0
    """Its line in the old file, from 1, or that of the nearest parent there."""
    line_new: int = 0
    """Its line in the new file, from 1, or that of the nearest parent there."""


Rename: TypeAlias = dict[str, dict[str, str]]
"""For each map of `_NAMED_BY_AUTHOR`, the new short name of each entry that has another one."""


def field_changes(old: Revision, new: Revision) -> tuple[FieldChange, ...]:
    """List what changed from one revision to the other, in the order of the new file."""
    renamed = renames(old.data, new.data)
    before = _with_new_names(old.data, renamed, ())
    found = list(_files(before, new.data, renamed))
    placed = (
        replace(one, line_old=line_of(old.report.source, one.path_old), line_new=line_of(new.report.source, one.path))
        for one in _with_moves(found)
    )
    return tuple(sorted(placed, key=lambda one: (one.line_new, one.line_old)))


def renames(old: dict[str, Any], new: dict[str, Any]) -> Rename:
    """Return the agencies and sources that have another short name in the new file."""
    return {name: dict(_renamed(_map(old, name), _map(new, name))) for name in _NAMED_BY_AUTHOR}


def _renamed(old: dict[str, Any], new: dict[str, Any]) -> Iterator[tuple[str, str]]:
    removed_ids, added_ids = [id for id in old if id not in new], [id for id in new if id not in old]
    for first, second in _matched([old[id] for id in removed_ids], [new[id] for id in added_ids]):
        yield removed_ids[first], added_ids[second]


def _map(data: Any, key: str) -> dict[str, Any]:
    found = data.get(key) if isinstance(data, dict) else None
    return found if isinstance(found, dict) else {}


def _with_new_names(value: Any, renamed: Rename, path: Path) -> Any:
    """Return the old data with each mention of a renamed agency or source by its new name."""
    if isinstance(value, dict):
        return {key: _with_new_names(item, renamed, (*path, key)) for key, item in value.items()}
    if isinstance(value, list):
        return [_with_new_names(item, renamed, (*path, index)) for index, item in enumerate(value)]
    key = next((step for step in reversed(path) if isinstance(step, str)), "")
    names = renamed["sources" if key == "source" else "agencies"]
    is_mention = key in ("agency", "agencies", "convener", "source")
    return names.get(value, value) if is_mention and isinstance(value, str) else value


def _files(old: dict[str, Any], new: dict[str, Any], renamed: Rename) -> Iterator[FieldChange]:
    """Compare what counties share, then each county's own part, wherever the file has it."""
    parts = _parts(old), _parts(new)
    shared = [
        {key: data[key] for key in data if key not in (*shape.county_keys(), "county", "counties")}
        for data in (old, new)
    ]
    heads = [sorted(_map(data, "counties")) or data.get("county") for data in (old, new)]
    places: list[Path] = [("counties",) if _map(data, "counties") else ("county",) for data in (old, new)]
    if places[0] != places[1]:
        yield FieldChange("changed", places[1], places[0], heads[0], heads[1])
    elif places[0] == ("county",):
        yield from _values(heads[0], heads[1], ("county",), ("county",), renamed)
    yield from _maps(shared[0], shared[1], (), (), renamed)
    if places[0] == places[1] == ("counties",):
        yield from _order([*_map(old, "counties")], [*_map(new, "counties")], places[0], places[1])
    for county, (part, place) in parts[1].items():
        if county in parts[0]:
            yield from _maps(parts[0][county][0], part, parts[0][county][1], place, renamed)
        elif place:
            yield FieldChange("added", place, place, None, part)
    for county, (part, place) in parts[0].items():
        if county not in parts[1] and place:
            yield FieldChange("removed", place, place, part, None)


def _parts(data: dict[str, Any]) -> dict[str, tuple[dict[str, Any], Path]]:
    """Return each county's own part of a file, and where it is; a single county's is that of the file."""
    if counties := _map(data, "counties"):
        return {name: (part if isinstance(part, dict) else {}, ("counties", name)) for name, part in counties.items()}
    return {str(data.get("county", "")): ({key: data[key] for key in data if key in shape.county_keys()}, ())}


def _values(old: Any, new: Any, path_old: Path, path: Path, renamed: Rename) -> Iterator[FieldChange]:
    old, new = _alike_in_form(old, new)
    if isinstance(old, dict) and isinstance(new, dict):
        yield from _maps(old, new, path_old, path, renamed)  # also of the same entries, for their order
    elif is_same(old, new):
        return
    elif isinstance(old, list) or isinstance(new, list):
        yield from _lists(_items(old, path_old), _items(new, path), path_old, path, renamed)
    elif old is None or new is None:
        yield FieldChange("added" if old is None else "removed", path, path_old, old, new)
    else:
        yield FieldChange("changed", path, path_old, old, new)


def _alike_in_form(old: Any, new: Any) -> tuple[Any, Any]:
    """Return two values in one form where a file can write the same in two, as a duty alone or with its time."""
    if isinstance(old, str) and isinstance(new, dict) and "duty" in new:
        return {"duty": old}, new
    if isinstance(new, str) and isinstance(old, dict) and "duty" in old:
        return old, {"duty": new}
    return old, new


def is_same(old: Any, new: Any) -> bool:
    """Return whether two values say the same; an entry alone says the same as a list of only that entry."""
    if isinstance(old, dict) and isinstance(new, dict):
        return old.keys() == new.keys() and all(is_same(old[key], new[key]) for key in old)
    if isinstance(old, list) and isinstance(new, list):
        return len(old) == len(new) and all(map(is_same, old, new))
    if isinstance(old, list) and len(old) == 1 and not isinstance(new, list):
        return is_same(old[0], new)
    if isinstance(new, list) and len(new) == 1 and not isinstance(old, list):
        return is_same(old, new[0])
    if isinstance(old, bool) or isinstance(new, bool) or old is None or new is None:
        return old is new
    return isinstance(old, (dict, list)) == isinstance(new, (dict, list)) and str(old).strip() == str(new).strip()


def _maps(
    old: dict[str, Any], new: dict[str, Any], path_old: Path, path: Path, renamed: Rename
) -> Iterator[FieldChange]:
    names = renamed.get(str(path[0]), {}) if len(path) == 1 else {}
    origin = {later: earlier for earlier, later in names.items()}
    for key, value in new.items():
        before = origin.get(key, key)
        if key in origin:
            yield FieldChange("renamed", (*path, key), (*path_old, before), before, key)
        if before in old and (key in origin or before not in names):
            yield from _values(old[before], value, (*path_old, before), (*path, key), renamed)
        else:
            yield FieldChange("added", (*path, key), (*path_old, key), None, value)
    for key, value in old.items():
        if key not in names and key not in new:
            yield FieldChange("removed", (*path, key), (*path_old, key), value, None)
    if path and path[-1] in _IN_ORDER:
        yield from _order([names.get(key, key) for key in old], [*new], path_old, path)


def _order(old: list[str], new: list[str], path_old: Path, path: Path) -> Iterator[FieldChange]:
    """Yield a change where the keys that two maps have in common are in another order."""
    kept = [[key for key in side if key in other] for side, other in ((old, new), (new, old))]
    if kept[0] != kept[1]:
        yield FieldChange("reordered", path, path_old, kept[0], kept[1])


_Items: TypeAlias = list[tuple[Any, Path]]


def _items(value: Any, path: Path) -> _Items:
    if value is None:
        return []
    return [(item, (*path, index)) for index, item in enumerate(value)] if isinstance(value, list) else [(value, path)]


def _lists(old: _Items, new: _Items, path_old: Path, path: Path, renamed: Rename) -> Iterator[FieldChange]:
    pairs = _matched([value for value, _ in old], [value for value, _ in new])
    origin = {second: first for first, second in pairs}
    for index, (value, place) in enumerate(new):
        if index in origin:
            before, place_old = old[origin[index]]
            yield from _values(before, value, place_old, place, renamed)
        else:
            yield FieldChange("added", place, path_old, None, value)
    matched = set(origin.values())
    for index, (value, place) in enumerate(old):
        if index not in matched:
            yield FieldChange("removed", path, place, value, None)
    if any(later < earlier for earlier, later in pairwise(origin[index] for index in sorted(origin))):
        kept = [old[index][0] for index in sorted(matched)], [new[index][0] for index in sorted(origin)]
        yield FieldChange("reordered", path, path_old, kept[0], kept[1])


def _matched(old: list[Any], new: list[Any]) -> list[tuple[int, int]]:
    """Match the entries of two lists, as pairs of their numbers: the same, then by what they go by, then the most alike."""
    left, right = list(range(len(old))), list(range(len(new)))
    pairs: list[tuple[int, int]] = []

    def match(found: tuple[int, int]) -> None:
        pairs.append(found)
        left.remove(found[0])
        right.remove(found[1])

    for identity in (_exactly, _identity):
        places: dict[Any, list[int]] = {}
        for second in right:
            if (id := identity(new[second])) is not None:
                places.setdefault(id, []).append(second)
        for first in tuple(left):
            if waiting := places.get(identity(old[first]), []):
                match((first, waiting.pop(0)))
    if len(left) * len(right) > _MAX_COMPARED:
        return pairs
    words = [[_words(item) for item in side] for side in (old, new)]
    scores = sorted(
        ((_likeness(words[0][first], words[1][second]), -first, -second) for first in left for second in right),
        reverse=True,
    )
    for score, first, second in scores:
        if score >= _ALIKE and -first in left and -second in right:
            match((-first, -second))
    if len(left) == len(right) == 1 and _likeness(words[0][left[0]], words[1][right[0]]) >= _ALIKE_ALONE:
        match((left[0], right[0]))
    return pairs


def _exactly(value: Any) -> Any:
    """Return something that is equal for values that say the same."""
    if isinstance(value, dict):
        return frozenset((key, _exactly(item)) for key, item in value.items())
    if isinstance(value, list):
        return _exactly(value[0]) if len(value) == 1 else tuple(map(_exactly, value))
    return value if isinstance(value, bool) or value is None else str(value).strip()


def _identity(value: Any) -> Any:
    """Return what an entry goes by, or None."""
    if isinstance(value, str):
        return ("duty", value.strip())
    if not isinstance(value, dict):
        return None
    key = next((key for key in _IDENTITY if isinstance(value.get(key), str)), None)
    return (key, value[key].strip()) if key else None


def _words(value: Any) -> Counter[str]:
    """Count the words of everything that a value says; a word of a list of words, with its underscores, is one."""
    found: Counter[str] = Counter()
    waiting = [value]
    while waiting:
        item = waiting.pop()
        if isinstance(item, dict):
            waiting += item.values()
        elif isinstance(item, list):
            waiting += item
        else:
            found.update(str(item).lower().split())
    return found


def _likeness(old: Counter[str], new: Counter[str]) -> float:
    total = old.total() + new.total()
    return 2 * (old & new).total() / total if total else 0.0


def _with_moves(found: list[FieldChange]) -> Iterator[FieldChange]:
    """Yield the changes, with one that moves a value for each that removes and adds the same."""
    removed = {index: one for index, one in enumerate(found) if one.kind == "removed" and _is_telling(one.old)}
    moved: dict[int, FieldChange] = {}
    for index, one in enumerate(found):
        if one.kind == "added" and _is_telling(one.new):
            from_ = next((number for number, other in removed.items() if is_same(other.old, one.new)), None)
            if from_ is not None:
                moved[index] = replace(one, kind="moved", path_old=removed.pop(from_).path_old, old=one.new)
    gone = {id(one) for one in removed.values()}
    for index, one in enumerate(found):
        if index in moved:
            yield moved[index]
        elif one.kind != "removed" or not _is_telling(one.old) or id(one) in gone:
            yield one


def _is_telling(value: Any) -> bool:
    """Return whether a value is unlikely to be at two places by chance."""
    if isinstance(value, str):
        return len(value) >= _MIN_MOVED and " " in value.strip()
    return isinstance(value, (dict, list)) and bool(value)


def leaf_paths(path: Path, value: Any) -> Iterator[Path]:
    """Yield the path of each text, number, or truth value below a path."""
    if isinstance(value, dict) and value:
        for key, item in value.items():
            yield from leaf_paths((*path, key), item)
    elif isinstance(value, list) and value:
        for index, item in enumerate(value):
            yield from leaf_paths((*path, index), item)
    else:
        yield path

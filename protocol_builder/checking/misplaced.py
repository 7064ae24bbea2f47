"""Knows what an author means by a key that cannot stand where it stands: another word, or another place. Knows no law."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from .. import characters
from ..diagnostic import Path
from ..english import closest, join_words, quoted
from ..law import shape

_FEW = 4
"""Places for a key, or keys, that are named."""

_NAMED_BY_THE_AUTHOR = ("agencies", "sources")
"""Parts of the file whose keys are short names."""


@dataclass(frozen=True, slots=True)
class Misplaced:
    """One or several keys of a map that cannot stand in it."""

    keys: tuple[str, ...]
    remedy: str
    meant: Path = ()
    """What they probably stand for, where the file does not have that."""

    @property
    def told(self) -> str:
        """The keys as a message names them: ‘a’ is not a key."""
        few = list(map(quoted, self.keys))
        if len(few) == 1:
            return f"{few[0]} is not a key"
        if len(few) > _FEW:
            few = [*few[:2], f"{len(few) - 2} further keys"]
        return f"{join_words(tuple(few))} are not keys"


@dataclass(frozen=True, slots=True)
class _Meaning:
    section: Path
    """Where the key belongs together with others; empty where only its spelling is wrong, or nothing is alike."""
    remedy: str
    path: Path = ()


def misplaced(path: Path, entries: dict[str, Any], known: Iterable[str], data: Any) -> Iterator[Misplaced]:
    """What to say of the keys of a map that its rule does not know, with those together that belong in one place."""
    known = tuple(known)
    together: dict[Path, list[tuple[str, _Meaning]]] = {}
    for key in entries:
        if key in known:
            continue
        found = _meaning(key, path, entries, known, data)
        if found.section and not at(data, found.section):
            together.setdefault(found.section, []).append((key, found))
        else:
            yield Misplaced((key,), found.remedy, () if found.path and at(data, found.path) else found.path)
    for section, several in together.items():
        own = [meaning.remedy for _, meaning in several if meaning.path == section]
        keys = tuple(key for key, _ in several)
        remedy = own[0] if own else several[0][1].remedy
        if len(keys) > 1 and not own:
            remedy = remedy.replace(f"{keys[0]} belongs", "they belong").replace("begin it", "begin them")
        yield Misplaced(keys, remedy, section)


def _meaning(key: str, path: Path, entries: dict[str, Any], known: tuple[str, ...], data: Any) -> _Meaning:
    if characters.first_invisible(key) >= 0:
        said, remedy = characters.describe_invisible(key)
        word = characters.without_invisible(key).strip().partition(":")[0].strip()
        typed = {word if name == key else name: value for name, value in entries.items()}
        as_typed = (
            _meaning(word, path, typed, known, data) if word and word not in known else _Meaning((), "", (*path, word))
        )
        return _Meaning((), f"{said} in it; {remedy}", as_typed.path or as_typed.section)
    close = closest(key, known)
    if close == key.strip().lower().replace(" ", "_").replace("-", "_"):
        return _Meaning((), f"did you mean {close}?", (*path, close))
    value = entries[key]
    if above := _above(key, path, entries, known):
        further = ("two", "four", "six")[min(len(above) - len(path), 3) - 1]
        remedy = f"begin it {further} spaces further in: {key} belongs to {above[-1]} above"
        return _Meaning(above, remedy, (*above, key) if at(data, above) else ())
    near = bool(close) and _fits(value, (*path, close))
    if home := _home(key, value, path, near, data):
        return home
    if near:
        return _Meaning((), f"did you mean {close}?", (*path, close))
    return _Meaning((), f"the keys here are: {', '.join(known)}")


def _above(key: str, path: Path, entries: dict[str, Any], known: tuple[str, ...]) -> Path:
    """The key above, or the last key below that one, to which this one belongs, had it been indented; else empty."""
    before = [name for name in list(entries)[: list(entries).index(key)] if name in known]
    place, value = (*path, *before[-1:]), entries[before[-1]] if before else ()
    while value is None or (isinstance(value, dict) and value):
        has = value or {}
        if key in shape.order(place) and key not in has and _fits(entries[key], (*place, key)):
            return place
        last = next(reversed(has), "")
        place, value = (*place, last), has.get(last, ())
    return ()


def _home(key: str, value: Any, path: Path, near: bool, data: Any) -> _Meaning | None:
    """Where a key belongs that the shape has elsewhere: at the beginning of a line rather than deep in the file."""
    prefix: Path = path[:2] if path[:1] == ("counties",) else ()
    own = prefix and key in shape.county_keys()
    if len(path) > len(prefix) and (own or (not prefix and key in shape.order(()))) and _fits(value, (key,)):
        place = f"directly below {prefix[1]}" if own else "at the beginning of a line, with no spaces before it"
        return _Meaning((*prefix, key), f"{key} belongs {place}", (*prefix, key))
    for part in _NAMED_BY_THE_AUTHOR:
        if isinstance(value, dict) and len(value) > 1 and set(value) <= set(shape.order((part, key))):
            return _Meaning((part,), f"{key} belongs under {part}", (part, key))
    homes = [home for home in shape.homes(key) if _fits(value, (*home.split("."), key))]
    if not homes and not near:
        homes = list(shape.homes(key))
    if homes and len(homes) <= _FEW:
        section: Path = tuple(homes[0].split(".")) if len(homes) == 1 and "NAME" not in homes[0] and not prefix else ()
        remedy = f"{key} belongs under {join_words(tuple(homes), 'or')}"
        return _Meaning(section, remedy, (*section, key) if section else ())
    return None


def _fits(value: Any, path: Path) -> bool:
    """Whether a value is of the kind that stands at a place: a map with keys of that place, a list, or a text."""
    rule = shape.resolved(shape.rule_at(path))
    if value is None or not rule:
        return True
    branches = (rule, *map(shape.resolved, rule.get("anyOf", ())))
    if isinstance(value, dict):
        keys = shape.order(path)
        if not keys:
            return any("additionalProperties" in branch for branch in branches)
        return not value or not set(keys).isdisjoint(value)
    return any(branch.get("type") != "object" for branch in branches if "anyOf" not in branch)


def at(data: Any, path: Path) -> Any:
    """What the data has at a path; None where it has nothing."""
    for key in path:
        data = data.get(key) if isinstance(data, dict) else None
    return data

"""What to suggest for a key that does not fit where it is: another key, or another place."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from .. import characters
from ..diagnostic import Path
from ..english import closest, join_words, quoted
from ..law import instruments, shape, vocabulary
from ..paths import value_at
from .suggestions import agencies_named, did_you_mean_all, for_everyday_value, has_function, section_of

_MAX_NAMED = 4
"""Places for a key, or keys, that a message names."""

_KEYED_BY_SHORT_NAMES = ("agencies", "sources")
"""Sections of the file whose keys are short names that the author chooses."""


@dataclass(frozen=True, slots=True)
class UnknownKeys:
    """One or several keys of a map that cannot be in it, and what to do about them."""

    keys: tuple[str, ...]
    remedy: str
    meant: Path = ()
    """What they probably stand for, if the file does not have that."""
    is_indented_wrong: bool = False

    @property
    def subject(self) -> str:
        """The beginning of a message: “a” is not a key."""
        named = list(map(quoted, self.keys))
        if len(named) == 1:
            return f"{named[0]} is not a key"
        if len(named) > _MAX_NAMED:
            named = [*named[:2], f"{len(named) - 2} more keys"]
        return f"{join_words(tuple(named))} are not keys"


@dataclass(frozen=True, slots=True)
class _Meaning:
    """What the author of a key probably meant."""

    section: Path
    """Where the key belongs together with others; empty if only its spelling is wrong, or nothing is alike."""
    remedy: str
    path: Path = ()
    is_indented_wrong: bool = False
    is_renamed: bool = False
    """Whether the remedy is to write it in another place under another name."""


def for_keys(path: Path, entries: dict[str, Any], known: Iterable[str], data: Any) -> Iterator[UnknownKeys]:
    """Yield the keys of a map that are not among the known ones, those together that belong in one place.

    `path` is the map's place in `data`, and `entries` is the map.
    """
    known = tuple(known)
    together: dict[Path, list[tuple[str, _Meaning]]] = {}
    opened = ""
    for key in entries:
        if key in known:
            continue
        if opened and key in shape.keys_at((opened,)) and _fits(entries[key], (opened, key)):
            # What follows a section's misplaced heading in the same column is the section's.
            found = _Meaning((opened,), f"{key} belongs under {opened}", (opened, key))
        else:
            found = _meaning(key, path, entries, known, data)
        if path and entries[key] is None and found.path == (key,):
            opened = key
        if found.section and not value_at(data, found.section):
            together.setdefault(found.section, []).append((key, found))
        else:
            if there := found.path and value_at(data, found.path):
                yield UnknownKeys((key,), _keep_one(key, path, found, there != entries[key]))
            else:
                yield UnknownKeys((key,), found.remedy, found.path, found.is_indented_wrong)
    for section, several in together.items():
        own = [meaning for _, meaning in several if meaning.path == section]
        first = own[0] if own else several[0][1]
        keys = tuple(key for key, _ in several)
        remedy = first.remedy
        if len(keys) > 1 and not own:
            remedy = remedy.replace(f"{keys[0]} belongs", "they belong")
        yield UnknownKeys(keys, remedy, section, first.is_indented_wrong)


def _keep_one(key: str, path: Path, found: _Meaning, differs: bool) -> str:
    """Return the remedy for a key that stands for one that the file has, too; for most, that is no reason to rename it."""
    if found.path[:-1] == path or found.is_renamed:
        other = ".".join(map(str, found.path if found.path[:-1] != path else found.path[-1:]))
        return (
            f"keep one of the two, and delete the other: {other} is there, too"
            if differs
            else (f"delete {key}: {other} says the same")
        )
    return found.remedy


def _meaning(key: str, path: Path, entries: dict[str, Any], known: tuple[str, ...], data: Any) -> _Meaning:
    if characters.first_invisible(key) >= 0:
        said, remedy = characters.describe_invisible(key)
        word = characters.without_invisible(key).strip().partition(":")[0].strip()
        typed = {word if name == key else name: value for name, value in entries.items()}
        as_typed = (
            _meaning(word, path, typed, known, data) if word and word not in known else _Meaning((), "", (*path, word))
        )
        return _Meaning((), f"{said} here; {remedy}", as_typed.path or as_typed.section)
    close = closest(key, known)
    if close == key.strip().lower().replace(" ", "_").replace("-", "_"):
        return _Meaning((), f"did you mean {close}?", (*path, close))
    value = entries[key]
    if several := tuple(word for word in vocabulary.words_for(key.replace("_", " "), known)):
        return _Meaning((), did_you_mean_all(several), (*path, several[0]))
    everyday = None if _is_of_own_section(key, data) else _everyday_key(key, value, path, known, data)
    if everyday:
        return everyday
    if above := _key_above(key, path, entries, known):
        spaces = 2 * min(len(above) - len(path), 3)
        remedy = f"indent by {spaces} more spaces: {key} belongs to {above[-1]} above"
        return _Meaning(above, remedy, (*above, key) if value_at(data, above) else (), is_indented_wrong=True)
    near = bool(close) and _fits(value, (*path, close))
    if not near and (further_out := _further_out(key, value, path, data)):
        return further_out
    if home := _home(key, value, path, near, data):
        return home
    if near:
        return _Meaning((), f"did you mean {close}?", (*path, close))
    if key == "<<":
        return _Meaning((), f"a county file cannot merge one map into another; write out its keys: {', '.join(known)}")
    return _Meaning((), f"use one of these keys: {', '.join(known)}")


def _everyday_key(key: str, value: Any, path: Path, known: tuple[str, ...], data: Any) -> _Meaning | None:
    """Return what is meant by a key that people write for others; None if it is no such key, or fits nowhere."""
    found = vocabulary.everyday_keys().get(re.sub(r"[ -]+", "_", key.strip().lower()), {})
    if "say" in found:
        return _Meaning((), str(found["say"]))
    if heading := found.get("own_section"):
        section = f"narrative:\n  - heading: {heading}\n    text: …"
        return _Meaning(
            (), f"no key is for this; write it as a section of the county's own text, for example\n{section}"
        )
    targets: list[str] = found.get("means", [])
    for target in targets:
        if target in known and _fits(value, (*path, target)):
            return _Meaning((), f"did you mean {target}?", (*path, target))
        if target in known and target == "seats" and isinstance(value, list):
            return _Meaning((), _seats_of(value, data), (*path, target))
    if shape.possible_parents(key) and _home(key, value, path, False, data):
        return None
    for *parents, last in (target.split(".") for target in targets if "." in target):
        prefix = path[:2] if path[:1] == ("counties",) and parents[0] in shape.county_keys() else ()
        place: Path = (*prefix, *parents, last)
        if path[len(prefix) :][:1] not in ((), tuple(parents[:1])) or not _fits(value, place):
            continue
        if place[:-1] == path:
            return _Meaning((), f"did you mean {last}?", place)
        there = next(end for end in range(len(place) - 1, -1, -1) if not end or value_at(data, place[:end]) is not None)
        keys = [f"{'  ' * depth}{key}:" for depth, key in enumerate(place[there:-1])]
        lines = "\n".join([*keys, f"{'  ' * len(keys)}{last}: {_as_written(value, place)}"])
        where = f"under {'.'.join(map(str, place[:there]))}" if there else "at the beginning of a line"
        return _Meaning((), f"write it {where}, for example\n{lines}", place, is_renamed=True)
    return None


def _seats_of(members: list[Any], data: Any) -> str:
    """Return the remedy for members that are a list of functions, or of seats without their functions."""
    agencies = section_of(data, "agencies")
    lines = []
    for member in members:
        if isinstance(member, str):
            function = next(iter(vocabulary.words_for(member, vocabulary.lists()["functions"])), member)
            agency = next((id for id, one in agencies.items() if has_function(one, function)), function)
            lines.append(f"\n  {function}: {{agency: {agency}, title: …}}")
    shown = "".join(lines) or "\n  human_services: {agency: …, title: …}"
    return f"write seats, with the agency and the job title under each function, for example\nseats:{shown}"


def _as_written(value: Any, path: Path) -> str:
    """Return a value as a remedy shows it at a place: a date as it is to be written, a number of an agreement in quotes."""
    expected = shape.resolved(shape.schema_at(path))
    if isinstance(value, str | int | float) and not isinstance(value, bool):
        written = for_everyday_value(value, path, expected).removeprefix("write ").partition(",")[0].partition("\n")[0]
        if not written and type(value) in (int, float) and expected.get("type") == "string":
            return f'"{value}"'
        return written or str(value)
    return str(value).lower() if isinstance(value, bool) else "…"


def _key_above(key: str, path: Path, entries: dict[str, Any], known: tuple[str, ...]) -> Path:
    """Return the place above to which a key would belong if it were indented further; empty if there is none.

    That is the key above it, or the last key below that one.
    """
    before = [name for name in list(entries)[: list(entries).index(key)] if name in known]
    place, value = (*path, *before[-1:]), entries[before[-1]] if before else ()
    while value is None or (isinstance(value, dict) and value):
        has = value or {}
        if key in shape.keys_at(place) and key not in has and _fits(entries[key], (*place, key)):
            return place
        last = next(reversed(has), "")
        place, value = (*place, last), has.get(last, ())
    return ()


def _further_out(key: str, value: Any, path: Path, data: Any) -> _Meaning | None:
    """Return the place around a map to which a key with a map, or with nothing, belongs if it is indented less."""
    if value is not None and not isinstance(value, dict):
        return None
    for end in range(len(path) - 1, 0, -1):
        around = path[:end]
        belongs = key in shape.keys_at(around) or (around == ("agencies",) and key in agencies_named(data))
        if belongs and value_at(data, (*around, key)) is None and _fits(value, (*around, key)):
            under = ".".join(map(str, around))
            remedy = f"indent by {2 * (len(path) - end)} fewer spaces: {key} belongs under {under}"
            return _Meaning((*around, key), remedy, (*around, key), is_indented_wrong=True)
    return None


def _home(key: str, value: Any, path: Path, near: bool, data: Any) -> _Meaning | None:
    """Return where a key belongs that the shape has elsewhere: the beginning of a line rather than deep in the file."""
    prefix: Path = path[:2] if path[:1] == ("counties",) else ()
    if prefix and path[2:] == ("instrument",) and key in shape.keys_at(("instrument",)):
        return _Meaning((), f"{key} is the same for all counties: write it under instrument, outside counties", ())
    own = prefix and key in shape.county_keys()
    if len(path) > len(prefix) and (own or (not prefix and key in shape.keys_at(()))) and _fits(value, (key,)):
        place = f"directly below {prefix[1]}" if own else "at the beginning of a line, with no spaces before it"
        return _Meaning((*prefix, key), f"{key} belongs {place}", (*prefix, key))
    for part in _KEYED_BY_SHORT_NAMES:
        if isinstance(value, dict) and len(value) > 1 and set(value) <= set(shape.keys_at((part, key))):
            return _Meaning((part,), f"{key} belongs under {part}", (part, key))
    parents = [home for home in shape.possible_parents(key) if _is_of_this_kind(home, data)]
    homes = [home for home in parents if _fits(value, (*home.split("."), key))]
    if not homes and not near:
        homes = parents
    if homes and len(homes) <= _MAX_NAMED:
        section: Path = tuple(homes[0].split(".")) if len(homes) == 1 and "NAME" not in homes[0] and not prefix else ()
        remedy = f"{key} belongs under {join_words(tuple(homes), 'or')}"
        return _Meaning(section, remedy, (*section, key) if section else ())
    return None


def _is_of_own_section(key: str, data: Any) -> bool:
    """Return whether a key is one of the section that the file's kind of instrument alone has."""
    return any(home in instruments.sections() and _is_of_this_kind(home, data) for home in shape.possible_parents(key))


def _is_of_this_kind(home: str, data: Any) -> bool:
    """Return whether a place is one that the file's kind of instrument has."""
    instrument = data.get("instrument") if isinstance(data, dict) else None
    kind = instruments.kind(str(instrument.get("kind", "")) if isinstance(instrument, dict) else "")
    section = home.partition(".")[0]
    return section not in kind.foreign and (section == kind.section or section not in instruments.sections())


def _fits(value: Any, path: Path) -> bool:
    """Return whether a value is of the kind that belongs at a place: a map with keys of that place, a list, or a text."""
    expected = shape.resolved(shape.schema_at(path))
    if value is None or not expected:
        return True
    branches = (expected, *map(shape.resolved, expected.get("anyOf", ())))
    if isinstance(value, dict):
        keys = shape.keys_at(path)
        if not keys:
            return any("additionalProperties" in branch for branch in branches)
        return not value or not set(keys).isdisjoint(value)
    return any(branch.get("type") != "object" for branch in branches if "anyOf" not in branch)

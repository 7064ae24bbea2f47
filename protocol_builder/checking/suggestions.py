"""What to suggest for a value or a key that does not fit where it is: another value, another word, another place."""

import calendar
import datetime
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from .. import characters
from ..diagnostic import Diagnostic, Path
from ..english import closest, did_you_mean, join_words, quoted
from ..law import shape
from ..law.shape import Schema, resolved
from ..paths import value_at
from ..reading.source import Source

_BETWEEN_WORDS = re.compile(r"\s*[,;/|]\s*|\s+(?:and|&)\s+|\s+")
_KEY_AND_VALUE = re.compile(r"(\w+)\s*[:;=—–：]?\s*(\S.*)")
_SHORT_NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")
_AGENCY_KEYS = ("agency", "agencies", "convener")
_SOURCE_KEYS = ("source", "sources")

# Values


def for_word(value: Any, path: Path, known: Iterable[str]) -> tuple[str, Path]:
    """Return the remedy for a word that its list does not have, and the path of the list's word it probably means."""
    known = list(known)
    if isinstance(value, str) and characters.first_invisible(value) >= 0:
        said, remedy = characters.describe_invisible(value)
        return f"{said} here; {remedy}", _in_list(path, closest(characters.without_invisible(value).strip(), known))
    if isinstance(value, str) and len(words := _words_of(value, known)) > 1 and isinstance(path[-1], int):
        return f"write commas between the words: {', '.join(words)}", ()
    return did_you_mean(value, known, "write one of"), _in_list(path, closest(value, known))


def _in_list(path: Path, word: str) -> Path:
    return (*path[:-1], word) if word and isinstance(path[-1], int) else ()


def _words_of(text: str, known: Iterable[str]) -> tuple[str, ...]:
    """Return the known words that a text lists, in brackets or not; none if the text has any other word."""
    found = tuple(word for word in _BETWEEN_WORDS.split(text.strip("()[]{} .")) if word)
    return found if found and set(found) <= set(known) else ()


def for_value(value: Any, path: Path, expected: Schema, data: Any) -> str:
    """Return the remedy for a value of the wrong type; empty if only `expected`, the shape's part, can give one."""
    if expected.get("x-is") == "a telephone number" and (remedy := _for_phone(value)):
        return remedy
    if not isinstance(value, str) or not path:
        return ""
    if str(expected.get("x-says")).startswith("a date") and (remedy := _for_date(value)):
        return remedy
    if characters.first_invisible(value) >= 0 and "enum" not in expected:
        said, remedy = characters.describe_invisible(value)
        return f"{said} here; {remedy}"
    seat = path[:-1] if isinstance(path[-1], int) else path
    if resolved(shape.schema_at(seat)) == shape.schema()["$defs"]["holders"]:
        return _for_seat(value, path, data)
    keys = expected.get("properties")
    if isinstance(keys, dict) and (found := _KEY_AND_VALUE.match(value)) and found[1] in keys:
        return f"write a colon and a space after {found[1]}\n{found[1]}: {found[2]}"
    if expected.get("type") == "array" and isinstance(path[-1], str):
        return _for_list(value, path[-1], resolved(expected.get("items", {})))
    key = next(str(key) for key in reversed(path) if isinstance(key, str))
    if key in _AGENCY_KEYS:
        return _for_full_name(value, _section(data, "agencies"), "name")
    if key in _SOURCE_KEYS:
        return _for_full_name(value, _section(data, "sources"), "title")
    functions: list[str] = next(
        (branch["enum"] for branch in map(resolved, expected.get("anyOf", ())) if "enum" in branch), []
    )
    return _for_function(value, functions, data) if functions else ""


_PHONE_DIGITS = re.compile(r"1?([2-9]\d\d)([2-9]\d\d)(\d{4})")


def _for_phone(value: Any) -> str:
    """Return the remedy that writes ten digits, however they are grouped, as a telephone number."""
    typed = str(value) if isinstance(value, str | int) else ""
    found = _PHONE_DIGITS.fullmatch(re.sub(r"[\s()./+_–-]", "", typed.removeprefix("tel:")))
    return f"write {'-'.join(found.groups())}" if found else ""


_WRITTEN_DATES = (
    re.compile(r"(?P<m>\d{1,2})[/.–-](?P<d>\d{1,2})[/.–-](?P<y>(19|20)\d\d)"),
    re.compile(r"(?P<y>(19|20)\d\d)[/.–](?P<m>\d{1,2})[/.–](?P<d>\d{1,2})"),
    re.compile(r"(?P<name>[A-Z][a-z]{2,8})\.? (?P<d>\d{1,2}),? (?P<y>(19|20)\d\d)"),
)


def _for_date(text: str) -> str:
    """Return the remedy that writes a date such as `7/1/2024` (month first) or `July 1, 2024` as year-month-day."""
    found = next((match for pattern in _WRITTEN_DATES if (match := pattern.fullmatch(text.strip()))), None)
    if not found:
        return ""
    parts = found.groupdict()
    if name := parts.get("name"):
        month = next((n for n, known in enumerate(calendar.month_name) if n and known.startswith(name)), 0)
    else:
        month = int(parts["m"])
    try:
        day = datetime.date(int(parts["y"]), month, int(parts["d"]))
    except ValueError:
        return ""
    if name:
        return f"write {day.isoformat()}"
    return f"write {day.isoformat()}, if {calendar.month_name[month]} {day.day}, {day.year} is meant"


def for_short_name(key: str, path: Path, data: Any) -> tuple[str, str]:
    """Return the remedy for a key that is not a short name, and the short name; both empty if none can be made of it."""
    used = {str(holder) for holder in _agencies_named(data)} - set(_section(data, "agencies"))
    typed = re.sub(r"[^a-z0-9]+", "_", characters.without_invisible(key).strip().lower()).strip("_")[:40].strip("_")
    if path == ("agencies",) and (close := closest(key, used)):
        return f"write {close}, the name used in the rest of the file", close
    if not _SHORT_NAME.fullmatch(typed):
        return "", ""
    return f"write {typed}: a short name has only lower-case letters, digits, and underscores", typed


def _agencies_named(data: Any) -> Iterable[Any]:
    """Yield every short name of an agency that the file uses."""
    ahead = [data]
    while ahead:
        found = ahead.pop()
        if isinstance(found, dict):
            if isinstance(name := found.get("agency"), str):
                yield name
            ahead += found.values()
        elif isinstance(found, list):
            ahead += found


def _section(data: Any, key: str) -> dict[str, Any]:
    found = data.get(key) if isinstance(data, dict) else None
    return found if isinstance(found, dict) else {}


def _for_seat(text: str, path: Path, data: Any) -> str:
    """Return the remedy for a seat that is only a text: the name of an agency, or the title of a position."""
    function = str(path[-1] if isinstance(path[-1], str) else path[-2])
    before = f"{function}:" if function == path[-1] else "-"
    for id, agency in _section(data, "agencies").items():
        if isinstance(agency, dict) and text.casefold() in (id, str(agency.get("name")).casefold()):
            return f"write an agency in braces, for example\n{before} {{agency: {id}}}"
    with_function = (id for id, agency in _section(data, "agencies").items() if _has_function(agency, function))
    title = f'"{text}"' if re.search(r"[,:#{}\[\]\"]", text) and '"' not in text else text
    return f"write the agency too, for example\n{before} {{agency: {next(with_function, function)}, title: {title}}}"


def _has_function(agency: Any, function: str) -> bool:
    functions = agency.get("functions") if isinstance(agency, dict) else None
    return isinstance(functions, list) and function in functions


def _for_list(text: str, key: str, item: Schema) -> str:
    """Return the remedy for a list that is only a text: its words in brackets, or the text as the one entry."""
    if "enum" in item:
        words = _words_of(text, item["enum"]) or (closest(text, item["enum"]) or "…",)
        return f"write the list in brackets, for example\n{key}: [{', '.join(words)}]" if words != ("…",) else ""
    if item.get("type") == "string" and "\n" not in text:
        return f"write each entry on a line that begins with a dash, for example\n{key}:\n  - {text}"
    return ""


def _for_full_name(text: str, described: dict[str, Any], name_key: str) -> str:
    """Return the remedy for a name in full, or a misspelled short name, where a short name of `described` belongs."""
    for id, entry in described.items():
        if isinstance(entry, dict) and str(entry.get(name_key, "")).casefold() == text.casefold():
            return f"write the short name, {id}"
    return f"did you mean {close}?" if (close := closest(text, described)) else ""


def _for_function(text: str, functions: list[str], data: Any) -> str:
    """Return the remedy for a misspelled function, or for an agency written where its function belongs."""
    for id, agency in _section(data, "agencies").items():
        if isinstance(agency, dict) and text.casefold() in (id, str(agency.get("name")).casefold()):
            own = tuple(each for each in agency.get("functions") or () if each in functions)
            return f"write the function, not the agency: {join_words(own, 'or')}" if own else ""
    return f"did you mean {close}?" if (close := closest(text, functions)) else ""


# Keys

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


def for_keys(path: Path, entries: dict[str, Any], known: Iterable[str], data: Any) -> Iterator[UnknownKeys]:
    """Yield the keys of a map that are not among the known ones, those together that belong in one place.

    `path` is the map's place in `data`, and `entries` is the map.
    """
    known = tuple(known)
    together: dict[Path, list[tuple[str, _Meaning]]] = {}
    for key in entries:
        if key in known:
            continue
        found = _meaning(key, path, entries, known, data)
        if found.section and not value_at(data, found.section):
            together.setdefault(found.section, []).append((key, found))
        else:
            yield UnknownKeys((key,), found.remedy, () if found.path and value_at(data, found.path) else found.path)
    for section, several in together.items():
        own = [meaning.remedy for _, meaning in several if meaning.path == section]
        keys = tuple(key for key, _ in several)
        remedy = own[0] if own else several[0][1].remedy
        if len(keys) > 1 and not own:
            remedy = remedy.replace(f"{keys[0]} belongs", "they belong")
        yield UnknownKeys(keys, remedy, section)


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
    if above := _key_above(key, path, entries, known):
        spaces = 2 * min(len(above) - len(path), 3)
        remedy = f"indent by {spaces} more spaces: {key} belongs to {above[-1]} above"
        return _Meaning(above, remedy, (*above, key) if value_at(data, above) else ())
    near = bool(close) and _fits(value, (*path, close))
    if home := _home(key, value, path, near, data):
        return home
    if near:
        return _Meaning((), f"did you mean {close}?", (*path, close))
    return _Meaning((), f"use one of these keys: {', '.join(known)}")


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


def _home(key: str, value: Any, path: Path, near: bool, data: Any) -> _Meaning | None:
    """Return where a key belongs that the shape has elsewhere: the beginning of a line rather than deep in the file."""
    prefix: Path = path[:2] if path[:1] == ("counties",) else ()
    own = prefix and key in shape.county_keys()
    if len(path) > len(prefix) and (own or (not prefix and key in shape.keys_at(()))) and _fits(value, (key,)):
        place = f"directly below {prefix[1]}" if own else "at the beginning of a line, with no spaces before it"
        return _Meaning((*prefix, key), f"{key} belongs {place}", (*prefix, key))
    for part in _KEYED_BY_SHORT_NAMES:
        if isinstance(value, dict) and len(value) > 1 and set(value) <= set(shape.keys_at((part, key))):
            return _Meaning((part,), f"{key} belongs under {part}", (part, key))
    homes = [home for home in shape.possible_parents(key) if _fits(value, (*home.split("."), key))]
    if not homes and not near:
        homes = list(shape.possible_parents(key))
    if homes and len(homes) <= _MAX_NAMED:
        section: Path = tuple(homes[0].split(".")) if len(homes) == 1 and "NAME" not in homes[0] and not prefix else ()
        remedy = f"{key} belongs under {join_words(tuple(homes), 'or')}"
        return _Meaning(section, remedy, (*section, key) if section else ())
    return None


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


# Text in braces that a comma ends too early

_AFTER_BARE_KEY = re.compile(r"\s*[,}]")
_LIST_WORD = re.compile(r"[a-z][a-z0-9_]*")

_ABOUT_BARE_KEYS = ("shape-unknown-key", "shape-empty")


def with_split_texts(source: Source, findings: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """Yield the findings, of which those on a key that is only the rest of a text say so, once for each text.

    In braces, as in `{title: Chief, or designee}`, a comma ends a text, and what follows it is a key with no value.
    """
    for d in findings:
        if d.id not in _ABOUT_BARE_KEYS or not _is_bare_key(source, d.path):
            yield d
            continue
        before, entries = d.path[:-1], _map_at(source.data, d.path[:-1])
        keys = list(entries)
        first = keys.index(str(d.path[-1]))
        while first and _is_bare_key(source, (*before, keys[first - 1])):
            first -= 1
        if not first or not _may_go_on(entries[keys[first - 1]]):
            yield d
        elif keys[first] == d.path[-1]:
            text = _whole_text(source, before, keys, first)
            key = keys[first - 1]
            rest = keys[first].strip("“”")
            message = f"the comma before {quoted(rest)} ends the text of {key}, and the rest is read as a key"
            remedy = f'put the whole text in quotes, for example\n{key}: "{text}"'
            yield replace(d, id="shape-unknown-key", message=message, remedy=remedy, meant=())


def _may_go_on(value: Any) -> bool:
    """Return whether a value is a text that may go on, and not a short name or a word of a list."""
    return isinstance(value, str) and not _LIST_WORD.fullmatch(value)


def _map_at(data: Any, path: Path) -> dict[str, Any]:
    found = value_at(data, path)
    return found if isinstance(found, dict) else {}


def _is_bare_key(source: Source, path: Path) -> bool:
    """Return whether a path is that of a key in braces without a colon."""
    span = source.keys.get(path)
    if (
        not path
        or span is None
        or characters.first_invisible(str(path[-1])) >= 0
        or _map_at(source.data, path[:-1]).get(str(path[-1]), "") is not None
    ):
        return False
    return bool(_AFTER_BARE_KEY.match(source.line(span.line)[span.end_column - 1 :]))


def _whole_text(source: Source, path: Path, keys: list[str], first: int) -> str:
    """Return a text with what follows its commas, as it was typed, without quotes around it."""
    last = first
    while last + 1 < len(keys) and _is_bare_key(source, (*path, keys[last + 1])):
        last += 1
    begin, end = source.values[(*path, keys[first - 1])], source.keys[(*path, keys[last])]
    if begin.line == end.line:
        typed = source.line(begin.line)[begin.column - 1 : end.end_column - 1]
    else:
        typed = ", ".join([str(_map_at(source.data, path)[keys[first - 1]]), *keys[first : last + 1]])
    return re.sub(r"[\"“”]", "", typed).strip()

"""What to suggest for a value or a key that does not fit where it is: another value, another word, another place."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from .. import characters
from ..diagnostic import Path
from ..english import closest, did_you_mean, join_words, quoted
from ..law import instruments, shape, vocabulary
from ..law.shape import Schema, resolved
from ..paths import value_at
from . import everyday_values

_BETWEEN_WORDS = re.compile(r"\s*[,;/|]\s*|\s+(?:and|&)\s+|\s+")
_BETWEEN_PARTS = re.compile(r"\s*[,;/|]\s*(?:and\s+)?|\s+(?:and|&)\s+")
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
    if isinstance(value, str) and (meant := vocabulary.words_for(value, known)):
        return _did_you_mean_all(meant, in_a_list=isinstance(path[-1], int)), _in_list(path, meant[0])
    if path[-1:] == ("county",) and isinstance(value, str) and (several := _counties_in(value, known)):
        return several, ()
    return did_you_mean(value, known, "write one of"), _in_list(path, closest(value, known))


def _did_you_mean_all(words: tuple[str, ...], in_a_list: bool = False) -> str:
    """Return the question which of some words is meant, all of which an everyday name has."""
    if len(words) == 2 and in_a_list:
        return f"did you mean {words[0]}, {words[1]}, or both?"
    return f"did you mean {join_words(words, 'or')}?"


def _counties_in(text: str, known: Iterable[str]) -> str:
    """Return the remedy for several counties in one text; empty if it names fewer and does not say that it is of several."""
    named = [county for county in known if re.search(rf"\b{county}\b", text, re.IGNORECASE)]
    named = [one for one in named if not any(one != other and one in other for other in named)]
    if len(named) < 2 and not re.search(r"\b(bi|tri|multi|joint|regional)\b|counties", text, re.IGNORECASE):
        return ""
    shown = "\n".join(
        f"  {county}:\n    csec_program: {{elects_funds: true}}   # or false" for county in named or ("Sutter", "Yuba")
    )
    own = "" if named else " and their names"
    return f"for several counties, replace county with counties{own}, for example\ncounties:\n{shown}"


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
    if not path:
        return ""
    if isinstance(value, str | int | float) and (remedy := _for_everyday_value(value, path, expected)):
        return remedy
    if not isinstance(value, str):
        return ""
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


def _for_everyday_value(value: str | int | float, path: Path, expected: Schema) -> str:
    """Return the remedy for a date, a time, or a yes that is written otherwise; empty if it is none."""
    branches = (expected, *map(resolved, expected.get("anyOf", ())))
    says = str(expected.get("x-says"))
    if any(branch.get("type") == "boolean" for branch in branches) and isinstance(path[-1], str):
        return everyday_values.for_truth(value, path[-1])
    text = str(value)
    if says.startswith("a date"):
        return everyday_values.for_date(text, any(branch.get("type") == "integer" for branch in branches))
    if "a number and a unit" in says:
        words = tuple(word for word in ("immediately", "as soon as practicably possible") if word in says)
        return everyday_values.for_time(text, words)
    if says.startswith("a state fiscal year") and (year := everyday_values.fiscal_year(text)):
        return f"write {year}"
    return ""


_PHONE_DIGITS = re.compile(r"1?([2-9]\d\d)([2-9]\d\d)(\d{4})")


def _for_phone(value: Any) -> str:
    """Return the remedy that writes ten digits, however they are grouped, as a telephone number."""
    typed = str(value) if isinstance(value, str | int) else ""
    found = _PHONE_DIGITS.fullmatch(re.sub(r"[\s()./+_–-]", "", typed.removeprefix("tel:")))
    return f"write {'-'.join(found.groups())}" if found else ""


def for_short_name(key: str, path: Path, data: Any) -> tuple[str, str]:
    """Return the remedy for a key that is not a short name, and the short name; both empty if none can be made of it."""
    used = {str(holder) for holder in _agencies_named(data)} - set(_section(data, "agencies"))
    typed = re.sub(r"[^a-z0-9]+", "_", characters.without_invisible(key).strip().lower()).strip("_")[:40].strip("_")
    if path == ("agencies",) and (close := closest(key, used)):
        return f"write {close}, the name used in the rest of the file", close
    if not _SHORT_NAME.fullmatch(typed):
        return "", ""
    here = " here and wherever the file names it" if key in map(str, _agencies_named(data)) else ""
    return f"write {typed}{here}: a short name has only lower-case letters, digits, and underscores", typed


def names_misspelled_short_name(value: Any, path: Path, data: Any) -> Path:
    """Return the path of the entry whose key, no short name as it must be, a value names as it is; empty if none."""
    key = next((str(key) for key in reversed(path) if isinstance(key, str)), "")
    section = "agencies" if key in _AGENCY_KEYS else "sources" if key in _SOURCE_KEYS else ""
    fits = isinstance(value, str) and bool(section) and path != (section,) and value in _section(data, section)
    return (section, value) if fits and not _SHORT_NAME.fullmatch(value) else ()


def _agencies_named(data: Any) -> Iterator[Any]:
    """Yield every short name of an agency that the file uses."""
    ahead = [data]
    while ahead:
        found = ahead.pop()
        if isinstance(found, dict):
            yield from (found[key] for key in ("agency", "convener") if isinstance(found.get(key), str))
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
        words = _words_of(text, item["enum"]) or _words_meant(text, item["enum"])
        return f"write the list in brackets, for example\n{key}: [{', '.join(words)}]" if words else ""
    if "pattern" in item and str(item.get("x-says")).startswith("a state fiscal year"):
        years = everyday_values.fiscal_years(text)
        return f"write the list in brackets, for example\n{key}: [{', '.join(years)}]" if years else ""
    if item.get("type") == "string" and "\n" not in text:
        return f"write each entry on a line that begins with a dash, for example\n{key}:\n  - {text}"
    return ""


def _words_meant(text: str, known: list[str]) -> tuple[str, ...]:
    """Return the words that the parts of a text mean, by an everyday name or misspelled; none if one part means no word."""
    parts = [part for part in _BETWEEN_PARTS.split(text.strip("()[]{} .")) if part]
    meant = [
        vocabulary.words_for(part, known) or tuple(filter(None, (closest(part, known),))) for part in (text, *parts)
    ]
    if vocabulary.words_for(text, known) or len(parts) < 2:
        return meant[0]
    return tuple(dict.fromkeys(word for words in meant[1:] for word in words)) if all(meant[1:]) else ()


def _for_full_name(text: str, described: dict[str, Any], name_key: str) -> str:
    """Return the remedy for a name in full, or a misspelled short name, where a short name of `described` belongs."""
    for id, entry in described.items():
        names = (entry.get(name_key), entry.get("acronym")) if isinstance(entry, dict) else ()
        if text.casefold() in (str(name).casefold() for name in names if name):
            return f"write the short name, {id}"
    return f"did you mean {close}?" if (close := closest(text, described)) else ""


def _for_function(text: str, functions: list[str], data: Any) -> str:
    """Return the remedy for a misspelled function, or for an agency written where its function belongs."""
    for id, agency in _section(data, "agencies").items():
        if isinstance(agency, dict) and text.casefold() in (id, str(agency.get("name")).casefold()):
            own = tuple(each for each in agency.get("functions") or () if each in functions)
            return f"write the function, not the agency: {join_words(own, 'or')}" if own else ""
    if meant := vocabulary.words_for(text, functions):
        return _did_you_mean_all(meant)
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
                yield UnknownKeys((key,), found.remedy, found.path)
    for section, several in together.items():
        own = [meaning.remedy for _, meaning in several if meaning.path == section]
        keys = tuple(key for key, _ in several)
        remedy = own[0] if own else several[0][1].remedy
        if len(keys) > 1 and not own:
            remedy = remedy.replace(f"{keys[0]} belongs", "they belong")
        yield UnknownKeys(keys, remedy, section)


def _keep_one(key: str, path: Path, found: _Meaning, differs: bool) -> str:
    """Return the remedy for a key that stands for one that the file has, too; for most, that is no reason to rename it."""
    if found.path[:-1] == path or found.remedy.startswith("write it "):
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
        return _Meaning((), _did_you_mean_all(several), (*path, several[0]))
    everyday = None if _is_of_own_section(key, data) else _everyday_key(key, value, path, known, data)
    if everyday:
        return everyday
    if above := _key_above(key, path, entries, known):
        spaces = 2 * min(len(above) - len(path), 3)
        remedy = f"indent by {spaces} more spaces: {key} belongs to {above[-1]} above"
        return _Meaning(above, remedy, (*above, key) if value_at(data, above) else ())
    near = bool(close) and _fits(value, (*path, close))
    if not near and (further_out := _further_out(key, value, path, data)):
        return further_out
    if home := _home(key, value, path, near, data):
        return home
    if near:
        return _Meaning((), f"did you mean {close}?", (*path, close))
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
        return _Meaning((), f"write it {where}, for example\n{lines}", place)
    return None


def _seats_of(members: list[Any], data: Any) -> str:
    """Return the remedy for members that are a list of functions, or of seats without their functions."""
    agencies = _section(data, "agencies")
    lines = []
    for member in members:
        if isinstance(member, str):
            function = next(iter(vocabulary.words_for(member, vocabulary.lists()["functions"])), member)
            agency = next((id for id, one in agencies.items() if _has_function(one, function)), function)
            lines.append(f"\n  {function}: {{agency: {agency}, title: …}}")
    shown = "".join(lines) or "\n  human_services: {agency: …, title: …}"
    return f"write seats, with the agency and the job title under each function, for example\nseats:{shown}"


def _as_written(value: Any, path: Path) -> str:
    """Return a value as a remedy shows it at a place: a date as it is to be written, a number of an agreement in quotes."""
    expected = shape.resolved(shape.schema_at(path))
    if isinstance(value, str | int | float) and not isinstance(value, bool):
        written = _for_everyday_value(value, path, expected).removeprefix("write ").partition(",")[0].partition("\n")[0]
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
        belongs = key in shape.keys_at(around) or (around == ("agencies",) and key in _agencies_named(data))
        if belongs and value_at(data, (*around, key)) is None and _fits(value, (*around, key)):
            under = ".".join(map(str, around))
            remedy = f"indent by {2 * (len(path) - end)} fewer spaces: {key} belongs under {under}"
            return _Meaning((*around, key), remedy, (*around, key))
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

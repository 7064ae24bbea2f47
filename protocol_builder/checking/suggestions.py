"""What to suggest for a value that does not fit where it is: another value, or another word."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from .. import characters
from ..diagnostic import Path
from ..english import closest, did_you_mean, join_words
from ..law import requirements, shape, texts, vocabulary
from ..law.shape import Schema, resolved
from . import everyday_values

_BETWEEN_WORDS = re.compile(r"\s*[,;/|]\s*|\s+(?:and|&)\s+|\s+")
_BETWEEN_PARTS = re.compile(r"\s*[,;/|]\s*(?:and\s+)?|\s+(?:and|&)\s+")
_KEY_AND_VALUE = re.compile(r"(\w+)\s*[:;=—–：]?\s*(\S.*)")
_BOTH = ("child_welfare", "probation")
"""The two departments that are meant where the law speaks of both."""
_LIMIT = re.compile(r": \d+ (hours|days)\b")
"""A time in what a duty has a county write."""
_LEAD = ("protocol_team", "lead")
"""The human services department leads; child welfare, by whatever name, is often a part of it."""
_SHORT_NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")
_AGENCY_KEYS = ("agency", "agencies", "convener")


def for_word(value: Any, path: Path, known: Iterable[str]) -> tuple[str, Path]:
    """Return the remedy for a word that its list does not have, and the path of the list's word it probably means."""
    known = list(known)
    if isinstance(value, str) and characters.first_invisible(value) >= 0:
        said, remedy = characters.describe_invisible(value)
        return f"{said} here; {remedy}", _in_list(path, closest(characters.without_invisible(value).strip(), known))
    if isinstance(value, str) and len(words := _words_of(value, known)) > 1 and isinstance(path[-1], int):
        return f"write commas between the words: {', '.join(words)}", ()
    if isinstance(value, str) and (meant := _that_can_lead(vocabulary.words_for(value, known), path)):
        return did_you_mean_all(meant, in_a_list=isinstance(path[-1], int)), _in_list(path, meant[0])
    if path[-1:] == ("county",) and isinstance(value, str):
        if several := _counties_in(value, known):
            return several, ()
        if not closest(value, known):
            return "write the county’s name without the word County, for example\ncounty: El Dorado", ()
    if isinstance(value, str) and (others := vocabulary.may_mean(value, known)) != known:
        return f"write one of: {', '.join(known)}", _in_list(path, closest(value, others))
    return did_you_mean(value, known, "write one of"), _in_list(path, closest(value, known))


def _that_can_lead(meant: tuple[str, ...], path: Path) -> tuple[str, ...]:
    """Return the words that a text means; of the protocol team's lead, first the one that the law has lead."""
    keys = tuple(step for step in path if isinstance(step, str))
    is_of_lead = keys[-2:] == _LEAD and "child_welfare" in meant
    return tuple(dict.fromkeys(("human_services", *meant))) if is_of_lead else meant


def did_you_mean_all(words: tuple[str, ...], in_a_list: bool = False) -> str:
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
    own = "" if named else " and their names"
    return f"for several counties, replace county with counties{own}, for example\n{_as_counties(named)}"


def _as_counties(named: Iterable[str]) -> str:
    """Return the lines of a county file for several counties; two of them for an example where none are named."""
    shown = "\n".join(
        f"  {county}:\n    csec_program: {{elects_funds: true}}   # or false" for county in named or ("Sutter", "Yuba")
    )
    return f"counties:\n{shown}"


def _for_counties(value: Any, data: Any) -> str:
    """Return the remedy for counties that are no map of their names."""
    typed = value if isinstance(value, list) else re.split(r"\s*[,;&]\s*|\s+and\s+", str(value))
    known = vocabulary.lists()["counties"]
    named = [one for one in dict.fromkeys(map(str, typed)) if one in known]
    if len(named) < 2 and isinstance(data.get("county"), str):
        return "delete counties; county already says whose file it is"
    return f"write each county as a key with its own part below, for example\n{_as_counties(named)}"


def _for_keys(text: str, path: Path, keys: Schema, required: Iterable[str]) -> str:
    """Return the remedy for a text where keys belong: the text under the key that names it, or the keys without values."""
    if keys.keys() >= {"from", "until"} and (days := everyday_values.two_days(text)):
        return f"write it with its keys\n{path[-1]}: {{from: {days[0]}, until: {days[1]}}}"
    own = next((key for key in ("name", "title") if key in keys), "")
    shown = dict.fromkeys(key for key in (own, *required, *keys) if key)
    entry = {key: text if key == own else None for key in [*shown][:2]}
    parts = ", ".join(f"{key}: {in_braces(value)}" for key, value in entry.items())
    before = "-" if isinstance(path[-1], int) else f"{path[-1]}:"
    return f"write it with its keys, for example\n{before} {{{parts}}}"


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
    if isinstance(value, str | int | float) and (remedy := for_everyday_value(value, path, expected)):
        return remedy
    if path == ("counties",):
        return _for_counties(value, data)
    if path == ("county",) and isinstance(value, list):
        return _counties_in(", ".join(map(str, value)), vocabulary.counties())
    if isinstance(value, dict) and expected.get("type") == "array" and isinstance(path[-1], str):
        return _for_list_as_map(value, path[-1], resolved(expected.get("items", {})))
    if isinstance(value, list) and expected.get("type") == "object" and isinstance(path[-1], str):
        return _for_map_as_list(value, path[-1], expected, data)
    if not isinstance(value, str):
        return ""
    if expected.get("type") == "integer" and value.strip().isdecimal():
        return f"write {int(value)} without quotes"
    if characters.first_invisible(value) >= 0 and "enum" not in expected:
        said, remedy = characters.describe_invisible(value)
        return f"{said} here; {remedy}"
    seat = path[:-1] if isinstance(path[-1], int) else path
    if resolved(shape.schema_at(seat)) == shape.schema()["$defs"]["holders"]:
        return _for_seat(value, path, data)
    keys = expected.get("properties")
    if isinstance(keys, dict) and (found := _KEY_AND_VALUE.match(value)) and found[1] in keys:
        return f"write a colon and a space after {found[1]}\n{found[1]}: {found[2]}"
    if isinstance(keys, dict):
        return _for_keys(value, path, keys, expected.get("required", ()))
    if expected.get("type") == "array" and isinstance(path[-1], str):
        if path[-1] in _AGENCY_KEYS and (several := _agencies_in(value, section_of(data, "agencies"))):
            return f"write the list in brackets, for example\n{path[-1]}: [{', '.join(several)}]"
        return _for_list(value, path[-1], resolved(expected.get("items", {})))
    key = next(str(key) for key in reversed(path) if isinstance(key, str))
    if key in _AGENCY_KEYS:
        return _for_full_name(value, section_of(data, "agencies"), "name")
    if key == "source":
        return _for_full_name(value, section_of(data, "sources"), "title")
    functions: list[str] = next(
        (branch["enum"] for branch in map(resolved, expected.get("anyOf", ())) if "enum" in branch), []
    )
    takes_lists = any(branch.get("type") == "array" for branch in map(resolved, expected.get("anyOf", ())))
    is_one = isinstance(path[-1], int) or bool(vocabulary.words_for(value, functions))
    if takes_lists and not is_one and len(several := _words_meant(value, functions)) > 1:
        return f"write the list in brackets, for example\n{path[-1]}: [{', '.join(several)}]"
    return _for_function(value, functions, path, data) if functions else ""


def for_everyday_value(value: str | int | float, path: Path, expected: Schema) -> str:
    """Return the remedy for a date, a time, or a yes that is written otherwise; empty if it is none."""
    branches = (expected, *map(resolved, expected.get("anyOf", ())))
    says = str(expected.get("x-says"))
    if any(branch.get("type") == "boolean" for branch in branches) and isinstance(path[-1], str):
        return everyday_values.for_truth(value, path[-1])
    text = str(value).strip("“”‘’")
    if says.startswith("a date"):
        return everyday_values.for_date(text, any(branch.get("type") == "integer" for branch in branches))
    if "a number and a unit" in says:
        words = tuple(word for word in ("immediately", "as soon as practicably possible") if word in says)
        takes_ranges, units = "business" in str(expected.get("pattern")), _units_within_the_law(text, path)
        return everyday_values.for_time(text, words, takes_ranges=takes_ranges, units=units)
    if says.startswith("a state fiscal year") and (year := everyday_values.fiscal_year(text)):
        return f"write {year}"
    return ""


def _units_within_the_law(number: str, path: Path) -> tuple[str, ...]:
    """Return the units in which a number is no longer than the law allows at a place; all of them where it sets no limit."""
    place = path[2:] if path[:1] == ("counties",) else path
    duties = [one for one in requirements.on_record() if one.path == place and one.force == "shall"]
    fit = tuple(
        unit
        for unit in everyday_values.UNITS
        if all(one.is_satisfied_by(_nested(place, f"{number} {unit}")) for one in duties)
    )
    of_the_law = tuple(found[1] for one in duties if (found := _LIMIT.search(one.remedy)))[:1]
    return of_the_law if of_the_law and (of_the_law[0] in fit or not fit) else fit or everyday_values.UNITS


def _nested(path: Path, value: Any) -> Any:
    for key in reversed(path):
        value = {key: value}
    return value


_PHONE_DIGITS = re.compile(r"1?([2-9]\d\d)([2-9]\d\d)(\d{4})")


def _for_phone(value: Any) -> str:
    """Return the remedy that writes ten digits, however they are grouped, as a telephone number."""
    typed = str(value) if isinstance(value, str | int) else ""
    found = _PHONE_DIGITS.fullmatch(re.sub(r"[\s()./+_–-]", "", typed.removeprefix("tel:")))
    return f"write {'-'.join(found.groups())}" if found else ""


def for_short_name(key: str, path: Path, data: Any) -> tuple[str, str]:
    """Return the remedy for a key that is not a short name, and the short name; both empty if none can be made of it."""
    used = {str(holder) for holder in agencies_named(data)} - set(section_of(data, "agencies"))
    typed = re.sub(r"[^a-z0-9]+", "_", characters.without_invisible(key).strip().lower()).strip("_")[:40].strip("_")
    if path == ("agencies",) and (close := closest(key, used)):
        return f"write {close}, the name used in the rest of the file", close
    if not _SHORT_NAME.fullmatch(typed):
        return "", ""
    here = " here and wherever the file names it" if key in map(str, agencies_named(data)) else ""
    return f"write {typed}{here}: a short name has only lower-case letters, digits, and underscores", typed


def names_misspelled_short_name(value: Any, path: Path, data: Any) -> Path:
    """Return the path of the entry whose key, no short name as it must be, a value names as it is; empty if none."""
    key = next((str(key) for key in reversed(path) if isinstance(key, str)), "")
    section = "agencies" if key in _AGENCY_KEYS else "sources" if key == "source" else ""
    fits = isinstance(value, str) and bool(section) and path != (section,) and value in section_of(data, section)
    return (section, value) if fits and not _SHORT_NAME.fullmatch(value) else ()


def agencies_named(data: Any) -> Iterator[Any]:
    """Yield every short name of an agency that the file uses."""
    ahead = [data]
    while ahead:
        found = ahead.pop()
        if isinstance(found, dict):
            for named in (found.get(key) for key in _AGENCY_KEYS):
                yield from (name for name in (named if isinstance(named, list) else [named]) if isinstance(name, str))
            ahead += found.values()
        elif isinstance(found, list):
            ahead += found


def section_of(data: Any, key: str) -> dict[str, Any]:
    """Return a section of the file by its key; empty if the file has none, or it is not a map."""
    found = data.get(key) if isinstance(data, dict) else None
    return found if isinstance(found, dict) else {}


def _for_seat(text: str, path: Path, data: Any) -> str:
    """Return the remedy for a seat that is only a text: the name of an agency, or the title of a position."""
    function = str(path[-1] if isinstance(path[-1], str) else path[-2])
    before = f"{function}:" if function == path[-1] else "-"
    for id, agency in section_of(data, "agencies").items():
        if isinstance(agency, dict) and text.casefold() in (id, str(agency.get("name")).casefold()):
            return f"write an agency in braces, for example\n{before} {{agency: {id}}}"
    with_function = (id for id, agency in section_of(data, "agencies").items() if has_function(agency, function))
    if texts.is_vacancy(text) or re.search(r"[a-z]_[a-z]", text):  # which is no title either
        text = "…"
    title = f'"{text}"' if re.search(r"[,:#{}\[\]\"]", text) and '"' not in text else text
    return f"write the agency too, for example\n{before} {{agency: {next(with_function, function)}, title: {title}}}"


def as_one_entry(path: Path, entry: dict[str, Any]) -> str:
    """Return keys with their values in braces, as the one entry of the list, or the one holder of the seat, at a place."""
    parts = ", ".join(f"{key}: {in_braces(value)}" for key, value in entry.items())
    is_seat = resolved(shape.schema_at(path)) == shape.schema()["$defs"]["holders"]
    return f"{path[-1]}: {{{parts}}}" if is_seat else f"- {{{parts}}}"


def in_braces(value: Any) -> str:
    """Return a value as YAML within braces or brackets, or after them in a comment."""
    if isinstance(value, dict):
        return f"{{{', '.join(f'{key}: {in_braces(below)}' for key, below in value.items())}}}"
    if isinstance(value, list):
        return f"[{', '.join(map(in_braces, value))}]"
    if isinstance(value, str):
        return f'"{value}"' if re.search(r"[,:#{}\[\]\"]", value) and '"' not in value else value
    return str(value).lower() if isinstance(value, bool | int) else "…"


def has_function(agency: Any, function: str) -> bool:
    """Return whether an agency's entry has a function."""
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
        return f"write the list in brackets, for example\n{key}: [{in_braces(text)}]"
    return ""


def _for_list_as_map(entries: dict[str, Any], key: str, item: Schema) -> str:
    """Return the remedy for a map where a list belongs: words each with a colon or a yes, or entries with a key of their own."""
    if "properties" in item:
        is_one = bool(entries.keys() & item["properties"].keys())
        entry = entries if is_one else next((one for one in entries.values() if isinstance(one, dict)), {})
        what = "the entry with a dash" if is_one else "each entry with a dash, not with a key of its own"
        first = next(iter(entry.items()), ())
        return f"begin {what}, for example\n{key}:\n  - {first[0]}: {in_braces(first[1])}" if first else ""
    words = [
        word for word, value in entries.items() if value in (None, True) or str(value).lower() in ("yes", "x", "y")
    ]
    known = item.get("enum", ())
    if not words or set(entries) - set(known):
        return ""
    return f"write the list in brackets, for example\n{key}: [{', '.join(words)}]"


def _for_map_as_list(entries: list[Any], key: str, expected: Schema, data: Any) -> str:
    """Return the remedy for a list where keys belong: seats, entries under short names, or the keys of one thing."""
    first = entries[0] if entries else None
    if isinstance(first, dict) and first.keys() & expected.get("properties", {}).keys():
        name, value = next(pair for pair in first.items() if pair[0] in expected["properties"])
        return f"write it without the dash, for example\n{key}:\n  {name}: {in_braces(value)}"
    if isinstance(first, dict):
        said = str(next((first[own] for own in ("id", "key", "agency", "name") if isinstance(first.get(own), str)), ""))
        entry = {own: value for own, value in first.items() if own not in ("id", "key", "function")}
    else:
        said, entry = str(first or ""), {}
    if functions := list(expected.get("properties", {})):
        word = str(first.get("function", "")) if isinstance(first, dict) else ""
        of_agency = section_of(data, "agencies").get(said)
        known = [one for one in (of_agency or {}).get("functions") or () if one in functions] if of_agency else []
        meant = known or vocabulary.words_for(word or said, functions)
        function = meant[0] if meant else closest(word or said, functions)
        if not function:
            return ""
        agencies = section_of(data, "agencies").items()
        holder = said if of_agency else next((id for id, agency in agencies if has_function(agency, function)), "…")
        parts = {"agency": holder, "title": entry.get("title", "…")}
        line = f"{function}: {{{', '.join(f'{own}: {in_braces(value)}' for own, value in parts.items())}}}"
        return f"write each as a key, not with a dash, for example\n{key}:\n  {line}"
    if shape.resolved(expected.get("additionalProperties") or {}).get("type") == "string":
        return (
            f"begin each entry with its key and a colon, not with a dash, for example\n{key}:\n  {in_braces(said)}: …"
        )
    short = re.sub(r"[^a-z0-9]+", "_", said.lower()).strip("_")[:40].strip("_")
    if not _SHORT_NAME.fullmatch(short):
        return ""
    own, value = next(iter(entry.items()), ("name" if key == "agencies" else "title", said))
    begin = "begin each entry with a short name and a colon, not with a dash, for example"
    return f"{begin}\n{key}:\n  {short}:\n    {own}: {in_braces(value)}"


def _words_meant(text: str, known: list[str]) -> tuple[str, ...]:
    """Return the words that the parts of a text mean, by an everyday name or misspelled; none if one part means no word."""
    if re.fullmatch(r"(the )?both( (departments|agencies|of them))?", text.strip(" ."), re.IGNORECASE):
        return _BOTH if set(_BOTH) <= set(known) else ()
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
        divisions = entry.get("divisions") if isinstance(entry, dict) else None
        named = [one.get("name") for one in divisions or () if isinstance(one, dict)]
        if text.casefold() in (str(name).casefold() for name in named if name):
            return f"write the short name of the agency that it is a division of, {id}"
    return f"did you mean {close}?" if (close := closest(text, described)) else ""


def _agencies_in(text: str, agencies: dict[str, Any]) -> tuple[str, ...]:
    """Return the short names of the agencies that a text lists by short name or name; none if a part names no agency."""
    names = {str(entry.get("name")).casefold(): id for id, entry in agencies.items() if isinstance(entry, dict)}
    parts = [part for part in _BETWEEN_PARTS.split(text.strip("()[]{} .")) if part]
    found = [part if part in agencies else names.get(part.casefold()) or closest(part, agencies) for part in parts]
    return tuple(dict.fromkeys(found)) if all(found) else ()


def _for_function(text: str, functions: list[str], path: Path, data: Any) -> str:
    """Return the remedy for a misspelled function, or for an agency written where its function belongs."""
    for id, agency in section_of(data, "agencies").items():
        if isinstance(agency, dict) and text.casefold() in (id, str(agency.get("name")).casefold()):
            own = tuple(each for each in agency.get("functions") or () if each in functions)
            return f"write the function, not the agency: {join_words(own, 'or')}" if own else ""
    meant = vocabulary.words_for(text, functions) or tuple(filter(None, (closest(text, functions),)))
    return did_you_mean_all(_that_can_lead(meant, path)) if meant else ""

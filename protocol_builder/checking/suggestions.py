"""Knows what to write instead of a value that cannot stand where it stands. Knows no law."""

import calendar
import datetime
import re
from collections.abc import Iterable
from typing import Any

from .. import characters
from ..diagnostic import Path
from ..english import closest, did_you_mean, join_words
from ..law import shape
from ..law.shape import Schema, resolved

_BETWEEN = re.compile(r"\s*[,;/|]\s*|\s+(?:and|&)\s+|\s+")
_KEY_AND_VALUE = re.compile(r"(\w+)\s*[:;=—–：]?\s*(\S.*)")
_SHORT_NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")
_AGENCIES = ("agency", "agencies", "convener")
_SOURCES = ("source", "sources")


def word(value: Any, path: Path, known: Iterable[str]) -> tuple[str, Path]:
    """The remedy for a word that its list does not have, and the path of what it probably stands for in a list."""
    known = list(known)
    if isinstance(value, str) and characters.first_invisible(value) >= 0:
        said, remedy = characters.describe_invisible(value)
        return f"{said} in it; {remedy}", _listed(path, closest(characters.without_invisible(value).strip(), known))
    if isinstance(value, str) and len(words := _words(value, known)) > 1 and isinstance(path[-1], int):
        return f"write a comma between them: {', '.join(words)}", ()
    return did_you_mean(value, known, "it can be"), _listed(path, closest(value, known))


def _listed(path: Path, close: str) -> Path:
    return (*path[:-1], close) if close and isinstance(path[-1], int) else ()


def _words(value: str, known: Iterable[str]) -> tuple[str, ...]:
    """The words of a list that stand in one text, in brackets or not; empty where another stands among them."""
    found = tuple(word for word in _BETWEEN.split(value.strip("()[]{} .")) if word)
    return found if found and set(found) <= set(known) else ()


def value(value: Any, path: Path, rule: Schema, data: Any) -> str:
    """The remedy for a value that is not of the type that stands there; empty where only the rule can say it."""
    if not isinstance(value, str) or not path:
        return ""
    if str(rule.get("x-says")).startswith("a date") and (day := _day(value)):
        return day
    if characters.first_invisible(value) >= 0 and "enum" not in rule:
        said, remedy = characters.describe_invisible(value)
        return f"{said} in it; {remedy}"
    seats = path[:-1] if isinstance(path[-1], int) else path
    if resolved(shape.rule_at(seats)) == shape.schema()["$defs"]["holders"]:
        return _seat(value, path, data)
    if isinstance(keys := rule.get("properties"), dict) and (found := _KEY_AND_VALUE.match(value)) and found[1] in keys:
        return f"write a colon and a blank after {found[1]}\n{found[1]}: {found[2]}"
    if rule.get("type") == "array" and isinstance(path[-1], str):
        return _list(value, path[-1], resolved(rule.get("items", {})))
    key = next(str(key) for key in reversed(path) if isinstance(key, str))
    if key in _AGENCIES:
        return _named(value, _part(data, "agencies"), "name")
    if key in _SOURCES:
        return _named(value, _part(data, "sources"), "title")
    functions: list[str] = next(
        (branch["enum"] for branch in map(resolved, rule.get("anyOf", ())) if "enum" in branch), []
    )
    return _function(value, functions, data) if functions else ""


_IN_LETTERS = (
    re.compile(r"(?P<m>\d{1,2})[/.–-](?P<d>\d{1,2})[/.–-](?P<y>(19|20)\d\d)"),
    re.compile(r"(?P<y>(19|20)\d\d)[/.–](?P<m>\d{1,2})[/.–](?P<d>\d{1,2})"),
    re.compile(r"(?P<name>[A-Z][a-z]{2,8})\.? (?P<d>\d{1,2}),? (?P<y>(19|20)\d\d)"),
)


def _day(value: str) -> str:
    """A day as it is written in letters, month first, as year-month-day; empty where it is none."""
    found = next((match for pattern in _IN_LETTERS if (match := pattern.fullmatch(value.strip()))), None)
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


def short_name(value: str, path: Path, data: Any) -> tuple[str, str]:
    """The remedy for a key that is to be a short name, and the short name; empty where none can be made of it."""
    used = {str(holder) for holder in _agencies_named(data)} - set(_part(data, "agencies"))
    typed = re.sub(r"[^a-z0-9]+", "_", characters.without_invisible(value).strip().lower()).strip("_")[:40].strip("_")
    if path == ("agencies",) and (close := closest(value, used)):
        return f"write {close}, as it is called in the rest of the file", close
    if not _SHORT_NAME.fullmatch(typed):
        return "", ""
    return f"write {typed}: a short name has only lower-case letters, digits and underscores", typed


def _agencies_named(data: Any) -> Iterable[Any]:
    """Every short name of an agency that the file uses."""
    ahead = [data]
    while ahead:
        found = ahead.pop()
        if isinstance(found, dict):
            if isinstance(name := found.get("agency"), str):
                yield name
            ahead += found.values()
        elif isinstance(found, list):
            ahead += found


def _part(data: Any, key: str) -> dict[str, Any]:
    found = data.get(key) if isinstance(data, dict) else None
    return found if isinstance(found, dict) else {}


def _seat(value: str, path: Path, data: Any) -> str:
    """A seat in which the text that stands in its place is the title of a post."""
    function = str(path[-1] if isinstance(path[-1], str) else path[-2])
    before = f"{function}:" if function == path[-1] else "-"
    for id, agency in _part(data, "agencies").items():
        if isinstance(agency, dict) and value.casefold() in (id, str(agency.get("name")).casefold()):
            return f"write an agency in braces, for example\n{before} {{agency: {id}}}"
    carry = (id for id, agency in _part(data, "agencies").items() if _carries(agency, function))
    title = f'"{value}"' if re.search(r"[,:#{}\[\]\"]", value) and '"' not in value else value
    return f"write its agency as well, for example\n{before} {{agency: {next(carry, function)}, title: {title}}}"


def _carries(agency: Any, function: str) -> bool:
    functions = agency.get("functions") if isinstance(agency, dict) else None
    return isinstance(functions, list) and function in functions


def _list(value: str, key: str, item: Schema) -> str:
    """A list of the words in a text; of a text that is none, a list with one entry."""
    if "enum" in item:
        words = _words(value, item["enum"]) or (closest(value, item["enum"]) or "…",)
        return f"write it in brackets, for example\n{key}: [{', '.join(words)}]" if words != ("…",) else ""
    if item.get("type") == "string" and "\n" not in value:
        return f"write each entry on a line that begins with a dash, for example\n{key}:\n  - {value}"
    return ""


def _named(value: str, described: dict[str, Any], name: str) -> str:
    """The short name of what is named in full, or in other letters."""
    for id, entry in described.items():
        if isinstance(entry, dict) and str(entry.get(name, "")).casefold() == value.casefold():
            return f"write its short name, which is {id}"
    return f"did you mean {close}?" if (close := closest(value, described)) else ""


def _function(value: str, functions: list[str], data: Any) -> str:
    """The function that is meant by a text: its own name misspelt, or an agency that carries it."""
    for id, agency in _part(data, "agencies").items():
        if isinstance(agency, dict) and value.casefold() in (id, str(agency.get("name")).casefold()):
            carried = tuple(each for each in agency.get("functions") or () if each in functions)
            return f"write the function, not the agency: {join_words(carried, 'or')}" if carried else ""
    return f"did you mean {close}?" if (close := closest(value, functions)) else ""

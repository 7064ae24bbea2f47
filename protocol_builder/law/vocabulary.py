"""Read the words that a county file may use, and what they mean (`schemas/vocabulary.yaml`)."""

import re
from collections.abc import Iterable
from functools import cache
from typing import Any

from .. import resources
from ..english import uncapitalized
from ..reading import packaged


@cache
def lists() -> dict[str, dict[str, dict[str, Any]]]:
    """Return each list of words (functions, agency_kinds, counties, …): word → its label, description, and flags."""
    data: dict[str, dict[str, dict[str, Any]]] = packaged.load(resources.schemas() / "vocabulary.yaml")
    return data


@cache
def everyday_keys() -> dict[str, dict[str, Any]]:
    """Return the keys that people write and no county file has, with what to write instead (`everyday_keys.yaml`)."""
    data: dict[str, dict[str, Any]] = packaged.load(resources.schemas() / "everyday_keys.yaml")
    return data


def words_for(text: str, known: Iterable[str]) -> tuple[str, ...]:
    """Return the words of a list (given as `known`) for which a text is an everyday name, in the list's order."""
    known = tuple(known)
    folded = _folded(text)
    entries = next((words for words in lists().values() if tuple(words) == known), {})
    return tuple(word for word, entry in entries.items() if folded in map(_folded, entry.get("aliases", ())))


def may_mean(text: str, known: Iterable[str]) -> list[str]:
    """Return the words of a list (given as `known`) without those that a text only looks like (`unlike`)."""
    known = list(known)
    folded = _folded(text)
    entries = next((words for words in lists().values() if list(words) == known), {})
    return [word for word in known if folded not in map(_folded, entries.get(word, {}).get("unlike", ()))]


def _folded(text: str) -> str:
    """Return a name without what names of departments have in common, to compare it with others."""
    plain = re.sub(r"[^a-z0-9]+", " ", re.sub(r"['’.]", "", text.lower())).strip()
    plain = re.sub(r"^(the )?(county )?((department|dept|division|office|bureau) of (the )?)?", "", plain)
    return re.sub(r" (department|dept|division|agency|bureau|office)$", "", plain) or plain


def label(list_name: str, word: str) -> str:
    """Return a word as messages, documents, and pages print it; unchanged if the list does not have it."""
    return str(lists()[list_name].get(word, {}).get("label", word))


def description(list_name: str, word: str) -> str:
    """Return what a word means, in a sentence; empty if the list does not say."""
    return str(lists()[list_name].get(word, {}).get("description", ""))


def short(function: str) -> str:
    """Return the short name of a function, for tables and pictures."""
    return str(lists()["functions"].get(function, {}).get("short", function))


def in_sentence(function: str) -> str:
    """Return the short name of a function as it is written within a sentence."""
    return uncapitalized(short(function))


def minutes(limit: str) -> int:
    """Return the longest that a time limit can be, in minutes; 0 for `immediately` and other text.

    A month has 30 days; of a range such as `2 to 24 hours` the longest time counts; business hours and days, such as
    `8 business hours`, have a weekend with a holiday among them.
    """
    found = _LIMIT.fullmatch(limit)
    if not found or found["unit"] not in _MINUTES:
        return 0
    longest = max(int(found["number"]), int(found["to"] or 0))
    return longest * _MINUTES[found["unit"]] + (_HOLIDAY_WEEKEND if found["business"] else 0)


def longest(limit: str) -> str:
    """Return the longest time of a range, `24 hours` for `2 to 24 hours`; every other time as it is."""
    found = _LIMIT.fullmatch(limit)
    if not found or not found["to"]:
        return limit
    number = max(int(found["number"]), int(found["to"]))
    return f"{number} {found['business'] or ''}{found['unit']}{'' if number == 1 else 's'}"


_LIMIT = re.compile(r"(?P<number>\d+)(?: to (?P<to>\d+))? (?P<business>business )?(?P<unit>[a-z]+?)s?")
_MINUTES = {"minute": 1, "hour": 60, "day": 1440, "week": 10080, "month": 43200}
_HOLIDAY_WEEKEND = 3 * _MINUTES["day"]


def counties() -> tuple[str, ...]:
    """Return the names of California's counties in alphabetical order, without the example's."""
    return tuple(name for name in lists()["counties"] if not is_example(name))


def is_example(county: str) -> bool:
    """Return whether this is the name that the example file has instead of a county's."""
    return bool(lists()["counties"].get(county, {}).get("example"))


def full_name(county: str) -> str:
    """Return a name such as `El Dorado County`; the example's own name has “County” already.

    A consolidated city and county has one name, which is its legal name.
    """
    return county if is_example(county) else str(_facts_of(county).get("legal_name", f"{county} County"))


def legal_name(county: str) -> str:
    """Return the county as a legal entity, such as `County of El Dorado`."""
    return county if is_example(county) else str(_facts_of(county).get("legal_name", f"County of {county}"))


def _facts_of(county: str) -> dict[str, Any]:
    return lists()["counties"].get(county, {})


@cache
def flagged(list_name: str, flag: str, value: bool = True) -> tuple[str, ...]:
    """Return the words of a list that have a flag, or those that do not."""
    return tuple(word for word, entry in lists()[list_name].items() if bool(entry.get(flag)) is value)


def is_unsigned(status: object) -> bool:
    """Return whether an instrument of this status is not adopted or signed yet."""
    return status in flagged("instrument_statuses", "unsigned")


def has_ended(status: object) -> bool:
    """Return whether the status says that an instrument is no longer in force, so that nothing of it is due."""
    return status in flagged("instrument_statuses", "ended")


def is_of_the_county(kind: object) -> bool:
    """Return whether an agency of this kind is part of the county as a legal entity."""
    return kind in flagged("agency_kinds", "of_the_county")


@cache
def apart_from(function: str) -> tuple[str, ...]:
    """Return the functions that no one agency has together with a function."""
    functions = lists()["functions"]
    own = functions.get(function, {}).get("apart_from", ())
    return tuple(other for other in functions if other in own or function in functions[other].get("apart_from", ()))


def may_be_joint(function: str) -> bool:
    """Return whether law or practice knows joint agencies of several counties that have a function."""
    return bool(lists()["functions"].get(function, {}).get("joint"))


def is_consolidated(county: str) -> bool:
    """Return whether this is a city and county in one, whose departments are also the city's."""
    return bool(lists()["counties"].get(county, {}).get("consolidated"))


def is_single_district(county: str) -> bool:
    """Return whether one local educational agency is both the county office and the only school district."""
    return bool(lists()["counties"].get(county, {}).get("single_district"))

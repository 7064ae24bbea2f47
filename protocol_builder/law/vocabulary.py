"""Knows the words that a county file may use and what they mean (`schemas/vocabulary.yaml`). Knows no county file."""

from functools import cache
from typing import Any

from .. import resources
from ..english import uncapitalized
from ..reading import source


@cache
def lists() -> dict[str, dict[str, dict[str, Any]]]:
    """Each list of words (functions, agency_kinds, counties, …): word → its label, description and flags."""
    data: dict[str, dict[str, dict[str, Any]]] = source.load_yaml(
        (resources.schemas() / "vocabulary.yaml").read_text("utf-8")
    )
    return data


def label(list_name: str, word: str) -> str:
    """How messages, documents and pages print a word; the word itself where the list does not have it."""
    return str(lists()[list_name].get(word, {}).get("label", word))


def description(list_name: str, word: str) -> str:
    """What a word means, in a sentence."""
    return str(lists()[list_name].get(word, {}).get("description", ""))


def short(function: str) -> str:
    """The short name of a function, for tables and pictures."""
    return str(lists()["functions"].get(function, {}).get("short", function))


def in_sentence(function: str) -> str:
    """The short name of a function, as it stands within a sentence."""
    name = short(function)
    return name if name.isupper() else uncapitalized(name)


def minutes(limit: str) -> int:
    """How long a time limit such as `24 hours` is, with months of 30 days; 0 for `immediately` and for what is none."""
    number, _, unit = limit.partition(" ")
    return int(number) * _MINUTES.get(unit.removesuffix("s"), 0) if number.isdigit() else 0


_MINUTES = {"minute": 1, "hour": 60, "day": 1440, "week": 10080, "month": 43200}


def is_example(county: str) -> bool:
    """Whether this is the name that the example file bears instead of a county's."""
    return bool(lists()["counties"].get(county, {}).get("example"))


def full_name(county: str) -> str:
    """`El Dorado County`; the example's name says County already."""
    return county if is_example(county) else f"{county} County"


def flagged(list_name: str, flag: str, value: bool = True) -> tuple[str, ...]:
    """The words of a list that have a flag, or those that do not."""
    return tuple(word for word, entry in lists()[list_name].items() if bool(entry.get(flag)) is value)


def is_single_district(county: str) -> bool:
    """Whether one local educational agency serves as the county office and as the only school district."""
    return bool(lists()["counties"].get(county, {}).get("single_district"))

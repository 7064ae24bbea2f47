"""Knows the words that a county file may use and what they mean (`schemas/vocabulary.yaml`). Knows no county file."""

import difflib
from collections.abc import Iterable
from functools import cache
from typing import Any

from . import resources, source


@cache
def lists() -> dict[str, dict[str, dict[str, Any]]]:
    """Each list of words (functions, agency_kinds, counties, …): word → its label, description and flags."""
    data: dict[str, dict[str, dict[str, Any]]] = source.plain(
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


def is_example(county: str) -> bool:
    """Whether this is the name that the example file bears instead of a county's."""
    return bool(lists()["counties"].get(county, {}).get("example"))


def full_name(county: str) -> str:
    """`El Dorado County`; the example's name says County already."""
    return county if is_example(county) else f"{county} County"


def is_single_district(county: str) -> bool:
    """Whether one local educational agency serves as the county office and as the only school district."""
    return bool(lists()["counties"].get(county, {}).get("single_district"))


def nearest(word: Any, known: Iterable[Any], otherwise: str) -> str:
    """The known word that the author probably meant, or the known words, as a remedy."""
    known = [str(item) for item in known]
    folded = {item.lower().replace(" ", "_"): item for item in known}
    close = difflib.get_close_matches(str(word).lower().replace(" ", "_").replace("-", "_"), folded, 1, 0.6)
    if close:
        return f"did you mean {folded[close[0]]}?"
    return f"{otherwise}: {', '.join(known)}"


def in_words(items: tuple[str, ...], word: str = "and") -> str:
    """`a`, `a and b`, `a, b and c`; with semicolons where an item has a comma of its own."""
    if len(items) < 2:
        return "".join(items)
    comma = "; " if any("," in item for item in items) else ", "
    return f"{comma.join(items[:-1])}{';' if comma == '; ' else ''} {word} {items[-1]}"

"""English in one place: lists and dates in words, capital letters, quotation marks, and “did you mean”."""

import datetime
import re
from collections.abc import Iterable
from typing import Any

_DETERMINED = re.compile(
    r"(?P<word>the|both|each|every|all of|all the|its|their|our)\b"
    r"|an?\b|(resolution|ordinance|(board |minute )?order)\b\D*\d",
    re.IGNORECASE,
)
"""The beginning of a name that takes no article: it has a word of its own for that, or a number."""
_OF_A_PLACE = re.compile(
    r"((City and )?County|City|Town|State|Superior Court|Office|Department|Board|The) of\b|Superior Court\b|The "
)
_OFFICE = re.compile(
    r"\b(Office|Department|Agency|Authority|District|Court|Commission|Board|Division|Tribe|Regional Center)$"
    r"|\b(Office|Superintendent|Department) of [A-Z]\w+$"
)
"""Names that take an article in a sentence: of a government by its place, and of an office or court by what it does."""
_NO_NAME = re.compile(r"(The|An?|All|Any\w*|Each|Every\w*|Their|Those|Whoever)\b")
_SENTENCE_END = re.compile(r"(?<=[.;!?])\s+|\n(?=\s*(?:\n|[-*+|#>]|[0-9a-z]{1,3}[.)]\s))")
_SMALL = (
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
    "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
NUMBERS = {
    **{word: number for number, word in enumerate(_SMALL, 1)},
    **{f"{ten}-{one}": 10 * n + k for n, ten in enumerate(_TENS, 2) for k, one in enumerate(_SMALL[:9], 1)},
    **{ten: 10 * n for n, ten in enumerate(_TENS, 2)},
}
"""The numbers from 1 to 99 by their words: `twenty-four`, with a hyphen."""
NUMBER_WORDS = rf"(?:{'|'.join(_TENS)})(?:[-\s](?:{'|'.join(_SMALL[:9])}))?|{'|'.join(reversed(_SMALL))}"
"""A pattern for them, with a hyphen or a space: `twenty four` too."""
_MAX_QUOTED = 60
"""Characters of a text from a county file that a message quotes."""


def join_words(items: tuple[str, ...], word: str = "and") -> str:
    """`a`, `a and b`, `a, b, and c`; with semicolons, `a, b; and c`, if an item has a comma of its own."""
    if len(items) < 2:
        return "".join(items)
    separator = ";" if any("," in item for item in items) else ","
    before_word = separator if len(items) > 2 or separator == ";" else ""
    return f"{f'{separator} '.join(items[:-1])}{before_word} {word} {items[-1]}"


def date_in_words(iso: str, space: str = " ") -> str:
    """`June 16, 2026`, `June 2026`, or `2026` for a date as county files write it; other text as it is."""
    try:
        if len(iso) == 10:
            day = datetime.date.fromisoformat(iso)
            return f"{day:%B}{space}{day.day}, {day.year}"
        if len(iso) == 7:
            return f"{datetime.date.fromisoformat(f'{iso}-01'):%B %Y}"
    except ValueError:
        pass
    return iso


def printed_date(iso: str) -> str:
    """A date in words for documents, where the day never begins a line without its month."""
    return date_in_words(iso, "\N{NO-BREAK SPACE}")


def capitalized(text: str) -> str:
    """The text with a capital first letter and everything after it unchanged."""
    return text[:1].upper() + text[1:]


def uncapitalized(text: str) -> str:
    """The text with a small first letter and everything after it unchanged; as it is if it begins with an acronym."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def inward(words: str) -> str:
    """Words as they are written within a sentence; a name keeps its capital letter."""
    return uncapitalized(words) if _NO_NAME.match(words) else words


def sentences_of(text: str) -> list[str]:
    """The sentences of a text, and what semicolons divide, each with what ends it.

    A line that only goes on with the one above it is of the same sentence, as where lines are kept short; an item of a
    list is not.
    """
    return _SENTENCE_END.split(text)


def with_article(name: str) -> str:
    """A body or a title after “the”: `the Board`; `the Board` too for `The Board`, and `both Boards` as it is."""
    found = _DETERMINED.match(name)
    return f"the {name}" if not found else uncapitalized(name) if found["word"] else name


def named_in_a_sentence(name: str) -> str:
    """A legal entity's name as it is in a sentence: `the County of Napa`, but `Napa County`."""
    return with_article(name) if _OF_A_PLACE.match(name) or _OFFICE.search(name) else name


def as_sentence(text: str) -> str:
    """The text with a capital first letter, unless it begins with a key of a county file."""
    first_word = text.split(" ", 1)[0]
    return text if re.search(r"[_.:]", first_word) else capitalized(text)


def closest(word: Any, known: Iterable[Any]) -> str:
    """The known word that an author probably meant by another: one that it holds, or the most similar; else empty."""
    typed = str(word).strip().lower().replace(" ", "_").replace("-", "_")
    folded = {str(item).lower().replace(" ", "_"): str(item) for item in known}
    folded = {item: shown for item, shown in folded.items() if not _denies(typed, item)}
    if held := [item for item in folded if item and f"_{item}_" in f"_{typed}_"]:
        return folded[max(held, key=len)]
    import difflib  # slow to import, and needed only where something is misspelled

    similar = difflib.get_close_matches(typed, (item for item in folded if _may_be(typed, item)), 1, 0.6)
    return folded[similar[0]] if similar else ""


_DENIAL = re.compile(
    r"(?:^|[\W_])(?:no|not|non|nor|never|none|neither|nobody|without|except|excluding|former|formerly|ex|isn['’]?t)(?=$|[\W_])"
)
_PREFIXES = ("in", "un", "non", "dis", "im", "ir", "not", "no")


def _denies(typed: str, item: str) -> bool:
    """Whether one of two names says no to the other, as “not in force” and “incomplete” do to “in force” and “complete”."""
    if typed.replace("_", "") == item.replace("_", ""):
        return False
    if bool(_DENIAL.search(typed)) != bool(_DENIAL.search(item)):
        return True
    longer, shorter = sorted((typed, item), key=len, reverse=True)
    prefixes = [prefix for prefix in _PREFIXES if longer.startswith(prefix) and not shorter.startswith(prefix)]
    if not prefixes:  # as with most pairs, for which difflib need not be imported
        return False
    import difflib

    without = (longer.removeprefix(prefix).lstrip("_") for prefix in prefixes)
    return any(difflib.get_close_matches(rest, [shorter], 1, 0.85) for rest in without)


def _may_be(typed: str, item: str) -> bool:
    """Whether one of two names of several words may be the other misspelled, and not only have a word in common with it.

    “Social services” is not “civil legal services”: for each word of the shorter there is a similar one in the longer.
    """
    import difflib

    fewer, more = sorted((typed.split("_"), item.split("_")), key=len)
    return len(fewer) < 2 or all(difflib.get_close_matches(word, more, 1, 0.6) for word in fewer)


def did_you_mean(word: Any, known: Iterable[Any], otherwise: str) -> str:
    """A remedy for an unknown word: the closest known one, or, after the words of `otherwise`, all of them."""
    known = [str(item) for item in known]
    found = closest(word, known)
    return f"did you mean {found}?" if found else f"{otherwise}: {', '.join(known)}"


def number_of(number: int, noun: str, plural: str = "") -> str:
    """`1 file`, `2 files`; with the plural given where it is not formed by an s: `2 entries`."""
    return f"{number} {noun if number == 1 else plural or f'{noun}s'}"


def quoted(text: str) -> str:
    """A text of a county file as a message quotes it, cut short after 60 characters."""
    return f"“{text if len(text) <= _MAX_QUOTED else text[: _MAX_QUOTED - 3] + '…'}”"

"""Find the phrases of `schemas/texts.yaml` in texts: their patterns, and which of a list a text may have at all.

Each entry of the file is a pattern of small letters, single spaces, and names of parts, which the head of the file explains.
"""

import re
from collections.abc import Iterable
from functools import cache
from typing import Any

from .. import resources
from ..characters import in_small_letters
from ..reading import packaged
from . import needed_words
from .needed_words import Needed, has_all, most_telling, needed, plain

_PART = re.compile(r"\{([a-z_]+)\}")
"""The name of a part, in a phrase or in another part."""


@cache
def lists() -> dict[str, Any]:
    """Return the lists and phrases of `schemas/texts.yaml` by their names."""
    data: dict[str, Any] = packaged.load(resources.schemas() / "texts.yaml")
    return data


def whole(phrase: str) -> str:
    """Return a phrase of the lists with its parts put in."""
    while found := _PART.search(phrase):
        phrase = phrase.replace(found[0], lists()["parts"][found[1]])
    return phrase


def compiled(phrase: str, *, with_capitals: bool = True) -> str:
    """Return a phrase of the lists as a pattern: its parts put in, each small letter also as a capital letter."""
    made, in_class = [], False
    for character in re.findall(r"\\.|.", whole(phrase)):
        if character in ("[", "]"):
            in_class = character == "["
        both = f"{character}{character.upper()}"
        if with_capitals and "a" <= character <= "z":
            made.append(both if in_class else f"[{both}]")
        else:
            made.append({" ": "[ \\n\N{NO-BREAK SPACE}]+", "'": "['’]"}.get(character, character))
    return "".join(made)


@cache
def at_the_beginning(phrase: str) -> re.Pattern[str]:
    """Return the pattern for the beginning of a text that a phrase of `schemas/texts.yaml` stands for."""
    return re.compile(compiled(phrase, with_capitals=False), re.IGNORECASE)


def patterns(name: str) -> tuple[re.Pattern[str], ...]:
    """Return the pattern, or each of a list of patterns, of `schemas/texts.yaml` for the beginning of a text."""
    found = lists()[name]
    return tuple(map(at_the_beginning, [found] if isinstance(found, str) else found))


@cache
def anywhere(phrase: str) -> re.Pattern[str]:
    """Return the pattern of a phrase that may be anywhere in a text that is in small letters.

    To look for many words takes ten times as long where capital letters do not count.
    """
    return re.compile(rf"\b({compiled(phrase, with_capitals=False)})\b")


def one_phrase(name: str) -> re.Pattern[str]:
    """Return the pattern of an entry of `schemas/texts.yaml` that is one phrase, as `anywhere` does."""
    return anywhere(lists()[name])


def has_words(name: str, text: str) -> bool:
    """Return whether a text has, anywhere, words of a pattern of `schemas/texts.yaml`, in small or capital letters."""
    return bool(one_phrase(name).search(in_small_letters(text)))


@cache
def as_written(phrase: str) -> re.Pattern[str]:
    """Return the pattern of a phrase that may be anywhere in a text, whose capital letters are found only as such."""
    return re.compile(compiled(phrase))


def that_may_match(text: str, name: str) -> list[str]:
    """Return those of a list of phrases of `schemas/texts.yaml` of which a text has what they need.

    To prepare a pattern for each of them would take long.
    """
    said = plain(text)
    # Most phrases have a word that a text must have in any case, and to look for it first takes half the time.
    return [pattern for word, pattern, words in _each_with_words(name) if word in said and has_all(words, said)]


@cache
def _each_with_words(name: str) -> list[tuple[str, str, Needed]]:
    """Return (a word that a text must have, or an empty one; a phrase; all that a text must have) for each of a list."""
    found: list[tuple[str, str, Needed]] = _all_with_words()[name]
    return found


@cache
def _all_with_words() -> dict[str, Any]:
    """Return all lists of phrases with what a text must have; to read it from the patterns takes a tenth of a short check."""
    code = (__file__, needed_words.__file__)
    return dict(packaged.worked_out(resources.schemas() / "texts.yaml", "words", _work_out_words, code))


def _work_out_words() -> dict[str, list[tuple[str, str, Needed]]]:
    return {
        name: [
            (words[0][0] if words and len(words[0]) == 1 else "", phrase, words) for phrase, words in _with_words(entry)
        ]
        for name, entry in lists().items()
        if isinstance(entry, list)
    }


def _with_words(phrases: Iterable[str]) -> tuple[tuple[str, Needed], ...]:
    """Return each of some phrases with what must be in a text that has it."""
    return tuple((phrase, needed(_PART.sub(_words_of_part, phrase))) for phrase in phrases)


def _words_of_part(name: re.Match[str]) -> str:
    """Return a pattern of what must be in a text where it has a part."""
    return _telling(name[1])


@cache
def _telling(part: str) -> str:
    words = most_telling(needed(_PART.sub(_words_of_part, lists()["parts"][part])))
    return f"({'|'.join(words)})" if words else "."

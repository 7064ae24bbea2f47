"""Words that no agreement has, one for each value of a county file, which show where the value is printed."""

import re
from typing import Any

from ..alignment import steps
from ..diagnostic import Path
from .wording import choices_at

_IDENTIFIER = re.compile(r"[a-z0-9_-]*")
"""A value that refers to another place of the file would be wrong with a word in it."""
_DATE = re.compile(r"[0-9]{4}(-[0-9]{2}){0,2}")
_DIGITS = "abcdefghijklmnop"
_WORD = re.compile(rf"\s?qx([{_DIGITS}]+)xq", re.IGNORECASE)
_END = re.compile(r"\W*\Z")


def can_be_traced(path: Path, value: Any) -> bool:
    """Return whether a value is a text that may have another word in it; what is chosen, referred to, or a date may not."""
    return (
        isinstance(value, str)
        and not _IDENTIFIER.fullmatch(value)
        and not _DATE.fullmatch(value)
        and value not in choices_at(path)
    )


def with_word(value: str, number: int) -> str:
    """Return a text with the word of a number at its end, before its period and the like."""
    end = len(_END.sub("", value, count=1))
    return f"{value[:end]} qx{''.join(_DIGITS[int(digit, 16)] for digit in f'{number:x}')}xq{value[end:]}"


def with_word_at_changes(value: str, other: str, number: int) -> str:
    """Return a text with the word of a number at the end of each line that another text does not have."""
    lines = value.split("\n")
    for kind, _, _, first, last in steps(other.split("\n"), lines):
        if kind != "equal":
            lines[first:last] = [with_word(line, number) if line.strip() else line for line in lines[first:last]]
    return "\n".join(lines)


def without_words(text: str) -> str:
    """Return a printed text without such words."""
    return _WORD.sub("", text)


def numbers_in(text: str) -> frozenset[int]:
    """Return the numbers of such words in a printed text."""
    return frozenset(_number(found[1]) for found in _WORD.finditer(text))


def _number(word: str) -> int:
    return int("".join(f"{_DIGITS.index(letter):x}" for letter in word.lower()), 16)

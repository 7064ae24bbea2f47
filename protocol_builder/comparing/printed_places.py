"""Find which paragraphs of an agreement print which values of its county file, for all values in one rendering.

Each value gets a word at its end that no agreement has; the paragraphs with the word are those that print the value.
What is found says only which values are worth a try, and in which order: nothing is proposed because of it.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from ..agreement.clauses import NoClausesError
from ..alignment import steps
from ..diagnostic import Path
from .draft import Draft, Workshop
from .guesses import FileChange
from .wording import choices_at

_MAX_TRACED = 200
"""Characters of a value that gets a word; a longer text is in many paragraphs, and its words say in which."""
_IDENTIFIER = re.compile(r"[a-z0-9_-]*")
"""A value that refers to another place of the file would be wrong with a word in it."""
_DATE = re.compile(r"[0-9]{4}(-[0-9]{2}){0,2}")
_DIGITS = "abcdefghijklmnop"
_WORD = re.compile(rf"\s?qx([{_DIGITS}]+)xq", re.IGNORECASE)
_END = re.compile(r"\W*\Z")


@dataclass(frozen=True, slots=True)
class PrintedPlaces:
    """Where values are printed."""

    traced: frozenset[Path] = frozenset()
    """The values about which something is known."""
    _at: dict[int, frozenset[Path]] = field(default_factory=dict)

    def is_known(self, index: int) -> bool:
        """Return whether it is known which of the traced values a paragraph prints."""
        return index in self._at

    def values_at(self, index: int) -> frozenset[Path]:
        """Return the traced values that a paragraph prints."""
        return self._at.get(index, frozenset())


def printed_places(draft: Draft, workshop: Workshop, values: Iterable[FileChange]) -> PrintedPlaces:
    """Return where some values of a draft are printed; the old value of each change is asked about."""
    wanted = {change.path: change.old for change in values if _can_be_traced(change)}
    marked = tuple(
        FileChange(path, old, _with_word(old, _word(number))) for number, (path, old) in enumerate(wanted.items())
    )
    if not marked:
        return PrintedPlaces()
    try:
        now = [text for _, text in workshop.tried(draft, marked)]
    except NoClausesError:
        return PrintedPlaces()
    made = [text for _, text in workshop.paragraphs(draft)]
    paths = list(wanted)
    at: dict[int, frozenset[Path]] = {}
    for tag, a, b, c, d in steps(made, [_WORD.sub("", text) for text in now]):
        if tag == "equal":
            for old, new in zip(range(a, b), range(c, d), strict=True):
                numbers = (_number(word[1]) for word in _WORD.finditer(now[new]))
                at[old] = frozenset(paths[number] for number in numbers if number < len(paths))
    return PrintedPlaces(frozenset(wanted), at)


def _can_be_traced(change: FileChange) -> bool:
    value = change.old
    return (
        isinstance(value, str)
        and change.path[0] != "clauses"
        and len(value) <= _MAX_TRACED
        and "\n" not in value.strip()
        and not _IDENTIFIER.fullmatch(value)
        and not _DATE.fullmatch(value)
        and value not in choices_at(change.path)
    )


def _with_word(value: str, word: str) -> str:
    """Return a value with a word at its end, before its period and the like."""
    end = len(_END.sub("", value, count=1))
    return f"{value[:end]} {word}{value[end:]}"


def _word(number: int) -> str:
    return f"qx{''.join(_DIGITS[int(digit, 16)] for digit in f'{number:x}')}xq"


def _number(word: str) -> int:
    return int("".join(f"{_DIGITS.index(letter):x}" for letter in word.lower()), 16)

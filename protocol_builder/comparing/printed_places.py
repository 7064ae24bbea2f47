"""Find which paragraphs of an agreement print which values of its county file, for all values in one rendering.

Each value gets a word of its own at its end; the paragraphs with the word are those that print the value.
What is found says only which values are worth a try, and in which order: nothing is proposed because of it.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from ..agreement.clauses import NoClausesError
from ..alignment import steps
from ..diagnostic import Path
from . import traced_words
from .draft import Draft, Workshop
from .guesses import FileChange

_MAX_TRACED = 200
"""Characters of a value that gets a word; a longer text is in many paragraphs, and its words say in which."""


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
        FileChange(path, old, traced_words.with_word(old, number)) for number, (path, old) in enumerate(wanted.items())
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
    for tag, a, b, c, d in steps(made, [*map(traced_words.without_words, now)]):
        if tag == "equal":
            for old, new in zip(range(a, b), range(c, d), strict=True):
                numbers = traced_words.numbers_in(now[new])
                at[old] = frozenset(paths[number] for number in numbers if number < len(paths))
    return PrintedPlaces(frozenset(wanted), at)


def _can_be_traced(change: FileChange) -> bool:
    value = change.old
    return (
        change.path[0] != "clauses"
        and traced_words.can_be_traced(change.path, value)
        and len(value) <= _MAX_TRACED
        and "\n" not in value.strip()
    )

"""What a county writes in its own words: sections of text, and changes of clauses."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Narrative:
    """A section of the county's own text (Markdown)."""

    heading: str
    """The heading, as the county wrote it."""
    text: str
    """The text (Markdown); raw HTML is printed as typed."""
    sources: tuple[str, ...]
    """Short names of the sources that show it."""
    instead_of: str = ""
    """The topic on which it takes the place of the library's words, as a word of the vocabulary's topics, or empty."""


@dataclass(frozen=True, slots=True)
class OwnWords:
    """A county's change of one clause of the agreement."""

    clause: str
    """The clause's short name, such as `training`."""
    how: str
    """`replaced`, `extended` or `left out`."""
    text: str
    """The county's words (Markdown); empty if the clause is left out."""
    file: str
    """The name of the clause file that has the words; empty if they are in the county file."""


def replaced(words: Iterable[OwnWords]) -> frozenset[str]:
    """Return the ids of the clauses that a county's own words replace."""
    return frozenset(item.clause for item in words if item.how == "replaced")

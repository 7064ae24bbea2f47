"""Knows what a county says in words of its own: sections of text, and what it makes of clauses. Knows no clause."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Narrative:
    """A section of the county's own text (Markdown)."""

    heading: str
    text: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OwnWords:
    """What a county makes of one clause of the agreement."""

    clause: str
    how: str
    """`replaced`, `extended` or `left out`."""
    text: str
    """Markdown."""
    file: str
    """The file beside the county file that has the words, or empty."""

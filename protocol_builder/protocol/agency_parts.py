"""Parts of an agency: its divisions, and what it undertakes."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Division:
    """A part of an agency, with its functions."""

    name: str
    """Its name within the agency."""
    functions: tuple[str, ...]
    """Its functions, as words of the vocabulary."""


@dataclass(frozen=True, slots=True)
class Responsibility:
    """One thing that an agency undertakes."""

    duty: str
    """What is done (Markdown)."""
    within: str
    """A time limit such as `24 hours`, or empty."""
    to: str
    """To whom: a job title or an agency, or empty."""
    sources: tuple[str, ...]
    """Short names of the sources that show it."""

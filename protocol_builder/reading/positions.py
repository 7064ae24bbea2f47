"""The line of a path in a county file, or of the nearest parent that the file has."""

from ..diagnostic import Diagnostic, Path
from .source import Source


def line_of(source: Source, path: Path) -> int:
    """Return the line of a path, counted from 1; that of its nearest parent where the file does not have it."""
    return source.place(Diagnostic("", "advice", "", path)).line

"""Color of what is printed: only in a terminal that has not been asked to go without."""

import os
from collections.abc import Callable
from typing import IO, Any, TypeAlias

Paint: TypeAlias = Callable[[str, str], str]
"""Takes a text and its role (a severity, `place`, `source`, `law`, `fix`, `added`); returns the text, in color or not."""

_STYLES: dict[str, dict[str, Any]] = {
    "error": {"fg": "red", "bold": True},
    "warning": {"fg": "yellow", "bold": True},
    "advice": {"fg": "cyan", "bold": True},
    "unknown": {"fg": "magenta", "bold": True},
    "place": {"bold": True},
    "source": {"dim": True},
    "law": {"italic": True},
    "fix": {"fg": "green", "bold": True},
    "added": {"fg": "green"},
}


def paint_for(stream: IO[str], output: str | None = None) -> Paint:
    """The `Paint` for a stream, or for the file `output` if one is named. `NO_COLOR` is respected."""
    if output or "NO_COLOR" in os.environ or not stream.isatty():
        return no_color
    return in_color


def no_color(text: str, role: str) -> str:
    """The text as it is."""
    return text


def in_color(text: str, role: str) -> str:
    """The text in its role's color."""
    import click  # slow to import, and not needed where nothing is in color

    return click.style(text, **_STYLES.get(role, {}))

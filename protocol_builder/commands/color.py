"""Knows when output is in colour and in which: in a terminal that has not been asked not to. Knows nothing of its content."""

import os
from typing import IO, Any

import click

_COLOURS: dict[str, dict[str, Any]] = {
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


def painter(stream: IO[str], output: str | None = None) -> Any:
    """A function from a text and its role to the text as it is to be shown in a stream, or in a file that is named."""
    from .report_text import plain

    if output or "NO_COLOR" in os.environ or not stream.isatty():
        return plain
    return coloured


def coloured(text: str, role: str) -> str:
    """The text in its role's colour."""
    return click.style(text, **_COLOURS.get(role, {}))

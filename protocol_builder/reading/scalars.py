"""How a value is written in YAML: plain where that reads as the same text, else in quotes or in lines of its own."""

import re
import textwrap
from typing import Any

from .source import read_text

WIDTH = 118

_PLAIN = re.compile(r"[A-Za-z0-9(“][^:#\n]*(?:(?::(?=\S)|#(?<=\S#))[^:#\n]*)*")
"""A text that can be written without quotes where it is not a number, a date, or a word with a meaning of its own."""


class Quoted(str):
    """Text that is written in quotation marks, so that what someone types in its place may have a comma or a colon."""

    __slots__ = ()


def may_be_plain(value: str) -> bool:
    """Return whether a text has no character that needs quotes; it may still read as a number or a truth value."""
    return bool(_PLAIN.fullmatch(value)) and value == value.strip()


def quoted(value: str) -> str:
    """Return a text in double quotes, with what they need escaped."""
    escaped = value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
    return f'"{escaped}"'


def in_line(value: Any, in_brackets: bool = False) -> str:
    """Return a value on one line; text within brackets or braces has no comma or bracket without quotes."""
    if isinstance(value, dict):
        return f"{{{', '.join(f'{key}: {in_line(item, True)}' for key, item in value.items())}}}"
    if isinstance(value, list):
        return f"[{', '.join(in_line(item, True) for item in value)}]"
    if not isinstance(value, str):
        return str(value).lower() if isinstance(value, bool) else str(value)
    if isinstance(value, Quoted) or not may_be_plain(value) or (in_brackets and re.search(r"[,\[\]{}]", value)):
        return quoted(value)
    return value if read_text(f"key: {value}\n", "").data == {"key": value} else quoted(value)


def in_lines(value: str) -> list[str]:
    """Return a text as it follows a key: on the key's line, or a header and lines that are indented under the key."""
    if isinstance(value, Quoted) or value != value.strip() or re.search(r"[ \t]$", value, re.MULTILINE):
        return [in_line(value)]
    if "\n" in value:
        return ["|-", *value.split("\n")]
    if len(value) > WIDTH - 18 and " ".join(value.split()) == value:
        return [">-", *textwrap.wrap(value, WIDTH - 8, break_long_words=False, break_on_hyphens=False)]
    return [in_line(value)]

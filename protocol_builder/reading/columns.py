"""How the lines of a county file are indented: their columns, their keys, and what belongs to what."""

import itertools
import re
from collections.abc import Iterator

KEY = re.compile(r"(?P<before>\s*(?:- )?(?P<key>[A-Za-z][\w -]*?)\s*:\s+)(?P<value>\S.*)")
KEY_ALONE = re.compile(r"\s*(?:- )?[A-Za-z][\w -]*:\s*([|>][-+]?\s*)?(#.*)?$")

BLOCK_TEXT = re.compile(r":\s+[|>][-+0-9]*\s*(#.*)?$")
"""The end of a key whose text is in the lines below it."""

STEP = 2
"""Spaces by which what belongs to a key is indented."""


def is_swallowed(lines: list[str], at: int) -> bool:
    """Whether a line that looks like a key alone is in the text of a key above, which would lose what is below it."""
    above = next((line for line in reversed(lines[:at]) if line.strip() and indent(line) < indent(lines[at])), "")
    return bool(KEY_ALONE.match(lines[at]) and BLOCK_TEXT.search(above))


def is_regular(lines: list[str], at: int) -> bool:
    """Whether a line is indented by one step more than the key above to which it belongs."""
    own = indent(lines[at])
    above = (line for line in reversed(lines[:at]) if indent(line) < own and KEY_ALONE.match(line))
    return own == 0 or any(indent(line) + STEP == own for line in itertools.islice(above, 1))


def has_nothing(lines: list[str], at: int) -> bool:
    """Whether nothing below a key is indented more than the key."""
    below = line_after(lines, at)
    return below < 0 or indent(lines[below]) <= indent(lines[at])


def has_content(line: str) -> bool:
    """Whether a line has more than space and a comment."""
    return bool(line.strip()) and not line.lstrip().startswith("#")


def line_before(lines: list[str], at: int) -> int:
    """The index of the nearest line above that has content; -1 if there is none."""
    return next((other for other in range(at - 1, -1, -1) if has_content(lines[other])), -1)


def line_after(lines: list[str], at: int) -> int:
    """The index of the nearest line below that has content; -1 if there is none."""
    return next((other for other in range(at + 1, len(lines)) if has_content(lines[other])), -1)


def indent(line: str) -> int:
    """How many spaces a line begins with."""
    return len(line) - len(line.lstrip(" "))


def keys_around(lines: list[str], at: int) -> Iterator[int]:
    """The indices of the keys above a line to which it belongs, the innermost first."""
    column = indent(lines[at]) if at >= 0 else 0
    for other in range(at - 1, -1, -1):
        if column == 0:
            return
        if has_content(lines[other]) and indent(lines[other]) < column and KEY_ALONE.match(lines[other]):
            column = indent(lines[other])
            yield other


def like(lines: list[str], at: int) -> str:
    """How a remedy names a line whose column another line is to have: by its key, if it has one."""
    key = f"{key_of(lines[at])} on " if KEY.match(lines[at]) or KEY_ALONE.match(lines[at]) else ""
    return f"like {key}line {at + 1}"


def key_of(line: str) -> str:
    """The key of a line, or its first word."""
    found = re.match(r"\s*(?:- )?([^\s:]+)", line)
    return found[1] if found else line.strip()


def spaces(number: int) -> str:
    """A number of spaces in words."""
    return {0: "no space", 1: "one space"}.get(number, f"{number} spaces")

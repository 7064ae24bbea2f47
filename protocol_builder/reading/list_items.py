"""Lists whose items begin with something else than a dash and a space: a bullet, a number, a dash alone."""

import re

_BULLETS = "•·‣◦▪●○∙"
_MARK = re.compile(
    rf"(?P<indent> *)(?P<mark>-\t+|-(?=[^\s-])|[{_BULLETS}][ \t\xa0]*|[*–—o][ \t\xa0]+|\(?[0-9]{{1,3}}[.)][ \t]+|\(?[a-z][.)][ \t]+)(?P<text>\S.*)"
)
_ITEM = re.compile(r"(?P<indent> *)-[ ]+(?P<text>\S.*)")
_NAMED_ITEM = re.compile(r"(?P<indent> *)- (?:id|key|name|agency|short_name): (?P<name>[a-z][a-z0-9_]*)\s*")
"""An item whose first line gives it a short name."""
_KEY_ALONE = re.compile(r" *[a-z][a-z0-9_]*:\s*(#.*)?")
_KEY = re.compile(r"[a-z_]+:(\s|$)")
_NEEDS_QUOTES = re.compile(r"[-?]\s|[*&@`%!|>,\[\]{}#\"']|.*(:(\s|$)|\s#)")
"""A text that is no text in a list, or not all of it, unless it is in quotes."""


def mark_of(line: str) -> str:
    """Return what stands at the beginning of a line where a dash and a space begin an item of a list; else empty."""
    found = _MARK.fullmatch(line.rstrip())
    return found["mark"].strip(" \xa0") if found else ""


def as_list(lines: list[str], at: int) -> tuple[int, int, tuple[str, ...]] | None:
    """Return the first and last index of the list that the line `at` is an item of, and its lines with dashes.

    None if the line is an item as it must be, or none.
    """
    if not mark_of(lines[at]):
        return None
    column = _indent(lines[at])
    first = at
    while first and _belongs(lines[first - 1], column):
        first -= 1
    while not _begins(lines[first]):
        first += 1
    last = at
    while last + 1 < len(lines) and _belongs(lines[last + 1], column):
        last += 1
    while not lines[last].strip():
        last -= 1
    return first, last, tuple(map(_with_dash, lines[first : last + 1]))


def as_entry(lines: list[str], at: int) -> tuple[str, int] | None:
    """Return the line of an item as an entry under its short name, and the index of the entry of that kind below it.

    None if the line is no item with a short name, or what follows it in its column is no such entry.
    """
    found = _NAMED_ITEM.fullmatch(lines[at])
    if not found:
        return None
    below = next((n for n in range(at + 1, len(lines)) if _ends(lines[n], len(found["indent"]))), -1)
    is_entry = below >= 0 and _indent(lines[below]) == len(found["indent"]) and _KEY_ALONE.fullmatch(lines[below])
    return (f"{found['indent']}{found['name']}:", below) if is_entry else None


def dash_beside(lines: list[str], at: int) -> int:
    """Return the index of the item above in the same list, for one whose dash is a column beside; -1 if there is none."""
    own = _indent(lines[at])
    if not _ITEM.fullmatch(lines[at].rstrip()):
        return -1
    for above in range(at - 1, -1, -1):
        if abs(_indent(lines[above]) - own) == 1 and _ITEM.fullmatch(lines[above].rstrip()):
            return above
        if _ends(lines[above], own - 2):
            return -1
    return -1


def _ends(line: str, column: int) -> bool:
    """Return whether a line has something, not a comment, in a column or before it."""
    return bool(line.strip()) and not line.lstrip().startswith("#") and _indent(line) <= column


def describe(mark: str) -> tuple[str, str]:
    """Return the message and the beginning of the remedy for a mark that no list has."""
    if mark == "-":
        return "a space is missing after this dash", "write a space after each dash"
    if mark.startswith("-"):
        return "a tab follows this dash; a space is needed", "write a space, not a tab, after each dash"
    return f"items of a list begin with a dash and a space, not with {mark}", "begin each item with a dash and a space"


def changed(lines: list[str], replacement: tuple[str, ...]) -> str:
    """Return the lines of a replacement that differ from those that they replace, as a remedy shows them."""
    return "\n".join(new.strip() for old, new in zip(lines, replacement, strict=False) if new != old)


def in_quotes_if_needed(text: str) -> str:
    """Return a text as it can be written after a dash or a colon."""
    if not _NEEDS_QUOTES.match(text) or (text[0] == text[-1] and text[0] in "\"'" and len(text) > 1):
        return text
    return '"' + text + '"' if '"' not in text and "\\" not in text else "'" + text.replace("'", "''") + "'"


def _begins(line: str) -> bool:
    return bool(mark_of(line) or _ITEM.fullmatch(line.rstrip()))


def _belongs(line: str, column: int) -> bool:
    """Return whether a line is part of a list in a column: one of its items, or more of one."""
    return not line.strip() or _indent(line) > column or (_indent(line) == column and _begins(line))


def _with_dash(line: str) -> str:
    found = _MARK.fullmatch(line.rstrip())
    if not found:
        return line
    text = found["text"]
    return f"{found['indent']}- {text if _KEY.match(text) else in_quotes_if_needed(text)}"


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))

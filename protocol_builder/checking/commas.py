"""Knows the text in braces that a comma has ended too early, such as a post `or designee`. Knows no law and no shape."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from .. import characters
from ..diagnostic import Diagnostic, Path
from ..reading.source import Source

_BARE = re.compile(r"\s*[,}]")
_WORD = re.compile(r"[a-z][a-z0-9_]*")
_LONG = 60
"""Letters of a text that are shown."""

_OF_NOTHING = ("shape-unknown-key", "shape-empty")


def told(read: Source, departed: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """The findings, of which those on a key that is only the rest of a text say so, once for each text.

    In braces a comma ends a text, and what follows it is a key with nothing after it.
    """
    for d in departed:
        if d.id not in _OF_NOTHING or not _is_bare(read, d.path):
            yield d
            continue
        before, entries = d.path[:-1], _entries(read.data, d.path[:-1])
        keys = list(entries)
        first = keys.index(str(d.path[-1]))
        while first and _is_bare(read, (*before, keys[first - 1])):
            first -= 1
        if not first or not _may_go_on(entries[keys[first - 1]]):
            yield d
        elif keys[first] == d.path[-1]:
            text = _whole(read, before, keys, first)
            key = keys[first - 1]
            rest = keys[first].strip("“”")[:_LONG]
            message = f"a comma ends the text of {key} before ‘{rest}’, which is read as a key of its own"
            remedy = f'put the whole text in quotes, for example\n{key}: "{text}"'
            yield replace(d, id="shape-unknown-key", message=message, remedy=remedy, meant=())


def _may_go_on(value: Any) -> bool:
    """Whether a value is a text that may go on, and not a short name or a word of a list."""
    return isinstance(value, str) and not _WORD.fullmatch(value)


def _entries(data: Any, path: Path) -> dict[str, Any]:
    for key in path:
        data = data[key]
    return data if isinstance(data, dict) else {}


def _is_bare(read: Source, path: Path) -> bool:
    """Whether a key stands in braces without a colon."""
    span = read.keys.get(path)
    if (
        not path
        or span is None
        or characters.first_invisible(str(path[-1])) >= 0
        or _entries(read.data, path[:-1]).get(str(path[-1]), "") is not None
    ):
        return False
    return bool(_BARE.match(read.line(span.line)[span.end_column - 1 :]))


def _whole(read: Source, path: Path, keys: list[str], first: int) -> str:
    """A text with what follows its commas, as it was typed, without quotes around it."""
    last = first
    while last + 1 < len(keys) and _is_bare(read, (*path, keys[last + 1])):
        last += 1
    begin, end = read.values[(*path, keys[first - 1])], read.keys[(*path, keys[last])]
    if begin.line == end.line:
        typed = read.line(begin.line)[begin.column - 1 : end.end_column - 1]
    else:
        typed = ", ".join([str(_entries(read.data, path)[keys[first - 1]]), *keys[first : last + 1]])
    return re.sub(r"[\"“”]", "", typed).strip()

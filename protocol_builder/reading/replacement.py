"""Replace one value in YAML text, and leave every other character alone.

A value keeps its quotes or its block where the new one fits in them. What comes out is read again: if anything else
changed with it, nothing is given back.
"""

import copy
import re
import textwrap
from typing import Any

import yaml

from ..diagnostic import Path
from ..paths import value_at
from . import source
from .insertion import CannotInsertError
from .scalars import WIDTH, may_be_plain, quoted

__all__ = ["CannotInsertError", "replaced"]

_MAX_ALIASES, _MAX_WAITING = 1_000, 100_000
"""Places of one value, and parts of a file to look at; a file with more is not written."""


def replaced(text: str, path: Path, value: Any, *, with_aliases: bool = False) -> str:
    """Return the text with another value, a scalar, at a path.

    A value that has aliases (*) is the value of other paths too. `with_aliases` says whether these may change with it.
    Raises CannotInsertError if there is no safe way.
    """
    node = _node(text, path)
    if not isinstance(node, yaml.ScalarNode):
        raise CannotInsertError("a list or a map is there")
    expected = copy.deepcopy(source.read_text(text, "").data)
    for place in _places(source.nodes(text), node, path) if with_aliases else (path,):
        value_at(expected, place[:-1])[place[-1]] = value
    start, end = _start(text, node), _end(text, node)
    for written in _ways(text, node, value):
        new = text[:start] + written + text[end:]
        if _reads_as(new, expected):
            return new
    raise CannotInsertError("the way this part of the file is written leaves no safe place for the value")


def _node(text: str, path: Path) -> yaml.Node:
    node = source.nodes(text)
    for key in path:
        if isinstance(node, yaml.MappingNode):
            found = next((value for name, value in node.value if name.value == key), None)
        elif isinstance(node, yaml.SequenceNode) and isinstance(key, int) and key < len(node.value):
            found = node.value[key]
        else:
            found = None
        if found is None:
            raise CannotInsertError("the file does not have it")
        node = found
    return node


def _places(root: yaml.Node, node: yaml.Node, path: Path) -> list[Path]:
    """Return where a value is read: at its path, and at each alias (*) of it or of a map or list that it is in."""
    found: list[Path] = []
    waiting: list[tuple[yaml.Node, Path]] = [(root, ())]
    while waiting and len(found) < _MAX_ALIASES and len(waiting) < _MAX_WAITING:
        one, place = waiting.pop()
        if isinstance(one, yaml.MappingNode):
            waiting += [(child, (*place, key.value)) for key, child in one.value]
        elif isinstance(one, yaml.SequenceNode):
            waiting += [(child, (*place, number)) for number, child in enumerate(one.value)]
        elif one.start_mark.index == node.start_mark.index and isinstance(one, yaml.ScalarNode):
            found.append(place)
    return found or [path]


def _reads_as(text: str, expected: Any) -> bool:
    read = source.read_text(text, "")
    return not read.problems and read.data == expected


def _ways(text: str, node: Any, value: Any) -> list[str]:
    """Return the ways to write a value, the one that is most like the value that was there first."""
    if not isinstance(value, str):
        return [str(value).lower() if isinstance(value, bool) else str(value)]
    plain = [value] if may_be_plain(value) else []
    single = "'" + value.replace("'", "''") + "'" if "\n" not in value else ""
    double = quoted(value)
    if node.style in ("|", ">"):
        ways = [_block(text, node, value), double + _comment(text, node)]
    elif node.style == "'":
        ways = [single, double]
    elif node.style == '"':
        ways = [double]
    else:
        ways = [*plain, double]
    return [way for way in ways if way]


def _block(text: str, node: Any, value: str) -> str:
    """Return a text in a block such as the one that is there: with its header, in its column, lines kept where equal."""
    old = text[_start(text, node) : _end(text, node)]
    header, _, body = old.partition("\n")
    carriage = "\r" if header.endswith("\r") else ""
    margin = next((re.match(r"[ ]*", line).group() for line in body.splitlines() if line.strip()), "")  # type: ignore[union-attr]
    is_literal = node.style == "|"
    lines = value.rstrip("\n").split("\n") if is_literal else _folded(body, margin, value, WIDTH - len(margin))
    return f"{carriage}\n".join((header.rstrip("\r"), *((margin + line if line else "") for line in lines)))


def _folded(body: str, margin: str, value: str, width: int) -> list[str]:
    """Return the lines of a folded text; those at its beginning and end that fit stay as they were."""
    paragraphs = value.rstrip("\n").split("\n")
    before = [line[len(margin) :].rstrip("\r") for line in body.splitlines()]
    lines: list[str] = []
    for number, paragraph in enumerate(paragraphs):
        if number:
            lines.append("")
        lines += textwrap.wrap(paragraph, width, break_long_words=False, break_on_hyphens=False) or [""]
    kept: list[str] = []
    words = value.split()
    taken = 0
    for line in before:
        own = line.split()
        if not own or words[taken : taken + len(own)] != own:
            break
        kept.append(line)
        taken += len(own)
    if len(paragraphs) > 1 or not kept:
        return lines
    rest = " ".join(words[taken:])
    tail = textwrap.wrap(rest, width, break_long_words=False, break_on_hyphens=False) if rest else []
    return [*kept, *tail]


def _comment(text: str, node: Any) -> str:
    """Return the comment in the header of a block, with the space before it."""
    header, _, _ = text[_start(text, node) :].partition("\n")
    found = re.search(r"\s+#.*", header.rstrip("\r"))
    return found.group() if found else ""


def _start(text: str, node: Any) -> int:
    """Return the offset at which a value begins, after its anchor (&) and its tag (!)."""
    start: int = node.start_mark.index
    found = re.compile(r"(?:[&!]\S*\s+)+").match(text, start)
    return found.end() if found else start


def _end(text: str, node: Any) -> int:
    """Return the offset at which a value ends, without the empty lines and comments after a block."""
    if node.style in ("|", ">"):
        return len(text[: node.end_mark.index].rstrip())
    end: int = node.end_mark.index
    return end

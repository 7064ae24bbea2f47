"""Insert a key into YAML text at its place, and leave every other character alone.

A library that reads YAML and writes it again keeps comments, but moves them: a comment between two sections belongs to
the first, and what is added to the first ends up below the comment. It also changes indentation and line ends. Here the
text stays as it is, by construction; new lines go between its lines, at the offset that the parser knows.
"""

import re
import textwrap
from collections.abc import Callable, Sequence
from typing import Any, TypeAlias

import yaml

from ..diagnostic import Path
from ..english import capitalized
from . import source
from .scalars import WIDTH, Quoted, in_line, in_lines

__all__ = ["CannotInsertError", "Quoted", "insert"]

Pair: TypeAlias = tuple[yaml.Node, yaml.Node]


class CannotInsertError(Exception):
    """The text is written in a way that leaves no safe place for the key; the message says why, in a clause."""


def insert(
    text: str,
    path: Path,
    value: Any,
    order: Callable[[Path], Sequence[str]],
    above: Sequence[str] = (),
    beside: str = "",
) -> str:
    """The text with a key that it does not have yet, and with those of its parents that it does not have.

    `order` gives the order of the keys at a path; the new key goes after those that precede it. `above` are comments
    for lines of their own, `beside` one for the end of the key's line. Raises CannotInsertError.
    """
    holder, node, depth = _deepest(source.nodes(text), path)
    keys = path[depth:]
    if not isinstance(keys[0], str):
        raise CannotInsertError("an item of a list would have to be added")
    if isinstance(node, yaml.MappingNode) and node.flow_style:
        return _in_braces(text, node, keys, value, above)
    if isinstance(node, yaml.MappingNode):
        indent = node.value[0][0].start_mark.column
        offset = after_deeper_comments(text, _offset(text, node, path[:depth], keys[0], order), indent)
    elif isinstance(node, yaml.ScalarNode) and node.start_mark.index == node.end_mark.index and holder is not None:
        offset, indent = line_after(text, holder.end_mark.index), holder.start_mark.column + 2
    else:
        raise CannotInsertError("something else is there")
    return with_lines(text, offset, _lines(keys, value, above, beside, indent), apart=indent == 0)


def _deepest(node: yaml.Node, path: Path) -> tuple[yaml.Node | None, yaml.Node, int]:
    """Return the key and the value of the longest part of a path that the text has, and how long that part is."""
    holder = None
    for depth, key in enumerate(path):
        if isinstance(node, yaml.SequenceNode) and isinstance(key, int) and key < len(node.value):
            holder, node = None, node.value[key]
            continue
        pair = next((p for p in node.value if p[0].value == key), None) if isinstance(node, yaml.MappingNode) else None
        if pair is None:
            return holder, node, depth
        holder, node = pair
    raise CannotInsertError("it is there already")


def _offset(text: str, node: yaml.MappingNode, path: Path, key: str, order: Callable[[Path], Sequence[str]]) -> int:
    """The offset at which a new key of a block map goes."""
    ranks = {name: rank for rank, name in enumerate(order(path))}
    if key not in ranks:
        return line_after(text, end_of(text, node.value[-1]))
    earlier = [pair for pair in node.value if ranks.get(pair[0].value, len(ranks)) < ranks[key]]
    if earlier:
        return line_after(text, end_of(text, max(earlier, key=lambda pair: ranks[pair[0].value])))
    first = node.value[0]
    offset = line_of(text, first[0].start_mark.index)
    if text[offset : first[0].start_mark.index].strip():  # the first key is after the dash of a list item
        return line_after(text, end_of(text, first))
    above = re.search(r"(?:^[ \t]*#[^\r\n]*(?:\r\n?|\n))+\Z", text[:offset], re.MULTILINE)
    # Comments above the first key belong to it. Those at the top of the file stay there.
    return above.start() if above and above.start() > 0 else offset


def end_of(text: str, pair: Pair) -> int:
    """Return the offset at which a key's value ends. Of a block map or list the parser only knows where the next thing begins."""
    key, value = pair
    if value.start_mark.index < key.start_mark.index:  # an alias; its value is elsewhere
        return key.end_mark.index
    if isinstance(value, yaml.CollectionNode) and not value.flow_style and value.value:
        last = value.value[-1]
        return end_of(text, last if isinstance(value, yaml.MappingNode) else (value, last))
    if isinstance(value, yaml.ScalarNode) and value.style in ("|", ">"):
        return len(text[: value.end_mark.index].rstrip())
    return max(key.end_mark.index if isinstance(key, yaml.ScalarNode) else 0, value.end_mark.index)


def line_of(text: str, index: int) -> int:
    """Return the offset at which the line with a character begins."""
    return max(text.rfind("\n", 0, index), text.rfind("\r", 0, index)) + 1


def line_after(text: str, index: int) -> int:
    """Return the offset at which the next line after a character begins."""
    found = re.compile(r"\r\n?|\n").search(text, index)
    return found.end() if found else len(text)


def after_deeper_comments(text: str, offset: int, indent: int) -> int:
    """Return the offset after the comments at an offset that are indented deeper: they belong to what is before them."""
    found = re.compile(rf"(?:[ ]{{{indent + 1},}}#[^\r\n]*(?:\r\n?|\n|\Z))+").match(text, offset)
    return found.end() if found else offset


def with_lines(text: str, offset: int, lines: list[str], apart: bool) -> str:
    """Return the text with lines put in, ended as its others are; `apart` sets them off with an empty line."""
    found = re.search(r"\r\n|\n|\r", text)
    end = found.group() if found else "\n"
    before, after = text[:offset], text[offset:]
    if apart and before.strip() and not re.search(r"(?:\r\n?|\n)[ \t]*(?:\r\n?|\n)\Z", before):
        lines = ["", *lines]
    if apart and after and not re.match(r"[ \t]*(?:\r|\n)", after):
        lines = [*lines, ""]
    new = end.join(lines)
    # A last line without an end gets one, and the new last line then has none.
    return f"{before}{end}{new}{after}" if before and before[-1] not in "\r\n" else f"{before}{new}{end}{after}"


def _lines(keys: Path, value: Any, above: Sequence[str], beside: str, indent: int) -> list[str]:
    """The new lines: missing parents, comments, the key."""
    parents = [f"{' ' * (indent + 2 * depth)}{key}:" for depth, key in enumerate(keys[:-1])]
    margin = " " * (indent + 2 * (len(keys) - 1))
    comments = [line for text in above for line in _comment(text, margin)]
    first, *rest = block(str(keys[-1]), value)
    beside = f"   # {beside}" if beside else ""
    if beside and len(margin + first + beside) > WIDTH:
        text = beside.strip("# ")
        comments, beside = [*comments, *_comment(capitalized(text), margin)], ""
    return [*parents, *comments, f"{margin}{first}{beside}", *(margin + line if line else "" for line in rest)]


def _comment(text: str, margin: str) -> list[str]:
    """A comment in lines that are not too long."""
    start = f"{margin}# "
    return textwrap.wrap(
        text, WIDTH, initial_indent=start, subsequent_indent=start, break_long_words=False, break_on_hyphens=False
    )


def block(key: str, value: Any) -> list[str]:
    """Return a key with its value in lines: small maps and lists of words in braces and brackets, as people write them."""
    if isinstance(value, dict) and (len(value) > 2 or not all(isinstance(item, str) for item in value.values())):
        return [f"{key}:", *(f"  {line}" for name, item in value.items() for line in block(name, item))]
    if isinstance(value, list) and any(isinstance(item, dict) for item in value):
        items = [[line for name, found in item.items() for line in block(name, found)] for item in value]
        return [f"{key}:", *(f"  {'- ' if n == 0 else '  '}{line}" for lines in items for n, line in enumerate(lines))]
    first, *rest = in_lines(value) if isinstance(value, str) else [in_line(value)]
    return [f"{key}: {first}", *(f"  {line}" if line else "" for line in rest)]


def _in_braces(text: str, node: yaml.MappingNode, keys: Path, value: Any, above: Sequence[str]) -> str:
    """The text with a key inserted into a map in braces; comments go above the line on which the map begins."""
    for key in reversed(keys[1:]):
        value = {key: value}
    new = f"{keys[0]}: {in_line(value, in_brackets=True)}"
    if node.value:
        offset, new = end_of(text, node.value[-1]), f", {new}"
    else:
        offset = text.index("{", node.start_mark.index) + 1
    line = line_of(text, node.start_mark.index)
    margin = re.match(r"[ ]*", text[line:]).group()  # type: ignore[union-attr]
    found = re.search(r"\r\n|\n|\r", text)
    end = found.group() if found else "\n"
    comments = "".join(f"{row}{end}" for comment in above for row in _comment(comment, margin)) if line else ""
    return f"{text[:line]}{comments}{text[line:offset]}{new}{text[offset:]}"

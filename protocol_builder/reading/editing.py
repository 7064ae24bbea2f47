"""Change one thing in YAML text, whatever it is: a value, a key, an item of a list; every other character stays.

`insertion` adds a key and `replacement` changes a value; here an item is added to a list or taken out of one, a key is
taken out, and a list of words is changed word by word. What comes out is read again: if anything else changed with it,
nothing is given back.
"""

import copy
import difflib
import re
from collections.abc import Callable, Sequence
from typing import Any

import yaml

from ..diagnostic import Path
from ..paths import value_at
from . import insertion, source
from .insertion import CannotInsertError, after_deeper_comments, end_of, line_after, line_of, with_lines
from .replacement import replaced
from .scalars import in_line, in_lines

NOT_THERE = object()


def edited(text: str, path: Path, value: Any, order: Callable[[Path], Sequence[str]]) -> str:
    """Return the text with a value at a path, or without what is there if the value is None.

    The index after the last of a list adds an item; to a value that may also be a list, such as the one holder of a
    seat, the index 1 adds a second. A list or map that would be left empty goes too. `order` gives the order of the keys
    at a path. Raises CannotInsertError if there is no safe way.
    """
    found = source.read_text(text, "")
    if found.text != text:  # it cannot be read to its end
        raise CannotInsertError(found.problems[0].message)
    data = found.data
    before = value_at(data, path, NOT_THERE)
    if before == value and type(before) is type(value):
        return text
    if value is None:
        if before is NOT_THERE:
            return text
        path = _with_all_that_it_leaves_empty(data, path)
    new = _edited(text, data, path, value, before, order)
    read = source.read_text(new, "")
    if read.problems or read.data != _expected(data, path, value):
        raise CannotInsertError("the way this part of the file is written leaves no safe place for the change")
    return new


def _with_all_that_it_leaves_empty(data: Any, path: Path) -> Path:
    while len(path) > 1 and len(value_at(data, path[:-1])) == 1:
        path = path[:-1]
    return path


def _expected(data: Any, path: Path, value: Any) -> Any:
    found = copy.deepcopy(data)
    parent: Any = found
    for depth, key in enumerate(path[:-1]):
        below: Any = parent.setdefault(key, None) if isinstance(parent, dict) else parent[key]
        if below is None:
            below = [] if isinstance(path[depth + 1], int) else {}
        elif isinstance(path[depth + 1], int) and not isinstance(below, list):
            below = [below]
        parent[key] = below
        parent = below
    last: Any = path[-1]
    if value is None:
        del parent[last]
    elif isinstance(parent, list) and last == len(parent):
        parent.append(value)
    else:
        parent[last] = value
    return found


def _edited(text: str, data: Any, path: Path, value: Any, before: Any, order: Callable[[Path], Sequence[str]]) -> str:
    if value is None:
        return _without(text, path)
    if before is NOT_THERE:
        parent = value_at(data, path[:-1], NOT_THERE)
        if isinstance(path[-1], int) and parent is NOT_THERE:
            return insertion.insert(text, path[:-1], [value], order)
        if isinstance(path[-1], int):
            if not isinstance(parent, list):
                text = _as_list(text, path[:-1])
            return _with_item(text, path[:-1], path[-1], value)
        return insertion.insert(text, path, value, order)
    node = _node(text, path)
    if isinstance(value, list) and isinstance(before, list) and isinstance(node, yaml.SequenceNode):
        return _with_items(text, path, before, value)
    if isinstance(node, yaml.ScalarNode) and not isinstance(value, dict | list) and before is not None:
        return replaced(text, path, value)
    return _in_place(text, path, node, value, order)


def _node(text: str, path: Path) -> Any:
    """Return the node at a path that the text has."""
    node: Any = source.nodes(text)
    for key in path:
        if isinstance(node, yaml.MappingNode):
            node = next(value for name, value in node.value if name.value == key)
        else:
            node = node.value[key]
    return node


def _in_place(text: str, path: Path, node: Any, value: Any, order: Callable[[Path], Sequence[str]]) -> str:
    """Return the text with a value of another form than the one that is there."""
    start, end = node.start_mark.index, node.end_mark.index
    if isinstance(node, yaml.CollectionNode) and not node.flow_style:
        if isinstance(path[-1], int):
            raise CannotInsertError("an item in several lines is there")
        return insertion.insert(_without(text, path), path, value, order)
    if start == end:  # nothing is after the colon
        return f"{text[:start].rstrip(' ')} {in_line(value)}{text[end:]}"
    return text[:start] + in_line(value, in_brackets=True) + text[end:]


def _with_items(text: str, path: Path, before: list[Any], after: list[Any]) -> str:
    """Return the text with another list of words: those that both have stay as they are written."""
    steps = difflib.SequenceMatcher(None, [*map(repr, before)], [*map(repr, after)], autojunk=False).get_opcodes()
    for _, a, b, c, d in reversed([step for step in steps if step[0] != "equal"]):
        for offset in range(d - c):
            # What is new goes after what it replaces, so that the list is never empty in between.
            text = _with_item(text, path, b + offset, after[c + offset])
        for index in reversed(range(a, b)):
            text = _without(text, (*path, index))
    return text


def _with_item(text: str, path: Path, index: int, value: Any) -> str:
    node = _node(text, path)
    items = node.value
    if node.flow_style:
        new = in_line(value, in_brackets=True)
        if index:
            at = _end(text, items[index - 1])
            return f"{text[:at]}, {new}{text[at:]}"
        at = items[0].start_mark.index if items else node.start_mark.index + 1
        return f"{text[:at]}{new}{', ' if items else ''}{text[at:]}"
    column = node.start_mark.column
    if isinstance(value, dict):
        lines = [line for key, found in value.items() for line in insertion.block(str(key), found)]
    elif isinstance(value, str):
        lines = in_lines(value)
    else:
        lines = [in_line(value)]
    written = [f"{' ' * column}{'- ' if n == 0 else '  '}{line}" if line else "" for n, line in enumerate(lines)]
    if index == 0:
        return with_lines(text, line_of(text, items[0].start_mark.index), written, apart=False)
    after = after_deeper_comments(text, line_after(text, _end(text, items[index - 1])), column)
    return with_lines(text, after, written, apart=False)


def _without(text: str, path: Path) -> str:
    parent = _node(text, path[:-1])
    if isinstance(parent, yaml.MappingNode):
        index = next(n for n, (name, _) in enumerate(parent.value) if name.value == path[-1])
        starts = [name.start_mark.index for name, _ in parent.value]
        ends = [end_of(text, pair) for pair in parent.value]
    else:
        index = int(path[-1])
        starts = [_dash(text, item) if not parent.flow_style else item.start_mark.index for item in parent.value]
        ends = [_end(text, item) for item in parent.value]
    if parent.flow_style:
        if index:
            return text[: ends[index - 1]] + text[ends[index] :]
        return text[: starts[0]] + text[starts[1] if len(starts) > 1 else ends[0] :]
    begin = line_of(text, starts[index])
    if text[begin : starts[index]].strip():  # the first key of an item, after its dash
        between = text[ends[index] : starts[index + 1]].partition("\n")[2]
        if "#" in between:
            raise CannotInsertError("a comment is between this and what follows it")
        return text[: starts[index]] + text[starts[index + 1] :]
    return text[:begin] + text[line_after(text, ends[index]) :]


def _end(text: str, node: Any) -> int:
    """Return the offset at which an item of a list ends."""
    return end_of(text, (node, node))


def _dash(text: str, node: Any) -> int:
    """Return the offset of the dash before an item of a list."""
    return text.rindex("-", 0, node.start_mark.index)


def _as_list(text: str, path: Path) -> str:
    """Return the text with the one value at a path as a list of one."""
    node = _node(text, path)
    start, end = node.start_mark.index, node.end_mark.index
    if not isinstance(node, yaml.CollectionNode) or node.flow_style:
        return f"{text[:start]}[{text[start:end]}]{text[end:]}"
    begin, last = line_of(text, start), line_after(text, _end(text, node))
    column = node.start_mark.column
    lines = re.split(r"(?<=\n)", text[begin:last])
    return (
        text[:begin]
        + "".join(
            f"{' ' * column}- {line[column:]}" if n == 0 else f"  {line}" if line.strip() else line
            for n, line in enumerate(lines)
        )
        + text[last:]
    )

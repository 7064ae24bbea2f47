"""A map in braces, or a list in brackets, with more of its entries in the lines below, where it has ended."""

import re
from collections.abc import Iterator

import yaml

from . import columns
from .loader import Loader
from .quotes import split_comment
from .repair import Repair

_MAX_LINES = 40
"""Lines of a map in braces that are looked at."""
_ENTRY_OF_LIST = re.compile(r"(?P<before>\s*- )(?P<value>\{.*\})$")


def entries_below(lines: list[str], at: int) -> Iterator[Repair]:
    """Yield the repair of a map or a list above a line that goes on with it: each of its entries on a line of its own.

    A line that has a map in braces too is rather one of those next to it, and only in a wrong column.
    """
    if (line := columns.KEY.match(lines[at])) and line["value"].startswith("{"):
        return
    own, is_item = columns.indent(lines[at]), lines[at].lstrip().startswith("- ")
    above = next((n for n in range(at - 1, -1, -1) if _may_hold(lines[n], own + is_item)), -1)
    if above < 0:
        return
    above, ends = _lines_of_braces(lines, above, at)
    bare, comment = split_comment(lines[above])
    if ends > above:
        bare, comment = " ".join([lines[above].rstrip(), *(line.strip() for line in lines[above + 1 : ends + 1])]), ""
    begun = columns.KEY.match(bare) or _ENTRY_OF_LIST.match(bare)
    if not begun or not (entries := _entries(begun["value"].rstrip(), "[" if is_item else "{")):
        return
    below = [f"{' ' * own}{'- ' if is_item else ''}{entry}" for entry in entries]
    if key := begun.groupdict().get("key"):
        signs = ("items", "brackets") if is_item else ("entries", "braces")
        message = f"{key} has {signs[0]} in {signs[1]} and more {signs[0]} below them"
        replacement = (f"{begun['before'].rstrip()}{comment}", *below)
    else:
        message = "this entry is in braces, and more of it is below them"
        replacement = (f"{begun['before']}{entries[0]}{comment}", *below[1:])
    column = columns.indent(lines[above])
    shown = "\n".join(line[column:] for line in replacement)
    instead = f", instead of lines {above + 1} to {ends + 1}" if ends > above else ""
    remedy = f"write each on a line of its own{instead}\n{shown}"
    yield Repair(above + 1, column + 1, message, remedy, replacement, until=ends + 1, certain=True)


def _lines_of_braces(lines: list[str], above: int, at: int) -> tuple[int, int]:
    """Return the first and the last line of a map in braces that ends right above a line; the given line alone if none does.

    One on several lines with a comment among them is left as it is, since the comment has no place of its own.
    """
    last = columns.line_before(lines, at)
    if not lines[last].rstrip().endswith("}"):
        return above, above
    for first in range(last - 1, max(last - _MAX_LINES, -1), -1):
        if (begun := columns.KEY.match(lines[first])) and begun["value"].startswith("{"):
            typed = [begun["value"], *lines[first + 1 : last + 1]]
            is_whole = not any(split_comment(line)[1] for line in typed) and _entries(
                " ".join(map(str.strip, typed)), "{"
            )
            # A line further in than the entries is rather one of those next to the map, in a wrong column.
            below = columns.indent(lines[at]) == columns.indent(lines[first]) + columns.STEP
            return (first, last) if is_whole and below else (above, above)
    return above, above


def _may_hold(line: str, column: int) -> bool:
    return columns.has_content(line) and columns.indent(line) < column


def _entries(value: str, opening: str) -> tuple[str, ...]:
    """Return the entries of a map or a list on one line as they were typed; empty if it is none, or one has no value."""
    try:
        node = yaml.compose(value, Loader=Loader) if value.startswith(opening) else None
    except yaml.YAMLError:
        return ()
    # With more after it, such as a key, it is not what the braces hold.
    if not isinstance(node, yaml.CollectionNode) or not node.flow_style or node.end_mark.column != len(value):
        return ()
    if isinstance(node, yaml.MappingNode):
        ends = [(key.start_mark.column, found.start_mark.column, found.end_mark.column) for key, found in node.value]
    elif isinstance(node, yaml.SequenceNode):
        ends = [(found.start_mark.column, found.start_mark.column, found.end_mark.column) for found in node.value]
    else:
        return ()
    return tuple(value[begin:end] for begin, _, end in ends) if all(start < end for _, start, end in ends) else ()

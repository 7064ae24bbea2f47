"""Load YAML with libyaml and YAML 1.2's core scalars: events, nodes, plain data.

Scalars are stricter where an author's digits would be lost: a ZIP code with a leading zero, a date, a `no` stay the text
that was typed.
"""

import itertools
import math
import operator
import re
from collections.abc import Callable, Iterator
from typing import Any, ClassVar

import yaml

MAX_DEPTH = 40
MAX_ALIASES = 1_000
MAX_VALUES = 50_000
MAX_ENTRIES = 1_000
"""Entries of one map or list."""

_SAFE_TO_COMPOSE = 8_000
"""Levels that libyaml's composer, which calls itself for each, has room for; from some ten thousand on it crashes."""

_CORE = "tag:yaml.org,2002:"
_STR, _MAP, _SEQ = f"{_CORE}str", f"{_CORE}map", f"{_CORE}seq"

_WORDS = dict.fromkeys(("~", "null", "Null", "NULL", ""), f"{_CORE}null") | dict.fromkeys(
    ("true", "True", "TRUE", "false", "False", "FALSE"), f"{_CORE}bool"
)
_NUMBERS = (
    (f"{_CORE}int", re.compile(r"[-+]?(0|[1-9][0-9]{0,17})")),
    (f"{_CORE}float", re.compile(r"[-+]?(0|[1-9][0-9]*)(\.[0-9]+([eE][-+]?[0-9]+)?|[eE][-+]?[0-9]+)")),
)
"""What a scalar without quotes can be other than text."""


def _base() -> Any:
    """libyaml's loader; PyYAML's own where there is no libyaml."""
    if hasattr(yaml, "CSafeLoader"):
        return yaml.CSafeLoader
    from .pure_loader import PureLoader

    return PureLoader


class Loader(_base()):  # type: ignore[misc]
    """libyaml's loader with YAML 1.2's core scalars and none of YAML 1.1's (yes/no, octal, sexagesimal, dates)."""

    yaml_implicit_resolvers: ClassVar[dict[str, list[tuple[str, re.Pattern[str]]]]] = {}

    # What PyYAML does here serves resolvers by path, of which there are none; it is half of the time of a reading.
    def resolve(self, kind: type[yaml.Node], value: Any, implicit: Any) -> str:
        if kind is yaml.ScalarNode:
            if implicit[0]:
                if value in _WORDS:
                    return _WORDS[value]
                if value[0] in "-+0123456789":
                    return next((tag for tag, pattern in _NUMBERS if pattern.fullmatch(value)), _STR)
            return _STR
        return _SEQ if kind is yaml.SequenceNode else _MAP

    descend_resolver = operator.is_  # called twice for each node: nothing that is quicker does nothing
    ascend_resolver = bool


_EXACT = 10**15
"""Below it, each whole number has a float of its own."""


def _decimal(text: str) -> float | str:
    """A number with a point or an exponent: a whole one as the shape counts it, so that `20.0` is printed as 20."""
    number = float(text)
    if not math.isfinite(number):
        return text
    return int(number) if number.is_integer() and abs(number) < _EXACT else number


SCALARS: dict[str, Callable[[str], Any]] = {
    f"{_CORE}str": str,
    f"{_CORE}null": lambda text: None,
    f"{_CORE}bool": lambda text: {"true": True, "false": False}[text.lower()],
    f"{_CORE}int": int,
    f"{_CORE}float": _decimal,
}
"""What the text of a scalar means by its tag; KeyError or ValueError if an explicit tag does not fit the text."""


_TOO_DEEP = "exceeded maximum nesting depth"
_WITHOUT_BRACKETS = str.maketrans("[{", ",,")


def events(text: str) -> Iterator[yaml.Event]:
    """The parser's events, the same with every version of libyaml. Raises YAMLError if it cannot go on.

    Before the parser gives out the first of many brackets, the scanner reads up to 1,024 characters further, as far as
    one that could still be a key may go. From PyYAML 6.0.4 on it stops there at the thousandth bracket. Then the brackets
    from there on are read as commas, which no scanner refuses, and whoever bounds the levels hears of all before them.
    """
    given = 0
    try:
        for event in yaml.parse(text, Loader=Loader):
            given += 1
            yield event
    except yaml.MarkedYAMLError as error:
        if error.problem != _TOO_DEEP or error.problem_mark is None:
            raise
        stopped = error.problem_mark.index
    else:
        return
    flat = text[:stopped] + text[stopped:].translate(_WITHOUT_BRACKETS)
    yield from itertools.islice(yaml.parse(flat, Loader=Loader), given, None)


def nodes(text: str) -> yaml.Node:
    """The YAML nodes of a text that can be read, with their beginnings and ends, to insert something into the text."""
    node: Any = yaml.compose(text, Loader=Loader)
    found: yaml.Node = node
    return found


def load_if_clean(text: str) -> tuple[Any, yaml.Node] | None:
    """The data and the nodes of a text in which nothing at all is wrong.

    None for any other, which is to be read again and explained.

    A text that might be too deep for the composer is not tried.
    """
    # Each level of a block has a column of its own, but for a list in the column of its key; a flow has a bracket.
    deepest = 2 * max(map(len, text.split("\n"))) + text.count("[") + text.count("{")
    if deepest > _SAFE_TO_COMPOSE or text.count("*") > MAX_ALIASES:
        return None
    try:
        node = yaml.compose(text, Loader=Loader)
        return None if node is None else (_Clean().value(node, 1), node)
    except (yaml.YAMLError, _DoubtError, KeyError, ValueError):
        return None


class _DoubtError(Exception):
    """Something may be wrong with the text."""


class _Clean:
    """One walk over composed nodes that raises _DoubtError at the least irregularity."""

    def __init__(self) -> None:
        self.left = MAX_VALUES - 1

    def value(self, node: yaml.Node, depth: int) -> Any:
        if node.__class__ is yaml.ScalarNode:
            return SCALARS[node.tag](node.value)
        self.left -= len(node.value)
        if depth > MAX_DEPTH or self.left < 0 or len(node.value) > MAX_ENTRIES or node.tag not in (_MAP, _SEQ):
            raise _DoubtError
        # `is`: this very object is the tag of a scalar that has none, which most values are
        if node.__class__ is yaml.SequenceNode:
            return [item.value if item.tag is _STR else self.value(item, depth + 1) for item in node.value]
        data: dict[str, Any] = {}
        for key, value in node.value:
            if key.__class__ is not yaml.ScalarNode or key.value in data:
                raise _DoubtError
            data[key.value] = value.value if value.tag is _STR else self.value(value, depth + 1)
        return data


def load_yaml(text: str) -> Any:
    """The data of a YAML text of the project's own (requirements, settings), with a county file's scalars."""
    node = yaml.compose(text, Loader=Loader)
    return None if node is None else _data_of(node)


def _data_of(node: yaml.Node) -> Any:
    # `is`: this very object is the tag of a scalar that has none, which most values are
    if node.tag is _STR:
        return node.value
    if node.__class__ is yaml.MappingNode:
        return {key.value: value.value if value.tag is _STR else _data_of(value) for key, value in node.value}
    if node.__class__ is yaml.SequenceNode:
        return [item.value if item.tag is _STR else _data_of(item) for item in node.value]
    return SCALARS.get(node.tag, str)(node.value)

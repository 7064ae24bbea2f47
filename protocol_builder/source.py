"""Knows YAML: turns a county file into plain data and the place of every path. Knows nothing of the law.

Scalars follow YAML 1.2's core schema, and stricter where an author's digits would be lost: a ZIP code with a leading
zero, a date, a `no` stay the text that was typed. Limits keep a hostile file from exhausting the machine: libyaml
crashes the interpreter when it composes a file nested some ten thousand levels deep.
"""

import math
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path as FilePath
from typing import Any, ClassVar

import yaml

from .diagnostic import Diagnostic, Path, Span

MAX_BYTES = 4_000_000
MAX_DEPTH = 40
MAX_ALIASES = 1_000
MAX_VALUES = 400_000

_START = Span(1, 1, 1)


@dataclass(frozen=True, slots=True)
class Source:
    """A county file as read: its text, its data (None where it cannot be read), and where everything stands."""

    path: str
    text: str
    data: Any
    keys: dict[Path, Span] = field(default_factory=dict)
    """Where each key or list item begins."""
    values: dict[Path, Span] = field(default_factory=dict)
    """Where each value begins."""
    problems: tuple[Diagnostic, ...] = ()

    def place(self, diagnostic: Diagnostic) -> Diagnostic:
        """The diagnostic at its path's place, or at that of the nearest parent that the file has."""
        path = diagnostic.path
        places = self.values if diagnostic.at_value and path in self.values else self.keys
        while path and path not in places:
            path, places = path[:-1], self.keys
        span = places[path] if path else self.values.get((), _START)
        return diagnostic.at(self._words_after(span, diagnostic.words) if diagnostic.words else span)

    def _words_after(self, start: Span, words: str) -> Span:
        """Where some words of a value stand, however its lines are wrapped; the value's place where they are escaped."""
        lines = self.text.splitlines(keepends=True)
        offset = sum(map(len, lines[: start.line - 1])) + start.column - 1
        found = re.compile(r"\s+".join(map(re.escape, words.split()))).search(self.text, offset)
        if not found:
            return start
        before = self.text[: found.start()]
        line, column = before.count("\n") + 1, found.start() - (before.rfind("\n") + 1) + 1
        return Span(line, column, column + len(found.group().split("\n")[0]))

    def line(self, number: int) -> str:
        """The text of a line, counted from 1, without its end."""
        lines = self.text.splitlines()
        return lines[number - 1] if 0 < number <= len(lines) else ""


class _RefusalError(Exception):
    """Reading cannot go on; carries the diagnostic that says why."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        self.diagnostic = diagnostic


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """libyaml's loader with YAML 1.2's core scalars and none of YAML 1.1's (yes/no, octal, sexagesimal, dates)."""

    yaml_implicit_resolvers: ClassVar[dict[str, list[tuple[str, re.Pattern[str]]]]] = {}


for _tag, _pattern, _first in (
    ("null", r"~|null|Null|NULL|", "~nN\0"),
    ("bool", r"true|True|TRUE|false|False|FALSE", "tTfF"),
    ("int", r"[-+]?(0|[1-9][0-9]{0,17})", "-+0123456789"),
    ("float", r"[-+]?(0|[1-9][0-9]*)(\.[0-9]+([eE][-+]?[0-9]+)?|[eE][-+]?[0-9]+)", "-+0123456789"),
):
    _firsts = [c if c != "\0" else "" for c in _first]
    _Loader.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(f"^(?:{_pattern})$"), _firsts)

_SCALARS = {f"tag:yaml.org,2002:{name}" for name in ("null", "bool", "int", "float", "str")}

# What libyaml says, and what it means to someone who is not a programmer.
_PLAIN_WORDS = (
    ("cannot start any token", "this character cannot stand here; put the text in quotes"),
    (
        "mapping values are not allowed",
        "a colon stands where none is expected; put text that contains a colon in quotes",
    ),
    ("could not find expected ':'", "a key without its colon: write key: value"),
    ("did not find expected key", "the indentation does not fit the lines above, or a key is missing its colon"),
    ("did not find expected '-' indicator", "the indentation does not fit the list above"),
    ("found unexpected end of stream", "a quote or bracket is opened and never closed"),
    ("did not find expected node content", "a value is missing here, or a bracket is opened and never closed"),
    ("did not find expected ',' or ']'", "a list in brackets is not closed, or a comma is missing"),
    ("did not find expected ',' or '}'", "a map in braces is not closed, or a comma is missing"),
    ("found undefined alias", "this alias (*) names an anchor (&) that the file does not have"),
    ("did not find expected <document start>", "there is text after the end of the document"),
    ("control characters are not allowed", "a control character stands here; delete it"),
    ("special characters are not allowed", "a control character stands here; delete it"),
)


def read(path: str | FilePath) -> Source:
    """Read a county file. What is wrong with it is in `problems`; only a file that cannot be opened raises OSError."""
    with FilePath(path).open("rb") as file:
        return read_bytes(file.read(MAX_BYTES + 1), str(path))


def read_bytes(content: bytes, path: str) -> Source:
    """Read a county file from its bytes: UTF-8 with or without a byte order mark, any line ends."""
    if len(content) > MAX_BYTES:
        return _unreadable(path, "", "file-too-large", f"the file is larger than {MAX_BYTES // 1_000_000} MB")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = content[: error.start].decode("utf-8", "replace")
        remedy = "save the file as UTF-8 (in Notepad: Save as, Encoding: UTF-8)"
        return _unreadable(
            path, before, "file-not-utf-8", "the file is not UTF-8 text from here on", remedy, len(before)
        )
    return read_text(text, path)


def read_text(text: str, path: str) -> Source:
    """Read a county file from its text."""
    problems: list[Diagnostic] = []
    keys: dict[Path, Span] = {}
    values: dict[Path, Span] = {}
    try:
        _within_limits(text)
        node = yaml.compose(text, Loader=_Loader)
        if node is None:
            raise _RefusalError(
                _problem("file-empty", "the file is empty", "start one with: protocol-builder init COUNTY")
            )
        data = _Reading(keys, values, problems).value(node, ())
        if not isinstance(data, dict):
            raise _RefusalError(
                _problem(
                    "file-not-a-map", "the file does not begin with a key such as county: El Dorado", span=_span(node)
                )
            )
    except _RefusalError as refusal:
        return Source(path, text, None, keys, values, (*problems, refusal.diagnostic))
    except yaml.reader.ReaderError as error:
        offset = error.position if isinstance(error.position, int) else 0
        return _unreadable(path, text, "yaml-syntax", "a control character stands here; delete it", "", offset)
    except yaml.MarkedYAMLError as error:
        return Source(path, text, None, problems=(_syntax_problem(error, text),))
    return Source(path, text, data, keys, values, tuple(problems))


def _within_limits(text: str) -> None:
    """Walk the parser's events, which needs no recursion, before anything recursive sees the file."""
    depth = aliases = documents = 0
    for event in yaml.parse(text, Loader=_Loader):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > MAX_DEPTH:
                raise _RefusalError(
                    _problem("file-too-deep", f"more than {MAX_DEPTH} levels are nested here", span=_span(event))
                )
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        elif isinstance(event, yaml.AliasEvent):
            aliases += 1
            if aliases > MAX_ALIASES:
                raise _RefusalError(
                    _problem("file-too-many-aliases", f"more than {MAX_ALIASES} aliases (*)", span=_span(event))
                )
        elif isinstance(event, yaml.DocumentStartEvent):
            documents += 1
            if documents > 1:
                remedy = "keep one instrument in a file; move what follows into a file of its own"
                raise _RefusalError(
                    _problem("file-second-document", "a second document begins here (---)", remedy, _span(event))
                )


@dataclass(slots=True)
class _Reading:
    """One walk over the composed nodes that builds the data and notes where everything stands."""

    keys: dict[Path, Span]
    values: dict[Path, Span]
    problems: list[Diagnostic]
    count: int = 0
    open: set[int] = field(default_factory=set)

    def value(self, node: yaml.Node, path: Path) -> Any:
        self.count += 1
        if self.count > MAX_VALUES:
            raise _RefusalError(
                _problem("file-too-many-values", "the file has, or its aliases make, too many values", span=_span(node))
            )
        if id(node) in self.open:
            raise _RefusalError(_problem("file-endless-alias", "this anchor (&) contains itself", span=_span(node)))
        self.values[path] = _span(node)
        if isinstance(node, yaml.ScalarNode):
            return self._scalar(node, path)
        if node.tag not in ("tag:yaml.org,2002:map", "tag:yaml.org,2002:seq"):
            self.problems.append(_tag_problem(node, path))
        self.open.add(id(node))
        try:
            if isinstance(node, yaml.MappingNode):
                return self._map(node, path)
            return [self._item(child, (*path, index)) for index, child in enumerate(node.value)]
        finally:
            self.open.discard(id(node))

    def _item(self, node: yaml.Node, path: Path) -> Any:
        self.keys[path] = _span(node)
        return self.value(node, path)

    def _map(self, node: yaml.MappingNode, path: Path) -> dict[str, Any]:
        data: dict[str, Any] = {}
        for key_node, value_node in node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                raise _RefusalError(
                    _problem("yaml-key", "a key must be a word, not a list or a map", span=_span(key_node))
                )
            key = key_node.value
            if key in data:
                first = self.keys[(*path, key)].line
                remedy = f"keep one of the two; the first is on line {first}"
                self.problems.append(
                    Diagnostic(
                        "yaml-duplicate-key",
                        "error",
                        f"the key {key} is written twice",
                        (*path, key),
                        remedy=remedy,
                        span=_span(key_node),
                    )
                )
                continue
            self.keys[(*path, key)] = _span(key_node)
            data[key] = self.value(value_node, (*path, key))
        return data

    def _scalar(self, node: yaml.ScalarNode, path: Path) -> Any:
        text, kind = node.value, node.tag.rpartition(":")[2]
        if node.tag not in _SCALARS:
            self.problems.append(_tag_problem(node, path))
            return text
        try:
            if kind == "null":
                return None
            if kind == "bool":
                return {"true": True, "false": False}[text.lower()]
            if kind == "int":
                return int(text)
            if kind == "float":
                return number if math.isfinite(number := float(text)) else text
        except (KeyError, ValueError):  # an explicit tag on text that does not fit it, such as !!int x
            self.problems.append(_tag_problem(node, path))
        return text


def _span(node: Any) -> Span:
    start, end = node.start_mark, node.end_mark
    end_column = end.column + 1 if end.line == start.line and end.column > start.column else start.column + 2
    return Span(start.line + 1, start.column + 1, end_column)


def _problem(id: str, message: str, remedy: str = "", span: Span = _START) -> Diagnostic:
    return Diagnostic(id, "error", message, remedy=remedy, span=span)


def _tag_problem(node: yaml.Node, path: Path) -> Diagnostic:
    return Diagnostic(
        "yaml-tag",
        "error",
        "a tag (!) has no meaning in a county file",
        path,
        remedy="delete the word that begins with !",
        span=_span(node),
    )


def _syntax_problem(error: yaml.MarkedYAMLError, text: str) -> Diagnostic:
    said = f"{error.context or ''} {error.problem or ''}".strip()
    plain = next((words for sign, words in _PLAIN_WORDS if sign in said), f"this is not valid YAML: {said}")
    last = max(len(text.splitlines()), 1)
    mark, begun = error.problem_mark, error.context_mark
    if mark and text[mark.index : mark.index + 1] == "\t":
        plain = "a tab stands where spaces are needed; indent with spaces"
    if begun and (mark is None or mark.line >= last):  # noticed only at the end of the file: show where it began
        mark = begun
    if mark is None:
        return _problem("yaml-syntax", plain)
    line, column = min(mark.line + 1, last), mark.column + 1
    remedy = f"look at what begins on line {begun.line + 1}" if begun and begun.line != mark.line else ""
    return _problem("yaml-syntax", plain, remedy, Span(line, column, column + 1))


def _unreadable(path: str, text: str, id: str, message: str, remedy: str = "", offset: int = 0) -> Source:
    before = text[:offset]
    line, column = before.count("\n") + 1, offset - (before.rfind("\n") + 1) + 1
    return Source(path, text, None, problems=(_problem(id, message, remedy, Span(line, column, column + 1)),))


def nodes(text: str) -> yaml.Node:
    """The YAML nodes of a text that could be read, with their beginnings and ends, for whoever writes into the text."""
    return yaml.compose(text, Loader=_Loader)


def plain(text: str) -> Any:
    """The data of a YAML text of the project's own (requirements, vocabulary), with a county file's scalars.

    Such files are read at every start, so nothing is noted of where things stand.
    """
    node = yaml.compose(text, Loader=_Loader)
    return None if node is None else _plain(node)


_PLAIN: dict[str, Callable[[str], Any]] = {
    "null": lambda text: None,
    "bool": lambda text: text.lower() == "true",
    "int": int,
    "float": float,
}


def _plain(node: yaml.Node) -> Any:
    if isinstance(node, yaml.MappingNode):
        return {key.value: _plain(value) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [_plain(item) for item in node.value]
    return _PLAIN.get(node.tag.rpartition(":")[2], str)(node.value)


def below(data: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Every value in the data with its path, parents first."""
    yield path, data
    if isinstance(data, dict):
        for key, value in data.items():
            yield from below(value, (*path, key))
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield from below(value, (*path, index))

"""Read a county file: YAML text to plain data, the position of every path, and what cannot be read.

A file in which nothing is wrong is read fast, and a position is found only when somebody asks for it. Any other file is
read again, slowly, to say what is wrong and where. Limits keep a hostile file from exhausting the machine:
libyaml crashes the interpreter when it composes a file nested some ten thousand levels deep.
"""

import os
import re
from bisect import bisect
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import accumulate
from pathlib import Path as FilePath
from typing import Any, TypeAlias

import yaml

from ..characters import YAML_LINE_ENDS
from ..diagnostic import Diagnostic, Path, Span
from .loader import MAX_ALIASES, MAX_ENTRIES, MAX_VALUES, SCALARS, Loader, events, load_if_clean
from .loader import MAX_DEPTH as MAX_DEPTH
from .loader import load_yaml as load_yaml
from .loader import nodes as nodes
from .other_formats import find_other_format

MAX_BYTES = 4_000_000
_FIRST_BYTES = 100_000
"""Read first, since nearly every county file is smaller."""

_START = Span(1, 1, 1)


@dataclass(frozen=True)  # without slots: positions are kept once they have been asked for
class Source:
    """A county file as read: its text, its data (None if it cannot be read), and the position of everything in it."""

    path: str
    text: str
    data: Any
    problems: tuple[Diagnostic, ...] = ()
    node: yaml.Node | None = field(default=None, repr=False, compare=False)
    """What the data was made of, if nothing is wrong with the text; to find places without reading it again."""

    def without_node(self) -> "Source":
        """The same source for whoever keeps it: the nodes take ten times the room of the text, and can be read again."""
        return replace(self, node=None) if self.node else self

    @property
    def keys(self) -> dict[Path, Span]:
        """Where each key or list item begins."""
        return self._positions.keys

    @property
    def values(self) -> dict[Path, Span]:
        """Where each value begins."""
        return self._positions.values

    @cached_property
    def _clean_node(self) -> yaml.Node | None:
        clean = load_if_clean(self.text) if self.node is None else None
        return clean[1] if clean else self.node

    @cached_property
    def _positions(self) -> "_Walk":
        if self._clean_node is None:
            return _read_slowly(self.text)[1]
        walk = _Walk()
        walk.value(self._clean_node, ())
        return walk

    def place(self, diagnostic: Diagnostic) -> Diagnostic:
        """The diagnostic with the span of its path, or of the nearest parent that the file has."""
        path = diagnostic.path
        key, value = self._spans(path)
        span = value if diagnostic.at_value and value else key
        while path and not span:
            path = path[:-1]
            span, value = self._spans(path)
        span = span or value or _START
        return diagnostic.at(self._words_after(span, diagnostic.words) if diagnostic.words else span)

    def _spans(self, path: Path) -> tuple[Span | None, Span | None]:
        """The spans of a path's key, or list item, and of its value; the whole file has no key.

        In a file in which nothing is wrong they are found without those of everything else, which takes several times as
        long as reading it.
        """
        if self._clean_node is None:
            return self.keys.get(path), self.values.get(path)
        key: yaml.Node | None = None
        value: yaml.Node | None = self._clean_node
        for part in path:
            if isinstance(value, yaml.MappingNode):
                key, value = next(((key, value) for key, value in value.value if key.value == part), (None, None))
            elif isinstance(value, yaml.SequenceNode) and isinstance(part, int) and 0 <= part < len(value.value):
                key = value = value.value[part]
            else:
                return None, None
        return _span(key) if key else None, _span(value) if value else None

    def _words_after(self, start: Span, words: str) -> Span:
        """The span of some words of a value, however its lines are wrapped; the value's span if they are escaped."""
        later = [span for span in self.keys.values() if (span.line, span.column) > (start.line, start.column)]
        after = min(later, key=lambda span: (span.line, span.column), default=None)
        offset = self._lines.offset(start.line, start.column)
        end = self._lines.offset(after.line, after.column) if after else len(self.text)
        found = re.compile(r"\s+".join(map(re.escape, words.split()))).search(self.text, offset, end)
        if not found:
            return start
        line, column = self._lines.place(found.start())
        return Span(line, column, column + len(found.group().splitlines()[0]))

    def line(self, number: int) -> str:
        """The text of a line, counted from 1, without its end."""
        return self._lines.line(number)

    @cached_property
    def _lines(self) -> "_Lines":
        return _Lines(self.text)


class _Lines:
    """Where the lines of a text begin; lines and columns count from 1, offsets from 0."""

    def __init__(self, text: str) -> None:
        self._lines = text.splitlines()
        self._begun = [0, *accumulate(map(len, text.splitlines(keepends=True)))]

    def line(self, number: int) -> str:
        """A line without its end; empty if there is none."""
        return self._lines[number - 1] if 0 < number <= len(self._lines) else ""

    def offset(self, line: int, column: int) -> int:
        """The offset of a line and column."""
        return self._begun[min(line, len(self._begun)) - 1] + column - 1

    def place(self, offset: int) -> tuple[int, int]:
        """The line and column of an offset."""
        line = bisect(self._begun, offset)
        return line, offset - self._begun[line - 1] + 1


class _RefusalError(Exception):
    """The file is not read any further; carries the diagnostic that says why."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        self.diagnostic = diagnostic


def read(path: str | FilePath) -> Source:
    """Read a county file. What is wrong with it is in `problems`; only a file that cannot be opened raises OSError.

    A link that leads out of its folder and of the working folder is not followed: with one, a change that somebody
    proposes to a repository could have any file of the machine printed.
    """
    if _leads_out(FilePath(path)):
        remedy = "replace the link with the file itself"
        return _unreadable(str(path), "", "file-leads-out", "the file is a link that leads out of its folder", remedy)
    with FilePath(path).open("rb") as file:
        content = file.read(_FIRST_BYTES)  # to make room for more takes longer than to read one
        if len(content) == _FIRST_BYTES:
            content += file.read(MAX_BYTES + 1 - _FIRST_BYTES)
    return read_bytes(content, str(path))


def unopened(path: str | FilePath, error: OSError) -> Source:
    """Return what is known of a file that cannot be opened: nothing but the reason, as a problem."""
    if FilePath(path).is_symlink() and not FilePath(path).exists():
        message, remedy = "the file is a link to a file that is not there", "replace it with the file, or remove it"
    else:
        message, remedy = f"the file cannot be opened: {error.strerror}", "check who may read it, or put it back"
    return _unreadable(str(path), "", "file-not-opened", message, remedy)


def _leads_out(path: FilePath) -> bool:
    if not path.is_symlink():
        return False
    target = FilePath(os.path.realpath(path))  # which, unlike resolve(), takes a link to itself
    return not any(target.is_relative_to(folder.resolve()) for folder in (path.parent, FilePath.cwd()))


def read_bytes(content: bytes, path: str) -> Source:
    """Read a county file from its bytes: UTF-8 with or without a byte order mark, any line ends."""
    if len(content) > MAX_BYTES:
        message = f"the file is larger than {MAX_BYTES // 1_000_000} MB"
        return _unreadable(path, "", "file-too-large", message, "keep one instrument per file, and no pictures")
    if other := find_other_format(content):
        message = f"this is {other.name}, not text; a county file is plain text, whatever its name"
        return _unreadable(path, "", "file-of-another-kind", message, other.remedy)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = content[: error.start].decode("utf-8", "replace")
        remedy = "save the file as UTF-8 (in Notepad: Save as, Encoding: UTF-8)"
        return _unreadable(path, before, "file-not-utf-8", "the file is not UTF-8 text from here on", remedy)
    return read_text(text, path)


def read_text(text: str, path: str) -> Source:
    """Read a county file from its text. Half of a pair of UTF-16, which no file can have, is read as from such a file."""
    if any(character in text for character in YAML_LINE_ENDS):
        message = "invisible character here (a line separator pasted from Word or a web page)"
        remedy = "delete this character, and start a new line with Enter"
        return _unreadable(
            path, re.split(f"[{YAML_LINE_ENDS}]", text, maxsplit=1)[0], "invisible-line-end", message, remedy
        )
    usual = _LONE_RETURN.sub("\n", text)
    if _CONFLICT in usual and (unmerged := _unmerged(usual)):
        return Source(path, text, None, (unmerged,))
    clean = load_if_clean(usual)
    if clean and isinstance(clean[0], dict):
        data, node = clean
        return Source(path, text, data, node=node)
    try:
        data, walk = _read_slowly(usual)
    except UnicodeEncodeError:
        return read_bytes(text.encode("utf-8", "surrogatepass"), path)
    return Source(path, text, data, tuple(walk.problems))


_LONE_RETURN = re.compile(r"\r(?!\n)")
"""A carriage return alone ends a line, as it does for YAML; read as the usual end, which is as long, it moves no position."""


_CONFLICT = "<<<<<<<"
_VERSIONS = re.compile(r"^<{7}( .*)?\r?\n(?s:.*?)^={7}\r?\n(?s:.*?)^>{7}( .*)?$", re.MULTILINE)
"""Two versions of the same lines, as git leaves them; its marks are never indented, so no text of a key has them."""


def _unmerged(text: str) -> Diagnostic | None:
    """The finding that two versions of some lines are in a text; None if there are no such lines."""
    if not (found := _VERSIONS.search(text)):
        return None
    first = text.count("\n", 0, found.start()) + 1
    last = first + found.group().count("\n")
    message = f"two versions are here, from line {first} to line {last}, that git could not merge"
    remedy = "keep the lines that are correct, and delete the lines that begin with <<<<<<<, =======, and >>>>>>>"
    return _problem("file-not-merged", message, remedy, Span(first, 1, len(_CONFLICT) + 1))


def _read_slowly(text: str) -> tuple[Any, "_Walk"]:
    """The data of a text (None if it cannot be read), and the walk with what is wrong in it and every position."""
    walk = _Walk()
    try:
        _within_limits(text)
        node = yaml.compose(text, Loader=Loader)
        if node is None:
            raise _RefusalError(
                _problem("file-empty", "the file is empty", "start one with: protocol-builder init COUNTY")
            )
        data = walk.value(node, ())
        if not isinstance(data, dict):
            raise _RefusalError(
                _problem(
                    "file-not-a-map",
                    "the file does not begin with a key such as county: El Dorado",
                    "start the file with, for example\ncounty: El Dorado\ninstrument:\n  kind: interagency_protocol",
                    _span(node),
                )
            )
    except _RefusalError as refusal:
        walk.problems.append(refusal.diagnostic)
        return None, walk
    except yaml.YAMLError as error:
        return None, _Walk(problems=[_why_not_read(error, text)])
    return data, walk


def _why_not_read(error: yaml.YAMLError, text: str) -> Diagnostic:
    """Return the finding that a text cannot be read as YAML."""
    from . import syntax  # of which a sound file needs nothing

    if isinstance(error, yaml.reader.ReaderError):
        offset = error.position if isinstance(error.position, int) else 0
        return syntax.control_character(_at(text[:offset]))
    if isinstance(error, yaml.MarkedYAMLError):
        return syntax.problem(error, text)
    raise error


def _within_limits(text: str) -> None:
    """Hold the parser's events against the limits before anything recursive sees the file. Raises _RefusalError."""
    aliases = documents = values = 0
    room: list[int] = []  # for more keys, values or items in each map or list that is open
    for event in events(text):
        values += isinstance(event, yaml.NodeEvent)
        if values > 2 * MAX_VALUES:  # as a map's keys are counted here as well
            raise _RefusalError(_problem("file-too-many-values", _TOO_MANY_VALUES, _WRITE_OUT, _span(event)))
        if isinstance(event, yaml.NodeEvent) and room:
            room[-1] -= 1
            if room[-1] < 0:
                message = f"more than {MAX_ENTRIES:,} entries in one map or list; this is the first over the limit"
                raise _RefusalError(_problem("file-too-wide", message, _ONE_INSTRUMENT, _span(event)))
        if isinstance(event, yaml.CollectionStartEvent):
            room.append(MAX_ENTRIES * (2 if isinstance(event, yaml.MappingStartEvent) else 1))
            if len(room) > MAX_DEPTH:
                remedy = "fix the brackets or indentation; no county file key is nested this deep"
                message = f"more than {MAX_DEPTH} levels are nested here"
                raise _RefusalError(_problem("file-too-deep", message, remedy, _span(event)))
        elif isinstance(event, yaml.CollectionEndEvent):
            room.pop()
        elif isinstance(event, yaml.AliasEvent):
            aliases += 1
            if aliases > MAX_ALIASES:
                message = f"more than {MAX_ALIASES:,} aliases (*)"
                raise _RefusalError(_problem("file-too-many-aliases", message, _WRITE_OUT, _span(event)))
        elif isinstance(event, yaml.DocumentStartEvent):
            documents += 1
            if documents > 1:
                raise _RefusalError(_second_document(event, text))


def _second_document(event: Any, text: str) -> Diagnostic:
    """The finding that a line of dashes begins another document, or that nothing follows it."""
    message = "a second document begins here (---)"
    remedy = "delete this line if what follows belongs to this instrument; if not, move it to a file of its own"
    if not re.search(r"^[^#\s]", text[event.start_mark.index + len("---") :], re.MULTILINE):
        message, remedy = "this line (---) begins a second document, which is empty", "delete this line"
    return _problem("file-second-document", message, remedy, _span(event))


@dataclass(slots=True)
class _Walk:
    """One walk over the composed nodes: it builds the data and notes the position of everything."""

    keys: dict[Path, Span] = field(default_factory=dict)
    values: dict[Path, Span] = field(default_factory=dict)
    problems: list[Diagnostic] = field(default_factory=list)
    count: int = 0
    open: set[int] = field(default_factory=set)

    def value(self, node: yaml.Node, path: Path) -> Any:
        self.count += 1
        if self.count > MAX_VALUES:
            raise _RefusalError(_problem("file-too-many-values", _TOO_MANY_VALUES, _WRITE_OUT, _span(node)))
        if id(node) in self.open:
            message = "this anchor (&) contains itself"
            raise _RefusalError(_problem("file-endless-alias", message, _WRITE_OUT, _span(node)))
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
                message = "a key must be a word, not a list or a map"
                raise _RefusalError(_problem("yaml-key", message, "write a word before the colon", _span(key_node)))
            key = key_node.value
            if key in data:
                first = self.keys[(*path, key)].line
                remedy = f"keep one of the two; the first is on line {first}"
                if isinstance(value_node, yaml.MappingNode) and isinstance(data[key], dict) and value_node.flow_style:
                    remedy += f"; or write both as a list, {key}: [{{…}}, {{…}}]"
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
        try:
            return SCALARS[node.tag](node.value)
        except (KeyError, ValueError):  # a tag of an unknown kind, or on text that does not fit it, such as !!int x
            self.problems.append(_tag_problem(node, path))
            return node.value


def _span(node: Any) -> Span:
    start, end = node.start_mark, node.end_mark
    end_column = end.column + 1 if end.line == start.line and end.column > start.column else start.column + 2
    return Span(start.line + 1, start.column + 1, end_column)


_TOO_MANY_VALUES = f"the file, with its aliases written out, has more than {MAX_VALUES:,} values"
_ONE_INSTRUMENT = "keep one instrument per file"
_WRITE_OUT = "replace each alias (*) with what it refers to"


def _problem(id: str, message: str, remedy: str, span: Span = _START) -> Diagnostic:
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


def _unreadable(path: str, before: str, id: str, message: str, remedy: str = "") -> Source:
    """A file that cannot be read from some position on; `before` is its text up to there."""
    return Source(path, before, None, (_problem(id, message, remedy, _at(before)),))


def _at(before: str) -> Span:
    line, column = before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1
    return Span(line, column, column + 1)


Texts: TypeAlias = tuple[tuple[Path, str], ...]
"""Every text of a county file with its path."""


def texts(data: dict[str, Any]) -> Texts:
    """Every text in the data with its path, in the order of the file."""
    found: list[tuple[Path, str]] = []
    _gather((), data.items(), found)
    return tuple(found)


def _gather(path: Path, entries: Iterable[tuple[str | int, Any]], found: list[tuple[Path, str]]) -> None:
    for key, value in entries:
        if value.__class__ is str:
            found.append(((*path, key), value))
        elif value.__class__ is dict:
            _gather((*path, key), value.items(), found)
        elif value.__class__ is list:
            _gather((*path, key), enumerate(value), found)

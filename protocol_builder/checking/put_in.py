"""Puts into a county file's text what a finding says to write: a word, a line, a time of the law, or an entry to fill in.

Only what a finding leaves no choice in is put in. Facts that are only an example, such as a job title, are left to the
author, and what may be put in is put in only if it heals: the finding is gone, and nothing has become worse.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import yaml

from ..diagnostic import Diagnostic, Path
from ..law import requirements, shape
from ..paths import value_at
from ..reading import source
from ..reading.editing import edited
from ..reading.insertion import CannotInsertError
from ..reading.loader import load_yaml
from . import fix
from .check import Report, check_source

_FOR_EXAMPLE = "for example"
_TIME = re.compile(r"immediately|\d+ (?:business )?(?:minute|hour|day|week|month|year)s?")
_ONE_WORD = re.compile(
    r"did you mean (?P<word>[\w-]+)\?|write (?:the short name, |agency: )?(?P<other>[\w-]+)(?:, the name used .+)?"
)
_WORDS_OF_LAW = re.compile(r"write (?P<words>(?:WIC|PC) [^;]+)")
_COLUMN = re.compile(r"(?:delete the dash, and )?start the line with (?P<spaces>\d+|no|one) spaces?\b")
_TABS = re.compile(r"replace the tabs? with (?P<spaces>\d+|one) spaces?")
_NUMBERS = {"no": 0, "one": 1}
_GOOD = ("satisfied", "excused")


def can_put_in(diagnostic: Diagnostic, report: Report) -> bool:
    """Return whether a finding says what to write so that it can be put in, as far as its words show."""
    if report.source.problems:
        return diagnostic in report.source.problems[:1] and _is_of_lines(diagnostic)
    return fix.is_missing(diagnostic, report) or any(_changes(diagnostic, report))


def put_in(diagnostic: Diagnostic, report: Report) -> str:
    """Return the text of a report's file with what one of its findings says to write.

    Raises CannotInsertError if there is no safe place for it, or if it would not heal.
    """
    if report.source.problems:
        candidates = _lines(report.source.text, diagnostic) if can_put_in(diagnostic, report) else ()
    elif fix.is_missing(diagnostic, report):
        return _with_entry(diagnostic, report)
    else:
        candidates = (text for change in _changes(diagnostic, report) for text in _changed(report, *change))
    for text in candidates:
        if _heals(text, diagnostic, report):
            return text
    raise CannotInsertError("it takes more than what can be put in by itself")


def _with_entry(diagnostic: Diagnostic, report: Report) -> str:
    done = fix.fix(report, (diagnostic.severity,), but=lambda one: not _is_same(one, diagnostic))
    if not done.added:
        raise CannotInsertError(done.left[0][1] if done.left else "what is there has to change first")
    return done.text


def _is_same(one: Diagnostic, other: Diagnostic) -> bool:
    return (one.id, one.path, one.county) == (other.id, other.path, other.county)


def _heals(text: str, diagnostic: Diagnostic, report: Report) -> bool:
    """Return whether a new text no longer has a finding, has no other fault, and meets each duty that was met."""
    after = check_source(source.read_text(text, report.source.path), report.on)
    if report.source.problems:  # of a text that cannot be read, only the first fault is known
        was = (diagnostic.line, diagnostic.column, diagnostic.message)
        return was not in {(one.line, one.column, one.message) for one in after.source.problems} and (
            not after.source.problems or after.source.problems[0].line >= diagnostic.line
        )
    faults = {(one.id, one.path, one.message) for one in report.diagnostics if one.severity == "error"}
    is_worse = any(
        one.severity == "error" and not requirements.by_id(one.id) and (one.id, one.path, one.message) not in faults
        for one in after.diagnostics
    )
    states = {(verdict.requirement.id, verdict.county): verdict.state for verdict in after.verdicts}
    return (
        not is_worse
        and not any(_is_same(one, diagnostic) and one.message == diagnostic.message for one in after.diagnostics)
        and all(
            states.get((verdict.requirement.id, verdict.county), verdict.state) in _GOOD
            for verdict in report.verdicts
            if verdict.state in _GOOD
        )
    )


# What can be read


def _changes(diagnostic: Diagnostic, report: Report) -> Iterator[tuple[str, Diagnostic, Path, Any]]:
    """Yield what a remedy says to change: (how, the finding, the path, the value)."""
    first, _, shown = diagnostic.remedy.partition("\n")
    if found := _ONE_WORD.fullmatch(first):
        word = load_yaml(found["word"] or found["other"])
        if diagnostic.at_value or [_at(diagnostic, report)[1]] == [*map(str, diagnostic.path[-1:])]:
            yield ("value" if diagnostic.at_value else "words"), diagnostic, diagnostic.path, word
    elif diagnostic.words and (found := _WORDS_OF_LAW.fullmatch(diagnostic.remedy)):
        before, words, _ = _at(diagnostic, report)
        code, _, section = found["words"].partition(" ")
        if words == diagnostic.words:
            yield "words", diagnostic, diagnostic.path, section if before.endswith(f"{code} ") else found["words"]
    elif diagnostic.at_value and (
        found := re.fullmatch(rf"write ({_TIME.pattern}|\d[\d-]*\d)(?: without quotes)?", first)
    ):
        yield "value", diagnostic, diagnostic.path, load_yaml(found[1])
    elif shown and re.match(r"write|put ", first):
        for path, value in _shown(shown, diagnostic.path):
            if not first.endswith(_FOR_EXAMPLE) or _is_certain(value, path):
                yield "value", diagnostic, path, value


def _shown(lines: str, at: Path) -> tuple[tuple[Path, Any], ...]:
    """Return the place and the value of the one key that a remedy shows, if it is a key of the finding's path."""
    new = _parsed(lines)
    if not isinstance(new, dict) or len(new) != 1 or "…" in lines or "TODO" in lines:
        return ()
    ((key, value),) = new.items()
    depth = next((n for n in range(len(at), 0, -1) if at[n - 1] == key), 0)
    return (((*at[:depth],), value),) if depth else ()


@lru_cache(maxsize=1024)
def _parsed(lines: str) -> Any:
    """What a remedy shows, or None if it has more than YAML, such as a sentence after the lines."""
    try:
        return load_yaml(lines)
    except yaml.YAMLError:
        return None


def _is_certain(value: Any, path: Path) -> bool:
    """Return whether a value is of the law's own words and measures, and not an example of a county's facts."""
    if isinstance(value, list):
        return bool(value) and all(_is_certain(item, (*path, 0)) for item in value)
    if isinstance(value, bool | int):
        return True
    node = shape.resolved(shape.schema_at(path))
    words = {word for branch in (node, *map(shape.resolved, node.get("anyOf", ()))) for word in branch.get("enum", ())}
    return isinstance(value, str) and (value in words or _TIME.fullmatch(value) is not None)


def _changed(report: Report, how: str, diagnostic: Diagnostic, path: Path, value: Any) -> Iterator[str]:
    """Yield the texts that a change can mean: what is missing from a list next to what is there, and in its place."""
    text = report.source.text
    if how == "value":
        before = value_at(report.source.data, path)
        if isinstance(value, list) and isinstance(before, list):
            yield edited(text, path, [*before, *(item for item in value if item not in before)], shape.keys_at)
        yield edited(text, path, value, shape.keys_at)
        return
    lines = text.split("\n")
    before, _, after = _at(diagnostic, report)
    lines[diagnostic.line - 1] = f"{before}{value}{after}"
    yield "\n".join(lines)


def _at(diagnostic: Diagnostic, report: Report) -> tuple[str, str, str]:
    """Return the line of a finding in three parts: before its words, its words, and after them."""
    line = report.source.text.split("\n")[diagnostic.line - 1]
    start, end = diagnostic.column - 1, diagnostic.span.end_column - 1
    return line[:start], line[start:end], line[end:]


# What cannot be read


def _is_of_lines(diagnostic: Diagnostic) -> bool:
    first, _, shown = diagnostic.remedy.partition("\n")
    return bool(
        (shown and "\n" not in shown and "what this line belongs to" not in first)
        or _COLUMN.match(first)
        or _TABS.match(first)
        or first == "delete the comma"
    )


def _lines(text: str, diagnostic: Diagnostic) -> Iterator[str]:
    """Yield the texts that a remedy of one line can mean: the line alone, and with all that is below it."""
    lines = text.split("\n")
    at = min(diagnostic.line, len(lines)) - 1
    line = lines[at]
    first, _, shown = diagnostic.remedy.partition("\n")
    if found := _COLUMN.match(first) or _TABS.match(first):
        column = _NUMBERS[found["spaces"]] if found["spaces"] in _NUMBERS else int(found["spaces"])
        bare = line.lstrip()
        bare = bare.removeprefix("- ") if first.startswith("delete the dash") else bare
        yield "\n".join([*lines[:at], " " * column + bare, *lines[at + 1 :]])
        by, end = column - _indent(line), at + 1
        while end < len(lines) and (not lines[end].strip() or _indent(lines[end]) > _indent(line)):
            end += 1
        yield "\n".join([*lines[:at], *(_shifted(one, by) for one in lines[at:end]), *lines[end:]])
    elif first == "delete the comma":
        yield "\n".join([*lines[:at], line[: diagnostic.column - 1] + line[diagnostic.column :], *lines[at + 1 :]])
    else:
        yield "\n".join([*lines[:at], line[: _indent(line)] + shown, *lines[at + 1 :]])


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _shifted(line: str, by: int) -> str:
    return " " * max(0, _indent(line) + by) + line.lstrip(" ") if line.strip() else line

"""Findings of which the text of the file shows more than its data: how a number, a list, or a comment was typed."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from ..diagnostic import Diagnostic
from ..english import quoted
from ..law import shape
from ..paths import value_at
from ..reading import list_items
from ..reading.source import Source

_COMMENT_AT_ONCE = re.compile(r":\s+(#[^\s#].*)$")
_COMMENT = re.compile(r"\s+#.*$")


def told_as_typed(source: Source, findings: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """Yield the findings, of which those say what was typed that the data no longer shows."""
    for d in findings:
        yield _of_value(source, d) if d.id == "shape-value" else _of_nothing(source, d) if d.id == "shape-empty" else d


def _of_value(source: Source, d: Diagnostic) -> Diagnostic:
    expected = shape.resolved(shape.schema_at(d.path))
    value: Any = value_at(source.data, d.path)
    branches = (expected, *map(shape.resolved, expected.get("anyOf", ())))
    is_list = any(branch.get("type") == "array" for branch in branches)
    if is_list and isinstance(value, str | dict) and (found := _list(source, d)):
        return found
    if not str(expected.get("x-says")).startswith("text") or not isinstance(key := d.path[-1], str):
        return d
    if isinstance(value, list):
        return _in_brackets(d, key, value)
    if isinstance(value, dict) and list(value.values()) == [None]:
        return _in_brackets(d, key, list(value), "braces")
    # No number is the title of a job, so none becomes one by quotes.
    return _number(source, d, key) if type(value) in (int, float) and "seats" not in d.path else d


def _number(source: Source, d: Diagnostic, key: str) -> Diagnostic:
    """Return the finding on a number where a text belongs, as it was typed: 1.10, not 1.1."""
    span = source.values[d.path]
    typed = source.line(span.line)[span.column - 1 : span.end_column - 1]
    return replace(
        d,
        message=f"{quoted(typed)} without quotes is not text, which {key} must be",
        remedy=f'put it in quotes\n{key}: "{typed}"',
    )


def _in_brackets(d: Diagnostic, key: str, value: list[Any], brackets: str = "brackets") -> Diagnostic:
    """Return the finding on a text in brackets or braces, which is no text then, and often a placeholder."""
    words = ", ".join(map(str, value))
    if len(value) == 1 and not re.search(r"\d", words):
        remedy = f"write the {key} itself without {brackets}; replace {quoted(words)} if it is only a placeholder"
    elif all(isinstance(item, str | int) for item in value):
        remedy = f"write it without {brackets}\n{key}: {list_items.in_quotes_if_needed(words)}"
    else:
        remedy = d.remedy
    return replace(d, message=f"{key} is in {brackets}, so it is not read as text", remedy=remedy)


def _list(source: Source, d: Diagnostic) -> Diagnostic | None:
    """Return the finding on a list whose items have no dash and space, read as one text; None if it is no such list."""
    span = source.values.get(d.path)
    if span is None or not (found := list_items.as_list(lines := source.text.splitlines(), span.line - 1)):
        return None
    first, _, replacement = found
    message, remedy = list_items.describe(list_items.mark_of(lines[span.line - 1]))
    return replace(d, message=message, remedy=f"{remedy}\n{list_items.changed(lines[first:], replacement)}")


def _of_nothing(source: Source, d: Diagnostic) -> Diagnostic:
    """Return the finding on a key with no value; if a # begins what follows it, it is a comment by mistake."""
    span = source.keys.get(d.path)
    if span is None or not isinstance(key := d.path[-1], str) or value_at(source.data, d.path) is not None:
        return d
    line = source.line(span.line)
    if not (found := _COMMENT_AT_ONCE.match(line[span.end_column - 1 :])):
        return d
    text = _COMMENT.sub("", found[1]).strip().replace('"', "'")
    return replace(
        d,
        message=f"{key} has no value, because # after a space starts a comment",
        remedy=f'if it is the {key}, put it in quotes\n{key}: "{text}"',
    )

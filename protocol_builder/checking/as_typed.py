"""Findings of which the text of the file shows more than its data: how a number, a list, a comment, or a comma was typed."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from .. import characters
from ..diagnostic import Diagnostic, Path
from ..english import quoted
from ..law import shape
from ..paths import value_at
from ..reading import list_items
from ..reading.source import Source
from . import suggestions

_COMMENT_AT_ONCE = re.compile(r":\s+(#[^\s#].*)$")
_COMMENT = re.compile(r"\s+#.*$")


def told_as_typed(source: Source, findings: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """Yield the findings, of which those say what was typed that the data no longer shows."""
    of_each = {"shape-value": _of_value, "shape-empty": _of_nothing, "shape-unknown-key": _of_key}
    for d in findings:
        yield of_each[d.id](source, d) if d.id in of_each else d


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
    elif all(isinstance(item, str | int) for item in value) and "\n" not in words:
        remedy = f"write it without {brackets}\n{key}: {suggestions.in_braces(words) if ',' in words else list_items.in_quotes_if_needed(words)}"
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


def _of_key(source: Source, d: Diagnostic) -> Diagnostic:
    """Return the finding on a key that belongs further in; where that is in braces, no spaces bring it there."""
    above = d.meant[:-1]
    span = source.values.get(above) if d.cure == "indent" else None
    if span is None or source.line(span.line)[span.column - 1 : span.column] != "{":
        return d
    place = ".".join(map(str, above))
    return replace(d, remedy=f"{d.path[-1]} belongs under {place}; write it inside the braces on line {span.line}")


# Text in braces that a comma ends too early

_GLUED = re.compile(r"(?P<key>[a-z_]+)(?P<sign>[:=;])(?P<value>[^:=;{}\[\],]+)")
"""A key with its value in braces where the space after the colon is left out, or another sign stands for it."""
_AFTER_BARE_KEY = re.compile(r"\s*[,}]")
_LIST_WORD = re.compile(r"[a-z][a-z0-9_]*")

_ABOUT_BARE_KEYS = ("shape-unknown-key", "shape-empty")


def with_split_texts(source: Source, findings: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """Yield the findings, of which those on a key that is only the rest of a text say so, once for each text.

    In braces, as in `{title: Chief, or designee}`, a comma ends a text, and what follows it is a key with no value.
    """
    findings = tuple(findings)
    whole: list[Path] = []
    for d in sorted(findings, key=lambda d: d.id == "shape-value"):
        if d.id not in _ABOUT_BARE_KEYS or not _is_bare_key(source, d.path):
            if d.path not in whole or d.id != "shape-value":
                yield d
            continue
        if (glued := _GLUED.fullmatch(str(d.path[-1]))) and glued["key"] in shape.keys_at(d.path[:-1]):
            yield _of_glued(d, glued)
            continue
        before, entries = d.path[:-1], _map_at(source.data, d.path[:-1])
        keys = list(entries)
        first = keys.index(str(d.path[-1]))
        while first and _is_bare_key(source, (*before, keys[first - 1])):
            first -= 1
        if not first or not _may_go_on(entries[keys[first - 1]]):
            yield d
        elif keys[first] == d.path[-1]:
            text = _whole_text(source, before, keys, first)
            key = keys[first - 1]
            rest = keys[first].strip("“”")
            part = (*before, key)
            if not str(shape.resolved(shape.schema_at(part)).get("x-says")).startswith("text"):
                # Quotes do not help where a date or a time belongs.
                remedy = suggestions.for_value(text, part, shape.resolved(shape.schema_at(part)), source.data)
                written = remedy.removeprefix("write ")
                if "\n" not in remedy:  # else it has the line to write already
                    remedy = f"{remedy}\n{key}: {written}" if written and "," not in written else ""
                message = f"{quoted(text)} is not a valid value for {key}"
                whole.append(part)
                yield replace(
                    d,
                    id="shape-value",
                    path=part,
                    at_value=True,
                    message=message,
                    remedy=remedy or d.remedy,
                    meant=(),
                    cure="",
                )
                continue
            message = f"the comma before {quoted(rest)} ends the text of {key}, and the rest is read as a key"
            remedy = f'put the whole text in quotes, for example\n{key}: "{text}"'
            yield replace(d, id="shape-unknown-key", message=message, remedy=remedy, meant=(), cure="")


def _of_glued(d: Diagnostic, glued: re.Match[str]) -> Diagnostic:
    """Return the finding on a key and a value in braces that are read as one key without a value."""
    key, value = glued["key"], list_items.in_quotes_if_needed(glued["value"].strip())
    message = f"a {'space' if glued['sign'] == ':' else 'colon'} is missing after {'the colon of ' if glued['sign'] == ':' else ''}{key}"
    return replace(d, message=message, remedy=f"write\n{key}: {value}", meant=(*d.path[:-1], key), cure="")


def _may_go_on(value: Any) -> bool:
    """Return whether a value is a text that may go on, and not a short name or a word of a list."""
    return isinstance(value, str) and not _LIST_WORD.fullmatch(value)


def _map_at(data: Any, path: Path) -> dict[str, Any]:
    found = value_at(data, path)
    return found if isinstance(found, dict) else {}


def _is_bare_key(source: Source, path: Path) -> bool:
    """Return whether a path is that of a key in braces without a colon."""
    span = source.keys.get(path)
    if (
        not path
        or span is None
        or characters.first_invisible(str(path[-1])) >= 0
        or _map_at(source.data, path[:-1]).get(str(path[-1]), "") is not None
    ):
        return False
    return bool(_AFTER_BARE_KEY.match(source.line(span.line)[span.end_column - 1 :]))


def _whole_text(source: Source, path: Path, keys: list[str], first: int) -> str:
    """Return a text with what follows its commas, as it was typed, without quotes around it."""
    last = first
    while last + 1 < len(keys) and _is_bare_key(source, (*path, keys[last + 1])):
        last += 1
    begin, end = source.values[(*path, keys[first - 1])], source.keys[(*path, keys[last])]
    if begin.line == end.line:
        typed = source.line(begin.line)[begin.column - 1 : end.end_column - 1]
    else:
        typed = ", ".join([str(_map_at(source.data, path)[keys[first - 1]]), *keys[first : last + 1]])
    return re.sub(r"[\"“”]", "", typed).strip()

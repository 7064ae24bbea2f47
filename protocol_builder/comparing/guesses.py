"""What an edit in Word may mean in the county file: other values that might print the edited words.

A guess is cheap and may be wrong; `read_back` proves each by making the agreement again.
"""

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from ..agreement.as_markdown import escaped
from ..alignment import common_ends
from ..diagnostic import Path
from ..english import capitalized, date_in_words, uncapitalized
from .returned_edits import Edit
from .wording import choices_at

MAX_GUESSES = 40
"""Guesses for one edit that are tried."""
_SHORT = 3
"""Characters of a value that prints too often to be looked for within other words."""
_CONTEXT = 8
"""Words around a change that say where it is in a long text."""
_MARKS = re.compile(r"[\\*_`>#]")
_ITEM = re.compile(r"[ ]*([-*+]|[0-9]{1,3}[.)])[ ]+")
_DATE = re.compile(r"[0-9]{4}(-[0-9]{2}){0,2}")


@dataclass(frozen=True, slots=True)
class FileChange:
    """One change of the county file or of a clause file beside it."""

    path: Path
    old: Any
    new: Any


def guesses(data: dict[str, Any], edit: Edit) -> Iterator[FileChange]:
    """Yield changes of the file that might print an edit's words, the likeliest first.

    `data` is the file's, with the words of its clause files.
    """
    found: dict[tuple[Path, str], tuple[int, FileChange]] = {}
    for path, value in _leaves(data, ()):
        for weight, change in _of_leaf(path, value, edit):
            found.setdefault((change.path, repr(change.new)), (weight, change))
    ranked = sorted(found.values(), key=lambda one: -one[0])
    yield from (change for _, change in ranked[:MAX_GUESSES])


def _leaves(value: Any, path: Path) -> Iterator[tuple[Path, Any]]:
    if isinstance(value, dict):
        for key, item in value.items():
            yield from _leaves(item, (*path, key))
    elif isinstance(value, list):
        for number, item in enumerate(value):
            yield from _leaves(item, (*path, number))
    elif value is not None and path[-1] != "file":
        yield path, value


def _of_leaf(path: Path, value: Any, edit: Edit) -> Iterator[tuple[int, FileChange]]:
    """Yield what a value might be now, each with the number of characters that speak for it."""
    if edit.kind == "changed":
        for form, read in _forms(path, value):
            for now in _replacements(form, edit.old, edit.new):
                new = read(now)
                if new is not None and new != value:
                    yield len(form), FileChange(path, value, new)
    if isinstance(value, str):
        yield from _of_text(path, value, edit)


def _forms(path: Path, value: Any) -> Iterator[tuple[str, Any]]:
    """Yield the ways in which a value may be printed, each with what reads a value from new words in its place."""
    if isinstance(value, bool):
        return
    if isinstance(value, int):
        yield str(value), lambda text: int(text) if re.fullmatch("[0-9]{1,9}", text) else None
        return
    if not isinstance(value, str):
        return
    choices = choices_at(path)
    if value in choices:
        words = {label.casefold(): word for word, label in choices.items()}
        for form in dict.fromkeys((choices[value], uncapitalized(choices[value]), capitalized(choices[value]))):
            yield form, lambda text: words.get(text.casefold())
        return
    if _DATE.fullmatch(value):
        yield date_in_words(value), _date
    text = " ".join(value.split())
    if len(text) < _SHORT:
        return
    end = value[len(value.rstrip()) :]
    yield text, lambda now: now + end
    for first, back in ((uncapitalized, capitalized), (capitalized, uncapitalized)):
        if first(text) != text:
            yield first(text), lambda now, back=back: back(now) + end


def _date(text: str) -> str | None:
    for form, length in (("%B %d, %Y", 10), ("%B %Y", 7), ("%Y", 4)):
        try:
            return datetime.datetime.strptime(text, form).date().isoformat()[:length]
        except ValueError:
            continue
    return None


def _replacements(form: str, old: str, new: str) -> Iterator[str]:
    """Yield what is in place of a form in the new words, for each place where everything around it is the same."""
    at = old.find(form)
    while at >= 0:
        before, after = old[:at], old[at + len(form) :]
        if new.startswith(before) and new.endswith(after) and len(new) >= len(before) + len(after):
            now = new[len(before) : len(new) - len(after)].strip()
            if now and now != form:
                yield now
        at = old.find(form, at + 1)


def _of_text(path: Path, value: str, edit: Edit) -> Iterator[tuple[int, FileChange]]:
    """Yield a longer text with the edit in it, where exactly one place of it has the words."""
    if edit.kind == "added":
        return
    if edit.kind == "removed":
        span = _place(value, edit.old.split())
        if span is None:
            return
        if (rest := _without(value, span)).strip():
            yield len(edit.old), FileChange(path, value, rest)
        return
    before, after = edit.old.split(), edit.new.split()
    start, end = common_ends(before, after)
    for context in range(_CONTEXT, 0, -1):
        first, last = max(0, start - context), min(len(before), len(before) - end + context)
        span = _place(value, before[first:last])
        if span is None:
            continue
        lead, tail = before[first:start], before[len(before) - end : last]
        inner = _inner(value, span, len(lead), len(tail))
        words = " ".join(after[start : len(after) - end])
        for form in dict.fromkeys((words, escaped(words))):
            new = _put(value, inner, form)
            if new.strip():
                yield len(" ".join(before[first:last])), FileChange(path, value, new)
        return


def additions(data: dict[str, Any], text: str, neighbor: str, *, is_after: bool) -> Iterator[FileChange]:
    """Yield changes that might print a new paragraph after (or before) one with the words of `neighbor`."""
    words = neighbor.split()
    for path, value in _leaves(data, ()):
        if not isinstance(value, str) or (span := _place(value, words)) is None:
            continue
        start = value.rfind("\n", 0, span[0]) + 1
        mark = found.group() if (found := _ITEM.match(value[start:])) else ""
        between = "\n" if mark else "\n\n"
        for form in dict.fromkeys((text, escaped(text))):
            if is_after:
                yield FileChange(path, value, f"{value[: span[1]]}{between}{mark}{form}{value[span[1] :]}")
            else:
                yield FileChange(path, value, f"{value[:start]}{mark}{form}{between}{value[start:]}")


@lru_cache(maxsize=4096)
def _tokens(value: str) -> tuple[tuple[str, int, int], ...]:
    """Return the words of a Markdown text as they are printed, with where each is."""
    found = []
    for one in re.finditer(r"\S+", value):
        word = _MARKS.sub("", one.group())
        if word:
            found.append((word, one.start(), one.end()))
    return tuple(found)


def _place(value: str, words: list[str]) -> tuple[int, int] | None:
    """Return where a text has some words, if it has them exactly once."""
    if not words or len(value) < sum(map(len, words)):
        return None
    tokens = _tokens(value)
    printed = [word for word, _, _ in tokens]
    wanted = [found for word in words if (found := _MARKS.sub("", word))]
    places = [n for n in range(len(printed) - len(wanted) + 1) if printed[n : n + len(wanted)] == wanted]
    if len(places) != 1 or not wanted:
        return None
    return tokens[places[0]][1], tokens[places[0] + len(wanted) - 1][2]


def _inner(value: str, span: tuple[int, int], lead: int, tail: int) -> tuple[int, int]:
    """Return the part of a span between its first `lead` and its last `tail` words."""
    tokens = [token for token in _tokens(value) if span[0] <= token[1] < span[1]]
    inner = tokens[lead : len(tokens) - tail]
    if inner:
        return inner[0][1], inner[-1][2]
    at = tokens[lead - 1][2] if lead else tokens[0][1]
    return at, at


def _put(value: str, span: tuple[int, int], words: str) -> str:
    """Return a text with words in place of a span; one space, and no more, is left around them."""
    before, after = value[: span[0]], value[span[1] :]
    if not words:
        return before.rstrip(" ") + after if after[:1] in ("", "\n") else before + after.lstrip(" ")
    if span[0] == span[1]:
        if before and not before[-1].isspace():
            return f"{before} {words}{after}"
        return f"{before}{words} {after}"
    return before + words + after


def _without(value: str, span: tuple[int, int]) -> str:
    """Return a text without a span; with nothing but it, its lines and the mark of a list item go as well."""
    start = value.rfind("\n", 0, span[0]) + 1
    lead, after = value[start : span[0]], value[span[1] :]
    mark = _ITEM.match(lead)
    if lead.strip() and not (mark and mark.end() == len(lead)):
        return value[: span[0]].rstrip(" ") + after
    before = value[:start]
    if mark:
        return before + after.removeprefix("\n") if after.strip() else before
    return (
        before.rstrip("\n")
        + ("\n\n" if before.strip() and after.strip() else "\n" if before else "")
        + after.lstrip("\n")
    )

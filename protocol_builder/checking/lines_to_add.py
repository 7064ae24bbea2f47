"""Lines to add to a county file, as every output shows them: with the choices, and with no answer that would count as one."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from ..diagnostic import Diagnostic, Path, Severity
from ..law import shape
from ..reading.loader import load_yaml
from .suggestions import in_braces

_TO_ADD = re.compile(r"add(?: the facts)?(?: under (?P<place>[^,\n]+))?(?:, and describe [^,\n]+)?, for example")
_TO_ANSWER = "write the facts, for example"
_TO_TYPE = re.compile(r"write (?P<line>[a-z_]+: (?:\[[^]]*\]|\{[^}]*\}|[^\s;]+)(?: +#.*)?)")
"""A remedy on one line whose words after the first are all to be typed; in others, more is said around such words."""
_MAX_CHOICES = 8
"""Words of a list that are shown; of a longer one, only those of the example."""


def with_choices(diagnostic: Diagnostic) -> str:
    """Return a remedy whose lines to add leave each answer to the author; any other remedy as it is."""
    return _with_choices(diagnostic.remedy, diagnostic.severity, diagnostic.path)


def divided(remedy: str) -> tuple[str, str]:
    """Return what a remedy says to do, and the lines that can be pasted into the file; empty where it is all in words."""
    if typed := _TO_TYPE.fullmatch(remedy):
        return "write", typed["line"]
    head, _, lines = remedy.partition("\n")
    return head, lines


@lru_cache(maxsize=4096)
def _with_choices(remedy: str, severity: Severity, path: Path) -> str:
    """What is read again takes long in a browser, which asks with each change of a file's text."""
    head, _, lines = remedy.partition("\n")
    found = _TO_ADD.fullmatch(head)
    asks = found or (head == _TO_ANSWER and severity == "unknown")
    data = load_yaml(lines) if asks else None
    if not isinstance(data, dict):
        return remedy
    place: Path = tuple(found["place"].split(".")) if found and found["place"] else ()
    if not found:
        place = path[:-1]
    comments = dict(re.findall(r"(?m)^\s*(\w+):[^#\n]*#\s*(.+)$", lines))
    return "\n".join([head.replace(", for example", ""), *_lines(data, place, comments)])


def _lines(data: dict[str, Any], place: Path, comments: dict[str, str], indent: str = "") -> Iterator[str]:
    for key, value in data.items():
        path = (*place, key)
        if isinstance(value, dict) and "agency" in value:
            title = f"   # for example {value['title']}" if "title" in value else ""
            yield f'{indent}{key}: {{agency: {value["agency"]}, title: "TODO"}}{title}'
        elif isinstance(value, dict):
            yield f"{indent}{key}:" + (f"   # {comments[key]}" if key in comments else "")
            yield from _lines(value, path, comments, f"{indent}  ")
        else:
            blank, choices = _choices(value, shape.resolved(shape.schema_at(path)))
            more = "" if "or false" in comments.get(key, "or false") else f"; {comments[key]}"
            yield f"{indent}{key}: {blank}   # {choices}{more}"


def _choices(example: Any, expected: dict[str, Any]) -> tuple[str, str]:
    """Return what stands for an answer, and what the answer can be."""
    if isinstance(example, bool):
        return "TODO", "true or false"
    if isinstance(example, list):
        return "[TODO]", f"for example {', '.join(map(in_braces, example))}"
    words = _words(expected)
    blank = '"TODO"' if "x-free-text" in expected else "TODO"
    return blank, f"one of {words}" if words else f"for example {example}"


def _words(expected: dict[str, Any]) -> str:
    """Return the words that a value can be, if they are not too many to show."""
    words = expected.get("enum", ())
    return ", ".join(words) if len(words) <= _MAX_CHOICES else ""

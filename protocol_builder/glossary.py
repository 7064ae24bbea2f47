"""Knows what acronyms and terms mean (`templates/site/glossary.yaml`), and tells it where a page first uses one.

Knows no county.
"""

import re
from dataclasses import dataclass
from functools import cache

from markupsafe import escape

from . import resources, source

_PARTS = re.compile(r"(<[^>]*>)")
_NOT_INSIDE = ("abbr", "button", "caption", "code", "pre", "script", "style", "svg")
"""Elements whose words stay as they are."""


@dataclass(frozen=True, slots=True)
class Term:
    """An acronym or a term."""

    name: str
    words: str
    """What the letters stand for; empty for a term."""
    means: str
    law: str
    """The text on record that defines it, or empty."""


@cache
def terms(kind: str) -> tuple[Term, ...]:
    """The entries of a kind: `acronyms` or `terms`."""
    data = source.plain((resources.templates() / "site" / "glossary.yaml").read_text("utf-8"))
    return tuple(
        Term(name, entry.get("words", ""), entry.get("means", ""), entry.get("law", ""))
        for name, entry in data[kind].items()
    )


def told(page: str) -> str:
    """A page (Markdown with HTML) with `<abbr>` around the first use of each acronym, headings of Markdown left alone.

    Words of a county file have no markup of their own in a page, so what stands between < and > is ours.
    """
    waiting = {term.name: term.words for term in terms("acronyms")}
    inside: list[str] = []
    return "".join(
        _passed(part, inside) if part.startswith("<") else part if inside else _explained(part, waiting)
        for part in _PARTS.split(page)
    )


def _passed(tag: str, inside: list[str]) -> str:
    found = re.match(r"</?([a-z]+)", tag)
    name = found[1] if found else ""
    if name in _NOT_INSIDE and tag.startswith("</"):
        if inside and inside[-1] == name:
            inside.pop()
    elif name in _NOT_INSIDE and not tag.endswith("/>"):
        inside.append(name)
    return tag


def _explained(text: str, waiting: dict[str, str]) -> str:
    lines = text.split("\n")
    for number, line in enumerate(lines):
        if not line.startswith("#") and waiting:
            lines[number] = _pattern().sub(lambda found: _once(found[0], waiting), line)
    return "\n".join(lines)


def _once(name: str, waiting: dict[str, str]) -> str:
    words = waiting.pop(name, "")
    return f'<abbr title="{escape(words)}">{name}</abbr>' if words else name


@cache
def _pattern() -> re.Pattern[str]:
    names = "|".join(re.escape(term.name) for term in terms("acronyms"))
    return re.compile(rf"(?<![\w/.&#-])(?:{names})(?![\w/-])")

"""Explains acronyms and terms (`templates/site/glossary.yaml`), and spells out an acronym where a page first uses it."""

import re
from dataclasses import dataclass
from functools import cache

from markupsafe import escape

from .. import resources
from ..reading import packaged

_NOT_INSIDE = "abbr|blockquote|button|caption|code|pre|script|style|svg"
"""Elements whose words stay as they are, such as quotations."""
_LEFT_ALONE = re.compile(
    rf"\A---\n.*?\n---\n|<({_NOT_INSIDE})\b[^>]*>.*?</\1>|^#+ [^\n]*|^(```|~~~).*?^\2|`[^`\n]+`|\]\([^)\n]*\)",
    re.DOTALL | re.MULTILINE,
)
"""These elements and, in Markdown, settings, headings, code, and the addresses of links."""
_WITHIN_A_WORD = re.compile(r"[\w/.&#-]")


@dataclass(frozen=True, slots=True)
class Term:
    """An acronym or a term."""

    name: str
    words: str
    """The words an acronym stands for; empty for a term."""
    means: str
    law: str
    """The name of the text on record that defines it, or empty."""
    page: str
    """The page that says what to do, or empty."""


@cache
def terms(kind: str) -> tuple[Term, ...]:
    """Return the entries of a kind: `acronyms`, `terms`, or `everyday`."""
    data = packaged.load(resources.templates() / "site" / "glossary.yaml")
    return tuple(
        Term(name, entry.get("words", ""), entry.get("means", ""), entry.get("law", ""), entry.get("page", ""))
        for name, entry in data[kind].items()
    )


def with_abbreviations(page: str) -> str:
    """Return a page (Markdown with HTML) with `<abbr>` around the first use of each acronym outside headings.

    Words of a county file have no markup of their own in a page, so whatever is between < and > is ours.
    """
    waiting = {term.name: term.words for term in terms("acronyms") if term.name in page}
    spans = (found.span() for found in _LEFT_ALONE.finditer(page))
    span, parts, done = (0, 0), [], 0
    for found in _pattern().finditer(page):
        if not waiting:
            break
        start = found.start()
        if found[0] not in waiting or _WITHIN_A_WORD.match(page[start - 1 : start]):
            continue
        while span[1] <= start:
            span = next(spans, (len(page), len(page) + 1))
        in_a_tag = page.rfind("<", done, start) > page.rfind(">", done, start)
        if not in_a_tag and start < span[0]:
            parts += [page[done:start], f'<abbr title="{escape(waiting.pop(found[0]))}">{found[0]}</abbr>']
            done = found.end()
    return "".join([*parts, page[done:]])


@cache
def _pattern() -> re.Pattern[str]:
    names = "|".join(re.escape(term.name) for term in terms("acronyms"))
    return re.compile(rf"(?:{names})(?![\w/-])")

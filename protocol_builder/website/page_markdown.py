"""A Python-Markdown extension that finishes each page, so that every engine shows the same article.

MkDocs, ProperDocs, and Zensical all read pages with Python-Markdown. What a page needs besides is done here and not in
a plugin of one of them.
"""

import re

from markdown import Markdown
from markdown.extensions import Extension
from markdown.postprocessors import Postprocessor
from markdown.preprocessors import Preprocessor

from ..markup import MARKDOWN
from . import glossary
from .page_template import READY

_HEADING = re.compile(r"^(#{1,6} .*)$", re.MULTILINE)
_PLACEHOLDER = re.compile(r"<!--(\d+)-->")
_SPELLED_OUT = re.compile(f"&#({'|'.join(str(ord(character)) for character in MARKDOWN)});")
"""Characters that mean something to Markdown and nothing to HTML, whose attributes here are in double quotes."""

_TABLE = re.compile(r"<table>(.*?)</table>", re.DOTALL)
_ROW = re.compile(r"<tr>(.*?)</tr>", re.DOTALL)
_CELL = re.compile(r"<t[dh]([^>]*)>(.*?)</t[dh]>", re.DOTALL)
_KEY = re.compile(r"(?<!<pre>)(<(?:a|code|h\d)\b[^>]*>)([a-zA-Z]+[_.][\w.]+)(?=</)")
"""A key of a county file, or several with dots between them, alone in an element."""
_WITHIN_A_KEY = re.compile(r"(?<=[_.])(?=\w)")


class PageExtension(Extension):  # type: ignore[misc]
    """Spells out acronyms, leaves finished HTML as it is, makes tables accessible, and lets long keys wrap."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the name that Python-Markdown calls
        """Register what is done first and last with each page."""
        before = _Before(md)
        md.preprocessors.register(before, "protocol_builder_before", 1_000)
        md.postprocessors.register(_After(before), "protocol_builder_after", -1_000)


class _Before(Preprocessor):  # type: ignore[misc]
    """What Markdown has to read of a page.

    A page that is made consists of headings and finished HTML. Markdown would read the HTML three times and leave it as
    it is, so it gets the headings alone, with a placeholder for what follows each. Other pages get their acronyms
    spelled out.
    """

    ready: list[str] | None = None
    """The HTML of a page that is made: before the first heading, and after each."""

    def run(self, lines: list[str]) -> list[str]:
        text = "\n".join(lines)
        self.ready = None
        if not text.lstrip().startswith(READY):
            return glossary.with_abbreviations(text).split("\n")
        parts = _HEADING.split(text.lstrip().removeprefix(READY))  # HTML, heading, HTML, heading, …, HTML
        self.ready = parts[::2]
        headings = "\n\n".join(f"<!--{n // 2}-->" if n % 2 == 0 else heading for n, heading in enumerate(parts))
        return headings.split("\n")


class _After(Postprocessor):  # type: ignore[misc]
    """The page with its HTML in place, or with what Markdown leaves out of a table; long keys may wrap."""

    def __init__(self, before: _Before) -> None:
        super().__init__(before.md)
        self._before = before

    def run(self, text: str) -> str:
        parts = self._before.ready
        if parts is None:
            whole = _TABLE.sub(_accessible_table, text)
        else:
            whole = _PLACEHOLDER.sub(lambda found: parts[int(found[1])].strip("\n"), text)
            whole = _SPELLED_OUT.sub(lambda found: chr(int(found[1])), whole)
        return _KEY.sub(lambda key: key[1] + _WITHIN_A_KEY.sub("<wbr>", key[2]), whole)


def _accessible_table(table: re.Match[str]) -> str:
    """Return a table with a caption that names its columns and a head for each row; on a phone rows become cards."""
    head, *rows = _ROW.findall(table[1])
    names = [re.sub(r"<[^>]+>", "", name).replace('"', "&quot;") for _, name in _CELL.findall(head)]
    columns = "".join(f'<th scope="col"{at}>{name}</th>' for at, name in _CELL.findall(head))
    lines = [f'<table class="stack"><caption>{" / ".join(names)}</caption>', f"<thead><tr>{columns}</tr></thead>"]
    # A cell alone below the head of a card needs no name.
    labels = [f' data-label="{name}"' if len(names) > 2 else "" for name in names[1:]]
    for row in rows:
        (at, first), *others = _CELL.findall(row)
        cells = (f"<td{at}{label}>{cell}</td>" for (at, cell), label in zip(others, labels, strict=True))
        lines.append(f'<tr><th scope="row"{at}>{first}</th>{"".join(cells)}</tr>')
    return "\n".join((*lines, "</table>"))


def makeExtension(**options: object) -> PageExtension:  # noqa: N802 - the name that Python-Markdown looks for
    """Return the extension, as Python-Markdown asks a module for it."""
    return PageExtension(**options)

"""Knows what MkDocs does with the text of one page. Loaded as a hook by every way in which the site is built.

A page that is made consists of headings and of HTML that is ready. Markdown would read the HTML three times over only
to leave it as it is, so it is shown the headings alone.
"""

import re

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from protocol_builder.markup import MARKDOWN
from protocol_builder.website import glossary
from protocol_builder.website.all_counties import COMPARISON
from protocol_builder.website.page_template import READY

_HEADING = re.compile(r"^(#{1,6} .*)$", re.MULTILINE)
_PLACE = re.compile(r"<!--(\d+)-->")
_SPELLED_OUT = re.compile(f"&#({'|'.join(str(ord(sign)) for sign in MARKDOWN)});")
"""Signs that mean something to Markdown and nothing to HTML, whose attributes here stand in double quotes."""

_TABLE = re.compile(r"<table>(.*?)</table>", re.DOTALL)
_ROW = re.compile(r"<tr>(.*?)</tr>", re.DOTALL)
_KEY = re.compile(r"(?<!<pre>)(<(?:a|code|h\d)\b[^>]*>)([a-zA-Z]+[_.][\w.]+)(?=</)")
"""A key of a county file, or several with dots between them, that stands alone in an element."""
_WITHIN_A_KEY = re.compile(r"(?<=[_.])(?=\w)")
_CELL = re.compile(r"<t[dh]([^>]*)>(.*?)</t[dh]>", re.DOTALL)
_EMPTY = re.compile(r"\s*\n\s*")

_ready: dict[str, list[str]] = {}
"""The HTML of each page that is on its way through Markdown, by the page's path."""


def on_files(files: Files, *, config: MkDocsConfig) -> Files:
    """Where there is nobody to compare with, the main pages do without that page."""
    if config.nav and files.get_file_from_path(COMPARISON) is None:
        config.nav = [
            item for item in config.nav if COMPARISON not in (item.values() if isinstance(item, dict) else [item])
        ]
    return files


def on_page_markdown(markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
    """The headings of a page that is made, with a place for what stands below each; other pages with their acronyms told."""
    if not page.meta.get(READY):
        return glossary.told(markdown)
    parts = _HEADING.split(markdown)  # HTML, heading, HTML, heading, …, HTML
    _ready[page.file.src_uri] = parts[::2]
    return "\n\n".join(f"<!--{n // 2}-->" if n % 2 == 0 else heading for n, heading in enumerate(parts))


def on_page_content(html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
    """The page with its HTML in place, other pages with what Markdown leaves out of a table; keys may go on in a new line."""
    parts = _ready.pop(page.file.src_uri, None)
    if parts is None:
        whole = _TABLE.sub(_told, html)
    else:
        whole = _PLACE.sub(lambda place: parts[int(place[1])].strip("\n"), html)
        whole = _SPELLED_OUT.sub(lambda sign: chr(int(sign[1])), whole)
    return _KEY.sub(lambda key: key[1] + _WITHIN_A_KEY.sub("<wbr>", key[2]), whole)


def _told(table: re.Match[str]) -> str:
    """A table after a caption that names its columns, each row headed by its first cell; on a phone they become cards."""
    head, *rows = _ROW.findall(table[1])
    names = [re.sub(r"<[^>]+>", "", name).replace('"', "&quot;") for _, name in _CELL.findall(head)]
    columns = "".join(f'<th scope="col"{at}>{name}</th>' for at, name in _CELL.findall(head))
    lines = [f'<table class="stack"><caption>{" / ".join(names)}</caption>', f"<thead><tr>{columns}</tr></thead>"]
    # What stands alone below the head of a card needs no name.
    labels = [f' data-label="{name}"' if len(names) > 2 else "" for name in names[1:]]
    for row in rows:
        (at, first), *others = _CELL.findall(row)
        cells = (f"<td{at}{label}>{cell}</td>" for (at, cell), label in zip(others, labels, strict=True))
        lines.append(f'<tr><th scope="row"{at}>{first}</th>{"".join(cells)}</tr>')
    return "\n".join((*lines, "</table>"))


def on_post_page(output: str, *, page: Page, config: MkDocsConfig) -> str:
    """The page without the empty lines that the theme leaves around it."""
    head, tag, rest = output.partition("<article")
    article, end, foot = rest.rpartition("</article>")
    if not end:
        return output
    return "".join((_EMPTY.sub("\n", head), tag, article, end, _EMPTY.sub("\n", foot)))

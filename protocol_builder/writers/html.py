"""Write blocks as HTML for the website's pages. (The file `mou.html` is written by pandoc, like `mou.odt`.)"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any

from markupsafe import Markup

from ..agreement.blocks import (
    Block,
    Blocks,
    Box,
    Code,
    Heading,
    HorizontalLine,
    Listing,
    Paragraph,
    Picture,
    Quote,
    Run,
    Runs,
    Signature,
    Table,
    plain_text,
)
from ..agreement.drawing import Drawing
from ..agreement.markdown import blocks
from ..markup import inert, verbatim
from .svg import svg

_LIST_CLASSES = {
    "•": "",
    "1.": "",
    "(a)": ' class="count-a"',
    "(i)": ' class="count-i"',
    "(A)": ' class="count-A"',
    "(1)": ' class="count-1"',
}

_COLORS = re.compile(r' (?:fill|stroke|stroke-width|stroke-dasharray)="[^"]*"')
"""Left out of pictures on pages, where the stylesheet colors them, in light and in dark."""
_BOLD = re.compile(r'class="([\w-]+)"([^>]*) font-weight="700"')
_FRACTION = re.compile(r'="(-?\d+\.\d{2,})"')
_TABLE_NAME = re.compile('( aria-label="Table: [^"]*)"')
_ARTICLE_LINK = re.compile('href="&#35;([^"]+)"')
_ARTICLE = re.compile(r"Article \d+")
_ARTICLE_TITLE = re.compile(r" \(([^)]*)\)")


def markdown(text: str) -> Markup:
    """Return a county's own Markdown as HTML; its headings are not headings of the page."""
    return html(blocks(text))


def html(found: Blocks, headings_from: int = 0) -> Markup:
    """Return blocks as HTML.

    A heading of level 1 becomes `<h{headings_from}>`; with 0 it is a paragraph that looks like a heading.
    """
    return Markup("\n".join(_Writer(headings_from).all(found)))


def excerpt(found: Blocks) -> Markup:
    """Return blocks of an agreement as HTML to read without it: no paragraph numbers, articles by title only."""
    return html(_standalone(found))


def lead_links(text: Markup, page_of: Callable[[str], str]) -> Markup:
    """Return HTML of `html` with its links to articles leading to other pages.

    `page_of` gives the address of the page that an article is on, by article id; empty to leave the link as it is.
    """
    return Markup(_ARTICLE_LINK.sub(lambda link: f'href="{page_of(link[1])}&#35;{link[1]}"', text))


def name_tables_apart(parts: Iterable[Markup]) -> tuple[Markup, ...]:
    """Return the parts of one page, each table after the first of a name with a number in its name.

    A screen reader lists tables by name, and each name may be on a page once (WCAG: landmarks are told apart).
    """
    seen: Counter[str] = Counter()

    def named(found: re.Match[str]) -> str:
        seen[found[1]] += 1
        return f'{found[1]} ({seen[found[1]]})"' if seen[found[1]] > 1 else found[0]

    return tuple(Markup(_TABLE_NAME.sub(named, part)) for part in parts)


def picture(drawing: Drawing, description: str = "", caption: str = "") -> Markup:
    """Return a drawing as HTML that scrolls if it is wider than the screen.

    `description` is for people who cannot see it; by default, all that it says.
    """
    below = f"<figcaption>{caption}</figcaption>" if caption else ""
    return Markup(
        f'<figure class="scroll picture-scroll" tabindex="0" role="group" aria-label="{inert(drawing.title)}">'
        f"{_for_a_page(svg(drawing, description))}{below}</figure>"
    )


def _for_a_page(drawn: str) -> str:
    """Return a drawing without what stylesheets say, and shorter: a page may have several, and is to open fast on a phone."""
    bare = _COLORS.sub("", drawn).replace(' font-size="9"', "")
    bold = _BOLD.sub(r'class="\1 t-bold"\2', bare).replace("<svg", '<svg font-size="9"', 1)
    plain = bold.replace('class="t-ink t-bold"', 'class="t-bold"').replace(' class="t-ink"', "")
    return _FRACTION.sub(lambda number: f'="{float(number[1]):.1f}"', plain)


def _standalone(found: Any) -> Any:
    """Return blocks, or any parts of them, as they read outside their agreement."""
    if isinstance(found, tuple):
        return _name_articles(found) if found and isinstance(found[0], Run) else tuple(map(_standalone, found))
    if not is_dataclass(found) or isinstance(found, type):
        return found
    changed = replace(found, **{part.name: _standalone(getattr(found, part.name)) for part in fields(found)})
    return replace(changed, number="") if isinstance(changed, Paragraph) else changed


def _name_articles(runs: Runs) -> Runs:
    """Return runs with `Article 7 (Steering committee)` as the title alone, and without “this Agreement”."""
    named: list[Run] = []
    for run in runs:
        text = run.text.replace("this Agreement", "an agreement").replace(" (see the agreement)", "")
        title = _ARTICLE_TITLE.match(text) if run == Run(run.text) else None
        if title and named and _is_reference(named[-1]):
            named[-1] = Run(f"the agreement’s article “{title[1]}”")
            text = text[title.end() :]
        named.append(replace(run, text=text))
    return tuple(named)


def _is_reference(run: Run) -> bool:
    """Return whether a run is `Article 7`, as a link to it without another look."""
    return run == Run(run.text, link=run.link) and run.link.startswith("#") and bool(_ARTICLE.fullmatch(run.text))


@dataclass(frozen=True, slots=True)
class _Writer:
    headings_from: int

    def all(self, found: Blocks) -> Iterator[str]:
        return map(self.one, found)

    def one(self, found: Block) -> str:
        match found:
            case Heading():
                level = min(found.level + self.headings_from - 1, 6)
                tag = f"h{level}" if self.headings_from else 'p class="subheading"'
                return f"<{tag}>{self.runs(found.runs)}</{tag.split()[0]}>"
            case Paragraph():
                number = f'<span class="number">{inert(found.number)}</span> ' if found.number else ""
                return f"<p>{number}{self.runs(found.runs)}</p>"
            case Listing():
                items = "".join(f"<li>{self.item(item)}</li>" for item in found.items)
                if found.marking == "•":
                    return f"<ul>{items}</ul>"
                start = f' start="{found.start}"' if found.start != 1 else ""
                return f"<ol{_LIST_CLASSES[found.marking]}{start}>{items}</ol>"
            case Table():
                return self.table(found)
            case Quote():
                return f"<blockquote>{''.join(self.all(found.blocks))}</blockquote>"
            case Code():
                return f"<pre><code>{verbatim(found.text)}</code></pre>"
            case HorizontalLine():
                return "<hr>"
            case Box():
                id = f' id="{inert(found.id)}"' if found.id else ""
                title = f'<p class="subheading">{inert(found.title)}</p>'
                return f'<div class="box"{id}>{title}{"".join(self.all(found.blocks))}</div>'
            case Signature():
                lines = (("For", found.purpose), *found.lines) if found.purpose else found.lines
                rows = "".join(f"<div><dt>{inert(label)}</dt><dd>{inert(value)}</dd></div>" for label, value in lines)
                return f'<dl class="signature">{rows}</dl>'
            case Picture():
                return picture(found.drawing, caption=self.runs(found.caption))

    def item(self, item: Blocks) -> str:
        """Return the blocks of a list item; a single paragraph needs no `<p>`."""
        if len(item) == 1 and isinstance(item[0], Paragraph) and not item[0].number:
            return self.runs(item[0].runs)
        return "".join(self.all(item))

    def table(self, found: Table) -> str:
        head = "".join(f'<th scope="col">{self.runs(cell)}</th>' for cell in found.header)
        names = [inert(plain_text(cell)) for cell in found.header]
        rows = "".join(f"<tr>{''.join(self.cells(row, names))}</tr>" for row in found.rows)
        name = inert(" / ".join(plain_text(cell) for cell in found.header))
        caption = f"<caption>{name}</caption>"
        table = f'<table class="of-text stack">{caption}<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>'
        return f'<div class="scroll" tabindex="0" role="region" aria-label="Table: {name}">{table}</div>'

    def cells(self, row: tuple[Runs, ...], names: list[Markup]) -> Iterator[str]:
        """Yield the cells of a row, each with the name of its column, since a phone shows the row as a card."""
        for number, cell in enumerate(row):
            label = f' data-label="{names[number]}"' if number < len(names) and cell else ""
            yield f"<td{label}>{self.runs(cell)}</td>"

    def runs(self, runs: Runs) -> str:
        return "".join(map(self.run, runs))

    def run(self, run: Run) -> str:
        text = "<br>".join(str(inert(line)) for line in run.text.split("\n"))
        for tag, wanted in (("code", run.code), ("em", run.italic), ("strong", run.bold)):
            if wanted:
                text = f"<{tag}>{text}</{tag}>"
        if run.link.startswith("#"):
            return f'<a href="{inert(run.link)}">{text}</a>'
        return f'<a href="{inert(run.link)}" rel="noreferrer">{text}</a>' if run.link else text

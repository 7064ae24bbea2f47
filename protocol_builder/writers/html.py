"""Knows how the blocks of a text become HTML. Knows neither Markdown nor counties."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from ..agreement.blocks import (
    Block,
    Blocks,
    Box,
    Code,
    Heading,
    Listing,
    Paragraph,
    Picture,
    Quote,
    Rule,
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

_COUNTING = {
    "•": "",
    "1.": "",
    "(a)": ' class="count-a"',
    "(i)": ' class="count-i"',
    "(A)": ' class="count-A"',
    "(1)": ' class="count-1"',
}

# On pages the stylesheet paints, in light and in dark.
_PAINT = re.compile(r' (?:fill|stroke|stroke-width|stroke-dasharray)="[^"]*"')


def markdown(text: str) -> Markup:
    """HTML of a county's own Markdown; its headings are no headings of the page."""
    return html(blocks(text))


def html(found: Blocks, headings_from: int = 0) -> Markup:
    """HTML of blocks. A heading of level 1 becomes `<h{headings_from}>`; with 0 it is a paragraph that looks like one."""
    return Markup("\n".join(_Writer(headings_from).all(found)))


def picture(drawing: Drawing, words: str = "", caption: str = "") -> Markup:
    """HTML of a drawing; one that is wider than the screen is moved under it. `words` describe it, by default in full."""
    below = f"<figcaption>{caption}</figcaption>" if caption else ""
    return Markup(
        f'<figure class="scroll picture-scroll" tabindex="0" role="group" aria-label="{inert(drawing.title)}">'
        f"{_PAINT.sub('', svg(drawing, words))}{below}</figure>"
    )


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
                return f"<ol{_COUNTING[found.marking]}{start}>{items}</ol>"
            case Table():
                return self.table(found)
            case Quote():
                return f"<blockquote>{''.join(self.all(found.blocks))}</blockquote>"
            case Code():
                return f"<pre><code>{verbatim(found.text)}</code></pre>"
            case Rule():
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
        """The blocks of a list item; one that is a single paragraph needs no paragraph of its own."""
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
        """The cells of a row; each says whose column it is, for where a phone shows the row as a card."""
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

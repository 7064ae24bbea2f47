"""Knows blocks as WordprocessingML, in a template's own styles and numbering. Knows neither agreements nor packages.

Elements stand in the order of the schema (ECMA-376, part 1); Word refuses some documents that have them otherwise.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from xml.sax.saxutils import escape, quoteattr

from .blocks import (
    LETTERINGS,
    Block,
    Blocks,
    Box,
    Code,
    Heading,
    Listing,
    Paragraph,
    Quote,
    Rule,
    Run,
    Runs,
    Signature,
    Table,
)

LETTERED = ("Clause (a)", "Clause (i)", "Clause (A)", "Clause (1)")
STYLES = (
    *("heading 1", "heading 2", "heading 3", "heading 4", "Heading unnumbered", "Heading new page", "toc 1"),
    *("Body Text", "Clause", "Clause text", *LETTERED, "Recital", "List Bullet", "List Number", "Quote", "Code text"),
    *("Rule", "Table text", "Table head", "Gap", "Gap title", "Gap code", "Signature line", "Signature purpose"),
    *("Hyperlink", "Code word", "Agreement table"),
)
"""The names of the styles that a template must have."""

_TEXT_WIDTH = 9360  # twentieths of a point between the margins of a letter page
_NUMBER, _STEP, _BULLET, _COUNT = 720, 576, 288, 432  # indents: the number 4.2, each list level, a bullet, a 1.
_SHORT = 15  # paragraphs of a box that stay on one page
_RTL = re.compile(
    "([\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc](?:[^A-Za-z0-9<>]*[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc])?)"
)


@dataclass(slots=True)
class Writer:
    """Writes blocks as paragraphs and tables of one document."""

    styles: Mapping[str, str]
    """Ids of the template's styles by name."""
    address: Callable[[str], str]
    """Gives the relationship id of an address."""
    numbering: Callable[[str, int, int], int]
    """Gives a new numbering that counts like a style, from a start at a level: (style, level, start) → numId."""
    bookmarks: Mapping[str, str]
    """Names of the bookmarks at articles, by article id."""
    base: int = _NUMBER
    """How far the text is indented where it is not in a list."""
    _fresh: set[int] = field(default_factory=set)
    """The levels of lettered lists that begin anew of themselves."""

    def heading(self, style: str, title: str, id: str, number: int, *, numbered: bool) -> str:
        """The heading of an article, with its bookmark; what follows is indented if it is numbered."""
        self.base = _NUMBER if numbered else 0
        self._fresh = set(range(4)) if style == "heading 1" else set()
        mark = (
            f'<w:bookmarkStart w:id="{number}" w:name={quoteattr(self.bookmarks[id])}/>'
            f'{_run(title)}<w:bookmarkEnd w:id="{number}"/>'
        )
        return self._p(style, mark)

    def blocks(self, found: Blocks, depth: int = 0) -> Iterator[str]:
        """The blocks, one after the other; `depth` is the number of lists around them."""
        for block, following in zip(found, (*found[1:], None), strict=False):
            keep = isinstance(following, Listing | Table | Quote | Code | Signature)
            yield from self._block(block, depth, keep=keep)
            if isinstance(block, Table) and isinstance(following, Table):
                yield self._p("Body Text", "")  # two tables that touch are one in Word

    def _block(self, block: Block, depth: int, *, keep: bool) -> Iterator[str]:
        match block:
            case Heading():
                yield self._p(f"heading {block.level}", self._runs(block.runs))
            case Paragraph():
                yield self._paragraph(block, depth, keep=keep)
            case Listing():
                yield from self._list(block, depth)
            case Table():
                yield self._table(block)
            case Quote():
                left = self.base + _BULLET + _STEP * depth
                yield from self._framed(block.blocks, "Quote", "Code text", _indent(left))
            case Code():
                yield self._p("Code text", _run(block.text), indent=_indent(self.base + 100 + _STEP * depth))
            case Rule():
                yield self._p("Rule", "")
            case Box():
                indent = _indent(self.base + 144 + _STEP * depth)
                lines = [
                    self._p("Gap title", _run(block.title), indent=indent),
                    *self._framed(block.blocks, "Gap", "Gap code", indent),
                ]
                if len(lines) < _SHORT:  # a short box stays on one page
                    lines[1:-1] = [
                        re.sub(r"(<w:pStyle [^>]*/>)", r"\1<w:keepNext/>", line, count=1) for line in lines[1:-1]
                    ]
                yield from lines
            case Signature():
                yield from self._signature(block)

    def _paragraph(self, block: Paragraph, depth: int, *, keep: bool) -> str:
        if block.number:
            clause = block.number[0].isdigit()
            self._fresh = set(range(4)) if clause else set()
            return self._p("Clause" if clause else "Recital", self._runs(block.runs), keep=keep)
        if not self.base and not depth:
            return self._p("Body Text", self._runs(block.runs), keep=keep)
        indent = _indent(self.base + _STEP * depth) if depth or self.base != _NUMBER else ""
        return self._p("Clause text", self._runs(block.runs), keep=keep, indent=indent)

    def _list(self, block: Listing, depth: int, numbering: int = 0) -> Iterator[str]:
        left = self.base + _STEP * depth
        level = depth
        if block.marking == "•":
            style, marks = "List Bullet", f'<w:numPr><w:ilvl w:val="{min(depth, 8)}"/></w:numPr>' if depth else ""
            indent = "" if self.base == _NUMBER else _indent(left + _BULLET, _BULLET)
        elif block.marking == "1.":
            style, level = "List Number", min(depth, 8)
            marks = _numbering(self.numbering(style, level, block.start), level)
            indent = "" if self.base == _NUMBER else _indent(left + _COUNT, _COUNT)
        else:
            level = LETTERINGS.index(block.marking)
            style = LETTERED[level]
            if level in self._fresh:
                self._fresh.discard(level)
                marks = _numbering(numbering, level + 2) if numbering else ""
            else:
                numbering = self.numbering(style, level + 2, block.start)
                marks = _numbering(numbering, level + 2)
            indent = "" if level == depth and self.base == _NUMBER else _indent(left + _STEP, _STEP)
        for item in block.items:
            first, rest = (item[0], item[1:]) if item and isinstance(item[0], Paragraph) else (Paragraph(()), item)
            yield self._p(style, self._runs(first.runs), number=marks, indent=indent)
            if style in LETTERED:
                self._fresh |= set(range(level + 1, 4))
            for inner in rest:
                if isinstance(inner, Listing):
                    yield from self._list(inner, depth + 1, numbering)
                else:
                    yield from self._block(inner, depth + 1, keep=False)

    def _framed(self, found: Blocks, style: str, code: str, indent: str) -> Iterator[str]:
        """Blocks in a frame, which paragraphs share only if they are indented alike; so lists have typed markers."""
        for block in found:
            match block:
                case Paragraph():
                    yield self._p(style, self._runs(block.runs), indent=indent)
                case Heading():
                    bold = tuple(replace(run, bold=True) for run in block.runs)
                    yield self._p(style, self._runs(bold), indent=indent)
                case Listing():
                    for marker, item in zip(block.markers, block.items, strict=True):
                        first = item[0].runs if item and isinstance(item[0], Paragraph) else ()
                        yield self._p(style, self._runs((Run(f"{marker} "), *first)), indent=indent)
                        yield from self._framed(item[1:] if first else item, style, code, indent)
                case Quote():
                    yield from self._framed(block.blocks, style, code, indent)
                case Code():
                    yield self._p(code, _run(block.text), indent=indent)
                case _:
                    yield from self._block(block, 0, keep=False)

    def _table(self, table: Table) -> str:
        widths = [_TEXT_WIDTH * share // 1000 for share in table.widths]
        grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
        rows = [self._row(table.header, widths, table.align, "Table head", "<w:cantSplit/><w:tblHeader/>")]
        rows += [self._row(row, widths, table.align, "Table text", "<w:cantSplit/>") for row in table.rows]
        return (
            f'<w:tbl><w:tblPr><w:tblStyle w:val="{self.styles["Agreement table"]}"/>'
            f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
            '<w:tblLook w:val="0420" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="0" w:noVBand="1"/>'
            f"</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
        )

    def _row(
        self, cells: tuple[Runs, ...], widths: list[int], align: tuple[str, ...], style: str, properties: str
    ) -> str:
        sides = (*align, *("" for _ in cells))
        return (
            f"<w:tr><w:trPr>{properties}</w:trPr>"
            + "".join(
                f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>'
                f"{self._p(style, self._runs(cell), side=side)}</w:tc>"
                for cell, width, side in zip(cells, widths, sides, strict=False)
            )
            + "</w:tr>"
        )

    def _signature(self, block: Signature) -> Iterator[str]:
        if block.purpose:
            yield self._p("Signature purpose", _run(block.purpose))
        for number, (label, value) in enumerate(block.lines):
            space = '<w:spacing w:before="440"/>' if not number else ""
            last = '<w:keepNext w:val="0"/>' if number == len(block.lines) - 1 else ""
            filled = _run(value) if value else "<w:r><w:tab/></w:r>"
            yield self._p("Signature line", f"{_run(label)}<w:r><w:tab/></w:r>{filled}", keep=last, space=space)

    def _p(
        self,
        style: str,
        content: str,
        *,
        keep: bool | str = False,
        number: str = "",
        space: str = "",
        indent: str = "",
        side: str = "",
    ) -> str:
        kept = keep if isinstance(keep, str) else "<w:keepNext/>" if keep else ""
        aligned = f'<w:jc w:val="{side}"/>' if side else ""
        return (
            f'<w:p><w:pPr><w:pStyle w:val="{self.styles[style]}"/>{kept}{number}{space}{indent}{aligned}</w:pPr>'
            f"{content}</w:p>"
        )

    def _runs(self, runs: Runs) -> str:
        return "".join(map(self._linked, runs))

    def _linked(self, run: Run) -> str:
        if not run.link:
            return _run(run.text, _look(run, self.styles))
        if not run.link.startswith("#"):
            return (
                f'<w:hyperlink r:id="{self.address(run.link)}">{_run(run.text, _look(run, self.styles))}</w:hyperlink>'
            )
        bookmark = self.bookmarks[run.link[1:]]
        word, _, number = run.text.rpartition(" ")
        if number.isdigit():
            # A field, so that the number stays right when someone adds an article.
            reference = (_field_mark("begin"), _instruction(rf"REF {bookmark} \r \h"), _field_mark("separate"))
            return f"{_run(word + ' ')}{''.join(reference)}{_run(number)}{_field_mark('end')}"
        return f'<w:hyperlink w:anchor={quoteattr(bookmark)} w:history="1">{_run(run.text)}</w:hyperlink>'

    def contents(self, entries: list[tuple[str, str, str]]) -> Iterator[str]:
        """A table of contents whose field is filled already, so that Word asks nothing: (number, title, article id)."""
        instruction = _instruction(r'TOC \o "1-1" \n \h \z \u')
        begin = f"{_field_mark('begin')}{instruction}{_field_mark('separate')}"
        for index, (number, title, id) in enumerate(entries):
            lead = f"{_run(f'{number}.')}<w:r><w:tab/></w:r>" if number else ""
            link = (
                f'<w:hyperlink w:anchor={quoteattr(self.bookmarks[id])} w:history="1">{lead}{_run(title)}</w:hyperlink>'
            )
            end = _field_mark("end") if index == len(entries) - 1 else ""
            yield self._p("toc 1", f"{begin if not index else ''}{link}{end}", indent="" if number else _indent(0))


def _field_mark(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def _instruction(field: str) -> str:
    return f'<w:r><w:instrText xml:space="preserve"> {escape(field)} </w:instrText></w:r>'


def _indent(left: int, hanging: int = 0) -> str:
    first = f'hanging="{hanging}"' if hanging else 'firstLine="0"'
    return f'<w:ind w:left="{left}" w:{first}/>'


def _numbering(number: int, level: int) -> str:
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'


def _look(run: Run, styles: Mapping[str, str]) -> str:
    style = "Hyperlink" if run.link else "Code word" if run.code else ""
    named = f'<w:rStyle w:val="{styles[style]}"/>' if style else ""
    return f"{named}{'<w:b/><w:bCs/>' if run.bold else ''}{'<w:i/><w:iCs/>' if run.italic else ''}"


def _run(text: str, look: str = "") -> str:
    """Text as runs; what is written from right to left in runs of its own, as Word asks."""
    found = []
    for index, part in enumerate(_RTL.split(text)):
        if part:
            properties = f"{look}<w:rtl/>" if index % 2 else look
            words = escape(part).replace("\n", '</w:t><w:br/><w:t xml:space="preserve">')
            words = words.replace("\t", '</w:t><w:tab/><w:t xml:space="preserve">')
            found.append(
                f"<w:r>{f'<w:rPr>{properties}</w:rPr>' if properties else ''}"
                f'<w:t xml:space="preserve">{words}</w:t></w:r>'
            )
    return "".join(found)

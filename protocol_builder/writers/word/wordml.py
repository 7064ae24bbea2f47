"""Knows blocks as WordprocessingML, in a template's own styles and numbering. Knows neither agreements nor packages.

Elements stand in the order of the schema (ECMA-376, part 1); Word refuses some documents that have them otherwise.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from xml.sax.saxutils import quoteattr

from ...agreement.blocks import (
    LETTERINGS,
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
from . import wordml_pictures
from .docx_text import PICTURE
from .wordml_runs import field_mark, instruction, look_of, written

LETTERED = ("Clause (a)", "Clause (i)", "Clause (A)", "Clause (1)")
STYLES = (
    *("heading 1", "heading 2", "heading 3", "heading 4", "Heading unnumbered", "Heading new page", "toc 1"),
    *("Body Text", "Clause", "Clause text", *LETTERED, "Recital", "List Bullet", "List Number", "Quote", "Code text"),
    *("Rule", "Table text", "Table head", "Gap", "Gap title", "Gap code", "Signature line", "Signature purpose"),
    *("Hyperlink", "Code word", "Agreement table"),
)
"""The names of the styles that a template must have."""

_R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
"""With every use of it: a template need not have named it."""
_TEXT_WIDTH = 9360  # twentieths of a point between the margins of a letter page
_NUMBER, _STEP, _BULLET, _COUNT = 720, 576, 288, 432  # indents: the number 4.2, each list level, a bullet, a 1.
_FOLLOWED = (Listing, Table, Quote, Code, Signature, Picture)
"""What a paragraph that announces it stays on one page with."""
_SHORT = 15  # paragraphs of a box that stay on one page


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
    _in_clause: bool = False
    """Whether a paragraph 1.1 stands before."""
    _pictures: int = 0
    """How many there are so far."""
    _words: list[str] = field(default_factory=list)
    """What `wording` reads in each paragraph."""

    def read(self) -> list[str]:
        """What is read in each paragraph that has been written since this was last asked; none for those without words."""
        words, self._words = self._words, []
        return [read for said in words if (read := " ".join(said.split()))]

    def heading(self, style: str, title: str, id: str, number: int, *, numbered: bool) -> str:
        """The heading of an article, with its bookmark; what follows is indented if it is numbered."""
        self.base = _NUMBER if numbered else 0
        self._fresh, self._in_clause = set(), False
        mark = (
            f'<w:bookmarkStart w:id="{number}" w:name={quoteattr(self.bookmarks[id])}/>'
            f'{written(title)}<w:bookmarkEnd w:id="{number}"/>'
        )
        return self._p(style, mark, title)

    def blocks(self, found: Blocks, depth: int = 0) -> Iterator[str]:
        """The blocks, one after the other; `depth` is the number of lists around them."""
        for block, following in zip(found, (*found[1:], None), strict=False):
            keep = isinstance(following, _FOLLOWED)
            yield from self._block(block, depth, keep=keep)
            if isinstance(block, Table) and isinstance(following, Table):
                yield self._p("Body Text", ())  # two tables that touch are one in Word

    def _block(self, block: Block, depth: int, *, keep: bool) -> Iterator[str]:
        match block:
            case Heading():
                yield self._p(f"heading {block.level}", block.runs)
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
                yield self._p("Code text", (Run(block.text),), indent=_indent(self.base + 100 + _STEP * depth))
            case Rule():
                yield self._p("Rule", ())
            case Box():
                indent = _indent(self.base + 144 + _STEP * depth)
                lines = [
                    self._p("Gap title", (Run(block.title),), indent=indent),
                    *self._framed(block.blocks, "Gap", "Gap code", indent),
                ]
                if len(lines) < _SHORT:  # a short box stays on one page
                    lines[1:-1] = [
                        re.sub(r"(<w:pStyle [^>]*/>)", r"\1<w:keepNext/>", line, count=1) for line in lines[1:-1]
                    ]
                yield from lines
            case Signature():
                yield from self._signature(block)
            case Picture():
                self._pictures += 1
                drawn = wordml_pictures.run(block.drawing, self._pictures, written)
                said = " ".join((PICTURE, *block.drawing.words))
                yield self._p("Body Text", drawn, said, keep=True, space=wordml_pictures.SPACE, indent=_indent(0))
                yield self._p("Body Text", block.caption)

    def _paragraph(self, block: Paragraph, depth: int, *, keep: bool) -> str:
        if block.number:
            clause = block.number[0].isdigit()
            self._fresh, self._in_clause = set(range(4)) if clause else set(), clause
            return self._p("Clause" if clause else "Recital", block.runs, keep=keep)
        if not self.base and not depth:
            return self._p("Body Text", block.runs, keep=keep)
        indent = _indent(self.base + _STEP * depth) if depth or self.base != _NUMBER else ""
        return self._p("Clause text", block.runs, keep=keep, indent=indent)

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
            # Outside a clause the letters go with the recitals: below 1.1 they would count articles and clauses on.
            counted, below = (style, level + 2) if self._in_clause else ("Recital", level + 1)
            if level in self._fresh:
                self._fresh.discard(level)
                marks = _numbering(numbering, below) if numbering else ""
            else:
                numbering = self.numbering(counted, below, block.start)
                marks = _numbering(numbering, below)
            indent = "" if level == depth and self.base == _NUMBER else _indent(left + _STEP, _STEP)
        for item in block.items:
            first, rest = (item[0], item[1:]) if item and isinstance(item[0], Paragraph) else (Paragraph(()), item)
            yield self._p(style, first.runs, number=marks, indent=indent)
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
                    yield self._p(style, block.runs, indent=indent)
                case Heading():
                    bold = tuple(replace(run, bold=True) for run in block.runs)
                    yield self._p(style, bold, indent=indent)
                case Listing():
                    for marker, item in zip(block.markers, block.items, strict=True):
                        first = item[0].runs if item and isinstance(item[0], Paragraph) else ()
                        yield self._p(style, (Run(f"{marker} "), *first), indent=indent)
                        yield from self._framed(item[1:] if first else item, style, code, indent)
                case Quote():
                    yield from self._framed(block.blocks, style, code, indent)
                case Code():
                    yield self._p(code, (Run(block.text),), indent=indent)
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
                f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{self._p(style, cell, side=side)}</w:tc>'
                for cell, width, side in zip(cells, widths, sides, strict=False)
            )
            + "</w:tr>"
        )

    def _signature(self, block: Signature) -> Iterator[str]:
        if block.purpose:
            yield self._p("Signature purpose", (Run(block.purpose),))
        for number, (label, value) in enumerate(block.lines):
            space = '<w:spacing w:before="440"/>' if not number else ""
            last = '<w:keepNext w:val="0"/>' if number == len(block.lines) - 1 else ""
            filled = written(value) if value else "<w:r><w:tab/></w:r>"
            line = f"{written(label)}<w:r><w:tab/></w:r>{filled}"
            yield self._p("Signature line", line, f"{label} {value}", keep=last, space=space)

    def _p(
        self,
        style: str,
        content: Runs | str,
        said: str = "",
        *,
        keep: bool | str = False,
        number: str = "",
        space: str = "",
        indent: str = "",
        side: str = "",
    ) -> str:
        if isinstance(content, tuple):
            said, content = plain_text(content), self._runs(content)
        self._words.append(said)
        kept = keep if isinstance(keep, str) else "<w:keepNext/>" if keep else ""
        aligned = f'<w:jc w:val="{side}"/>' if side else ""
        return (
            f'<w:p><w:pPr><w:pStyle w:val="{self.styles[style]}"/>{kept}{number}{space}{indent}{aligned}</w:pPr>'
            f"{content}</w:p>"
        )

    def _runs(self, runs: Runs) -> str:
        if len(runs) == 1 and not (run := runs[0]).link:
            return written(run.text, look_of(run, self.styles))
        return "".join(map(self._linked, runs))

    def _linked(self, run: Run) -> str:
        if not run.link:
            return written(run.text, look_of(run, self.styles))
        if not run.link.startswith("#"):
            return f'<w:hyperlink {_R} r:id="{self.address(run.link)}">{written(run.text, look_of(run, self.styles))}</w:hyperlink>'
        bookmark = self.bookmarks[run.link[1:]]
        word, _, number = run.text.rpartition(" ")
        if number.isdigit():
            # A field, so that the number stays right when someone adds an article.
            reference = (field_mark("begin"), instruction(rf"REF {bookmark} \r \h"), field_mark("separate"))
            return f"{written(word + ' ')}{''.join(reference)}{written(number)}{field_mark('end')}"
        return f'<w:hyperlink w:anchor={quoteattr(bookmark)} w:history="1">{written(run.text)}</w:hyperlink>'

    def contents(self, entries: list[tuple[str, str, str]]) -> Iterator[str]:
        """A table of contents whose field is filled already, so that Word asks nothing: (number, title, article id)."""
        contents = instruction(r'TOC \o "1-1" \n \h \z \u')
        begin = f"{field_mark('begin')}{contents}{field_mark('separate')}"
        for index, (number, title, id) in enumerate(entries):
            lead = f"{written(f'{number}.')}<w:r><w:tab/></w:r>" if number else ""
            link = f'<w:hyperlink w:anchor={quoteattr(self.bookmarks[id])} w:history="1">{lead}{written(title)}</w:hyperlink>'
            end = field_mark("end") if index == len(entries) - 1 else ""
            entry, said = f"{begin if not index else ''}{link}{end}", f"{number and f'{number}.'} {title}"
            yield self._p("toc 1", entry, said, indent="" if number else _indent(0))


def _indent(left: int, hanging: int = 0) -> str:
    first = f'hanging="{hanging}"' if hanging else 'firstLine="0"'
    return f'<w:ind w:left="{left}" w:{first}/>'


def _numbering(number: int, level: int) -> str:
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'

"""Write blocks as WordprocessingML, the XML of Word documents, in a template's own styles and numbering.

`Writer` makes paragraphs, lists, and tables (strings of XML) of the runs of `runs` and the shapes of `drawingml`.
Elements are in the order of the schema (ECMA-376, part 1), because Word refuses some documents that have them in
another order.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import count
from xml.sax.saxutils import quoteattr

from ...agreement.blocks import (
    LETTERINGS,
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
from ..signature_rows import Row, with_rows
from .docx_text import PICTURE
from .drawingml import picture
from .runs import field_instruction, field_mark, field_xml, run_properties, text_runs

LETTERED = ("Clause (a)", "Clause (i)", "Clause (A)", "Clause (1)")
"""The styles of list items, from the outermost list inward."""
STYLES = (
    *("heading 1", "heading 2", "heading 3", "heading 4", "Heading unnumbered", "Heading new page", "toc 1", "toc 2"),
    *("Body Text", "Clause", "Clause text", *LETTERED, "Recital", "List Bullet", "List Number", "Quote", "Code text"),
    *("Rule", "Table text", "Table head", "Gap", "Gap title", "Gap code", "Signature line", "Signature purpose"),
    *("Hyperlink", "Code word", "Agreement table"),
)
"""The names of the styles that a template must have."""

_XMLNS_R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
"""Declared wherever the prefix is used, since a template need not declare it."""
_TEXT_WIDTH = 9648
"""Between the margins of a letter page, in twentieths of a point, as all lengths of WordprocessingML are."""
_NUMBER_INDENT, _LEVEL_INDENT, _BULLET_INDENT, _COUNT_INDENT = 720, 576, 288, 432
"""For the number 4.2, each list level, a bullet, and a number 1. in a list."""
_WITH_EDGE = (Table, Quote)
"""Blocks with a line at their edge, from which the paragraph after them is set apart."""
_APART = '<w:spacing w:before="120"/>'
_KEPT_WITH_LEAD = (Listing, Table, Quote, Code, Row, Signature, Picture)
"""Blocks that stay on one page with the paragraph that leads to them."""
_MAX_UNBROKEN_BOX = 15
"""Paragraphs of a box that stay on one page."""
_PICTURE_SPACING = '<w:spacing w:before="120" w:after="80" w:line="240" w:lineRule="auto"/>'
"""For the paragraph that holds a picture: lines of a fixed height would cut it off."""
_FIRST_BOOKMARK_ID = 10_000
"""Of the headings within articles, above the ids of the articles' own bookmarks."""
_KEEP = re.compile(r"(<w:pStyle [^>]*/>)(?:<w:keepNext[^>]*/>)?")


@dataclass(slots=True)
class Writer:
    """Write blocks as paragraphs and tables of one document; hold what numbering depends on from block to block."""

    styles: Mapping[str, str]
    """The id of each of the template's styles, by name."""
    relationship_id: Callable[[str], str]
    """Return the relationship id of a web address."""
    new_numbering: Callable[[str, int, int], int]
    """Add a numbering that counts like a style, from a start at a level: (style, level, start) → numId."""
    bookmarks: Mapping[str, str]
    """The name of each article's bookmark, by article id."""
    base_indent: int = _NUMBER_INDENT
    """Indent of text that is not in a list."""
    _restarting_levels: set[int] = field(default_factory=set)
    """The levels of lettered lists that Word restarts by itself."""
    _in_clause: bool = False
    """Whether a numbered paragraph such as 1.1 came before in this article."""
    _picture_count: int = 0
    _paragraph_texts: list[str] = field(default_factory=list)
    """The text of each paragraph written, as `docx_text` reads it back."""
    _linked_texts: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)
    """The text of each paragraph with links, and where they lead."""
    _targets: list[str] = field(default_factory=list)
    """Where the links lead of the paragraph that is being written."""
    _headings: list["_Heading"] = field(default_factory=list)
    """What the table of contents lists."""

    def take_texts(self) -> list[str]:
        """Return the text of each paragraph written since the last call, without empty ones."""
        texts, self._paragraph_texts = self._paragraph_texts, []
        return [squeezed for text in texts if (squeezed := " ".join(text.split()))]

    def take_linked_texts(self) -> list[tuple[str, tuple[str, ...]]]:
        """Return the text of each paragraph with links written since the last call, and where they lead, in order.

        A bookmark is named after a `#`.
        """
        found, self._linked_texts = self._linked_texts, []
        return found

    def heading(self, style: str, title: str, id: str, number: int, *, numbered: bool, label: str = "") -> str:
        """Return the heading of an article, with its bookmark; indent what follows if the article is numbered.

        `number` counts the articles, and `label` is the number of this one in the table of contents, if it has one.
        """
        self.base_indent = _NUMBER_INDENT if numbered else 0
        self._restarting_levels, self._in_clause = set(), False
        self._headings.append(_Heading(1, label, title, self.bookmarks[id]))
        return self._paragraph_xml(style, _bookmarked(number, self.bookmarks[id], text_runs(title)), title)

    def blocks(self, found: Blocks, depth: int = 0) -> Iterator[str]:
        """Yield the XML of each block; `depth` is the number of lists around them."""
        laid_out = tuple(with_rows(found))
        rows: list[Row] = []
        for before, block, following in zip((None, *laid_out), laid_out, (*laid_out[1:], None), strict=False):
            if isinstance(block, Row):
                rows.append(block)
                if not isinstance(following, Row):
                    yield self._signature_table(rows)
                    rows = []
            else:
                keep, apart = isinstance(following, _KEPT_WITH_LEAD), isinstance(before, _WITH_EDGE)
                yield from self._block(block, depth, keep=keep, apart=apart)
            if isinstance(block, Table | Row) and isinstance(following, Table | Row) and not rows:
                yield self._paragraph_xml("Body Text", ())  # two tables that touch are one in Word

    def _block(self, block: Block, depth: int, *, keep: bool, apart: bool = False) -> Iterator[str]:
        match block:
            case Heading():
                yield self._inner_heading(block)
            case Paragraph():
                yield self._paragraph(block, depth, keep=keep, spacing=_APART if apart else "")
            case Listing():
                yield from self._list(block, depth)
            case Table():
                yield self._table(block)
            case Quote():
                left = self.base_indent + _BULLET_INDENT + _LEVEL_INDENT * depth
                yield from self._framed(block.blocks, "Quote", "Code text", _indent(left))
            case Code():
                yield self._paragraph_xml(
                    "Code text", (Run(block.text),), indent=_indent(self.base_indent + 100 + _LEVEL_INDENT * depth)
                )
            case HorizontalLine():
                yield self._paragraph_xml("Rule", ())
            case Box():
                indent = _indent(self.base_indent + 144 + _LEVEL_INDENT * depth)
                lines = [
                    self._paragraph_xml("Gap title", (Run(block.title),), indent=indent),
                    *self._framed(block.blocks, "Gap", "Gap code", indent),
                ]
                if len(lines) < _MAX_UNBROKEN_BOX:  # a short box stays on one page
                    lines[1:-1] = [
                        re.sub(r"(<w:pStyle [^>]*/>)", r"\1<w:keepNext/>", line, count=1) for line in lines[1:-1]
                    ]
                yield from lines
            case Signature():
                yield from self._signature(block)
            case Picture():
                self._picture_count += 1
                drawn = picture(block.drawing, self._picture_count)
                text = " ".join((PICTURE, *block.drawing.words))
                yield self._paragraph_xml(
                    "Body Text", drawn, text, keep=True, spacing=_PICTURE_SPACING, indent=_indent(0)
                )
                yield self._paragraph_xml("Body Text", block.caption)

    def _inner_heading(self, block: Heading) -> str:
        text, style = plain_text(block.runs), f"heading {block.level}"
        if block.level > 2:
            return self._paragraph_xml(style, block.runs)
        # Named by what it says, so that two revisions name it alike.
        above = next((one.bookmark for one in reversed(self._headings) if one.level == 1), "")
        wanted = f"{above[:20]}_{re.sub(r'[^A-Za-z0-9]+', '_', text)[:15]}"
        taken = {one.bookmark for one in self._headings}
        name = next(one for n in count(1) if (one := wanted if n == 1 else f"{wanted}_{n}") not in taken)
        self._headings.append(_Heading(2, "", text, name))
        mark = _bookmarked(_FIRST_BOOKMARK_ID + len(self._headings), name, self._runs(block.runs))
        return self._paragraph_xml(style, mark, text)

    def _paragraph(self, block: Paragraph, depth: int, *, keep: bool, spacing: str) -> str:
        if block.number:
            clause = block.number[0].isdigit()
            self._restarting_levels, self._in_clause = set(range(4)) if clause else set(), clause
            return self._paragraph_xml("Clause" if clause else "Recital", block.runs, keep=keep, spacing=spacing)
        if not self.base_indent and not depth:
            return self._paragraph_xml("Body Text", block.runs, keep=keep, spacing=spacing)
        indent = (
            _indent(self.base_indent + _LEVEL_INDENT * depth) if depth or self.base_indent != _NUMBER_INDENT else ""
        )
        return self._paragraph_xml("Clause text", block.runs, keep=keep, spacing=spacing, indent=indent)

    def _list(self, block: Listing, depth: int, numbering: int = 0) -> Iterator[str]:
        left = self.base_indent + _LEVEL_INDENT * depth
        level = depth
        if block.marking == "•":
            style, number = "List Bullet", f'<w:numPr><w:ilvl w:val="{min(depth, 8)}"/></w:numPr>' if depth else ""
            indent = "" if self.base_indent == _NUMBER_INDENT else _indent(left + _BULLET_INDENT, _BULLET_INDENT)
        elif block.marking == "1.":
            style, level = "List Number", min(depth, 8)
            number = _numbering(self.new_numbering(style, level, block.start), level)
            indent = "" if self.base_indent == _NUMBER_INDENT else _indent(left + _COUNT_INDENT, _COUNT_INDENT)
        else:
            level = LETTERINGS.index(block.marking)
            style = LETTERED[level]
            # Outside a clause the letters belong to the recitals: below 1.1 they would continue the count of articles and clauses.
            counted, below = (style, level + 2) if self._in_clause else ("Recital", level + 1)
            if level in self._restarting_levels:
                self._restarting_levels.discard(level)
                number = _numbering(numbering, below) if numbering else ""
            else:
                numbering = self.new_numbering(counted, below, block.start)
                number = _numbering(numbering, below)
            indent = (
                ""
                if level == depth and self.base_indent == _NUMBER_INDENT
                else _indent(left + _LEVEL_INDENT, _LEVEL_INDENT)
            )
        for item in block.items:
            first, rest = (item[0], item[1:]) if item and isinstance(item[0], Paragraph) else (Paragraph(()), item)
            yield self._paragraph_xml(style, first.runs, number=number, indent=indent)
            if style in LETTERED:
                self._restarting_levels |= set(range(level + 1, 4))
            for inner in rest:
                if isinstance(inner, Listing):
                    yield from self._list(inner, depth + 1, numbering)
                else:
                    yield from self._block(inner, depth + 1, keep=False)

    def _framed(self, found: Blocks, style: str, code: str, indent: str) -> Iterator[str]:
        """Yield blocks in a frame. Word frames paragraphs together only if indented alike, so list markers are typed."""
        for block in found:
            match block:
                case Paragraph():
                    yield self._paragraph_xml(style, block.runs, indent=indent)
                case Heading():
                    bold = tuple(replace(run, bold=True) for run in block.runs)
                    yield self._paragraph_xml(style, bold, indent=indent)
                case Listing():
                    for marker, item in zip(block.markers, block.items, strict=True):
                        first = item[0].runs if item and isinstance(item[0], Paragraph) else ()
                        yield self._paragraph_xml(style, (Run(f"{marker} "), *first), indent=indent)
                        yield from self._framed(item[1:] if first else item, style, code, indent)
                case Quote():
                    yield from self._framed(block.blocks, style, code, indent)
                case Code():
                    yield self._paragraph_xml(code, (Run(block.text),), indent=indent)
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
            f"{self._caption(', '.join(map(plain_text, table.header)))}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
        )

    def _caption(self, columns: str) -> str:
        """Return the caption that programs read aloud before a table: the heading above it, and its columns."""
        above = f"{self._headings[-1].title}: " if self._headings else ""
        return f"<w:tblCaption w:val={quoteattr(' '.join(f'{above}{columns}'.split()))}/>"

    def _row(
        self, cells: tuple[Runs, ...], widths: list[int], align: tuple[str, ...], style: str, properties: str
    ) -> str:
        sides = (*align, *("" for _ in cells))
        return (
            f"<w:tr><w:trPr>{properties}</w:trPr>"
            + "".join(
                f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{self._paragraph_xml(style, cell, side=side)}</w:tc>'
                for cell, width, side in zip(cells, widths, sides, strict=False)
            )
            + "</w:tr>"
        )

    def _signature_table(self, rows: list[Row]) -> str:
        """Return a table without lines, of two signature blocks a row; Word breaks no row, and no party, over pages."""
        width = _TEXT_WIDTH // 2
        caption = self._caption("signature blocks")
        written = []
        for row, following in zip(rows, (*rows[1:], None), strict=False):
            same_party = following and all(isinstance(one.cells[0][0], Signature) for one in (row, following))
            keep = r"\1<w:keepNext/>" if same_party else r'\1<w:keepNext w:val="0"/>'
            cells = ["".join(part for one in cell for part in self._block(one, 0, keep=False)) for cell in row.cells]
            cells += [self._paragraph_xml("Signature line", ())] * (2 - len(cells))
            cells = [_KEEP.sub(keep, cell) for cell in cells]
            # Lines to sign on are level where one name takes more lines than the name beside it.
            properties = f'<w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:vAlign w:val="bottom"/></w:tcPr>'
            xml = "".join(f"<w:tc>{properties}{cell}</w:tc>" for cell in cells)
            written.append(f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{xml}</w:tr>")
        return (
            f'<w:tbl><w:tblPr><w:tblW w:w="{2 * width}" w:type="dxa"/><w:tblLayout w:type="fixed"/><w:tblCellMar>'
            '<w:left w:w="0" w:type="dxa"/><w:right w:w="240" w:type="dxa"/></w:tblCellMar>'
            '<w:tblLook w:val="0000" w:firstRow="0" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
            f'{caption}</w:tblPr><w:tblGrid>{2 * f"""<w:gridCol w:w="{width}"/>"""}</w:tblGrid>{"".join(written)}</w:tbl>'
        )

    def _signature(self, block: Signature) -> Iterator[str]:
        if block.purpose:
            yield self._paragraph_xml("Signature purpose", (Run(block.purpose),))
        for number, (label, value) in enumerate(block.lines):
            is_last = number == len(block.lines) - 1
            spacing = '<w:spacing w:before="440"/>' if not number else '<w:spacing w:after="240"/>' if is_last else ""
            last = '<w:keepNext w:val="0"/>' if is_last else ""
            filled = text_runs(value) if value else "<w:r><w:tab/></w:r>"
            line = f"{text_runs(label)}<w:r><w:tab/></w:r>{filled}"
            yield self._paragraph_xml("Signature line", line, f"{label} {value}", keep=last, spacing=spacing)

    def _paragraph_xml(
        self,
        style: str,
        content: Runs | str,
        text: str = "",
        *,
        keep: bool | str = False,
        number: str = "",
        spacing: str = "",
        indent: str = "",
        side: str = "",
    ) -> str:
        if isinstance(content, tuple):
            text, content = plain_text(content), self._runs(content)
        self._paragraph_texts.append(text)
        if self._targets:
            self._linked_texts.append((" ".join(text.split()), tuple(self._targets)))
            self._targets = []
        keep_next = keep if isinstance(keep, str) else "<w:keepNext/>" if keep else ""
        alignment = f'<w:jc w:val="{side}"/>' if side else ""
        return (
            f'<w:p><w:pPr><w:pStyle w:val="{self.styles[style]}"/>{keep_next}{number}{spacing}{indent}{alignment}</w:pPr>'
            f"{content}</w:p>"
        )

    def _runs(self, runs: Runs) -> str:
        if len(runs) == 1 and not (run := runs[0]).link:
            return text_runs(run.text, run_properties(run, self.styles))
        return "".join(map(self._linked, runs))

    def _linked(self, run: Run) -> str:
        if not run.link:
            return text_runs(run.text, run_properties(run, self.styles))
        if not run.link.startswith("#"):
            self._targets.append(run.link)
            return f'<w:hyperlink {_XMLNS_R} r:id="{self.relationship_id(run.link)}">{text_runs(run.text, run_properties(run, self.styles))}</w:hyperlink>'
        bookmark = self.bookmarks[run.link[1:]]
        self._targets.append(f"#{bookmark}")
        word, _, number = run.text.rpartition(" ")
        if number.isdigit():
            # A field, so that the number stays right when someone adds an article.
            reference = field_xml(rf"REF {bookmark} \r \h", text_runs(number))
            return f"{text_runs(word + ' ')}{reference}"
        return f'<w:hyperlink w:anchor={quoteattr(bookmark)} w:history="1">{text_runs(run.text)}</w:hyperlink>'

    def contents(self) -> Iterator[str]:
        """Yield the lines of a table of contents: all headings written so far, on two levels.

        Its field has its result already, so Word does not ask whether to update it. Only the page numbers, which no one
        but Word knows, are missing until it updates the fields within.
        """
        contents = field_instruction(r'TOC \o "1-2" \h \z \u')
        begin = f"{field_mark('begin')}{contents}{field_mark('separate')}"
        for index, entry in enumerate(self._headings):
            number = f"{entry.label}." if entry.label else ""
            lead = f"{text_runs(number)}<w:r><w:tab/></w:r>" if number else ""
            self._targets.append(f"#{entry.bookmark}")
            page = field_xml(rf"PAGEREF {entry.bookmark} \h")
            shown = f"{lead}{text_runs(entry.title)}<w:r><w:tab/></w:r>{page}"
            link = f'<w:hyperlink w:anchor={quoteattr(entry.bookmark)} w:history="1">{shown}</w:hyperlink>'
            end = field_mark("end") if index == len(self._headings) - 1 else ""
            yield self._paragraph_xml(
                f"toc {entry.level}",
                f"{begin if not index else ''}{link}{end}",
                f"{number} {entry.title}",
                indent="" if number or entry.level > 1 else _indent(0),
            )


@dataclass(frozen=True, slots=True)
class _Heading:
    level: int
    label: str
    """The number of an article."""
    title: str
    bookmark: str


def _bookmarked(id: int, name: str, content: str) -> str:
    return f'<w:bookmarkStart w:id="{id}" w:name={quoteattr(name)}/>{content}<w:bookmarkEnd w:id="{id}"/>'


def _indent(left: int, hanging: int = 0) -> str:
    first = f'hanging="{hanging}"' if hanging else 'firstLine="0"'
    return f'<w:ind w:left="{left}" w:{first}/>'


def _numbering(number: int, level: int) -> str:
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'

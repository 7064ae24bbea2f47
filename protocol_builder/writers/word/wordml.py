"""Write blocks as WordprocessingML, the XML of Word documents, in a template's own styles and numbering.

Three parts: `Writer` makes paragraphs, lists, and tables (strings of XML); `text_runs` makes runs of text of one look;
`_picture` makes a drawing as DrawingML shapes. Elements are in the order of the schema (ECMA-376, part 1), because Word
refuses some documents that have them in another order.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from xml.sax.saxutils import escape, quoteattr

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
    plain,
)
from ...agreement.drawing import MARGIN, PAINTS, TONES, Drawing, Shape, Text
from .docx_text import PICTURE

LETTERED = ("Clause (a)", "Clause (i)", "Clause (A)", "Clause (1)")
"""The styles of list items, from the outermost list inward."""
STYLES = (
    *("heading 1", "heading 2", "heading 3", "heading 4", "Heading unnumbered", "Heading new page", "toc 1"),
    *("Body Text", "Clause", "Clause text", *LETTERED, "Recital", "List Bullet", "List Number", "Quote", "Code text"),
    *("Rule", "Table text", "Table head", "Gap", "Gap title", "Gap code", "Signature line", "Signature purpose"),
    *("Hyperlink", "Code word", "Agreement table"),
)
"""The names of the styles that a template must have."""

_XMLNS_R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
"""Declared wherever the prefix is used, since a template need not declare it."""
_TEXT_WIDTH = 9360
"""Between the margins of a letter page, in twentieths of a point, as all lengths of WordprocessingML are."""
_NUMBER_INDENT, _LEVEL_INDENT, _BULLET_INDENT, _COUNT_INDENT = 720, 576, 288, 432
"""For the number 4.2, each list level, a bullet, and a number 1. in a list."""
_KEPT_WITH_LEAD = (Listing, Table, Quote, Code, Signature, Picture)
"""Blocks that stay on one page with the paragraph that leads to them."""
_MAX_UNBROKEN_BOX = 15
"""Paragraphs of a box that stay on one page."""
_RIGHT_TO_LEFT = re.compile(
    "([\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc](?:[^A-Za-z0-9<>]*[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc])?)"
)

_PICTURE_SPACING = '<w:spacing w:before="120" w:after="80" w:line="240" w:lineRule="auto"/>'
"""For the paragraph that holds a picture: lines of a fixed height would cut it off."""
_EMU_PER_POINT = 12_700
"""English Metric Units, in which DrawingML gives lengths."""
_GROUP_URI = "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup"
_PICTURE_NAMESPACES = (
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    f'xmlns:wpg="{_GROUP_URI}" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
_PICTURE_FONT = '<w:rFonts w:ascii="Calibri" w:hAnsi="Calibri" w:eastAsia="Calibri" w:cs="Calibri"/>'
"""Carlito's metrics, under the name that Word knows and other programs have a substitute for."""
_DASHES = {"": "solid", "dashed": "dash", "dotted": "sysDot"}
_FIRST_SHAPE_ID = 5_000
"""Above the ids of a template's own pictures."""
_MAX_SHAPES = 1_000
"""Ids set aside for the shapes of one picture."""


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

    def take_texts(self) -> list[str]:
        """Return the text of each paragraph written since the last call, without empty ones."""
        texts, self._paragraph_texts = self._paragraph_texts, []
        return [squeezed for text in texts if (squeezed := " ".join(text.split()))]

    def heading(self, style: str, title: str, id: str, number: int, *, numbered: bool) -> str:
        """Return the heading of an article, with its bookmark; indent what follows if the article is numbered."""
        self.base_indent = _NUMBER_INDENT if numbered else 0
        self._restarting_levels, self._in_clause = set(), False
        mark = (
            f'<w:bookmarkStart w:id="{number}" w:name={quoteattr(self.bookmarks[id])}/>'
            f'{text_runs(title)}<w:bookmarkEnd w:id="{number}"/>'
        )
        return self._paragraph_xml(style, mark, title)

    def blocks(self, found: Blocks, depth: int = 0) -> Iterator[str]:
        """Yield the XML of each block; `depth` is the number of lists around them."""
        for block, following in zip(found, (*found[1:], None), strict=False):
            keep = isinstance(following, _KEPT_WITH_LEAD)
            yield from self._block(block, depth, keep=keep)
            if isinstance(block, Table) and isinstance(following, Table):
                yield self._paragraph_xml("Body Text", ())  # two tables that touch are one in Word

    def _block(self, block: Block, depth: int, *, keep: bool) -> Iterator[str]:
        match block:
            case Heading():
                yield self._paragraph_xml(f"heading {block.level}", block.runs)
            case Paragraph():
                yield self._paragraph(block, depth, keep=keep)
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
            case Rule():
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
                drawn = _picture(block.drawing, self._picture_count)
                text = " ".join((PICTURE, *block.drawing.words))
                yield self._paragraph_xml(
                    "Body Text", drawn, text, keep=True, spacing=_PICTURE_SPACING, indent=_indent(0)
                )
                yield self._paragraph_xml("Body Text", block.caption)

    def _paragraph(self, block: Paragraph, depth: int, *, keep: bool) -> str:
        if block.number:
            clause = block.number[0].isdigit()
            self._restarting_levels, self._in_clause = set(range(4)) if clause else set(), clause
            return self._paragraph_xml("Clause" if clause else "Recital", block.runs, keep=keep)
        if not self.base_indent and not depth:
            return self._paragraph_xml("Body Text", block.runs, keep=keep)
        indent = (
            _indent(self.base_indent + _LEVEL_INDENT * depth) if depth or self.base_indent != _NUMBER_INDENT else ""
        )
        return self._paragraph_xml("Clause text", block.runs, keep=keep, indent=indent)

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
            f"</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
        )

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

    def _signature(self, block: Signature) -> Iterator[str]:
        if block.purpose:
            yield self._paragraph_xml("Signature purpose", (Run(block.purpose),))
        for number, (label, value) in enumerate(block.lines):
            spacing = '<w:spacing w:before="440"/>' if not number else ""
            last = '<w:keepNext w:val="0"/>' if number == len(block.lines) - 1 else ""
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
            text, content = plain(content), self._runs(content)
        self._paragraph_texts.append(text)
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
            return f'<w:hyperlink {_XMLNS_R} r:id="{self.relationship_id(run.link)}">{text_runs(run.text, run_properties(run, self.styles))}</w:hyperlink>'
        bookmark = self.bookmarks[run.link[1:]]
        word, _, number = run.text.rpartition(" ")
        if number.isdigit():
            # A field, so that the number stays right when someone adds an article.
            reference = (_field_mark("begin"), _field_instruction(rf"REF {bookmark} \r \h"), _field_mark("separate"))
            return f"{text_runs(word + ' ')}{''.join(reference)}{text_runs(number)}{_field_mark('end')}"
        return f'<w:hyperlink w:anchor={quoteattr(bookmark)} w:history="1">{text_runs(run.text)}</w:hyperlink>'

    def contents(self, entries: list[tuple[str, str, str]]) -> Iterator[str]:
        """Yield the lines of a table of contents from (number, title, article id).

        Its field has its result already, so Word does not ask whether to update it.
        """
        contents = _field_instruction(r'TOC \o "1-1" \n \h \z \u')
        begin = f"{_field_mark('begin')}{contents}{_field_mark('separate')}"
        for index, (number, title, id) in enumerate(entries):
            lead = f"{text_runs(f'{number}.')}<w:r><w:tab/></w:r>" if number else ""
            link = f'<w:hyperlink w:anchor={quoteattr(self.bookmarks[id])} w:history="1">{lead}{text_runs(title)}</w:hyperlink>'
            end = _field_mark("end") if index == len(entries) - 1 else ""
            entry, text = f"{begin if not index else ''}{link}{end}", f"{number and f'{number}.'} {title}"
            yield self._paragraph_xml("toc 1", entry, text, indent="" if number else _indent(0))


def _indent(left: int, hanging: int = 0) -> str:
    first = f'hanging="{hanging}"' if hanging else 'firstLine="0"'
    return f'<w:ind w:left="{left}" w:{first}/>'


def _numbering(number: int, level: int) -> str:
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'


def text_runs(text: str, properties: str = "") -> str:
    """Return text as runs with the given properties (XML); right-to-left text gets runs of its own, as Word requires."""
    if not text.isascii() and _RIGHT_TO_LEFT.search(text):
        parts = enumerate(_RIGHT_TO_LEFT.split(text))
        return "".join(
            _run(part, f"{properties}<w:rtl/>" if index % 2 else properties) for index, part in parts if part
        )
    return _run(text, properties) if text else ""


def run_properties(run: Run, styles: Mapping[str, str]) -> str:
    """Return the properties of a run (XML); `styles` gives the id of each of the template's styles."""
    if not (run.link or run.code or run.bold or run.italic):
        return ""
    style = "Hyperlink" if run.link else "Code word" if run.code else ""
    style_xml = f'<w:rStyle w:val="{styles[style]}"/>' if style else ""
    return f"{style_xml}{'<w:b/><w:bCs/>' if run.bold else ''}{'<w:i/><w:iCs/>' if run.italic else ''}"


def _field_mark(kind: str) -> str:
    """Return the mark of where a field begins, its result begins (`separate`), or it ends."""
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def _field_instruction(field: str) -> str:
    """Return the run that tells Word what a field shows."""
    return f'<w:r><w:instrText xml:space="preserve"> {escape(field)} </w:instrText></w:r>'


def _run(text: str, properties: str) -> str:
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    text = text.replace("\n", '</w:t><w:br/><w:t xml:space="preserve">')
    text = text.replace("\t", '</w:t><w:tab/><w:t xml:space="preserve">')
    properties_xml = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{properties_xml}<w:t xml:space="preserve">{text}</w:t></w:r>'


def _picture(drawing: Drawing, number: int) -> str:
    """Return a run that holds a drawing as shapes, which Word draws itself; `number` counts pictures from 1.

    Shapes stay sharp at any size, can be edited in Word, and cost a fraction of what a bitmap does. A program that cannot
    draw them prints the description instead.
    """
    id = _FIRST_SHAPE_ID + number * _MAX_SHAPES
    wide, high = map(_emu, drawing.size)
    size = f'cx="{wide}" cy="{high}"'
    frame = f'<a:xfrm><a:off x="0" y="0"/><a:ext {size}/><a:chOff x="0" y="0"/><a:chExt {size}/></a:xfrm>'
    # LibreOffice stretches the shapes over the whole picture, so an invisible one is as large as the picture.
    whole = Shape("words", -MARGIN, -MARGIN, *drawing.size)
    shapes = "".join(_shape(shape, id + place) for place, shape in enumerate((whole, *drawing.shapes), 1))
    return (
        f'<w:r><mc:AlternateContent {_PICTURE_NAMESPACES}><mc:Choice Requires="wpg"><w:drawing>'
        f'<wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {size}/>'
        f'<wp:effectExtent l="0" t="0" r="0" b="0"/>'
        f'<wp:docPr id="{id}" name="Picture {number}" descr={quoteattr(drawing.alt)}/>'
        f'<wp:cNvGraphicFramePr/><a:graphic><a:graphicData uri="{_GROUP_URI}"><wpg:wgp><wpg:cNvGrpSpPr/>'
        f"<wpg:grpSpPr>{frame}</wpg:grpSpPr>{shapes}</wpg:wgp></a:graphicData></a:graphic></wp:inline></w:drawing>"
        f"</mc:Choice><mc:Fallback><w:t>{escape(drawing.alt)}</w:t></mc:Fallback></mc:AlternateContent></w:r>"
    )


def _shape(shape: Shape, id: int) -> str:
    paint = PAINTS[shape.look]
    fill = _color(paint.fill) if paint.fill else "<a:noFill/>"
    line = f'{_color(paint.line)}<a:prstDash val="{_DASHES[paint.dash]}"/>' if paint.line else "<a:noFill/>"
    weight = f' w="{_emu(paint.weight)}"' if paint.line else ""
    across, down = shape.inset
    texts = "".join(_shape_paragraph(text, shape.align) for text in shape.texts)
    box = f"<wps:txbx><w:txbxContent>{texts}</w:txbxContent></wps:txbx>" if texts else ""
    return (
        f'<wps:wsp><wps:cNvPr id="{id}" name="Shape {id}"/><wps:cNvSpPr/><wps:spPr><a:xfrm>'
        f'<a:off x="{_emu(shape.x + MARGIN)}" y="{_emu(shape.y + MARGIN)}"/>'
        f'<a:ext cx="{_emu(shape.width)}" cy="{_emu(shape.height)}"/></a:xfrm>{_outline(shape)}{fill}'
        f"<a:ln{weight}>{line}</a:ln></wps:spPr>{box}"
        f'<wps:bodyPr rot="0" vert="horz" wrap="square" lIns="{_emu(across)}" tIns="{_emu(down)}" rIns="{_emu(across)}" '
        f'bIns="0" anchor="{"ctr" if shape.is_middle else "t"}"><a:noAutofit/></wps:bodyPr></wps:wsp>'
    )


def _outline(shape: Shape) -> str:
    if not shape.radius:
        return '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
    corner = min(50_000, round(100_000 * shape.radius / min(shape.width, shape.height)))
    return f'<a:prstGeom prst="roundRect"><a:avLst><a:gd name="adj" fmla="val {corner}"/></a:avLst></a:prstGeom>'


def _shape_paragraph(text: Text, side: str) -> str:
    size, hang = round(text.size * 2), round(text.hang * 20)
    look = f'<w:color w:val="{TONES[text.tone]}"/><w:sz w:val="{size}"/><w:szCs w:val="{size}"/>'
    bold = f"{_PICTURE_FONT}<w:b/><w:bCs/>{look}"
    space = f'w:before="{round(text.above * 20)}" w:after="0" w:line="{round(text.leading * 20)}" w:lineRule="exact"'
    first = f'hanging="{hang}"' if hang else 'firstLine="0"'
    indent = f'<w:ind w:left="{hang}" w:right="0" w:{first}/>'
    label = f"{text_runs(text.label, bold)}<w:r><w:tab/></w:r>" if text.label else ""
    return (
        f'<w:p><w:pPr><w:spacing {space}/>{indent}<w:jc w:val="{side}"/></w:pPr>'
        f"{label}{text_runs(text.words, bold if text.bold else f'{_PICTURE_FONT}{look}')}</w:p>"
    )


def _color(digits: str) -> str:
    return f'<a:solidFill><a:srgbClr val="{digits}"/></a:solidFill>'


def _emu(points: float) -> int:
    return round(points * _EMU_PER_POINT)

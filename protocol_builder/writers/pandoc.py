"""Make an agreement an OpenDocument, HTML, Markdown, or plain text file with pandoc.

The agreement goes to pandoc as data, so none of its text can be taken for markup; pandoc runs in its sandbox, so it
reads and fetches nothing. Numbers of articles and paragraphs are typed, so every format shows the same ones. What
pandoc's OpenDocument files lack (headers and footers, descriptions of pictures) is added at the end.
"""

import base64
import io
import json
import os
import subprocess
import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from lxml import etree

from .. import resources
from ..agreement.agreement import Agreement
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
)
from ..agreement.drawing import Drawing
from ..agreement.markdown import as_list
from .svg import svg

PANDOC_NAMES = {
    "html": "html5",
    "md": "markdown-fenced_divs-native_divs-bracketed_spans-native_spans-header_attributes-link_attributes"
    "-simple_tables-multiline_tables-grid_tables-smart-raw_html-raw_tex-tex_math_dollars-fenced_code_attributes",
    "txt": "plain",
}
"""What pandoc calls a format, where that is not the ending of its files."""

_API_VERSION = [1, 23]
"""Of pandoc's document model."""
_MAX_SECONDS = 120
_MARKINGS = {
    "1.": ("Decimal", "Period"),
    "(a)": ("LowerAlpha", "TwoParens"),
    "(i)": ("LowerRoman", "TwoParens"),
    "(A)": ("UpperAlpha", "TwoParens"),
    "(1)": ("Decimal", "TwoParens"),
}
_WITH_LINKS = ("odt", "html")
"""Formats in which one place can link to another."""
_LINE_TO_FILL_IN = "_" * 30

_DRAW = "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"
_STYLE = "urn:oasis:names:tc:opendocument:xmlns:style:1.0"
_TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
_FO = "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"
_SVG = "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"

Node = dict[str, Any]


class PandocError(Exception):
    """pandoc could not make one document; others may still be made."""


def convert(agreement: Agreement, form: str) -> bytes:
    """Return the agreement as a file of a format, named by its ending, such as `odt`.

    Raises PandocError; OSError if pandoc is not installed.
    """
    blocks = [*_Writer(form).document(agreement)]
    if form not in _WITH_LINKS:
        blocks = _without_links(blocks)
    document = {"pandoc-api-version": _API_VERSION, "meta": {}, "blocks": blocks}
    title = f"title:{agreement.title}" if form == "odt" else f"pagetitle:{agreement.county}: {agreement.title}"
    options = ["--metadata=lang:en-US", f"--metadata={title}"]
    if form == "html":
        options.append(f"--template={resources.templates() / 'mou' / 'mou.html'}")
    if form in _WITH_LINKS:
        options.append("--standalone")
    if form == "md":
        options.append("--wrap=none")
    made = _run_pandoc(
        json.dumps(document), [f"--to={PANDOC_NAMES.get(form, form)}", "--columns=100", *options], agreement
    )
    return _finish_opendocument(made, agreement) if form == "odt" else made


def _run_pandoc(document: str, options: list[str], agreement: Agreement) -> bytes:
    try:
        import pypandoc

        program = pypandoc.get_pandoc_path()
    except (ImportError, OSError):
        raise OSError(
            None, "pandoc, which makes odt, html, md, and txt, is not installed; run pip install pypandoc_binary"
        ) from None
    with tempfile.TemporaryDirectory(prefix="pandoc-") as folder:
        made = Path(folder) / "made"
        command = [program, "--sandbox", "--from=json", *options, f"--output={made}"]
        epoch = str(int(agreement.provenance.made_on.timestamp()))
        try:
            ran = subprocess.run(
                command,
                input=document.encode(),
                capture_output=True,
                timeout=_MAX_SECONDS,
                env={**os.environ, "SOURCE_DATE_EPOCH": epoch},
            )
        except subprocess.TimeoutExpired:
            raise PandocError(f"pandoc did not finish within {_MAX_SECONDS} seconds") from None
        if ran.returncode:
            reason = " ".join(ran.stderr.decode("utf-8", "replace").split())
            raise PandocError(f"pandoc could not make the document: {reason}")
        return made.read_bytes()


class _Writer:
    """Write blocks as the nodes of pandoc's document model."""

    def __init__(self, form: str) -> None:
        self._form = form
        # OpenDocument has a style of its own for the title; elsewhere it is the first heading.
        self._article_level = 1 if form == "odt" else 2

    def document(self, agreement: Agreement) -> Iterator[Node]:
        if agreement.marks and self._form != "odt":
            yield _paragraph(Run(" · ".join(agreement.marks), bold=True))
        yield _paragraph(Run(agreement.county, bold=True))
        if self._article_level > 1:
            yield _heading(1, "", (Run(agreement.title),))
        yield self._lines(tuple((f"{label}:", value) for label, value in agreement.facts))
        for statement in agreement.statements:
            yield _paragraph(Run(statement))
        if agreement.footer and self._form != "odt":
            yield _paragraph(Run(agreement.footer, italic=True))
        if self._form in _WITH_LINKS and agreement.has_cover:
            yield self._contents(agreement)
        for article in agreement.articles:
            yield _heading(self._article_level, article.id, (Run(article.heading),))
            yield from self.blocks(article.blocks)

    def _contents(self, agreement: Agreement) -> Node:
        entries = [[_plain((Run(article.heading, link=f"#{article.id}"),))] for article in agreement.articles]
        found = [_paragraph(Run("Contents", bold=True)), {"t": "BulletList", "c": entries}]
        return {"t": "Div", "c": [["contents", [], [["role", "navigation"], ["aria-label", "Contents"]]], found]}

    def blocks(self, found: Blocks) -> Iterator[Node]:
        for block in found:
            yield from self._block(block)

    def _block(self, block: Block) -> Iterator[Node]:
        match block:
            case Heading():
                yield _heading(self._article_level + block.level - 1, "", block.runs)
            case Paragraph():
                number = (Run(f"{block.number}\N{NO-BREAK SPACE}"),) if block.number else ()
                yield _paragraph(*number, *block.runs)
            case Listing():
                yield self._list(block)
            case Table() if self._form == "txt":
                yield self._list(as_list(block))
            case Table():
                yield _table(block)
            case Quote():
                yield {"t": "BlockQuote", "c": list(self.blocks(block.blocks))}
            case Code():
                yield {"t": "CodeBlock", "c": [["", [], []], block.text]}
            case HorizontalLine():
                yield {"t": "HorizontalRule"}
            case Box():
                inner = [_paragraph(Run(block.title, bold=True)), *self.blocks(block.blocks)]
                if self._form == "html":
                    yield {"t": "Div", "c": [["", ["gap"], [["role", "note"]]], inner]}
                else:
                    yield {"t": "BlockQuote", "c": inner}
            case Signature():
                if block.purpose:
                    yield _paragraph(Run(block.purpose, bold=True))
                yield self._lines(tuple((label, value or _LINE_TO_FILL_IN) for label, value in block.lines))
            case Picture():
                yield from self._picture(block)

    def _picture(self, block: Picture) -> Iterator[Node]:
        """Yield the picture if the format can show one, otherwise its description."""
        caption = _inlines(block.caption)
        if self._form not in _WITH_LINKS:
            yield _paragraph(Run("Picture: ", italic=True), Run(block.drawing.alt))
            yield _paragraph(*block.caption)
            return
        drawn = str(svg(block.drawing))
        shown: Node = {"t": "RawBlock", "c": ["html", drawn]}
        if self._form == "odt":
            address = f"data:image/svg+xml;base64,{base64.b64encode(drawn.encode()).decode()}"
            size = [
                [side, f"{points / 72:.3f}in"]
                for side, points in zip(("width", "height"), block.drawing.size, strict=True)
            ]
            shown = {"t": "Plain", "c": [{"t": "Image", "c": [["", [], size], [], [address, ""]]}]}
        yield {"t": "Figure", "c": [["", [], []], [None, [{"t": "Plain", "c": caption}]], [shown]]}

    def _list(self, block: Listing) -> Node:
        items = [list(self.blocks(item)) for item in block.items]
        if block.marking == "•":
            return {"t": "BulletList", "c": items}
        style, around = _MARKINGS[block.marking]
        return {"t": "OrderedList", "c": [[block.start, {"t": style}, {"t": around}], items]}

    def _lines(self, lines: tuple[tuple[str, str], ...]) -> Node:
        return {"t": "LineBlock", "c": [_inlines((Run(label, bold=True), Run(f" {value}"))) for label, value in lines]}


def _without_links(node: Any) -> Any:
    """Return a node without links from one place of the document to another."""
    if isinstance(node, list):
        return [_without_links(inner) for inner in node]
    if not isinstance(node, dict) or "c" not in node:
        return node
    if node["t"] == "Link" and node["c"][2][0].startswith("#"):
        return {"t": "Span", "c": node["c"][:2]}
    return {**node, "c": _without_links(node["c"])}


def _heading(level: int, id: str, runs: Runs) -> Node:
    return {"t": "Header", "c": [level, [id, [], []], _inlines(runs)]}


def _paragraph(*runs: Run) -> Node:
    return {"t": "Para", "c": _inlines(runs)}


def _plain(runs: Runs) -> Node:
    return {"t": "Plain", "c": _inlines(runs)}


def _table(table: Table) -> Node:
    sides = {"left": "AlignLeft", "right": "AlignRight", "center": "AlignCenter"}
    align = [{"t": sides.get(side, "AlignDefault")} for side in (*table.align, *("" for _ in table.header))]
    none = ["", [], []]

    def row(cells: tuple[Runs, ...]) -> list[Any]:
        return [none, [[none, {"t": "AlignDefault"}, 1, 1, [_plain(cell)]] for cell in cells]]

    columns = [[side, {"t": "ColWidth", "c": width / 1000}] for side, width in zip(align, table.widths, strict=False)]
    body = [none, 0, [], [row(cells) for cells in table.rows]]
    return {"t": "Table", "c": [none, [None, []], columns, [none, [row(table.header)]], [body], [none, []]]}


def _inlines(runs: Runs) -> list[Node]:
    return [inline for run in runs for inline in _inline(run)]


def _inline(run: Run) -> list[Node]:
    if run.link:
        return [{"t": "Link", "c": [["", [], []], _inline(replace(run, link="")), [run.link, ""]]}]
    if run.bold:
        return [{"t": "Strong", "c": _inline(replace(run, bold=False))}]
    if run.italic:
        return [{"t": "Emph", "c": _inline(replace(run, italic=False))}]
    if run.code:
        return [{"t": "Code", "c": [["", [], []], run.text]}]
    found: list[Node] = []
    for number, line in enumerate(run.text.split("\n")):
        found += [{"t": "LineBreak"}] if number else []
        for position, word in enumerate(line.split(" ")):
            found += [{"t": "Space"}] if position else []
            found += [{"t": "Str", "c": word}] if word else []
    return found


def _finish_opendocument(made: bytes, agreement: Agreement) -> bytes:
    """Return the document with marks in the header and its origin in the footer of every page, in a fixed order."""
    when = max(agreement.provenance.made_on.timetuple()[:6], (1980, 1, 1, 0, 0, 0))
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(made)) as old, zipfile.ZipFile(packed, "w") as new:
        for name in sorted(old.namelist(), key=lambda name: (name != "mimetype", name)):
            content = old.read(name)
            if name == "styles.xml":
                content = _with_edges(content, agreement)
            elif name == "content.xml":
                content = _with_descriptions(content, _drawings(agreement))
            part = zipfile.ZipInfo(name, when)
            # Programs recognize the kind of document by its first part, which is not compressed.
            is_first = name == "mimetype"
            part.compress_type, part.create_system = zipfile.ZIP_STORED if is_first else zipfile.ZIP_DEFLATED, 0
            new.writestr(part, content)
    return packed.getvalue()


def _drawings(agreement: Agreement) -> Iterator[Drawing]:
    for article in agreement.articles:
        yield from (block.drawing for block in article.blocks if isinstance(block, Picture))


def _with_descriptions(content: bytes, drawings: Iterable[Drawing]) -> bytes:
    """Return the text with a title and a description for each picture, which pandoc leaves out."""
    root = etree.fromstring(content)
    frames = list(root.iter(f"{{{_DRAW}}}frame"))
    if not frames:
        return content
    for frame, drawing in zip(frames, drawings, strict=True):
        etree.SubElement(frame, f"{{{_SVG}}}title").text = drawing.title
        etree.SubElement(frame, f"{{{_SVG}}}desc").text = drawing.alt
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8"))


def _with_edges(styles: bytes, agreement: Agreement) -> bytes:
    root = etree.fromstring(styles)
    for face in root.iter(f"{{{_STYLE}}}font-face"):
        if face.get(f"{{{_STYLE}}}name") in ("Times New Roman", "Arial"):
            face.set(f"{{{_SVG}}}font-family", "Carlito, Calibri, sans-serif")
    for style in root.iter(f"{{{_STYLE}}}header-style"):
        space = {f"{{{_FO}}}min-height": "0.4in", f"{{{_FO}}}margin-bottom": "0.2in"}
        etree.SubElement(style, f"{{{_STYLE}}}header-footer-properties", space)
    for page in root.iter(f"{{{_STYLE}}}master-page"):
        if agreement.marks:
            header = etree.Element(f"{{{_STYLE}}}header")
            header.append(_edge_paragraph(" · ".join(agreement.marks), "Strong_20_Emphasis"))
            page.insert(0, header)
        page.find(f"{{{_STYLE}}}footer").append(_edge_paragraph(agreement.footer))
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8"))


def _edge_paragraph(text: str, style: str = "Default") -> Any:
    paragraph = etree.Element(f"{{{_TEXT}}}p", {f"{{{_TEXT}}}style-name": "Footer"})
    etree.SubElement(paragraph, f"{{{_TEXT}}}span", {f"{{{_TEXT}}}style-name": style}).text = text
    return paragraph

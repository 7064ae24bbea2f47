"""Knows how an agreement becomes an OpenDocument, HTML, Markdown or plain text file (pandoc). Knows no law.

The agreement goes to pandoc as data, so no word of it can be taken for markup; pandoc runs in its sandbox, so nothing
is read or fetched. Numbers of articles and paragraphs are typed: no reader has to count them.
"""

import base64
import json
import os
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from .. import resources
from ..agreement.agreement import Agreement
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
)
from ..agreement.markdown import as_list
from . import opendocument
from .svg import svg

WRITERS = {
    "odt": "odt",
    "html": "html5",
    "md": "markdown-fenced_divs-native_divs-bracketed_spans-native_spans-header_attributes-link_attributes"
    "-simple_tables-multiline_tables-grid_tables-smart-raw_html-raw_tex-tex_math_dollars-fenced_code_attributes",
    "txt": "plain",
}
"""What pandoc calls the format of each file ending."""

_VERSION = [1, 23]  # of pandoc's document model
_PATIENCE = 120  # seconds
_MARKINGS = {
    "1.": ("Decimal", "Period"),
    "(a)": ("LowerAlpha", "TwoParens"),
    "(i)": ("LowerRoman", "TwoParens"),
    "(A)": ("UpperAlpha", "TwoParens"),
    "(1)": ("Decimal", "TwoParens"),
}
_LINKED = ("odt", "html")
"""Formats in which one place can refer to another."""
_BLANK = "_" * 30

Node = dict[str, Any]


class PandocError(OSError):
    """pandoc is missing or gave up."""


def converted(agreement: Agreement, form: str) -> bytes:
    """The agreement in one of the formats of WRITERS. Raises PandocError."""
    blocks = [*_Writer(form).document(agreement)]
    if form not in _LINKED:
        blocks = _unlinked(blocks)
    document = {"pandoc-api-version": _VERSION, "meta": {}, "blocks": blocks}
    title = f"title:{agreement.title}" if form == "odt" else f"pagetitle:{agreement.county}: {agreement.title}"
    options = ["--metadata=lang:en-US", f"--metadata={title}"]
    if form == "html":
        options.append(f"--template={resources.templates() / 'mou' / 'mou.html'}")
    if form in _LINKED:
        options.append("--standalone")
    if form == "md":
        options.append("--wrap=none")
    found = _run(json.dumps(document), [f"--to={WRITERS[form]}", "--columns=100", *options], agreement)
    return opendocument.finished(found, agreement) if form == "odt" else found


def _run(document: str, options: list[str], agreement: Agreement) -> bytes:
    try:
        import pypandoc

        program = pypandoc.get_pandoc_path()
    except (ImportError, OSError):
        raise PandocError(
            None, "pandoc, which makes odt, html, md and txt, is not installed; pip install pypandoc_binary brings it"
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
                timeout=_PATIENCE,
                env={**os.environ, "SOURCE_DATE_EPOCH": epoch},
            )
        except subprocess.TimeoutExpired:
            raise PandocError(None, f"pandoc did not finish within {_PATIENCE} seconds") from None
        if ran.returncode:
            said = " ".join(ran.stderr.decode("utf-8", "replace").split())
            raise PandocError(None, f"pandoc could not make the document: {said}")
        return made.read_bytes()


class _Writer:
    """Writes blocks as pandoc's."""

    def __init__(self, form: str) -> None:
        self._form = form
        # OpenDocument has a style of its own for the title; elsewhere it is the first heading.
        self._top = 1 if form == "odt" else 2

    def document(self, agreement: Agreement) -> Iterator[Node]:
        if agreement.marks and self._form != "odt":
            yield _paragraph(Run(" · ".join(agreement.marks), bold=True))
        yield _paragraph(Run(agreement.county, bold=True))
        if self._top > 1:
            yield _heading(1, "", (Run(agreement.title),))
        yield self._lines(tuple((f"{label}:", value) for label, value in agreement.facts))
        for statement in agreement.statements:
            yield _paragraph(Run(statement))
        if self._form != "odt":
            yield _paragraph(Run(agreement.provenance.line, italic=True))
        if self._form in _LINKED:
            yield self._contents(agreement)
        for article in agreement.articles:
            yield _heading(self._top, article.id, (Run(article.heading),))
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
                yield _heading(self._top + block.level - 1, "", block.runs)
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
            case Rule():
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
                yield self._lines(tuple((label, value or _BLANK) for label, value in block.lines))
            case Picture():
                yield from self._picture(block)

    def _picture(self, block: Picture) -> Iterator[Node]:
        """The picture where the format can show one; its description where it cannot."""
        caption = _inlines(block.caption)
        if self._form not in _LINKED:
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


def _unlinked(node: Any) -> Any:
    """The same without references from one place of the document to another."""
    if isinstance(node, list):
        return [_unlinked(inner) for inner in node]
    if not isinstance(node, dict) or "c" not in node:
        return node
    if node["t"] == "Link" and node["c"][2][0].startswith("#"):
        return {"t": "Span", "c": node["c"][:2]}
    return {**node, "c": _unlinked(node["c"])}


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
        for place, word in enumerate(line.split(" ")):
            found += [{"t": "Space"}] if place else []
            found += [{"t": "Str", "c": word}] if word else []
    return found

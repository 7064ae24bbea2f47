"""Write runs of text and fields as WordprocessingML."""

import re
from collections.abc import Mapping
from xml.sax.saxutils import escape

from ...agreement.blocks import Run

_RIGHT_TO_LEFT = re.compile(
    "([\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc](?:[^A-Za-z0-9<>]*[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc])?)"
)


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


def field_mark(kind: str) -> str:
    """Return the mark of where a field begins, its result begins (`separate`), or it ends."""
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def field_instruction(field: str) -> str:
    """Return the run that tells Word what a field shows."""
    return f'<w:r><w:instrText xml:space="preserve"> {escape(field)} </w:instrText></w:r>'


def field_xml(field: str, result: str = "") -> str:
    """Return a field with what it shows until Word updates it (XML)."""
    return f"{field_mark('begin')}{field_instruction(field)}{field_mark('separate')}{result}{field_mark('end')}"


def _run(text: str, properties: str) -> str:
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    text = text.replace("\n", '</w:t><w:br/><w:t xml:space="preserve">')
    text = text.replace("\t", '</w:t><w:tab/><w:t xml:space="preserve">')
    properties_xml = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{properties_xml}<w:t xml:space="preserve">{text}</w:t></w:r>'

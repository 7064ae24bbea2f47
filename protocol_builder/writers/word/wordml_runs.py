"""Knows words of one look as WordprocessingML runs, and the marks of fields among them. Knows no paragraphs."""

import re
from collections.abc import Mapping
from xml.sax.saxutils import escape

from ...agreement.blocks import Run

_RTL = re.compile(
    "([\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc](?:[^A-Za-z0-9<>]*[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc])?)"
)


def written(text: str, look: str = "") -> str:
    """Text as runs; what is written from right to left in runs of its own, as Word asks."""
    if not text.isascii() and _RTL.search(text):
        parts = enumerate(_RTL.split(text))
        return "".join(_one_way(part, f"{look}<w:rtl/>" if index % 2 else look) for index, part in parts if part)
    return _one_way(text, look) if text else ""


def look_of(run: Run, styles: Mapping[str, str]) -> str:
    """How a run looks, with the ids of a template's styles."""
    if not (run.link or run.code or run.bold or run.italic):
        return ""
    style = "Hyperlink" if run.link else "Code word" if run.code else ""
    named = f'<w:rStyle w:val="{styles[style]}"/>' if style else ""
    return f"{named}{'<w:b/><w:bCs/>' if run.bold else ''}{'<w:i/><w:iCs/>' if run.italic else ''}"


def field_mark(kind: str) -> str:
    """Where a field begins, its result begins (`separate`), or it ends."""
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def instruction(field: str) -> str:
    """What a field shows."""
    return f'<w:r><w:instrText xml:space="preserve"> {escape(field)} </w:instrText></w:r>'


def _one_way(text: str, look: str) -> str:
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    text = text.replace("\n", '</w:t><w:br/><w:t xml:space="preserve">')
    text = text.replace("\t", '</w:t><w:tab/><w:t xml:space="preserve">')
    properties = f"<w:rPr>{look}</w:rPr>" if look else ""
    return f'<w:r>{properties}<w:t xml:space="preserve">{text}</w:t></w:r>'

"""Knows how pages of duties become a PDF to print. Knows neither counties nor the law.

The look is in `templates/mou/sheet.typ`.
"""

from collections.abc import Iterator
from typing import Any

from ..agreement.agreement import Agreement
from ..agreement.blocks import is_printable, printable, printed_lines
from ..agreement.role_sheets import Sheet
from .pdf import blocks_data, printed, reworded


def pdf(sheets: tuple[Sheet, ...], title: str) -> bytes:
    """Pages, each on as few leaves as it needs, as a tagged PDF with a title."""
    agreement = sheets[0].agreement
    marks, made = " · ".join(agreement.marks), agreement.provenance
    data = {
        "document-title": f"{agreement.county}: {title}",
        "description": marks,
        "running": {
            "title": f"{agreement.county} – {agreement.title}",
            "marks": marks,
            "provenance": made.line,
            "statement": agreement.statements[-1],
        },
        "sheets": [_sheet(sheet) for sheet in sheets],
    }
    if not is_printable("\n".join(_words(sheets, agreement))):
        data = reworded(data, printable)
    return printed("sheet.typ", data, _words(sheets, agreement), made)


def _sheet(sheet: Sheet) -> dict[str, Any]:
    parts = [
        {"title": part.title, "law": part.is_law, "blocks": _unlinked(blocks_data(part.blocks))} for part in sheet.parts
    ]
    return {"title": sheet.title, "lead": list(sheet.lead), "parts": parts}


def _unlinked(data: Any) -> Any:
    """Without links to articles, which are in another document."""
    if isinstance(data, list):
        return [_unlinked(item) for item in data]
    if isinstance(data, dict):
        return {
            key: "" if key == "link" and str(item).startswith("#") else _unlinked(item) for key, item in data.items()
        }
    return data


def _words(sheets: tuple[Sheet, ...], agreement: Agreement) -> Iterator[str]:
    yield from (agreement.county, agreement.title, *agreement.marks)
    for sheet in sheets:
        yield from (sheet.title, *sheet.lead)
        for part in sheet.parts:
            yield part.title
            yield from printed_lines(part.blocks)

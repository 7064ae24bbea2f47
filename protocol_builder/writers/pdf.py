"""Knows how an agreement becomes an accessible PDF (Typst, PDF/UA-1 and PDF/A-2a). Knows no law and no county file.

The look is in `templates/mou/mou.typ`. The agreement goes there as data, so no word of it can be taken for markup.
"""

import json
import re
import unicodedata
from collections.abc import Callable, Iterable
from functools import cache
from typing import Any

import typst

from .. import resources
from ..agreement.agreement import Agreement, Article, Provenance
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
    Runs,
    Signature,
    Table,
    printed_lines,
)
from .svg import svg

STANDARDS: "list[typst.PDFStandard]" = ["a-2a", "ua-1"]
_PARTS = {"recital": "recitals", "article": "articles", "signatures": "signatures", "appendix": "appendices"}
_SHORT = 1200  # letters in a box or table row that stay on one page
_FIRST_RARE = "\x7f"  # every sign before it is in the font
_UNSEEN = "\u200b\u200c\u200d\u200e\u200f\u2060\ufe0e\ufe0f"
_LONG_WORD = re.compile(r"\S{25,}")
_BREAKS = re.compile(r"([/._@&=?:,;-](?=[^/._@&=?:,;-])|[^/._@&=?:,;-]{20})")


def pdf(agreement: Agreement) -> bytes:
    """The agreement as a tagged PDF.

    A character that no font at hand can show is printed by its Unicode name in brackets.
    """
    return printed("mou.typ", _data(agreement), agreement.lines, agreement.provenance)


def printed(template: str, data: dict[str, Any], words: Iterable[str], made: Provenance) -> bytes:
    """A template of `templates/mou/` filled with data, as a tagged PDF; `words` are all that it prints of the data."""
    try:
        return _compiled(template, data, made, system_fonts=False)
    except typst.TypstError:
        # A strict PDF refuses characters without a glyph. Only then are the machine's own fonts asked.
        signs = {sign for sign in set("\n".join(words)) if sign >= _FIRST_RARE}
    unshown = {sign for sign in signs if not _can_show(sign, system_fonts=False)}
    nowhere = {sign for sign in unshown if not _can_show(sign, system_fonts=True)}
    try:
        return _compiled(template, _named(data, nowhere), made, system_fonts=nowhere != unshown)
    except typst.TypstError:
        # Each sign has a glyph, but a sequence of them has none.
        return _compiled(template, _named(data, signs), made, system_fonts=False)


def _compiled(template: str, data: dict[str, Any], made: Provenance, *, system_fonts: bool) -> bytes:
    folder = resources.templates() / "mou"
    # What goes in by `sys_inputs` counts as a part of everything, and nothing is laid out once for two agreements.
    files: Any = {
        "main.typ": (folder / template).read_bytes(),
        "blocks.typ": (folder / "blocks.typ").read_bytes(),
        "data.json": json.dumps(data, ensure_ascii=False).encode(),
    }
    found = typst.compile(
        files,
        font_paths=_fonts(system_fonts),
        format="pdf",
        pdf_standards=STANDARDS,
        timestamp=int(made.made_on.timestamp()),
    )
    assert isinstance(found, bytes)
    return found


@cache
def _fonts(system_fonts: bool) -> typst.Fonts:
    return typst.Fonts(include_system_fonts=system_fonts, font_paths=[str(resources.templates() / "mou" / "fonts")])


@cache
def _can_show(sign: str, *, system_fonts: bool) -> bool:
    source = f'#set document(title: "x")\n#set text(font: "Carlito")\n#text(str.from-unicode({ord(sign)}))'
    try:
        typst.compile(source.encode(), font_paths=_fonts(system_fonts), format="pdf", pdf_standards=STANDARDS)
    except typst.TypstError:
        return False
    return True


def _named(data: dict[str, Any], signs: set[str]) -> dict[str, Any]:
    """The data with signs written out; those that are never seen by themselves are left out."""
    names = {ord(sign): "" if sign in _UNSEEN else f"[{_name(sign)}]" for sign in signs}
    found: dict[str, Any] = reworded(data, lambda words: words.translate(names))
    return found


def reworded(data: Any, change: Callable[[str], str]) -> Any:
    """The data with every text changed, but for the addresses of links."""
    if isinstance(data, str):
        return change(data)
    if isinstance(data, list):
        return [reworded(item, change) for item in data]
    if isinstance(data, dict):
        return {key: item if key == "link" else reworded(item, change) for key, item in data.items()}
    return data


def _name(sign: str) -> str:
    return unicodedata.name(sign, f"U+{ord(sign):04X}").lower()


def _data(agreement: Agreement) -> dict[str, Any]:
    marks, made = " · ".join(agreement.marks), agreement.provenance
    return {
        "document-title": f"{agreement.county}: {agreement.title}",
        "description": marks,
        "keywords": [made.file, f"sha256 {made.sha256}", f"law of {made.on}", f"protocol-builder {made.version}"],
        "county": agreement.county,
        "title": agreement.title,
        "marks": marks,
        "running": {
            "title": agreement.running_title,
            "marks": marks,
            "provenance": made.line,
        },
        "watermark": agreement.watermark,
        "facts": [[label, _breakable(value)] for label, value in agreement.facts],
        "statements": list(agreement.statements),
        **{
            name: [_article(article) for article in agreement.articles if article.part == part]
            for part, name in _PARTS.items()
        },
    }


def _article(article: Article) -> dict[str, Any]:
    numbered = article.part == "article"
    return {
        "id": article.id,
        "number": f"{article.number}." if numbered else "",
        "title": article.title if numbered else article.heading,
        "new-page": article.begins_a_page,
        "indented": article.part in ("recital", "article"),
        "blocks": blocks_data(article.blocks),
    }


def blocks_data(found: Blocks) -> list[dict[str, Any]]:
    """Blocks as the templates take them."""
    return [
        {
            "kind": type(block).__name__.lower(),
            "sticky": isinstance(following, Listing | Table | Quote | Code | Signature | Picture),
            **_block(block),
        }
        for block, following in zip(found, (*found[1:], None), strict=False)
    ]


def _block(block: Block) -> dict[str, Any]:
    match block:
        case Heading():
            return {"level": block.level, "runs": _runs(block.runs)}
        case Paragraph():
            return {"number": block.number, "runs": _runs(block.runs)}
        case Listing():
            items = [blocks_data(item) for item in block.items]
            return {"items": items, "markers": list(block.markers), "bullet": block.marking == "•"}
        case Table():
            rows = [[_runs(cell) for cell in row] for row in block.rows]
            longest = max((len(run.text) for row in block.rows for cell in row for run in cell), default=0)
            sides = [side or "start" for side in (*block.align, *("" for _ in block.header))]
            return {
                "header": [_runs(cell) for cell in block.header],
                "rows": rows,
                "align": sides[: len(block.header)],
                "widths": list(block.widths),
                "breakable": longest > _SHORT,
            }
        case Quote():
            return {"blocks": blocks_data(block.blocks)}
        case Box():
            short = sum(map(len, printed_lines(block.blocks))) < _SHORT
            return {"title": block.title, "blocks": blocks_data(block.blocks), "short": short}
        case Code():
            return {"text": _breakable(block.text)}
        case Signature():
            return {"purpose": block.purpose, "lines": [[label, _breakable(value)] for label, value in block.lines]}
        case Picture():
            drawn = str(svg(block.drawing, is_fitted=False))
            return {"svg": drawn, "alt": block.drawing.alt, "caption": _runs(block.caption)}
        case Rule():
            return {}


def _runs(runs: Runs) -> list[Any]:
    """Runs as the templates take them: those of no look are just their words."""
    return [
        {"text": _breakable(run.text), "bold": run.bold, "italic": run.italic, "code": run.code, "link": run.link}
        if run.link or run.bold or run.italic or run.code
        else _breakable(run.text)
        for run in runs
    ]


def _breakable(words: str) -> str:
    """Text whose long words, such as addresses, may be broken, or they would run off the page."""
    if max(map(len, words.split()), default=0) < 25:
        return words  # as most do; a pattern takes several times as long to see that
    return _LONG_WORD.sub(lambda word: _BREAKS.sub("\\1\N{ZERO WIDTH SPACE}", word[0]), words)

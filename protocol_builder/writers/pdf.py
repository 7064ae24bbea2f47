"""Make an agreement, or role sheets, an accessible PDF (Typst; PDF/UA-1 and PDF/A-2a).

The design is in `templates/mou/mou.typ` and `sheet.typ`. The text goes there as data, so none of it can be taken for
markup.
"""

import json
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
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
    HorizontalLine,
    Listing,
    Paragraph,
    Picture,
    Quote,
    Runs,
    Signature,
    Table,
    is_printable,
    plain_text,
    printable,
    printed_lines,
)
from ..agreement.role_sheets import Sheet
from ..characters import UNSEEN_IN_PDF
from ..english import join_words
from ..law.requirements import DISCLAIMER
from .signature_rows import Row, with_rows
from .svg import svg

STANDARDS: "list[typst.PDFStandard]" = ["a-2a", "ua-1"]
_PLACES = {
    "recitals": ("recital",),
    "articles": ("article",),
    "signatures": ("signatures",),
    "appendices": ("appendix", "section"),
}
_MAX_UNBROKEN = 1200
"""Characters of a box or table row that stay on one page."""
_MIN_BRIEF_ITEMS, _MAX_BRIEF_ITEM = 4, 44
"""Items of a list, and characters of each, that are set in two columns."""
_FIRST_RARE = "\x7f"
"""Every character before it is in the font."""
_MAX_SHOWN = 8
"""Characters that a warning shows."""
_SCRIPTS = {
    "ARABIC": "Arabic",
    "CJK": "Chinese",
    "DEVANAGARI": "Devanagari (Hindi)",
    "GURMUKHI": "Gurmukhi (Punjabi)",
    "HANGUL": "Hangul (Korean)",
    "HIRAGANA": "Japanese",
    "KATAKANA": "Japanese",
}
"""The names of scripts whose language goes by another name, by the first word of their characters' names."""
_LONG_WORD = re.compile(r"\S{25,}")
_BREAKS = re.compile(r"([/._@&=?:,;-](?=[^/._@&=?:,;-])|[^/._@&=?:,;-]{20})")


class Pdf(bytes):
    """A PDF, with the characters in it that no installed font can show, in the order of their numbers."""

    unshown: str = ""

    @property
    def warning(self) -> str:
        """What to tell whoever made it, or empty: characters that are printed as their names in brackets."""
        if not self.unshown:
            return ""
        scripts = join_words(tuple(sorted({_script(character) for character in self.unshown})))
        shown = [one if one.isprintable() else f"U+{ord(one):04X}" for one in self.unshown]
        more = " …" if len(shown) > _MAX_SHOWN else ""
        what, names = ("a character", "its name") if len(shown) == 1 else (f"{len(shown)} characters", "their names")
        return (
            f"this computer has no font for {scripts}, so the PDF prints {names} in brackets for {what} "
            f"({' '.join(shown[:_MAX_SHOWN])}{more}); install a font that has them, such as a Noto font, or change the "
            "text, and run the command again"
        )


def _script(character: str) -> str:
    """Return what a character belongs to, with the language that most people know it by: Hangul (Korean)."""
    word = unicodedata.name(character, "private use").split()[0]
    if unicodedata.category(character)[0] not in "LM" or word in ("COMBINING", "MODIFIER"):
        return "private-use characters" if word == "private" else "symbols"
    return _SCRIPTS.get(word, word.capitalize())


def pdf(agreement: Agreement) -> bytes:
    """Return the agreement as a tagged PDF.

    A character that no installed font can show is printed as its Unicode name in brackets; `Pdf.warning` says so.
    """
    return _fill("mou.typ", _agreement_data(agreement), agreement.lines, agreement.provenance)


def sheets_pdf(sheets: tuple[Sheet, ...], title: str) -> bytes:
    """Return role sheets, all of one agreement, as a tagged PDF; each begins on a page of its own."""
    agreement = sheets[0].agreement
    data = _sheets_data(sheets, title)
    if not is_printable("\n".join(_sheet_texts(sheets, agreement))):
        data = _map_texts(data, printable)
    return _fill("sheet.typ", data, _sheet_texts(sheets, agreement), agreement.provenance)


def _fill(template: str, data: dict[str, Any], texts: Iterable[str], made: Provenance) -> Pdf:
    """Fill a template of `templates/mou/` with data; `texts` are all that it prints of the data."""
    try:
        return Pdf(_compile(template, data, made, system_fonts=False))
    except typst.TypstError:
        # A strict PDF refuses characters without a glyph. Only then are the machine's own fonts tried.
        rare = {character for character in set("\n".join(texts)) if character >= _FIRST_RARE}
    missing = {character for character in rare if not _can_show(character, system_fonts=False)}
    unshowable = {character for character in missing if not _can_show(character, system_fonts=True)}
    # Where each character has a glyph, a sequence of them may have none, such as a keycap over a digit.
    joined = {character for character in rare if unicodedata.category(character) in ("Mn", "Mc", "Me", "Cf")}
    for named, system_fonts in ((unshowable, unshowable != missing), (unshowable | joined, True)):
        with suppress(typst.TypstError):
            return _named(_compile(template, _name_characters(data, named), made, system_fonts=system_fonts), named)
    return _named(_compile(template, _name_characters(data, rare), made, system_fonts=False), rare)


def _named(document: bytes, characters: set[str]) -> Pdf:
    found = Pdf(document)
    found.unshown = "".join(sorted(character for character in characters if character not in UNSEEN_IN_PDF))
    return found


def _compile(template: str, data: dict[str, Any], made: Provenance, *, system_fonts: bool) -> bytes:
    folder = resources.templates() / "mou"
    # With `sys_inputs`, Typst would reuse no layout from one agreement to the next.
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
def _can_show(character: str, *, system_fonts: bool) -> bool:
    source = f'#set document(title: "x")\n#set text(font: "Carlito")\n#text(str.from-unicode({ord(character)}))'
    try:
        typst.compile(source.encode(), font_paths=_fonts(system_fonts), format="pdf", pdf_standards=STANDARDS)
    except typst.TypstError:
        return False
    return True


def _name_characters(data: dict[str, Any], characters: set[str]) -> dict[str, Any]:
    """Return the data with characters replaced by their names, and without those that are invisible alone."""
    names = {ord(one): "" if one in UNSEEN_IN_PDF else f"[{_unicode_name(one)}]" for one in characters}
    found: dict[str, Any] = _map_texts(data, lambda text: text.translate(names))
    return found


def _map_texts(data: Any, change: Callable[[str], str]) -> Any:
    """Return the data with every text changed, except the addresses of links."""
    if isinstance(data, str):
        return change(data)
    if isinstance(data, list):
        return [_map_texts(item, change) for item in data]
    if isinstance(data, dict):
        return {key: item if key == "link" else _map_texts(item, change) for key, item in data.items()}
    return data


def _unicode_name(character: str) -> str:
    return unicodedata.name(character, f"U+{ord(character):04X}").lower()


def _agreement_data(agreement: Agreement) -> dict[str, Any]:
    marks, made = " · ".join(agreement.marks), agreement.provenance
    revision = [f"revision {agreement.revision}"] if agreement.revision else []
    return {
        "document-title": f"{agreement.county}: {agreement.title}",
        "description": " · ".join((*agreement.marks, DISCLAIMER)),
        "keywords": [made.file, f"sha256 {made.sha256}", made.law, f"protocol-builder {made.version}", *revision],
        "county": agreement.county,
        "title": agreement.title,
        "marks": marks,
        "running": {
            "title": agreement.running_title,
            "marks": marks,
            "provenance": agreement.footer,
        },
        "watermark": _watermark(agreement.watermark),
        "cover": agreement.has_cover,
        "facts": [[label, _breakable(value)] for label, value in agreement.facts],
        "statements": list(agreement.statements),
        **{
            name: [_article_data(article) for article in agreement.articles if article.part in parts]
            for name, parts in _PLACES.items()
        },
    }


@cache
def _watermark(word: str) -> str:
    """Return the word as a drawing (SVG) of its outlines, or empty if there is none."""
    if not word:
        return ""
    look = '#set page(width: auto, height: auto, margin: 0pt, fill: none)\n#set text(font: "Carlito", size: 100pt)'
    source = f'{look}\n#text(weight: "bold", fill: rgb("F1F1F1"), {json.dumps(word, ensure_ascii=False)})'
    drawn = typst.compile(source.encode(), font_paths=_fonts(system_fonts=False), format="svg")
    assert isinstance(drawn, bytes)
    return drawn.decode()


def _article_data(article: Article) -> dict[str, Any]:
    numbered = article.part == "article"
    return {
        "id": article.id,
        "number": f"{article.number}." if numbered else "",
        "title": article.title if numbered else article.heading,
        "new-page": article.begins_a_page,
        "indented": article.part in ("recital", "article"),
        "blocks": _blocks_data(article.blocks),
    }


def _blocks_data(found: Blocks) -> list[dict[str, Any]]:
    """Return blocks as the templates take them."""
    return _laid_out(tuple(with_rows(found)))


def _laid_out(blocks: tuple[Block | Row, ...]) -> list[dict[str, Any]]:
    return [
        {
            "kind": type(block).__name__.lower(),
            "sticky": _is_sticky(block, following),
            **_block_data(block),
        }
        for block, following in zip(blocks, (*blocks[1:], None), strict=False)
    ]


def _is_sticky(block: Block | Row, following: Block | Row | None) -> bool:
    """Return whether a block stays on the page of the one after it."""
    if isinstance(block, Row):  # all rows of one party stay below its name
        rows = (block, following)
        return all(isinstance(row, Row) and isinstance(row.cells[0][0], Signature) for row in rows)
    return isinstance(following, Listing | Table | Quote | Code | Row | Signature | Picture)


def _block_data(block: Block | Row) -> dict[str, Any]:
    match block:
        case Heading():
            return {"level": block.level, "runs": _runs_data(block.runs)}
        case Paragraph():
            return {"number": block.number, "runs": _runs_data(block.runs)}
        case Listing():
            items = [_blocks_data(item) for item in block.items]
            return {
                "items": items,
                "markers": list(block.markers),
                "bullet": block.marking == "•",
                "brief": _is_brief(block),
            }
        case Table():
            rows = [[_runs_data(cell) for cell in row] for row in block.rows]
            longest = max((len(run.text) for row in block.rows for cell in row for run in cell), default=0)
            sides = [side or "start" for side in (*block.align, *("" for _ in block.header))]
            return {
                "header": [_runs_data(cell) for cell in block.header],
                "rows": rows,
                "align": sides[: len(block.header)],
                "widths": list(block.widths),
                "breakable": longest > _MAX_UNBROKEN,
            }
        case Quote():
            return {"blocks": _blocks_data(block.blocks)}
        case Box():
            short = sum(map(len, printed_lines(block.blocks))) < _MAX_UNBROKEN
            return {"title": block.title, "blocks": _blocks_data(block.blocks), "short": short}
        case Code():
            return {"text": _breakable(block.text)}
        case Row():
            return {"cells": [_laid_out(cell) for cell in block.cells]}
        case Signature():
            return {"purpose": block.purpose, "lines": [[label, _breakable(value)] for label, value in block.lines]}
        case Picture():
            drawn = str(svg(block.drawing, is_fitted=False))
            return {"svg": drawn, "alt": block.drawing.alt, "caption": _runs_data(block.caption)}
        case HorizontalLine():
            return {}


def _is_brief(block: Listing) -> bool:
    """Return whether a list is set in two columns: each of its items fits on half a line."""
    return len(block.items) >= _MIN_BRIEF_ITEMS and all(
        len(item) == 1 and isinstance(item[0], Paragraph) and len(plain_text(item[0].runs)) <= _MAX_BRIEF_ITEM
        for item in block.items
    )


def _runs_data(runs: Runs) -> list[Any]:
    """Return runs as the templates take them: those without a look are only their text."""
    return [
        {"text": _breakable(run.text), "bold": run.bold, "italic": run.italic, "code": run.code, "link": run.link}
        if run.link or run.bold or run.italic or run.code
        else _breakable(run.text)
        for run in runs
    ]


def _breakable(text: str) -> str:
    """Return text whose long words, such as addresses, may be broken, so that they do not run off the page."""
    if max(map(len, text.split()), default=0) < 25:
        return text  # most texts; a pattern takes several times as long to find that out
    return _LONG_WORD.sub(lambda word: _BREAKS.sub("\\1\N{ZERO WIDTH SPACE}", word[0]), text)


def _sheets_data(sheets: tuple[Sheet, ...], title: str) -> dict[str, Any]:
    agreement = sheets[0].agreement
    # Whoever finds a page with internal numbers must see that it is not for everyone.
    for_staff = ("FOR STAFF ONLY",) if any("(staff only)" in line for line in _sheet_texts(sheets, agreement)) else ()
    marks = " · ".join((*agreement.marks, *for_staff))
    return {
        "document-title": f"{agreement.county}: {title}",
        "description": marks,
        "running": {
            "title": f"{agreement.county}: {agreement.title}",
            "marks": marks,
            "provenance": agreement.provenance.line,
            "statement": DISCLAIMER,
        },
        "sheets": [_sheet_data(sheet) for sheet in sheets],
    }


def _sheet_data(sheet: Sheet) -> dict[str, Any]:
    parts = [
        {
            "title": part.title,
            "law": part.is_law,
            "columns": part.columns,
            "yields": part.yields,
            "blocks": _without_article_links(_blocks_data(part.blocks)),
        }
        for part in sheet.parts
    ]
    return {
        "title": sheet.title,
        "lead": list(sheet.lead),
        "parts": parts,
        "small": list(sheet.small),
        "to-sign": sheet.to_sign,
        "one-page": sheet.is_one_page,
    }


def _without_article_links(data: Any) -> Any:
    """Return the data without links to articles, which are in another document."""
    if isinstance(data, list):
        return [_without_article_links(item) for item in data]
    if isinstance(data, dict):
        return {
            key: "" if key == "link" and str(item).startswith("#") else _without_article_links(item)
            for key, item in data.items()
        }
    return data


def _sheet_texts(sheets: tuple[Sheet, ...], agreement: Agreement) -> Iterator[str]:
    """Yield all that the sheets print."""
    yield from (agreement.county, agreement.title, *agreement.marks)
    for sheet in sheets:
        yield from (sheet.title, *sheet.lead, *sheet.small, sheet.to_sign)
        for part in sheet.parts:
            yield part.title
            yield from printed_lines(part.blocks)

"""Knows how an agreement fills a Word template (docxtpl) and becomes a file. Knows no law and no county file.

A template may come from anyone: it is rendered in a sandbox, gets text and lists only, and must print everything.
"""

import html
import io
import re
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import jinja2
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.exceptions import PackageNotFoundError
from docxtpl import DocxTemplate
from jinja2.sandbox import ImmutableSandboxedEnvironment
from lxml import etree
from markupsafe import Markup, escape

from . import fingerprint, resources
from .agreement import Agreement, Article
from .wordml import STYLES, Writer

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PLACES = ("contents", "recitals", "articles", "signatures", "appendices")
FIELDS = (
    *("county", "title", "running_title", "marks", "watermark", "facts", "statements", "provenance"),
    *_PLACES,
)
"""The names that a template may print."""
_EDGES = (DocxTemplate.HEADER_URI, DocxTemplate.FOOTER_URI)
_HEADINGS = {
    "recital": "Heading unnumbered",
    "article": "heading 1",
    "signatures": "Heading new page",
    "appendix": "Heading new page",
}


class TemplateError(resources.UnfitResourceError):
    """A Word template that cannot be filled in without loss; says in plain words why."""


def docx(agreement: Agreement, template: Path | None = None) -> bytes:
    """The agreement as a Word document; `template` is a county's own. Raises TemplateError if that does not fit."""
    path = template or resources.templates() / "mou" / "mou.docx"
    try:
        document = _opened(path)
        _see_text(document, path.name)
        document.render(_context(agreement), _environment(), autoescape=True)
    except (PackageNotFoundError, zipfile.BadZipFile, KeyError) as error:
        raise TemplateError(f"{path.name} is not a Word document (.docx)") from error
    except jinja2.UndefinedError as error:
        fields = ", ".join(_context(agreement))
        raise TemplateError(f"{path.name}: {error}; the fields are {fields}") from error
    except jinja2.TemplateError as error:
        raise TemplateError(f"{path.name}: {error}") from error
    writer = _writer(document, agreement, path.name)
    for place, found in _places(agreement, writer).items():
        _put(document, place, found, path.name)
    _see_marks(document, agreement, path.name)
    _set_properties(document, agreement)
    places = {writer.bookmarks[article.id]: article.name for article in agreement.articles}
    fingerprint.put(document.docx, agreement, places)
    saved = io.BytesIO()
    document.save(saved)
    return _repacked(saved, agreement)


def _opened(path: Path) -> DocxTemplate:
    document = DocxTemplate(str(path))
    relations = document.get_docx().part.package.rels
    # LibreOffice names the properties otherwise than python-docx, which would add them a second time.
    for id in [id for id, relation in relations.items() if relation.reltype.endswith("metadata/core-properties")]:
        if relations[id].reltype != RELATIONSHIP_TYPE.CORE_PROPERTIES:
            relations.pop(id)
    return document


def _see_text(document: DocxTemplate, name: str) -> None:
    """What stands in a paragraph beside a tag that takes the whole paragraph would be lost without a word."""
    body = document.get_docx().element.body
    roots = [body, *(etree.fromstring(part.blob) for uri in _EDGES for _, part in document.get_headers_footers(uri))]
    for paragraph in (paragraph for root in roots for paragraph in root.iter(f"{{{_W}}}p")):
        words = "".join(text.text or "" for text in paragraph.iter(f"{{{_W}}}t"))
        if re.search(r"\{[{%]p ", words) and not re.fullmatch(r"\s*\{[{%]p [^{}]*\}\}?\s*", words):
            raise TemplateError(f"{name}: the line “{words}” would be lost; put its tag in a paragraph of its own")


def _environment() -> ImmutableSandboxedEnvironment:
    return ImmutableSandboxedEnvironment(undefined=jinja2.StrictUndefined, autoescape=True, finalize=_escaped)


def _escaped(value: Any) -> Any:
    """A value as XML text. docxtpl rewrites `{_{`, tabs and newlines in what it prints; none of them gets there."""
    if isinstance(value, Markup | jinja2.Undefined) or not isinstance(value, str):
        return value
    return Markup(str(escape(" ".join(value.split()))).replace("_", "&#95;"))


def _context(agreement: Agreement) -> dict[str, Any]:
    """What a template may print. Places are filled afterwards: docxtpl would go through every word of them."""
    return {
        "county": agreement.county,
        "title": agreement.title,
        "running_title": agreement.running_title,
        "marks": " · ".join(agreement.marks),
        "watermark": "DRAFT" if "DRAFT" in agreement.marks else "EXAMPLE" if agreement.marks else "",
        "facts": [{"label": label, "value": value} for label, value in agreement.facts],
        "statements": list(agreement.statements),
        "provenance": agreement.provenance.line,
        **{place: Markup(f"<w:p><?place {place}?></w:p>") for place in _PLACES},
    }


def _writer(document: DocxTemplate, agreement: Agreement, name: str) -> Writer:
    part = document.docx.part
    styles = {
        style.find(f"{{{_W}}}name").get(f"{{{_W}}}val"): style.get(f"{{{_W}}}styleId")
        for style in part.styles.element.iterfind(f"{{{_W}}}style")
    }
    lower = {known.lower(): id for known, id in styles.items()}
    styles |= {style: lower[style.lower()] for style in STYLES if style not in styles and style.lower() in lower}
    if missing := [style for style in STYLES if style not in styles]:
        raise TemplateError(f"{name} lacks the style “{missing[0]}”; copy it from mou.docx")
    bookmarks = {
        article.id: re.sub(r"\W", "_", f"a{number}_{article.id}")[:40]
        for number, article in enumerate(agreement.articles)
    }
    return Writer(
        styles=styles,
        address=lambda address: str(part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)),
        numbering=_numbering(part.numbering_part.element, part.styles.element, styles),
        bookmarks=bookmarks,
    )


def _numbering(element: Any, sheet: Any, styles: Mapping[str, str]) -> Callable[[str, int, int], int]:
    # A style names its numbering; in some programs' files only the numbering names its style.
    kind_of = {
        number.get(f"{{{_W}}}numId"): number.find(f"{{{_W}}}abstractNumId").get(f"{{{_W}}}val")
        for number in element.iterfind(f"{{{_W}}}num")
    }
    kinds = {
        level.get(f"{{{_W}}}val"): kind.get(f"{{{_W}}}abstractNumId")
        for kind in element.iterfind(f"{{{_W}}}abstractNum")
        for level in kind.iterfind(f"{{{_W}}}lvl/{{{_W}}}pStyle")
    } | {
        number.getparent().getparent().getparent().get(f"{{{_W}}}styleId"): kind_of[number.get(f"{{{_W}}}val")]
        for number in sheet.iterfind(f"{{{_W}}}style/{{{_W}}}pPr/{{{_W}}}numPr/{{{_W}}}numId")
        if number.get(f"{{{_W}}}val") in kind_of
    }

    def new(style: str, level: int, start: int) -> int:
        number = max((int(known.get(f"{{{_W}}}numId")) for known in element.iterfind(f"{{{_W}}}num")), default=0) + 1
        if styles[style] not in kinds:
            raise TemplateError(f"the template's style “{style}” has lost its numbering; copy it from mou.docx")
        found = (
            f'<w:num xmlns:w="{_W}" w:numId="{number}"><w:abstractNumId w:val="{kinds[styles[style]]}"/>'
            f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="{start}"/></w:lvlOverride></w:num>'
        )
        element.append(etree.fromstring(found))
        return number

    return new


def _places(agreement: Agreement, writer: Writer) -> dict[str, list[str]]:
    parts: dict[str, list[str]] = {"recital": [], "article": [], "signatures": [], "appendix": []}
    for number, article in enumerate(agreement.articles, 1):
        parts[article.part].append(_heading(writer, article, number))
        parts[article.part].extend(writer.blocks(article.blocks))
    entries = [
        (article.number, article.title, article.id) if article.part == "article" else ("", article.heading, article.id)
        for article in agreement.articles
    ]
    return {
        "contents": list(writer.contents(entries)),
        **dict(zip(_PLACES[1:], parts.values(), strict=True)),
    }


def _heading(writer: Writer, article: Article, number: int) -> str:
    title = article.title if article.part == "article" else article.heading
    numbered = article.part in ("recital", "article")
    return writer.heading(_HEADINGS[article.part], title, article.id, number, numbered=numbered)


def _put(document: DocxTemplate, place: str, found: list[str], name: str) -> None:
    """Put paragraphs in their place in the rendered template."""
    body = document.docx.element.body
    marks = [mark for mark in body.iter(etree.ProcessingInstruction) if mark.target == "place" and mark.text == place]
    if len(marks) > 1 or (not marks and found and place != "contents"):
        often = "more than once" if marks else "nowhere"
        raise TemplateError(
            f"{name} prints {place} {often}; it must have one paragraph that holds only {{{{p {place} }}}}"
        )
    for mark in marks:
        paragraph = mark.getparent()
        parent = paragraph.getparent()
        written = etree.fromstring(f'<w:body xmlns:w="{_W}" xmlns:r="{_R}">{"".join(found)}</w:body>')
        index = parent.index(paragraph)
        parent[index : index + 1] = list(written)


def _see_marks(document: DocxTemplate, agreement: Agreement, name: str) -> None:
    """A template that leaves out DRAFT or the like would make a draft look final."""
    part = document.docx.part
    shown = [
        "".join(etree.fromstring(part.rels[reference.get(f"{{{_R}}}id")].target_part.blob).itertext())
        for kind in ("headerReference", "footerReference")
        for reference in part.element.body.iter(f"{{{_W}}}{kind}")
        if reference.get(f"{{{_W}}}type") == "default"
    ]
    for mark in agreement.marks:
        if not any(mark in words for words in shown):
            raise TemplateError(f"{name} does not print {{{{ marks }}}} in its header, so a draft would look final")


def _set_properties(document: DocxTemplate, agreement: Agreement) -> None:
    core, made = document.docx.core_properties, agreement.provenance
    for name in ("author", "comments", "identifier", "language", "subject"):
        setattr(core, name, html.unescape(getattr(core, name)))  # docxtpl escapes them twice
    core.title = f"{agreement.county}: {agreement.title}"[:255]
    core.subject = " · ".join(agreement.marks)
    core.keywords = f"{made.file}; sha256 {made.sha256}; law of {made.on}; protocol-builder {made.version}"[:255]
    core.language = "en-US"
    core.created = core.modified = made.made_on.replace(tzinfo=None)


def _repacked(saved: io.BytesIO, agreement: Agreement) -> bytes:
    """The document with its parts in a fixed order and at a fixed time, so that the same agreement gives the same bytes."""
    when = max(agreement.provenance.made_on.timetuple()[:6], (1980, 1, 1, 0, 0, 0))
    packed = io.BytesIO()
    with zipfile.ZipFile(saved) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
        for name in sorted(old.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            part = zipfile.ZipInfo(name, when)
            part.compress_type, part.create_system = zipfile.ZIP_DEFLATED, 0
            new.writestr(part, old.read(name))
    return packed.getvalue()

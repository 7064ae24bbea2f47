"""Make an agreement a Word document by filling a Word template.

docxtpl fills in the template's own text, which is little. The agreement's text is put in its places as `wordml` writes
it, and the edit record is taken from the same text, so nothing long is parsed.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any
from xml.sax.saxutils import quoteattr

import jinja2
from lxml import etree
from markupsafe import Markup

from ... import resources
from ...agreement.agreement import Agreement, Article
from ...law.requirements import DISCLAIMER
from . import edit_marks
from .docx_text import W, paragraph_elements, read_paragraph, read_paragraphs
from .effects import leads_to, link_to, links_of
from .page_marks import pages_without
from .template import Template, TemplateError, Time, load_template
from .template_faults import outside_loop, refuse_faults
from .wordml import STYLES, Writer

__all__ = ["FIELDS", "TemplateError", "docx"]

_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_HYPERLINK = f"{_R}/hyperlink"
PLACES = ("contents", "recitals", "articles", "signatures", "appendices")
"""The fields that are alone in a paragraph, which the agreement's text replaces."""
FIELDS = (
    *("county", "title", "running_title", "marks", "watermark", "facts", "statements", "provenance"),
    *PLACES,
)
"""The names that a template may print."""
_PLACE_OF = {
    "recital": "recitals",
    "article": "articles",
    "signatures": "signatures",
    "appendix": "appendices",
    "section": "appendices",
}
_SAMPLE, _SAMPLE_MARK = "x", "PAGES WITHOUT THIS MARK"
"""What a template is filled in with to see which pages print a mark."""
_OF_COVER = ("TOC Heading", "Agreement title", "Section end")
"""The styles of what only an agreement with a cover has before its text."""


def docx(agreement: Agreement, template: Path | None = None) -> bytes:
    """Return the agreement as a Word document; `template` is a county's own.

    Raises TemplateError if the template cannot be used.
    """
    path = template or resources.templates() / "mou" / "mou.docx"
    content = path.read_bytes()
    if template and (fault := refuse_faults(content, path.name, FIELDS, PLACES)):
        raise TemplateError(fault)
    loaded = load_template(content, path.name)
    if template:
        _require_marks_in(loaded, path.name)
    return loaded.pack(filled_parts(agreement, loaded, path.name, Additions(loaded)), packed_at(agreement))


def filled_parts(
    agreement: Agreement,
    loaded: Template,
    name: str,
    additions: "Additions",
    *,
    bookmarks: Mapping[str, str] | None = None,
    provenance: str | None = None,
) -> dict[str, bytes]:
    """Return the parts of a document that an agreement fills in, by name.

    Two agreements filled in with the same additions have relations and numberings of one document; `bookmarks` then gives
    the name of each article's bookmark, and `provenance` the line of both. Raises TemplateError; `name` is the template's.
    """
    context = _context(agreement)
    context["provenance"] = context["provenance"] if provenance is None else provenance
    try:
        body, edges, parts = loaded.fill(context)
        parts |= loaded.properties(context, **_properties(agreement))
    except jinja2.UndefinedError as error:
        for outside in filter(None, map(outside_loop, re.findall(r"^'(\w+)' is undefined", str(error)))):
            raise TemplateError(f"{name} {outside}") from error
        raise TemplateError(f"{name}: {error}; the fields are {', '.join(context)}") from error
    except jinja2.TemplateNotFound as error:
        raise TemplateError(f"{name} includes another file, “{error}”; paste its text into {name}") from error
    except jinja2.TemplateError as error:
        raise TemplateError(f"{name}: {error}") from error
    if not agreement.has_cover:
        _remove_cover(body, loaded)
    texts = _write(agreement, additions.writer(agreement, name, bookmarks))
    place_of = _places_in(body, texts, name)
    used = _used_edges(body, edges)
    for mark in agreement.marks:
        _require_mark(mark, loaded, body, edges, name)
    edge_texts = [found.text for edge in used for found in read_paragraphs(edge, loaded.hidden)]
    note_texts = [found.text for notes in loaded.notes(parts) for found in read_paragraphs(notes, loaded.hidden)]
    body_texts = _paragraph_texts(body, place_of, texts, loaded.hidden)
    leading = {leads_to(*one) for found in texts.values() for part in found for one in part.links}
    effects = loaded.effects | {*map(link_to, additions.addresses), *leading}
    effects |= set(links_of(body, loaded.relations, loaded.hidden))
    parts[loaded.record] = edit_marks.write_record(agreement, body_texts, edge_texts, note_texts, effects)
    for paragraph, place in place_of.items():
        paragraph.getparent().replace(paragraph, etree.ProcessingInstruction("place", place))
    xml = {place: "".join(part.xml for part in found) for place, found in texts.items()}
    return parts | loaded.body(xml, "".join(additions.numberings), "".join(additions.relations))


def packed_at(agreement: Agreement) -> Time:
    """Return the time recorded for the parts of an agreement's document; a package cannot have an earlier one than 1980."""
    return max(agreement.provenance.made_on.timetuple()[:6], (1980, 1, 1, 0, 0, 0))


def bookmark_names(agreement: Agreement) -> dict[str, str]:
    """Return the name of the bookmark at each article's heading, by article id; Word allows 40 characters."""
    return {
        article.id: re.sub(r"\W", "_", f"a{number}_{article.id}")[:40]
        for number, article in enumerate(agreement.articles)
    }


def paragraphs(agreement: Agreement) -> list[tuple[str, str]]:
    """Return the text of each paragraph that `docx` writes with its own template, after the name of its article.

    It is what `docx_text` reads in the document's body, found without making the document.
    """
    path = resources.templates() / "mou" / "mou.docx"
    loaded = load_template(path.read_bytes(), path.name)
    body, _, _ = loaded.fill(_context(agreement))
    texts = _write(agreement, Additions(loaded).writer(agreement, path.name))
    place_of = _places_in(body, texts, path.name)
    return [(place, text) for place, found in _paragraph_texts(body, place_of, texts, loaded.hidden) for text in found]


def _context(agreement: Agreement) -> dict[str, Any]:
    """Return what a template may print. Places are filled later: docxtpl would go through every word of them."""
    return {
        "county": agreement.county,
        "title": agreement.title,
        "running_title": agreement.running_title,
        "marks": " · ".join(agreement.marks),
        "watermark": agreement.watermark,
        "facts": [{"label": label, "value": value} for label, value in agreement.facts],
        "statements": list(agreement.statements),
        "provenance": agreement.footer,
        **_empty_places(),
    }


def _properties(agreement: Agreement) -> dict[str, Any]:
    made = agreement.provenance
    when = made.made_on.replace(tzinfo=None)
    revision = f"; revision {agreement.revision}" if agreement.revision else ""
    return {
        "title": f"{agreement.county}: {agreement.title}"[:255],
        "subject": " · ".join(agreement.marks),
        "comments": DISCLAIMER,
        "keywords": f"{made.file}; sha256 {made.sha256}; {made.law}; protocol-builder {made.version}{revision}"[:255],
        "language": "en-US",
        "created": when,
        "modified": when,
    }


class Additions:
    """The numberings and relations that an agreement adds to its template."""

    def __init__(self, template: Template) -> None:
        self.numberings: list[str] = []
        self.relations: list[str] = []
        self._template = template
        self._taken = set(template.relations)
        self._ids = {address: id for id, address in template.relations.items() if address}

    @property
    def addresses(self) -> tuple[str, ...]:
        """Where the links lead, those of the template included."""
        return tuple(self._ids)

    def writer(self, agreement: Agreement, name: str, bookmarks: Mapping[str, str] | None = None) -> Writer:
        """Return a writer of an agreement for the template of this name. Raises TemplateError if that lacks a style."""
        styles = dict(self._template.styles)
        lower = {name.lower(): id for name, id in styles.items()}
        styles |= {style: lower[style.lower()] for style in STYLES if style not in styles and style.lower() in lower}
        if missing := [style for style in STYLES if style not in styles]:
            raise TemplateError(f"{name} does not have the style “{missing[0]}”; copy the style from mou.docx")

        def new_numbering(style: str, level: int, start: int) -> int:
            if styles[style] not in self._template.style_numberings:
                raise TemplateError(f"the template’s style “{style}” has no numbering; copy the style from mou.docx")
            return self._add_numbering(self._template.style_numberings[styles[style]], level, start)

        return Writer(
            styles=styles,
            relationship_id=self._relationship_id,
            new_numbering=new_numbering,
            bookmarks=bookmarks or bookmark_names(agreement),
        )

    def _add_numbering(self, abstract: str, level: int, start: int) -> int:
        number = self._template.last_number + len(self.numberings) + 1
        self.numberings.append(
            f'<w:num xmlns:w="{W}" w:numId="{number}"><w:abstractNumId w:val="{abstract}"/>'
            f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="{start}"/></w:lvlOverride></w:num>'
        )
        return number

    def _relationship_id(self, address: str) -> str:
        if address not in self._ids:
            id = next(id for n in range(len(self._taken) + 1, 2**31) if (id := f"rId{n}") not in self._taken)
            self._taken.add(id)
            self._ids[address] = id
            self.relations.append(
                f'<Relationship Id="{id}" Type="{_HYPERLINK}" Target={quoteattr(address)} TargetMode="External"/>'
            )
        return self._ids[address]


@dataclass(frozen=True, slots=True)
class _Text:
    """What an agreement puts in one place of a document, for an article or the table of contents."""

    article: str
    """The name of the article that begins with it, or empty."""
    xml: str
    paragraphs: list[str]
    """The text of each paragraph."""
    links: list[tuple[str, tuple[str, ...]]]
    """The text of each paragraph with links, and where they lead."""


_Texts = dict[str, list[_Text]]
"""The texts by the name of their place."""


def _write(agreement: Agreement, writer: Writer) -> _Texts:
    texts: _Texts = {place: [] for place in PLACES}
    for number, article in enumerate(agreement.articles, 1):
        xml = "".join((_heading(writer, article, number), *writer.blocks(article.blocks)))
        texts[_PLACE_OF[article.part]].append(_Text(article.name, xml, writer.take_texts(), writer.take_linked_texts()))
    if agreement.has_cover:
        xml = "".join(writer.contents())
        texts["contents"].append(_Text("", xml, writer.take_texts(), writer.take_linked_texts()))
    return texts


def _remove_cover(body: Any, template: Template) -> None:
    """Remove from a filled template what makes its first page a cover: the contents, and the space above the title."""
    styled = {style.getparent().getparent(): style.get(f"{{{W}}}val") for style in body.iter(f"{{{W}}}pStyle")}
    of_cover = {template.styles.get(name) for name in _OF_COVER}
    ends = [found for found, style in styled.items() if style == template.styles.get("Section end")]
    for section in [end.find(f"{{{W}}}pPr/{{{W}}}sectPr") for end in ends][:1]:
        body.replace(body.find(f"{{{W}}}sectPr"), section)  # one section is left
    for paragraph, style in styled.items():
        marks = [mark.text for mark in paragraph.iter(etree.ProcessingInstruction)]
        if style in of_cover or "contents" in marks:
            paragraph.getparent().remove(paragraph)
        elif style == template.styles.get("County name"):
            properties = paragraph.find(f"{{{W}}}pPr")
            etree.SubElement(properties, f"{{{W}}}spacing", {f"{{{W}}}before": "0", f"{{{W}}}after": "80"})


def _heading(writer: Writer, article: Article, number: int) -> str:
    title = article.title if article.part == "article" else article.heading
    numbered = article.part in ("recital", "article")
    unnumbered = "Heading new page" if article.begins_a_page else "Heading unnumbered"
    style = "heading 1" if article.part == "article" else unnumbered
    label = article.number if article.part == "article" else ""
    return writer.heading(style, title, article.id, number, numbered=numbered, label=label)


def _places_in(body: Any, texts: _Texts, name: str) -> dict[Any, str]:
    """Return the paragraphs of a filled template that the agreement's text replaces, with the names of their places."""
    marks = [mark for mark in body.iter(etree.ProcessingInstruction) if mark.target == "place"]
    for place in PLACES:
        times = sum(mark.text == place for mark in marks)
        if times > 1 or (not times and texts[place] and place != "contents"):
            problem = f"prints {place} more than once" if times else f"does not print {place}"
            raise TemplateError(f"{name} {problem}; it must have one paragraph with only {{{{p {place} }}}}")
    return {mark.getparent(): mark.text for mark in marks if mark.text in PLACES}


def _paragraph_texts(
    body: Any, place_of: Mapping[Any, str], texts: _Texts, hidden: frozenset[str]
) -> Iterator[tuple[str, list[str]]]:
    """Yield the text of the document's paragraphs, in order, with the name of the article they are in."""
    article = edit_marks.FIRST_PAGES
    for paragraph in paragraph_elements(body):
        if paragraph in place_of:
            for part in texts[place_of[paragraph]]:
                article = part.article or article
                yield article, part.paragraphs
        elif text := read_paragraph(paragraph, hidden).text:
            yield article, [text]


def _used_edges(body: Any, edges: Mapping[str, Any]) -> list[Any]:
    """Return the headers and footers that pages have, each once."""
    kinds = (f"{{{W}}}headerReference", f"{{{W}}}footerReference")
    ids = dict.fromkeys(reference.get(f"{{{_R}}}id") for reference in body.iter(*kinds))
    return [edges[id] for id in ids if id in edges]


def _require_mark(mark: str, loaded: Template, body: Any, edges: Mapping[str, Any], name: str) -> None:
    """Raise TemplateError for a template that leaves a mark such as DRAFT out of some pages; a draft would look final."""
    found = pages_without(mark, body, edges, even=loaded.has_even_pages, hidden=loaded.hidden, looks=loaded.looks)
    for pages, form in found:
        match form:
            case "hidden":
                how = f"has {{{{ marks }}}} on {pages} only as hidden text"
            case "faint":
                how = f"has {{{{ marks }}}} on {pages} only in white, or in type too small to read"
            case _:
                how = f"does not print {{{{ marks }}}} on {pages}"
        raise TemplateError(f"{name} {how}, so a draft would look final; put {{{{ marks }}}} in their header or footer")


@lru_cache(maxsize=4)
def _require_marks_in(loaded: Template, name: str) -> None:
    """Raise TemplateError for a template that would leave a mark out of some pages, whatever is filled in now."""
    sample = {
        **dict.fromkeys(FIELDS, _SAMPLE),
        "facts": [{"label": "Law", "value": _SAMPLE}],
        "statements": [_SAMPLE],
        "marks": _SAMPLE_MARK,
        **_empty_places(),
    }
    try:
        body, edges, _ = loaded.fill(sample)
    except jinja2.TemplateError:
        return  # filling it in reports what is wrong
    _require_mark(_SAMPLE_MARK, loaded, body, edges, name)


def _empty_places() -> dict[str, Markup]:
    return {place: Markup(f"<w:p><?place {place}?></w:p>") for place in PLACES}

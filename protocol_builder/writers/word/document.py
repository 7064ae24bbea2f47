"""Knows how an agreement fills a Word template and becomes a file. Knows no law and no county file.

docxtpl fills in what the template says itself, which is little. The agreement's text is put in its places as it has been
written, and the mark of its paragraphs is taken from the same text, so that nothing long is parsed.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.sax.saxutils import quoteattr

import jinja2
from lxml import etree
from markupsafe import Markup

from ... import resources
from ...agreement.agreement import Agreement, Article
from . import edit_marks
from .docx_text import W, line, lines, paragraphs
from .template import Template, TemplateError, ready
from .wordml import STYLES, Writer

__all__ = ["FIELDS", "TemplateError", "docx"]

_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_HYPERLINK = f"{_R}/hyperlink"
_PLACES = ("contents", "recitals", "articles", "signatures", "appendices")
FIELDS = (
    *("county", "title", "running_title", "marks", "watermark", "facts", "statements", "provenance"),
    *_PLACES,
)
"""The names that a template may print."""
_PLACE_OF = {"recital": "recitals", "article": "articles", "signatures": "signatures", "appendix": "appendices"}


def docx(agreement: Agreement, template: Path | None = None) -> bytes:
    """The agreement as a Word document; `template` is a county's own. Raises TemplateError if that does not fit."""
    path = template or resources.templates() / "mou" / "mou.docx"
    known, context = ready(path.read_bytes(), path.name), _context(agreement)
    try:
        body, edges, parts = known.filled(context)
        parts |= known.properties(context, **_properties(agreement))
    except jinja2.UndefinedError as error:
        raise TemplateError(f"{path.name}: {error}; the fields are {', '.join(context)}") from error
    except jinja2.TemplateNotFound as error:
        raise TemplateError(
            f"{path.name} asks for another file, “{error}”; put what it says into {path.name}"
        ) from error
    except jinja2.TemplateError as error:
        raise TemplateError(f"{path.name}: {error}") from error
    added = _Added(known)
    written = _written(agreement, added.writer(agreement, path.name))
    places = _found(body, written, path.name)
    used = _used(body, edges)
    _see_marks(used["default"], agreement, path.name)
    in_edges = [found.words for edge in used["all"] for found in lines(edge)]
    parts[known.mark] = edit_marks.mark(agreement, _words(body, places, written), in_edges)
    for paragraph, place in places.items():
        paragraph.getparent().replace(paragraph, etree.ProcessingInstruction("place", place))
    texts = {place: "".join(part.text for part in found) for place, found in written.items()}
    parts |= known.body(texts, "".join(added.numberings), "".join(added.relations))
    when = max(agreement.provenance.made_on.timetuple()[:6], (1980, 1, 1, 0, 0, 0))
    return known.packed(parts, when)


def _context(agreement: Agreement) -> dict[str, Any]:
    """What a template may print. Places are filled afterwards: docxtpl would go through every word of them."""
    return {
        "county": agreement.county,
        "title": agreement.title,
        "running_title": agreement.running_title,
        "marks": " · ".join(agreement.marks),
        "watermark": agreement.watermark,
        "facts": [{"label": label, "value": value} for label, value in agreement.facts],
        "statements": list(agreement.statements),
        "provenance": agreement.provenance.line,
        **{place: Markup(f"<w:p><?place {place}?></w:p>") for place in _PLACES},
    }


def _properties(agreement: Agreement) -> dict[str, Any]:
    made = agreement.provenance
    when = made.made_on.replace(tzinfo=None)
    return {
        "title": f"{agreement.county}: {agreement.title}"[:255],
        "subject": " · ".join(agreement.marks),
        "keywords": f"{made.file}; sha256 {made.sha256}; law of {made.on}; protocol-builder {made.version}"[:255],
        "language": "en-US",
        "created": when,
        "modified": when,
    }


class _Added:
    """What an agreement adds to the numberings and relations of its template."""

    def __init__(self, template: Template) -> None:
        self.numberings: list[str] = []
        self.relations: list[str] = []
        self._template = template
        self._taken = set(template.relations)
        self._ids = {address: id for id, address in template.relations.items() if address}

    def writer(self, agreement: Agreement, name: str) -> Writer:
        styles = dict(self._template.styles)
        lower = {known.lower(): id for known, id in styles.items()}
        styles |= {style: lower[style.lower()] for style in STYLES if style not in styles and style.lower() in lower}
        if missing := [style for style in STYLES if style not in styles]:
            raise TemplateError(f"{name} lacks the style “{missing[0]}”; copy it from mou.docx")

        def numbering(style: str, level: int, start: int) -> int:
            if styles[style] not in self._template.kinds:
                raise TemplateError(f"the template's style “{style}” has lost its numbering; copy it from mou.docx")
            return self._number(self._template.kinds[styles[style]], level, start)

        bookmarks = {
            article.id: re.sub(r"\W", "_", f"a{number}_{article.id}")[:40]
            for number, article in enumerate(agreement.articles)
        }
        return Writer(styles=styles, address=self._address, numbering=numbering, bookmarks=bookmarks)

    def _number(self, kind: str, level: int, start: int) -> int:
        number = self._template.numbers + len(self.numberings) + 1
        self.numberings.append(
            f'<w:num xmlns:w="{W}" w:numId="{number}"><w:abstractNumId w:val="{kind}"/>'
            f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="{start}"/></w:lvlOverride></w:num>'
        )
        return number

    def _address(self, address: str) -> str:
        if address not in self._ids:
            id = next(id for n in range(len(self._taken) + 1, 2**31) if (id := f"rId{n}") not in self._taken)
            self._taken.add(id)
            self._ids[address] = id
            self.relations.append(
                f'<Relationship Id="{id}" Type="{_HYPERLINK}" Target={quoteattr(address)} TargetMode="External"/>'
            )
        return self._ids[address]


@dataclass(frozen=True, slots=True)
class _Written:
    """What an agreement puts in one place of a document, for an article or the table of contents."""

    article: str
    """The name of the article that begins with it, or empty."""
    text: str
    words: list[str]
    """Those of each paragraph."""


_Places = dict[str, list[_Written]]


def _written(agreement: Agreement, writer: Writer) -> _Places:
    found: _Places = {place: [] for place in _PLACES}
    for number, article in enumerate(agreement.articles, 1):
        text = "".join((_heading(writer, article, number), *writer.blocks(article.blocks)))
        found[_PLACE_OF[article.part]].append(_Written(article.name, text, writer.read()))
    entries = [
        (article.number, article.title, article.id) if article.part == "article" else ("", article.heading, article.id)
        for article in agreement.articles
    ]
    found["contents"].append(_Written("", "".join(writer.contents(entries)), writer.read()))
    return found


def _heading(writer: Writer, article: Article, number: int) -> str:
    title = article.title if article.part == "article" else article.heading
    numbered = article.part in ("recital", "article")
    alone = "Heading new page" if article.begins_a_page else "Heading unnumbered"
    return writer.heading(
        "heading 1" if article.part == "article" else alone, title, article.id, number, numbered=numbered
    )


def _found(body: Any, written: _Places, name: str) -> dict[Any, str]:
    """The paragraphs of a filled template in whose stead the agreement's text is put, with the names of the places."""
    marks = [mark for mark in body.iter(etree.ProcessingInstruction) if mark.target == "place"]
    for place in _PLACES:
        often = sum(mark.text == place for mark in marks)
        if often > 1 or (not often and written[place] and place != "contents"):
            raise TemplateError(
                f"{name} prints {place} {'more than once' if often else 'nowhere'}; it must have one paragraph that "
                f"holds only {{{{p {place} }}}}"
            )
    return {mark.getparent(): mark.text for mark in marks if mark.text in _PLACES}


def _words(body: Any, places: Mapping[Any, str], written: _Places) -> Iterator[tuple[str, list[str]]]:
    """The words of the document's paragraphs, in order, with the article that they stand in."""
    article = "The first pages"
    for paragraph in paragraphs(body):
        if paragraph in places:
            for part in written[places[paragraph]]:
                article = part.article or article
                yield article, part.words
        elif words := line(paragraph).words:
            yield article, [words]


def _used(body: Any, edges: Mapping[str, Any]) -> dict[str, list[Any]]:
    """The heads and feet that pages have: those of most pages (`default`), and all."""
    kinds = (f"{{{W}}}headerReference", f"{{{W}}}footerReference")
    used = [reference for reference in body.iter(*kinds) if reference.get(f"{{{_R}}}id") in edges]
    usual = (reference for reference in used if reference.get(f"{{{W}}}type") == "default")
    return {
        kind: [edges[id] for id in dict.fromkeys(reference.get(f"{{{_R}}}id") for reference in found)]
        for kind, found in (("default", usual), ("all", used))
    }


def _see_marks(edges: list[Any], agreement: Agreement, name: str) -> None:
    """A template that leaves out DRAFT or the like would make a draft look final."""
    shown = ["".join(edge.itertext()) for edge in edges]
    for mark in agreement.marks:
        if not any(mark in words for words in shown):
            raise TemplateError(f"{name} does not print {{{{ marks }}}} in its header, so a draft would look final")

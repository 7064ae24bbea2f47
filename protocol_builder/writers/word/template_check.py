"""Check a county's Word template by filling it in with the least and the most that an agreement can hold."""

import io
import re
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import jinja2

from ... import __version__
from ...agreement.agreement import Agreement, Article, Provenance
from ...agreement.blocks import (
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
    Signature,
    Table,
    printed_lines,
)
from ...agreement.drawing import Drawing, Shape, Text
from ...agreement.state import State
from ...english import did_you_mean
from .active_content import find_active_content, shorten
from .document import FIELDS, PLACES, TemplateError, docx
from .docx_text import read_paragraphs
from .package import UnreadableError, open_package
from .sandbox import MAX_SECONDS, refuse_active_content, run_limited
from .template import load_template
from .template_faults import find_faults, outside_loop

_TAG = re.compile(r"\{[{%#].*?[}%#]\}")
_EDGE = re.compile(r"word/(document|header\d*|footer\d*)\.xml")
_MAX_FAULTS = 50
"""That are reported."""


def faults(template: Path, seconds: int = MAX_SECONDS) -> tuple[str, ...]:
    """Return what is wrong with a template, one sentence each; nothing if it can be used."""
    try:
        return run_limited(_first_faults, template, seconds=seconds)
    except TemplateError as error:
        return (str(error),)


def _first_faults(template: Path) -> tuple[str, ...]:
    """Return the first faults of a template, none twice."""
    found: dict[str, None] = {}
    try:
        for fault in islice(_faults(template.read_bytes(), template), _MAX_FAULTS):
            found[fault] = None
    except TemplateError as error:
        found[str(error)] = None
    except UnreadableError as error:
        found[f"{template.name} {error}"] = None
    return tuple(found)


def _faults(content: bytes, template: Path) -> Iterator[str]:
    name, own_lines = template.name, tuple(_lines(content))
    is_fit = True
    for fault in find_active_content(content, name):
        is_fit = False
        yield fault
    if not is_fit:
        return
    for fault in find_faults(content, name, FIELDS, PLACES):
        is_fit = False
        yield fault
    for fault in _unfit_fields(content, name, own_lines):
        is_fit = False
        yield fault
    printed = ""
    for agreement in (_smallest(), _fullest()):
        try:
            document = docx(agreement, template)
            refuse_active_content(document, name)
        except TemplateError:
            if is_fit:
                raise
            return  # a field that cannot be read has been reported already, in plainer words
        output = _squeeze(" ".join(_lines(document)))
        printed += output
        yield from (f"{name} {fault}" for line, fault in _expected(agreement) if _squeeze(line) not in output)
    for line in own_lines:
        if not _TAG.search(line) and _squeeze(line) not in printed:
            yield f"{name}: the line “{shorten(line)}” is lost when the template is filled in"


def _unfit_fields(content: bytes, name: str, own_lines: tuple[str, ...]) -> Iterator[str]:
    """Yield a fault for each field that cannot be filled in."""
    for line in own_lines:
        if re.search(r"\{[{%]|[}%]\}", _TAG.sub("", line)):
            yield (
                f"{name}: “{shorten(line)}” has a field split across paragraphs; retype the whole field in one paragraph"
            )
    for field in sorted(_names(content, name) - set(FIELDS)):
        if outside := outside_loop(field):
            yield f"{name} {outside}"
            continue
        known = did_you_mean(field, list(FIELDS), "the fields are")
        yield f"{name}: there is no field {{{{ {shorten(field)} }}}}; {known}"


def _names(content: bytes, name: str) -> set[str]:
    try:
        return load_template(content, name).names
    except (jinja2.TemplateError, TemplateError):
        return set()  # filling it in reports what is wrong


def _lines(document: bytes) -> Iterator[str]:
    """Yield the text of each paragraph of a document, headers and footers included."""
    with open_package(io.BytesIO(document)) as package:
        for name in package.names:
            if _EDGE.fullmatch(name):
                yield from (paragraph.text for paragraph in read_paragraphs(package.part(name)))


def _squeeze(text: str) -> str:
    return "".join(text.split())


def _expected(agreement: Agreement) -> Iterator[tuple[str, str]]:
    """Yield the text that must be printed, and the fault if it is missing. Word itself makes the numbers."""
    yield agreement.title, "does not print {{ title }}, so the agreement’s title is missing"
    yield agreement.county, "prints neither {{ county }} nor {{ running_title }}, so the county is missing"
    yield agreement.footer, "does not print {{ provenance }}, so no one can tell what a document was made from"
    for statement in agreement.statements:
        yield statement, "does not print {{ statement }}, so readers do not learn that this is not legal advice"
    for fact in agreement.facts:
        for value in fact:
            yield value, "does not print {{ fact.label }} and {{ fact.value }}, so the first page has no dates"
    for article in agreement.articles:
        for line in (article.title, *printed_lines(_unnumbered(article.blocks))):
            if len(line) > 5:  # shorter ones are list markers
                yield line, f"leaves out text of the agreement: “{line}”"


def _unnumbered(found: Blocks) -> Blocks:
    return tuple(Paragraph(block.runs) if isinstance(block, Paragraph) else block for block in found)


def _provenance() -> Provenance:
    return Provenance("trial.yml", "0" * 64, "2026-01-01", __version__)


_FOOTER = _provenance().line


def _smallest() -> Agreement:
    article = Article("only", "Purpose", "article", "1", (_p("One paragraph.", "1.1"),))
    signatures = Article("signatures", "Signatures", "signatures", "", (_p("Nobody has been named yet."),))
    return Agreement(
        "Alpine County",
        "The title",
        "Memorandum",
        State("in_force"),
        (),
        (),
        (article, signatures),
        _provenance(),
        footer=_FOOTER,
    )


def _fullest() -> Agreement:
    words = 'Ampersand & <angle> brackets, "quotes", é, {{ no field }}, a very ' + "long " * 60 + "line"
    cell: Any = (Run("cell & more"),)
    table = Table((cell, cell), ((cell, cell),) * 3)
    deep: Blocks = (_p("fourth"),)
    for marking in ("(1)", "(A)", "(i)", "(a)"):
        deep = (Listing(((_p(f"item {marking}"), *deep), (_p("another"),)), marking),)
    everything: Blocks = (
        _p(words, "1.1"),
        *deep,
        Heading(2, (Run("Heading of the second level"),)),
        Listing(((_p("bullet"),),)),
        Listing(((_p("counted"),),), "1.", 3),
        Heading(3, (Run("Heading of the third level"),)),
        Heading(4, (Run("Heading of the fourth level"),)),
        table,
        table,
        Quote((_p("Words of a statute."),)),
        Code("code: true\n  more: false"),
        HorizontalLine(),
        Box("NOT MET", (_p("What is missing."), Code("seats: {}"))),
        Paragraph(
            (Run("See "), Run("Article 1", link="#first"), Run(" and "), Run("here", link="https://example.org/"))
        ),
    )
    signature = Signature("Approved as to form", (("By:", ""), ("Title:", "County Counsel")))
    articles = (
        Article("recitals", "Recitals", "recital", "", (_p("A recital.", "A."),)),
        Article("first", "First & foremost", "article", "1", everything),
        Article("second", "Second", "article", "2", (_p("Another paragraph.", "2.1"),)),
        Article("signatures", "Signatures", "signatures", "", (signature,)),
        Article("appendix", "The law", "appendix", "A", (table, _picture())),
    )
    facts = tuple((label, f"{label} & more") for label in ("Instrument", "Number", "Status", "Adopted", "Term", "Law"))
    return Agreement(
        "Alpine, Inyo and Mono Counties",
        "Agreement & more",
        "Memorandum",
        State("draft", marks=("DRAFT", "COMPILED FROM PUBLIC SOURCES")),
        facts,
        ("Said & done.",),
        articles,
        _provenance(),
        footer=_FOOTER,
    )


def _picture() -> Picture:
    shape = Shape("card", 0, 0, 200, 60, 6, (Text("Words in a picture & more", 10),))
    return Picture(
        Drawing("picture", "A picture", "A box.", "A box with words.", 200, 60, (shape,)), (Run("Its caption"),)
    )


def _p(words: str, number: str = "") -> Paragraph:
    return Paragraph((Run(words),), number)

"""Knows how a county's Word template is tried out: with the least and the most that an agreement can hold.

Knows no county file and no law.
"""

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
    Listing,
    Paragraph,
    Picture,
    Quote,
    Rule,
    Run,
    Signature,
    Table,
    printed_lines,
)
from ...agreement.drawing import Drawing, Shape, Text
from ...law.vocabulary import nearest
from .active_content import foreign, shown
from .document import FIELDS, TemplateError, docx
from .docx_text import lines
from .package import UnreadableError, opened
from .sandbox import SECONDS, apart, see
from .template import ready

_TAG = re.compile(r"\{[{%#].*?[}%#]\}")
_EDGE = re.compile(r"word/(document|header\d*|footer\d*)\.xml")
_MOST = 50
"""Faults that are told."""


def faults(template: Path, seconds: int = SECONDS) -> tuple[str, ...]:
    """What is wrong with a template, a sentence each; nothing if it may be used."""
    try:
        return apart(_first, template, seconds=seconds)
    except TemplateError as error:
        return (str(error),)


def _first(template: Path) -> tuple[str, ...]:
    """The first faults of a template, none twice."""
    found: dict[str, None] = {}
    try:
        for fault in islice(_faults(template.read_bytes(), template), _MOST):
            found[fault] = None
    except TemplateError as error:
        found[str(error)] = None
    except UnreadableError as error:
        found[f"{template.name} {error}"] = None
    return tuple(found)


def _faults(content: bytes, template: Path) -> Iterator[str]:
    name, kept = template.name, tuple(_lines(content))
    is_fit = True
    for fault in foreign(content, name):
        is_fit = False
        yield fault
    if not is_fit:
        return
    for fault in _unfit_fields(content, name, kept):
        is_fit = False
        yield fault
    printed = ""
    for agreement in (_least(), _most()):
        try:
            document = docx(agreement, template)
            see(document, name)
        except TemplateError:
            if is_fit:
                raise
            return  # a field that cannot be read has been told already, in plainer words
        words = _squeezed(" ".join(_lines(document)))
        printed += words
        yield from (f"{name} {lost}" for line, lost in _expected(agreement) if _squeezed(line) not in words)
    for line in kept:
        if not _TAG.search(line) and _squeezed(line) not in printed:
            yield f"{name} loses its own line “{shown(line)}”"


def _unfit_fields(content: bytes, name: str, kept: tuple[str, ...]) -> Iterator[str]:
    """Fields that cannot be filled in."""
    for line in kept:
        if re.search(r"\{[{%]|[}%]\}", _TAG.sub("", line)):
            yield (
                f"{name}: the line “{shown(line)}” has a field that does not begin and end in it; write the field "
                "anew, in one go, within one paragraph"
            )
        for tag in _TAG.findall(line):
            if strange := re.search(r"[^\x20-\x7e]", tag):
                yield (
                    f"{name}: the field {shown(tag)} holds the sign “{strange[0]}”, which Word may have put there by "
                    "itself; write it anew, with plain letters and signs"
                )
    for field in sorted(_names(content, name) - set(FIELDS)):
        known = nearest(field, list(FIELDS), "the fields are")
        yield f"{name}: there is no field {{{{ {shown(field)} }}}}; {known}"


def _names(content: bytes, name: str) -> set[str]:
    try:
        return ready(content, name).names
    except (jinja2.TemplateError, TemplateError):
        return set()  # filling it in says what is wrong


def _lines(document: bytes) -> Iterator[str]:
    """The paragraphs of a document with the heads and feet of its pages."""
    with opened(io.BytesIO(document)) as package:
        for name in package.names:
            if _EDGE.fullmatch(name):
                yield from (line.words for line in lines(package.part(name)))


def _squeezed(words: str) -> str:
    return "".join(words.split())


def _expected(agreement: Agreement) -> Iterator[tuple[str, str]]:
    """What must be printed, and what to say where it is not. Numbers are Word's own."""
    yield agreement.title, "does not print {{ title }}, so the agreement's title is nowhere"
    yield agreement.county, "prints neither {{ county }} nor {{ running_title }}, so the county is nowhere"
    yield agreement.provenance.line, "does not print {{ provenance }}, so no one can tell what a document was made from"
    for statement in agreement.statements:
        yield statement, "does not print {{ statement }}, so readers are not told that this is no legal advice"
    for fact in agreement.facts:
        for words in fact:
            yield words, "does not print {{ fact.label }} and {{ fact.value }}, so its first page tells no dates"
    for article in agreement.articles:
        for line in (article.title, *printed_lines(_unnumbered(article.blocks))):
            if len(line) > 5:  # shorter ones are the marks of lists
                yield line, f"loses text of the agreement: “{line}”"


def _unnumbered(found: Blocks) -> Blocks:
    return tuple(Paragraph(block.runs) if isinstance(block, Paragraph) else block for block in found)


def _provenance() -> Provenance:
    return Provenance("trial.yml", "0" * 64, "2026-01-01", __version__)


def _least() -> Agreement:
    article = Article("only", "Purpose", "article", "1", (_p("One paragraph.", "1.1"),))
    signatures = Article("signatures", "Signatures", "signatures", "", (_p("Nobody has been named yet."),))
    return Agreement(
        "Alpine County", "The title", "Memorandum", False, (), (), (), (article, signatures), _provenance()
    )


def _most() -> Agreement:
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
        Rule(),
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
        True,
        ("COMPILED FROM PUBLIC SOURCES",),
        facts,
        ("Said & done.",),
        articles,
        _provenance(),
    )


def _picture() -> Picture:
    shape = Shape("card", 0, 0, 200, 60, 6, (Text("Words in a picture & more", 10),))
    return Picture(
        Drawing("picture", "A picture", "A box.", "A box with words.", 200, 60, (shape,)), (Run("Its caption"),)
    )


def _p(words: str, number: str = "") -> Paragraph:
    return Paragraph((Run(words),), number)

"""Knows how clauses, gaps, the county's own text and signatures make one agreement. Knows no format it is printed in."""

import datetime
import hashlib
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path
from typing import Literal, TypeAlias

from .. import __version__
from ..checking.check import Report
from ..checking.evaluate import Verdict
from ..english import capitalized, printed_date
from ..protocol import clause_files
from ..protocol.from_data import protocol as described
from ..protocol.model import Protocol
from . import clauses, law_appendix, own_words, picture_appendix, references, signatures, title_page
from .blocks import Block, Blocks, Heading, Paragraph, is_printable, made_printable, marker, printable, text
from .clauses import Clause
from .default_wording import Worded
from .picture_appendix import Drawn
from .references import Target
from .splice import own
from .title_page import on_one_line

_LETTERS = "ABC"  # of the appendices

Part: TypeAlias = Literal["recital", "article", "signatures", "appendix"]


@dataclass(frozen=True, slots=True)
class Article:
    """A titled part of the agreement, with everything that is printed in it."""

    id: str
    title: str
    part: Part
    number: str
    """`4` for an article, `A` for an appendix, otherwise empty."""
    blocks: Blocks
    serves: tuple[str, ...] = ()
    """The statutes and guidance it serves, for counsel."""
    force: str = ""
    """`shall`, `recommended`, `practice`, `county` for the county's own text, or empty for what is not agreed upon."""
    gaps: tuple[Verdict, ...] = ()
    """The verdicts whose gaps are shown in it; the blocks end with them."""

    @property
    def name(self) -> str:
        """How the agreement refers to it: `Article 4`, `Appendix A`, or its title."""
        return f"{capitalized(self.part)} {self.number}" if self.number else self.title

    @property
    def begins_a_page(self) -> bool:
        """Whether it stands at the head of a page, as the first of the appendices does.

        The lines to sign on do not: on a page without words of the agreement nobody sees what is signed.
        """
        return (self.part, self.number) == ("appendix", _LETTERS[0])

    @property
    def heading(self) -> str:
        """The line at its head: `4. Steering committee`, `Appendix A. Public sources`, or its title."""
        return f"{self.number if self.part == 'article' else self.name}. {self.title}" if self.number else self.title


@dataclass(frozen=True, slots=True)
class Provenance:
    """What the agreement was made from, so that it can be made again."""

    file: str
    sha256: str
    """Of the county file's text, and of the words for clauses that stand beside it."""
    on: str
    """The day whose law was applied (ISO)."""
    version: str

    @property
    def line(self) -> str:
        """For the foot of every page."""
        return f"Made from {self.file} ({self.sha256[:12]}) with protocol-builder {self.version}; law of {printed_date(self.on)}"

    @property
    def made_on(self) -> datetime.datetime:
        """The time that documents bear: SOURCE_DATE_EPOCH where it is set, otherwise the day of the law."""
        if epoch := os.environ.get("SOURCE_DATE_EPOCH"):
            return datetime.datetime.fromtimestamp(int(epoch), datetime.UTC)
        return datetime.datetime.combine(datetime.date.fromisoformat(self.on), datetime.time(), datetime.UTC)


@dataclass(frozen=True, slots=True)
class Agreement:
    """The whole text of one county file's agreement, which every output prints."""

    county: str
    """`El Dorado County`, or the counties together."""
    title: str
    kind: str
    """What sort of instrument it is, in words."""
    marks: tuple[str, ...]
    """What every page is marked with, such as DRAFT; none on a final agreement."""
    facts: tuple[tuple[str, str], ...]
    """What the first page tells: (label, value)."""
    statements: tuple[str, ...]
    """What a reader must know before reading."""
    articles: tuple[Article, ...]
    provenance: Provenance
    is_draft: bool
    """Whether something keeps it from being final, as `title_page` decides."""

    @property
    def watermark(self) -> str:
        """The word across every page; empty on a final agreement."""
        return "DRAFT" if self.is_draft else "EXAMPLE" if self.marks else ""

    @property
    def is_final(self) -> bool:
        return not self.marks

    @property
    def running_title(self) -> str:
        """For the head of every page, where a long title would not fit."""
        return f"{self.county} – {self.kind}"

    @property
    def lines(self) -> Iterator[str]:
        """Everything that is printed once, in order: what every output must hold, word by word."""
        yield from self.marks
        yield from (self.county, self.title)
        yield from (line for fact in self.facts for line in fact)
        yield from self.statements
        for article in self.articles:
            yield article.heading
            yield from text(article.blocks)


def agreement(report: Report, library: Path | None = None) -> Agreement:
    """The agreement of a checked county file, a draft if need be; `library` is another folder of clauses."""
    protocol = described(report.data)
    marks = tuple(title_page.marks(report, protocol))
    # What guidance recommends is for those who draft, and only where the file speaks of it and falls short; of what the
    # file leaves aside, and in a final agreement of all of it, only the appendix speaks.
    gaps = tuple(
        v
        for v in report.verdicts
        if law_appendix.keeps_a_draft(v) or (marks and v.diagnostics and law_appendix.is_gap(v))
    )
    pictures, worded = picture_appendix.drawn(report, protocol), Worded(protocol)
    articles = _numbered(
        (
            *_clauses(report, protocol, library, gaps, pictures, worded, noted=bool(marks)),
            *_narrative(protocol),
            Article("signatures", "Signatures", "signatures", "", tuple(signatures.pages(protocol))),
        )
    )
    parts = (*articles, *_appendices(report, protocol, library, articles, gaps, pictures, worded))
    found = Agreement(
        county=on_one_line(protocol.county_names if protocol.counties else "County not named"),
        title=on_one_line(protocol.title),
        kind=protocol.instrument.kind_label,
        marks=marks,
        facts=tuple(title_page.facts(report, protocol)),
        statements=tuple(title_page.statements(report, protocol)),
        articles=_resolved(parts, clauses.library(library)),
        provenance=provenance(report),
        is_draft=title_page.is_draft(report, protocol),
    )
    # A file's own names and findings reach the text by many ways.
    return found if is_printable("\n".join(found.lines)) else _printable(found)


def _printable(found: Agreement) -> Agreement:
    articles = (replace(a, title=printable(a.title), blocks=made_printable(a.blocks)) for a in found.articles)
    return replace(found, statements=tuple(map(printable, found.statements)), articles=tuple(articles))


def provenance(report: Report) -> Provenance:
    """What the agreement of a county file is made from."""
    return Provenance(printable(Path(report.path).name), _revision(report), report.on, __version__)


def _clauses(
    report: Report,
    protocol: Protocol,
    library: Path | None,
    gaps: tuple[Verdict, ...],
    pictures: tuple[Drawn, ...],
    worded: Worded,
    *,
    noted: bool,
) -> Iterator[Article]:
    known, words = clauses.library(library), {item.clause: item for item in protocol.own_words}
    values = clauses.context(protocol, report.on, report.verdicts, known)
    values["pictured"] = frozenset(item.clause for item in pictures)
    several = len(protocol.counties) > 1
    left = {clause.id for clause in known if own_words.leaves_out(clause, words.get(clause.id))}
    fitting = {clause.id for clause in known if clause.id not in left and clauses.applies(clause, values)}
    present = tuple(c for c in known if c.id in fitting or (c.id in words and c.id not in left and words[c.id].text))
    for clause in present:
        replaced = clause.id in words and words[clause.id].how == "replaced"
        values["speaks_of"] = worded.by(clause.id)
        library_s = clauses.filled(clause, values) if clause.id in fitting and not replaced else ()
        if library_s and protocol.is_partial:
            library_s = (own_words.supposed(clause, protocol.county_names), *library_s)
        found = own_words.written(library_s, words.get(clause.id), noted=noted)
        own_gaps = tuple(verdict for verdict in gaps if clause.shows(verdict.requirement.id))
        boxes = tuple(law_appendix.boxes(own_gaps, several=several))
        part: Part = "recital" if clause.is_recital else "article"
        force = "county" if replaced else clause.force
        yield Article(clause.id, clause.title, part, "", (*found, *boxes), clause.serves, force, own_gaps)


def _narrative(protocol: Protocol) -> Iterator[Article]:
    for number, section in enumerate(protocol.narrative, 1):
        yield Article(
            f"narrative-{number}", on_one_line(section.heading), "article", "", own(section.text), (), "county"
        )


def _numbered(articles: tuple[Article, ...]) -> tuple[Article, ...]:
    """Articles are 1, 2, …, their paragraphs 1.1, 1.2, …; the paragraphs of the recitals A, B, … throughout."""
    number, recital = count(1), count(1)

    def one(article: Article) -> Article:
        if article.part == "recital":
            numbers = (f"{marker('(A)', n)[1:-1]}." for n in recital)
        elif article.part == "article":
            article = replace(article, number=str(next(number)))
            numbers = (f"{article.number}.{n}" for n in count(1))
        else:
            return replace(article, blocks=tuple(_stepped(article.blocks)))
        return replace(article, blocks=tuple(_stepped(_counted(article.blocks, numbers))))

    return tuple(map(one, articles))


def _counted(found: Blocks, numbers: Iterator[str]) -> Blocks:
    return tuple(
        replace(b, number=next(numbers)) if isinstance(b, Paragraph) and b.runs[:1] not in own_words.NOTES else b
        for b in found
    )


def _stepped(found: Blocks) -> Iterator[Block]:
    """The blocks with headings that go down one level at a time, as screen readers and PDF/UA ask."""
    level = 1
    for block in found:
        if isinstance(block, Heading):
            level = max(2, min(block.level, level + 1, 4))
            yield replace(block, level=level)
        else:
            yield block


def _revision(report: Report) -> str:
    said = "\0".join((report.source.text, *clause_files.texts(report.data)))
    return hashlib.sha256(said.encode("utf-8", "replace")).hexdigest()


def _appendices(
    report: Report,
    protocol: Protocol,
    library: Path | None,
    articles: tuple[Article, ...],
    gaps: tuple[Verdict, ...],
    pictures: tuple[Drawn, ...],
    worded: Worded,
) -> Iterator[Article]:
    """How the document meets the law, its public sources, and the pictures of what its articles say."""
    several = len(protocol.counties) > 1
    law = _law_appendix(report, protocol, library, articles, gaps, worded)
    found = [("appendix-law", "How this document meets the law", law)]
    if protocol.sources:
        found.append(("appendix-sources", "Public sources", law_appendix.sources(protocol)))
    # Where a county has its own words instead of an article that points to a picture, nothing is drawn.
    pointing = {article.id for article in articles if picture_appendix.ID in references.ids_in(article.blocks)}
    if shown := tuple(item for item in pictures if item.clause in pointing):
        blocks = tuple(picture_appendix.picture_appendix(shown, several=several))
        found.append((picture_appendix.ID, picture_appendix.title(shown), blocks))
    for letter, (id, title, blocks) in zip(_LETTERS, found, strict=False):
        yield Article(id, title, "appendix", letter, blocks)


def _law_appendix(
    report: Report,
    protocol: Protocol,
    library: Path | None,
    articles: tuple[Article, ...],
    gaps: tuple[Verdict, ...],
    worded: Worded,
) -> Blocks:
    known, present = clauses.library(library), {article.id for article in articles}
    asked = {(verdict.requirement.id, verdict.county) for verdict in report.verdicts}

    def articles_of(ids: Iterable[str]) -> tuple[str, ...]:
        return tuple(id for id in ids if id in present)

    places = law_appendix.Places(
        showing={id: articles_of(clause.id for clause in clauses.showing(id, known)) for id, _ in asked},
        speaking={(id, county): articles_of(worded.clauses(id, county)) for id, county in asked},
    )
    in_place = {id(verdict) for article in articles for verdict in article.gaps}
    elsewhere = tuple(verdict for verdict in gaps if id(verdict) not in in_place)
    return (
        *law_appendix.law_appendix(report, protocol, places),
        *own_words.listed(known, protocol.own_words, present),
        *law_appendix.boxes(elsewhere, several=len(protocol.counties) > 1),
    )


def _resolved(parts: tuple[Article, ...], known: tuple[Clause, ...]) -> tuple[Article, ...]:
    """The parts with every reference between them in words."""
    absent = {clause.id: Target("", clause.title, is_numbered=False) for clause in known}
    targets = absent | {part.id: Target(part.name, part.title, bool(part.number)) for part in parts}
    return tuple(replace(part, blocks=references.resolve(part.blocks, targets)) for part in parts)

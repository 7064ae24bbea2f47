"""One agreement of clauses, gaps, the county's own text, signatures, and appendices, in no format."""

import datetime
import hashlib
import os
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path
from typing import Literal, TypeAlias

from .. import __version__
from ..checking.check import Report
from ..checking.evaluate import Verdict
from ..english import printed_date, quoted
from ..law import record
from ..protocol import clause_files
from ..protocol.model import Instrument, Protocol
from ..protocol.own_text import replaced as replaced_clauses
from ..protocol.signing import Signing, signing
from ..resources import UnfitResourceError
from . import (
    clauses,
    gap_boxes,
    law_memo,
    own_words,
    picture_appendix,
    references,
    signatures,
    sources_appendix,
    title_page,
)
from .blocks import (
    Block,
    Blocks,
    Heading,
    Paragraph,
    is_printable,
    made_printable,
    marker,
    plain_text,
    printable,
    printed_lines,
)
from .clause_text import PICTURES, DefaultWording, LibraryTerm, applies, context, filled, names_any
from .clauses import Clause
from .gaps import SHALL, is_gap
from .law_memo import ArticleIndex
from .own_words import OwnTopics
from .picture_appendix import ClausePictures
from .revision import PASSING, revision, signed_report
from .splice import own_blocks
from .state import State, has_clauses, state_of
from .title_page import on_one_line

_APPENDIX_LETTERS = "AB"
_SENTENCE_END = re.compile(r"(?<=[.:]) (?=[A-Z])")

Part: TypeAlias = Literal["recital", "article", "signatures", "appendix", "section"]
"""`section` is a part of a paper other than the agreement."""


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
    is_on_own_page: bool = False
    """Whether it starts a page wherever it is, as each form does."""

    @property
    def name(self) -> str:
        """How the agreement refers to it: `Article 4`, `Appendix A`, or its title."""
        return f"{self.part.capitalize()} {self.number}" if self.number else self.title

    @property
    def begins_a_page(self) -> bool:
        """Whether it starts a page, as the first of the appendices and the last page do.

        The lines to sign on do not: on a page without words of the agreement nobody sees what is signed.
        """
        return self.is_on_own_page or (self.part, self.number) == ("appendix", _APPENDIX_LETTERS[0])

    @property
    def heading(self) -> str:
        """Its heading: `4. Steering committee`, `Appendix A. Public sources`, or its title."""
        return f"{self.number if self.part == 'article' else self.name}. {self.title}" if self.number else self.title


@dataclass(frozen=True, slots=True)
class Provenance:
    """What the agreement was made from, so it can be made again."""

    file: str
    sha256: str
    """Of the county file's text and the files with its words for clauses."""
    on: str
    """The date whose law was applied (ISO)."""
    version: str

    @property
    def record(self) -> str:
        """The date (ISO) on which the texts of the law were taken."""
        return record.taken_on()

    @property
    def law(self) -> str:
        """The law applied, such as `law of 2018-01-01`."""
        return record.law_of(self.on)

    @property
    def line(self) -> str:
        """For the footer of every page."""
        return f"Made from {self.file} ({self.sha256[:12]}) with protocol-builder {self.version}; {record.law_of(self.on, printed_date)}"

    @property
    def made_on(self) -> datetime.datetime:
        """The time recorded in documents: SOURCE_DATE_EPOCH if it is set, otherwise the date whose law was applied.

        Raises UnfitResourceError for a SOURCE_DATE_EPOCH that is no number of seconds since 1970.
        """
        if epoch := os.environ.get("SOURCE_DATE_EPOCH"):
            try:
                return datetime.datetime.fromtimestamp(int(epoch), datetime.UTC)
            except (ValueError, OverflowError, OSError):
                raise UnfitResourceError(
                    f"the environment variable SOURCE_DATE_EPOCH is {quoted(epoch)}; set it to a number of seconds since "
                    "1970, such as 1767225600, or unset it"
                ) from None
        return datetime.datetime.combine(datetime.date.fromisoformat(self.on), datetime.time(), datetime.UTC)


@dataclass(frozen=True, slots=True)
class Agreement:
    """The whole text of one county file's agreement, as every output prints it."""

    county: str
    """`El Dorado County`, or the counties together."""
    title: str
    kind: str
    """The kind of instrument, in words."""
    state: State
    """Whether it is a draft, and what every page is marked with."""
    facts: tuple[tuple[str, str], ...]
    """What the first page lists: (label, value)."""
    statements: tuple[str, ...]
    """What a reader must know before reading."""
    articles: tuple[Article, ...]
    provenance: Provenance
    has_cover: bool = True
    """Whether a page of its own with the title, and a table of contents, come first; not in a paper of a few pages."""
    revision: str = ""
    """The name of what the parties sign, whoever has signed it; empty for a document from public sources."""
    signing: Signing | None = None
    """Who has signed which revision; None if the county file records no signature."""
    footer: str = ""
    """What every page ends with: what a draft or a paper was made from, or nothing."""
    law_memo: "Agreement | None" = None
    """The memo to counsel that goes with it, as a document of its own."""

    @property
    def marks(self) -> tuple[str, ...]:
        """What every page is marked with, the state first; none on an agreement that simply is in force."""
        return self.state.marks

    @property
    def watermark(self) -> str:
        """The word across every page, or empty."""
        return self.state.watermark

    @property
    def running_title(self) -> str:
        """For the header of every page, where a long title would not fit."""
        return f"{self.county}: {self.kind}"

    @property
    def lines(self) -> Iterator[str]:
        """Everything that is printed once, in order: what every output must hold, word by word."""
        yield from self.marks
        yield from (self.county, self.title)
        yield from (line for fact in self.facts for line in fact)
        yield from self.statements
        for article in self.articles:
            yield article.heading
            yield from printed_lines(article.blocks)


def agreement(report: Report, library: Path | None = None) -> Agreement:
    """The agreement of a checked county file, a draft if need be.

    `library` is a folder of clauses to use instead of the built-in ones. Raises ClauseError for a clause that cannot be
    read or filled in, NoClausesError for a kind of instrument that has none.
    """
    protocol = report.protocol
    known = clauses.library(library) if library else clauses.of_kind(protocol.instrument.kind)
    if not known:
        raise clauses.NoClausesError(no_clauses(protocol.instrument))
    state = state_of(report, known)
    # Gaps are for those who draft: toward a duty all, toward guidance only where the file has something that falls short.
    # The law memo lists the others as well.
    gaps = tuple(
        v for v in report.verdicts if state.is_draft and is_gap(v) and (v.requirement.force == SHALL or v.diagnostics)
    )
    pictures = picture_appendix.pictures(report, protocol)
    from_clauses, default_wording, terms, own_topics = _clause_articles(
        report, protocol, known, gaps, pictures, with_notes=state.is_draft
    )
    articles = _numbered(
        (
            *from_clauses,
            *_narrative(protocol, {topic for topics in own_topics.values() for topic, _ in topics}),
            Article("signatures", "Signatures", "signatures", "", tuple(signatures.pages(protocol))),
        )
    )
    everything = (*articles, *_appendices(protocol, articles, pictures))
    county = on_one_line(protocol.county_names if protocol.counties else "County not named")
    title = on_one_line(protocol.title)
    name = "" if protocol.is_partial else _revision_name(report, known, everything, pictures, county, title)
    signed = signing(report.data, name)
    state = state.when_signed(signed, report.on)
    made_from = provenance(report)
    if not state.is_draft:
        about = tuple(title_page.last_page(made_from.line))
        everything = (*everything, Article("about", "About this document", "appendix", "", about, is_on_own_page=True))
    found = Agreement(
        county=county,
        title=title,
        kind=protocol.instrument.kind_label,
        state=state,
        facts=(*title_page.facts(report, protocol, state), *title_page.facts_on_signing(protocol, name, signed)),
        statements=tuple(title_page.statements(report, protocol, state)),
        articles=_with_references(everything),
        provenance=made_from,
        footer=made_from.line if state.is_draft else "",
        revision=name,
        signing=signed,
    )
    present, replaced = frozenset(article.id for article in articles), replaced_clauses(protocol.own_words)
    sections = () if protocol.is_partial else tuple(_sections_with(terms, articles))
    index = ArticleIndex(known, present, default_wording, sections, replaced, own_topics, protocol.is_partial)
    found = replace(found, law_memo=_law_memo(report, protocol, found, index, gaps))
    return _made_printable(found)


def _law_memo(
    report: Report, protocol: Protocol, about: Agreement, index: ArticleIndex, gaps: tuple[Verdict, ...]
) -> Agreement:
    in_place = {id(verdict) for article in about.articles for verdict in article.gaps}
    elsewhere = tuple(verdict for verdict in gaps if id(verdict) not in in_place)
    names = {article.id: article.name for article in about.articles}
    state = about.state.of_memo
    return Agreement(
        county=about.county,
        title=law_memo.TITLE,
        kind=law_memo.KIND,
        state=state,
        facts=tuple((label, on_one_line(value)) for label, value in law_memo.facts(report, protocol, about.title)),
        statements=tuple(law_memo.statements(report, protocol, state)),
        articles=tuple(
            Article(id, title, "section", "", references.resolve(blocks, names, linked=False))
            for id, title, blocks in law_memo.sections(report, protocol, index, elsewhere)
        ),
        provenance=about.provenance,
        has_cover=False,
        footer=about.provenance.line,
    )


def _revision_name(
    report: Report,
    library: tuple[Clause, ...],
    parts: tuple[Article, ...],
    pictures: tuple[ClausePictures, ...],
    county: str,
    title: str,
) -> str:
    """The name of the revision: of the parts of the agreement, with clauses that name a record filled in without it."""
    of_a_day = tuple(clause for clause in library if names_any(clause, PASSING))
    signed = signed_report(report)
    again, _, _, _ = _clause_articles(signed, signed.protocol, library, (), pictures, with_notes=False, only=of_a_day)
    kept = {part.id: part for part in parts if part.id not in {clause.id for clause in of_a_day}}
    as_signed = {**kept, **{article.id: article for article in again}}
    in_order = dict.fromkeys((*(clause.id for clause in library), *as_signed))
    numbered = _numbered(tuple(as_signed[id] for id in in_order if id in as_signed))
    # The letter of an appendix depends on which others there are, and nobody agrees upon that.
    names = {part.id: part.id if part.part == "appendix" else part.name for part in numbered}
    agreed = ((part.heading, part.blocks) for part in numbered if part.part in ("recital", "article"))
    return revision(county, title, agreed, names, report.data)


def signing_of(report: Report) -> Signing | None:
    """Who has signed which revision of a county file's agreement; None if the file records no signature."""
    recorded = signing(report.data)
    return agreement(report).signing if recorded and has_clauses(report) else recorded


def no_clauses(instrument: Instrument) -> str:
    """What is said of an instrument of a kind that has no clauses."""
    if instrument.kind == "none_found":
        on = f" on {printed_date(instrument.searched_on)}" if instrument.searched_on else ""
        return f"a search of public sources{on} found no instrument, so no agreement is made"
    return f"there are no clauses for this kind of instrument ({instrument.kind_label}), so no agreement is made of it"


def _made_printable(found: Agreement) -> Agreement:
    """The agreement without what no document can hold: a file's own names and findings reach the text in many ways."""
    memo = found.law_memo and _made_printable(found.law_memo)
    if not is_printable("\n".join(found.lines)):
        articles = (replace(a, title=printable(a.title), blocks=made_printable(a.blocks)) for a in found.articles)
        found = replace(found, statements=tuple(map(printable, found.statements)), articles=tuple(articles))
    return replace(found, law_memo=memo)


def provenance(report: Report) -> Provenance:
    """What the agreement of a county file is made from."""
    return Provenance(printable(Path(report.path).name), _revision(report), report.on, __version__)


def _revision(report: Report) -> str:
    sources = "\0".join((report.source.text, *clause_files.texts(report.data)))
    return hashlib.sha256(sources.encode("utf-8", "replace")).hexdigest()


def _clause_articles(
    report: Report,
    protocol: Protocol,
    library: tuple[Clause, ...],
    gaps: tuple[Verdict, ...],
    pictures: tuple[ClausePictures, ...],
    *,
    with_notes: bool,
    only: tuple[Clause, ...] | None = None,
) -> tuple[tuple[Article, ...], tuple[DefaultWording, ...], tuple[LibraryTerm, ...], OwnTopics]:
    """The articles that are clauses or the county's own words for them, the clauses' default wording, terms, and own topics.

    `only` are the clauses of the library to fill in, by default all.
    """
    values = context(protocol, report.on, library, report.verdicts, {item.clause for item in pictures})
    several = len(protocol.counties) > 1
    words_for = {item.clause: item for item in protocol.own_words}
    articles: list[Article] = []
    default_wording: list[DefaultWording] = []
    terms: list[LibraryTerm] = []
    own_topics: OwnTopics = {}
    for clause in library if only is None else only:
        words = own_words.in_use(clause, words_for.get(clause.id))
        if own_words.leaves_out(clause, words) or not ((fits := applies(clause, values)) or (words and words.text)):
            continue
        blocks: Blocks = ()
        is_replaced = words is not None and words.how == "replaced"
        if fits and not is_replaced:
            text_of_clause = filled(clause, values)
            blocks = text_of_clause.blocks
            default_wording.extend(text_of_clause.default_wording)
            terms.extend(text_of_clause.library_terms)
            own_topics |= {clause.id: text_of_clause.own_words} if text_of_clause.own_words else {}
        if blocks and protocol.is_partial:
            blocks = (own_words.model_wording_note(clause, protocol.county_names), *blocks)
        own_gaps = tuple(verdict for verdict in gaps if clause.shows(verdict.requirement.id))
        articles.append(
            Article(
                id=clause.id,
                title=clause.title,
                part="recital" if clause.is_recital else "article",
                number="",
                blocks=(
                    *own_words.with_own_words(blocks, words, with_notes=with_notes),
                    *gap_boxes.boxes(own_gaps, several=several),
                ),
                serves=clause.serves,
                force="county" if is_replaced else clause.force,
                gaps=own_gaps,
            )
        )
    return tuple(articles), tuple(default_wording), tuple(terms), own_topics


def _sections_with(terms: tuple[LibraryTerm, ...], articles: tuple[Article, ...]) -> Iterator[tuple[str, str]]:
    """Yield (number, sentence) for each sentence of a numbered paragraph that sets one of these terms."""
    by_id = {article.id: article for article in articles}
    found: dict[tuple[str, str], None] = {}
    for term in terms:
        for block in by_id[term.clause].blocks:
            if isinstance(block, Paragraph) and term.words in (text := plain_text(block.runs)):
                sentences = (one for one in _SENTENCE_END.split(text) if term.words in one)
                found |= {(block.number, sentence): None for sentence in sentences}
    yield from found


def _narrative(protocol: Protocol, in_clauses: Collection[str]) -> Iterator[Article]:
    """The county's own text, except for sections that are printed in a clause, in the place of the library's words."""
    sections = (section for section in protocol.narrative if section.instead_of not in in_clauses)
    for number, section in enumerate(sections, 1):
        blocks = own_blocks(section.text)
        yield Article(f"narrative-{number}", on_one_line(section.heading), "article", "", blocks, force="county")


def _appendices(
    protocol: Protocol, articles: tuple[Article, ...], pictures: tuple[ClausePictures, ...]
) -> Iterator[Article]:
    several = len(protocol.counties) > 1
    appendices = []
    if protocol.sources:
        appendices.append(("appendix-sources", "Public sources", sources_appendix.blocks(protocol)))
    # A clause that a county has replaced by its own words has no picture.
    titles = {article.id: article.title for article in articles if PICTURES in references.targets(article.blocks)}
    if shown := tuple(item for item in pictures if item.clause in titles):
        blocks = tuple(picture_appendix.blocks(shown, titles, several=several))
        appendices.append((PICTURES, picture_appendix.title(shown), blocks))
    for letter, (id_, title, blocks) in zip(_APPENDIX_LETTERS, appendices, strict=False):
        yield Article(id_, title, "appendix", letter, blocks)


def _with_references(articles: tuple[Article, ...]) -> tuple[Article, ...]:
    """The second pass: now that all have their numbers, each reference becomes the name of what it leads to."""
    names = {article.id: article.name for article in articles}
    return tuple(replace(article, blocks=references.resolve(article.blocks, names)) for article in articles)


def _numbered(articles: tuple[Article, ...]) -> tuple[Article, ...]:
    """Articles are 1, 2, …, their paragraphs 1.1, 1.2, …; the paragraphs of the recitals A, B, … throughout."""
    number, recital = count(1), count(1)

    def with_number(article: Article) -> Article:
        if article.part == "recital":
            numbers = (f"{marker('(A)', n)[1:-1]}." for n in recital)
        elif article.part == "article":
            article = replace(article, number=str(next(number)))
            numbers = (f"{article.number}.{n}" for n in count(1))
        else:
            return replace(article, blocks=tuple(_with_heading_levels(article.blocks)))
        return replace(article, blocks=tuple(_with_heading_levels(_with_numbers(article.blocks, numbers))))

    return tuple(map(with_number, articles))


def _with_numbers(blocks: Blocks, numbers: Iterator[str]) -> Blocks:
    return tuple(
        replace(b, number=next(numbers)) if isinstance(b, Paragraph) and b.runs[:1] not in own_words.NOTES else b
        for b in blocks
    )


def _with_heading_levels(blocks: Blocks) -> Iterator[Block]:
    """The blocks with headings that go down one level at a time, as screen readers and PDF/UA require."""
    level = 1
    for block in blocks:
        if isinstance(block, Heading):
            level = max(2, min(block.level, level + 1, 4))
            yield replace(block, level=level)
        else:
            yield block

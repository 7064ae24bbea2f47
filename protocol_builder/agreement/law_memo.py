"""The memo to counsel that goes with an agreement: requirement by requirement, how the agreement meets the law.

It is a document of its own and no part of what is signed.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

from ..checking.check import Report
from ..checking.county_status import counted, excused_in_words
from ..checking.evaluate import RESULTS, STATES, Verdict
from ..english import capitalized, join_words, printed_date
from ..law import requirements
from ..law.record import law_of
from ..protocol.model import Protocol
from . import clauses, counsel_questions, own_words
from .blocks import Block, Blocks, Paragraph, Run, Runs, Table
from .clause_text import DefaultWording
from .clauses import Clause
from .gap_boxes import boxes, finding, sentence
from .gaps import RECOMMENDED, SHALL, is_left_to_the_law
from .own_words import OwnTopics
from .references import references_to
from .state import State, own_errors, own_errors_in_words

TITLE, KIND = "How this agreement meets the law", "Law memo to counsel"

_MAX_UNKNOWN_IN_FIRST_TABLE = 2
"""Unknown verdicts of one reason that are listed with those that are not met."""

_Cell: TypeAlias = Callable[[Verdict], Runs]
Section: TypeAlias = tuple[str, str, Blocks]
"""A part of the memo: its id, its title, and its text."""


@dataclass(frozen=True, slots=True)
class ArticleIndex:
    """Which articles of an agreement have to do with a requirement."""

    library: tuple[Clause, ...]
    present: frozenset[str]
    """The ids of the agreement's articles."""
    default_wording: tuple[DefaultWording, ...]
    library_terms: tuple[tuple[str, str], ...] = ()
    """(number, sentence) for each term that neither the law nor the county set."""
    replaced: frozenset[str] = frozenset()
    """The ids of those that are the county's own words instead of the library's."""
    own_topics: OwnTopics = field(default_factory=dict)
    """The topics on which the county's own words take the place of a library paragraph, by the id of its article."""
    is_partial: bool = False
    """Whether only public sources show what the county does."""

    def showing(self, verdict: Verdict) -> Runs:
        """References to the articles in which a requirement is met or its gap is shown."""
        found = (clause.id for clause in clauses.showing(verdict.requirement.id, self.library))
        return references_to(id for id in found if id in self.present)

    def leave_to_the_law(self, verdict: Verdict) -> bool:
        """Whether the county's own file is silent on a duty, and an article has the law's own words on it."""
        return not self.is_partial and is_left_to_the_law(verdict, self.library, self.replaced)

    def with_default_wording(self, verdict: Verdict) -> Runs:
        """References to the articles in which the library's own words address a requirement."""
        found = (
            wording.clause
            for wording in self.default_wording
            if wording.requirement == verdict.requirement.id and verdict.county in wording.counties
        )
        return references_to(dict.fromkeys(found))


def asked(report: Report, force: str) -> list[Verdict]:
    """The verdicts, of duties or of guidance, on what the instrument is asked about."""
    return [verdict for verdict in report.verdicts if verdict.requirement.force == force and verdict.is_asked]


def statements(report: Report, protocol: Protocol, state: State) -> Iterator[str]:
    """What counsel must know before reading."""
    yield "This memo is for counsel. It goes with the agreement and is not part of what is signed."
    if state.reasons:
        yield f"The agreement is a draft because {'; '.join(state.reasons)}."
    if report.verdicts:
        results = ", ".join(words for _, words in counted(report.counts[SHALL]))
        each = " (counted for each county)" if len(protocol.counties) > 1 else ""
        yield f"The statutes checked here{each} set {results}."
    for titles, reason in excused_in_words(report):
        yield f"Not required: {titles}. {capitalized(reason)}."
    if errors := own_errors(report):
        yield own_errors_in_words(errors, "at the end")
    yield (
        "This memo compares the county file, requirement by requirement, with the "
        f"{law_of(report.on, printed_date)}, as far as that law is checked here. {requirements.DISCLAIMER}"
    )


def facts(report: Report, protocol: Protocol, title: str) -> Iterator[tuple[str, str]]:
    """What the first page lists: (label, value)."""
    yield "Agreement", title
    if protocol.instrument.number:
        yield "Number", protocol.instrument.number
    yield "Law", capitalized(f"checked against the {law_of(report.on, printed_date)}")


def sections(
    report: Report, protocol: Protocol, articles: ArticleIndex, elsewhere: tuple[Verdict, ...]
) -> Iterator[Section]:
    """The parts of the memo; `elsewhere` are the verdicts whose gaps no article of the agreement shows."""
    if asked_of_counsel := counsel_questions.questions(protocol):
        yield "questions", "Questions for counsel", asked_of_counsel
    if gaps := tuple(boxes(elsewhere, several=len(protocol.counties) > 1)):
        yield "gaps", "Gaps that no article shows", gaps
    for force, id, title in (
        (SHALL, "duties", "Statutory duties"),
        (RECOMMENDED, "guidance", "Recommendations in guidance, not law"),
    ):
        if verdicts := asked(report, force):
            yield id, title, tuple(_tables(verdicts, articles, protocol))
    if articles.library_terms:
        terms = tuple((_cell(number), _cell(sentence)) for number, sentence in articles.library_terms)
        yield (
            "terms",
            "Terms in the library’s wording",
            (Paragraph(_cell(_LIBRARY_TERMS)), Table((_cell("Section"), _cell("Term to confirm or change")), terms)),
        )
    if changed := tuple(
        own_words.departures(articles.library, protocol.own_words, articles.present, articles.own_topics)
    ):
        yield "departures", "Where the agreement departs from the library of clauses", changed
    if found := [d for d in report.diagnostics if not requirements.by_id(d.id) and d.severity in ("error", "warning")]:
        rows = tuple(
            (_cell(str(d.line)), _cell(d.severity), _cell(sentence(d.message)), _cell(d.remedy)) for d in found
        )
        table = Table(tuple(map(_cell, ("Line", "Severity", "Finding", "What to do"))), rows)
        yield "findings", "Findings about the county file itself", (table,)


_LIBRARY_TERMS = (
    "No statute, no guidance, and nothing in the county file sets these terms. The county and its counsel confirm each one, or "
    "change it by putting the county’s own words in place of the library’s."
)
_Shared: TypeAlias = tuple[str, str]
"""What several verdicts have in common: a title and a sentence on it."""

_ALONE: _Shared = ("", "")
_STATED: _Shared = (
    "Stated in the file",
    "Facts that the county file states meet these requirements. The articles listed show where.",
)
_IN_WORDS: _Shared = (
    "In the county’s own words",
    "The county file addresses these requirements in words that no program reads. The articles listed show where; the "
    "county and its counsel judge whether the words meet them.",
)
_DEFAULT_WORDING: _Shared = (
    "Only in the library’s wording",
    "The county file does not address these recommendations. The articles listed address them in the library’s wording, "
    "which the county and its counsel confirm or change.",
)
_NOT_ADDRESSED: _Shared = (
    "Not addressed",
    "Neither the county file nor the library’s wording in this document addresses these recommendations.",
)
_LAWS_OWN_WORDS: _Shared = (
    "In the law’s own words",
    "The county file does not say how the county meets these duties, which bind it whatever the agreement says. The articles "
    "listed state each duty as the law does. Counsel decides whether the agreement should say more.",
)
_FOR_A_PERSON = " Only a person can judge whether the county’s own words do."
_ORDER = (
    "",
    "Unknown",
    _LAWS_OWN_WORDS[0],
    _DEFAULT_WORDING[0],
    _NOT_ADDRESSED[0],
    "Excused",
    _IN_WORDS[0],
    _STATED[0],
)


def _tables(verdicts: list[Verdict], articles: ArticleIndex, protocol: Protocol) -> Iterator[Block]:
    """First what is not met, each with its reason; then, under what several share, all that share it."""
    groups: dict[_Shared, list[Verdict]] = {}
    order = {id: place for place, id in enumerate(dict.fromkeys(v.requirement.id for v in verdicts))}
    verdicts = sorted(verdicts, key=lambda verdict: order[verdict.requirement.id])
    for verdict in verdicts:
        groups.setdefault(_shared(verdict, articles), []).append(verdict)
    in_first = {shared for shared, group in groups.items() if _is_in_first_table(shared, group)}
    counties = len(protocol.counties) if len(protocol.counties) > 1 else 0

    def missing(verdict: Verdict) -> Runs:
        return _missing(verdict, articles)

    def met_in(verdict: Verdict) -> Runs:
        path = ".".join(map(str, verdict.requirement.path))
        return articles.showing(verdict) or _cell(f"In the county file, under {path}")

    if first := [verdict for verdict in verdicts if _shared(verdict, articles) in in_first]:
        yield _table(first, counties, ("Result", _result), ("What is missing or unknown", missing))
    article_of: dict[str, _Cell] = {
        "Unknown": articles.showing,
        _LAWS_OWN_WORDS[0]: articles.showing,
        _IN_WORDS[0]: met_in,
        _STATED[0]: met_in,
        _DEFAULT_WORDING[0]: articles.with_default_wording,
    }
    for (title, reason), group in sorted(groups.items(), key=lambda item: _rank(item[0])):
        if (title, reason) in in_first:
            continue
        for_a_person = (
            _FOR_A_PERSON if title == _NOT_ADDRESSED[0] and (protocol.own_words or protocol.narrative) else ""
        )
        yield Paragraph((Run(f"{title}. ", bold=True), Run(f"{reason}{for_a_person}")))
        yield _table(group, counties, *([("Article", article_of[title])] if title in article_of else []))


def _shared(verdict: Verdict, articles: ArticleIndex) -> _Shared:
    """What a verdict shares with others; nothing where it has a line of its own."""
    if verdict.state == "satisfied":
        return _IN_WORDS if verdict.rests_on_words else _STATED
    if articles.leave_to_the_law(verdict):
        return _LAWS_OWN_WORDS
    if verdict.state != "not_met":
        return STATES[verdict.state].capitalize(), sentence(verdict.reason)
    if verdict.requirement.force == RECOMMENDED and not verdict.diagnostics:
        # The county file leaves it aside; only what it has and what falls short is a finding.
        return _DEFAULT_WORDING if articles.with_default_wording(verdict) else _NOT_ADDRESSED
    return _ALONE


def _is_in_first_table(shared: _Shared, group: list[Verdict]) -> bool:
    return shared == _ALONE or (shared[0] == "Unknown" and len(group) <= _MAX_UNKNOWN_IN_FIRST_TABLE)


def _rank(shared: _Shared) -> int:
    return _ORDER.index(shared[0]) if shared[0] in _ORDER else len(_ORDER)


def _table(verdicts: list[Verdict], counties: int, *columns: tuple[str, _Cell]) -> Table:
    """A row for each requirement; of several counties one row for all with the same verdict."""
    alike: dict[tuple[str, str, str], list[Verdict]] = {}
    for verdict in verdicts:
        alike.setdefault((verdict.requirement.id, verdict.result, verdict.reason), []).append(verdict)
    rows = []
    for group in alike.values():
        whose = "all" if len(group) == counties else join_words(tuple(verdict.county for verdict in group))
        county = (_cell(whose),) if counties else ()
        about = (_cell(group[0].requirement.citation), _cell(group[0].requirement.title))
        rows.append((*about, *county, *(cell(group[0]) for _, cell in columns)))
    heads = ("Citation", "Requirement", *(("County",) if counties else ()), *(head for head, _ in columns))
    return Table(tuple(map(_cell, heads)), tuple(rows))


def _result(verdict: Verdict) -> Runs:
    return _cell(RESULTS[verdict.result])


def _missing(verdict: Verdict, articles: ArticleIndex) -> Runs:
    said = finding(verdict, verdict.reason)
    default_wording = articles.with_default_wording(verdict)
    if default_wording and verdict.requirement.force == RECOMMENDED:
        confirm = " The library’s wording, which the county and its counsel confirm or change, is in "
        return (Run(f"{said}{confirm}"), *default_wording, Run("."))
    shown_in = articles.showing(verdict)
    return (Run(f"{said} See "), *shown_in, Run(".")) if shown_in else _cell(said)


def _cell(words: str) -> Runs:
    return (Run(words),) if words else ()

"""The state of an agreement, such as a draft or for signature, and what every page is marked with."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from ..checking.check import Report
from ..checking.evaluate import Verdict
from ..checking.in_force import force_by_county
from ..diagnostic import Diagnostic, Path
from ..english import join_words, printed_date, quoted
from ..law import instruments, requirements, texts, vocabulary
from ..protocol.binding import is_bound, parties_of
from ..protocol.clause_front_matter import is_shown_in
from ..protocol.model import Instrument, Protocol
from ..protocol.own_text import replaced as replaced_clauses
from ..protocol.signing import Signing
from . import clauses
from .clauses import Clause
from .gaps import SHALL, is_gap, is_left_to_the_law

Word: TypeAlias = Literal["draft", "for_signature", "executed", "in_force", "ended"]

_MARKS: dict[Word, str] = {"draft": "DRAFT", "for_signature": "FOR SIGNATURE", "executed": "EXECUTED"}
"""What every page is marked with, where that does not depend on more than the state."""
_AS_A_CONTRACT = ("pending", "in_force", "in_renewal")
"""Statuses of an agreement that is signed, or is to be."""
_RULES_OF_A_CONTRACT = ("in-force-but-incomplete", "no-signature-of-the-county", "signature-of-another-entity")
"""Rules whose findings say that it is open who signs, from when, or for how long."""

_ASKED_BEFORE_SIGNING = (
    *("developed-in-the-future", "participation-without-election"),
    *("adoption-in-doubt", "body-may-not-meet", "text-still-open"),
)
"""Rules whose findings say that something is open or in doubt that would be printed as agreed."""


@dataclass(frozen=True, slots=True)
class State:
    """What an agreement is at present. Every output asks this, and nothing else, what it may look like."""

    word: Word
    reasons: tuple[str, ...] = ()
    """Why it is a draft, each half a sentence; empty if it is not."""
    marks: tuple[str, ...] = ()
    """What every page is marked with, its own state first; empty for an agreement that simply is in force."""
    is_example: bool = False
    """Whether it is an agreement of an invented county."""

    @property
    def is_draft(self) -> bool:
        """Whether something in it is open. Every other agreement is clean: no gaps, no notes for those who draft."""
        return self.word == "draft"

    @property
    def watermark(self) -> str:
        """The word across every page; empty for most that are no draft."""
        return "DRAFT" if self.is_draft else "EXAMPLE" if self.is_example else ""

    @property
    def label(self) -> str:
        """The state in a word or two, for lists of documents; empty for an agreement that is in force."""
        return "NO LONGER IN FORCE" if self.word == "ended" else _MARKS.get(self.word, "")

    @property
    def about_signatures(self) -> str:
        """What a page says next to an agreement that may have been signed, if none of it is on record; else empty."""
        return "Signatures are not recorded here." if self.word in ("in_force", "ended") else ""

    def when_signed(self, signed: Signing | None, on: str) -> "State":
        """The state when the signatures on record are known: executed once every party has signed what is printed.

        A signature that the file dates after `on` (ISO) has not been given.
        """
        if self.word not in ("for_signature", "in_force") or not signed or not signed.is_executed or signed.is_changed:
            return self
        if signed.executed_on > on:
            return self
        others = tuple(mark for mark in self.marks if mark != _MARKS.get(self.word))
        return replace(self, word="executed", marks=(_MARKS["executed"], *others))

    @property
    def of_memo(self) -> "State":
        """The state as the law memo is marked, which nobody signs."""
        return replace(
            self, marks=tuple(mark for mark in self.marks if mark not in (_MARKS["for_signature"], _MARKS["executed"]))
        )

    def to_sign(self, *, is_open: bool) -> "State":
        """The state of a paper that is signed itself, such as an amendment: a draft where something in it is open."""
        word: Word = "draft" if is_open else "for_signature"
        return State(word, (), (_MARKS[word], *self.of_papers.marks), self.is_example)

    @property
    def of_papers(self) -> "State":
        """The state as papers about the agreement are marked, which are whole whatever the agreement lacks."""
        return State("in_force", (), tuple(mark for mark in self.marks if mark not in _MARKS.values()), self.is_example)


def state_of(report: Report, library: tuple[Clause, ...] = ()) -> State:
    """Return the state of a checked county file's agreement; `library` has the clauses that it is made of, if not all."""
    protocol = report.protocol
    reasons = tuple(_draft_reasons(report, protocol, library))
    statuses = {instrument.status for _, instrument in protocol.instruments}
    ended = tuple(county for county, (force, _) in force_by_county(report.data, report.on).items() if force == "ended")
    word: Word = (
        "draft"
        if reasons
        else "for_signature"
        if "pending" in statuses
        else "ended"
        if ended and len(ended) == len(protocol.counties)
        else "in_force"
    )
    own = (_MARKS[word],) if word in _MARKS else ()
    return State(word, reasons, (*own, *_other_marks(protocol, ended)), protocol.is_example)


def has_clauses(report: Report) -> bool:
    """Whether there are clauses for the kind of instrument of a checked county file, and so an agreement."""
    return bool(instruments.clause_files(report.instrument))


def _other_marks(protocol: Protocol, ended: tuple[str, ...]) -> Iterator[str]:
    if protocol.is_partial:
        yield "COMPILED FROM PUBLIC SOURCES"
    if protocol.is_example:
        yield "EXAMPLE: not a real county"
    alike = len(protocol.instruments) == 1 or not protocol.counties
    for county in protocol.counties if not alike else ():
        if county.name in ended:
            yield f"NO LONGER IN FORCE IN {county.full_name.upper()} ({_why_ended(county.instrument)})"
    if alike and ended:
        yield f"NO LONGER IN FORCE ({_why_ended(protocol.instruments[0][1])})"


def _why_ended(instrument: Instrument) -> str:
    return (
        instrument.status_label
        if vocabulary.has_ended(instrument.status)
        else f"term ended {printed_date(instrument.ends)}"
    )


def _draft_reasons(report: Report, protocol: Protocol, library: tuple[Clause, ...]) -> Iterator[str]:
    if protocol.is_partial:
        yield "the county file contains only what public sources show"
    for county, instrument in protocol.instruments:
        of = f" in {county}" if county else ""
        if not instrument.status:
            yield f"the county file does not give the agreement’s status{of}"
        if instrument.status == "draft":
            yield f"the county file marks it as a draft{of}"
        yield from _open_on_time(instrument, of, report.on)
    statuses = {instrument.status for _, instrument in protocol.instruments}
    # That an agreement in force has no parties at all is found by a rule.
    is_signed = not statuses.isdisjoint(_AS_A_CONTRACT if protocol.parties else ("pending", "in_renewal"))
    open_on_parties = tuple(_open_on_parties(protocol)) if is_signed else ()
    yield from open_on_parties
    for d in report.diagnostics:
        # That no party signs for a county says less than for which of its departments none does.
        is_said = d.path == ("parties",) and bool(open_on_parties)
        if d.id in _RULES_OF_A_CONTRACT and d.severity != "error" and not is_said:
            yield d.message
    yield from (d.message for d in report.diagnostics if d.id in _ASKED_BEFORE_SIGNING)
    yield from (d.message for d in report.diagnostics if _replaces_the_laws_time(d))
    # A plan that is still to be submitted meets no duty, though the file has a date for it.
    yield from (d.message for d in report.diagnostics if d.id == "day-in-the-future" and "plan" in d.path)
    yield from doubtful_answers(report)
    if not protocol.counties:
        yield "the county file names no county"
    lacking, left = _lacking(report, protocol, library)
    if lacking:
        others = f" (not counting {left} unknown ones that clauses state in the law’s words)" if left else ""
        yield f"{lacking} statutory {'duty is' if lacking == 1 else 'duties are'} not met or unknown{others}"
    if own_errors(report) or (report.failed and not lacking):
        yield "the county file itself has errors"


def _replaces_the_laws_time(finding: Diagnostic) -> bool:
    """Whether a finding is about own words, in the place of the law's, with a longer time than the law's."""
    is_instead = finding.path[:1] == ("clauses",) and finding.path[-1] == "replace"
    return finding.id == "clause-time-longer-than-the-law" and is_instead


def _lacking(report: Report, protocol: Protocol, library: tuple[Clause, ...]) -> tuple[int, int]:
    """How many duties keep an agreement a draft, and how many more are left to the law's words in its clauses.

    Guidance that is not followed keeps nobody waiting.
    """
    gaps = [verdict for verdict in report.verdicts if verdict.requirement.force == SHALL and is_gap(verdict)]
    if not gaps:
        return 0, 0  # then the clauses need not be read
    known, replaced = library or clauses.of_kind(protocol.instrument.kind), replaced_clauses(protocol.own_words)
    left = sum(is_left_to_the_law(verdict, known, replaced) for verdict in gaps)
    return len(gaps) - left, left


def doubtful_answers(report: Report) -> Iterator[str]:
    """Yield what is doubtful about a text on which a duty of the instrument's own statute rests, such as WIC 16524.8(b).

    The text counts as an answer, but one that says no, rests on a condition, or only names the law may be none.
    """
    resting = [
        verdict
        for verdict in report.verdicts
        if verdict.state == "satisfied"
        and verdict.rests_on_words
        and verdict.requirement.force == "shall"
        and not verdict.requirement.is_of_practice
    ]
    for finding in report.diagnostics:
        if finding.id == "text-may-say-no":
            own = finding.path[2:] if finding.path[0] == "counties" else finding.path
            # A section, or words of another text, say of a party that it takes no part, whose seat a duty asks for.
            if (
                own[0] == "narrative"
                or finding.words
                or any(_rests_on(verdict, finding.path, own) for verdict in resting)
            ):
                yield finding.message


def _rests_on(verdict: Verdict, path: Path, own: Path) -> bool:
    """Whether a verdict rests on the text at a path; `own` is the path in the view of the county that the text is of."""
    if path[0] == "clauses":
        return is_shown_in(verdict.requirement.id, str(path[1]))
    is_of_county = path == own or path[1] == verdict.county
    return is_of_county and own[: len(verdict.requirement.path)] == verdict.requirement.path


def _open_on_time(instrument: Instrument, of: str, on: str) -> Iterator[str]:
    """Yield what is open on the term and the adoption of an agreement that waits for signature, or has been adopted.

    What one that is in force has no word on is found by a rule.
    """
    status = instrument.status
    if status in ("pending", "in_renewal") and not (instrument.begins or instrument.ends):
        yield f"the county file gives no term{of}"
    if status == "pending" and "" < instrument.ends < on:
        yield f"its term ended on {printed_date(instrument.ends)}, before it is signed{of}"
    if status == "in_renewal" and not instrument.adopted_on:
        yield f"the county file does not say when it was adopted{of}"
    if status in ("in_force", "in_renewal") and instrument.adopted_on > on:
        yield f"it is to be adopted on {printed_date(instrument.adopted_on)}, and the county file says that it was{of}"


def _open_on_parties(protocol: Protocol) -> Iterator[str]:
    """Yield what is open on who signs an agreement."""
    signing = tuple(party for party in protocol.parties if party.signs)
    if not signing:
        yield "no party signs it"
    elif without := tuple(
        agency.name
        for agency in protocol.agencies
        if agency.kind == "county_department" and not is_bound(protocol, agency) and not parties_of(protocol, agency)
    ):
        yield f"the county file does not say who signs for {join_words(without)}"
    if unknown := tuple(party.name for party in signing if not party.signatories):
        yield f"the county file does not say who signs for {join_words(unknown)}"
    for party in signing:
        if texts.may_be_vacant(party.name):
            yield f"the county file does not say whether {quoted(party.name)} is a party"
        for title in party.signatories:
            if texts.may_be_vacant(title):
                yield f"the county file does not say whether {quoted(title)} can sign for {party.name}"


def own_errors(report: Report) -> int:
    """How many errors are the file's own, not gaps toward a requirement."""
    return sum(d.severity == "error" and not requirements.by_id(d.id) for d in report.diagnostics)


def own_errors_in_words(errors: int, listed: str) -> str:
    """Return a sentence on the errors that are not gaps in the duties counted elsewhere; `listed` says where they are."""
    if errors == 1:
        return f"The county file has 1 more error, which is not a gap in a duty and is listed {listed}."
    return f"The county file has {errors} more errors, which are not gaps in duties and are listed {listed}."

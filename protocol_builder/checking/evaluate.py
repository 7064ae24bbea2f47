"""How a requirement is decided on one county's data: met, not met, unknown, excused, or not applicable."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, Literal, TypeAlias

from ..diagnostic import Diagnostic, Path
from ..law.requirements import Gate, Requirement
from ..paths import value_at, without_empty_values
from ..protocol.county_data import SharedSeats
from .free_text import Words
from .mandated_seat import doubtful_holders, is_held_with_notes, number_of_holders, unfit_holders
from .requirement_finding import finding, keys_present, missing, placed, unknown
from .stages_called import no_stage_calls

State: TypeAlias = Literal["satisfied", "not_met", "unknown", "excused", "not_applicable"]

STATES: dict[State, str] = {
    "satisfied": "met",
    "not_met": "not met",
    "unknown": "unknown",
    "excused": "excused",
    "not_applicable": "does not apply",
}
"""Each state with the words that documents and pages print."""

Result: TypeAlias = Literal["stated", "in_words", "not_met", "unknown", "excused", "not_applicable"]
"""A state, with what is met divided: by facts, which are judged, or by words, which no program reads."""

RESULTS: dict[Result, str] = {
    "stated": "met",
    "in_words": "in the county’s own words",
    "not_met": STATES["not_met"],
    "unknown": STATES["unknown"],
    "excused": STATES["excused"],
    "not_applicable": STATES["not_applicable"],
}
"""Each result with the words that documents and pages print for one requirement."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """The result of one requirement in one county."""

    requirement: Requirement
    county: str
    state: State
    reason: str
    """Why, in a clause of a sentence; empty if it is simply met."""
    diagnostics: tuple[Diagnostic, ...] = ()
    is_asked: bool = True
    """Whether the instrument is asked about it; one that is not the place for it is neither counted nor listed."""
    rests_on_words: bool = False
    """Whether it is met by the county's own words alone, which no program reads."""
    is_answered: bool = False
    """Whether it is unknown although the file answers, such as with a time in business days."""
    declined: str = ""
    """Why the county has considered and declined what guidance recommends, in its words; empty if it has not."""

    @property
    def result(self) -> Result:
        """Its state, or by what it is met."""
        if self.state == "satisfied":
            return "in_words" if self.rests_on_words else "stated"
        return self.state


def verdicts(
    in_force: tuple[Requirement, ...],
    county: str,
    view: dict[str, Any],
    prefix: Path,
    shared: SharedSeats | None = None,
) -> Iterator[Verdict]:
    """Decide each requirement on one county's view.

    `prefix` is where the county's own part is in the file, `shared` are the seats that an agency holds for several.
    """
    stated = without_empty_values(view)

    @cache  # requirements share their gates
    def applies(gate: Gate) -> bool:
        # Whether a duty binds or is asked about may not hang on an empty map or list: it does if it does by either
        # reading. Nothing is known by such a value.
        return gate.applies_to(stated) or (bool(gate.kind) and stated is not view and gate.applies_to(view))

    words = Words(stated, in_force)
    declined = view.get("declined") or {}
    found = {
        requirement.id: _verdict(
            requirement,
            county,
            view,
            stated,
            prefix,
            applies,
            words,
            shared or {},
        )
        for requirement in in_force
    }
    for verdict in found.values():
        seat = found.get(verdict.requirement.of_seat)
        if seat and verdict.state == "satisfied" and _leaves_open(seat, view):
            # What is wrong with the seat is reported there, once.
            yield replace(verdict, state=seat.state, reason=seat.reason)
        elif verdict.state == "not_met" and (reason := _why_declined(verdict.requirement, declined)):
            yield replace(verdict, diagnostics=(), declined=reason)
        else:
            yield verdict


def _why_declined(requirement: Requirement, declined: Mapping[str, Any]) -> str:
    """Return why the county declined a recommendation, or all of its document; empty for any other and for a duty."""
    if requirement.force == "shall":
        return ""
    return str(declined.get(requirement.id) or declined.get(requirement.document) or "")


def _verdict(
    requirement: Requirement,
    county: str,
    view: dict[str, Any],
    stated: dict[str, Any],
    prefix: Path,
    applies: Callable[[Gate], bool],
    words: Words,
    shared: SharedSeats,
) -> Verdict:
    """Decide one requirement; `stated` is the view without what says nothing, by which a requirement is met."""
    if not all(map(applies, requirement.asking)):
        return _not_asked(requirement, county, view, stated, prefix, applies)
    shut = [gate for gate in requirement.binding if not applies(gate)]
    for gate in shut:
        if not gate.excuses:
            return Verdict(requirement, county, "not_applicable", gate.otherwise)
    met = requirement.is_satisfied_by(stated)
    unfit: dict[Path, Diagnostic] = {}
    doubtful: dict[Path, Diagnostic] = {}
    doubts: tuple[Diagnostic, ...] = ()
    if met and requirement.seat:
        unfit = dict(unfit_holders(requirement, county, view, prefix))
        doubtful = dict(doubtful_holders(requirement, county, view, prefix, shared))
        doubts = tuple(question for holder, question in doubtful.items() if holder not in unfit)
        met = len(unfit) + len(doubts) < number_of_holders(requirement.seat, view)
        if met and requirement.seat.on == "mdt" and no_stage_calls(requirement.seat.function, view):
            met, unfit = False, {(): _not_called(requirement, county, prefix)}
    if met:
        in_words = words.alone_meet(requirement) or is_held_with_notes(requirement, view, {*unfit, *doubtful})
        return Verdict(requirement, county, "satisfied", "", rests_on_words=in_words)
    if shut:  # an exception excuses whoever leaves it out; what is there nevertheless is met
        return Verdict(requirement, county, "excused", shut[0].otherwise)
    if doubts:
        return Verdict(requirement, county, "unknown", doubts[0].question, doubts)
    for gate in requirement.known:
        if not applies(gate):
            # Only what the law requires is put as a question; guidance that cannot be decided stays quiet.
            question = unknown(requirement, gate, county, view, prefix)
            questions = (question,) if requirement.force == "shall" else ()
            is_answered = gate.path[:1] == requirement.path[:1] and value_at(stated, gate.path) is not None
            return Verdict(requirement, county, "unknown", question.question, questions, is_answered=is_answered)
    path = requirement.path_in(view)
    if requirement.force != "shall" and keys_present(view, path) < len(path):
        # Guidance that a file leaves aside is reported once for each document (a rule), not once for each sentence.
        return Verdict(requirement, county, "not_met", requirement.message)
    where = requirement if path == requirement.path else replace(requirement, path=path)
    found = tuple(unfit.values()) or (missing(where, county, view, prefix),)
    return Verdict(requirement, county, "not_met", found[0].message, found)


def _not_asked(
    requirement: Requirement,
    county: str,
    view: dict[str, Any],
    stated: dict[str, Any],
    prefix: Path,
    applies: Callable[[Gate], bool],
) -> Verdict:
    """Return the verdict in an instrument that is not the place for a requirement: nothing in it is a gap, or meets it.

    What it states against a duty that binds the county is not met, as in any instrument.
    """
    gates = (requirement.stated, *requirement.binding, *requirement.known) if requirement.stated else ()
    if gates and all(map(applies, gates)) and not requirement.is_satisfied_by(stated):
        found = missing(requirement, county, view, prefix)
        return Verdict(requirement, county, "not_met", found.message, (found,))
    return Verdict(requirement, county, "not_applicable", requirement.asking[0].otherwise, is_asked=False)


def _not_called(requirement: Requirement, county: str, prefix: Path) -> Diagnostic:
    """Return the diagnostic for stages that name agencies, none of which is the department; in the requirement's own words."""
    stages = requirement.constraint["properties"]["mdt"]["properties"]["tiers"]
    where = placed(("mdt", "tiers"), prefix)
    message, remedy = stages["errorMessage"], stages["x-remedy"]
    return finding(requirement, county, message, where, remedy, (*where, "members"), at_value=False)


def _leaves_open(verdict: Verdict, view: dict[str, Any]) -> bool:
    """Return whether no one surely fills a seat. Of public sources, one that shows no holder says nothing."""
    seat = verdict.requirement.seat
    return verdict.state == "not_met" or (
        verdict.state == "unknown" and seat is not None and number_of_holders(seat, view) > 0
    )

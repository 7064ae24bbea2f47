"""How a requirement is decided on one county's data: met, not met, unknown, excused, or not applicable.

JSON Schema says whether a seat is there. Whether the agency that holds it has the function, and is of a kind that can,
depends on another part of the file, which only this module looks at.
"""

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, Literal, TypeAlias

from ..diagnostic import Diagnostic, Path
from ..english import did_you_mean, join_words, quoted
from ..law import requirements, shape, texts, vocabulary
from ..law.requirements import Gate, MandatedSeat, Requirement, nested
from ..paths import value_at, without_empty_values
from ..protocol.county_data import SharedSeats, seat_holders
from .eligible_agencies import functions_apart, is_of_one_county, kinds_for, of_the_same_name
from .free_text import Words
from .stages_called import no_stage_calls
from .unread import unread_list

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

    all_met = requirements.all_satisfied_by(stated, in_force)
    words = Words(stated, in_force)
    declined = view.get("declined") or {}
    found = {
        requirement.id: _verdict(
            requirement,
            county,
            view,
            prefix,
            applies,
            words,
            met=all_met or requirement.is_satisfied_by(stated),
            shared=shared or {},
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
    prefix: Path,
    applies: Callable[[Gate], bool],
    words: Words,
    *,
    met: bool,
    shared: SharedSeats,
) -> Verdict:
    if not all(map(applies, requirement.asking)):
        return _not_asked(requirement, county, view, prefix, applies, met)
    shut = [gate for gate in requirement.binding if not applies(gate)]
    for gate in shut:
        if not gate.excuses:
            return Verdict(requirement, county, "not_applicable", gate.otherwise)
    unfit: dict[Path, Diagnostic] = {}
    doubts: tuple[Diagnostic, ...] = ()
    if met and requirement.seat:
        unfit = dict(_unfit_holders(requirement, county, view, prefix))
        doubtful = dict(_doubtful_holders(requirement, county, view, prefix, shared))
        doubts = tuple(question for holder, question in doubtful.items() if holder not in unfit)
        met = len(unfit) + len(doubts) < _number_of_holders(requirement.seat, view)
        if met and requirement.seat.on == "mdt" and no_stage_calls(requirement.seat.function, view):
            met, unfit = False, {(): _not_called(requirement, county, prefix)}
    if met:
        return Verdict(requirement, county, "satisfied", "", rests_on_words=words.alone_meet(requirement))
    if shut:  # an exception excuses whoever leaves it out; what is there nevertheless is met
        return Verdict(requirement, county, "excused", shut[0].otherwise)
    if doubts:
        return Verdict(requirement, county, "unknown", doubts[0].question, doubts)
    for gate in requirement.known:
        if not applies(gate):
            # Only what the law requires is put as a question; guidance that cannot be decided stays quiet.
            question = _unknown(requirement, gate, county, view, prefix)
            questions = (question,) if requirement.force == "shall" else ()
            return Verdict(requirement, county, "unknown", question.question, questions)
    if requirement.force != "shall" and _present(view, requirement.path) < len(requirement.path):
        # Guidance that a file leaves aside is reported once for each document (a rule), not once for each sentence.
        return Verdict(requirement, county, "not_met", requirement.message)
    found = tuple(unfit.values()) or (_missing(requirement, county, view, prefix),)
    return Verdict(requirement, county, "not_met", found[0].message, found)


def _not_asked(
    requirement: Requirement,
    county: str,
    view: dict[str, Any],
    prefix: Path,
    applies: Callable[[Gate], bool],
    met: bool,
) -> Verdict:
    """Return the verdict in an instrument that is not the place for a requirement: nothing in it is a gap, or meets it.

    What it states against a duty that binds the county is not met, as in any instrument.
    """
    stated = (requirement.stated, *requirement.binding, *requirement.known) if requirement.stated else ()
    if stated and not met and all(map(applies, stated)):
        found = _missing(requirement, county, view, prefix)
        return Verdict(requirement, county, "not_met", found.message, (found,))
    return Verdict(requirement, county, "not_applicable", requirement.asking[0].otherwise, is_asked=False)


def _not_called(requirement: Requirement, county: str, prefix: Path) -> Diagnostic:
    """Return the diagnostic for stages that name agencies, none of which is the department; in the requirement's own words."""
    stages = requirement.constraint["properties"]["mdt"]["properties"]["tiers"]
    where = _placed(("mdt", "tiers"), prefix)
    message, remedy = stages["errorMessage"], stages["x-remedy"]
    return _diagnostic(requirement, county, message, where, remedy, (*where, "members"), at_value=False)


def _leaves_open(verdict: Verdict, view: dict[str, Any]) -> bool:
    """Return whether no one surely fills a seat. Of public sources, one that shows no holder says nothing."""
    seat = verdict.requirement.seat
    return verdict.state == "not_met" or (
        verdict.state == "unknown" and seat is not None and _number_of_holders(seat, view) > 0
    )


def _number_of_holders(seat: MandatedSeat, view: dict[str, Any]) -> int:
    return sum(1 for _ in seat_holders(view, seat.on, seat.function))


def _doubtful_holders(
    requirement: Requirement, county: str, view: dict[str, Any], prefix: Path, shared: SharedSeats
) -> Iterator[tuple[Path, Diagnostic]]:
    """Yield (path of the holder, question) for each holder of whom it is not sure that it fills the mandated seat."""
    seat = requirement.seat
    assert seat is not None
    department = vocabulary.label("functions", seat.function)
    for path, _, holder in seat_holders(view, seat.on, seat.function):
        id, title = str(holder.get("agency", "")), holder.get("title")
        agencies = view.get("agencies") or {}
        agency = agencies.get(id) or {}
        key = "agency"
        rests_on: Path = ("agencies", id)
        own = department.removesuffix(" in the county")
        remedy = f"name the {own} of {vocabulary.full_name(county)}; where it is not clear, ask county counsel"
        if apart := functions_apart(agency, seat.function):
            question = f"{_name_of(agency, id)} is said to be the {department} and the {vocabulary.label('functions', apart[0])}, which are not one agency"
            rests_on = (*rests_on, "functions")
        elif id in agencies and (twin := of_the_same_name(id, agencies, seat.function))[0]:
            question = f"agencies.{id} and agencies.{twin[0]} have one name, {_name_of(agency, id)}, but the {department} and the {vocabulary.label('functions', twin[1])} are not one agency"
            remedy = (
                f"write under agencies.{id} the name of the {department}; where it is not clear, ask county counsel"
            )
            rests_on = (*rests_on, "name")
        elif texts.may_be_defunct(str(agency.get("name") or "")):
            question = f"the file does not say whether there still is an agency {quoted(str(agency['name']))}"
            remedy = f"write under agencies.{id} the name that the {department} has today; where it is not clear, ask county counsel"
            rests_on = (*rests_on, "name")
        elif (seat.function, id) in shared and is_of_one_county(agency, seat.function):
            question = f"the file does not say of which county {_name_of(agency, id)} is the {department}"
        elif agency.get("kind") == "joint_agency" and not vocabulary.may_be_joint(seat.function):
            question = f"{_name_of(agency, id)} is said to be a joint agency of several counties, and no joint agency is known to be the {department} of one"
            remedy = f"if it is the {department} of {vocabulary.full_name(county)} alone, write kind: county_department under agencies.{id}; where it is not clear, ask county counsel"
            rests_on = (*rests_on, "kind")
        elif title and texts.may_be_vacant(title):
            question = f"the file does not say whether anyone has the position {quoted(title)}"
            remedy = (
                "write the job title alone if someone has it or acts in it; otherwise, name the job title that does"
            )
            key, rests_on = "title", ()
        elif said := texts.vacancy_in_note(str(holder.get("note") or "")):
            question = (
                f"the note on the seat of the {department} says {quoted(said)}, so whether anyone has it is not clear"
            )
            remedy = (
                "write the job title of whoever sits there now, or acts there, and take these words out of the note"
            )
            key, rests_on = "note", ()
        else:
            continue
        message = f"{requirement.title}: {question}"
        asked = _diagnostic(requirement, county, message, (*prefix, *path, key), remedy, rests_on)
        yield path, replace(asked, severity="unknown", question=question)


_KINDS_EASILY_MISTAKEN = (
    "county_department",
    "elected_county_office",
    "joint_agency",
    "court",
    "county_office_of_education",
    "state_agency",
    "other",
)
"""Kinds that are written by mistake for another; a city or a nonprofit is what it says."""


def _unfit_holders(
    requirement: Requirement, county: str, view: dict[str, Any], prefix: Path
) -> Iterator[tuple[Path, Diagnostic]]:
    """Yield (path of the holder, diagnostic) for each holder that does not fill the mandated seat."""
    seat = requirement.seat
    assert seat is not None
    agencies = view.get("agencies") or {}
    department = vocabulary.label("functions", seat.function)
    for path, _, holder in seat_holders(view, seat.on, seat.function):
        id = holder.get("agency")
        agency = agencies.get(id)
        where = (*prefix, *path, "agency")
        kinds = kinds_for(seat, county, agency or {})
        if id is None:
            message = f"the file does not say which agency holds the seat of the {department}"
            yield (
                path,
                _diagnostic(
                    requirement,
                    county,
                    message,
                    where[:-1],
                    "write the agency, for example\n"
                    + _with_own_agencies(requirement, requirement.remedy, county, view),
                    where,
                ),
            )
        elif agency is None:
            message = f"{quoted(id)}, which the file does not describe, holds the seat of the {department}"
            yield (
                path,
                _diagnostic(
                    requirement,
                    county,
                    message,
                    where,
                    to_describe(id, "agencies", agencies),
                    ("agencies", id),
                ),
            )
        elif not agency.get("name"):
            message = f"the agency that holds the seat of the {department} has no name"
            remedy = f"write the agency's name under agencies.{id}"
            yield path, _diagnostic(requirement, county, message, where, remedy, ("agencies", id, "name"))
        elif seat.function not in (agency.get("functions") or ()):
            message = f"{_name_of(agency, id)} holds the seat of the {department} but does not have the function {seat.function}"
            remedy = to_have_function(agency, id, seat.function, kinds)
            yield (
                path,
                _diagnostic(requirement, county, message, where, remedy, ("agencies", id, "functions", seat.function)),
            )
        elif "kind" not in agency:
            message = f"the file does not say what kind of agency holds the seat of the {department}"
            remedy = f"write kind under agencies.{id}"
            yield path, _diagnostic(requirement, county, message, where, remedy, ("agencies", id, "kind"))
        elif agency["kind"] not in kinds:
            kind = vocabulary.label("agency_kinds", str(agency["kind"]))
            kind = f"{'an' if kind[0] in 'aeiou' else 'a'} {kind}"
            message = f"{_name_of(agency, id)} holds the seat of the {department} but is {kind}"
            remedy = f"name the {department}; list {_name_of(agency, id)} under another function"
            if agency["kind"] in _KINDS_EASILY_MISTAKEN:
                remedy = (
                    f"if {_name_of(agency, id)} is the {department}, correct agencies.{id}.kind; otherwise {remedy}"
                )
            yield path, _diagnostic(requirement, county, message, where, remedy)
        elif agency.get("county") and agency["county"] != county and agency["kind"] != "joint_agency":
            message = f"{_name_of(agency, id)} holds the seat of the {department} but is an agency of {vocabulary.full_name(agency['county'])}, not of {vocabulary.full_name(county)}"
            remedy = f"name the {department} of {vocabulary.full_name(county)}"
            if vocabulary.may_be_joint(seat.function):
                remedy += (
                    f"; if {_name_of(agency, id)} serves both counties, write kind: joint_agency under agencies.{id}"
                )
            yield path, _diagnostic(requirement, county, message, where, remedy)


def to_have_function(agency: dict[str, Any], id: str, function: str, kinds: Collection[str] = ()) -> str:
    """Return the remedy for an agency in a seat whose function it does not have.

    It does not invite to declare a function that an agency of this kind (one of `kinds`, which a function of no mandated
    seat does not have), or with its functions, cannot have: then another agency is to be named.
    """
    department = vocabulary.label("functions", function)
    cannot_have_it = functions_apart(agency, function) or (kinds and agency.get("kind") not in kinds)
    if not kinds:
        declare = (
            ""
            if cannot_have_it
            else f"if {_name_of(agency, id)} has this function, add {function} to agencies.{id}.functions; otherwise "
        )
        return f"{declare}name an agency that has it, or list {_name_of(agency, id)} under a function that it has"
    if cannot_have_it:
        return f"name the {department}; list {_name_of(agency, id)} under a function that it has"
    return f"if {_name_of(agency, id)} is the {department}, add {function} to agencies.{id}.functions; otherwise name the agency that is"


def to_describe(name: str, section: str, described: Collection[str]) -> str:
    """Return the remedy for a short name that a section of the file, agencies or sources, does not describe."""
    remedy = f"describe {quoted(name)} under {section}"
    return did_you_mean(name, described, f"{remedy}, or write one of") if described else remedy


def _name_of(agency: dict[str, Any], id: Any) -> str:
    return str(agency.get("name") or id)


def _missing(requirement: Requirement, county: str, view: dict[str, Any], prefix: Path) -> Diagnostic:
    """Return the diagnostic for what is not there, or not as the law has it."""
    if _present(view, requirement.path) == len(requirement.path):
        path, message, remedy = requirement.own_fault(view)
        if message:
            # What a misspelled word of a list would say is reported at that word.
            rests_on = (*_placed(path, prefix), *unread_list(value_at(view, path)), requirement.path[-1])
            return _diagnostic(requirement, county, message, _placed(path, prefix), remedy, rests_on, at_value=False)
    lacking = requirement.missing_items(view)
    message = f"{requirement.message}; missing: {join_words(lacking)}" if lacking else requirement.message
    path, words = requirement.path, requirement.remedy
    if lacking and (each := requirement.what_to_write(view)):
        seats = [line for line in each if "{agency:" in line]
        path, words = ((*path, ""), "\n".join(seats)) if seats else _one_more(path[:-1], each[0], view)
    words = _with_own_agencies(requirement, words, county, view)
    remedy = _to_write(path, words, view, prefix, also=_and_describe(words, view))
    return _diagnostic(requirement, county, message, _placed(requirement.path, prefix), remedy, at_value=False)


def _one_more(place: Path, words: str, view: dict[str, Any]) -> tuple[Path, str]:
    """Return the path and the words of what is written at a place: of a list that is there already, one more item."""
    key, _, value = words.partition(": ")
    path = (*place, key)
    if value.startswith("[") and _present(view, path) == len(path):
        return (*path, ""), f"- {value[1:-1]}"
    return path, words


def _present(data: Any, path: Path) -> int:
    """Return how many keys of a path the data has."""
    present = 0
    while present < len(path) and isinstance(data, dict) and path[present] in data:
        data, present = data[path[present]], present + 1
    return present


def _to_write(path: Path, words: str, view: dict[str, Any], prefix: Path, so: str = "", also: str = "") -> str:
    """Return a remedy that fits below what the file has of a path; `so` goes after its verb, `also` after the place."""
    present = _present(view, path)
    if present == len(path):
        return f"write{so}{also}, for example\n{words}"
    where = _placed(path, prefix)[: len(_placed(path, prefix)) - len(path) + present]
    under = f" under {'.'.join(map(str, where))}" if where else ""
    return f"add{so}{under}{also}, for example\n{nested(path[present:-1], words)}"


_SEAT = re.compile(r"(?P<function>\w+): \{agency: (?P<id>\w+)")
"""The beginning of a seat in the lines of a remedy."""


def _with_own_agencies(requirement: Requirement, words: str, county: str, view: dict[str, Any]) -> str:
    """Return the lines of a remedy with the short names of the file's own agencies in the seats of their functions."""
    seat = requirement.seat
    fit = {
        id: one.get("functions") or ()
        for id, one in (view.get("agencies") or {}).items()
        if one and one.get("county", county) == county and (not seat or one.get("kind") in kinds_for(seat, county, one))
    }

    def own(found: re.Match[str]) -> str:
        function, id = found["function"], found["id"]
        having = [each for each, functions in fit.items() if function in functions]
        return f"{function}: {{agency: {id if id in having or not having else having[0]}"

    return _SEAT.sub(own, words)


def _and_describe(words: str, view: dict[str, Any]) -> str:
    """Return the part of a remedy on agencies that its lines name and the file does not describe; empty if there are none."""
    agencies = view.get("agencies") or {}
    new = tuple(dict.fromkeys(found["id"] for found in _SEAT.finditer(words) if found["id"] not in agencies))
    if not new or not agencies:  # without any, the file is told to describe them in any case
        return ""
    return f", and describe {new[0] if len(new) == 1 else 'each new agency'} under agencies"


def _diagnostic(
    requirement: Requirement,
    county: str,
    message: str,
    path: Path,
    remedy: str,
    rests_on: Path = (),
    at_value: bool = True,
) -> Diagnostic:
    return Diagnostic(
        id=requirement.id,
        severity=requirement.severity,
        message=message,
        path=path,
        at_value=at_value,
        remedy=remedy,
        citation=requirement.citation,
        quote=requirement.quote,
        force=requirement.force,
        county=county,
        since=requirement.since,
        rests_on=rests_on,
    )


def _placed(path: Path, prefix: Path) -> Path:
    """Return the path in the file: what is a county's own is below `prefix`, the rest of the file is not."""
    return (*prefix, *path) if path[0] in shape.county_keys() else path


def _unknown(requirement: Requirement, gate: Gate, county: str, view: dict[str, Any], prefix: Path) -> Diagnostic:
    if requirement.shown_otherwise and _present(view, requirement.path) == len(requirement.path):
        question = requirement.shown_otherwise
        shown = _missing(requirement, county, view, prefix)
        return replace(
            shown, severity="unknown", message=f"{requirement.title}: {question}", question=question, remedy=""
        )
    so = " the facts" if gate.id else ""
    remedy = _to_write(gate.path, gate.remedy, view, prefix, so) if gate.remedy else ""
    return Diagnostic(
        id=requirement.id,
        severity="unknown",
        message=f"{requirement.title}: {gate.question}",
        path=_placed(gate.path, prefix),
        remedy=remedy,
        citation=requirement.citation,
        quote=requirement.quote,
        force=requirement.force,
        county=county,
        since=requirement.since,
        question=gate.question,
    )

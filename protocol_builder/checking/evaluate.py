"""How a requirement is decided on one county's data: met, not met, unknown, excused, or not applicable.

JSON Schema says whether a seat is there. Whether the agency that holds it has the function, and is of a kind that can,
depends on another part of the file, which only this module looks at.
"""

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal, TypeAlias

from ..diagnostic import Diagnostic, Path
from ..english import did_you_mean, join_words, quoted
from ..law import requirements, shape, vocabulary
from ..law.requirements import Gate, MandatedSeat, Requirement, nested
from ..protocol.county_data import seat_holders

State: TypeAlias = Literal["satisfied", "not_met", "unknown", "excused", "not_applicable"]

STATES: dict[State, str] = {
    "satisfied": "met",
    "not_met": "not met",
    "unknown": "unknown",
    "excused": "excused",
    "not_applicable": "does not apply",
}
"""Each state with the words that documents and pages print."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """The result of one requirement in one county."""

    requirement: Requirement
    county: str
    state: State
    reason: str
    """Why, in a clause of a sentence; empty if it is simply met."""
    diagnostics: tuple[Diagnostic, ...] = ()


def verdicts(in_force: tuple[Requirement, ...], county: str, view: dict[str, Any], prefix: Path) -> Iterator[Verdict]:
    """Decide each requirement on one county's view; `prefix` is where the county's own part is in the file."""
    applies = cache(lambda gate: gate.applies_to(view))  # requirements share their gates
    all_met = requirements.all_satisfied_by(view, in_force)
    for requirement in in_force:
        yield _verdict(requirement, county, view, prefix, applies, all_met or requirement.is_satisfied_by(view))


def _verdict(
    requirement: Requirement,
    county: str,
    view: dict[str, Any],
    prefix: Path,
    applies: Callable[[Gate], bool],
    met: bool,
) -> Verdict:
    for gate in requirement.applies:
        if not applies(gate):
            return Verdict(requirement, county, "excused" if gate.excuses else "not_applicable", gate.otherwise)
    unfit = tuple(_unfit_holders(requirement, county, view, prefix)) if met and requirement.seat else ()
    if met and (not requirement.seat or len(unfit) < _number_of_holders(requirement.seat, view)):
        return Verdict(requirement, county, "satisfied", "")
    for gate in requirement.known:
        if not applies(gate):
            # Only what the law requires is put as a question; guidance that cannot be decided stays quiet.
            questions = (_unknown(requirement, gate, county, view, prefix),) if requirement.force == "shall" else ()
            return Verdict(requirement, county, "unknown", gate.question, questions)
    if requirement.force != "shall" and _present(view, requirement.path) < len(requirement.path):
        # Guidance that a file leaves aside is reported once for each document (a rule), not once for each sentence.
        return Verdict(requirement, county, "not_met", requirement.message)
    found = unfit or (_missing(requirement, county, view, prefix),)
    return Verdict(requirement, county, "not_met", found[0].message, found)


def _number_of_holders(seat: MandatedSeat, view: dict[str, Any]) -> int:
    return sum(1 for _ in seat_holders(view, seat.on, seat.function))


def _unfit_holders(requirement: Requirement, county: str, view: dict[str, Any], prefix: Path) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each holder that does not fill the mandated seat."""
    seat = requirement.seat
    assert seat is not None
    agencies = view.get("agencies") or {}
    kinds = seat.agency_kinds
    if vocabulary.is_single_district(county):
        kinds += seat.in_single_district_counties
    department = vocabulary.label("functions", seat.function)
    for path, _, holder in seat_holders(view, seat.on, seat.function):
        id = holder.get("agency")
        agency = agencies.get(id)
        where = (*prefix, *path, "agency")
        if id is None:
            message = f"the file does not say which agency holds the seat of the {department}"
            yield _diagnostic(
                requirement,
                county,
                message,
                where[:-1],
                "write the agency, for example\n" + _with_own_agencies(requirement, requirement.remedy, county, view),
                where,
            )
        elif agency is None:
            message = f"{quoted(id)}, which the file does not describe, holds the seat of the {department}"
            yield _diagnostic(
                requirement,
                county,
                message,
                where,
                to_describe(id, "agencies", agencies),
                ("agencies", id),
            )
        elif seat.function not in (agency.get("functions") or ()):
            message = f"{_name_of(agency, id)} holds the seat of the {department} but does not have the function {seat.function}"
            remedy = f"if {_name_of(agency, id)} is the {department}, add {seat.function} to agencies.{id}.functions; otherwise name the agency that is"
            yield _diagnostic(requirement, county, message, where, remedy, ("agencies", id, "functions", seat.function))
        elif "kind" not in agency:
            message = f"the file does not say what kind of agency holds the seat of the {department}"
            remedy = f"write kind under agencies.{id}"
            yield _diagnostic(requirement, county, message, where, remedy, ("agencies", id, "kind"))
        elif agency["kind"] not in kinds:
            kind = vocabulary.label("agency_kinds", str(agency["kind"]))
            kind = f"{'an' if kind[0] in 'aeiou' else 'a'} {kind}"
            message = f"{_name_of(agency, id)} holds the seat of the {department} but is {kind}"
            remedy = f"name the {department}; list {_name_of(agency, id)} under another function"
            yield _diagnostic(requirement, county, message, where, remedy)
        elif agency.get("county") and agency["county"] != county:
            message = f"{_name_of(agency, id)} holds the seat of the {department} but is an agency of {vocabulary.full_name(agency['county'])}, not of {vocabulary.full_name(county)}"
            yield _diagnostic(
                requirement, county, message, where, f"name the {department} of {vocabulary.full_name(county)}"
            )


def to_describe(name: str, section: str, described: Collection[str]) -> str:
    """Return the remedy for a short name that a section of the file, agencies or sources, does not describe."""
    remedy = f"describe {quoted(name)} under {section}"
    return did_you_mean(name, described, f"{remedy}, or write one of") if described else remedy


def _name_of(agency: dict[str, Any], id: Any) -> str:
    return str(agency.get("name") or id)


def _missing(requirement: Requirement, county: str, view: dict[str, Any], prefix: Path) -> Diagnostic:
    """Return the diagnostic for what is not there, or not as the law has it."""
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
    kinds = requirement.seat.agency_kinds if requirement.seat else ()
    fit = {
        id: one.get("functions") or ()
        for id, one in (view.get("agencies") or {}).items()
        if one and one.get("county", county) == county and (not kinds or one.get("kind") in kinds)
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

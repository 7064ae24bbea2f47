"""Who holds a mandated seat: agencies that cannot, and those of which it is not sure that they do.

JSON Schema says whether a seat is there. Whether the agency that holds it has the function, and is of a kind that can,
depends on another part of the file, which only this module looks at.
"""

from collections.abc import Collection, Iterator, Sequence
from typing import Any

from ..diagnostic import Diagnostic, Path
from ..english import quoted
from ..law import texts, vocabulary
from ..law.requirements import MandatedSeat, Requirement
from ..protocol.county_data import SharedSeats, seat_holders
from .eligible_agencies import (
    functions_apart,
    is_of_one_county,
    kinds_for,
    of_the_same_name,
    of_the_same_name_and_unfit,
)
from .requirement_finding import asked, finding, to_describe, with_own_agencies


def number_of_holders(seat: MandatedSeat, view: dict[str, Any]) -> int:
    """Return how many agencies a county's data lists in a mandated seat."""
    return sum(1 for _ in seat_holders(view, seat.on, seat.function))


def is_held_with_notes(requirement: Requirement, view: dict[str, Any], leaving_out: Collection[Path]) -> bool:
    """Return whether all who hold a mandated seat have a note there, which no program reads; false if it is no seat.

    The holders at the paths of `leaving_out` do not count, since they do not fill the seat.
    """
    if requirement.seat is None:
        return False
    holders = seat_holders(view, requirement.seat.on, requirement.seat.function)
    return all(holder.get("note") for path, _, holder in holders if path not in leaving_out)


def doubtful_holders(
    requirement: Requirement, county: str, view: dict[str, Any], prefix: Path, shared: SharedSeats
) -> Iterator[tuple[Path, Diagnostic]]:
    """Yield (path of the holder, question) for each holder of whom it is not sure that it fills the mandated seat."""
    seat = requirement.seat
    assert seat is not None
    department = vocabulary.label("functions", seat.function)
    agencies = view.get("agencies") or {}
    for path, _, holder in seat_holders(view, seat.on, seat.function):
        id, title = str(holder.get("agency", "")), holder.get("title")
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
        elif id in agencies and (unfit := of_the_same_name_and_unfit(id, agencies, kinds_for(seat, county, agency))):
            kind = vocabulary.label("agency_kinds", str(agencies[unfit]["kind"]))
            question = f"agencies.{id} and agencies.{unfit} have one name, {_name_of(agency, id)}, and agencies.{unfit} says of it: {kind.lower()}, which cannot be the {department}"
            remedy = f"write under agencies.{id} the name of the {department}, or give both the same kind; where it is not clear, ask county counsel"
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
        elif (division := str(holder.get("division") or "")) and (
            texts.may_be_vacant(division) or texts.may_be_defunct(division)
        ):
            question = f"the file does not say whether the division {quoted(division)} takes part"
            remedy = "write the division alone if it takes part; otherwise, name the one that does"
            key, rests_on = "division", ()
        elif (provider := str((agency.get("provided_by") or {}).get(seat.function) or "")) and (
            texts.is_vacancy(provider) or texts.may_not_provide(provider)
        ):
            question = f"{quoted(provider)} is said to carry out the work of the {department}, so whether anyone does is not clear"
            remedy = f"write under agencies.{id}.provided_by who does it under contract today; if no one does, delete that line"
            rests_on = (*rests_on, "provided_by")
        elif said := texts.vacancy_in_note(str(holder.get("note") or "")):
            question = (
                f"the note on the seat of the {department} says {quoted(said)}, so whether anyone has it is not clear"
            )
            remedy = (
                "write the job title that holds the seat now, or is acting in it, and delete these words from the note"
            )
            key, rests_on = "note", ()
        else:
            continue
        yield path, asked(requirement, county, question, (*prefix, *path, key), remedy, rests_on)


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


def unfit_holders(
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
                finding(
                    requirement,
                    county,
                    message,
                    where[:-1],
                    "write the agency, for example\n"
                    + with_own_agencies(requirement, requirement.remedy, county, view),
                    where,
                ),
            )
        elif agency is None:
            message = f"{quoted(id)}, which the file does not describe, holds the seat of the {department}"
            yield (
                path,
                finding(
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
            yield path, finding(requirement, county, message, where, remedy, ("agencies", id, "name"))
        elif seat.function not in (agency.get("functions") or ()):
            message = f"{_name_of(agency, id)} holds the seat of the {department} but does not have the function {seat.function}"
            fit = having(agencies, seat.function, kinds, county)
            remedy = to_have_function(agency, id, seat.function, kinds, fit)
            yield (
                path,
                finding(requirement, county, message, where, remedy, ("agencies", id, "functions", seat.function)),
            )
        elif "kind" not in agency:
            message = f"the file does not say what kind of agency holds the seat of the {department}"
            remedy = f"write kind under agencies.{id}"
            yield path, finding(requirement, county, message, where, remedy, ("agencies", id, "kind"))
        elif agency["kind"] not in kinds:
            kind = vocabulary.label("agency_kinds", str(agency["kind"]))
            kind = f"{'an' if kind[0] in 'aeiou' else 'a'} {kind}"
            message = f"{_name_of(agency, id)} holds the seat of the {department} but is {kind}"
            remedy = f"name the {department}; list {_name_of(agency, id)} under another function"
            if agency["kind"] in _KINDS_EASILY_MISTAKEN:
                remedy = (
                    f"if {_name_of(agency, id)} is the {department}, correct agencies.{id}.kind; otherwise {remedy}"
                )
            yield path, finding(requirement, county, message, where, remedy)
        elif agency.get("county") and agency["county"] != county and agency["kind"] != "joint_agency":
            message = f"{_name_of(agency, id)} holds the seat of the {department} but is an agency of {vocabulary.full_name(agency['county'])}, not of {vocabulary.full_name(county)}"
            remedy = f"name the {department} of {vocabulary.full_name(county)}"
            if vocabulary.may_be_joint(seat.function):
                remedy += (
                    f"; if {_name_of(agency, id)} serves both counties, write kind: joint_agency under agencies.{id}"
                )
            yield path, finding(requirement, county, message, where, remedy)


def having(agencies: dict[str, Any], function: str, kinds: Collection[str], county: str) -> tuple[str, ...]:
    """Return the short names of the agencies of a county that have a function, and are of a kind that can have its seat."""
    return tuple(
        id
        for id, one in agencies.items()
        if function in (one.get("functions") or ()) and one.get("kind") in kinds and one.get("county", county) == county
    )


def to_have_function(
    agency: dict[str, Any], id: str, function: str, kinds: Collection[str] = (), fit: Sequence[str] = ()
) -> str:
    """Return the remedy for an agency in a seat whose function it does not have.

    It does not invite to declare a function that an agency of this kind (one of `kinds`, which a function of no mandated
    seat does not have), or with its functions, cannot have: then another agency is to be named, such as the one of the
    file (`fit`, by short name) that has it.
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
    if cannot_have_it and len(fit) == 1:
        return f"write agency: {fit[0]}"
    if cannot_have_it:
        return f"name the {department}; list {_name_of(agency, id)} under a function that it has"
    return f"if {_name_of(agency, id)} is the {department}, add {function} to agencies.{id}.functions; otherwise name the agency that is"


def _name_of(agency: dict[str, Any], id: Any) -> str:
    return str(agency.get("name") or id)

"""What the agreement says a statute gives each agency: the same as `check` finds, over all kinds of agencies."""

from itertools import product

import pytest
import yaml

from protocol_builder.agreement.statutory_roles import duties
from protocol_builder.law import requirements, vocabulary
from protocol_builder.law.requirements import Requirement

from ..conftest import DAY, ROOT, report_of

SMALL = yaml.safe_load((ROOT / "tests" / "small-county.yml").read_text("utf-8"))
LETTERED = [
    one
    for one in requirements.in_force(DAY)
    if one.seat and one.seat.on == "protocol_team" and one.citation[-2:-1].isupper()
]
COUNTIES = ("Napa", "Alpine", "San Francisco")
"""A county, one with a single school district, and one that is a city too."""
NAME = "The Agency Asked About"


def file_with(seat: Requirement, kind: str, county: str, functions: tuple[str, ...] = ()) -> str:
    """A file in which one agency of a kind holds a seat of the protocol team."""
    assert seat.seat
    function = seat.seat.function
    asked_about = {"name": NAME, "kind": kind, "functions": [function, *functions]}
    others = {
        id: agency | {"functions": [one for one in agency["functions"] if one != function] or ["housing"]}
        for id, agency in SMALL["agencies"].items()
    }
    for agency in others.values():
        agency.pop("divisions", None)
    seats = {function: {"agency": "asked_about", "title": "Director"}}
    return yaml.safe_dump(
        SMALL
        | {"county": county, "agencies": {"asked_about": asked_about, **others}}
        | {"protocol_team": {"lead": "human_services", "seats": SMALL["protocol_team"]["seats"] | seats}}
    )


def letters_of(text: str, on: str = DAY) -> str:
    """What the table of duties prints after the agency's name, on the team that develops the protocol."""
    found = next(agencies for what, _, _, agencies in duties(report_of(text, on).protocol, on) if "represented" in what)
    return next((agency.removeprefix(NAME).strip() for agency in found if agency.startswith(NAME)), "")


def test_the_section_names_six_agencies_by_letters() -> None:
    assert [one.citation[-3:] for one in LETTERED] == ["(A)", "(B)", "(C)", "(D)", "(E)", "(F)"]


@pytest.mark.parametrize("seat", LETTERED, ids=lambda seat: seat.id)
def test_a_letter_is_printed_for_exactly_the_kinds_that_can_hold_the_seat(seat: Requirement) -> None:
    for kind, county in product(vocabulary.lists()["agency_kinds"], COUNTIES):
        text = file_with(seat, kind, county)
        state = next(verdict.state for verdict in report_of(text).verdicts if verdict.requirement.id == seat.id)
        expected = "" if state == "not_met" else seat.citation[-3:]
        assert letters_of(text) == expected, (kind, county, state)


def test_an_elected_superintendent_of_schools_is_named_as_the_office_of_education() -> None:
    seat = LETTERED[4]
    assert letters_of(file_with(seat, "elected_county_office", "Napa")) == "(E)"
    assert letters_of(file_with(seat, "school_district", "Napa")) == ""
    assert letters_of(file_with(seat, "school_district", "Alpine")) == "(E)"


def test_the_partners_of_2018_are_named_from_that_day() -> None:
    for seat in LETTERED:
        assert seat.seat
        text = file_with(seat, seat.seat.agency_kinds[0], "Napa")
        is_new = seat in LETTERED[4:]
        assert letters_of(text, "2017-12-31") == ("" if is_new else seat.citation[-3:])
        assert letters_of(text, "2018-01-01") == seat.citation[-3:]


def test_only_a_partner_of_2018_is_excused_by_the_day_on_which_the_protocol_was_developed() -> None:
    for seat in LETTERED:
        assert seat.seat
        text = file_with(seat, seat.seat.agency_kinds[0], "Napa").replace("2020-06-01", "2017-12-31")
        assert ("need not" in letters_of(text) or "not required to" in letters_of(text)) == (seat in LETTERED[4:])


def test_an_agency_with_two_of_the_functions_is_named_with_both_letters() -> None:
    assert letters_of(file_with(LETTERED[1], "county_department", "Napa", ("public_health",))) == "(B) and (C)"

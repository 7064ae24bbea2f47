"""Who holds a mandated seat: unsure holders leave it unknown, and no remedy invites to write what is not so."""

import pytest

from protocol_builder.checking import shape_check
from protocol_builder.checking.check import Report, check_source
from protocol_builder.law import requirements, vocabulary
from protocol_builder.paths import value_at
from protocol_builder.reading.loader import load_yaml
from protocol_builder.reading.source import Source

from ..conftest import DAY, ROOT
from .test_properties import example

SYSTEM_OF_CARE = ROOT / "county_configs" / "example-system-of-care.yml"
SEATS = [requirement for requirement in requirements.in_force(DAY) if requirement.seat]
OF_EACH_FUNCTION = {requirement.seat.function: requirement for requirement in SEATS if requirement.seat}
APART = [
    pytest.param(requirement, other, id=f"{requirement.id}-{other}")
    for requirement in OF_EACH_FUNCTION.values()
    if requirement.seat
    for other in vocabulary.apart_from(requirement.seat.function)
]


def held_by(requirement: requirements.Requirement, functions: list[str]) -> Report:
    """The report of the example with a mandated seat held by one agency with some functions, of a kind that fits."""
    seat = requirement.seat
    assert seat
    data = example() if seat.on in example() else load_yaml(SYSTEM_OF_CARE.read_text("utf-8"))
    data["agencies"]["holder"] = {"name": "Holder", "kind": seat.agency_kinds[0], "functions": functions}
    value_at(data, tuple(seat.on.split(".")))["seats"][seat.function] = {"agency": "holder", "title": "Director"}
    assert shape_check.check(data)[1] == ()
    return check_source(Source("county.yml", "", data), DAY)


@pytest.mark.parametrize(("requirement", "other"), APART)
def test_a_seat_is_unknown_where_its_agency_is_said_to_be_another_too(
    requirement: requirements.Requirement, other: str
) -> None:
    assert requirement.seat
    report = held_by(requirement, [requirement.seat.function, other])
    assert {v.state for v in report.verdicts if v.requirement is requirement} == {"unknown"}
    found = [d for d in report.diagnostics if d.severity in ("error", "warning")]
    assert [d.id for d in found] == ["functions-of-separate-agencies"]
    assert found[0].message.endswith("so one duty is unknown")


@pytest.mark.parametrize(("requirement", "other"), APART)
def test_no_remedy_invites_to_add_a_function_that_the_agency_cannot_have(
    requirement: requirements.Requirement, other: str
) -> None:
    assert requirement.seat
    report = held_by(requirement, [other])
    assert {v.state for v in report.verdicts if v.requirement is requirement} == {"not_met"}
    found = next(d for d in report.diagnostics if d.id == requirement.id)
    assert f"add {requirement.seat.function} to" not in found.remedy
    assert found.remedy.startswith("name the ")


@pytest.mark.parametrize("requirement", SEATS, ids=lambda requirement: requirement.id)
def test_an_agency_with_the_seat_s_function_alone_fills_it(requirement: requirements.Requirement) -> None:
    assert requirement.seat
    report = held_by(requirement, [requirement.seat.function])
    assert {v.state for v in report.verdicts if v.requirement is requirement} == {"satisfied"}


def test_combined_agencies_that_counties_have_stay_free_to_combine() -> None:
    """Human services, child welfare, mental health, public health, and substance use are one agency in many counties."""
    combined = ("human_services", "child_welfare", "mental_health", "public_health", "substance_use_disorder")
    assert all(set(combined).isdisjoint(vocabulary.apart_from(function)) for function in combined)


def test_functions_are_apart_both_ways() -> None:
    functions = vocabulary.lists()["functions"]
    for one in functions:
        assert one not in vocabulary.apart_from(one)
        for other in vocabulary.apart_from(one):
            assert one in vocabulary.apart_from(other)
    assert all(set(entry.get("apart_from", ())) <= set(functions) for entry in functions.values())


def test_a_second_holder_who_surely_fills_the_seat_is_enough() -> None:
    data = example()
    data["agencies"]["district_attorney"]["functions"].append("sheriff")
    holders = [{"agency": "district_attorney", "title": "District Attorney"}, {"agency": "sheriff", "title": "Sheriff"}]
    data["protocol_team"]["seats"]["sheriff"] = holders
    report = check_source(Source("county.yml", "", data), DAY)
    assert {v.state for v in report.verdicts if v.requirement.id == "protocol-team-sheriff"} == {"satisfied"}

"""Who holds a mandated seat: unsure holders leave it unknown, and no remedy invites to write what is not so."""

from itertools import combinations
from typing import Any

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
    assert {v.state for v in report.verdicts if v.requirement.id == requirement.id} == {"unknown"}
    found = [d for d in report.diagnostics if d.severity in ("error", "warning")]
    assert [d.id for d in found] == ["functions-of-separate-agencies"]
    assert found[0].message.endswith("so one duty is unknown")


@pytest.mark.parametrize(("requirement", "other"), APART)
def test_no_remedy_invites_to_add_a_function_that_the_agency_cannot_have(
    requirement: requirements.Requirement, other: str
) -> None:
    assert requirement.seat
    report = held_by(requirement, [other])
    assert {v.state for v in report.verdicts if v.requirement.id == requirement.id} == {"not_met"}
    found = next(d for d in report.diagnostics if d.id == requirement.id)
    assert f"add {requirement.seat.function} to" not in found.remedy
    assert found.remedy.startswith(("name the ", "write agency: "))


@pytest.mark.parametrize("requirement", SEATS, ids=lambda requirement: requirement.id)
def test_an_agency_with_the_seat_s_function_alone_fills_it(requirement: requirements.Requirement) -> None:
    assert requirement.seat
    report = held_by(requirement, [requirement.seat.function])
    assert {v.state for v in report.verdicts if v.requirement.id == requirement.id} == {"satisfied"}


def test_combined_agencies_that_counties_have_stay_free_to_combine() -> None:
    """Human services, child welfare, mental health, public health, and substance use are one agency in many counties."""
    combined = ("human_services", "child_welfare", "mental_health", "public_health", "substance_use_disorder")
    assert all(set(combined).isdisjoint(vocabulary.apart_from(function)) for function in combined)


NEVER_TOGETHER = """\
human_services: probation juvenile_court sheriff district_attorney public_defender childrens_attorneys county_counsel
child_welfare: probation juvenile_court sheriff district_attorney public_defender childrens_attorneys county_counsel
probation: mental_health public_health substance_use_disorder juvenile_court sheriff district_attorney public_defender childrens_attorneys county_counsel
mental_health: juvenile_court sheriff district_attorney public_defender childrens_attorneys county_counsel
public_health: juvenile_court sheriff district_attorney public_defender childrens_attorneys county_counsel
substance_use_disorder: juvenile_court sheriff district_attorney public_defender childrens_attorneys county_counsel
juvenile_court: county_office_of_education sheriff local_law_enforcement district_attorney public_defender county_counsel tribe tribal_law_enforcement federal_agency
county_office_of_education: sheriff district_attorney
sheriff: local_education_agency district_attorney public_defender childrens_attorneys county_counsel tribe tribal_law_enforcement federal_agency
local_education_agency: district_attorney
district_attorney: public_defender childrens_attorneys
"""
"""Every two functions that no one agency has, written by hand: each pair once, with the function that the vocabulary lists
first."""


def test_two_functions_are_apart_only_if_the_table_says_so() -> None:
    functions = list(vocabulary.lists()["functions"])
    found = {(a, b) for a, b in combinations(functions, 2) if b in vocabulary.apart_from(a)}
    table = {
        (one, other)
        for line in NEVER_TOGETHER.splitlines()
        for one, _, rest in (line.partition(": "),)
        for other in rest.split()
    }
    assert found == table


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


@pytest.mark.parametrize("other", vocabulary.flagged("functions", "of_no_county"))
@pytest.mark.parametrize("requirement", OF_EACH_FUNCTION.values(), ids=lambda requirement: requirement.id)
def test_a_seat_is_unknown_where_an_agency_of_the_county_is_said_to_be_a_tribe_or_federal(
    requirement: requirements.Requirement, other: str
) -> None:
    seat = requirement.seat
    assert seat
    report = held_by(requirement, [seat.function, other])
    of_the_county = seat.agency_kinds[0] not in ("county_office_of_education", "regional_center")
    assert {v.state for v in report.verdicts if v.requirement.id == requirement.id} == {
        "unknown" if of_the_county else "satisfied"
    }


def test_a_nonprofit_or_a_tribe_may_have_functions_that_a_county_has_too() -> None:
    data = example()
    data["agencies"]["clinic"] = {"name": "Clinic", "kind": "nonprofit", "functions": ["tribe", "mental_health"]}
    data["agencies"]["tribe"]["functions"] = ["tribe", "child_welfare", "tribal_law_enforcement"]
    found = check_source(Source("county.yml", "", data), DAY).diagnostics
    assert "functions-of-separate-agencies" not in {d.id for d in found}


def remedy_of(id: str, data: dict[str, Any]) -> str:
    report = check_source(Source("county.yml", "", data), DAY)
    return next(diagnostic.remedy for diagnostic in report.diagnostics if diagnostic.id == id)


DISTRICT = {
    "name": "Unified School District",
    "kind": "school_district",
    "functions": ["county_office_of_education", "local_education_agency"],
}


@pytest.mark.parametrize(("county", "own"), [("Mariposa", True), ("Inyo", False)])
def test_a_missing_seat_s_remedy_names_the_district_that_is_the_county_office(county: str, own: bool) -> None:
    data = {**example(), "county": county}
    data["agencies"]["district"] = DISTRICT
    del data["agencies"]["county_office_of_education"]
    del data["protocol_team"]["seats"]["county_office_of_education"]
    remedy = remedy_of("protocol-team-county-office-of-education", data)
    assert ("county_office_of_education: {agency: district," in remedy) is own


@pytest.mark.parametrize(("county", "may_be"), [("Mariposa", True), ("Inyo", False)])
def test_a_district_is_told_to_add_the_office_s_function_only_where_it_may_have_it(county: str, may_be: bool) -> None:
    data = {**example(), "county": county}
    data["agencies"]["district"] = {**DISTRICT, "functions": ["local_education_agency"]}
    data["steering_committee"] = {"seats": {"county_office_of_education": {"agency": "district"}}}
    remedy = remedy_of("seat-without-function", data)
    assert ("add county_office_of_education to agencies.district.functions" in remedy) is may_be


def test_a_department_of_another_county_may_be_joint_only_where_practice_knows_it() -> None:
    data = {**example(), "county": "Yuba"}
    for agency in ("behavioral_health", "sheriff"):
        data["agencies"][agency]["county"] = "Sutter"
    assert "write kind: joint_agency under agencies.behavioral_health" in remedy_of("mdt-mental-health", data)
    assert "joint" not in remedy_of("protocol-team-sheriff", data)
    data["agencies"]["behavioral_health"]["kind"] = "joint_agency"
    report = check_source(Source("county.yml", "", data), DAY)
    assert {v.state for v in report.verdicts if v.requirement.id == "mdt-mental-health"} == {"satisfied"}

"""Whom a county's signature binds: each kind of agency with each function, in a table of its own."""

import pytest

from protocol_builder.law import vocabulary

from ...conftest import report_of

OF_THE_COUNTY = {"county_department", "elected_county_office"}
IT_DEPENDS = {"joint_agency", "other"}
FUNCTIONS_OF_OTHERS = {
    "juvenile_court",
    "county_office_of_education",
    "tribe",
    "tribal_law_enforcement",
    "federal_agency",
}


def told(kind: str, function: str, signature: str, county: str = "Inyo") -> list[tuple[str, ...]]:
    """The findings where an agency is to be bound by its county's signature, or by one for a department of it."""
    also = "department, " if signature == "signs" else ""
    found = report_of(
        f"county: {county}\ninstrument: {{kind: interagency_protocol}}\n"
        "agencies:\n  department: {name: Department, kind: county_department, functions: [human_services]}\n"
        f"  one: {{name: The One, kind: {kind}, functions: [{function}]}}\n"
        f"parties:\n  - {{name: County of {county}, agencies: [{also}one], signature: {signature}}}\n"
    ).diagnostics
    return [tuple(map(str, one.path)) for one in found if one.id == "signature-of-another-entity"]


@pytest.mark.parametrize("kind", vocabulary.lists()["agency_kinds"])
def test_the_countys_signature_binds_its_own_departments_alone(kind: str) -> None:
    for function in vocabulary.lists()["functions"]:
        is_separate = kind not in IT_DEPENDS and (kind not in OF_THE_COUNTY or function in FUNCTIONS_OF_OTHERS)
        bound = told(kind, function, "under_county_signature")
        assert bound == ([("parties", "0", "signature")] if is_separate else []), function
        beside = told(kind, function, "signs")
        assert beside == ([("parties", "0", "agencies")] if is_separate else []), function


@pytest.mark.parametrize(("county", "binds"), [("San Francisco", True), ("Inyo", False)])
def test_the_signature_of_a_city_and_county_binds_its_city(county: str, binds: bool) -> None:
    assert (told("city", "local_law_enforcement", "under_county_signature", county) == []) == binds


@pytest.mark.parametrize("function", vocabulary.lists()["functions"])
def test_the_signature_of_an_office_for_itself_is_not_the_countys(function: str) -> None:
    """Probation is bound by the county's signature, and the only party that signs has one agency with this function."""
    found = report_of(
        "county: Inyo\ninstrument: {kind: interagency_protocol}\n"
        "agencies:\n  probation: {name: Probation Department, kind: county_department, functions: [probation]}\n"
        f"  one: {{name: The One, kind: county_department, functions: [{function}]}}\n"
        "parties:\n  - {name: Probation Department, agencies: [probation], signature: under_county_signature}\n"
        "  - {name: The One, agencies: [one], signature: signs}\n"
    ).diagnostics
    signs_for_itself = function in {"sheriff", "district_attorney"} | FUNCTIONS_OF_OTHERS
    assert ("no-signature-of-the-county" in {one.id for one in found}) == signs_for_itself

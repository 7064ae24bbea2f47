"""In a file of several counties no county's agency is taken for another's: by check, by --fix, or in the agreement."""

import json
import re
from typing import Any

import pytest

from protocol_builder.agreement.agreement import agreement
from protocol_builder.agreement.blocks import printed_lines
from protocol_builder.agreement.role_sheets import agency_sheets
from protocol_builder.checking.check import Report, check_source
from protocol_builder.checking.fix import Fixed, fix
from protocol_builder.law import requirements, vocabulary
from protocol_builder.law.requirements import MandatedSeat, Requirement
from protocol_builder.reading import source
from protocol_builder.reading.source import read_text

from ..conftest import DAY, EXAMPLE, report_of

SEATS = [one for one in requirements.in_force(DAY) if one.seat and one.seat.on in ("protocol_team", "mdt")]
KINDS = [(one, kind) for one in SEATS if one.seat for kind in one.seat.agency_kinds]
seat_and_kind = pytest.mark.parametrize(
    ("requirement", "kind"), KINDS, ids=[f"{requirement.id}-{kind}" for requirement, kind in KINDS]
)


def joint(seat: MandatedSeat, kind: str, of: tuple[str, ...], more: str = "", own: str = "") -> str:
    """A file of two counties in which one agency of a kind has a seat for some of them."""
    parts = {
        "protocol_team": "lead: human_services, seats: {%s}",
        "mdt": "kind: dedicated, seats: {%s}",
    }
    filled, empty = (parts[seat.on] % said for said in (f"{seat.function}: {{agency: one, title: Head}}", ""))
    counties = "".join(
        f"  {county}:\n    csec_program: {{elects_funds: true, protocol_developed_on: 2019}}\n"
        f"    {seat.on}: {{{filled if county in of else empty}}}\n"
        for county in ("Inyo", "Mono")
    )
    return (
        f"counties:\n{counties}instrument: {{kind: interagency_protocol}}\nagencies:\n"
        f"  one: {{name: The One, kind: {kind}, functions: [{seat.function}]{own}}}\n{more}"
    )


def fixed(text: str) -> Fixed:
    return fix(check_source(read_text(text, "county.yml"), DAY))


def holder(done: Fixed, seat: MandatedSeat, county: str) -> Any:
    return source.load_yaml(done.text)["counties"][county][seat.on]["seats"][seat.function]["agency"]


def may_serve_both(seat: MandatedSeat, kind: str) -> bool:
    return kind == "joint_agency" and vocabulary.may_be_joint(seat.function)


@seat_and_kind
def test_one_agency_of_one_county_that_sits_for_two_is_told(requirement: Requirement, kind: str) -> None:
    seat = requirement.seat
    assert seat
    told = [
        d.path
        for d in report_of(joint(seat, kind, ("Inyo", "Mono"))).diagnostics
        if d.id == "one-department-several-counties"
    ]
    assert told == ([] if may_serve_both(seat, kind) else [("agencies", "one")])


@seat_and_kind
def test_an_agency_that_says_its_county_fills_the_seat_of_no_other(requirement: Requirement, kind: str) -> None:
    seat = requirement.seat
    assert seat
    report = report_of(joint(seat, kind, ("Inyo", "Mono"), own=", county: Inyo"))
    states = {one.county: one.state for one in report.verdicts if one.requirement == requirement}
    if kind == "joint_agency":  # joint with others: its county is where it is
        expected = {"satisfied" if may_serve_both(seat, kind) else "unknown"}
        assert set(states.values()) == expected
    else:
        assert states == {"Inyo": "satisfied", "Mono": "not_met"}


@seat_and_kind
def test_fix_gives_no_county_the_agency_of_another(requirement: Requirement, kind: str) -> None:
    seat = requirement.seat
    assert seat
    done = fixed(joint(seat, kind, ("Inyo",)))
    held = holder(done, seat, "Mono")
    if may_serve_both(seat, kind):
        assert held == "one"
        return
    assert held not in ("one", "TODO")
    assert source.load_yaml(done.text)["agencies"][held]["county"] == "Mono"
    filled = report_of(done.text.replace("TODO", "Head"))
    assert not [d for d in filled.diagnostics if d.id == "one-department-several-counties"]


@seat_and_kind
def test_fix_asks_whose_agency_it_is_where_no_seat_says_it(requirement: Requirement, kind: str) -> None:
    seat = requirement.seat
    assert seat
    done = fixed(joint(seat, kind, ()))
    expected = "one" if may_serve_both(seat, kind) else "TODO"
    assert {holder(done, seat, county) for county in ("Inyo", "Mono")} == {expected}


@pytest.mark.parametrize("county", ["Inyo", "Mono"])
@seat_and_kind
def test_fix_gives_a_county_its_own_agency_among_those_of_several(
    requirement: Requirement, kind: str, county: str
) -> None:
    seat = requirement.seat
    assert seat
    other = "Mono" if county == "Inyo" else "Inyo"
    more = f"  two: {{name: The Other, kind: {kind}, functions: [{seat.function}], county: {other}}}\n"
    done = fixed(joint(seat, kind, (), more, own=f", county: {county}"))
    assert (holder(done, seat, county), holder(done, seat, other)) == ("one", "two")


def of_two_counties() -> dict[str, Any]:
    """The complete example said of two counties, each with every agency of its own."""
    data: Any = source.read(EXAMPLE).data
    own = {
        key: data.pop(key)
        for key in ("csec_program", "protocol_team", "steering_committee", "mdt", "services", "standing_bodies")
        if key in data
    }
    for key in ("identification", "reporting", "missing_children", "information_sharing", "case_planning", "training"):
        own[key] = data.pop(key)
    for key in ("funding", "tribes", "parties", "narrative", "clauses", "amendments", "county"):
        data.pop(key, None)
    ids = set(data["agencies"])
    agencies: dict[str, Any] = {}
    counties: dict[str, Any] = {}
    for county in ("Inyo", "Mono"):
        for id, agency in data["agencies"].items():
            said = re.sub(r"Example|County|City of", county, json.dumps(agency, default=str))
            agencies[f"{id}_{county.lower()}"] = {
                **json.loads(said),
                "name": f"{county} {id}".replace("_", " "),
                "county": county,
            }
        counties[county] = _with_own(own, ids, county)
    return {**data, "agencies": agencies, "counties": counties}


def report_of_two_counties() -> Report:
    return report_of(json.dumps(of_two_counties(), default=str))


_NAMING = ("agency", "convener", "staff_support", "agencies")


def _with_own(value: Any, ids: set[str], county: str, key: str = "") -> Any:
    """What is said of a county, with the short names of its own agencies and its name in its texts."""
    if isinstance(value, dict):
        return {name: _with_own(below, ids, county, name) for name, below in value.items()}
    if isinstance(value, list):
        return [_with_own(one, ids, county, key) for one in value]
    if value in ids and key in _NAMING:
        return f"{value}_{county.lower()}"
    return re.sub(r"Example", county, value) if isinstance(value, str) else value


def names_alike(line: str, report: Report) -> bool:
    """Whether a line names agencies of one county alone, or the same ones of both."""
    named: dict[str, set[str]] = {"Inyo": set(), "Mono": set()}
    for agency in report.data["agencies"].values():
        if re.search(rf"\b{re.escape(agency['name'])}\b", line):
            named[agency["county"]].add(agency["name"].partition(" ")[2])
    return not (named["Inyo"] and named["Mono"]) or named["Inyo"] == named["Mono"]


def test_the_agreement_gives_no_county_the_agencies_of_another() -> None:
    report = report_of_two_counties()
    found = {one.id for one in report.diagnostics if one.severity in ("error", "warning")}
    assert found == {"in-force-but-incomplete", "number-for-examples"}, "the file says otherwise what it should say"
    made = agreement(report)
    lines = [line for article in made.articles for line in printed_lines(article.blocks)]
    of_one = [line for line in lines if re.search(r"\b[Ii]n (Inyo|Mono) County, ", line)]
    assert len(of_one) > 40
    assert [line for line in of_one if "Inyo" in line and "Mono" in line] == []
    assert [line for line in lines if not names_alike(line, report)] == []
    assert sum("Inyo" in line for line in lines) == sum("Mono" in line for line in lines)


def test_no_sheet_of_a_countys_agency_is_about_another_county() -> None:
    report = report_of_two_counties()
    sheets = agency_sheets(report, agreement(report))
    assert len({sheet.title for sheet in sheets}) == len(sheets) > 20
    for sheet in sheets:
        own = "Inyo" if "Inyo" in sheet.title else "Mono"
        other = "Mono" if own == "Inyo" else "Inyo"
        lines = [line for part in sheet.parts for line in printed_lines(part.blocks)]
        assert [line for line in lines if other in line] == [], sheet.title
        assert any(own in line for line in lines)


def test_a_section_beside_the_counties_is_told_once_and_not_as_missing_in_each() -> None:
    services = "services: {provision: Beds and meals., case_management: One list., service_planning: One plan.}\n"
    both = "counties: {Inyo: {csec_program: {elects_funds: true}}, Mono: {csec_program: {elects_funds: true}}}\n"
    file = f"instrument: {{kind: interagency_protocol}}\nagencies: {{}}\n{both}"
    content = [d for d in report_of(file).diagnostics if d.id.startswith("protocol-content-") and d.id[-3:] != "mdt"]
    assert sorted((d.id, d.county) for d in content) == [
        (f"protocol-content-{part}", county)
        for part in ("case-management", "service-planning", "services")
        for county in ("Inyo", "Mono")
    ]
    report = report_of(file + services)
    assert not any(d.id in {one.id for one in content} for d in report.diagnostics)
    (found,) = (d for d in report.diagnostics if d.path == ("services",))
    assert (found.message, found.remedy) == (
        "services does not belong here, so 6 duties count as not met",
        "in a file of several counties, write services under each county’s name",
    )
    assert {v.state for v in report.verdicts if v.requirement.id in {one.id for one in content}} == {"not_met"}

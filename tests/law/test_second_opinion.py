"""What the law's data says of days and of agencies, against tables that are written by hand from the statutes' own words.

A day that moves, or a kind of agency that comes to a list or goes from one, does not pass here.
"""

import datetime
import re
from typing import Any

import pytest

from protocol_builder.checking.evaluate import verdicts
from protocol_builder.law import requirements, vocabulary
from protocol_builder.law.requirements import Requirement
from protocol_builder.paths import value_at
from protocol_builder.reading import source

from ..conftest import DAY, EXAMPLE, SYSTEM_OF_CARE, report_of

OF_ITS_COUNTY = {"county_department", "joint_agency"}
"""“The county X department”: a department of the county, or one that serves several counties."""

SEATS: dict[tuple[str, str], set[str]] = {
    # WIC 16524.8(a)(1): the county human services department, and representatives from county agencies
    ("protocol_team", "human_services"): OF_ITS_COUNTY,
    ("protocol_team", "probation"): OF_ITS_COUNTY,
    ("protocol_team", "mental_health"): OF_ITS_COUNTY,
    ("protocol_team", "public_health"): OF_ITS_COUNTY,
    ("protocol_team", "juvenile_court"): {"court"},
    # The county superintendent of schools is an elected office in most counties.
    ("protocol_team", "county_office_of_education"): {"county_office_of_education", "elected_county_office"},
    # The sheriff's department is the county's, led by an elected sheriff; Article XI, section 1(b), of the constitution.
    ("protocol_team", "sheriff"): {"elected_county_office", "county_department"},
    # WIC 16524.7(d)(2)(B): county departments
    ("mdt", "child_welfare"): OF_ITS_COUNTY,
    ("mdt", "probation"): OF_ITS_COUNTY,
    ("mdt", "mental_health"): OF_ITS_COUNTY,
    ("mdt", "substance_use_disorder"): OF_ITS_COUNTY,
    ("mdt", "public_health"): OF_ITS_COUNTY,
    # WIC 16521.6(a)(1): county departments, the county office of education, and the regional center, a nonprofit of its own
    ("system_of_care.participants", "child_welfare"): OF_ITS_COUNTY,
    ("system_of_care.participants", "probation"): OF_ITS_COUNTY,
    ("system_of_care.participants", "mental_health"): OF_ITS_COUNTY,
    ("system_of_care.participants", "substance_use_disorder"): OF_ITS_COUNTY,
    ("system_of_care.participants", "county_office_of_education"): {"county_office_of_education"},
    ("system_of_care.participants", "regional_center"): {"regional_center"},
}
MAY_BE_JOINT = {"mental_health", "substance_use_disorder", "public_health"}
"""Of the mandated departments, those of which joint agencies of several counties are known; another is asked about."""

ONE_DISTRICT = ("Alpine", "Amador", "Del Norte", "Mariposa", "Plumas", "San Francisco", "Sierra")
"""The counties with one school district, which is also the county office of education (Education Code 35041, 35042)."""

KINDS = tuple(vocabulary.lists()["agency_kinds"])
MANDATED = {
    (requirement.seat.on, requirement.seat.function): requirement
    for requirement in requirements.on_record()
    if requirement.seat
}


def held_by(requirement: Requirement, kind: str, county: str = "Yolo", **also: Any) -> str:
    """The verdict on a mandated seat that an agency of a kind holds, in a file that is complete otherwise."""
    seat = requirement.seat
    assert seat
    data: Any = source.read(EXAMPLE).data
    if seat.on not in data and value_at(data, tuple(seat.on.split("."))) is None:
        data = source.read(SYSTEM_OF_CARE).data
    agencies = {**data["agencies"], "holder": {"name": "Holder", "kind": kind, "functions": [seat.function], **also}}
    data = {**data, "county": county, "agencies": agencies}
    value_at(data, tuple(seat.on.split(".")))["seats"][seat.function] = {"agency": "holder", "title": "Director"}
    return next(verdicts((requirement,), county, data, ())).state


def test_the_table_has_every_mandated_seat() -> None:
    assert set(SEATS) == set(MANDATED)
    assert len(KINDS) > len(set().union(*SEATS.values()))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("seat", SEATS, ids=".".join)
def test_only_these_kinds_of_agency_fill_a_mandated_seat(seat: tuple[str, str], kind: str) -> None:
    found = held_by(MANDATED[seat], kind)
    if kind not in SEATS[seat]:
        assert found == "not_met"
    elif kind == "joint_agency" and seat[1] not in MAY_BE_JOINT:
        assert found == "unknown"
    else:
        assert found == "satisfied"


def test_which_counties_have_one_school_district_and_which_is_a_city_too() -> None:
    counties = vocabulary.counties()
    assert len(counties) == 58
    assert tuple(filter(vocabulary.is_single_district, counties)) == ONE_DISTRICT
    assert tuple(filter(vocabulary.is_consolidated, counties)) == ("San Francisco",)


@pytest.mark.parametrize("county", ["Sierra", "San Francisco", "Yolo"])
def test_a_school_district_is_the_county_office_of_education_where_it_is_the_only_one(county: str) -> None:
    found = {held_by(MANDATED[seat], "school_district", county) for seat in SEATS if "education" in seat[1]}
    assert found == {"satisfied" if county in ONE_DISTRICT else "not_met"}


@pytest.mark.parametrize("county", ["San Francisco", "Sierra", "Los Angeles"])
def test_a_city_fills_a_county_s_seat_where_city_and_county_are_one(county: str) -> None:
    found = {seat: held_by(MANDATED[seat], "city", county) for seat in SEATS}
    fills = {seat for seat in SEATS if "county_department" in SEATS[seat]} if county == "San Francisco" else set()
    assert {seat for seat, state in found.items() if state == "satisfied"} == fills
    police = ["sheriff", "local_law_enforcement"]
    assert held_by(MANDATED["protocol_team", "sheriff"], "city", county, functions=police) == "not_met"


ROLES = """\
child-welfare: human_services child_welfare
probation: probation
mental-health: mental_health
public-health: public_health
substance-abuse: substance_use_disorder
juvenile-court: juvenile_court
education: county_office_of_education local_education_agency
childrens-attorneys: childrens_attorneys
district-attorney: district_attorney
public-defender: public_defender
survivors: survivor
providers: service_provider advocate civil_legal_services
law-enforcement: sheriff local_law_enforcement
county-counsel: county_counsel
"""
"""Model Framework V(a) to (n): the functions of an agency whose responsibilities say what each of these undertakes."""


@pytest.mark.parametrize("function", vocabulary.lists()["functions"])
def test_an_agency_s_responsibilities_are_those_of_its_function(function: str) -> None:
    report = report_of(
        "county: Inyo\ninstrument: {kind: interagency_protocol}\nagencies:\n"
        f"  a: {{name: A, kind: other, functions: [{function}], responsibilities: [Screens each child]}}\n"
    )
    roles = [v for v in report.verdicts if v.requirement.id.startswith("framework-role-")]
    assert len(roles) == len(ROLES.splitlines())
    found = {v.requirement.id.removeprefix("framework-role-") for v in roles if v.state == "satisfied"}
    rows = (line.partition(": ") for line in ROLES.splitlines())
    assert found == {role for role, _, functions in rows if function in functions.split()}


# First days in force. Each file of requirements: the words of its section's history line, and the day that they give.

HISTORIES = {
    "pc-11166": "Amended by Stats. 2024, Ch. 46, Sec. 4. (AB 161) Effective July 2, 2024.",
    "wic-16501.35": "Amended by Stats. 2025, Ch. 67, Sec. 195. (AB 1170) Effective January 1, 2026.",
    "wic-16521.6": "Amended by Stats. 2021, Ch. 86, Sec. 50. (AB 153) Effective July 16, 2021.",
    "wic-16524.7": "Amended by Stats. 2017, Ch. 558, Sec. 6. (AB 1227) Effective January 1, 2018.",
    "wic-16524.8": "Amended by Stats. 2017, Ch. 558, Sec. 7. (AB 1227) Effective January 1, 2018.",
    "wic-18951": "Amended by Stats. 2022, Ch. 506, Sec. 3. (SB 1054) Effective January 1, 2023.",
    "wic-18961.7": "Amended by Stats. 2022, Ch. 506, Sec. 4. (SB 1054) Effective January 1, 2023.",
    "wic-18964": "Amended by Stats. 2012, Ch. 846, Sec. 63. (AB 1712) Effective January 1, 2013.",
    "wic-830": "Amended by Stats. 2010, Ch. 551, Sec. 1. (AB 2322) Effective September 29, 2010.",
    "wic-832": "Amended by Stats. 2019, Ch. 780, Sec. 3. (AB 1068) Effective January 1, 2020.",
}
GUIDANCE = {"acin-i-06-24": "2024-02-16", "acin-i-23-15": "2015-04-07", "acl-16-85": "2016-09-30"}
"""The dates of the documents."""

EARLIER: dict[tuple[str, str], set[str]] = {
    # WIC 16524.11: the chapter is operative January 1, 2015. AB 1227 brought (E) and (F), and reworded the rest.
    ("wic-16524.8", "2015-01-01"): {
        "protocol-developed", "protocol-team-lead", "protocol-team-human-services", "protocol-team-probation",
        "protocol-team-mental-health", "protocol-team-public-health", "protocol-team-juvenile-court",
        "protocol-content-services", "protocol-content-case-management", "protocol-content-service-planning",
        "protocol-content-mdt",
    },
    ("wic-16524.7", "2015-01-01"): {
        "mdt-child-welfare", "mdt-probation", "mdt-mental-health", "mdt-substance-use-disorder", "mdt-public-health",
    },
    # ACL 16-85 of September 30, 2016, states these duties as those of the sections.
    ("wic-16501.35", "2016-09-30"): {
        "identification-by-both", "identification-of-children", "identification-of-risk", "services-determined",
        "training-of-both", "training-topics", "return-possible-exploitation",
    },
    ("pc-11166", "2016-09-30"): {
        "exploitation-reported-by-both", "exploitation-reported-to-law-enforcement",
        "exploitation-reported-within-24-hours", "missing-reported-by-both", "missing-reported-within-24-hours",
        "missing-reported-for-ncic", "missing-reported-to-ncmec", "missing-reported-at-risk",
    },
    # ACIN I-23-15 of April 7, 2015, quotes “any team of two or more persons who are trained”.
    ("wic-18961.7", "2015-04-07"): {"investigation-team-size", "investigation-team-trained"},
}  # fmt: skip
"""What is known to be older than the section's words of today, and since when."""


@pytest.mark.parametrize("requirement", requirements.on_record(), ids=lambda requirement: requirement.id)
def test_the_first_day_in_force_is_that_of_the_history_line_or_of_an_earlier_source(requirement: Requirement) -> None:
    earlier = [day for (file, day), ids in EARLIER.items() if requirement.file == file and requirement.id in ids]
    days = earlier or [GUIDANCE.get(requirement.file) or effective(HISTORIES[requirement.file])]
    assert (requirement.since, requirement.until) == (days[0], "")


def test_the_history_lines_are_those_of_the_statutes() -> None:
    files = {requirement.file: requirement for requirement in requirements.on_record()}
    assert set(files) == {*HISTORIES, *GUIDANCE}
    for file, history in HISTORIES.items():
        assert history in requirements.statute(files[file].law)
    known = {requirement.id for requirement in requirements.on_record()}
    assert set().union(*EARLIER.values()) <= known
    operative = "prescribes a delayed operative date (January 1, 2015) for Chapter 5.2"
    assert operative in requirements.statute(files["wic-16524.8"].law)


def effective(history: str) -> str:
    """The day (ISO) of the words “Effective MONTH DAY, YEAR.” at the end of a history line."""
    found = re.search(r"Effective (\w+ \d+, \d{4})\.$", history)
    assert found
    return datetime.datetime.strptime(found[1], "%B %d, %Y").date().isoformat()


def test_every_day_is_before_the_day_of_the_tests() -> None:
    assert max(requirement.since for requirement in requirements.on_record()) < DAY


def test_each_other_name_of_a_word_is_text() -> None:
    others = [
        (name, word, alias)
        for name, words in vocabulary.lists().items()
        for word, entry in words.items()
        for alias in entry.get("aliases", ())
    ]
    assert len(others) > 100
    assert [one for one in others if not isinstance(one[2], str)] == []

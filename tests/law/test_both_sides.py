"""Each requirement on both sides of its line: tests/requirements.yaml says what the example says otherwise, and the verdict.

The example, as it stands, meets every requirement (tests/test_county_files.py); so a fixture that is not `satisfied` is the
other side. Numbers stand at the boundary: 24 hours and 25, two persons and one, 2017-12-31 and 2018-01-01.
"""

import copy
from typing import Any

import pytest

from protocol_builder.checking import shape_check
from protocol_builder.checking.evaluate import Verdict, verdicts
from protocol_builder.law import requirements
from protocol_builder.law.requirements import Requirement
from protocol_builder.reading import source

from ..conftest import ROOT, example_for

TABLE = source.load_yaml((ROOT / "tests" / "requirements.yaml").read_text("utf-8"))


def varied(requirement: Requirement, fixture: dict[str, Any]) -> dict[str, Any]:
    """The example with what a fixture leaves out and says otherwise."""
    data = copy.deepcopy(source.read(example_for(requirement)).data)
    for path in fixture.get("without", ()):
        parent, key = _below(data, path)
        del parent[key]
    for path, value in fixture.get("set", {}).items():
        parent, key = _below(data, path)
        parent[key] = value
    assert isinstance(data, dict)
    return data


def _below(data: Any, path: str) -> tuple[Any, str]:
    *keys, last = path.split(".")
    for key in keys:
        data = data[key]
    return data, last


def verdict(requirement: Requirement, fixture: dict[str, Any]) -> Verdict:
    data, departed = shape_check.check(varied(requirement, fixture))
    assert departed == (), "the fixture departs from the shape of a county file"
    seat = requirements.by_id(requirement.of_seat) if requirement.of_seat else None
    return next(verdicts((requirement, seat) if seat else (requirement,), data["county"], data, ()))


CASES = [
    pytest.param(requirements.by_id(id), fixture, id=f"{id}-{number}")
    for id, fixtures in TABLE.items()
    for number, fixture in enumerate(fixtures, 1)
]


@pytest.mark.parametrize(("requirement", "fixture"), CASES)
def test_a_requirement_draws_its_line_where_the_fixture_says(requirement: Requirement, fixture: dict[str, Any]) -> None:
    found = verdict(requirement, fixture)
    assert found.state == fixture["verdict"]
    if "lacking" in fixture:
        assert found.reason.endswith(f"; missing: {fixture['lacking']}")


@pytest.mark.parametrize("requirement", requirements.on_record(), ids=lambda requirement: requirement.id)
def test_an_agency_without_functions_does_no_more_than_none(requirement: Requirement) -> None:
    whole = source.read(example_for(requirement)).data
    nameless = {key: {**agency, "functions": []} for key, agency in whole["agencies"].items()}
    unsaid = {key: {k: v for k, v in agency.items() if k != "functions"} for key, agency in whole["agencies"].items()}
    states = [
        next(verdicts((requirement,), whole["county"], {**whole, "agencies": agencies}, ())).state
        for agencies in ({}, nameless, unsaid)
    ]
    assert states[0] == "satisfied" or "satisfied" not in states


def test_every_requirement_has_fixtures_on_the_other_side() -> None:
    missing = [
        requirement.id for requirement in requirements.on_record() if requirement.since and requirement.id not in TABLE
    ]
    assert missing == [], f"add fixtures to tests/requirements.yaml for {', '.join(missing)}"
    assert [id for id in TABLE if requirements.by_id(id) is None] == [], "these fixtures belong to no requirement"
    one_sided = [id for id, fixtures in TABLE.items() if all(f["verdict"] == "satisfied" for f in fixtures)]
    assert one_sided == [], f"show a file that does not satisfy {', '.join(one_sided)}"


# What the law asks of a county without giving it anything to contradict: a text that is there, or is not, or a time for
# which the law has no number.
NEVER_UNMET = {
    "cross-report-immediately",
    "law-enforcement-cross-report-immediately",
    "plan-submitted",
    "protocol-developed",
    "missing-report-timeframe",
    "missing-entitled-to-notice",
    "system-of-care-advocacy-groups",
}


def test_every_duty_that_a_file_can_contradict_has_a_fixture_that_does() -> None:
    unmet = {id for id, fixtures in TABLE.items() if any(f["verdict"] == "not_met" for f in fixtures)}
    assert {requirement.id for requirement in requirements.on_record() if requirement.since} - unmet == NEVER_UNMET

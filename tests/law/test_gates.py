"""For each condition that requirements share, a file in which that condition alone is shut, and whom it then concerns.

`gates.yaml` beside this file is written by hand, not read from `schemas/`: a condition that goes from a requirement, or
comes to one, or opens where it was shut, is seen here.
"""

import copy
from typing import Any

import pytest

from protocol_builder.checking.evaluate import Verdict, verdicts
from protocol_builder.law import requirements
from protocol_builder.law.requirements import Requirement
from protocol_builder.paths import value_at
from protocol_builder.reading import source

from ..conftest import ROOT
from .test_both_sides import TABLE as BOTH_SIDES
from .test_both_sides import varied

TABLE: dict[str, dict[str, Any]] = source.load_yaml((ROOT / "tests" / "law" / "gates.yaml").read_text("utf-8"))
GONE = "gone"
UNMET = {"protocol-developed": {"without": ["instrument.kind"], "verdict": "not_met"}}


def unmet(requirement: Requirement) -> dict[str, Any]:
    """The complete example with what does not meet a requirement, and leaves no question open where it can be so."""
    fixtures = [UNMET[requirement.id]] if requirement.id in UNMET else BOTH_SIDES[requirement.id]
    # What is left out is not met in any file; what is said otherwise may be asked about in words of its own.
    found = sorted(fixtures, key=lambda f: (f["verdict"] == "satisfied", f["verdict"] != "not_met", "set" in f))
    data = varied(requirement, found[0])
    assert isinstance(data, dict)
    return data


def shut(data: dict[str, Any], changes: dict[str, Any]) -> dict[str, Any]:
    """The same with other values at some places; a key is taken away where the value is `gone`."""
    changed = copy.deepcopy(data)
    for place, value in changes.items():
        *parents, last = place.split(".")
        parent = value_at(changed, tuple(parents))
        if value == GONE and isinstance(parent, dict):
            parent.pop(last, None)
        elif isinstance(parent, dict):
            parent[last] = value
    return changed


def verdict(requirement: Requirement, data: dict[str, Any]) -> Verdict:
    return next(verdicts((requirement,), data["county"], data, ()))


@pytest.fixture(scope="module")
def files() -> dict[str, tuple[Requirement, dict[str, Any]]]:
    return {requirement.id: (requirement, unmet(requirement)) for requirement in requirements.on_record()}


@pytest.mark.parametrize("id", TABLE)
def test_the_question_of_a_condition_points_where_the_table_says(id: str) -> None:
    assert ".".join(map(str, requirements.gates()[id].path)) == TABLE[id].get("path", "")


def test_every_condition_is_shut_in_a_file() -> None:
    assert list(TABLE) == list(requirements.gates())


@pytest.mark.parametrize("gate", TABLE)
def test_a_condition_concerns_the_requirements_named_and_no_other(
    gate: str, files: dict[str, tuple[Requirement, dict[str, Any]]]
) -> None:
    said = TABLE[gate]
    found: dict[str, str] = {}
    for id, (requirement, data) in files.items():
        changed = verdict(requirement, shut(data, said["shut_by"]))
        if changed.reason == said["reason"]:
            found[id] = changed.state
    assert sorted(found) == sorted(said["concerns"])
    assert set(found.values()) == {said["verdict"]}
    for id in found:
        requirement, data = files[id]
        assert verdict(requirement, data).reason != said["reason"], f"{id}: shut without it"


@pytest.mark.parametrize("gate", [gate for gate, said in TABLE.items() if said["verdict"] == "unknown"])
def test_a_question_is_asked_where_the_file_says_what_shuts_the_condition(
    gate: str, files: dict[str, tuple[Requirement, dict[str, Any]]]
) -> None:
    said = TABLE[gate]
    places = {tuple(place.split(".")): value for place, value in said["shut_by"].items()}
    for id in said["concerns"]:
        requirement, data = files[id]
        for question in verdict(requirement, shut(data, said["shut_by"])).diagnostics:
            here = [
                question.path[: len(place)] == place or (value == GONE and place[: len(question.path)] == question.path)
                for place, value in places.items()
            ]
            assert any(here), (id, question.path)

"""The published schema: up to date, valid, in the subset that editors understand, and of one mind with `check`."""

import json
from functools import cache
from typing import Any

import jsonschema
import pytest

from protocol_builder.law import county_schema, requirements, shape, vocabulary
from protocol_builder.reading.source import read_text

from ..conftest import DAY, EXAMPLE, ROOT, example_for, report_of

SMALL = (ROOT / "tests" / "small-county.yml").read_text("utf-8")


@cache
def validator() -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator(json.loads((ROOT / "schemas" / "county.schema.json").read_text("utf-8")))


def violations(text: str) -> list[str]:
    return [error.message for error in validator().iter_errors(read_text(text, "county.yml").data)]


def test_the_committed_schema_is_the_one_that_the_command_prints() -> None:
    assert (ROOT / "schemas" / "county.schema.json").read_text("utf-8") == county_schema.text(DAY), (
        "run: protocol-builder schema > schemas/county.schema.json"
    )


def test_it_is_valid_json_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(validator().schema)


def test_it_keeps_to_what_editors_understand() -> None:
    """yaml-language-server before 1.20 knows none of these, and types a `default` into the author's file."""
    unknown = {
        "minContains",
        "maxContains",
        "unevaluatedProperties",
        "unevaluatedItems",
        "dependentRequired",
        "default",
    }
    unknown |= {"dependentSchemas", "prefixItems", "$anchor", "$dynamicRef", "$dynamicAnchor"}

    def words(node: Any) -> set[str]:
        if isinstance(node, dict):
            return set(node) | set().union(*map(words, node.values()))
        return set().union(*map(words, node)) if isinstance(node, list) else set()

    assert words(validator().schema) & unknown == set()


def test_the_example_is_valid() -> None:
    assert violations(EXAMPLE.read_text("utf-8")) == []


def seats_of(requirement: requirements.Requirement, data: Any) -> Any:
    for key in requirement.path[:-1]:
        data = data[key]
    return data


@pytest.mark.parametrize("requirement", [r for r in requirements.in_force(DAY) if r.seat], ids=lambda r: r.id)
def test_a_missing_party_is_one_violation_here_and_one_error_there(requirement: requirements.Requirement) -> None:
    assert requirement.seat
    data = read_text(example_for(requirement).read_text("utf-8"), "county.yml").data
    del seats_of(requirement, data)[requirement.seat.function]
    text = json.dumps(data)
    assert violations(text) == [f"{requirement.seat.function!r} is a required property"]
    assert [d.id for d in report_of(text).diagnostics if d.severity == "error"] == [requirement.id]


@pytest.mark.parametrize("requirement", [r for r in requirements.in_force(DAY) if r.seat], ids=lambda r: r.id)
def test_a_party_missing_in_one_of_several_counties_is_told_of_that_county(
    requirement: requirements.Requirement,
) -> None:
    assert requirement.seat
    data = read_text(example_for(requirement).read_text("utf-8"), "county.yml").data
    own = {key: data.pop(key) for key in sorted(shape.county_keys()) if key in data}
    del data["county"]
    other = json.loads(json.dumps(own))
    data["counties"] = {"Inyo": own, "Mono": other}
    assert violations(json.dumps(data)) == []
    del seats_of(requirement, other)[requirement.seat.function]
    assert violations(json.dumps(data)) == [f"{requirement.seat.function!r} is a required property"]
    errors = [d for d in report_of(json.dumps(data)).diagnostics if d.severity == "error"]
    assert [(d.id, d.county) for d in errors] == [(requirement.id, "Mono")]


def test_no_clause_of_a_duty_is_left_out_here_or_there() -> None:
    data = read_text(SMALL, "county.yml").data
    for clause, word in vocabulary.lists()["clauses"].items():
        data["clauses"] = {clause: {"leave_out": True}}
        errors = [d.id for d in report_of(json.dumps(data)).diagnostics if d.severity == "error"]
        assert errors == (["clause-of-a-duty-left-out"] if word.get("duty") else [])
        assert violations(json.dumps(data)) == (["False was expected"] if word.get("duty") else [])


@pytest.mark.parametrize("words", ["Reserved.", "[Intentionally left blank]", "None.", "The parties meet monthly."])
def test_no_clause_of_a_duty_is_replaced_by_nothing_here_or_there(words: str) -> None:
    data = read_text(SMALL, "county.yml").data
    known = list(vocabulary.lists()["clauses"].items())
    # Of words that say nothing in other ways, some clauses are enough: which they are is in the same list.
    for clause, word in known if words == "Reserved." else known[::5]:
        data["clauses"] = {clause: {"replace": words}}
        errors = [d.id for d in report_of(json.dumps(data)).diagnostics if d.severity == "error"]
        assert bool(errors) == bool(violations(json.dumps(data)))
        if words in ("Reserved.", "The parties meet monthly."):
            says_nothing = word.get("duty") and words == "Reserved."
            assert errors == (["clause-of-a-duty-says-nothing"] if says_nothing else [])


def test_its_messages_carry_the_law_s_words_and_what_to_write() -> None:
    duty = county_schema.schema(DAY)["$defs"]["duty-protocol-team-probation"]
    assert duty["properties"]["protocol_team"]["properties"]["seats"]["errorMessage"] == (
        "No one represents the county probation department on the protocol team. WIC 16524.8(a)(1)(A): “The county "
        "probation department.” Write, for example: probation: {agency: probation, title: Chief Probation Officer}"
    )

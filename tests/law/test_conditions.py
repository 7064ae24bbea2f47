"""What decides a condition quickly decides it as a validator does."""

import copy
import random
from collections import Counter
from functools import cache
from typing import Any

import pytest
from jsonschema_rs import Draft202012Validator

from protocol_builder.law import conditions, requirements

from .test_differential import generated

ODD: tuple[Any, ...] = (
    "",
    "a",
    "TODO",
    None,
    True,
    False,
    0,
    1,
    1.0,
    2,
    [],
    ["a"],
    ["b", 1],
    [None],
    {},
    {"a": "a"},
    {"a": 1, "b": True},
)
"""Values that are easily taken for one another, and values of the wrong type."""


@cache
def on_record() -> list[dict[str, Any]]:
    """Every condition of the law, once."""
    found: dict[str, dict[str, Any]] = {}
    for requirement in requirements.on_record():
        gates = (*requirement.asking, *requirement.binding, *requirement.known, *filter(None, (requirement.stated,)))
        found |= {str(schema): schema for schema in (requirement.constraint, *(gate.schema for gate in gates))}
    return list(found.values())


def spoiled(data: dict[str, Any], chance: random.Random) -> dict[str, Any]:
    """A county file in which some values are others, at any depth."""
    data = copy.deepcopy(data)
    for _ in range(chance.randint(1, 12)):
        node: Any = data
        while isinstance(node, dict | list) and node:
            key = chance.choice([*node] if isinstance(node, dict) else range(len(node)))
            if chance.random() < 0.3:
                node[key] = copy.deepcopy(chance.choice(ODD))
                break
            node = node[key]
    return data


def parts(file: dict[str, Any]) -> list[dict[str, Any]]:
    """A file, and what it says of each of its counties."""
    counties = file.get("counties")
    return [
        file,
        *(part for part in (counties.values() if isinstance(counties, dict) else ()) if isinstance(part, dict)),
    ]


def test_each_condition_of_the_law_is_decided_as_by_a_validator() -> None:
    files = [generated(seed) for seed in range(60)]
    chance = random.Random("conditions")
    views = [part for file in ({}, *files, *(spoiled(file, chance) for file in files)) for part in parts(file)]
    one_sided = 0
    for schema in on_record():
        keys, quickly, validator = (
            requirements.keys_of(schema),
            conditions.decided(schema),
            Draft202012Validator(schema),
        )
        answers: Counter[bool] = Counter()
        for view in views:
            answer = quickly(view)
            assert answer is validator.is_valid({key: view[key] for key in keys & view.keys()}), schema
            answers[answer] += 1
        one_sided += len(answers) < 2
    assert one_sided < len(on_record()) / 10, "of many conditions one side is never tried"


@pytest.mark.parametrize(
    "schema",
    [
        {"required": ["a"]},
        {"required": ["a", "b"]},
        {"properties": {"a": {"const": "a"}, "b": {"const": True}}},
        {"const": "a"},
        {"const": True},
        {"const": False},
        {"const": 1},
        {"const": None},
        {"enum": ["a", "b"]},
        {"enum": [1, "a"]},
        {"type": "string"},
        {"type": "array"},
        {"type": "object"},
        {"type": "integer"},
        {"type": "boolean"},
        {"type": ["string", "array"]},
        {"contains": {"const": "a"}},
        {"contains": {"type": "integer"}, "minContains": 0},
        {"minItems": 1},
        {"minItems": 2, "title": "two"},
        {"not": {"required": ["a"]}},
        {"properties": {"a": False, "b": True}},
        {"additionalProperties": False},
        {"allOf": [{"type": "object"}, {"required": ["a"]}]},
        {"anyOf": [{"type": "string"}, {"required": ["a"]}]},
        {"additionalProperties": {"const": "a"}},
        {"additionalProperties": {"const": "a"}, "properties": {"b": {}}},
        {"minimum": 1},
        {"pattern": "^a$"},
        {"if": {"type": "string"}, "then": {"const": "a"}},
        {"x-anything": 1, "errorMessage": "is passed over"},
        {},
    ],
    ids=str,
)
def test_each_keyword_means_what_it_means_to_a_validator(schema: dict[str, Any]) -> None:
    assert list(map(conditions.decided(schema), ODD)) == list(map(Draft202012Validator(schema).is_valid, ODD))


def test_nearly_every_condition_is_decided_without_a_validator(monkeypatch: pytest.MonkeyPatch) -> None:
    """The whole file is never handed over: only a time, a date, a number, or the first item of a list."""
    asked: list[dict[str, Any]] = []

    class Validator:
        def __init__(self, schema: dict[str, Any]) -> None:
            asked.append(schema)

        def is_valid(self, data: object) -> bool:
            return True

    monkeypatch.setattr("jsonschema_rs.Draft202012Validator", Validator)
    for schema in on_record():
        conditions.decided(schema)
    keywords = {"pattern", "minimum", "maximum", "prefixItems"}
    assert asked
    assert [schema for schema in asked if not keywords & {*schema} and schema.get("type") != "integer"] == []

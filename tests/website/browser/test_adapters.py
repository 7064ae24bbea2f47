"""What stands in for compiled packages in the browser gives the compiled packages' answers."""

import re
import sys
from collections.abc import Iterable, Iterator
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

import jsonschema_rs
import pytest
import rpds
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from protocol_builder.law import requirements, shape
from protocol_builder.reading import source
from protocol_builder.website.browser.adapters import jsonschema_rs as slow_schema
from protocol_builder.website.browser.adapters import rpds as slow_rpds

from ...checking.test_cases import CASES
from ...conftest import ROOT

PATTERNS = (
    "^a$",
    "a.b",
    r"^\d+$",
    r"^\w+$",
    r"^[\w-]+$",
    r"^\S+$",
    r"\ba\b",
    r"^[^\s]$",
    r"\$",
    "[$.]",
    "^(a|b)*$",
    r"^[\s\S]$",
    r"^[\S]$",
    r"^[\D]$",
    r"^[\W]$",
    r"^[^\S]$",
)
LINE_SEPARATOR = "\u2028"
"""For ECMA-262, and so for JSON Schema and the adapter, a space; for the compiled library, none."""
TEXTS = st.text(st.sampled_from(f"ab1é٣ \n\r{LINE_SEPARATOR}\u00a0\ufeff$.-_"), max_size=4)


def differs(pattern: str, text: str) -> bool:
    """Whether the library may read a pattern of spaces otherwise than JSON Schema."""
    return LINE_SEPARATOR in text and bool(re.search(r"\\[sS]", pattern))


@pytest.mark.parametrize("pattern", PATTERNS)
@given(text=TEXTS)
@settings(max_examples=30)
def test_a_pattern_means_the_same(pattern: str, text: str) -> None:
    assume(not differs(pattern, text))
    schema = {"pattern": pattern}
    expected = jsonschema_rs.Draft202012Validator(schema).is_valid(text)
    assert slow_schema.Draft202012Validator(schema).is_valid(text) == expected


@pytest.mark.parametrize("text", ["a\n", "ä", "٣", "a\u2028b", "\x85", "\ufeff"])
def test_a_pattern_means_what_json_schema_says_and_not_what_python_makes_of_it(text: str) -> None:
    for pattern in (one for one in PATTERNS if not differs(one, text)):
        expected = jsonschema_rs.Draft202012Validator({"pattern": pattern}).is_valid(text)
        assert slow_schema.Draft202012Validator({"pattern": pattern}).is_valid(text) == expected, pattern


def test_a_format_counts_if_it_is_to_be_validated() -> None:
    schema = {"format": "short"}
    for validated in (True, False):
        made: dict[str, Any] = {"formats": {"short": lambda text: len(text) < 3}, "validate_formats": validated}
        for text in ("ab", "abc"):
            expected = jsonschema_rs.Draft202012Validator(schema, **made).is_valid(text)
            assert slow_schema.Draft202012Validator(schema, **made).is_valid(text) == expected


_SCHEMAS: tuple[dict[str, Any], ...] = (
    *({"type": name} for name in ("array", "boolean", "integer", "null", "number", "object", "string")),
    {"type": ["string", "integer"]},
    *({"const": value} for value in (1, True, "a", [1], {"a": 1}, None)),
    {"enum": ["a", "b"]},
    {"enum": [1, False, [True]]},
    {"required": ["a", "b"]},
    {"properties": {"a": {"type": "string"}, "b": False}},
    {"properties": {"a": True}, "additionalProperties": {"type": "integer"}},
    {"additionalProperties": False},
    {"propertyNames": {"enum": ["a"]}},
    *({key: 1} for key in ("minProperties", "maxProperties", "minItems", "maxItems", "minLength", "maxLength")),
    {"minimum": 1, "maximum": 2},
    {"uniqueItems": True},
    {"uniqueItems": False},
    {"items": {"type": "integer"}},
    {"prefixItems": [{"type": "string"}], "items": {"type": "integer"}},
    {"contains": {"const": 1}},
    {"allOf": [{"type": "array"}, {"maxItems": 1}, {"minItems": 1}]},
    {"anyOf": [{"type": "string"}, {"minimum": 2}]},
    {"not": {"type": "object"}},
    {"if": {"type": "array"}, "then": {"minItems": 2}, "else": {"type": "string"}},
    {"if": {"type": "array"}, "then": {"minItems": 2}},
    {"$defs": {"tree": {"type": "array", "items": {"$ref": "#/$defs/tree"}}}, "$ref": "#/$defs/tree"},
)
_VALUES = st.recursive(
    st.sampled_from((None, True, False, 0, 1, 2, 1.0, 1.5, "", "a", "ab")),
    lambda below: st.lists(below, max_size=3) | st.dictionaries(st.sampled_from("abc"), below, max_size=3),
    max_leaves=6,
)


@given(value=_VALUES)
@settings(max_examples=300)
def test_a_schema_means_the_same(value: Any) -> None:
    for fast, slow, schema in _both(_SCHEMAS):
        assert slow.is_valid(value) == fast.is_valid(value), (schema, value)


def test_a_keyword_that_is_not_known_is_refused_and_no_schema_of_ours_has_one() -> None:
    refused: tuple[dict[str, Any], ...] = (
        {"dependentRequired": {"a": ["b"]}},
        {"not": {"oneOf": []}},
        {"$ref": "https://example.org/a"},
    )
    for unknown in refused:
        with pytest.raises(NotImplementedError):
            slow_schema.Draft202012Validator(unknown)
    ours = [shape.schema(), *(one.constraint for one in requirements.on_record())]
    files = [*(ROOT / "county_configs").glob("*.yml"), *CASES.glob("*/*.yml")]
    read = [source.read_text(path.read_text("utf-8"), path.name).data for path in files]
    assert len(read) > 200
    for fast, slow, schema in _both(ours):
        answers = [fast.is_valid(data) for data in read]
        assert [slow.is_valid(data) for data in read] == answers, schema.get("title")


def _both(schemas: Iterable[Any]) -> list[tuple[Any, Any, Any]]:
    """The compiled package's validator for each schema, and the adapter's."""
    return [(jsonschema_rs.Draft202012Validator(s), slow_schema.Draft202012Validator(s), s) for s in schemas]


_KEYS = st.sampled_from("abc")
_MAP_STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("insert"), _KEYS, st.integers(0, 3)),
        st.tuples(st.just("remove"), _KEYS),
        st.tuples(st.just("discard"), _KEYS),
        st.tuples(st.just("update"), st.dictionaries(_KEYS, st.integers(0, 3))),
    )
)
_SET_STEPS = st.lists(
    st.one_of(
        st.tuples(st.sampled_from(("insert", "remove", "discard")), _KEYS),
        st.tuples(st.just("update"), st.sets(_KEYS)),
    )
)


def _after(value: Any, steps: list[tuple[Any, ...]]) -> tuple[Any, list[str]]:
    """A collection after some steps, and which of them it refused."""
    refused = []
    for name, *arguments in steps:
        try:
            value = getattr(value, name)(*arguments)
        except KeyError:
            refused.append(name)
    return value, refused


@given(steps=_MAP_STEPS)
def test_a_map_says_the_same_after_the_same_steps(steps: list[tuple[Any, ...]]) -> None:
    fast, refused = _after(rpds.HashTrieMap({"a": 1}), steps)
    slow, also_refused = _after(slow_rpds.HashTrieMap({"a": 1}), steps)
    assert dict(fast) == dict(slow)
    assert refused == also_refused
    assert slow == slow_rpds.HashTrieMap.convert(dict(fast))
    assert hash(slow) == hash(slow_rpds.HashTrieMap(dict(fast)))


@given(steps=_SET_STEPS)
def test_a_set_says_the_same_after_the_same_steps(steps: list[tuple[Any, ...]]) -> None:
    fast, refused = _after(rpds.HashTrieSet(["a"]), steps)
    slow, also_refused = _after(slow_rpds.HashTrieSet(["a"]), steps)
    assert set(fast) == set(slow)
    assert refused == also_refused


@given(values=st.lists(st.integers(), min_size=2))
def test_a_list_says_the_same(values: list[int]) -> None:
    fast: Any = rpds.List(values)
    slow = slow_rpds.List(values)
    assert list(fast.push_front(7)) == list(slow.push_front(7))
    assert (fast.first, list(fast.rest)) == (slow.first, list(slow.rest))
    assert list(fast.drop_first() or ()) == list(slow.drop_first())
    assert list(rpds.List()) == list(slow_rpds.List())


@pytest.fixture
def adapted(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Imports made here get the adapters, as in the browser; the modules of before are put back."""
    adapters = Path(slow_rpds.__file__).parent
    before = dict(sys.modules)
    for name in list(sys.modules):
        if name.split(".")[0] in ("rpds", "referencing", "jsonschema", "jsonschema_specifications", "jsonschema_rs"):
            del sys.modules[name]
    monkeypatch.syspath_prepend(str(adapters))
    yield
    sys.modules.clear()
    sys.modules.update(before)


def test_the_packages_that_build_on_the_compiled_ones_run_on_the_adapters(adapted: None) -> None:
    for name in ("rpds", "jsonschema_rs"):
        module: ModuleType = import_module(name)
        assert module.__file__
        assert Path(module.__file__).parent.name == "adapters"
    jsonschema = import_module("jsonschema")
    schema = {"$defs": {"a": {"$id": "https://example.org/a", "$ref": "#/$defs/b", "$defs": {"b": {"type": "string"}}}},
              "properties": {"x": {"$ref": "https://example.org/a"}}}  # fmt: skip
    validator = jsonschema.Draft202012Validator(schema)
    assert validator.is_valid({"x": "text"})
    assert [error.message for error in validator.iter_errors({"x": 1})] == ["1 is not of type 'string'"]

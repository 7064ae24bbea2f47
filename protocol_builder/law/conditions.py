"""Decide conditions on a county file that are written as JSON Schema, as a validator does, and many times faster.

A validator takes over whatever it is given before it looks at it, which takes longer than to decide most conditions of the
law: that a key is there, or has a value. Those are decided here, and a condition with any other keyword by a validator.
"""

from collections.abc import Callable
from typing import Any, TypeAlias

Schema = dict[str, Any]
Decide: TypeAlias = Callable[[Any], bool]
"""Returns whether some data meets a condition."""

_WITHOUT_MEANING = ("title", "errorMessage")
"""Keywords, besides those that begin with x-, that a validator passes over."""


def decided(schema: Any) -> Decide:
    """Return what decides whether some data meets a condition."""
    if (
        isinstance(schema, bool)
        or schema.keys() >= _NAMED_AND_OTHERS
        or not all(map(_is_simple, schema, schema.values()))
    ):
        from jsonschema_rs import Draft202012Validator

        return Draft202012Validator(schema).is_valid
    return _all([_KEYWORDS[key](value) for key, value in schema.items() if key in _KEYWORDS])


_NAMED_AND_OTHERS = {"properties", "additionalProperties"}
"""Keywords of which one says what the other means."""


def _is_simple(key: str, value: Any) -> bool:
    """Return whether a keyword means what it says of any data; for a number, 1 and 1.0 are the same, and true is neither."""
    if key == "const":
        return isinstance(value, str | bool)
    if key == "enum":
        return all(isinstance(word, str) for word in value)
    if key == "type":
        return isinstance(value, str) and value in _TYPES
    return key in _KEYWORDS or key in _WITHOUT_MEANING or key.startswith("x-")


def _all(parts: list[Decide]) -> Decide:
    if len(parts) == 1:
        return parts[0]

    def decide(data: Any) -> bool:
        for part in parts:  # noqa: SIM110  to ask `all` of a generator takes twice as long
            if not part(data):
                return False
        return True

    return decide


def _any(schemas: list[Schema]) -> Decide:
    parts = [decided(schema) for schema in schemas]
    return lambda data: any(part(data) for part in parts)


def _required(keys: list[str]) -> Decide:
    if len(keys) == 1:
        (key,) = keys
        return lambda data: not isinstance(data, dict) or key in data
    return lambda data: not isinstance(data, dict) or all(key in data for key in keys)


def _properties(schemas: dict[str, Schema]) -> Decide:
    def of(key: str, part: Decide) -> Decide:
        return lambda data: not isinstance(data, dict) or key not in data or part(data[key])

    return _all([of(key, decided(schema)) for key, schema in schemas.items()])


def _each_value(schema: Schema) -> Decide:
    part = decided(schema)
    return lambda data: not isinstance(data, dict) or all(map(part, data.values()))


def _not(schema: Schema) -> Decide:
    part = decided(schema)
    return lambda data: not part(data)


def _contains(schema: Schema) -> Decide:
    part = decided(schema)
    return lambda data: not isinstance(data, list) or any(map(part, data))


def _at_least(number: int) -> Decide:
    return lambda data: not isinstance(data, list) or len(data) >= number


def _const(value: str | bool) -> Decide:
    if isinstance(value, bool):
        return lambda data: data is value
    return lambda data: bool(data == value)


def _enum(words: list[str]) -> Decide:
    return lambda data: isinstance(data, str) and data in words


_TYPES = {"string": str, "array": list, "object": dict}


def _type(name: str) -> Decide:
    kind = _TYPES[name]
    return lambda data: isinstance(data, kind)


_KEYWORDS: dict[str, Callable[[Any], Decide]] = {
    "required": _required,
    "properties": _properties,
    "additionalProperties": _each_value,
    "const": _const,
    "enum": _enum,
    "type": _type,
    "contains": _contains,
    "minItems": _at_least,
    "not": _not,
    "allOf": lambda schemas: _all([decided(schema) for schema in schemas]),
    "anyOf": _any,
}

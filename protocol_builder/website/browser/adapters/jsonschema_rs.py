"""Stands in for `jsonschema_rs` in the browser: says whether data meets a schema, and nothing more.

A schema becomes one function of functions, which takes a tenth of the time that `jsonschema` takes to look for what is
wrong. Only what this project calls and writes is here: a schema with another keyword is refused. Patterns mean what the
compiled package takes them for, and not what Python makes of them: `$` is the very end of a text, `\\d` and `\\w` are ASCII,
`\\s` is what ECMAScript counts as a space.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Any

Test = Callable[[Any], bool]
"""Whether a value meets a schema, or one keyword of it."""
Formats = Mapping[str, Callable[[Any], bool]]

_SPACES = r"\t\n\v\f\r \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff"
_OTHERS = (
    r"\x00-\x08\x0e-\x1f!-\x9f\xa1-\u167f\u1681-\u1fff\u200b-\u2027"
    r"\u202a-\u202e\u2030-\u205e\u2060-\u2fff\u3001-\ufefe\uff00-\U0010ffff"
)
_IN_A_CLASS = {
    r"\d": "0-9",
    r"\D": r"\x00-/:-\U0010ffff",
    r"\w": "A-Za-z0-9_",
    r"\W": r"\x00-/:-@\[-\^`{-\U0010ffff",
    r"\s": _SPACES,
    r"\S": _OTHERS,
}
_ALONE = {
    r"\d": "[0-9]",
    r"\D": "[^0-9]",
    r"\w": "[A-Za-z0-9_]",
    r"\W": "[^A-Za-z0-9_]",
    r"\s": f"[{_SPACES}]",
    r"\S": f"[^{_SPACES}]",
    "$": r"\Z",
}
_PART = re.compile(r"\\.|.", re.DOTALL)


@cache
def python_pattern(pattern: str) -> re.Pattern[str]:
    """Return a pattern of JSON Schema (ECMAScript) as Python has to write it."""
    made: list[str] = []
    in_class = False
    for part in _PART.findall(pattern):
        if in_class:
            made.append(_IN_A_CLASS.get(part, part))
            in_class = part != "]"
        else:
            made.append(_ALONE.get(part, part))
            in_class = part == "["
    return re.compile("".join(made))


class Draft202012Validator:
    """Decides whether data meets a schema."""

    def __init__(
        self, schema: Mapping[str, Any], *, formats: Formats | None = None, validate_formats: bool = False
    ) -> None:
        """Prepare a schema. `formats` are functions that say whether a text is in a format, by the format's name.

        Raises NotImplementedError for a keyword that is not known here.
        """
        self.is_valid = _Schema(schema, (formats or {}) if validate_formats else {}).test(schema)


class _Schema:
    """A schema with its definitions, of which each becomes a function once."""

    def __init__(self, root: Mapping[str, Any], formats: Formats) -> None:
        self._root, self._formats = root, formats
        self._defined: dict[str, Test] = {}

    def test(self, schema: Any) -> Test:
        """Return the function for a schema, or for a part of one."""
        if isinstance(schema, bool):
            return lambda value: schema
        tests = [*self._tests(schema)]
        if len(tests) == 1:
            return tests[0]
        if len(tests) == 2:
            one, other = tests
            return lambda value: one(value) and other(value)
        return lambda value: all(test(value) for test in tests)

    def _tests(self, schema: Mapping[str, Any]) -> Iterator[Test]:
        """Yield the function for each keyword, those first that decide soonest."""
        for keyword in schema:
            if keyword not in _SIMPLE and keyword not in _WITH_PARTS and not _says_nothing(keyword):
                raise NotImplementedError(f"the keyword {keyword} of a schema")
        for keyword, made in _SIMPLE.items():
            if keyword in schema:
                yield made(schema[keyword])
        if "format" in schema and (is_in := self._formats.get(schema["format"])):
            yield lambda value: not isinstance(value, str) or is_in(value)
        if "$ref" in schema:
            yield self._reference(schema["$ref"])
        yield from self._of_maps(schema)
        yield from self._of_lists(schema)
        yield from self._of_alternatives(schema)

    def _reference(self, place: str) -> Test:
        start, _, name = place.rpartition("/")
        if start != "#/$defs":
            raise NotImplementedError(f"the reference {place} of a schema")
        if name not in self._defined:
            self._defined[name] = lambda value: self._defined[name](value)  # for one that refers to itself
            self._defined[name] = self.test(self._root["$defs"][name])
        return self._defined[name]

    def _of_maps(self, schema: Mapping[str, Any]) -> Iterator[Test]:
        properties = {key: self.test(below) for key, below in schema.get("properties", {}).items()}
        if properties:
            yield (
                lambda value: (
                    not isinstance(value, dict)
                    or all(test(value[key]) for key, test in properties.items() if key in value)
                )
            )
        if "additionalProperties" in schema:
            other = self.test(schema["additionalProperties"])
            yield (
                lambda value: (
                    not isinstance(value, dict)
                    or all(other(below) for key, below in value.items() if key not in properties)
                )
            )
        if "propertyNames" in schema:
            name = self.test(schema["propertyNames"])
            yield lambda value: not isinstance(value, dict) or all(map(name, value))

    def _of_lists(self, schema: Mapping[str, Any]) -> Iterator[Test]:
        first = [self.test(below) for below in schema.get("prefixItems", ())]
        if first:
            yield (
                lambda value: (
                    not isinstance(value, list) or all(test(item) for test, item in zip(first, value, strict=False))
                )
            )
        if "items" in schema:
            each = self.test(schema["items"])
            yield lambda value: not isinstance(value, list) or all(map(each, value[len(first) :]))
        if "contains" in schema:
            wanted = self.test(schema["contains"])
            yield lambda value: not isinstance(value, list) or any(map(wanted, value))

    def _of_alternatives(self, schema: Mapping[str, Any]) -> Iterator[Test]:
        yield from map(self.test, schema.get("allOf", ()))
        if "anyOf" in schema:
            tests = [*map(self.test, schema["anyOf"])]
            yield lambda value: any(test(value) for test in tests)
        if "not" in schema:
            refused = self.test(schema["not"])
            yield lambda value: not refused(value)
        if "if" in schema:
            condition, then, otherwise = (self.test(schema.get(key, True)) for key in ("if", "then", "else"))
            yield lambda value: then(value) if condition(value) else otherwise(value)


def _types(names: Any) -> Test:
    tests = [_TYPES[name] for name in ([names] if isinstance(names, str) else names)]
    return tests[0] if len(tests) == 1 else lambda value: any(test(value) for test in tests)


_TYPES: dict[str, Test] = {
    "array": lambda value: isinstance(value, list),
    "boolean": lambda value: isinstance(value, bool),
    "integer": lambda value: _is_number(value) and value == value // 1,
    "null": lambda value: value is None,
    "number": lambda value: _is_number(value),
    "object": lambda value: isinstance(value, dict),
    "string": lambda value: isinstance(value, str),
}


def _enum(allowed: list[Any]) -> Test:
    if all(isinstance(one, str) for one in allowed):
        texts = frozenset(allowed)
        return lambda value: isinstance(value, str) and value in texts
    return lambda value: any(_is_same(value, one) for one in allowed)


def _required(keys: list[str]) -> Test:
    return lambda value: not isinstance(value, dict) or all(key in value for key in keys)


def _matches(pattern: str) -> Test:
    search = python_pattern(pattern).search
    return lambda value: not isinstance(value, str) or search(value) is not None


def _unique(asked: bool) -> Test:
    return lambda value: (
        not asked
        or not isinstance(value, list)
        or not any(_is_same(one, other) for n, one in enumerate(value) for other in value[:n])
    )


def _size(kind: type[Any], fits: Callable[[int, int], bool]) -> Callable[[int], Test]:
    return lambda limit: lambda value: not isinstance(value, kind) or fits(len(value), limit)


_SIMPLE: dict[str, Callable[[Any], Test]] = {
    "type": _types,
    "const": lambda wanted: lambda value: _is_same(value, wanted),
    "enum": _enum,
    "required": _required,
    "minProperties": _size(dict, int.__ge__),
    "maxProperties": _size(dict, int.__le__),
    "minItems": _size(list, int.__ge__),
    "maxItems": _size(list, int.__le__),
    "minLength": _size(str, int.__ge__),
    "maxLength": _size(str, int.__le__),
    "minimum": lambda limit: lambda value: not _is_number(value) or value >= limit,
    "maximum": lambda limit: lambda value: not _is_number(value) or value <= limit,
    "pattern": _matches,
    "uniqueItems": _unique,
}
"""What each keyword without schemas of its own makes of its value."""
_WITH_PARTS = {
    *("$ref", "format", "properties", "additionalProperties", "propertyNames", "prefixItems", "items", "contains"),
    *("allOf", "anyOf", "not", "if", "then", "else"),
}
_FOR_READERS = {
    *("$schema", "$id", "$defs", "$comment", "title", "description", "default", "examples", "deprecated"),
    *("errorMessage", "defaultSnippets", "doNotSuggest", "enumDescriptions"),
}
"""Keywords that decide nothing."""


def _says_nothing(keyword: str) -> bool:
    return keyword in _FOR_READERS or keyword.startswith("x-")


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _is_same(one: Any, other: Any) -> bool:
    """Return whether two values are one in JSON, where true is not 1."""
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(_is_same, one, other))
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(_is_same(value, other[key]) for key, value in one.items())
    return bool(one == other)

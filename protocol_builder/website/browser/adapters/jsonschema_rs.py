"""Stands in for `jsonschema_rs` in the browser: says with `jsonschema` whether data meets a schema.

Only what this project calls is here. Patterns mean what the compiled package takes them for, and not what Python makes of
them: `$` is the very end of a text, `\\d` and `\\w` are ASCII, `\\s` is what ECMAScript counts as a space.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Any

import jsonschema
from jsonschema import FormatChecker, ValidationError, validators

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


def _pattern(validator: Any, pattern: str, instance: Any, schema: Any) -> Iterator[ValidationError]:
    if isinstance(instance, str) and not python_pattern(pattern).search(instance):
        yield ValidationError(f"{instance!r} does not match {pattern!r}")


_Validator = validators.extend(jsonschema.Draft202012Validator, {"pattern": _pattern})  # type: ignore[no-untyped-call]


class Draft202012Validator:
    """Decides whether data meets a schema."""

    def __init__(
        self,
        schema: Mapping[str, Any],
        *,
        formats: Mapping[str, Callable[[object], bool]] | None = None,
        validate_formats: bool = False,
    ) -> None:
        """Prepare a schema. `formats` are functions that say whether a text is in a format, by the format's name."""
        checker = FormatChecker(formats=())
        for name, is_in in (formats or {}).items():
            checker.checks(name)(is_in)
        self._validator = _Validator(schema, format_checker=checker if validate_formats else None)

    def is_valid(self, data: Any) -> bool:
        """Return whether data meets the schema."""
        valid: bool = self._validator.is_valid(data)
        return valid

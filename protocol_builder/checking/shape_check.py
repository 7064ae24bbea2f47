"""Knows how a county file departs from its shape, in sentences. Knows nothing of the law.

What departs is also taken out of the data, so that whoever reads it next finds only values of the expected types. What
is still to be filled in (TODO, TBD, …) is not there yet, and takes the seat or the item of a list that it is part of along: no
seat counts as filled by someone who has not been named.
"""

import copy
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Any

from ..diagnostic import Diagnostic, Path
from ..english import quoted
from ..law.shape import Schema, is_unfinished, resolved, schema, schema_at
from . import suggestions
from .misplaced import at, misplaced

if TYPE_CHECKING:
    from jsonschema import Draft202012Validator, ValidationError
    from jsonschema_rs import Draft202012Validator as FastValidator

TO_FILL_IN = "to-fill-in"
"""The id of what is to be filled in."""


MOST = 500
"""Findings of one file that are told. What has more of them is no county file, or one slip at its head spoils it all."""


def check(data: Any) -> tuple[Any, tuple[Diagnostic, ...]]:
    """What is left of the data when all that departs from the shape is taken out, and a diagnostic for each departure.

    An item taken out of a list leaves None in its place, so that the paths of the others stay true. That nothing
    departs is proved by a fast validator; one that explains is asked only where something does. Where too much departs,
    nothing is left of the data: None.
    """
    if _fast_validator().is_valid(data):
        return data, ()
    diagnostics: list[Diagnostic] = []
    spoilt: list[Path] = []
    for error in _validator().iter_errors(data):
        for leaf in _leaves(error):
            found = tuple(_sentences(leaf, data))
            diagnostics += found
            if len(diagnostics) > MOST:
                return None, tuple(dict.fromkeys(diagnostics))
            if leaf.validator == "additionalProperties":
                entries: Any = leaf.instance
                rule: Any = leaf.schema
                unknown = [key for key in entries if key not in rule.get("properties", {})]
                spoilt += [(*leaf.absolute_path, key) for key in unknown]
            elif leaf.validator not in ("required", "minProperties"):
                spoilt += [_unfilled(d.path) if d.id == TO_FILL_IN else d.path for d in found]
    # What is empty is of no type and no word of a list, and is told once.
    return _without(data, (*spoilt, *_emptied(data, spoilt))), tuple(dict.fromkeys(diagnostics))


def too_many() -> Diagnostic:
    """What is said in place of further findings."""
    message = f"there are more than {MOST} findings; the others are not told"
    return Diagnostic("too-many-findings", "error", message, remedy="mend these first, and check again")


def _unfilled(path: Path) -> Path:
    """What is not there as long as a value is to be filled in: the list item or the seat that it is part of, or itself."""
    for end in range(len(path), 0, -1):
        if isinstance(path[end - 1], int):
            return path[:end]
    shapes = schema()["$defs"]
    return path[:-1] if resolved(schema_at(path[:-1])) in (shapes["seat"], shapes["holders"]) else path


def _emptied(data: Any, spoilt: list[Path]) -> Iterator[Path]:
    """The lists of which no item is left."""
    lists = Counter(path[:-1] for path in set(spoilt) if path and isinstance(path[-1], int))
    for path, number in lists.items():
        found = data
        for key in path:
            found = found[key]
        if number == len(found):
            yield path


@cache
def _fast_validator() -> "FastValidator":
    from jsonschema_rs import Draft202012Validator

    return Draft202012Validator(schema())


@cache
def _validator() -> "Draft202012Validator":
    from jsonschema import Draft202012Validator  # slow to import

    return Draft202012Validator(schema())


def _todo(value: str) -> str:
    """How a remedy names what stands where something is to be filled in."""
    return "TODO" if value.startswith("TODO") else "the …" if value.rstrip().endswith(("…", "...")) else _quoted(value)


def _leaves(error: "ValidationError") -> "Iterator[ValidationError]":
    """The errors worth a sentence: of several alternatives, those of the one whose type the author chose."""
    if error.validator != "anyOf":
        yield error
        return
    branches: dict[Any, list[ValidationError]] = {}
    for child in error.context or ():
        branches.setdefault(child.schema_path[0], []).append(child)
    chosen = [
        errors
        for errors in branches.values()
        if not any(e.validator in ("type", "const") and not e.path for e in errors)
    ]
    if len(chosen) == 1 and isinstance(error.instance, dict | list):
        for child in chosen[0]:
            yield from _leaves(child)
    else:
        yield error


def _sentences(error: "ValidationError", data: Any) -> Iterator[Diagnostic]:
    path: Path = tuple(error.absolute_path)
    value: Any = error.instance
    rule: Any = error.schema
    said: Any = error.validator_value
    name, kind = _name(path), error.validator
    if isinstance(value, str) and is_unfinished(value) and "propertyNames" not in error.absolute_schema_path:
        remedy = f"write {_says(schema_at(path))} in place of {_todo(value)}"
        yield Diagnostic(TO_FILL_IN, "error", f"to be filled in: {_where(path)}", path, True, remedy)
    elif value is None or value == "":
        yield _empty(f"nothing is written after {name}:", path, _write(path, rule))
    elif kind == "additionalProperties":
        for keys in misplaced(path, value, rule.get("properties", {}), data):
            message = f"{keys.told} that {_owner(path)} can have"
            yield replace(_unknown_key(message, (*path, keys.keys[0]), keys.remedy), meant=keys.meant)
    elif "propertyNames" in error.absolute_schema_path:  # it is the text of a key that departs
        remedy, short = suggestions.short_name(value, path, data)
        found = _value(
            f"{_quoted(value)} cannot be a short name", (*path, value), remedy or f"write {_says(rule)}", False
        )
        yield replace(found, meant=(*path, short)) if short and short not in at(data, path) else found
    elif kind == "required":
        for key in said:
            if repr(key) in error.message:
                message = f"{_where(path)} does not say {key}"
                yield Diagnostic("shape-missing-key", "error", message, (*path, key), remedy=_add(key, path))
    elif kind == "enum":
        remedy, close = suggestions.word(value, path, said)
        yield replace(_value(f"{_quoted(value)} is not a word that {name} can have", path, remedy), meant=close)
    elif kind in ("minItems", "minProperties"):
        needed = "one entry" if said == 1 else f"{said} entries"
        yield _empty(
            f"{name} needs at least {needed}", path, f"add one, or delete {name}" if said == 1 else "add another"
        )
    elif kind in ("maxItems", "maxProperties", "maxLength"):
        message = f"{name} is longer than the {said:,} that are allowed"
        yield Diagnostic("shape-limit", "error", message, path, remedy="shorten it, or split the file")
    elif kind == "uniqueItems":
        yield _value(f"{name} says the same twice", path, "keep one of the two")
    elif kind == "not":
        remedy = "in a file of several counties write it under each county's name"
        yield _unknown_key(f"{name} cannot stand here in this file", path, remedy)
    elif kind in ("minimum", "maximum"):
        remedy = f"write a whole number from {rule.get('minimum', '…')} to {rule.get('maximum', '…')}"
        yield _value(f"{_quoted(value)} cannot stand as {name}", path, remedy)
    else:
        remedy = suggestions.value(value, path, resolved(rule), data) or f"write {_says(rule)}"
        found = _value(f"{_quoted(value)} cannot stand as {name}", path, remedy)
        # What belongs below it is not read.
        yield replace(found, meant=path) if kind == "type" and "properties" in rule and path else found


def _empty(message: str, path: Path, remedy: str) -> Diagnostic:
    return Diagnostic("shape-empty", "error", message, path, remedy=remedy)


def _unknown_key(message: str, path: Path, remedy: str) -> Diagnostic:
    return Diagnostic("shape-unknown-key", "error", message, path, remedy=remedy)


def _value(message: str, path: Path, remedy: str, at_value: bool = True) -> Diagnostic:
    return Diagnostic("shape-value", "error", message, path, at_value, remedy)


def _name(path: Path) -> str:
    keys = [str(key) for key in path if isinstance(key, str)]
    return keys[-1] if keys else "the file"


def _where(path: Path) -> str:
    return ".".join(str(key + 1) if isinstance(key, int) else key for key in path) or "the file"


def _owner(path: Path) -> str:
    return _where(path) if path else "a county file"


def _quoted(value: Any) -> str:
    if isinstance(value, dict):
        return "a map"
    if isinstance(value, list):
        return "a list"
    if isinstance(value, bool):
        return "true" if value else "false"
    return quoted(str(value))


_TYPES = {
    "boolean": "true or false",
    "integer": "a whole number",
    "string": "text",
    "array": "a list (lines that begin with a dash)",
    "object": "further keys, indented below it",
}


def _says(rule: Schema) -> str:
    """What may be written where this rule applies, in words."""
    if "x-says" not in rule:
        rule = resolved(rule)
    if "x-says" in rule:
        return str(rule["x-says"])
    if "enum" in rule:
        return "one of " + ", ".join(map(str, rule["enum"]))
    return _TYPES.get(str(rule.get("type")), "something else")


def _add(key: str, path: Path) -> str:
    below, rule = f" under {_where(path)}" if path else "", schema_at((*path, key))
    return f"add{below}, for example\n{rule['x-write']}" if "x-write" in rule else f"add {key}{below}: {_says(rule)}"


def _write(path: Path, rule: Schema) -> str:
    """What to write after a key; one that the file may do without can also go."""
    if "x-write" in (own := schema_at(path)):
        return f"write, for example\n{own['x-write']}"
    if not isinstance(key := path[-1], str):
        return f"write {_says(rule)}, or delete the entry"
    needed = key in resolved(schema_at(path[:-1])).get("required", ())
    return f"write {_says(rule)}{'' if needed else f', or delete {key}:'}"


def _without(data: Any, paths: Iterable[Path]) -> Any:
    if () in (spoilt := set(paths)):
        return {}
    left = copy.deepcopy(data)
    for *parents, last in spoilt:
        key: Any
        last_key: Any = last
        parent: Any = left
        for key in parents:
            parent = parent[key] if isinstance(parent, list) or (isinstance(parent, dict) and key in parent) else {}
        if isinstance(parent, list):
            parent[last_key] = None
        elif isinstance(parent, dict):
            parent.pop(last_key, None)
    return left

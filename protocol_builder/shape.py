"""Knows the county file's shape (`schemas/shape.yaml`) and says in sentences where a file departs from it.

Knows nothing of the law. What departs is also taken out of the data, so that whoever reads it next finds only values
of the expected types.
"""

import copy
import difflib
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

import jsonschema
from jsonschema.exceptions import ValidationError

from . import resources, source, vocabulary
from .diagnostic import Diagnostic, Path

Schema = dict[str, Any]


@cache
def schema() -> Schema:
    """The shape as plain JSON Schema, with the words of the vocabulary written out."""
    expanded: Schema = _expand(source.plain((resources.schemas() / "shape.yaml").read_text("utf-8")))
    return expanded


@cache
def _validator() -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator(schema())


def check(data: Any) -> tuple[Any, tuple[Diagnostic, ...]]:
    """What is left of the data when all that departs from the shape is taken out, and a diagnostic for each departure.

    An item taken out of a list leaves None in its place, so that the paths of the others stay true.
    """
    diagnostics: list[Diagnostic] = []
    spoilt: list[Path] = []
    for error in _validator().iter_errors(data):
        for leaf in _leaves(error):
            found = tuple(_sentences(leaf))
            diagnostics += found
            if leaf.validator not in ("required", "additionalProperties", "propertyNames", "minProperties"):
                spoilt.append(tuple(leaf.absolute_path))
            elif leaf.validator in ("propertyNames", "additionalProperties"):
                spoilt += [d.path for d in found]
    return _without(data, spoilt), tuple(diagnostics)


def _expand(node: Any) -> Any:
    if isinstance(node, list):
        return [_expand(item) for item in node]
    if not isinstance(node, dict):
        return node
    rest = {key: _expand(value) for key, value in node.items() if key not in ("x-one-of", "x-keyed-by", "x-values")}
    if "x-one-of" in node:
        words = vocabulary.lists()[node["x-one-of"]]
        rest |= {"type": "string", "enum": list(words)}
        if any("description" in word for word in words.values()):
            rest["enumDescriptions"] = [str(word["description"]) for word in words.values()]
    if "x-keyed-by" in node:
        words = vocabulary.lists()[node["x-keyed-by"]]
        rest["additionalProperties"] = False
        rest["properties"] = {
            key: {
                **({"title": word["label"], "description": word["description"]} if "label" in word else {"title": key}),
                **_expand(node["x-values"]),
            }
            for key, word in words.items()
        }
    return rest


def _leaves(error: ValidationError) -> Iterator[ValidationError]:
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


def _sentences(error: ValidationError) -> Iterator[Diagnostic]:
    path, value = tuple(error.absolute_path), error.instance
    rule: Any = error.schema
    said: Any = error.validator_value
    name = _name(path)
    if value is None and error.validator in ("type", "anyOf", "enum"):
        yield Diagnostic(
            "shape-empty",
            "error",
            f"nothing is written after {name}:",
            path,
            remedy=f"write {_says(rule)}, or delete the line",
        )
    elif error.validator == "additionalProperties":
        known = list(rule.get("properties", {}))
        for key in value:
            if key not in known:
                yield Diagnostic(
                    "shape-unknown-key",
                    "error",
                    f"{_where(path)} has no key {_quoted(key)}",
                    (*path, key),
                    remedy=nearest(key, known, "the keys here are"),
                )
    elif error.validator == "propertyNames":
        yield Diagnostic(
            "shape-value",
            "error",
            f"{_quoted(value)} cannot be a short name",
            (*path, value),
            remedy=f"write {_says(rule)}",
        )
    elif error.validator == "required":
        for key in said:
            if key not in value and repr(key) in error.message:
                yield Diagnostic(
                    "shape-missing-key",
                    "error",
                    f"{_where(path)} does not say {key}",
                    (*path, key),
                    remedy=_add(key, path),
                )
    elif error.validator == "enum":
        yield Diagnostic(
            "shape-value",
            "error",
            f"{_quoted(value)} is not a word that {name} can have",
            path,
            True,
            remedy=nearest(value, said, "it can be"),
        )
    elif error.validator in ("minItems", "minProperties"):
        yield Diagnostic(
            "shape-empty",
            "error",
            f"{name} needs at least {_count(said)}",
            path,
            remedy="add one, or delete the line" if said == 1 else "",
        )
    elif error.validator in ("maxItems", "maxProperties", "maxLength"):
        yield Diagnostic(
            "shape-limit",
            "error",
            f"{name} is longer than the {said:,} that are allowed",
            path,
            remedy="shorten it or split the file",
        )
    elif error.validator == "uniqueItems":
        yield Diagnostic(
            "shape-value", "error", f"{name} says the same twice", path, True, remedy="keep one of the two"
        )
    elif error.validator in ("minimum", "maximum"):
        limits = f"from {rule.get('minimum', '…')} to {rule.get('maximum', '…')}"
        yield Diagnostic(
            "shape-value",
            "error",
            f"{_quoted(value)} cannot stand as {name}",
            path,
            True,
            remedy=f"write a whole number {limits}",
        )
    elif error.validator is None or rule is False:
        yield Diagnostic(
            "shape-unknown-key",
            "error",
            f"{name} cannot stand here in this file",
            path,
            remedy="in a file of several counties write it under each county's name",
        )
    else:
        yield Diagnostic(
            "shape-value",
            "error",
            f"{_quoted(value)} cannot stand as {name}",
            path,
            True,
            remedy=f"write {_says(rule)}",
        )


def _name(path: Path) -> str:
    keys = [str(key) for key in path if isinstance(key, str)]
    return keys[-1] if keys else "the file"


def _where(path: Path) -> str:
    return ".".join(str(key + 1) if isinstance(key, int) else key for key in path) or "the file"


def _quoted(value: Any) -> str:
    if isinstance(value, dict):
        return "a map"
    if isinstance(value, list):
        return "a list"
    if isinstance(value, bool):
        return "true" if value else "false"
    text = str(value)
    return f"‘{text if len(text) <= 60 else text[:57] + '…'}’"


def _count(number: int) -> str:
    return "one entry" if number == 1 else f"{number} entries"


def nearest(word: Any, known: Iterable[Any], otherwise: str) -> str:
    """The known word that the author probably meant, or the known words, as a remedy."""
    known = [str(item) for item in known]
    folded = {item.lower().replace(" ", "_"): item for item in known}
    close = difflib.get_close_matches(str(word).lower().replace(" ", "_").replace("-", "_"), folded, 1, 0.7)
    if close:
        return f"did you mean {folded[close[0]]}?"
    return f"{otherwise}: {', '.join(known)}"


_TYPES = {
    "boolean": "true or false",
    "integer": "a whole number",
    "string": "text",
    "array": "a list (lines that begin with a dash)",
    "object": "further keys, indented below it",
}


def _says(rule: Any) -> str:
    """What may be written where this rule applies, in words."""
    while isinstance(rule, dict) and "$ref" in rule and "x-says" not in rule:
        rule = schema()["$defs"][rule["$ref"].rpartition("/")[2]]
    if not isinstance(rule, dict):
        return "something else"
    if "x-says" in rule:
        return str(rule["x-says"])
    if "enum" in rule:
        return "one of " + ", ".join(map(str, rule["enum"]))
    return _TYPES.get(str(rule.get("type")), "something else")


def _add(key: str, path: Path) -> str:
    below = f" under {_where(path)}" if path else ""
    return f"add {key}{below}: {_says(_rule_at((*path, key)))}"


def _rule_at(path: Path) -> Any:
    """The rule that the shape has for a path, as far as it can be told without looking at alternatives."""
    rule: Any = schema()
    for key in path:
        while isinstance(rule, dict) and "$ref" in rule:
            rule = schema()["$defs"][rule["$ref"].rpartition("/")[2]]
        rule = (
            rule.get("items", {})
            if isinstance(key, int)
            else rule.get("properties", {}).get(key) or rule.get("additionalProperties")
        )
        if not isinstance(rule, dict):
            return {}
    return rule


def _without(data: Any, paths: Iterable[Path]) -> Any:
    if () in (spoilt := set(paths)):
        return {}
    left = copy.deepcopy(data)
    for path in spoilt:
        parent: Any = left
        for key in path[:-1]:
            parent = parent[key] if isinstance(parent, list) or (isinstance(parent, dict) and key in parent) else {}
        if isinstance(parent, list):
            parent[path[-1]] = None
        elif isinstance(parent, dict):
            parent.pop(path[-1], None)
    return left

"""Knows the county file's shape (`schemas/shape.yaml`) as plain JSON Schema. Knows no county file and no law."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from .. import resources
from ..diagnostic import Path
from ..reading import source
from . import vocabulary

Schema = dict[str, Any]


@cache
def schema() -> Schema:
    """The shape, with the words of the vocabulary written out."""
    expanded: Schema = _expand(source.load_yaml((resources.schemas() / "shape.yaml").read_text("utf-8")))
    return expanded


@cache
def county_keys() -> frozenset[str]:
    """The keys that belong to one county; in a file of several counties they stand under that county's name."""
    return frozenset(schema()["$defs"]["county_part"]["properties"])


def rule_at(path: Path) -> Schema:
    """The rule that the shape has for a path; of several alternatives, the one that has the key."""
    rule: Any = schema()
    for key in path:
        rule = resolved(rule)
        for branch in map(resolved, rule.get("anyOf", ())):
            if "items" in branch if isinstance(key, int) else key in branch.get("properties", {}):
                rule = branch
        rule = (
            rule.get("items", {})
            if isinstance(key, int)
            else rule.get("properties", {}).get(key) or rule.get("additionalProperties")
        )
        if not isinstance(rule, dict):
            return {}
    found: Schema = rule
    return found


def order(path: Path) -> tuple[str, ...]:
    """The keys that the shape has at a path, in its order; empty where the author chooses them."""
    rule = resolved(rule_at(path))
    branches = (rule, *map(resolved, rule.get("anyOf", ())))
    return next((tuple(branch["properties"]) for branch in branches if "properties" in branch), ())


def is_unfinished(text: str) -> bool:
    """Whether a text only stands where something is still to be filled in, such as TODO."""
    return bool(_unfinished().search(text))


@cache
def _unfinished() -> re.Pattern[str]:
    return re.compile(schema()["$defs"]["filled_in"]["if"]["pattern"])


def homes(key: str) -> tuple[str, ...]:
    """The places, in dots, below which a key can stand; NAME is a name that the author chooses."""
    return _homes().get(key, ())


@cache
def _homes() -> dict[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = {}
    for path, keys in _places(schema(), ()):
        if path:
            for key in keys:
                found.setdefault(key, {})[".".join(path)] = None
    return {key: tuple(places) for key, places in found.items()}


def _places(rule: Any, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Schema]]:
    """Each map of the shape with its keys; what is one county's own only where a file of one county has it."""
    rule = resolved(rule)
    for branch in map(resolved, rule.get("anyOf", ())):
        yield from _places(branch, path)
    if "properties" in rule:
        yield path, rule["properties"]
        for key, below in rule["properties"].items():
            if key != "counties":
                yield from _places(below, (*path, key))
    if isinstance(below := rule.get("items", rule.get("additionalProperties")), dict):
        yield from _places(below, (*path, "NAME") if "items" not in rule else path)


def resolved(rule: Any) -> Any:
    while isinstance(rule, dict) and "$ref" in rule:
        rule = schema()["$defs"][rule["$ref"].rpartition("/")[2]]
    return rule


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
                "title": word.get("label", key),
                **({"description": word["description"]} if "description" in word else {}),
                **_expand(node["x-values"]),
            }
            for key, word in words.items()
        }
    return rest

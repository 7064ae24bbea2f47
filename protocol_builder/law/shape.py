"""Read the shape of a county file (`schemas/shape.yaml`) as plain JSON Schema, without the law."""

from collections.abc import Callable, Iterator
from functools import cache, lru_cache, partial
from typing import Any

from .. import resources
from ..diagnostic import Path
from ..reading import packaged
from . import instruments, texts, vocabulary

Schema = dict[str, Any]


@cache
def schema() -> Schema:
    """Return the shape, with the words of the vocabulary written out; a list of texts is a `format` (`formats`)."""
    expanded: Schema = _expand(packaged.load(resources.schemas() / "shape.yaml"))
    return expanded


def formats() -> dict[str, Callable[[str], bool]]:
    """Return what each `format` of the shape means: whether a text is in one of the lists of `schemas/texts.yaml`."""
    return {name: partial(_is_in, lists) for name, lists in _formats(schema()["$defs"])}


def _formats(node: Any) -> Iterator[tuple[str, tuple[str, ...]]]:
    if isinstance(node, dict):
        if "x-text-is" in node:
            yield node["format"], tuple(node["x-text-is"])
        for below in node.values():
            yield from _formats(below)


@lru_cache(maxsize=4096)  # a validator asks about most texts more than once
def _is_in(lists: tuple[str, ...], text: str) -> bool:
    return texts.is_in(text, *lists)


@cache
def county_keys() -> frozenset[str]:
    """Return the keys that belong to one county; a file of several counties has them under each county's name alone.

    Its instrument is not among them: it is the file's, and a county's own part says only how it stands there.
    """
    return frozenset(schema()["$defs"]["county_part"]["properties"]) - {"instrument"}


@cache
def teams() -> dict[str, str]:
    """Return the title of each list of seats, by its key or, in the section of a kind of instrument, its keys with a dot."""
    found: dict[str, str] = {}
    for key in schema()["$defs"]["county_part"]["properties"]:
        parts = {key: (key,), **{f"{key}.{below}": (key, below) for below in keys_at((key,))}}
        for name, path in parts.items():
            if "seats" in keys_at(path):
                found[name] = resolved(schema_at(path)).get("title") or schema_at(path)["title"]
    return found


def schema_at(path: Path) -> Schema:
    """Return the schema of a path; of several alternatives, the one that has the key; empty where there is none."""
    node: Any = schema()
    for key in path:
        node = resolved(node)
        for branch in map(resolved, node.get("anyOf", ())):
            if "items" in branch if isinstance(key, int) else key in branch.get("properties", {}):
                node = branch
        node = (
            node.get("items", {})
            if isinstance(key, int)
            else node.get("properties", {}).get(key) or node.get("additionalProperties")
        )
        if not isinstance(node, dict):
            return {}
    found: Schema = node
    return found


def can_be_free_text(path: Path) -> bool:
    """Return whether a path can have text in the county's own words (`x-free-text`), or a list of such texts."""
    return _can_be_free_text(schema_at(path))


def _can_be_free_text(node: Any) -> bool:
    node = resolved(node)
    below = (*node.get("anyOf", ()), *([node["items"]] if isinstance(node.get("items"), dict) else ()))
    return bool(node.get("x-free-text")) or any(map(_can_be_free_text, below))


def keys_at(path: Path) -> tuple[str, ...]:
    """Return the keys that can be at a path, in the shape's order; empty where the author chooses them."""
    node = resolved(schema_at(path))
    branches = (node, *map(resolved, node.get("anyOf", ())))
    return next((tuple(branch["properties"]) for branch in branches if "properties" in branch), ())


def possible_parents(key: str) -> tuple[str, ...]:
    """Return the paths, with dots, that can have a key; NAME is a name that the author chooses."""
    return _parents().get(key, ())


@cache
def _parents() -> dict[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = {}
    for path, keys in _maps(schema(), ()):
        if path:
            for key in keys:
                found.setdefault(key, {})[".".join(path)] = None
    return {key: tuple(paths) for key, paths in found.items()}


def _maps(node: Any, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Schema]]:
    """Yield the path of each map of the shape, as in a file of one county, with the schemas of its keys."""
    node = resolved(node)
    for branch in map(resolved, node.get("anyOf", ())):
        yield from _maps(branch, path)
    if "properties" in node:
        yield path, node["properties"]
        for key, below in node["properties"].items():
            if key != "counties":
                yield from _maps(below, (*path, key))
    if isinstance(below := node.get("items", node.get("additionalProperties")), dict):
        yield from _maps(below, (*path, "NAME") if "items" not in node else path)


def resolved(node: Any) -> Any:
    """Follow the references of a part of the shape, which all lead to its `$defs`, to the schema that they stand for."""
    while isinstance(node, dict) and "$ref" in node:
        node = schema()["$defs"][node["$ref"].rpartition("/")[2]]
    return node


_EXPANDED = ("x-one-of", "x-keyed-by", "x-values")
"""Keys of `shape.yaml` that stand for plain JSON Schema."""


def _expand(node: Any) -> Any:
    if isinstance(node, list):
        return [_expand(item) for item in node]
    if not isinstance(node, dict):
        return node
    if "x-asked-about" in node:
        return instruments.asked_by_kind(node["x-asked-about"])
    rest = {key: _expand(value) for key, value in node.items() if key not in _EXPANDED}
    if "x-text-is" in node:
        rest["format"] = " or ".join(node["x-text-is"])
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

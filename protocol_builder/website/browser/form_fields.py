"""The fields of the form, from the shape and the vocabulary: what may be typed at a place of a county file, and what is there."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from ...characters import REPLACEMENT, SURROGATES
from ...diagnostic import Path
from ...law import shape, texts, vocabulary
from ...paths import value_at
from .form_sections import LEFT_TO_THE_TEXT

Field = dict[str, Any]
"""A field, or a group of fields, as plain JSON: `kind` says which."""

ASKED_AT_ONCE = ("title",)
"""What a new item is asked besides what the shape requires: the job title of a seat, without which it says little."""


@dataclass(slots=True)
class Fields:
    """The fields for one county file's data; `at` has each field and group by its path."""

    data: Any
    at: dict[Path, Field] = field(default_factory=dict)

    def of(self, path: Path) -> Field | None:
        """Return the field or group at a path; None where the shape has nothing that the form shows."""
        node = shape.schema_at(path)
        if not node or path[-1] in LEFT_TO_THE_TEXT:
            return None
        value = value_at(self.data, path)
        kind = kind_of(node, path)
        found: Field = {"kind": kind, "path": list(path), "label": _label(node, path), "help": _help(node)}
        if resolved_says := shape.resolved(node).get("x-says") or node.get("x-says"):
            found["says"] = resolved_says
        if is_required(path):
            found["required"] = True
        self.at[path] = found
        if kind == "group":
            found["fields"] = list(self._group(path))
        elif kind == "seats":
            found |= self._seats(path, value)
        elif kind == "holders":
            found["items"] = list(self._items(path, _as_items(value)))
            found["add"] = self._new(path, "holder")
        elif kind == "keyed":
            found["items"] = [self._item((*path, key)) for key in (value if isinstance(value, dict) else ())]
            found["add"] = self._new((*path, "NAME"), "keyed")
        elif kind == "items":
            found["items"] = list(self._items(path, value if isinstance(value, list) else []))
            found["add"] = self._new((*path, 0), "item")
        else:
            found |= _scalar(node, kind, value)
        return found

    def _group(self, path: Path) -> Iterator[Field]:
        for key in shape.keys_at(path):
            if below := self.of((*path, key)):
                yield below

    def _items(self, path: Path, items: list[Any]) -> Iterator[Field]:
        is_one = not isinstance(value_at(self.data, path), list)  # one value where a list may be has no index
        for index in range(len(items)):
            yield self._item(path if is_one else (*path, index))

    def _item(self, path: Path) -> Field:
        """The fields of one item, which may be removed as a whole."""
        value = value_at(self.data, path)
        keys = _keys_of_item(path)
        if isinstance(value, dict) and keys:
            fields = [below for key in keys if (below := self.of((*path, key)))]
            named = [str(value[key]) for key in ("name", "title", "heading", "number", "on") if value.get(key)]
            name = next((one for one in named if not texts.is_in(one, "placeholders")), "")
            if not name and isinstance(path[-1], str):
                name = _label({}, path)
            item: Field = {"kind": "item", "path": list(path), "label": name, "fields": fields}
            self.at.setdefault(path, item)
            return item
        node = _text_of(shape.schema_at(path))
        kind = kind_of(node, path)
        label = _label(shape.schema_at(path[:-1]), path[:-1])
        text = {"kind": kind, "path": list(path), "label": label, "help": ""} | _scalar(node, kind, value)
        self.at.setdefault(path, text)
        return {"kind": "item", "path": list(path), "label": "", "fields": [text]}

    def _seats(self, path: Path, value: Any) -> Field:
        """The seats of a team: each that is filled, and the functions that may have one."""
        present = value if isinstance(value, dict) else {}
        functions = [*vocabulary.lists()["functions"]]
        seats = [seat for function in functions if function in present and (seat := self.of((*path, function)))]
        return {"seats": seats, "add": self._new((*path, functions[0]), "holder")}

    def _new(self, path: Path, kind: str) -> Field:
        """What a new item is asked: what the shape requires of it, and what it says little without."""
        keys = _keys_of_item(path)
        text = _text_of(shape.schema_at(path))
        if not keys or _type(text) == "string":
            word = kind_of(text, path)
            label = _label(shape.schema_at(path[:-1]), path[:-1])
            return {"kind": kind, "fields": [{"kind": word, "path": [], "label": label} | _scalar(text, word, None)]}
        node = _map_of(shape.schema_at(path))
        asked = [key for key in keys if key in node.get("required", ()) or key in ASKED_AT_ONCE]
        fields = []
        for key in asked or keys[:1]:
            below = shape.schema_at((*path, key))
            word = kind_of(below, (*path, key))
            fields.append(
                {"kind": word, "path": [key], "label": _label(below, (*path, key)), "help": _help(below)}
                | _scalar(below, word, None)
                | ({"required": True} if key in node.get("required", ()) else {})
            )
        return {"kind": kind, "fields": fields}


def kind_of(node: Any, path: Path) -> str:
    """Return the kind of field for a part of the shape, such as `choice`, `practice`, or `group`."""
    name = str(node.get("$ref", "")).rpartition("/")[2]
    node = shape.resolved(node)
    branches = [shape.resolved(branch) for branch in node.get("anyOf", ())]
    if name == "seats":
        return "seats"
    if name == "holders" or (path[-2:-1] == ("seats",) and branches):
        return "holders"
    if name in ("date", "date_or_year") or any("const" in branch for branch in branches):
        return "date" if name == "date" else "day"
    if name in ("time_limit", "deadline", "prompt_deadline"):
        return "time"
    if _is_contact(node):
        return "contact"
    if any(branch.get("type") == "boolean" for branch in branches):
        return "practice"
    if (words := _words(node)) is not None:
        return "words" if words else "choice"
    if node.get("type") == "boolean":
        return "yes_no"
    if node.get("type") == "integer":
        return "number"
    if path[-1] in ("agency", "convener"):
        return "agency"
    if path[-1] == "agencies" and len(path) > 1:
        return "agencies"
    if node.get("type") == "array":
        return "items"
    if "properties" in node:
        return "group"
    if node.get("type") == "object":
        return "keyed"
    return "long_text" if node.get("maxLength", 0) > 10_000 or _is_markdown(node) else "text"


def is_required(path: Path) -> bool:
    """Return whether the shape requires the key at a path of a map that is there."""
    if path == ("county",) or path[-2:] == ("csec_program", "elects_funds"):
        return True  # of a file of one county, and of a protocol; the shape says so on conditions
    return isinstance(path[-1], str) and path[-1] in _map_of(shape.schema_at(path[:-1])).get("required", ())


def clean(value: Any, path: Path) -> Any:
    """Return what was typed in a field as a county file has it; None for nothing."""
    if isinstance(value, dict):
        found = {key: below for key, typed in value.items() if (below := clean(typed, (*path, key))) is not None}
        return found or None
    if isinstance(value, list):
        return [below for typed in value if (below := clean(typed, (*path, 0))) is not None] or None
    if not isinstance(value, str):
        return value
    node = shape.schema_at(path)
    text = re.sub(r"\r\n?|[\x0b\u2028\u2029]", "\n", value).replace("\t", " ").replace("\xa0", " ")
    text = re.sub(f"[{SURROGATES}]", REPLACEMENT, text)  # half of a pair of UTF-16, which no file can have
    text = re.sub(r" +$", "", text, flags=re.MULTILINE).strip()
    kind = kind_of(node, path) if node else "text"
    if kind not in ("long_text", "practice") and not _can_be_long(node):
        text = " ".join(text.split())
    if not text:
        return None
    return int(text) if _may_be_number(node) and re.fullmatch(r"[1-9][0-9]{0,3}|0", text) else text


def choices(name: str) -> list[Field]:
    """Return the words of a list of the vocabulary, each with its label and what it means."""
    return [
        {"value": word, "label": _capitalized(vocabulary.label(name, word)), "help": vocabulary.description(name, word)}
        for word in vocabulary.lists()[name]
    ]


def _scalar(node: Any, kind: str, value: Any) -> Field:
    """What a field shows: its value, and what may be chosen."""
    found: Field = {"value": value}
    if isinstance(value, str) and texts.is_in(value, "placeholders"):
        found = {"value": None, "to_fill_in": True}
    node = shape.resolved(node)
    if kind in ("choice", "words"):
        enum = _words(node) or node["enum"]
        name = next((name for name, words in vocabulary.lists().items() if [*words] == [*enum]), "")
        if name:
            found["list"] = name
        else:
            told = node.get("enumDescriptions", [""] * len(enum))
            found["choices"] = [
                {"value": word, "label": _capitalized(str(word).replace("_", " ")), "help": about}
                for word, about in zip(enum, told, strict=True)
            ]
    if kind in ("words", "agencies"):
        items = _as_items(found["value"])
        found["value"] = [item for item in items if not (isinstance(item, str) and texts.is_in(item, "placeholders"))]
        if items and not found["value"]:
            found["to_fill_in"] = True
    if kind == "time":
        found["words"] = re.findall(r"(?<=[(|])[a-z ]+(?=\|)", node["pattern"].partition("[0-9]")[0])
        found["units"] = re.findall(r"(?<=[(|])([a-z ]+s)\?", node["pattern"])
    if kind == "day":
        found["words"] = [branch["const"] for branch in node["anyOf"] if "const" in branch]
    if kind == "number":
        found |= {key: node[key] for key in ("minimum", "maximum") if key in node}
    return found


def _words(node: Any) -> list[Any] | None:
    """Return the words that a list may have; an empty list for one word of several, None for anything else."""
    for branch in (node, *map(shape.resolved, node.get("anyOf", ()))):
        items = shape.resolved(branch.get("items", {}))
        if "enum" in items:
            return list(items["enum"])
    return [] if "enum" in node and node.get("type") == "string" else None


def _as_items(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _branches(node: Any) -> Iterator[Any]:
    node = shape.resolved(node)
    yield node
    yield from map(shape.resolved, node.get("anyOf", ()))


def _map_of(node: Any) -> Any:
    """Return the alternative of a part of the shape that is a map, or an item that is one."""
    return next((branch for branch in _branches(node) if "properties" in branch), {})


def _text_of(node: Any) -> Any:
    """Return the alternative of a part of the shape that is a text; the part itself where none is."""
    return next((one for one in shape.resolved(node).get("anyOf", ()) if _type(one) == "string"), node)


def _type(node: Any) -> str:
    return str(shape.resolved(node).get("type", ""))


def _keys_of_item(path: Path) -> tuple[str, ...]:
    return tuple(_map_of(shape.schema_at(path)).get("properties", ()))


def _is_contact(node: Any) -> bool:
    return any({"number", "internal"} == {*branch.get("properties", ())} for branch in _branches(node)) or any(
        {"address", "internal"} == {*branch.get("properties", ())} for branch in _branches(node)
    )


def _is_markdown(node: Any) -> bool:
    return any(branch.get("maxLength", 0) > 10_000 for branch in _branches(node))


def _can_be_long(node: Any) -> bool:
    return bool(node) and any(map(_is_markdown, _branches(node)))


def _may_be_number(node: Any) -> bool:
    return bool(node) and any(branch.get("type") == "integer" for branch in _branches(node))


def _label(node: Any, path: Path) -> str:
    if path[-2:-1] == ("seats",):
        return vocabulary.short(str(path[-1]))
    title = node.get("title") or shape.resolved(node).get("title")
    return str(title or _capitalized(str(path[-1]).replace("_", " ")))


def _help(node: Any) -> str:
    return str(node.get("description") or shape.resolved(node).get("description") or "")


def _capitalized(text: str) -> str:
    return text[:1].upper() + text[1:]

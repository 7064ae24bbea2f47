"""The kinds of instrument, and which of them is asked about which statute (`schemas/instruments.yaml`)."""

import re
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from .. import resources
from ..reading import packaged
from . import vocabulary

Schema = dict[str, Any]

PROTOCOL = "interagency_protocol"
"""The kind of instrument that a county's file describes where nothing else is said."""


@dataclass(frozen=True, slots=True)
class Kind:
    """What is particular to one kind of instrument."""

    id: str
    """A word of the vocabulary's instrument_kinds; empty for an instrument whose file does not say."""
    library: tuple[str, tuple[str, ...]] | None = None
    """The folder of its own clauses below `templates/mou/clauses`, and the ids of those it shares; None without any."""
    subject: str = ""
    """What its title says after the kind, in a file without a title of its own."""
    overseen_by: str = "steering committee"
    """The body that keeps the agreement."""
    section: str = ""
    """The key of a county file that belongs to this kind alone, or empty."""
    foreign: dict[str, str] = field(default_factory=dict)
    """Keys of a county file that belong to other kinds, each with the place where that is said in this kind."""
    pages: tuple[str, ...] = ()
    """The pages of duties that are made for staff."""
    papers: tuple[str, ...] = ()
    """The papers that are made besides the agreement, by the names of their folders below `templates/mou/papers`."""


def county_file_name(counties: tuple[str, ...], kind_id: str = PROTOCOL) -> str:
    """Return the name of the file of a county, or of several; that of another instrument than the protocol says which."""
    ending = "" if kind_id == PROTOCOL else f"-{kind(kind_id).section or kind_id}".replace("_", "-")
    return f"{'-'.join(counties).lower().replace(' ', '-')}{ending}.yml"


@cache
def kind(id: str) -> Kind:
    """Return a kind of instrument. One whose file does not say is treated as the protocol; others may have no clauses."""
    kinds = _data()["kinds"]
    entry: dict[str, Any] = kinds.get(id or next(iter(kinds)), {})
    clauses = entry.get("clauses")
    return Kind(
        id=id,
        library=clauses and (clauses["own"], tuple(clauses.get("shared", ()))),
        subject=entry.get("subject", ""),
        overseen_by=entry.get("overseen_by", "steering committee"),
        section=entry.get("section", ""),
        foreign=entry.get("foreign", {}),
        pages=tuple(entry.get("pages", ())),
        papers=tuple(entry.get("papers", ())),
    )


@cache
def clause_files(kind_id: str) -> dict[str, Path]:
    """Return the files of the clauses of a kind, by the clauses' short names, in their order; empty for a kind without any."""
    found = kind(kind_id).library
    if not found:
        return {}
    own, shared = found
    base = resources.templates() / "mou" / "clauses"
    files = [*(base / own).glob("*.md"), *(path for path in base.glob("*.md") if clause_id(path) in shared)]
    return {clause_id(path): path for path in sorted(files, key=lambda path: path.name)}


def clause_id(path: Path) -> str:
    """Return the short name of the clause of a file, which is the file's name without its number."""
    return re.sub(r"^\d+-", "", path.stem)


@cache
def sections() -> dict[str, str]:
    """Return the keys of a county file that belong to one kind of instrument alone, each with that kind."""
    return {entry["section"]: id for id, entry in _data()["kinds"].items() if "section" in entry}


def rows() -> dict[str, Schema]:
    """Return the table of instruments and statutes: for each file of requirements, who is asked about it."""
    found: dict[str, Schema] = _data()["$defs"]
    return found


@cache
def asked(row: str) -> Schema:
    """Return as JSON Schema over one county's view whether its instrument is asked about the statute of a row."""
    by_kind, stated = asked_by_kind(row), asked_if_stated(row)
    return {"anyOf": [by_kind, stated]} if stated else by_kind


def asked_by_kind(row: str) -> Schema:
    """Return as JSON Schema over a county file whether its kind of instrument is asked about the statute of a row."""
    entry = rows()[row]
    if entry.get("x-also-without-kind"):
        words = vocabulary.lists()["instrument_kinds"]
        return {"not": _is_one_of([word for word in words if word not in entry["x-asked-of"]])}
    return _is_one_of(entry["x-asked-of"])


def asked_if_stated(row: str) -> Schema | None:
    """Return as JSON Schema over one county's part what makes any instrument one that is asked; None for nothing."""
    stated = rows()[row].get("x-also-if-stated")
    return is_stated(tuple(stated)) if stated else None


def is_of_practice(row: str) -> bool:
    """Return whether a statute is about the county's practice, and not about what the instrument has to contain."""
    return bool(rows()[row].get("x-of-practice"))


def _is_one_of(kinds: list[str]) -> Schema:
    kind = {"required": ["kind"], "properties": {"kind": {"enum": kinds}}}
    return {"required": ["instrument"], "properties": {"instrument": kind}}


def is_stated(path: tuple[str, ...]) -> Schema:
    """Return as JSON Schema over a county file whether it has the keys of a path."""
    key, *below = path
    inner = {"properties": {key: is_stated(tuple(below))}} if below else {}
    return {"required": [key], **inner}


@cache
def _data() -> dict[str, Any]:
    data: dict[str, Any] = packaged.load(resources.schemas() / "instruments.yaml")
    return data

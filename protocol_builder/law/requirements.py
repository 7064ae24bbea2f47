"""Knows the requirements: reads them from `schemas/` and says which are in force on a day. Knows no county.

Each requirement is one JSON Schema of its own: its outer `if` says whom it binds, its inner `if` what must be known to
decide, its inner `then` what is demanded. So a plain validator and this project read the same entry.
"""

import textwrap
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path as FilePath
from typing import TYPE_CHECKING, Any

from .. import resources
from ..diagnostic import Path, Severity
from ..reading import source
from . import vocabulary

if TYPE_CHECKING:
    from jsonschema_rs import Draft202012Validator

FIRST_DAY = "2015-01-01"
"""The day chapter 5.2 (WIC 16524.6–16524.11) became operative; no earlier law is formalised here."""

DISCLAIMER = "This is not legal advice; county counsel decides."

Schema = dict[str, Any]


# eq=False: a rule is the same only if it is the same object; comparing schemas would be slow and pointless.
@dataclass(frozen=True, slots=True, eq=False)
class Gate:
    """A condition on a county file that requirements share (`schemas/gates.yaml`)."""

    id: str
    title: str
    schema: Schema
    otherwise: str
    """Why a requirement does not apply when this gate is shut; empty for a gate that asks what is known."""
    excuses: bool
    """Whether a shut gate excuses someone whom the law would otherwise bind."""
    question: str
    """What the file leaves open when this gate is shut."""
    path: Path
    """Where the answer belongs."""
    remedy: str

    def applies_to(self, data: dict[str, Any]) -> bool:
        return _decided(self)(data)


@dataclass(frozen=True, slots=True)
class MandatedSeat:
    """A seat that a requirement demands, and what kinds of organization may hold it."""

    on: str
    """`protocol_team` or `mdt`."""
    function: str
    agency_kinds: tuple[str, ...]
    in_single_district_counties: tuple[str, ...]
    """Further kinds in the counties where one local educational agency is both county office and district."""


@dataclass(frozen=True, slots=True, eq=False)
class Requirement:
    """One duty from a statute, or one recommendation from guidance."""

    id: str
    title: str
    description: str
    """What it means in plain words."""
    citation: str
    quote: str
    """The law's words, verbatim."""
    opening: str
    """The words, verbatim, that introduce a quoted item of a list."""
    force: str
    """`shall` or `recommended`."""
    since: str
    """First day in force (ISO), or empty for a change that is only announced."""
    until: str
    """Last day in force, or empty."""
    history: str
    """What is known of the words before `since`; empty where the duty did not exist before."""
    announced: str
    """For a change that is not law yet, the bill (`schemas/announced.yaml`) that would bring it; else empty."""
    path: Path
    """Where in a county file it is met."""
    remedy: str
    message: str
    """What to say when it is not met."""
    law: str
    """The file under `schemas/law/` that has the words, without its ending."""
    source_title: str
    """The statute or document that the requirement stands in."""
    seat: MandatedSeat | None
    applies: tuple[Gate, ...]
    known: tuple[Gate, ...]
    constraint: Schema
    schema: Schema = field(repr=False)
    """The whole entry, as it stands in its file, with gates written out."""

    @property
    def severity(self) -> Severity:
        """What a diagnostic weighs when it is not met."""
        return "error" if self.force == "shall" else "advice"

    def is_satisfied_by(self, data: dict[str, Any]) -> bool:
        """Whether the file meets what is demanded, regardless of whom it binds."""
        return _decided(self)(data)

    def in_force(self, on: str) -> bool:
        return bool(self.since) and self.since <= on and (not self.until or on <= self.until)

    def missing_words(self, data: Any) -> tuple[str, ...]:
        """What of a list the file lacks, where the requirement names it by a title beside each condition."""
        import jsonschema  # slow to import, and asked for only where something is missing

        errors = jsonschema.Draft202012Validator(self.constraint).iter_errors(data)
        return tuple(e.schema["title"] for e in errors if isinstance(e.schema, dict) and "title" in e.schema)


@cache
def _decided(rule: Gate | Requirement) -> Callable[[dict[str, Any]], bool]:
    from jsonschema_rs import Draft202012Validator

    schema = rule.schema if isinstance(rule, Gate) else rule.constraint
    validator, keys = Draft202012Validator(schema), keys_of(schema)
    # To hand a whole file over takes longer than to decide.
    return lambda data: validator.is_valid({key: data[key] for key in keys if key in data})


def keys_of(schema: Schema) -> frozenset[str]:
    """The keys of a county file that a gate or a demand looks at."""
    own = {*schema.get("required", ()), *schema.get("properties", ())}
    parts = [*schema.get("anyOf", ()), *schema.get("allOf", ()), *([schema["not"]] if "not" in schema else ())]
    return frozenset(own.union(*map(keys_of, parts)))


@cache
def _together(rules: tuple[Requirement, ...]) -> "Draft202012Validator":
    from jsonschema_rs import Draft202012Validator

    return Draft202012Validator({"allOf": [rule.constraint for rule in rules]})


def all_satisfied_by(data: Any, rules: tuple[Requirement, ...]) -> bool:
    """Whether the file meets everything that several requirements demand: one question in place of one for each."""
    return _together(rules).is_valid(data)


@cache
def on_record() -> tuple[Requirement, ...]:
    """Every requirement on record, in the order of the files: statutes first, then guidance."""
    return tuple(requirement for path in requirement_files() for requirement in _read(path))


@cache
def in_force(on: str) -> tuple[Requirement, ...]:
    """The requirements in force on a day (ISO)."""
    return tuple(requirement for requirement in on_record() if requirement.in_force(on))


def without_history(on: str) -> tuple[Requirement, ...]:
    """The requirements whose present words are not known to be in force on a day, though a duty of the kind may be."""
    return tuple(rule for rule in on_record() if rule.since and on < rule.since and rule.history)


def by_id(id: str) -> Requirement | None:
    return next((requirement for requirement in on_record() if requirement.id == id), None)


def requirement_files() -> tuple[FilePath, ...]:
    """The files that hold requirements: every YAML file in `schemas/` named after a code section or a document."""
    own = {"vocabulary", "shape", "gates", "measures", "coverage", "stale", "announced"}
    found = [path for path in resources.schemas().glob("*.yaml") if path.stem not in own]
    return tuple(sorted(found, key=lambda path: (not path.stem.startswith(("wic-", "pc-")), path.name)))


def statute(law: str) -> str:
    """The text of a statute, or the excerpts of a guidance document, as it stands below `schemas/law/` (Markdown)."""
    return (resources.schemas() / "law" / f"{law}.md").read_text("utf-8")


@cache
def gates() -> dict[str, Gate]:
    """The shared conditions, by id."""
    return {id: _gate(id, entry) for id, entry in _definitions("gates").items()}


@cache
def _definitions(name: str) -> dict[str, Schema]:
    shared: dict[str, Schema] = source.load_yaml((resources.schemas() / f"{name}.yaml").read_text("utf-8"))["$defs"]
    return shared


def _gate(id: str, entry: Schema) -> Gate:
    return Gate(
        id=id,
        title=entry["title"],
        schema=written_out({key: value for key, value in entry.items() if not key.startswith("x-") and key != "title"}),
        otherwise=entry.get("x-otherwise", ""),
        excuses=entry.get("x-excuses", False),
        question=entry.get("x-question", ""),
        path=tuple(entry.get("x-path", ())),
        remedy=entry.get("x-remedy", ""),
    )


def _read(path: FilePath) -> Iterator[Requirement]:
    data = source.load_yaml(path.read_text("utf-8"))
    for id, entry in data["$defs"].items():
        yield _requirement(id, entry, data)


def _requirement(id: str, entry: Schema, file: Schema) -> Requirement:
    seat, dates, schema = entry.get("x-seat"), entry["x-in-force"], written_out(entry)
    return Requirement(
        id=id,
        title=entry["title"],
        description=entry["description"],
        citation=entry["x-citation"],
        quote=entry["x-quote"],
        opening=entry.get("x-opening", ""),
        force=entry["x-force"],
        since=dates.get("from", ""),
        until=dates.get("until", ""),
        history=entry.get("x-history", ""),
        announced=dates.get("announced", ""),
        path=tuple(entry["x-path"]),
        remedy=entry["x-remedy"],
        message=entry["errorMessage"],
        law=file["x-law"],
        source_title=file["title"],
        seat=seat
        and MandatedSeat(
            seat["on"],
            seat["function"],
            tuple(seat["agency_kinds"]),
            tuple(seat.get("in_single_district_counties", ())),
        ),
        applies=tuple(_gates_of(entry, entry["if"])),
        known=tuple(_gates_of(entry, entry["then"]["if"])),
        constraint=schema["then"]["then"],
        schema=schema,
    )


def _gates_of(entry: Schema, condition: Schema) -> Iterator[Gate]:
    """The gates that a condition refers to; a condition of the entry's own asks whether the file speaks of it."""
    for part in condition["allOf"]:
        if "$ref" in part:
            yield gates()[part["$ref"].rpartition("/")[2]]
        else:
            path = tuple(entry["x-path"])
            yield Gate("", entry["title"], part, "", False, entry["x-question"], path, entry["x-remedy"])


def written_out(entry: Any) -> Any:
    """An entry with every reference to a shared gate or measure replaced by it, so that it can be run on its own.

    `x-words: {of: LIST, FLAG: true}` stands for the words of the vocabulary that have the flag, or do not.
    """
    if isinstance(entry, dict):
        if "x-words" in entry:
            (_, name), (flag, value) = entry["x-words"].items()
            return {"enum": list(vocabulary.flagged(name, flag, value))}
        if "$ref" in entry:
            file, _, id = entry["$ref"].partition(".yaml#/$defs/")
            return gates()[id].schema if file == "gates" else _definitions(file)[id]
        return {key: written_out(value) for key, value in entry.items()}
    return [written_out(item) for item in entry] if isinstance(entry, list) else entry


def good_example(requirement: Requirement) -> str:
    """The lines of a county file that meet the requirement."""
    return nested(requirement.path[:-1], requirement.remedy)


def bad_example(requirement: Requirement) -> str:
    """The same lines with what is demanded left out."""
    return nested(requirement.path[:-1], f"# no {requirement.path[-1]}")


def nested(keys: Path, below: str) -> str:
    """Lines of YAML that stand below a row of keys, with those keys."""
    lines = [f"{'  ' * depth}{key}:" for depth, key in enumerate(keys)]
    return "\n".join([*lines, textwrap.indent(below, "  " * len(keys))])

"""Read the requirements from `schemas/`, and list those in force on a date.

Each requirement is one JSON Schema of its own: its outer `if` says whom it binds, its inner `if` what must be known to
decide, its inner `then` what is demanded. So a plain validator and this project read the same entry.
"""

import re
import textwrap
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from pathlib import Path as FilePath
from typing import Any

from .. import resources
from ..diagnostic import Path, Severity
from ..reading import packaged
from . import conditions, instruments, vocabulary

FIRST_DAY = "2015-01-01"
"""The day chapter 5.2 (WIC 16524.6–16524.11) became operative; no earlier law is on record."""

DISCLAIMER = "This is not legal advice; county counsel decides."

ALL_COUNTIES = "All 58 counties"
"""Whom a duty binds that no gate limits."""

Schema = dict[str, Any]


# eq=False: a requirement is the same only if it is the same object; comparing schemas would be slow and pointless.
@dataclass(frozen=True, slots=True, eq=False)
class Gate:
    """A condition on a county file that requirements share (`schemas/gates.yaml`)."""

    id: str
    title: str
    schema: Schema
    otherwise: str
    """Why a requirement does not apply when the condition is not met; empty for a gate on what must be known."""
    excuses: bool
    """Whether a condition that is not met excuses someone whom the law would otherwise bind."""
    question: str
    """The question that the file leaves unanswered when the condition is not met."""
    path: Path
    """Where the answer belongs."""
    remedy: str
    """What to write there, in YAML."""
    when: str = ""
    """When to write it, if not at once."""
    kind: str = ""
    """`binds` for whom a duty binds, `asked_of` for which instruments are asked about it; empty for what must be known."""
    alternative: str = ""
    """For a gate on whom a duty binds, the name that it shares with others of which a county usually meets one alone."""
    row: str = ""
    """For a gate on which instruments are asked, its row in the table of instruments and statutes."""

    def applies_to(self, data: dict[str, Any]) -> bool:
        """Return whether one county's view of a file meets the condition."""
        return _decide(self)(data)


@dataclass(frozen=True, slots=True)
class MandatedSeat:
    """A seat that a requirement demands, and what kinds of organization may hold it."""

    on: str
    """The key of the team, such as `protocol_team`, or two joined by a dot, such as `system_of_care.participants`."""
    function: str
    agency_kinds: tuple[str, ...]
    in_single_district_counties: tuple[str, ...]
    """More kinds, in the counties where one local educational agency is both county office and district."""


@dataclass(frozen=True, slots=True, eq=False)
class Requirement:
    """One duty from a statute, or one recommendation from guidance."""

    id: str
    title: str
    description: str
    """What it requires or recommends, in plain words."""
    citation: str
    quote: str
    """The law's words, verbatim."""
    openings: tuple[str, ...]
    """The words, verbatim, that introduce a quoted item of a list; for an item of a list in a list, those of both."""
    force: str
    """`shall` or `recommended`."""
    since: str
    """First day in force (ISO), or empty for a change that is only announced."""
    until: str
    """Last day in force, or empty."""
    history: str
    """What is known of the words before `since`; empty where the duty did not exist before."""
    changed: str
    """What changed in its section on the first day in force, in plain words; empty where the file does not say."""
    announced: str
    """For a change that is not law yet, the id of its bill (`schemas/announced.yaml`); else empty."""
    path: Path
    """Where in a county file it is met."""
    remedy: str
    """What to write there, in YAML."""
    elsewhere: Gate | None
    """Where it is met instead in a file that meets a condition: at the condition's path."""
    examples: tuple[str, str]
    """Lines that meet it, and lines that do not, where those of `good_example` and `bad_example` are to be others."""
    message: str
    """What to say when it is not met."""
    shown_otherwise: str
    """What to say instead if public sources show it, and not as the law has it; empty where they may show only part."""
    law: str
    """The file under `schemas/law/` that has the words, without its ending."""
    file: str
    """The file under `schemas/` that has it, without its ending."""
    source_title: str
    """The title of the statute or document that has it."""
    binds: str
    """Whom it binds, in words; empty if the gates say it, or if it binds all counties."""
    of_seat: str
    """The requirement of the seat without which it is not met either; empty if there is none."""
    seat: MandatedSeat | None
    asking: tuple[Gate, ...]
    """The gates that say whether the instrument is asked about it."""
    binding: tuple[Gate, ...]
    """Whom it binds: the gates that a county's view of the file must pass."""
    known: tuple[Gate, ...]
    """What must be known before it can be decided."""
    constraint: Schema
    """What it requires, as JSON Schema over one county's view of the file."""
    schema: Schema = field(repr=False)
    """The whole entry of its file, with shared gates and measures written out."""
    stated: Gate | None = field(default=None, repr=False)
    """For a duty that a file can state the opposite of: that it says anything about it. Stated in an instrument that is
    not asked about the duty, the opposite is an error all the same. None if a file can only leave something out."""

    @property
    def opening(self) -> str:
        """The words, verbatim, that introduce the quote; what is left out between them is marked."""
        return " … ".join(self.openings)

    @property
    def says_shall(self) -> bool:
        """Whether it is law whose words, as they are quoted here, have a “shall”; a few duties have none."""
        return self.force == "shall" and bool(re.search(r"\bshall\b", f"{self.opening} {self.quote}"))

    @property
    def bound(self) -> tuple[str, ...]:
        """Whom it binds, a line each; none if only conditions say that."""
        everyone = ALL_COUNTIES if self.force == "shall" and not self.conditions else ""
        return tuple(filter(None, (self.binds or everyone,)))

    @property
    def conditions(self) -> tuple[str, ...]:
        """On which conditions it binds anyone, a sentence each; none if it always does."""
        return tuple(gate.title for gate in self.binding if gate.kind == "binds")

    @property
    def asked_of(self) -> tuple[str, ...]:
        """Which instruments are asked about it, a line each; none if it is asked of every one."""
        return tuple(gate.title for gate in self.asking)

    @property
    def document(self) -> str:
        """The short name of the statute or guidance document that has it, such as `acin-i-23-15`."""
        return self.law.rpartition("/")[2]

    @property
    def severity(self) -> Severity:
        """The severity of a diagnostic when it is not met."""
        return "error" if self.force == "shall" else "advice"

    @property
    def is_of_practice(self) -> bool:
        """Whether it is a duty of the county's practice, on which an instrument may be silent and yet be complete.

        The statute of the instrument itself says what the instrument has to contain.
        """
        return self.force == "shall" and instruments.is_of_practice(self.file)

    def is_satisfied_by(self, data: dict[str, Any]) -> bool:
        """Return whether one county's view of a file meets the constraint, regardless of whom it binds."""
        return _decide(self)(data)

    def path_in(self, data: dict[str, Any]) -> Path:
        """Return where in one county's view of a file it is met."""
        return self.elsewhere.path if self.elsewhere and self.elsewhere.applies_to(data) else self.path

    def in_force(self, on: str) -> bool:
        """Return whether it is in force on a date (ISO)."""
        return bool(self.since) and self.since <= on and (not self.until or on <= self.until)

    def missing_items(self, data: Any) -> tuple[str, ...]:
        """List what the file lacks, for a requirement with a `title` next to each of its conditions."""
        return tuple(str(condition["title"]) for condition in self._conditions_not_met(data))

    def what_to_write(self, data: Any) -> tuple[str, ...]:
        """List what to write for each item that the file lacks, in YAML, where its condition has an `x-write`."""
        return tuple(
            str(condition["x-write"]) for condition in self._conditions_not_met(data) if "x-write" in condition
        )

    def _conditions_not_met(self, data: Any) -> Iterator[Schema]:
        import jsonschema  # slow to import, and needed only when something is missing

        for error in jsonschema.Draft202012Validator(self.constraint).iter_errors(data):
            if isinstance(error.schema, dict) and "title" in error.schema:
                yield error.schema

    def own_fault(self, data: Any) -> tuple[Path, str, str]:
        """Return the first unmet condition that has a message of its own: (path, message, remedy); else empty ones."""
        import jsonschema

        for error in jsonschema.Draft202012Validator(self.constraint).iter_errors(data):
            if isinstance(error.schema, dict) and "errorMessage" in error.schema:
                return tuple(error.absolute_path), error.schema["errorMessage"], error.schema["x-remedy"]
        return (), "", ""


@cache
def _decide(condition: Gate | Requirement) -> Callable[[dict[str, Any]], bool]:
    return conditions.decided(condition.schema if isinstance(condition, Gate) else condition.constraint)


def keys_of(schema: Schema) -> frozenset[str]:
    """Return the top keys of a county file that a gate or a constraint looks at."""
    own = {*schema.get("required", ()), *schema.get("properties", ())}
    parts = [*schema.get("anyOf", ()), *schema.get("allOf", ()), *([schema["not"]] if "not" in schema else ())]
    return frozenset(own.union(*map(keys_of, parts)))


@cache
def on_record() -> tuple[Requirement, ...]:
    """Return every requirement, in the order of the files: statutes first, then guidance."""
    return tuple(requirement for path in requirement_files() for requirement in _read(path))


@cache
def in_force(on: str) -> tuple[Requirement, ...]:
    """Return the requirements in force on a date (ISO)."""
    return tuple(requirement for requirement in on_record() if requirement.in_force(on))


def without_history(on: str) -> tuple[Requirement, ...]:
    """Return the requirements whose words on a date are not on record, though a duty of the kind may have existed."""
    return tuple(r for r in on_record() if r.since and on < r.since and r.history)


def by_id(id: str) -> Requirement | None:
    """Return the requirement with an id, or None."""
    return next((requirement for requirement in on_record() if requirement.id == id), None)


def requirement_files() -> tuple[FilePath, ...]:
    """List the files of requirements: every YAML file in `schemas/` named after a code section or a document."""
    own = {
        "vocabulary",
        "everyday_keys",
        "texts",
        "shape",
        "gates",
        "measures",
        "coverage",
        "stale",
        "announced",
        "record",
        "instruments",
        "answers",
    }
    found = [path for path in resources.schemas().glob("*.yaml") if path.stem not in own]
    return tuple(sorted(found, key=lambda path: (not path.stem.startswith(("wic-", "pc-")), path.name)))


def statute(law: str) -> str:
    """Read the text (Markdown) of a statute, or the excerpts of a guidance document, by its name below `schemas/law/`."""
    return (resources.schemas() / "law" / f"{law}.md").read_text("utf-8")


@cache
def gates() -> dict[str, Gate]:
    """Return the conditions that requirements share, by id."""
    return {id: _gate(id, entry) for id, entry in _definitions("gates").items()}


@cache
def _asking_gate(row: str) -> Gate:
    """The gate of a row of the table of instruments and statutes."""
    entry = instruments.rows()[row]
    return replace(_gate(f"asked-{row}", entry), schema=instruments.asked(row), row=row)


@cache
def _definitions(name: str) -> dict[str, Schema]:
    shared: dict[str, Schema] = packaged.load(resources.schemas() / f"{name}.yaml")["$defs"]
    return shared


def _gate(id: str, entry: Schema) -> Gate:
    return Gate(
        id=id,
        title=entry["title"],
        schema=expanded({key: value for key, value in entry.items() if not key.startswith("x-") and key != "title"}),
        otherwise=entry.get("x-otherwise", ""),
        excuses=entry.get("x-excuses", False),
        question=entry.get("x-question", ""),
        path=tuple(entry.get("x-path", ())),
        remedy=entry.get("x-remedy", ""),
        when=entry.get("x-when", ""),
        kind=entry.get("x-kind", ""),
        alternative=entry.get("x-alternative", ""),
    )


def _read(path: FilePath) -> Iterator[Requirement]:
    data = packaged.load(path)
    for id, entry in data["$defs"].items():
        yield _requirement(id, entry, data, path.stem)


def _requirement(id: str, entry: Schema, file: Schema, name: str) -> Requirement:
    seat, dates, schema = entry.get("x-seat"), entry["x-in-force"], expanded(entry)
    applies = tuple(_gates_of(entry, entry["if"]))
    return Requirement(
        id=id,
        title=entry["title"],
        description=entry["description"],
        citation=entry["x-citation"],
        quote=entry["x-quote"],
        openings=_texts(entry.get("x-opening", ())),
        force=entry["x-force"],
        since=dates.get("from", ""),
        until=dates.get("until", ""),
        history=entry.get("x-history", ""),
        changed=file.get("x-changes", {}).get(dates.get("from", ""), ""),
        announced=dates.get("announced", ""),
        path=tuple(entry["x-path"]),
        remedy=entry["x-remedy"],
        elsewhere=_elsewhere(entry["x-elsewhere"]) if "x-elsewhere" in entry else None,
        examples=(entry.get("x-good-example", ""), entry.get("x-bad-example", "")),
        message=entry["errorMessage"],
        shown_otherwise=entry.get("x-shown-otherwise", ""),
        law=file["x-law"],
        file=name,
        source_title=file["title"],
        binds=entry.get("x-binds") or file.get("x-binds", ""),
        of_seat=entry.get("x-of-seat", ""),
        seat=seat
        and MandatedSeat(
            seat["on"],
            seat["function"],
            tuple(seat["agency_kinds"]),
            tuple(seat.get("in_single_district_counties", ())),
        ),
        asking=tuple(gate for gate in applies if gate.kind == "asked_of"),
        binding=tuple(gate for gate in applies if gate.kind != "asked_of"),
        known=tuple(_gates_of(entry, entry["then"]["if"])),
        constraint=schema["then"]["then"],
        schema=schema,
        stated=_stated(entry, schema["then"]["then"]),
    )


def _elsewhere(entry: Schema) -> Gate:
    return Gate("", "", expanded(entry["if"]), "", False, "", tuple(entry["path"]), "")


def _stated(entry: Schema, constraint: Schema) -> Gate | None:
    """The gate that a file states what an entry is about, if it could state the opposite of what the entry requires.

    A list that leaves something out states nothing against a duty; a value that the entry does not allow does.
    """
    if entry["x-force"] != "shall" or "x-question" not in entry:
        return None
    path = tuple(entry["x-path"])
    node = constraint
    for key in path:
        node = node.get("properties", {}).get(key, {})
    if not node or {"contains", "allOf"} & set(node):
        return None
    return Gate("", entry["title"], instruments.is_stated(path), "", False, "", path, "")


def _texts(found: str | Iterable[str]) -> tuple[str, ...]:
    return (found,) if isinstance(found, str) else tuple(found)


def _gates_of(entry: Schema, condition: Schema) -> Iterator[Gate]:
    """Yield the gates that a condition refers to; a condition of the entry's own becomes a gate without an id."""
    for part in condition["allOf"]:
        if "$ref" in part:
            file, _, id = part["$ref"].partition(".yaml#/$defs/")
            yield _asking_gate(id) if file == "instruments" else gates()[id]
        else:
            path = tuple(entry["x-path"])
            yield Gate("", entry["title"], expanded(part), "", False, entry["x-question"], path, entry["x-remedy"])


def expanded(entry: Any) -> Any:
    """Replace every reference to a shared gate or measure by the thing itself, so that the entry can be run on its own.

    `x-words: {of: LIST, FLAG: true}` becomes the words of that vocabulary list that have the flag, or do not.
    """
    if isinstance(entry, dict):
        if "x-words" in entry:
            (_, name), (flag, value) = entry["x-words"].items()
            return {"enum": list(vocabulary.flagged(name, flag, value))}
        if "$ref" in entry:
            file, _, id = entry["$ref"].partition(".yaml#/$defs/")
            if file == "instruments":
                return instruments.asked(id)
            return gates()[id].schema if file == "gates" else _definitions(file)[id]
        return {key: expanded(value) for key, value in entry.items()}
    return [expanded(item) for item in entry] if isinstance(entry, list) else entry


def force_in_words(those: Sequence[Requirement]) -> str:
    """Say what kind of force requirements of one kind have; “the law says shall” only if each quote has the word."""
    if those[0].force != "shall":
        return "recommended, not law"
    if all(requirement.says_shall for requirement in those):
        return "the law says shall"
    return "a duty by statute, in words without “shall”" if len(those) == 1 else "duties by statute"


def good_example(requirement: Requirement) -> str:
    """Return the lines of a county file that meet the requirement."""
    good, _ = requirement.examples
    return nested(requirement.path[:-1], good or requirement.remedy)


def bad_example(requirement: Requirement) -> str:
    """Return the same lines with what contradicts it, or without what it demands.

    Empty if nothing that a file can state contradicts it, and what is left out is only asked.
    """
    _, bad = requirement.examples
    if not bad and question_if_left_out(requirement):
        return ""
    return nested(requirement.path[:-1], bad or f"# no {requirement.path[-1]}")


def question_if_left_out(requirement: Requirement, *, with_its_section: bool = False) -> str:
    """Return the question that `check` asks if a file leaves out what the requirement is about; empty if it is then not met.

    `with_its_section`: if the file says nothing of its whole section, of which one question is asked for all that is in it.
    """
    return next(
        (
            gate.question
            for gate in requirement.known
            if not gate.id or (with_its_section and _is_about(gate, requirement))
        ),
        "",
    )


def _is_about(gate: Gate, requirement: Requirement) -> bool:
    """Return whether a gate is about the section of a county file that a requirement's own place is in."""
    return len(gate.path) < len(requirement.path) and requirement.path[: len(gate.path)] == gate.path


@lru_cache(maxsize=1024)  # each file that leaves a duty open asks for the same lines
def nested(keys: Path, below: str) -> str:
    """Return lines of YAML indented under a row of keys, after those keys."""
    lines = [f"{'  ' * depth}{key}:" for depth, key in enumerate(keys)]
    return "\n".join([*lines, textwrap.indent(below, "  " * len(keys))])

"""What a requirement entry must be: each problem is a sentence that says what to fix, and where."""

import datetime
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema

from protocol_builder import resources
from protocol_builder.law import announced_changes, instruments, requirements, shape
from protocol_builder.reading import source

KEYS = ("title", "description", "x-citation", "x-quote", "x-force", "x-in-force", "x-path", "x-remedy", "errorMessage")
MAY = (
    "x-opening",
    "x-elsewhere",
    "x-history",
    "x-binds",
    "x-good-example",
    "x-bad-example",
    "x-question",
    "x-shown-otherwise",
    "x-of-seat",
    "x-seat",
    "x-replaces",
    "if",
    "then",
)
FORCES = ("shall", "recommended")

Files = dict[str, Any]
"""Each requirement file's name with its data."""


@cache
def files_on_record() -> Files:
    """Return every requirement file; one with a duplicate key fails."""
    return {path.name: _read(path) for path in requirements.requirement_files()}


def _read(path: Path) -> Any:
    read = source.read(path)
    assert read.problems == (), [f"{path.name}:{p.line}: {p.message}" for p in read.problems]
    return read.data


def problems(files: Files, fixtures: Any) -> tuple[str, ...]:
    """List what is wrong with the entries of requirement files; `fixtures` are those of tests/requirements.yaml."""
    found = [problem for name, data in files.items() for problem in _of_file(name, data, fixtures)]
    return (*found, *_in_time(files))


def _of_file(name: str, data: Any, fixtures: Any) -> Iterator[str]:
    text = resources.schemas() / "law" / f"{data.get('x-law', '')}.md"
    if not data.get("x-law") or not text.is_file():
        yield f"{name}: x-law must name a file under schemas/law/ without its ending, which {data.get('x-law')!r} is not"
        return
    words = _on_one_line(text.read_text("utf-8"))
    for id, entry in data["$defs"].items():
        where = f"{name}, {id}"
        yield from (f"{where}: {problem}" for problem in _of_entry(id, entry, words, text.name, fixtures))


def _of_entry(id: str, entry: Any, words: str, text: str, fixtures: Any) -> Iterator[str]:
    if missing := [key for key in (*KEYS, "if", "then") if key not in entry]:
        yield f"add {', '.join(missing)}"
        return
    if unknown := [key for key in entry if key not in (*KEYS, *MAY)]:
        yield f"no requirement has the key {', '.join(unknown)}; see CONTRIBUTING for every key"
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", id):
        yield "name it by what it means, in lower-case words joined by hyphens"
    if entry["x-force"] not in FORCES:
        yield f"x-force is {entry['x-force']!r}; write shall or recommended"
    openings = entry.get("x-opening", [])
    quoted = [("x-opening", opening) for opening in ([openings] if isinstance(openings, str) else openings)]
    for key, said in (("x-quote", entry["x-quote"]), *quoted):
        if entry["x-in-force"].get("from") and _on_one_line(said) not in words:
            yield f"{key} is not in {text}; copy it from there, letter by letter: {said!r}"
    message = entry["errorMessage"]
    if not isinstance(message, str) or not message or message[0].isupper() or message.endswith("."):
        yield "errorMessage must be a clause such as ‘no one represents …’, without a capital letter or a period"
    yield from _of_dates(entry["x-in-force"])
    yield from _of_path(entry["x-path"])
    yield from _of_conditions(entry)
    if entry["x-in-force"].get("from") and id not in fixtures:
        yield "add fixtures for both sides of its line to tests/requirements.yaml"


def _of_dates(dates: Any) -> Iterator[str]:
    if "announced" in dates:
        if dates["announced"] not in {change.id for change in announced_changes.announced()} or "from" in dates:
            yield "x-in-force of an announced change has the id of its entry in announced.yaml and nothing else"
        return
    try:
        since = datetime.date.fromisoformat(dates.get("from", ""))
        until = datetime.date.fromisoformat(dates["until"]) if "until" in dates else datetime.date.max
    except ValueError:
        yield f"x-in-force needs dates such as {{from: 2018-01-01}}, not {dates}"
        return
    if until < since:
        yield f"x-in-force ends on {until}, before it begins on {since}; correct one of them"


def _of_path(path: Any) -> Iterator[str]:
    if not path or path[0] not in shape.schema()["properties"]:
        yield f"x-path must begin with a key of a county file; {path} does not"
    elif path[0] != "agencies" and not shape.schema_at(tuple(path)):
        yield f"the shape of a county file does not have the x-path {'.'.join(path)}"


def _of_conditions(entry: Any) -> Iterator[str]:
    gates, then = requirements.gates(), entry["then"]
    if set(then) != {"if", "then"}:
        yield "then needs an inner if (what must be known) and an inner then (what is required)"
        return
    for condition, inner in ((entry["if"], False), (then["if"], True)):
        for part in condition.get("allOf", ({},)):
            file, _, id = part.get("$ref", "").partition(".yaml#/$defs/")
            if file == "instruments":
                if inner or id not in instruments.rows():
                    yield f"there is no row {id} in instruments.yaml, or it does not belong among what must be known"
            elif "$ref" in part and id not in gates:
                yield f"there is no gate {id} in gates.yaml"
            elif "$ref" in part and not (gates[id].question if inner else gates[id].otherwise):
                side = "what must be known" if inner else "whom a requirement binds"
                yield f"the gate {id} does not say {side}, so it does not belong here"
            elif "$ref" not in part and not inner:
                yield "write whom it binds as gates from gates.yaml only, as {$ref: …} under allOf"
            elif "$ref" not in part and "x-question" not in entry:
                yield "add x-question: what the file does not say when the entry's own condition is not met"
    try:
        jsonschema.Draft202012Validator.check_schema(requirements.expanded(entry))
    except jsonschema.SchemaError as error:
        yield f"the entry is not valid JSON Schema: {error.message}"
    except KeyError as error:
        yield f"there is no measure or gate {error}"


def _in_time(files: Files) -> Iterator[str]:
    """Yield entries that require the same on the same dates, and successors with a gap or an overlap between them."""
    entries = {id: entry for data in files.values() for id, entry in data.get("$defs", {}).items()}
    if len(entries) < sum(len(data.get("$defs", {})) for data in files.values()):
        yield "two requirements have the same id; an id must be unique across all files"
    seen: dict[str, list[str]] = {}
    for id, entry in entries.items():
        dates = entry.get("x-in-force", {})
        if "from" not in dates:
            continue
        if earlier := entries.get(entry.get("x-replaces", "")):
            eve = datetime.date.fromisoformat(dates["from"]) - datetime.timedelta(days=1)
            if earlier["x-in-force"].get("until") != eve.isoformat():
                yield f"{id} replaces {entry['x-replaces']}, which must end the day before; give it until: {eve}"
        elif "x-replaces" in entry:
            yield f"{id} replaces {entry['x-replaces']}, which is not a requirement"
        for other in seen.setdefault(repr((entry.get("if"), entry.get("then"), entry.get("x-force"))), []):
            spans = entries[other]["x-in-force"], dates
            if max(s["from"] for s in spans) <= min(s.get("until", "9999") for s in spans):
                yield f"{id} and {other} require the same on the same dates; end one with until, or delete it"
        seen[repr((entry.get("if"), entry.get("then"), entry.get("x-force")))].append(id)


def _on_one_line(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()

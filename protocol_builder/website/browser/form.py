"""A county file as a form: what each step asks, what the law says of it, and a change of one field as a change of the file.

The form is made from the shape and the vocabulary; nothing is kept beside the county file's text. A change is written
as `check --fix` and `read-back` write: comments, order, and quotes stay, and what the form does not show is not touched.
"""

from collections.abc import Iterator
from typing import Any

from ...checking.check import Report, check_source
from ...checking.fix import blank
from ...checking.lines_to_add import with_choices
from ...checking.new_county_file import Answers, county_text, kinds, past_date
from ...checking.open_questions import answered_by, open_questions
from ...diagnostic import Diagnostic, Path
from ...english import join_words
from ...law import requirements, shape, vocabulary
from ...law.answers import who_answers
from ...law.instruments import county_file_name
from ...paths import value_at
from ...protocol.county_data import place_of
from ...reading import source
from ...reading.editing import edited
from ...reading.insertion import CannotInsertError
from .form_fields import Field, Fields, choices, clean, is_required
from .form_sections import SECTIONS, Section


def form(text: str, on: str | None = None) -> dict[str, Any]:
    """Return the form of a county file's text, as plain JSON, against the law of a day (today by default).

    A text that cannot be read has no form: then `problem` says why, in the words of `check`.
    """
    report = check_source(source.read_text(text, ""), on or None)
    if report.source.problems or not isinstance(report.source.data, dict):
        return {"problem": _finding(report.diagnostics[0])}
    data = report.source.data
    fields = Fields(data)
    sections = [section for section in (_section(one, fields, report) for one in SECTIONS) if section]
    of_section = {id(node): section for section in sections for node in _nodes(section["fields"])}
    for asked, place in _asked(report):
        if node := _nearest(fields, place):
            node.setdefault("asks", []).append(asked)
    findings = []
    for number, diagnostic in enumerate(report.diagnostics):
        place = _place(diagnostic, data)
        node = _nearest(fields, place)
        section = of_section.get(id(node)) if node else None
        if node:
            node.setdefault("findings", []).append(number)
        findings.append(
            _finding(diagnostic) | {"place": node["path"] if node else [], "section": section["id"] if section else ""}
        )
    for section in sections:
        own = [one for one in findings if one["section"] == section["id"]]
        section["open"] = len(
            {
                (one["question"] or one["message"], str(one["place"]))
                for one in own
                if one["severity"] in ("error", "unknown")
            }
        )
    numbers = {id(diagnostic): number for number, diagnostic in enumerate(report.diagnostics)}
    return {
        "on": report.on,
        "sections": sections,
        "lists": {name: choices(name) for name in sorted({*_lists(sections), "functions"})},
        "agencies": [*_agencies(data)],
        "findings": findings,
        "questions": [
            {
                "question": one.question,
                "who": one.who,
                "is_error": one.is_error,
                "findings": [numbers[id(d)] for d in one.findings],
            }
            for one in open_questions(report)
        ],
        "summary": report.summary,
    }


def change(text: str, path: list[str | int], value: Any, on: str | None = None) -> dict[str, Any]:
    """Return a county file's text with what was typed in one field, and its form; or why it cannot be written.

    Nothing typed takes the key out; one that the shape requires says again that it is to be filled in.
    """
    try:
        new = changed(text, tuple(path), value)
    except CannotInsertError as error:
        return {"refused": f"This cannot be changed in the form: {error}. Change it in the text."}
    return {"text": new, "form": form(new, on)}


def changed(text: str, path: Path, value: Any) -> str:
    """Return a county file's text with what was typed in one field. Raises CannotInsertError where it cannot be written."""
    found = clean(value, path)
    if isinstance(found, list) and len(found) == 1 and _may_be_one(path):
        before = value_at(source.read_text(text, "").data, path)
        found = found if isinstance(before, list) else found[0]
    if found is None and is_required(path):
        found = blank(shape.schema_at(path))
    return edited(text, path, found, shape.keys_at)


def opening() -> dict[str, Any]:
    """Return the questions with which a new county file begins, as `init` asks them."""
    return {
        "counties": [word for word in vocabulary.lists()["counties"] if not vocabulary.is_example(word)],
        "kinds": [one for one in choices("instrument_kinds") if one["value"] in kinds()],
        "protocols": [word for word in kinds() if word in vocabulary.flagged("instrument_kinds", "protocol")],
        "elects_funds": shape.schema_at(("csec_program", "elects_funds"))["description"],
        "developed_on": shape.schema_at(("csec_program", "protocol_developed_on"))["description"],
    }


def new_file(answers: dict[str, Any], on: str | None = None) -> dict[str, Any]:
    """Return a new county file's name, its text as `init` writes it, and its form; or which answer cannot be taken.

    `answers` has `counties`, `kind`, `elects_funds` (true, false, or null where it is not known), `developed_on`, and
    `combined`.
    """
    names = [name for name in answers.get("counties", ()) if name in vocabulary.lists()["counties"]]
    if not names:
        return {"refused": "Choose a county.", "at": "counties"}
    try:
        developed = past_date(str(answers.get("developed_on") or ""))
    except ValueError as error:
        return {"refused": f"{error}.", "at": "developed_on"}
    known = Answers(
        names[0],
        answers.get("elects_funds"),
        developed,
        bool(answers.get("combined")),
        str(answers.get("kind") or kinds()[0]),
        tuple(names[1:]),
    )
    day = check_source(source.read_text("", ""), on or None).on
    text = county_text(known, day)
    return {"name": county_file_name(known.counties, known.kind), "text": text, "form": form(text, on)}


def _section(section: Section, fields: Fields, report: Report) -> dict[str, Any] | None:
    """Return a section with its fields; None for one that this instrument is not asked about and says nothing of."""
    data = report.source.data
    counties = data.get("counties") if isinstance(data.get("counties"), dict) else None
    shown: list[Field] = []
    for root in section.roots:
        if counties is None:
            places = [root] if root != ("counties",) else []
        elif root[0] in shape.county_keys():
            places = [("counties", county, *root) for county in counties]
        else:
            places = [] if root == ("county",) else [root]
            places += [
                ("counties", county, *root) for county in counties if shape.schema_at(("counties", county, *root))
            ]
        for place in places:
            field = fields.of(place)
            if field:
                if place[:1] == ("counties",):
                    field["label"] = f"{vocabulary.full_name(str(place[1]))}: {field['label']}"
                shown.append(field)
    roots = {root[0] for root in section.roots}
    is_asked = any(verdict.is_asked and verdict.requirement.path[0] in roots for verdict in report.verdicts)
    has_data = any(value_at(data, tuple(field["path"])) is not None for field in shown)
    always = section.id in ("start", "agencies", "signing", "purpose")
    if not shown or not (always or is_asked or has_data):
        return None
    who = who_answers(section.roots[0])
    return {"id": section.id, "title": section.title, "words": section.words, "who": who, "fields": shown}


def _asked(report: Report) -> Iterator[tuple[dict[str, Any], Path]]:
    """Yield what the law requires of this instrument, and what guidance recommends, each with its place in the file."""
    for verdict in report.verdicts:
        requirement = verdict.requirement
        if not verdict.is_asked or verdict.state == "not_applicable":
            continue
        place = place_of(report.source.data, verdict.county, requirement.path) if verdict.county else requirement.path
        seat = requirement.seat.function if requirement.seat else ""
        yield (
            {
                "id": requirement.id,
                "title": requirement.title,
                "words": requirement.description,
                "citation": requirement.citation,
                "quote": requirement.quote,
                "force": requirement.force,
                "result": verdict.result,
                "who": who_answers(requirement.path, seat),
                "seat": seat,
            },
            place,
        )


def _place(diagnostic: Diagnostic, data: dict[str, Any]) -> Path:
    """Return where in the file the answer to a finding belongs."""
    requirement = requirements.by_id(diagnostic.id)
    # What has to be known first is answered where it belongs, and a seat at the seat, not by calling the file complete.
    facts = (requirements.gates()[id].path for id in ("opted_in", "development_dated"))
    is_of_fact = any(diagnostic.path[-len(fact) :] == fact for fact in facts)
    if requirement is None or diagnostic.severity != "unknown" or is_of_fact:
        return diagnostic.path
    return place_of(data, diagnostic.county, requirement.path) if diagnostic.county else requirement.path


def _nearest(fields: Fields, path: Path) -> Field | None:
    """Return the field at a path, or the nearest group that has it."""
    return next((fields.at[path[:n]] for n in range(len(path), 0, -1) if path[:n] in fields.at), None)


def _nodes(fields: list[Field]) -> Iterator[Field]:
    for field in fields:
        yield field
        for key in ("fields", "items", "seats"):
            yield from _nodes(field.get(key, []))


def _lists(sections: list[dict[str, Any]]) -> Iterator[str]:
    for section in sections:
        for field in _nodes(section["fields"]):
            for one in (field, *field.get("add", {}).get("fields", ())):
                if "list" in one:
                    yield one["list"]


def _agencies(data: dict[str, Any]) -> Iterator[dict[str, Any]]:
    agencies = data.get("agencies")
    for id, agency in (agencies if isinstance(agencies, dict) else {}).items():
        name = agency.get("name") if isinstance(agency, dict) else None
        functions = agency.get("functions") if isinstance(agency, dict) else None
        words = [vocabulary.in_sentence(str(one)) for one in (functions if isinstance(functions, list) else ())]
        is_open = not isinstance(name, str) or name.startswith("TODO")
        yield {
            "value": id,
            "label": f"{str(id).replace('_', ' ')} ({join_words(tuple(words))})" if is_open else name,
            "functions": functions if isinstance(functions, list) else [],
        }


def _may_be_one(path: Path) -> bool:
    """Return whether a place may have one word instead of a list."""
    node = shape.resolved(shape.schema_at(path))
    return any("enum" in shape.resolved(branch) for branch in node.get("anyOf", ()))


def _finding(diagnostic: Diagnostic) -> dict[str, Any]:
    return {
        "id": diagnostic.id,
        "severity": diagnostic.severity,
        "message": diagnostic.message,
        "remedy": with_choices(diagnostic),
        "citation": diagnostic.citation,
        "quote": diagnostic.quote,
        "force": diagnostic.force,
        "line": diagnostic.line,
        "column": diagnostic.column,
        "question": diagnostic.question,
        "who": answered_by(diagnostic),
    }

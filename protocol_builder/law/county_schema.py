"""Make the one schema that editors and other validators load, of the shape and the law in force on a date.

It gives the verdict of `check`, except for what JSON Schema cannot see: whether the agency in a seat has the seat's
function and is of a kind that can (`checking.evaluate`), and how the parts of a file fit together (`checking.rules`).
Editors alone use `markdownDescription`, `errorMessage`, and `doNotSuggest`; tests/law/test_language_server.py tries
them in the language server itself.
"""

import copy
import json
from typing import Any

from ..english import capitalized
from . import instruments, requirements, shape, texts, vocabulary
from .requirements import Gate, Requirement, Schema


def schema(on: str) -> Schema:
    """Return the published schema for the law in force on a date (ISO): the shape, and two entries for each duty.

    One entry is for files of one county, the other for files of several. Recommendations are left out: an editor shows
    whatever a schema demands as an error, and guidance never reads like law.
    """
    published: Schema = _with_messages(copy.deepcopy(shape.schema()))
    _forbid_leaving_out_duties(published)
    duties = [requirement for requirement in requirements.in_force(on) if requirement.force == "shall"]
    changed = max(requirement.since for requirement in requirements.in_force(on))
    published["$comment"] = (
        f"Made by protocol-builder schema, with the law as last changed on {changed}. {requirements.DISCLAIMER}"
    )
    for duty in duties:
        _quote(duty, published)
    published["$defs"] |= {f"gate-{g.id}": g.schema for duty in duties for g in (*duty.binding, *duty.known) if g.id}
    published["$defs"] |= {f"gate-{g.id}": instruments.asked_by_kind(g.row) for duty in duties for g in duty.asking}
    published["$defs"] |= {id: schema for duty in duties for id, schema in _stated(duty).items()}
    published["$defs"][_NOTHING_FILLED_IN] = {
        "anyOf": [_UNFILLED, {"type": "array", "minItems": 1, "items": _UNFILLED}]
    }
    published["$defs"] |= {f"duty-{duty.id}": _constraint(duty) for duty in duties}
    published["allOf"] += [form(duty) for duty in duties for form in (_for_one_county, _for_several)]
    return published


def _forbid_leaving_out_duties(published: Schema) -> None:
    """Forbid to leave out a clause that serves a duty, or to replace it by nothing (`clause-of-a-duty-…` in `check`)."""
    own_words = copy.deepcopy(published["$defs"]["own_words"])
    message = "This clause serves a duty under statute. Replace it or add to it, but do not leave it out."
    own_words["properties"]["leave_out"] |= {"const": False, "errorMessage": message, "doNotSuggest": True}
    nothing = "This says nothing, and the clause serves a duty under statute. Write the county’s own clause."
    own_words["properties"]["replace"]["allOf"] = [
        {
            "if": {"type": "string", **texts.schema(*texts.NOTHING_INSTEAD_OF_A_CLAUSE)},
            "then": {"pattern": "^$", "errorMessage": nothing},
        }
    ]
    published["$defs"]["own_words_of_a_duty"] = own_words
    for id, clause in published["properties"]["clauses"]["properties"].items():
        if vocabulary.lists()["clauses"][id].get("duty"):
            clause["$ref"] = "#/$defs/own_words_of_a_duty"


def text(on: str) -> str:
    """Return the published schema for the law in force on a date (ISO) as JSON text."""
    return json.dumps(schema(on), ensure_ascii=False, indent=1) + "\n"


def _with_messages(node: Any) -> Any:
    """Put what may be written, in words (`x-says`), where editors would show a pattern or a type as the message.

    Lists of texts, which only `check` has as formats, become patterns.
    """
    if isinstance(node, list):
        return [_with_messages(item) for item in node]
    if not isinstance(node, dict):
        return node
    if node.get("$ref") == "#/$defs/not_here":
        return False  # the one way to forbid a key for which editors show an errorMessage
    if "x-text-is" in node:
        return {
            **{k: v for k, v in node.items() if k not in ("x-text-is", "format")},
            **texts.schema(*node["x-text-is"]),
        }
    new = {key: _with_messages(value) for key, value in node.items()}
    if "x-says" in node:
        message = {"errorMessage": f"Write {node['x-says']}."}
        if "anyOf" not in node:
            return {**new, **message}
        new["anyOf"] = [branch if _is_map(branch) else {**branch, **message} for branch in new["anyOf"]]
    return new


def _is_map(branch: Schema) -> bool:
    """Return whether an alternative has keys of its own, whose absence or misspelling has a better message."""
    return "properties" in branch or branch.get("$ref") == "#/$defs/seat"


def _quote(duty: Requirement, published: Schema) -> None:
    """Put the law's words where an editor shows them to someone who points at the key that meets a duty."""
    node: Any = published
    for key in duty.path:
        while "$ref" in node:
            node = published["$defs"][node["$ref"].rpartition("/")[2]]
        if key not in node.get("properties", {}):
            return
        node = node["properties"][key]
    description = node.get("markdownDescription") or node.get("description", "")
    node["markdownDescription"] = f"{description}\n\n{duty.title}.\n\n> {duty.citation}: “{duty.quote}”".strip()


def _for_one_county(duty: Requirement) -> Schema:
    """Return the entry of a duty for files of one county."""
    by_kind, stated = _asked(duty)
    asked = {"anyOf": [by_kind, *stated]} if stated else by_kind
    conditions = [{"required": ["county"]}, asked, *map(_reference, (*duty.binding, *duty.known))]
    return {"$comment": duty.title, "if": {"allOf": conditions}, "then": {"$ref": f"#/$defs/duty-{duty.id}"}}


def _for_several(duty: Requirement) -> Schema:
    """Return the entry of a duty for files of several counties."""
    gates = [gate for gate in (*duty.binding, *duty.known) if not _is_of_status(gate)]
    of_status = [_reference(gate) for gate in (*duty.binding, *duty.known) if _is_of_status(gate)]
    of_county = [_reference(gate) for gate in gates if requirements.keys_of(gate.schema) & shape.county_keys()]
    of_file = [_reference(gate) for gate in gates if not requirements.keys_of(gate.schema) & shape.county_keys()]
    by_kind, stated = _asked(duty)
    then: Schema = {"$ref": f"#/$defs/duty-{duty.id}"}
    if requirements.keys_of(duty.constraint) & shape.county_keys():
        held = {"if": by_kind, "then": _by_status_in_each_county(of_status, of_county, then)}
        if stated:
            held["else"] = _in_each_county([{"anyOf": stated}, *of_county], then)
    else:
        of_file += of_status
        if of_county:  # a duty on the file as a whole applies as soon as it binds one of its counties
            of_file.append(
                {"properties": {"counties": {"not": {"additionalProperties": {"not": {"allOf": of_county}}}}}}
            )
        held = {"if": by_kind, "then": then}
    return {"$comment": duty.title, "if": {"allOf": [{"required": ["counties"]}, *of_file]}, "then": held}


def _is_of_status(gate: Gate) -> bool:
    return gate.path == ("instrument", "status")


def _by_status_in_each_county(of_status: list[Schema], of_county: list[Schema], then: Schema) -> Schema:
    """Return what holds in each county, whose own status of the instrument counts before the one that all share."""
    if not of_status:
        return _in_each_county(of_county, then)
    own = [*of_status, *of_county]
    has_status = instruments.is_stated(("instrument", "status"))
    return {
        "if": {"allOf": of_status},
        "then": _in_each_county(own, then),
        "else": _in_each_county([has_status, *own], then),
    }


def _in_each_county(conditions: list[Schema], then: Schema) -> Schema:
    """Return what holds in the part of each county that meets the conditions."""
    each = {"if": {"allOf": conditions}, "then": then} if conditions else then
    return {"properties": {"counties": {"additionalProperties": each, "doNotSuggest": True}}}


def _asked(duty: Requirement) -> tuple[Schema, list[Schema]]:
    """Return which kinds of instrument are asked about a duty, and what a county's part states to be held to it anyway.

    An instrument that is not asked about a duty is held to it only as far as it could state the opposite.
    """
    (gate,) = duty.asking
    return {"$ref": f"#/$defs/gate-{gate.id}"}, [{"$ref": f"#/$defs/{id}"} for id in _stated(duty)]


def _stated(duty: Requirement) -> dict[str, Schema]:
    """Return what a county's part states to be held to a duty in any instrument, by the name of its definition."""
    found: dict[str, Schema] = {}
    for gate in duty.asking:
        if schema := instruments.asked_if_stated(gate.row):
            found[f"stated-{gate.row}"] = schema
    if duty.stated:
        found[f"stated-{'-'.join(map(str, duty.stated.path))}"] = duty.stated.schema
    return found


def _reference(gate: Gate) -> Schema:
    return {"$ref": f"#/$defs/gate-{gate.id}"} if gate.id else gate.schema


def _constraint(duty: Requirement) -> Schema:
    """Return a duty's constraint with the duty's message next to everything that can fail, where editors look for it."""
    # If it applies only once the file has the section, then only the last key on the way to it can fail.
    applies_once_there = any(not gate.id for gate in duty.known)
    message = f"{capitalized(duty.message)}. {duty.citation}: “{duty.quote}” Write, for example: {duty.remedy}"

    def with_message(node: Any) -> Any:
        if isinstance(node, list):
            return [with_message(item) for item in node]
        if not isinstance(node, dict):
            return node
        new = {key: with_message(value) for key, value in node.items()}
        if isinstance(new.get("properties"), dict):
            new["properties"] = {key: _of_key(value) for key, value in new["properties"].items()}
        if "errorMessage" in new:  # a condition with a message of its own
            new.pop("x-remedy")
            return {**new, "errorMessage": f"{capitalized(new['errorMessage'])}. {duty.citation}: “{duty.quote}”"}
        on_the_way = applies_once_there and set(node) == {"required", "properties"}
        return {**new, "errorMessage": message} if _ASSERTIONS & set(node) and not on_the_way else new

    constraint: Schema = with_message(duty.constraint)
    return constraint


def _of_key(constraint: Schema) -> Schema:
    """Leave to the shape what it does for a key itself: suggest it, and say of a TODO that it is to be filled in."""
    if "required" not in constraint and "properties" not in constraint:
        constraint = {
            "if": {"$ref": f"#/$defs/{_NOTHING_FILLED_IN}"},
            "else": constraint,
        }
    return {**constraint, "doNotSuggest": True}


_UNFILLED: Schema = {"$ref": "#/$defs/unfilled"}
_NOTHING_FILLED_IN = "nothing_filled_in"
_ASSERTIONS = {"required", "type", "const", "enum", "pattern", "minimum", "contains", "not", "anyOf"}

ONLY_PYTHON = {
    "agency-not-described": "A seat, a party, or a duty names an agency that is not described under `agencies`.",
    "source-not-described": "A fact names a source that is not described under `sources`.",
    "date-impossible": "A date is not in the calendar, such as 2026-02-30.",
    "term-ends-before-it-begins": "The term ends before it begins.",
    "yaml-duplicate-key": "The same key is written twice in one place. A YAML parser keeps one of the two without saying so.",
    "clause-words-twice": "The file makes more than one change to the same clause, such as both replacing it and leaving it out.",
    "childs-data-in-a-text": "A text has a child’s date of birth, Social Security or case number, or first name with an initial.",
    "internal-number-in-a-text": "A text has a number that another place of the file marks as internal.",
    "clause-file": "A file with the county’s own words for a clause, next to the county file, cannot be used.",
}
"""The errors, by id, that `check` finds and a plain validator of the published schema cannot: how parts of a file fit
together, days of the calendar, words in a text, keys that a YAML parser has already dropped, and files next to the county file."""


def only_check() -> str:
    """Return `ONLY_PYTHON` as a page (Markdown), with the one thing of the law that no schema can see."""
    rows = "\n".join(f"| `{id}` | {words} |" for id, words in ONLY_PYTHON.items())
    return f"""\
# What only check reports

The published schema and `protocol-builder check` agree about a county file, with these exceptions. Editors and other
validators do not see them.

**About the law, one thing:** an agency in a mandated seat does not have the seat’s function (`functions`), or is a kind
of organization that cannot hold the seat (`kind`). For a schema the seat is filled; for `check` it is not.

**About the file:**

| Error | What is wrong |
|---|---|
{rows}

Only `check` reports recommendations of guidance and unanswered questions: an editor would show them as errors.
"""

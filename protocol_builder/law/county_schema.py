"""Knows how the shape and the law of a day become the one schema that editors and other validators load.

What it says of a mandated party is what `check` says, except for what JSON Schema cannot see: whether the agency that
holds a seat carries its function and is of a kind that can (`judge`), and what the parts of a file say of each other
(`rules`). What is here for the sake of editors alone (`markdownDescription`, `errorMessage`, `doNotSuggest`) is
tried in the language server itself, by tests/law/test_language_server.py.
"""

import copy
import json
from typing import Any

from ..english import capitalized
from . import requirements, shape, vocabulary
from .requirements import Gate, Requirement, Schema


def schema(on: str) -> Schema:
    """The published schema for the law in force on a day (ISO): the shape, and two entries for each duty.

    One entry serves files of one county, the other files of several. Recommendations are left out: an editor shows
    whatever a schema demands as an error, and guidance never reads like law.
    """
    published: Schema = _in_sentences(copy.deepcopy(shape.schema()))
    _keep_clauses_of_duties(published)
    duties = [requirement for requirement in requirements.in_force(on) if requirement.force == "shall"]
    changed = max(requirement.since for requirement in requirements.in_force(on))
    published["$comment"] = (
        f"Made by protocol-builder schema; law as last changed on {changed}. {requirements.DISCLAIMER}"
    )
    for duty in duties:
        _quote(duty, published)
    published["$defs"] |= {f"gate-{g.id}": g.schema for duty in duties for g in (*duty.applies, *duty.known) if g.id}
    published["$defs"] |= {f"duty-{duty.id}": _with_message(duty) for duty in duties}
    published["allOf"] += [form(duty) for duty in duties for form in (_for_one_county, _for_several)]
    return published


def _keep_clauses_of_duties(published: Schema) -> None:
    """Let no clause be left out that serves a duty under statute (`rules.own_words`)."""
    kept = copy.deepcopy(published["$defs"]["own_words"])
    message = "This clause serves a duty under statute. It can be replaced or added to, and not left out."
    kept["properties"]["leave_out"] |= {"const": False, "errorMessage": message, "doNotSuggest": True}
    published["$defs"]["own_words_of_a_duty"] = kept
    for id, clause in published["properties"]["clauses"]["properties"].items():
        if vocabulary.lists()["clauses"][id].get("duty"):
            clause["$ref"] = "#/$defs/own_words_of_a_duty"


def text(on: str) -> str:
    """The published schema as JSON text."""
    return json.dumps(schema(on), ensure_ascii=False, indent=1) + "\n"


def _in_sentences(node: Any) -> Any:
    """The shape with what may be written, in words, as the message of an editor that would show a pattern or a type."""
    if isinstance(node, list):
        return [_in_sentences(item) for item in node]
    if not isinstance(node, dict):
        return node
    if node.get("$ref") == "#/$defs/not_here":
        return False  # the one way to forbid a key that editors tell in the words of an errorMessage
    told = {key: _in_sentences(value) for key, value in node.items()}
    if "x-says" in node:
        message = {"errorMessage": f"Write {node['x-says']}."}
        if "anyOf" not in node:
            return {**told, **message}
        told["anyOf"] = [branch if _is_map(branch) else {**branch, **message} for branch in told["anyOf"]]
    return told


def _is_map(branch: Schema) -> bool:
    """Whether an alternative has keys of its own, whose absence or misspelling has a better message."""
    return "properties" in branch or branch.get("$ref") == "#/$defs/seat"


def _quote(duty: Requirement, published: Schema) -> None:
    """Put the law's words where an editor shows them to someone who points at the key that meets a duty."""
    rule: Any = published
    for key in duty.path:
        while "$ref" in rule:
            rule = published["$defs"][rule["$ref"].rpartition("/")[2]]
        if key not in rule.get("properties", {}):
            return
        rule = rule["properties"][key]
    said = rule.get("markdownDescription") or rule.get("description", "")
    rule["markdownDescription"] = f"{said}\n\n{duty.title}.\n\n> {duty.citation}: “{duty.quote}”".strip()


def _for_one_county(duty: Requirement) -> Schema:
    conditions = [{"required": ["county"]}, *map(_reference, (*duty.applies, *duty.known))]
    return {"$comment": duty.title, "if": {"allOf": conditions}, "then": {"$ref": f"#/$defs/duty-{duty.id}"}}


def _for_several(duty: Requirement) -> Schema:
    gates = (*duty.applies, *duty.known)
    of_county = [_reference(gate) for gate in gates if requirements.keys_of(gate.schema) & shape.county_keys()]
    of_file = [_reference(gate) for gate in gates if not requirements.keys_of(gate.schema) & shape.county_keys()]
    then: Schema = {"$ref": f"#/$defs/duty-{duty.id}"}
    if requirements.keys_of(duty.constraint) & shape.county_keys():
        each = {"if": {"allOf": of_county}, "then": then} if of_county else then
        then = {"properties": {"counties": {"additionalProperties": each, "doNotSuggest": True}}}
    elif of_county:  # what is asked of the file as a whole is asked as soon as it binds one of its counties
        of_file.append({"properties": {"counties": {"not": {"additionalProperties": {"not": {"allOf": of_county}}}}}})
    return {"$comment": duty.title, "if": {"allOf": [{"required": ["counties"]}, *of_file]}, "then": then}


def _reference(gate: Gate) -> Schema:
    return {"$ref": f"#/$defs/gate-{gate.id}"} if gate.id else gate.schema


def _with_message(duty: Requirement) -> Schema:
    """What the duty demands, with its message beside everything that can fail, where editors look for it."""
    # Where the file must speak of it before it is asked, only the last key on the way can fail.
    told = any(not gate.id for gate in duty.known)
    message = f"{capitalized(duty.message)}. {duty.citation}: “{duty.quote}” Write, for example: {duty.remedy}"

    def with_message(node: Any) -> Any:
        if isinstance(node, list):
            return [with_message(item) for item in node]
        if not isinstance(node, dict):
            return node
        new = {key: with_message(value) for key, value in node.items()}
        if isinstance(new.get("properties"), dict):
            new["properties"] = {key: _of_key(rule) for key, rule in new["properties"].items()}
        on_the_way = told and set(node) == {"required", "properties"}
        return {**new, "errorMessage": message} if _ASSERTIONS & set(node) and not on_the_way else new

    constraint: Schema = with_message(duty.constraint)
    return constraint


def _of_key(rule: Schema) -> Schema:
    """What a duty demands of a key. The shape itself offers the key, and says of a TODO that it is to be filled in."""
    if "required" not in rule and "properties" not in rule:
        rule = {
            "if": {"type": "string", "pattern": shape.schema()["$defs"]["filled_in"]["if"]["pattern"]},
            "else": rule,
        }
    return {**rule, "doNotSuggest": True}


_ASSERTIONS = {"required", "type", "const", "enum", "pattern", "minimum", "contains", "not", "anyOf"}

ONLY_PYTHON = {
    "agency-not-described": "A seat, a party or a duty names an agency that the file does not describe under `agencies`.",
    "source-not-described": "A fact names a source that the file does not describe under `sources`.",
    "date-impossible": "A date is written as one and is no day of the calendar, such as 2026-02-30.",
    "term-ends-before-it-begins": "The term ends before it begins.",
    "yaml-duplicate-key": "A key stands twice in the same place; a reader of YAML keeps one of them and says nothing.",
    "clause-words-twice": "More than one thing is said of a clause of the agreement.",
    "clause-file": "A file with a county’s own words for a clause, beside the county file, cannot be used.",
}
"""The errors that `check` finds and a plain validator of the published schema cannot, by id: what parts of a file say of
each other, days of the calendar, keys that a reader of YAML has already thrown away, and files beside the county file."""


def only_check() -> str:
    """The same as a page (Markdown), with the one thing of the law that no schema can see (`judge`)."""
    rows = "\n".join(f"| `{id}` | {words} |" for id, words in ONLY_PYTHON.items())
    return f"""\
# What only check tells

The published schema says of a file what `protocol-builder check` says of it, with these exceptions. A validator of your
own, and an editor, do not see them.

**Of the law one thing:** that an agency which holds a mandated seat does not carry the seat’s function (`functions`),
or is of a kind that cannot (`kind`). To a schema the seat is filled; to `check` it is not.

**Of the file:**

| Error | What is wrong |
|---|---|
{rows}

Recommendations of guidance and questions that a file leaves open are `check`’s as well: an editor would show them as
errors.
"""

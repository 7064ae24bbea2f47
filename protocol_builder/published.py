"""Knows how the shape and the law of a day become the one schema that editors and other validators load.

What it says of a mandated party is what `check` says, except for what JSON Schema cannot see: whether the agency that
holds a seat carries its function and is of a kind that can (`judge`), and what the parts of a file say of each other
(`rules`).
"""

import copy
import json
from typing import Any

from . import law, shape
from .law import Requirement, Schema

# Keys that belong to one county; in a file of several counties they stand under that county's name.
COUNTY_KEYS = ("csec_program", "protocol_team", "steering_committee", "mdt", "services")


def schema(on: str) -> Schema:
    """The published schema for the law in force on a day (ISO): the shape, and two entries for each duty.

    One entry serves files of one county, the other files of several. Recommendations are left out: an editor shows
    whatever a schema demands as an error, and guidance never reads like law.
    """
    published = copy.deepcopy(shape.schema())
    duties = [requirement for requirement in law.in_force(on) if requirement.force == "shall"]
    changed = max(requirement.since for requirement in law.in_force(on))
    published["$comment"] = f"Made by protocol-builder schema; law as last changed on {changed}. {law.DISCLAIMER}"
    published["allOf"] += [form(duty) for duty in duties for form in (_for_one_county, _for_several)]
    return published


def text(on: str) -> str:
    """The published schema as JSON text."""
    return json.dumps(schema(on), ensure_ascii=False, indent=1) + "\n"


def _for_one_county(duty: Requirement) -> Schema:
    conditions = [{"required": ["county"]}, *(gate.schema for gate in (*duty.applies, *duty.known))]
    return {"title": duty.title, "if": {"allOf": conditions}, "then": _with_message(duty)}


def _for_several(duty: Requirement) -> Schema:
    gates = [gate.schema for gate in (*duty.applies, *duty.known)]
    of_county = [gate for gate in gates if _keys(gate) & set(COUNTY_KEYS)]
    of_file = [gate for gate in gates if gate not in of_county]
    each = {"if": {"allOf": of_county}, "then": _with_message(duty)} if of_county else _with_message(duty)
    return {
        "title": duty.title,
        "if": {"allOf": [{"required": ["counties"]}, *of_file]},
        "then": {"properties": {"counties": {"additionalProperties": each}}},
    }


def _keys(gate: Any) -> set[str]:
    """The keys of the file that a gate looks at."""
    if isinstance(gate, list):
        return set().union(*map(_keys, gate))
    if not isinstance(gate, dict):
        return set()
    own = set(gate.get("required", ())) | set(gate.get("properties", ()))
    return own | set().union(*(_keys(gate[word]) for word in ("anyOf", "allOf", "not") if word in gate))


def _with_message(duty: Requirement) -> Schema:
    """What the duty demands, with its message beside every `required`, where editors look for it."""
    message = f"{duty.message[0].upper()}{duty.message[1:]}. {duty.citation}: “{duty.quote}” Write, for example: {duty.remedy}"

    def with_message(node: Any) -> Any:
        if isinstance(node, list):
            return [with_message(item) for item in node]
        if not isinstance(node, dict):
            return node
        told = {key: with_message(value) for key, value in node.items()}
        return {**told, "errorMessage": message} if isinstance(node.get("required"), list) else told

    constraint: Schema = with_message(duty.constraint)
    return constraint

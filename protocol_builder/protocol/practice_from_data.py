"""Knows how a county's sections of practice become the typed values of `practice`. Knows neither YAML nor the law.

Every section is read by one function from the fields of its type: a field's own type says how its key is read, so a key
of the shape and a field of the model cannot drift apart unnoticed.
"""

import types
from typing import Any, TypeVar, get_args, get_type_hints

from . import practice
from .practice import CountyPractice, Practice, Words

Section = TypeVar("Section")

# Where a field's words come from, by the key, where the key's name does not say it.
_LISTS = {
    "by": "functions",
    "internal_protocols": "functions",
    "participants": "functions",
    "link_to_services": "functions",
    "input_to_child_welfare": "functions",
    "children": "children_identified",
    "any_one_of": "risk_indicators",
    "any_two_of": "risk_indicators",
    "types": "csec_types",
    "communication_with": "report_recipients",
    "return_reported_to": "report_recipients",
    "contents": "missing_report_contents",
    "on_return": "return_determinations",
    "protocol_given_to": "protocol_recipients",
    "uses": "fund_uses",
    "collaboration_with": "plan_collaborators",
    "staff": "trained_staff",
    "topics": "training_topics",
    "kinds": "service_kinds",
}
# Keys that the file groups one level further down than the model does.
_BELOW = {
    "any_one_of": "at_risk_indicators",
    "any_two_of": "at_risk_indicators",
    "statewide_system": "documentation",
    "other_records": "documentation",
    "types": "documentation",
}


def of_county(view: dict[str, Any]) -> CountyPractice:
    """Every section of practice in one county's view of the file."""
    return _read(CountyPractice, view)


def _read(kind: type[Section], data: dict[str, Any]) -> Section:
    hints = get_type_hints(kind)
    return kind(**{name: _value(kind, name, hint, data) for name, hint in hints.items()})


def _value(kind: type, key: str, hint: Any, data: dict[str, Any]) -> Any:
    own = data.get(_BELOW.get(key, "")) or {} if key in _BELOW else data
    found = own.get("source" if key == "sources" else key)
    options = set(get_args(hint)) if isinstance(hint, types.UnionType) else {hint}
    if hint is Words:
        return Words(_list_of(kind, key), tuple(item for item in found or () if item is not None))
    if hint is str:
        return "" if found is None else str(found).strip()
    if Practice in options:
        return None if found is None else Practice(found is not False, found.strip() if isinstance(found, str) else "")
    if options & {int, bool}:
        return found
    if types.NoneType in options:
        (inner,) = options - {types.NoneType}
        return _read(inner, found) if found else None
    return (found,) if isinstance(found, str) else tuple(item for item in found or () if item is not None)


def _list_of(kind: type, key: str) -> str:
    if key == "to":
        return "missing_notice_parties" if kind is practice.Notices else "report_recipients"
    return _LISTS.get(key, key)

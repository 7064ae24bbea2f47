"""What is reported of a requirement: what is missing or unknown, where in the file, and what to write there."""

import re
from collections.abc import Collection
from dataclasses import replace
from typing import Any

from ..diagnostic import Diagnostic, Path
from ..english import did_you_mean, join_words, quoted
from ..law import shape
from ..law.requirements import Gate, Requirement, nested
from ..paths import value_at
from .eligible_agencies import kinds_for
from .unread import unread_list

_DOES_NOT_SAY = "the file does not say that "
_SEAT = re.compile(r"(?P<function>\w+): \{agency: (?P<id>\w+)")
"""The beginning of a seat in the lines of a remedy."""


def missing(requirement: Requirement, county: str, view: dict[str, Any], prefix: Path) -> Diagnostic:
    """Return the diagnostic for what is not there, or not as the law has it."""
    if keys_present(view, requirement.path) == len(requirement.path):
        path, message, remedy = requirement.own_fault(view)
        if message:
            # What a misspelled word of a list would say is reported at that word.
            rests_on = (*placed(path, prefix), *unread_list(value_at(view, path)), requirement.path[-1])
            return finding(requirement, county, message, placed(path, prefix), remedy, rests_on, at_value=False)
    lacking = requirement.missing_items(view)
    message = f"{requirement.message}; missing: {join_words(lacking)}" if lacking else requirement.message
    path, words = requirement.path, requirement.remedy
    if lacking and (each := requirement.what_to_write(view)):
        seats = [line for line in each if "{agency:" in line]
        path, words = ((*path, ""), "\n".join(seats)) if seats else _one_more(path[:-1], each[0], view)
    words = with_own_agencies(requirement, words, county, view)
    remedy = _to_write(path, words, view, prefix, also=_and_describe(words, view))
    return finding(requirement, county, message, placed(requirement.path, prefix), remedy, at_value=False)


def unknown(requirement: Requirement, gate: Gate, county: str, view: dict[str, Any], prefix: Path) -> Diagnostic:
    """Return the question that is asked where a condition of the requirement leaves open whether it is met."""
    if requirement.shown_otherwise and keys_present(view, requirement.path) == len(requirement.path):
        question = requirement.shown_otherwise
        shown = missing(requirement, county, view, prefix)
        return replace(
            shown, severity="unknown", message=f"{requirement.title}: {question}", question=question, remedy=""
        )
    asked_about = _about_what_is_stated(requirement, gate, view)
    so = " the facts" if gate.id else ""
    remedy = _to_write(gate.path, gate.remedy, view, prefix, so) if gate.remedy else ""
    if gate.when:
        remedy = f"{gate.when}, write\n{gate.remedy}"
    found = asked(requirement, county, asked_about, placed(gate.path, prefix), remedy, at_value=False)
    return replace(found, cure="wait") if gate.when else found


def _about_what_is_stated(requirement: Requirement, gate: Gate, view: dict[str, Any]) -> str:
    """Return the question that a gate asks; where the file states something that does not answer it, of that."""
    said = value_at(view, requirement.path) if not gate.id else None
    if isinstance(said, str) and gate.question.startswith(_DOES_NOT_SAY):
        return f"{quoted(said)} does not show that {gate.question.removeprefix(_DOES_NOT_SAY)}"
    return gate.question


def asked(
    requirement: Requirement,
    county: str,
    question: str,
    path: Path,
    remedy: str,
    rests_on: Path = (),
    at_value: bool = True,
) -> Diagnostic:
    """Return a diagnostic that asks a question about a requirement, by its title."""
    return finding(requirement, county, f"{requirement.title}: {question}", path, remedy, rests_on, at_value, question)


def finding(
    requirement: Requirement,
    county: str,
    message: str,
    path: Path,
    remedy: str,
    rests_on: Path = (),
    at_value: bool = True,
    question: str = "",
) -> Diagnostic:
    """Return a diagnostic with a message of its own, and with the requirement's severity, citation, and quote.

    `path` is a place in the file, `rests_on` another one that the requirement also hangs on. With a question, nothing is
    found missing: it is unknown.
    """
    return Diagnostic(
        id=requirement.id,
        severity="unknown" if question else requirement.severity,
        message=message,
        path=path,
        at_value=at_value,
        remedy=remedy,
        citation=requirement.citation,
        quote=requirement.quote,
        force=requirement.force,
        county=county,
        since=requirement.since,
        rests_on=rests_on,
        question=question,
    )


def placed(path: Path, prefix: Path) -> Path:
    """Return the path in the file: what is a county's own is below `prefix`, the rest of the file is not."""
    return (*prefix, *path) if path[0] in shape.county_keys() else path


def to_describe(name: str, section: str, described: Collection[str]) -> str:
    """Return the remedy for a short name that a section of the file, agencies or sources, does not describe."""
    remedy = f"describe {quoted(name)} under {section}"
    return did_you_mean(name, described, f"{remedy}, or write one of") if described else remedy


def _one_more(place: Path, words: str, view: dict[str, Any]) -> tuple[Path, str]:
    """Return the path and the words of what is written at a place: of a list that is there already, one more item."""
    key, _, value = words.partition(": ")
    path = (*place, key)
    if value.startswith("[") and keys_present(view, path) == len(path):
        return (*path, ""), f"- {value[1:-1]}"
    return path, words


def keys_present(data: Any, path: Path) -> int:
    """Return how many keys of a path the data has."""
    present = 0
    while present < len(path) and isinstance(data, dict) and path[present] in data:
        data, present = data[path[present]], present + 1
    return present


def _to_write(path: Path, words: str, view: dict[str, Any], prefix: Path, so: str = "", also: str = "") -> str:
    """Return a remedy that fits below what the file has of a path; `so` goes after its verb, `also` after the place."""
    present = keys_present(view, path)
    if present == len(path):
        return f"write{so}{also}, for example\n{words}"
    where = placed(path, prefix)[: len(placed(path, prefix)) - len(path) + present]
    under = f" under {'.'.join(map(str, where))}" if where else ""
    return f"add{so}{under}{also}, for example\n{nested(path[present:-1], words)}"


def with_own_agencies(requirement: Requirement, words: str, county: str, view: dict[str, Any]) -> str:
    """Return the lines of a remedy with the short names of the file's own agencies in the seats of their functions."""
    seat = requirement.seat
    fit = {
        id: one.get("functions") or ()
        for id, one in (view.get("agencies") or {}).items()
        if one and one.get("county", county) == county and (not seat or one.get("kind") in kinds_for(seat, county, one))
    }

    def own(found: re.Match[str]) -> str:
        function, id = found["function"], found["id"]
        having = [each for each, functions in fit.items() if function in functions]
        return f"{function}: {{agency: {id if id in having or not having else having[0]}"

    return _SEAT.sub(own, words)


def _and_describe(words: str, view: dict[str, Any]) -> str:
    """Return the part of a remedy on agencies that its lines name and the file does not describe; empty if there are none."""
    agencies = view.get("agencies") or {}
    new = tuple(dict.fromkeys(found["id"] for found in _SEAT.finditer(words) if found["id"] not in agencies))
    if not new or not agencies:  # without any, the file is told to describe them in any case
        return ""
    return f", and describe {new[0] if len(new) == 1 else 'each new agency'} under agencies"

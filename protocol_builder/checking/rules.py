"""Knows what must hold between parts of a county file and JSON Schema cannot say: references, dates, seats.

Each rule is a function from the file's data (or its texts) and a day to diagnostics without a place. None of them speaks
for a statute; those are the requirements.
"""

import datetime
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from ..diagnostic import Diagnostic, Path
from ..english import did_you_mean, join_words
from ..law import shape, vocabulary
from ..protocol import clause_files
from ..protocol.county_data import county_views
from ..reading.source import Texts

Rule = Callable[[dict[str, Any], str], Iterator[Diagnostic]]


def references(data: dict[str, Any], texts: Texts) -> Iterator[Diagnostic]:
    """Every agency and source that the file names is described in it."""
    agencies = list(data.get("agencies") or {})
    sources = list(data.get("sources") or {})
    for path, value in texts:
        key = path[-1] if isinstance(path[-1], str) else path[-2]  # of a list its own key
        if key in ("agency", "convener") or (key == "agencies" and path[0] == "parties"):
            if value not in agencies:
                remedy = did_you_mean(value, agencies, "describe it under agencies; so far there are")
                yield Diagnostic(
                    "agency-not-described",
                    "error",
                    f"no agency has the short name ‘{value}’",
                    path,
                    True,
                    remedy,
                    rests_on=("agencies", value),
                )
        elif key == "source" and value not in sources:
            remedy = did_you_mean(value, sources, "describe it under sources; so far there are")
            yield Diagnostic(
                "source-not-described",
                "error",
                f"no source has the short name ‘{value}’",
                path,
                True,
                remedy,
                rests_on=("sources", value),
            )


def dates(texts: Texts) -> Iterator[Diagnostic]:
    """Every date is a day of the calendar."""
    for path, value in texts:
        if len(value) == 10 and _DATE.fullmatch(value):
            try:
                datetime.date.fromisoformat(value)
            except ValueError:
                yield Diagnostic(
                    "date-impossible", "error", f"there is no day {value}", path, True, "correct the day or the month"
                )


_DATE = re.compile(r"\d{4}-\d\d-\d\d")


def term(data: dict[str, Any], on: str) -> Iterator[Diagnostic]:
    """The term ends after it begins, has not run out unnoticed, and is reviewed when it has no end."""
    instrument = data.get("instrument") or {}
    span = instrument.get("term") or {}
    begins, ends, review = span.get("from", ""), span.get("until", ""), span.get("review_by", "")
    status = instrument.get("status")
    path: Path = ("instrument", "term")
    if ends == "perpetual":
        if not review:
            yield _of_term(
                data,
                Diagnostic(
                    "term-without-review",
                    "advice",
                    "the term is perpetual and no day is set for a review",
                    path,
                    remedy="review_by: 2027-06-30   # under instrument.term; a day of your choice",
                ),
                "the term is perpetual; whether a day is set for a review the sources do not show",
            )
    elif ends and begins and ends < begins:
        yield Diagnostic(
            "term-ends-before-it-begins",
            "error",
            f"the term ends on {ends}, before it begins on {begins}",
            (*path, "until"),
            True,
            "correct one of the two dates",
        )
    elif ends and ends < on and status not in ("expired", "superseded", "in_renewal"):
        remedy = "renew it and correct until, or write status: in_renewal or status: expired under instrument"
        yield _of_term(
            data,
            Diagnostic("term-expired", "warning", f"the term ended on {ends}", (*path, "until"), True, remedy),
            f"the term ended on {ends}; whether it was renewed the sources do not show",
        )
    if review and review < on and span.get("reviewed_on", "") < review:
        yield _of_term(
            data,
            Diagnostic(
                "review-overdue",
                "warning",
                f"the instrument was to be reviewed by {review}",
                (*path, "review_by"),
                True,
                "review it, then write reviewed_on and the next review_by",
            ),
            f"the instrument was to be reviewed by {review}; whether it was the sources do not show",
        )


def _of_term(data: dict[str, Any], found: Diagnostic, open_question: str) -> Diagnostic:
    """The finding; in a file of public sources it is what they leave open, since nobody there can mend a term."""
    if data.get("completeness") != "public_sources_only":
        return found
    return replace(found, severity="unknown", message=open_question, remedy="")


def development_date(data: dict[str, Any], on: str) -> Iterator[Diagnostic]:
    """A protocol cannot have been developed later than the day of the check."""
    for county, view, prefix in county_views(data):
        developed = str((view.get("csec_program") or {}).get("protocol_developed_on", ""))
        if developed > on:
            path = (*prefix, "csec_program", "protocol_developed_on")
            yield Diagnostic(
                "developed-in-the-future",
                "warning",
                f"the protocol is said to have been developed on {developed}, after {on}",
                path,
                True,
                "correct the date",
                county=county,
            )


def happened(data: dict[str, Any], on: str) -> Iterator[Diagnostic]:
    """What is said to have happened cannot have happened later than the day of the check."""
    told: set[Path] = set()
    for county, view, prefix in county_views(data):
        for path, words in _HAPPENED:
            found: Any = view
            for key in path:
                found = found.get(key) if isinstance(found, dict) else None
            where = (*prefix, *path) if path[0] in shape.county_keys() else path
            if str(found or "") <= on or where in told:
                continue
            if path[-1] == "adopted_on" and view["instrument"].get("status") not in _ADOPTED:
                continue
            told.add(where)
            message = f"{words} on {found}, after {on}"
            yield Diagnostic("day-in-the-future", "warning", message, where, True, "correct the date", county=county)


_ADOPTED = ("in_force", "in_renewal", "expired", "superseded")
_HAPPENED: tuple[tuple[Path, str], ...] = (
    (("instrument", "adopted_on"), "an instrument that is no longer a draft is said to have been adopted"),
    (("instrument", "term", "reviewed_on"), "the instrument is said to have been reviewed"),
    (("funding", "plan", "submitted_on"), "the plan is said to have been submitted"),
)


def seats(data: dict[str, Any], on: str) -> Iterator[Diagnostic]:
    """Whoever holds a seat carries its function; one post in several seats is told, since the statute is silent on it."""
    agencies = data.get("agencies") or {}
    for county, view, prefix in county_views(data):
        for team in ("protocol_team", "steering_committee", "mdt"):
            posts: dict[tuple[str, str], list[str]] = {}
            first: dict[tuple[str, str], Path] = {}
            for path, function, holder in _holders(view, team):
                id, title = str(holder.get("agency", "")), holder.get("title")
                agency = agencies.get(id)
                if function in ("youth", "caregiver"):
                    continue
                if agency and function not in (agency.get("functions") or ()):
                    label = vocabulary.label("functions", function)
                    message = (
                        f"{agency.get('name', id)} is seated as {label}, but does not carry the function {function}"
                    )
                    remedy = f"add {function} to agencies.{id}.functions, or seat another agency"
                    yield Diagnostic(
                        "seat-without-function",
                        "warning",
                        message,
                        (*prefix, *path, "agency"),
                        True,
                        remedy,
                        county=county,
                        rests_on=("agencies", id, "functions", function),
                    )
                if title:
                    posts.setdefault((id, title), []).append(function)
                    first.setdefault((id, title), (*prefix, *path))
            for (id, title), functions in posts.items():
                if len(functions) > 1 and team != "steering_committee":
                    labels = join_words(tuple(vocabulary.short(function) for function in functions))
                    message = f"one post ({title}) fills the seats {labels}"
                    remedy = "the statute is silent on one person for two seats; if it is so, leave it"
                    yield Diagnostic(
                        "one-post-several-seats", "advice", message, first[id, title], remedy=remedy, county=county
                    )


def committee(data: dict[str, Any], on: str) -> Iterator[Diagnostic]:
    """The file says whether the steering committee is the protocol team, and then seats it once, as the team."""
    kind = (data.get("instrument") or {}).get("kind")
    for county, view, prefix in county_views(data):
        found = view.get("steering_committee")
        seated = bool((view.get("protocol_team") or {}).get("seats"))
        if not found or (view.get("csec_program") or {}).get("elects_funds") is False:
            continue
        same = found.get("is_protocol_team")
        if same is True and found.get("seats"):
            yield Diagnostic(
                "committee-seats-misplaced",
                "warning",
                "the steering committee is the protocol team, so its seats belong under protocol_team",
                (*prefix, "steering_committee", "seats"),
                remedy="move them to protocol_team.seats, and write the chair there as lead",
                county=county,
            )
        elif same is None and not seated and kind in vocabulary.flagged("instrument_kinds", "protocol"):
            yield Diagnostic(
                "committee-or-team",
                "unknown",
                "the file does not say whether the steering committee is the team that develops the protocol",
                (*prefix, "steering_committee"),
                remedy="if it is, write is_protocol_team: true under steering_committee, and its seats under protocol_team",
                county=county,
            )


def one_for_several(data: dict[str, Any], on: str) -> Iterator[Diagnostic]:
    """In a file of several counties, a department that sits for more than one of them is an agency of them jointly."""
    agencies = data.get("agencies") or {}
    seated: dict[tuple[str, str], list[str]] = {}
    for county, view, prefix in county_views(data):
        for team in ("protocol_team", "mdt") if prefix else ():
            for _, function, holder in _holders(view, team):
                seated.setdefault((str(holder.get("agency", "")), function), []).append(county)
    for id in dict.fromkeys(id for id, _ in seated):
        agency = agencies.get(id) or {}
        if agency.get("county") or agency.get("kind") not in _OF_ONE_COUNTY:
            continue
        for function in agency.get("functions") or ():
            counties = tuple(dict.fromkeys(seated.get((id, function), ())))
            if len(counties) > 1:
                name, label = agency.get("name", id), vocabulary.label("functions", function)
                message = f"{name} holds the seat of the {label} for {len(counties)} counties ({', '.join(counties)})"
                remedy = "describe each county's own and write its county; or write kind: joint_agency if one serves them all"
                yield Diagnostic("one-department-several-counties", "warning", message, ("agencies", id), remedy=remedy)
                break


_OF_ONE_COUNTY = ("county_department", "elected_county_office", "court", "county_office_of_education")


def federal_members(data: dict[str, Any], on: str) -> Iterator[Diagnostic]:
    """A federal official on a child's team is told of WIC 831, unless the file says how information is kept back."""
    agencies = data.get("agencies") or {}
    for county, view, prefix in county_views(data):
        if (view.get("information_sharing") or {}).get("federal_officials"):
            continue
        for path, function, holder in _holders(view, "mdt"):
            agency = agencies.get(str(holder.get("agency", ""))) or {}
            if function == "federal_agency" or agency.get("kind") == "federal_agency":
                yield Diagnostic(
                    "federal-official-on-team",
                    "warning",
                    f"{agency.get('name', holder.get('agency'))} is on the team that serves a child; juvenile information may not go to federal officials without an order of the juvenile court (WIC 831)",
                    (*prefix, *path),
                    remedy="say under information_sharing how that is kept, for example\nfederal_officials: They attend without juvenile information unless the juvenile court has ordered otherwise.",
                    county=county,
                )


def own_words(data: dict[str, Any], on: str) -> Iterator[Diagnostic]:
    """A county says one thing of a clause, and leaves out none that serves a duty under statute."""
    for id, entry in (data.get("clauses") or {}).items():
        word = vocabulary.lists()["clauses"].get(id, {})
        if entry and entry.get("leave_out") and word.get("duty"):
            yield Diagnostic(
                "clause-of-a-duty-left-out",
                "error",
                f"the clause {id} ({word['label']}) serves a duty under statute and cannot be left out",
                ("clauses", id, "leave_out"),
                remedy="delete leave_out; a clause that does not apply to the county is left out by itself. Or replace it, "
                "in words that county counsel has compared with the law",
            )
        said = [key for key in ("replace", "add", "leave_out") if (entry or {}).get(key)]
        if len(said) > 1:
            yield clause_files.twice(id, f"clauses.{id} says {join_words(tuple(said))}, and only one can be done")


def _holders(view: dict[str, Any], team: str) -> Iterator[tuple[Path, str, dict[str, Any]]]:
    for function, found in ((view.get(team) or {}).get("seats") or {}).items():
        if isinstance(found, dict):
            yield (team, "seats", function), function, found
        elif isinstance(found, list):
            for index, holder in enumerate(found):
                if isinstance(holder, dict):
                    yield (team, "seats", function, index), function, holder


RULES: tuple[Rule, ...] = (
    term,
    development_date,
    happened,
    committee,
    seats,
    one_for_several,
    federal_members,
    own_words,
)

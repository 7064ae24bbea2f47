"""The law on record: every entry is valid, every date accounted for, every mistake reported with what to fix."""

import copy
import datetime
import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from protocol_builder import resources
from protocol_builder.checking.check import DateBeforeTheLawError, day
from protocol_builder.law import announced_changes, requirements
from protocol_builder.law.requirements import Requirement
from protocol_builder.reading import source

from ..conftest import DAY, ROOT, below
from ..requirement_entries import Files, files_on_record, problems

FIXTURES = source.load_yaml((ROOT / "tests" / "requirements.yaml").read_text("utf-8"))


def test_every_entry_is_sound() -> None:
    assert problems(files_on_record(), FIXTURES) == ()


def test_no_comma_in_braces_has_cut_a_sentence_short() -> None:
    """In a map in braces, words after a comma become a key of their own, and are lost."""
    cut = [
        f"{file.name}: put the words before ‘{path[-1]}’ in quotes"
        for file in sorted(resources.schemas().glob("*.yaml"))
        for path, value in below(source.load_yaml(file.read_text("utf-8")))
        if value is None
    ]
    assert cut == []


def spoiled(change: Callable[[dict[str, Any], Files], None]) -> tuple[str, ...]:
    """The problems after one entry (the sheriff's seat) has been changed."""
    files = {name: copy.deepcopy(files_on_record()[name]) for name in ("wic-16524.8.yaml", "wic-830.yaml")}
    change(files["wic-16524.8.yaml"]["$defs"]["protocol-team-sheriff"], files)
    return problems(files, FIXTURES)


def put(key: str, value: Any) -> Callable[[dict[str, Any], Files], None]:
    return lambda entry, files: entry.__setitem__(key, value)


def successor(until: str) -> Callable[[dict[str, Any], Files], None]:
    def change(entry: dict[str, Any], files: Files) -> None:
        later = {**copy.deepcopy(entry), "x-in-force": {"from": "2027-01-01"}, "x-replaces": "protocol-team-sheriff"}
        files["wic-16524.8.yaml"]["$defs"]["protocol-team-sheriff-and-police"] = later
        entry["x-in-force"] = {"from": "2018-01-01", "until": until}

    return change


WHERE = "wic-16524.8.yaml, protocol-team-sheriff: "


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (lambda entry, files: entry.pop("x-citation"), WHERE + "add x-citation"),
        (put("x-cite", "WIC 1"), WHERE + "no requirement has the key x-cite; see CONTRIBUTING for every key"),
        (put("x-force", "must"), WHERE + "x-force is 'must'; write shall or recommended"),
        (
            put("x-quote", "The county sheriff's department."),
            WHERE
            + 'x-quote is not in wic-16524.6-16524.11.md; copy it from there, letter by letter: "The county sheriff\'s department."',
        ),
        (
            put("errorMessage", "No sheriff."),
            WHERE + "errorMessage must be a clause such as ‘no one represents …’, without a capital letter or a period",
        ),
        (
            put("x-in-force", {"from": "2018"}),
            WHERE + "x-in-force needs dates such as {from: 2018-01-01}, not {'from': '2018'}",
        ),
        (
            put("x-in-force", {"from": "2018-01-01", "until": "2017-12-31"}),
            WHERE + "x-in-force ends on 2017-12-31, before it begins on 2018-01-01; correct one of them",
        ),
        (
            put("x-in-force", {"announced": "ab-1"}),
            WHERE + "x-in-force of an announced change has the id of its entry in announced.yaml and nothing else",
        ),
        (
            put("x-path", ["protocol_team", "members"]),
            WHERE + "the shape of a county file does not have the x-path protocol_team.members",
        ),
        (
            put("x-path", ["team"]),
            WHERE + "x-path must begin with a key of a county file; ['team'] does not",
        ),
        (
            put("if", {"allOf": [{"$ref": "gates.yaml#/$defs/opted"}]}),
            WHERE + "there is no gate opted in gates.yaml",
        ),
        (
            put("if", {"allOf": [{"$ref": "gates.yaml#/$defs/complete"}]}),
            WHERE + "the gate complete does not say whom a requirement binds, so it does not belong here",
        ),
        (
            put("then", {"if": {"allOf": [{"required": ["mdt"]}]}, "then": {"required": ["mdt"]}}),
            WHERE + "add x-question: what the file does not say when the entry's own condition is not met",
        ),
        (
            put("then", {"required": ["mdt"]}),
            WHERE + "then needs an inner if (what must be known) and an inner then (what is required)",
        ),
        (
            put("then", {"if": {"allOf": [{"$ref": "gates.yaml#/$defs/complete"}]}, "then": {"required": "mdt"}}),
            WHERE + "the entry is not valid JSON Schema: 'mdt' is not of type 'array'",
        ),
        (
            lambda entry, files: files["wic-16524.8.yaml"].__setitem__("x-law", "wic-1"),
            "wic-16524.8.yaml: x-law must name a file under schemas/law/ without its ending, which 'wic-1' is not",
        ),
        (
            lambda entry, files: files["wic-16524.8.yaml"]["$defs"].__setitem__("Sheriff", copy.deepcopy(entry)),
            "wic-16524.8.yaml, Sheriff: name it by what it means, in lower-case words joined by hyphens",
        ),
        (
            lambda entry, files: files["wic-16524.8.yaml"]["$defs"].__setitem__("sheriff-again", copy.deepcopy(entry)),
            "wic-16524.8.yaml, sheriff-again: add fixtures for both sides of its line to tests/requirements.yaml",
        ),
        (
            lambda entry, files: files["wic-16524.8.yaml"]["$defs"].__setitem__("sheriff-again", copy.deepcopy(entry)),
            "sheriff-again and protocol-team-sheriff require the same on the same dates; end one with until, or delete it",
        ),
        (
            lambda entry, files: files["wic-830.yaml"]["$defs"].__setitem__("protocol-team-sheriff", entry),
            "two requirements have the same id; an id must be unique across all files",
        ),
        (
            successor("2027-01-31"),
            "protocol-team-sheriff-and-police replaces protocol-team-sheriff, which must end the day before; give it until: 2026-12-31",
        ),
        (
            successor("2026-11-30"),
            "protocol-team-sheriff-and-police replaces protocol-team-sheriff, which must end the day before; give it until: 2026-12-31",
        ),
    ],
)
def test_a_malformed_entry_is_reported_with_what_to_fix(
    change: Callable[[dict[str, Any], Files], None], problem: str
) -> None:
    assert problem in spoiled(change)


def test_a_successor_that_begins_the_day_after_is_sound_but_for_its_fixtures() -> None:
    assert spoiled(successor("2026-12-31")) == (
        "wic-16524.8.yaml, protocol-team-sheriff-and-police: add fixtures for both sides of its line to tests/requirements.yaml",
    )


QUARTERS = [f"{year}-{month:02}-01" for year in range(2015, 2028) for month in (1, 4, 7, 10)]


@pytest.mark.parametrize("on", QUARTERS)
def test_on_every_date_a_requirement_is_in_force_not_on_record_or_not_yet_law(on: str) -> None:
    """A sweep for gaps and overlaps; that is all it proves."""
    now, unknown = set(requirements.in_force(on)), set(requirements.without_history(on))
    assert now & unknown == set()
    later = {r for r in requirements.on_record() if not r.until} - now - unknown
    assert all(not r.history and (r.announced or r.since > on) for r in later)


def test_partners_of_the_protocol_team_by_year() -> None:
    def partners(on: str) -> int:
        return sum(bool(r.seat and r.seat.on == "protocol_team") for r in requirements.in_force(on))

    assert [partners(on) for on in (requirements.FIRST_DAY, "2017-12-31", "2018-01-01", DAY)] == [5, 5, 7, 7]


def test_days_before_the_first_law_on_record_are_refused() -> None:
    assert day(requirements.FIRST_DAY) == requirements.FIRST_DAY
    with pytest.raises(DateBeforeTheLawError, match="2014-12-31 is before 2015-01-01"):
        day("2014-12-31")


def test_today_no_words_are_missing() -> None:
    assert requirements.without_history(DAY) == ()


def test_a_requirement_begins_and_ends_with_its_days() -> None:
    requirement = requirements.by_id("protocol-team-sheriff")
    assert requirement
    assert [requirement.in_force(on) for on in ("2017-12-31", "2018-01-01")] == [False, True]
    ended = replace(requirement, until="2026-12-31")
    assert [ended.in_force(on) for on in ("2026-12-31", "2027-01-01")] == [True, False]


def test_what_is_announced_is_shown_and_never_counted() -> None:
    (bill,) = announced_changes.announced()
    assert bill.bill.startswith("AB 2451 (Elhawary)")
    sheriff, report = (
        requirements.by_id("protocol-team-sheriff"),
        requirements.by_id("exploitation-reported-within-24-hours"),
    )
    assert sheriff in bill.affected
    assert report
    assert announced_changes.affecting(report) == ()
    assert bill.prepared == ()
    assert sheriff
    announced = replace(sheriff, since="", announced=bill.id)
    assert not any(announced.in_force(on) for on in QUARTERS)


def test_no_requirement_of_guidance_says_shall() -> None:
    for requirement in requirements.on_record():
        assert (requirement.force == "shall") == requirement.law.startswith(("wic-", "pc-")), requirement.id


def test_ids_do_not_cite_since_citations_drift() -> None:
    assert [
        requirement.id for requirement in requirements.on_record() if re.search(r"\d{4}|\bwic\b|\bpc\b", requirement.id)
    ] == []


def test_what_comes_is_announced_and_not_dated_ahead() -> None:
    for requirement in requirements.on_record():
        if requirement.since:
            assert datetime.date.fromisoformat(requirement.since) <= datetime.date.fromisoformat(DAY), requirement.id


def test_a_file_is_cut_to_the_keys_that_a_requirement_looks_at_and_to_no_fewer() -> None:
    """`keys_of` handles these keywords; with another, a requirement would see less of a file than it is about."""
    known = {"required", "properties", "anyOf", "allOf", "not", "$comment", "title", "description", "x-write"}

    def keywords(node: requirements.Schema) -> set[str]:
        parts = [*node.get("anyOf", ()), *node.get("allOf", ()), *([node["not"]] if "not" in node else ())]
        return set(node).union(*map(keywords, parts))

    gates = [
        gate
        for requirement in requirements.on_record()
        for gate in (*requirement.asking, *requirement.binding, *requirement.known)
    ]
    for schema in [requirement.constraint for requirement in requirements.on_record()] + [
        gate.schema for gate in gates
    ]:
        assert keywords(schema) <= known
        assert requirements.keys_of(schema)


def found(id: str) -> requirements.Requirement:
    rule = requirements.by_id(id)
    assert rule
    return rule


PROTOCOL = "The county's interagency protocol, or the memorandum that contains it"
STATEWIDE = "An interagency or a first-responder protocol"
WHERE_RELIED_ON = (
    "The county's interagency protocol, and any instrument that relies on this statute to share information"
)


@pytest.mark.parametrize(
    ("id", "bound", "asked"),
    [
        (
            "cross-report-recipients",
            "The county probation department and the county welfare department, in all 58 counties",
            STATEWIDE,
        ),
        (
            "missing-reported-to-ncmec",
            "The county probation department and the county welfare department, in all 58 counties",
            STATEWIDE,
        ),
        (
            "missing-notice-tribe",
            "The county child welfare agency and the county probation department, in all 58 counties",
            STATEWIDE,
        ),
        ("mandated-report-individual", "Every mandated reporter", STATEWIDE),
        (
            "law-enforcement-written-within-36-hours",
            "Every law enforcement agency, including the county sheriff's department",
            STATEWIDE,
        ),
        ("protocol-team-probation", "The county elects CSEC Program funds", PROTOCOL),
        ("mdt-probation", "The county elects CSEC Program funds", PROTOCOL),
        ("ongoing-team-size", "The team shares, or may share, information under WIC 830 and 18951", WHERE_RELIED_ON),
    ],
)
def test_whom_a_duty_binds_and_which_instrument_is_asked_are_two_things(id: str, bound: str, asked: str) -> None:
    assert (*found(id).bound, *found(id).conditions) == (bound,)
    assert bool(found(id).conditions) == (asked != STATEWIDE)
    assert found(id).asked_of == (asked,)


def test_every_gate_on_whom_a_requirement_applies_to_has_a_kind() -> None:
    for rule in requirements.on_record():
        assert {gate.kind for gate in (*rule.asking, *rule.binding)} <= {"binds", "asked_of"}, rule.id
        assert {gate.kind for gate in rule.known} == {""}, rule.id
        assert rule.bound or rule.conditions or rule.force != "shall"


def test_no_duty_that_only_counties_with_funds_have_is_said_to_bind_all() -> None:
    for rule in requirements.on_record():
        if rule.force == "shall":
            with_funds = rule.citation.startswith(("WIC 16524.7", "WIC 16524.8"))
            assert ("The county elects CSEC Program funds" in rule.conditions) == with_funds, rule.id
            everywhere = rule.citation.startswith(("WIC 16501.35", "PC 11166", "WIC 16521.6"))
            if rule.id in ("system-of-care-substance-use", "system-of-care-tribal-engagement"):
                continue  # these depend on how the county's departments are divided, and on tribes within it
            assert (not any(gate.kind == "binds" for gate in rule.binding)) == everywhere, rule.id


WITHOUT_SHALL = {
    "cft-discussions-confidential",
    "investigation-remote-identity",
    "investigation-sharing-period",
    "investigation-team-size",
    "investigation-team-trained",
    "ongoing-discussions-confidential",
    "ongoing-nonminor-dependents-consent",
    "ongoing-team-size",
    "ongoing-team-trained",
}
"""Definitions, limits of a permission, and “are confidential”: duties that the statute puts in other words."""


def test_the_law_says_shall_is_printed_only_if_the_words_quoted_do() -> None:
    duties = [rule for rule in requirements.on_record() if rule.force == "shall"]
    assert {rule.id for rule in duties if not re.search(r"\bshall\b", f"{rule.opening} {rule.quote}")} == WITHOUT_SHALL
    for rule in requirements.on_record():
        words = requirements.force_in_words([rule])
        assert (words == "the law says shall") == (rule.force == "shall" and rule.id not in WITHOUT_SHALL)
        assert (words == "recommended, not law") == (rule.force != "shall")
    assert requirements.force_in_words(duties) == "duties by statute"


def test_advice_that_a_statute_reaches_too_says_so() -> None:
    told = found("state-probation-tells-child-welfare")
    assert told.force == "recommended"
    assert "PC 11166(j)(1) reaches it too, as law" in told.description
    assert "PC 11165.6, which is not on record here" in told.description
    assert not any(text.startswith("pc-11165.6") for text in (rule.law for rule in requirements.on_record()))


OF_PRACTICE = {"pc-11166", "wic-16501.35", "wic-18951", "wic-18961.7", "wic-18964", "wic-830", "wic-832"}
"""The statutes of a county's practice, on which an instrument may be silent."""


@pytest.mark.parametrize("requirement", requirements.on_record(), ids=lambda requirement: requirement.id)
def test_an_instrument_may_be_silent_on_duties_of_practice_alone(requirement: Requirement) -> None:
    assert requirement.is_of_practice == (requirement.force == "shall" and requirement.file in OF_PRACTICE)


def test_the_force_of_requirements_in_words_is_that_of_one_or_of_several() -> None:
    found = requirements.on_record()
    with_shall = [one for one in found if one.force == "shall" and one.says_shall]
    without = [one for one in found if one.force == "shall" and not one.says_shall]
    advice = [one for one in found if one.force == "recommended"]
    say = requirements.force_in_words
    for number in (1, 2):
        assert say(with_shall[:number]) == "the law says shall"
        assert say(advice[:number]) == "recommended, not law"
    assert say(without[:1]) == "a duty by statute, in words without “shall”"
    assert say(without[:2]) == say([with_shall[0], without[0]]) == "duties by statute"

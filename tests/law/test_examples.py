"""What `explain` shows as met and as not met is so: every example is put into the complete example file and judged."""

import copy
import re
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from protocol_builder.checking import shape_check
from protocol_builder.checking.evaluate import Verdict, verdicts
from protocol_builder.diagnostic import Path
from protocol_builder.law import requirements
from protocol_builder.law.requirements import Requirement, bad_example, good_example, question_if_left_out
from protocol_builder.paths import value_at
from protocol_builder.reading import source
from protocol_builder.reading.loader import load_yaml

from ..conftest import Ran, example_for

ON_RECORD = requirements.on_record()
by_id = pytest.mark.parametrize("requirement", ON_RECORD, ids=lambda requirement: requirement.id)
FORCE_OF = {requirement.id: requirement.force for requirement in ON_RECORD}
DEPARTS = {"protocol-developed"}
"""Leaving out the kind of instrument also departs from the shape of a county file."""

SAID_OTHERWISE = {
    "investigation-sharing-period": "good_cause_documented",
    "framework-committee-members": "is_protocol_team",
    "framework-committee-suggested": "is_protocol_team",
}
"""The key next to what a requirement is about by which it is met as well."""
OF_SEVERAL_SUBJECTS = (
    "agencies",
    "county",
    "instrument",
    "mdt",
    "protocol_team",
    "steering_committee",
    "system_of_care",
)
"""Sections of which no one question is asked: a file without them leaves open more than one."""
UNMET_TOO = {
    "protocol-team-human-services": {"protocol-team-lead"},  # who is not there does not lead
    "framework-committee": {"framework-committee-members", "framework-committee-suggested"},  # which is not there
    "framework-committee-members": {"framework-committee-suggested"},  # each is a list of the same committee
    "framework-mdt-youth": {"framework-mdt-suggested"},  # the youth is one of those suggested
    "framework-role-mental-health": {
        "framework-role-substance-abuse"
    },  # one responsibility of one agency is both roles
    "framework-role-substance-abuse": {"framework-role-mental-health"},
}
"""What a bad example does not meet either, and the good one does."""
LEFT_OUT = object()
"""Instead of a value: the key is not there."""


def with_lines(requirement: Requirement, lines: str, *, alone: bool = False) -> dict[str, Any]:
    """The example file with these lines instead of what it says about the requirement.

    What it says next to that stays, unless the lines are to be `alone` in their part of the file. The responsibilities
    of agencies are one subject, whichever agency has them.
    """
    written: Any = load_yaml(lines)
    data: Any = copy.deepcopy(source.read(example_for(requirement)).data)
    into = data
    for key in requirement.path[:-1]:
        into, written = into[key], (written or {}).get(key)
    if alone and into is not data:
        into.clear()
    if requirement.path[0] == "agencies":
        for agency in into.values():
            agency.pop("responsibilities", None)
    into.pop(requirement.path[-1], None)
    into.update(written or {})
    assert isinstance(data, dict)
    return data


def verdict(requirement: Requirement, lines: str, *, alone: bool = False) -> tuple[Verdict, bool]:
    """The result, and whether the lines depart from the shape of a county file."""
    data, departed = shape_check.check(with_lines(requirement, lines, alone=alone))
    return next(verdicts((requirement,), data["county"], data, ())), bool(departed)


@by_id
def test_what_is_shown_as_met_is_met(requirement: Requirement) -> None:
    assert source.read_text(good_example(requirement), "").problems == ()
    found, departs = verdict(requirement, good_example(requirement))
    assert (found.state, departs) == ("satisfied", False)
    if (
        not requirement.seat and requirement.path[0] != "instrument"
    ):  # without its agency, or its kind, a file says too little
        found, _ = verdict(requirement, good_example(requirement), alone=True)
        assert found.state == "satisfied"


@by_id
def test_what_is_shown_as_not_met_is_not_met(requirement: Requirement) -> None:
    if lines := bad_example(requirement):
        found, departs = verdict(requirement, lines)
        assert found.state == "not_met"
        assert departs == (requirement.id in DEPARTS)
        assert requirement.message in found.reason


def unmet(requirement: Requirement, lines: str) -> set[str]:
    """All that is not met where the example file has these lines."""
    data, _ = shape_check.check(with_lines(requirement, lines))
    return {one.requirement.id for one in verdicts(ON_RECORD, data["county"], data, ()) if one.state == "not_met"}


@by_id
def test_a_bad_example_shows_what_it_is_about_and_nothing_else_that_is_wrong(requirement: Requirement) -> None:
    """Beside the good example it lacks one thing; else nobody could tell by which of two it is bad."""
    by_good = unmet(requirement, good_example(requirement))
    if lines := bad_example(requirement):
        wrong = unmet(requirement, lines) - by_good
        assert wrong == {requirement.id} | UNMET_TOO.get(requirement.id, set())
    if (
        requirement.force == "shall" or requirement.path[-1] != "seats"
    ):  # a recommended seat is one next to the mandated
        assert {id for id in by_good if FORCE_OF[id] == "shall"} == set(), "what meets one requirement breaks a duty"


def lists(value: Any, path: Path = ()) -> Iterator[tuple[Path, list[Any]]]:
    """Each list in lines of a county file, with its place."""
    if isinstance(value, dict):
        for key, within in value.items():
            yield from lists(within, (*path, key))
    elif isinstance(value, list):
        yield path, value


OTHER_WORDS = {"exploitation-reported-to-law-enforcement", "funds-for-named-purposes"}
"""What does not meet these is a word that counts for nothing, instead of a word too few."""


def test_a_list_that_is_not_enough_lacks_one_word() -> None:
    lacking = {}
    for requirement in ON_RECORD:
        good = dict(lists(load_yaml(good_example(requirement))))
        for path, bad in lists(load_yaml(bad_example(requirement)) or {}):
            if bad != good[path] and requirement.id not in OTHER_WORDS:
                assert [word for word in good[path] if word in bad] == bad, requirement.id
                lacking[requirement.id] = len(good[path]) - len(bad)
    assert set(lacking.values()) == {1}, lacking
    assert len(lacking) > 30


def test_an_agency_to_write_is_that_of_the_examples_with_its_name_left_open() -> None:
    agencies = [requirement for requirement in ON_RECORD if requirement.path[0] == "agencies"]
    assert len(agencies) == 14
    for requirement in agencies:
        shown, met, unmet = map(load_yaml, (requirement.remedy, *requirement.examples))
        ((key, agency),) = met.items()
        assert shown == {key: {**agency, "name": "…"}}
        del agency["responsibilities"]
        assert unmet == {key: agency}


AT_WILL = {
    "framework-internal-protocols": "internal_protocols: [child_welfare, probation, mental_health, public_health]",
    "funds-for-named-purposes": "uses: [prevention, intervention, services, worker_training]",
}
"""Lists of which any word is enough: the remedy shows some as an example."""


def test_a_list_of_which_any_word_is_enough_shows_the_usual_ones() -> None:
    assert {one.id: one.remedy for one in ON_RECORD if one.id in AT_WILL} == AT_WILL


def test_what_is_shown_for_each_part_of_a_requirement_is_in_its_good_example() -> None:
    asked = 0
    for requirement in ON_RECORD:
        for lines in requirement.what_to_write({}):
            section, key = requirement.path
            within = load_yaml(good_example(requirement))[section]
            ((part, value),) = load_yaml(lines).items()
            assert {**within, **within[key]}[part] == value, lines
            asked += 1
    assert asked == 14


@by_id
def test_what_is_left_out_is_asked_or_not_met_as_explain_says(requirement: Requirement) -> None:
    data = with_lines(requirement, requirements.nested(requirement.path[:-1], f"# no {requirement.path[-1]}"))
    value_at(data, requirement.path[:-1]).pop(SAID_OTHERWISE.get(requirement.id), None)
    found = next(verdicts((requirement,), data["county"], data, ()))
    question = question_if_left_out(requirement)
    assert (found.state, found.reason) == (("unknown", question) if question else ("not_met", requirement.message))


@by_id
def test_a_section_that_says_nothing_is_asked_about_as_one_that_is_left_out(requirement: Requirement) -> None:
    question = question_if_left_out(requirement, with_its_section=True)
    about = next((gate.path for gate in requirement.known if gate.question == question), requirement.path)
    section = about if about != requirement.path else requirement.path[:1]
    if section[0] in OF_SEVERAL_SUBJECTS:
        return
    said: Any = copy.deepcopy(source.read(example_for(requirement)).data)
    said.get("mdt", {}).pop("kind", None)  # a team of one kind is asked about one kind alone
    found = []
    for value in (LEFT_OUT, {}, {requirement.path[len(section)]: {}}):
        data = copy.deepcopy(said)
        within = value_at(data, section[:-1])
        if value is LEFT_OUT:
            del within[section[-1]]
        else:
            within[section[-1]] = value
        one = next(verdicts((requirement,), data["county"], data, ()))
        found.append((one.state, one.reason))
    assert found == [("unknown", question) if question else ("not_met", requirement.message)] * 3


def leaves(value: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Each answer in lines of a county file, with its place."""
    if isinstance(value, dict):
        for key, within in value.items():
            yield from leaves(within, (*path, key))
    else:
        yield path, value


def test_a_section_to_write_has_the_answers_that_the_duties_in_it_show() -> None:
    duties = [requirement for requirement in ON_RECORD if requirement.force == "shall"]
    shown = [requirements.nested(requirement.path[:-1], requirement.remedy) for requirement in duties]
    answers = {path: value for lines in shown for path, value in leaves(load_yaml(lines))}
    asked = {gate.path: gate.remedy for requirement in ON_RECORD for gate in requirement.known if gate.remedy}
    compared = 0
    for section, remedy in asked.items():
        for path, value in leaves(load_yaml(requirements.nested(section[:-1], remedy))):
            if len(path) > len(section) and section[0] != "agencies":
                assert value == answers[path], path
                compared += 1
    assert compared > 60


def test_how_many_examples_are_run() -> None:
    kinds = Counter(
        (bool(bad_example(requirement)), bool(question_if_left_out(requirement))) for requirement in ON_RECORD
    )
    assert kinds[False, False] == 0
    only_asked = {requirement.id for requirement in ON_RECORD if not bad_example(requirement)}
    assert only_asked == {
        "cross-report-immediately",
        "law-enforcement-cross-report-immediately",
        "missing-report-timeframe",
        "missing-entitled-to-notice",
        "plan-submitted",
        "system-of-care-advocacy-groups",
    }


@by_id
def test_explain_shows_the_examples_that_are_run(requirement: Requirement, run: Callable[..., Ran]) -> None:
    out = run("explain", requirement.id).out
    good, _, rest = out.partition("Met by, for example\n")[2].partition("\n\n")
    assert [line.removeprefix("    ") for line in good.splitlines()] == good_example(requirement).splitlines()
    assert ("\nNot met by\n" in out) == bool(bad_example(requirement))
    if lines := bad_example(requirement):
        shown = re.findall(r"^    (.*)$", rest.partition("Not met by\n")[2], re.M)
        assert shown == lines.splitlines()
    assert ("Unknown if left out" in out) == bool(question_if_left_out(requirement))

"""What `explain` shows as met and as not met is so: every example is put into the complete example file and judged."""

import copy
import re
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest

from protocol_builder.checking import shape_check
from protocol_builder.checking.evaluate import Verdict, verdicts
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
    "framework-committee": {"framework-committee-members"},  # a committee that is not there has none
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
    if requirement.force == "shall":
        assert {id for id in by_good if FORCE_OF[id] == "shall"} == set(), "what meets one duty breaks another"


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

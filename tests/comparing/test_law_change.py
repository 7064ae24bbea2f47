"""What a change of law does to a file: one starts from the file, so that what has no effect on it is one line."""

import json
from collections.abc import Callable
from dataclasses import replace

import pytest

from protocol_builder.checking.check import Report
from protocol_builder.comparing import law_change as tried
from protocol_builder.comparing.law_change import law_change, without_words
from protocol_builder.law import announced_changes, requirements
from protocol_builder.law.announced_changes import AnnouncedChange

from ..conftest import EXAMPLE, Ran, report_of

Run = Callable[..., Ran]
TEXT = EXAMPLE.read_text("utf-8")
SHERIFF = "    sheriff:\n      agency: sheriff\n      title: Sheriff\n      designee: Captain, Investigations\n"


def both(text: str, before: str, after: str) -> tuple[Report, Report]:
    return report_of(text, before), report_of(text, after)


def test_what_is_new_and_met_is_no_effect() -> None:
    found = law_change(*both(TEXT, "2015-01-01", "2026-11-22"))
    assert found.effects == ()
    assert len(found.without_effect) > 60


def test_what_happened_after_the_dates_is_no_change_of_law() -> None:
    """The file is asked as it is: the plan of 2026 is there, and on neither day of 2018 did the law about it change."""
    assert "submitted_on: 2026-05-15" in TEXT
    before, after = both(TEXT, "2017-12-31", "2018-01-01")
    assert "day-in-the-future" in {finding.id for finding in after.diagnostics}
    found = law_change(before, after)
    assert found.effects == ()
    assert "plan-submitted" in {one.id for one in found.without_effect}
    assert law_change(*both(TEXT, "2026-05-14", "2026-05-15")).effects == ()


def test_a_new_seat_that_nobody_holds_is_an_effect() -> None:
    found = law_change(*both(TEXT.replace(SHERIFF, ""), "2017-12-31", "2018-01-01"))
    (effect,) = found.effects
    assert (effect.requirement.id, effect.was, effect.new) == ("protocol-team-sheriff", "not required", "not_met")
    assert effect.why.endswith("; in force since 2018-01-01")
    assert "protocol-team-county-office-of-education" in {one.id for one in found.without_effect}


def test_where_the_earlier_law_is_not_on_record_nothing_is_said_about_it() -> None:
    text = TEXT.replace("supplants_existing_programs: false", "supplants_existing_programs: true")
    assert text != TEXT
    found = law_change(*both(text, "2017-12-31", "2018-01-01"))
    assert [(one.requirement.id, one.was) for one in found.effects] == [
        ("funds-do-not-supplant", "earlier law not on record")
    ]


def test_a_requirement_that_replaces_another_is_compared_with_it(monkeypatch: pytest.MonkeyPatch) -> None:
    before, after = both(TEXT, "2026-11-21", "2026-11-22")
    (verdict,) = (one for one in after.verdicts if one.requirement.id == "protocol-team-sheriff")
    schema = {**verdict.requirement.schema, "x-replaces": "protocol-team-sheriff"}
    successor = replace(verdict.requirement, id="protocol-team-sheriff-or-marshal", schema=schema)
    verdicts = tuple(replace(one, requirement=successor) if one is verdict else one for one in after.verdicts)
    assert law_change(before, replace(after, verdicts=verdicts)).effects == ()
    unmet = tuple(
        replace(one, requirement=successor, state="not_met", reason="no one sits there") if one is verdict else one
        for one in after.verdicts
    )
    (effect,) = law_change(before, replace(after, verdicts=unmet)).effects
    assert (effect.old, effect.new) == ("stated", "not_met")


def test_a_duty_that_ends_is_an_effect_only_for_who_did_not_meet_it() -> None:
    before, after = both(TEXT.replace(SHERIFF, ""), "2026-11-21", "2026-11-22")
    gone = tuple(one for one in after.verdicts if one.requirement.id != "protocol-team-sheriff")
    (effect,) = law_change(before, replace(after, verdicts=gone)).effects
    assert (effect.old, effect.is_now) == ("not_met", "no longer required")
    before, after = both(TEXT, "2026-11-21", "2026-11-22")
    gone = tuple(one for one in after.verdicts if one.requirement.id != "protocol-team-sheriff")
    assert law_change(before, replace(after, verdicts=gone)).effects == ()


def test_an_announced_change_without_its_words_is_not_tried() -> None:
    assert [bill.id for bill in without_words("2026-11-22")] == ["ab-2451"]
    assert law_change(*both(TEXT, "2026-11-21", "2026-11-22"), with_announced=True).tried == ()


def test_an_announced_change_with_its_words_is_tried_and_marked(monkeypatch: pytest.MonkeyPatch, run: Run) -> None:
    known = requirements.on_record()
    sheriff = requirements.by_id("protocol-team-sheriff")
    assert sheriff
    coming = replace(sheriff, id="protocol-team-marshal", since="", announced="ab-1", title="A marshal sits")
    monkeypatch.setattr(requirements, "on_record", lambda: (*known, coming))
    bill = AnnouncedChange("ab-1", "AB 1", "Marshals", "in committee", "2026-11-01", "2027-11-30", "It would.", (), "")
    for module in (tried, announced_changes):
        monkeypatch.setattr(module, "announced", lambda: (bill,))
    ((change, effects),) = law_change(
        *both(TEXT.replace(SHERIFF, ""), "2026-11-21", "2026-11-22"), with_announced=True
    ).tried
    assert (change.bill, [one.requirement.id for one in effects]) == ("AB 1", ["protocol-team-marshal"])
    assert without_words("2026-11-22") == ()
    ran = run("compare", EXAMPLE, "--on", "2026-11-21", "--on", "2026-11-22", "--with-announced")
    assert (ran.code, "announced, not law: AB 1 would leave 0 requirements unmet or unknown" in ran.out) == (0, True)
    ran = run("compare", EXAMPLE, *("--on", "2026-11-21", "--on", "2026-11-22"), "--with-announced", "--format", "json")
    (file,) = json.loads(ran.out)["files"]
    assert file["announced"] == [{"bill": "AB 1", "is_law": False, "duties": []}]

"""Counties in one instrument may each have a status, an adoption, and a term of their own; the rest they share."""

import pytest

from protocol_builder.agreement.agreement import agreement
from protocol_builder.agreement.state import state_of
from protocol_builder.agreement.title_page import facts
from protocol_builder.checking.check import Report
from protocol_builder.checking.county_status import not_in_force, standings
from protocol_builder.comparing.due_list import due_list
from protocol_builder.protocol.county_data import county_views

from ..conftest import report_of

DAY = "2026-11-22"
SHARED = "status: in_force, adopted_on: 2025-06-10, term: {from: 2025-07-01, until: 2030-06-30}"


def joint(inyo: str = "", mono: str = "", shared: str = SHARED, kind: str = "interagency_protocol") -> Report:
    """A file of two counties, with what each says of the instrument and what both share."""
    parts = "".join(
        f"  {county}:\n    csec_program: {{elects_funds: false}}\n" + (f"    instrument: {{{own}}}\n" if own else "")
        for county, own in (("Inyo", inyo), ("Mono", mono))
    )
    return report_of(
        f"counties:\n{parts}instrument: {{kind: {kind}, {shared}}}\n"
        "agencies: {p: {name: Probation, kind: county_department, functions: [probation]}}\n"
        "parties: [{name: Inyo County, agencies: [p], signature: signs, signatories: [Chair of the Board of Supervisors]}]\n",
        DAY,
    )


def kinds(report: Report) -> dict[str, str]:
    return {one.county: one.kind for one in standings(report)}


def found(report: Report, *ids: str) -> list[tuple[str, str, tuple[object, ...]]]:
    return [(d.id, d.county, d.path) for d in report.diagnostics if d.id in ids]


def test_a_county_that_says_nothing_of_its_own_stands_as_the_instrument_does() -> None:
    report = joint()
    assert {one.not_in_force for one in standings(report)} == {""}
    report = joint(mono="status: superseded")
    assert {one.county: one.not_in_force for one in standings(report)} == {"Inyo": "", "Mono": "no longer in force"}
    assert kinds(report)["Mono"] == "ended"
    assert kinds(report)["Inyo"] not in ("ended", "not_yet")
    assert not_in_force(report) == "no longer in force in Mono County"


def test_what_a_county_does_not_say_holds_from_the_shared_instrument() -> None:
    views = {county: view["instrument"] for county, view, _ in county_views(joint("term: {until: 2028-06-30}").data)}
    assert views["Inyo"]["term"] == {"from": "2025-07-01", "until": "2028-06-30"}
    assert views["Inyo"]["status"] == views["Mono"]["status"] == "in_force"
    assert views["Mono"]["term"] == {"from": "2025-07-01", "until": "2030-06-30"}


@pytest.mark.parametrize(
    ("inyo", "finding"),
    [
        ("status: expired", ("no-longer-in-force", "status")),
        ("term: {until: 2026-11-01}", ("term-expired", "until")),
        ("term: {until: 2026-12-31}", ("term-ends-soon", "until")),
        ("term: {from: 2027-01-01}", ("not-yet-in-force", "from")),
        ("term: {until: 2025-01-01}", ("term-ends-before-it-begins", "until")),
        ("term: {review_by: 2026-11-01}", ("review-overdue", "review_by")),
        ("term: {review_by: 2026-12-31}", ("review-due-soon", "review_by")),
        ("term: {until: perpetual}", ("term-without-review", "term")),
        ("adopted_on: 2027-01-01", ("day-in-the-future", "adopted_on")),
        ("term: {reviewed_on: 2027-01-01}", ("day-in-the-future", "reviewed_on")),
    ],
)
def test_a_finding_about_one_countys_own_is_at_its_own_place(inyo: str, finding: tuple[str, str]) -> None:
    id, key = finding
    ((_, county, path),) = found(joint(inyo), id)
    assert (county, path[:3], path[-1]) == ("Inyo", ("counties", "Inyo", "instrument"), key)
    assert found(joint(mono="status: in_force"), id) == []


def test_what_is_wrong_with_the_shared_term_is_told_once_where_it_is() -> None:
    report = joint("adopted_by: Board of Supervisors", "adopted_on: 2025-08-19", "term: {until: 2026-11-01}")
    assert found(report, "term-expired") == [("term-expired", "", ("instrument", "term", "until"))]
    report = joint("status: in_renewal", "", "term: {until: 2026-11-01}")
    assert found(report, "term-expired") == [("term-expired", "Mono", ("instrument", "term", "until"))]


def test_a_draft_in_one_county_leaves_only_its_own_duties_open() -> None:
    report = joint("status: draft", kind="system_of_care_mou")
    states = {v.county: v.state for v in report.verdicts if v.requirement.id == "system-of-care-roles"}
    assert states == {"Inyo": "unknown", "Mono": "not_met"}, states
    questions = [d for d in report.diagnostics if d.id == "system-of-care-roles" and d.severity == "unknown"]
    assert [(d.county, d.path) for d in questions] == [("Inyo", ("counties", "Inyo", "instrument", "status"))]


def test_each_county_has_its_own_dates() -> None:
    report = joint("term: {until: 2027-06-30}", "status: superseded")
    listed = [(due.on, due.about, due.what) for due in due_list((report,), DAY) if due.kind != "law"]
    assert listed == [("2027-06-30", "Inyo County", "term ends")]
    alike = [(due.on, due.about) for due in due_list((joint(),), DAY) if due.kind != "law"]
    assert alike == [("2030-06-30", "Inyo County, Mono County")]


def test_the_title_page_says_how_it_stands_in_each_county() -> None:
    report = joint("adopted_on: 2025-08-19, adopted_by: Inyo County Board of Supervisors", "status: superseded")
    state = state_of(report)
    told = dict(facts(report, report.protocol, state))
    assert told["Adopted"] == (
        "Inyo County: August 19, 2025 by the Inyo County Board of Supervisors; Mono County: June 10, 2025"
    )
    assert told["Status"].startswith("Inyo County: in force; Mono County: superseded")
    assert state.marks == ("NO LONGER IN FORCE IN MONO COUNTY (superseded)",)
    assert agreement(report).state == state
    alike = joint("status: expired", "status: expired")
    assert state_of(alike).marks == ("NO LONGER IN FORCE (expired)",)


def test_only_status_adoption_and_term_are_a_countys_own() -> None:
    (wrong,) = [d for d in joint("title: Ours").diagnostics if d.severity == "error" and d.id.startswith("shape")]
    assert wrong.id == "shape-unknown-key"
    assert "write it under instrument, outside counties" in wrong.remedy

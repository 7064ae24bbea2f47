"""What has happened has not happened after the day of the check."""

import pytest

from ...conftest import report_of
from ..varied import found_with


@pytest.mark.parametrize(
    ("old", "new", "line", "column", "message"),
    [
        (
            "  kind: interagency_protocol",
            "  kind: interagency_protocol\n  status: in_force\n  adopted_on: 2026-12",
            5,
            15,
            "the file says the instrument was adopted on 2026-12, which is after 2026-11-22",
        ),
        (
            "  kind: interagency_protocol",
            "  kind: interagency_protocol\n  term: {from: 2020-01-01, until: perpetual, reviewed_on: 2026-11-23}",
            4,
            59,
            "the file says the instrument was reviewed on 2026-11-23, which is after 2026-11-22",
        ),
        (
            "  kind: interagency_protocol",
            "  kind: interagency_protocol\n  amendments: [{number: 1, on: 2026-11-23}]",
            4,
            32,
            "the file says that an amendment was made on 2026-11-23, which is after 2026-11-22",
        ),
        (
            "# The team that serves",
            "funding: {plan: {submitted_on: 2027}}\n# The team that serves",
            23,
            32,
            "the file says the plan was submitted on 2027, which is after 2026-11-22",
        ),
    ],
)
def test_what_has_happened_has_not_happened_in_the_future(
    old: str, new: str, line: int, column: int, message: str
) -> None:
    assert found_with(old, new, "day-in-the-future") == [(line, column, "warning", message, "correct the date")]


@pytest.mark.parametrize(("year", "found"), [("2027-28", 0), ("2028-29", 1), ("2031-32", 1)])
def test_participation_is_not_known_for_years_ahead(year: str, found: int) -> None:
    old = "elects_funds: true"
    findings = found_with(old, f"{old}\n  fiscal_years: [2026-27, {year}]", "day-in-the-future")
    assert len(findings) == found
    assert all(f"takes part in the program in {year}" in str(finding) for finding in findings)


@pytest.mark.parametrize(
    "lines",
    [
        "  adopted_on: 2026-12-15",
        "  status: pending\n  adopted_on: 2027",
        "  status: in_force\n  adopted_on: 2026-11-22",
    ],
)
def test_a_day_that_is_planned_or_today_is_left_alone(lines: str) -> None:
    kind = "  kind: interagency_protocol"
    assert found_with(kind, f"{kind}\n{lines}", "day-in-the-future") == []


def test_in_a_file_of_several_counties_a_day_is_told_once_at_its_place() -> None:
    text = (
        "completeness: public_sources_only\n"
        "instrument: {kind: funding_agreement, status: in_force, adopted_on: 2027}\n"
        "agencies:\n  a: {name: A, kind: court, functions: [juvenile_court]}\n"
        "counties:\n  Inyo: {funding: {plan: {submitted_on: 2027-01-01}}}\n  Mono: {mdt: {kind: dedicated}}\n"
    )
    found = [d for d in report_of(text).diagnostics if d.id == "day-in-the-future"]
    assert [(d.line, d.column, d.path) for d in found] == [
        (2, 69, ("instrument", "adopted_on")),
        (6, 41, ("counties", "Inyo", "funding", "plan", "submitted_on")),
    ]


def test_a_date_that_is_not_in_the_calendar_has_one_finding() -> None:
    text = "county: Inyo\ninstrument: {kind: other}\nfunding: {plan: {submitted_on: 2027-11-31}}\n"
    found = [(d.id, d.message) for d in report_of(text).diagnostics if d.path[:1] == ("funding",)]
    assert found == [("date-impossible", "2027-11-31 is not in the calendar")]

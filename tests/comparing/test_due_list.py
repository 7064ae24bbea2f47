"""What is due, and when: on both sides of each line."""

import pytest

from protocol_builder.comparing.due_list import by_county, due_list
from protocol_builder.protocol.due_dates import days_before, days_until

from ..conftest import EXAMPLE, ROOT, report_of

TEXT = EXAMPLE.read_text("utf-8")


def listed(text: str, on: str, within: int | None = None) -> list[tuple[str, str, int]]:
    found = due_list((report_of(text, on),), on, within)
    return [(due.on, due.what, due.line) for due in found if due.kind != "law"]


def line_of(words: str) -> int:
    return next(number for number, line in enumerate(TEXT.split("\n"), 1) if words in line)


def test_the_example_s_dates_are_listed_with_their_lines() -> None:
    fiscal = (
        "state fiscal year 2026-27 ends; to elect funds for 2027-28, submit a plan to the department (WIC 16524.7(d))"
    )
    assert listed(TEXT, "2026-11-22") == [
        ("2027-06-30", fiscal, line_of("fiscal_years:")),
        ("2028-06-30", "review due", line_of("review_by:")),
        ("2030-01-01", "last day to give notice of nonrenewal", line_of("notice:")),
        ("2030-06-30", "term ends", line_of("until:")),
    ]


@pytest.mark.parametrize(("within", "number"), [(0, 0), (219, 0), (220, 1), (584, 1), (586, 2), (None, 4)])
def test_what_is_more_days_ahead_is_left_out(within: int | None, number: int) -> None:
    assert len(listed(TEXT, "2026-11-22", within)) == number


def test_what_is_overdue_stays_until_the_file_says_that_it_was_done() -> None:
    late = "2030-07-15"
    assert [(on, what) for on, what, _ in listed(TEXT, late, 30)] == [
        ("2028-06-30", "review was due"),
        ("2030-06-30", "term ended"),
    ]
    reviewed = TEXT.replace("reviewed_on: 2025-03-11", "reviewed_on: 2028-06-30")
    assert [what for _, what, _ in listed(reviewed, late, 30)] == ["term ended"]
    renewing = TEXT.replace("status: in_force", "status: in_renewal")
    assert [what for _, what, _ in listed(renewing, late, 30)] == ["review was due"]
    for status in ("expired", "superseded"):
        over = TEXT.replace("status: in_force", f"status: {status}")
        assert [what for _, what, _ in listed(over, late, 30) if "fiscal" not in what] == []


def test_a_county_that_does_not_elect_funds_has_no_fiscal_year_to_think_of() -> None:
    without = TEXT.replace("elects_funds: true ", "elects_funds: false ", 1)
    assert [what for _, what, _ in listed(without, "2026-11-22") if "fiscal" in what] == []


def test_public_sources_do_not_show_what_followed() -> None:
    text = (ROOT / "county_configs" / "tri-county.yml").read_text("utf-8")
    assert [what for _, what, _ in listed(text, "2026-11-22")] == ["term ended; the sources do not show what followed"]


def test_a_pending_bill_is_due_until_its_session_ends_and_is_never_law() -> None:
    def law(on: str) -> list[tuple[str, str]]:
        return [(due.on, due.what) for due in due_list((), on)]

    what = "announced, not law: the session ends; look up the outcome of the bill"
    assert ("2026-11-30", what) in law("2026-11-30")
    assert ("2026-11-30", what) not in law("2026-12-01")


def test_law_that_takes_effect_later_is_announced() -> None:
    coming = {due.on: due for due in due_list((), "2017-12-01") if "effect" in due.what}
    assert coming["2018-01-01"].left == "in 31 days"
    assert "takes effect" in coming["2018-01-01"].what or "take effect" in coming["2018-01-01"].what


@pytest.mark.parametrize(
    ("day", "time", "expected"),
    [
        ("2030-06-30", "60 days", "2030-05-01"),
        ("2030-06-30", "2 weeks", "2030-06-16"),
        ("2030-03-31", "1 month", "2030-02-28"),
        ("2030-01-15", "6 months", "2029-07-15"),
        ("2030-06-30", "24 hours", "2030-06-29"),
        ("2030-02-30", "60 days", ""),
        ("perpetual", "60 days", ""),
        ("2030-06-30", "", ""),
        ("1900-01-01", "9999 months", "1066-10-01"),
    ],
)
def test_a_notice_is_counted_back_by_the_calendar(day: str, time: str, expected: str) -> None:
    assert days_before(day, time) == expected


def test_days_are_counted_to_a_day_that_the_calendar_has() -> None:
    assert days_until("2026-12-01", "2026-11-22") == 9
    assert days_until("2026-11-21", "2026-11-22") == -1
    assert days_until("2026-02-30", "2026-11-22") is None


def test_each_county_has_its_own_dates_and_the_new_law_and_no_bill() -> None:
    text = (ROOT / "county_configs" / "tri-county.yml").read_text("utf-8")
    listed = due_list((report_of(text, "2017-06-01"), report_of(TEXT, "2017-06-01")), "2017-06-01")
    found = by_county(listed, ("Monterey", "Example", "Inyo"))
    assert list(found) == ["Example", "Inyo", "Monterey"]
    assert {due.kind for due in found["Inyo"]} == {"law"}
    assert all(due.key.startswith("law|") for due in found["Inyo"])
    assert {due.kind for due in found["Monterey"]} > {"law"}
    assert by_county(due_list((report_of(TEXT, "2026-11-22"),), "2026-11-22", 30), ("Example",)) == {}

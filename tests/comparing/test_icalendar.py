"""The calendar of due dates: valid by RFC 5545, the same bytes for the same dates, ids that outlive a new date."""

import re

import pytest

from protocol_builder.comparing.due_list import due_list
from protocol_builder.comparing.icalendar import calendar

from ..conftest import DAY, EXAMPLE, report_of

TEXT = EXAMPLE.read_text("utf-8")


def entries(text: str) -> list[dict[str, str]]:
    """The entries of a calendar by property, unfolded, without their reminders."""
    lines = text.replace("\r\n ", "").split("\r\n")
    found: list[dict[str, str]] = []
    inside = True
    for line in lines:
        name, _, value = line.partition(":")
        if line == "BEGIN:VEVENT":
            found.append({})
        inside = (inside and line != "BEGIN:VALARM") or line == "END:VALARM"
        if found and inside and name not in ("BEGIN", "END"):
            found[-1][name] = value
    return found


def made(text: str = TEXT, on: str = DAY) -> str:
    return calendar(due_list((report_of(text, on),), on), on)


def test_each_line_is_folded_and_ends_as_the_standard_says() -> None:
    text = made()
    assert text.endswith("END:VCALENDAR\r\n")
    assert "\n" not in text.replace("\r\n", "")
    assert "\r" not in text.replace("\r\n", "")
    assert max(len(line.encode()) for line in text.split("\r\n")) <= 75
    assert [line for line in text.split("\r\n") if line.startswith(" ")], "nothing was long enough to be folded"


def test_no_character_is_divided_where_a_line_is_folded() -> None:
    text = made()
    assert "2025–26 session" in text.replace("\r\n ", "")
    for line in text.encode().split(b"\r\n"):
        line.decode("utf-8")


def test_every_component_is_closed_and_has_what_it_must() -> None:
    text = made()
    opened: list[str] = []
    for line in text.split("\r\n"):
        if line.startswith("BEGIN:"):
            opened.append(line[6:])
        if line.startswith("END:"):
            assert opened.pop() == line[4:]
    assert opened == []
    found = entries(text)
    assert len({entry["UID"] for entry in found}) == len(found) > 3
    for entry in found:
        assert {"UID", "DTSTAMP", "DTSTART;VALUE=DATE", "SUMMARY"} <= entry.keys()
        assert re.fullmatch(r"\d{8}T000000Z", entry["DTSTAMP"])
    assert [entry["SUMMARY"] for entry in found if "term" in entry["SUMMARY"]] == ["Example County: term ends"]


def test_what_separates_values_is_escaped() -> None:
    summaries = [entry["SUMMARY"] for entry in entries(made())]
    assert any(r"announced\, not law: the session ends\; look up" in summary for summary in summaries)


def test_the_same_dates_give_the_same_bytes() -> None:
    assert made() == made()


def test_an_entry_keeps_its_id_when_its_date_moves() -> None:
    def ends(text: str) -> tuple[str, str]:
        entry = next(entry for entry in entries(text) if entry["SUMMARY"].endswith("term ends"))
        return entry["UID"], entry["DTSTART;VALUE=DATE"]

    before, after = ends(made()), ends(made(TEXT.replace("until: 2030-06-30", "until: 2031-06-30")))
    assert before[0] == after[0]
    assert (before[1], after[1]) == ("20300630", "20310630")


@pytest.mark.parametrize(
    ("on", "reminders"), [("2029-12-01", 3), ("2030-01-02", 2), ("2030-06-01", 0), ("2030-04-15", 1)]
)
def test_a_reminder_comes_180_90_and_30_days_ahead_and_never_late(on: str, reminders: int) -> None:
    text = made(on=on).replace("\r\n ", "")
    event = next(part for part in text.split("BEGIN:VEVENT") if "SUMMARY:Example County: term ends" in part)
    assert event.count("BEGIN:VALARM") == reminders

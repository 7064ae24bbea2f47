"""A range is judged by its longest time, and business time is asked about where it may be longer than the law allows."""

from typing import Any

import pytest

from protocol_builder.checking.check import check_source
from protocol_builder.reading import source

from ..conftest import DAY, EXAMPLE, report_of
from ..edits import with_edits

TEXT = EXAMPLE.read_text("utf-8")
_PLACES = {
    "exploitation-reported-within-24-hours": (
        "    within: 4 hours           # the law: immediately, and in no case in more than 24 hours",
        "    within: {}",
    ),
    "missing-reported-within-24-hours": (
        "    within: 4 hours           # the law: immediately, or in no case later than 24 hours",
        "    within: {}",
    ),
    "missing-notice-within-24-hours": (
        "    within: 4 hours           # the law: immediately, but in no case later than 24 hours",
        "    within: {}",
    ),
    "missing-from-care-reported-within-24-hours": ("  reported_within: 4 hours", "  reported_within: {}"),
}


_IN_WORDS = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
]


@pytest.mark.parametrize("number", range(1, 24))
def test_a_time_in_words_is_proposed_in_digits(number: int) -> None:
    words = _IN_WORDS[number] if number <= 20 else f"twenty-{_IN_WORDS[number - 20]}"
    before, after = _PLACES["missing-reported-within-24-hours"]
    text = with_edits(TEXT, (before, after.format(f"{words} {'hour' if number == 1 else 'hours'}")))
    (found,) = (d for d in report_of(text).diagnostics if d.id == "shape-value")
    assert found.remedy == f"write {number} {'hour' if number == 1 else 'hours'}"


def verdict(id: str, time: str) -> tuple[str, tuple[str, ...]]:
    old, new = _PLACES[id]
    assert TEXT.count(old) == 1
    report = check_source(source.read_text(TEXT.replace(old, new.format(time)), "example.yml"), DAY)
    found = next(one for one in report.verdicts if one.requirement.id == id)
    return found.state, tuple(diagnostic.message for diagnostic in found.diagnostics)


@pytest.mark.parametrize("id", _PLACES)
@pytest.mark.parametrize(
    ("time", "state"),
    [
        ("2 to 24 hours", "satisfied"),
        ("2 to 25 hours", "not_met"),
        ("25 to 2 hours", "not_met"),
        ("0 to 1 days", "satisfied"),
        ("1 to 2 days", "not_met"),
        ("8 business hours", "unknown"),
        ("2 to 24 business hours", "unknown"),
        ("1 business day", "unknown"),
        ("25 business hours", "not_met"),
        ("2 business days", "not_met"),
    ],
)
def test_twenty_four_hours(id: str, time: str, state: str) -> None:
    assert verdict(id, time)[0] == state


def test_the_question_about_business_time_is_asked_in_words() -> None:
    assert verdict("exploitation-reported-within-24-hours", "8 business hours") == (
        "unknown",
        (
            "Exploitation is reported within 24 hours: the time is in business hours or days, so it is unknown whether "
            "exploitation is reported within 24 hours",
        ),
    )


@pytest.mark.parametrize(
    ("time", "state"),
    [
        ("30 to 36 hours", "satisfied"),
        ("30 to 37 hours", "not_met"),
        ("1 business day", "unknown"),
        ("2 business days", "not_met"),
    ],
)
def test_thirty_six_hours(time: str, state: str) -> None:
    data: dict[str, Any] = source.read(EXAMPLE).data
    text = TEXT.replace("    written_within: 36 hours", f"    written_within: {time}")
    assert data["reporting"]["suspected_abuse"]["written_within"] == "36 hours"
    report = check_source(source.read_text(text, "example.yml"), DAY)
    states = {one.requirement.id: one.state for one in report.verdicts if "written" in one.requirement.id}
    assert set(states.values()) == {state}
    assert len(states) == 2

"""What the law excuses: only who is not there, named with the reason, and asked about where the date cannot be."""

import pytest

from protocol_builder.checking.check import Report
from protocol_builder.checking.county_status import excused
from protocol_builder.commands.reports.summary import summary_lines
from protocol_builder.english import uncapitalized
from protocol_builder.law import requirements

from ..conftest import report_of
from .test_fix import COMPLETE

SHERIFF = "    sheriff: {agency: sheriff, title: Sheriff}\n"


def developed(when: str, *, seated: bool = True, more: str = "") -> Report:
    """The report of a complete protocol of another day, with the sheriff or without."""
    text = COMPLETE.replace("protocol_developed_on: 2019", f"protocol_developed_on: {when}") + more
    return report_of(text if seated else text.replace(SHERIFF, ""))


def state(report: Report) -> str:
    (found,) = [v.state for v in report.verdicts if v.requirement.id == "protocol-team-sheriff"]
    return found


@pytest.mark.parametrize("when", ["2015", "2015-06-30", "2017-12-31", "2019", "1999"])
def test_a_seat_that_is_filled_is_met_whenever_the_protocol_was_developed(when: str) -> None:
    assert state(developed(when)) == "satisfied"


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        ("2014", "unknown"),
        ("2014-12-31", "unknown"),
        ("1999-05", "unknown"),
        ("2015-01-01", "excused"),
        ("2015", "excused"),
        ("2017-12", "excused"),
        ("2018", "not_met"),
    ],
)
def test_only_a_protocol_of_the_section_before_2018_is_excused(when: str, expected: str) -> None:
    assert state(developed(when, seated=False)) == expected


def test_a_seat_with_the_wrong_agency_in_an_old_protocol_stays_excused() -> None:
    text = COMPLETE.replace("protocol_developed_on: 2019", "protocol_developed_on: 2016")
    report = report_of(text.replace(SHERIFF, SHERIFF.replace("agency: sheriff", "agency: probation")))
    assert state(report) == "excused"


def test_a_protocol_older_than_the_law_is_asked_about_once() -> None:
    asked = [(d.id, d.severity) for d in developed("1999").diagnostics if d.path[-1:] == ("protocol_developed_on",)]
    assert asked == [("developed-before-the-law", "warning")]
    asked = [
        (d.id, d.severity)
        for d in developed("1999", seated=False).diagnostics
        if d.path[-1:] == ("protocol_developed_on",)
    ]
    assert asked == [("protocol-team-sheriff", "unknown")]
    for when in ("2015", "2015-01-01", "2016-05"):
        assert not [d for d in developed(when).diagnostics if d.id == "developed-before-the-law"]


def test_what_is_excused_is_named_with_the_reason() -> None:
    report = developed("2016", seated=False)
    ((reason, verdicts),) = excused(report.verdicts)
    assert "WIC 16524.8(c)" in reason
    assert [v.requirement.id for v in verdicts] == ["protocol-team-sheriff"]
    sheriff = requirements.by_id("protocol-team-sheriff")
    assert sheriff
    assert f"  not required: that {uncapitalized(sheriff.title)}. Why: {reason}" in list(summary_lines([report]))
    assert excused(developed("2016").verdicts) == ()

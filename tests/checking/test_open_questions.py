"""What a county file leaves open, by list and by who can answer."""

import re
from pathlib import Path

from protocol_builder.checking.open_questions import mandated_lists, open_questions

from ..conftest import EXAMPLE, SYSTEM_OF_CARE, report_of

TEXT = EXAMPLE.read_text("utf-8")
SMALL_COUNTY = (Path(__file__).parent.parent / "small-county.yml").read_text("utf-8")
FEW = "county: Alpine\ncsec_program: {elects_funds: true, protocol_developed_on: DATE}\ninstrument: {kind: KIND, status: in_force}\n"


def without_court(text: str) -> str:
    found = re.sub(r"(?m)^    juvenile_court: .*\n(?:      .*\n)*", "", text, count=1)
    assert found != text
    return found


def test_each_list_says_how_many_seats_are_filled_and_which_are_open() -> None:
    lines = [one.line for one in mandated_lists(report_of(without_court(TEXT)))]
    assert lines == ["Protocol team: 6 of 7 seats filled; open: juvenile court", "MDT: 5 of 5 seats filled"]
    assert [one.line for one in mandated_lists(report_of(SYSTEM_OF_CARE.read_text("utf-8")))] == [
        "Participants: 6 of 6 seats filled"
    ]


def test_seats_that_the_law_excuses_are_not_open() -> None:
    old, new = (
        mandated_lists(report_of(FEW.replace("DATE", date).replace("KIND", "interagency_mou")))[0]
        for date in ("2016-05", "2019-05")
    )
    assert old.line.endswith("; excused: county office of education and sheriff")
    assert "excused" not in new.line
    assert len(new.open) == 7


def test_an_instrument_that_is_not_asked_about_seats_has_no_list_and_no_question() -> None:
    report = report_of(FEW.replace("DATE", "2019").replace("KIND", "funding_agreement"))
    assert not mandated_lists(report)
    assert not open_questions(report)


def test_questions_are_listed_by_who_can_answer_them() -> None:
    found = open_questions(report_of(without_court(TEXT)))
    assert [(one.who, one.question, one.is_on_seat, one.is_error) for one in found] == [
        ("Juvenile court", "no one represents the juvenile court on the protocol team", True, True)
    ]
    labels = [one.who for one in open_questions(report_of("county: Alpine\ninstrument: {kind: interagency_mou}\n"))]
    assert list(dict.fromkeys(labels)) == ["Human services", "Child welfare and probation", "County counsel"]


def test_what_waits_for_one_answer_is_one_question() -> None:
    found = open_questions(report_of("county: Alpine\ninstrument: {kind: interagency_mou}\n"))
    assert len({one.question for one in found}) == len(found)
    funds = next(one for one in found if "elects CSEC Program funds" in one.question)
    assert len(funds.findings) > 10


def test_a_seat_that_waits_only_for_its_agency_s_name_says_so() -> None:
    text = SMALL_COUNTY.replace("name: Example County Probation Department, kind", "name: TODO, kind", 1)
    line = text[: text.index("probation: {name: TODO")].count("\n") + 1
    assert [one.line for one in mandated_lists(report_of(text))] == [
        f"Protocol team: 6 of 7 seats filled; open: probation (the agency has no name on line {line})",
        f"MDT: 4 of 5 seats filled; open: probation (the agency has no name on line {line})",
    ]


def test_a_time_that_shows_nothing_is_asked_about_by_itself() -> None:
    text = TEXT.replace("    within: immediately ", "    within: 24 hours ", 1)
    (question,) = open_questions(report_of(text))
    assert question.question == (
        "“24 hours” does not show that suspected abuse and neglect is cross-reported immediately, or as soon as "
        "practicably possible"
    )

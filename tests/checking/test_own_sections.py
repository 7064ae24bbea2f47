"""A county's own sections are read for what the law limits or requires, and for nothing else."""

import time

import pytest

from protocol_builder.checking.timed_acts import late_acts

from ..conftest import EXAMPLE, ROOT, report_of
from ..edits import with_edits

HEAD = "county: Inyo\ninstrument: {kind: other}\nagencies: {a: {name: A, kind: other, functions: [other]}}\n"

LATE = """\
24 hours | 72 hours | Duties | Reports of exploitation are made within 72 hours.
24 hours | 72 hours | Duties | Each department reports exploitation to law enforcement within 72 hours.
24 hours | 72 hours | Duties | Exploitation is reported to law enforcement and child welfare within 72 hours.
24 hours | 3 days | Duties | Exploitation is reported within three days.
24 hours | the next business day | Duties | Sexual exploitation of a child is reported to the police by the next business day.
24 hours | 72 hours | Duties | Within 72 hours, each department reports exploitation to law enforcement.
24 hours | 72 hours | Duties | Within 72 hours of learning of it, the social worker reports exploitation to the police.
24 hours | 72 hours | Duties | After exploitation is identified, each department notifies the police within 72 hours.
24 hours | 72 hours | Duties | Exploitation is reported to law enforcement within 72 hours, and the team meets within 10 days.
24 hours | 2 days | Duties | Staff must report any suspected trafficking to the sheriff in two days.
24 hours | 72 hours | Reports of exploitation | Reports are made within 72 hours.
24 hours | 72 hours | Duties | When a child is missing, the social worker notifies law enforcement within 72 hours.
24 hours | 48 hours | Duties | Missing children are reported to law enforcement no later than 48 hours after they leave.
24 hours | 72 hours | Duties | Reports of missing children to law enforcement are made within 72 hrs.
24 hours | 72 hours | Duties | Reports of missing children to law enforcement are made within 24 to 72 hours.
24 hours | 3 days | Duties | Reports of missing children to law enforcement are made within 2-3 days.
24 hours | 1.5 days | Duties | Reports of missing children to law enforcement are made within 1.5 days.
24 hours | 1.5 days | Duties | Reports of missing children to law enforcement are made within a day and a half.
24 hours | 2.5 days | Duties | Reports of missing children to law enforcement are made within 2½ days.
24 hours | 1.5 business days | Duties | Reports of missing children to law enforcement are made within one and a half business days.
24 hours | 1.5 days | Duties | Reports of missing children to law enforcement are made within 1-1/2 days.
24 hours | 72 hours | Duties | Reports of missing children to law enforcement are made within seventy two hours.
24 hours | 40 hours | Duties | Reports of missing children to law enforcement are made within forty hours.
24 hours | 11 days | Duties | Reports of missing children to law enforcement are made within eleven days.
24 hours | 48 hours | Duties | Reports of missing children to law enforcement are made within forty eight hours.
24 hours | 72 hours | Duties | Reports of missing children to law enforcement are made within seventy-two (72) hours.
24 hours | 2 days | Duties | Reports of missing children to law enforcement are made within two full days.
24 hours | 48 hours | Duties | Reports of missing children to law enforcement are made within 48 consecutive hours.
24 hours | 3 business days | Duties | Reports of missing children to law enforcement are made by the third business day.
24 hours | 3 business days | Duties | Reports of missing children to law enforcement are made within three full business days.
24 hours | 2 days | Duties | Reports of missing children to law enforcement are made no later than the 2nd day.
24 hours | a couple of days | Duties | Reports of missing children to law enforcement are made within a couple of days.
24 hours | a few days | Duties | Reports of missing children to law enforcement are made within a few days.
24 hours | several days | Duties | Reports of missing children to law enforcement are made after several days.
24 hours | the next day | Duties | Reports of missing children to law enforcement are made by close of business the next day.
24 hours | the next day | Duties | Reports of missing children to law enforcement are made the following calendar day.
24 hours | the next morning | Duties | Reports of missing children to law enforcement are made by the following morning.
36 hours | the next day | Duties | Written reports of exploitation are sent by the end of the next day.
24 hours | the end of the week | Duties | Reports of missing children are made by the end of the week.
24 hours | 1 week | Duties | Reports of missing children are made in up to a week.
24 hours | the next Monday | Duties | Reports of missing children are made by the following Monday.
24 hours | 3 days | Duties | If a youth runs away, the court and the parents are notified within 3 days.
24 hours | 72 hours | Missing children | Law enforcement is notified within 72 hours.
24 hours | 25 hours | Missing children | Notice is given within 25 hours.
36 hours | 72 hours | Duties | Written reports of exploitation are sent within 72 hours.
30 days | 60 days | Duties | Information is shared for 60 days after a report of suspected abuse.
30 days | 31 days | Duties | The team may exchange information for 31 days after a report.
"""

LAWFUL = """\
Duties | The team reviews each case within 90 days.
Duties | Reports of exploitation are made within 1.5 hours.
Duties | Reports of exploitation are made within twenty four hours.
Duties | Reports of exploitation are made within two (2) hours.
Duties | Reports of exploitation are made within 23.5 hours.
Duties | Reports of exploitation are made within half a day.
Duties | Reports of exploitation are made within a few hours.
Duties | Written reports of exploitation are sent by the next morning.
Duties | Reports of exploitation are made immediately, and the team meets the next day.
Duties | Records are kept for 7 years.
Duties | Reports of exploitation are made within 24 hours.
Duties | Reports of exploitation are made within 2 to 24 hrs.
Duties | Reports of missing children are made within 24 hrs., and the hotline is open 24h a day.
Duties | Reports of exploitation are made immediately, and a team meets within 72 hours.
Duties | Written reports of exploitation are sent within 36 hours.
Duties | Exploitation is reported to law enforcement, and the team meets within 10 days.
Duties | Exploitation is reported to law enforcement and probation meets with the child within 10 days.
Duties | Exploitation is reported to law enforcement before the team meets within 10 days.
Duties | After a report of exploitation is made, the team meets within 10 days.
Duties | Within 10 days after exploitation is reported to law enforcement, the team meets.
Duties | The team meets within 10 days after exploitation is reported to law enforcement.
Duties | The team reviews reports of exploitation within 90 days.
Duties | Cases of exploitation are reported to the steering committee within 90 days.
Duties | Data on exploitation are reported to the agencies within 60 days.
Duties | In 2019, exploitation was reported within 72 hours.
Duties | A clinician sees an exploited child within 72 hours.
Duties | The protocol aims to obtain a health evaluation within 72 hours.
Duties | A child who was reported as exploited is seen by a clinician within 10 days.
Duties | Staff who report exploitation are offered a debriefing within 72 hours.
Duties | Exploitation is reported in the 72-hour assessment.
Duties | Training on reports of exploitation is completed within 90 days.
Duties | The hotline takes reports of exploitation 24 hours a day, 7 days a week.
Duties | The county does not report exploitation within 72 hours but at once.
Duties | A missing child's return is reported to the court within 5 days.
Duties | When a missing child is found, the social worker notifies the court within 3 days.
Duties | When a child has been missing for 30 days, the social worker notifies the court.
Duties | The worker visits the missing child's family within 3 days.
Duties | The parents of an exploited child are notified of the meeting within 10 days.
Missing children | The team reviews each case within 90 days.
Missing children | Notice is given within 24 hours.
Reports of exploitation | The team reviews each case within 90 days.
Duties | Information is shared for 30 days after a report, or for 60 days if documented good cause exists.
Duties | Aggregate information is shared within 60 days.
Duties | The team shares information about services for 90 days.
"""


def each(rows: str) -> list[list[str]]:
    return [row.split(" | ") for row in rows.splitlines()]


def late(text: str) -> list[tuple[int, int, str]]:
    found = report_of(text).diagnostics
    return [(d.line, d.column, d.message) for d in found if d.id == "clause-time-longer-than-the-law"]


def section(heading: str, text: str) -> str:
    return f'  - {{heading: {heading}, text: "{text}"}}\n'


def test_a_section_that_does_an_act_later_than_the_law_is_told_at_its_words() -> None:
    rows = each(LATE)
    lines = [section(heading, text) for *_, heading, text in rows]
    found = late(f"{HEAD}narrative:\n{''.join(lines)}")
    assert [message for *_, message in found] == [
        f"the county’s own section “{heading}” says {time}, and not the law’s {limit}"
        for limit, time, heading, _ in rows
    ]
    assert [line for line, *_ in found] == list(range(5, 5 + len(rows)))
    assert found[0][1] == lines[0].index("made within 72 hours") + 1


@pytest.mark.parametrize("line", LAWFUL.splitlines())
def test_a_section_about_something_else_or_in_time_is_left_alone(line: str) -> None:
    heading, text = line.split(" | ")
    assert late(f"{HEAD}narrative:\n{section(heading, text)}") == []


def test_a_sentence_on_several_lines_is_read_as_one() -> None:
    text = (
        f"{HEAD}narrative:\n  - heading: Reports\n    text: |-\n      The team meets within 72 hours.\n\n"
        "      Reports of exploitation are made\n      within 72 hours.\n\n      - Cases of exploitation\n"
        "      - The team meets within 72 hours\n"
    )
    assert late(text) == [(9, 35, "the county’s own section “Reports” says 72 hours, and not the law’s 24 hours")]


def test_the_same_is_told_in_other_long_texts_that_are_printed() -> None:
    says = "Each department reports exploitation within 72 hours."
    text = f"{HEAD}services: {{provision: {says}}}\nclauses:\n  roles: {{add: {says}}}\nnotes: [{says}]\n"
    assert late(text) == [
        (4, 47, "the county’s own text at services.provision says 72 hours, and not the law’s 24 hours"),
        (6, 40, "the county’s own clause roles says 72 hours, and not the law’s 24 hours"),
    ]


REFUSING = """\
The Sheriff has not agreed to take part in the protocol team
The Sheriff’s Office declined to participate
Probation does not take part in the protocol team
Public health has withdrawn from this agreement
"""

TAKING_PART = """\
The Sheriff has agreed to take part in the protocol team.
The Sheriff had not agreed to take part in the protocol team until 2019.
If the Sheriff has not agreed to take part, the committee meets again.
The Sheriff does not take part in interviews of a child.
The juvenile court does not take part in the team.
The juvenile court does not sign this agreement.
The police chief has not agreed to take part in the protocol team.
A child who declined to participate is asked again.
"""


def refusals(section_text: str, file: str) -> list[str]:
    text = f"{file}  - heading: Partners\n    text: The partners met. {section_text}\n"
    return [d.message for d in report_of(text).diagnostics if d.id == "text-may-say-no"]


WITH_SEATS = """\
county: Inyo
instrument: {kind: interagency_protocol}
agencies: {a: {name: A, kind: other, functions: [other]}}
protocol_team:
  seats:
    sheriff: {agency: a, title: Sheriff}
    probation: {agency: a, title: Chief Probation Officer}
    juvenile_court: {agency: a, title: Presiding Judge}
    public_health: {agency: a, title: Health Officer}
narrative:
"""


@pytest.mark.parametrize("text", REFUSING.splitlines())
def test_a_section_that_says_that_a_party_with_a_seat_takes_no_part_is_doubted(text: str) -> None:
    assert refusals(f"{text}.", WITH_SEATS) == [
        f"“{text}” reads like a no, and the protocol team has a seat for that party"
    ]


@pytest.mark.parametrize("text", TAKING_PART.splitlines())
def test_a_section_that_says_something_else_of_a_party_is_left_alone(text: str) -> None:
    assert refusals(text, WITH_SEATS) == []


def test_a_text_that_only_names_the_law_is_asked_who_does_what() -> None:
    text = "county: Inyo\ninstrument: {kind: interagency_protocol}\nservices:\n  provision: Per WIC 16524.8.\n"
    found = [d for d in report_of(text).diagnostics if d.id == "text-may-say-no"]
    assert [(d.line, d.column, d.message, d.remedy) for d in found] == [
        (
            4,
            14,
            "“Per WIC 16524.8” only names the law, and provision counts as answered",
            "say who does what, and how; the law is printed in any case",
        )
    ]


def test_what_to_write_is_said_of_each_section_that_is_a_no() -> None:
    no = "{heading: Screening, instead_of: screening, text: No screening is done.}"
    text = f"{WITH_SEATS}  - {{heading: Partners, text: {REFUSING.splitlines()[0]}.}}\n  - {no}\n"
    found = [d for d in report_of(text).diagnostics if d.id == "text-may-say-no"]
    assert [(d.path, d.remedy) for d in found] == [
        (
            ("narrative", 0, "text"),
            "if it is so, delete that seat, since no one has it; if it is not, say who takes part",
        ),
        (("narrative", 1, "text"), "begin with what is done; if nothing is, delete instead_of: or the section"),
    ]


def test_who_has_no_seat_may_be_said_to_take_no_part() -> None:
    without = WITH_SEATS.replace("    sheriff: {agency: a, title: Sheriff}\n", "")
    assert without != WITH_SEATS
    assert refusals("The Sheriff has not agreed to take part in the protocol team.", without) == []


def test_the_example_says_nothing_of_the_kind() -> None:
    assert late(EXAMPLE.read_text("utf-8")) == []


def test_no_section_takes_long_to_read() -> None:
    begun = time.process_time()
    for words in ("reports of exploitation ", "within 3 days, ", "a report to the police and ", "any child missing "):
        for length in (990, 20_000):
            assert not list(late_acts("Missing", f"{words * 2000}"[:length] + " is read."))
    assert time.process_time() - begun < 5


INSTEAD = (
    (
        "news-of-a-missing-child",
        "When a child is missing, the social worker notifies law enforcement within 72 hours.",
        "the county’s own section “A section” says 72 hours, and not the law’s 24 hours",
    ),
    (
        "news-of-a-missing-child",
        "Parents are told within five days.",
        "the county’s own section “A section” says 5 days, and not the law’s 24 hours",
    ),
    ("news-of-a-missing-child", "Parents are told at once, and in no case in more than 24 hours.", ""),
    ("training-plan", "Each worker is trained within 60 days.", ""),
    (
        "identity-checks",
        "Callers are not identified.",
        "“Callers are not identified” reads like a no, and is printed instead of the library’s words on identity by telephone and online",
    ),
    (
        "ncic-entry",
        "None.",
        "“None.” reads like a no, and is printed instead of the library’s words on entry into the national database",
    ),
    (
        "training-plan",
        "No training is given.",
        "“No training is given” reads like a no, and is printed instead of the library’s words on how and how often staff are trained",
    ),
    ("training-plan", "No one begins work with youth before the training.", ""),
)


@pytest.mark.parametrize(("topic", "text", "expected"), INSTEAD)
def test_a_section_instead_of_the_librarys_words_is_read_as_they_are_printed(
    topic: str, text: str, expected: str
) -> None:
    example = EXAMPLE.read_text("utf-8")
    section = f"narrative:\n  - {{heading: A section, instead_of: {topic}, text: {text!r}}}\n"
    start = example.index("\nnarrative:") + 1
    rest = example[start:]
    end = next((n for n in range(len(rest)) if rest[n] == "\n" and rest[n + 1 : n + 2].isalpha()), len(rest))
    report = report_of(example[:start] + section + rest[end + 1 :])
    asked = ("clause-time-longer-than-the-law", "text-may-say-no")
    assert [d.message for d in report.diagnostics if d.id in asked] == ([expected] if expected else [])


def test_the_same_words_in_a_section_beside_the_agreement_are_not_asked_about() -> None:
    report = report_of(f"{HEAD}narrative:\n  - {{heading: A section, text: None.}}\n")
    assert [d for d in report.diagnostics if d.id == "text-may-say-no"] == []


RESPONSIBILITIES = (
    ("The Sheriff's Office does not take part in the protocol.", True),
    ("Has withdrawn from the protocol.", True),
    ("Left the protocol team in March 2026.", True),
    ("Takes reports at any hour.", False),
    ("Does not share a child's name with the press.", False),
    ("Takes part in the protocol team.", False),
)


@pytest.mark.parametrize(("duty", "is_asked"), RESPONSIBILITIES)
def test_what_an_agency_undertakes_may_say_that_it_takes_no_part(duty: str, is_asked: bool) -> None:
    small = (ROOT / "tests" / "small-county.yml").read_text("utf-8")
    text = with_edits(
        small, ("kind: elected_county_office,", f'kind: elected_county_office, responsibilities: ["{duty}"],')
    )
    said = f"“{duty[:-1]}” reads like a no, and the protocol team has a seat for that party"
    assert [d.message for d in report_of(text).diagnostics if d.id == "text-may-say-no"] == ([said] if is_asked else [])

"""What rests on words is told apart from what is stated: both sides of the line, for each way in which words come in."""

from collections import Counter
from pathlib import Path

import pytest
import yaml

from protocol_builder.checking.check import Report, check_file

from ..conftest import DAY, EXAMPLE, ROOT, report_of
from ..edits import with_edits

TEXT = EXAMPLE.read_text("utf-8")


def example(path: str, value: object) -> Report:
    """The report of the example with something else written at a path."""
    data = yaml.safe_load(TEXT)
    *above, last = path.split(".")
    below = data
    for key in above:
        below = below[key]
    below[last] = value
    return report_of(yaml.safe_dump(data))


def result(report: Report, id: str) -> str:
    (found,) = [verdict.result for verdict in report.verdicts if verdict.requirement.id == id]
    return found


@pytest.mark.parametrize(
    ("id", "path", "fact"),
    [
        ("identification-of-risk", "identification.at_risk", True),
        ("services-determined", "identification.services_determined", True),
        ("missing-notice-contact", "missing_children.notices.contact", True),
        ("plan-forms-mdt", "funding.plan.forms_mdt", True),
        ("ongoing-team-trained", "information_sharing.ongoing.trained", True),
    ],
)
def test_true_is_stated_and_a_sentence_is_words(id: str, path: str, fact: object) -> None:
    assert result(example(path, fact), id) == "stated"
    assert result(example(path, "The partners see to it in the way they have agreed."), id) == "in_words"


@pytest.mark.parametrize(
    ("id", "path"),
    [
        ("missing-efforts", "missing_children.efforts"),
        ("missing-ongoing-efforts", "missing_children.ongoing_efforts"),
        ("missing-return-to-placement", "missing_children.return_to_placement"),
    ],
)
def test_true_describes_nothing_where_the_law_says_describe(id: str, path: str) -> None:
    assert result(example(path, True), id) == "unknown"
    assert result(example(path, False), id) == "not_met"
    assert (
        result(example(path, "Two workers call the family, and visit the places that the child knows."), id)
        == "in_words"
    )


def test_seats_lists_times_and_words_of_the_vocabulary_are_stated() -> None:
    report = report_of(TEXT)
    for id in (
        "protocol-team-sheriff",
        "mdt-probation",
        "return-documentation",
        "exploitation-reported-within-24-hours",
        "protocol-content-mdt",
        "plan-submitted",
        "mandated-report-identity",
    ):
        assert result(report, id) == "stated", id


def test_words_beside_a_fact_that_suffices_do_not_matter_and_without_it_they_do() -> None:
    """A team that shares for no more than 30 days has to document nothing."""
    words = "good_cause_documented: In the case record, by the supervisor."
    text = TEXT.replace("    good_cause_documented: true", f"    {words}")
    assert result(report_of(text), "investigation-sharing-period") == "stated"
    longer = text.replace("    period: 30 days", "    period: 60 days")
    assert result(report_of(longer), "investigation-sharing-period") == "in_words"


def test_a_list_of_sentences_is_words() -> None:
    assert result(report_of(TEXT), "state-screening-tools") == "in_words"
    assert result(report_of(TEXT), "framework-role-probation") == "in_words"


def test_words_that_are_refused_meet_nothing() -> None:
    assert result(example("services.provision", "No"), "protocol-content-services") == "not_met"


@pytest.mark.parametrize("how", ["replace", "add"])
def test_a_replaced_clause_makes_its_duties_rest_on_words_and_an_added_text_does_not(how: str) -> None:
    before, report = report_of(TEXT), example("clauses", {"protocol-team": {how: "The team is who the director asks."}})
    changed = {v.requirement.id for v in report.verdicts if v.result == "in_words"} - {
        v.requirement.id for v in before.verdicts if v.result == "in_words"
    }
    team = {v.requirement.id for v in report.verdicts if v.requirement.id.startswith("protocol-team-")}
    assert changed == ({*team, "protocol-developed"} if how == "replace" else set())


def test_a_clause_that_serves_no_requirement_changes_nothing_when_it_is_replaced() -> None:
    report = example("clauses", {"dispute-resolution": {"replace": "The directors decide."}})
    assert report.counts == report_of(TEXT).counts


def test_a_clause_file_beside_the_county_file_counts_like_words_in_it(tmp_path: Path) -> None:
    (tmp_path / "one.clauses").mkdir()
    (tmp_path / "one.yml").write_text(TEXT, encoding="utf-8")
    (tmp_path / "one.clauses" / "missing-children.md").write_text("We look for the child.\n", encoding="utf-8")
    report = check_file(tmp_path / "one.yml", DAY)
    assert result(report, "missing-notice-court") == "in_words"
    assert result(report, "protocol-team-sheriff") == "stated"


def test_a_gap_stays_a_gap_whatever_a_clause_says_instead() -> None:
    data = yaml.safe_load(TEXT)
    del data["protocol_team"]["seats"]["sheriff"]
    data["clauses"] = {"protocol-team": {"replace": "The sheriff is on the team."}}
    assert result(report_of(yaml.safe_dump(data)), "protocol-team-sheriff") == "not_met"


def test_of_several_counties_each_stands_by_its_own_words() -> None:
    part = "{csec_program: {elects_funds: false}, identification: {at_risk: %s}}"
    report = report_of(
        "instrument: {kind: interagency_mou}\n"
        f"counties:\n  Sutter: {part % 'true'}\n  Yuba: {part % 'Workers check every child who may be at risk.'}\n"
        "agencies: {a: {name: A, kind: joint_agency, functions: [child_welfare]}}\n"
    )
    found = {v.county: v.result for v in report.verdicts if v.requirement.id == "identification-of-risk"}
    assert found == {"Sutter": "stated", "Yuba": "in_words"}


def test_stated_and_words_are_together_what_is_met() -> None:
    report = report_of(TEXT)
    met = Counter(v.requirement.force for v in report.verdicts if v.state == "satisfied")
    for force, counts in report.counts.items():
        assert counts["stated"] + counts["in_words"] == met[force]
    assert report.summary["satisfied"] == report.summary["stated"] + report.summary["in_words"] == met["shall"]
    assert (report.summary["stated"], report.summary["in_words"]) == (98, 10)


_SEAT = "{agency: sheriff, title: Sheriff}"
_NOTED = "{agency: sheriff, title: Sheriff, note: Rotates with the police departments}"


@pytest.mark.parametrize(
    ("seat", "expected"),
    [
        (_SEAT, "stated"),
        (_NOTED, "in_words"),
        (f"[{_NOTED}, {{agency: sheriff, title: Captain}}]", "stated"),
        (f"[{_NOTED}, {{agency: sheriff, title: Captain (vacant)}}]", "in_words"),
        (_NOTED.replace("title: Sheriff", "title: Sheriff (vacant)"), "unknown"),
        (_NOTED.replace("title: Sheriff", "title: Vacant"), "not_met"),
    ],
)
def test_a_seat_is_a_fact_and_one_with_a_note_rests_on_words(seat: str, expected: str) -> None:
    """A note can take back what the seat says, and no program reads it."""
    small = (
        (ROOT / "tests" / "small-county.yml").read_text("utf-8").replace("county: Example County", "county: Alpine", 1)
    )
    assert (
        result(report_of(with_edits(small, (f"sheriff: {_SEAT}", f"sheriff: {seat}"))), "protocol-team-sheriff")
        == expected
    )

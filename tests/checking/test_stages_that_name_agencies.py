"""Stages of a child's team that name agencies: which departments they call, and who of them is not on the team."""

import pytest

from protocol_builder.checking.check import check_source
from protocol_builder.reading import source

from ..conftest import DAY, ROOT
from ..edits import with_edits

FILE = """\
county: Inyo
instrument: {{kind: interagency_mou}}
csec_program: {{elects_funds: true}}
mdt:
  kind: dedicated
  seats:
    child_welfare: {{agency: hhs, title: Social Worker}}
    probation: {{agency: probation, title: Deputy Probation Officer}}
    mental_health: {{agency: bh, title: Clinician}}
    substance_use_disorder: {{agency: bh, title: Counselor}}
    public_health: {{agency: hhs, title: Nurse}}
  tiers: {tiers}
agencies:
  hhs: {{name: Health and Human Services, kind: county_department, functions: [human_services, child_welfare, public_health]}}
  probation: {{name: Probation Department, kind: county_department, functions: [probation]}}
  bh: {{name: Behavioral Health, kind: county_department, functions: [mental_health, substance_use_disorder]}}
  shelter: {{name: Inyo Shelter, kind: nonprofit, functions: [housing_provider]}}
"""


def found(tiers: str) -> tuple[dict[str, str], list[tuple[str, str]]]:
    """The state of each mandated seat of the team, and the findings about stages."""
    report = check_source(source.read_text(FILE.format(tiers=tiers), "inyo.yml"), DAY)
    seats: dict[str, str] = {
        v.requirement.id: v.state for v in report.verdicts if v.requirement.seat and v.requirement.seat.on == "mdt"
    }
    about = [(d.id, d.message) for d in report.diagnostics if "stage" in d.message]
    return seats, about


@pytest.mark.parametrize(
    "tiers",
    [
        "[{name: First}]",
        "[{name: First, agencies: [hhs, probation, bh]}]",
        "[{name: First, members: [probation, mental_health, substance_use_disorder], agencies: [hhs]}]",
    ],
)
def test_agencies_count_for_each_of_their_functions(tiers: str) -> None:
    seats, about = found(tiers)
    assert set(seats.values()) == {"satisfied"}
    assert about == []


def test_a_department_that_no_stage_calls_is_not_met() -> None:
    seats, about = found("[{name: First, agencies: [hhs, bh]}, {name: Second, members: [mental_health]}]")
    assert seats["mdt-probation"] == "not_met"
    assert [state for id, state in seats.items() if id != "mdt-probation"] == ["satisfied"] * 4
    assert ("mdt-probation", "no stage of the multidisciplinary team calls the county probation department") in about


def test_an_agency_of_a_stage_without_a_seat_is_told() -> None:
    _, about = found("[{name: First, agencies: [hhs, probation, bh, shelter]}]")
    assert about == [("stage-member-not-on-team", "the stage “First” calls Inyo Shelter, which has no seat on the MDT")]


def test_a_stage_that_leaves_out_a_department_which_another_calls() -> None:
    _, about = found("[{name: First}, {name: Second, agencies: [hhs, bh]}]")
    assert about == [("stage-leaves-out-a-department", "the stage “Second” does not call probation")]


def test_an_agency_that_is_not_described_is_told_and_decides_nothing() -> None:
    report = check_source(source.read_text(FILE.format(tiers="[{name: First, agencies: [hsh]}]"), "inyo.yml"), DAY)
    assert [d.message for d in report.diagnostics if d.id == "agency-not-described"] == [
        "no agency has the short name “hsh”"
    ]
    assert not [d for d in report.diagnostics if d.id == "mdt-probation"]


@pytest.mark.parametrize(
    ("tiers", "told"),
    [
        (
            "[{name: First}, {name: Review, meeting: in_person}]",
            (
                ("mdt", "tiers", 0),
                "the file does not say that the team's first meeting is in person",
                "add to this stage, for example\nmeeting: in_person",
            ),
        ),
        (
            "[{name: First, meeting: remote}]",
            (
                ("mdt", "tiers", 0, "meeting"),
                "the team's first meeting is not said to be in person",
                "write, for example\nmeeting: in_person",
            ),
        ),
        ("[{name: First, meeting: in_person}, {name: Review, meeting: remote}]", None),
    ],
)
def test_how_the_first_stage_meets_is_written_in_it_and_not_over_the_county_s_stages(
    tiers: str, told: tuple[tuple[str | int, ...], str, str] | None
) -> None:
    report = check_source(source.read_text(FILE.format(tiers=tiers), "inyo.yml"), DAY)
    about = [(d.path, d.message, d.remedy) for d in report.diagnostics if d.id == "framework-mdt-in-person"]
    assert about == ([told] if told else [])


def test_a_federal_agency_called_to_a_stage_is_pointed_out_at_the_members() -> None:
    tiers = "\n    - name: First\n      members:\n        - probation\n        - federal_agency"
    report = check_source(source.read_text(FILE.format(tiers=tiers), "inyo.yml"), DAY)
    (found,) = (d for d in report.diagnostics if d.id == "federal-official-on-team")
    assert (found.line, found.message.partition(";")[0]) == (14, "the stage “First” calls a federal agency")


def test_a_stage_of_one_county_calls_whom_that_countys_team_lacks() -> None:
    """In a file of two counties, a seat that is missing in one is reported there, and as a member of a stage in neither."""
    text = (ROOT / "tests" / "cases" / "several-counties" / "one-lacks-a-seat.yml").read_text("utf-8")
    probation = "        probation: {agency: yuba_probation, title: Deputy Probation Officer}\n"
    for county, is_seat_left in (("Sutter", True), ("Yuba", False)):
        at = text.index(f"  {county}:\n")
        tiers = "    mdt:\n      tiers: [{name: First, members: [child_welfare, probation]}]\n"
        changed = text[:at] + with_edits(text[at:], ("    mdt:\n", tiers)).replace(probation, "")
        report = check_source(source.read_text(changed, "two.yml"), DAY)
        found = [(d.county, d.id) for d in report.diagnostics if d.id in ("stage-member-not-on-team", "mdt-probation")]
        assert found == [("Yuba", "mdt-probation")], is_seat_left

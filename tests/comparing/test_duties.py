"""Which duties have another verdict, in which county, at which line, and why."""

from pathlib import Path

from ..conftest import ROOT
from .revisions import TEXT, compared

SHERIFF = "    sheriff:\n      agency: sheriff\n      title: Sheriff\n      designee: Captain, Investigations\n"


def verdicts(found: object) -> list[tuple[str, str, str]]:
    return [(one.requirement.id, one.old, one.new) for one in found.duties]  # type: ignore[attr-defined]


def test_a_seat_that_is_left_out_is_a_duty_newly_unmet_and_back_again(tmp_path: Path) -> None:
    found = compared(tmp_path, (SHERIFF, ""))
    (change,) = found.duties
    assert (change.requirement.id, change.old, change.new) == ("protocol-team-sheriff", "stated", "not_met")
    assert change.why == "no one represents the county sheriff's department on the protocol team"
    assert found.old.report.source.line(change.line_old).strip() == "sheriff:"
    assert found.new.report.source.line(change.line_new).strip() == "seats:"
    back = compared(tmp_path, ("  staff_support:\n    agency: social_services\n    title: Program Analyst", f"{SHERIFF}  staff_support:\n    agency: social_services\n    title: Program Analyst"), old=TEXT.replace(SHERIFF, ""))  # fmt: skip
    assert [(one.old, one.new, one.why) for one in back.duties] == [("not_met", "stated", f"before: {change.why}")]


def test_a_section_that_is_left_out_is_unknown_and_not_unmet(tmp_path: Path) -> None:
    start, end = TEXT.index("missing_children:\n"), TEXT.index("\n# ---", TEXT.index("missing_children:\n"))
    found = compared(tmp_path, (TEXT[start:end], ""))
    duties = [one for one in found.duties if one.requirement.force == "shall"]
    assert len(duties) > 5
    assert {one.new for one in duties} <= {"unknown", "not_applicable"}


def test_words_alone_move_no_duty(tmp_path: Path) -> None:
    assert compared(tmp_path, ("title: Chief Probation Officer", "title: Chief of Probation")).duties == ()


def test_unmet_duties_come_first_and_guidance_last(tmp_path: Path) -> None:
    found = compared(
        tmp_path,
        (SHERIFF, ""),
        ("elects_funds: true ", "elects_funds: false "),
        ("at_risk: true  ", "at_risk: false  "),
    )
    forces = [one.requirement.force for one in found.duties]
    assert forces == sorted(forces, key=lambda force: force != "shall")


def test_in_a_file_of_several_counties_only_the_one_that_changed_is_named(tmp_path: Path) -> None:
    text = (ROOT / "county_configs" / "tri-county.yml").read_text("utf-8")
    part = "  Monterey:\n"
    assert part in text
    found = compared(tmp_path, (part, f"{part}    training: {{topics: [recognition]}}\n"), old=text)
    assert {change.path[:2] for change in found.fields} == {("counties", "Monterey")}
    assert {one.county for one in found.duties} <= {"Monterey"}

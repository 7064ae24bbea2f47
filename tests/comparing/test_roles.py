"""Whose role changed: the agency by name, what it gains and loses, and nobody else."""

from pathlib import Path

from .revisions import TEXT, compared

SHERIFF = "    sheriff:\n      agency: sheriff\n      title: Sheriff\n      designee: Captain, Investigations\n"


def told(found: object) -> list[tuple[str, str]]:
    return [(one.agency, one.what) for one in found.roles]  # type: ignore[attr-defined]


def test_who_loses_a_seat_is_named_with_it(tmp_path: Path) -> None:
    assert told(compared(tmp_path, (SHERIFF, ""))) == [
        (
            "Example County Sheriff's Office",
            "no longer holds the seat of the county sheriff's department on the protocol team (Sheriff, Captain, Investigations)",
        )
    ]


def test_another_job_title_changes_how_the_seat_is_held(tmp_path: Path) -> None:
    assert told(compared(tmp_path, ("title: Chief Probation Officer", "title: Chief of Probation"))) == [
        (
            "Example County Probation Department",
            "still holds the seat of the county probation department on the protocol team: now Chief of Probation, "
            "Juvenile Division Director, before Chief Probation Officer, Juvenile Division Director",
        )
    ]


def test_a_party_with_another_name_has_the_same_role(tmp_path: Path) -> None:
    name = ("name: CASA of Example County", "name: Example Advocates")  # of the agency and of its party
    assert TEXT.count(name[0]) == 2
    assert told(compared(tmp_path, name)) == []
    moved = ("agencies: [casa]", "agencies: [casa, youth_services]")
    assert [agency for agency, what in told(compared(tmp_path, name, moved)) if "is in the party" in what] != []


def test_a_stage_s_time_changes_the_role_of_those_who_are_called(tmp_path: Path) -> None:
    found = compared(tmp_path, ("within: 2 hours\n      convener", "within: 4 hours\n      convener"))
    calls = [agency for agency, what in told(found) if what.startswith("still calls the stage “Immediate response”")]
    called = [agency for agency, what in told(found) if what.endswith("now 4 hours, before 2 hours")]
    assert calls == ["Example County Department of Social Services"]
    assert "Example County Probation Department" in called
    assert "CASA of Example County" not in called  # it is on the team, and not called to this stage


def test_a_list_of_functions_changes_the_role_of_those_who_have_them(tmp_path: Path) -> None:
    assert "  participants: [" in TEXT
    line = next(line for line in TEXT.split("\n") if line.startswith("  participants: ["))
    found = compared(tmp_path, (line, line.replace("probation, ", "").replace(", probation", "")))
    assert [agency for agency, _ in told(found)] == ["Example County Probation Department"]
    assert "no longer is named as the county probation department in “Case planning, participants”" in told(found)[0][1]


def test_an_agency_that_joins_or_leaves_is_told_in_one_sentence(tmp_path: Path) -> None:
    new = "agencies:\n  clinic: {name: Example Clinic, kind: private, functions: [health_care_provider]}\n"
    assert "\nagencies:\n" in TEXT
    joined = compared(tmp_path, ("\nagencies:\n", f"\n{new}"))
    assert told(joined)[0][0] == "Example Clinic"
    assert told(joined)[0][1].startswith("is new: has the function “")
    left = compared(tmp_path, (f"\n{new}", "\nagencies:\n"), old=TEXT.replace("\nagencies:\n", f"\n{new}"))
    assert told(left)[0][1].startswith("no longer takes part; it had: has the function")


def test_words_of_the_agreement_change_nobody_s_role(tmp_path: Path) -> None:
    assert compared(tmp_path, ("until: 2030-06-30", "until: 2031-06-30")).roles == ()

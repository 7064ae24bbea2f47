"""What is left of another county's file, or of another line: names, titles, and signatures that do not fit."""

import pytest

from ...conftest import ROOT, report_of
from ...edits import with_edits

SMALL = (ROOT / "tests" / "small-county.yml").read_text("utf-8")
SHERIFF_SIGNS = (
    "  - {name: Example County Sheriff's Office, agencies: [sheriff], signature: signs, signatories: [Sheriff]}\n"
)


def found(text: str, rule: str) -> list[tuple[int, str]]:
    return [(d.line, d.message) for d in report_of(text).diagnostics if d.id == rule]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (
            "name: Example County, agencies: [hhsa]",
            "name: County of Los Angeles, agencies: [hhsa]",
            (63, "County of Los Angeles is the name of a party, and names Los Angeles County"),
        ),
        (
            "title: Example County Memorandum of Understanding",
            "title: Placer County Memorandum of Understanding",
            (
                6,
                "Placer County Memorandum of Understanding on Commercially Sexually Exploited Children is the name of "
                "the instrument, and names Placer County",
            ),
        ),
        ("name: Example County, agencies: [hhsa]", "name: Example County Board, agencies: [hhsa]", None),
        ("title: Example County Memorandum", "title: Lake Tahoe Memorandum", None),
    ],
)
def test_a_party_and_the_title_have_no_other_countys_name(
    before: str, after: str, expected: tuple[int, str] | None
) -> None:
    expected_all = [(expected[0], f"{expected[1]}; the file is of Example County")] if expected else []
    assert found(with_edits(SMALL, (before, after)), "another-county-in-a-name") == expected_all


def test_a_party_may_have_the_name_of_a_county_of_which_one_of_its_agencies_is() -> None:
    text = with_edits(
        SMALL.replace("county: Example County", "county: Placer", 1).replace("Example County", "Placer County"),
        ("  probation: {name:", "  placer_probation: {county: Nevada, name:"),
    )
    assert found(text, "another-county-in-a-name") == []


@pytest.mark.parametrize(
    ("seat", "title", "expected"),
    [
        ("sheriff: {agency: sheriff, title: Sheriff}", "Chief Probation Officer", "county probation department"),
        (
            "probation: {agency: probation, title: Chief Probation Officer}",
            "Undersheriff",
            "county sheriff's department",
        ),
        (
            "probation: {agency: probation, title: Chief Probation Officer}",
            "Sheriff-Coroner",
            "county sheriff's department",
        ),
        (
            "juvenile_court: {agency: court, title: Presiding Judge of the Juvenile Court}",
            "District Attorney",
            "district attorney",
        ),
        (
            "county_office_of_education: {agency: coe, title: County Superintendent of Schools}",
            "Judge",
            "juvenile court in the county",
        ),
        ("probation: {agency: probation, title: Deputy Probation Officer}", "Supervising Probation Officer", ""),
        ("sheriff: {agency: sheriff, title: Sheriff}", "Undersheriff", ""),
        ("sheriff: {agency: sheriff, title: Sheriff}", "Sheriff's Liaison to the Probation Department", ""),
        ("juvenile_court: {agency: court, title: Presiding Judge of the Juvenile Court}", "Supervising Judge", ""),
        (
            "juvenile_court: {agency: court, title: Presiding Judge of the Juvenile Court}",
            "Court Executive Officer",
            "",
        ),
    ],
)
def test_a_seat_has_no_title_of_the_head_of_another_office(seat: str, title: str, expected: str) -> None:
    name, _, was = seat.partition(", title: ")
    text = with_edits(SMALL, (seat, f"{name}, title: {title}}}"))
    assert was
    said = [message for _, message in found(text, "title-of-another-office")]
    assert [message.partition(" has a job title of the ")[2] for message in said] == (
        [f"{expected}: {title}"] if expected else []
    )


def test_a_city_police_department_may_have_a_sheriffs_deputy_for_law_enforcement() -> None:
    seats = "\n    local_law_enforcement: {agency: police, title: Sheriff}\n    public_health: {agency: hhsa, title: Public Health Nurse"
    text = with_edits(
        SMALL,
        ("\n    public_health: {agency: hhsa, title: Public Health Nurse", seats),
        (
            "agencies:\n  hhsa:",
            "agencies:\n  police: {name: Example Police, kind: city, functions: [local_law_enforcement]}\n  hhsa:",
        ),
    )
    assert found(text, "title-of-another-office") == []


def test_someone_signs_for_each_county_whose_departments_have_seats() -> None:
    parties = SMALL[SMALL.index("parties:\n") :]
    alone = SMALL.replace(parties, f"parties:\n{SHERIFF_SIGNS}")
    message = "parties sign, and none of them for Example County, whose departments have seats on the protocol team"
    assert found(alone, "no-signature-of-the-county") == [(62, message)]
    assert found(SMALL, "no-signature-of-the-county") == []
    county = "  - {name: Example County, agencies: [hhsa], signature: signs, signatories: [Chair]}\n"
    assert found(f"{alone}{county}", "no-signature-of-the-county") == []
    nobody = alone.replace("signature: signs, signatories: [Sheriff]", "signature: participates")
    assert found(nobody, "no-signature-of-the-county") == [], "a protocol that nobody signs has no county to sign for"


@pytest.mark.parametrize(
    ("meeting", "shares", "is_asked"),
    [("remote", "false", True), ("either", "false", True), ("in_person", "false", False), ("remote", "true", False)],
)
def test_a_remote_meeting_of_a_team_that_shares_nothing_remotely_is_pointed_out(
    meeting: str, shares: str, is_asked: bool
) -> None:
    text = with_edits(
        SMALL,
        ("  convener: hhsa\n", f"  convener: hhsa\n  tiers:\n    - {{name: Urgent, meeting: {meeting}}}\n"),
        ("services:\n", f"information_sharing: {{investigation: {{shares_remotely: {shares}}}}}\nservices:\n"),
    )
    expected = [
        (
            26,
            "a stage of the team meets, or may meet, by telephone or video, and shares_remotely: false says that nothing is "
            "shared so",
        )
    ]
    assert found(text, "remote-meeting-without-remote-sharing") == (expected if is_asked else [])

"""What is written in the wrong place or the wrong words is told once, with what was meant, and whoever waits for it."""

import pytest

from ..conftest import EXAMPLE, report_of
from ..edits import with_edits
from .test_fix import COMPLETE

PROBATION = "    probation: {agency: probation, title: Chief}   # since 2020\n"
SERVICES = COMPLETE[COMPLETE.index("services:\n") : COMPLETE.index("agencies:\n")]
AGENCY = "probation: {name: Probation, kind"


def found(old: str, new: str) -> list[tuple[int, int, str, str]]:
    """The errors of a complete file in which something has been written otherwise."""
    assert COMPLETE.count(old) == 1, old
    errors = [d for d in report_of(COMPLETE.replace(old, new)).diagnostics if d.severity == "error"]
    return [(d.line, d.column, d.message, d.remedy) for d in errors]


def indented(text: str) -> str:
    return "".join(f"  {line}" if line.strip() else line for line in text.splitlines(keepends=True))


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            f"{AGENCY}: county_department",
            f"{AGENCY}: county department",
            (
                47,
                38,
                "kind cannot be “county department”, so 2 duties count as not met",
                "did you mean county_department?",
            ),
        ),
        (
            f"{AGENCY}: county_department",
            f"{AGENCY}: TODO",
            (
                47,
                38,
                "to be filled in: agencies.probation.kind, so 2 duties count as not met",
                "replace TODO with one of county_department, elected_county_office, joint_agency, court, county_office_of_education, school_district, city, regional_center, tribe, nonprofit, private, state_agency, federal_agency, other",
            ),
        ),
        (
            f"{AGENCY}: county_department",
            f"{AGENCY}: bureau",
            (
                47,
                38,
                "kind cannot be “bureau”, so 2 duties count as not met",
                "write one of: county_department, elected_county_office, joint_agency, court, county_office_of_education, school_district, city, regional_center, tribe, nonprofit, private, state_agency, federal_agency, other",
            ),
        ),
        (
            f"{AGENCY}: county_department",
            "probation: {name: Probation",
            (
                47,
                3,
                "agencies.probation has no kind, so 2 duties count as not met",
                "add kind under agencies.probation: one of county_department, elected_county_office, joint_agency, court, county_office_of_education, school_district, city, regional_center, tribe, nonprofit, private, state_agency, federal_agency, other",
            ),
        ),
        (
            "[probation]",
            "[juvenile probation]",
            (
                47,
                69,
                "functions cannot be “juvenile probation”, so 2 duties count as not met",
                "did you mean probation?",
            ),
        ),
        (
            "[probation]",
            "probation",
            (
                47,
                68,
                "“probation” is not a valid value for functions, so 2 duties count as not met",
                "write the list in brackets, for example\nfunctions: [probation]",
            ),
        ),
        (
            "[human_services, child_welfare, mental",
            "[human_services; child_welfare, mental",
            (
                46,
                17,
                "functions cannot be “human_services; child_welfare”, so 2 duties count as not met",
                "write commas between the words: human_services, child_welfare",
            ),
        ),
        (
            "functions: [human_services, child_welfare, mental_health, substance_use_disorder, public_health]",
            "functions: human_services and child_welfare",
            (
                46,
                16,
                "“human_services and child_welfare” is not a valid value for functions, so 7 duties count as not met",
                "write the list in brackets, for example\nfunctions: [human_services, child_welfare]",
            ),
        ),
        (
            "  probation: {name",
            "  Probation: {name",
            (
                47,
                3,
                "“Probation” is not a valid short name, so 2 duties count as not met",
                "write probation, the name used in the rest of the file",
            ),
        ),
        (
            "  probation: {name",
            "  probation department: {name",
            (
                47,
                3,
                "“probation department” is not a valid short name, so 2 duties count as not met",
                "write probation, the name used in the rest of the file",
            ),
        ),
        (
            "{agency: court",
            "{agency: Superior Court",
            (
                19,
                30,
                "“Superior Court” is not a valid value for agency, so the file does not say which agency holds the seat of the juvenile court in the county",
                "write the short name, court",
            ),
        ),
        (
            "{agency: court",
            "{agency: superior_court",
            (
                19,
                30,
                "“superior_court”, which the file does not describe, holds the seat of the juvenile court in the county",
                "did you mean court?",
            ),
        ),
        (
            "{agency: probation, title: Chief}   # since 2020",
            "Chief Probation Officer",
            (
                14,
                16,
                "“Chief Probation Officer” is not a valid value for probation",
                "write the agency too, for example\nprobation: {agency: probation, title: Chief Probation Officer}",
            ),
        ),
        (
            "{agency: probation, title: Chief}   # since 2020",
            "\n      - {agency: probation}\n      - Deputy Chief, or designee",
            (
                16,
                9,
                "“Deputy Chief, or designee” is not a valid value for probation",
                'write the agency too, for example\n- {agency: probation, title: "Deputy Chief, or designee"}',
            ),
        ),
        (
            "{agency: probation, title: Chief}   # since 2020",
            "{title: Chief}",
            (
                14,
                16,
                "the file does not say which agency holds the seat of the county probation department",
                "write the agency, for example\nprobation: {agency: probation, title: Chief Probation Officer}",
            ),
        ),
        (
            "{agency: probation, title: Chief}   # since 2020",
            "{agency: , title: Chief}",
            (
                14,
                16,
                "the file does not say which agency holds the seat of the county probation department",
                "write the agency, for example\nprobation: {agency: probation, title: Chief Probation Officer}",
            ),
        ),
        (
            PROBATION,
            "    probation:\n",
            (
                14,
                5,
                "no one represents the county probation department on the protocol team",
                "write, for example\nprobation: {agency: probation, title: Chief Probation Officer}",
            ),
        ),
        (
            PROBATION,
            "    probation:\n    agency: probation\n    title: Chief\n",
            (
                15,
                5,
                "“agency” and “title” are not keys under protocol_team.seats, so no one represents the county probation department on the protocol team",
                "indent by 2 more spaces: they belong to probation above",
            ),
        ),
        (
            SERVICES,
            indented(SERVICES),
            (
                33,
                3,
                "“services” is not a key under mdt, so 3 duties count as not met",
                "services belongs at the beginning of a line, with no spaces before it",
            ),
        ),
        (
            SERVICES,
            SERVICES.replace("services:", "  services:"),
            (
                33,
                3,
                "“services”, “provision”, “case_management”, and “service_planning” are not keys under mdt, so 3 duties count as not met",
                "services belongs at the beginning of a line, with no spaces before it",
            ),
        ),
        (
            SERVICES,
            f"  service_planning: The team.\n{SERVICES}",
            (33, 3, "“service_planning” is not a key under mdt", "service_planning belongs under services"),
        ),
        (
            "lead: human_services",
            "lead: Health and Human Services",
            (
                10,
                9,
                "“Health and Human Services” is not a valid value for lead",
                "write the function, not the agency: human_services, child_welfare, mental_health, substance_use_disorder, or public_health",
            ),
        ),
        (
            "lead: human_services",
            "lead: human services",
            (10, 9, "“human services” is not a valid value for lead", "did you mean human_services?"),
        ),
        (
            "{agency: probation, title: Chief}",
            "{agency: probation, title:\u00a0Chief}",
            (
                14,
                36,
                "“title:\xa0Chief” is not a key under protocol_team.seats.probation",
                "an invisible character from Word (a non-breaking space) is here; delete it and type a space",
            ),
        ),
        (
            "{agency: probation, title: Chief}",
            "{agency:\u00a0probation, title: Chief}",
            (
                14,
                17,
                "“agency:\xa0probation” is not a key under protocol_team.seats.probation, so the file does not say which agency holds the seat of the county probation department",
                "an invisible character from Word (a non-breaking space) is here; delete it and type a space",
            ),
        ),
        (
            "kind: dedicated",
            "kind: \u200bdedicated",
            (
                25,
                9,
                "kind cannot be “\u200bdedicated”",
                "an invisible character from Word (a zero-width space) is here; delete it",
            ),
        ),
        (
            "{agency: probation, title: Chief}",
            "{agency: pro\u00adbation, title: Chief}",
            (
                14,
                25,
                "“pro\xadbation” is not a valid value for agency, so the file does not say which agency holds the seat of the county probation department",
                "an invisible character from Word (a hidden hyphen) is here; delete it",
            ),
        ),
        (
            "  kind: interagency_protocol",
            "  kind interagency_protocol",
            (
                3,
                3,
                "“kind interagency_protocol” is not a valid value for instrument, so the file does not describe the county's interagency protocol",
                "write a colon and a space after kind\nkind: interagency_protocol",
            ),
        ),
        (
            "  lead: human_services\n  seats:",
            "  lead: human_services\nseats:",
            (
                11,
                1,
                "“seats” is not a key of a county file, so 7 duties count as not met",
                "indent by 2 more spaces: seats belongs to protocol_team above",
            ),
        ),
        (
            "  lead: human_services\n  seats:",
            "  lead: human_services\n\xa0\xa0seats:",
            (
                11,
                1,
                "“\xa0\xa0seats” is not a key of a county file, so 7 duties count as not met",
                "an invisible character from Word (a non-breaking space) is here; delete it and type a space",
            ),
        ),
        (
            "    sheriff: {agency",
            "sheriff: {agency",
            (
                21,
                1,
                "“sheriff” is not a key of a county file, so no one represents the county sheriff's department on the protocol team",
                "indent by 4 more spaces: sheriff belongs to seats above",
            ),
        ),
        (
            "    sheriff: {agency: sheriff, title: Sheriff}\n",
            "    sheriff:\n      agency: sheriff\n    title: Sheriff\n",
            (
                23,
                5,
                "“title” is not a key under protocol_team.seats",
                "indent by 2 more spaces: title belongs to sheriff above",
            ),
        ),
        (
            "    sheriff: {agency: sheriff, title: Sheriff}\n",
            "    sheriff: {agency: sheriff}\n    title: Sheriff\n",
            (
                22,
                5,
                "“title” is not a key under protocol_team.seats",
                "title belongs under protocol_team.seats.sheriff; write it inside the braces on line 21",
            ),
        ),
        (
            "  lead: human_services\n",
            "  lead: human_services\n  title: Team\n",
            (
                11,
                3,
                "“title” is not a key under protocol_team",
                "use one of these keys: lead, seats, staff_support, source",
            ),
        ),
    ],
)
def test_one_slip_is_one_finding_that_says_what_was_meant(
    old: str, new: str, expected: tuple[int, int, str, str]
) -> None:
    assert found(old, new) == [expected]


@pytest.mark.parametrize("kind", ["county department", "bureau", "TODO"])
def test_what_waits_for_a_word_counts_as_not_met(kind: str) -> None:
    """What is held back is not met: only who says so is another."""
    report = report_of(COMPLETE.replace(f"{AGENCY}: county_department", f"{AGENCY}: {kind}"))
    states = {verdict.requirement.id: verdict.state for verdict in report.verdicts}
    assert states["protocol-team-probation"] == states["mdt-probation"] == "not_met"
    assert report.failed


def test_no_finding_names_a_kind_that_the_file_does_not_have() -> None:
    for kind in ("county department", "", "[a]", "TODO", "3"):
        report = report_of(COMPLETE.replace(f"{AGENCY}: county_department", f"{AGENCY}: {kind}"))
        assert report.failed
        assert not [d for d in report.diagnostics if "None" in d.message]


SEAT = "{agency: probation, title: Chief}"


@pytest.mark.parametrize(
    ("typed", "column", "rest", "whole"),
    [
        ("Chief, or designee", 50, "or designee", "Chief, or designee"),
        ("Chief, designee", 50, "designee", "Chief, designee"),
        ("“Chief, or designee”", 51, "or designee", "Chief, or designee"),
        (
            "Director of Adult, Juvenile, and Family Services",
            62,
            "Juvenile",
            "Director of Adult, Juvenile, and Family Services",
        ),
    ],
)
def test_a_text_that_a_comma_ends_is_told_whole(typed: str, column: int, rest: str, whole: str) -> None:
    message = f"the comma before “{rest}” ends the text of title, and the rest is read as a key"
    remedy = f'put the whole text in quotes, for example\ntitle: "{whole}"'
    assert found(SEAT, SEAT.replace("Chief", typed)) == [(14, column, message, remedy)]


def test_what_follows_a_short_name_without_a_key_is_a_key() -> None:
    [(_, _, message, remedy)] = found(SEAT, "{agency: probation, Chief}")
    assert message == "“Chief” is not a key under protocol_team.seats.probation"
    assert remedy == "use one of these keys: agency, title, designee, division, phone, after_hours, email, note, source"


def test_a_key_with_a_colon_is_no_rest_of_a_text() -> None:
    [(_, _, message, remedy)] = found(SEAT, "{agency: probation, title: Chief, designee: }")
    assert (message, remedy) == ("designee has no value", "write text on one line, or delete designee:")


def test_advice_never_takes_a_whole_line_away_for_one_key() -> None:
    for typed in ("{agency: probation, note: }", "{agency: probation, designee}", "{agency: probation, note: ''}"):
        for _, _, _, remedy in found(SEAT, typed):
            assert "the line" not in remedy


@pytest.mark.parametrize(
    ("old", "typed", "remedy"),
    [
        ("to: [parents,", "foster parents", "write one of: parents, legal_guardians"),
        ("to: [parents,", "attorneys", "did you mean their_attorneys, childs_attorney, or both?"),
        ("uses: [prevention,", "vehicles", "write one of: program, prevention"),
        ("uses: [prevention,", "salaries", "did you mean specialized_staff?"),
        ("uses: [prevention,", "preventoin", "did you mean prevention?"),
        ("children: [dependents,", "delinquents", "did you mean wards?"),
        ("contents: [photo,", "photograph", "did you mean photo?"),
    ],
)
def test_no_word_is_suggested_for_what_only_looks_like_it(old: str, typed: str, remedy: str) -> None:
    key = old.partition("[")[0]
    report = report_of(with_edits(EXAMPLE.read_text("utf-8"), (old, f"{key}[{typed},")))
    (found,) = [one for one in report.diagnostics if one.id == "shape-value"]
    assert found.remedy.startswith(remedy)

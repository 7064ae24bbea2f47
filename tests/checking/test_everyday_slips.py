"""Everyday words, dates, times, lists, and keys: what is told about each, word for word, and on both sides of the line."""

import pytest

from ..conftest import EXAMPLE, report_of
from ..edits import with_edits

TEXT = EXAMPLE.read_text("utf-8")
TERM = TEXT[TEXT.index("  term:\n") : TEXT.index("  scope:\n")]


def found(old: str, new: str) -> list[tuple[int, int, str, str, str]]:
    """The errors and warnings of the example, which has none, in which something is written otherwise.

    Where that is the county, its numbers are no longer those of an example, which is not the slip.
    """
    report = report_of(with_edits(TEXT, (old, new)))
    told = [d for d in report.diagnostics if d.severity in ("error", "warning") and d.id != "number-for-examples"]
    return [(d.line, d.column, d.id, d.message, d.remedy) for d in told]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            "    - The Child is missing, or has returned\n",
            "    -\tThe Child is missing, or has returned\n",
            (
                0,
                5,
                "yaml-syntax",
                "a tab follows this dash; a space is needed",
                "write a space, not a tab, after each dash\n- The Child is missing, or has returned",
            ),
        ),
        (
            "    - The Child is missing, or has returned\n",
            "    -The Child is missing, or has returned\n",
            (
                0,
                5,
                "shape-value",
                "a space is missing after this dash",
                "write a space after each dash\n- The Child is missing, or has returned",
            ),
        ),
        (
            "    - The Child is missing, or has returned\n",
            "    • The Child is missing, or has returned\n",
            (
                0,
                5,
                "shape-value",
                "items of a list begin with a dash and a space, not with •",
                "begin each item with a dash and a space\n- The Child is missing, or has returned",
            ),
        ),
        (
            "    - The Child is missing, or has returned\n",
            "    * The Child is missing, or has returned\n",
            (
                0,
                5,
                "yaml-syntax",
                "items of a list begin with a dash and a space, not with *",
                "begin each item with a dash and a space\n- The Child is missing, or has returned",
            ),
        ),
        (
            "    - The Child is missing, or has returned\n",
            "    1. The Child is missing, or has returned\n",
            (
                0,
                5,
                "shape-value",
                "items of a list begin with a dash and a space, not with 1.",
                "begin each item with a dash and a space\n- The Child is missing, or has returned",
            ),
        ),
        (
            "    - The Child is missing, or has returned\n",
            "    – The Child is missing, or has returned\n",
            (
                0,
                5,
                "shape-value",
                "items of a list begin with a dash and a space, not with –",
                "begin each item with a dash and a space\n- The Child is missing, or has returned",
            ),
        ),
        (
            "    - A psychiatric crisis",
            "    -A psychiatric crisis",
            (
                0,
                5,
                "yaml-syntax",
                "a space is missing after this dash",
                "write a space after each dash\n- A psychiatric crisis or a hospital stay",
            ),
        ),
        (
            "    - A psychiatric crisis or a hospital stay",
            "    • Note: a psychiatric crisis",
            (
                0,
                5,
                "yaml-syntax",
                "items of a list begin with a dash and a space, not with •",
                'begin each item with a dash and a space\n- "Note: a psychiatric crisis"',
            ),
        ),
        (
            "    - A psychiatric crisis or a hospital stay",
            "    2. A psychiatric crisis",
            (
                0,
                5,
                "yaml-syntax",
                "items of a list begin with a dash and a space, not with 2.",
                "begin each item with a dash and a space\n- A psychiatric crisis",
            ),
        ),
        (
            "    - name: Circle of support",
            "    -name: Circle of support",
            (
                0,
                5,
                "yaml-syntax",
                "a space is missing after this dash",
                "write a space after each dash\n- name: Circle of support",
            ),
        ),
        (
            "  number: MOU-2025-000 ",
            "  number: 25471 ",
            (
                0,
                11,
                "shape-value",
                "“25471” without quotes is not text, which number must be",
                'put it in quotes\nnumber: "25471"',
            ),
        ),
        (
            "  number: MOU-2025-000 ",
            "  number: 1.10 ",
            (
                0,
                11,
                "shape-value",
                "“1.10” without quotes is not text, which number must be",
                'put it in quotes\nnumber: "1.10"',
            ),
        ),
        (
            "  number: MOU-2025-000 ",
            "  number: #A-12669 ",
            (
                0,
                3,
                "shape-empty",
                "number has no value, because # after a space starts a comment",
                'if it is the number, put it in quotes\nnumber: "#A-12669"',
            ),
        ),
        (
            "  number: MOU-2025-000 ",
            "  number: [MOU-7] ",
            (
                0,
                11,
                "shape-value",
                "number is in brackets, so it is not read as text",
                "write it without brackets\nnumber: MOU-7",
            ),
        ),
        (
            "  number: MOU-2025-000 ",
            "  number: A #12 ",
            (
                0,
                13,
                "comment-in-a-text",
                "text after a space and # is a comment, so “#12        # the county's own number, if it has one” is ignored",
                'if it is part of the text, put the whole text in quotes, for example\nnumber: "A #12"',
            ),
        ),
        (
            "  title: Example County Interagency Protocol and Memorandum of Understanding for Commercially Sexually Exploited Children and Youth (an example)\n",
            "  title: [TITLE]\n",
            (
                0,
                10,
                "shape-value",
                "title is in brackets, so it is not read as text",
                "write the title itself without brackets; replace “TITLE” if it is only a placeholder",
            ),
        ),
        (
            "  title: Example County Interagency Protocol and Memorandum of Understanding for Commercially Sexually Exploited Children and Youth (an example)\n",
            "  title: {title}\n",
            (
                0,
                10,
                "shape-value",
                "title is in braces, so it is not read as text",
                "write the title itself without braces; replace “title” if it is only a placeholder",
            ),
        ),
        (
            "  title: Example County Interagency Protocol and Memorandum of Understanding for Commercially Sexually Exploited Children and Youth (an example)\n",
            "  title: [Director, Deputy 2]\n",
            (
                0,
                10,
                "shape-value",
                "title is in brackets, so it is not read as text",
                'write it without brackets\ntitle: "Director, Deputy 2"',
            ),
        ),
        (
            "  title: Example County Interagency Protocol and Memorandum of Understanding for Commercially Sexually Exploited Children and Youth (an example)\n",
            "  title: 2025\n",
            (
                0,
                10,
                "shape-value",
                "“2025” without quotes is not text, which title must be",
                'put it in quotes\ntitle: "2025"',
            ),
        ),
        (
            "  title: Example County Interagency Protocol and Memorandum of Understanding for Commercially Sexually Exploited Children and Youth (an example)\n",
            " title: Example County Interagency Protocol and Memorandum of Understanding for Commercially Sexually Exploited Children and Youth (an example)\n",
            (
                0,
                2,
                "yaml-syntax",
                "this line starts with one space; the lines next to it start with 2",
                "start the line with 2 spaces, like kind on line 21, under instrument",
            ),
        ),
        (
            "  title: Example County Interagency Protocol and Memorandum of Understanding for Commercially Sexually Exploited Children and Youth (an example)\n",
            "   title: Example County Interagency Protocol and Memorandum of Understanding for Commercially Sexually Exploited Children and Youth (an example)\n",
            (
                0,
                4,
                "yaml-syntax",
                "this line starts with 3 spaces; the lines next to it start with 2",
                "start the line with 2 spaces, like kind on line 21, under instrument",
            ),
        ),
        (
            "  title: Example County Interagency Protocol and Memorandum of Understanding for Commercially Sexually Exploited Children and Youth (an example)\n",
            "    title: Example County Interagency Protocol and Memorandum of Understanding for Commercially Sexually Exploited Children and Youth (an example)\n",
            (
                0,
                5,
                "yaml-syntax",
                "this line starts with 4 spaces; the lines next to it start with 2",
                "start the line with 2 spaces, like kind on line 21, under instrument",
            ),
        ),
        (
            "  kind: interagency_mou ",
            "   kind: interagency_mou ",
            (
                0,
                4,
                "yaml-syntax",
                "this line starts with 3 spaces; the lines next to it start with 2",
                "start the line with 2 spaces, like title on line 22, under instrument",
            ),
        ),
        (
            "protocol_developed_on: 2019-03-12",
            "protocol_developed_on: 2019-6-3",
            (0, 26, "shape-value", "“2019-6-3” is not a valid value for protocol_developed_on", "write 2019-06-03"),
        ),
        (
            "protocol_developed_on: 2019-03-12",
            "protocol_developed_on: 2019/20",
            (
                0,
                26,
                "shape-value",
                "“2019/20” is not a valid value for protocol_developed_on",
                "write the date, or one year: 2019 or 2020",
            ),
        ),
        (
            "protocol_developed_on: 2019-03-12",
            "protocol_developed_on: June 2019",
            (0, 26, "shape-value", "“June 2019” is not a valid value for protocol_developed_on", "write 2019-06"),
        ),
        (
            "protocol_developed_on: 2019-03-12",
            "protocol_developed_on: 3 June 2019",
            (0, 26, "shape-value", "“3 June 2019” is not a valid value for protocol_developed_on", "write 2019-06-03"),
        ),
        (
            "protocol_developed_on: 2019-03-12",
            "protocol_developed_on: 06/03/19",
            (
                0,
                26,
                "shape-value",
                "“06/03/19” is not a valid value for protocol_developed_on",
                "write 2019-06-03, if June 3, 2019 is meant",
            ),
        ),
        (
            "protocol_developed_on: 2019-03-12",
            "protocol_developed_on: 20190603",
            (0, 26, "shape-value", "“20190603” is not a valid value for protocol_developed_on", "write 2019-06-03"),
        ),
        (
            "protocol_developed_on: 2019-03-12",
            "protocol_developed_on: Spring 2019",
            (0, 26, "shape-value", "“Spring 2019” is not a valid value for protocol_developed_on", "write 2019"),
        ),
        (
            "protocol_developed_on: 2019-03-12",
            "protocol_developed_on: about 2019",
            (
                0,
                26,
                "shape-value",
                "“about 2019” is not a valid value for protocol_developed_on",
                "write a date as year-month-day, year-month, or year, such as 2015-06-30, 2015-06, or 2015",
            ),
        ),
        (
            "protocol_developed_on: 2019-03-12",
            "protocol_developed_on: 2019-02-30",
            (0, 26, "date-impossible", "2019-02-30 is not in the calendar", "correct the day or the month"),
        ),
        (
            "fiscal_years: [2019-20, 2020-21, 2021-22, 2022-23, 2023-24, 2024-25, 2025-26, 2026-27]",
            "fiscal_years: [2019/20]",
            (0, 18, "shape-value", "“2019/20” is not a valid value for fiscal_years", "write 2019-20"),
        ),
        (
            "fiscal_years: [2019-20, 2020-21, 2021-22, 2022-23, 2023-24, 2024-25, 2025-26, 2026-27]",
            "fiscal_years: [FY 2019-2020]",
            (0, 18, "shape-value", "“FY 2019-2020” is not a valid value for fiscal_years", "write 2019-20"),
        ),
        (
            "fiscal_years: [2019-20, 2020-21, 2021-22, 2022-23, 2023-24, 2024-25, 2025-26, 2026-27]",
            "fiscal_years: 2019-20 to 2021-22",
            (
                0,
                17,
                "shape-value",
                "“2019-20 to 2021-22” is not a valid value for fiscal_years",
                "write the list in brackets, for example\nfiscal_years: [2019-20, 2020-21, 2021-22]",
            ),
        ),
        (
            "fiscal_years: [2019-20, 2020-21, 2021-22, 2022-23, 2023-24, 2024-25, 2025-26, 2026-27]",
            "fiscal_years: [2019-21]",
            (
                0,
                18,
                "shape-value",
                "“2019-21” is not a valid value for fiscal_years",
                "write a state fiscal year, from one year to the next, such as 2019-20",
            ),
        ),
        (
            "      within: 10 days",
            "      within: one day",
            (0, 15, "shape-value", "“one day” is not a valid value for within", "write 1 day"),
        ),
        (
            "      within: 10 days",
            "      within: 24 hrs",
            (0, 15, "shape-value", "“24 hrs” is not a valid value for within", "write 24 hours"),
        ),
        (
            "      within: 10 days",
            "      within: within 24 hours",
            (0, 15, "shape-value", "“within 24 hours” is not a valid value for within", "write 24 hours"),
        ),
        (
            "      within: 10 days",
            "      within: twenty-four hours",
            (0, 15, "shape-value", "“twenty-four hours” is not a valid value for within", "write 24 hours"),
        ),
        (
            "      within: 10 days",
            "      within: ten (10) days",
            (0, 15, "shape-value", "“ten (10) days” is not a valid value for within", "write 10 days"),
        ),
        (
            "      within: 10 days",
            "      within: 24",
            (
                0,
                15,
                "shape-value",
                "“24” is not a valid value for within",
                "write the unit too, such as 24 hours or 24 days",
            ),
        ),
        (
            "      within: 10 days",
            "      within: two working days",
            (
                0,
                15,
                "shape-value",
                "“two working days” is not a valid value for within",
                "write 2 business days; or calendar days or hours, the longest it can be",
            ),
        ),
        (
            "      within: 10 days",
            "      within: soon",
            (
                0,
                15,
                "shape-value",
                "“soon” is not a valid value for within",
                "write the word immediately, or a number and a unit, such as 24 hours, 2 to 24 hours, or 3 business days",
            ),
        ),
        (
            "    within: 4 hours           # the law: immediately, and in",
            "    within: Immediate  # the law: immediately, and in",
            (0, 13, "shape-value", "“Immediate” is not a valid value for within", "write immediately"),
        ),
        (
            "    within: 4 hours           # the law: immediately, and in",
            "    within: at once  # the law: immediately, and in",
            (0, 13, "shape-value", "“at once” is not a valid value for within", "write immediately"),
        ),
        (
            "    within: 4 hours           # the law: immediately, and in",
            "    within: promptly  # the law: immediately, and in",
            (
                0,
                13,
                "shape-value",
                "“promptly” is not a valid value for within",
                "write the word immediately, or a number and a unit, such as 24 hours, 2 to 24 hours, or 3 business days",
            ),
        ),
        (
            "  elects_funds: true ",
            "  elects_funds: yes ",
            (0, 17, "shape-value", "“yes” is not a valid value for elects_funds", "write true\nelects_funds: true"),
        ),
        (
            "  elects_funds: true ",
            '  elects_funds: "true" ',
            (
                0,
                17,
                "shape-value",
                "“true” is not a valid value for elects_funds",
                "write true without quotes\nelects_funds: true",
            ),
        ),
        (
            "  elects_funds: true ",
            "  elects_funds: No ",
            (0, 17, "shape-value", "“No” is not a valid value for elects_funds", "write false\nelects_funds: false"),
        ),
        (
            "  elects_funds: true ",
            "  elects_funds: 1 ",
            (0, 17, "shape-value", "“1” is not a valid value for elects_funds", "write true\nelects_funds: true"),
        ),
        (
            "  elects_funds: true ",
            "  elects_funds: unsure ",
            (0, 17, "to-fill-in", "to be filled in: csec_program.elects_funds", "replace “unsure” with true or false"),
        ),
        (
            "    documented: true\n",
            "    documented: yes\n",
            (
                0,
                17,
                "shape-value",
                "“yes” does not say how, under documented",
                "write true if it is done, false if it is not, or text that says how it is done",
            ),
        ),
        (
            "    functions: [casa]\n",
            "    functions: [casa, Social services]\n",
            (
                0,
                23,
                "shape-value",
                "functions cannot be “Social services”",
                "did you mean human_services, child_welfare, or both?",
            ),
        ),
        (
            "    functions: [casa]\n",
            "    functions: [casa, CPS]\n",
            (0, 23, "shape-value", "functions cannot be “CPS”", "did you mean child_welfare?"),
        ),
        (
            "    functions: [casa]\n",
            "    functions: [casa, AOD]\n",
            (0, 23, "shape-value", "functions cannot be “AOD”", "did you mean substance_use_disorder?"),
        ),
        (
            "    functions: [casa]\n",
            "    functions: [casa, DA]\n",
            (0, 23, "shape-value", "functions cannot be “DA”", "did you mean district_attorney?"),
        ),
        (
            "    functions: [casa]\n",
            "    functions: [casa, DPH]\n",
            (0, 23, "shape-value", "functions cannot be “DPH”", "did you mean public_health?"),
        ),
        (
            "    functions: [casa]\n",
            "    functions: [casa, Behavioral Health]\n",
            (
                0,
                23,
                "shape-value",
                "functions cannot be “Behavioral Health”",
                "did you mean mental_health, substance_use_disorder, or both?",
            ),
        ),
        (
            "    functions: [casa]\n",
            "    functions: [casa, law enforcement]\n",
            (
                0,
                23,
                "shape-value",
                "functions cannot be “law enforcement”",
                "did you mean sheriff, local_law_enforcement, or both?",
            ),
        ),
        (
            "    functions: [casa]\n",
            "    functions: [casa, Department of Public Health]\n",
            (
                0,
                23,
                "shape-value",
                "functions cannot be “Department of Public Health”",
                "did you mean public_health?",
            ),
        ),
        (
            "    functions: [casa]\n",
            "    functions: [casa, schools]\n",
            (
                0,
                23,
                "shape-value",
                "functions cannot be “schools”",
                "did you mean county_office_of_education, local_education_agency, or both?",
            ),
        ),
        (
            "    functions: [casa]\n",
            "    functions: [casa, human rights]\n",
            (
                0,
                23,
                "shape-value",
                "functions cannot be “human rights”",
                "write one of: human_services, child_welfare, probation, mental_health, public_health, substance_use_disorder, juvenile_court, county_office_of_education, sheriff, local_education_agency, local_law_enforcement, survivor, service_provider, advocate, district_attorney, public_defender, childrens_attorneys, county_counsel, casa, civil_legal_services, health_care_provider, housing_provider, regional_center, child_welfare_advocacy, tribe, tribal_law_enforcement, federal_agency, youth, caregiver, other",
            ),
        ),
        (
            "  lead: human_services ",
            "  lead: Social services ",
            (
                0,
                9,
                "shape-value",
                "“Social services” is not a valid value for lead",
                "did you mean human_services or child_welfare?",
            ),
        ),
        (
            "  lead: human_services ",
            "  lead: CPS ",
            (
                0,
                9,
                "shape-value",
                "“CPS” is not a valid value for lead",
                "did you mean human_services or child_welfare?",
            ),
        ),
        (
            "  kind: dedicated ",
            "  kind: MDT ",
            (
                0,
                9,
                "shape-value",
                "kind cannot be “MDT”",
                "did you mean dedicated, child_and_family_team, or existing_team?",
            ),
        ),
        (
            "  lead: human_services ",
            "  lead: Child Welfare ",
            (
                0,
                9,
                "shape-value",
                "“Child Welfare” is not a valid value for lead",
                "did you mean human_services or child_welfare?",
            ),
        ),
        (
            "    written_within: 36 hours",
            "    written_within: 36",
            (
                0,
                21,
                "shape-value",
                "“36” is not a valid value for written_within",
                "write the unit too, such as 36 hours",
            ),
        ),
        (
            "    period: 30 days",
            "    period: 30",
            (0, 13, "shape-value", "“30” is not a valid value for period", "write the unit too, such as 30 days"),
        ),
        (
            "    sheriff:\n      agency: sheriff",
            "    Sheriff's Office:\n      agency: sheriff",
            (
                0,
                5,
                "shape-unknown-key",
                "“Sheriff's Office” is not a key under protocol_team.seats, so no one represents the county sheriff's department on the protocol team",
                "did you mean sheriff?",
            ),
        ),
        (
            "    casa:\n      agency: casa\n      title: Program",
            "    Court Appointed Special Advocates:\n      agency: casa\n      title: Program",
            (
                0,
                5,
                "shape-unknown-key",
                "“Court Appointed Special Advocates” is not a key under protocol_team.seats",
                "did you mean casa?",
            ),
        ),
        (
            "    district_attorney:\n      agency",
            "    DA:\n      agency",
            (
                0,
                5,
                "shape-unknown-key",
                "“DA” is not a key under protocol_team.seats",
                "did you mean district_attorney?",
            ),
        ),
        (
            "  kind: interagency_mou ",
            "  kind: MOU ",
            (0, 9, "shape-value", "kind cannot be “MOU”", "did you mean interagency_mou?"),
        ),
        (
            "  kind: interagency_mou ",
            "  kind: protocol ",
            (0, 9, "shape-value", "kind cannot be “protocol”", "did you mean interagency_protocol?"),
        ),
        (
            "  kind: interagency_mou ",
            "  kind: Memorandum of Understanding ",
            (0, 9, "shape-value", "kind cannot be “Memorandum of Understanding”", "did you mean interagency_mou?"),
        ),
        (
            "  kind: interagency_mou ",
            "  kind: AB 2083 MOU ",
            (0, 9, "shape-value", "kind cannot be “AB 2083 MOU”", "did you mean system_of_care_mou?"),
        ),
        (
            "  kind: interagency_mou ",
            "  kind: contract ",
            (
                0,
                9,
                "shape-value",
                "kind cannot be “contract”",
                "write one of: interagency_protocol, interagency_mou, first_responder_protocol, task_force_mou, funding_agreement, inter_county_agreement, interdepartmental_agreement, system_of_care_mou, none_found, other",
            ),
        ),
        (
            "county: Example County ",
            "county: Tri-County ",
            (
                0,
                9,
                "shape-value",
                "county cannot be “Tri-County”",
                "for several counties, replace county with counties and their names, for example\ncounties:\n  Sutter:\n    csec_program: {elects_funds: true}   # or false\n  Yuba:\n    csec_program: {elects_funds: true}   # or false",
            ),
        ),
        (
            "county: Example County ",
            "county: Sutter-Yuba ",
            (
                0,
                9,
                "shape-value",
                "county cannot be “Sutter-Yuba”",
                "for several counties, replace county with counties, for example\ncounties:\n  Sutter:\n    csec_program: {elects_funds: true}   # or false\n  Yuba:\n    csec_program: {elects_funds: true}   # or false",
            ),
        ),
        (
            "county: Example County ",
            "county: LA ",
            (0, 9, "shape-value", "county cannot be “LA”", "did you mean Los Angeles?"),
        ),
        (
            "county: Example County ",
            "county: El Dorado County ",
            (0, 9, "shape-value", "county cannot be “El Dorado County”", "did you mean El Dorado?"),
        ),
        (
            TERM,
            "  expires: June 30, 2030\n",
            (
                0,
                3,
                "shape-unknown-key",
                "“expires” is not a key under instrument",
                "write it under instrument, for example\nterm:\n  until: 2030-06-30",
            ),
        ),
        (
            TERM,
            "  effective_date: 7/1/2025\n",
            (
                0,
                3,
                "shape-unknown-key",
                "“effective_date” is not a key under instrument",
                "write it under instrument, for example\nterm:\n  from: 2025-07-01",
            ),
        ),
        (
            TERM,
            "  term: {from: 2025-07-01, until: June 30, 2029}\n",
            (
                0,
                35,
                "shape-value",
                "“June 30, 2029” is not a valid value for until",
                "write 2029-06-30\nuntil: 2029-06-30",
            ),
        ),
        (
            "  kind: interagency_mou ",
            "  expires: 2030-06-30\n  kind: interagency_mou ",
            (
                0,
                3,
                "shape-unknown-key",
                "“expires” is not a key under instrument",
                "delete expires: instrument.term.until says the same",
            ),
        ),
        (
            "  kind: interagency_mou ",
            "  expires: 2031-06-30\n  kind: interagency_mou ",
            (
                0,
                3,
                "shape-unknown-key",
                "“expires” is not a key under instrument",
                "keep one of the two, and delete the other: instrument.term.until is there, too",
            ),
        ),
        (
            "services:\n  prov",
            "placements:\n  emergency: Two beds.\nservices:\n  prov",
            (
                0,
                1,
                "shape-unknown-key",
                "“placements” is not a key of a county file",
                "no key is for this; write it as a section of the county's own text, for example\nnarrative:\n  - heading: Placements\n    text: …",
            ),
        ),
        (
            "  is_protocol_team: true\n",
            "  is_protocol_team: false\n  members:\n    human_services: {agency: social_services, title: Director}\n",
            (1, 3, "shape-unknown-key", "“members” is not a key under steering_committee", "did you mean seats?"),
        ),
        (
            "  is_protocol_team: true\n",
            "  is_protocol_team: false\n  members: [human_services, court]\n",
            (
                1,
                3,
                "shape-unknown-key",
                "“members” is not a key under steering_committee",
                "write seats, with the agency and the job title under each function, for example\nseats:\n  human_services: {agency: social_services, title: …}\n  juvenile_court: {agency: court, title: …}",
            ),
        ),
        (
            "      title: Chief Probation Officer\n",
            "      position: Chief Probation Officer\n",
            (
                0,
                7,
                "shape-unknown-key",
                "“position” is not a key under protocol_team.seats.probation",
                "did you mean title?",
            ),
        ),
        (
            "      title: Chief Probation Officer\n",
            "      title: Chief Probation Officer\n      contact: Chief Probation Officer\n",
            (
                1,
                7,
                "shape-unknown-key",
                "“contact” is not a key under protocol_team.seats.probation",
                "names of people do not belong in a county file; write the number of the office or the position under phone, and delete this key",
            ),
        ),
    ],
)
def test_what_is_told_about_a_slip(old: str, new: str, expected: tuple[int, int, str, str, str]) -> None:
    """Lines of the expected finding are counted from the first line that is written otherwise."""
    first = TEXT.count("\n", 0, TEXT.index(old)) + 1
    assert found(old, new) == [(first + expected[0], *expected[1:])]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("  number: MOU-2025-000 ", "  number: 2025-07-01 "),
        ("  number: MOU-2025-000 ", "  number: A-12669#3 "),
        ("      within: 10 days", "      within: 1 day"),
        ("protocol_developed_on: 2019-03-12", "protocol_developed_on: 2019-06"),
        ("  lead: human_services ", "  lead: [human_services, juvenile_court] "),
        (TERM, TERM.replace("from: 2025-07-01          ", "from: '2025-07-01'   ")),
    ],
)
def test_what_is_written_as_it_must_be_is_not_told(old: str, new: str) -> None:
    assert found(old, new) == []


def test_a_part_in_a_wrong_column_is_told_once() -> None:
    """Its keys are then keys of the part above, which has some of them; that is no slip of its own."""
    seat = "    {0}: {{agency: {0}, title: {1}}}\n"
    team = f"protocol_team:\n  lead: human_services\n  seats:\n{seat.format('sheriff', 'Sheriff')}"
    of_child = f"  kind: dedicated\n  seats:\n{seat.format('probation', 'Deputy')}"
    told = report_of(f"county: Inyo\n{team}  mdt:\n{of_child}").diagnostics
    assert [one.remedy for one in told if one.id == "shape-unknown-key"] == [
        "mdt belongs at the beginning of a line, with no spaces before it"
    ]
    assert "yaml-duplicate-key" not in {one.id for one in told}
    twice = report_of(f"county: Inyo\n{team}{of_child}").diagnostics
    assert [one.line for one in twice if one.id == "yaml-duplicate-key"] == [7]


def test_a_short_name_in_capitals_is_told_once_where_it_is_given() -> None:
    text = TEXT.replace("social_services", "HHSA")
    told = [(d.line, d.message, d.remedy) for d in report_of(text).diagnostics if d.severity == "error"]
    message = "“HHSA” is not a valid short name, so 2 duties count as not met"
    remedy = "write hhsa here and wherever the file names it: a short name has only lower-case letters, digits, and underscores"
    line = text.count("\n", 0, text.index("\n  HHSA:")) + 2
    assert told == [(line, message, remedy)]
    assert not report_of(text.replace("HHSA", "hhsa")).failed


@pytest.mark.parametrize(
    ("lines", "is_named"),
    [
        ("", False),
        ("mdt: {seats: {probation: {agency: HHSA, title: Officer}}}", True),
        ("mdt: {seats: {probation: [{agency: HHSA, title: Officer}]}}", True),
        ("mdt: {convener: HHSA}", True),
        ("mdt: {tiers: [{name: First, convener: HHSA}]}", True),
        ("mdt: {tiers: [{name: First, agencies: [HHSA]}]}", True),
        ("protocol_team: {staff_support: [{agency: HHSA, title: Analyst}]}", True),
        ("identification: {tools: [{name: A tool, agencies: [HHSA]}]}", True),
        ("signatures: [{name: County of Inyo, agencies: [HHSA]}]", True),
        ("mdt: {tiers: [{name: HHSA, agencies: [probation]}]}", False),
        ("mdt: {tiers: [{name: First, agencies: [[HHSA]], convener: {HHSA: 1}}]}", False),
    ],
)
def test_wherever_a_file_names_an_agency_its_short_name_is_corrected(lines: str, is_named: bool) -> None:
    told = report_of(f"county: Inyo\nagencies: {{HHSA: {{name: Health, kind: county_department}}}}\n{lines}\n")
    [remedy] = [one.remedy for one in told.diagnostics if "HHSA” is not a valid short name" in one.message]
    here = " here and wherever the file names it" if is_named else ""
    assert remedy == f"write hhsa{here}: a short name has only lower-case letters, digits, and underscores"
    elsewhere = [one for one in told.diagnostics if one.line == 3 and "HHSA" in one.message and is_named]
    assert elsewhere == []


@pytest.mark.parametrize("cited", ["S-1", "[S-1]", "[own, S-1]"])
def test_a_short_name_of_a_source_is_told_once_where_it_is_given(cited: str) -> None:
    listed = "{own: {title: The protocol}, S-1: {title: Board resolution}}"
    told = report_of(f"county: Inyo\nsources: {listed}\nmdt: {{source: {cited}}}\n").diagnostics
    assert [(one.line, one.remedy) for one in told if "S-1" in one.message] == [
        (2, "write s_1: a short name has only lower-case letters, digits, and underscores")
    ]


def test_a_whole_list_in_bullets_is_shown_with_dashes() -> None:
    items = TEXT[TEXT.index("    - The Child is missing") : TEXT.index("  convened_when")]
    [(line, _, id, message, remedy)] = found(items, items.replace("    - ", "    • "))
    first = TEXT.count("\n", 0, TEXT.index(items)) + 1
    assert (line, id, message) == (first, "shape-value", "items of a list begin with a dash and a space, not with •")
    assert remedy.split("\n") == [
        "begin each item with a dash and a space",
        *(each.strip() for each in items.splitlines()),
    ]


def test_a_list_of_duties_under_a_folded_text_keeps_its_key() -> None:
    """A tab after its first dash sent the reader to the key, whose five duties then became part of the text above."""
    words = [
        "contributing_factors",
        "placement_response",
        "experiences_while_absent",
        "possible_exploitation",
        "documentation",
    ]
    listed = "".join(f"    -\t{word}\n" for word in words)
    [(line, column, id, message, remedy)] = found(f"  on_return: [{', '.join(words)}]\n", f"  on_return:\n{listed}")
    line_of_key = TEXT.count("\n", 0, TEXT.index("  on_return: [")) + 1
    assert (line, column, id, message) == (
        line_of_key + 1,
        5,
        "yaml-syntax",
        "a tab follows this dash; a space is needed",
    )
    assert remedy == "\n".join(["write a space, not a tab, after each dash", *(f"- {word}" for word in words)])


@pytest.mark.parametrize(
    ("missing", "remedy"),
    [
        ("survivor", "add under mdt.seats, for example\nsurvivor: {agency: survivor_network, title: Survivor Mentor}"),
        (
            "service_provider",
            "add under mdt.seats, for example\nservice_provider: {agency: youth_services, title: Case Manager}",
        ),
        (
            "caregiver",
            "add under mdt.tiers, for example\n- {name: Planning meeting, members: [child_welfare, probation, mental_health, "
            "substance_use_disorder, public_health, youth, caregiver], meeting: in_person}",
        ),
    ],
)
def test_who_is_missing_from_the_team_is_who_is_to_be_added(missing: str, remedy: str) -> None:
    mdt = TEXT[TEXT.index("\nmdt:\n") : TEXT.index("\nservices:\n")]
    less = mdt.replace(f"    {missing}:\n", "    advocate:\n").replace(
        ", caregiver]", "]" if missing == "caregiver" else ", caregiver]"
    )
    report = report_of(TEXT.replace(mdt, less))
    assert [d.remedy for d in report.diagnostics if d.id == "framework-mdt-suggested"] == [remedy]


def test_a_missing_seat_is_shown_with_the_agency_of_the_file_that_has_the_function() -> None:
    sheriff = TEXT[TEXT.index("    sheriff:\n      agency") : TEXT.index("    # Not required by law.")]
    renamed = TEXT.replace(sheriff, "").replace("\n  sheriff:\n", "\n  so:\n").replace("agency: sheriff", "agency: so")
    [d] = [d for d in report_of(renamed).diagnostics if d.id == "protocol-team-sheriff"]
    assert d.remedy == "add under protocol_team.seats, for example\nsheriff: {agency: so, title: Sheriff}"
    # An agency of another kind has the function, and cannot hold the seat.
    police = renamed.replace(
        "functions: [sheriff, local_law_enforcement]", "functions: [local_law_enforcement]"
    ).replace("    kind: city\n    functions: [local_law_enforcement]", "    kind: city\n    functions: [sheriff]")
    [d] = [d for d in report_of(police).diagnostics if d.id == "protocol-team-sheriff"]
    assert d.remedy == (
        "add under protocol_team.seats, and describe sheriff under agencies, for example\nsheriff: {agency: sheriff, title: Sheriff}"
    )


@pytest.mark.parametrize(
    ("old", "new", "remedy"),
    [
        ("    by: [child_welfare, probation]\n", "    by: CPS and probation\n", "by: [child_welfare, probation]"),
        ("    functions: [casa]\n", "    functions: CPS, AOD\n", "functions: [child_welfare, substance_use_disorder]"),
        ("    functions: [casa]\n", "    functions: CASA\n", "functions: [casa]"),
    ],
)
def test_a_text_of_several_words_is_written_as_the_whole_list(old: str, new: str, remedy: str) -> None:
    [(_, _, _, _, told)] = found(old, new)
    assert told == f"write the list in brackets, for example\n{remedy}"


def test_a_list_with_a_word_that_nobody_knows_is_never_cut_short() -> None:
    """Its other words alone would leave out whom the author named."""
    [(_, _, _, _, told)] = found("    by: [child_welfare, probation]\n", "    by: the night shift and probation\n")
    assert "[probation]" not in told


@pytest.mark.parametrize(
    ("new", "remedy"),
    [
        (
            "  term: July 1, 2025 to June 30, 2030\n",
            "write it with its keys\nterm: {from: 2025-07-01, until: 2030-06-30}",
        ),
        (
            "  term: 7/1/2025 - 6/30/2030\n",
            "write it with its keys\nterm: {from: 2025-07-01, until: 2030-06-30}",
        ),
        ("  term: 5 years\n", "write it with its keys, for example\nterm: {from: …, until: …}"),
        ("  term: July 1, 2025 to whenever\n", "write it with its keys, for example\nterm: {from: …, until: …}"),
    ],
)
def test_a_term_in_words_is_written_with_its_keys(new: str, remedy: str) -> None:
    [(_, _, id, _, told)] = found(TERM, new)
    assert (id, told) == ("shape-value", remedy)


@pytest.mark.parametrize(
    ("old", "new", "message", "remedy"),
    [
        (
            "      - name: Children and Family Services\n        functions: [child_welfare]\n",
            "      - Children and Family Services\n",
            "“Children and Family Services” is not a valid value for divisions",
            "write it with its keys, for example\n- {name: Children and Family Services, functions: …}",
        ),
        (
            "  convener: social_services\n",
            "  convener: Children and Family Services\n",
            "“Children and Family Services” is not a valid value for convener",
            "write the short name of the agency that it is a division of, social_services",
        ),
        (
            "    until: 2030-06-30 ",
            "    to: 2030-06-30 ",
            "“to” is not a key under instrument.term",
            "did you mean until?",
        ),
        (
            "functions: [casa]\n",
            "functions: [casa]]\n",
            "this ] closes nothing",
            "delete the ]\nfunctions: [casa]",
        ),
        (
            "title: Chief Probation Officer\n",
            "title: probation@example.gov\n",
            "“probation@example.gov” is in a job title and will be out of date when staff change",
            "keep only the job title; write the office’s address under email of the seat or the agency",
        ),
        (
            "  lead: human_services ",
            "  lead: human services and probation ",
            "“human services and probation” is not a valid value for lead",
            "write the list in brackets, for example\nlead: [human_services, probation]",
        ),
        (
            "  status: in_force ",
            "  status: Draft ",
            "status cannot be “Draft”",
            "did you mean draft?",
        ),
        (
            "    until: 2030-06-30 ",
            "    until: 30-Jun-30 ",
            "“30-Jun-30” is not a valid value for until",
            "write 2030-06-30, if June 30, 2030 is meant",
        ),
        (
            "    until: 2030-06-30 ",
            "    until: 30-Jun-2030 ",
            "“30-Jun-2030” is not a valid value for until",
            "write 2030-06-30",
        ),
    ],
)
def test_the_remedy_is_what_to_type_there(old: str, new: str, message: str, remedy: str) -> None:
    told = found(old, new)
    assert [one[3:] for one in told if one[2] != "division-without-function"] == [(message, remedy)]


BEGINNINGS = {"agencies": "\nagencies:\n", "parties": "\nparties:\n", "seats": "  seats:\n    human_services:"}


@pytest.mark.parametrize(
    ("section", "written", "key", "remedy"),
    [
        (
            "parties",
            "\nparties:\n  county:\n    name: Example County\n    signature: signs\n",
            "parties",
            "begin each entry with a dash, not with a key of its own, for example\nparties:\n  - name: Example County",
        ),
        (
            "parties",
            "\nparties:\n  name: Example County\n  signature: signs\n",
            "parties",
            "begin the entry with a dash, for example\nparties:\n  - name: Example County",
        ),
        (
            "agencies",
            "\nagencies:\n  - name: Example County Sheriff's Office\n    kind: elected_county_office\n",
            "agencies",
            "begin each entry with a short name and a colon, not with a dash, for example\n"
            "agencies:\n  example_county_sheriff_s_office:\n    name: Example County Sheriff's Office",
        ),
        (
            "agencies",
            "\nagencies:\n  - Probation\n  - Sheriff\n",
            "agencies",
            "begin each entry with a short name and a colon, not with a dash, for example\n"
            "agencies:\n  probation:\n    name: Probation",
        ),
        (
            "seats",
            "  seats:\n    - human services\n    - sheriff\n",
            "seats",
            "write each as a key, not with a dash, for example\n"
            "seats:\n  human_services: {agency: social_services, title: …}",
        ),
        (
            "seats",
            "  seats:\n    - agency: sheriff\n      title: Captain\n",
            "seats",
            "write each as a key, not with a dash, for example\nseats:\n  sheriff: {agency: sheriff, title: Captain}",
        ),
    ],
)
def test_a_list_for_a_map_or_a_map_for_a_list_is_shown_as_it_must_be(
    section: str, written: str, key: str, remedy: str
) -> None:
    """The rest of what was there is left out, as it would be a second slip."""
    start = TEXT.index(BEGINNINGS[section])
    rest = {"seats": "\nmdt:\n", "agencies": "\nparties:\n", "parties": "\nnarrative:\n"}[section]
    assert rest in TEXT[start:]
    text = TEXT[:start] + written + TEXT[TEXT.index(rest, start) :]
    told = [d for d in report_of(text).diagnostics if d.id == "shape-value" and d.path[-1] == key]
    assert [d.remedy for d in told] == [remedy]


@pytest.mark.parametrize(
    ("county", "line", "message", "remedy"),
    [
        (
            "county: Inyo\ncounties: [Inyo]\n",
            2,
            "a list is not a valid value for counties",
            "delete counties; county already says whose file it is",
        ),
        (
            "counties: [Inyo, Mono]\n",
            1,
            "a list is not a valid value for counties",
            "write each county as a key with its own part below, for example\ncounties:\n"
            "  Inyo:\n    csec_program: {elects_funds: true}   # or false\n"
            "  Mono:\n    csec_program: {elects_funds: true}   # or false",
        ),
        (
            "county: [Inyo, Mono]\n",
            1,
            "a list is not a valid value for county",
            "for several counties, replace county with counties, for example\ncounties:\n"
            "  Inyo:\n    csec_program: {elects_funds: true}   # or false\n"
            "  Mono:\n    csec_program: {elects_funds: true}   # or false",
        ),
        (
            "county: Elsewhere\n",
            1,
            "county cannot be “Elsewhere”",
            "write the county’s name without the word County, for example\ncounty: El Dorado",
        ),
    ],
)
def test_what_is_wrong_with_the_county_is_told_once(county: str, line: int, message: str, remedy: str) -> None:
    head = next(each for each in TEXT.splitlines(keepends=True) if each.startswith("county:"))
    start = TEXT[: TEXT.index(head)].count("\n")
    told = [one for one in found(head, county) if one[2].startswith("shape-")]
    assert [(one[0] - start, *one[3:]) for one in told] == [(line, message, remedy)]

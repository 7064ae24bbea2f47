"""Slips of people who know Word and Excel: one finding each, at the line where it was made, and its cure heals."""

import pytest

from protocol_builder.checking.check import Report
from protocol_builder.diagnostic import Diagnostic

from ..conftest import DAY, EXAMPLE, report_of
from ..edits import with_edits
from .test_cures import failure

TEXT = EXAMPLE.read_text("utf-8")
MEANT = report_of(TEXT)

SHERIFF = """\
    sheriff:
      agency: sheriff
      title: Sheriff
      designee: Captain, Investigations
"""
DEFENDER = "      agency: public_defender\n      title: Public Defender\n"
HUMAN_SERVICES = TEXT[: TEXT.index("    human_services:\n")].count("\n") + 1
"""The line of the first seat of the protocol team."""
PARTY = "  - name: Example County Probation Department\n"
FIRST_PARTY = TEXT[: TEXT.index("\nparties:\n")].count("\n") + 3
PROBATION_AGENCY = TEXT[: TEXT.index("\n  probation:\n    name:")].count("\n") + 2
QUOTED = TEXT[: TEXT.index('title: "Detective')].count("\n") + 1
"""The next line with a quotation mark after the public defender's."""
PROBATION = "    probation:\n      agency: probation\n      title: Chief Probation Officer\n"
COMPENSATION = TEXT[TEXT.index("  compensation: >-\n") : TEXT.index("  source: board_resolution    # the short")]
FUNCTIONS = "    functions: [mental_health, substance_use_disorder]\n    phone: 555-555-0120\n"
ITEM = "      - Asks the court not to detain a Child for having been exploited.\n"
ADOPTED = "  adopted_on: 2025-07-15"
WITHIN = "      within: 2 hours\n"


def slip(old: str, new: str) -> tuple[Report, list[Diagnostic], int]:
    """The report of the example with a slip, what it finds that the example has not, and the first line that differs."""
    changed = with_edits(TEXT, (old, new))
    report = report_of(changed)
    known = {d.message for d in MEANT.diagnostics}
    told = [d for d in report.diagnostics if d.severity in ("error", "warning") and d.message not in known]
    pairs = zip(TEXT.split("\n"), changed.split("\n"), strict=False)
    return report, told, next(number for number, (one, other) in enumerate(pairs, 1) if one != other)


@pytest.mark.parametrize(
    ("old", "new", "below", "message", "remedy"),
    [
        (
            PARTY,
            f" {PARTY}",
            0,
            "this line starts with 3 spaces; the lines next to it start with 2",
            f"start the line with 2 spaces, like the dash on line {FIRST_PARTY}, under parties",
        ),
        (
            "  social_services:\n    name:",
            "  - id: social_services\n    name:",
            0,
            f"this entry begins with a dash, and probation on line {PROBATION_AGENCY} with its name",
            "write its name and a colon\nsocial_services:",
        ),
        (
            PROBATION,
            PROBATION.replace("    probation", "    - probation", 1),
            0,
            "extra dash before a key",
            f"delete the dash, and start the line with 4 spaces, like human_services on line {HUMAN_SERVICES}, under seats",
        ),
        (
            PROBATION,
            PROBATION.replace("    probation", "   probation", 1),
            0,
            "this line starts with 3 spaces; the lines next to it start with 4",
            f"start the line with 4 spaces, like human_services on line {HUMAN_SERVICES}, under seats",
        ),
        (
            SHERIFF,
            "    sheriff: agency: sheriff, title: Sheriff\n",
            0,
            "sheriff has several keys on one line but no braces",
            "put braces around them\nsheriff: {agency: sheriff, title: Sheriff}",
        ),
        (
            SHERIFF,
            "    sheriff: (agency: sheriff, title: Sheriff)\n",
            0,
            "sheriff has several keys on one line but no braces",
            "put braces around them\nsheriff: {agency: sheriff, title: Sheriff}",
        ),
        (
            SHERIFF,
            "    sheriff: {agency: sheriff; title: Sheriff}\n",
            0,
            "a comma is missing before title",
            "write\nsheriff: {agency: sheriff, title: Sheriff}",
        ),
        (
            SHERIFF,
            "    sheriff: [agency: sheriff, title: Sheriff]\n",
            0,
            "each key of sheriff is an entry of its own",
            "write them as one entry\nsheriff: {agency: sheriff, title: Sheriff}",
        ),
        (
            SHERIFF,
            "    sheriff:\n      - agency: sheriff\n      - title: Sheriff\n      - designee: Captain, Investigations\n",
            -1,
            "each key of sheriff is an entry of its own",
            'write them as one entry\nsheriff: {agency: sheriff, title: Sheriff, designee: "Captain, Investigations"}',
        ),
        (
            SHERIFF,
            "    sheriff: {agency: sheriff, title:Sheriff}\n",
            0,
            "a space is missing after the colon of title",
            "write\ntitle: Sheriff",
        ),
        (
            SHERIFF,
            "    sheriff: {agency: sheriff, title=Sheriff}\n",
            0,
            "a colon is missing after title",
            "write\ntitle: Sheriff",
        ),
        (
            DEFENDER,
            "      agency: public_defender, title: Public Defender\n",
            0,
            "agency and title are on one line",
            "write each on a line of its own\nagency: public_defender\ntitle: Public Defender",
        ),
        (
            DEFENDER,
            DEFENDER.replace("title: Public Defender", 'title: "Public Defender”'),
            0,
            f'this quote (") is closed only on line {QUOTED}, where text follows it',
            'close the quote on this line, for example\ntitle: "Public Defender"',
        ),
        (
            DEFENDER,
            DEFENDER.replace("title: Public Defender", 'title: "Public" Defender'),
            0,
            'the quote (") closes in column 21, before the end of the text',
            "put ' around text that contains \"\ntitle: '\"Public\" Defender'",
        ),
        (
            "    name: Example County Sheriff's Office\n",
            "    name: 'Example County Sheriff's Office'\n",
            0,
            "the quote (') closes in column 34, before the end of the text",
            'put " around text that has an apostrophe, not \'\nname: "Example County Sheriff\'s Office"',
        ),
        (
            COMPENSATION,
            COMPENSATION.replace("\n    ", "\n  "),
            0,
            "this line is part of the text of compensation above, but is not indented more than compensation",
            "start the line with 4 spaces, more than compensation",
        ),
        (
            "      1. The convening agency calls Example Youth",
            "    1. The convening agency calls Example Youth",
            0,
            "this line is part of the text of text above, but is not indented like the rest of it",
            "start the line with 6 spaces, like the rest of it",
        ),
        (
            "  exploitation:\n    by: [child_welfare, probation]\n",
            "  exploitation:\n    by: both\n",
            0,
            "“both” is not a valid value for by",
            "write the list in brackets, for example\nby: [child_welfare, probation]",
        ),
        (WITHIN, "      within: “2 hours”\n", 0, "““2 hours”” is not a valid value for within", "write 2 hours"),
        (WITHIN, "      within: 2 hrs. max\n", 0, "“2 hrs. max” is not a valid value for within", "write 2 hours"),
        (
            ITEM,
            ITEM.replace("detain a", "detain\na"),
            1,
            "this line continues the text of the item above, but is not indented enough",
            "start the line with 8 spaces, more than the dash",
        ),
        (
            ITEM,
            ITEM.replace("Asks", "**Asks**"),
            0,
            "text cannot begin with *",
            'put the text in quotes\n- "**Asks** the court not to detain a Child for having been exploited."',
        ),
        (
            ITEM,
            ITEM.replace("Asks", "[x] Asks"),
            0,
            "text cannot begin with brackets",
            'put the text in quotes\n- "[x] Asks the court not to detain a Child for having been exploited."',
        ),
        (
            ITEM,
            "      - Court: asks not to detain a Child.\n",
            0,
            "responsibilities has a text that contains a colon, so it is not read as text",
            'put the text in quotes\n- "Court: asks not to detain a Child."',
        ),
        (
            FUNCTIONS,
            FUNCTIONS.replace("[mental_health, substance_use_disorder]", "{mental_health, substance_use_disorder}"),
            0,
            "a map is not a valid value for functions, so 3 duties count as not met",
            "write the list in brackets, for example\nfunctions: [mental_health, substance_use_disorder]",
        ),
        (
            FUNCTIONS,
            FUNCTIONS.replace("health, ", "health, , "),
            0,
            "extra comma in the list",
            "delete the extra comma\nfunctions: [mental_health, substance_use_disorder]",
        ),
        (
            "    agencies: [social_services, county_counsel]\n",
            "    agencies: social_services, Example County Counsel\n",
            0,
            "“social_services, Example County Counsel” is not a valid value for agencies",
            "write the list in brackets, for example\nagencies: [social_services, county_counsel]",
        ),
        (
            "sources:\n  board_resolution:\n",
            "sources:\n  - board_resolution:\n",
            0,
            "extra dash before a key",
            "delete the dash, and start the line with 2 spaces, under sources",
        ),
        (
            "    fewest_persons: 2\n",
            "    fewest persons = 2\n",
            0,
            "a colon is missing after fewest persons",
            "replace = with a colon and a space\nfewest_persons: 2",
        ),
        (
            "    fewest_persons: 2\n",
            '    fewest_persons: "2"\n',
            0,
            "“2” is not a valid value for fewest_persons",
            "write 2 without quotes",
        ),
        (
            WITHIN,
            "      within → 2 hours\n",
            0,
            "a colon is missing after within",
            "replace → after within with a colon and a space\nwithin: 2 hours",
        ),
        (WITHIN, "      within: ≤ 2 hours\n", 0, "“≤ 2 hours” is not a valid value for within", "write 2 hours"),
        (
            WITHIN,
            "      within: 1-2 hours\n",
            0,
            "“1-2 hours” is not a valid value for within",
            "write 1 to 2 hours",
        ),
        (
            "    period: 30 days\n",
            "    period: 20-30 days\n",
            0,
            "“20-30 days” is not a valid value for period",
            "write 30 days, the longer of the two",
        ),
        (
            "    period: 30 days\n",
            "    period: 20 business days\n",
            0,
            "“20 business days” is not a valid value for period",
            "write calendar days or hours, the longest it can be; business days have no fixed length",
        ),
        (
            ADOPTED,
            "  adopted_on: 45853",
            0,
            "“45853” is not a valid value for adopted_on",
            "write 2025-07-15, if the number is from Excel and July 15, 2025 is meant",
        ),
        (
            ADOPTED,
            "  adopted_on: 2025‑07‑15",
            0,
            "“2025‑07‑15” is not a valid value for adopted_on",
            "write 2025-07-15",
        ),
    ],
)
def test_a_slip_is_told_once_where_it_is_and_its_cure_heals(
    old: str, new: str, below: int, message: str, remedy: str
) -> None:
    report, told, first = slip(old, new)
    assert [(d.message, d.remedy) for d in told] == [(message, remedy)]
    assert told[0].line == first + below
    assert failure(report, told[0], DAY, MEANT) == ""


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (SHERIFF, "    sheriff:\n      - {agency: sheriff, title: Sheriff}\n      - {agency: sheriff}\n"),
        (DEFENDER, "      agency: public_defender\n      title: 'public defender, title: deputy'\n"),
        (ITEM, ITEM.replace("detain a", "detain\n        a")),
        (ITEM, '      - "Court: asks not to detain a Child."\n'),
        (WITHIN, "      within: 120 minutes\n"),
        (ADOPTED, "  adopted_on: 2025-07"),
    ],
)
def test_what_only_looks_like_a_slip_is_none(old: str, new: str) -> None:
    assert slip(old, new)[1] == []


def test_an_entry_torn_apart_hides_no_vacancy() -> None:
    report, told, _ = slip(SHERIFF, "    sheriff:\n      - agency: sheriff\n      - title: Vacant\n")
    assert "protocol-team-sheriff" in {d.id for d in told}
    states = {verdict.requirement.id: verdict.state for verdict in report.verdicts}
    assert states["protocol-team-sheriff"] == "not_met"


@pytest.mark.parametrize("value", ["☒", "TODO", "unsure"])
def test_what_a_file_cannot_do_without_is_not_to_be_deleted(value: str) -> None:
    _, told, _ = slip("  elects_funds: true  ", f"  elects_funds: {value}  ")
    assert [("delete" in d.remedy, "true or false" in d.remedy) for d in told] == [(False, True)]


def test_an_empty_list_that_an_agency_needs_is_not_to_be_deleted() -> None:
    _, told, _ = slip("    functions: [sheriff, local_law_enforcement]\n", "    functions: []\n")
    assert [d.remedy for d in told] == ["add an entry"]


@pytest.mark.parametrize("text", ["yes", "(vacant)", "see local_law_enforcement"])
def test_what_is_no_title_is_not_offered_as_one(text: str) -> None:
    _, told, _ = slip(SHERIFF, f"    sheriff: {text}\n")
    assert [d.remedy for d in told] == ["write the agency too, for example\nsheriff: {agency: sheriff, title: …}"]

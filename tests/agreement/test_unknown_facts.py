"""What the file leaves unknown is not stated as a fact by any document: for each condition, a file that it alone shuts.

The conditions and what shuts them are those of `tests/law/gates.yaml`. In each such file everything else is met, so that
whatever is printed because of the condition is seen.
"""

import copy
import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

import pytest

from protocol_builder.agreement.agreement import Agreement, agreement
from protocol_builder.agreement.blocks import Block, Box, printed_lines
from protocol_builder.agreement.first_day import first_day_sheets
from protocol_builder.agreement.role_sheets import agency_sheets
from protocol_builder.checking.check import Report
from protocol_builder.reading import source

from ..conftest import EXAMPLE, SYSTEM_OF_CARE, below, report_of
from ..law.test_gates import TABLE, shut

OF_MEMORANDUM = ("memorandum_no_draft", "substance_use_department_told")
UNKNOWN = [gate for gate, said in TABLE.items() if said["verdict"] == "unknown"]
OF_A_FILE_FROM_PUBLIC_SOURCES = "complete"
"""All of such a file is model wording, which tests of their own hold to promise nothing."""

NEW_PARTNERS = ("Example County Office of Education (E)", "Example County Sheriff's Office (F)")
ADDED = {
    "development_dated": {
        f"{partner}, unless the protocol was developed before 2018, in which case the county may, but is not required to, revise it to reflect this agency’s input (WIC section 16524.8(c))"
        for partner in NEW_PARTNERS
    },
    "developed_under_the_section": {
        "Yolo County developed its protocol on December 31, 2014, before WIC section 16524.8 took effect on January 1, 2015.",
        *(
            f"{partner}, but the protocol is older than that section, so it is unknown whether WIC section 16524.8(c) lets the county leave out this agency’s input"
            for partner in NEW_PARTNERS
        ),
    },
    "substance_use_department_told": {"M"},
    "investigation_in_plain_hours": {
        "A referral is investigated in person within 6 business days."
    },  # against guidance
}
"""The sentences with a name of this county, of its agencies, or with a time of its own that a shut condition adds."""

NAMED_BY_THE_STATE = {"Commercial Sexual Exploitation Identification Tool (CSE-IT)"}
"""What the library names as an example of the State's, whatever the county uses."""

NEVER = {
    "opted_in": ("Yolo County elects", "Yolo County does not elect", "part in this Agreement by choice"),
    "no_draft": ("In force",),
    "memorandum_no_draft": ("In force",),
    "development_dated": (
        "developed its protocol",
        "because the protocol was developed",
    ),
    "developed_under_the_section": (
        "therefore allows",
        "because the protocol was developed",
    ),
    "tribes_in_county_told": ("federally recognized tribe is within the county", "no federally recognized tribe"),
}
"""Words that would be an answer to the question that the condition asks."""


def complete(gate: str) -> dict[str, Any]:
    """The example of the instrument that a condition concerns, under a real county's name: nothing in it is open."""
    is_memorandum = gate in OF_MEMORANDUM or any(key.startswith("system_of_care") for key in TABLE[gate]["shut_by"])
    data: dict[str, Any] = copy.deepcopy(source.read(SYSTEM_OF_CARE if is_memorandum else EXAMPLE).data)
    return {**data, "county": "Yolo"}


def report(data: dict[str, Any]) -> Report:
    return report_of(json.dumps(data, default=str))


def sentences(blocks: Iterable[Block]) -> Iterator[str]:
    """What blocks say outside boxes, sentence by sentence, without numbers of articles and paragraphs."""
    for line in printed_lines(tuple(block for block in blocks if not isinstance(block, Box))):
        text = re.sub(
            r"^(\d+\.\d+|[A-Z]\.) ", "", re.sub(r"Article \d+", "Article", line.replace("\N{NO-BREAK SPACE}", " "))
        )
        yield from re.split(r"(?<=[a-z”)\d][.;]) (?=[A-Z“])", text)


def printed(report: Report) -> tuple[Agreement, set[str]]:
    """The agreement, and each sentence that it and the sheets for staff say."""
    made = agreement(report)
    said = {sentence for one in made.articles if one.id != "about" for sentence in sentences(one.blocks)}
    said |= {f"{label}: {value}" for label, value in made.facts}
    for sheet in (*agency_sheets(report, made), *first_day_sheets(report, made)):
        for part in sheet.parts:
            said |= set(sentences(part.blocks))
    return made, said


def names(data: dict[str, Any]) -> set[str]:
    """The county's name and those of its agencies, and the times that it sets."""
    agencies = {str(agency["name"]) for agency in data["agencies"].values()}
    keys = ("within", "written_within", "investigated_within", "reported_within")
    times = {str(value) for path, value in below(data) if path and path[-1] in keys}
    return {"Yolo", *agencies, *(time for time in times if time[0].isdigit())}


@pytest.mark.parametrize("gate", [gate for gate in UNKNOWN if gate != OF_A_FILE_FROM_PUBLIC_SOURCES])
def test_what_is_unknown_is_stated_by_no_document(gate: str) -> None:
    data = complete(gate)
    open = shut(data, TABLE[gate]["shut_by"])
    before, after = report(data), report(open)
    _, said_before = printed(before)
    _, said = printed(after)
    about = names(open)
    new = {one.rstrip(";") for one in said} - {one.rstrip(";") for one in said_before}
    added = {one for one in new if any(re.search(rf"\b{re.escape(name)}\b", one) for name in about)}
    assert added == ADDED.get(gate, set())
    for words in NEVER.get(gate, ()):
        assert [one for one in said if words in one] == [], words
    if any(value == "gone" for value in TABLE[gate]["shut_by"].values()):
        removed = {str(value) for _, value in below(data)} - {str(value) for _, value in below(open)}
        texts = {text.strip() for text in removed if " " in text and len(text) > 20 and "{" not in text}
        assert [text for text in texts - NAMED_BY_THE_STATE if any(text in one for one in said)] == []

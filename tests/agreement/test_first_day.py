"""The first 24 hours: one page in the order of acting, the law's words first, a county's own numbers and times."""

import re
from pathlib import Path

import pytest

from protocol_builder.agreement import first_day
from protocol_builder.agreement.agreement import agreement
from protocol_builder.agreement.blocks import Listing, printed_lines
from protocol_builder.agreement.role_sheets import Sheet
from protocol_builder.law import vocabulary
from protocol_builder.writers.pdf import sheets_pdf

from ..conftest import EXAMPLE, SEVERAL_COUNTIES, report_of
from ..writers.test_pdf import needs_pdftotext, pages, squeezed

FILE = EXAMPLE.read_text("utf-8")


def sheets(file: str) -> tuple[Sheet, ...]:
    report = report_of(file)
    return first_day.first_day_sheets(report, agreement(report))


def steps(file: str = FILE) -> dict[str, str]:
    (page,) = sheets(file)
    return {part.title: "\n".join(printed_lines(part.blocks)) for part in page.parts}


def step(words: str, file: str = FILE) -> str:
    (found,) = (said for title, said in steps(file).items() if words in title)
    return found


def test_it_is_in_the_order_of_acting() -> None:
    titles = list(steps())
    assert [re.split(r"[?,]", title)[0] for title in titles] == [
        "1. Make the child safe",
        "2. Call",
        "3. Meet",
        "4. Missing from foster care",
        "5. Missing or abducted",
        "6. Report",
    ]
    (page,) = sheets(FILE)
    assert [part.is_law for part in page.parts] == [False, False, False, True, True, True]
    assert "16501.35(b)(2)(F)" in page.small[0]
    assert not [said for said in steps().values() if "Penal Code" in said], "citations are at the end"


def test_it_has_911_the_hotline_and_ncmec_with_its_source() -> None:
    assert "911" in step("Make the child safe")
    assert "Child abuse hotline 555-555-0102" in step("2. Call")
    assert "1-800-843-5678" in step("2. Call")
    (page,) = sheets(FILE)
    assert "NCMEC’s number: ACL 16-85" in page.small[0]


def test_without_a_hotline_there_is_a_line_to_write_it_on() -> None:
    without = re.sub(r"    hotline: .*\n", "", FILE)
    assert without != FILE
    assert f"Child abuse hotline {first_day.TO_FILL_IN}" in step("2. Call", without)


def test_whoever_meets_first_is_told_with_the_county_s_own_time() -> None:
    said = step("3. Meet")
    assert "Immediate response, within 2 hours, in person." in said
    assert "Called by Example County Department of Social Services." in said
    for title in ("CSEC Social Worker", "Deputy Probation Officer, Juvenile Division", "Survivor Advocate"):
        assert title in said


def test_without_a_first_stage_the_page_says_so() -> None:
    without = re.sub(r"(?s)  tiers:.*?(?=  reconvene_on:)", "", FILE)
    assert "Who meets first, and by when: ____________________" in step("3. Meet", without)
    assert "Call Example County Department of Social Services" in step("3. Meet", without)


def test_the_nine_notices_have_their_conditions() -> None:
    (page,) = sheets(FILE)
    (part,) = (part for part in page.parts if "Nine notices" in part.title)
    (listing,) = (block for block in part.blocks if isinstance(block, Listing))
    said = ["".join(printed_lines(item)) for item in listing.items]
    assert len(said) == len(vocabulary.lists()["missing_notice_parties"]) == 9
    assert all("limited or ended" in said[number] for number in (0, 1, 2))
    assert "317(c) or 634" in said[3]
    assert "if one has been appointed" in said[4]
    assert "is, or may be, an Indian child" in said[6]
    assert "10 years of age or older" in said[7]
    assert "safety and well-being" in said[7]
    assert "trauma-informed" in said[7]
    assert "tribal law enforcement" in said[8]


def test_the_report_of_a_missing_child_stands_apart_from_the_notices() -> None:
    said = step("5. Missing or abducted")
    assert "NCIC" in said
    assert "This report and the nine notices are separate duties." in said
    assert "at risk" in next(title for title in steps() if title.startswith("5."))
    for content in ("photo", "physical features", "endangerment information", "Indian child"):
        assert content in said


def test_no_time_is_weaker_than_the_law_s_words() -> None:
    said = "\n".join((*steps(), *steps().values()))
    assert "immediately, but in no case later than 24 hours" in said
    assert "immediately, or in no case later than 24 hours" in said
    assert "immediately, and in no case in more than 24 hours" in said
    assert said.count("in no case later than 4 hours") == 3
    assert "within 4 hours" not in said


def test_a_time_that_the_law_forbids_is_not_printed() -> None:
    said = "\n".join(steps(FILE.replace("within: 4 hours", "within: 48 hours")).values())
    assert "48 hours" not in said
    assert re.findall(r"[^.]*\(county\)\.", said) == [" Immediately (county)."], "of reports of abuse alone"


def test_what_an_agency_does_within_a_day_is_on_it() -> None:
    assert "Example Survivor Leadership Network, within 90 minutes" in step("6. Report")
    assert "5 days" not in step("6. Report")


@needs_pdftotext
@pytest.mark.parametrize("file", [FILE, SEVERAL_COUNTIES, "county: Yolo\n"], ids=["example", "several", "nothing"])
def test_it_is_exactly_one_page_for_each_county(file: str, tmp_path: Path) -> None:
    found = sheets(file)
    printed = list(pages(sheets_pdf(found, "The first 24 hours"), tmp_path))
    assert len(printed) == len(found) == file.count("\n  Monterey:") * 2 + 1
    for page, shown in zip(found, printed, strict=True):
        for part in page.parts:
            for line in (part.title, *printed_lines(part.blocks)):
                assert squeezed(line) in squeezed(shown), line


@needs_pdftotext
def test_it_stays_one_page_however_much_a_county_says(tmp_path: Path) -> None:
    long = FILE
    for place in ("name: Example County Sheriff's Office", "title: CSEC Social Worker", "trigger: A child or youth is"):
        long = long.replace(place, f"{place} {'with many more words about what it is and does ' * 7}".rstrip())
    long = re.sub(
        r"title: (Clinician|Youth Counselor|Survivor Advocate|Foster Care Public Health Nurse)\n",
        rf"title: \1 {'of a unit ' * 30}\n",
        long,
    )
    assert long != FILE
    assert len(list(pages(sheets_pdf(sheets(long), "The first 24 hours"), tmp_path))) == 1


def test_the_pdf_is_tagged_and_numbers_are_links() -> None:
    document = sheets_pdf(sheets(FILE), "The first 24 hours")
    assert b"<pdfuaid:part>1</pdfuaid:part>" in document

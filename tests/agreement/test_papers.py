"""Papers besides the agreement: the fact sheet, the gap sheet, and those whose text is in templates."""

import re
from functools import cache

import pytest

from protocol_builder.agreement import fact_sheet, gap_sheet, papers
from protocol_builder.agreement.agreement import Agreement
from protocol_builder.agreement.blocks import Heading, Paragraph, Signature, Table, plain_text, printed_lines
from protocol_builder.checking.check import Report, check_file
from protocol_builder.law import instruments, vocabulary
from protocol_builder.writers import documents

from ..conftest import DAY, EXAMPLE, ROOT, SEVERAL_COUNTIES, SYSTEM_OF_CARE, report_of
from .test_clauses import FAMILY_TEAM, quotes, sections

PENDING = EXAMPLE.read_text("utf-8").replace("status: in_force", "status: pending", 1)
WITHOUT_COURT = re.sub(r"(?m)^    juvenile_court: .*\n(?:      .*\n)*", "", EXAMPLE.read_text("utf-8"), count=1)
ALMOST_EMPTY = "county: Alpine\ninstrument: {kind: interagency_protocol, status: draft}\n"
BOTH_BASES = EXAMPLE.read_text("utf-8")
NONE = "completeness: public_sources_only\ncounty: Inyo\ninstrument: {kind: none_found, searched_on: 2026-05-04}\nsources: {site: {title: The county’s website, date: 2026-05-04}}\n"
FILES = {
    "pending": PENDING,
    "without the court": WITHOUT_COURT,
    "almost empty": ALMOST_EMPTY,
    "family team": FAMILY_TEAM,
    "several counties": SEVERAL_COUNTIES,
    "system of care": SYSTEM_OF_CARE.read_text("utf-8").replace("status: in_force", "status: pending", 1),
    "none found": NONE,
}

WHAT_IS_KNOWN = [
    "CSEC Program",
    "Years in the program",
    "Program funds",
    "Protocol developed",
    "Protocol team",
    "Protocol team: members",
    "Steering committee",
    "Example County Case Review Body",
    "Example County Case Review Body: members",
    "Multidisciplinary team (MDT)",
    "Multidisciplinary team (MDT): members",
    "Stage: Immediate response",
    "Stage: Planning meeting",
    "Stage: Circle of support",
    "The youth’s part",
    "Safety planning",
    "Services",
    "Case management",
    "Service planning",
    "Services",
    "Identification",
    "Reporting: Suspected abuse or neglect",
    "Reporting: Commercial sexual exploitation",
    "Reporting: Missing or abducted children",
    "Reporting: Reports by law enforcement",
    "Reporting: Mandated reporters",
    "Children missing from foster care",
    "Children missing from foster care: Notices",
    "Information sharing",
    "Information sharing: During an investigation",
    "Information sharing: During ongoing work",
    "Information sharing: In a child and family team",
    "Case planning",
    "Funding",
    "Funding: Plan",
    "Training",
    "Tribes",
    "Scope",
    "Purpose",
    "Principles",
    "Amendment",
    "Termination",
    "Compensation",
]
"""What the fact sheet of a whole file says, before its agencies and parties."""


@cache
def report(file: str) -> Report:
    return report_of(FILES[file])


@cache
def made(file: str) -> dict[str, Agreement]:
    """Each paper that a file gets, by its name."""
    one = report(file)
    of_counsel = (documents.AGREEMENT, "law-memo")
    names = (name for name in documents.made_by_mou(one) if name not in of_counsel)
    found = ((name, documents.DOCUMENTS[name].text) for name in names)
    return {name: text(one, lambda: pytest.fail("no paper needs the agreement")) for name, text in found if text}


def text(paper: Agreement) -> str:
    return " ".join(" ".join(paper.lines).split())


def test_each_paper_that_a_kind_of_instrument_has_is_one_whose_text_is_there() -> None:
    named = {name for kind in vocabulary.lists()["instrument_kinds"] for name in instruments.kind(kind).papers}
    assert named == {*papers.PAPERS} == {*documents.DOCUMENTS} & {*papers.PAPERS}
    folders = {path.name for path in (ROOT / "templates" / "mou" / "papers").iterdir()}
    assert folders == {*papers.PAPERS}


def test_which_papers_each_file_gets() -> None:
    of_own_file = ["annual-figures", "distribution", "forms"]
    assert {file: [*made(file)] for file in FILES} == {
        "pending": ["board-letter", "county-plan", *of_own_file],
        "without the court": ["gap-sheet", "county-plan", *of_own_file],
        "almost empty": ["gap-sheet", "board-letter", "county-plan", *of_own_file],
        "family team": [*made("family team")],
        "several counties": ["fact-sheet"],
        "system of care": ["board-letter", "distribution"],
        "none found": ["fact-sheet"],
    }
    assert "forms" in made("family team")


def test_a_county_that_elects_no_funds_needs_no_plan_and_a_file_that_names_a_basis_has_its_forms() -> None:
    without_funds = ALMOST_EMPTY + "csec_program: {elects_funds: false}\n"
    assert not papers.fits(report_of(without_funds), "county-plan")
    titles = [section.title for section in made("family team")["forms"].articles]
    assert "Authorization to release information to a child and family team" in titles
    one_basis = report_of(
        ALMOST_EMPTY + "information_sharing: {ongoing: {fewest_persons: 3}}\nmdt: {kind: dedicated}\n"
    )
    titles = [section.title for section in papers.from_templates(one_basis, "forms").articles]
    assert titles == [
        "Reasons for adding a member to the team",
        "Agreement not to disclose confidential information",
        "Log: a child is missing from foster care",
    ]


@pytest.mark.parametrize("file", FILES)
def test_no_paper_has_an_empty_section_or_leftovers_of_a_template(file: str) -> None:
    for name, paper in made(file).items():
        assert not paper.has_cover
        assert paper.statements[-1] == "This is not legal advice; county counsel decides."
        for section in paper.articles:
            assert section.blocks, f"{name}: {section.title}"
            for line in printed_lines(section.blocks):
                assert not re.search(r"\{[{%]|[%}]\}|\bNone\b|\bTrue\b|\bFalse\b|^_+$|&[a-z#]", line), f"{name}: {line}"
            for block, after in zip(section.blocks, (*section.blocks[1:], None), strict=True):
                assert not (isinstance(block, Heading) and not isinstance(after, Paragraph | Table)), name
                if isinstance(block, Paragraph) and plain_text(block.runs).endswith(":"):
                    assert after is not None, f"{name}: {plain_text(block.runs)}"


@pytest.mark.parametrize("file", FILES)
def test_every_quote_is_verbatim_in_the_section_cited_before_it(file: str) -> None:
    statutes = sections()
    for paper in made(file).values():
        for section in paper.articles:
            for citing, quoted in quotes(section.blocks):
                cited = re.findall(r"WIC section (\d+(?:\.\d+)?)", citing)
                assert quoted in statutes[f"WIC {cited[-1]}"], quoted


def test_the_gap_sheet_begins_with_the_mandated_lists_and_then_asks_those_who_can_answer() -> None:
    lists, court = made("without the court")["gap-sheet"].articles
    assert list(printed_lines(lists.blocks)) == [
        "•",
        "Protocol team: 6 of 7 seats filled; open: juvenile court.",
        "•",
        "MDT: 5 of 5 seats filled.",
    ]
    assert court.title == "For the juvenile court"
    (table,) = court.blocks
    assert isinstance(table, Table)
    question, answer = map(plain_text, table.rows[0])
    assert question == "No one represents the juvenile court on the protocol team. WIC 16524.8(a)(1)(D)"
    assert answer.splitlines()[::2] == ["Agency:", "Position:", "Alternate:"]


def test_the_gap_sheet_has_room_for_each_duty_that_waits_for_an_answer() -> None:
    sheet = made("almost empty")["gap-sheet"]
    assert [section.title for section in sheet.articles] == [
        "Who must be on each list",
        "For human services",
        "For child welfare and probation",
        "For county counsel",
    ]
    rows = [
        row for section in sheet.articles for block in section.blocks if isinstance(block, Table) for row in block.rows
    ]
    asked = [plain_text(question) for question, _ in rows]
    assert "Social workers and probation officers are trained (WIC 16501.35(a)(4))" in asked
    assert all("\N{NO-BREAK SPACE}" in plain_text(answer) or "Agency:" in plain_text(answer) for _, answer in rows)
    assert not gap_sheet.fits(report("pending"))
    assert not gap_sheet.fits(report("several counties"))


def test_the_fact_sheet_names_each_thing_that_is_known() -> None:
    """All that a county file can say, since a public record can show any of it."""
    found = report_of(EXAMPLE.read_text("utf-8").replace("completeness: complete", "completeness: public_sources_only"))
    known = next(article for article in fact_sheet.fact_sheet(found).articles if article.id == "known")
    (table,) = [block for block in known.blocks if isinstance(block, Table)]
    titles = [plain_text(row[0]) for row in table.rows]
    assert titles[: len(WHAT_IS_KNOWN)] == WHAT_IS_KNOWN
    assert {*titles[len(WHAT_IS_KNOWN) :]} == {*(agency.name for agency in found.protocol.agencies), "Parties"}


def test_the_fact_sheet_says_what_is_known_from_which_source_and_what_is_open() -> None:
    sheet = made("several counties")["fact-sheet"]
    assert [section.title for section in sheet.articles] == [
        "What is known",
        "What the law requires",
        "What is open",
        "Public sources",
    ]
    assert sheet.marks == ("COMPILED FROM PUBLIC SOURCES",)
    assert sheet.watermark == ""
    found = text(sheet)
    assert "It is not a document of Monterey, San Benito, and Santa Cruz Counties" in found
    assert "Monterey: Protocol team" in found
    assert "WIC 16521.6, System of Care memorandum All 58 counties" in found
    assert not re.search(r"\bwill\b|\bshall\b", found.partition("What the law requires")[0])


def test_a_search_that_found_nothing_is_a_short_page() -> None:
    sheet = made("none found")["fact-sheet"]
    assert [section.title for section in sheet.articles] == ["What the law requires", "Public sources"]
    assert sheet.statements[0] == (
        "A search of public sources on May\N{NO-BREAK SPACE}4, 2026 found no instrument of Inyo County. That does not show "
        "that the county has none: the county can say."
    )
    assert "WIC 16524.8, interagency protocol If the county elects CSEC Program funds" in text(sheet)


@pytest.mark.parametrize(
    "kind", [word for word in vocabulary.lists()["instrument_kinds"] if not word.startswith("interagency")]
)
def test_a_five_day_report_is_open_in_the_paper_of_any_kind(kind: str) -> None:
    """What a file states against a duty of all counties is an error in any instrument, and its paper says so."""
    found = report_of(
        f"county: Inyo\ninstrument: {{kind: {kind}, searched_on: 2026-05-04}}\n"
        "reporting: {exploitation: {by: [child_welfare], to: [law_enforcement], within: 5 days}}\n"
    )
    paper = fact_sheet.fact_sheet(found) if fact_sheet.fits(found) else gap_sheet.gap_sheet(found)
    assert "11166(j)(2)" in text(paper)


def test_the_papers_say_what_the_file_says_and_leave_room_for_the_rest() -> None:
    letter = made("pending")["board-letter"]
    assert "from July\N{NO-BREAK SPACE}1, 2025 until June\N{NO-BREAK SPACE}30, 2030" in "\n".join(letter.lines)
    assert "No money changes hands under this Agreement." in text(letter)
    assert isinstance(letter.articles[-1].blocks[-1], Signature)
    plan = text(made("pending")["county-plan"])
    assert "Funds do not supplant funds for existing programs, WIC 16524.7(b) they do not" in plan
    assert "The county elects CSEC Program funds not said" in text(made("almost empty")["county-plan"])
    figures = made("pending")["annual-figures"]
    assert "no name, date of birth, case number" in text(figures)
    names = {agency["name"] for agency in report("pending").data["agencies"].values()}
    assert all(name in text(made("pending")["distribution"]) for name in names)


def test_every_file_here_with_public_sources_has_a_sheet_without_a_promise() -> None:
    for path in sorted((ROOT / "county_configs").glob("*.yml")):
        found = check_file(path, DAY)
        if fact_sheet.fits(found):
            assert "What is known" in text(fact_sheet.fact_sheet(found))

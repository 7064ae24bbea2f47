"""Pages to print: what each agency has to do, on one page each, what to do first; nothing lost, the law marked."""

import re
import shutil
import subprocess
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from protocol_builder.agreement import role_sheets
from protocol_builder.agreement.agreement import Agreement, agreement
from protocol_builder.agreement.blocks import Listing, Paragraph, printed_lines
from protocol_builder.checking.check import Report
from protocol_builder.protocol.from_data import protocol
from protocol_builder.writers.pdf import sheets_pdf

from ..conftest import EXAMPLE, SEVERAL_COUNTIES, Ran, report_of
from ..writers.test_pdf import needs_pdftotext, pages, squeezed

FILE = EXAMPLE.read_text("utf-8")
DRAFT = SEVERAL_COUNTIES


@cache
def of(file: str) -> tuple[Report, Agreement]:
    report = report_of(file)
    return report, agreement(report)


def sheet(name: str) -> role_sheets.Sheet:
    return next(found for found in role_sheets.agency_sheets(*of(FILE)) if name in found.title)


def words(found: role_sheets.Sheet) -> str:
    return "\n".join(line for part in found.parts for line in (part.title, *printed_lines(part.blocks)))


def test_each_agency_has_a_page_with_all_that_it_undertakes() -> None:
    found = role_sheets.agency_sheets(*of(FILE))
    agencies = protocol(of(FILE)[0].data).agencies
    assert [page.title for page in found] == [agency.name for agency in agencies]
    for page, agency in zip(found, agencies, strict=True):
        for duty in agency.responsibilities:
            assert squeezed(duty.to).lower() in squeezed(words(page)).lower()
            assert squeezed(duty.within) in squeezed(words(page))
            assert squeezed(re.sub(r"[*_`]", "", duty.duty))[:60] in squeezed(words(page))


@pytest.mark.parametrize("name", ["Social Services", "Probation"])
def test_duties_under_statute_stand_first_and_are_marked(name: str) -> None:
    parts = sheet(name).parts
    assert parts[0].title == "By statute it shall"
    assert parts[0].is_law
    told = "".join(printed_lines(parts[0].blocks))
    for duty in ("11166(j)(1)", "11166(j)(2)", "11166(j)(3)", "16501.35(a)", "16501.35(b)"):
        assert duty in told


def test_each_page_begins_with_what_to_do() -> None:
    """Where an agency is only named, its functions, and its seats come last."""
    for page in role_sheets.agency_sheets(*of(FILE)):
        titles = [part.title for part in page.parts]
        assert titles[0].startswith(("By statute it shall", "Its own responsibilities"))
        assert not [title for title in titles[:-1] if title.startswith("Named by statute")]
        assert any(line.startswith("Functions:") for line in page.small)
        assert page.to_sign


def test_an_agency_without_duties_gets_no_page() -> None:
    """A district attorney of whom nothing is asked, and who undertakes nothing, has no page to be trained on."""
    without = re.sub(
        r"(    functions: \[district_attorney\]\n)    responsibilities:\n(      .*\n)+", r"\1", FILE, count=1
    )
    assert without != FILE
    titles = [page.title for page in role_sheets.agency_sheets(*of(without))]
    assert "Example County District Attorney's Office" not in titles
    assert len(titles) == len(role_sheets.agency_sheets(*of(FILE))) - 1


def test_a_file_in_which_no_agency_has_duties_says_so() -> None:
    file = "county: Yolo\nagencies:\n  police: {name: Dispatch, kind: private, functions: [other]}\n"
    (page,) = role_sheets.agency_sheets(*of(file))
    assert page.title == "No agency has duties yet"
    assert sheets_pdf((page,), "Duties").startswith(b"%PDF")


def test_an_agency_without_a_duty_under_statute_has_none_on_its_page() -> None:
    assert not any(part.title.startswith("By statute") for part in sheet("Survivor Leadership").parts)


def test_the_statutes_duties_stay_where_a_county_has_put_its_own_words_for_the_clause() -> None:
    report, made = of(FILE)
    without = Agreement(
        **{
            **{name: getattr(made, name) for name in Agreement.__slots__},
            "articles": tuple(article for article in made.articles if article.id != "roles"),
        }
    )
    page = next(p for p in role_sheets.agency_sheets(report, without) if "Probation" in p.title)
    assert "11166(j)(2)" in words(page)


def test_posts_and_meetings_are_those_of_the_team() -> None:
    page = sheet("Probation")
    (county,) = protocol(of(FILE)[0].data).counties
    assert county.mdt
    told = words(page)
    for tier in county.mdt.tiers:
        assert tier.name in told
    others = [seat for seat in county.mdt.seats if seat.agency and seat.agency.name != page.title and seat.title]
    assert others
    for seat in others:
        assert seat.title in told


def test_a_meeting_is_told_only_to_those_whom_it_calls() -> None:
    (county,) = protocol(of(FILE)[0].data).counties
    assert county.mdt
    limited = [tier for tier in county.mdt.tiers if tier.members]
    assert limited
    for tier in limited:
        for page in role_sheets.agency_sheets(*of(FILE)):
            seats = {s.function for s in county.mdt.seats if s.agency and s.agency.name == page.title}
            called = [part for part in page.parts if part.title.startswith("Team meetings")]
            is_told = any(line.startswith(tier.name) for part in called for line in printed_lines(part.blocks))
            by_name = page.title in (tier.convener, *tier.agencies)
            assert is_told == (bool(seats & set(tier.members)) or by_name)


@needs_pdftotext
@pytest.mark.parametrize("file", [FILE, DRAFT], ids=["example", "draft"])
def test_each_agency_has_exactly_one_page_with_all_that_it_must_do(file: str, tmp_path: Path) -> None:
    """What does not fit is named: recommendations and where the agency is only named, which the agreement has too."""
    report, made = of(file)
    found = role_sheets.agency_sheets(report, made)
    printed = list(pages(sheets_pdf(found, "Duties"), tmp_path))
    assert len(printed) == len(found)
    for page, shown in zip(found, printed, strict=True):
        read = squeezed(shown)
        for part in page.parts:
            assert squeezed(part.title) in read
            is_named_alone = part.yields and "Also in the agreement" in " ".join(shown.split())
            lines = () if is_named_alone else printed_lines(part.blocks)
            for line in lines:
                assert squeezed(line) in read, f"{page.title} lacks {line}"
        for mark in made.marks:
            assert squeezed(mark) in read
        assert squeezed(page.to_sign) in read


@needs_pdftotext
def test_no_page_is_nearly_empty(tmp_path: Path) -> None:
    for shown in pages(sheets_pdf(role_sheets.agency_sheets(*of(FILE)), "Duties"), tmp_path):
        assert len(squeezed(shown)) > 700


def test_numbers_are_links_and_internal_ones_are_marked_for_staff() -> None:
    page = sheet("Probation")
    runs = [
        run
        for part in page.parts
        if part.title == "Whom to call"
        for listing in part.blocks
        if isinstance(listing, Listing)
        for (item,) in listing.items
        if isinstance(item, Paragraph)
        for run in item.runs
    ]
    links = {run.text: run.link for run in runs if run.link}
    assert links["911"] == "tel:911"
    assert links["555-555-0102"] == "tel:+15555550102"
    internal = next(number for number, run in enumerate(runs) if run.text == "555-555-0160")
    assert runs[internal + 1].text == " (staff only)"


@needs_pdftotext
def test_pages_with_internal_numbers_say_that_they_are_for_staff(tmp_path: Path) -> None:
    public = report_of(FILE.replace("internal: true", "internal: false"))
    for report, is_marked in ((of(FILE)[0], True), (public, False)):
        for shown in pages(sheets_pdf(role_sheets.agency_sheets(report, agreement(report)), "Duties"), tmp_path):
            assert ("FOR STAFF ONLY" in shown) is is_marked


@pytest.mark.skipif(shutil.which("pdftohtml") is None, reason="pdftohtml is not here")
def test_everything_on_a_page_of_duties_can_be_read(tmp_path: Path) -> None:
    """However much a page has to say, its type is not set smaller; the foot of the page alone is."""
    made, long = of(FILE)[1], sheet("Social Services")
    place = tmp_path / "sheet.pdf"
    place.write_bytes(sheets_pdf((role_sheets.Sheet(long.title, long.lead, long.parts * 3, made),), "Duties"))
    ran = subprocess.run(["pdftohtml", "-xml", "-i", "-stdout", str(place)], capture_output=True, text=True, check=True)
    sizes = dict(re.findall(r'fontspec id="(\d+)" size="(\d+)"', ran.stdout))  # half as large again
    top = [int(y) for y in re.findall(r'<page [^>]*height="(\d+)"', ran.stdout)]
    small = {
        line
        for y, font, line in re.findall(r'<text top="(\d+)"[^>]*font="(\d+)">(.*?)</text>', ran.stdout)
        if int(sizes[font]) < 9 * 1.5 and int(y) < 0.93 * top[0] and not line.startswith("<b>LAW")
    }
    assert small == set()


def test_whoever_is_not_on_the_team_has_no_posts_of_the_team_to_call() -> None:
    (county,) = protocol(of(FILE)[0].data).counties
    assert county.mdt
    on_it = {s.agency.name for s in county.mdt.seats if s.agency}
    called = {
        p.title
        for p in role_sheets.agency_sheets(*of(FILE))
        if any(part.title.startswith("Whom to call") for part in p.parts)
    }
    assert called == on_it
    assert not any("Superior Court" in name or "Office of Education" in name for name in called)


@needs_pdftotext
def test_what_does_not_fit_on_a_page_goes_to_a_second(tmp_path: Path) -> None:
    made, page = of(FILE)[1], sheet("Probation")
    long = role_sheets.Sheet(page.title, page.lead, page.parts * 4, made)
    printed = pages(sheets_pdf((long,), "Duties"), tmp_path)
    assert len(printed) > 1
    duty = squeezed("\n".join(printed_lines(page.parts[0].blocks)).splitlines()[1])
    assert squeezed("".join(printed)).count(duty) == 4


def test_the_pdf_is_tagged_has_a_title_and_is_the_same_each_time() -> None:
    found = role_sheets.agency_sheets(*of(DRAFT))
    document = sheets_pdf(found, "Duties of each agency")
    assert document == sheets_pdf(found, "Duties of each agency")
    assert b"<pdfuaid:part>1</pdfuaid:part>" in document
    assert re.search(rb"<dc:title>.*Duties of each agency.*</dc:title>", document, re.DOTALL)


def test_a_file_without_agencies_says_so() -> None:
    (page,) = role_sheets.agency_sheets(*of("county: Yolo\n"))
    assert page.title == "No agency is named yet"
    assert sheets_pdf((page,), "Duties").startswith(b"%PDF")


PAPERS = ("county-plan", "annual-figures", "distribution", "forms")


def test_build_makes_them(tmp_path: Path, run: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("protocol_builder.building.outputs._website", lambda *_, **__: None)
    source = tmp_path / "yolo.yml"
    shutil.copyfile(EXAMPLE, source)
    run("build", source, "-o", tmp_path / "out")
    assert {path.name for path in (tmp_path / "out" / "yolo").iterdir()} == {
        "mou.docx",
        "mou.pdf",
        "law-memo.docx",
        "law-memo.pdf",
        "role-sheets.pdf",
        "first-24-hours.pdf",
        *(f"{name}.{form}" for name in PAPERS for form in ("docx", "pdf")),
        ".documents.json",
    }


def test_only_a_countys_own_protocol_has_pages_to_hand_out(
    tmp_path: Path, run: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What public sources leave open, and what another instrument says, nobody must take for the county's rule."""
    monkeypatch.setattr("protocol_builder.building.outputs._website", lambda *_, **__: None)
    source, out = tmp_path / "yolo.yml", tmp_path / "out"
    source.write_text(FILE, encoding="utf-8")
    run("build", source, "-o", out)
    assert (out / "yolo" / "role-sheets.pdf").is_file()
    for change in (
        ("completeness: complete", "completeness: public_sources_only"),
        ("kind: interagency_mou", "kind: funding_agreement"),
    ):
        changed = FILE.replace(*change, 1)
        assert changed != FILE
        source.write_text(changed, encoding="utf-8")
        assert "role-sheets" not in run("build", source, "-o", out).err
        left = {path.name for path in (out / "yolo").iterdir()}
        assert left == {"fact-sheet.docx", "fact-sheet.pdf", ".documents.json"}


def test_a_stage_reads_as_sentences_however_the_county_wrote_how_often_and_when() -> None:
    often = {
        "Every 30 days, and sooner when asked": "every 30 days, and sooner when asked",
        "30 days": "every 30 days",
        "other week": "every other week",
        "Month.": "every month",
        "business day": "every business day",
        "Monthly": "monthly",
        "Twice a month": "twice a month",
        "At least quarterly": "at least quarterly",
        "As needed.": "as needed",
    }
    stages = ", ".join(f"{{name: Stage, every: '{typed}', trigger: A plan is in place.}}" for typed in often)
    file = f"""\
county: Inyo
instrument: {{kind: interagency_protocol}}
mdt:
  kind: dedicated
  seats: {{child_welfare: {{agency: welfare, title: Social Worker}}}}
  tiers: [{stages}]
agencies: {{welfare: {{name: Welfare, kind: county_department, functions: [child_welfare]}}}}
"""
    report = report_of(file)
    (page,) = role_sheets.agency_sheets(report, agreement(report))
    found = [line for line in words(page).splitlines() if line.startswith("Stage")]
    assert found == [f"Stage, {printed}. A plan is in place." for printed in often.values()]


def test_no_page_names_the_agreement_twice_where_it_names_two_of_its_articles() -> None:
    found = [words(page) for page in role_sheets.agency_sheets(*of(FILE))]
    assert not any("the agreement and the agreement" in page for page in found)
    assert (
        sum("the steps on return that are set out in the agreement (WIC section 16501.35(b))" in p for p in found) == 2
    )


def test_a_list_is_of_the_law_by_the_mark_of_its_clause_and_not_by_what_a_county_calls_it() -> None:
    own = """clauses:
  roles:
    replace: |
      ## Example County Probation Department

      By statute it shall:

      1. wear a blue coat.

      Named by statute for the Model Framework:

      1. keep the coat clean.
"""
    found = role_sheets.agency_sheets(*of(f"{FILE.partition(chr(10) + 'clauses:')[0]}\n{own}"))
    page = next(one for one in found if "Probation" in one.title)
    of_the_county = [part for part in page.parts if "coat" in "".join(printed_lines(part.blocks))]
    assert [(part.title, part.is_law, part.yields) for part in of_the_county] == [
        ("By statute it shall", False, 0),
        ("Named by statute for the Model Framework", False, 0),
    ]


def test_each_list_of_the_library_for_an_agency_says_what_it_is() -> None:
    kinds = {part.kind for _, _, parts in role_sheets.duties_of_agencies(*of(FILE)) for part in parts if part.title}
    assert kinds == {"statute", "own", "framework", "named"}
    for page in role_sheets.agency_sheets(*of(FILE)):
        assert [part for part in page.parts if part.is_law and part.kind not in ("statute", "named", "reporters")] == []

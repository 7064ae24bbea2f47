"""Papers in Word and PDF: the same words in both, without a cover, on few pages."""

import io
import re
from pathlib import Path

import pytest
from docx import Document

from protocol_builder.agreement.agreement import Agreement
from protocol_builder.agreement.fact_sheet import fact_sheet
from protocol_builder.checking.check import check_file
from protocol_builder.writers.pdf import pdf
from protocol_builder.writers.word.document import docx
from protocol_builder.writers.word.edit_marks import verify

from ..agreement.test_papers import made
from ..conftest import DAY, ROOT, report_of
from .test_pdf import needs_pdftotext, pages
from .test_pdf import squeezed as squeezed_pdf
from .word.office_schema import schema_faults
from .word.test_document import part, squeezed, without_numbers, words

PAPERS = [
    *(
        (file, name)
        for file, names in (("pending", ("board-letter", "county-plan", "annual-figures")),)
        for name in names
    ),
    ("pending", "distribution"),
    ("pending", "forms"),
    ("without the court", "gap-sheet"),
    ("several counties", "fact-sheet"),
]
papers = pytest.mark.parametrize("paper", [made(file)[name] for file, name in PAPERS], ids=[name for _, name in PAPERS])


@papers
def test_word_prints_a_paper_word_by_word_without_a_cover(paper: Agreement, tmp_path: Path) -> None:
    document = docx(paper)
    expected = [" · ".join(paper.marks), paper.county, paper.title, *(w for fact in paper.facts for w in fact)]
    expected += paper.statements
    for section in paper.articles:
        expected += [section.title, *without_numbers(section.blocks)]
    assert squeezed(words(part(document, "word/document.xml"))) == squeezed("".join(expected))
    assert schema_faults(document) == []
    (tmp_path / "paper.docx").write_bytes(document)
    assert verify(tmp_path / "paper.docx").edits == ()
    assert Document(io.BytesIO(document)).core_properties.title == f"{paper.county}: {paper.title}"


def test_a_paper_of_an_instrument_whose_term_has_ended_says_so_in_its_header() -> None:
    ended = "county: Inyo\ninstrument: {kind: funding_agreement, status: in_force, term: {from: 2015-07-01, until: 2018-06-30}}\n"
    document = docx(fact_sheet(report_of(ended)))
    header = " ".join(words(part(document, "word/header1.xml")).split())
    assert header.startswith("NO LONGER IN FORCE (term ended June 30, 2018)")


@needs_pdftotext
@papers
def test_the_pdf_prints_the_same_words_tagged(paper: Agreement, tmp_path: Path) -> None:
    document = pdf(paper)
    printed = squeezed_pdf("".join(pages(document, tmp_path)))
    for section in paper.articles:
        for line in without_numbers(section.blocks):
            assert squeezed_pdf(line)[:60] in printed
    assert b"<pdfuaid:part>1<" in document
    assert len(re.findall(rb"/S/H1\b", document)) == len(paper.articles)
    assert document == pdf(paper)


@needs_pdftotext
def test_a_fact_sheet_is_at_most_four_pages(tmp_path: Path) -> None:
    for path in sorted((ROOT / "county_configs").glob("*.yml")):
        report = check_file(path, DAY)
        if report.data.get("completeness") == "public_sources_only":
            assert len(pages(pdf(fact_sheet(report)), tmp_path)) <= 4, path.name
    assert len(pages(pdf(made("none found")["fact-sheet"]), tmp_path)) == 1

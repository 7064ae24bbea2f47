"""Every document of county files of several kinds, line by line: the expected outputs are in the folder `printed`.

`GOLDEN=1` writes them (`nox -s golden`); read the difference like code. The last line of each is a hash of everything that
the document hands to Word, PDF, and the site, so that what is not text, such as the room around a picture, is held as well.
"""

from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest

from protocol_builder.agreement.agreement import Agreement
from protocol_builder.agreement.blocks import printed_lines
from protocol_builder.agreement.role_sheets import Sheet
from protocol_builder.writers.documents import DOCUMENTS, DocumentsOf, made_by_mou

from ..conftest import DAY, EXAMPLE, ROOT, SEVERAL_COUNTIES, SYSTEM_OF_CARE, report_of
from ..edits import with_edits
from ..expected import assert_all_as_expected

EXPECTED = Path(__file__).parent / "printed"
CASES = ROOT / "tests" / "cases"
SMALL = (ROOT / "tests" / "small-county.yml").read_text("utf-8")


def _with_gaps(text: str) -> str:
    """A county's file that leaves out a department, the uses of funds, and who signs."""
    return with_edits(
        text,
        ("    probation: {agency: probation, title: Chief Probation Officer}\n", ""),
        ("    public_health: {agency: hhsa, title: Public Health Nurse, division: Public Health}\n", ""),
        ("  supplants_existing_programs: false\n", ""),
        ("  documented: true\n", ""),
    )


FILES: dict[str, Callable[[], str]] = {
    "example": lambda: EXAMPLE.read_text("utf-8"),
    "small-county": lambda: SMALL,
    "small-county-with-gaps": lambda: _with_gaps(SMALL),
    "several-counties": lambda: SEVERAL_COUNTIES,
    "public-sources": lambda: (ROOT / "county_configs" / "los-angeles.yml").read_text("utf-8"),
    "two-counties-with-gaps": lambda: (CASES / "several-counties" / "one-lacks-a-seat.yml").read_text("utf-8"),
    "system-of-care": lambda: SYSTEM_OF_CARE.read_text("utf-8"),
}


@cache
def documents_of(name: str) -> DocumentsOf:
    return DocumentsOf(report_of(FILES[name](), DAY))


def lines_of(document: Agreement | tuple[Sheet, ...]) -> Iterator[str]:
    """What is printed of a document, in order."""
    if isinstance(document, Agreement):
        yield from document.lines
        return
    for sheet in document:
        yield from (sheet.title, *sheet.lead)
        for part in sheet.parts:
            yield part.title
            yield from printed_lines(part.blocks)
        yield from (*sheet.small, sheet.to_sign)


def printed(name: str, document: str) -> str:
    made = documents_of(name)
    lines = [line for line in lines_of(made.text(document)) if line]
    return "\n".join((*lines, f"[{made.fingerprint(document)}]", ""))


@pytest.mark.parametrize("name", FILES)
def test_each_document_prints_what_is_expected(name: str) -> None:
    documents = made_by_mou(documents_of(name).report)
    assert_all_as_expected({f"{document}.txt": printed(name, document) for document in documents}, EXPECTED / name)


def test_every_document_is_among_them() -> None:
    assert {path.stem for path in EXPECTED.glob("*/*.txt")} == set(DOCUMENTS)

"""What is no county file at all, or two versions of one, is told in one finding that says what to do."""

import pytest

from protocol_builder.reading.source import read_bytes, read_text

from ..checking.test_fix import COMPLETE
from ..conftest import report_of

COPY = "copy its text into a text editor such as Notepad, and save that as a .yml file (UTF-8)"
ASK = "ask for the county file itself, a text file, and put it here instead"
UNPACK = "unpack it, and put the .yml file here"
ZIP = b"PK\x03\x04\x14\x00\x06\x00\x08\x00\x00\x00!\x00"


@pytest.mark.parametrize(
    ("content", "name", "remedy"),
    [
        (ZIP + b"[Content_Types].xml \xa2 word/document.xml", "a Word file", COPY),
        (ZIP + b"[Content_Types].xml \xa2 xl/workbook.xml", "an Excel file", COPY),
        (ZIP + b"mimetypeapplication/vnd.oasis.opendocument.text", "an OpenDocument file", COPY),
        (ZIP + b"[Content_Types].xml \xa2", "a Word or Excel file", COPY),
        (ZIP + b"el-dorado.yml", "a zip file", UNPACK),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Word or Excel file", COPY),
        (b"{\\rtf1\\ansi county: El Dorado\\par}", "a rich text file (RTF)", COPY),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "a PDF file", COPY),
        (b"<!DOCTYPE html>\n<html><body>county: Inyo</body></html>", "a web page", ASK),
        (b"\xef\xbb\xbf<HTML>", "a web page", ASK),
        (b"\x1f\x8b\x08\x00", "a compressed file", UNPACK),
        (b"\x89PNG\r\n\x1a\n", "a picture", ASK),
    ],
)
def test_a_file_of_another_kind_is_told_by_its_name(content: bytes, name: str, remedy: str) -> None:
    [problem] = read_bytes(content, "inyo.yml").problems
    message = f"this is {name}, not text; a county file is plain text, whatever its name"
    assert (problem.id, problem.line, problem.message, problem.remedy) == ("file-of-another-kind", 1, message, remedy)


@pytest.mark.parametrize("text", ["PK: a\n", "{rtf: 1}\n", "# %PDF-\na: 1\n", "html: <html>\n"])
def test_a_text_that_only_speaks_of_another_kind_is_read(text: str) -> None:
    assert read_bytes(text.encode(), "inyo.yml").problems == ()


@pytest.mark.parametrize("base", ["", "||||||| 1a2b3c4\n  kind: other\n"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_two_versions_are_told_with_their_lines(base: str, end: str) -> None:
    ours = "  kind: interagency_protocol\n"
    both = f"<<<<<<< HEAD\n{ours}{base}=======\n  kind: interagency_mou\n>>>>>>> renewal\n"
    text = COMPLETE.replace(ours, both).replace("\n", end)
    [problem] = read_text(text, "c.yml").problems
    last = 7 + 2 * bool(base)
    assert (problem.id, problem.line) == ("file-not-merged", 3)
    assert problem.message == f"two versions are here, from line 3 to line {last}, that git could not merge"
    assert problem.remedy == (
        "keep the lines that are correct, and delete the lines that begin with <<<<<<<, =======, and >>>>>>>"
    )


def test_marks_in_a_text_are_no_versions() -> None:
    text = COMPLETE.replace("    Counseling.\n", "    <<<<<<< HEAD\n    =======\n    >>>>>>> renewal\n")
    assert read_text(text, "c.yml").problems == ()


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        (f"```yaml\n{COMPLETE}```\n", 1, "this line (```) is not part of a county file"),
        (f"{COMPLETE}```\n", len(COMPLETE.splitlines()) + 1, "this line (```) is not part of a county file"),
        (COMPLETE.replace("\nservices:", "\n=======\nservices:"), 33, "this line (=======) is not part of a county file"),
        (COMPLETE.replace("\nservices:", "\n<<<<<<< HEAD\nservices:"), 33, "this line (<<<<<<<) is not part of a county file"),
        (f"{COMPLETE}-----\n", len(COMPLETE.splitlines()) + 1, "this line (-----) is not part of a county file"),
        (f"{COMPLETE}---\n", len(COMPLETE.splitlines()) + 1, "this line (---) begins a second document, which is empty"),
        (f"---\n{COMPLETE}---\n# end\n\n", len(COMPLETE.splitlines()) + 2, "this line (---) begins a second document, which is empty"),
    ],
    ids=["fences", "a fence at the end", "a mark of git", "another", "a line", "dashes at the end", "dashes around"],
)  # fmt: skip
def test_a_line_copied_along_is_to_be_deleted(text: str, line: int, message: str) -> None:
    [problem] = read_text(text, "c.yml").problems
    assert (problem.line, problem.message, problem.remedy) == (line, message, "delete this line")


def test_a_second_document_with_something_in_it_is_told_as_before() -> None:
    [problem] = read_text(f"{COMPLETE}---\ncounty: Inyo\n", "c.yml").problems
    assert problem.message == "a second document begins here (---)"
    remedy = "delete this line if what follows belongs to this instrument; if not, move it to a file of its own"
    assert problem.remedy == remedy


def test_dashes_before_a_file_are_allowed() -> None:
    assert not report_of(f"---\n{COMPLETE}").failed

"""What is for staff only is on no public page, in no data, and in no document that the site offers; nor a child's data."""

import html
import io
import subprocess
import zipfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from protocol_builder.checking.check import Report, check_source
from protocol_builder.protocol import contacts
from protocol_builder.reading.source import read_text
from protocol_builder.website.engines import make_documents
from protocol_builder.website.pages import pages
from protocol_builder.website.publication import publishable

from ..conftest import DAY, EXAMPLE, Ran, report_of
from ..writers.test_pdf import needs_pdftotext

FILE = EXAMPLE.read_text("utf-8")
INTERNAL = ("0111", "0151", "0160", "csec-duty")
"""What only the example's internal numbers and addresses have."""


@cache
def made(for_staff: bool = False, file: str = FILE) -> dict[str, str | bytes]:
    """Every page and file of the site of one county file, with its documents."""
    return dict(
        pages((check_source(read_text(file, "example.yml"), DAY),), documents=make_documents, for_staff=for_staff)
    )


def as_text(path: str, content: str | bytes, folder: Path) -> str:
    """What anyone can read in a file of the site."""
    if isinstance(content, str):
        return content
    if path.endswith(".pdf"):
        place = folder / "read.pdf"
        place.write_bytes(content)
        ran = subprocess.run(["pdftotext", "-raw", str(place), "-"], capture_output=True, check=True)
        return ran.stdout.decode() + content.decode("latin-1")
    if path.endswith(".docx"):
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            return b"".join(map(parts.read, parts.namelist())).decode("utf-8", "replace")
    return content.decode("utf-8")


def having(words: str, files: dict[str, str | bytes], folder: Path) -> set[str]:
    """The paths of the files that have some words."""
    return {path for path, content in files.items() if words in as_text(path, content, folder)}


def test_the_example_has_internal_numbers() -> None:
    assert len(contacts.internal_in(report_of(FILE).data)) == len(INTERNAL)
    for words in INTERNAL:
        assert any(words in number for number in contacts.internal_in(report_of(FILE).data))


@needs_pdftotext
@pytest.mark.parametrize("words", INTERNAL)
def test_a_public_site_and_its_data_have_no_internal_number(words: str, tmp_path: Path) -> None:
    files = made()
    assert {path.rpartition(".")[2] for path in files} >= {"md", "json", "csv", "docx", "pdf"}
    assert having(f"555-{words}" if words.isdigit() else words, files, tmp_path) == set()
    assert having(f"555{words}", files, tmp_path) == set()


@needs_pdftotext
def test_public_numbers_are_links_on_pages_and_in_the_documents(tmp_path: Path) -> None:
    files = made()
    for page in ("roles.md", "by-role.md", "first-24-hours.md"):
        assert 'href="tel:+15555550100"' in html.unescape(str(files[f"counties/example/{page}"]))
    for name in ("role-sheets", "first-24-hours"):
        assert "555-555-0100" in as_text("a.pdf", files[f"documents/example.{name}.pdf"], tmp_path)


@needs_pdftotext
def test_a_site_for_staff_has_them_and_says_whom_it_is_for(tmp_path: Path) -> None:
    files = made(for_staff=True)
    for words, path in (
        ("555-555-0111", "counties/example/by-role.md"),
        ("555-555-0160", "counties/example/roles.md"),
        ("555-555-0151", "counties/example/first-24-hours.md"),
        ("555-555-0160", "documents/example.role-sheets.pdf"),
    ):
        assert words in as_text(path, files[path], tmp_path)
    assert "For staff only." in str(files["counties/example/roles.md"])
    assert "For staff only." not in str(made()["counties/example/roles.md"])


@needs_pdftotext
@pytest.mark.parametrize("for_staff", [False, True])
def test_no_agreement_has_an_internal_number(for_staff: bool, tmp_path: Path) -> None:
    files = made(for_staff=for_staff)
    for path in ("documents/example.docx", "documents/example.pdf"):
        said = as_text(path, files[path], tmp_path)
        assert not [words for words in INTERNAL if f"555-{words}" in said or f"{words}@" in said]


@needs_pdftotext
@pytest.mark.parametrize("for_staff", [False, True])
def test_a_child_s_data_is_on_no_site(for_staff: bool, tmp_path: Path) -> None:
    file = FILE.replace(
        "    area: All of Example County", "    area: The case of Jasmine Q., DOB 3/14/2010, All of Example County"
    )
    file = file.replace("kind: existing_team", "kind: Jasmine Q.")
    assert file != FILE
    files = made(for_staff, file)
    assert having("Jasmine Q", files, tmp_path) | having("3/14/2010", files, tmp_path) == set()
    assert having("childs-data-in-a-text", files, tmp_path)
    assert "is in this text, so the text is not published" in str(files["counties/example.md"])


@pytest.mark.parametrize("typed", ["{number: 5555550199, internal: true}", "{number: 555-0199, internal: true}"])
def test_a_message_about_a_wrong_number_does_not_show_it(typed: str) -> None:
    report = report_of(FILE.replace("    phone: 555-555-0112\n", f"    phone: {typed}\n"))
    (finding,) = report.diagnostics
    (shown,) = publishable(report).diagnostics
    assert "0199" not in f"{finding.message}{shown.message}{shown.remedy}"


def test_a_report_with_nothing_internal_is_published_as_it_is() -> None:
    report: Report = report_of(FILE.replace("internal: true", "internal: false"))
    assert publishable(report) is report


@needs_pdftotext
@pytest.mark.parametrize("for_staff", [False, True])
def test_the_setting_and_the_option_decide(
    for_staff: bool, tmp_path: Path, run: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[bool] = []

    def only_notes(reports: object, *, documents: object, for_staff: bool, **_: object) -> list[tuple[str, str]]:
        shown.append(for_staff)
        return [("index.md", "# Home\n")]

    monkeypatch.setattr("protocol_builder.website.engines.pages", only_notes)
    monkeypatch.setattr("protocol_builder.website.engines._unmade", lambda *_: ())
    run("site", "build", EXAMPLE, "-o", tmp_path / "site", *(["--for-staff"] if for_staff else []))
    assert shown == [for_staff]


def test_build_prints_sheets_for_staff_and_offers_others_on_its_site(tmp_path: Path, run: Callable[..., Ran]) -> None:
    """What lies in the folder of the documents is to be printed; the site gets its own."""
    source = tmp_path / "example.yml"
    source.write_text(FILE, "utf-8")
    run("build", source, "-o", tmp_path / "out")
    for name in ("role-sheets", "first-24-hours"):
        printed = as_text("a.pdf", (tmp_path / "out" / "example" / f"{name}.pdf").read_bytes(), tmp_path)
        offered = (tmp_path / "out" / "site" / "documents" / f"example.{name}.pdf").read_bytes()
        assert "555-555-0151" in printed
        assert "555-555-0151" not in as_text("a.pdf", offered, tmp_path)

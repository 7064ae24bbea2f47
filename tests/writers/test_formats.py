"""The tables of formats and documents: a new one is one entry, and the command, its help, and the downloads follow."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from protocol_builder.agreement.agreement import Agreement
from protocol_builder.writers import documents
from protocol_builder.writers.documents import DOCUMENTS
from protocol_builder.writers.formats import FORMATS, Format

from ..conftest import EXAMPLE, SEVERAL_COUNTIES, Ran, report_of


def test_the_help_names_every_format_and_document(run: Callable[..., Ran]) -> None:
    told = "".join(run("mou", "--help").out.split())
    assert ",".join(FORMATS) in told
    assert ",".join(DOCUMENTS) in told


def test_a_new_format_and_a_new_document_are_one_entry_each(
    run: Callable[..., Ran], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def shout(agreement: Agreement, template: Path | None) -> bytes:
        return agreement.title.upper().encode()

    monkeypatch.setitem(FORMATS, "shout", Format("Shout", shout))
    monkeypatch.setitem(DOCUMENTS, "poster", replace(DOCUMENTS["mou"], title="Poster"))
    ran = run("mou", EXAMPLE, "--to", "shout", "--only", "mou,poster", "-o", tmp_path)
    assert ran.code == 0
    for name in ("mou", "poster"):
        assert "MEMORANDUM" in (tmp_path / "example" / f"{name}.shout").read_text("utf-8")


def test_an_unknown_name_is_answered_with_the_list(run: Callable[..., Ran]) -> None:
    wrong = run("mou", EXAMPLE, "--only", "mou,poster")
    assert (wrong.code, wrong.out) == (2, "")
    assert f"“poster” is not a document; the documents are {', '.join(DOCUMENTS)}" in " ".join(wrong.err.split())
    wrong = run("mou", EXAMPLE, "--to", "docx,role-sheets")
    assert wrong.code == 2
    assert (
        f"“role-sheets” is not a format; the formats are {', '.join(FORMATS)}; to make this document: --only role-sheets"
        in " ".join(wrong.err.split())
    )


def test_pages_are_pdf_alone_and_each_file_is_listed_once() -> None:
    assert documents.in_formats(["mou", "role-sheets", "mou"], ["docx", "pdf", "docx"]) == (
        "mou.docx",
        "mou.pdf",
        "role-sheets.pdf",
    )


def test_which_documents_a_file_gets() -> None:
    whole = report_of(EXAMPLE.read_text("utf-8"))
    assert (
        documents.made_by_build(whole)
        == documents.made_by_mou(whole)
        == (
            "mou",
            "law-memo",
            "role-sheets",
            "first-24-hours",
            "county-plan",
            "annual-figures",
            "distribution",
            "forms",
        )
    )
    public_sources = report_of(SEVERAL_COUNTIES)
    assert documents.made_by_build(public_sources) == ("fact-sheet",)
    assert documents.made_by_mou(public_sources) == ("mou", "law-memo", "fact-sheet")


def test_no_two_downloads_have_the_same_name_or_label() -> None:
    offers = tuple(documents.downloads(report_of(EXAMPLE.read_text("utf-8"))))
    assert len({offer.ending for offer in offers}) == len({offer.label for offer in offers}) == len(offers)
    assert {"docx", "pdf", "role-sheets.pdf", "forms.docx"} <= {offer.ending for offer in offers}

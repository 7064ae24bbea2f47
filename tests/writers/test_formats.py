"""The table of formats: a new format is one entry, and the command, its help, and the downloads follow from it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from protocol_builder.writers import formats
from protocol_builder.writers.formats import DOWNLOADS, FORMATS, Format

from ..conftest import EXAMPLE, SEVERAL_COUNTIES, Ran, report_of


def test_the_help_names_every_format(run: Callable[..., Ran]) -> None:
    told = " ".join(run("mou", "--help").out.split())
    assert all(name in told for name in FORMATS)


def test_no_two_formats_have_the_same_file_or_download() -> None:
    assert len({form.file for form in FORMATS.values()}) == len(FORMATS)
    assert len({FORMATS[name].ending for name in DOWNLOADS}) == len(DOWNLOADS)
    assert {FORMATS[name].download for name in FORMATS} - {""} == {FORMATS[name].download for name in DOWNLOADS}


def test_a_new_format_is_one_entry(run: Callable[..., Ran], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shout = Format("mou.shout", lambda report, agreement, template: agreement.title.upper().encode())
    monkeypatch.setitem(FORMATS, "shout", shout)
    assert "txt, shout; role-sheets" in formats.list_formats()
    ran = run("mou", EXAMPLE, "--to", "shout", "-o", tmp_path)
    assert ran.code == 0
    assert "MEMORANDUM" in (tmp_path / "example" / "mou.shout").read_text("utf-8")


def test_duty_pages_are_made_only_where_there_are_duties() -> None:
    public_sources = report_of(SEVERAL_COUNTIES)
    assert formats.applicable(report_of(EXAMPLE.read_text("utf-8")), FORMATS) == tuple(FORMATS)
    assert formats.applicable(public_sources, ["pdf", "role-sheets", "pdf"]) == ("pdf",)

"""`mou` and `build`: which documents each kind of county file gets, and what is said of the others."""

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from protocol_builder import resources

from ..conftest import EXAMPLE, SEVERAL_COUNTIES, SYSTEM_OF_CARE, Ran

TEMPLATE = resources.root() / "templates" / "mou" / "mou.docx"
CONTRACT = """\
county: Inyo
instrument: {kind: funding_agreement, status: in_force}
agencies:
  probation: {name: Probation Department, kind: county_department, functions: [probation]}
"""
NONE = "completeness: public_sources_only\ncounty: Inyo\ninstrument: {kind: none_found, searched_on: 2026-05-04}\n"


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir() if not path.name.startswith(".")}


def test_mou_makes_the_fact_sheet_of_a_kind_without_clauses(tmp_path: Path, run: Callable[..., Ran]) -> None:
    (tmp_path / "contract.yml").write_text(CONTRACT, "utf-8")
    (tmp_path / "memorandum.yml").write_text(SYSTEM_OF_CARE.read_text("utf-8"), "utf-8")
    ran = run("mou", tmp_path / "contract.yml", tmp_path / "memorandum.yml", "--to", "md", "-o", tmp_path / "out")
    assert ran.code == 0
    assert f"[1/2] {tmp_path / 'out' / 'contract'}: fact-sheet: md" in ran.err
    assert names(tmp_path / "out" / "contract") == {"fact-sheet.md"}
    assert names(tmp_path / "out" / "memorandum") == {"mou.md", "law-memo.md", "distribution.md"}
    text = (tmp_path / "out" / "contract" / "fact-sheet.md").read_text("utf-8")
    assert "There are no clauses for this kind of instrument (Funding agreement), so no agreement is made." in text
    assert "Probation Department" in text


def test_a_document_that_no_file_gets_is_told_after_the_others_are_made(
    tmp_path: Path, run: Callable[..., Ran]
) -> None:
    (tmp_path / "contract.yml").write_text(CONTRACT, "utf-8")
    (tmp_path / "memorandum.yml").write_text(SYSTEM_OF_CARE.read_text("utf-8"), "utf-8")
    files = (tmp_path / "contract.yml", tmp_path / "memorandum.yml")
    ran = run("mou", *files, "--to", "md", "--only", "mou", "-o", tmp_path / "out")
    assert ran.code == 3
    why = "mou is not made of this file: there are no clauses for this kind of instrument (Funding agreement)"
    assert why in ran.err
    assert names(tmp_path / "out") == {"memorandum"}


def test_a_template_that_fails_for_one_county_is_said_of_that_one_and_the_others_are_made(
    tmp_path: Path, run: Callable[..., Ran]
) -> None:
    failing = "{% if 'Yolo' in (marks ~ title ~ county) %}{{ 1 / 0 }}{% endif %}</w:t></w:r></w:p><w:sectPr"
    template = tmp_path / "county.docx"
    with zipfile.ZipFile(TEMPLATE) as old, zipfile.ZipFile(template, "w") as new:
        for name in old.namelist():
            text = old.read(name).decode()
            if name == "word/document.xml":
                before, _, after = text.rpartition("<w:sectPr")
                text = f"{before}<w:p><w:r><w:t>{failing}{after}"
            new.writestr(name, text)
    for county in ("Inyo", "Napa", "Yolo"):
        text = EXAMPLE.read_text("utf-8").replace("Example County", county)
        (tmp_path / f"{county.lower()}.yml").write_text(text, "utf-8")
    files = [tmp_path / f"{county}.yml" for county in ("inyo", "napa", "yolo")]
    command = ("--only", "mou,gap-sheet", "--to", "docx", "--template", template, "-o", tmp_path / "out")
    ran = run("mou", *files, *command)
    assert ran.code == 3
    assert {path.parent.name for path in (tmp_path / "out").glob("*/mou.docx")} == {"inyo", "napa"}
    assert f"Error: {tmp_path / 'yolo.yml'}: mou.docx cannot be made: county.docx" in ran.err
    alone = run("mou", files[2], *command)
    assert alone.code == 3
    assert "Error: county.docx" in alone.err


def test_build_makes_the_fact_sheet_of_public_sources_and_mou_the_model_draft_as_well(
    tmp_path: Path, run: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("protocol_builder.building.outputs._website", lambda *_, **__: None)
    (tmp_path / "joint.yml").write_text(SEVERAL_COUNTIES, "utf-8")
    (tmp_path / "none.yml").write_text(NONE, "utf-8")
    files = (tmp_path / "joint.yml", tmp_path / "none.yml")
    assert run("build", *files, "-o", tmp_path / "out").code == 0
    assert names(tmp_path / "out" / "joint") == {"fact-sheet.docx", "fact-sheet.pdf"}
    assert names(tmp_path / "out" / "none") == {"fact-sheet.docx", "fact-sheet.pdf"}
    ran = run("mou", *files, "--to", "md", "-o", tmp_path / "out")
    assert "joint: mou (DRAFT), law-memo, fact-sheet: md" in ran.err
    assert {"mou.md", "law-memo.md", "fact-sheet.md", "fact-sheet.pdf"} <= names(tmp_path / "out" / "joint")


@pytest.mark.parametrize("epoch", ["abc", "1e9", "9" * 30])
def test_a_time_of_the_environment_that_is_none_is_blamed_and_not_the_file(
    epoch: str, tmp_path: Path, run: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    ran = run("mou", EXAMPLE, "--only", "mou", "--to", "docx,pdf,md", "-o", tmp_path)
    assert ran.code == 3
    assert ran.err.splitlines()[-1] == (
        f"Error: the environment variable SOURCE_DATE_EPOCH is “{epoch}”; set it to a number of seconds since 1970, such as "
        "1767225600, or unset it"
    )


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--to", ""), "--to names no format; the formats are docx, pdf, odt, html, md, txt"),
        (("--to", " , "), "--to names no format; the formats are docx, pdf, odt, html, md, txt"),
        (
            ("--only", "role-sheets", "--to", "docx"),
            "role-sheets can only be made as PDF; add pdf to --to, as in --to docx,pdf",
        ),
        (
            ("--only", "mou,role-sheets,first-24-hours", "--to", "docx,md"),
            "role-sheets and first-24-hours can only be made as PDF; add pdf to --to, as in --to docx,md,pdf",
        ),
        (
            ("--to", "pdf", "--template", TEMPLATE),
            "--template is only used for mou.docx; add docx to --to, or leave out --template",
        ),
        (
            ("--only", "gap-sheet", "--template", TEMPLATE),
            "--template is only used for mou.docx; add mou to --only, or leave out --template",
        ),
    ],
)
def test_options_of_which_nothing_could_come_are_refused_before_anything_is_made(
    options: tuple[str | Path, ...], said: str, tmp_path: Path, run: Callable[..., Ran]
) -> None:
    ran = run("mou", EXAMPLE, *options, "-o", tmp_path / "out")
    assert ran.code == 2
    assert f"Error: {said}" in " ".join(ran.err.split())
    assert not (tmp_path / "out").exists()


def test_pages_of_a_pdf_are_left_out_of_other_formats_only_where_nobody_named_them(
    tmp_path: Path, run: Callable[..., Ran]
) -> None:
    assert run("mou", EXAMPLE, "--only", "role-sheets", "--to", "docx,pdf", "-o", tmp_path / "named").code == 0
    assert names(tmp_path / "named" / "example") == {"role-sheets.pdf"}
    assert run("mou", EXAMPLE, "--to", "md", "-o", tmp_path / "all").code == 0
    assert "mou.md" in names(tmp_path / "all" / "example")
    assert "role-sheets.pdf" not in names(tmp_path / "all" / "example")

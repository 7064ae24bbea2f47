"""A build makes again what has changed and nothing else, and what it leaves is what a clean build would leave."""

import os
import re
import shutil
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from protocol_builder.building import build_cache, outputs
from protocol_builder.checking.check import Report, check_file, check_source, files_below
from protocol_builder.protocol import contacts
from protocol_builder.reading.source import read_text
from protocol_builder.website.engines import make_documents
from protocol_builder.website.publication import publishable
from protocol_builder.writers.documents import DocumentsOf

from ..conftest import DAY, EXAMPLE, Ran

FILE = """county: {county}
instrument: {{kind: interagency_protocol, title: "{title}"}}
agencies: {{probation: {{name: Probation Department, kind: county_department, functions: [probation]}}}}
"""


def county_files(folder: Path, **titles: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for county, title in titles.items():
        (folder / f"{county.lower()}.yml").write_text(FILE.format(county=county, title=title), encoding="utf-8")


def made(folder: Path, out: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Make the documents of a folder's county files; returns what was really rendered, as `inyo docx`."""
    rendered: list[str] = []
    true = DocumentsOf.make

    def noted(self: DocumentsOf, file: str, template: Path | None = None) -> bytes:
        rendered.append(f"{Path(self.report.path).stem} {file.removeprefix('mou.')}")
        return true(self, file, template)

    reports = tuple(check_file(path, DAY) for path in files_below(folder))
    with monkeypatch.context() as patch:
        patch.setattr(DocumentsOf, "make", noted)
        outputs.documents(reports, out, ("docx", "pdf"), None, lambda line: None, ("mou",))
    return rendered


def contents(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def test_only_what_has_changed_is_made_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files, out = tmp_path / "files", tmp_path / "out"
    county_files(files, Inyo="One", Mono="One")
    assert made(files, out, monkeypatch) == ["inyo docx", "inyo pdf", "mono docx", "mono pdf"]
    assert made(files, out, monkeypatch) == []
    county_files(files, Mono="Two")
    assert made(files, out, monkeypatch) == ["mono docx", "mono pdf"]
    (out / "inyo" / "mou.docx").write_bytes(b"edited by hand")
    (out / "mono" / "mou.pdf").unlink()
    assert made(files, out, monkeypatch) == ["inyo docx", "mono pdf"]
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1000000000")
    assert len(made(files, out, monkeypatch)) == 4
    monkeypatch.setattr(build_cache, "_program", lambda: "another version")
    assert len(made(files, out, monkeypatch)) == 4


def test_a_change_in_any_module_makes_documents_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package, files, out = tmp_path / "protocol_builder", tmp_path / "files", tmp_path / "out"
    shutil.copytree(build_cache.PACKAGE, package, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(build_cache, "PACKAGE", package)
    monkeypatch.setattr(build_cache, "_program", build_cache._program.__wrapped__)
    county_files(files, Inyo="One")
    assert made(files, out, monkeypatch) == ["inyo docx", "inyo pdf"]
    assert made(files, out, monkeypatch) == []
    with (package / "writers" / "word" / "document.py").open("a", encoding="utf-8") as nested:
        nested.write("# changed\n")
    assert made(files, out, monkeypatch) == ["inyo docx", "inyo pdf"]
    (package / "writers" / "svg.py").rename(package / "agreement" / "svg.py")
    assert made(files, out, monkeypatch) == ["inyo docx", "inyo pdf"]


def test_words_that_lie_beside_a_county_file_count_as_well(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files, out = tmp_path / "files", tmp_path / "out"
    county_files(files, Inyo="One")
    made(files, out, monkeypatch)
    (files / "inyo.clauses").mkdir()
    (files / "inyo.clauses" / "term.add.md").write_text("Said beside it.\n", encoding="utf-8")
    assert made(files, out, monkeypatch) == ["inyo docx", "inyo pdf"]


def test_what_it_leaves_is_what_a_clean_build_leaves(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = tmp_path / "files"
    county_files(files, Inyo="One", Mono="One", Yuba="One")
    made(files, tmp_path / "again", monkeypatch)
    county_files(files, Mono="Two", Alpine="One")
    (files / "yuba.yml").unlink()
    made(files, tmp_path / "again", monkeypatch)
    made(files, tmp_path / "clean", monkeypatch)
    assert contents(tmp_path / "again") == contents(tmp_path / "clean")
    assert "yuba/mou.docx" not in contents(tmp_path / "again")


def test_what_several_machines_have_made_is_laid_together_as_one_would_make_it(
    tmp_path: Path, run: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch
) -> None:
    """As in a job's matrix: each machine its county files, and one that builds the website of all."""
    everything = ("--on", DAY, "-o", "build")
    machines = [tmp_path / name for name in ("one", "two", "all", "alone")]
    for machine in machines:
        county_files(machine / "files", Inyo="One", Mono="Two", Yuba="Three")
    for machine, part in zip(machines, (["inyo.yml", "mono.yml"], ["yuba.yml"]), strict=False):
        monkeypatch.chdir(machine)
        files = [Path("files") / name for name in part]
        ran = run("mou", *files, *everything)
        assert ran.code == 1, "the county files have gaps"
        shutil.copytree("build", tmp_path / "all" / "build", dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path / "all")
    assert run("build", "files", *everything).err.count(", unchanged") == 3
    monkeypatch.chdir(tmp_path / "alone")
    run("build", "files", *everything)
    assert contents(tmp_path / "all" / "build") == contents(tmp_path / "alone" / "build")


def test_a_document_edited_by_hand_is_not_taken_away_with_its_county_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files, out = tmp_path / "files", tmp_path / "out"
    county_files(files, Inyo="One", Mono="One")
    made(files, out, monkeypatch)
    (out / "mono" / "mou.docx").write_bytes(b"edited by hand")
    (files / "mono.yml").unlink()
    made(files, out, monkeypatch)
    assert [path for path in contents(out) if path.startswith("mono")] == ["mono/mou.docx"]


@pytest.mark.parametrize("list_", ["", "[]", "{", '{"../x.yml": {}}', '{"b": {"source": 1}}', '{"b": 3}'])
def test_a_spoilt_list_is_no_list(list_: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files, out = tmp_path / "files", tmp_path / "out"
    county_files(files, Inyo="One")
    (out / "inyo").mkdir(parents=True)
    (out / "inyo" / ".documents.json").write_text(list_, encoding="utf-8")
    assert made(files, out, monkeypatch) == ["inyo docx", "inyo pdf"]


def test_a_list_that_names_a_file_elsewhere_takes_nothing_away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files, out, mine = tmp_path / "files", tmp_path / "out", tmp_path / "mine.txt"
    county_files(files, Inyo="One")
    mine.write_bytes(b"")
    (out / "inyo").mkdir(parents=True)
    entry = (
        '{"source": "gone", "inputs": "", "sha256": "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"}'
    )
    list_ = f'{{"../../mine.txt": {entry}, "{mine}": {entry}, "..": {entry}}}'
    (out / "inyo" / ".documents.json").write_text(list_, encoding="utf-8")
    made(files, out, monkeypatch)
    assert mine.exists()


def test_a_list_of_that_name_which_is_nobody_s_here_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files, out = tmp_path / "files", tmp_path / "out"
    county_files(files, Inyo="One")
    (out / "photos").mkdir(parents=True)
    (out / "photos" / ".documents.json").write_text('["mine"]', encoding="utf-8")
    made(files, out, monkeypatch)
    assert (out / "photos" / ".documents.json").read_text(encoding="utf-8") == '["mine"]'


def test_what_is_linked_into_the_output_folder_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files, out = tmp_path / "files", tmp_path / "out"
    county_files(files, Inyo="One", Mono="One")
    made(files, tmp_path / "elsewhere", monkeypatch)
    before = contents(tmp_path / "elsewhere")
    (files / "mono.yml").unlink()
    out.mkdir()
    (out / "linked").symlink_to(tmp_path / "elsewhere" / "mono")
    made(files, out, monkeypatch)
    assert contents(tmp_path / "elsewhere") == before


def test_a_format_named_twice_is_made_once(run: Callable[..., Ran], tmp_path: Path) -> None:
    county_files(tmp_path, Inyo="One")
    ran = run(
        "mou", tmp_path / "inyo.yml", "--to", "md,txt,md", "--only", "mou,mou", "--on", DAY, "-o", tmp_path / "out"
    )
    assert ran.code == 1, "the county file has gaps"
    assert ran.err.splitlines()[0] == f"[1/1] {tmp_path / 'out' / 'inyo'}: mou (DRAFT): md, txt"


def test_every_county_file_has_a_folder_of_its_own_below_the_output(tmp_path: Path) -> None:
    def report(path: str) -> Report:
        return check_source(read_text("county: Inyo\n", path), DAY)

    paths = (
        "a/yolo.yml",
        "b/yolo.yml",
        "b/Yolo.yaml",
        "site.yml",
        "report.json.yml",
        "../..yml",
        "x/...yml",
        "-.yml",
        "el dorado/ñ x.yml",
        "con.yml",
        "Aux.2026.yml",
        "lpt1.yml",
        "contra-costa.yml",
        f"{'a' * 59}.b.yml",
    )
    assert outputs.folder_names(tuple(map(report, paths))) == (
        "yolo", "yolo-2", "Yolo-3", "site-2", "report.json-2", "county-file", "county-file-2", "county-file-3", "ñ-x",
        "county-con", "county-Aux.2026", "county-lpt1", "contra-costa", "a" * 59,
    )  # fmt: skip


@pytest.mark.skipif(sys.platform == "win32", reason="no such names there")
def test_no_name_of_a_county_file_stops_the_documents_of_others(run: Callable[..., Ran], tmp_path: Path) -> None:
    files, out = tmp_path / "files", tmp_path / "out"
    county_files(files, Inyo="One")
    text = (files / "inyo.yml").read_bytes()
    for name in (b"e\x1b[2J\x9b.yml", b"\xfe.yml", b"x" * 250 + b".yml", "\u202elmy.yml".encode()):
        (Path(os.fsdecode(os.fsencode(files) + b"/" + name))).write_bytes(text)
    ran = run("build", files, "--on", DAY, "-o", out)
    assert "Traceback" not in ran.err
    assert ran.code == 1, "the county files have gaps"
    made = sorted(path.parent.name for path in out.glob("*/mou.docx"))
    assert made == ["county-file", "e-2J", "inyo", "lmy", "x" * 60]
    with zipfile.ZipFile(out / "e-2J" / "mou.docx") as package:
        assert "Made from e\ufffd[2J\ufffd.yml" in re.sub("<[^>]*>", "", package.read("word/footer1.xml").decode())
    assert len(list((out / "site" / "documents").glob("*.role-sheets.pdf"))) == 5


def test_what_no_font_can_show_is_told_on_every_build_until_one_can(tmp_path: Path, run: Callable[..., Ran]) -> None:
    county_files(tmp_path, Inyo="Plain")
    assert "no font" not in run("mou", tmp_path / "inyo.yml", "--to", "pdf", "-o", tmp_path / "out").err
    county_files(tmp_path, Inyo="Rare \ue123")
    file = tmp_path / "inyo.yml"
    for _ in range(2):
        told = run("mou", file, "--to", "pdf", "-o", tmp_path / "out").err.splitlines()
        assert told[1] == (
            f"{file}: mou.pdf: this computer has no font for private-use characters, so the PDF prints its name in brackets "
            "for a character (U+E123); install a font that has them, such as a Noto font, or change the text, and run the "
            "command again"
        )


def test_no_document_is_made_twice_that_prints_nothing_internal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    file = EXAMPLE.read_text("utf-8").replace("county: Example County", "county: Inyo", 1)
    (tmp_path / "inyo.yml").write_text(file.replace("555-555-", "916-445-"), "utf-8")
    report = check_file(tmp_path / "inyo.yml", DAY)
    assert contacts.internal_in(report.data)
    made_of: list[tuple[str, bool]] = []
    true = DocumentsOf.make

    def noted(self: DocumentsOf, file: str, template: Path | None = None) -> bytes:
        made_of.append((file, bool(contacts.internal_in(self.report.data))))
        return true(self, file, template)

    with monkeypatch.context() as patch:
        patch.setattr(DocumentsOf, "make", noted)
        outputs.build((report,), tmp_path / "out", lambda line: None)
    with_internal = [file for file, has in made_of if has]
    without = [file for file, has in made_of if not has]
    assert len(with_internal) == len(set(with_internal)) > len(without)
    own, offered = tmp_path / "out" / "inyo", tmp_path / "out" / "site" / "documents"
    differs = []
    for download in make_documents(publishable(report), None):
        assert (offered / f"inyo.{download.path}").read_bytes() == download.content
        name = download.path if "." in download.path else f"mou.{download.path}"
        differs += [name] if (own / name).read_bytes() != download.content else []
    assert without == differs != []

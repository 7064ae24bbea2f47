"""Whether a site has the pages that run the program in the browser, what it carries for them, and what it keeps back."""

import io
import json
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from protocol_builder.checking.check import Report, check_source
from protocol_builder.reading.source import read_text
from protocol_builder.website import engines
from protocol_builder.website.browser import runtime
from protocol_builder.website.browser.archive import PACKAGES, archive
from protocol_builder.website.browser.licenses import DISTRIBUTIONS, licenses
from protocol_builder.website.browser.runtime import NoRuntimeError, Runtime
from protocol_builder.website.built_site import WebsiteError
from protocol_builder.website.made_pages import MadePages
from protocol_builder.website.pages import pages

from ...conftest import DAY, EXAMPLE, ROOT
from .conftest import GAPS, INTERNAL

RUNTIME = Runtime({"pyodide.mjs": b"x"})
GET_IT = f"to get it: npm install --no-save --prefix . pyodide@{runtime.VERSION}"
LEFT_OUT = "the website has no page that checks a county file in the browser, because"
_LAW = MadePages()


def report(text: str, name: str) -> Report:
    return check_source(read_text(text, name), DAY)


def site(*reports: Report, with_runtime: bool = True, for_staff: bool = False) -> dict[str, str | bytes]:
    """Every page and file of a site; the pages of the law, which are the same in all, are made once."""
    return dict(pages(reports, cache=_LAW, runtime=RUNTIME if with_runtime else None, for_staff=for_staff))


def test_a_site_without_the_runtime_has_nothing_of_it() -> None:
    made = site(report(GAPS, "inyo.yml"), with_runtime=False)
    assert not [path for path in made if path.startswith("browser/") or path == "check-a-file.md"]


def test_a_site_offers_the_files_that_it_publishes_whole() -> None:
    offered = site(
        report(GAPS, "inyo.yml"), report(INTERNAL.replace("Inyo", "Yolo"), "yolo.yml"), report("a: [", "kern.yml")
    )
    assert [path for path in offered if "county-files" in path] == ["browser/county-files/inyo.yml"]
    assert offered["browser/county-files/inyo.yml"] == GAPS
    assert "760-555-0123" not in "".join(content for content in offered.values() if isinstance(content, str))
    for_staff = site(report(INTERNAL, "inyo.yml"), for_staff=True)
    assert for_staff["browser/county-files/inyo.yml"] == INTERNAL


def test_the_example_which_everyone_has_is_offered() -> None:
    assert "browser/county-files/example.yml" in site(report(EXAMPLE.read_text("utf-8"), "example.yml"))


def test_a_text_that_is_withheld_keeps_its_file_back() -> None:
    text = f"{GAPS}narrative: [{{heading: x, text: 'The child Jane Roe was born 2010-05-06.'}}]\n"
    found = report(text, "inyo.yml")
    assert "childs-data-in-a-text" in {one.id for one in found.diagnostics}
    assert not [path for path in site(found) if "county-files" in path]


def test_the_same_installation_packs_the_same_bytes() -> None:
    first = archive()
    archive.cache_clear()
    assert archive() == first


def test_the_archive_has_no_part_that_only_a_computer_runs() -> None:
    names = zipfile.ZipFile(io.BytesIO(archive())).namelist()
    assert "jsonschema_rs.py" in names
    assert "rpds.py" in names
    assert {name.partition("/")[0] for name in names if "/" in name} == {*PACKAGES, "protocol_builder"}
    assert not [
        name for name in names if name.startswith(("protocol_builder/commands/", "protocol_builder/writers/word/"))
    ]
    assert not [name for name in names if name.endswith((".so", ".pyd", ".pyc", ".ttf", ".docx"))]


def test_the_words_of_every_license_come_along() -> None:
    told = licenses()
    for words in (
        "Mozilla Public License 2.0",
        "CodeMirror 6",
        "PyYAML",
        "Permission is hereby granted",
        "Redistribution and use",
    ):
        assert words in told
    for name in DISTRIBUTIONS:
        assert f"\n{name.replace('-', '_')} " in told.lower().replace("-", "_"), name


def test_the_versions_that_the_documents_name_are_the_one_that_is_taken() -> None:
    for name in ("README.md", "THIRD-PARTY.md", "site/learn/it.md"):
        text = (ROOT / name).read_text("utf-8")
        assert runtime.VERSION in text, name


def test_a_runtime_that_is_not_there_is_said_in_a_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    said: list[str] = []
    assert engines.find_runtime({"browser": True, "pyodide": None}, said.append) is None
    place = Path("node_modules") / "pyodide"
    assert said == [f"{LEFT_OUT} {place} is not there; {GET_IT}"]
    assert engines.find_runtime({"browser": False, "pyodide": None}, said.append) is None
    assert len(said) == 1
    with pytest.raises(WebsiteError) as error:
        engines.find_runtime({"browser": True, "pyodide": "elsewhere"}, said.append)
    assert str(error.value) == f"{LEFT_OUT} elsewhere is not there; {GET_IT}"


def test_a_runtime_of_another_version_or_in_part_is_not_taken(pyodide: Path, tmp_path: Path) -> None:
    for name in runtime.FILES:
        (tmp_path / name).write_bytes((pyodide / name).read_bytes())
    assert runtime.find(tmp_path).files["pyodide.mjs"] == (pyodide / "pyodide.mjs").read_bytes()
    (tmp_path / "pyodide.asm.mjs").write_text("changed", "utf-8")
    with pytest.raises(NoRuntimeError, match="is not of version"):
        runtime.find(tmp_path)
    (tmp_path / "pyodide.asm.mjs").unlink()
    with pytest.raises(NoRuntimeError) as error:
        runtime.find(tmp_path)
    assert str(error.value) == f"{LEFT_OUT} {tmp_path / 'pyodide.asm.mjs'} is not there; {GET_IT}"


def test_the_list_of_what_is_carried_tells_one_content_from_another() -> None:
    told = json.loads(str(site(report(GAPS, "inyo.yml"))["browser/engine.json"]))
    other = replace(RUNTIME, files={"pyodide.mjs": b"y"})
    again = json.loads(str(dict(pages((), cache=_LAW, runtime=other))["browser/engine.json"]))
    assert told["files"][0]["name"] == "pyodide.mjs"
    assert told["files"] != again["files"]
    assert told["archive"] == again["archive"]
    assert told["cache"] != again["cache"]

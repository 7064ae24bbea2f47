"""What an earlier build made of a county file is taken again only where it would be made the same."""

import gzip
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from protocol_builder.checking.check import Report
from protocol_builder.website.made_pages import MadeEarlier

from ..conftest import report_of

REPORT = report_of("county: Inyo\nnotes: [One]\n")
SHOWN = (REPORT, None, ("index.md", "law.md"), {"a": {2, 1}})
FILES = (("counties/inyo.md", "# Inyo \ud800"), ("data/inyo.json", b"{}"), ("documents/inyo.pdf", b"%PDF"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A website of one county file, with the record of the build that made it."""
    first = MadeEarlier(tmp_path / "record", tmp_path, "the same program")
    assert first.find("inyo", SHOWN) is None
    first.keep("inyo", SHOWN, FILES)
    first.keep("another", SHOWN, "no files of a county file")
    assert first.find("inyo", SHOWN) is FILES
    first.close()
    for path, content in FILES:
        (tmp_path / path).parent.mkdir(exist_ok=True)
        if isinstance(content, bytes):
            (tmp_path / path).write_bytes(content)
    return tmp_path


def earlier(folder: Path, program: str = "the same program") -> MadeEarlier:
    return MadeEarlier(folder / "record", folder, program)


def test_the_next_build_finds_it_and_leaves_the_same_record(folder: Path) -> None:
    before = (folder / "record").read_bytes()
    found = earlier(folder)
    same = (replace(REPORT), None, ("index.md", "law.md"), {"a": {1, 2}})
    assert found.find("inyo", same) == FILES
    assert found.find("another", SHOWN) is None
    found.close()
    assert (folder / "record").read_bytes() == before


def test_what_is_not_asked_for_again_is_forgotten(folder: Path) -> None:
    earlier(folder).close()
    assert earlier(folder).find("inyo", SHOWN) is None


def _with(**changes: Any) -> Report:
    return replace(REPORT, **changes)


@pytest.mark.parametrize(
    "shown",
    [
        None,
        (_with(on="2027-01-01"), *SHOWN[1:]),
        (_with(data={"county": "Inyo"}), *SHOWN[1:]),
        (_with(diagnostics=()), *SHOWN[1:]),
        (_with(source=replace(REPORT.source, text="county: Inyo\nnotes: [Two]\n")), *SHOWN[1:]),
        (_with(source=replace(REPORT.source, path="other.yml")), *SHOWN[1:]),
        (REPORT, "", *SHOWN[2:]),
        (REPORT, None, ("index.md",), SHOWN[3]),
        (REPORT, None, SHOWN[2], {"a": {1, 2, 3}}),
        (REPORT, None, SHOWN[2], {"a": [1, 2]}),
        (REPORT, None, ["index.md", "law.md"], SHOWN[3]),
        (*SHOWN, object()),
    ],
)
def test_what_would_show_something_else_is_not_taken(folder: Path, shown: Any) -> None:
    assert earlier(folder).find("inyo", shown) is None


def test_what_another_program_made_is_not_taken(folder: Path) -> None:
    assert earlier(folder, "another program").find("inyo", SHOWN) is None


@pytest.mark.parametrize("path", ["data/inyo.json", "documents/inyo.pdf"])
def test_nothing_is_taken_if_a_file_was_changed_or_is_gone(folder: Path, path: str) -> None:
    (folder / path).write_bytes(b"changed by hand")
    assert earlier(folder).find("inyo", SHOWN) is None
    (folder / path).unlink()
    assert earlier(folder).find("inyo", SHOWN) is None


def _listed(*files: Any) -> Callable[[dict[str, Any]], None]:
    def change(record: dict[str, Any]) -> None:
        record["made"]["inyo"]["files"] = list(files)

    return change


@pytest.mark.parametrize(
    "change",
    [
        lambda record: record.pop("made"),
        lambda record: record["made"]["inyo"].pop("shown"),
        lambda record: record["made"]["inyo"].update(shown=""),
        _listed(),
        _listed(["../record", {"text": "x"}]),
        _listed(["/etc/hosts", {"text": "x"}]),
        _listed(["a.md", {"text": 1}]),
        _listed(["a.md", {}]),
        _listed(["a.md", {"text": "x", "sha256": "x"}]),
        _listed(["a.md", {"content": "x"}]),
        _listed([1, {"text": "x"}]),
        _listed("a.md"),
    ],
)
def test_a_record_that_is_not_as_it_is_written_has_nothing(
    folder: Path, change: Callable[[dict[str, Any]], None]
) -> None:
    record = json.loads(gzip.decompress((folder / "record").read_bytes()).decode("utf-8", "surrogatepass"))
    change(record)
    (folder / "record").write_bytes(gzip.compress(json.dumps(record).encode()))
    assert earlier(folder).find("inyo", SHOWN) is None


@pytest.mark.parametrize(
    "spoilt",
    [b"", b"{}", gzip.compress(b"[]", mtime=0), gzip.compress(b"{}", mtime=0)[:-9], gzip.compress(b"\xff", mtime=0)],
    ids=["empty", "not packed", "a list", "cut off", "no text"],
)
def test_a_spoilt_record_has_nothing(folder: Path, spoilt: bytes) -> None:
    (folder / "record").write_bytes(spoilt)
    assert earlier(folder).find("inyo", SHOWN) is None
    whole = (folder / "record").read_bytes()
    assert whole == spoilt

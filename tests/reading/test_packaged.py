import itertools
import os
from pathlib import Path

import pytest

from protocol_builder import pycache, resources
from protocol_builder.reading import loader, packaged

pytestmark = pytest.mark.usefixtures("kept")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "law.yaml"
    path.write_text("since: 2018-01-01\nhours: 24\n", "utf-8")
    return path


def test_what_was_kept_is_what_the_loader_reads(kept: Path) -> None:
    paths = sorted(resources.schemas().glob("*.yaml"))
    for path in paths:
        read = loader.load_yaml(path.read_text("utf-8"))
        assert packaged.load(path) == read  # parsed
        assert packaged.load(path) == read  # kept
    assert len(list(kept.iterdir())) == len(paths)


def test_a_file_is_not_parsed_twice(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    packaged.load(file)
    monkeypatch.setattr(loader, "load_yaml", None)
    assert packaged.load(file) == {"since": "2018-01-01", "hours": 24}


def test_a_file_changed_in_the_same_moment_to_the_same_length_is_parsed_again(file: Path) -> None:
    packaged.load(file)
    moment = file.stat()
    file.write_text("since: 2018-01-01\nhours: 12\n", "utf-8")
    os.utime(file, ns=(moment.st_atime_ns, moment.st_mtime_ns))
    assert packaged.load(file) == {"since": "2018-01-01", "hours": 12}


def test_what_another_loader_kept_is_not_used(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    packaged.load(file)
    monkeypatch.setattr(pycache, "_version", lambda code: "another")
    monkeypatch.setattr(loader, "load_yaml", lambda text: "parsed again")
    assert packaged.load(file) == "parsed again"


def test_what_is_worked_out_is_kept_until_the_file_or_the_code_changes(file: Path, tmp_path: Path) -> None:
    code, times = tmp_path / "code.py", itertools.count(1)
    code.write_text("first = 1\n", "utf-8")

    def worked_out() -> object:
        return packaged.worked_out(file, "lists", lambda: [next(times)], [str(code)])

    assert [worked_out(), worked_out()] == [[1], [1]]
    file.write_text("since: 2015-01-01\nhours: 24\n", "utf-8")
    assert [worked_out(), worked_out()] == [[2], [2]]
    code.write_text("second = 22\n", "utf-8")
    pycache._version.cache_clear()
    assert [worked_out(), worked_out()] == [[3], [3]]


def test_a_packed_copy_works_it_out_each_time(tmp_path: Path, kept: Path) -> None:
    assert packaged.worked_out(tmp_path / "none.yaml", "lists", lambda: [1], [__file__]) == [1]
    assert not kept.exists()


@pytest.mark.parametrize("torn", [b"", b"{", b"no heading"])
def test_a_torn_kept_file_is_replaced(file: Path, kept: Path, torn: bytes) -> None:
    packaged.load(file)
    whole = (kept / "law.yaml.json").read_bytes()
    (kept / "law.yaml.json").write_bytes(whole[: whole.index(b"{")] + torn)
    assert packaged.load(file) == {"since": "2018-01-01", "hours": 24}
    assert (kept / "law.yaml.json").read_bytes() == whole


def test_where_nothing_can_be_kept_the_file_is_read_all_the_same(file: Path, kept: Path) -> None:
    kept.write_text("a file where the folder should be", "utf-8")
    assert packaged.load(file) == {"since": "2018-01-01", "hours": 24}


def test_nothing_is_kept_where_python_keeps_nothing(file: Path, kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.dont_write_bytecode", True)
    assert packaged.load(file) == {"since": "2018-01-01", "hours": 24}
    assert not kept.exists()

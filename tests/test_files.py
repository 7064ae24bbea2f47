"""Files and folders are in their place whole or not at all."""

import subprocess
import sys
from pathlib import Path

import pytest

from protocol_builder.files import folder_in_place_of, reserved, write


def tree(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.name != ".lock")


def test_a_write_that_fails_leaves_the_earlier_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "mou.docx"
    write(place, b"earlier")

    def fail(self: Path, target: Path) -> None:
        raise OSError("no space left on device")

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(OSError, match="no space left"):
        write(place, b"later")
    assert place.read_bytes() == b"earlier"
    assert tree(tmp_path) == ["mou.docx"]


def test_folders_are_made_and_text_is_utf_8(tmp_path: Path) -> None:
    write(tmp_path / "a" / "b.txt", "Cañon\n")
    assert (tmp_path / "a" / "b.txt").read_bytes() == "Cañon\n".encode()


def test_a_finished_folder_takes_the_place_of_the_earlier_one(tmp_path: Path) -> None:
    write(tmp_path / "site" / "gone.html", "earlier")
    with folder_in_place_of(tmp_path / "site") as new:
        write(new / "index.html", "later")
        assert tree(tmp_path / "site") == ["gone.html"]
    assert tree(tmp_path) == ["site", "site/index.html"]


def test_a_folder_that_cannot_be_finished_leaves_the_earlier_one(tmp_path: Path) -> None:
    write(tmp_path / "site" / "index.html", "earlier")

    def unfinished() -> None:
        with folder_in_place_of(tmp_path / "site") as new:
            write(new / "index.html", "later")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        unfinished()
    assert tree(tmp_path) == ["site", "site/index.html"]
    assert (tmp_path / "site" / "index.html").read_text() == "earlier"


def test_what_a_killed_build_left_is_repaired(tmp_path: Path) -> None:
    write(tmp_path / ".earlier-site" / "index.html", "earlier")
    write(tmp_path / ".unfinished-site-x" / "index.html", "later")
    write(tmp_path / "inyo" / ".unfinished-mou.docx-x", "half")
    write(tmp_path / "inyo" / "mou.docx", "earlier")
    with reserved(tmp_path):
        pass
    assert tree(tmp_path) == ["inyo", "inyo/mou.docx", "site", "site/index.html"]
    assert (tmp_path / "site" / "index.html").read_text() == "earlier"


def test_two_builds_do_not_write_into_one_folder(tmp_path: Path) -> None:
    program = f"""
from pathlib import Path
from protocol_builder.files import BusyError, reserved
try:
    with reserved(Path({str(tmp_path)!r})):
        print("let in")
except BusyError as error:
    print(error.strerror)
"""
    with reserved(tmp_path):
        ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
        assert ran.stdout == "another build is writing here; wait for it to end\n"
    with reserved(tmp_path):
        pass

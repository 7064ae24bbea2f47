"""Files and folders are in their place whole or not at all."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from protocol_builder.files import free_names, repair, replacement_for, reserved, write


def tree(folder: Path) -> list[str]:
    return sorted(
        path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.name != ".protocol-builder.lock"
    )


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


@pytest.mark.skipif(sys.platform == "win32", reason="permissions of POSIX")
@pytest.mark.parametrize(("keeps_mode", "mode"), [(True, 0o600), (False, 0o644)])
def test_a_file_has_its_permissions_from_the_moment_it_is_there(
    keeps_mode: bool, mode: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place, put = tmp_path / "county.yml", Path.replace
    old_mask = os.umask(0o022)
    moved: list[int] = []

    def seen(new: Path, to: Path) -> Path:
        moved.append(new.stat().st_mode & 0o777)
        return put(new, to)

    monkeypatch.setattr(Path, "replace", seen)
    try:
        write(place, "earlier", keeps_mode=keeps_mode)
        place.chmod(0o600)
        write(place, "later", keeps_mode=keeps_mode)
    finally:
        os.umask(old_mask)
    assert moved == [0o644, mode]
    assert (place.read_text("utf-8"), place.stat().st_mode & 0o777) == ("later", mode)


def test_folders_are_made_and_text_is_utf_8(tmp_path: Path) -> None:
    write(tmp_path / "a" / "b.txt", "Cañon\n")
    assert (tmp_path / "a" / "b.txt").read_bytes() == "Cañon\n".encode()


def test_a_name_may_have_as_many_letters_as_a_disk_allows(tmp_path: Path) -> None:
    name = "ñ" * 120 + ".yml"
    write(tmp_path / name, "earlier")
    write(tmp_path / name, "later")
    assert tree(tmp_path) == [name]
    with replacement_for(tmp_path / ("ü" * 120)) as new:
        write(new / "index.html", "later")
    assert tree(tmp_path) == [name, "ü" * 120, "ü" * 120 + "/index.html"]


def test_a_finished_folder_takes_the_place_of_the_earlier_one(tmp_path: Path) -> None:
    write(tmp_path / "site" / "gone.html", "earlier")
    with replacement_for(tmp_path / "site") as new:
        write(new / "index.html", "later")
        assert tree(tmp_path / "site") == ["gone.html"]
    assert tree(tmp_path) == ["site", "site/index.html"]


def test_a_folder_that_cannot_be_finished_leaves_the_earlier_one(tmp_path: Path) -> None:
    write(tmp_path / "site" / "index.html", "earlier")

    def unfinished() -> None:
        with replacement_for(tmp_path / "site") as new:
            write(new / "index.html", "later")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        unfinished()
    assert tree(tmp_path) == ["site", "site/index.html"]
    assert (tmp_path / "site" / "index.html").read_text() == "earlier"


def test_what_a_killed_build_left_is_repaired_and_nothing_of_another_name(tmp_path: Path) -> None:
    write(tmp_path / ".protocol-builder-earlier-site" / "index.html", "earlier")
    write(tmp_path / ".earlier-drafts" / "mine.txt", "mine")
    write(tmp_path / ".protocol-builder-unfinished-site-x" / "index.html", "later")
    write(tmp_path / ".unfinished-novel-x", "mine")
    write(tmp_path / "inyo" / ".protocol-builder-unfinished-site-x", "mine")
    repair(tmp_path, ("site", "report.json"))
    assert tree(tmp_path) == [
        ".earlier-drafts",
        ".earlier-drafts/mine.txt",
        ".unfinished-novel-x",
        "inyo",
        "inyo/.protocol-builder-unfinished-site-x",
        "site",
        "site/index.html",
    ]
    assert (tmp_path / "site" / "index.html").read_text() == "earlier"


def test_an_earlier_folder_that_was_not_wholly_removed_is_removed(tmp_path: Path) -> None:
    write(tmp_path / ".protocol-builder-earlier-site" / "gone.html", "earlier")
    write(tmp_path / "site" / "index.html", "later")
    repair(tmp_path, ("site",))
    assert tree(tmp_path) == ["site", "site/index.html"]


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_a_repair_follows_no_link(tmp_path: Path) -> None:
    write(tmp_path / "elsewhere" / "mine.txt", "mine")
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / ".protocol-builder-earlier-site").symlink_to(tmp_path / "elsewhere")
    (tmp_path / "out" / ".protocol-builder-unfinished-site-x").symlink_to(tmp_path / "elsewhere")
    repair(tmp_path / "out", ("site",))
    assert tree(tmp_path) == ["elsewhere", "elsewhere/mine.txt", "out"]


def test_a_reserved_folder_is_free_again_and_shows_nothing_of_it(tmp_path: Path) -> None:
    for _ in range(2):
        with reserved(tmp_path / "out"):
            assert [path.name for path in tmp_path.rglob("*")] == ["out", ".protocol-builder.lock"]
        if sys.platform != "win32":
            assert [path.name for path in tmp_path.rglob("*")] == ["out"]


@pytest.mark.skipif(sys.platform == "win32", reason="a folder in use cannot be removed there")
@pytest.mark.parametrize("command", ["build", "mou", "site build", "check -o report.txt"])
def test_a_working_folder_that_is_gone_is_one_clear_line(command: str, tmp_path: Path) -> None:
    (tmp_path / "inyo.yml").write_text("county: Inyo\n", "utf-8")
    program = f"""
import os, sys
os.rmdir(os.getcwd())
from protocol_builder.commands.main import main
main([*{command.split()!r}, {str(tmp_path / "inyo.yml")!r}])
"""
    (tmp_path / "gone").mkdir()
    ran = subprocess.run([sys.executable, "-c", program], cwd=tmp_path / "gone", capture_output=True, text=True)
    assert ran.stderr == (
        "Error: the working folder no longer exists; change to one that does (cd), and run the command again\n"
    )
    assert ran.returncode == 3


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
        assert ran.stdout == "another build is writing here; wait until it ends\n"
    with reserved(tmp_path):
        pass


def test_each_name_is_free_harmless_and_given_once() -> None:
    wanted = ("yolo", "Yolo", "yolo", "", "con", "", "site", "Aux.txt")
    assert free_names(wanted, ("Site",)) == (
        *("yolo", "Yolo-2", "yolo-3", "county-file", "county-con", "county-file-2", "site-2", "county-Aux.txt"),
    )
    assert free_names(["a"] * 300)[-1] == "a-300"

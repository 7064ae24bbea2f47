"""A file is in its place whole or not at all."""

from pathlib import Path

import pytest

from protocol_builder.files import replace_folder, write


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
    assert [path.name for path in tmp_path.iterdir()] == ["mou.docx"]


def test_folders_are_made_and_text_is_utf_8(tmp_path: Path) -> None:
    write(tmp_path / "a" / "b.txt", "Cañon\n")
    assert (tmp_path / "a" / "b.txt").read_bytes() == "Cañon\n".encode()


def test_a_finished_folder_takes_the_place_of_the_earlier_one(tmp_path: Path) -> None:
    for folder, text in (("site", "earlier"), ("new", "later")):
        write(tmp_path / folder / "index.html", text)
    write(tmp_path / "site" / "gone.html", "earlier")
    replace_folder(tmp_path / "new", tmp_path / "site")
    assert [path.relative_to(tmp_path).as_posix() for path in sorted(tmp_path.rglob("*"))] == [
        "site",
        "site/index.html",
    ]
    assert (tmp_path / "site" / "index.html").read_text() == "later"

"""What of a folder is checked, and that nothing which looks like a county file is left aside without a word."""

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from protocol_builder import build_files
from protocol_builder.checking.check import files_below

from ..conftest import Ran

Run = Callable[..., Ran]

needs_links = pytest.mark.skipif(sys.platform == "win32", reason="needs links")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "county_configs"
    place.mkdir()
    (place / "inyo.yml").write_text("county: Inyo\n", encoding="utf-8")
    return place


def unchecked(run: Run, folder: Path) -> list[str]:
    return [line for line in run("check", folder).err.splitlines() if line.startswith("not checked")]


@pytest.mark.parametrize("name", ["MONO.YML", "mono.Yml", "mono.yaml", "mono.YAML"])
def test_an_ending_in_capitals_is_an_ending(run: Run, folder: Path, name: str) -> None:
    (folder / name).write_text("county: Mono\n", encoding="utf-8")
    found = json.loads(run("check", folder, "--format", "json").out)["files"]
    assert {file["path"] for file in found} == {str(folder / "inyo.yml"), str(folder / name)}
    assert set(files_below(folder)) == {folder / "inyo.yml", folder / name}


@needs_links
@pytest.mark.parametrize("target", ["nowhere.yml", "mono.yml"])
def test_a_link_that_leads_to_no_file_is_wrong_usage_if_named(run: Run, folder: Path, target: str) -> None:
    (folder / "mono.yml").symlink_to(target)
    ran = run("check", folder / "mono.yml")
    assert (ran.out, ran.err.splitlines()[-1], ran.code) == (
        "",
        f"Error: {folder / 'mono.yml'} is a broken link; replace it with the file, or remove it",
        2,
    )


@needs_links
@pytest.mark.parametrize("target", ["nowhere.yml", "mono.yml"])
def test_a_link_in_a_folder_that_leads_to_no_file_is_a_finding_and_the_others_are_done(
    run: Run, folder: Path, tmp_path: Path, target: str
) -> None:
    (folder / "mono.yml").symlink_to(target)
    ran = run("check", folder)
    assert (
        f"{folder / 'mono.yml'}:1:1: error: the file is a link to a file that is not there [file-not-opened]\n"
        "  fix: replace it with the file, or remove it\n"
    ) in ran.out
    assert "2 files checked" in ran.err
    assert ran.code == 1
    ran = run("build", folder, "-o", tmp_path / "build")
    assert (tmp_path / "build" / "inyo" / "mou.docx").is_file()
    assert (tmp_path / "build" / "site" / "counties" / "mono.html").is_file()
    assert not (tmp_path / "build" / "mono").exists()
    assert ran.code == 1
    with pytest.raises(OSError, match=r"mono\.yml"):
        build_files([folder], tmp_path / "other")


@needs_links
def test_a_pipe_in_a_folder_is_left_aside_with_a_word(run: Run, folder: Path) -> None:
    os.mkfifo(folder / "mono.yml")
    assert unchecked(run, folder) == [f"not checked: {folder / 'mono.yml'}; neither a file nor a folder"]
    assert "1 file checked" in run("check", folder).err


def test_what_stands_in_folders_below_is_told_in_one_line(run: Run, folder: Path) -> None:
    assert unchecked(run, folder) == []
    for place in ("empty", ".hidden", "old/.hidden", "old/2019", "drafts", "d.yml", "e", "f"):
        (folder / place).mkdir(parents=True)
        if place not in ("empty", "old/2019"):
            (folder / place / "a.YAML").write_text("county: Inyo\n", encoding="utf-8")
    (folder / "old" / "2019" / "mono.yml").write_text("county: Mono\n", encoding="utf-8")
    named = f"{folder / 'd.yml'}, {folder / 'drafts'}, {folder / 'e'} and 2 more"
    assert unchecked(run, folder) == [f"not checked: the .yml files in {named}; to check them, name the folder"]
    assert unchecked(run, folder / "old") == [
        f"not checked: the .yml files in {folder / 'old' / '2019'}; to check them, name the folder"
    ]
    assert "1 file checked" in run("check", folder).err


def test_a_file_that_an_editor_named_txt_is_told(run: Run, folder: Path) -> None:
    (folder / "notes.txt").write_text("no county file", encoding="utf-8")
    (folder / "Mono.yml.txt").write_text("county: Mono\n", encoding="utf-8")
    assert unchecked(run, folder) == [
        f"not checked: {folder / 'Mono.yml.txt'}; the name of a county file must end in .yml"
    ]

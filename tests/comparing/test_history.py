"""The earlier versions of a county file: from git, from a folder, or none; and what of them may be printed."""

import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from protocol_builder.checking.check import check_file, files_below
from protocol_builder.comparing.history import MAX_CHANGES, MAX_VERSIONS, SHALLOW, History, histories

from ..conftest import DAY, ROOT

FILE = (ROOT / "county_configs" / "el-dorado.yml").read_text("utf-8")
git = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")


def commit(folder: Path, on: str, message: str = "Jane Doe asked for this") -> None:
    who = ("-c", "user.name=Jane Doe", "-c", "user.email=jane@example.org")
    environment = {
        "GIT_COMMITTER_DATE": f"{on}T12:00:00-0800",
        "GIT_AUTHOR_DATE": f"{on}T12:00:00-0800",
        "HOME": "/nowhere",
    }
    for arguments in (("init", "-q"), ("add", "-A"), (*who, "commit", "-qm", message)):
        subprocess.run(["git", *arguments], cwd=folder, env={"PATH": "/usr/bin:/bin", **environment}, check=True)


def write(folder: Path, text: str, name: str = "el-dorado.yml") -> Path:
    place = folder / "county_configs" / name
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(text, encoding="utf-8")
    return place


def history_of(path: Path) -> History | None:
    return histories([check_file(path, DAY)]).get(str(path))


def with_seat(title: str) -> str:
    seat = f"      district_attorney: {{agency: social_services, title: {title}}}\n"
    return FILE.replace(
        "completeness:", f"steering_committee:\n  name: Committee\n  seats:\n{seat[2:]}completeness:", 1
    )


@git
def test_git_has_the_versions_of_each_day_the_latest_first(tmp_path: Path) -> None:
    path = write(tmp_path, FILE)
    commit(tmp_path, "2024-03-01")
    write(tmp_path, with_seat("Deputy Director"))
    commit(tmp_path, "2025-01-10")
    write(tmp_path, with_seat("Assistant Director"))
    commit(tmp_path, "2025-01-10")
    write(tmp_path, f"# A comment.\n{with_seat('Assistant Director')}")
    commit(tmp_path, "2025-05-05")  # says nothing else than before
    write(tmp_path, with_seat("Director"))
    found = history_of(path)
    assert found
    assert [(version.on, version.changes) for version in found.versions] == [
        ("", ("Steering committee, seat of the district attorney, job title: “Assistant Director” is now “Director”",)),
        ("2025-01-10", ("Steering committee: added: “Committee”",)),
    ]
    assert (found.first_on, found.note) == ("2024-03-01", "")
    assert "Jane" not in repr(found)


@git
def test_words_for_clauses_next_to_a_file_are_a_part_of_its_versions(tmp_path: Path) -> None:
    text = (ROOT / "county_configs" / "example.yml").read_text("utf-8")
    path = write(tmp_path, text, "example.yml")
    commit(tmp_path, "2024-03-01")
    clause = path.parent / "example.clauses" / "training.add.md"
    clause.parent.mkdir()
    clause.write_text("Each agency also trains its volunteers, every year, before they meet any child or youth.\n")
    commit(tmp_path, "2024-06-01")
    found = history_of(path)
    assert found
    (version,) = found.versions
    assert (version.on, version.changes) == ("2024-06-01", ("Clause “Training”: added",))


@git
def test_a_shallow_clone_is_said(tmp_path: Path) -> None:
    origin = tmp_path / "origin"
    write(origin, FILE)
    commit(origin, "2024-03-01")
    write(origin, with_seat("Director"))
    commit(origin, "2025-03-01")
    clone = tmp_path / "clone"
    subprocess.run(["git", "clone", "-q", "--depth", "1", origin.as_uri(), str(clone)], check=True)
    found = history_of(clone / "county_configs" / "el-dorado.yml")
    assert found == History((), "2025-03-01", SHALLOW)
    # A folder of revisions has more.
    (clone / "county_configs" / "el-dorado.revisions").mkdir()
    write(clone, FILE, "el-dorado.revisions/2024-03-01.yml")
    found = history_of(clone / "county_configs" / "el-dorado.yml")
    assert found
    assert (found.note, found.first_on, [version.on for version in found.versions]) == ("", "2024-03-01", [""])


def revisions(tmp_path: Path, texts: dict[str, str], now: str) -> Path:
    path = write(tmp_path, now)
    folder = path.with_suffix(".revisions")
    folder.mkdir()
    for on, text in texts.items():
        (folder / f"{on}.yml").write_text(text, encoding="utf-8")
    return path


def test_without_git_a_folder_has_the_versions_and_is_no_county_file(tmp_path: Path) -> None:
    path = revisions(tmp_path, {"2023-01-01": FILE, "2024-01-01": with_seat("Deputy Director")}, with_seat("Director"))
    (path.with_suffix(".revisions") / "notes.yml").write_text("not a date")
    assert files_below(path.parent) == (path,)
    found = history_of(path)
    assert found
    assert [version.on for version in found.versions] == ["", "2024-01-01"]
    assert found.versions[0].changes == (
        "Steering committee, seat of the district attorney, job title: “Deputy Director” is now “Director”",
    )
    assert found.dated == found.versions[1:]
    said = "Not compared: el-dorado.revisions/notes.yml; the name must be a date, such as 2025-06-30.yml."
    assert found.note == said


def test_a_computer_without_git_makes_the_same_of_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = revisions(tmp_path, {"2023-01-01": FILE}, with_seat("Director"))
    found = history_of(path)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert found
    assert history_of(path) == found
    shutil.rmtree(path.with_suffix(".revisions"))
    assert history_of(path) is None


def test_without_git_and_folder_there_is_no_history(tmp_path: Path) -> None:
    path = write(tmp_path, FILE)
    assert history_of(path) is None
    report = check_file(path, DAY)
    assert histories([replace(report, source=replace(report.source, path="<stdin>"))]) == {}


def test_a_version_that_cannot_be_read_is_never_no_change(tmp_path: Path) -> None:
    path = revisions(tmp_path, {"2023-01-01": FILE, "2024-01-01": "county: [El Dorado\n"}, FILE)
    found = history_of(path)
    assert found
    said = "This version, or the one before it, cannot be read in full, so nothing is compared"
    assert [(version.on, version.changes) for version in found.versions] == [("", (said,)), ("2024-01-01", (said,))]


def test_a_file_that_was_of_another_county_says_so(tmp_path: Path) -> None:
    path = revisions(tmp_path, {"2023-01-01": FILE.replace("county: El Dorado", "county: Inyo", 1)}, FILE)
    found = history_of(path)
    assert found
    assert found.versions[0].changes == ("the file is about another county than before",)


def test_what_a_county_took_out_is_not_printed_again(tmp_path: Path) -> None:
    narrative = "clauses:\n  training:\n    add: {text}\n"
    old = with_seat("'Maria Gonzalez, Deputy Director'") + narrative.format(
        text="Call Robert at 530-555-0134 at any hour of the day; a long text that nobody needs to read twice."
    )
    old = old.replace("    kind: county_department\n", "    kind: county_department\n    phone: 530-555-0177\n", 1)
    path = revisions(tmp_path, {"2024-01-01": old}, with_seat("Deputy Director") + narrative.format(text="Call us."))
    found = history_of(path)
    assert found
    assert found.versions[0].changes == (
        "Steering committee, seat of the district attorney, job title: “(a name, left out here)” is now “Deputy Director”",
        "Clause “Training”, add: the text is different",
    )


def test_there_is_a_limit_to_versions_and_changes(tmp_path: Path) -> None:
    texts = {f"20{year}-01-01": with_seat(f"Director {chr(55 + year)}") for year in range(10, 25)}
    found = history_of(revisions(tmp_path, texts, with_seat("Director")))
    assert found
    assert len(found.versions) == MAX_VERSIONS
    many = "sources:\n" + "".join(f"  more_{n}: {{title: Source {n}}}\n" for n in range(20))
    other = tmp_path / "other"
    found = history_of(revisions(other, {"2024-01-01": FILE}, FILE.replace("sources:\n", many, 1)))
    assert found
    (version,) = found.versions
    assert (len(version.changes), version.more) == (MAX_CHANGES, 20 - MAX_CHANGES)
    assert version.in_words.endswith("; and 19 other changes")


def test_recorded_signatures_are_one_entry(tmp_path: Path) -> None:
    text = (ROOT / "county_configs" / "example.yml").read_text("utf-8")
    signed = text.replace(
        "    signature: signs\n",
        "    signature: signs\n    signed: [{on: 2025-07-15, revision: 0123456789abcdef-01234567}]\n",
        2,
    )
    found = history_of(revisions(tmp_path, {"2025-07-01": text}, signed))
    assert found
    assert found.versions[0].changes == ("signatures recorded: Example County and Example County Sheriff's Office",)

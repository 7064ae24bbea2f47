"""What can be compared: files, folders, and revisions of git; and one clear sentence for everything else."""

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from protocol_builder.comparing.revisions import read

from ..conftest import DAY, EXAMPLE, ROOT, Ran

Run = Callable[..., Ran]
TEXT = EXAMPLE.read_text("utf-8")
LATER = TEXT.replace("until: 2030-06-30", "until: 2031-06-30")
CHANGED = "Instrument, term, until: June 30, 2030 is now June 30, 2031"
NAMES = {"GIT_AUTHOR_NAME": "A", "GIT_AUTHOR_EMAIL": "a@b", "GIT_COMMITTER_NAME": "A", "GIT_COMMITTER_EMAIL": "a@b"}


def git(folder: Path, *arguments: str) -> None:
    subprocess.run(["git", *arguments], cwd=folder, env={**os.environ, **NAMES}, check=True, capture_output=True)


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with two commits of a county file and its clause file; the second is in the working folder."""
    folder = tmp_path / "repository"
    (folder / "files" / "example.clauses").mkdir(parents=True)
    git(tmp_path, "init", "-q", str(folder))
    clause = folder / "files" / "example.clauses" / "training.md"
    for text, words in ((TEXT, "Once a year."), (LATER, "Twice a year.")):
        (folder / "files" / "example.yml").write_text(text, "utf-8")
        clause.write_text(words, "utf-8")
        git(folder, "add", ".")
        git(folder, "commit", "-qm", "x")
    monkeypatch.chdir(folder)
    return folder


def test_a_file_is_compared_with_an_earlier_revision_and_its_clause_files(run: Run, repository: Path) -> None:
    ran = run("compare", "HEAD~1:files/example.yml", "files/example.yml", "--on", DAY)
    assert ran.code == 1
    assert CHANGED in ran.out
    assert "Clause “Training”, replace: “Once a year.” is now “Twice a year.”" in ran.out
    assert run("compare", "HEAD:files/example.yml", "files/example.yml", "--on", DAY).code == 0


def test_a_folder_is_compared_with_an_earlier_revision_of_it(run: Run, repository: Path) -> None:
    ran = run("compare", "HEAD~1:files", "files", "--on", DAY)
    assert (ran.code, CHANGED in ran.out) == (1, True)
    assert "HEAD~1:files/example.yml → files/example.yml" in ran.out
    assert run("compare", "HEAD:files/", "files", "--on", DAY).code == 0


def test_two_revisions_need_no_working_folder(run: Run, repository: Path) -> None:
    assert CHANGED in run("compare", "HEAD~1:files/example.yml", "HEAD:files/example.yml", "--on", DAY).out


def test_a_path_can_begin_at_the_working_folder(run: Run, repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(repository / "files")
    assert run("compare", "HEAD~1:./example.yml", "example.yml", "--on", DAY).code == 1
    ran = run("compare", "HEAD~1:example.yml", "example.yml", "--on", DAY)
    assert ran.code == 3
    assert "to begin at the working folder, write ./example.yml" in ran.err
    assert run("compare", "HEAD~1:../../x.yml", "example.yml").code == 3


def test_nothing_of_the_repository_is_changed(run: Run, repository: Path) -> None:
    def state() -> dict[str, bytes]:
        return {str(path): path.read_bytes() for path in sorted(repository.rglob("*")) if path.is_file()}

    before = state()
    run("compare", "HEAD~1:files", "files", "--on", DAY)
    assert state() == before


def test_a_revision_knows_its_commit(repository: Path) -> None:
    (one,) = read("HEAD:files/example.yml", DAY).revisions
    assert len(one.commit) == 40
    assert read("files/example.yml", DAY).revisions[0].commit == ""


@pytest.mark.parametrize(
    ("old", "new", "code", "words"),
    [
        ("none:files/example.yml", "files/example.yml", 3, "git does not have the revision none"),
        ("HEAD:files/none.yml", "files/example.yml", 3, "files/none.yml is not in that revision"),
        (":files/example.yml", "files/example.yml", 2, "names no revision; write it before the colon"),
        ("files", "files/example.yml", 2, "files is a folder and files/example.yml is a file"),
        ("HEAD:files", "files/example.yml", 2, "HEAD:files is a folder and files/example.yml is a file"),
        ("files/none.yml", "files/example.yml", 2, "files/none.yml does not exist"),
        (
            "HEAD",
            "files/example.yml",
            2,
            "“HEAD” is neither a file nor a folder. For a file in an earlier git revision, write REV:PATH, such as "
            "HEAD~1:county_configs/napa.yml",
        ),
        ("", "files/example.yml", 2, "a name is empty; name two county files or folders, OLD and NEW"),
        ("C:/files/none.yml", "files/example.yml", 2, "C:/files/none.yml does not exist"),
        ("files/example.clauses", "files", 2, "files/example.clauses has no county files"),
        ("files/mou.docx", "files/example.yml", 2, "files/mou.docx is a Word document, not a county file"),
        ("files/example.yml", "HEAD:files/mou.pdf", 2, "HEAD:files/mou.pdf is a PDF, not a county file"),
        ("HEAD:files/example.yml", "HEAD~1:files/example.clauses/training.md", 3, "training.md, line 1: "),
    ],
)
def test_what_cannot_be_compared_is_one_clear_sentence(
    old: str, new: str, code: int, words: str, run: Run, repository: Path
) -> None:
    ran = run("compare", old, new)
    assert (ran.code, ran.out) == (code, "")
    assert words in ran.err.splitlines()[-1]
    assert len([line for line in ran.err.splitlines() if line.startswith("Error")]) == 1


def test_an_option_is_never_handed_to_git_as_a_revision(run: Run, repository: Path) -> None:
    ran = run("compare", "--", "--output=x:files/example.yml", "files/example.yml")
    assert (ran.code, (repository / "x").exists()) == (3, False)
    assert "cannot be a revision" in ran.err


def test_a_shallow_clone_is_said(run: Run, repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    git(repository, "clone", "-q", "--depth", "1", f"file://{repository}", "../shallow")
    monkeypatch.chdir(repository.parent / "shallow")
    ran = run("compare", "HEAD~1:files", "files")
    assert ran.code == 3
    assert "this clone is shallow, without its history; run git fetch --unshallow" in ran.err


def test_outside_of_a_repository_it_says_so(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    monkeypatch.chdir(tmp_path)
    ran = run("compare", "HEAD:example.yml", EXAMPLE)
    assert (ran.code, "this folder is not in a git repository" in ran.err) == (3, True)


def test_without_git_it_says_so(run: Run, repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(repository))
    ran = run("compare", "HEAD~1:files", "files")
    assert (ran.code, "git is not installed" in ran.err) == (3, True)


def test_a_link_in_a_revision_is_not_followed(run: Run, repository: Path) -> None:
    (repository / "files" / "link.yml").symlink_to("/etc/hostname")
    git(repository, "add", ".")
    git(repository, "commit", "-qm", "x")
    ran = run("compare", "HEAD:files/link.yml", "files/example.yml")
    assert (ran.code, "files/link.yml is a link in that revision" in ran.err) == (3, True)
    assert run("compare", "HEAD:files", "HEAD~1:files").code == 3


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("county: [", "line 1: "),
        ("", "the file is empty"),
        (TEXT + "\ncounty: Inyo\n", "the key county is written twice"),
        ("- a\n", "the file does not begin with a key"),
        (TEXT.replace("kind: interagency_mou", "kind: !x interagency_mou"), "a tag (!) has no meaning"),
    ],
    ids=["brackets", "empty", "key twice", "list", "tag"],
)
@pytest.mark.parametrize("side", ["old", "new"])
def test_a_broken_file_never_reads_as_no_changes(text: str, words: str, side: str, run: Run, tmp_path: Path) -> None:
    broken, whole = tmp_path / "broken.yml", tmp_path / "whole.yml"
    broken.write_text(text, "utf-8")
    whole.write_text(TEXT, "utf-8")
    paths = (broken, whole) if side == "old" else (whole, broken)
    ran = run("compare", *paths, "--on", DAY)
    assert (ran.code, ran.out) == (3, "")
    assert words in ran.err
    assert "nothing is compared in part" in ran.err


def test_a_clause_file_that_is_not_used_is_not_passed_over(run: Run, tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.yml").write_text(TEXT, "utf-8")
    (tmp_path / "b.clauses").mkdir()
    (tmp_path / "b.clauses" / "trainnig.md").write_text("Twice a year.", "utf-8")
    ran = run("compare", tmp_path / "a.yml", tmp_path / "b.yml", "--on", DAY)
    assert (ran.code, "there is no clause trainnig" in ran.err) == (3, True)


def test_two_counties_and_two_instruments_are_refused(run: Run, tmp_path: Path) -> None:
    files = ROOT / "county_configs"
    ran = run("compare", files / "fresno.yml", files / "orange.yml")
    assert (ran.code, "is about Fresno County and" in ran.err) == (2, True)
    for folder, kind in (("mou", "interagency_mou"), ("soc", "system_of_care_mou")):
        (tmp_path / folder).mkdir()
        text = TEXT.replace("kind: interagency_mou", f"kind: {kind}")
        (tmp_path / folder / "county.yml").write_text(text, "utf-8")
    ran = run("compare", tmp_path / "mou" / "county.yml", tmp_path / "soc" / "county.yml")
    assert (ran.code, "are different instruments" in ran.err) == (2, True)


def test_the_kind_of_one_file_may_be_corrected(run: Run, repository: Path) -> None:
    corrected = LATER.replace("kind: interagency_mou", "kind: interagency_protocol")
    (repository / "files" / "example.yml").write_text(corrected, "utf-8")
    for old, new in (("HEAD:files/example.yml", "files/example.yml"), ("HEAD:files", "files")):
        ran = run("compare", old, new, "--on", DAY)
        assert ran.code == 1
        assert "kind of instrument: Interagency memorandum of understanding is now Interagency protocol" in ran.out


def test_in_folders_a_file_with_another_name_is_matched_by_its_county(run: Run, tmp_path: Path) -> None:
    for folder, name, text in (("old", "example.yml", TEXT), ("new", "mou.yml", LATER)):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / name).write_text(text, "utf-8")
    inyo = TEXT.replace("county: Example County ", "county: Inyo ")
    (tmp_path / "new" / "inyo.yml").write_text(inyo, "utf-8")
    ran = run("compare", tmp_path / "old", tmp_path / "new", "--on", DAY)
    assert ran.code == 1
    assert CHANGED in ran.out
    assert f"{tmp_path / 'new' / 'inyo.yml'}: only the new folder has this county file" in ran.out


def test_what_is_left_out_of_a_folder_is_said(run: Run, tmp_path: Path) -> None:
    for folder in ("old", "new"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "example.yml").write_text(TEXT, "utf-8")
    (tmp_path / "new" / "inyo.yml.txt").write_text(TEXT, "utf-8")
    ran = run("compare", tmp_path / "old", tmp_path / "new", "--on", DAY)
    assert ran.code == 0
    assert f"not compared: {tmp_path / 'new' / 'inyo.yml.txt'}; the name of a county file must end in .yml" in ran.err


def test_a_file_with_a_colon_in_its_name_is_a_file(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a:b.yml").write_text(TEXT, "utf-8")
    assert run("compare", "a:b.yml", "a:b.yml", "--on", DAY).code == 0

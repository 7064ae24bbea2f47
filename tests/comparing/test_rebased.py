"""Documents read back again: after some of their edits were written, and of other revisions; edits that are proved together."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from protocol_builder.comparing.returned_file import answer, write_back

from ..conftest import Ran
from ..returned_documents import HandEdit, document_of, edited, with_comment
from .valley import DEPUTY, NIGHT, TEXT, VALLEY, answers, changed, returned, texts_of


@pytest.mark.parametrize("tracked", [False, True])
def test_what_is_already_in_the_file_is_all_that_the_document_says(
    file: Path, run: Callable[..., Ran], *, tracked: bool
) -> None:
    path = returned(
        file, changed(VALLEY, VALLEY.replace("two", "three")), HandEdit("removed", DEPUTY, ""), tracked=tracked
    )
    more = TEXT.replace("need two", "need three")
    file.write_text(more, "utf-8")
    ran = run("read-back", path, file)
    by = " by County Counsel on November 20, 2026" if tracked else ""
    assert ran.code == 1
    assert ran.out.startswith(
        f"{path}: {file} has 1 of its edits by now; left:\nArticle 38:\n  removed{by}: “{DEPUTY}”\n"
    )
    file.write_text(more.replace(f"\n\n      {DEPUTY}", ""), "utf-8")
    ran = run("read-back", path, file)
    assert (ran.out, ran.code) == (f"{path}: no edits left; it says what {file} says\n", 0)


@pytest.mark.parametrize("tracked", [False, True])
def test_a_document_with_something_left_open_is_read_again_after_the_rest_was_written(
    file: Path, run: Callable[..., Ran], *, tracked: bool
) -> None:
    path = file.parent / "returned.docx"
    edits = (
        changed("Probation Department", "Office of Probation"),
        changed("Contents", "Table of contents"),
        changed(VALLEY, VALLEY.replace("two", "three")),
        HandEdit("removed", DEPUTY, ""),
        HandEdit("added", NIGHT, "a call to the school"),
    )
    commented = with_comment(document_of(file), VALLEY, "Is this still so?")
    path.write_bytes(edited(commented, edits, tracked=tracked))
    assert len(answer(path, file).answers) == 6
    assert run("read-back", path, file, "--write").code == 1
    written = file.read_text("utf-8")
    for word in ("Office of Probation", "need three", "a call to the school"):
        assert word in written
    assert DEPUTY not in written
    found = answer(path, file)
    assert [(one.kind, one.edit.kind) for one in found.answers] == [("generated", "changed"), ("open", "comment")]
    assert found.applied == 4
    again = run("read-back", path, file, "--write")
    assert again.out.startswith(f"{path}: {file} has 4 of its edits by now; left:\nThe first pages:\n")
    assert again.code == 1
    assert file.read_text("utf-8") == written
    ran = run("verify", path, file)
    assert (
        f"{path}: edited by hand; 5 paragraphs are different from the original\n{path}: {file} has 4 of these edits by now; left:\nThe first pages:\n"
        in ran.out
    )


def test_a_paragraph_that_the_file_has_changed_otherwise_since_is_not_read_again(
    file: Path, run: Callable[..., Ran]
) -> None:
    path = returned(
        file, changed(VALLEY, VALLEY.replace("two", "three")), changed(DEPUTY, DEPUTY.replace("deputy", "sergeant"))
    )
    file.write_text(TEXT.replace("need two", "need three").replace("A deputy stays", "An officer stays"), "utf-8")
    ran = run("read-back", path, file)
    assert (ran.out, ran.code) == ("", 3)
    assert ran.err.endswith(") of inyo.yml; find that revision, put it in place, and read the document back again\n")


def test_a_document_of_another_revision_is_refused_with_the_revision(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Callable[..., Ran]
) -> None:
    monkeypatch.chdir(tmp_path)
    file = Path("inyo.yml")
    file.write_text(TEXT, "utf-8")

    def git(*arguments: str) -> str:
        command = ["git", "-c", "user.name=x", "-c", "user.email=x@example.org", *arguments]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout

    git("init", "-q")
    git("add", ".")
    git("commit", "-q", "-m", "First")
    first = git("rev-parse", "HEAD").strip()
    path = tmp_path / "returned.docx"
    path.write_bytes(edited(document_of(file), (changed(VALLEY, VALLEY.replace("two", "three")),)))
    file.write_text(TEXT.replace("A deputy stays", "An officer stays"), "utf-8")
    git("commit", "-q", "-a", "-m", "Second")
    ran = run("read-back", path, file)
    assert (ran.out, ran.code) == ("", 3)
    assert ran.err.startswith(f"Error: {path} was made from another revision (")
    assert ran.err.endswith(f") of inyo.yml; to get it: git checkout {first[:12]} -- inyo.yml\n")


def test_a_document_of_another_file_is_refused(file: Path, run: Callable[..., Ran]) -> None:
    path = returned(file)
    other = file.with_name("mono.yml")
    other.write_text(TEXT.replace("Inyo", "Mono"), "utf-8")
    ran = run("read-back", path, other)
    assert (ran.err, ran.code) == (f"Error: {path} was made from inyo.yml, not from mono.yml; name that file\n", 3)


def test_values_that_are_proved_together_say_each_what_else_they_change(file: Path, run: Callable[..., Ran]) -> None:
    edits = (
        changed("Deputy Probation Officer", "Supervising Probation Officer"),
        HandEdit("changed", "Probation Department", "Office of Probation"),
        changed(VALLEY, VALLEY.replace("two", "three")),
    )
    path = returned(file, *edits)
    before = texts_of(path)
    found = answer(path, file)
    assert [(one.kind, one.changes[0].path) for one in found.answers] == [
        ("field", ("agencies", "probation", "name")),
        ("field", ("mdt", "seats", "probation", "title")),
        ("field", ("narrative", 0, "text")),
    ]
    write_back(found, file)
    made = file.parent / "again.docx"
    made.write_bytes(document_of(file))
    others = [new for old, new in zip(before, texts_of(made), strict=True) if old != new and "Revision" not in new]
    assert all("Office of Probation" in text for text in others)
    assert [one.spread for one in found.answers] == [len(others), 0, 0]
    assert run("read-back", path, file).out == f"{path}: no edits left; it says what {file} says\n"


def test_a_value_that_is_edited_at_two_places_counts_neither_as_another_paragraph(file: Path) -> None:
    document = texts_of(returned(file))
    with_name = [
        text for text in dict.fromkeys(document) if "Probation Department" in text and document.count(text) == 1
    ]
    one = answers(file, changed(with_name[-1], with_name[-1].replace("Probation Department", "Office of Probation")))
    two = answers(
        file, *(changed(text, text.replace("Probation Department", "Office of Probation")) for text in with_name[-2:])
    )
    assert [(found.kind, found.spread) for found in two] == [("field", one[0].spread - 1)] * 2

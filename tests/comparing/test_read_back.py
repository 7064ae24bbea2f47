"""What counsel edited in Word, as edits of the county file: each answered, proved, and written without loss."""

import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.enum.style import WD_STYLE_TYPE

from protocol_builder.checking.check import check_file
from protocol_builder.comparing.returned_file import answer, write_back
from protocol_builder.protocol.clause_files import with_words

from ..conftest import Ran
from ..returned_documents import HandEdit, document_of, seeded_edits, with_comment
from .valley import DEPUTY, NIGHT, TEXT, VALLEY, answers, changed, returned, texts_of


@pytest.mark.parametrize("tracked", [False, True])
def test_a_title_that_counsel_changes_is_a_key_of_the_file(
    file: Path, run: Callable[..., Ran], *, tracked: bool
) -> None:
    edits = (changed("Deputy Probation Officer", "Supervising Probation Officer"),)
    path = returned(file, *edits, tracked=tracked)
    by = " by County Counsel on November 20, 2026" if tracked else ""
    ran = run("read-back", path, file)
    assert ran.code == 1
    assert (
        f"  changed{by}: “Deputy Probation Officer” is now “Supervising Probation Officer”\n"
        f"    county file: {file}:17: mdt.seats.probation.title: Supervising Probation Officer\n"
    ) in ran.out
    assert "-    probation: {agency: probation, title: Deputy Probation Officer}\n" in ran.out
    assert ran.out.endswith(
        "\n1 edit or comment: 1 in the county file. To write what is proposed, run it with --write.\n"
    )
    assert file.read_text("utf-8") == TEXT

    ran = run("read-back", path, file, "--write")
    assert ran.code == 0
    assert ran.out.endswith("\n1 edit or comment: 1 in the county file. Written.\n")
    assert file.read_text("utf-8") == TEXT.replace("Deputy Probation", "Supervising Probation")
    again = run("read-back", path, file, "--write")
    assert (again.out, again.code) == (f"{path}: no edits left; it says what {file} says\n", 0)


def test_what_a_value_changes_elsewhere_is_said(file: Path, run: Callable[..., Ran]) -> None:
    path = returned(file, changed("Probation Department", "Office of Probation"))
    ran = run("read-back", path, file)
    assert f"    county file: {file}:11: agencies.probation.name: Office of Probation\n    also changes " in ran.out


def test_the_name_of_the_revision_is_no_other_paragraph(file: Path) -> None:
    (found,) = answers(file, changed(VALLEY, VALLEY.replace("two", "three")))
    assert found.spread == 0


@pytest.mark.parametrize(
    ("edit", "before", "after"),
    [
        pytest.param(
            changed(VALLEY, VALLEY.replace("two", "three")), "need two hours", "need three hours", id="literal"
        ),
        pytest.param(
            changed(DEPUTY, "A deputy comes with the worker."),
            "      A deputy stays with the child until the worker comes.\n",
            "      A deputy comes with the worker.\n",
            id="last paragraph",
        ),
        pytest.param(
            HandEdit("removed", DEPUTY, ""),
            "\n\n      A deputy stays with the child until the worker comes.\n",
            "\n",
            id="paragraph removed",
        ),
        pytest.param(
            HandEdit("added", VALLEY, "In winter it takes longer."),
            "reach a child.\n",
            "reach a child.\n\n      In winter it takes longer.\n",
            id="paragraph added",
        ),
        pytest.param(
            changed(
                "Each worker carries the number of the coordinator, who answers at every hour of the day and knows the roads in winter.",
                "Each worker carries the number of the coordinator, who answers at every hour of the day and knows all roads in winter.",
            ),
            "      every hour of the day and knows the roads in winter.\n",
            "      every hour of the day and knows all roads in winter.\n",
            id="folded",
        ),
        pytest.param(
            changed(NIGHT, "beds for the night: one in each town"),
            f"        - {NIGHT}\n",
            "        - beds for the night: one in each town\n",
            id="list item",
        ),
        pytest.param(
            changed(DEPUTY, "All wait for the worker, who brings what the child needs."),
            f"      {DEPUTY}\n",
            "      All wait for the worker, who brings what the child needs.\n",
            id="all words of a paragraph",
        ),
        pytest.param(HandEdit("removed", NIGHT, ""), f"        - {NIGHT}\n", "", id="list item removed"),
        pytest.param(
            HandEdit("added", NIGHT, "a call to the school"),
            f"        - {NIGHT}\n",
            f"        - {NIGHT}\n        - a call to the school\n",
            id="list item added",
        ),
        pytest.param(
            changed("The county pays for one training each year.", "The county pays for two trainings each year."),
            "pays for one training each",
            "pays for two trainings each",
            id="own words for a clause",
        ),
    ],
)
def test_the_countys_own_text_is_changed_in_its_place(
    file: Path, run: Callable[..., Ran], edit: HandEdit, before: str, after: str
) -> None:
    path = returned(file, edit)
    ran = run("read-back", path, file, "--write")
    assert ran.code == 0, ran.out
    assert file.read_text("utf-8") == TEXT.replace(before, after)
    file_again = file.parent / "again.docx"
    file_again.write_bytes(document_of(file))
    now, counsels = texts_of(file_again), texts_of(path)
    assert [text for text in now if text not in counsels and "Revision" not in text] == []


def test_a_date_is_read_as_the_file_writes_it(file: Path) -> None:
    document = texts_of(returned(file))
    line = next(text for text in document if "July 15, 2025" in text and "developed" not in text)
    (found,) = answers(file, changed(line, line.replace("July 15, 2025", "August 5, 2025")))
    assert (found.kind, [(change.path, change.new) for change in found.changes]) == (
        "field",
        [(("instrument", "adopted_on"), "2025-08-05")],
    )


def test_a_text_written_anew_keeps_its_block_and_comments(file: Path, run: Callable[..., Ran]) -> None:
    text = TEXT.replace(f"text: |\n      {VALLEY}\n\n      {DEPUTY}\n", f"text: |  # ours\n      {VALLEY}\n")
    file.write_bytes(text.replace("\n", "\r\n").encode())
    path = returned(file, changed(VALLEY, "Something else is written here."))
    assert run("read-back", path, file, "--write").code == 0
    new = text.replace(VALLEY, "Something else is written here.")
    assert file.read_bytes() == new.replace("\n", "\r\n").encode()


def test_several_edits_of_one_text_are_all_kept(file: Path, run: Callable[..., Ran]) -> None:
    path = returned(
        file,
        changed(VALLEY, VALLEY.replace("two", "three").replace("long", "wide")),
        changed(DEPUTY, DEPUTY.replace("deputy", "sergeant")),
    )
    assert run("read-back", path, file, "--write").code == 0
    assert file.read_text("utf-8") == TEXT.replace("need two", "need three").replace("is long", "is wide").replace(
        "A deputy stays", "A sergeant stays"
    )


def test_a_paragraph_that_was_moved_is_not_there_twice(file: Path, run: Callable[..., Ran]) -> None:
    path = returned(file, HandEdit("added", "How this county works", DEPUTY, nth=-1), HandEdit("removed", DEPUTY, ""))
    assert run("read-back", path, file, "--write").code == 0
    moved = f"      {DEPUTY}\n\n      {VALLEY}\n"
    assert file.read_text("utf-8") == TEXT.replace(f"      {VALLEY}\n\n      {DEPUTY}\n", moved)


def test_what_is_added_stands_beside_what_else_was_edited(file: Path, run: Callable[..., Ran]) -> None:
    wide, first, second = VALLEY.replace("long", "wide"), "In winter it takes *longer*.", "Then a deputy calls."
    path = returned(
        file, HandEdit("added", DEPUTY, second), HandEdit("added", DEPUTY, first), changed(DEPUTY, wide + " All wait.")
    )
    assert run("read-back", path, file, "--write").code == 0
    own = first.replace("*", "\\*")
    new = f"      {wide} All wait.\n\n      {own}\n\n      {second}\n"
    assert file.read_text("utf-8") == TEXT.replace(f"      {DEPUTY}\n", new)


CLAUSE = "The parties meet first in a *room*.\n\n1. The coordinator writes\n2. The others answer\n"


@pytest.mark.parametrize(
    "before",
    [
        pytest.param(CLAUSE, id="plain"),
        pytest.param(f"---\nid: dispute-resolution\n---\n\n{CLAUSE}", id="front matter"),
        pytest.param(f"\ufeff---\nid: dispute-resolution\n---\n{CLAUSE}".replace("\n", "\r\n"), id="of Windows"),
    ],
)
def test_a_clause_file_keeps_all_but_the_edit(file: Path, run: Callable[..., Ran], before: str) -> None:
    own = file.parent / "inyo.clauses" / "dispute-resolution.md"
    own.parent.mkdir()
    own.write_bytes(before.encode())
    own.chmod(0o640)
    (own.parent / "notes.md").write_bytes(b"\xff not read")
    path = returned(
        file, changed("The coordinator writes", "The coordinator calls"), HandEdit("removed", "The others answer", "")
    )
    ran = run("read-back", path, file, "--write")
    assert f"  changed: “The coordinator writes” is now “The coordinator calls”\n    clause file: {own}: “" in ran.out
    assert f"\n--- {own}\n+++ {own}\n" in ran.out
    assert ran.out.endswith("\n2 edits and comments: 2 in the county file. Written.\n")
    after = before.replace("writes", "calls").rpartition("2. ")[0]
    assert (own.read_bytes().decode(), ran.code, own.stat().st_mode & 0o777) == (after, 0, 0o640)
    assert file.read_text("utf-8") == TEXT


def test_a_whole_clause_that_is_written_anew_keeps_its_front_matter() -> None:
    assert with_words("\ufeff---\r\nid: x\r\n---\r\n\r\nOld.\r\n", "New.\n") == (
        "\ufeff---\r\nid: x\r\n---\r\n\r\nNew.\r\n"
    )
    assert with_words("---\nOld.\n---\n", "New.\n") == "New.\n"
    assert with_words("", "New.\n") == "New.\n"


def test_clause_files_are_written_beside_the_name_that_was_given(file: Path, run: Callable[..., Ran]) -> None:
    elsewhere = file.parent / "elsewhere" / "inyo-county.yml"
    elsewhere.parent.mkdir()
    file.rename(elsewhere)
    file.symlink_to(elsewhere)
    text = next(one for one in texts_of(returned(file)) if one.startswith("This Agreement is entered into"))
    path = returned(
        file,
        changed(text, text.replace("This Agreement", "This Protocol")),
        changed(VALLEY, VALLEY.replace("two", "three")),
    )
    assert run("read-back", path, file, "--write").code == 0
    assert file.is_symlink()
    assert elsewhere.read_text("utf-8") == TEXT.replace("need two", "need three")
    assert run("read-back", path, file).out == f"{path}: no edits left; it says what {file} says\n"


def test_nothing_is_written_over_what_someone_else_wrote(file: Path) -> None:
    found = answer(returned(file, changed(VALLEY, VALLEY.replace("two", "three"))), file)
    own = file.parent / "inyo.clauses" / "training.add.md"
    own.parent.mkdir()
    own.write_text("The county pays.", "utf-8")
    with pytest.raises(OSError, match="has changed in the meantime; nothing was written"):
        write_back(found, file)
    assert file.read_text("utf-8") == TEXT


@pytest.mark.parametrize("is_hidden", [True, False])
def test_text_that_a_style_hides_is_removed(file: Path, *, is_hidden: bool) -> None:
    path = returned(file)
    document = Document(str(path))
    style: Any = document.styles.add_style("Of counsel", WD_STYLE_TYPE.PARAGRAPH)
    style.font.hidden = is_hidden
    next(one for one in document.paragraphs if one.text == VALLEY).style = style
    document.save(str(path))
    found = answer(path, file).answers
    assert [(one.kind, one.edit.kind, one.edit.old) for one in found] == [("field", "removed", VALLEY)] * is_hidden


def test_words_of_the_library_become_the_countys_own(file: Path, run: Callable[..., Ran]) -> None:
    document = returned(file)
    text = next(text for text in texts_of(document) if text.startswith("This Agreement") and len(text.split()) > 10)
    new = text.replace("This Agreement", "This Protocol", 1)
    path = returned(file, changed(text, new))
    (found,) = answer(path, file).answers
    assert found.kind == "clause"
    ran = run("read-back", path, file, "--write")
    assert ran.code == 0
    own = file.parent / "inyo.clauses" / f"{found.clause}.md"
    assert f"own words: the article with this edit, in {own};" in ran.out
    assert f"\n--- (no file)\n+++ {own}\n" in ran.out
    assert ran.out.endswith("\n1 edit or comment: 1 in the county’s own words for a clause. Written.\n")
    assert new.replace("(", "(") in own.read_text("utf-8").replace("\\", "")
    assert file.read_text("utf-8") == TEXT
    made = file.parent / "again.docx"
    made.write_bytes(document_of(file))
    assert new in texts_of(made)
    assert [one for one in check_file(file).diagnostics if one.path[:2] == ("clauses", found.clause)] == []


def test_what_nobody_edits_in_word_says_where_it_comes_from(file: Path) -> None:
    found = answers(file, changed("Contents", "Table of contents"), HandEdit("changed", "Signatures", "Signed", nth=1))
    assert [(one.kind, one.why) for one in found] == [
        (
            "generated",
            "the first pages are made from the county file, from what check found, and from the titles of the articles",
        ),
        (
            "generated",
            "the lines to sign on are made from the parties in the county file; the names of those who sign are written "
            "on paper, since a county file names positions and no people",
        ),
    ]


def test_a_comment_waits_for_a_person(file: Path, run: Callable[..., Ran]) -> None:
    path = file.parent / "returned.docx"
    path.write_bytes(with_comment(document_of(file), VALLEY, "Is this still so?"))
    ran = run("read-back", path, file, "--write")
    assert ran.code == 1
    assert "  comment by County Counsel on " in ran.out
    assert f" on “{VALLEY}”: “Is this still so?”\n" in ran.out
    assert "“Is this still so?”\n    open: a comment; someone has to answer it\n" in ran.out
    assert file.read_text("utf-8") == TEXT


def test_a_tracked_change_that_was_written_back_is_no_other_word(file: Path, run: Callable[..., Ran]) -> None:
    path = returned(file, changed(VALLEY, VALLEY.replace("two", "nine")), tracked=True)
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    parts["word/document.xml"] = re.sub(rb"(<w:ins\b.*?)nine", rb"\1two", parts["word/document.xml"], count=1)
    with zipfile.ZipFile(path, "w") as package:
        for name, content in parts.items():
            package.writestr(name, content)
    ran = run("read-back", path, file)
    assert f"  tracked by County Counsel on November 20, 2026, without another word in the end: “{VALLEY}”\n" in ran.out
    assert file.read_text("utf-8") == TEXT


def test_a_document_as_it_was_made_has_no_edits(file: Path, run: Callable[..., Ran]) -> None:
    path = returned(file)
    ran = run("read-back", path, file)
    assert (ran.out, ran.code) == (f"{path}: no edits left; it says what {file} says\n", 0)


def test_other_files_are_refused_in_a_sentence(file: Path, run: Callable[..., Ran]) -> None:
    path = file.parent / "returned.docx"
    path.write_text("no document")
    assert run("read-back", path, file).code == 3
    with zipfile.ZipFile(path, "w") as empty:
        empty.writestr("x", "")
    assert run("read-back", path, file).err.count("\n") == 1
    assert run("read-back", path, path).code == 2


def test_verify_says_the_old_words_and_where_they_come_from(file: Path, run: Callable[..., Ran]) -> None:
    text = next(one for one in texts_of(returned(file)) if one.startswith("This Agreement is entered into"))
    path = returned(
        file,
        changed("Contents", "Table of contents"),
        changed(text, text.replace("This Agreement", "This Protocol")),
        changed(VALLEY, VALLEY.replace("two", "three")),
        tracked=True,
    )
    ran = run("verify", path, file)
    by = "by County Counsel on November 20, 2026"
    assert ran.code == 1
    assert ran.out.partition(f"{path}: was marked DRAFT\n")[2] == (
        f"{path}: edited by hand; 3 paragraphs are different from the original\n"
        "The first pages:\n"
        f"  changed {by}: “Contents” is now “Table of contents”\n"
        "    the first pages are made from the county file, from what check found, and from the titles of the articles\n"
        "Article 2:\n"
        f"  changed {by}: “This Agreement is entered into …” is now “This Protocol is entered into …”\n"
        "    from the clause effective-date of the library\n"
        "Article 38:\n"
        f"  changed {by}: “… worker may need two hours to reach …” is now “… worker may need three hours to reach …”\n"
        f"    from the county file: {file}:29: narrative.0.text\n"
    )
    assert file.read_text("utf-8") == TEXT
    file.write_text(TEXT.replace("Inyo County Protocol", "Protocol"), "utf-8")
    ran = run("verify", path, file)
    assert (ran.out, ran.code) == ("", 3)
    assert ran.err.startswith(f"Error: {path} was made from another revision (")


def test_verify_with_the_county_file_of_an_untouched_document(file: Path, run: Callable[..., Ran]) -> None:
    path = returned(file)
    with_file, alone = run("verify", path, file), run("verify", path)
    assert (with_file.out, with_file.code) == (alone.out, 0)
    assert run("verify", path, path).code == 2


@pytest.mark.parametrize(
    ("kind", "wanted"),
    [
        # A name that is changed at one place and not at another has no one value.
        ("value", {"field", "clause"}),
        ("prose", {"field"}),
        ("library", {"clause"}),
        ("structure", {"field", "clause", "generated", "open"}),
    ],
)
def test_every_edit_has_an_answer(file: Path, kind: str, wanted: set[str]) -> None:
    edits = seeded_edits(check_file(file), kind, 4, seed=1)
    assert len(edits) >= 2
    found = answers(file, *edits)
    assert len(found) == len(edits)
    assert {one.kind for one in found} <= wanted
    assert kind != "value" or sum(one.kind == "field" for one in found) >= 3


def test_a_value_with_an_alias_changes_both_places_and_says_so(file: Path, run: Callable[..., Ran]) -> None:
    text = TEXT.replace("title: Deputy", "title: &deputy Deputy").replace(
        "heading: What the county tries", "heading: *deputy"
    )
    file.write_text(text, "utf-8")
    path = returned(file, changed("Deputy Probation Officer", "Supervising Probation Officer"))
    ran = run("read-back", path, file, "--write")
    assert (
        f"    county file: {file}:17: mdt.seats.probation.title: Supervising Probation Officer\n    also changes "
        in ran.out
    )
    assert ran.code == 0
    assert file.read_text("utf-8") == text.replace("&deputy Deputy", "&deputy Supervising")


@pytest.mark.parametrize("separator", ["\u2028", "\u2029", "\x85", "\u00a0"])
def test_a_separator_that_yaml_cannot_hold_is_a_space(file: Path, run: Callable[..., Ran], separator: str) -> None:
    path = returned(file, changed(VALLEY, VALLEY.replace("two hours", f"three{separator}hours")))
    assert run("read-back", path, file, "--write").code == 0
    assert file.read_text("utf-8") == TEXT.replace("two hours", "three hours")

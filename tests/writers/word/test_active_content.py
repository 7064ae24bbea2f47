"""A county's own template brings neither macros nor anything from elsewhere into agreements; what it holds is said."""

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from protocol_builder.writers.word.template_check import faults

from ...conftest import EXAMPLE, Ran
from .test_document import BODY, HEADER, TEMPLATE

pytestmark = pytest.mark.usefixtures("in_this_process")

SETTINGS, RELATIONS = "word/_rels/settings.xml.rels", "word/_rels/document.xml.rels"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
MAKE_TEXT = "click in the field in Word and press Ctrl+Shift+F9 to make it plain text"
SAVE_AS_DOCX = "open it in Word and save it as a Word document (.docx)"

Change = Callable[[str], str]


def template(folder: Path, changes: dict[str, Change] | None = None, **added: str) -> Path:
    """The project's template with parts changed, and others added under `word/` (`vba__bin` is vba.bin)."""
    path = folder / "county.docx"
    others = {f"word/{name.replace('__', '.')}": text for name, text in added.items()}
    with zipfile.ZipFile(TEMPLATE) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            text = old.read(name).decode()
            changed = (changes or {}).get(name, str)(text)
            assert changed != text or name not in (changes or {})
            new.writestr(name, changed)
        for name, text in others.items():
            new.writestr(name, text)
    return path


def related(kind: str, target: str, mode: str = ' TargetMode="External"', base: str = OFFICE) -> Change:
    """One more relation of the body."""
    relation = f'<Relationship Id="rId77" Type="{base}/{kind}" Target="{target}"{mode}/></Relationships>'
    return lambda xml: xml.replace("</Relationships>", relation)


def before_end(of: str, written: str) -> Change:
    """Words, or other things, at the end of an element."""
    return lambda xml: written.join((xml[: xml.rindex(f"</{of}>")], xml[xml.rindex(f"</{of}>") :]))


def codes(*parts: str) -> str:
    """A paragraph with a field. A part is an instruction, or what stands in its place."""
    runs = "".join(p if p.startswith("<") else f"<w:r><w:instrText>{p}</w:instrText></w:r>" for p in parts)
    return f"<w:p>{BEGIN}{runs}{END}</w:p>"


BEGIN = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
SEPARATE = '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
END = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'


def field(*parts: str) -> dict[str, Change]:
    return {BODY: lambda xml: xml.replace("<w:body>", f"<w:body>{codes(*parts)}")}


def runs(kind: str, part: str = BODY) -> str:
    return f"has a {kind} field, which lets Word run or fetch outside content (in its part {part}); {MAKE_TEXT}"


LINK = "link to a web address (https://) or an email address, or remove the link"
WITHIN = f"(in its part {BODY})"
ENTITIES = "defines XML entities, which no word processor does"
SAVE_AGAIN = "open it in Word and save it again"

CASES: dict[str, tuple[dict[str, Change], str]] = {
    "picture": (
        {RELATIONS: related("image", "http://elsewhere.example/p.png")},
        f"shows a picture from outside the file, http://elsewhere.example/p.png {WITHIN}; in Word, insert the picture itself "
        "instead",
    ),
    "linked object": (
        {RELATIONS: related("oleObject", "file:///C:/list.xlsx")},
        f"shows a part of another file, file:///C:/list.xlsx {WITHIN}; in Word, break the link (File > Info > Edit Links to "
        "Files)",
    ),
    "frame": (
        {RELATIONS: related("frame", "https://elsewhere.example/")},
        f"refers to https://elsewhere.example/, outside the file {WITHIN}; remove the reference in Word, or {SAVE_AS_DOCX}",
    ),
    "link to a file": (
        {RELATIONS: related("hyperlink", r"\\server\share\x.docx")},
        rf"has a link to \\server\share\x.docx {WITHIN}; {LINK}",
    ),
    "script": (
        {RELATIONS: related("hyperlink", "javascript:alert(1)")},
        f"has a link to javascript:alert(1) {WITHIN}; {LINK}",
    ),
    "link as a field": (
        field(r' HYPERLINK "file:///C:/x.docx" \o "A tip: press" '),
        f"has a link to file:///C:/x.docx {WITHIN}; {LINK}",
    ),
    "DDEAUTO": (field(r' DDEAUTO c:\\x.exe "/k y" '), runs("DDEAUTO")),
    "small letters": (field(r'includetext"https://elsewhere.example/x"'), runs("INCLUDETEXT")),
    "split": (field(" D", "DE x"), runs("DDE")),
    "nested": (field(" IF ", f"{BEGIN}<w:r><w:instrText>DDE x</w:instrText></w:r>{END}", ' = "1" "a" "b" '), runs("DDE")),
    "made up": (
        field(" DDE", f"{BEGIN}<w:r><w:instrText>QUOTE 65</w:instrText></w:r>{END}", "UTO x"),
        f"has a field whose kind comes from other fields {WITHIN}; {MAKE_TEXT}",
    ),
    "deleted": (field("<w:del><w:r><w:delInstrText> LINK x </w:delInstrText></w:r></w:del>"), runs("LINK")),
    "deleted in between": (
        field(" DDE", "<w:del><w:r><w:delInstrText>X</w:delInstrText></w:r></w:del>", "AUTO x"),
        runs("DDEAUTO"),
    ),
    "older copy in between": (
        field(
            " DDE",
            '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Choice '
            'Requires="w"/><mc:Fallback><w:r><w:instrText>X</w:instrText></w:r></mc:Fallback></mc:AlternateContent>',
            "AUTO x",
        ),
        runs("DDEAUTO"),
    ),
    "simple, in a header": (
        {HEADER: before_end("w:hdr", '<w:p><w:fldSimple w:instr=" INCLUDEPICTURE &quot;https://e.example/&quot; "/></w:p>')},
        runs("INCLUDEPICTURE", HEADER),
    ),
    "printed by a field of ours": (field(" {{ 'DD' ~ 'EAUTO' }} x "), runs("DDEAUTO")),
    "doctype": (
        {"word/styles.xml": lambda xml: xml.replace("<w:styles", '<!DOCTYPE w [<!ENTITY a "b">]><w:styles', 1)},
        f"{ENTITIES} (in its part word/styles.xml); {SAVE_AGAIN}",
    ),
    "doctype without entities": (
        {"docProps/app.xml": lambda xml: f'<!DOCTYPE p SYSTEM "http://e.example/x">{xml.partition("?>")[2]}'},
        f"{ENTITIES} (in its part docProps/app.xml); {SAVE_AGAIN}",
    ),
    "macros": (
        {"[Content_Types].xml": lambda xml: xml.replace(
            "wordprocessingml.document.main+xml", "x").replace(
            "application/vnd.openxmlformats-officedocument.x", "application/vnd.ms-word.document.macroEnabled.main+xml")},
        f"contains macros {WITHIN}; {SAVE_AS_DOCX}, which removes them",
    ),
    "dotx": (
        {"[Content_Types].xml": lambda xml: xml.replace("document.main+xml", "template.main+xml")},
        f"is a Word template file (.dotx) {WITHIN}; {SAVE_AS_DOCX}",
    ),
    "mail merge": (
        {"word/settings.xml": before_end("w:settings", f"<w:mailMerge {W}/>")},
        "takes its text from a database or a list (mail merge) (in its part word/settings.xml); in Word, choose Mailings > "
        "Start Mail Merge > Normal Word Document, and save the file",
    ),
    "picture of older programs": (
        {BODY: lambda xml: xml.replace("<w:body>", '<w:body><w:p><w:r><w:pict><v:shape><v:imagedata src="https://e.example/p"'
                                       "/></v:shape></w:pict></w:r></w:p>")},
        f"shows a picture from outside the file, https://e.example/p {WITHIN}; in Word, insert the picture itself instead",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("changes", "told"), CASES.values(), ids=CASES)
def test_what_runs_or_lies_elsewhere_is_refused_with_what_to_do(
    changes: dict[str, Change], told: str, tmp_path: Path, run: Callable[..., Ran]
) -> None:
    path = template(tmp_path, changes)
    ran = run("template", path)
    assert (ran.code, ran.out) == (1, f"county.docx {told}\n")


PARTS = {
    "vbaProject": ("bin", "contains macros", f"{SAVE_AS_DOCX}, which removes them"),
    "oleObject": (
        "bin",
        "contains a file or an object from another program",
        "delete it in Word, or paste it as a picture",
    ),
    "package": (
        "xlsx",
        "contains a file or an object from another program",
        "delete it in Word, or paste it as a picture",
    ),
    "control": ("xml", "contains a control that runs a program (ActiveX)", "delete it in Word"),
    "aFChunk": (
        "html",
        "includes another document (altChunk)",
        f"{SAVE_AS_DOCX}, which merges the other document into it",
    ),
}


@pytest.mark.parametrize("kind", PARTS)
def test_what_is_packed_within_a_template_is_refused_with_what_to_do(
    kind: str, tmp_path: Path, run: Callable[..., Ran]
) -> None:
    end, said, remedy = PARTS[kind]
    part = template(tmp_path, {RELATIONS: related(kind, f"x.{end}", "")}, **{f"x__{end}": "<x/>"})
    assert run("template", part).out == f"county.docx {said} {WITHIN}; {remedy}\n"


def attached(folder: Path, target: str) -> Path:
    relations = related("attachedTemplate", target)("<Relationships></Relationships>").replace(
        "<Relationships", '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"', 1
    )
    path = template(folder)
    with zipfile.ZipFile(path, "a") as package:
        package.writestr(SETTINGS, relations)
    return path


def test_no_agreement_is_made_in_a_template_that_opens_another(tmp_path: Path, run: Callable[..., Ran]) -> None:
    path = attached(tmp_path, "http://elsewhere.example/x.dotm")
    told = (
        "county.docx is attached to another template, http://elsewhere.example/x.dotm, which Word opens with every "
        "agreement (in its part word/settings.xml); remove it in Word under Developer > Document Template\n"
    )
    assert run("template", path).out == told
    ran = run("mou", EXAMPLE, "--to", "docx", "-o", tmp_path / "out", "--template", path)
    assert (ran.code, ran.out) == (3, "")
    assert ran.err.endswith(f"; cannot be made: mou.docx\nError: {told}")
    assert not list(tmp_path.rglob("mou.docx"))


def test_all_that_a_template_brings_along_is_told_at_once(tmp_path: Path) -> None:
    found = faults(template(tmp_path, {RELATIONS: related("image", "http://e.example/"), **field(" DDE x ")}))
    assert [fault.partition(" (in")[0] for fault in found] == [
        "county.docx has a DDE field, which lets Word run or fetch outside content",
        "county.docx shows a picture from outside the file, http://e.example/",
    ]


@pytest.mark.parametrize(
    "changes",
    [
        {RELATIONS: related("hyperlink", "https://county.example/")},
        {RELATIONS: related("hyperlink", "mailto:clerk@county.example")},
        {RELATIONS: related("hyperlink", "annex.docx")},
        field(r' HYPERLINK "https://county.example/" \o "Note: the board" '),
        field(r' HYPERLINK \l "_Toc1" \h '),
        field(" PAGE ", r"\* MERGEFORMAT ", SEPARATE, "<w:r><w:t>1</w:t></w:r>"),
        field(" TOC ", SEPARATE, f"{BEGIN}<w:r><w:instrText> PAGEREF x </w:instrText></w:r>{END}"),
        field(" =", f"{BEGIN}<w:r><w:instrText>PAGE</w:instrText></w:r>{END}", "+1 "),
        field(" MACROBUTTON NoMacro [press here] "),
    ],
    ids=["web", "mail", "beside", "as a field", "within", "page", "contents", "sum", "place to type"],
)
def test_what_ordinary_documents_hold_is_no_fault(changes: dict[str, Change], tmp_path: Path) -> None:
    assert faults(template(tmp_path, changes)) == ()


def test_a_template_may_be_made_from_word_s_own(tmp_path: Path) -> None:
    assert faults(attached(tmp_path, "Normal.dotm")) == ()


@pytest.mark.parametrize("packing", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_what_cannot_be_unpacked_within_limits_is_not_unpacked(packing: int, tmp_path: Path) -> None:
    path = template(tmp_path)
    with zipfile.ZipFile(path, "a", packing) as package:
        package.writestr("word/more.xml", "<x/>")
    assert faults(path) == (
        "county.docx is compressed in a way no word processor does (in its part word/more.xml); open it in Word and save it "
        "again",
    )


def test_a_part_larger_than_any_agreement_is_not_read(tmp_path: Path) -> None:
    path = template(tmp_path)
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/more.xml", b" " * (64 * 2**20 + 1))
    assert faults(path) == (
        "county.docx is larger than any agreement (in its part word/more.xml), so it is not opened",
    )
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as package, package.open("word/all.bin", "w") as part:
        for _ in range(200):
            part.write(b" " * 2**20)
    assert faults(path) == ("county.docx is larger, or has more parts, than any agreement, so it is not opened",)

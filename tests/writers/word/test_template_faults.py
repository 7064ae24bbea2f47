"""A county's template: its marks are on every page as Word prints it, and nothing in it is lost, left raw, or invalid."""

import io
import re
import zipfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from lxml import etree

from protocol_builder.agreement.agreement import Agreement, agreement
from protocol_builder.writers.word.document import TemplateError, docx
from protocol_builder.writers.word.edit_marks import verify
from protocol_builder.writers.word.template_check import faults

from ...conftest import EXAMPLE, SEVERAL_COUNTIES, report_of
from .office_schema import schema_faults
from .test_document import BODY, HEADER, STYLES, TEMPLATE, W, changed, part, swap, words

pytestmark = pytest.mark.usefixtures("in_this_process")

SETTINGS, TYPES, RELATIONS = "word/settings.xml", "[Content_Types].xml", "word/_rels/document.xml.rels"
HEADER_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMESPACES = f'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="{OFFICE}"'
FINAL = EXAMPLE.read_text("utf-8").replace("county: Example County", "county: Yolo", 1)
Changes = dict[str, Callable[[str], str]]


@cache
def draft() -> Agreement:
    return agreement(report_of(SEVERAL_COUNTIES))


@cache
def final() -> Agreement:
    return agreement(report_of(FINAL))


def repacked(folder: Path, changes: Changes, added: dict[str, str] | None = None) -> Path:
    """The template with parts changed, and others added."""
    path = folder / "county.docx"
    with zipfile.ZipFile(TEMPLATE) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            content = old.read(name).decode()
            if name in changes:
                assert changes[name](content) != content, name
                content = changes[name](content)
            new.writestr(name, content)
        for name, content in (added or {}).items():
            new.writestr(name, content)
    return path


def with_header(xml: str, *, of: str, even: bool = False) -> tuple[Changes, dict[str, str]]:
    """The changes that give a section (found by what its properties contain) another header."""
    kind = "even" if even else "default"
    reference = f'<w:headerReference w:type="{kind}" r:id="rId90"/>'
    changes: Changes = {
        BODY: swap(of, reference + of)
        if not even
        else lambda s: s.replace("<w:headerReference", reference + "<w:headerReference", 1),
        TYPES: swap("</Types>", f'<Override PartName="/word/header9.xml" ContentType="{HEADER_TYPE}"/></Types>'),
        RELATIONS: swap(
            "</Relationships>",
            f'<Relationship Id="rId90" Type="{OFFICE}/header" Target="header9.xml"/></Relationships>',
        ),
    }
    if even:
        changes[SETTINGS] = swap("<w:zoom ", "<w:evenAndOddHeaders/><w:zoom ")
    return changes, {"word/header9.xml": f"<w:hdr {NAMESPACES}><w:p>{xml}</w:p></w:hdr>"}


def said(template: Path, one: Agreement | None = None) -> str:
    """What `template` says of a template, which is what refuses it when a document is made."""
    found = faults(template)
    with pytest.raises(TemplateError) as refused:
        docx(one or final(), template)
    assert str(refused.value) == found[0]
    return found[0]


def run(text: str, properties: str = "") -> str:
    return f'<w:r>{f"<w:rPr>{properties}</w:rPr>" if properties else ""}<w:t xml:space="preserve">{text}</w:t></w:r>'


MISSING = "county.docx does not print {{ marks }} on %s, so a draft would look final; put {{ marks }} in their header or footer"
FAINT = MISSING.replace(
    "does not print {{ marks }} on %s", "has {{ marks }} on %s only in white, or in type too small to read"
)
HIDDEN = MISSING.replace("does not print {{ marks }} on %s", "has {{ marks }} on %s only as hidden text")
LAST = '<w:type w:val="nextPage"/><w:pgSz w:w="12240" w:h="15840"/>'


def last_section(xml: str) -> tuple[Changes, dict[str, str]]:
    changes, added = with_header(xml, of="")
    reference = '<w:headerReference w:type="default" r:id="rId90"/>'
    changes[BODY] = lambda s: reference.join(s.rpartition("<w:sectPr>")[i] for i in (0, 2)).replace(
        reference, f"<w:sectPr>{reference}"
    )
    return changes, added


def test_marks_are_asked_for_in_every_section_and_on_even_pages(tmp_path: Path) -> None:
    assert said(repacked(tmp_path, *last_section(run("Our letterhead")))) == MISSING % "the pages of section 3"
    even = with_header(run("Our letterhead"), of="", even=True)
    assert said(repacked(tmp_path, *even)) == MISSING % "the even pages of section 2"
    for allowed in (last_section(run("{{ marks }}")), with_header(run("{{ marks }}"), of="", even=True)):
        assert faults(repacked(tmp_path, *allowed)) == ()
        assert docx(draft(), tmp_path / "county.docx")


def test_marks_on_the_first_page_are_in_its_text_or_its_header(tmp_path: Path) -> None:
    without = changed(tmp_path, BODY, swap("{{ marks }}", "ours"))
    assert said(without) == MISSING % "the first page of section 1"
    # The text of a cover is on its only page; a section with the agreement's text has many.
    cover: Changes = {BODY: swap("<w:titlePg/>", "")}
    assert faults(repacked(tmp_path, cover)) == ()
    titled: Changes = {
        BODY: swap("{{ marks }}", "ours"),
        "word/header2.xml": swap("</w:p></w:hdr>", "</w:p><w:p><w:r><w:t>{{ marks }}</w:t></w:r></w:p></w:hdr>"),
    }
    assert faults(repacked(tmp_path, titled)) == ()


@pytest.mark.parametrize(
    ("name", "change"),
    [
        (HEADER, swap('<w:r><w:t xml:space="preserve">{{ marks }}', "<w:r><w:rPr><w:vanish/></w:rPr><w:t>{{ marks }}")),
        (HEADER, swap('<w:r><w:t xml:space="preserve">{{ marks }}', "<w:r><w:rPr><w:strike/></w:rPr><w:t>{{ marks }}")),
        (STYLES, swap('<w:name w:val="Header mark"/>', '<w:name w:val="Header mark"/><w:rPr><w:vanish/></w:rPr>')),
    ],
    ids=["hidden", "struck through", "hidden style"],
)
def test_marks_that_no_one_sees_are_none(name: str, change: Callable[[str], str], tmp_path: Path) -> None:
    assert said(changed(tmp_path, name, change)) == HIDDEN % "the pages of section 2"


MARKS = '<w:r><w:t xml:space="preserve">{{ marks }}'
MARK_STYLE = '<w:name w:val="Header mark"/>'


def marks_with(properties: str) -> Callable[[str], str]:
    return swap(MARKS, f"<w:r><w:rPr>{properties}</w:rPr><w:t>{{{{ marks }}}}")


@pytest.mark.parametrize(
    ("name", "change"),
    [
        (HEADER, marks_with('<w:color w:val="FFFFFF"/>')),
        (HEADER, marks_with('<w:color w:val="fefefe" w:themeColor="background1"/>')),
        (HEADER, marks_with('<w:color w:val="FFFFFF"/><w:shd w:val="clear" w:color="auto" w:fill="auto"/>')),
        (HEADER, marks_with('<w:color w:val="FFFFFF"/><w:shd w:val="clear" w:color="auto" w:fill="ffffff"/>')),
        (HEADER, marks_with('<w:sz w:val="2"/>')),
        (STYLES, swap(MARK_STYLE, f'{MARK_STYLE}<w:rPr><w:color w:val="FFFFFF"/></w:rPr>')),
        (STYLES, swap("<w:rPrDefault><w:rPr>", '<w:rPrDefault><w:rPr><w:sz w:val="2"/>')),
    ],
    ids=["white", "nearly white", "white on nothing", "white on white", "1 point", "style", "all of it"],
)
def test_marks_that_no_one_can_read_are_none(name: str, change: Callable[[str], str], tmp_path: Path) -> None:
    def only(text: str) -> str:
        if name != STYLES or "rPrDefault" not in change("<w:rPrDefault><w:rPr>"):
            return change(text)
        return change(re.sub(r'<w:szC?s? w:val="\d+"/>', "", text))

    assert said(changed(tmp_path, name, only)).endswith(FAINT.partition("{{ marks }} on %s")[2])
    assert "{{ marks }} on " in faults(tmp_path / "county.docx")[0]


@pytest.mark.parametrize(
    "properties",
    [
        '<w:color w:val="FFFFFF"/><w:highlight w:val="darkBlue"/>',
        '<w:color w:val="FFFFFF"/><w:shd w:val="clear" w:color="auto" w:fill="1F3864"/>',
        '<w:color w:val="B00020"/>',
        '<w:color w:val="auto"/><w:sz w:val="12"/>',
    ],
    ids=["white on blue", "white on shading", "red", "6 points"],
)
def test_marks_that_can_be_read_in_any_color_are_marks(properties: str, tmp_path: Path) -> None:
    template = changed(tmp_path, HEADER, marks_with(properties))
    assert faults(template) == ()
    assert docx(draft(), template)


TRACKED = (
    "county.docx has tracked changes that are still pending (in its part %s), which would be in every agreement; accept or "
    "reject them in Word (Review)"
)
BESIDE = (
    "county.docx has %s in the paragraph of “{{p articles }}”, which would be lost; move it to a paragraph of its own"
)
ARTICLES = '<w:t xml:space="preserve">{{p articles }}</w:t></w:r>'


def with_properties(properties: str) -> Callable[[str], str]:
    """The change that gives the paragraph of the articles other properties."""

    def change(text: str) -> str:
        before, tag, after = text.partition(ARTICLES)
        start = before.rindex("<w:p>") if before.rindex("<w:p>") > before.rfind("<w:pPr>") else before.rindex("<w:pPr>")
        opening = "<w:p>" if before[start:].startswith("<w:p>") else "<w:pPr>"
        inner = properties if opening == "<w:pPr>" else f"<w:pPr>{properties}</w:pPr>"
        return f"{before[: start + len(opening)]}{inner}{before[start + len(opening) :]}{tag}{after}"

    return change


def merge_field(name: str) -> str:
    def character(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    instruction = f'<w:r><w:instrText xml:space="preserve"> MERGEFIELD {name} </w:instrText></w:r>'
    return character("begin") + instruction + character("separate") + run(f"«{name}»") + character("end")


def with_keywords(core: str) -> str:
    without = re.sub(r"<cp:keywords>.*?</cp:keywords>|<cp:keywords/>", "", core)
    return without.replace("</cp:coreProperties>", "<cp:keywords>{{ title }}</cp:keywords></cp:coreProperties>")


@pytest.mark.parametrize(
    ("name", "change", "told"),
    [
        (BODY, swap("<w:r><w:t xml:space=\"preserve\">{{ county }}</w:t></w:r>", f'<w:ins w:id="1" w:author="A">{run("{{ county }}")}</w:ins>'), TRACKED % BODY),
        (HEADER, swap("<w:r><w:t xml:space=\"preserve\">{{ marks }}</w:t></w:r>", '<w:del w:id="1" w:author="A"><w:r><w:delText>{{ marks }}</w:delText></w:r></w:del>'), TRACKED % HEADER),
        (BODY, swap(ARTICLES, f'{ARTICLES}<w:r><w:br w:type="page"/></w:r>'), BESIDE % "a page break"),
        (BODY, swap(ARTICLES, f'{ARTICLES}<w:r><w:pict/></w:r>'), BESIDE % "a picture"),
        (BODY, with_properties('<w:sectPr><w:type w:val="nextPage"/></w:sectPr>'), BESIDE % "a section break"),
        (BODY, with_properties("<w:pageBreakBefore/>"), BESIDE % "a page break"),
        (BODY, swap(ARTICLES, f'{ARTICLES}<w:r><w:footnoteReference w:id="2"/></w:r>'), BESIDE % "a footnote"),
        (BODY, swap(ARTICLES, f'{ARTICLES}<w:r><w:endnoteReference w:id="2"/></w:r>'), BESIDE % "an endnote"),
        (BODY, swap("{{ county }}", f"{{{{ county }}}}</w:t></w:r>{merge_field('County')}<w:r><w:t>"), "county.docx has the merge field «County», which stays as it is; type {{ county }} instead"),
        ("docProps/core.xml", with_keywords, "county.docx has the field {{ title }} in its property keywords, where no field is filled in; delete it in Word under File > Info > Properties"),
        (BODY, swap(ARTICLES, f'<w:bookmarkStart w:id="7" w:name="ours"/>{ARTICLES}<w:bookmarkEnd w:id="7"/>'.replace("<w:bookmarkStart", '</w:r><w:bookmarkStart').replace('"ours"/>', '"ours"/><w:r>')), BESIDE % "a bookmark"),
        (BODY, swap("{{p articles }}", "{{ p articles }}"), "county.docx has “{{ p articles }}”; write {{p articles }}, without a space before the p"),
        (BODY, swap("{{p articles }}", "{{ articles }}"), "county.docx has {{ articles }}; write {{p articles }}, alone in its paragraph"),
        (BODY, swap("{{ county }}", "{% county %}"), "county.docx has “{% county %}”, which prints nothing; write {{ county }}"),
        (BODY, swap("{{ county }}", "{{ county }} {county}"), "county.docx has “{county}”, which stays as it is; write {{ county }}"),
        (BODY, swap("{{ county }}", "{{ county }} «County»"), "county.docx has “«County»”, which stays as it is; write {{ county }}"),
        (BODY, swap("{{ county }}", "{{ county }} {{ fact.label }}"), "county.docx prints {{ fact }} outside its loop; put it between {%p for fact in facts %} and {%p endfor %}"),
        (BODY, swap("{{ county }}", "{{ county – title }}"), "county.docx has the field {{ county – title }} with the character “–”, which Word may have inserted; retype the field with plain characters"),
        ("docProps/app.xml", swap("</Properties>", "<Company>{{ county }}</Company></Properties>"), "county.docx has the field {{ county }} in its property Company, where no field is filled in; delete it in Word under File > Info > Properties"),
        (SETTINGS, swap("<w:zoom ", '<w:documentProtection w:edit="readOnly" w:enforcement="1"/><w:zoom '), "county.docx is protected, so that no one could edit an agreement made with it; in Word, choose Review > Restrict Editing > Stop Protection"),
        (SETTINGS, swap("<w:zoom ", '<w:writeProtection w:recommended="1"/><w:zoom '), "county.docx is saved as read-only, and so would every agreement be; in Word, choose File > Save As > Tools > General Options, and clear the password and “Read-only recommended”"),
        (RELATIONS, swap("</Relationships>", f'<Relationship Id="rId90" Type="{OFFICE}/image" Target="media/seal.png"/></Relationships>'), "county.docx refers to its part word/media/seal.png, which is not in the file; open it in Word and save it again"),
        (BODY, swap("http://schemas.openxmlformats.org/wordprocessingml/2006/main", "http://purl.oclc.org/ooxml/wordprocessingml/main"), "county.docx is saved as “Strict Open XML Document”; in Word, choose File > Save As and the type “Word Document (.docx)”"),
    ],
)  # fmt: skip
def test_each_failure_has_its_sentence_and_the_same_in_both_commands(
    name: str, change: Callable[[str], str], told: str, tmp_path: Path
) -> None:
    assert said(changed(tmp_path, name, change)) == told


def test_a_field_bound_to_a_property_and_comments_are_refused(tmp_path: Path) -> None:
    bound = (
        '<w:sdt><w:sdtPr><w:dataBinding w:xpath="/a" w:storeItemID="{1}"/></w:sdtPr><w:sdtContent>'
        f"<w:p>{run('{{ title }}')}</w:p></w:sdtContent></w:sdt><w:p>"
    )
    first = changed(tmp_path, BODY, lambda s: s.replace("<w:p>", bound, 1))
    assert said(first) == (
        "county.docx has the field {{ title }} in a control that Word fills in from the document’s properties; in Word, choose "
        "Remove Content Control and type the field as text"
    )
    comments = {"word/comments.xml": f'<w:comments {NAMESPACES}><w:comment w:id="0"><w:p/></w:comment></w:comments>'}
    content_type = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
    override = f'<Override PartName="/word/comments.xml" ContentType="{content_type}"/></Types>'
    second = repacked(tmp_path, {TYPES: swap("</Types>", override)}, comments)
    assert (
        said(second)
        == "county.docx has comments, which would be in every agreement; delete them in Word (Review > Delete)"
    )


@pytest.mark.parametrize(
    "field",
    ["{{ statements | join(“, ”) }}", "{{ ‘a’ }}", "{{ 'é' }}", "{{\u00a0county\u00a0}}", "{ours} «Ours»"],
    ids=["curly quotes", "curly single quotes", "letter in quotes", "space that does not break", "braces of no field"],
)
def test_what_can_be_filled_in_is_not_refused(field: str, tmp_path: Path) -> None:
    template = changed(tmp_path, BODY, swap("{{ county }}", f"{{{{ county }}}} {field}"))
    assert faults(template) == ()
    assert docx(final(), template)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"{\\rtf1 Dear county}", "is Rich Text (RTF) under the name of a Word document; in Word, choose File > Save As and the type “Word Document (.docx)”"),
        (b"%PDF-1.7", "is a PDF under the name of a Word document; in Word, choose File > Save As and the type “Word Document (.docx)”"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + "EncryptedPackage".encode("utf-16-le"), "is protected with a password; remove it in Word under File > Info > Protect Document > Encrypt with Password"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + b"Word.Document.8", "is a file of an older Word (.doc); in Word, choose File > Save As and the type “Word Document (.docx)”"),
    ],
    ids=["rtf", "pdf", "password", "doc"],
)  # fmt: skip
def test_a_file_of_another_kind_is_named(content: bytes, told: str, tmp_path: Path) -> None:
    (tmp_path / "county.docx").write_bytes(content)
    assert said(tmp_path / "county.docx") == f"county.docx {told}"


def test_a_condition_leaves_no_cell_or_header_without_a_paragraph(tmp_path: Path) -> None:
    tag = "<w:p><w:r><w:t>%s</w:t></w:r></w:p>"
    inside = "".join(tag % text for text in ("{%p if marks %}", "{{ marks }}", "{%p endif %}"))
    cell = f'<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w="900"/></w:tblGrid><w:tr><w:tc><w:tcPr/>{inside}</w:tc></w:tr></w:tbl>'
    template = changed(tmp_path, BODY, lambda s: s.replace("<w:body>", f"<w:body>{cell}", 1))
    assert faults(template) == ()
    made = docx(final(), template)
    assert schema_faults(made) == []
    (found,) = [c for c in part(made, BODY).iter(f"{W}tc") if c.find(f"{W}tcPr/*") is None]
    assert [etree.QName(child).localname for child in found] == ["tcPr", "p"]
    (found, *_) = part(docx(draft(), template), BODY).iter(f"{W}tc")
    assert words(found) == " · ".join(draft().marks)


def test_a_header_that_a_condition_empties_has_a_paragraph(tmp_path: Path) -> None:
    tag = "<w:p><w:r><w:t>%s</w:t></w:r></w:p>"
    inside = "".join(tag % text for text in ("{%p if marks %}", "{{ marks }}", "{%p endif %}"))
    header = changed(tmp_path, HEADER, lambda text: re.sub(r"(<w:hdr[^>]*>).*(</w:hdr>)", rf"\1{inside}\2", text))
    assert faults(header) == ()
    made = docx(final(), header)
    assert schema_faults(made) == []
    assert [etree.QName(child).localname for child in part(made, HEADER)] == ["p"]
    assert words(part(docx(draft(), header), HEADER)) == " · ".join(draft().marks)


def test_a_field_in_a_property_of_the_countys_own_is_refused(tmp_path: Path) -> None:
    vocabulary = "http://schemas.openxmlformats.org/officeDocument/2006/"
    content_type = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
    changes: Changes = {
        TYPES: swap("</Types>", f'<Override PartName="/docProps/custom.xml" ContentType="{content_type}"/></Types>'),
        "_rels/.rels": swap(
            "</Relationships>",
            f'<Relationship Id="rId90" Type="{OFFICE}/custom-properties" Target="docProps/custom.xml"/></Relationships>',
        ),
    }
    own = (
        f'<Properties xmlns="{vocabulary}custom-properties" xmlns:vt="{vocabulary}docPropsVTypes"><property pid="2" '
        'fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" name="Matter"><vt:lpwstr>%s</vt:lpwstr></property></Properties>'
    )
    refused = repacked(tmp_path, changes, {"docProps/custom.xml": own % "{{ title }}"})
    assert said(refused) == (
        "county.docx has the field {{ title }} in its property Matter, where no field is filled in; delete it in Word under "
        "File > Info > Properties"
    )
    allowed = repacked(tmp_path, changes, {"docProps/custom.xml": own % "25-0417"})
    assert faults(allowed) == ()
    assert b"25-0417" in zipfile.ZipFile(io.BytesIO(docx(final(), allowed))).read("docProps/custom.xml")


def test_links_of_a_template_are_no_edit(tmp_path: Path) -> None:
    link = f'<w:hyperlink r:id="rId90">{run("Our page on {{ county }}")}</w:hyperlink>'
    relation = (
        f'<Relationship Id="rId90" Type="{OFFICE}/hyperlink" Target="https://county.example/" TargetMode="External"/>'
    )
    changes: Changes = {
        BODY: swap("{{ county }}</w:t></w:r>", f"{{{{ county }}}}</w:t></w:r>{link}"),
        RELATIONS: swap("</Relationships>", f"{relation}</Relationships>"),
    }
    path = tmp_path / "mou.docx"
    path.write_bytes(docx(final(), repacked(tmp_path, changes)))
    found = verify(path)
    assert (found.edits, found.effects) == ((), ())
    elsewhere = path.read_bytes()
    with zipfile.ZipFile(io.BytesIO(elsewhere)) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(
                name, content.replace(b"//county.example/", b"//pay.example/") if name == RELATIONS else content
            )
    assert len(verify(path).effects) == 2  # a new address, from these words


def test_notes_of_a_template_are_filled_in_and_are_no_edit(tmp_path: Path) -> None:
    added, changes, path = {}, {}, tmp_path / "mou.docx"
    types = relations = ""
    for kind in ("footnote", "endnote"):
        note = f'<w:{kind} w:id="2"><w:p>{run(f"Our {kind} on {{{{ county }}}}")}</w:p></w:{kind}>'
        added[f"word/{kind}s.xml"] = f"<w:{kind}s {NAMESPACES}>{note}</w:{kind}s>"
        content_type = f"application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}s+xml"
        types += f'<Override PartName="/word/{kind}s.xml" ContentType="{content_type}"/>'
        relations += f'<Relationship Id="rId9{kind[0]}" Type="{OFFICE}/{kind}s" Target="{kind}s.xml"/>'
    changes = {
        TYPES: swap("</Types>", f"{types}</Types>"),
        RELATIONS: swap("</Relationships>", f"{relations}</Relationships>"),
    }
    template = repacked(tmp_path, changes, added)
    assert faults(template) == ()
    path.write_bytes(docx(final(), template))
    assert schema_faults(path.read_bytes()) == []
    assert verify(path).edits == ()
    for kind in ("footnote", "endnote"):
        assert words(part(path.read_bytes(), f"word/{kind}s.xml")) == f"Our {kind} on Yolo County"
    edited = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(edited, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, content.replace(b"Our footnote", b"Their footnote") if "footnotes" in name else content)
    path.write_bytes(edited.getvalue())
    assert [(edit.place, edit.kind, edit.words) for edit in verify(path).edits] == [
        ("Footnote or endnote", "changed", "Their footnote on Yolo County")
    ]

"""The Word document: the same words as the agreement, in order as the schema asks, native and without surprises."""

import hashlib
import io
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from docx import Document
from lxml import etree

from protocol_builder.agreement.agreement import Agreement, Provenance, agreement
from protocol_builder.agreement.blocks import (
    Blocks,
    Box,
    Heading,
    Listing,
    Paragraph,
    Picture,
    Quote,
    plain_text,
    printed_lines,
)
from protocol_builder.agreement.fact_sheet import fact_sheet
from protocol_builder.writers.word.document import TemplateError, docx

from ...conftest import DAY, EXAMPLE, ROOT, SEVERAL_COUNTIES, hashes_of_two_runs, report_of

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
TEMPLATE = ROOT / "templates" / "mou" / "mou.docx"
COMPLETE = EXAMPLE.read_text("utf-8").replace("county: Example County", "county: Yolo", 1)
DRAFT = SEVERAL_COUNTIES

HOSTILE_TITLE = COMPLETE.replace("title: Example County", "title: A & <b> {_{ c }_} {{ d }}", 1)
HOSTILE = (
    HOSTILE_TITLE.partition("\nnarrative:")[0]
    + r"""
narrative:
  - heading: 'C & F <interim> "x" {{ 7 * 7 }} {_{ y }_} {% z %}'
    text: |
      # A & B <script>alert(1)</script>

      é ñ Ł 😀 שלום עולם, and [words](https://example.org/?a=1&b=2) {_{ c }_} {{ d }}

      - one
        - two

          below
          1. three
          2. four
      - five

      > quoted **bold**
      >
      > 3. in the quote

      ```
      code & <tags>
        indented
      ```

      | a & b | c |
      |---|--:|
      | <i> | 2 | surplus |

      |d|
      |-|
      |e|

      1. x
         1. y
         2. z
      2. v
         1. w

      Again:

      1. x

      4) from four
      5) on
"""
)

LIBRARY = {
    "010-recital.md": "recital: true\n---\nOne:\n\n1. a\n2. b\n\nTwo:\n\n1. c\n   1. d\n   2. e\n2. f\n   1. g\n",
    "020-lists.md": "---\nOne:\n\n1. a\n2. b\n\n|t|\n|-|\n|u|\n\n1. c\n   1. d\n\n   > q\n\n   1. e\n\nTwo:\n\n1. f\n",
    "030-first.md": "---\n1. a\n   - b\n     1. c\n        1. d\n           1. e\n2. f\n\nOne:\n\n1. g\n",
}


@cache
def made(file: str) -> tuple[Agreement, bytes]:
    found = agreement(report_of(file))
    return found, docx(found)


def lists(folder: Path) -> tuple[Agreement, bytes]:
    """An agreement of clauses that count in every way."""
    for name, body in LIBRARY.items():
        (folder / name).write_text(f"---\ntitle: {name}\n{body}", "utf-8")
    found = agreement(report_of(COMPLETE), folder)
    return found, docx(found)


def part(document: bytes, name: str) -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(document)) as package:
        return etree.fromstring(package.read(name))


def words(element: etree._Element) -> str:
    """What is read, without the words that programs print that cannot draw a picture."""
    copies = {node for copy in element.iter(f"{MC}Fallback") for node in copy.iter()}
    return "".join(
        "\t" if node.tag in (f"{W}tab", f"{W}br") else node.text or ""
        for node in element.iter(f"{W}t", f"{W}tab", f"{W}br")
        if node not in copies
    )


def squeezed(text: str) -> str:
    return "".join(text.split())


def without_numbers(blocks: tuple[object, ...]) -> Iterator[str]:
    """The words of blocks without the numbers that Word counts itself."""
    for block in blocks:
        match block:
            case Paragraph():
                yield plain_text(block.runs)
            case Listing():
                for item in block.items:
                    yield from without_numbers(item)
            case _:
                yield from printed_lines((block,))  # type: ignore[arg-type]


def front(found: Agreement) -> list[str]:
    lines = list(found.lines)
    facts = lines[len(found.marks) : len(found.marks) + 2 + 2 * len(found.facts) + len(found.statements)]
    return [" · ".join(found.marks), *facts, "Contents", *contents(found), found.title]


def contents(found: Agreement) -> Iterator[str]:
    for article in found.articles:
        yield article.heading
        yield from (plain_text(heading.runs) for heading in headings(article.blocks) if heading.level == 2)


def headings(blocks: Blocks) -> Iterator[Heading]:
    """The headings of blocks, but for those in quotations and boxes, which are printed as text."""
    for block in blocks:
        if isinstance(block, Heading):
            yield block
        elif isinstance(block, Listing):
            yield from (heading for item in block.items for heading in headings(item))


files = pytest.mark.parametrize("file", [COMPLETE, DRAFT, HOSTILE], ids=["complete", "draft", "hostile"])


@files
def test_word_prints_the_agreement_word_by_word(file: str) -> None:
    found, document = made(file)
    expected = front(found)
    for article in found.articles:
        expected += [article.title if article.part == "article" else article.heading, *without_numbers(article.blocks)]
    assert squeezed(words(part(document, "word/document.xml"))) == squeezed("".join(expected))


def by_libreoffice(folder: Path, document: bytes, form: str, kind: str = "docx") -> bytes:
    """The document as LibreOffice reads it and writes it in another format."""
    (folder / "given").mkdir(exist_ok=True)
    (folder / "given" / f"mou.{kind}").write_bytes(document)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    convert = ["--convert-to", form, "--outdir", str(folder), str(folder / "given" / f"mou.{kind}")]
    subprocess.run(["soffice", profile, "--headless", *convert], check=True, capture_output=True, timeout=120)
    return (folder / f"mou.{form.partition(':')[0]}").read_bytes()


def numbered(folder: Path, document: bytes) -> str:
    """The words of the document with the numbers that a word processor counts."""
    shown = by_libreoffice(folder, document, "txt:Text (encoded):UTF8").decode("utf-8-sig")
    return re.sub("[◦▪]", "•", squeezed(shown))


def with_numbers(found: Agreement) -> str:
    """The words of the agreement without those in pictures, which LibreOffice leaves out of plain text."""
    below = (
        (a.heading, *printed_lines(tuple(Paragraph(b.caption) if isinstance(b, Picture) else b for b in a.blocks)))
        for a in found.articles
    )
    return squeezed("".join([*front(found), *(line for lines in below for line in lines)]))


needs_libreoffice = pytest.mark.skipif(
    not shutil.which("soffice"), reason="LibreOffice, which counts Word's numbers, is not installed"
)


@needs_libreoffice
@pytest.mark.parametrize("file", [COMPLETE, DRAFT, HOSTILE, ""], ids=["complete", "draft", "hostile", "lists"])
def test_words_own_numbering_gives_the_numbers_of_the_agreement(file: str, tmp_path: Path) -> None:
    found, document = made(file) if file else lists(tmp_path)
    assert numbered(tmp_path, document) == with_numbers(found)


@needs_libreoffice
def test_a_template_that_another_program_has_saved_still_numbers_right(tmp_path: Path) -> None:
    found, _ = lists(tmp_path)
    template = tmp_path / "county.docx"
    template.write_bytes(by_libreoffice(tmp_path, TEMPLATE.read_bytes(), "docx"))
    assert numbered(tmp_path, docx(found, template)) == with_numbers(found)


@files
def test_whatever_is_referred_to_is_there(file: str) -> None:
    document = made(file)[1]
    body, styles, numbering = (part(document, f"word/{name}.xml") for name in ("document", "styles", "numbering"))
    relations = part(document, "word/_rels/document.xml.rels")

    def values(root: etree._Element, tag: str, attribute: str) -> set[str]:
        return {str(found.get(attribute)) for found in root.iter(f"{W}{tag}") if found.get(attribute) is not None}

    known = values(styles, "style", f"{W}styleId")
    for tag in ("pStyle", "rStyle", "tblStyle"):
        assert values(body, tag, f"{W}val") <= known
    assert values(body, "numId", f"{W}val") <= values(numbering, "num", f"{W}numId") | {"0"}
    assert values(body, "hyperlink", f"{R}id") <= {str(found.get("Id")) for found in relations}
    bookmarks = [found.get(f"{W}name") for found in body.iter(f"{W}bookmarkStart")]
    fields = "".join(found.text or "" for found in body.iter(f"{W}instrText"))
    referred = values(body, "hyperlink", f"{W}anchor") | set(re.findall(r"REF (\w+)", fields))
    assert referred <= set(bookmarks)
    assert len(referred) == len(bookmarks) == len(set(bookmarks)) == len(list(contents(made(file)[0])))
    assert all(len(str(name)) <= 40 for name in bookmarks)


@files
def test_header_rows_are_marked_and_no_two_tables_touch(file: str) -> None:
    body = part(made(file)[1], "word/document.xml")
    tables = list(body.iter(f"{W}tbl"))
    assert tables
    for table in tables:
        first, *others = table.findall(f"{W}tr")
        caption = str(table.find(f"{W}tblPr/{W}tblCaption").get(f"{W}val"))
        signed = caption.endswith(": signature blocks")
        assert (first.find(f"{W}trPr/{W}tblHeader") is None) == signed
        head = [words(cell) for cell in first.iter(f"{W}tc")]
        assert signed or caption.endswith(f": {', '.join(' '.join(cell.split()) for cell in head)}"), caption
        assert all(row.find(f"{W}trPr/{W}tblHeader") is None for row in others)
        following = table.getnext()
        assert following is not None
        assert following.tag != table.tag


@files
def test_the_document_is_described_and_opens_without_a_question(file: str) -> None:
    found, document = made(file)
    made_from, day = found.provenance, "2026-11-22T00:00:00Z"
    by = f"{made_from.file}; sha256 {made_from.sha256}; law in effect on 2026-11-22; protocol-builder {made_from.version}"
    core = {element.tag.partition("}")[2]: element.text for element in part(document, "docProps/core.xml")}
    assert {key: text for key, text in core.items() if text} == {
        "title": f"{found.county}: {found.title}",
        **({"subject": " · ".join(found.marks)} if found.marks else {}),
        "description": "This is not legal advice; county counsel decides.",
        "keywords": f"{by}; revision {found.revision}" if found.revision else by,
        "language": "en-US",
        "created": day,
        "modified": day,
    }
    assert bool(found.revision) == (file != DRAFT)
    settings = etree.tostring(part(document, "word/settings.xml")).decode()
    assert re.search(r'compatibilityMode"[^>]*val="15"', settings)
    assert "updateFields" not in settings
    assert 'w:lang w:val="en-US"' in etree.tostring(part(document, "word/styles.xml")).decode()


def test_properties_of_a_template_are_those_of_the_agreement(tmp_path: Path) -> None:
    def others(core: str) -> str:
        told = "".join(f"<dc:{key}>theirs</dc:{key}>" for key in ("subject", "description"))
        return (
            core.replace("en-US", "de-DE")
            .replace("2015-01-01", "2016-01-01")
            .replace("<dc:language>", f"{told}<dc:language>")
        )

    found, document = made(COMPLETE)
    own, theirs = (
        {element.tag: element.text for element in part(content, "docProps/core.xml")}
        for content in (document, docx(found, changed(tmp_path, "docProps/core.xml", others)))
    )
    assert theirs == own


def test_properties_longer_than_word_allows_are_cut() -> None:
    made_from = Provenance("n" * 240, "0" * 64, DAY, "1")
    found = replace(agreement(report_of("county: Inyo\n")), title="T" * 300, provenance=made_from)
    core = Document(io.BytesIO(docx(found))).core_properties
    assert core.title == f"Inyo County: {'T' * 242}"
    assert core.keywords == f"{'n' * 240}; sha256 000000"


def test_what_has_no_cover_has_one_section_and_its_county_at_the_top() -> None:
    paper, with_cover = docx(fact_sheet(report_of("county: Inyo\n"))), made(DRAFT)[1]
    at_the_top, sections, contents = [], [], []
    for document in (paper, with_cover):
        found = part(document, "word/document.xml")
        spacings = [
            one for one in found.iter(f"{W}spacing") if (one.get(f"{W}before"), one.get(f"{W}after")) == ("0", "80")
        ]
        at_the_top.append([words(one.getparent().getparent()) for one in spacings])
        sections.append(len(list(found.iter(f"{W}sectPr"))))
        contents.append([words(one) for one in found.iter(f"{W}p")].count("Contents"))
    assert contents == [0, 1]
    assert at_the_top == [["Inyo County"], []]
    assert sections == [1, 3]


def test_a_draft_says_so_on_every_page_and_a_final_agreement_has_no_such_mark() -> None:
    draft, final = made(DRAFT)[1], made(COMPLETE)[1]
    marks = "DRAFT · COMPILED FROM PUBLIC SOURCES"
    assert marks in words(part(draft, "word/header1.xml"))
    for name in ("header1", "header2"):
        assert 'string="DRAFT"' in etree.tostring(part(draft, f"word/{name}.xml")).decode()
        assert "DRAFT" not in etree.tostring(part(final, f"word/{name}.xml")).decode()
    assert marks in words(part(draft, "word/document.xml"))
    assert "Made from county.yml" in words(part(final, "word/document.xml"))
    for document in (draft, final):
        assert "This is not legal advice; county counsel decides." in "".join(
            part(document, "docProps/core.xml").itertext()
        )
    for name in ("footer1", "footer2"):
        assert "Made from county.yml" in words(part(draft, f"word/{name}.xml"))
        assert "Made from county.yml" not in words(part(final, f"word/{name}.xml")), "it is on the last page alone"
        assert "NUMPAGES" in etree.tostring(part(final, f"word/{name}.xml")).decode()


def test_a_gap_is_a_box_whose_paragraphs_stay_together() -> None:
    found, document = made(DRAFT)
    styles = {
        s.get(f"{W}styleId"): s.find(f"{W}name").get(f"{W}val")
        for s in part(document, "word/styles.xml").iter(f"{W}style")
    }
    paragraphs = [
        (styles[p.find(f"{W}pPr/{W}pStyle").get(f"{W}val")], p)
        for p in part(document, "word/document.xml").iter(f"{W}p")
    ]
    titles = [words(p) for style, p in paragraphs if style == "Gap title"]
    assert titles == [b.title for a in found.articles for b in a.blocks if isinstance(b, Box)]
    assert titles
    indent = b""
    for style, paragraph in paragraphs:
        own = etree.tostring(paragraph.find(f"{W}pPr/{W}ind")) if style.startswith("Gap") else b""
        assert style not in ("Gap", "Gap code") or own == indent, (
            "paragraphs share a frame only if they are indented alike"
        )
        indent = own


def test_quotes_keep_their_style() -> None:
    found, document = made(COMPLETE)
    quoted = sum(len(b.blocks) for a in found.articles for b in a.blocks if isinstance(b, Quote))
    styles = [p.style.name for p in Document(io.BytesIO(document)).paragraphs if p.style]
    assert styles.count("Quote") == quoted > 5


def test_two_runs_give_the_same_bytes() -> None:
    assert len(hashes_of_two_runs("writers.word.document", "docx")) == 1


def test_a_template_made_ready_once_keeps_nothing_of_an_agreement() -> None:
    before = made(DRAFT)[1]
    docx(made(HOSTILE)[0])
    assert docx(made(DRAFT)[0]) == before


def test_the_time_in_the_document_is_source_date_epoch(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1600000000")
    document = docx(made(COMPLETE)[0])
    with zipfile.ZipFile(io.BytesIO(document)) as package:
        assert {entry.date_time for entry in package.infolist()} == {(2020, 9, 13, 12, 26, 40)}
    assert hashlib.sha256(document).digest() != hashlib.sha256(made(COMPLETE)[1]).digest()


def changed(folder: Path, name: str, change: Callable[[str], str]) -> Path:
    """The template with one part changed."""
    path = folder / "county.docx"
    with zipfile.ZipFile(TEMPLATE) as old, zipfile.ZipFile(path, "w") as new:
        for entry in old.namelist():
            content = old.read(entry).decode()
            if entry == name:
                assert change(content) != content
                content = change(content)
            new.writestr(entry, content)
    return path


def swap(old: str, new: str) -> Callable[[str], str]:
    return lambda content: content.replace(old, new)


BODY, HEADER, STYLES = "word/document.xml", "word/header1.xml", "word/styles.xml"


@pytest.mark.parametrize(
    ("name", "change", "told"),
    [
        (BODY, swap("{{ county }}", "{{ conty }}"), "'conty' is undefined; the fields are county, title"),
        (BODY, swap("{{p articles }}", "nothing"), "does not print articles; it must have one paragraph with only"),
        (BODY, swap("{{p recitals }}", "{{p articles }}"), "does not print recitals|prints articles more than once"),
        (
            BODY,
            swap("{{p articles }}", "as {{p articles }} says"),
            "text in “as {{p articles }} says” that would be lost",
        ),
        (BODY, swap("{{ county }}", "{{ county – title }}"), "with the character “–”"),
        (BODY, swap("{%p endif %}", ""), "end"),
        (BODY, swap("{{ county }}", "{{ ''.__class__.__mro__ }}"), "unsafe"),
        (BODY, swap("{{ county }}", "{{ facts.append(1) }}"), "unsafe|not safely callable"),
        (HEADER, swap("{{ marks }}", "an agreement"), "a draft would look final"),
        (HEADER, swap("{%p if marks %}", "{%p if marks %} or else"), "would be lost"),
        (STYLES, swap('w:val="Clause text"', 'w:val="Our text"'), "does not have the style “Clause text”"),
    ],
)
def test_a_template_that_loses_something_is_refused_in_words(
    name: str, change: Callable[[str], str], told: str, tmp_path: Path
) -> None:
    template = changed(tmp_path, name, change)
    with pytest.raises(TemplateError, match=told) as refused:
        docx(made(DRAFT)[0], template)
    assert str(refused.value).startswith("county.docx")


def test_a_file_that_is_no_template_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "county.docx"
    path.write_text("Dear county,", "utf-8")
    with pytest.raises(TemplateError, match="not a Word document"):
        docx(made(DRAFT)[0], path)


def test_a_county_may_change_its_template(tmp_path: Path) -> None:
    for name in ("Board", "Council"):
        template = changed(tmp_path, BODY, swap("{{ county }}", f"The {name} of {{{{ county }}}} &amp; others"))
        shown = words(part(docx(made(DRAFT)[0], template), BODY))
        assert f"The {name} of Monterey, San Benito, and Santa Cruz Counties & others" in shown


def test_contents_have_two_levels_and_fields_for_pages_and_tables_say_what_they_hold() -> None:
    found, document = made(COMPLETE)
    body = part(document, "word/document.xml")
    styles = (style for style in body.iter(f"{W}pStyle") if style.get(f"{W}val") in ("TOC1", "TOC2"))
    entries = [style.getparent().getparent() for style in styles]
    fields = [f"{W}instrText", f"{W}hyperlink"]
    instructions = [[" ".join(str(i.text).split()) for i in entry.iter(fields[0])] for entry in entries]
    assert instructions[0].pop(0) == r'TOC \o "1-2" \h \z \u'
    anchors = [next(entry.iter(fields[1])).get(f"{W}anchor") for entry in entries]
    assert instructions == [[rf"PAGEREF {anchor} \h"] for anchor in anchors]
    # Only Word knows on which page a heading is: no number is better than a wrong one.
    assert [squeezed(words(entry)) for entry in entries] == [squeezed(line) for line in contents(found)]
    captions = [str(caption.get(f"{W}val")) for caption in body.iter(f"{W}tblCaption")]
    assert captions[0].startswith("Parties and participants: ")
    assert "Signatures: signature blocks" not in captions
    assert "Example County: signature blocks" in captions


def test_signature_blocks_are_two_in_a_row_below_the_name_of_the_party() -> None:
    body = part(made(COMPLETE)[1], "word/document.xml")
    tables = [table for table in body.iter(f"{W}tbl") if table.find(f"{W}tr/{W}trPr/{W}tblHeader") is None]
    rows = [[words(cell) for cell in row.iter(f"{W}tc")] for table in tables for row in table.iter(f"{W}tr")]
    lines = "By:\t\tName:\t\tTitle:\t{}Date:\t\t"
    county, form, *others = rows
    assert county == [lines.format("Chair of the Board of Supervisors"), lines.format("Director of Social Services")]
    assert form == [
        "Attest" + lines.format("Clerk of the Board of Supervisors"),
        "Approved as to form" + lines.format("County Counsel"),
    ]
    assert others[0] == [
        "Example County Sheriff's Office" + lines.format("Sheriff"),
        "Example County District Attorney's Office" + lines.format("District Attorney"),
    ]
    assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for table in tables for row in table.iter(f"{W}tr"))
    kept = [
        [p.find(f"{W}pPr/{W}keepNext").get(f"{W}val", "1") for p in row.iter(f"{W}p")]
        for row in tables[0].iter(f"{W}tr")
    ]
    assert set(kept[0]) == {"1"}, "a party's blocks stay on one page"
    assert set(kept[1]) == {"0"}


def test_the_document_names_the_font_that_word_has() -> None:
    with zipfile.ZipFile(io.BytesIO(made(COMPLETE)[1])) as package:
        text = "".join(package.read(name).decode() for name in package.namelist() if name.endswith(".xml"))
    assert set(re.findall(r'w:ascii="([^"]*)"', text)) == {"Calibri", "Consolas"}
    assert re.findall(r'w:name="([^"]*)"><w:altName w:val="([^"]*)"', text)[0] == ("Calibri", "Carlito")

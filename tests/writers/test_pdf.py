"""The PDF: the same words as the agreement, tagged, described, and the same bytes on every run."""

import io
import re
import shutil
import subprocess
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from protocol_builder.agreement.agreement import Agreement, agreement
from protocol_builder.agreement.blocks import Blocks, Box, Heading, Listing, Quote, Table, plain_text
from protocol_builder.agreement.role_sheets import agency_sheets
from protocol_builder.agreement.state import State
from protocol_builder.writers.pdf import Pdf, pdf, sheets_pdf
from protocol_builder.writers.word.document import docx

from ..conftest import EXAMPLE, SEVERAL_COUNTIES, hashes_of_two_runs, report_of

COMPLETE = EXAMPLE.read_text("utf-8").replace("county: Example County", "county: Yolo", 1)
DRAFT = SEVERAL_COUNTIES
WITHOUT_NARRATIVE = COMPLETE.partition("\nnarrative:")[0]
HOSTILE = (
    WITHOUT_NARRATIVE.replace("title: Example County", "title: A & <b> #let $x$ *y* _z_ @ref {{ d }}", 1)
    + r"""
narrative:
  - heading: 'C & F <interim> "x" #strong[no] `a` // b /* c */'
    text: |
      #### Deep heading first

      # A & B <script>alert(1)</script>

      #let x = 1; $a^2$ \#pagebreak() <label> @nobody ~ = Not a heading, é ñ Ł ‑ [words](https://example.org/?a=1&b=2)

      - one
        - two

          below
          1. three
          2. four

      > quoted **bold**
      >
      > ## Heading in a quote
      >
      > 3. in the quote

      ```
      code & <tags> ```
        indented
      ```

      | a & b | c |
      |---|--:|
      | <i> | 2 | surplus |

      |d|
      |-|

      3. x
         1. y
      4. z
"""
)

needs_pdftotext = pytest.mark.skipif(not shutil.which("pdftotext"), reason="pdftotext (poppler-utils) is not installed")
files = pytest.mark.parametrize("file", [COMPLETE, DRAFT, HOSTILE], ids=["complete", "draft", "hostile"])


@cache
def made(file: str) -> tuple[Agreement, bytes]:
    found = agreement(report_of(file))
    return found, pdf(found)


def of_text(typed: str) -> tuple[Agreement, bytes]:
    """The PDF with a section of the county's own text."""
    indented = "".join(f"\n      {line}" for line in typed.splitlines())
    found = agreement(report_of(f"{WITHOUT_NARRATIVE}\nnarrative:\n  - heading: Own\n    text: |{indented}\n"))
    return found, pdf(found)


def squeezed(text: str) -> str:
    return "".join(re.sub("[\u200b\u2060]", "", text).split())


def pages(document: bytes, folder: Path, *options: str) -> list[str]:
    """The text of each page, in the order of the tags, without head and foot."""
    (folder / "mou.pdf").write_bytes(document)
    ran = subprocess.run(
        ["pdftotext", "-raw", "-enc", "UTF-8", *options, str(folder / "mou.pdf"), "-"], check=True, capture_output=True
    )
    return ran.stdout.decode("utf-8").split("\f")[:-1]


def tables(blocks: Blocks) -> Iterator[Table]:
    for block in blocks:
        if isinstance(block, Table):
            yield block
        elif isinstance(block, Listing):
            for item in block.items:
                yield from tables(item)
        elif isinstance(block, Quote | Box):
            yield from tables(block.blocks)


@needs_pdftotext
@files
def test_the_pdf_prints_the_agreement_word_by_word(file: str, tmp_path: Path) -> None:
    # Without marks there is no word across the page, which would be read in between.
    found = replace(made(file)[0], state=State("in_force"))
    heads = {squeezed("".join(map(plain_text, table.header))) for a in found.articles for table in tables(a.blocks)}
    foot = re.compile(rf"{re.escape(squeezed(found.footer))}Page\d+of\d+$|^{re.escape(squeezed(found.running_title))}")
    first, *others = [foot.sub("", squeezed(page)) for page in pages(pdf(found), tmp_path)]
    others = [foot.sub("", page) for page in others]
    lines = list(found.lines)
    title_page = 2 + 2 * len(found.facts) + len(found.statements)
    assert first == squeezed("".join(lines[:title_page]))
    text_begins = next(n for n, page in enumerate(others) if page.startswith(squeezed(found.title)))
    assert all(squeezed(article.heading) in "".join(others[:text_begins]) for article in found.articles)
    rest = squeezed(found.title + "".join(lines[title_page:]))
    for page in others[text_begins:]:
        # Where a table goes on, its header is repeated.
        again = next(
            (
                head
                for head in sorted(heads, key=len, reverse=True)
                if head and page.startswith(head) and not rest.startswith(page)
            ),
            "",
        )
        assert rest.startswith(page.removeprefix(again))
        rest = rest.removeprefix(page.removeprefix(again))
    assert rest == ""


@files
def test_the_pdf_is_tagged_and_described_as_pdf_ua_and_pdf_a_ask(file: str) -> None:
    found, document = made(file)
    assert b"<pdfuaid:part>1<" in document
    assert b"<pdfaid:part>2<" in document
    assert b"<pdfaid:conformance>A<" in document
    assert b"/Lang(en-US)" in document
    assert re.search(rb"/MarkInfo\s*<<[^>]*/Marked true", document)
    assert b"/DisplayDocTitle true" in document
    assert b"/Outlines" in document
    assert found.provenance.sha256.encode() in document
    headings = sum(isinstance(block, Heading) for a in found.articles for block in a.blocks)
    count = len(re.findall(rb"/S/H1\b", document))
    assert count == 1 + len(found.articles), "each article is a heading, and so are the contents"
    assert len(re.findall(rb"/S/H[2-4]\b", document)) == headings
    assert len(re.findall(rb"/S/Table\b", document)) == sum(1 for a in found.articles for _ in tables(a.blocks))
    assert b"/Scope/Column" in document


@needs_pdftotext
def test_a_draft_says_so_on_every_page_and_a_final_agreement_on_none(tmp_path: Path) -> None:
    assert all("DRAFT · COMPILED FROM PUBLIC SOURCES" in page for page in pages(made(DRAFT)[1], tmp_path))
    assert not any("DRAFT" in page for page in pages(made(COMPLETE)[1], tmp_path))


@needs_pdftotext
def test_every_page_says_which_of_how_many_it_is_and_what_it_was_made_from(tmp_path: Path) -> None:
    found, document = made(DRAFT)
    shown = [squeezed(page) for page in pages(document, tmp_path)]
    foot = squeezed(found.footer)
    assert all(f"{foot}Page{number}of{len(shown)}" in page for number, page in enumerate(shown, 1))


@needs_pdftotext
def test_the_word_across_a_draft_comes_between_no_others_in_its_text(tmp_path: Path) -> None:
    found, document = made(DRAFT)
    assert found.watermark == "DRAFT"
    shown = pages(document, tmp_path)
    marks = " · ".join(found.marks)
    for page in shown[1:]:
        assert page.startswith(f"{marks}\n{found.running_title}\n")
    assert sum(squeezed(page).count("DRAFT") for page in shown) == len(shown)


def bookmarks(document: bytes) -> list[tuple[int, str]]:
    """The bookmarks of a PDF in their order, each with how deep it is."""
    objects = dict(re.findall(rb"(?s)\b(\d+) 0 obj\s*<<((?:(?!endobj).)*)", document))

    def below(item: bytes, depth: int) -> Iterator[tuple[int, str]]:
        following = re.search(rb"/First (\d+)", objects[item])
        while following:
            body = objects[following[1]]
            title = re.search(rb"(?s)/Title(?:\(((?:[^()\\]|\\.)*)\)|<(\w+)>)", body)
            assert title
            in_hex = bytes.fromhex((title[2] or b"").decode()).decode("utf-16")
            yield depth, in_hex or re.sub(rb"\\([()\\])", rb"\1", title[1]).decode("latin-1")
            yield from below(following[1], depth + 1)
            following = re.search(rb"/Next (\d+)", body)

    root = re.search(rb"/Outlines (\d+) 0 R", document)
    assert root
    return list(below(root[1], 1))


def contents(found: Agreement) -> list[tuple[int, str]]:
    """The headings of an agreement in their order, each with how deep it is."""
    return [
        entry
        for article in found.articles
        for entry in (
            (1, article.heading),
            *(
                (2, plain_text(block.runs))
                for block in article.blocks
                if isinstance(block, Heading) and block.level == 2
            ),
        )
    ]


@needs_pdftotext
def test_bookmarks_and_contents_have_two_levels_and_say_the_page_of_each_heading(tmp_path: Path) -> None:
    found, document = made(COMPLETE)
    expected = [(level, squeezed(title)) for level, title in contents(found)]
    assert [(level, squeezed(title)) for level, title in bookmarks(document)] == [(1, "Contents"), *expected]
    _cover, listed, *text = pages(document, tmp_path)
    numbers = [int(number) for number in re.findall(r"(?m)\. \W*(\d+)$", listed)]
    assert len(numbers) == len(expected)
    assert [
        title for (_, title), number in zip(expected, numbers, strict=True) if title not in squeezed(text[number - 3])
    ] == []


@needs_pdftotext
@files
def test_no_heading_is_the_last_line_of_a_page(file: str, tmp_path: Path) -> None:
    found, document = made(file)
    shown = [[squeezed(line) for line in page.splitlines() if squeezed(line)] for page in pages(document, tmp_path)[2:]]
    once = Counter(line for page in shown for line in page)
    # A name can be a heading in one place and an item of a list in another.
    titles = {title for title in (squeezed(title) for _, title in contents(found)) if once[title] == 1}
    made_from = squeezed(found.footer)[:30]
    foot = re.compile(rf"{re.escape(made_from)}|Page\d+of" if made_from else r"Page\d+of")
    assert len(titles) > 20
    for lines in shown:
        last = next(number for number, line in enumerate(lines) if foot.match(line))
        assert lines[last - 1] not in titles


@needs_pdftotext
def test_signature_blocks_are_two_in_a_row(tmp_path: Path) -> None:
    (tmp_path / "mou.pdf").write_bytes(made(COMPLETE)[1])
    ran = subprocess.run(["pdftotext", "-layout", str(tmp_path / "mou.pdf"), "-"], check=True, capture_output=True)
    lines = [" ".join(line.split()) for line in ran.stdout.decode().splitlines()]
    first = lines.index("For Example County Department of Social Services and Example County Counsel.")
    signed = [line for line in lines[first + 1 :] if line][:10]
    assert signed == [
        "By: By:",
        "Name: Name:",
        "Title: Chair of the Board of Supervisors Title: Director of Social Services",
        "Date: Date:",
        "Attest Approved as to form",
        "By: By:",
        "Name: Name:",
        "Title: Clerk of the Board of Supervisors Title: County Counsel",
        "Date: Date:",
        "Example County Sheriff's Office Example County District Attorney's Office",
    ]


def test_what_no_font_can_show_is_told_and_what_one_can_is_not() -> None:
    (without, with_rare) = (of_text(typed)[1] for typed in ("é ✓ → “quoted”", "a \ue123 b"))
    assert isinstance(without, Pdf)
    assert isinstance(with_rare, Pdf)
    assert without.warning == ""
    assert with_rare.warning == (
        "this computer has no font for private-use characters, so the PDF prints its name in brackets for a character "
        "(U+E123); install a font that has them, such as a Noto font, or change the text, and run the command again"
    )
    found = Pdf(b"")
    found.unshown = "ਪខ漢한글"
    assert found.warning == (
        "this computer has no font for Chinese, Gurmukhi (Punjabi), Hangul (Korean), and Khmer, so the PDF prints their "
        "names in brackets for 5 characters (ਪ ខ 漢 한 글); install a font that has them, such as a Noto font, or change "
        "the text, and run the command again"
    )


@needs_pdftotext
def test_nothing_runs_off_the_page(tmp_path: Path) -> None:
    word, address = "pneumono" * 30, f"https://example.org/{'path/' * 40}?{'a' * 200}"
    cells = f"| a | b | c |\n|---|---|---|\n| {word} | x {address} | {word} |"
    typed = f"{word}\n\n<{address}>\n\n{cells}\n\n```\n{word}\n```\n\n" + "\n".join(
        f"{'  ' * n}- {word}" for n in range(12)
    )
    found, document = of_text(typed)
    (tmp_path / "mou.pdf").write_bytes(document)
    ran = subprocess.run(["pdftotext", "-bbox", str(tmp_path / "mou.pdf"), "-"], check=True, capture_output=True)
    right = [float(x) for x in re.findall(r'<word xMin="[^"]*" yMin="[^"]*" xMax="([\d.]+)"', ran.stdout.decode())]
    assert max(right) <= 612 - 0.9 * 72 + 1
    assert squeezed(word) in squeezed("".join(found.lines))


@needs_pdftotext
@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("Signs 😀 ☎ ✓ →", "Signs😀☎✓→"),
        ("שלום", "שלום"),
        ("a \ue123 b", "a[u+e123]b"),
        ("1️⃣ one", "1[combiningenclosingkeycap]one"),
    ],
)
def test_a_rare_sign_is_printed_or_named_but_never_lost(typed: str, printed: str, tmp_path: Path) -> None:
    # Without marks there is no word across the page, which would be read in between.
    found = replace(of_text(typed)[0], state=State("in_force"))
    shown = squeezed("".join(pages(pdf(found), tmp_path)))
    assert printed in re.sub("[\u202a-\u202e]", "", shown)


@pytest.mark.parametrize(
    "typed",
    [
        "> " * 40 + "deep\n\n" + "\n".join("  " * n + "- item" for n in range(30)),
        "| |\n|-|\n| |\n\n- \n\n1. \n\n>\n\n#",
        "|" + "h|" * 70 + "\n|" + "-|" * 70 + "\n|" + "c|" * 70,
        "word & more <b>text</b>. " * 20_000,
        "| a | b |\n|---|---|\n| " + "word " * 3000 + "| 2 |",
        "```\n" + "line\n" * 300 + "```",
    ],
    ids=["deep", "empty", "wide", "long", "tall cell", "tall code"],
)
def test_unruly_text_of_a_county_still_gives_a_tagged_pdf(typed: str) -> None:
    assert b"pdfuaid:part" in of_text(typed)[1]


def test_two_runs_give_the_same_bytes() -> None:
    assert len(hashes_of_two_runs("writers.pdf", "pdf")) == 1


def test_the_time_in_the_document_is_source_date_epoch(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1600000000")
    assert b"D:20200913122640" in pdf(made(COMPLETE)[0])


UNFIT = r"\x07\x7f\x9b\x92\u202a\u202e\u2066"
IN_MARKDOWN = f"{UNFIT}&#x202e;&#x9b;"
KINDS = ("Accord", "Probation", "Party", "Chief", "Heading", "Text", "Item", "Added", "Source", "Note", "draft")


@needs_pdftotext
def test_what_no_document_can_hold_is_the_same_visible_sign_in_word_and_pdf(tmp_path: Path) -> None:
    """In every kind of text that a county writes as it likes, and in what findings repeat of it."""
    report = report_of(
        f"""\
county: Yolo
instrument: {{kind: interagency_protocol, status: "draft{UNFIT}", title: "Accord{UNFIT}"}}
agencies:
  probation: {{name: "Probation{UNFIT}", kind: county_department, functions: [probation]}}
parties: [{{name: "Party{UNFIT}", agencies: [probation], signature: signs, signatories: ["Chief{UNFIT}"]}}]
narrative: [{{heading: "Heading{UNFIT}", text: "Text{IN_MARKDOWN}\\n\\n- Item{IN_MARKDOWN}"}}]
clauses: {{training: {{add: "Added{IN_MARKDOWN}"}}}}
sources: {{one: {{title: "Source{UNFIT}", note: "Note{UNFIT}"}}}}
"""
    )
    found = agreement(report)
    with zipfile.ZipFile(io.BytesIO(docx(found))) as package:
        in_word = re.sub("<[^>]*>", "", package.read("word/document.xml").decode())
    assert found.law_memo
    with zipfile.ZipFile(io.BytesIO(docx(found.law_memo))) as package:
        in_word += re.sub("<[^>]*>", "", package.read("word/document.xml").decode())
    in_pdf = "".join([*pages(pdf(found), tmp_path), *pages(pdf(found.law_memo), tmp_path)])
    in_sheets = "".join(pages(sheets_pdf(agency_sheets(report, found), "Duties of each agency"), tmp_path))
    for printed, kinds in ((in_word, KINDS), (in_pdf, KINDS), (in_sheets, ("Accord", "Probation"))):
        assert not re.search("[\x00-\x08\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", printed.replace("\f", ""))
        for kind in kinds:
            assert f"{kind}{7 * chr(0xFFFD)}" in squeezed(printed), kind

"""What a county file brings along is printed and not obeyed in the pages of duties and in the report for pull requests."""

import re
import shutil
import subprocess
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pikepdf
import pytest
from markdown_it import MarkdownIt

from .conftest import DAY, Ran
from .test_injection import HOSTILE, MARK, hostile

SHEETS = ("role-sheets", "first-24-hours")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where a county file with hostile texts lies, and the pages of duties that are made of it."""
    folder = tmp_path_factory.mktemp("hostile")
    (folder / "hostile.yml").write_text(hostile(), "utf-8")
    return folder


@pytest.fixture
def sheets(folder: Path, run: Callable[..., Ran]) -> dict[str, Path]:
    made = {form: folder / "hostile" / f"{form}.pdf" for form in SHEETS}
    if not all(path.exists() for path in made.values()):
        ran = run("mou", folder / "hostile.yml", "--on", DAY, "--only", ",".join(SHEETS), "-o", folder)
        assert "Error" not in ran.err
    return made


def squeezed(text: str) -> str:
    return "".join(re.sub("[\u200b\u2060]", "", text).split())


def words(path: Path) -> str:
    """What is read in a PDF, without spaces, as signs of markup may stand at the end of a line."""
    ran = subprocess.run(["pdftotext", "-raw", "-enc", "UTF-8", str(path), "-"], check=True, capture_output=True)
    return squeezed(ran.stdout.decode("utf-8"))


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="pdftotext (poppler-utils) is not installed")
@pytest.mark.parametrize("form", SHEETS)
def test_pages_of_duties_print_every_hostile_text_as_it_is(form: str, sheets: dict[str, Path]) -> None:
    read = words(sheets[form])
    attacks = {squeezed(attack) for attack in HOSTILE}
    shown = {text for text in re.findall(f"{MARK}(.*?){MARK}", read) if len(text) < 200}
    assert len(shown & attacks) >= (len(HOSTILE) if form == "role-sheets" else 2)
    assert squeezed(f"{MARK} 49") not in read
    assert "root:x" not in read


@pytest.mark.parametrize("form", SHEETS)
def test_pages_of_duties_have_neither_actions_nor_strange_links(form: str, sheets: dict[str, Path]) -> None:
    with pikepdf.open(sheets[form]) as document:
        assert "/OpenAction" not in document.Root
        assert "/JavaScript" not in document.Root.get("/Names", {})
        found = [note for page in document.pages for note in page.get("/Annots", []) if "/A" in note]
        addresses = [str(note["/A"].get("/URI", note["/A"]["/S"])) for note in found]
    assert [
        address for address in addresses if not address.startswith(("https://", "http://", "mailto:", "tel:"))
    ] == []
    assert not any("evil.example" in address for address in addresses)
    assert b"root:x" not in sheets[form].read_bytes()


class Shown(HTMLParser):
    """The tags of a page, and its words."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, str]] = []
        self.words = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        held = dict(attributes)
        self.tags.append((tag, held.get("href") or held.get("src") or ""))

    def handle_data(self, data: str) -> None:
        self.words += data


ATTACKS = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "</details></td></table>",
    "[press](javascript:alert(1))",
    "![seen](http://evil.example/p.png)",
    "http://evil.example/",
    "@everyone #1 GH-1",
    "`a` **b** _c_ ~~d~~ | e |",
    "\\n\\n# A heading\\n\\n| a | b |\\n|---|---|\\n",
    "\\n```\\n<b>\\n",
    "\\r::error::told",
    "<!-- gone -->",
    "&lt;b&gt; &#x202e;",
)


@pytest.mark.parametrize("attack", ATTACKS)
def test_the_report_for_a_pull_request_shows_what_a_county_file_says_and_does_nothing_of_it(
    attack: str, tmp_path: Path, run: Callable[..., Ran]
) -> None:
    """It is posted where others read it: as a comment, rendered as Markdown with HTML."""
    path = tmp_path / "x.yml"
    path.write_text(
        f'county: "Inyo {attack}"\ninstrument: {{kind: "{MARK}{attack}", title: T}}\n"key {attack}": 1\n'
        f'agencies: {{"a{attack}": {{name: N, kind: "{attack}{MARK}", functions: ["{attack}"]}}}}\n',
        "utf-8",
    )
    plain = tmp_path / "plain.yml"
    plain.write_text(re.sub(re.escape(attack), "plain words", path.read_text("utf-8")), "utf-8")
    pages = []
    for file in (path, plain):
        ran = run("check", file, "--on", DAY, "--format", "markdown")
        assert ran.code == 1
        pages.append(Shown(MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).render(ran.out)))
    hostile_page, plain_page = pages
    assert [tag for tag in hostile_page.tags if tag[0] not in ("code", "br", "p", "a")] == [
        tag for tag in plain_page.tags if tag[0] not in ("code", "br", "p", "a")
    ]
    assert not [address for _, address in hostile_page.tags if "evil" in address or "javascript" in address]
    assert MARK in hostile_page.words
    assert not re.search("^\\s*::", ran.out, re.MULTILINE)

"""The formats that pandoc makes: the same words as the agreement, numbers included, and the same bytes on every run."""

import json
import re
import subprocess
import time
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any, cast

import pypandoc
import pytest
from lxml import html

from protocol_builder.agreement.agreement import Agreement, Article, agreement
from protocol_builder.agreement.blocks import (
    Block,
    Blocks,
    Box,
    Listing,
    Paragraph,
    Picture,
    Quote,
    Run,
    Table,
    marker,
    printed_lines,
)
from protocol_builder.agreement.markdown import as_list
from protocol_builder.writers.pandoc import PANDOC_NAMES, convert

from ..conftest import EXAMPLE, Ran, report_of
from .word.test_document import DRAFT, HOSTILE, by_libreoffice, needs_libreoffice

FORMS = ("odt", "html", "md", "txt")
COMPLETE = EXAMPLE.read_text("utf-8").replace("county: Example County", "county: Yolo", 1)
files = pytest.mark.parametrize("file", [COMPLETE, DRAFT, HOSTILE], ids=["complete", "draft", "hostile"])
forms = pytest.mark.parametrize("form", FORMS)


@cache
def made(file: str, form: str) -> tuple[Agreement, bytes]:
    found = agreement(report_of(file))
    return found, convert(found, form)


def squeezed(words: str) -> str:
    return "".join(words.replace("_" * 30, "").split())


def told(blocks: Blocks, form: str) -> Blocks:
    """The blocks as a format has them: plain text has tables as lists, and where no picture is shown it is described."""
    found: list[Block] = []
    for block in blocks:
        if isinstance(block, Table) and form == "txt":
            block = as_list(block)
        elif isinstance(block, Picture):
            if form in ("md", "txt"):
                found.append(Paragraph((Run(f"Picture: {block.drawing.alt}"),)))
            block = Paragraph(block.caption)
        elif isinstance(block, Listing):
            block = replace(block, items=tuple(told(item, form) for item in block.items))
        elif isinstance(block, Quote | Box):
            block = replace(block, blocks=told(block.blocks, form))
        found.append(block)
    return tuple(found)


def body(articles: tuple[Article, ...], form: str) -> str:
    """The words of the articles, with the markers of lists."""
    lines = (line for a in articles for line in (a.heading, *printed_lines(told(a.blocks, form))))
    return squeezed("".join(lines))


def words_of(node: object) -> Iterator[str]:
    """The words of pandoc's own model of a document, with the markers of its lists."""
    if isinstance(node, list):
        for inner in node:
            yield from words_of(inner)
    elif isinstance(node, dict):
        kind, content = node.get("t"), cast(Any, node.get("c"))
        if kind == "Str":
            yield content
        elif kind in ("Code", "CodeBlock"):
            yield content[1]
        elif kind in ("Link", "Span", "Div", "Header"):
            yield from words_of(content[2] if kind == "Header" else content[1])
        elif kind == "OrderedList":
            (start, style, around), items = content
            for number, item in enumerate(items, start):
                yield sign(number, style["t"], around["t"])
                yield from words_of(item)
        elif kind == "BulletList":
            for item in content:
                yield "•"
                yield from words_of(item)
        else:
            yield from words_of(content)


def sign(number: int, style: str, around: str) -> str:
    marking = {"LowerAlpha": "(a)", "UpperAlpha": "(A)", "LowerRoman": "(i)"}.get(style, "(1)")
    return marker("1." if style == "Decimal" and around != "TwoParens" else marking, number)  # type: ignore[arg-type]


def model(document: bytes, reader: str) -> list[object]:
    ran = subprocess.run(
        [pypandoc.get_pandoc_path(), f"--from={reader}", "--to=json"], input=document, capture_output=True, check=True
    )
    return list(json.loads(ran.stdout)["blocks"])


@files
@pytest.mark.parametrize("form", ["md", "html"])
def test_markdown_and_html_say_what_the_agreement_says(file: str, form: str) -> None:
    found, document = made(file, form)
    shown = squeezed("".join(words_of(model(document, PANDOC_NAMES[form] if form == "md" else "html"))))
    front = squeezed("".join((*found.marks, found.county, found.title, *found.statements)))
    assert shown.endswith(body(found.articles, form))
    assert not Counter(front) - Counter(shown.removesuffix(body(found.articles, form)))


@files
def test_plain_text_says_what_the_agreement_says(file: str) -> None:
    found, document = made(file, "txt")
    shown = squeezed(re.sub(r"(?m)^(\s*)-(?=\s)", r"\1•", document.decode()))
    assert shown.endswith(body(found.articles, "txt"))
    for statement in found.statements:
        assert squeezed(statement) in shown


@needs_libreoffice
@files
def test_opendocument_says_what_the_agreement_says(file: str, tmp_path: Path) -> None:
    found, document = made(file, "odt")
    shown = squeezed(by_libreoffice(tmp_path, document, "txt:Text (encoded):UTF8", "odt").decode("utf-8-sig"))
    assert re.sub("[◦▪–]", "•", shown).endswith(re.sub("[◦▪–]", "•", body(found.articles, "odt")))


@forms
def test_a_draft_says_so_and_the_origin_is_told(form: str) -> None:
    for file in (DRAFT, COMPLETE):
        found, document = made(file, form)
        if form == "odt":
            with zipfile.ZipFile(BytesIO(document)) as package:
                document = package.read("styles.xml")  # its heads and feet
        shown = " ".join(document.decode().replace("\\", "").split())
        # A draft says it on every page; any other agreement, on its last page alone.
        assert (found.footer != "") == (file == DRAFT)
        assert found.footer.replace("\u00a0", " ") in shown.replace("\u00a0", " ")
        assert (" · ".join(found.marks) in shown) == (file == DRAFT) or not found.marks


def test_numbers_of_lists_look_as_in_the_agreement() -> None:
    page = made(DRAFT, "html")[1].decode()
    assert '<ol type="a">' in page
    assert "alpha-in-parens" in page


def test_two_runs_give_the_same_bytes() -> None:
    first = {form: made(COMPLETE, form) for form in FORMS}
    time.sleep(2.1)  # a zip's clock counts in steps of two seconds
    assert [form for form, (found, document) in first.items() if convert(found, form) != document] == []


def test_no_document_asks_another_host(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("secret", "utf-8")
    own = f"![a](https://example.org/a.png) ![b]({secret}) <img src='{secret}'>"
    file = f"{COMPLETE.partition(chr(10) + 'narrative:')[0]}\nnarrative:\n  - heading: Own\n    text: |\n      {own}\n"
    page = html.fromstring(made(file, "html")[1])
    assert page.xpath("//script | //img | //iframe | //link | //*[@src]") == []
    with zipfile.ZipFile(BytesIO(made(file, "odt")[1])) as package:
        pictures = [name for name in package.namelist() if "Pictures" in name]
        assert len(pictures) == sum(isinstance(b, Picture) for a in made(file, "odt")[0].articles for b in a.blocks)
        for name in pictures:
            assert not re.search(rb"<image|href|url\(|secret", package.read(name)), "nothing but our own drawings"
        assert b"example.org/a.png" in package.read("content.xml")


def test_without_pandoc_the_command_says_what_to_install(
    tmp_path: Path, run: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing() -> str:
        raise OSError("No pandoc was found")

    monkeypatch.setattr(pypandoc, "get_pandoc_path", missing)
    ran = run("mou", EXAMPLE, "--to", "html", "-o", tmp_path)
    assert ran.code == 3
    assert "pandoc, which makes odt, html, md, and txt, is not installed; run pip install pypandoc_binary" in ran.err
    assert list(tmp_path.rglob("*.html")) == []


def test_the_command_makes_every_format(tmp_path: Path, run: Callable[..., Ran]) -> None:
    ran = run("mou", EXAMPLE, "--to", ",".join(FORMS), "-o", tmp_path)
    assert ran.code == 0, ran.err
    assert {path.name for path in (tmp_path / "example").glob("mou.*")} == {f"mou.{form}" for form in FORMS}


def test_what_pandoc_cannot_make_of_one_county_file_stops_no_other(
    tmp_path: Path, run: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch
) -> None:
    real = subprocess.run

    def failing(command: list[str], **options: Any) -> Any:
        if b"Mono" in options.get("input", b""):
            return subprocess.CompletedProcess(command, 1, b"", b"no room\nfor it")
        return real(command, **options)

    for county in ("Inyo", "Mono", "Yuba"):
        (tmp_path / f"{county.lower()}.yml").write_text(COMPLETE.replace("county: Yolo", f"county: {county}"), "utf-8")
    monkeypatch.setattr(subprocess, "run", failing)
    counties = [tmp_path / f"{name}.yml" for name in ("inyo", "mono", "yuba")]
    ran = run("mou", *counties, "--only", "mou", "--to", "md", "-o", tmp_path / "out")
    assert ran.code == 3
    assert {path.parent.name for path in (tmp_path / "out").glob("*/mou.md")} == {"inyo", "yuba"}
    assert (
        f"Error: {counties[1]}: mou.md cannot be made from this file (PandocError: pandoc could not make the document: no "
        "room for it); undo the last change"
    ) in ran.err


def test_a_pandoc_that_is_not_installed_is_blamed_on_no_county_file(
    tmp_path: Path, run: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing() -> str:
        raise OSError("No pandoc was found")

    monkeypatch.setattr(pypandoc, "get_pandoc_path", missing)
    ran = run("mou", EXAMPLE, "--only", "mou", "--to", "md", "-o", tmp_path)
    assert ran.code == 3
    assert ran.err.splitlines()[-1].startswith("Error: pandoc, which makes odt, html, md, and txt, is not installed")

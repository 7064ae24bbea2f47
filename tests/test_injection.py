"""What a county file, its name or its template brings along is printed or refused, never obeyed.

| what comes in | where it is stopped |
|---|---|
| `{{ … }}`, `{% … %}` in a county's text | texts are values, never templates (`clauses`, `template._escape`, `pages`) |
| HTML, scripts, SVG in a county's text | Markdown without HTML (`markdown`), autoescaped pages (`pages`) |
| `javascript:` and `data:` links | only http, https and mailto are links (`markup`, `markdown`) |
| XML signs in Word | every run is escaped (`runs.text_runs`) |
| Typst markup in PDF | the agreement is data to the template (`pdf`) |
| formulas in a spreadsheet | a cell that would be one is text (`pages`, where a table is offered for download) |
| terminal escapes, directional overrides in what is printed | `printable.safe`; `in_json`, which loses nothing |
| orders to the service that runs a job: `::x::`, `##[x]` | `printable.no_order`, `safe`, `in_json`, `in_xml`; in annotations `reports.github._data`, `_property` |
| control signs in XML of JUnit | `printable.for_xml` |
| signs that a difference of `--fix` would print | `reports.fix._printable`, `printable.in_difference` |
| signs that the terminal's encoding lacks, streams that are closed | `streams` |
| pipes, devices, standard input without end | `county_folder`, `options.ExistingFile`, `streams.from_stdin` |
| `../` and the like in ids and file names | ids have a pattern (`shape.yaml`); names are made harmless (`build.names`, `county_page.slugs`) |
| a link (symlink) out of the tree | `source.read` |
| a template that calls or reads things | Jinja's sandbox (`template`) |
| a template that loops or fills the memory, as it is made or tried | a process of its own with limits (`sandbox`) |
| macros, attached templates, linked or embedded files, fields that fetch, in a template and in what it prints | `active_content` |
| a zip bomb, XML entities in a Word document | `package`; for a template the same limits too |
| YAML bombs: depth, aliases, size | `source`, `core_yaml` |
"""

import json
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pikepdf
import pytest
import yaml

from protocol_builder import resources
from protocol_builder.agreement.agreement import agreement
from protocol_builder.checking.check import Report, check_file, check_source
from protocol_builder.reading import source
from protocol_builder.resources import UnfitResourceError
from protocol_builder.website.engines import build
from protocol_builder.writers.word.document import docx
from protocol_builder.writers.word.sandbox import docx_from_template

from .conftest import DAY, EXAMPLE, Ran

MARK = "Zq9"
"""Stands in every hostile text, to find it again."""

HOSTILE = (
    "{{ 7 * 7 }} {% for x in range(9) %}",
    "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
    "{#- gone -#} {{{{ }}}} {%p if %}",
    "<script>alert('x')</script><img src=x onerror=alert(1)>",
    "<svg onload=alert(1)><animate onbegin=alert(2)></svg>",
    "[press](javascript:alert(1)) [look](data:text/html;base64,PHNjcmlwdD4=) <javascript:alert(3)>",
    "![seen](http://evil.example/pixel.png)",
    "=HYPERLINK(\"http://evil.example\",\"x\") +1 -1 @SUM(A1)",
    "]]> &amp; <!ENTITY x SYSTEM 'file:///etc/passwd'> &x; <w:p>",
    "#import \"/etc/passwd\": * $1$ #read(\"x\") `#eval`",
    "::error file=x::told %0A",
    "../../etc/passwd",
)  # fmt: skip


def hostile() -> str:
    """The example with a hostile text at the end of every text that its author is free to write."""
    data = source.read(EXAMPLE).data
    number = 0
    free = ("name", "title", "heading", "text", "note", "division", "designee", "responsibilities", "url")

    def changed(node: Any, key: str) -> Any:
        nonlocal number
        if isinstance(node, dict):
            return {k: changed(v, k) for k, v in node.items()}
        if isinstance(node, list):
            return [changed(v, key) for v in node]
        if isinstance(node, str) and key in free and key != "url":
            number += 1
            return f"{node} {MARK} {HOSTILE[number % len(HOSTILE)]} {MARK}"
        return node

    text = yaml.safe_dump(changed(data, ""), sort_keys=False, allow_unicode=True, width=10_000)
    assert all(attack in text.replace("''", "'").replace('\\"', '"') for attack in HOSTILE)
    return text


@pytest.fixture(scope="module")
def report() -> Report:
    found = check_source(source.read_text(hostile(), "county_configs/hostile.yml"), DAY)
    assert found.data, "the hostile texts must get as far as the outputs"
    return found


def test_word_prints_every_hostile_text_as_it_is(report: Report, tmp_path: Path) -> None:
    (tmp_path / "mou.docx").write_bytes(docx(agreement(report)))
    with zipfile.ZipFile(tmp_path / "mou.docx") as package:
        body = ElementTree.fromstring(package.read("word/document.xml"))
        links = package.read("word/_rels/document.xml.rels").decode()
    words = " ".join(
        "".join(t.text or "" for t in paragraph.iter() if t.tag.endswith("}t"))
        for paragraph in body.iter()
        if paragraph.tag.endswith("}p")
    )
    for attack in (
        "{{ 7 * 7 }}",
        "{% for x in range(9) %}",
        "cycler.__init__",
        "<script>alert('x')</script>",
        "&x;",
        "<w:p>",
    ):
        assert attack in words
    assert f"{MARK} 49" not in words
    assert "root:" not in words
    assert not re.search(r'Target="(javascript|data|file):', links, re.IGNORECASE)


def test_pdf_has_neither_actions_nor_strange_links(report: Report, tmp_path: Path) -> None:
    from protocol_builder.writers.pdf import pdf

    (tmp_path / "mou.pdf").write_bytes(pdf(agreement(report)))
    with pikepdf.open(tmp_path / "mou.pdf") as document:
        assert "/OpenAction" not in document.Root
        actions = [
            str(note["/A"].get("/URI", note["/A"]["/S"]))
            for page in document.pages
            for note in page.get("/Annots", [])
            if "/A" in note
        ]
    assert [action for action in actions if not action.startswith(("http", "mailto:", "/GoTo"))] == []
    assert b"root:" not in (tmp_path / "mou.pdf").read_bytes()


class Page(HTMLParser):
    """Collects what a browser would run or fetch, and the words that it would show."""

    def __init__(self) -> None:
        super().__init__()
        self.running: list[str] = []
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        for name, value in attributes:
            address = (value or "").strip().lower()
            if name.startswith("on") or (
                name in ("href", "src", "action") and address.startswith(("javascript:", "data:text"))
            ):
                self.running.append(f"<{tag} {name}={value}>")
            if name == "src" and "evil.example" in address:
                self.running.append(f"<{tag} {name}={value}>")

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def test_no_page_runs_or_fetches_what_a_county_file_brings(report: Report, tmp_path: Path) -> None:
    build((report,), tmp_path / "site")
    shown = ""
    for path in (tmp_path / "site").rglob("*.html"):
        page, text = Page(), path.read_text("utf-8")
        page.feed(text)
        assert page.running == [], path
        assert "<script>alert" not in text, path
        assert "<animate" not in text, path
        shown += " ".join(page.words)
    assert "{{ 7 * 7 }}" in shown
    assert "<script>alert('x')</script>" in shown
    assert f"{MARK} 49" not in shown
    for path in (tmp_path / "site").rglob("*.csv"):
        for cell in re.findall(r'(?:^|,)"?([^",\n]*)', path.read_text("utf-8-sig")):
            assert not cell.startswith(("=", "+", "@", "\t")), (path, cell)
    json.loads((tmp_path / "site" / "search" / "search_index.json").read_text("utf-8"))


ESCAPES = "\\e]0;title\\a\\e[2J \\u202Egnp \\u2066x \\u2028y \\u009b31m\\x7f \\r z"
HELD = "\x1b]0;title\x07\x1b[2J \u202egnp \u2066x \u2028y \x9b31m\x7f \r z"
RAW = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
FORMATS = ("text", "json", "sarif", "github", "junit", "markdown")


@pytest.fixture
def with_escapes(tmp_path: Path) -> Path:
    """A county file whose every part, and whose name, holds what a terminal or a service would obey."""
    orders = "\\n::stop-commands::y\\n ::add-mask::1 ##[add-mask]1 ##vso[task.setvariable]1"
    folder = tmp_path / "a\n::error::told \x1b[2J\x9b\u202e##[error]x"
    folder.mkdir()
    file = folder / "x,y:%.yml"
    file.write_text(
        f'county: "Inyo {ESCAPES}{orders}"\n"key {ESCAPES}{orders}": 1\n'
        f'instrument: {{kind: "x {ESCAPES}{orders}", title: "%0A::error::{ESCAPES}{orders}"}}\n'
        f'agencies: {{"a {ESCAPES}{orders}": {{name: "N {ESCAPES}", kind: court, functions: ["{orders}"]}}}}\n',
        "utf-8",
    )
    return file


@pytest.mark.parametrize("form", FORMATS)
def test_nothing_that_is_printed_is_obeyed(run: Callable[..., Ran], with_escapes: Path, form: str) -> None:
    ran = run("check", with_escapes, "--format", form)
    assert ran.code == 1
    assert ran.out.count("stop-commands") > 3
    assert "told" in ran.err
    for printed in (ran.out, ran.err):
        assert RAW.search(printed) is None
        assert "##[" not in printed
        assert "##vso[" not in printed
        orders = [line for line in printed.splitlines() if line.lstrip().startswith("::")]
        if form != "github" or printed == ran.err:
            assert orders == []
        else:
            assert orders == printed.splitlines()
            assert all(
                re.match(r"::(error|warning|notice) file=[^,:]+%2Cy%3A%25\.yml,line=\d+,", one)
                for one in orders
                if not one.startswith("::notice title=more than are shown::there are ")
            )


def test_in_json_and_sarif_nothing_is_lost(run: Callable[..., Ran], with_escapes: Path) -> None:
    (file,) = json.loads(run("check", with_escapes, "--format", "json").out)["files"]
    assert file["path"] == str(with_escapes)
    told = " ".join(diagnostic["message"] for diagnostic in file["diagnostics"])
    assert ["agencies", f"a {HELD}\n::stop-commands::y\n ::add-mask::1 ##[add-mask]1 ##vso[task.setvariable]1"] in [
        diagnostic["path"] for diagnostic in file["diagnostics"]
    ]
    results = json.loads(run("check", with_escapes, "--format", "sarif").out)["runs"][0]["results"]
    for found in (told, " ".join(result["message"]["text"] for result in results)):
        assert f"{HELD}\n::stop-c" in found


def test_in_junit_an_order_is_escaped_not_lost(run: Callable[..., Ran], with_escapes: Path) -> None:
    suites = ElementTree.fromstring(run("check", with_escapes, "--format", "junit").out)
    assert "\n::stop-c" in "".join(suites.itertext())
    assert str(suites[0].get("name")).endswith("a\n::error::told \ufffd[2J\ufffd\ufffd##[error]x/x,y:%.yml")


@pytest.mark.skipif(sys.platform != "linux", reason="needs file names of any bytes")
@pytest.mark.parametrize("form", FORMATS)
def test_a_name_that_is_no_text_is_told_in_every_format(run: Callable[..., Ran], tmp_path: Path, form: str) -> None:
    file = tmp_path / os.fsdecode(b"\xfe.yml")
    file.write_bytes(b"county: Inyo\n")
    shown = run("check", tmp_path, "--format", form).out
    assert shown.encode("utf-8")
    expected = {"json": '\\udcfe.yml"', "sarif": '/%FE.yml"'}
    assert expected.get(form, "/\ufffd.yml") in shown
    assert run("check", tmp_path, "--format", form, "-o", tmp_path / "out").code == 1
    assert (tmp_path / "out").read_text("utf-8") == shown


WITH_ORDERS = """\
county: Inyo
instrument: {kind: interagency_protocol}
agencies: {a: {kind: other, functions: [other], name: "A
  ::stop-commands::zz
  ::error::told"}}
"""


@pytest.mark.parametrize("name", ["inyo.yml", "n\n::error::\ty ##[x]\"'\\.yml", "a b.yml"])
@pytest.mark.parametrize("ended", [True, False], ids=["ended", "unended"])
@pytest.mark.parametrize("return_", ["", "\r"], ids=["lf", "crlf"])
def test_a_difference_gives_no_orders_and_can_still_be_applied(
    run: Callable[..., Ran], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, ended: bool, return_: str
) -> None:
    monkeypatch.chdir(tmp_path)
    file = Path(name)
    text = WITH_ORDERS.replace("instrument: {kind: interagency_protocol}\n", "") if "a b" in name else WITH_ORDERS
    file.write_bytes((text if ended else text.rstrip("\n")).replace("\n", f"{return_}\n").encode())
    ran = run("check", file, "--fix")
    assert "+  ::stop-commands::zz" in ran.out
    for printed in (ran.out, ran.err):
        assert [line for line in printed.splitlines() if line.lstrip().startswith("::")] == []
    assert RAW.search(ran.out.replace("\r\n", "\n")) is None
    # Outside of a repository `git apply` patches what lies in the folder.
    environment = {**os.environ, "GIT_CEILING_DIRECTORIES": str(tmp_path.parent), "GIT_CONFIG_NOSYSTEM": "1"}
    subprocess.run(["git", "apply", "-p0", "-"], input=ran.out.encode(), check=True, env=environment)
    applied = file.read_bytes()
    file.write_bytes((text if ended else text.rstrip("\n")).replace("\n", f"{return_}\n").encode())
    run("check", file, "--fix", "--write")
    assert file.read_bytes() == applied


def test_a_difference_shows_what_would_be_obeyed_and_says_so(run: Callable[..., Ran], tmp_path: Path) -> None:
    file = tmp_path / "inyo.yml"
    file.write_text(WITH_ORDERS.replace("zz", "\u202ezz ##[add-mask]1\r x"), "utf-8", newline="")
    ran = run("check", file, "--fix")
    assert "+  ::stop-commands::\ufffdzz #\ufffd[add-mask]1\ufffd x\n" in ran.out
    assert RAW.search(ran.out) is None
    assert (
        f"{file}: has characters that cannot be shown (\ufffd in the difference); to save the entries, add --write"
        in ran.err
    )
    assert "cannot be shown" not in run("check", "--fix", EXAMPLE).err


def test_what_cannot_be_done_gives_no_orders_either(run: Callable[..., Ran], tmp_path: Path) -> None:
    name = "n\n::error::told\x1b\u202e.yml"
    (tmp_path / name).write_text("no folder", "utf-8")
    for arguments in (
        ("check", name),
        ("check", EXAMPLE, "-o", tmp_path / name / "findings"),
        ("verify", name),
        ("mou", EXAMPLE, "--to", name),
        ("check", "--on", name),
        ("check", f"--{name}"),
        (name,),
        ("init", name),
        ("explain", name),
        ("site", "serve", tmp_path, "-a", name),
    ):
        ran = run(*arguments)
        assert (ran.code in (2, 3), ran.out) == (True, ""), arguments
        assert "told" in ran.err, arguments
        assert RAW.search(ran.err) is None, arguments
        assert [line for line in ran.err.splitlines() if line.lstrip().startswith("::")] == [], arguments


def test_a_template_s_faults_give_no_orders(run: Callable[..., Ran], tmp_path: Path) -> None:
    strange = "{{ x\u202e\x9b }} ::error::told ##[add-mask]1"
    path = template(tmp_path, BODY, lambda xml: xml.replace("{{ county }}", strange, 1))
    ran = run("template", path)
    assert ran.code == 1
    assert "\ufffd" in ran.out
    assert RAW.search(ran.out) is None


@pytest.mark.parametrize("id", ["../x", "a/b", "..", "a\\b", "C:x", "x.y", "A"])
def test_a_short_name_cannot_lead_elsewhere(id: str) -> None:
    text = f"county: Inyo\ninstrument: {{kind: other}}\nagencies: {{'{id}': {{name: N, kind: court, functions: [other]}}}}\n"
    found = check_source(source.read_text(text, "x.yml"), DAY)
    assert any(d.id == "shape-value" and id in d.message for d in found.diagnostics)
    assert id not in (found.data.get("agencies") or {})


def test_a_link_out_of_the_tree_is_not_followed(tmp_path: Path, run: Callable[..., Ran], monkeypatch: Any) -> None:
    secret = tmp_path / "secret.yml"
    secret.write_text("password: hunter2\n", encoding="utf-8")
    tree = tmp_path / "repository" / "county_configs"
    tree.mkdir(parents=True)
    (tree / "out.yml").symlink_to(secret)
    (tree.parent / "shared.yml").write_text("county: Inyo\n", encoding="utf-8")
    (tree / "within.yml").symlink_to(tree.parent / "shared.yml")
    monkeypatch.chdir(tree.parent)
    ran = run("check")
    assert ran.code == 1
    assert "[file-leads-out]" in ran.out
    assert "password" not in ran.out + ran.err
    assert "hunter2" not in ran.out + ran.err
    assert check_file(tree / "within.yml", DAY).data == {"county": "Inyo"}


def template(folder: Path, part: str, change: Callable[[str], str]) -> Path:
    """The project's Word template with one of its parts changed."""
    path = folder / "county.docx"
    with zipfile.ZipFile(resources.templates() / "mou" / "mou.docx") as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, change(content.decode()).encode() if name == part else content)
    return path


BODY = "word/document.xml"


@pytest.mark.parametrize(
    "written",
    [
        "{{ county.__class__.__mro__ }}",
        "{{ ''.__class__.__base__.__subclasses__() }}",
        "{{ cycler.__init__.__globals__.os.popen('touch owned').read() }}",
        "{{ 'a' * 3000000000 }}",
        "{% for a in range(99999) %}{% for b in range(99999) %}{% set x = a * b %}{% endfor %}{% endfor %}",
        "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
    ],
)
def test_a_template_can_neither_call_nor_loop_nor_fill_the_memory(
    written: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    text = agreement(check_file(EXAMPLE, DAY))
    changed = template(tmp_path, BODY, lambda xml: xml.replace("{{ county }}", f"{{{{ county }}}}{written}", 1))
    with pytest.raises(UnfitResourceError) as told:
        docx_from_template(text, changed, seconds=5)
    assert "Traceback" not in str(told.value)
    assert not (tmp_path / "owned").exists()


def test_a_template_of_entities_or_of_nothing_but_zeros_is_refused(tmp_path: Path) -> None:
    text = agreement(check_file(EXAMPLE, DAY))
    laughs = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 12 if n else "ha" * 99}">' for n in range(9))
    declared = f"<!DOCTYPE w [{laughs}<!ENTITY f SYSTEM 'file:///etc/passwd'>]>"

    def with_entities(xml: str) -> str:
        head, _, rest = xml.partition("?>")
        return f"{head}?>{declared}{rest.replace('{{ county }}', '&e8;&f;{{ county }}', 1)}"

    with pytest.raises(UnfitResourceError) as told:
        docx_from_template(text, template(tmp_path, BODY, with_entities), seconds=20)
    assert "root:" not in str(told.value)
    bomb = tmp_path / "bomb.docx"
    package = zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED)
    with package, package.open(BODY, "w", force_zip64=True) as body:
        for _ in range(2_500):
            body.write(bytes(1_000_000))
    assert bomb.stat().st_size < 3_000_000
    with pytest.raises(UnfitResourceError):
        docx_from_template(text, bomb, seconds=20)

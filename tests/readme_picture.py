"""The pictures in the README: the website with the agreement, and one gap in the file, in check, and in the agreement.

`nox -s picture` (or `python -m tests.readme_picture`) draws them again from what the program makes today.
"""

import base64
import html
import re
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Browser

from protocol_builder.agreement.agreement import agreement
from protocol_builder.agreement.blocks import Box
from protocol_builder.building.outputs import build
from protocol_builder.checking.check import Report, check_source
from protocol_builder.commands.reports.text import findings
from protocol_builder.reading.source import read_text
from protocol_builder.writers.html import html as written

from . import chromium
from .conftest import DAY, EXAMPLE, ROOT, report_of

OVERVIEW, PLACE = ROOT / ".github" / "overview.png", ROOT / ".github" / "gap.png"
GAP = "protocol-team-probation"
_LINES, _WIDTH = 10, 51
"""How many lines of the county file are shown, and how many columns what check says has."""
_LOOK = """
body { margin: 0; padding: 26px; width: 1430px; display: grid; grid-template-columns: 502px 436px 436px; gap: 28px;
       font: 17px Carlito, "Liberation Sans", Arial, sans-serif; background: white; color: black }
section { border: 1px solid #c3cddb; border-radius: 8px; overflow: hidden; min-height: 330px }
h2 { margin: 0; padding: 11px 16px; font-size: 19px; color: #1f3864; background: #edf1f6; border-bottom: 1px solid #c3cddb }
pre { margin: 0; padding: 14px 16px; font: 13px/21px "DejaVu Sans Mono", Consolas, monospace; white-space: pre-wrap }
pre.file { white-space: pre; overflow: hidden; font-size: 12px }
.number { color: #7b8794 } mark { background: #ffe3ae }
.check { background: #1d2330; color: #f1f3f5; height: 100% } .error { color: #ff8f80; font-weight: bold }
.law { color: #8fc3ff } .fix { color: #8fdc8f; font-weight: bold }
.box { margin: 30px 14px; padding: 8px 12px; background: #fff4e0; border: 1px solid #9c5700; border-left-width: 5px;
       font-size: 15px; line-height: 1.35 }
.box > strong { color: #7f4700 } .box p { margin: 7px 0 } .box blockquote { margin: 0 }
.box pre { padding: 6px 8px; background: #f1f1f1; font-size: 12.5px; line-height: 17px }
"""


_SIDE_BY_SIDE = """
body { margin: 0; padding: 20px; width: 1638px; height: 900px; display: flex; gap: 20px; background: #e2e4e6 }
div { height: 900px; overflow: hidden; background: white } .site { width: 923px } .title-page { width: 695px }
img { width: 100%; display: block }
"""


def draw() -> None:
    """Write both pictures."""
    with chromium.started() as browser:
        _draw_overview(browser)
        _draw_gap(browser)


def _draw_overview(browser: Browser) -> None:
    """Draw the website's page of the example next to the title page of the agreement, as one build makes them."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        report = check_source(read_text(EXAMPLE.read_text("utf-8"), EXAMPLE.name), DAY)
        made = build((report,), folder / "build", lambda _: None)
        first_page = ["-png", "-singlefile", "-r", "120", str(made.documents / EXAMPLE.stem / "mou.pdf")]
        subprocess.run(["pdftoppm", *first_page, str(folder / "title-page")], check=True)
        with chromium.served(made.website.parent) as address:
            page = browser.new_page(viewport={"width": 1300, "height": 1268})
            answer = page.goto(f"{address}counties/{EXAMPLE.stem}.html")
            assert answer
            assert answer.ok
            site = page.screenshot()
        images = (("site", site), ("title-page", (folder / "title-page.png").read_bytes()))
    shown = "".join(
        f'<div class="{of}"><img src="data:image/png;base64,{base64.b64encode(image).decode()}"></div>'
        for of, image in images
    )
    _save(browser, f"<style>{_SIDE_BY_SIDE}</style><body>{shown}", OVERVIEW, 1678)


def _save(browser: Browser, content: str, place: Path, width: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": 200})
    page.set_content(f"<!doctype html>{content}")
    page.screenshot(path=place, full_page=True)


def _draw_gap(browser: Browser) -> None:
    report = _without_probation()
    panels = (
        ("The county file", _file(report)),
        ("What check says", _said(report)),
        ("The gap in the agreement", _box(report)),
    )
    sections = "".join(f"<section><h2>{title}</h2>{content}</section>" for title, content in panels)
    _save(browser, f"<style>{_LOOK}</style><body>{sections}", PLACE, 1482)


def _without_probation() -> Report:
    return report_of(re.sub(r"    probation:\n(      .*\n)+", "", EXAMPLE.read_text("utf-8"), count=1))


def _file(report: Report) -> str:
    """Return the lines of the county file around the finding, the place marked."""
    (line,) = (one.line for one in report.diagnostics if one.id == GAP)
    assert line
    lines = report.source.text.splitlines()
    return f"<pre class='file'>{'<br>'.join(_numbered(lines, line - 2, line))}</pre>"


def _numbered(lines: list[str], first: int, marked: int) -> Iterator[str]:
    for number in range(first, first + _LINES):
        text = html.escape(re.sub(" +# .*", "", lines[number - 1]))
        text = re.sub(r"\S.*", r"<mark>\g<0></mark>", text) if number == marked else text
        yield f'<span class="number">{number}</span> {text}'


def _said(report: Report) -> str:
    """Return what check prints about the finding."""
    printed = "\n".join(findings([report], width=_WIDTH)).replace("county.yml:", "example.yml:").strip()
    shown = html.escape(printed.partition(" [")[0] + printed.partition("]")[2], quote=False)
    shown = shown.replace("error:", '<span class="error">error:</span>', 1).replace(
        "fix:", '<span class="fix">fix:</span>', 1
    )
    shown = re.sub("WIC .*?”", r'<span class="law">\g<0></span>', shown, count=1, flags=re.DOTALL)
    return f'<pre class="check">{shown}</pre>'


def _box(report: Report) -> str:
    """Return the agreement's box at the seat."""
    boxes = (block for article in agreement(report).articles for block in article.blocks if isinstance(block, Box))
    box = next(box for box in boxes if "county probation department on the protocol team" in str(box.blocks))
    return f'<div class="box"><strong>{html.escape(box.title)}</strong>{written(box.blocks)}</div>'


if __name__ == "__main__":
    draw()

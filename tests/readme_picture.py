"""The picture in the README of one gap: the county file, what check says, and the box in the agreement.

`nox -s picture` (or `python -m tests.readme_picture`) draws it again from what the program says today.
"""

import html
import re
from collections.abc import Iterator

from protocol_builder.agreement.agreement import agreement
from protocol_builder.agreement.blocks import Box
from protocol_builder.checking.check import Report
from protocol_builder.commands.reports.text import findings
from protocol_builder.writers.html import html as written

from . import chromium
from .conftest import EXAMPLE, ROOT, report_of

PLACE = ROOT / ".github" / "gap.png"
GAP = "protocol-team-probation"
_LINES = 10
_LOOK = """
body { margin: 0; padding: 26px; width: 1430px; display: grid; grid-template-columns: 426px 474px 474px; gap: 28px;
       font: 17px Carlito, "Liberation Sans", Arial, sans-serif; background: white; color: black }
section { border: 1px solid #c3cddb; border-radius: 8px; overflow: hidden; min-height: 330px }
h2 { margin: 0; padding: 11px 16px; font-size: 19px; color: #1f3864; background: #edf1f6; border-bottom: 1px solid #c3cddb }
pre { margin: 0; padding: 14px 16px; font: 13px/21px "DejaVu Sans Mono", Consolas, monospace; white-space: pre-wrap }
pre.file { white-space: pre; overflow: hidden }
.number { color: #7b8794 } mark { background: #ffe3ae }
.check { background: #1d2330; color: #f1f3f5; height: 100% } .error { color: #ff8f80; font-weight: bold }
.law { color: #8fc3ff } .fix { color: #8fdc8f; font-weight: bold }
.box { margin: 30px 14px; padding: 8px 12px; background: #fff4e0; border: 1px solid #9c5700; border-left-width: 5px;
       font-size: 15px; line-height: 1.35 }
.box > strong { color: #7f4700 } .box p { margin: 7px 0 } .box blockquote { margin: 0 }
.box pre { padding: 6px 8px; background: #f1f1f1; font-size: 12.5px; line-height: 17px }
"""


def draw() -> None:
    """Write the picture."""
    report = _without_probation()
    panels = (
        ("The county file", _file(report)),
        ("What check says", _said(report)),
        ("The gap in the agreement", _box(report)),
    )
    sections = "".join(f"<section><h2>{title}</h2>{content}</section>" for title, content in panels)
    with chromium.started() as browser:
        page = browser.new_page(viewport={"width": 1482, "height": 200})
        page.set_content(f"<!doctype html><style>{_LOOK}</style><body>{sections}")
        page.screenshot(path=PLACE, full_page=True)


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
    printed = "\n".join(findings([report])).replace("county.yml:", "example.yml:").strip()
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

"""The report for a terminal: its width, and as much of a line as there is room for, around the finding."""

import io
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from protocol_builder.commands.reports import text as text_report
from protocol_builder.diagnostic import Diagnostic

from ...conftest import EXAMPLE, Ran, report_of

HEAD = "county: Inyo\ncsec_program: {elects_funds: false}\ninstrument: {kind: other}\n"


def excerpt(agencies: str, about: str) -> list[str]:
    """The lines of the county file that are shown with the finding about some words."""
    (block,) = [block for block in text_report.findings([report_of(HEAD + agencies)]) if about in block.split("\n")[0]]
    return block.split("\n")[1:3]


def agency(name: str, after: str = "") -> str:
    return f'agencies: {{a: {{name: "{name}", kind: zz, functions: [other]{after}}}}}\n'


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        (
            agency("A"),
            [
                '  4 | agencies: {a: {name: "A", kind: zz, functions: [other]}}',
                "    |                                 ^^",
            ],
        ),
        (
            agency("A", f", {'note: ' + 'n' * 300}"),
            [
                '  4 | agencies: {a: {name: "A", kind: zz, functions: [other], note: nnnnnnnnn…',
                "    |                                 ^^",
            ],
        ),
        (
            agency("y" * 300),
            [
                '  4 | …yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy", kind: zz, functions: [other]}}',
                "    |                                                 ^^",
            ],
        ),
        (
            agency("y" * 300, f", {'note: ' + 'n' * 300}"),
            [
                '  4 | …yyyyyyyyyyyyyy", kind: zz, functions: [other], note: nnnnnnnnnnnnnnnnn…',
                "    |                         ^^",
            ],
        ),
        (
            agency("y" * 36),
            [
                '  4 | agencies: {a: {name: "yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy", kind: zz, …',
                "    |                                                                    ^^",
            ],
        ),
        (
            agency("a\tb\u202ec"),
            [
                '  4 | agencies: {a: {name: "a b\ufffdc", kind: zz, functions: [other]}}',
                "    |                                     ^^",
            ],
        ),
    ],
    ids=["whole", "cut-after", "cut-before", "cut-on-both-sides", "near-the-end", "tab-and-override"],
)
def test_a_long_line_is_a_window_around_what_is_found(line: str, shown: list[str]) -> None:
    assert excerpt(line, f":4:{line.index('zz') + 1}: error: kind cannot be “zz”") == shown


def test_what_is_longer_than_the_window_is_marked_to_its_end() -> None:
    text, marks = excerpt(agency("A").replace("zz", "z" * 200), "zzz")
    assert text == '  4 | … {a: {name: "A", kind: zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz…'
    assert marks == "    |                         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^"


def test_a_report_grows_with_its_findings_not_with_the_line_in_which_they_stand() -> None:
    wrong = ", ".join(f"zz{number}" for number in range(100))
    report = report_of(HEAD + agency("y" * 100_000).replace("[other]", f"[{wrong}]"))
    blocks = [block for block in text_report.findings([report]) if "“zz" in block]
    assert len(blocks) == 101
    assert max(map(len, blocks)) < 2_000


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_are_those_of_the_reader_whatever_ends_them(run: Callable[..., Ran], tmp_path: Path, end: str) -> None:
    lines = [
        "county: Inyo",
        "csec_program: {elects_funds: false}",
        "instrument: {kind: other}",
        "agencies:",
        "  a: {name: A, kind: other, functions: [other]}",
        "narrative:",
        "  - heading: H",
        "    text: one, two and",
        "      three in CWS/CMS, as before",
        "",
    ]
    file = tmp_path / "inyo.yml"
    file.write_bytes(end.join(lines).encode())
    (block,) = [block for block in run("check", file).out.split("\n\n") if "CWS/CMS" in block.split("\n")[0]]
    assert re.match(r".*inyo\.yml:9:16: ", block)
    assert block.split("\n")[1:3] == ["  9 |       three in CWS/CMS, as before", "    |                ^^^^^^^"]


def test_no_line_is_broken_before_what_looks_like_an_order() -> None:
    """Words of the law come from no county file, but what a finding lists, and its remedy, may hold words that do."""
    orders = " ".join(["::stop-commands::y"] * 12)
    found = Diagnostic("some-id", "error", f"there are: {orders}; {orders}", remedy=f"write {orders}\n::error::told")
    report = replace(report_of(HEAD), diagnostics=(found, replace(found, severity="unknown", question=found.message)))
    for width in range(40, 100):
        lines = "".join(text_report.findings([report], width=width)).splitlines()
        assert [line for line in lines if line.lstrip().startswith("::")] == []
        assert len([line for line in lines if line.startswith("./")]) > 4


@pytest.mark.parametrize("width", [60, 78, 100])
def test_findings_are_as_wide_as_the_terminal_but_for_their_first_line(width: int) -> None:
    """What can be pasted keeps its lines as well; where a message ends in a list, that stands below the first line."""
    text = (
        EXAMPLE.read_text("utf-8").partition("\nservices:")[0]
        + "\nagencies: {a: {name: A, kind: other, functions: [other]}}\n"
    )
    blocks = list(text_report.findings([report_of(text)], width=width))
    lines = [line for block in blocks for line in block.split("\n")[1:] if not line.startswith("       ")]
    assert width - 15 < max(map(len, lines)) <= width
    advice = next(block for block in blocks if "[acl-16-85]" in block)
    first, *below = advice.split("\n")
    assert first.endswith("recommendations of ACL 16-85, statewide policies and procedures [acl-16-85]")
    assert any("Probation passes reports of exploitation" in line for line in below)


def test_a_terminal_s_width_is_asked_and_a_file_s_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = io.StringIO()
    assert text_report.width(terminal) == 78
    monkeypatch.setattr(terminal, "isatty", lambda: True)
    for columns, expected in (("60", 59), ("20", 40), ("300", 100)):
        monkeypatch.setenv("COLUMNS", columns)
        assert text_report.width(terminal) == expected
    assert text_report.width(terminal, "findings.txt") == 78

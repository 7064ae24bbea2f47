"""What of a line is shown with a finding: as much as there is room for, around what the finding is about."""

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from protocol_builder.commands import report_text
from protocol_builder.diagnostic import Diagnostic

from ..conftest import Ran, report_of

HEAD = "county: Inyo\ncsec_program: {elects_funds: false}\ninstrument: {kind: other}\n"


def excerpt(agencies: str, about: str) -> list[str]:
    """The lines of the county file that are shown with the finding about some words."""
    (block,) = [block for block in report_text.findings([report_of(HEAD + agencies)]) if about in block.split("\n")[0]]
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
    assert excerpt(line, f":4:{line.index('zz') + 1}: error: ‘zz’") == shown


def test_what_is_longer_than_the_window_is_marked_to_its_end() -> None:
    text, marks = excerpt(agency("A").replace("zz", "z" * 200), "zzz")
    assert text == '  4 | … {a: {name: "A", kind: zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz…'
    assert marks == "    |                         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^"


def test_a_report_grows_with_its_findings_not_with_the_line_in_which_they_stand() -> None:
    wrong = ", ".join(f"zz{number}" for number in range(100))
    report = report_of(HEAD + agency("y" * 100_000).replace("[other]", f"[{wrong}]"))
    blocks = [block for block in report_text.findings([report]) if "‘zz" in block]
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
        lines = "".join(report_text.findings([report], width=width)).splitlines()
        assert [line for line in lines if line.lstrip().startswith("::")] == []
        assert len([line for line in lines if line.startswith("./")]) > 4

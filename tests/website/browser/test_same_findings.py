"""The program in the browser finds what `check --format json` finds, in the county files and the cases.

With `nox -s browser` all of them; otherwise of the cases as many as have every kind of finding and every result of every
requirement.
"""

import json
import os
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from protocol_builder.checking import report_as_json
from protocol_builder.checking.check import Report, check_source
from protocol_builder.reading.source import read_bytes

from ...checking.test_cases import CASES, day_of
from ...conftest import DAY, ROOT
from ...reading.test_limits import REFUSED
from .conftest import Ask

FILES = sorted(
    (*(ROOT / "county_configs").glob("*.yml"), *CASES.glob("*/*.yml"), *(ROOT / "tests" / "found").glob("*.yml"))
)
NAME = "county.yml"
"""Not the file's own: clause files next to a county file are not opened with it."""


def in_terminal(content: bytes, on: str) -> dict[str, Any]:
    """What `check --format json` says of a file."""
    report: Report = check_source(read_bytes(content, NAME), on)
    told: dict[str, Any] = json.loads(report_as_json.document((report,), on))["files"][0]
    return told


def compared(told: dict[str, Any]) -> dict[str, Any]:
    """What must be the same: each finding with its place and words, each verdict, and the counts."""
    keys = ("id", "severity", "force", "message", "remedy", "citation", "quote", "path", "line", "column", "county")
    return {
        "diagnostics": [{key: one[key] for key in keys} for one in told["diagnostics"]],
        "verdicts": [{key: one[key] for key in ("id", "county", "state")} for one in told["verdicts"]],
        "summary": told["summary"],
    }


def kinds(told: dict[str, Any]) -> set[tuple[str, ...]]:
    """What a file shows: its kinds of findings, and the results of the requirements."""
    findings = {(one["id"], one["severity"], one["force"] or "") for one in told["diagnostics"]}
    return findings | {(one["id"], one["state"]) for one in told["verdicts"]}


def chosen(told: dict[Path, dict[str, Any]]) -> list[Path]:
    """The county files, and what was once found; and as many cases as show everything that any file shows."""
    files = [path for path in told if path.parent.parent != CASES]
    if os.environ.get("BROWSER") == "all":
        return [*told]
    left = set().union(*map(kinds, told.values())).difference(*(kinds(told[path]) for path in files))
    while left:
        files.append(max(told, key=lambda path: len(left & kinds(told[path]))))
        left -= kinds(told[files[-1]])
    return files


def test_county_files_and_cases_have_the_same_findings(ask: Ask) -> None:
    assert len(FILES) > 200
    expected = {path: in_terminal(path.read_bytes(), day_of(path)) for path in FILES}
    files = chosen(expected)
    assert {path.parent.name for path in files} >= {"county_configs", "found"}
    different = {}
    for n in range(0, len(files), 20):
        some = files[n : n + 20]
        given = [{"content": path.read_bytes(), "filename": NAME, "on": day_of(path)} for path in some]
        for path, told in zip(some, ask([("check", one) for one in given]), strict=True):
            if compared(told) != compared(expected[path]):
                different[str(path.relative_to(ROOT))] = day_of(path)
    assert different == {}


HOSTILE = {
    **{told[2]: make(most + 1).encode() for row in REFUSED.values() for make, most, told in row},
    "20,000 brackets": (ROOT / "tests" / "found" / "brackets-20000-deep.yml").read_bytes(),
    "20,000 maps": b"a: " + b"{a: " * 20_000,
    "7,000 lists in a row": b"- " * 7_000 + b"x\n",
    "aliases of aliases": b"".join(
        b"%c: &%c [%s]\n" % (97 + n, 97 + n, b", ".join([b"*%c" % (96 + n)] * 9) if n else b"x") for n in range(9)
    ),
    "an alias of itself": b"county: &a [*a]\n",
    "UTF-16": "county: Inyo\n".encode("utf-16"),
    "UTF-32": "county: Inyo\n".encode("utf-32"),
    "Latin-1": "county: Añ\n".encode("latin-1"),
    "a byte order mark": b"\xef\xbb\xbfcounty: [\n",
    "a NUL": b"county: a\0b\n",
    "a line separator": "county: a\u2028b\n".encode(),
    "a picture": b"\x89PNG\r\n\x1a\n" + b"\0" * 100,
    "a Word document": b"PK\x03\x04word/document.xml",
    "a tag that would run code": b"county: !!python/object/apply:os.system [ls]\n",
    "nothing": b"",
}


@pytest.mark.parametrize("content", HOSTILE.values(), ids=list(HOSTILE))
def test_a_hostile_file_is_refused_with_the_same_words(ask: Ask, program: Page, content: bytes) -> None:
    expected = compared(in_terminal(content, DAY))
    assert expected["diagnostics"]
    (told,) = ask([("check", {"content": content, "filename": NAME, "on": DAY})])
    assert compared(told) == expected
    assert program.evaluate("document.title")

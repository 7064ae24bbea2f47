"""County files under tests/cases, each with the exact findings beside it: one line each, nothing in an empty file.

A folder is one question of law or practice, with files on both sides of the line. `GOLDEN=1` rewrites the findings;
read the difference like code.
"""

import re
from functools import cache
from pathlib import Path

import pytest

from protocol_builder.checking.check import Report, check_file
from protocol_builder.diagnostic import Diagnostic

from ..conftest import DAY, ROOT, explained, line_of, to_the_point
from ..expected import assert_as_expected
from ..law.test_county_schema import violations

CASES = ROOT / "tests" / "cases"
FILES = sorted(CASES.glob("*/*.yml"))

# What JSON Schema cannot see: who an agency is that holds a seat, and what the parts of a file say of each other.
BEYOND_JSON_SCHEMA = re.compile(
    r"(?<!which agency) holds the seat of the | (childs-data-in-a-text|internal-number-in-a-text|agency-not-described|date-impossible|term-ends-before-it-begins|yaml-duplicate-key|clause-file|clause-words-twice): "
)


def day_of(path: Path) -> str:
    """The day to check against: the file's remark `# on: DATE`, or the day of all other tests."""
    said = re.search(r"^# on: (\S+)$", path.read_text("utf-8"), re.MULTILINE)
    return said[1] if said else DAY


@cache
def report_of_case(path: Path) -> Report:
    """The report of a case, made once for all tests."""
    return explained(check_file(path, day_of(path)))


def findings(path: Path) -> list[str]:
    """What is found in a case, a line each."""
    return list(map(line_of, told(path)))


def told(path: Path) -> list[Diagnostic]:
    """What is found in a case; all of it where the file remarks `# findings: all`."""
    everything = bool(re.search(r"^# findings: all$", path.read_text("utf-8"), re.MULTILINE))
    return to_the_point(report_of_case(path), everything)


def named(path: Path) -> str:
    return f"{path.parent.name}/{path.stem}"


@pytest.mark.parametrize("path", FILES, ids=named)
def test_a_case_has_exactly_the_findings_beside_it(path: Path) -> None:
    found = "".join(f"{line}\n" for line in findings(path))
    assert_as_expected(found, path.with_suffix(".out"))


def rest_of(path: Path) -> str:
    """What the findings of a case say besides their lines: the county, the law, and what to write."""
    found = []
    for d in told(path):
        of_law = "; ".join(filter(None, (d.county, d.citation, d.force)))
        found.append(f"{path.stem} {d.line}:{d.column} {d.id}{f': {of_law}' if of_law else ''}")
        found += [f"    {line}".rstrip() for line in d.remedy.splitlines()]
    return "".join(f"{line}\n" for line in found)


@pytest.mark.parametrize("folder", sorted({path.parent for path in FILES}), ids=lambda folder: folder.name)
def test_the_findings_of_a_folder_name_the_county_and_the_law_and_what_to_write(folder: Path) -> None:
    found = "".join(map(rest_of, (path for path in FILES if path.parent == folder)))
    assert_as_expected(found, folder / "remedies.txt")


@pytest.mark.parametrize("path", FILES, ids=named)
def test_a_case_says_in_its_first_line_what_it_is_about(path: Path) -> None:
    assert re.match(r"# [A-Z0-9].{20,}", path.read_text("utf-8"))


@pytest.mark.parametrize("path", [path for path in FILES if day_of(path) == DAY], ids=named)
def test_the_published_schema_says_the_same_of_a_case(path: Path) -> None:
    """A plain validator finds fault where `check` finds an error, except with what JSON Schema cannot see."""
    errors = [line for line in findings(path) if " error " in line]
    visible = [line for line in errors if not BEYOND_JSON_SCHEMA.search(line)]
    assert bool(violations(path.read_text("utf-8"))) == bool(visible)


def test_every_folder_has_files_on_both_sides_of_the_line() -> None:
    assert FILES
    for folder in {path.parent for path in FILES}:
        told = {bool((path.with_suffix(".out")).read_text("utf-8")) for path in folder.glob("*.yml")}
        assert told == {True, False}, f"{folder.name} shows only one side"


def test_no_findings_lie_about_without_their_file() -> None:
    assert {path.with_suffix(".yml") for path in CASES.glob("*/*.out")} == set(FILES)


def test_the_table_of_cases_names_every_folder() -> None:
    rows = re.findall(
        r"^\| (?:(\d+) )?[^|]+ \| ([a-z][^|]+) \| [^|]+ \|$", (CASES / "README.md").read_text("utf-8"), re.MULTILINE
    )
    assert [int(number) for number, _ in rows if number] == list(range(1, 32))
    assert {folder for _, folders in rows for folder in folders.split(", ")} == {path.parent.name for path in FILES}

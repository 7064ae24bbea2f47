"""All that the commands print of a few county files: the expected outputs are in the folder `printed`.

`GOLDEN=1` writes them (`nox -s golden`); read the difference like code.
"""

import datetime
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from ..agreement.test_printed import FILES
from ..comparing.test_printed import PAIRS
from ..conftest import DAY, Ran
from ..edits import with_edits
from ..expected import assert_as_expected
from ..returned_documents import HandEdit, document_of, edited, with_comment

EXPECTED = Path(__file__).parent / "printed"
GAPS, COMPLETE = "small-county-with-gaps", "small-county"
RULES = re.compile(r'"rules": \[.*?\n {10}\]', re.DOTALL)
"""What SARIF says of every requirement, which tests/commands/reports/test_sarif.py holds."""
UNREADABLE = "county: Inyo\ninstrument: {kind: [\n"

COMMANDS = {
    **{f"check-few.{form}": f"check few.yml --format {form} --on {DAY}" for form in ("text", "json", "sarif", "junit", "github", "markdown")},
    **{f"check-several.{form}": f"check . --format {form} --on {DAY}" for form in ("text", "markdown")},
    "check-gaps.text": f"check {GAPS}.yml --on {DAY}",
    "check-gaps.markdown": f"check {GAPS}.yml --format markdown --on {DAY}",
    "check-complete.text": f"check {COMPLETE}.yml --on {DAY}",
    "check-complete.markdown": f"check {COMPLETE}.yml --format markdown --on {DAY}",
    "check-public-sources.text": f"check several-counties.yml --on {DAY}",
    "check-a-doubt-in-one-of-two.text": f"check doubt.yml --on {DAY}",
    "check-a-doubt-in-one-of-two.markdown": f"check doubt.yml --format markdown --on {DAY}",
    "check-a-draft.text": f"check draft.yml --on {DAY}",
    "mou.text": f"mou {COMPLETE}.yml --on {DAY} --only mou,gap-sheet --to docx -o made",
    "check-all.text": f"check {GAPS}.yml --all --on {DAY}",
    "check-errors-of-every-level.text": f"check {GAPS}.yml --fail-on advice --on {DAY}",
    "check-in-the-past.text": f"check {GAPS}.yml --on 2016-01-01",
    "check-fix.text": f"check {GAPS}.yml --fix --fail-on unknown --on {DAY}",
    "check-fix-several.text": f"check two-counties-with-gaps.yml --fix --fail-on advice --on {DAY}",
    "check-fix-write.text": f"check {GAPS}.yml --fix --write --on {DAY}",
    "verify.text": "verify returned.docx",
    "verify-tracked.text": "verify tracked.docx",
    "verify-original.text": "verify original.docx",
    "read-back.text": f"read-back returned.docx {COMPLETE}.yml",
    "read-back-tracked.text": f"read-back tracked.docx {COMPLETE}.yml",
    "check-unreadable.text": f"check unreadable.yml --on {DAY}",
    "explain-a-seat.text": "explain protocol-team-probation",
    "explain-a-seat-of-2018.text": "explain protocol-team-sheriff",
    "explain-a-duty.text": "explain missing-report-timeframe",
    "explain-guidance.text": "explain framework-committee-members",
    "explain-a-rule.text": "explain text-may-say-no",
    "explain-all.text": "explain",
    "explain-coverage.text": "explain --coverage",
    "dates.text": f"dates . --on {DAY} --within 1000",
    "dates-soon.text": f"dates {GAPS}.yml --on 2028-11-22",
    "changes-of-law.text": f"compare {COMPLETE}.yml few.yml --on 2016-01-01 --on {DAY}",
    "changes-of-law.json": f"compare few.yml --on 2016-01-01 --on {DAY} --format json",
    "changes-of-law.markdown": "compare . --on 2017-12-31 --on 2018-01-01 --format markdown",
    "folders.text": f"compare old new --on {DAY}",
    "folders.json": f"compare old new --on {DAY} --format json",
    "folders.markdown": f"compare old new --on {DAY} --format markdown",
}  # fmt: skip
"""What is run, by the name of what it prints."""


def _few(text: str) -> str:
    """The example with a department left out, a time too long, a key misspelt, a doubtful title, and a place left open."""
    return with_edits(
        text,
        ("    probation:\n      agency: probation\n      title: Chief Probation Officer\n", ""),
        ("title: Sheriff\n", "title: Sheriff (vacant)\n"),
        ("\nsteering_committee:\n", "\nstering_committee:\n"),
        ("    within: 4 hours  ", "    within: 48 hours "),
        ("name: Example County Sheriff's Office", "name: TODO"),
    )


_NOBODY = (
    "The county in this document is invented. The document shows what an agreement can look like; it binds no one."
)
_LONG = " ".join(
    "The head of each department has read this page and those that follow it, and kept a copy." for _ in range(4)
)
_EDITS = (
    HandEdit("changed", "The effective date of this Agreement is January 1, 2027.", "The effective date of this Agreement is March 1, 2027."),
    HandEdit("changed", "Example County Office of Education", "Example County Superintendent of Schools"),
    HandEdit("added", _NOBODY, "County counsel has read this page."),
    HandEdit("removed", _NOBODY, ""),
    HandEdit("added", "Recitals", f"{_LONG} They agree."),
)  # fmt: skip


def _put_returned_documents(folder: Path) -> None:
    """Write an agreement as it was made, edited by hand, and edited with tracked changes and a comment."""
    original = document_of(folder / f"{COMPLETE}.yml", DAY)
    (folder / "original.docx").write_bytes(original)
    (folder / "returned.docx").write_bytes(edited(original, _EDITS))
    tracked = edited(original, _EDITS, tracked=True)
    (folder / "tracked.docx").write_bytes(with_comment(tracked, "Recitals", "Is this all?"))


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with county files, and two folders of their revisions."""
    for name, text in FILES.items():
        (tmp_path / f"{name}.yml").write_text(text(), "utf-8")
    draft = FILES["small-county"]().replace("status: pending", "status: draft")
    (tmp_path / "draft.yml").write_text(draft, "utf-8")
    doubt = FILES["two-counties-with-gaps"]().replace("title: Sheriff}", "title: Sheriff (vacant)}", 1)
    (tmp_path / "doubt.yml").write_text(doubt, "utf-8")
    (tmp_path / "few.yml").write_text(_few(FILES["example"]()), "utf-8")
    for side in (0, 1):
        revisions = tmp_path / ("old", "new")[side]
        revisions.mkdir()
        for pair in ("edits-in-force", "gaps-go"):
            (revisions / f"{pair}.yml").write_text(PAIRS[pair][side], "utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setattr("protocol_builder.california.today", lambda: datetime.date.fromisoformat(DAY))
    return tmp_path


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_prints_what_is_expected(name: str, folder: Path, run: Callable[..., Ran]) -> None:
    if "unreadable" in name:
        (folder / "unreadable.yml").write_text(UNREADABLE, "utf-8")
    if ".docx" in COMMANDS[name]:
        _put_returned_documents(folder)
    ran = run(*COMMANDS[name].split())
    out = RULES.sub('"rules": […]', ran.out)
    printed = f"$ protocol-builder {COMMANDS[name]}\n{out}"
    printed += "".join(f"stderr: {line}\n" for line in ran.err.splitlines()) + f"exit code {ran.code}\n"
    assert_as_expected(printed, EXPECTED / name)


def test_each_expected_output_is_of_a_command() -> None:
    assert sorted(path.name for path in EXPECTED.iterdir()) == sorted(COMMANDS)

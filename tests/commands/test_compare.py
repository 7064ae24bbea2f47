"""`compare`: formats, exit codes, and what it says when there is nothing to say."""

import json
import re
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import jsonschema
import pytest
from lxml import etree

from ..conftest import DAY, EXAMPLE, ROOT, SYSTEM_OF_CARE, Ran
from ..edits import with_edits

Run = Callable[..., Ran]
TEXT = EXAMPLE.read_text("utf-8")
SCHEMA = json.loads((ROOT / "schemas" / "compare.schema.json").read_text("utf-8"))
SHERIFF = "    sheriff:\n      agency: sheriff\n      title: Sheriff\n      designee: Captain, Investigations\n"


@pytest.fixture
def changed(tmp_path: Path) -> Path:
    """The example with another term and without the sheriff's seat."""
    path = tmp_path / "example.yml"
    path.write_text(TEXT.replace("until: 2030-06-30", "until: 2031-06-30").replace(SHERIFF, ""), "utf-8")
    return path


def test_the_four_lists_are_printed_each_with_both_lines(run: Run, changed: Path) -> None:
    ran = run("compare", EXAMPLE, changed, "--on", DAY)
    assert (ran.code, ran.err) == (1, "")
    headings = [line for line in ran.out.split("\n") if re.fullmatch(r"  \S.*:", line)]
    assert headings == [
        "  What the county changed:",
        "  Duties and recommendations with another verdict:",
        "  Whose role changed:",
        "  Who must sign again:",
    ]
    assert "    line 29  Instrument, term, until: June 30, 2030 is now June 30, 2031\n" in ran.out
    assert "met → not met: no one represents the county sheriff's department on the protocol team\n" in ran.out
    assert ran.out.endswith("This is not legal advice; county counsel decides.\n")


def test_two_files_that_say_the_same_have_no_differences(run: Run, tmp_path: Path) -> None:
    same = tmp_path / "example.yml"
    same.write_text(f"# Another comment.\n{TEXT}", "utf-8")
    ran = run("compare", EXAMPLE, same, "--on", DAY)
    assert (ran.code, "no differences in what the files say" in ran.out) == (0, True)


def test_json_is_as_the_published_schema_says(run: Run, changed: Path, tmp_path: Path) -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    ran = run("compare", EXAMPLE, changed, "--on", DAY, "--format", "json")
    found = json.loads(ran.out)
    jsonschema.validate(found, SCHEMA)
    assert {"version", "old", "new", "fields", "duties", "roles", "signatures"} == found.keys()
    assert [one["kind"] for one in found["fields"]] == ["changed", "removed"]
    assert [(one["id"], one["old"], one["new"]) for one in found["duties"]] == [
        ("protocol-team-sheriff", "stated", "not_met")
    ]
    (tmp_path / "old").mkdir()
    (tmp_path / "old" / "example.yml").write_text(TEXT, "utf-8")
    folders = json.loads(run("compare", tmp_path / "old", changed.parent, "--on", DAY, "--format", "json").out)
    jsonschema.validate(folders, SCHEMA)
    assert [one["fields"] for one in folders["files"]] == [found["fields"]]
    dates = ("--on", "2017-12-31", "--on", "2018-01-01", "--with-announced", "--format", "json")
    law = json.loads(run("compare", changed, *dates).out)
    jsonschema.validate(law, SCHEMA)
    assert [one["id"] for one in law["files"][0]["duties"]] == ["protocol-team-sheriff"]


def test_markdown_is_a_comment_that_a_county_file_cannot_bend(run: Run, changed: Path) -> None:
    text = changed.read_text("utf-8").replace(
        "title: Chief Probation Officer", 'title: "</details> [x](y) | **Chief** @octocat #12 GH-3 a@b"'
    )
    changed.write_text(text, "utf-8")
    ran = run("compare", EXAMPLE, changed, "--on", DAY, "--format", "markdown")
    assert ran.code == 1
    assert ran.out.startswith("## What changed in county files\n")
    assert "**Who must sign again**" in ran.out
    assert "</details>" not in ran.out
    assert "[x](y)" not in ran.out
    # GitHub notifies no one, and links to no other issue.
    assert "@<!-- -->octocat \\#<!-- -->12 GH-<!-- -->3 a@b" in ran.out


def test_text_gives_a_terminal_no_orders(run: Run, changed: Path) -> None:
    text = changed.read_text("utf-8").replace("title: Chief Probation Officer", 'title: "::error::\\e[31mx ##[group]"')
    changed.write_text(text, "utf-8")
    for form in ("text", "markdown", "json"):
        out = run("compare", EXAMPLE, changed, "--on", DAY, "--format", form).out
        assert "\x1b" not in out
        assert "##[" not in out
        assert not [line for line in out.split("\n") if line.lstrip().startswith("::")]


def test_two_dates_say_what_the_law_changed_for_each_file(run: Run, changed: Path) -> None:
    ran = run("compare", EXAMPLE, changed, "--on", "2017-12-31", "--on", "2018-01-01")
    assert ran.code == 1
    assert ran.out.startswith("From law in effect on 2017-12-31 to law in effect on 2018-01-01:\n")
    assert "12 new requirements that this file already meets, or that do not apply to it: " in ran.out
    assert "plan was submitted" not in ran.out  # in 2026, after both days
    assert "(WIC 16524.8(a)(1)(F)): not required → not met: no one represents" in ran.out
    assert run("compare", SYSTEM_OF_CARE, "--on", "2026-01-01", "--on", DAY).code == 0
    marked = run("compare", changed, "--on", "2017-12-31", "--on", "2018-01-01", "--format", "markdown")
    assert "### " in marked.out


def test_an_announced_change_that_cannot_be_tried_is_said(run: Run) -> None:
    ran = run("compare", EXAMPLE, "--on", "2026-11-21", "--on", "2026-11-22", "--with-announced")
    assert (
        "announced, not law: AB 2451 (Elhawary), 2025–26 session cannot be tried, because its words are not on"
        in ran.out
    )


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((), "name two revisions, OLD and NEW"),
        (("a",), "name two revisions, OLD and NEW"),
        (("a", "b", "c"), "name two revisions, OLD and NEW"),
        (("a", "b", "--on", "June"), "“June” is not a date"),
        (("a", "b", "--with-announced"), "--with-announced needs two dates"),
        (("a", "--on", "2018-01-01", "--on", "2018-01-01"), "must be before the second"),
        (("a", "--on", "2018-01-01", "--on", "2017-01-01"), "must be before the second"),
        (("a", *("--on", "2018-01-01") * 3), "name one date with --on, or two"),
        (("a", "--on", "2014-01-01", "--on", "2018-01-01"), "no earlier law is on record"),
    ],
)
def test_wrong_usage_is_one_sentence(arguments: tuple[str, ...], words: str, run: Run) -> None:
    ran = run("compare", *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert words in ran.err


def test_a_broken_file_between_two_dates_is_not_passed_over(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.yml").write_text("county: [", "utf-8")
    ran = run("compare", tmp_path, "--on", "2017-12-31", "--on", "2018-01-01")
    assert (ran.code, ran.out) == (3, "")
    shutil.copy(EXAMPLE, tmp_path / "b.yml")
    (tmp_path / "c.yml").symlink_to("nowhere.yml")
    ran = run("compare", tmp_path, "--on", "2017-12-31", "--on", "2018-01-01")
    assert (ran.code, str(tmp_path / "b.yml") in ran.out) == (3, True)
    assert ran.err == (
        f"Error: {tmp_path / 'a.yml'}, line 1: this [ is not closed; correct this first\n"
        f"Error: {tmp_path / 'c.yml'}, line 1: the file is a link to a file that is not there; correct this first\n"
    )


def comments_of(path: Path) -> list[list[str]]:
    with zipfile.ZipFile(path) as package:
        root = etree.fromstring(package.read("word/comments.xml"))
    return [["".join(line.itertext()) for line in comment] for comment in root]


def test_a_redline_is_written_and_each_comment_names_the_key_and_the_duties(
    run: Run, changed: Path, tmp_path: Path
) -> None:
    path = tmp_path / "documents" / "redline.docx"
    ran = run("compare", EXAMPLE, changed, "--on", DAY, "--redline", path)
    first, *others = ran.err.splitlines()
    assert (ran.code, len(others)) == (1, 3)
    assert re.fullmatch(rf"{re.escape(str(path))}: \d+ changed paragraphs and table rows", first)
    found = comments_of(path)
    assert ["instrument.term.until: Instrument, term, until: June 30, 2030 is now June 30, 2031"] in found
    seat = [comment for comment in found if comment[0].startswith("protocol_team.seats.sheriff: ")]
    assert next(line for line in seat[0] if line.startswith("Duty: ")).endswith(
        " (WIC 16524.8(a)(1)(F)): met → not met"
    )
    assert {comment[0].partition(": ")[0] for comment in found} == {
        "instrument.term.until",
        "protocol_team.seats.sheriff",
    }
    assert run("verify", path).code == 1


def test_a_redline_takes_two_files_and_a_word_documents_name(run: Run, changed: Path, tmp_path: Path) -> None:
    def error(*arguments: str | Path) -> str:
        ran = run("compare", *arguments)
        assert (ran.code, ran.out) == (2, "")
        return ran.err.rpartition("Error: ")[2]

    assert error(EXAMPLE, changed, "--redline", "redline.pdf") == (
        "--redline writes a Word document, so its name must end in .docx, such as redline.docx\n"
    )
    assert (
        error("a.docx", changed, "--redline", "a.docx") == "--redline would replace a.docx; name another file for it\n"
    )
    assert error(EXAMPLE.parent, tmp_path, "--redline", "redline.docx") == (
        "--redline is about one county file; name it instead of the folders\n"
    )
    assert error(EXAMPLE, "--on", "2017-12-31", "--on", DAY, "--redline", "redline.docx") == (
        "--redline needs two revisions, OLD and NEW, and at most one --on DATE\n"
    )
    elsewhere = ROOT / "county_configs" / "fresno.yml"
    ran = run("compare", elsewhere, elsewhere, "--on", DAY, "--redline", tmp_path / "redline.docx")
    assert (ran.code, (tmp_path / "redline.docx").exists()) == (3, False)
    assert ran.err == (
        f"Error: {elsewhere}: there are no clauses for this kind of instrument (Funding agreement), so no agreement is made "
        "of it, and --redline has nothing to write\n"
    )


def test_recorded_signatures_are_said_everywhere_alike(tmp_path: Path, run: Callable[..., Ran]) -> None:
    text = EXAMPLE.read_text("utf-8")
    unsigned, signed = tmp_path / "a.yml", tmp_path / "b.yml"
    unsigned.write_text(text, encoding="utf-8")
    printed = run("mou", unsigned, "--only", "mou", "--to", "txt", "-o", tmp_path / "made", "--on", DAY).err
    (revision,) = set(re.findall(r"a\.yml: revision ([0-9a-f]{16}-[0-9a-f]{8})", printed))
    assert f"write under its party: signed: [{{on: YYYY-MM-DD, revision: {revision}}}]" in printed
    entry = f"    signature: signs\n    signed: [{{on: 2025-07-15, revision: {revision}}}]\n"
    signed.write_text(text.replace("    signature: signs\n", entry), encoding="utf-8")
    words = f"executed: every signing party has signed revision {revision}, the last on July 15, 2025"
    assert f"\n  signatures: {words}\n" in run("check", signed, "--on", DAY).err
    said = {
        "revision": revision,
        "executed": revision,
        "executed_on": "2025-07-15",
        "changed_since": False,
        "only_reworded": False,
        "signed_another": [],
        "not_signed": [],
    }
    (checked,) = json.loads(run("check", signed, "--format", "json", "--on", DAY).out)["files"]
    assert len(checked["signing"].pop("signed")) == 11
    assert checked["signing"] == said
    compared = run("compare", unsigned, signed, "--on", DAY)
    assert compared.code == 1
    assert re.search(rf"  What has been signed:\n    line \d+  {words}\n", compared.out)
    assert "do not sign again: each of them signed the new version on July 15, 2025" in compared.out
    found = json.loads(run("compare", unsigned, signed, "--format", "json", "--on", DAY).out)
    jsonschema.validate(found, SCHEMA)
    assert found["old"]["signing"] is None
    assert len(found["new"]["signing"].pop("signed")) == 11
    assert found["new"]["signing"] == said
    assert {one["must_sign"] for one in found["signatures"]} == {False}


def test_who_signed_another_revision_is_named_with_it(tmp_path: Path, run: Callable[..., Ran]) -> None:
    path, text, other = tmp_path / "a.yml", EXAMPLE.read_text("utf-8"), "0123456789abcdef-01234567"
    for on, revision in (("2025-07-15", other), ("2025-08-01", "fedcba9876543210-76543210")):
        signs, signed = (
            "    signature: signs\n",
            f"    signature: signs\n    signed: [{{on: {on}, revision: {revision}}}]\n",
        )
        text = with_edits(text.replace(signs, "    signature: SIGNS\n", on > "2025-08"), (signs, signed))
    path.write_text(text.replace("SIGNS", "signs"), encoding="utf-8")
    (checked,) = json.loads(run("check", path, "--format", "json", "--on", DAY).out)["files"]
    assert checked["signing"]["signed_another"] == [{"party": "Example County", "on": "2025-07-15", "revision": other}]


def test_an_amendment_is_written_beside_the_redline(run: Run, tmp_path: Path) -> None:
    changed = tmp_path / "example.yml"
    changed.write_text(TEXT.replace("until: 2030-06-30", "until: 2031-06-30"), "utf-8")
    path = tmp_path / "amendment.docx"
    ran = run("compare", EXAMPLE, changed, "--on", DAY, "--amendment", path)
    assert (ran.code, ran.err) == (1, f"{path}: Amendment No. 1\n")
    assert run("verify", path).out.startswith(f"{path}: made from example.yml")
    first = path.read_bytes()
    assert run("compare", EXAMPLE, changed, "--on", DAY, "--amendment", path).code == 1
    assert path.read_bytes() == first
    assert run("compare", EXAMPLE, changed, "--redline", "a.docx", "--amendment", "a.docx").err.endswith(
        "--redline and --amendment write two documents; give each a name of its own\n"
    )
    same = run("compare", EXAMPLE, EXAMPLE, "--on", DAY, "--amendment", tmp_path / "none.docx")
    assert (same.code, (tmp_path / "none.docx").exists()) == (3, False)
    assert same.err == (
        f"Error: {EXAMPLE}: no provision of the agreement changed, so there is nothing to amend, and --amendment has nothing "
        "to write\n"
    )

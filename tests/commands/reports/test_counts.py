"""No format of `check` counts a county's own words as if a program had judged them, and each names what is excused."""

import json
from xml.etree import ElementTree

import jsonschema

from protocol_builder import resources
from protocol_builder.checking import report_as_json
from protocol_builder.checking.check import Report
from protocol_builder.commands.reports import github, junit, markdown, sarif
from protocol_builder.commands.reports.explanation import of_requirement
from protocol_builder.commands.reports.summary import summary_lines
from protocol_builder.law import requirements

from ...checking.test_fix import COMPLETE
from ...conftest import DAY, EXAMPLE, report_of

COUNTED = "108 duties: 98 stated in the file, 10 in the county’s own words (not read by any program)"
SHERIFF = "that the county sheriff's department is on the protocol team"
WHY = "WIC 16524.8(c) excuses it, because the protocol was developed before 2018-01-01"


def example() -> Report:
    return report_of(EXAMPLE.read_text("utf-8"))


def without_sheriff() -> Report:
    """A protocol of 2016 without the sheriff."""
    text = COMPLETE.replace("protocol_developed_on: 2019", "protocol_developed_on: 2016")
    return report_of(text.replace("    sheriff: {agency: sheriff, title: Sheriff}\n", ""))


def superseded() -> Report:
    return report_of(EXAMPLE.read_text("utf-8").replace("  status: in_force ", "  status: superseded "))


def test_text() -> None:
    first, *_ = summary_lines([example()])
    assert COUNTED in first
    assert "58 recommendations: 33 stated in the file, 25 in the county’s own words (not read by any program)" in first
    _, line, *_ = summary_lines([without_sheriff()])
    assert line.startswith(f"  not required: {SHERIFF}. Why: {WHY}")
    *_, files, _ = summary_lines([without_sheriff(), example()])
    assert files.startswith("2 files checked")
    assert "memorandum of understanding, no longer in force: " in next(summary_lines([superseded()]))


def test_json() -> None:
    data = json.loads(report_as_json.document([example(), without_sheriff(), superseded()], DAY))
    jsonschema.validate(data, json.loads((resources.schemas() / "report.schema.json").read_text("utf-8")))
    whole, old, replaced = data["files"]
    assert (whole["summary"]["satisfied"], whole["summary"]["stated"], whole["summary"]["in_words"]) == (108, 98, 10)
    words = [v["id"] for v in whole["verdicts"] if v["rests_on_words"] and v["force"] == "shall"]
    assert len(words) == 10
    assert "protocol-content-services" in words
    (excused,) = [v for v in old["verdicts"] if v["state"] == "excused"]
    assert (excused["id"], excused["reason"].startswith(WHY)) == ("protocol-team-sheriff", True)
    assert [file["in_force"] for file in data["files"]] == ["in_force", "in_force", "ended"]
    assert replaced["diagnostics"][0]["id"] == "no-longer-in-force"


def test_markdown() -> None:
    page = markdown.document([example(), without_sheriff(), superseded()], DAY).replace("\\", "")
    assert f"| 0 | 0 | 0 | {COUNTED} |" in page
    assert f"### Not required\n\n- county.yml: {SHERIFF}. Why: {WHY}" in page
    assert "memorandum of understanding, no longer in force |" in page


def test_github() -> None:
    (line,) = github.annotations([example()]).splitlines()
    assert line == f"::notice file=county.yml,title=duties::{COUNTED}"
    assert f"%0Anot required: {SHERIFF}. Why: {WHY}" in github.annotations([without_sheriff()]).splitlines()[-1]


def test_junit_passes_only_what_has_been_judged() -> None:
    (suite,) = ElementTree.fromstring(junit.document([example()]))
    skipped = {case.get("name", "").partition(": ")[2] for case in suite if case.find("skipped") is not None}
    assert skipped == {v.requirement.id for v in example().verdicts if v.rests_on_words}
    assert suite.get("skipped") == str(len(skipped))
    messages = [element.get("message") or "" for element in suite.iter("skipped")]
    assert set(messages) == {"in the county’s own words (not read by any program)"}
    (suite,) = ElementTree.fromstring(junit.document([without_sheriff()]))
    assert any((element.get("message") or "").startswith(f"excused: {WHY}") for element in suite.iter("skipped"))


def test_sarif() -> None:
    (run,) = json.loads(sarif.sarif([example(), without_sheriff()], DAY))["runs"]
    whole, old = (artifact["properties"] for artifact in run["artifacts"])
    assert (whole["duties"]["stated"], whole["duties"]["in_words"]) == (98, 10)
    assert len(whole["inTheCountysOwnWords"]) == 35
    assert [(one["id"], one["reason"].startswith(WHY)) for one in old["excused"]] == [("protocol-team-sheriff", True)]


def test_explain_says_so_only_where_words_can_be_written() -> None:
    shown = {
        id: " ".join(" ".join(of_requirement(requirement)).split())
        for id in ("protocol-content-services", "protocol-team-sheriff")
        if (requirement := requirements.by_id(id))
    }
    assert "no program reads it" in shown["protocol-content-services"]
    assert "no program reads it" not in shown["protocol-team-sheriff"]

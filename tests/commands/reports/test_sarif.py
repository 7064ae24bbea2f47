"""SARIF: every requirement is a rule, and every result points at its rule and place."""

import json
from pathlib import PureWindowsPath

import pytest

from protocol_builder.checking import rules
from protocol_builder.checking.check import check_source
from protocol_builder.commands.reports import sarif
from protocol_builder.law import requirements

from ...conftest import DAY, EXAMPLE, report_of
from . import TEXT


def test_sarif_lists_what_was_checked_also_when_nothing_is_found() -> None:
    report = report_of(TEXT % "probation")
    assert report.diagnostics == ()
    (run,) = json.loads(sarif.sarif([report], DAY))["runs"]
    listed = run["tool"]["driver"]["rules"]
    ids = [*(one.id for one in requirements.in_force(DAY)), *(one.id for one in rules.all())]
    assert [rule["id"] for rule in listed] == ids
    for rule in listed:
        assert all(rule[key]["text"] for key in ("shortDescription", "fullDescription", "help"))
    assert run["results"] == []


def test_sarif_results_point_at_their_rule_and_place() -> None:
    document = json.loads(sarif.sarif([report_of(TEXT % "probatio")], DAY))
    (run,) = document["runs"]
    (result,) = run["results"]
    assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"] == "agency-not-described"
    assert result["level"] == "error"
    assert result["locations"][0]["physicalLocation"] == {
        "artifactLocation": {"uri": "county.yml"},
        "region": {"startLine": 6, "startColumn": 52},
    }


def test_each_severity_has_its_level_in_results_and_rules() -> None:
    levels = {"error": "error", "warning": "warning", "unknown": "note", "advice": "note"}
    report = report_of(
        EXAMPLE.read_text("utf-8").replace("\nprotocol_team:", "\nprotocol_teem:").replace("\nreporting:", "\nx:")
    )
    report = check_source(report.source, "2040-01-01")
    severities = [d.severity for d in report.diagnostics]
    assert {"error", "warning", "unknown"} <= set(severities)
    (run,) = json.loads(sarif.sarif([report], DAY))["runs"]
    assert [result["level"] for result in run["results"]] == [levels[severity] for severity in severities]
    said = {rule["id"]: rule["defaultConfiguration"]["level"] for rule in run["tool"]["driver"]["rules"]}
    expected = {r.id: "error" if r.force == "shall" else "note" for r in requirements.in_force(DAY)}
    assert said == {**expected, **{rule.id: levels[rule.severity] for rule in rules.all()}}


def test_a_path_of_windows_is_an_address(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sarif, "PurePath", PureWindowsPath)
    assert sarif._uri(r"county configs\el dorado.yml") == "county%20configs/el%20dorado.yml"
    assert sarif._uri(r"C:\años\inyo.yml") == "file:///C:/a%C3%B1os/inyo.yml"

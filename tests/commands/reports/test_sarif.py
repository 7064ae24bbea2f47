"""SARIF: every requirement is a rule, and every result points at its rule and place."""

import json
from pathlib import PureWindowsPath

import pytest

from protocol_builder.checking import rules
from protocol_builder.commands.reports import sarif
from protocol_builder.law import requirements

from ...conftest import DAY, report_of
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
        "region": {"startLine": 6, "startColumn": 45},
    }


def test_a_path_of_windows_is_an_address(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sarif, "PurePath", PureWindowsPath)
    assert sarif._uri(r"county configs\el dorado.yml") == "county%20configs/el%20dorado.yml"
    assert sarif._uri(r"C:\años\inyo.yml") == "file:///C:/a%C3%B1os/inyo.yml"

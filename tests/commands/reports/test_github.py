"""Annotations for GitHub: a line each, whatever a county file or its name says."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from protocol_builder.checking.check import check_source
from protocol_builder.commands.reports import github, sarif
from protocol_builder.law import requirements
from protocol_builder.reading.source import read_text

from ...conftest import DAY, report_of
from ..test_check import GAP, ONE_KIND
from . import TEXT


def test_github_annotations_are_escaped() -> None:
    report = report_of(TEXT % "b,a:d")
    (first,) = github.annotations([report]).splitlines()
    assert first == (
        "::error file=county.yml,line=6,col=52,title=shape-value::“b,a:d” is not a valid value for agency%0Afix: write a short name of "
        "lower-case letters, digits, and underscores that begins with a letter, such as probation or county_office"
    )
    hostile = report_of(TEXT % "x\\r\\n::error::y%0A")
    assert all(
        line.startswith("::error file=county.yml,line=6,") for line in github.annotations([hostile]).splitlines()
    )


def test_github_escapes_the_file_s_name() -> None:
    report = check_source(read_text(TEXT % "probatio", "a,b:c%.yml"), DAY)
    assert github.annotations([report]).startswith("::error file=a%2Cb%3Ac%25.yml,line=6,")


def test_a_path_of_windows_is_escaped() -> None:
    assert github._property(r"C:\inyo.yml") == r"C%3A\inyo.yml"


def levels(text: str) -> dict[str, str]:
    """The level of the annotation of each finding, by its id."""
    return {
        id: level
        for level, id in re.findall(r"(?m)^::(\w+) .*?,title=([^:]+)::", github.annotations([report_of(text)]))
        if id != "duties"
    }


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("error", {"shape-unknown-key": "error"}),
        ("warning", {"term-expired": "warning"}),
        ("unknown", {"protocol-team-probation": "warning"}),
        ("advice", {"evaluation-principles": "notice"}),
        ("", {}),
    ],
)
def test_each_severity_has_its_level_and_an_open_question_on_a_mandated_seat_is_a_warning(
    kind: str, expected: dict[str, str]
) -> None:
    assert levels(ONE_KIND[kind]) == expected


def test_a_question_is_a_warning_on_a_seat_of_either_team_and_a_notice_on_any_other_duty() -> None:
    text = GAP.replace("county: Inyo\n", "county: Inyo\ncompleteness: public_sources_only\n")
    found = levels(text)
    asked = [requirements.by_id(d.id) for d in report_of(text).diagnostics if d.severity == "unknown"]
    on_seats = {r.id: r.citation for r in asked if r and r.path[1:2] == ("seats",)}
    assert {citation.partition("(")[0] for citation in on_seats.values()} == {"WIC 16524.7", "WIC 16524.8"}
    assert {found[id] for id in on_seats} == {"warning"}
    assert {found[r.id] for r in asked if r and r.id not in on_seats} == {"notice"}


def test_a_seat_that_is_known_to_be_missing_stays_an_error() -> None:
    assert levels(GAP)["protocol-team-probation"] == "error"


def test_a_path_is_that_from_the_repository_s_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    below = tmp_path / "protocol"
    below.mkdir()
    monkeypatch.chdir(below)
    monkeypatch.delenv("GITHUB_WORKSPACE", raising=False)
    assert github.path_in_workspace("county_configs/inyo.yml") == "county_configs/inyo.yml"
    monkeypatch.setenv("GITHUB_WORKSPACE", str(tmp_path))
    assert github.path_in_workspace("county_configs/inyo.yml") == "protocol/county_configs/inyo.yml"
    assert github.path_in_workspace("/elsewhere/inyo.yml") == "/elsewhere/inyo.yml"
    assert github.annotations([report_of(TEXT % "probatio")]).startswith("::error file=protocol/county.yml,line=6,")
    assert '"uri": "protocol/county.yml"' in sarif.sarif([report_of(TEXT % "probatio")], DAY)
    monkeypatch.setenv("GITHUB_WORKSPACE", str(tmp_path / "other"))
    assert github.path_in_workspace("inyo.yml") == "inyo.yml"


def test_it_is_told_when_github_shows_not_all() -> None:
    report = report_of(TEXT % "probatio")
    (error,) = [d for d in report.diagnostics if d.severity == "error"][:1]
    shown = [github.annotations([replace(report, diagnostics=(error,) * n)]).splitlines()[-1] for n in (10, 11)]
    assert [
        line.startswith("::notice title=more than are shown::there are 11 errors; GitHub shows 10") for line in shown
    ] == [
        False,
        True,
    ]

"""`check`: what is printed where, and with which exit code."""

import io
import itertools
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from protocol_builder.law import requirements

from ..conftest import DAY, EXAMPLE, Ran

Run = Callable[..., Ran]

GAP = """\
county: Inyo
csec_program: {elects_funds: true, protocol_developed_on: 2019-03}
instrument: {kind: interagency_protocol}
agencies:
  hhs: {name: Health and Human Services, kind: county_department, functions: [human_services, mental_health, public_health]}
  court: {name: Superior Court, kind: court, functions: [juvenile_court]}
  office: {name: County Office of Education, kind: county_office_of_education, functions: [county_office_of_education]}
  sheriff: {name: Sheriff's Office, kind: elected_county_office, functions: [sheriff]}
protocol_team:
  lead: human_services
  seats:
    human_services: {agency: hhs}
    mental_health: {agency: hhs}
    public_health: {agency: hhs}
    juvenile_court: {agency: court}
    county_office_of_education: {agency: office}
    sheriff: {agency: sheriff}
services: {provision: Yes., case_management: Yes., service_planning: Yes.}
mdt: {kind: dedicated, seats: &all {child_welfare: {agency: hhs}}}
"""


@pytest.fixture
def gap(tmp_path: Path) -> Path:
    path = tmp_path / "inyo county.yml"
    path.write_text(GAP, encoding="utf-8")
    return path


def test_a_missing_partner_is_told_in_full(run: Run, gap: Path) -> None:
    ran = run("check", gap, "--on", DAY)
    assert ran.code == 1
    assert ran.out.split("\n\n")[0] == (
        f"{gap}:11:3: error: no one represents the county probation department on the protocol team [protocol-team-probation]\n"
        "  11 |   seats:\n"
        "     |   ^^^^^\n"
        "  WIC 16524.8(a)(1)(A), in force since 2015-01-01: “The county probation\n"
        "  department.”\n"
        "  fix: add under protocol_team.seats, for example\n"
        "       probation: {agency: probation, title: Chief Probation Officer}"
    )


def test_a_complete_file_prints_nothing_but_a_summary_and_exits_0(run: Run) -> None:
    ran = run("check", EXAMPLE, "--on", DAY)
    assert (ran.out, ran.code) == ("", 0)
    duties = sum(rule.force == "shall" for rule in requirements.in_force(DAY))
    advice = len(requirements.in_force(DAY)) - duties
    assert f"{duties} of {duties} duties met; {advice} of {advice} recommendations followed" in ran.err
    assert "none with errors" in ran.err


def test_strict_fails_on_what_is_not_an_error(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "inyo.yml"
    path.write_text(
        "county: Inyo\ncompleteness: public_sources_only\ninstrument: {kind: other}\nagencies: {a: {name: A, kind: other, functions: [other]}}\n"
    )
    assert run("check", path).code == 0
    assert run("check", path, "--strict").code == 1


def test_what_is_open_for_one_reason_is_asked_once(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "inyo.yml"
    text = GAP.replace(", protocol_developed_on: 2019-03", "").replace("    sheriff: {agency: sheriff}\n", "")
    path.write_text(text.replace("    county_office_of_education: {agency: office}\n", ""), encoding="utf-8")
    blocks = [block for block in run("check", path).out.split("\n\n") if "excuses leaving out" in block]
    assert blocks == [
        f"{path}:2:1: unknown: the file does not say when the county's protocol was developed, so it is unknown if WIC "
        "16524.8(c) excuses leaving out the 2018 partners [protocol-team-county-office-of-education]\n"
        "  2 | csec_program: {elects_funds: true}\n"
        "    | ^^^^^^^^^^^^\n"
        "  2 requirements depend on the answer: The county office of education is on\n"
        "  the protocol team; The county sheriff's department is on the protocol team\n"
        "  fix: add the facts under csec_program, for example\n"
        "       protocol_developed_on: 2015-06-30   # when it was first developed, not renewed"
    ]


def test_what_the_law_asks_stands_before_what_guidance_advises(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "inyo.yml"
    path.write_text("county: Inyo\nagencies: {a: {name: A, kind: other, functions: [other]}}\n", encoding="utf-8")
    found = re.findall(r"(?m)^.+?:\d+:\d+: (\w+):", run("check", path).out)
    assert [severity for severity, _ in itertools.groupby(found)] == ["error", "unknown", "advice"]


def test_findings_go_to_a_file_when_asked(run: Run, gap: Path, tmp_path: Path) -> None:
    ran = run("check", gap, "-o", tmp_path / "findings.txt")
    assert (ran.out, ran.code) == ("", 1)
    assert "protocol-team-probation" in (tmp_path / "findings.txt").read_text("utf-8")


def test_the_law_of_an_earlier_day(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "inyo.yml"
    path.write_text(GAP.replace("    sheriff: {agency: sheriff}\n", ""), encoding="utf-8")
    assert "[protocol-team-sheriff]" in run("check", path, "--on", "2018-01-01").out
    assert "[protocol-team-sheriff]" not in run("check", path, "--on", "2017-12-31").out


def test_a_folder_stands_for_its_county_files(run: Run, gap: Path) -> None:
    (gap.parent / "README.md").write_text("not a county file")
    (gap.parent / "mono.yaml").write_text(GAP.replace("Inyo", "Mono"), encoding="utf-8")
    ran = run("check", gap.parent)
    assert "2 files checked" in ran.err
    assert ran.out.index("inyo county.yml") < ran.out.index("mono.yaml")


def test_a_file_from_standard_input(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(GAP.encode())))
    ran = run("check", "-")
    assert ran.out.startswith("<stdin>:11:3: error: ")


def test_an_empty_folder_is_told(run: Run, tmp_path: Path) -> None:
    ran = run("check", tmp_path)
    assert (ran.err.splitlines()[-1], ran.code) == (f"Error: {tmp_path} has no county files (.yml or .yaml)", 2)


def test_text_that_a_terminal_would_obey_is_made_harmless(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "inyo.yml"
    path.write_text(GAP.replace("kind: dedicated", 'kind: "\\e[2J\\u202E"'), encoding="utf-8")
    out = run("check", path).out
    assert "kind cannot be “\ufffd[2J\ufffd”" in out
    assert "\x1b" not in out

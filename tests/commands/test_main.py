"""The command line's contract: what is printed where, and with which exit code."""

import io
import itertools
import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import jsonschema
import pytest

from protocol_builder import __version__
from protocol_builder.checking import rules
from protocol_builder.checking.rules import guidance_left_aside
from protocol_builder.commands import report_text
from protocol_builder.law import requirements

from ..conftest import DAY, EXAMPLE, ROOT, Ran, report_of

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
    blocks = [block for block in run("check", path).out.split("\n\n") if "excuses the partners" in block]
    assert blocks == [
        f"{path}:2:1: unknown: the file does not say when the county's protocol was developed, so it is open whether WIC "
        "16524.8(c) excuses the partners added on 2018-01-01 [protocol-team-county-office-of-education]\n"
        "  2 | csec_program: {elects_funds: true}\n"
        "    | ^^^^^^^^^^^^\n"
        "  2 requirements are open: The county office of education is on the protocol\n"
        "  team; The county sheriff's department is on the protocol team\n"
        "  fix: add what is so under csec_program, for example\n"
        "       protocol_developed_on: 2015-06-30   # when it was first developed, not renewed"
    ]


@pytest.mark.parametrize("width", [60, 78, 100])
def test_findings_are_as_wide_as_the_terminal_but_for_their_first_line(width: int) -> None:
    """What can be pasted keeps its lines as well; where a message ends in a list, that stands below the first line."""
    text = (
        EXAMPLE.read_text("utf-8").partition("\nservices:")[0]
        + "\nagencies: {a: {name: A, kind: other, functions: [other]}}\n"
    )
    blocks = list(report_text.findings([report_of(text)], width=width))
    lines = [line for block in blocks for line in block.split("\n")[1:] if not line.startswith("       ")]
    assert width - 15 < max(map(len, lines)) <= width
    advice = next(block for block in blocks if "[acl-16-85]" in block)
    first, *below = advice.split("\n")
    assert first.endswith("recommendations of ACL 16-85, statewide policies and procedures [acl-16-85]")
    assert any("Probation passes reports of exploitation" in line for line in below)


def test_a_terminal_s_width_is_asked_and_a_file_s_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = io.StringIO()
    assert report_text.width(terminal) == 78
    monkeypatch.setattr(terminal, "isatty", lambda: True)
    for columns, expected in (("60", 59), ("20", 40), ("300", 100)):
        monkeypatch.setenv("COLUMNS", columns)
        assert report_text.width(terminal) == expected
    assert report_text.width(terminal, "findings.txt") == 78


def test_what_the_law_asks_stands_before_what_guidance_advises(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "inyo.yml"
    path.write_text("county: Inyo\nagencies: {a: {name: A, kind: other, functions: [other]}}\n", encoding="utf-8")
    found = re.findall(r"(?m)^.+?:\d+:\d+: (\w+):", run("check", path).out)
    assert [severity for severity, _ in itertools.groupby(found)] == ["error", "unknown", "advice"]


def test_the_json_report_keeps_its_contract(run: Run, gap: Path) -> None:
    ran = run("check", gap, "--format", "json", "--on", DAY)
    assert ran.code == 1
    report = json.loads(ran.out)
    jsonschema.validate(report, json.loads((ROOT / "schemas" / "report.schema.json").read_text("utf-8")))
    (file,) = report["files"]
    assert (file["path"], file["counties"], file["instrument"]) == (str(gap), ["Inyo"], "interagency_protocol")
    assert file["summary"]["error"] == sum(d["severity"] == "error" for d in file["diagnostics"])
    assert file["diagnostics"][0] == {
        "id": "protocol-team-probation",
        "severity": "error",
        "force": "shall",
        "message": "no one represents the county probation department on the protocol team",
        "remedy": "add under protocol_team.seats, for example\nprobation: {agency: probation, title: Chief Probation Officer}",
        "citation": "WIC 16524.8(a)(1)(A)",
        "quote": "The county probation department.",
        "path": ["protocol_team", "seats", "probation"],
        "line": 11,
        "column": 3,
        "county": "Inyo",
    }


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


@pytest.mark.parametrize(
    ("arguments", "code", "line"),
    [
        (["check", "absent.yml"], 2, "Error: absent.yml does not exist"),
        (
            ["check", "--on", "2014-12-31"],
            2,
            "Error: Invalid value for --on: 2014-12-31 is before 2015-01-01, when WIC 16524.6–16524.11 became operative; no earlier law is on record here",
        ),
        (
            ["check", "--on", "soon"],
            2,
            "Error: Invalid value for --on: 'soon' is not a day; write year-month-day, such as 2018-01-01",
        ),
        (
            ["check", "--format", "xml"],
            2,
            "Error: Invalid value for '--format': 'xml' is not one of 'text', 'json', 'sarif', 'github', 'junit', 'markdown'.",
        ),
        (
            ["explain", "protocol-team-sherif"],
            2,
            "Error: no requirement or rule has the id 'protocol-team-sherif'; did you mean protocol-team-sheriff?",
        ),
        (
            ["explain", "juvenile-court"],
            2,
            "Error: no requirement or rule has the id 'juvenile-court'; did you mean protocol-team-juvenile-court or framework-role-juvenile-court?",
        ),
        (
            ["explain", "qqq"],
            2,
            "Error: no requirement or rule has the id 'qqq'; to list all: protocol-builder explain",
        ),
        (["nonsense"], 2, "Error: No such command 'nonsense'."),
    ],
)
def test_wrong_usage_is_one_clear_line_and_code_2(run: Run, arguments: list[str], code: int, line: str) -> None:
    ran = run(*arguments)
    assert (ran.out, ran.err.splitlines()[-1], ran.code) == ("", line, code)


def test_what_a_document_recommends_is_explained_together(run: Run) -> None:
    ran = run("explain", "acin-i-06-24")
    assert ran.out.startswith("ACIN I-06-24, evaluation of the CSEC Program; recommended, not law\n\n")
    recommended = [rule for rule in requirements.on_record() if rule.law == "guidance/acin-i-06-24"]
    assert len(recommended) > 5
    assert all(f"\n{rule.title} [{rule.id}]\n" in ran.out for rule in recommended)
    assert ran.code == 0


def test_an_empty_folder_is_told(run: Run, tmp_path: Path) -> None:
    ran = run("check", tmp_path)
    assert (ran.err.splitlines()[-1], ran.code) == (f"Error: {tmp_path} has no county file (.yml or .yaml)", 2)


def test_what_cannot_be_done_is_code_3(run: Run, gap: Path) -> None:
    (gap.parent / "taken").write_text("")
    ran = run("check", gap, "-o", gap.parent / "taken" / "findings.txt")
    assert ran.code == 3
    assert ran.err.startswith("Error: ")
    assert len(ran.err.splitlines()) == 1


def test_text_that_a_terminal_would_obey_is_made_harmless(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "inyo.yml"
    path.write_text(GAP.replace("kind: dedicated", 'kind: "\\e[2J\\u202E"'), encoding="utf-8")
    out = run("check", path).out
    assert "‘\ufffd[2J\ufffd’ is not a word that kind can have" in out
    assert "\x1b" not in out


def test_version_and_help(run: Run) -> None:
    assert run("--version").out == f"protocol-builder {__version__}\n"
    for command in ("check", "build", "mou", "site", "explain", "schema"):
        assert command in run("--help").out
        assert run(command, "--help").code == 0


def test_explain_shows_the_law_s_words_and_both_examples(run: Run) -> None:
    out = run("explain", "protocol-team-sheriff").out
    for line in (
        "WIC 16524.8(a)(1)(F), in force since 2018-01-01; the law says shall",
        "        sheriff: {agency: sheriff, title: Sheriff}",
        "        # no sheriff",
    ):
        assert line in out.splitlines()
    assert "county sheriff’s" in out


@pytest.mark.parametrize("id", [rule.id for rule in rules.all()])
def test_explain_explains_every_rule(run: Run, id: str) -> None:
    ran = run("explain", id)
    assert (ran.err, ran.code) == ("", 0)
    rule = rules.by_id(id)
    assert rule
    if rule in guidance_left_aside.rules():  # explained by all that the document recommends
        assert "recommended, not law" in ran.out.splitlines()[0]
    else:
        assert ran.out.startswith(
            f"{rule.title} [{id}]\n{rule.severity}; about the file itself, not a requirement of law\n"
        )
        assert all(f"    {line}" in ran.out.splitlines() for line in rule.good.splitlines())


def test_explain_shows_what_a_rule_finds_and_what_it_does_not(run: Run) -> None:
    assert (
        run("explain", "comment-in-a-text").out
        == """\
Part of a text is read as a comment [comment-in-a-text]
warning; about the file itself, not a requirement of law

In a county file, # after a space starts a comment, and the rest of the line
is ignored. Before a number, as in “Office #2”, the # was probably meant to be
part of the text.

Found, for example, in
    agencies:
      probation:
        name: Probation Department, Office #2
        kind: county_department
        functions: [probation]

Not found in
    agencies:
      probation:
        name: "Probation Department, Office #2"
        kind: county_department
        functions: [probation]

This is not legal advice; county counsel decides.
"""
    )


def test_explain_lists_every_requirement_and_rule(run: Run) -> None:
    out = run("explain").out
    ids = [*(one.id for one in requirements.on_record()), *(one.id for one in rules.all())]
    assert [id for id in ids if f"  {id} " not in out] == []


def test_it_runs_as_a_module_and_survives_a_reader_that_leaves() -> None:
    ran = subprocess.run(
        f"{sys.executable} -m protocol_builder explain | head -n 1",
        shell=True,
        capture_output=True,
        text=True,
        check=True,
    )
    assert ran.stderr == ""


def test_coverage_of_the_statutes_is_explained(run: Run) -> None:
    ran = run("explain", "--coverage")
    assert ran.code == 0
    first, *lines = ran.out.splitlines()
    assert first == "283 of 283 sentences of the statutes are accounted for"
    assert "  WIC 16524.11: This chapter shall become operative on January 1, 2015." in lines
    assert run("explain", "protocol-team-sheriff", "--coverage").code == 2

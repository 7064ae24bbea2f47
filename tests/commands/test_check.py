"""`check`: what is printed where, and with which exit code."""

import io
import itertools
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from protocol_builder.commands.reports import findings

from ..conftest import DAY, EXAMPLE, Ran, report_of

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
    assert ran.out.split("\n\n")[1] == (
        f"{gap}:11:3: error: no one represents the county probation department on the protocol team [protocol-team-probation]\n"
        "  11 |   seats:\n"
        "     |   ^^^^^\n"
        "  WIC 16524.8(a)(1)(A), in force since 2015-01-01: “The county probation\n"
        "  department.”\n"
        "  fix: add under protocol_team.seats, and describe probation under agencies\n"
        '       probation: {agency: probation, title: "TODO"}   # for example Chief Probation Officer'
    )


def test_a_complete_file_prints_nothing_but_a_summary_and_exits_0(run: Run) -> None:
    ran = run("check", EXAMPLE, "--on", DAY)
    assert (ran.out, ran.code) == ("", 0)
    asked = [verdict.requirement for verdict in report_of(EXAMPLE.read_text("utf-8")).verdicts if verdict.is_asked]
    duties = sum(one.force == "shall" for one in asked)
    advice = len(asked) - duties
    words = "in the county’s own words (not read by any program)"
    assert (
        f"{duties} duties: 98 stated in the file, {duties - 98} {words}; {advice} recommendations: 33 stated in the file, {advice - 33} {words}"
        in ran.err
    )
    assert "none with errors" in ran.err


WHOLE = EXAMPLE.read_text("utf-8")
ONE_KIND = {
    "error": WHOLE + "\nmtd: {}\n",
    "warning": WHOLE.replace("    until: 2030-06-30", "    until: 2026-06-30").replace(
        "    review_by: 2028-06-30\n", ""
    ),
    "unknown": re.sub(
        r"(?m)^    probation:.*\n(?:      .*\n)*", "", WHOLE.replace(": complete\n", ": public_sources_only\n"), count=1
    ),
    "advice": WHOLE.replace("    - harm_reduction\n", ""),
    "": WHOLE,
}
"""A county file with findings of one severity alone, and one without findings."""
FAILS_AT = {
    "error": ("error", "warning", "unknown", "advice"),
    "warning": ("warning", "unknown", "advice"),
    "unknown": ("unknown", "advice"),
    "advice": ("advice",),
    "": (),
}
"""The levels of `--fail-on` at which each of these files fails."""


@pytest.mark.parametrize("more", [(), ("--format", "github"), ("--fix",)], ids=["text", "github", "fix"])
@pytest.mark.parametrize("kind", ONE_KIND)
def test_each_level_fails_on_its_findings_and_on_more_serious_ones(
    run: Run, tmp_path: Path, kind: str, more: tuple[str, ...]
) -> None:
    path = tmp_path / "example.yml"
    path.write_text(ONE_KIND[kind], encoding="utf-8")
    assert {d.severity for d in report_of(ONE_KIND[kind]).diagnostics} == ({kind} if kind else set())
    codes = {level: run("check", path, "--on", DAY, "--fail-on", level, *more).code for level in FAILS_AT["error"]}
    assert codes == {level: int(level in FAILS_AT[kind]) for level in FAILS_AT["error"]}
    assert run("check", path, "--on", DAY, *more).code == codes["error"]


def test_one_file_of_several_is_enough_to_fail(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for kind in ("", "advice", "warning"):
        (tmp_path / f"{kind or 'whole'}.yml").write_text(ONE_KIND[kind], encoding="utf-8")
    for at_least in (findings.MIN_FILES_FOR_SEVERAL, 2):  # by one process, then by several
        monkeypatch.setattr(findings, "MIN_FILES_FOR_SEVERAL", at_least)
        assert run("check", tmp_path, "--on", DAY).code == 0
        assert run("check", tmp_path, "--on", DAY, "--fail-on", "warning").code == 1


@pytest.mark.parametrize("number", [1, 2, 3])
def test_several_processes_say_of_drafts_what_one_does(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    for name in "abc"[:number]:
        (tmp_path / f"{name}.yml").write_text(WHOLE.replace("status: in_force", "status: draft", 1), encoding="utf-8")
    one = run("check", tmp_path, "--on", DAY)
    monkeypatch.setattr(findings, "MIN_FILES_FOR_SEVERAL", 1)
    monkeypatch.setattr(findings, "_FILES_PER_PIECE", 1)
    assert run("check", tmp_path, "--on", DAY) == one
    assert ("the agreement is a draft because" in one.err) == (number == 1)


def test_a_level_that_does_not_exist_and_the_old_option_are_refused(run: Run) -> None:
    ran = run("check", EXAMPLE, "--fail-on", "notice")
    assert (ran.code, "'error', 'warning', 'unknown', 'advice'" in ran.err) == (2, True)
    assert run("check", EXAMPLE, "--strict").code == 2


def test_fix_adds_what_a_file_leaves_unanswered_at_the_level_that_fails_on_it(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "example.yml"
    path.write_text(re.sub(r"(?ms)^training:\n.*?(?=^\w)", "", WHOLE), encoding="utf-8")
    added = {
        level: "\n+training:\n" in run("check", path, "--on", DAY, "--fix", "--fail-on", level).out
        for level in FAILS_AT["error"]
    }
    assert added == {"error": False, "warning": False, "unknown": True, "advice": True}


def test_what_is_open_for_one_reason_is_asked_once(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "inyo.yml"
    text = GAP.replace(", protocol_developed_on: 2019-03", "").replace("    sheriff: {agency: sheriff}\n", "")
    path.write_text(text.replace("    county_office_of_education: {agency: office}\n", ""), encoding="utf-8")
    blocks = [block for block in run("check", path, "--all").out.split("\n\n") if "excuses leaving out" in block]
    assert blocks == [
        f"{path}:2:1: unknown: the file does not say when the county's protocol was developed, so it is unknown if WIC "
        "16524.8(c) excuses leaving out the 2018 partners [protocol-team-county-office-of-education]\n"
        "  2 | csec_program: {elects_funds: true}\n"
        "    | ^^^^^^^^^^^^\n"
        "  2 requirements depend on the answer: The county office of education is on\n"
        "  the protocol team; The county sheriff's department is on the protocol team\n"
        "  fix: add the facts under csec_program\n"
        "       protocol_developed_on: TODO   # for example 2015-06-30; when it was first developed, not renewed"
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
    assert ran.out.startswith(
        "<stdin>: Protocol team: 6 of 7 seats filled; open: probation\n<stdin>: MDT: 0 of 5 seats filled; open: "
    )
    assert "\n\n<stdin>:11:3: error: " in ran.out


def test_an_empty_folder_is_told(run: Run, tmp_path: Path) -> None:
    ran = run("check", tmp_path)
    assert (ran.err.splitlines()[-1], ran.code) == (f"Error: {tmp_path} has no county files (.yml or .yaml)", 2)


def test_text_that_a_terminal_would_obey_is_made_harmless(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "inyo.yml"
    path.write_text(GAP.replace("kind: dedicated", 'kind: "\\e[2J\\u202E"'), encoding="utf-8")
    out = run("check", path).out
    assert "kind cannot be “\ufffd[2J\ufffd”" in out
    assert "\x1b" not in out


DRAFT = WHOLE.replace("status: in_force", "status: draft").replace("title: Chief Probation Officer", 'title: "TODO"', 1)


@pytest.mark.parametrize(
    ("text", "arguments", "code"),
    [
        (DRAFT, (), 1),
        (DRAFT, ("--allow-drafts",), 0),
        (DRAFT, ("--allow-drafts", "--fail-on", "unknown"), 1),
        (DRAFT.replace("status: draft", "status: pending"), ("--allow-drafts",), 1),
        (f"{DRAFT}mtd: {{}}\n", ("--allow-drafts",), 1),
    ],
    ids=["asked-for-nothing", "a-draft", "an-open-question", "no-draft", "another-error"],
)
def test_a_draft_with_values_to_fill_in_can_be_let_through(
    run: Run, tmp_path: Path, text: str, arguments: tuple[str, ...], code: int
) -> None:
    file = tmp_path / "example.yml"
    file.write_text(text, encoding="utf-8")
    ran = run("check", file, "--on", DAY, *arguments)
    assert ran.code == code
    assert ("\n  a draft: values to be filled in are no failure; " in ran.err) == (
        arguments[:1] == ("--allow-drafts",) and text == DRAFT
    )


def test_a_schema_of_another_version_is_told(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("county_configs", "schemas"):
        (tmp_path / name).mkdir()
    (tmp_path / "county_configs" / "example.yml").write_text(WHOLE, encoding="utf-8")
    schema = tmp_path / "schemas" / "county.schema.json"
    told = (
        "schemas/county.schema.json, which editors load, is of another version; to update it: protocol-builder schema -o "
        "schemas/county.schema.json\n"
    )
    assert run("schema", "-o", "schemas/county.schema.json").code == 0
    assert told not in run("check").err
    schema.write_text("{}", encoding="utf-8")
    assert run("check").err.endswith(told)
    assert told not in run("check", "--format", "json").err


def test_what_office_keeps_beside_an_open_file_is_left_alone(run: Run, tmp_path: Path) -> None:
    (tmp_path / "example.yml").write_text(WHOLE, encoding="utf-8")
    (tmp_path / "~$example.yml").write_bytes(b"\x00")
    ran = run("check", tmp_path, "--on", DAY)
    assert (ran.code, "1 file checked" in ran.err) == (0, True)

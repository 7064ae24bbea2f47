"""What `check --fix` adds: the right thing at the right place, nothing else changed, and still missing until filled in."""

import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from protocol_builder.checking import fix, new_county_file
from protocol_builder.checking.check import check_source
from protocol_builder.diagnostic import SEVERITIES
from protocol_builder.files import FileHasChangedError
from protocol_builder.law import requirements
from protocol_builder.reading.source import read_text

from ..conftest import DAY, EXAMPLE, ROOT, Ran, below
from ..law.test_county_schema import violations

Run = Callable[..., Ran]

COUNTIES = sorted((ROOT / "county_configs").glob("*.yml"))
CASES = [min(folder.glob("*.yml")) for folder in sorted((ROOT / "tests" / "cases").glob("*/"))]
SEATS = [requirement for requirement in requirements.in_force(DAY) if requirement.seat and requirement.force == "shall"]

COMPLETE = """\
county: Example County
instrument:
  kind: interagency_protocol
csec_program:
  elects_funds: true
  protocol_developed_on: 2019

# The team that develops the protocol.
protocol_team:
  lead: human_services
  seats:
    # the county's own
    human_services: {agency: hhs, title: Director}
    probation: {agency: probation, title: Chief}   # since 2020
    mental_health: {agency: hhs, title: Deputy Director}
    public_health: {agency: hhs, title: Health Officer}

    # others
    juvenile_court: {agency: court, title: Presiding Judge}
    county_office_of_education: {agency: schools, title: Superintendent}
    sheriff: {agency: sheriff, title: Sheriff}

# The team that serves a child.
mdt:
  kind: dedicated
  seats:
    child_welfare: {agency: hhs, title: Social Worker}
    probation: {agency: probation, title: Deputy}
    mental_health: {agency: hhs, title: Clinician}
    substance_use_disorder: {agency: hhs, title: Counselor}
    public_health: {agency: hhs, title: Nurse}

services:
  provision: |
    Counseling.

    Housing.

  case_management: The team.
  service_planning: The team.

agencies:
  hhs:
    name: Health and Human Services
    kind: county_department
    functions: [human_services, child_welfare, mental_health, substance_use_disorder, public_health]
  probation: {name: Probation, kind: county_department, functions: [probation]}
  court: {name: Superior Court, kind: court, functions: [juvenile_court]}
  schools: {name: Office of Education, kind: county_office_of_education, functions: [county_office_of_education]}
  sheriff: {name: Sheriff's Office, kind: elected_county_office, functions: [sheriff]}
"""


def fixed(text: str, severities: tuple[str, ...] = ("error",)) -> fix.Fixed:
    return fix.fix(check_source(read_text(text, "county.yml"), DAY), severities)  # type: ignore[arg-type]


def lines_added(before: str, after: str) -> list[str]:
    """The lines that the new text has beside those of the old one, which must all be there, in their order."""
    old = iter([*before.splitlines(keepends=True), ""])
    expected, added = next(old), []
    for line in after.splitlines(keepends=True):
        if line == expected:
            expected = next(old)
        else:
            added.append(line)
    assert expected == "", f"lost: {expected!r}"
    return added


def duties(text: str) -> list[tuple[str, str]]:
    """The duties that are not met."""
    found = check_source(read_text(text, "county.yml"), DAY).diagnostics
    return sorted((d.id, d.county) for d in found if d.force == "shall" and d.severity == "error")


def test_nothing_is_added_to_a_complete_file() -> None:
    assert fixed(COMPLETE).text == COMPLETE
    assert fixed(COMPLETE).diff() == ""


@pytest.mark.parametrize("requirement", SEATS, ids=lambda requirement: requirement.id)
def test_a_missing_seat_is_added_where_it_belongs_and_is_still_missing(requirement: requirements.Requirement) -> None:
    seat = requirement.seat
    assert seat
    if f"\n{seat.on}:" not in COMPLETE:
        pytest.skip("of another instrument; tests/test_third_statute.py and tests/commands/test_init.py add such seats")
    head, team, rest = COMPLETE.partition(f"\n{seat.on}:")
    (line,) = re.findall(
        rf"^    {seat.function}: .*\n", rest.partition("\n\n#")[0] if seat.on == "mdt" else rest, re.M
    )[:1]
    text = head + team + rest.replace(line, "", 1)
    done = fixed(text)
    (added,) = [new for new in lines_added(text, done.text) if "#" not in new[:6]]
    assert re.fullmatch(rf"    {seat.function}: {{agency: [a-z]+, title: \"TODO\"}}(   # for example .+)?\n", added)
    assert done.text.splitlines().index(added.rstrip("\n")) in range(
        COMPLETE.splitlines().index(line.rstrip("\n")) - 1, COMPLETE.splitlines().index(line.rstrip("\n")) + 5
    )
    assert duties(done.text) == duties(text) == [(requirement.id, "Example County")]
    assert violations(done.text), "the published schema takes it for filled in"
    assert duties(done.text.replace("TODO", "Chief")) == []


def test_the_remarks_of_the_next_section_stay_with_it() -> None:
    text = COMPLETE.replace("    sheriff: {agency: sheriff, title: Sheriff}\n", "")
    assert fixed(text).diff().splitlines()[3:] == [
        "     # others",
        "     juvenile_court: {agency: court, title: Presiding Judge}",
        "     county_office_of_education: {agency: schools, title: Superintendent}",
        "+    # WIC 16524.8(a)(1)(F): “The county sheriff’s department.”",
        '+    sheriff: {agency: sheriff, title: "TODO"}   # for example Sheriff',
        " ",
        " # The team that serves a child.",
        " mdt:",
    ]


def test_a_missing_section_is_added_with_the_law_s_words_and_an_example() -> None:
    start, end = COMPLETE.index("services:\n"), COMPLETE.index("agencies:\n")
    text = COMPLETE[:start] + COMPLETE[end:]
    done = fixed(text)
    assert "".join(lines_added(text, done.text)) == (
        "services:\n"
        "  # WIC 16524.8(b): “the interagency protocol shall address the provision of services to children who have been\n"
        "  # sexually exploited and are within the definition of Section 300”\n"
        "  # For example: The partners provide specialized counseling, medical care, and safe housing to …\n"
        '  provision: "TODO"\n'
        "  # WIC 16524.8(b): “the use of a multidisciplinary team approach to provide coordinated case management, service\n"
        "  # planning, and services to these children”\n"
        "  # For example: The multidisciplinary team reviews each child's case together and …\n"
        '  case_management: "TODO"\n'
        "  # For example: The multidisciplinary team agrees on one plan for each child that …\n"
        '  service_planning: "TODO"\n'
        "\n"
    )
    assert duties(done.text) == duties(text)


def test_an_agency_that_the_seat_needs_is_added_with_all_its_functions() -> None:
    text = "county: Example County\ninstrument: {kind: interagency_protocol}\ncsec_program: {elects_funds: true}\n"
    done = fixed(text)
    agencies = done.report.source.data["agencies"]
    assert agencies["behavioral_health"]["functions"] == ["mental_health", "substance_use_disorder"]
    assert agencies["social_services"]["functions"] == ["child_welfare", "human_services"]
    assert duties(done.text) == duties(text)
    filled = re.sub(r"lead: TODO", "lead: human_services", done.text)
    filled = re.sub(r"kind: TODO", "kind: dedicated", filled).replace("TODO", "Written")
    assert duties(filled) == []


def test_of_two_agencies_that_could_hold_a_seat_none_is_chosen() -> None:
    text = COMPLETE.replace("    sheriff: {agency: sheriff, title: Sheriff}\n", "")
    text += "  other_sheriff: {name: Sheriff of the Courts, kind: elected_county_office, functions: [sheriff]}\n"
    assert '\n    sheriff: {agency: TODO, title: "TODO"}' in fixed(text).text


def test_what_the_shape_demands_is_added_too() -> None:
    text = COMPLETE.replace("  kind: interagency_protocol\n", "  status: draft\n")
    assert "\n  kind: TODO\n  status: draft\n" in fixed(text).text


@pytest.mark.parametrize(("key", "typed"), [("    probation", "    probaton"), ("protocol_team", "protocol_teem")])
def test_what_is_only_misspelt_is_not_added_a_second_time(key: str, typed: str) -> None:
    text = COMPLETE.replace(f"\n{key}:", f"\n{typed}:", 1)
    assert text != COMPLETE
    fixed = fix.fix(check_source(read_text(text, "county.yml"), DAY))
    assert fixed.added == ()
    assert [why for _, why in fixed.left] == [f"fix what is there first; did you mean {key.strip()}?"]


def test_each_county_of_several_gets_its_own() -> None:
    own, _, agencies = COMPLETE.partition("agencies:\n")
    head, _, own = own.partition("csec_program:\n")
    part = "".join(f"    {line}".rstrip() + "\n" for line in f"csec_program:\n{own}".splitlines())
    head = head.replace("county: Example County\n", "")
    text = f"{head}agencies:\n{agencies}counties:\n  Inyo:\n{part}  Mono:\n{part}"
    assert duties(text) == []
    missing = text[::-1].replace("        probation: {agency: probation, title: Deputy}\n"[::-1], "", 1)[::-1]
    done = fixed(missing)
    assert duties(done.text) == duties(missing) == [("mdt-probation", "Mono")]
    assert done.added == (("counties", "Mono", "mdt", "seats", "probation"),)
    assert '\n        probation: {agency: probation, title: "TODO"}' in done.text


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "protocol_team: {lead: human_services, seats: {}}",
            "protocol_team: {lead: human_services, seats: {human_services: ",
        ),
        (
            "protocol_team: {}",
            'protocol_team: {lead: TODO, seats: {human_services: {agency: social_services, title: "TODO"}',
        ),
        (
            "protocol_team:\n  lead: human_services\n  seats:",
            '\n    human_services: {agency: social_services, title: "TODO"}',
        ),
        ("protocol_team:", "protocol_team:\n  # WIC"),
    ],
)
def test_maps_in_braces_and_keys_without_a_value_are_filled_too(before: str, after: str) -> None:
    text = f"county: Example County\ninstrument: {{kind: interagency_protocol}}\ncsec_program: {{elects_funds: true}}\n{before}\n"
    done = fixed(text)
    assert after in done.text
    assert "protocol-team-probation" in [id for id, _ in duties(done.text)]
    assert ("protocol_team", "seats", "probation") in done.added


def test_a_place_where_two_keys_share_one_value_is_left_alone_and_told() -> None:
    own, _, agencies = COMPLETE.partition("agencies:\n")
    seats = "{child_welfare: {agency: hhs}, mental_health: {agency: hhs}, public_health: {agency: hhs}}"
    text = re.sub(r"\n  seats:\n    child_welfare(?:.|\n)*?\n\n", f"\n  seats: &all {seats}\n\n", own)
    text += f"steering_committee:\n  is_protocol_team: false\n  seats: *all\nagencies:\n{agencies}"
    done = fixed(text)
    assert done.text == text
    assert {(diagnostic.id, reason) for diagnostic, reason in done.left} == {
        (id, "the way this part of the file is written leaves no safe place for an entry")
        for id in ("mdt-probation", "mdt-substance-use-disorder")
    }


@pytest.mark.parametrize(
    ("path", "end"),
    [*((path, "\n") for path in COUNTIES + CASES), *((path, "\r\n") for path in COUNTIES)],
    ids=lambda value: f"{value.parent.name}/{value.stem}" if isinstance(value, Path) else repr(value),
)
def test_whatever_a_file_looks_like_nothing_of_it_changes(path: Path, end: str) -> None:
    text = path.read_text("utf-8").replace("\n", end)
    if end == "\r\n":
        text = text.rstrip("\r\n")  # a last line without an end
    severities = SEVERITIES if path in COUNTIES else ("error",)
    for missing in ("", *(key for key in ("protocol_team", "mdt", "services") if f"\n{key}:{end}" in text)):
        part = re.sub(rf"(?ms)^{missing}:[ \r]*\n.*?(?=^\S)", "", text) if missing else text
        done = fixed(part, severities)
        if end == "\n":
            lines_added(part, done.text)
        else:
            lines_added(f"{part}{end}", f"{done.text}{end}")
            assert "\n" not in done.text.replace("\r\n", "")
        old, new = read_text(part, "").data, done.report.source.data
        missing_now = {place for place, _ in below(new)} - {place for place, _ in below(old)}
        assert {place for place, value in below(old)} <= {place for place, _ in below(new)}
        assert all(
            any(place[: len(added)] == added or added[: len(place)] == place for added in done.added)
            for place in missing_now
        )
        assert duties(done.text) == duties(part)
        assert fix.fix(done.report, severities).added == ()  # once is enough


def test_a_file_keeps_its_mark_its_line_ends_and_its_permissions(tmp_path: Path) -> None:
    path, link = tmp_path / "condado de peñasco.yml", tmp_path / "link.yml"
    text = COMPLETE.replace("    sheriff: {agency: sheriff, title: Sheriff}\n", "# señor ünicode\n").replace(
        "\n", "\r\n"
    )
    path.write_bytes(b"\xef\xbb\xbf" + text.encode())
    path.chmod(0o640)
    link.symlink_to(path)
    done = fix.fix(check_source(read_text(path.read_bytes().decode("utf-8-sig"), str(link)), DAY))
    fix.write(done)
    assert path.read_bytes().startswith(b"\xef\xbb\xbfcounty")
    assert path.read_bytes().decode("utf-8-sig") == done.text
    assert path.stat().st_mode & 0o777 == 0o640
    assert link.is_symlink()


def test_a_file_that_has_changed_in_the_meantime_is_not_written(tmp_path: Path) -> None:
    path = tmp_path / "county.yml"
    text = COMPLETE.replace("    sheriff: {agency: sheriff, title: Sheriff}\n", "")
    done = fix.fix(check_source(read_text(text, str(path)), DAY))
    path.write_text(text + "# edited\n", encoding="utf-8")
    with pytest.raises(OSError, match="has changed in the meantime"):
        fix.write(done)
    assert path.read_text("utf-8") == text + "# edited\n"


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_a_file_that_is_no_text_any_more_is_not_written(tmp_path: Path, mark: bytes) -> None:
    path = tmp_path / "county.yml"
    done = fix.fix(check_source(read_text(COMPLETE, str(path)), DAY))
    path.write_bytes(mark + b"\xff\xfe")
    with pytest.raises(FileHasChangedError) as raised:
        fix.write(done)
    assert raised.value.filename == str(path)
    assert path.read_bytes() == mark + b"\xff\xfe"


@pytest.fixture
def incomplete(tmp_path: Path) -> Path:
    path = tmp_path / "county file.yml"
    path.write_text(COMPLETE.replace("    sheriff: {agency: sheriff, title: Sheriff}\n", ""), encoding="utf-8")
    return path


def test_the_difference_is_shown_and_nothing_written(run: Run, incomplete: Path) -> None:
    before = incomplete.read_bytes()
    ran = run("check", "--fix", incomplete, "--on", DAY)
    assert ran.out.splitlines()[:2] == [f"--- {incomplete}", f"+++ {incomplete}"]
    assert ran.err.splitlines()[0] == (
        f"{incomplete}: 1 entry can be added; to save, add --write. Fill in each TODO; until then it counts as missing. "
        "Errors: 1 before; with the entries, 1 value to fill in and 0 other errors."
    )
    assert (incomplete.read_bytes(), ran.code) == (before, 1)


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
def test_the_difference_can_be_applied_as_a_patch(run: Run, incomplete: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(incomplete.parent)
    patch = run("check", "--fix", incomplete.name, "--on", DAY).out
    subprocess.run(["git", "apply", "-p0", "-"], input=patch.encode(), check=True)
    assert 'sheriff: {agency: sheriff, title: "TODO"}' in incomplete.read_text("utf-8")


def test_it_is_written_on_request(run: Run, incomplete: Path) -> None:
    ran = run("check", "--fix", "--write", incomplete, "--on", DAY)
    assert ran.code == 1
    assert 'sheriff: {agency: sheriff, title: "TODO"}' in incomplete.read_text("utf-8")
    incomplete.write_text(incomplete.read_text("utf-8").replace("TODO", "Sheriff"), encoding="utf-8")
    assert run("check", incomplete, "--on", DAY).code == 0


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (["--write"], "Error: --write needs --fix"),
        (["--fix", "--write", "-"], "Error: --write cannot save to standard input"),
        (["--fix", "--format", "json"], "Error: --fix cannot be combined with --format or --output"),
    ],
)
def test_options_that_do_not_go_together_are_told(run: Run, arguments: list[str], line: str) -> None:
    ran = run("check", *arguments)
    assert (ran.err.splitlines()[-1], ran.code, ran.out) == (line, 2, "")


def test_a_file_that_cannot_be_read_is_told_and_left(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "county.yml"
    path.write_text("county: [\n")
    ran = run("check", "--fix", "--write", path)
    assert ran.err.splitlines()[0] == f"{path}: cannot be read, so nothing can be added"
    assert (path.read_text(), ran.code, ran.out) == ("county: [\n", 1, "")


def test_the_example_needs_nothing() -> None:
    assert fixed(EXAMPLE.read_text("utf-8"), SEVERITIES).added == ()


def test_what_the_law_asks_and_the_file_does_not_say_is_added_on_request() -> None:
    states = {v.requirement.id: v.state for v in check_source(read_text(COMPLETE, ""), DAY).verdicts}
    asked = [
        r
        for r in requirements.in_force(DAY)
        if r.force == "shall" and states[r.id] == "unknown" and r.path[0] != "instrument"
    ]
    assert len(asked) > 50
    done = fixed(COMPLETE, ("unknown",))
    asked = [r for r in asked if r.path[0] != "information_sharing" or r.path[1] == "ongoing"]
    assert {requirement.path for requirement in asked} == set(done.added), (
        "of the laws on which a team shares, one alone"
    )
    added = re.sub(r"\s*\n *# ", " ", done.text)
    assert [r.id for r in asked if f"{r.citation}: “{r.quote}”" not in added] == []
    now = {v.requirement.id: v.state for v in done.report.verdicts}
    assert {now[requirement.id] for requirement in asked} <= {"unknown", "not_met"}
    assert now["investigation-team-size"] == "unknown", "a TODO does not say on which law the team relies"
    assert "\n    to: [TODO]\n" in done.text


def test_remarks_that_init_left_are_taken_up_unless_someone_has_written_into_them() -> None:
    text = new_county_file.county_text(new_county_file.Answers("Inyo", True, "2019"), DAY)
    assert "\n#identification:\n" in text
    assert "\n#training:\n" in text
    text = text.replace("#  # For example: [social_workers, probation_officers]\n", "#  # ask Human Resources\n")
    done = fixed(text, ("error", "unknown")).text
    assert "\nidentification:\n" in done
    assert "\n#identification:\n" not in done
    assert "\ntraining:\n" in done
    assert "\n#training:\n" in done
    assert "ask Human Resources" in done
    assert "\n\n\n" not in done
    assert done.index("\nagencies:\n") < done.index("\nidentification:\n") < done.index("\n#training:\n"), (
        "in their place"
    )
    assert done.count("\nidentification:\n") == 1


def test_a_file_of_public_sources_is_not_asked_for_more_than_they_show() -> None:
    assert fixed(f"completeness: public_sources_only\n{COMPLETE}", ("error", "unknown")).added == ()
    text = COMPLETE.replace("elects_funds: true", "fiscal_years: [2015-16]")
    assert fixed(f"completeness: public_sources_only\n{text}", ("error", "unknown")).added == ()


@pytest.mark.parametrize("line", ["", "#", f"# {'x' * 77}"], ids=["empty lines", "comments", "long comments"])
def test_nothing_is_added_to_a_text_that_would_take_too_long(line: str) -> None:
    number = min(fix.MAX_LINES, fix.MAX_CHARACTERS // (len(line) + 1))
    begun = "county: Inyo\n"
    over = fixed(begun + f"{line}\n" * (number + 1))
    assert (over.added, over.text) == ((), begun + f"{line}\n" * (number + 1))
    reason = "entries are added to files of at most 50,000 lines and 1,000,000 characters"
    assert over.left
    assert {why for _, why in over.left} == {f"{reason}; delete empty lines and comments first"}


def test_a_long_text_gets_its_entries() -> None:
    assert fixed("county: Inyo\n" + "\n" * 2_000).added

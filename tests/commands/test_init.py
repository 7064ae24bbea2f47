"""What `init` starts: a county file with nothing left but what only the county can say, and a repository around it."""

import itertools
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from protocol_builder import __version__
from protocol_builder.checking import new_county_file
from protocol_builder.checking.check import check_source
from protocol_builder.commands import county_names, new_repository, parts
from protocol_builder.diagnostic import Diagnostic
from protocol_builder.law import county_schema, requirements, vocabulary
from protocol_builder.reading.source import load_yaml, read_text

from ..conftest import DAY, EXAMPLE, ROOT, Ran, example_for
from ..law.test_county_schema import violations

Run = Callable[..., Ran]

COUNTIES = [county for county in vocabulary.lists()["counties"] if not vocabulary.is_example(county)]
DUTIES = [
    requirement
    for requirement in requirements.in_force(DAY)
    if requirement.force == "shall" and example_for(requirement) == EXAMPLE
]
SEATS = {requirement.id for requirement in DUTIES if requirement.seat}
BEFORE_2018 = {"protocol-team-county-office-of-education", "protocol-team-sheriff"}


@cache
def text_of(county: str = "Inyo", **known: object) -> str:
    answers = new_county_file.Answers(county, **{"elects_funds": True, "developed_on": "2019", **known})  # type: ignore[arg-type]
    return new_county_file.county_text(answers, DAY)


DEPARTMENTS = "[mental_health, probation, public_health, substance_use_disorder]"
ANSWERS = {
    "elects_funds": "true",
    "until": "2029-12-31",
    "lead": "human_services",
    "kind": "dedicated",
    "participants": DEPARTMENTS,
    "link_to_services": DEPARTMENTS,
    "input_to_child_welfare": DEPARTMENTS,
    "uses": "[prevention, services]",
    "for_exploited_children": "true",
    "supplants_existing_programs": "false",
    "submitted_on": "2026-05-01",
    "describes_use_of_funds": "true",
    "collaboration_with": "[county_partner_agencies, educational_entities, children_focused_entities]",
    "forms_mdt": "true",
    "months": "6",
}
"""What is typed for a key that does not take any text."""


def filled_in(text: str, other_list: str = "") -> str:
    """The text as a county would complete it: each answer is typed over TODO, within the quotation marks that are there.

    `other_list` is typed for a list of which ANSWERS says nothing.
    """
    numbers = itertools.count(1)

    def answered(found: re.Match[str]) -> str:
        key, before, after = found[1], found[2], found[3]
        if not before and not after:
            return f"{key}: {ANSWERS.get(key) or f'Written by the county {next(numbers)}'}"
        if before == "[":
            return f"{key}: {ANSWERS.get(key, other_list) or ANSWERS[key]}"
        return f"{key}: {before}Written, by: the county {next(numbers)}{after}"

    lines = text.splitlines(keepends=True)
    placeholder = re.compile(r"\b(\w+): (\[?\"?)TODO(\"?\]?)")
    return "".join(line if line.lstrip().startswith("#") else placeholder.sub(answered, line) for line in lines)


def findings(text: str) -> list[Diagnostic]:
    """What is wrong or missing. What the file does not say, and guidance that it leaves aside, is neither."""
    found = check_source(read_text(text, "county.yml"), DAY).diagnostics
    return [diagnostic for diagnostic in found if diagnostic.severity in ("error", "warning")]


def with_the_rest(text: str) -> str:
    """The text with what else the law asks no longer as a remark."""
    head, _, rest = text.partition(
        "# the agreement has the law's words for it. To answer, remove the first # from each of its lines and replace each TODO.\n"
    )
    return head + re.sub(r"(?m)^#", "", rest)


def places(text: str) -> list[int]:
    """The lines on which something is marked to be filled in."""
    return [n for n, line in enumerate(text.splitlines(), 1) if re.search(r"TODO", re.sub(r"(^| )#.*", "", line))]


@pytest.mark.parametrize(
    ("county", "combined"),
    [*((county, False) for county in COUNTIES), ("Inyo", True), ("San Francisco", True), ("Yuba", True)],
)
def test_each_county_s_file_lacks_only_what_the_county_can_say(county: str, combined: bool) -> None:
    text = text_of(county, combined=combined)
    found = findings(text)
    assert [diagnostic.line for diagnostic in found] == places(text)
    assert {diagnostic.id for diagnostic in found} >= SEATS
    done = filled_in(text)
    assert findings(done) == []
    if county in ("Alpine", "Los Angeles", "Yuba"):  # the schema does not know one county from another
        assert violations(text)
        assert violations(done) == []


@pytest.mark.parametrize("requirement", DUTIES, ids=lambda requirement: requirement.id)
def test_each_duty_is_told_in_the_law_s_words(requirement: requirements.Requirement) -> None:
    if requirement.id == "protocol-developed":
        return  # that is what the whole file is for
    if any(gate.alternative for gate in requirement.binding) and requirement.path[1] != "ongoing":
        return  # of the laws on which a team shares information, the file shows one
    remarks = re.sub(r"(?m)^[# ]*#", "", text_of())
    assert f"{requirement.citation}: “{requirement.quote}”" in re.sub(r"\s+", " ", remarks)


def test_what_else_the_law_asks_claims_nothing_as_a_remark_and_nothing_when_it_is_taken_up() -> None:
    def met(text: str) -> list[str]:
        verdicts = check_source(read_text(text, ""), DAY).verdicts
        return [v.requirement.id for v in verdicts if v.state == "satisfied" and v.requirement.force == "shall"]

    text = text_of()
    taken_up = with_the_rest(text)
    assert len(places(taken_up)) > len(places(text)) + 40
    assert met(text) == met(taken_up) == []
    assert [d.line for d in findings(taken_up)] == places(taken_up)
    report = check_source(read_text(taken_up, ""), DAY)
    assert {d.id for d in report.diagnostics if d.severity == "unknown"} == {"protocol-developed"}


def test_remarks_are_taken_up_by_hand_or_by_an_editor_that_takes_a_blank_away_as_well() -> None:
    head, end, remarks = text_of().partition("and replace each TODO.\n")
    by_hand, by_editor = (re.sub(sign, "", remarks) for sign in ("(?m)^#", "(?m)^# ?"))
    assert by_hand != by_editor
    assert load_yaml(head + end + by_hand) == load_yaml(head + end + by_editor) == load_yaml(with_the_rest(text_of()))


def test_where_nobody_knows_what_the_program_is_installed_from_it_is_asked_for(run: Run, tmp_path: Path) -> None:
    ran = run("init", "Inyo", "--elects-funds", "--developed", "2019", "--install-from", "", "-o", tmp_path)
    assert ran.err.endswith(
        f"Write in {tmp_path / 'requirements.txt'} where to install this program from; until you do, other computers "
        "and the GitHub workflow cannot install it. The option --install-from does this at the start.\n"
    )
    said = run("init", "Mono", "--elects-funds", "--developed", "2019", "--install-from", "x==1", "-o", tmp_path).err
    assert said.endswith(
        "--install-from was not used: this folder is a repository already. Write the line in its requirements.txt: x==1\n"
    )
    assert "Write in" not in said


def test_several_counties_have_one_file_and_each_its_own_part(run: Run, tmp_path: Path) -> None:
    ran = run("init", "sutter", "Yuba County", "--elects-funds", "--developed", "2019", "-o", tmp_path)
    assert ran.code == 0
    text = (tmp_path / "county_configs" / "sutter-yuba.yml").read_text("utf-8")
    data = load_yaml(text)
    assert list(data["counties"]) == ["Sutter", "Yuba"]
    assert {part["protocol_team"]["seats"]["mental_health"]["agency"] for part in data["counties"].values()} == {
        "joint_mental_health"
    }
    assert data["agencies"]["probation_yuba"]["county"] == "Yuba"
    assert [party["name"] for party in data["parties"]][:2] == ["County of Sutter", "County of Yuba"]
    assert [d.line for d in findings(text)] == places(text)
    assert findings(filled_in(text)) == []


def test_a_county_of_one_district_has_that_district_as_its_office_of_education() -> None:
    data = load_yaml(text_of("Sierra"))
    assert data["agencies"]["school_district"]["kind"] == "school_district"
    assert "# for example Sierra-Plumas Joint Unified School District" in text_of("Sierra")
    assert data["protocol_team"]["seats"]["county_office_of_education"]["agency"] == "school_district"
    assert {"school_district", "county_office_of_education"} & set(load_yaml(text_of())["agencies"]) == {
        "county_office_of_education"
    }


def test_an_answer_with_a_comma_or_a_colon_breaks_nothing() -> None:
    assert "Written, by: the county" in filled_in(text_of())
    assert load_yaml(filled_in(text_of()))["mdt"]["seats"]["probation"]["title"].startswith("Written, by: the county")


def test_what_the_county_does_not_know_stays_open() -> None:
    text = text_of(elects_funds=None, developed_on="")
    assert "elects_funds: TODO" in text
    assert "\n  # protocol_developed_on: 2026\n" in text
    assert [d.line for d in findings(text)] == places(text)
    assert findings(filled_in(text)) == []
    verdicts = check_source(read_text(filled_in(text), ""), DAY).verdicts
    assert {v.requirement.id: v.state for v in verdicts if v.requirement.id in BEFORE_2018} == dict.fromkeys(
        BEFORE_2018, "unknown"
    )


def test_a_protocol_from_before_2018_is_not_asked_for_the_partners_added_then() -> None:
    seats = load_yaml(text_of(developed_on="2015-06-30"))["protocol_team"]["seats"]
    assert not {"sheriff", "county_office_of_education"} & set(seats)
    assert {"sheriff", "county_office_of_education"} <= set(
        load_yaml(text_of(developed_on="2018"))["protocol_team"]["seats"]
    )


def test_a_county_that_does_not_elect_funds_is_asked_for_nothing_in_their_name() -> None:
    text = text_of(elects_funds=False)
    assert "protocol_team" not in load_yaml(text)
    assert {d.id for d in findings(text)} == {"to-fill-in"}
    assert "#funding:" not in text
    assert "#missing_children:" in text  # that binds every county


def test_a_combined_agency_fills_its_seats() -> None:
    data = load_yaml(text_of(combined=True))
    held = {function: seat["agency"] for function, seat in data["protocol_team"]["seats"].items()}
    assert {f for f, id in held.items() if id == "health_and_human_services"} == {
        "human_services",
        "mental_health",
        "public_health",
    }


@pytest.mark.parametrize("county", [county for county in COUNTIES if vocabulary.is_single_district(county)])
def test_a_single_district_county_is_told_so(county: str) -> None:
    assert f"In {vocabulary.full_name(county)}, one local educational agency is both" in text_of(county)


def test_cities_with_departments_of_their_own_are_named_and_fill_no_seat() -> None:
    text = text_of("Los Angeles")
    for city in ("City of Long Beach", "City of Pasadena", "Tri-City (Pomona, Claremont and La Verne)"):
        assert f"  #   name: {city}\n" in text
    uncommented = re.sub(r"(?m)^  # (  (?:name|kind|functions):|(?:long_beach|pasadena|tri_city):)", r"  \1", text)
    assert {"long_beach", "pasadena", "tri_city"} < set(load_yaml(uncommented)["agencies"])
    assert [d.id for d in findings(uncommented)] == [d.id for d in findings(text)]
    assert "  # berkeley:\n" in text_of("Alameda")


@pytest.mark.parametrize("county", ["Sutter", "Yuba"])
def test_two_counties_share_a_mental_health_system(county: str) -> None:
    data = load_yaml(text_of(county))
    assert data["agencies"]["joint_mental_health"]["kind"] == "joint_agency"
    assert data["mdt"]["seats"]["mental_health"]["agency"] == "joint_mental_health"


@pytest.mark.parametrize(
    ("said", "county"),
    [
        ("El Dorado", "El Dorado"),
        ("el dorado county", "El Dorado"),
        ("el-dorado", "El Dorado"),
        ("COUNTY OF INYO", "Inyo"),
        ("City and County of San Francisco", "San Francisco"),
    ],
)
def test_a_county_is_known_by_each_of_its_names(said: str, county: str) -> None:
    assert county_names.county_named(said) == county


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("El Dorao", "California has no county called “El Dorao”; did you mean El Dorado?"),
        ("LA", "California has no county called “LA”; did you mean Los Angeles?"),
        (
            "sb",
            "California has no county called “sb”; did you mean San Benito, San Bernardino, or Santa Barbara?",
        ),
        (
            "Monterey, San Benito",
            "write each county by itself: protocol-builder init Monterey 'San Benito'",
        ),
        ("San Fransisco", "California has no county called “San Fransisco”; did you mean San Francisco?"),
        ("Berkeley", "City of Berkeley is in Alameda County and may take part in its protocol; write: Alameda"),
        (
            "Pomona",
            "Tri-City (Pomona, Claremont and La Verne) is in Los Angeles County and may take part in its protocol; write: Los Angeles",
        ),
        (
            "Example County",
            "California has no county called “Example County”; the counties are: Alameda, Alpine, Amador",
        ),
    ],
)
def test_a_name_that_is_no_county_s_is_told_with_the_one_meant(run: Run, tmp_path: Path, said: str, told: str) -> None:
    ran = run("init", said, "-o", tmp_path)
    assert ran.err.splitlines()[-1].startswith(f"Error: {told}")
    assert (ran.code, list(tmp_path.iterdir())) == (2, [])


def files_in(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_an_empty_folder_becomes_a_repository_in_one_command(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "protocolo del condado, año 1"
    ran = run("init", "El Dorado", "--elects-funds", "--developed", "2019", "--install-from", "x==1", "-o", folder)
    assert (ran.out, ran.code) == ("", 0)
    assert set(files_in(folder)) == {"county_configs/el-dorado.yml", county_names.SCHEMA, *new_repository.REPOSITORY}
    assert "Now fill in the 37 places marked TODO" in ran.err
    assert len(places((folder / "county_configs" / "el-dorado.yml").read_text("utf-8"))) == 37
    for name, content in files_in(folder).items():
        text = content.decode()
        assert "\r" not in text, name
        # The schema's patterns have brackets of their own; it is not made from a template.
        assert str(name).endswith(".schema.json") or not re.search(r"\[\[|\]\]|\[%|%\]", text.replace("[[ -", "")), (
            f"{name} has a tag left"
        )
        if name.endswith((".yml", ".yaml")):
            assert load_yaml(text), name
        if name.endswith(".json"):
            json.loads(text)
    assert load_yaml((folder / ".pre-commit-config.yaml").read_text())["repos"][0]["hooks"][0][
        "additional_dependencies"
    ] == ["x==1"]
    assert (folder / "requirements.txt").read_text().splitlines()[-1] == "x==1"


def test_the_first_line_binds_the_schema_that_lies_in_the_repository(tmp_path: Path) -> None:
    new_repository.start(tmp_path, new_county_file.Answers("Inyo"), DAY)
    file = tmp_path / "county_configs" / "inyo.yml"
    first = file.read_text("utf-8").splitlines()[0]
    bound = re.fullmatch(r"# yaml-language-server: \$schema=(\S+)", first)
    assert bound
    assert (file.parent / bound[1]).resolve().read_text("utf-8") == county_schema.text(DAY)


def test_nothing_is_overwritten(run: Run, tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("ours")
    ran = run("init", "Inyo", "-o", tmp_path)
    assert f"unchanged: {tmp_path / 'README.md'}" in ran.err
    assert (tmp_path / "README.md").read_text() == "ours"
    before = files_in(tmp_path)
    ran = run("init", "inyo county", "-o", tmp_path)
    file = tmp_path / "county_configs" / "inyo.yml"
    assert (ran.err.splitlines()[-1], ran.code) == (f"Error: {file} already exists; nothing was written", 2)
    assert files_in(tmp_path) == before


def test_in_a_repository_only_the_county_file_is_written(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "county_configs").mkdir()
    monkeypatch.chdir(tmp_path)
    assert run("init", "Mono").code == 0
    assert list(files_in(tmp_path)) == ["county_configs/mono.yml"]


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        ([], "Error: name a county, for example: protocol-builder init 'El Dorado'"),
        (["Inyo", "--developed", "soon"], "Error: “soon” is not a date; write YYYY-MM-DD, YYYY-MM, or YYYY"),
        (["Inyo", "--developed", "2015-13"], "Error: “2015-13” is not a date; write YYYY-MM-DD, YYYY-MM, or YYYY"),
        (["Inyo", "--developed", "2099"], "Error: 2099 is in the future"),
    ],
)
def test_what_cannot_be_understood_is_told_and_nothing_written(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], line: str
) -> None:
    monkeypatch.chdir(tmp_path)
    ran = run("init", *arguments)
    assert (ran.err.splitlines()[-1], ran.code, files_in(tmp_path)) == (line, 2, {})


@pytest.mark.skipif(sys.platform == "win32", reason="needs a terminal of Unix")
def test_in_a_terminal_it_asks(tmp_path: Path) -> None:
    import pty

    ours, theirs = pty.openpty()
    program = [sys.executable, "-m", "protocol_builder", "init", "-o", str(tmp_path)]
    asked = subprocess.Popen(program, stdin=theirs, stdout=theirs, stderr=theirs, close_fds=True)
    os.close(theirs)
    # A county misspelt, an answer that is none, then answers.
    os.write(ours, b"El Dorao\nEl Dorado\nperhaps\nyes\n2015\nyes\n")
    shown = b""
    while True:
        try:
            found = os.read(ours, 4096)
        except OSError:  # how a terminal of Linux ends
            break
        if not found:
            break
        shown += found
    os.close(ours)
    assert asked.wait() == 0
    said = shown.decode().replace("\r\n", "\n")
    assert "did you mean El Dorado?" in said
    assert "Does the county elect to receive funds?" in said
    assert "write yes, no, or ?" in said
    assert "Does El Dorado County?" in said
    data = load_yaml((tmp_path / "county_configs" / "el-dorado.yml").read_text("utf-8"))
    assert data["csec_program"] == {"elects_funds": True, "protocol_developed_on": 2015}
    assert "health_and_human_services" in data["agencies"]


@pytest.mark.parametrize(
    ("origin", "expected"),
    [
        (None, f"protocol-builder=={__version__}"),
        ({"url": "file:///home/x", "dir_info": {"editable": True}}, ""),
        ({"url": "https://example.org/p.whl", "archive_info": {}}, "protocol-builder @ https://example.org/p.whl"),
        (
            {"url": "https://example.org/p", "vcs_info": {"vcs": "git", "commit_id": "abc"}},
            "protocol-builder @ git+https://example.org/p@abc",
        ),
    ],
)
def test_where_it_was_installed_from_is_known(monkeypatch: pytest.MonkeyPatch, origin: object, expected: str) -> None:
    class Distribution:
        def read_text(self, name: str) -> str | None:
            return json.dumps(origin) if origin else None

    monkeypatch.setattr("importlib.metadata.distribution", lambda name: Distribution())
    assert parts.installed_from() == expected


def test_where_that_is_not_known_the_repository_says_what_to_do(run: Run, tmp_path: Path) -> None:
    run("init", "Inyo", "--install-from", "", "-o", tmp_path)
    assert "Replace TODO with the address of a release" in (tmp_path / "requirements.txt").read_text()
    hook = load_yaml((tmp_path / ".pre-commit-config.yaml").read_text())["repos"][0]["hooks"][0]
    assert (hook["language"], "additional_dependencies" in hook) == ("system", False)


def test_the_readme_for_the_county_s_people_names_only_files_that_are_there(run: Run, tmp_path: Path) -> None:
    run("init", "Inyo", "-o", tmp_path)
    readme = (tmp_path / "README.md").read_text("utf-8")
    named = re.findall(r"^\| `([^`]+)` \| ", readme, re.M)
    assert named
    assert [name for name in named if not (tmp_path / name).exists()] == []
    assert "`county_configs/inyo.yml`" in readme
    assert str(ROOT) not in readme


@pytest.mark.parametrize(("county", "combined"), [("Alpine", True), ("El Dorado", False)])
def test_a_system_of_care_memorandum_is_started_with_what_its_statute_requires(
    county: str, combined: bool, run: Run, tmp_path: Path
) -> None:
    ran = run("init", county, "--kind", "system_of_care_mou", *(["--combined"] if combined else []), "-o", tmp_path)
    assert ran.code == 0
    name = f"{county.lower().replace(' ', '-')}-system-of-care.yml"
    text = (tmp_path / "county_configs" / name).read_text("utf-8")
    assert "csec_program" not in text
    assert "sheriff" not in text
    done = filled_in(text).replace("status: draft", "status: pending")
    found = check_source(read_text(done, name), DAY)
    assert [d.message for d in found.diagnostics if d.severity in ("error", "warning")] == []
    left = [d.question for d in found.diagnostics if d.severity == "unknown"]
    assert left in ([], ["the file does not say whether a federally recognized tribe is within the county"])


def test_a_kind_without_clauses_cannot_be_started(run: Run, tmp_path: Path) -> None:
    ran = run("init", "Inyo", "--kind", "funding_agreement", "-o", tmp_path)
    assert ran.code == 2
    assert "“funding_agreement” is not a kind that init can start" in ran.err
    assert list(tmp_path.iterdir()) == []

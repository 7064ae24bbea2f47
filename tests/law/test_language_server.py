"""What an editor shows: the published schema in the language server that VS Code and others run, spoken to as they do."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from protocol_builder.checking import new_county_file
from protocol_builder.checking.check import check_source
from protocol_builder.commands import new_repository
from protocol_builder.law import requirements, shape, vocabulary
from protocol_builder.reading.source import read_text

from .. import npm
from ..conftest import DAY, EXAMPLE, ROOT, SYSTEM_OF_CARE
from ..language_server import VERSION, Server

HEAD = "# yaml-language-server: $schema=../schemas/county.schema.json\n"
FILE = f"""\
{HEAD}county: Inyo
instrument: {{kind: interagency_protocol}}
csec_program: {{elects_funds: true, protocol_developed_on: 2019}}
protocol_team:
  lead: human_services
  seats:
    human_services: {{agency: hhs}}
    probation: {{agency: probation}}
    mental_health: {{agency: hhs}}
    public_health: {{agency: hhs}}
    juvenile_court: {{agency: court}}
    county_office_of_education: {{agency: schools}}
    sheriff: {{agency: sheriff}}
mdt:
  kind: dedicated
  seats:
    child_welfare: {{agency: hhs}}
    probation: {{agency: probation}}
    mental_health: {{agency: hhs}}
    substance_use_disorder: {{agency: hhs}}
    public_health: {{agency: hhs}}
services: {{provision: Counseling., case_management: By the team., service_planning: By the team.}}
agencies:
  hhs: {{name: HHS, kind: county_department, functions: [human_services]}}
"""
MEMORANDUM = SYSTEM_OF_CARE.read_text("utf-8")
SEATS = [requirement for requirement in requirements.in_force(DAY) if requirement.seat and requirement.force == "shall"]


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A county's repository as `init` makes it; nothing but the file's first line tells the server of the schema."""
    folder = tmp_path_factory.mktemp("inyo county")
    new_repository.start(folder, new_county_file.Answers("Inyo", True, "2019"), DAY)
    return folder


@pytest.fixture(scope="module")
def server(repository: Path) -> Iterator[Server]:
    program = npm.installed("yaml-language-server", VERSION) / "bin" / "yaml-language-server"
    with Server(["node", str(program), "--stdio"], repository) as running:
        yield running


class Editor:
    """One file open in the editor."""

    def __init__(self, server: Server, path: Path) -> None:
        self._server, self._path, self._version, self._lines = server, path, 0, [""]

    def shows(self, text: str) -> list[str]:
        """The diagnostics when this is the text: `line: message` each, in the order of the lines."""
        self._version, self._lines = self._version + 1, text.splitlines()
        show = (
            self._server.open if self._version == 1 else lambda path, text: self._server.type(path, self._version, text)
        )
        found = sorted(show(self._path, text), key=lambda d: d["range"]["start"]["line"])
        return [f"{d['range']['start']['line'] + 1}: {d['message']}" for d in found]

    def explains(self, word: str, after: str = "") -> str:
        """What is shown when the pointer rests on a word, the first one after the line that begins with `after`."""
        line, column = self._find(word, after)
        return self._server.hover(self._path, line, column + 1)

    def offers(self, word: str, after: str = "") -> list[dict[str, Any]]:
        """What is offered behind a word."""
        line, column = self._find(word, after)
        return self._server.completion(self._path, line, column + len(word))

    def _find(self, word: str, after: str) -> tuple[int, int]:
        start = next(number for number, line in enumerate(self._lines) if line.startswith(after))
        line = next(number for number in range(start, len(self._lines)) if word in self._lines[number])
        return line, self._lines[line].index(word)


@pytest.fixture
def editor(server: Server, repository: Path, request: pytest.FixtureRequest) -> Editor:
    return Editor(server, repository / "county_configs" / f"{abs(hash(request.node.name))}.yml")


def whole(seat: requirements.MandatedSeat) -> str:
    """A file of the kind of instrument that has a seat, with all its seats."""
    return MEMORANDUM if seat.on.startswith("system_of_care.") else FILE


def without(seat: requirements.MandatedSeat) -> str:
    """The file without one seat."""
    section = f"\n{seat.on.split('.')[0]}:"
    before, seats = whole(seat).split(section, 1)
    line = next(line for line in seats.splitlines() if line.lstrip().startswith(f"{seat.function}: {{agency:"))
    return f"{before}{section}{seats.replace(line + chr(10), '', 1)}"


def message_of(requirement: requirements.Requirement) -> str:
    """How an editor words a duty that is not met."""
    return (
        f"{requirement.message[0].upper()}{requirement.message[1:]}. {requirement.citation}: “{requirement.quote}” "
        f"Write, for example: {requirement.remedy}"
    )


def test_a_complete_file_and_the_example_show_nothing(editor: Editor) -> None:
    assert editor.shows(FILE) == []
    assert editor.shows(EXAMPLE.read_text("utf-8")) == []


@pytest.mark.parametrize("requirement", SEATS, ids=lambda requirement: requirement.id)
def test_a_missing_party_is_one_diagnostic_in_the_law_s_words_at_its_seats(
    editor: Editor, requirement: requirements.Requirement
) -> None:
    assert requirement.seat
    text = without(requirement.seat)
    section = text.index(f"\n{requirement.seat.on.split('.')[0]}:")
    line = text[: text.index("seats:", section)].count("\n") + 1
    assert editor.shows(text) == [f"{line}: {message_of(requirement)}"]
    assert editor.shows(whole(requirement.seat)) == []


def test_parties_disappear_and_return_as_they_are_typed(editor: Editor, server: Server) -> None:
    probation = message_of(next(r for r in SEATS if r.id == "protocol-team-probation"))
    sheriff = message_of(next(r for r in SEATS if r.id == "protocol-team-sheriff"))
    begun = len(server.transcript)
    no_probation = FILE.replace("    probation: {agency: probation}\n", "", 1)
    neither = no_probation.replace("    sheriff: {agency: sheriff}\n", "", 1)
    misspelt = neither.replace("  seats:\n", "  seats:\n    sherif: {agency: sheriff}\n", 1)
    session = [editor.shows(text) for text in (FILE, no_probation, neither, misspelt, no_probation, FILE)]
    assert session == [
        [],
        [f"7: {probation}"],
        [f"7: {probation}", f"7: {sheriff}"],
        [f"7: {probation}", f"7: {sheriff}", "8: Property sherif is not allowed."],
        [f"7: {probation}"],
        [],
    ]
    said = [line for line in server.transcript[begun:] if line.startswith("<-- textDocument/publishDiagnostics")]
    assert [line.count("No one represents") for line in said] == [0, 1, 2, 2, 1, 0]


def test_a_party_missing_in_one_of_several_counties_is_told_under_that_county(editor: Editor) -> None:
    own, _, agencies = FILE.removeprefix(HEAD).partition("agencies:")
    own = own.removeprefix("county: Inyo\n").replace("instrument: {kind: interagency_protocol}\n", "")
    part = "".join(f"    {line}\n" for line in own.splitlines())
    text = f"{HEAD}instrument: {{kind: interagency_protocol}}\nagencies:{agencies}counties:\n  Inyo:\n{part}  Mono:\n{part}"
    assert editor.shows(text) == []
    missing = text[::-1].replace("        probation: {agency: probation}\n"[::-1], "", 1)[::-1]
    line = missing[: missing.rindex("seats:")].count("\n") + 1
    assert editor.shows(missing) == [f"{line}: {message_of(next(r for r in SEATS if r.id == 'mdt-probation'))}"]
    both = missing.replace("counties:\n", "mdt: {kind: dedicated}\ncounties:\n")
    assert "5: In a file for several counties, this goes under each county's name." in editor.shows(both)


def test_the_file_that_init_writes_shows_each_place_to_be_filled_in(editor: Editor) -> None:
    text = new_county_file.county_text(new_county_file.Answers("Inyo", True, "2019"), DAY)
    places = [d.line for d in check_source(read_text(text, ""), DAY).diagnostics if d.severity == "error"]
    shown = editor.shows(text)
    assert [int(message.partition(":")[0]) for message in shown] == places
    assert f"{places[2]}: To be filled in. Until then it counts as missing." in shown


def test_a_key_is_explained_in_the_law_s_words(editor: Editor) -> None:
    editor.shows(FILE)
    shown = editor.explains("probation:", after="protocol_team")
    assert shown.startswith("#### county probation department\n")
    assert "> WIC 16524.8(a)(1)(A): “The county probation department.”" in shown
    assert "> WIC 16524.7(d)(2)(B): “A multidisciplinary team serving a child" in shown
    assert "> WIC 16524.8(b): “the interagency protocol shall address" in editor.explains("provision:")


@pytest.mark.parametrize(
    ("word", "after", "words"),
    [
        ("kind:", "instrument", "instrument_kinds"),
        ("kind:", "mdt", "mdt_kinds"),
        ("lead:", "protocol_team", "functions"),
        ("elects_funds:", "csec_program", None),
        ("county:", "county:", "counties"),
    ],
)
def test_the_values_that_a_key_can_have_are_offered_with_what_they_mean(
    editor: Editor, word: str, after: str, words: str | None
) -> None:
    typed = {"instrument: {kind: interagency_protocol}": "instrument:\n  kind: ", "lead: human_services": "lead: "}
    typed |= {"kind: dedicated": "kind: ", "county: Inyo": "county: "}
    typed |= {"csec_program: {elects_funds: true, protocol_developed_on: 2019}": "csec_program:\n  elects_funds: "}
    text = FILE
    for whole, part in typed.items():
        text = text.replace(whole, part, 1) if part.rstrip().endswith(word) else text
    editor.shows(text)
    offered = {item["label"]: item for item in editor.offers(f"{word} ", after)}
    if words is None:
        assert set(offered) == {"true", "false"}
        return
    known = vocabulary.lists()[words]
    assert set(offered) == set(known)
    said = {label: item.get("documentation") for label, item in offered.items()}
    assert said == {label: item.get("description", said[label]) for label, item in known.items()}


def test_each_key_of_the_file_is_offered_once(editor: Editor) -> None:
    editor.shows(f"{HEAD}county: Inyo\n  \n")
    labels = [item["label"] for item in editor.offers("", after="  ")]
    assert sorted(labels) == sorted({*shape.schema()["properties"], "County file"} - {"county"})


@pytest.mark.parametrize(
    ("text", "word", "after", "label", "written"),
    [
        (FILE.replace(": {agency: probation}", ": ", 1), "probation: ", "", "seat", "agency: $1\n  title: $2"),
        (
            FILE.replace("kind: dedicated", "tiers:\n    - "),
            "- ",
            "  tiers",
            "tier",
            "name: $1\n  trigger: $2\n  within: $3",
        ),
        (f"{FILE}parties:\n  - \n", "- ", "parties", "party", "name: $1\n  signature: signs\n  signatories:\n"),
    ],
    ids=["seat", "tier", "party"],
)
def test_a_seat_a_tier_and_a_party_are_offered_whole(
    editor: Editor, text: str, word: str, after: str, label: str, written: str
) -> None:
    editor.shows(text)
    offered = {item["label"]: item for item in editor.offers(word, after)}
    assert written in offered[label]["insertText"]


def test_the_schema_beside_the_file_is_the_published_one(repository: Path) -> None:
    published = (ROOT / "schemas" / "county.schema.json").read_text("utf-8")
    assert (repository / "schemas" / "county.schema.json").read_text("utf-8") == published

"""The lines that a finding shows leave the facts to the county, and say beside each what it can be."""

import re

import pytest

from protocol_builder.checking.lines_to_add import divided, with_choices
from protocol_builder.diagnostic import Diagnostic, Path, Severity
from protocol_builder.law import requirements
from protocol_builder.reading.loader import load_yaml

from ..conftest import DAY, report_of

SEATS = [one for one in requirements.in_force(DAY) if one.seat and one.seat.on in ("protocol_team", "mdt")]


@pytest.mark.parametrize("requirement", SEATS, ids=lambda requirement: requirement.id)
def test_the_lines_of_a_seat_name_a_position_as_an_example_and_fill_none_in(
    requirement: requirements.Requirement,
) -> None:
    seat = requirement.seat
    assert seat
    other = {
        "protocol_team": "protocol_team: {lead: human_services, seats: {}}",
        "mdt": "mdt: {kind: dedicated, seats: {}}",
    }
    text = (
        "county: Inyo\ninstrument: {kind: interagency_protocol}\n"
        "csec_program: {elects_funds: true, protocol_developed_on: 2019}\n"
        f"agencies: {{}}\n{other[seat.on]}\n"
    )
    (found,) = [d for d in report_of(text).diagnostics if d.id == requirement.id]
    (title,) = re.findall(r'title: "?([^",}]+)', requirement.remedy.splitlines()[0])[:1]
    shown = with_choices(found)
    (line,) = [line for line in shown.splitlines() if line.strip().startswith(f"{seat.function}:")]
    assert line.endswith(f'title: "TODO"}}   # for example {title}')
    _, _, lines = shown.partition("\n")
    assert title not in str(load_yaml(lines))


@pytest.mark.parametrize(
    "requirement", [one for one in requirements.in_force(DAY) if one.force == "shall"], ids=lambda one: one.id
)
def test_each_value_to_fill_in_has_its_choices_or_an_example_beside_it(requirement: requirements.Requirement) -> None:
    kind = "system_of_care_mou" if requirement.file == "wic-16521.6" else "interagency_protocol"
    text = f"county: Inyo\ninstrument: {{kind: {kind}}}\ncsec_program: {{elects_funds: true}}\nagencies: {{}}\n"
    for d in report_of(text).diagnostics:
        if d.id == requirement.id:
            for line in with_choices(d).splitlines()[1:]:
                assert "TODO" not in line or "   # " in line, line


SHOWN: tuple[tuple[Severity, Path, str, str], ...] = (
    # The choices of a word and of a value that can be true; of a list, what the law has in it.
    ("error", (), "add, for example\nmdt: {kind: dedicated}",
     "add\nmdt:\n  kind: TODO   # one of dedicated, child_and_family_team, existing_team"),
    ("error", (), "add under reporting.missing, for example\nto: [law_enforcement, ncmec]",
     "add under reporting.missing\nto: [TODO]   # for example law_enforcement, ncmec"),
    ("advice", (), "add under mdt, for example\ntiers: [{name: First meeting, within: 24 hours, meeting: in_person}]",
     "add under mdt\ntiers: [TODO]   # for example {name: First meeting, within: 24 hours, meeting: in_person}"),
    ("error", (), "add under mdt, for example\nresponsibilities: [collaborate]",
     "add under mdt\nresponsibilities: [TODO]   # for example collaborate"),
    ("error", (), "add under missing_children.notices, for example\nto: [parents, siblings]",
     "add under missing_children.notices\nto: [TODO]   # for example parents, siblings"),
    ("error", (), "add under reporting.missing, for example\nby: [child_welfare, probation]",
     "add under reporting.missing\nby: [TODO]   # for example child_welfare, probation"),
    ("unknown", (), "add the facts under reporting.missing, for example\nat_risk: false",
     "add the facts under reporting.missing\nat_risk: TODO   # true or false"),
    ("error", (), "add under protocol_team, for example\nlead: human_services",
     "add under protocol_team\nlead: TODO   # for example human_services"),
    # What a person writes is in quotation marks, so that a colon in it does no harm; a number or a time is not.
    ("error", (), "add under services, for example\ncase_management: The team reviews …",
     'add under services\ncase_management: "TODO"   # for example The team reviews …'),
    ("error", (), "add under reporting.exploitation, for example\nwithin: 24 hours",
     "add under reporting.exploitation\nwithin: TODO   # for example 24 hours"),
    ("unknown", (), "add the facts, for example\ninformation_sharing:\n  investigation:   # WIC 18961.7\n    fewest_persons: 2",
     "add the facts\ninformation_sharing:\n  investigation:   # WIC 18961.7\n    fewest_persons: TODO   # for example 2"),
    # A remark stays, unless it says what the choices say.
    ("unknown", (), "add the facts under csec_program, for example\nelects_funds: true   # or false",
     "add the facts under csec_program\nelects_funds: TODO   # true or false"),
    ("unknown", (), "add the facts under csec_program, for example\nprotocol_developed_on: 2015-06-30   # not renewed",
     "add the facts under csec_program\nprotocol_developed_on: TODO   # for example 2015-06-30; not renewed"),
    # A seat without a title has no example of one.
    ("error", (), "add under mdt.seats, and describe the agency, for example\nprobation: {agency: probation, title: Officer}",
     "add under mdt.seats, and describe the agency\n"
     'probation: {agency: probation, title: "TODO"}   # for example Officer'),
    ("error", (), "add under mdt.seats, for example\nprobation: {agency: probation}",
     'add under mdt.seats\nprobation: {agency: probation, title: "TODO"}'),
    # What answers a question is asked at its place.
    ("unknown", ("reporting", "missing", "at_risk"), "write the facts, for example\nat_risk: true",
     "write the facts\nat_risk: TODO   # true or false"),
    ("unknown", ("reporting", "missing", "to"), "write the facts, for example\nto: [ncmec]",
     "write the facts\nto: [TODO]   # for example ncmec"),
)  # fmt: skip
AS_IT_IS: tuple[tuple[Severity, str], ...] = (
    ("error", "write the facts, for example\nto: [ncmec]"),
    ("unknown", "write, for example\nto: [ncmec]"),
    ("error", "add to: [ncmec]"),
    ("error", "add an entry"),
    ("error", "add under reporting, for example\nthe recipients"),
    ("error", "write what happens, and add, for example\nto: [ncmec]"),
    ("warning", ""),
)
"""What is wrong at its place is shown as it must be, and what is no line of a file is no line to add."""


@pytest.mark.parametrize(("severity", "path", "remedy", "shown"), SHOWN)
def test_what_is_shown_beside_each_value(severity: Severity, path: Path, remedy: str, shown: str) -> None:
    assert with_choices(Diagnostic("any", severity, "what is wrong", path, remedy=remedy)) == shown


@pytest.mark.parametrize(("severity", "remedy"), AS_IT_IS)
def test_any_other_remedy_is_shown_as_it_is(severity: Severity, remedy: str) -> None:
    found = Diagnostic("any", severity, "what is wrong", ("reporting", "missing", "to"), remedy=remedy)
    assert with_choices(found) == remedy


@pytest.mark.parametrize(
    ("remedy", "head", "lines"),
    [
        ("add under mdt, for example\nkind: dedicated", "add under mdt, for example", "kind: dedicated"),
        ("write status: in_renewal", "write", "status: in_renewal"),
        ("write participants: [probation, tribe]", "write", "participants: [probation, tribe]"),
        ("write signature: participates   # a court usually does not sign", "write", "signature: participates   # a court usually does not sign"),
        ("", "", ""),
        *(
            (words, words, "")
            for words in (
                "write kind under agencies.probation",
                "write the job title that holds the seat now, or is acting in it, and delete these words from the note",
                "write one of: probation, tribe",
                "write number: 3 if it is another amendment; delete the whole entry if it is the same",
                "write signature: signs; or signature: participates if it does not sign",
                "write kind: tribe and functions: [tribe] under agencies.court; seat the Superior Court for juvenile_court",
                "correct the date",
            )
        ),
    ],
)  # fmt: skip
def test_only_what_can_be_pasted_is_divided_from_what_to_do(remedy: str, head: str, lines: str) -> None:
    assert divided(remedy) == (head, lines)
    assert isinstance(load_yaml(lines) if lines else {}, dict)

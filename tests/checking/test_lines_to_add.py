"""The lines that a finding shows leave the facts to the county, and say beside each what it can be."""

import re

import pytest

from protocol_builder.checking.lines_to_add import with_choices
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

"""A changed text of the agreement is put down to the changes of the county file that it comes from, and to no others."""

import pytest

from protocol_builder.agreement.agreement import agreement
from protocol_builder.comparing.causes import Causes, printed_texts

from .revisions import compared

EDITS = {
    "agencies.behavioral_health.name": ("  name: Example County Behavioral Health Department", "  name: Wellness Department"),
    "protocol_team.seats.probation.phone": ("phone: 555-555-0110", "phone: 555-555-0199"),
    "instrument.term.until": ("until: 2030-06-30", "until: 2031-06-30"),
    "protocol_team.seats.sheriff.designee": ("      designee: Captain, Investigations\n", ""),
    "narrative.2.text": ("keeps two resource families on call", "keeps three resource families on call"),
}  # fmt: skip
"""A change of each sort, by the part of the file that it is of."""


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[str, frozenset[str]]:
    """For each text that the old agreement does not have, the keys of the changes that it is put down to."""
    comparison = compared(tmp_path_factory.mktemp("causes"), *EDITS.values())
    old, new = (agreement(side.report) for side in (comparison.old, comparison.new))
    causes, before = Causes(comparison, new.revision), set(printed_texts(old))
    return {
        text: frozenset(".".join(map(str, change.path)) for change in causes.of("", text))
        for text in printed_texts(new)
        if text not in before
    }


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("Wellness Department", {"agencies.behavioral_health.name"}),
        ("Term From July 1, 2025 until June 30, 2031, ", {"instrument.term.until"}),
        ("Example Youth Services keeps four emergency beds, ", {"narrative.2.text"}),
        ("[picture] ", {"agencies.behavioral_health.name"}),
        ("Sheriff | Example County Sheriff's Office | Sheriff | ", {"protocol_team.seats.sheriff.designee"}),
    ],
)
def test_a_text_comes_from_the_change_that_it_prints(
    text: str, keys: set[str], found: dict[str, frozenset[str]]
) -> None:
    texts = {one: causes for one, causes in found.items() if one.startswith(text)}
    assert texts
    assert set(texts.values()) == {frozenset(keys)}


def test_the_revision_comes_from_what_is_agreed_and_not_from_a_telephone_number(
    found: dict[str, frozenset[str]],
) -> None:
    (causes,) = (those for text, those in found.items() if text.startswith("Revision "))
    assert causes == {key for key in EDITS if not key.endswith(".phone")}

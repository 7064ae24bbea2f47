"""What a finding says to write is put in where it leaves no choice, and what is put in heals."""

import random

import pytest

from protocol_builder.checking.check import Report
from protocol_builder.checking.fix import is_missing
from protocol_builder.checking.put_in import can_put_in, put_in
from protocol_builder.reading.insertion import CannotInsertError

from ..conftest import EXAMPLE, report_of
from .rules.test_examples import TEXTS as RULES
from .rules.test_examples import report as report_of_example
from .slips import slips
from .test_cases import FILES, report_of_case

AGENCIES = "{probation: {name: Inyo County Probation, kind: county_department, functions: [probation]}}"
START = """\
county: Inyo
instrument: {kind: interagency_protocol}
csec_program: {elects_funds: true}
"""


def reports() -> list[Report]:
    """Every case, the bad example of every rule, and the example file with slips of the hand."""
    chance = random.Random(11)
    slipped = chance.sample([text for _, text in slips(EXAMPLE.read_text("utf-8"), chance)], 120)
    cases = map(report_of_case, FILES)
    return [*cases, *(report_of_example(rule, rule.bad) for rule in RULES), *map(report_of, slipped)]


def test_what_is_offered_to_be_put_in_heals() -> None:
    """`put_in` gives back only what heals, so that it must not refuse what is offered."""
    tried: set[tuple[str, str]] = set()
    refused = []
    for report in reports():
        for one in report.diagnostics:
            if (one.id, one.remedy) in tried or not can_put_in(one, report):
                continue
            if not report.source.problems and is_missing(one, report):  # the tests of `fix` hold these
                continue
            tried.add((one.id, one.remedy))
            try:
                put_in(one, report)
            except CannotInsertError as error:
                refused.append(f"{report.source.path}:{one.line}: {one.message}: {one.remedy}: {error}")
    assert refused == []
    assert len(tried) > 120


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (f"agences: {AGENCIES}\n", f"agencies: {AGENCIES}\n"),
        ("csec_progam: {elects_funds: true}\n", None),  # which is there, too
        ("reporting: {exploitation: {within: 30 hours}}\n", "reporting: {exploitation: {within: 24 hours}}\n"),
        (
            "reporting:\n  missing:\n    by: [probation]   # ours\n",
            "reporting:\n  missing:\n    by: [probation, child_welfare]   # ours\n",
        ),
        (
            "narrative: [{heading: x, text: 'A child under WIC 300(b)(2).'}]\n",
            "narrative: [{heading: x, text: 'A child under WIC 300(b)(4).'}]\n",
        ),
        ("mdt:\n\tseats: {}\n", "mdt:\n  seats: {}\n"),
    ],
)
def test_one_place_is_changed(before: str, after: str | None) -> None:
    report = report_of(START + before)
    made = {put_in(one, report) for one in report.diagnostics if can_put_in(one, report) and one.line > 3}
    assert (START + after in made) if after else not made, made


def test_what_is_only_an_example_of_a_countys_facts_is_not_put_in() -> None:
    report = report_of(
        f"{START}agencies: {{probation: {{name: TODO, kind: county_department, functions: [probation]}}}}\n"
    )
    found = [one for one in report.diagnostics if one.id == "to-fill-in"]
    assert found
    assert not any(can_put_in(one, report) for one in found)
    with pytest.raises(CannotInsertError):
        put_in(found[0], report)


def test_a_remedy_for_texts_of_several_lines_in_brackets_shows_none_and_breaks_nothing() -> None:
    text = 'county: Inyo\ninstrument:\n  kind: interagency_protocol\n  amendment: ["One:\\n\\nTwo, three", "Four: five\\nSix"]\n'
    report = report_of(text)
    (found,) = [d for d in report.diagnostics if d.path == ("instrument", "amendment")]
    assert found.message == "amendment is in brackets, so it is not read as text"
    assert "\n" not in found.remedy
    assert not can_put_in(found, report)

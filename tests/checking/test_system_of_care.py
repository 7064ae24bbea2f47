"""The System of Care memorandum (WIC 16521.6): each participant and each provision, left out in turn."""

import re
from functools import cache

import jsonschema
import pytest

from protocol_builder import check_text
from protocol_builder.checking.check import Report
from protocol_builder.law import county_schema, requirements
from protocol_builder.law.requirements import Requirement
from protocol_builder.reading.loader import load_yaml

from ..conftest import DAY, SYSTEM_OF_CARE

TEXT = SYSTEM_OF_CARE.read_text("utf-8")
DUTIES = [requirement for requirement in requirements.in_force(DAY) if requirement.file == "wic-16521.6"]
MANDATED = [
    requirement for requirement in DUTIES if requirement.path[1:2] in (("participants",), ("provisions",), ("roles",))
]


@cache
def published() -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator(county_schema.schema(DAY))


def without(text: str, requirement: Requirement) -> str:
    """The file without the lines of a key, as a person would delete them."""
    lines = text.splitlines()
    start = 0
    for depth, key in enumerate(requirement.path):
        start = next(n for n in range(start, len(lines)) if re.match(rf"{'  ' * depth}{key}:", lines[n]))
    indent = "  " * len(requirement.path)
    after = next(n for n in range(start + 1, len(lines)) if not lines[n].startswith(indent))
    return "\n".join([*lines[:start], *lines[after:]]) + "\n"


def test_the_five_participants_and_the_twelve_provisions_are_all_here() -> None:
    participants = [r for r in MANDATED if r.seat and r.id != "system-of-care-substance-use"]
    assert [r.citation[-3:] for r in participants] == ["(A)", "(B)", "(C)", "(D)", "(E)"]
    provisions = [r for r in MANDATED if r.path[1] == "provisions"]
    assert [r.citation for r in provisions] == [f"WIC 16521.6(a)(2)({letter})" for letter in "ABCDEFGHIJKL"]


@pytest.mark.parametrize("requirement", MANDATED, ids=lambda requirement: requirement.id)
def test_each_left_out_is_one_error_with_the_laws_words(requirement: Requirement) -> None:
    text = without(TEXT, requirement)
    found = check_text(text, DAY).diagnostics
    assert [(d.id, d.severity, d.quote, d.citation) for d in found] == [
        (requirement.id, "error", requirement.quote, requirement.citation)
    ]
    assert not published().is_valid(load_yaml(text))


@pytest.mark.parametrize("requirement", MANDATED, ids=lambda requirement: requirement.id)
def test_what_the_remedy_says_heals_it(requirement: Requirement) -> None:
    written = load_yaml(requirements.good_example(requirement))
    data = load_yaml(without(TEXT, requirement))
    into, from_ = data, written
    for key in requirement.path[:-1]:
        into, from_ = into[key], from_[key]
    into.update(from_)
    assert published().is_valid(data)


def test_in_a_file_of_public_sources_what_is_not_shown_is_unknown() -> None:
    text = TEXT.replace("completeness: complete ", "completeness: public_sources_only ")
    for requirement in MANDATED:
        found = check_text(without(text, requirement), DAY)
        assert [(d.id, d.severity) for d in found.diagnostics] == [(requirement.id, "unknown")]


def test_of_two_behavioral_health_departments_both_are_asked_for_and_of_one_only_one() -> None:
    seat = "      substance_use_disorder: {agency: substance_use_services, title: Director of Substance Use Services}\n"
    assert TEXT.count(seat) == 1
    two = TEXT.replace(seat, "")
    assert [d.id for d in check_text(two, DAY).diagnostics] == ["system-of-care-substance-use"]
    one = re.sub(r"(?m)^  substance_use_services:\n(    .*\n)+", "", two).replace(", substance_use_services]", "]")
    one = one.replace("functions: [mental_health]", "functions: [mental_health, substance_use_disorder]")
    assert check_text(one, DAY).diagnostics == ()


def counted(report: Report) -> dict[str, int]:
    return {state: number for state, number in report.counts["shall"].items() if number}


def test_the_count_is_of_its_own_statute_alone() -> None:
    assert len(DUTIES) == 30
    assert counted(check_text(TEXT, DAY)) == {"stated": 13, "in_words": 17}
    assert check_text(TEXT, DAY).counts["recommended"] == dict.fromkeys(check_text(TEXT, DAY).counts["shall"], 0)


def test_before_its_words_on_record_only_a_memorandum_is_told_so() -> None:
    told = [d.message for d in check_text(TEXT, "2020-01-01").diagnostics if d.id == "law-not-on-record"]
    assert len(told) == 1
    assert "WIC 16521.6" in told[0]
    protocol = "county: Inyo\ninstrument: {kind: interagency_protocol}\ncsec_program: {elects_funds: true}\n"
    agencies = "agencies: {probation: {name: Probation, kind: county_department, functions: [probation]}}\n"
    told = [d.message for d in check_text(protocol + agencies, "2020-01-01").diagnostics if d.id == "law-not-on-record"]
    assert not any("WIC 16521.6" in message for message in told)


MISPLACED = {
    "a team of the protocol": ("protocol_team: {seats: {probation: {agency: probation}}}", "protocol_team", "system_of_care.participants"),
    "a committee of the protocol": ("steering_committee: {meets: Monthly}", "steering_committee", "system_of_care.leadership_team"),
    "a child's team": ("mdt: {kind: dedicated}", "mdt", "system_of_care.participants"),
    "how funds are used": ("funding: {uses: [services]}", "funding", "interagency protocol"),
}  # fmt: skip


@pytest.mark.parametrize(("lines", "key", "place"), MISPLACED.values(), ids=MISPLACED)
def test_a_key_of_another_kind_is_told_at_its_line_with_its_place(lines: str, key: str, place: str) -> None:
    (found,) = check_text(f"{TEXT}{lines}\n", DAY).diagnostics
    assert (found.id, found.severity, found.path) == ("key-of-another-instrument", "warning", (key,))
    assert found.line == len(TEXT.splitlines()) + 1
    assert place in found.remedy


def test_words_for_a_clause_of_the_protocol_are_told() -> None:
    (found,) = check_text(
        f"{TEXT}clauses: {{training: {{replace: Each spring.}}, workforce: {{add: Each spring.}}}}\n", DAY
    ).diagnostics
    assert (found.id, found.path) == ("clause-of-another-instrument", ("clauses", "training"))


@pytest.mark.parametrize(
    ("lines", "remedy"),
    [
        ("participants: {seats: {}}", "participants belongs under system_of_care"),
        ("leadership_team: {meets: Monthly}", "leadership_team belongs under system_of_care"),
        ("provisions: {finances: They share costs.}", "provisions belongs under system_of_care"),
    ],
)
def test_a_part_of_the_section_at_the_beginning_of_a_line_is_told_its_place(lines: str, remedy: str) -> None:
    found = [d for d in check_text(f"{TEXT}{lines}\n", DAY).diagnostics if d.id == "shape-unknown-key"]
    assert [d.remedy for d in found] == [remedy]


def test_an_unknown_kind_is_told_at_its_line() -> None:
    found = check_text(TEXT.replace("kind: system_of_care_mou", "kind: system_of_care_mous", 1), DAY).diagnostics
    assert ("shape-value", "did you mean system_of_care_mou?") in [(d.id, d.remedy) for d in found]


def test_the_memorandums_section_in_a_protocol_is_told_and_counts_for_nothing() -> None:
    section = TEXT[TEXT.index("system_of_care:") : TEXT.index("# ----", TEXT.index("system_of_care:"))]
    protocol = "county: Inyo\ninstrument: {kind: interagency_protocol}\ncsec_program: {elects_funds: true}\n"
    agencies = TEXT[TEXT.index("agencies:\n") : TEXT.index("parties:\n")]
    alone = check_text(protocol + agencies, DAY)
    both = check_text(protocol + agencies + section, DAY)
    assert both.counts == alone.counts
    (found,) = [d for d in both.diagnostics if d.id == "key-of-another-instrument"]
    assert "kind: system_of_care_mou" in found.remedy

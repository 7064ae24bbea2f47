"""Two questions: whom a duty binds, and which instrument is asked about it (`schemas/instruments.yaml`)."""

from functools import cache
from typing import Any

import jsonschema
import pytest

from protocol_builder import check_text
from protocol_builder.agreement.agreement import agreement
from protocol_builder.checking.check import Report
from protocol_builder.law import county_schema, instruments, requirements, vocabulary
from protocol_builder.protocol.from_data import protocol
from protocol_builder.reading.loader import load_yaml

from ..conftest import DAY

KINDS = tuple(vocabulary.lists()["instrument_kinds"])

FIVE_DAYS = """\
county: Inyo
instrument: {kind: interdepartmental_agreement, status: in_force}
csec_program: {elects_funds: true}
agencies:
  probation: {name: Probation Department, kind: county_department, functions: [probation]}
reporting:
  exploitation: {by: [child_welfare], to: [law_enforcement], within: 5 days}
"""
NO_PROTOCOL = """\
county: Inyo
completeness: public_sources_only
instrument: {kind: other}
agencies:
  clinic: {name: A Clinic, kind: nonprofit, functions: [service_provider]}
services: {provision: A provider gives crisis intervention at every hour.}
"""


@cache
def published() -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator(county_schema.schema(DAY))


def checked(text: str) -> Report:
    """A checked file, after the plain validator has found it as faulty as `check` does."""
    report = check_text(text, DAY)
    plain = not published().is_valid(load_yaml(text))
    assert plain == any(d.severity == "error" and d.id not in county_schema.ONLY_PYTHON for d in report.diagnostics)
    return report


def errors(text: str) -> list[str]:
    return [diagnostic.id for diagnostic in checked(text).diagnostics if diagnostic.severity == "error"]


def counted(report: Report) -> dict[str, int]:
    return {state: number for state, number in report.counts["shall"].items() if number}


def of_kind(text: str, kind: str) -> str:
    return text.replace("interdepartmental_agreement", kind)


def test_a_time_beyond_the_laws_is_one_error_where_nothing_else_is_asked() -> None:
    report = checked(FIVE_DAYS)
    assert errors(FIVE_DAYS) == ["exploitation-reported-within-24-hours"]
    assert counted(report) == {"not_met": 1}
    assert report.counts["recommended"] == dict.fromkeys(report.counts["recommended"], 0)


@pytest.mark.parametrize("kind", KINDS)
def test_a_time_beyond_the_laws_is_an_error_in_any_instrument(kind: str) -> None:
    assert "exploitation-reported-within-24-hours" in errors(of_kind(FIVE_DAYS, kind))


@pytest.mark.parametrize("kind", KINDS)
def test_a_time_within_the_laws_is_an_error_in_none(kind: str) -> None:
    within = of_kind(FIVE_DAYS, kind).replace("5 days", "24 hours")
    assert "exploitation-reported-within-24-hours" not in errors(within)


def test_nothing_in_an_instrument_counts_for_a_protocol_that_it_is_not() -> None:
    report = checked(NO_PROTOCOL)
    assert counted(report) == {}
    assert {(v.state, v.is_asked) for v in report.verdicts} == {("not_applicable", False)}
    assert {d.severity for d in report.diagnostics} <= {"warning", "unknown"}
    services = next(v for v in report.verdicts if v.requirement.id == "protocol-content-services")
    assert services.reason == ("the duties of an interagency protocol do not apply to this kind of document")


STATED = {
    "a supervisor who files": ("mandated-report-not-through-supervisor", "reporting: {mandated_reporters: {through_supervisor: true}}"),
    "no report by each reporter": ("mandated-report-individual", "reporting: {mandated_reporters: {individual: false}}"),
    "one person as a team": ("ongoing-team-size", "information_sharing: {ongoing: {fewest_persons: 1}}"),
    "supplanting": ("funds-do-not-supplant", "funding: {supplants_existing_programs: true}"),
    "notices after two days": ("missing-notice-within-24-hours", "missing_children: {notices: {within: 2 days}}"),
}  # fmt: skip


@pytest.mark.parametrize(
    "kind", [kind for kind in KINDS if kind not in vocabulary.flagged("instrument_kinds", "protocol")]
)
@pytest.mark.parametrize(("id", "words"), STATED.values(), ids=STATED)
def test_what_an_instrument_states_against_a_duty_is_an_error(kind: str, id: str, words: str) -> None:
    head = of_kind(FIVE_DAYS, kind).partition("reporting:")[0]
    found = [error for error in errors(f"{head}{words}\n") if not error.startswith("system-of-care")]
    assert found == [id]


def test_supplanting_is_no_error_where_the_county_elects_no_funds() -> None:
    head = FIVE_DAYS.partition("reporting:")[0].replace("elects_funds: true", "elects_funds: false")
    assert errors(f"{head}funding: {{supplants_existing_programs: true}}\n") == []


@pytest.mark.parametrize(
    "words",
    [
        "reporting: {exploitation: {by: [probation]}, missing: {to: [law_enforcement], contents: [photo]}}",
        "missing_children: {notices: {to: [court]}, on_return: [documentation]}",
        "funding: {uses: [prevention], plan: {collaboration_with: [educational_entities]}}",
        "identification: {by: [probation], children: [wards]}",
    ],
)
def test_what_another_instrument_leaves_out_of_a_list_is_no_error(words: str) -> None:
    assert errors(f"{FIVE_DAYS.partition('reporting:')[0]}{words}\n") == []


def test_in_a_file_of_several_counties_each_is_held_to_what_it_states() -> None:
    head = FIVE_DAYS.partition("csec_program:")[0].replace("county: Inyo\n", "")
    agencies = "agencies:\n  probation: {name: Probation, kind: county_department, functions: [probation]}\n"
    late, in_time = (f"{{reporting: {{exploitation: {{within: {time}}}}}}}" for time in ("5 days", "1 day"))
    report = checked(f"{head}{agencies}counties:\n  Inyo: {late}\n  Mono: {in_time}\n")
    assert [(v.county, v.requirement.id) for v in report.verdicts if v.state == "not_met"] == [
        ("Inyo", "exploitation-reported-within-24-hours")
    ]


def test_a_file_of_another_instrument_need_not_say_whether_the_county_elects_funds() -> None:
    without = FIVE_DAYS.replace("csec_program: {elects_funds: true}\n", "").replace("5 days", "1 day")
    assert errors(without) == []
    assert "shape-missing-key" in errors(of_kind(without, "interagency_mou"))


def test_a_consolidated_city_and_county_has_its_legal_name() -> None:
    file = of_kind(FIVE_DAYS, "interagency_mou").replace("county: Inyo", "county: San Francisco")
    assert agreement(check_text(file, DAY)).county == "City and County of San Francisco"
    assert protocol(load_yaml(file)).counties[0].legal_name == "City and County of San Francisco"
    assert [vocabulary.full_name("Inyo"), vocabulary.legal_name("Inyo")] == ["Inyo County", "County of Inyo"]
    assert vocabulary.legal_name("Example County") == "Example County"


def test_every_statute_and_document_is_in_the_table_and_every_row_is_one() -> None:
    assert set(instruments.rows()) == {path.stem for path in requirements.requirement_files()}
    for row, entry in instruments.rows().items():
        assert set(entry["x-asked-of"]) <= set(KINDS), row
    for requirement in requirements.on_record():
        (gate,) = requirement.asking
        assert gate.row == requirement.file, requirement.id


ASKED = {
    "wic-16521.6": {"system_of_care_mou"},
    "wic-16524.7": {"interagency_protocol", "interagency_mou"},
    "wic-16524.8": {"interagency_protocol", "interagency_mou"},
    "wic-16501.35": {"interagency_protocol", "interagency_mou", "first_responder_protocol"},
    "pc-11166": {"interagency_protocol", "interagency_mou", "first_responder_protocol"},
    "wic-18961.7": {"interagency_protocol", "interagency_mou"},
    "wic-830": {"interagency_protocol", "interagency_mou"},
}


@pytest.mark.parametrize("row", ASKED)
def test_the_table_of_instruments_and_statutes(row: str) -> None:
    def is_asked(kind: str, **more: Any) -> bool:
        return jsonschema.Draft202012Validator(instruments.asked(row)).is_valid({"instrument": {"kind": kind}, **more})

    assert {kind for kind in KINDS if is_asked(kind)} == ASKED[row]
    basis = {"wic-830": "ongoing", "wic-18961.7": "investigation"}.get(row)
    assert is_asked("other", information_sharing={basis: {}}) == bool(basis)

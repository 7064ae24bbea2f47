"""The county files that come with the project: each says what its sources show, and no verdict says more."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from protocol_builder.checking.check import Report, check_file
from protocol_builder.checking.evaluate import State
from protocol_builder.law import requirements, vocabulary
from protocol_builder.protocol.contacts import is_reserved_for_fiction
from protocol_builder.protocol.from_data import protocol
from protocol_builder.reading import source

from .conftest import DAY, EXAMPLE, EXAMPLES, ROOT, SYSTEM_OF_CARE, example_for, report_of

FOLDER = ROOT / "county_configs"

TEAM = (
    "protocol-team-lead",
    "protocol-team-human-services",
    "protocol-team-probation",
    "protocol-team-mental-health",
    "protocol-team-public-health",
    "protocol-team-juvenile-court",
)
ADDED_IN_2018 = ("protocol-team-county-office-of-education", "protocol-team-sheriff")
CONTENT = (
    "protocol-content-services",
    "protocol-content-case-management",
    "protocol-content-service-planning",
    "protocol-content-mdt",
)
MDT = (
    "mdt-child-welfare",
    "mdt-probation",
    "mdt-mental-health",
    "mdt-substance-use-disorder",
    "mdt-public-health",
)

PARTICIPANTS = (
    "system-of-care-child-welfare",
    "system-of-care-probation",
    "system-of-care-mental-health",
    "system-of-care-substance-use",
    "system-of-care-education",
    "system-of-care-regional-center",
)

BEYOND = tuple(
    rule.id
    for rule in requirements.in_force(DAY)
    if rule.force == "shall" and rule.id not in (*TEAM, *ADDED_IN_2018, *CONTENT, *MDT, "protocol-developed")
)
"""What no public source that was seen speaks of: funds, case planning, reports, missing children, sharing."""

Row = tuple[tuple[str, ...], State, str]
"""Requirements, what is said of them, and why a lawyer would say so."""

MEMORANDUM: tuple[str, tuple[Row, ...]] = (
    "system_of_care_mou",
    (
        (TEAM, "not_applicable", "parties to a System of Care memorandum are not the team that developed a protocol"),
        (ADDED_IN_2018, "not_applicable", "the memorandum dates no protocol"),
        (CONTENT, "not_applicable", "the memorandum is not the protocol"),
        (MDT, "not_applicable", "the memorandum is not the protocol"),
        (PARTICIPANTS, "unknown", "its parties are named; who developed it, and what it provides, was not seen"),
    ),
)

# Whether a county elects the program's funds today none of the sources shows: being listed for 2016-17 is no election
# for this year. So nothing here is ever met or missing; what differs is what else the sources leave open or settle.
FILES: dict[str, tuple[str, tuple[Row, ...]]] = {
    "alameda": (
        "interagency_mou",
        (
            (TEAM, "unknown", "the transcript names a steering committee and no one who sits on it"),
            (ADDED_IN_2018, "unknown", "committee of 2015, memorandum of 2019: which year saw the protocol is open"),
            (CONTENT, "unknown", "the memorandum's text was not seen"),
            (MDT, "unknown", "no source describes a child's team"),
        ),
    ),
    "contra-costa": (
        "interagency_protocol",
        (
            (TEAM, "unknown", "that a bureau started work on the protocol does not show who led or sat on the team"),
            (ADDED_IN_2018, "excused", "the protocol was complete by October 2015, so 16524.8(c) excuses the two"),
            (CONTENT, "unknown", "the grand jury reports on the protocol; its text was not seen"),
            (MDT, "unknown", "no source describes a child's team"),
        ),
    ),
    "el-dorado": (
        "task_force_mou",
        (
            (TEAM, "not_applicable", "parties to a task force's memorandum are not the team that developed a protocol"),
            (ADDED_IN_2018, "not_applicable", "the memorandum is dated; the county's protocol is not"),
            (CONTENT, "not_applicable", "a task force's memorandum is not the protocol, and the protocol was not seen"),
            (MDT, "not_applicable", "no source describes a child's team"),
        ),
    ),
    "fresno": (
        "funding_agreement",
        (
            (TEAM, "not_applicable", "neither a services contract nor the System of Care memorandum shows the team"),
            (ADDED_IN_2018, "not_applicable", "no source says when the county's protocol was developed"),
            (CONTENT, "not_applicable", "a contract with one provider is not the protocol"),
            (MDT, "not_applicable", "no source describes a child's team"),
        ),
    ),
    "fresno-system-of-care": MEMORANDUM,
    "los-angeles": (
        "first_responder_protocol",
        (
            (
                TEAM,
                "not_applicable",
                "partners in a first-responder protocol are not the team of the interagency protocol",
            ),
            (ADDED_IN_2018, "not_applicable", "the first-responder protocol is dated; the interagency protocol is not"),
            (CONTENT, "not_applicable", "only a table of contents was seen, of a narrower instrument"),
            (MDT, "not_applicable", "a chapter on the team is listed, its members are not"),
        ),
    ),
    "monterey-system-of-care": MEMORANDUM,
    "orange": (
        "interagency_protocol",
        (
            (TEAM, "unknown", "the chairs of a steering committee are shown; that it developed the protocol is not"),
            (ADDED_IN_2018, "unknown", "no source says when the protocol was developed"),
            (CONTENT, "unknown", "the protocol's text was not seen"),
            (MDT, "unknown", "no source describes a child's team"),
        ),
    ),
    "orange-system-of-care": MEMORANDUM,
    "santa-clara": (
        "interagency_protocol",
        (
            (TEAM, "unknown", "the county states whom the law names, not who sits on its own team"),
            (ADDED_IN_2018, "unknown", "slides of 2017 make an earlier protocol likely and do not date it"),
            (CONTENT, "unknown", "stages are named; whether the protocol addresses services is not shown"),
            (MDT, "unknown", "the county states whom the law names, not who sits on its own team"),
        ),
    ),
    "tri-county": (
        "inter_county_agreement",
        (
            (TEAM, "not_applicable", "signatories of an agreement between counties are not any county's protocol team"),
            (ADDED_IN_2018, "not_applicable", "a model protocol of 2015 does not date each county's own"),
            (CONTENT, "not_applicable", "an agreement between three agencies is not a protocol"),
            (MDT, "not_applicable", "no source describes a child's team in any of the three"),
        ),
    ),
}

REAL = sorted(FILES)


def report(name: str) -> Report:
    return check_file(FOLDER / f"{name}.yml", DAY)


def test_every_county_file_is_accounted_for() -> None:
    assert sorted(path.name for path in FOLDER.iterdir()) == sorted(
        [*(f"{name}.yml" for name in FILES), *(path.name for path in EXAMPLES)]
    )


@pytest.mark.parametrize("name", [*REAL, *(path.stem for path in EXAMPLES)])
def test_the_first_line_names_the_schema_for_editors(name: str) -> None:
    first = (FOLDER / f"{name}.yml").read_text("utf-8").splitlines()[0]
    assert first == "# yaml-language-server: $schema=../schemas/county.schema.json"
    assert (FOLDER / first.partition("$schema=")[2]).is_file()


@pytest.mark.parametrize("name", REAL)
def test_what_is_said_of_a_real_county_is_what_a_lawyer_would_say(name: str) -> None:
    kind, rows = FILES[name]
    found = report(name)
    assert found.instrument == kind
    of_protocol = kind in vocabulary.flagged("instrument_kinds", "protocol")
    expected: dict[str, State] = {id: state for ids, state, _ in rows for id in ids}
    # Only of Alameda's memorandum do the sources say when it was adopted.
    expected["protocol-developed"] = (
        "satisfied" if name == "alameda" else "unknown" if of_protocol else "not_applicable"
    )
    for county in found.counties:
        said = {v.requirement.id: v.state for v in found.verdicts if v.county == county}
        assert {id: said[id] for id in expected} == expected, county
        beyond = {v.state for v in found.verdicts if v.county == county and v.is_asked and v.requirement.id in BEYOND}
        assert beyond == (
            {"unknown"} if of_protocol or kind in ("first_responder_protocol", "system_of_care_mou") else set()
        )


@pytest.mark.parametrize("name", REAL)
def test_nothing_is_held_against_a_real_county(name: str) -> None:
    """What public sources do not show is unknown, never an error, a warning or advice about what to do."""
    assert {diagnostic.severity for diagnostic in report(name).diagnostics} <= {"unknown"}


@pytest.mark.parametrize("name", REAL)
def test_a_real_county_is_partial_and_its_election_is_left_unsaid(name: str) -> None:
    model = protocol(report(name).data)
    assert model.is_partial
    assert not model.is_example
    assert [county.elects_funds for county in model.counties] == [None] * len(model.counties)
    assert all(county.protocol_team is None for county in model.counties), "no source shows who sits on a protocol team"


@pytest.mark.parametrize("name", REAL)
def test_every_fact_about_a_real_county_has_its_public_source(name: str) -> None:
    data = source.read(FOLDER / f"{name}.yml").data
    unsourced = [path for path, entry in facts(data) if not entry.get("source")]
    assert unsourced == []
    cited = {id for _, entry in facts(data) for id in as_list(entry["source"])}
    assert cited == set(data["sources"]), "every source is used, and every cited source is described"
    for id, entry in data["sources"].items():
        assert id == "state_report" or re.match(r"https?://[^/]+/", entry["url"])


def facts(data: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every part of a county file that states a fact and can cite its source."""
    own = data.get("counties", {"": data})
    for county, part in own.items():
        for key in ("csec_program", "steering_committee", "mdt", "services", "identification", "funding"):
            if key in part:
                yield f"{county}.{key}", part[key]
        yield from ((f"{county}.tier {tier['name']}", tier) for tier in part.get("mdt", {}).get("tiers", ()))
        yield from ((f"{county}.body {id}", body) for id, body in part.get("standing_bodies", {}).items())
        years = part.get("csec_program", {}).get("funds_by_year", ())
        yield from ((f"{county}.funds of {year['fiscal_year']}", year) for year in years)
        tools = part.get("identification", {}).get("tools", ())
        yield from ((f"{county}.tool {tool['name']}", tool) for tool in tools)
        seats = part.get("steering_committee", {}).get("seats", {})
        yield from ((f"{county}.seat {function}", seat) for function, seat in seats.items())
    if set(data["instrument"]) != {"kind"}:
        yield "instrument", data["instrument"]
    for id, agency in data["agencies"].items():
        yield f"agencies.{id}", agency
        yield from ((f"agencies.{id}: {entry['duty']}", entry) for entry in agency.get("responsibilities", ()))
    yield from ((f"party {party['name']}", party) for party in data.get("parties", ()))
    yield from ((f"narrative {section['heading']}", section) for section in data.get("narrative", ()))
    if "term" in data["instrument"]:
        yield "instrument.term", data["instrument"]["term"]


def as_list(value: Any) -> list[str]:
    return value if isinstance(value, list) else [value]


NUMBER = re.compile(r"\(?\b\d{3}\)?[ .-]\d{3}[ .-]\d{4}\b|\S+@\S+")


@pytest.mark.parametrize("name", REAL)
def test_a_county_file_has_no_telephone_number_and_no_mail_address(name: str) -> None:
    assert not NUMBER.search((FOLDER / f"{name}.yml").read_text("utf-8"))


def test_the_example_has_only_numbers_that_are_reserved_for_fiction() -> None:
    found = NUMBER.findall(EXAMPLE.read_text("utf-8"))
    assert len(found) > 10
    for one in found:
        assert is_reserved_for_fiction(one) or one.rstrip("},").endswith("@example.org"), one


def test_the_state_s_lists_of_participants_are_told_as_they_stand() -> None:
    """Counties joined in different years; the state's report lists them by fiscal year."""
    counties = [county for name in REAL for county in protocol(report(name).data).counties if county.fiscal_years]
    since = {county.name: county.fiscal_years[0] for county in counties}
    assert since == {
        **dict.fromkeys(("Alameda", "Contra Costa", "El Dorado", "Los Angeles"), "2014-15"),
        **dict.fromkeys(("Orange", "San Benito", "Santa Clara"), "2014-15"),
        **dict.fromkeys(("Fresno", "Monterey", "Santa Cruz"), "2015-16"),
    }


def test_an_agreement_that_public_sources_show_to_have_ended_is_an_open_question() -> None:
    found = [d for d in report("tri-county").diagnostics if not d.citation]
    assert [(d.id, d.severity, d.message) for d in found] == [
        ("term-expired", "unknown", "the term ended on 2020-06-30; the sources do not show whether it was renewed")
    ]


def test_the_examples_leave_nothing_to_tell() -> None:
    for example in EXAMPLES:
        assert check_file(example, DAY).diagnostics == ()
    found = [verdict for verdict in check_file(EXAMPLE, DAY).verdicts if verdict.is_asked]
    assert {verdict.state for verdict in found} == {"satisfied"}
    found = [verdict for verdict in check_file(SYSTEM_OF_CARE, DAY).verdicts if verdict.is_asked]
    assert {verdict.state for verdict in found} == {"satisfied"}


def test_neither_example_counts_for_the_other() -> None:
    laws = [{v.requirement.law for v in check_file(path, DAY).verdicts if v.is_asked} for path in EXAMPLES]
    assert laws[1] == {"wic-16521.6"}
    assert not laws[0] & laws[1]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
def test_the_example_cannot_be_taken_for_a_real_county(example: Path) -> None:
    text = example.read_text("utf-8")
    model = protocol(source.read(example).data)
    assert "AN EXAMPLE. There is no Example County" in text
    assert model.is_example
    assert "an example" in model.title
    real = [name for name, word in vocabulary.lists()["counties"].items() if not word.get("example")]
    assert [name for name in real if re.search(rf"\b{name} County\b|County of {name}\b", text)] == []
    names = [agency.name for agency in model.agencies] + [party.name for party in model.parties]
    assert [name for name in names if "Example" not in name] == []


def test_the_example_shows_everything_that_a_county_file_can_say() -> None:
    shown = set().union(*(keys_in(source.read(path).data) for path in EXAMPLES))
    shape = source.load_yaml((ROOT / "schemas" / "shape.yaml").read_text("utf-8"))
    assert properties_in(shape) - shown == {
        *("counties", "searched_on", "declined"),  # counties cannot stand beside county
        # What happens after signing would go stale with each new wording, or make the example one that was amended.
        *("signed", "on", "revision", "board_record", "service_record"),
        *("amendments", "about", "reference", "restates", "signed_for_county_by"),
    }
    assert "#   - {on: 2025-07-15, revision: 0123456789abcdef-01234567, board_record" in EXAMPLE.read_text("utf-8"), (
        "a revision of the example would be out of date with each new wording"
    )
    assert "# youngest: 10" in EXAMPLE.read_text("utf-8"), "better not set, so shown as a remark"
    signatures = {party.signature for party in protocol(source.read(EXAMPLE).data).parties}
    assert signatures == set(vocabulary.lists()["signature_kinds"])


def keys_in(data: Any) -> set[str]:
    if isinstance(data, dict):
        return set(data) | set().union(*map(keys_in, data.values()))
    return set().union(*map(keys_in, data)) if isinstance(data, list) else set()


def properties_in(shape: Any) -> set[str]:
    if isinstance(shape, list):
        return set().union(*map(properties_in, shape))
    if not isinstance(shape, dict):
        return set()
    own = shape.get("properties")
    return (set(own) if isinstance(own, dict) else set()) | set().union(*map(properties_in, shape.values()))


SEATS = [r for r in requirements.in_force(DAY) if r.seat and example_for(r) == EXAMPLE]


@pytest.mark.parametrize("requirement", SEATS, ids=lambda requirement: requirement.id)
def test_without_a_mandated_seat_the_example_has_exactly_that_error(requirement: requirements.Requirement) -> None:
    """The seat is deleted as a person would delete it: its lines in the text."""
    assert requirement.seat
    lines = EXAMPLE.read_text("utf-8").splitlines()
    seats = lines.index("  seats:", lines.index(f"{requirement.seat.on}:"))
    first = next(n for n in range(seats, len(lines)) if re.match(rf"    {requirement.seat.function}:", lines[n]))
    after = next(n for n in range(first + 1, len(lines)) if not lines[n].startswith("     "))
    found = report_of("\n".join([*lines[:first], *lines[after:]]) + "\n").diagnostics
    assert [(d.id, d.severity, d.citation, d.line, d.column) for d in found] == [
        (requirement.id, "error", requirement.citation, seats + 1, 3)
    ]
    assert requirement.seat.function in found[0].remedy


def test_the_mandated_seats_of_the_example_are_the_seven_and_the_five() -> None:
    """The citations a county counsel looks up, one for each seat."""
    assert [(seat.seat.on, seat.seat.function, seat.citation) for seat in SEATS if seat.seat] == [
        *(
            ("mdt", function, "WIC 16524.7(d)(2)(B)")
            for function in ("child_welfare", "probation", "mental_health", "substance_use_disorder", "public_health")
        ),
        ("protocol_team", "human_services", "WIC 16524.8(a)(1)"),
        ("protocol_team", "probation", "WIC 16524.8(a)(1)(A)"),
        ("protocol_team", "mental_health", "WIC 16524.8(a)(1)(B)"),
        ("protocol_team", "public_health", "WIC 16524.8(a)(1)(C)"),
        ("protocol_team", "juvenile_court", "WIC 16524.8(a)(1)(D)"),
        ("protocol_team", "county_office_of_education", "WIC 16524.8(a)(1)(E)"),
        ("protocol_team", "sheriff", "WIC 16524.8(a)(1)(F)"),
    ]

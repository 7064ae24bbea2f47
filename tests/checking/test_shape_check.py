"""Departures from the county file's shape: one sentence each, at their place, with what to write."""

import re

import pytest

from protocol_builder.law import requirements

from ..conftest import report_of

# A file without the keys a case adds; public_sources_only keeps the law silent, so that only the shape speaks.
BASE = """\
county: Inyo
completeness: public_sources_only
instrument: {kind: interagency_protocol}
agencies:
  probation: {name: Probation Department, kind: county_department, functions: [probation]}
"""


def departures(text: str) -> list[tuple[int, int, str, str, str]]:
    return [(d.line, d.column, d.id, d.message, d.remedy) for d in report_of(text).diagnostics if d.severity == "error"]


def test_the_base_of_these_cases_has_no_departure() -> None:
    assert departures(BASE) == []


@pytest.mark.parametrize(
    ("added", "expected"),
    [
        ("mtd: {}", (6, 1, "shape-unknown-key", "“mtd” is not a key of a county file", "did you mean mdt?")),
        (
            "protocol_team:\n  seats:\n    sherif: {agency: probation}",
            (
                8,
                5,
                "shape-unknown-key",
                "“sherif” is not a key under protocol_team.seats",
                "did you mean sheriff?",
            ),
        ),
        (
            "seats: {}",
            (
                6,
                1,
                "shape-unknown-key",
                "“seats” is not a key of a county file",
                "seats belongs under protocol_team, steering_committee, standing_bodies.NAME, or mdt",
            ),
        ),
        (
            "elects_funds: true",
            (
                6,
                1,
                "shape-unknown-key",
                "“elects_funds” is not a key of a county file, so 28 duties are unknown",
                "elects_funds belongs under csec_program",
            ),
        ),
        (
            "csec_program: {fiscal_years: [2018-19, 2019-21]}",
            (
                6,
                40,
                "shape-value",
                "“2019-21” is not a valid value for fiscal_years",
                "write a state fiscal year, from one year to the next, such as 2019-20",
            ),
        ),
        (
            "mdt: {kind: dedicatd}",
            (6, 13, "shape-value", "kind cannot be “dedicatd”", "did you mean dedicated?"),
        ),
        (
            "mdt: {kind: purple}",
            (
                6,
                13,
                "shape-value",
                "kind cannot be “purple”",
                "write one of: dedicated, child_and_family_team, existing_team",
            ),
        ),
        (
            "csec_program: {elects_funds: yes}",
            (6, 30, "shape-value", "“yes” is not a valid value for elects_funds", "write true\nelects_funds: true"),
        ),
        (
            "csec_program: {protocol_developed_on: 6/30/2015}",
            (
                6,
                39,
                "shape-value",
                "“6/30/2015” is not a valid value for protocol_developed_on",
                "write 2015-06-30, if June 30, 2015 is meant",
            ),
        ),
        (
            "protocol_team: {seats: {probation: probation}}",
            (
                6,
                36,
                "shape-value",
                "“probation” is not a valid value for probation",
                "write an agency in braces, for example\nprobation: {agency: probation}",
            ),
        ),
        (
            "protocol_team: {seats: {probation: {title: Chief Probation Officer}}}",
            (
                6,
                25,
                "shape-missing-key",
                "protocol_team.seats.probation has no agency",
                "add agency under protocol_team.seats.probation: a short name of lower-case letters, digits, and "
                "underscores that begins with a letter, such as probation or county_office",
            ),
        ),
        (
            "mdt:\n  tiers:",
            (
                7,
                3,
                "shape-empty",
                "tiers has no value",
                "write a list (lines that begin with a dash), or delete tiers:",
            ),
        ),
        ("mdt: {tiers: []}", (6, 7, "shape-empty", "tiers needs at least one entry", "add an entry, or delete tiers")),
        (
            "instrument_: {}",
            (
                6,
                1,
                "shape-unknown-key",
                "“instrument_” is not a key of a county file",
                "keep one of the two, and delete the other: instrument is there, too",
            ),
        ),
        (
            "sources: {a b: {title: x}}",
            (
                6,
                11,
                "shape-value",
                "“a b” is not a valid short name",
                "write a_b: a short name has only lower-case letters, digits, and underscores",
            ),
        ),
        (
            "sources: {a: {title: x, url: 'javascript:alert(1)'}}",
            (
                6,
                30,
                "shape-value",
                "“javascript:alert(1)” is not a valid value for url",
                "write a web address that begins with https://",
            ),
        ),
        (
            "mdt: {tiers: [{name: First, within: soon}]}",
            (
                6,
                37,
                "shape-value",
                "“soon” is not a valid value for within",
                "write the word immediately, or a number and a unit, such as 24 hours, 2 to 24 hours, or 3 business days",
            ),
        ),
    ],
)
def test_a_departure_is_told_where_it_stands(added: str, expected: tuple[int, int, str, str, str]) -> None:
    assert departures(f"{BASE}{added}\n") == [expected]


@pytest.mark.parametrize(
    ("key", "line"),
    [("county", 1), ("instrument", 3), ("agencies", 4)],
)
def test_what_a_file_cannot_do_without_is_asked_once_where_it_is_empty(key: str, line: int) -> None:
    text = re.sub(rf"(?m)^{key}:.*(\n  .*)*", f"{key}:", BASE)
    [(told, _, id, message, remedy)] = departures(text)
    assert (told, id, message) == (line, "shape-empty", f"{key} has no value")
    assert remedy.startswith(f"write, for example\n{key}:")
    assert "delete" not in remedy


def test_what_is_to_be_pasted_can_be_pasted() -> None:
    """Only the county has to be named for a file that begins with nothing."""
    text = "county: Inyo\n"
    for _ in range(9):
        found = [(id, remedy) for _, _, id, _, remedy in departures(text)]
        missing = [remedy for id, remedy in found if id == "shape-missing-key"]
        if not missing:
            break
        assert missing[0].startswith("add, for example\n")
        text += missing[0].partition("\n")[2] + "\n"
    assert text.count("\n") > 4
    assert {id for id, _ in found} <= {rule.id for rule in requirements.on_record()}


def test_all_departures_are_told_in_one_run() -> None:
    text = BASE.replace("county: Inyo", "county: Ino").replace("kind: interagency_protocol", "knd: x") + "mdt: 3\n"
    assert [(line, id) for line, _, id, _, _ in departures(text)] == [
        (1, "shape-value"),
        (3, "shape-unknown-key"),
        (6, "shape-value"),
    ]


@pytest.mark.parametrize("there", ["kind: county_department", "kind: county_department, name: County Counsel"])
def test_each_key_that_an_entry_lacks_is_reported_once_and_none_that_it_has(there: str) -> None:
    lacking = [key for key in ("name", "kind", "functions") if f"{key}:" not in there]
    found = [d for d in departures(f"{BASE}  counsel: {{{there}}}\n") if d[2] == "shape-missing-key"]
    assert [message for _, _, _, message, _ in found] == [f"agencies.counsel has no {key}" for key in lacking]


def test_a_complete_file_says_whether_the_county_elects_funds() -> None:
    text = BASE.replace("completeness: public_sources_only\n", "")
    assert departures(text) == [
        (
            1,
            1,
            "shape-missing-key",
            "the file has no csec_program",
            "add, for example\ncsec_program:\n  elects_funds: true   # or false",
        )
    ]
    assert departures(text + "csec_program: {}\n") == [
        (
            5,
            1,
            "shape-missing-key",
            "csec_program has no elects_funds",
            "add under csec_program, for example\nelects_funds: true   # or false",
        )
    ]


def test_a_file_names_one_county_or_several() -> None:
    none = BASE.replace("county: Inyo\n", "")
    assert [d[2:4] for d in departures(none)] == [("shape-missing-key", "the file has no county")]
    both = none + "counties: {Inyo: {}, Mono: {}}\nmdt: {kind: dedicated}\n"
    assert departures(both) == [
        (
            6,
            1,
            "shape-unknown-key",
            "mdt does not belong here",
            "in a file of several counties, write mdt under each county’s name",
        )
    ]


@pytest.mark.parametrize("value", ["3", "text", "[1]", "{a: 1}", "true", "null", "[{}]", "[[]]", "{a: {b: c}}"])
@pytest.mark.parametrize(
    "key",
    [
        "county",
        "counties",
        "instrument",
        "csec_program",
        "protocol_team",
        "steering_committee",
        "mdt",
        "services",
        "agencies",
        "parties",
        "narrative",
        "sources",
        "notes",
        "completeness",
    ],
)
def test_no_value_of_any_type_anywhere_breaks_the_check(key: str, value: str) -> None:
    lines = [line for line in BASE.splitlines() if not line.startswith((key, " " if key == "agencies" else "\0"))]
    report = report_of("\n".join([*lines, f"{key}: {value}", ""]))
    assert report.failed
    assert all(d.line and d.column and d.message for d in report.diagnostics)


LONG = "write a date as year-month-day, year-month, or year, such as 2015-06-30, 2015-06, or 2015"


@pytest.mark.parametrize(
    ("typed", "remedy"),
    [
        ("June 30, 2015", "write 2015-06-30"),
        ("Sept. 1, 2015", "write 2015-09-01"),
        ("7-1-2015", "write 2015-07-01, if July 1, 2015 is meant"),
        ("2015–06–30", "write 2015-06-30, if June 30, 2015 is meant"),
        ("2/30/2015", LONG),
        ("13/1/2015", LONG),
        ("Someday 1, 2015", LONG),
        ("6-15-19", "write 2019-06-15, if June 15, 2019 is meant"),
        ("15-6-19", LONG),
        ("next year", LONG),
    ],
)
def test_a_day_as_in_letters_is_told_as_it_is_to_be_written(typed: str, remedy: str) -> None:
    [(_, _, _, message, told)] = departures(f"{BASE}csec_program:\n  protocol_developed_on: {typed}\n")
    assert (message, told) == (f"“{typed}” is not a valid value for protocol_developed_on", remedy)


VALUES = {
    "{a: b}": ("a map is not a valid value for {}",) * 3,
    "[a, b]": ("a list is not a valid value for {}", "{} is in brackets, so it is not read as text", "a list is not a valid value for {}"),
    "true": ("true is not a valid value for {}", "true is not a valid value for {}", ""),
    "false": ("false is not a valid value for {}", "false is not a valid value for {}", ""),
    "12": ("“12” is not a valid value for {}", "“12” without quotes is not text, which {} must be", "“12” is not a valid value for {}"),
    "x y": ("{} cannot be “x y”", "", "“x y” is not a valid value for {}"),
    "~": ("{} has no value",) * 3,
}  # fmt: skip
"""Of each kind of value: what is said of it where a word of a list, a text, or yes or no belongs."""


@pytest.mark.parametrize("value", VALUES)
def test_a_value_of_another_kind_is_named_as_what_it_is(value: str) -> None:
    for (section, key), told in zip(
        (("instrument", "kind"), ("instrument", "title"), ("csec_program", "elects_funds")), VALUES[value], strict=True
    ):
        said: dict[str, dict[str, str]] = {
            "instrument": {"kind": "interagency_protocol"},
            "csec_program": {"elects_funds": "false"},
        }
        said[section][key] = value
        sections = "".join(
            f"{name}: {{{', '.join(f'{one}: {below}' for one, below in keys.items())}}}\n"
            for name, keys in said.items()
        )
        found = report_of(f"county: Inyo\nagencies: {{}}\n{sections}").diagnostics
        messages = [one.message for one in found if one.path[:2] == (section, key)]
        assert messages[:1] == ([told.format(key)] if told else [])

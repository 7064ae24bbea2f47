"""What the wording of a file gives away is a warning at its place, and no false alarm."""

from pathlib import Path

import pytest

from protocol_builder.commands import new_repository

from ..conftest import DAY, ROOT, report_of
from .test_fix import COMPLETE


def hints(old: str, new: str, *ids: str) -> list[tuple[int, int, str, str, str]]:
    """The findings with these ids in a complete file in which something is written otherwise."""
    assert old in COMPLETE
    found = report_of(COMPLETE.replace(old, new, 1)).diagnostics
    return [(d.line, d.column, d.severity, d.message, d.remedy) for d in found if d.id in ids]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            "name: Health and Human Services",
            "name: Health and Human Services #2 Office",
            (
                44,
                37,
                "warning",
                "a number sign after a blank begins a remark, so ‘#2 Office’ is not read",
                'if it belongs to the text, put all of it in quotes, for example\nname: "Health and Human Services #2 Office"',
            ),
        ),
        (
            "  service_planning: The team.",
            "  service_planning: The team.\n  kinds: [counseling]\nnotes:\n  - See item #4.",
            (
                43,
                14,
                "warning",
                "a number sign after a blank begins a remark, so ‘#4.’ is not read",
                'if it belongs to the text, put all of it in quotes, for example\n- "See item #4."',
            ),
        ),
    ],
)
def test_a_number_sign_in_a_text_is_told(old: str, new: str, expected: tuple[int, int, str, str, str]) -> None:
    assert hints(old, new, "remark-in-a-text") == [expected]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("name: Health and Human Services", "name: Health and Human Services # 2 offices"),
        ("name: Health and Human Services", 'name: "Health and Human Services #2"'),
        ("name: Health and Human Services", "name: Health and Human Services#2"),
        ("    Counseling.\n", "    Counseling: see item #4 of the list.\n"),
        ("# others", "# others: see item #4"),
        ("  kind: dedicated", "  # kind: item #4\n  kind: dedicated"),
        ("# since 2020", "#since 2020"),
    ],
)
def test_a_remark_is_left_alone(old: str, new: str) -> None:
    assert hints(old, new, "remark-in-a-text") == []


@pytest.mark.parametrize("path", sorted((ROOT / "county_configs").glob("*.yml")), ids=lambda path: path.stem)
def test_the_county_files_of_the_project_give_no_alarm(path: Path) -> None:
    ids = {d.id for d in report_of(path.read_text("utf-8")).diagnostics}
    assert ids.isdisjoint({"remark-in-a-text", "curly-quotes", "day-in-the-future"})


def test_a_file_that_has_just_been_begun_gives_no_alarm() -> None:
    ids = {
        d.id
        for d in report_of(new_repository.county_text(new_repository.Answers("Inyo", True, "2019"), DAY)).diagnostics
    }
    assert ids.isdisjoint({"remark-in-a-text", "curly-quotes", "day-in-the-future"})


@pytest.mark.parametrize("quotes", ["“{}”", "‘{}’"])
def test_curly_quotes_around_a_whole_text_are_told(quotes: str) -> None:
    assert hints("name: Superior Court", f"name: {quotes.format('Superior Court')}", "curly-quotes") == [
        (
            48,
            17,
            "warning",
            "the curly quotes around this text are printed as part of it",
            'delete them, or write straight ones (")',
        )
    ]


@pytest.mark.parametrize("name", ["“Safe” Court", "The “Safe” Court", "Children’s Court", "“Safe” and “Sound”"])
def test_curly_quotes_inside_a_text_are_left_alone(name: str) -> None:
    assert hints("name: Superior Court", f"name: {name}", "curly-quotes") == []


@pytest.mark.parametrize(
    ("old", "new", "line", "column", "message"),
    [
        (
            "  kind: interagency_protocol",
            "  kind: interagency_protocol\n  status: in_force\n  adopted_on: 2026-12",
            5,
            15,
            "an instrument that is no longer a draft is said to have been adopted on 2026-12, after 2026-11-22",
        ),
        (
            "  kind: interagency_protocol",
            "  kind: interagency_protocol\n  term: {from: 2020-01-01, until: perpetual, reviewed_on: 2026-11-23}",
            4,
            59,
            "the instrument is said to have been reviewed on 2026-11-23, after 2026-11-22",
        ),
        (
            "# The team that serves",
            "funding: {plan: {submitted_on: 2027}}\n# The team that serves",
            23,
            32,
            "the plan is said to have been submitted on 2027, after 2026-11-22",
        ),
    ],
)
def test_what_has_happened_has_not_happened_in_the_future(
    old: str, new: str, line: int, column: int, message: str
) -> None:
    assert hints(old, new, "day-in-the-future") == [(line, column, "warning", message, "correct the date")]


@pytest.mark.parametrize(
    "lines",
    [
        "  adopted_on: 2026-12-15",
        "  status: pending\n  adopted_on: 2027",
        "  status: in_force\n  adopted_on: 2026-11-22",
    ],
)
def test_a_day_that_is_planned_or_today_is_left_alone(lines: str) -> None:
    kind = "  kind: interagency_protocol"
    assert hints(kind, f"{kind}\n{lines}", "day-in-the-future") == []


def test_in_a_file_of_several_counties_a_day_is_told_once_at_its_place() -> None:
    text = (
        "completeness: public_sources_only\n"
        "instrument: {kind: funding_agreement, status: in_force, adopted_on: 2027}\n"
        "agencies:\n  a: {name: A, kind: court, functions: [juvenile_court]}\n"
        "counties:\n  Inyo: {funding: {plan: {submitted_on: 2027-01-01}}}\n  Mono: {mdt: {kind: dedicated}}\n"
    )
    found = [d for d in report_of(text).diagnostics if d.id == "day-in-the-future"]
    assert [(d.line, d.column, d.path) for d in found] == [
        (2, 69, ("instrument", "adopted_on")),
        (6, 41, ("counties", "Inyo", "funding", "plan", "submitted_on")),
    ]

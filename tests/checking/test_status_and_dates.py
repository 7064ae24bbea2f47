"""Whether an instrument is in force: every status at every turn of its term, against a table written by hand."""

from typing import Any

import pytest

from protocol_builder.checking.in_force import force_on
from protocol_builder.law import vocabulary

TERM = {"from": "2020-07-01", "until": "2023-06-30"}
DAYS = {
    "the day before it begins": "2020-06-30",
    "its first day": "2020-07-01",
    "within it": "2022-01-15",
    "its last day": "2023-06-30",
    "the day after": "2023-07-01",
    "a year after its last day": "2024-06-30",
    "a year and a day after": "2024-07-01",
}
# In the order of the days; f: in force, e: ended, n: not yet.
ALWAYS: dict[str, tuple[str, str]] = {
    # status: (in a complete file, in a file of public sources, which may not show a renewal)
    "": ("nfffeee", "nffffff"),
    "draft": ("nnnnnnn", "nnnnnnn"),
    "pending": ("nnnnnnn", "nnnnnnn"),
    "in_force": ("nfffeee", "nffffff"),
    "in_renewal": ("ffffffe", "fffffff"),
    "expired": ("eeeeeee", "eeeeeee"),
    "superseded": ("eeeeeee", "eeeeeee"),
}
FORCES = {"f": "in_force", "e": "ended", "n": "not_yet"}


def test_the_table_has_every_status() -> None:
    assert set(ALWAYS) - {""} == set(vocabulary.lists()["instrument_statuses"])


@pytest.mark.parametrize("completeness", ["complete", "public_sources_only"])
@pytest.mark.parametrize("status", ALWAYS)
def test_every_status_on_every_day(status: str, completeness: str) -> None:
    expected = ALWAYS[status][completeness == "public_sources_only"]
    instrument: dict[str, Any] = {"term": TERM, **({"status": status} if status else {})}
    data = {"county": "Yolo", "completeness": completeness, "instrument": instrument}
    found = {name: force_on(data, day) for name, day in DAYS.items()}
    assert [force for force, _ in found.values()] == [FORCES[letter] for letter in expected]
    assert [bool(why) for _, why in found.values()] == [letter != "f" for letter in expected]


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        ("", "in_force"),
        ("draft", "not_yet"),
        ("pending", "not_yet"),
        ("in_force", "in_force"),
        ("in_renewal", "in_force"),
        ("expired", "ended"),
        ("superseded", "ended"),
    ],
)
def test_every_status_without_a_term(status: str, expected: str) -> None:
    data = {"county": "Yolo", "instrument": {"status": status} if status else {}}
    assert force_on(data, "2026-11-22")[0] == expected

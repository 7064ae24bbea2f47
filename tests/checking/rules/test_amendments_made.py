"""Amendments that were made: each with a number of its own, in the order of their days."""

import pytest

from ...conftest import EXAMPLE, report_of

TEXT = EXAMPLE.read_text("utf-8")
TWICE, ORDER = "amendment-number-twice", "amendment-before-an-earlier-one"


def found(*made: tuple[int, str]) -> list[tuple[str, int, str, str]]:
    """The findings about recorded amendments, each with the line below `amendments:`."""
    entries = "".join(f"    - {{number: {number}, on: {on}}}\n" for number, on in made)
    text = TEXT.replace("  amendment: |-\n", f"  amendments:\n{entries}  amendment: |-\n")
    first = text[: text.index("  amendments:\n")].count("\n") + 1
    return [
        (one.id, one.line - first, one.message, one.remedy)
        for one in report_of(text).diagnostics
        if one.id in (TWICE, ORDER)
    ]


@pytest.mark.parametrize(
    "made",
    [
        [(1, "2025-09-01"), (2, "2025-09-02")],
        [(2, "2025-09-02"), (1, "2025-09-01")],  # the numbers are in the order of the days
        [(1, "2025-09-01"), (2, "2025-09-01"), (5, "2025-09-01")],
    ],
)
def test_numbers_in_the_order_of_their_days_are_fine(made: list[tuple[int, str]]) -> None:
    assert found(*made) == []


def test_a_number_that_is_used_twice_is_reported_at_the_second() -> None:
    assert found((1, "2025-09-01"), (2, "2025-10-01"), (2, "2025-11-01")) == [
        (
            TWICE,
            3,
            "two amendments have the number 2; the first is of 2025-10-01",
            "write number: 3 if it is another amendment; delete the whole entry if it is the same",
        )
    ]


def test_an_amendment_before_one_with_a_smaller_number_is_reported_at_its_day() -> None:
    assert found((1, "2025-11-01"), (2, "2025-10-01"), (3, "2025-12-01")) == [
        (
            ORDER,
            2,
            "Amendment No. 2 of 2025-10-01 is dated before Amendment No. 1 of 2025-11-01",
            "correct the date or the number; amendments are numbered in the order in which they are made",
        )
    ]

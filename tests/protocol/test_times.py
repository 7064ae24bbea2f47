"""Times as county files have them: one, a range, and business time; how long each can be, and how it is printed."""

import pytest

from protocol_builder.law.vocabulary import longest, minutes
from protocol_builder.protocol.time_limits import at_once, within

HOUR, DAY = 60, 1440


@pytest.mark.parametrize(
    ("time", "expected"),
    [
        ("immediately", 0),
        ("as soon as practicably possible", 0),
        ("1 minute", 1),
        ("24 hours", 24 * HOUR),
        ("1 day", DAY),
        ("2 weeks", 14 * DAY),
        ("1 month", 30 * DAY),
        ("2 to 24 hours", 24 * HOUR),
        ("24 to 2 hours", 24 * HOUR),
        ("1 to 2 days", 2 * DAY),
        ("8 business hours", 8 * HOUR + 3 * DAY),
        ("1 to 2 business days", 5 * DAY),
    ],
)
def test_a_time_counts_as_the_longest_that_it_can_be(time: str, expected: int) -> None:
    assert minutes(time) == expected


@pytest.mark.parametrize(
    ("time", "expected"),
    [
        ("24 hours", "24 hours"),
        ("2 to 24 hours", "24 hours"),
        ("1 to 2 business days", "2 business days"),
        ("0 to 1 days", "1 day"),
    ],
)
def test_the_longest_time_of_a_range(time: str, expected: str) -> None:
    assert longest(time) == expected


def test_a_range_is_printed_whole_and_where_the_law_says_immediately_by_its_longest_time() -> None:
    assert within("2 to 24 hours") == "within 2 to 24 hours"
    assert at_once("2 to 24 hours") == "immediately, and in no case later than 24 hours"
    assert within("3 business days") == "within 3 business days"

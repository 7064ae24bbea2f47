"""Every date is a day of the calendar."""

import datetime
import re
from collections.abc import Iterator

from ...diagnostic import Diagnostic
from .rule import CheckedFile, Rule

_DATE = re.compile(r"\d{4}-\d\d-\d\d")


def check(file: CheckedFile) -> Iterator[Diagnostic]:
    """Yield a finding for each text that has the form of a date and is no day."""
    for path, value in file.texts:
        if len(value) == 10 and _DATE.fullmatch(value):
            try:
                datetime.date.fromisoformat(value)
            except ValueError:
                yield Diagnostic(
                    "date-impossible",
                    "error",
                    f"{value} is not in the calendar",
                    path,
                    True,
                    "correct the day or the month",
                )


RULE = Rule(
    id="date-impossible",
    severity="error",
    title="A date is not in the calendar",
    description=(
        "A date has the form year-month-day, but there is no such day. The term, the reviews, and the law in effect "
        "are worked out from dates, so they must exist."
    ),
    bad="""\
instrument:
  kind: other
  adopted_on: 2024-02-30""",
    good="""\
instrument:
  kind: other
  adopted_on: 2024-02-29""",
    check=check,
)

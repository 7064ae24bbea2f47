"""A review that was due has taken place."""

import datetime
from collections.abc import Iterator

from ...diagnostic import Diagnostic
from ...protocol.county_data import InstrumentOf
from .rule import CheckedFile, Rule, of_each_instrument, or_unknown

_EARLY = 183
"""Days before the day on which a review is due: one held then is the one that was due."""


def check(file: CheckedFile, instrument: InstrumentOf) -> Iterator[Diagnostic]:
    """Yield a finding if review_by has passed and reviewed_on is neither after it nor in the half-year before it."""
    review, held = instrument.term.get("review_by", ""), instrument.term.get("reviewed_on", "")
    if not review or review >= file.on or held >= review or _is_just_before(held, review):
        return
    yield or_unknown(
        file,
        Diagnostic(
            "review-overdue",
            "warning",
            f"the instrument was due for review by {review}",
            instrument.at("term", "review_by"),
            True,
            "review the instrument, then write reviewed_on and the next review_by",
        ),
        f"the instrument was due for review by {review}; the sources do not show whether it was reviewed",
    )


def _is_just_before(held: str, due: str) -> bool:
    """Return whether a review was held in the months before it was due, and so was the one that was due."""
    try:
        days = (datetime.date.fromisoformat(due) - datetime.date.fromisoformat(held)).days
    except ValueError:
        return False
    return 0 <= days <= _EARLY


RULE = Rule(
    id="review-overdue",
    severity="warning",
    title="A review is overdue",
    description=(
        "The date for reviewing the instrument has passed, and the file does not say that the review took place. In a "
        "file of public sources this is unknown, since the sources may not show the review."
    ),
    bad="""\
instrument:
  kind: other
  term: {from: 2019-07-01, until: perpetual, review_by: 2022-06-30}""",
    good="""\
instrument:
  kind: other
  term: {from: 2019-07-01, until: perpetual, review_by: 2099-06-30, reviewed_on: 2022-05-17}""",
    check=of_each_instrument(check),
)

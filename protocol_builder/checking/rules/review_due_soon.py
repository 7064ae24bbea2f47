"""A review does not become due unnoticed: it is announced while there is time to hold it."""

from collections.abc import Iterator

from ...diagnostic import Diagnostic
from ...english import number_of
from ...law import vocabulary
from ...protocol.county_data import InstrumentOf
from ...protocol.due_dates import days_until
from .rule import CheckedFile, Rule, of_each_instrument, or_unknown

DAYS_BEFORE = 90
"""A review needs a meeting or two of a committee that meets every other month."""


def check(file: CheckedFile, instrument: InstrumentOf) -> Iterator[Diagnostic]:
    """Yield a finding if review_by is within DAYS_BEFORE days and the file does not say that the review was held."""
    review = instrument.term.get("review_by", "")
    left = days_until(review, file.on)
    if left is None or not 0 <= left <= DAYS_BEFORE or instrument.term.get("reviewed_on", "") >= review:
        return
    if vocabulary.has_ended(instrument.data.get("status")):
        return
    when = f"in {number_of(left, 'day')}" if left else "today"
    yield or_unknown(
        file,
        Diagnostic(
            "review-due-soon",
            "warning",
            f"the instrument is due for review by {review}, {when}",
            instrument.at("term", "review_by"),
            True,
            "review the instrument, then write reviewed_on and the next review_by",
        ),
        f"the instrument is due for review by {review}, {when}; the sources do not show whether it was reviewed",
    )


RULE = Rule(
    id="review-due-soon",
    severity="warning",
    title="A review is due soon",
    description=(
        f"The instrument is to be reviewed within {DAYS_BEFORE} days, and the file does not say that the review took "
        "place. In a file of public sources this is unknown, since the sources may not show the review."
    ),
    bad="""\
instrument:
  kind: other
  term: {from: 2024-07-01, until: perpetual, review_by: 2026-12-31}""",
    good="""\
instrument:
  kind: other
  term: {from: 2024-07-01, until: perpetual, review_by: 2029-12-31, reviewed_on: 2026-11-17}""",
    check=of_each_instrument(check),
)

"""A review that was due has taken place."""

from collections.abc import Iterator

from ...diagnostic import Diagnostic
from ...protocol.county_data import InstrumentOf
from .rule import CheckedFile, Rule, of_each_instrument, or_unknown


def check(file: CheckedFile, instrument: InstrumentOf) -> Iterator[Diagnostic]:
    """Yield a finding if review_by has passed and reviewed_on is not after it."""
    review = instrument.term.get("review_by", "")
    if not review or review >= file.on or instrument.term.get("reviewed_on", "") >= review:
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

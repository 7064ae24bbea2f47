"""An instrument without an end has a day for its review."""

from collections.abc import Iterator

from ...diagnostic import Diagnostic
from ...protocol.county_data import InstrumentOf
from .rule import CheckedFile, Rule, of_each_instrument, or_unknown


def check(file: CheckedFile, instrument: InstrumentOf) -> Iterator[Diagnostic]:
    """Yield a finding for a perpetual term with no review_by."""
    if instrument.term.get("until") != "perpetual" or instrument.term.get("review_by"):
        return
    yield or_unknown(
        file,
        Diagnostic(
            "term-without-review",
            "advice",
            "the term is perpetual, and the file sets no date for a review",
            instrument.at("term"),
            remedy="add under instrument.term, for example\nreview_by: 2027-06-30   # a date of your choice",
        ),
        "the term is perpetual; the sources do not show a date for a review",
    )


RULE = Rule(
    id="term-without-review",
    severity="advice",
    title="A perpetual instrument has no date for a review",
    description=(
        "The instrument has no end, and the file sets no date to review it. The law and the agencies change, and an "
        "agreement that nobody has to look at again falls behind. No statute requires a review date."
    ),
    bad="""\
instrument:
  kind: other
  term: {from: 2024-07-01, until: perpetual}""",
    good="""\
instrument:
  kind: other
  term: {from: 2024-07-01, until: perpetual, review_by: 2099-06-30}""",
    check=of_each_instrument(check),
)

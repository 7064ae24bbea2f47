"""A term does not end unnoticed: its end is announced while there is time to renew."""

from collections.abc import Iterator

from ...diagnostic import Diagnostic
from ...english import number_of
from ...protocol.county_data import InstrumentOf
from ...protocol.due_dates import after_a_term, days_until, end_of_term
from .rule import CheckedFile, Rule, of_each_instrument, or_unknown

DAYS_BEFORE = 180
"""A renewal goes through every agency, county counsel, and a board that meets monthly."""


def check(file: CheckedFile, instrument: InstrumentOf) -> Iterator[Diagnostic]:
    """Yield a finding for a term that ends within DAYS_BEFORE days while the status does not say that it is renewed."""
    if instrument.data.get("status") in after_a_term():
        return
    ends = end_of_term(instrument.data)
    left = days_until(ends, file.on)
    if left is None or not 0 <= left <= DAYS_BEFORE:
        return
    when = f"in {number_of(left, 'day')}" if left else "today"
    yield or_unknown(
        file,
        Diagnostic(
            "term-ends-soon",
            "warning",
            f"the term ends on {ends}, {when}",
            instrument.at("term", "until"),
            True,
            "start the renewal and write status: in_renewal under instrument; once it is renewed, correct until",
        ),
        f"the term ends on {ends}, {when}; the sources do not show whether a renewal is under way",
    )


RULE = Rule(
    id="term-ends-soon",
    severity="warning",
    title="The term ends soon",
    description=(
        f"The instrument’s term ends within {DAYS_BEFORE} days, and its status does not say that a renewal is under way. "
        "A renewal needs time for each agency, county counsel, and the board. In a file of public sources this is "
        "unknown, since the sources may not show the renewal."
    ),
    bad="""\
instrument:
  kind: other
  term: {from: 2022-07-01, until: 2027-01-31}""",
    good="""\
instrument:
  kind: other
  status: in_renewal
  term: {from: 2022-07-01, until: 2027-01-31}""",
    check=of_each_instrument(check),
)

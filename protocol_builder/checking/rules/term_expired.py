"""A term has not ended unnoticed."""

from collections.abc import Iterator

from ...diagnostic import Diagnostic
from ...protocol.county_data import InstrumentOf
from ...protocol.due_dates import after_a_term, end_of_term
from .rule import CheckedFile, Rule, of_each_instrument, or_unknown


def check(file: CheckedFile, instrument: InstrumentOf) -> Iterator[Diagnostic]:
    """Yield a finding for a term that is over while the instrument's status does not say so."""
    ends = end_of_term(instrument.data)
    if not ends or ends >= file.on or instrument.data.get("status") in after_a_term():
        return
    remedy = "renew the instrument, then correct adopted_on and the term; or describe the one that replaced it"
    yield or_unknown(
        file,
        Diagnostic(
            "term-expired", "warning", f"the term ended on {ends}", instrument.at("term", "until"), True, remedy
        ),
        f"the term ended on {ends}; the sources do not show whether it was renewed",
    )


RULE = Rule(
    id="term-expired",
    severity="warning",
    title="The term has ended",
    description=(
        "The instrument’s term is over, and its status does not say so. Agencies may be working under an agreement "
        "that no longer binds them. In a file of public sources this is unknown, since the sources may not show a "
        "renewal."
    ),
    bad="""\
instrument:
  kind: other
  term: {from: 2018-07-01, until: 2021-06-30}""",
    good="""\
instrument:
  kind: other
  term: {from: 2018-07-01, until: 2099-06-30, review_by: 2098-06-30}""",
    check=of_each_instrument(check),
)

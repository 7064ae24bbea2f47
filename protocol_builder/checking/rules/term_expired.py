"""A term has not ended unnoticed."""

from collections.abc import Iterator

from ...diagnostic import Diagnostic
from ...protocol.due_dates import AFTER_A_TERM
from .rule import CheckedFile, Rule, or_unknown


def check(file: CheckedFile) -> Iterator[Diagnostic]:
    """Yield a finding for a term that is over while the instrument's status does not say so."""
    begins, ends = file.term.get("from", ""), file.term.get("until", "")
    if not ends or ends == "perpetual" or (begins and ends < begins) or ends >= file.on:
        return
    if file.instrument.get("status") in AFTER_A_TERM:
        return
    remedy = "renew the instrument and correct until; or write status: in_renewal or status: expired under instrument"
    yield or_unknown(
        file,
        Diagnostic(
            "term-expired", "warning", f"the term ended on {ends}", ("instrument", "term", "until"), True, remedy
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
  status: in_force
  term: {from: 2018-07-01, until: 2021-06-30}""",
    good="""\
instrument:
  kind: other
  status: in_renewal
  term: {from: 2018-07-01, until: 2021-06-30}""",
    check=check,
)

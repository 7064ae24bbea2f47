"""An instrument that is over is not passed off as the county's protocol."""

from collections.abc import Iterator

from ...diagnostic import Diagnostic
from ...law import vocabulary
from ...protocol.county_data import InstrumentOf
from ...protocol.due_dates import end_of_term
from ..in_force import a_year_before
from .rule import CheckedFile, Rule, of_each_instrument, or_unknown

_REMEDIES = {
    "expired": "adopt a renewed or a new instrument, and describe that one",
    "superseded": "describe the instrument that replaced it",
}


def check(file: CheckedFile, instrument: InstrumentOf) -> Iterator[Diagnostic]:
    """Yield a finding for an expired or superseded instrument, and for a renewal more than a year after the term ended."""
    status, ends = str(instrument.data.get("status", "")), end_of_term(instrument.data)
    where = instrument.at("status")
    if vocabulary.has_ended(status):
        label = vocabulary.label("instrument_statuses", status)
        message = f"the instrument is {label}, so it is no longer in force"
        yield Diagnostic("no-longer-in-force", "warning", message, where, True, _REMEDIES[status])
    elif status == "in_renewal" and ends and ends < a_year_before(file.on):
        message = f"the term ended on {ends}, more than a year ago, and the renewal is not complete"
        yield or_unknown(
            file,
            Diagnostic(
                "no-longer-in-force",
                "warning",
                message,
                where,
                True,
                "complete the renewal, then correct adopted_on and the term",
            ),
            f"the term ended on {ends}; the sources do not show whether it was renewed",
        )


RULE = Rule(
    id="no-longer-in-force",
    severity="warning",
    title="The instrument is no longer in force",
    description=(
        "The instrument has expired or was replaced, or its term ended more than a year ago and its renewal is not "
        "complete. Such an instrument binds no one, whatever it says; what the law requires still binds. The warning stays until the file "
        "describes an instrument that is in force."
    ),
    bad="""\
instrument:
  kind: other
  status: in_renewal
  term: {from: 2016-07-01, until: 2019-06-30}""",
    good="""\
instrument:
  kind: other
  term: {from: 2019-07-01, until: 2099-06-30, review_by: 2098-06-30}""",
    check=of_each_instrument(check),
)

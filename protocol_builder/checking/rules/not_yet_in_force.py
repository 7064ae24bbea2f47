"""An instrument whose term is still to begin is not yet in force."""

from collections.abc import Iterator

from ...diagnostic import Diagnostic
from ...protocol.county_data import InstrumentOf
from .rule import CheckedFile, Rule, of_each_instrument


def check(file: CheckedFile, instrument: InstrumentOf) -> Iterator[Diagnostic]:
    """Yield a finding for a status of in_force with a term that begins after the day of the check."""
    begins = instrument.term.get("from", "")
    if instrument.data.get("status") == "in_force" and begins > file.on:
        yield Diagnostic(
            "not-yet-in-force",
            "warning",
            f"the status is in_force, but the term begins on {begins}, which is after {file.on}",
            instrument.at("term", "from"),
            True,
            "correct the date if it is wrong; otherwise this warning ends on that day",
        )


RULE = Rule(
    id="not-yet-in-force",
    severity="warning",
    title="The instrument is not yet in force",
    description=(
        "The file says that the instrument is in force, and that its term begins after the day of the check. Until the "
        "term begins, the instrument binds no one; what the law requires does."
    ),
    bad="""\
instrument:
  kind: other
  status: in_force
  adopted_on: 2021-06-15
  term: {from: 2091-07-01, until: perpetual, review_by: 2094-06-30}
parties:
  - {name: Inyo County, signature: signs, signatories: [Chair of the Board of Supervisors]}""",
    good="""\
instrument:
  kind: other
  status: in_force
  adopted_on: 2021-06-15
  term: {from: 2021-07-01, until: perpetual, review_by: 2094-06-30}
parties:
  - {name: Inyo County, signature: signs, signatories: [Chair of the Board of Supervisors]}""",
    check=of_each_instrument(check),
)

"""A protocol was not reviewed before it was developed."""

from collections.abc import Iterator

from ...diagnostic import Diagnostic
from ...law import vocabulary
from ...protocol.county_data import place_of
from .rule import CheckedFile, Rule, is_earlier


def check(file: CheckedFile) -> Iterator[Diagnostic]:
    """Yield a finding for each county whose protocol's review, but not its adoption, is dated before its development."""
    if file.instrument.get("kind") not in vocabulary.flagged("instrument_kinds", "protocol"):
        return
    for county, view, _ in file.views:
        adopted = str(view["instrument"].get("adopted_on", ""))
        reviewed = str((view["instrument"].get("term") or {}).get("reviewed_on", ""))
        developed = str((view.get("csec_program") or {}).get("protocol_developed_on", ""))
        if is_earlier(reviewed, developed) and not is_earlier(adopted, developed):
            yield Diagnostic(
                "reviewed-before-developed",
                "warning",
                f"the protocol was reviewed on {reviewed}, before it was first developed ({developed})",
                place_of(file.data, county, ("instrument", "term", "reviewed_on")),
                True,
                "correct one of the two dates; protocol_developed_on is when the protocol was first developed",
                county=county,
            )


RULE = Rule(
    id="reviewed-before-developed",
    severity="warning",
    title="The protocol was reviewed before it was developed",
    description=(
        "The instrument is the county’s protocol, and its last review is dated before the day on which the protocol was "
        "first developed. One of the two dates must be wrong."
    ),
    bad="""\
instrument:
  kind: interagency_protocol
  term: {from: 2019-07-01, until: 2099-06-30, reviewed_on: 2018-05-17}
csec_program:
  elects_funds: true
  protocol_developed_on: 2019-03-12""",
    good="""\
instrument:
  kind: interagency_protocol
  term: {from: 2019-07-01, until: 2099-06-30, reviewed_on: 2022-05-17}
csec_program:
  elects_funds: true
  protocol_developed_on: 2019-03-12""",
    check=check,
)

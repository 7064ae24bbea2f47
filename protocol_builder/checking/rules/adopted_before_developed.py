"""A protocol was not adopted before it was developed."""

from collections.abc import Iterator

from ...diagnostic import Diagnostic
from ...law import vocabulary
from .rule import CheckedFile, Rule, is_earlier


def check(file: CheckedFile) -> Iterator[Diagnostic]:
    """Yield a finding for each county whose protocol's adoption is dated before its development.

    Another kind of instrument, such as a funding agreement, may well be older than the protocol.
    """
    if file.instrument.get("kind") not in vocabulary.flagged("instrument_kinds", "protocol"):
        return
    for county, view, prefix in file.views:
        adopted = str(view["instrument"].get("adopted_on", ""))
        developed = str((view.get("csec_program") or {}).get("protocol_developed_on", ""))
        if is_earlier(adopted, developed):
            yield Diagnostic(
                "adopted-before-developed",
                "warning",
                f"the protocol was adopted on {adopted}, before it was first developed ({developed})",
                (*prefix, "csec_program", "protocol_developed_on"),
                True,
                "correct one of the two dates; for a protocol developed anew, write when the new one was adopted",
                county=county,
            )


RULE = Rule(
    id="adopted-before-developed",
    severity="warning",
    title="The protocol was adopted before it was developed",
    description=(
        "The instrument is the county’s protocol, and the date of its adoption is before the date on which the protocol "
        "was first developed. The second date decides whether WIC 16524.8(c) excuses the county from two partners, so "
        "a wrong one changes results."
    ),
    bad="""\
instrument:
  kind: interagency_protocol
  adopted_on: 2018-06-30
csec_program:
  elects_funds: true
  protocol_developed_on: 2019-03-12""",
    good="""\
instrument:
  kind: interagency_protocol
  adopted_on: 2019-06-30
csec_program:
  elects_funds: true
  protocol_developed_on: 2019-03-12""",
    check=check,
)

"""A protocol was not developed after the day of the check."""

from collections.abc import Iterator

from ...diagnostic import Diagnostic
from .rule import CheckedFile, Rule


def check(file: CheckedFile) -> Iterator[Diagnostic]:
    """Yield a finding for each county whose protocol is said to have been developed after the day of the check."""
    for county, view, prefix in file.views:
        developed = str((view.get("csec_program") or {}).get("protocol_developed_on", ""))
        if developed > file.on:
            yield Diagnostic(
                "developed-in-the-future",
                "warning",
                f"the file says the protocol was developed on {developed}, which is after {file.on}",
                (*prefix, "csec_program", "protocol_developed_on"),
                True,
                "correct the date",
                county=county,
            )


RULE = Rule(
    id="developed-in-the-future",
    severity="warning",
    title="The protocol was developed in the future",
    description=(
        "The date on which the protocol was developed is after the day of the check. The date decides whether WIC "
        "16524.8(c) excuses the county from two partners, so a wrong one changes results."
    ),
    bad="""\
csec_program:
  elects_funds: true
  protocol_developed_on: 2091-03-12""",
    good="""\
csec_program:
  elects_funds: true
  protocol_developed_on: 2019-03-12""",
    check=check,
)

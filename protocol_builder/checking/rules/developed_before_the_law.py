"""A protocol is not said to be older than the law that requires it, without someone asking."""

from collections.abc import Iterator

from ...diagnostic import Diagnostic
from ...law.requirements import FIRST_DAY
from .rule import CheckedFile, Rule, or_unknown


def check(file: CheckedFile) -> Iterator[Diagnostic]:
    """Yield a finding for each county whose protocol is said to have been developed before the law took effect.

    Where the answer decides about a duty, the duty's own question asks, and nothing is added to it.
    """
    for county, view, prefix in file.views:
        where = (*prefix, "csec_program", "protocol_developed_on")
        developed = str((view.get("csec_program") or {}).get("protocol_developed_on", ""))
        asked = (d.path == where for verdict in file.verdicts for d in verdict.diagnostics)
        if not developed or developed >= FIRST_DAY[: len(developed)] or any(asked):
            continue
        message = (
            f"the protocol is said to be of {developed}, before the law that requires it took effect on {FIRST_DAY}"
        )
        yield or_unknown(
            file,
            Diagnostic(
                "developed-before-the-law",
                "warning",
                message,
                where,
                True,
                "write when the protocol of WIC 16524.8 was first developed, not an older agreement",
                county=county,
            ),
            message,
        )


RULE = Rule(
    id="developed-before-the-law",
    severity="warning",
    title="The protocol is older than the law that requires it",
    description=(
        f"WIC 16524.8 took effect on {FIRST_DAY}. An older agreement may be the beginning of the county’s protocol, but it "
        "cannot have been developed under that section. The date decides whether WIC 16524.8(c) excuses the county from "
        "two partners, so county counsel must answer which date is right."
    ),
    bad="""\
csec_program:
  elects_funds: true
  protocol_developed_on: 1999-03-12""",
    good="""\
csec_program:
  elects_funds: true
  protocol_developed_on: 2016-03-12""",
    check=check,
)

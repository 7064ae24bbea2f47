"""A county file has no more findings than a person can work through."""

from ...diagnostic import Diagnostic
from ..shape_check import MAX_FINDINGS
from .rule import Rule, found_before


def too_many_findings() -> Diagnostic:
    """Return what is reported instead of further findings."""
    message = f"there are more than {MAX_FINDINGS} findings; only the first are reported"
    return Diagnostic("too-many-findings", "error", message, remedy="fix these, then run check again")


RULE = Rule(
    id="too-many-findings",
    severity="error",
    title="There are too many findings to report",
    description=(
        "The file has more than 500 findings, and only the first are shown. Either the file is not a county file, or "
        "one slip at its beginning spoils everything after it."
    ),
    bad="""\
key 1: value
key 2: value
key 3: and so on, up to key 501""",
    good="""\
county: El Dorado
instrument:
  kind: interagency_protocol""",
    check=found_before("too-many-findings"),
)

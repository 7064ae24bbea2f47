"""The youngest age served is not above the oldest."""

from collections.abc import Iterator

from ...diagnostic import Diagnostic
from .rule import CheckedFile, Rule


def check(file: CheckedFile) -> Iterator[Diagnostic]:
    """Yield a finding if the scope's youngest age is above its oldest."""
    scope = file.instrument.get("scope") or {}
    youngest, oldest = scope.get("youngest"), scope.get("oldest")
    if isinstance(youngest, int) and isinstance(oldest, int) and youngest > oldest:
        yield Diagnostic(
            "youngest-above-oldest",
            "warning",
            f"the youngest age served ({youngest}) is above the oldest ({oldest}), so no one is served",
            ("instrument", "scope", "youngest"),
            True,
            "correct one of the two ages",
        )


RULE = Rule(
    id="youngest-above-oldest",
    severity="warning",
    title="The youngest age served is above the oldest",
    description="No child has an age in the range that the file gives. One of the two ages must be wrong.",
    bad="""\
instrument:
  kind: other
  scope: {youngest: 12, oldest: 10}""",
    good="""\
instrument:
  kind: other
  scope: {youngest: 10, oldest: 17}""",
    check=check,
)

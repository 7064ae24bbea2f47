"""An amendment is not dated before one with a smaller number."""

from collections.abc import Iterator

from ...diagnostic import Diagnostic
from .rule import CheckedFile, Rule


def check(file: CheckedFile) -> Iterator[Diagnostic]:
    """Yield a finding for each recorded amendment that is dated before one with a smaller number."""
    amendments = file.instrument.get("amendments") or ()
    dated = [
        (made["number"], str(made["on"]), index) for index, made in enumerate(amendments) if {*made} >= {"number", "on"}
    ]
    for number, on, index in dated:
        before = max(((day, other) for other, day, _ in dated if other < number), default=("", 0))
        if before[0] > on:
            yield Diagnostic(
                "amendment-before-an-earlier-one",
                "warning",
                f"Amendment No. {number} of {on} is dated before Amendment No. {before[1]} of {before[0]}",
                ("instrument", "amendments", index, "on"),
                True,
                "correct the date or the number; amendments are numbered in the order in which they are made",
            )


RULE = Rule(
    id="amendment-before-an-earlier-one",
    severity="warning",
    title="An amendment is dated before one with a smaller number",
    description=(
        "Amendments are numbered in the order in which they are made, and a new one recites those before it. If a higher "
        "number has an earlier date, one of the dates or numbers must be wrong."
    ),
    bad="""\
instrument:
  kind: other
  amendments:
    - {number: 1, on: 2026-02-10}
    - {number: 2, on: 2025-02-10}""",
    good="""\
instrument:
  kind: other
  amendments:
    - {number: 1, on: 2025-02-10}
    - {number: 2, on: 2026-02-10}""",
    check=check,
)

"""Each amendment of an agreement has a number of its own."""

from collections.abc import Iterator

from ...diagnostic import Diagnostic
from .rule import CheckedFile, Rule


def check(file: CheckedFile) -> Iterator[Diagnostic]:
    """Yield a finding for each recorded amendment with the number of an earlier one."""
    known: dict[int, int] = {}
    amendments = file.instrument.get("amendments") or ()
    free = max((made["number"] for made in amendments if made.get("number")), default=0) + 1
    for index, made in enumerate(amendments):
        number = made.get("number")
        if number is None or known.setdefault(number, index) == index:
            continue
        first = amendments[known[number]].get("on")
        yield Diagnostic(
            "amendment-number-twice",
            "warning",
            f"two amendments have the number {number}{f'; the first is of {first}' if first else ''}",
            ("instrument", "amendments", index, "number"),
            True,
            f"write number: {free} if it is another amendment; delete the whole entry if it is the same",
        )


RULE = Rule(
    id="amendment-number-twice",
    severity="warning",
    title="Two amendments have one number",
    description=(
        "Each amendment has a number of its own, and the next amendment is printed with the number that follows the "
        "highest. With a number twice, an amendment is recorded twice or under the number of another."
    ),
    bad="""\
instrument:
  kind: other
  amendments:
    - {number: 1, on: 2025-02-10}
    - {number: 1, on: 2026-02-10}""",
    good="""\
instrument:
  kind: other
  amendments:
    - {number: 1, on: 2025-02-10}
    - {number: 2, on: 2026-02-10}""",
    check=check,
)

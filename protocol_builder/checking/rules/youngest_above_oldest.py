"""The youngest age served, or screened with a tool, is not above the oldest."""

from collections.abc import Iterator
from typing import Any

from ...diagnostic import Diagnostic, Path
from .rule import CheckedFile, Rule


def check(file: CheckedFile) -> Iterator[Diagnostic]:
    """Yield a finding if the youngest age of the scope, or of a screening tool, is above the oldest."""
    scope = file.instrument.get("scope") or {}
    tools = (file.data.get("identification") or {}).get("tools") or ()
    places: list[tuple[Path, Any, str]] = [(("instrument", "scope"), scope, "served")]
    places += [(("identification", "tools", n), tool, "screened with this tool") for n, tool in enumerate(tools)]
    for path, ages, done in places:
        if not isinstance(ages, dict):  # a tool may be only a name
            continue
        youngest, oldest = ages.get("youngest"), ages.get("oldest")
        if isinstance(youngest, int) and isinstance(oldest, int) and youngest > oldest:
            yield Diagnostic(
                "youngest-above-oldest",
                "warning",
                f"the youngest age {done} ({youngest}) is above the oldest ({oldest}), so no one is {done}",
                (*path, "youngest"),
                True,
                "correct one of the two ages",
            )


RULE = Rule(
    id="youngest-above-oldest",
    severity="warning",
    title="The youngest age is above the oldest",
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

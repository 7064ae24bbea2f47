"""Every agency that a county file names is described in it."""

from collections.abc import Iterator

from ...diagnostic import Diagnostic
from .rule import CheckedFile, Rule, not_described


def check(file: CheckedFile) -> Iterator[Diagnostic]:
    """Yield a finding for each short name under agency, convener, or agencies that no agency has."""
    texts = file.texts_by_key
    named = [
        *texts.get("agency", ()),
        *texts.get("convener", ()),
        *texts.get("agencies", ()),
    ]
    yield from not_described("agency-not-described", "agency", "agencies", named, file.agencies)


RULE = Rule(
    id="agency-not-described",
    severity="error",
    title="An agency is named that the file does not describe",
    description=(
        "A seat, a stage of the team, a screening tool, or a party names an agency by its short name, and no entry under agencies has "
        "that name. Without the entry nothing is known about the agency: not its full name, and not its functions."
    ),
    bad="""\
mdt:
  kind: dedicated
  seats:
    probation: {agency: probaton, title: Deputy Probation Officer}
agencies:
  probation: {name: Probation Department, kind: county_department, functions: [probation]}""",
    good="""\
mdt:
  kind: dedicated
  seats:
    probation: {agency: probation, title: Deputy Probation Officer}
agencies:
  probation: {name: Probation Department, kind: county_department, functions: [probation]}""",
    check=check,
)

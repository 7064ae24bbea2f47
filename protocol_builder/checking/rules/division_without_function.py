"""A division named in a seat has the seat's function."""

from collections.abc import Iterator

from ...diagnostic import Diagnostic
from ...english import quoted
from ...law import vocabulary
from ...protocol.county_data import seat_holders, standing_bodies
from .rule import CheckedFile, Rule


def check(file: CheckedFile) -> Iterator[Diagnostic]:
    """Yield a finding for each seat whose division the agency lists with functions, and not with that of the seat."""
    for county, view, prefix in file.views:
        bodies = (keys for keys, _ in standing_bodies(view))
        for team in ("protocol_team", "steering_committee", "mdt", *bodies):
            for path, function, holder in seat_holders(view, team):
                agency = file.agencies.get(str(holder.get("agency", ""))) or {}
                named = str(holder.get("division", "")).strip().casefold()
                of_that_name = [
                    division
                    for division in agency.get("divisions") or ()
                    if named and division and str(division.get("name", "")).strip().casefold() == named
                ]
                listed = [word for division in of_that_name for word in division.get("functions") or ()]
                functions = [word for word in listed if word]
                # Child welfare is a part of human services: who comes from there represents that department.
                fits = {function, "child_welfare"} if function == "human_services" else {function}
                if not functions or None in listed or not fits.isdisjoint(functions):
                    continue
                yield Diagnostic(
                    "division-without-function",
                    "warning",
                    f"{quoted(holder['division'])} holds the seat of the {vocabulary.label('functions', function)}; the file lists it for {', '.join(functions)}",
                    (*prefix, *path, "division"),
                    True,
                    f"name the division that has the function {function}",
                    county=county,
                )


RULE = Rule(
    id="division-without-function",
    severity="warning",
    title="A division is seated for a function that it does not have",
    description=(
        "A seat names a division, and the agency lists that division with other functions. Either another division "
        "holds the seat, or the list of the division’s functions is not complete."
    ),
    bad="""\
mdt:
  kind: dedicated
  seats:
    public_health: {agency: health, title: Nurse, division: Mental Health}
agencies:
  health:
    name: Health Department
    kind: county_department
    functions: [mental_health, public_health]
    divisions:
      - {name: Mental Health, functions: [mental_health]}
      - {name: Public Health, functions: [public_health]}""",
    good="""\
mdt:
  kind: dedicated
  seats:
    public_health: {agency: health, title: Nurse, division: Public Health}
agencies:
  health:
    name: Health Department
    kind: county_department
    functions: [mental_health, public_health]
    divisions:
      - {name: Mental Health, functions: [mental_health]}
      - {name: Public Health, functions: [public_health]}""",
    check=check,
)

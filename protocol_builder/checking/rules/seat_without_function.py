"""An agency that holds a seat has the seat's function."""

from collections.abc import Iterator
from functools import cache

from ...diagnostic import Diagnostic
from ...law import requirements, shape, vocabulary
from ...protocol.county_data import seat_holders
from ..evaluate import to_have_function
from .rule import CheckedFile, Rule

OF_PERSONS = ("youth", "caregiver")
"""Functions that no agency has."""


@cache
def kinds_for(function: str) -> tuple[str, ...]:
    """Return the kinds of agency that can hold a mandated seat of a function; empty for any other function."""
    seats = (requirement.seat for requirement in requirements.on_record() if requirement.seat)
    return tuple(kind for seat in seats if seat.function == function for kind in seat.agency_kinds)


def check(file: CheckedFile) -> Iterator[Diagnostic]:
    """Yield a finding for each holder of a seat whose agency is described without the seat's function."""
    for county, view, prefix in file.views:
        for team in shape.teams():
            for path, function, holder in seat_holders(view, team):
                id = str(holder.get("agency", ""))
                agency = file.agencies.get(id)
                if not agency or function in OF_PERSONS or function in (agency.get("functions") or ()):
                    continue
                label = vocabulary.label("functions", function)
                yield Diagnostic(
                    "seat-without-function",
                    "warning",
                    f"{agency.get('name', id)} holds the seat of the {label} but does not have the function {function}",
                    (*prefix, *path, "agency"),
                    True,
                    to_have_function(agency, id, function, kinds_for(function)),
                    county=county,
                    rests_on=("agencies", id, "functions", function),
                )


RULE = Rule(
    id="seat-without-function",
    severity="warning",
    title="An agency holds a seat whose function it does not have",
    description=(
        "An agency is seated for a function that is not among its functions. Names never decide who fills a seat; "
        "functions do. If the statute requires the seat, the same mismatch is an error of that requirement."
    ),
    bad="""\
steering_committee:
  seats:
    child_welfare: {agency: probation, title: Chief Probation Officer}
agencies:
  probation: {name: Probation Department, kind: county_department, functions: [probation]}""",
    good="""\
steering_committee:
  seats:
    probation: {agency: probation, title: Chief Probation Officer}
agencies:
  probation: {name: Probation Department, kind: county_department, functions: [probation]}""",
    check=check,
)

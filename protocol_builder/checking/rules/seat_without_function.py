"""An agency that holds a seat has the seat's function."""

from collections.abc import Iterator
from functools import cache
from typing import Any

from ...diagnostic import Diagnostic
from ...law import requirements, shape, vocabulary
from ...law.requirements import MandatedSeat
from ...protocol.county_data import seat_holders, standing_bodies
from ..eligible_agencies import kinds_for
from ..mandated_seat import having, to_have_function
from .rule import CheckedFile, Rule

OF_PERSONS = ("youth", "caregiver")
"""Functions that no agency has."""


@cache
def mandated_seats(function: str) -> tuple[MandatedSeat, ...]:
    """Return the mandated seats of a function; empty for any other function."""
    seats = (requirement.seat for requirement in requirements.on_record() if requirement.seat)
    return tuple(seat for seat in seats if seat.function == function)


def _fit_kinds(function: str, county: str, agency: dict[str, Any]) -> tuple[str, ...]:
    return tuple(kind for seat in mandated_seats(function) for kind in kinds_for(seat, county, agency))


def check(file: CheckedFile) -> Iterator[Diagnostic]:
    """Yield a finding for each holder of a seat whose agency is described without the seat's function."""
    for county, view, prefix in file.views:
        for team in (*shape.teams(), *(keys for keys, _ in standing_bodies(view))):
            for path, function, holder in seat_holders(view, team):
                id = str(holder.get("agency", ""))
                agency = file.agencies.get(id)
                if not agency or function in OF_PERSONS or function in (agency.get("functions") or ()):
                    continue
                label, kinds = vocabulary.label("functions", function), _fit_kinds(function, county, agency)
                yield Diagnostic(
                    "seat-without-function",
                    "warning",
                    f"{agency.get('name', id)} holds the seat of the {label} but does not have the function {function}",
                    (*prefix, *path, "agency"),
                    True,
                    to_have_function(agency, id, function, kinds, having(file.agencies, function, kinds, county)),
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

"""A county file's data before it is a typed `Protocol`: one view of it for each county, and who holds which seat."""

from collections.abc import Iterator
from typing import Any, TypeAlias

from ..diagnostic import Path
from ..law import shape


def county_views(data: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any], Path]]:
    """Yield (county, merged data, path prefix) for each county of a file.

    In a file of several counties, a county's view is the shared data with that county's part laid over it, and the
    prefix is where that part is. The county is empty if the file does not name one.
    """
    if isinstance(counties := data.get("counties"), dict):
        shared = {key: value for key, value in data.items() if key != "counties"}
        for county, part in counties.items():
            yield county, {**shared, **(part if isinstance(part, dict) else {})}, ("counties", county)
    else:
        yield str(data.get("county", "")), data, ()


def seat_holders(view: dict[str, Any], team: str, function: str = "") -> Iterator[tuple[Path, str, dict[str, Any]]]:
    """Yield (path in the view, function, holder) for each holder of a team's seats, or of one function's seat.

    `team` is a key of the file, such as `protocol_team`, or two joined by a dot, such as `system_of_care.participants`.
    An item of a list that could not be read is left out.
    """
    keys = tuple(team.split("."))
    found_team: Any = view
    for key in keys:
        found_team = (found_team or {}).get(key)
    seats = (found_team or {}).get("seats") or {}
    for name in (function,) if function else seats:
        found = seats.get(name)
        if isinstance(found, dict):
            yield (*keys, "seats", name), name, found
        elif isinstance(found, list):
            for index, holder in enumerate(found):
                if isinstance(holder, dict):
                    yield (*keys, "seats", name, index), name, holder


def stages(view: dict[str, Any]) -> Iterator[tuple[Path, dict[str, Any], tuple[str, ...]]]:
    """Yield (path in the view, stage, whom it calls by function) for each stage of the MDT that could be read.

    A stage that names no one it calls has no functions; so has one with a member who could not be read.
    """
    for index, stage in enumerate((view.get("mdt") or {}).get("tiers") or ()):
        if isinstance(stage, dict):
            members = stage.get("members") or ()
            yield ("mdt", "tiers", index), stage, () if None in members else tuple(members)


def conveners(view: dict[str, Any]) -> Iterator[tuple[Path, str]]:
    """Yield (path in the view, agency) for the agency that calls the MDT together, and for that of each of its stages."""
    if convener := (view.get("mdt") or {}).get("convener"):
        yield ("mdt", "convener"), str(convener)
    for path, stage, _ in stages(view):
        if convener := stage.get("convener"):
            yield (*path, "convener"), str(convener)


SharedSeats: TypeAlias = dict[tuple[str, str], tuple[str, ...]]
"""(function, agency) → the counties in which this agency holds that function's seat."""


def shared_seats(data: dict[str, Any]) -> SharedSeats:
    """Return the seats, of any team but a committee, that one agency holds for several counties of a file."""
    counties: dict[tuple[str, str], dict[str, None]] = {}
    for county, view, prefix in county_views(data) if "counties" in data else ():
        for team in (key for key in shape.teams() if prefix and key != "steering_committee"):
            for _, function, holder in seat_holders(view, team):
                counties.setdefault((function, str(holder.get("agency", ""))), {})[county] = None
    return {seat: tuple(several) for seat, several in counties.items() if len(several) > 1}

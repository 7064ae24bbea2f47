"""A county file's data before it is a typed `Protocol`: one view of it for each county, and who holds which seat."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from ..diagnostic import Path
from ..law import shape
from ..paths import value_at


def county_views(data: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any], Path]]:
    """Yield (county, merged data, path prefix) for each county of a file.

    In a file of several counties, a county's view is the shared data with that county's part laid over it, and the
    prefix is where that part is. How the instrument stands in a county is laid over the shared instrument key by key.
    The county is empty if the file does not name one.
    """
    if isinstance(counties := data.get("counties"), dict):
        shared = {key: value for key, value in data.items() if key != "counties"}
        for county, part in counties.items():
            own = part if isinstance(part, dict) else {}
            view = {**shared, **own}
            if isinstance(stands := own.get("instrument"), dict):
                view["instrument"] = _laid_over(shared.get("instrument") or {}, stands)
            elif "instrument" in own:  # it says nothing that could be read
                view["instrument"] = shared.get("instrument")
            yield county, view, ("counties", county)
    else:
        yield str(data.get("county", "")), data, ()


def _laid_over(shared: dict[str, Any], own: dict[str, Any]) -> dict[str, Any]:
    return shared | {
        key: _laid_over(shared.get(key) or {}, value) if isinstance(value, dict) else value
        for key, value in own.items()
        if value is not None
    }


def is_of_public_sources(data: dict[str, Any]) -> bool:
    """Return whether a file has only what public sources show, so that what it leaves out may exist all the same."""
    return data.get("completeness") == "public_sources_only"


def view_of(data: dict[str, Any], county: str) -> dict[str, Any]:
    """Return the view of one county of a file; the file's data for a county that it does not name."""
    return next((view for name, view, _ in county_views(data) if name == county), data)


def place_of(data: dict[str, Any], county: str, path: Path) -> Path:
    """Return where the file has what a county's view has at a path: the county's own part, if it says that, or the shared."""
    own = ("counties", county, *path)
    return own if value_at(data, own) is not None or (path[0] in shape.county_keys() and "counties" in data) else path


@dataclass(frozen=True, slots=True)
class InstrumentOf:
    """How the instrument of a file stands: in all its counties alike, or in one of them."""

    county: str
    """The county; empty if the instrument stands alike in all of them."""
    data: dict[str, Any] = field(repr=False)
    """What holds for it of the instrument."""
    own: dict[str, Any] = field(repr=False)
    """What the county's own part says of it."""

    @property
    def term(self) -> dict[str, Any]:
        """What holds for it of the instrument's term."""
        return self.data.get("term") or {}

    def at(self, *keys: str) -> Path:
        """Return where the file has what holds under these keys of the instrument: the county's own part, or the shared."""
        is_own = self.county and value_at(self.own, keys) is not None
        return ("counties", self.county, "instrument", *keys) if is_own else ("instrument", *keys)


def instruments_of(data: dict[str, Any]) -> Iterator[InstrumentOf]:
    """Yield how a file's instrument stands: once if no county says anything of its own, else for each county."""
    shared = data.get("instrument") or {}
    counties = data.get("counties")
    own = {
        county: (part.get("instrument") if isinstance(part, dict) else None) or {}
        for county, part in (counties if isinstance(counties, dict) else {}).items()
    }
    if not any(own.values()):
        yield InstrumentOf("", shared, {})
        return
    for county, stands in own.items():
        yield InstrumentOf(county, _laid_over(shared, stands), stands)


def seat_holders(view: dict[str, Any], team: str, function: str = "") -> Iterator[tuple[Path, str, dict[str, Any]]]:
    """Yield (path in the view, function, holder) for each holder of a team's seats, or of one function's seat.

    `team` is a key of the file, such as `protocol_team`, or two joined by a dot, such as `system_of_care.participants` or
    `standing_bodies.reviewers`.
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
    """Yield (path in the view, stage, its members by function) for each stage of the MDT that could be read.

    A stage that names no member has no functions; so has one with a member who could not be read.
    """
    for index, stage in enumerate((view.get("mdt") or {}).get("tiers") or ()):
        if isinstance(stage, dict):
            members = stage.get("members") or ()
            yield ("mdt", "tiers", index), stage, () if None in members else tuple(members)


def standing_bodies(view: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield (its keys as `seat_holders` takes them, body) for each standing body that could be read."""
    for id, body in (view.get("standing_bodies") or {}).items():
        if isinstance(body, dict):
            yield f"standing_bodies.{id}", body


def functions_called(view: dict[str, Any], stage: dict[str, Any]) -> frozenset[str] | None:
    """Return the functions that a stage of the MDT calls: its members, and every function of the agencies it names.

    None for a stage that calls everyone on the team, and for one that names someone who could not be read.
    """
    members, ids = stage.get("members") or [], stage.get("agencies") or []
    agencies = view.get("agencies") or {}
    if not (members or ids) or None in members or any(not agencies.get(id) for id in ids):
        return None
    return frozenset(members).union(*(agencies[id].get("functions") or () for id in ids))


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
    return {seat: counties for seat, counties in seats_held(data).items() if len(counties) > 1}


def seats_held(data: dict[str, Any]) -> SharedSeats:
    """Return the seats, of any team but a committee, that each agency holds in a file of several, with the counties."""
    counties: dict[tuple[str, str], dict[str, None]] = {}
    for county, view, prefix in county_views(data) if "counties" in data else ():
        for team in (key for key in shape.teams() if prefix and key != "steering_committee"):
            for _, function, holder in seat_holders(view, team):
                counties.setdefault((function, str(holder.get("agency", ""))), {})[county] = None
    return {seat: tuple(several) for seat, several in counties.items()}

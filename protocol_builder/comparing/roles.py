"""Whose role changed: for each agency, the seats, functions, duties, and meetings that it gains or loses."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, TypeAlias

from ..diagnostic import Path
from ..english import quoted
from ..law import shape, vocabulary
from ..paths import value_at
from ..protocol.county_data import county_views, seat_holders, standing_bodies
from ..reading.positions import line_of
from .fields import renames
from .revisions import Revision
from .wording import where

TEAMS = {"protocol_team": "protocol team", "steering_committee": "steering committee", "mdt": "multidisciplinary team"}
_MAX_LISTED = 6
"""Parts of a role that one sentence lists."""


@dataclass(frozen=True, slots=True)
class RoleChange:
    """One change of one agency's role."""

    agency: str
    """Its name in the new file, or in the old one if it is only there."""
    what: str
    """What changed, as the rest of a sentence that begins with the name."""
    line_old: int
    line_new: int


@dataclass(frozen=True, slots=True)
class _Part:
    """Part of an agency's role."""

    does: str
    """What the agency does, such as `holds the seat of the sheriff on the protocol team`."""
    detail: str
    """How or when, such as the job title or time; empty if the file does not say."""
    path: Path

    @property
    def words(self) -> str:
        return f"{self.does} ({self.detail})" if self.detail else self.does


_Role: TypeAlias = dict[tuple[str, ...], _Part]


def role_changes(old: Revision, new: Revision) -> tuple[RoleChange, ...]:
    """List the changes of each agency's role, in the order of the new file's agencies."""
    origin = {later: earlier for earlier, later in renames(old.data, new.data)["agencies"].items()}
    after = new.report.data
    before = _with_new_party_names(old.report.data, after, {earlier: later for later, earlier in origin.items()})
    found: list[RoleChange] = []
    first, second = ({id: one or {} for id, one in (data.get("agencies") or {}).items()} for data in (before, after))
    for id in second:
        earlier = origin.get(id, id)
        was, now = (_role(before, earlier) if earlier in first else {}), _role(after, id)
        lines = line_of(old.report.source, ("agencies", earlier)), line_of(new.report.source, ("agencies", id))
        name = str(second[id].get("name", id))
        if earlier not in first:
            found.append(RoleChange(name, f"is new: {_listed(now)}", *lines))
        else:
            found += _changes(name, was, now, old, new, lines)
    for id in first:
        if id not in second and id not in origin.values():
            name, lines = str(first[id].get("name", id)), (line_of(old.report.source, ("agencies", id)), 1)
            lines = lines[0], line_of(new.report.source, ("agencies", id))
            found.append(RoleChange(name, f"no longer takes part; it had: {_listed(_role(before, id))}", *lines))
    return tuple(found)


def _with_new_party_names(old: dict[str, Any], new: dict[str, Any], names: dict[str, str]) -> dict[str, Any]:
    """Return the old data with each party that only has another name by its new name: it has the same agencies.

    `names` has the new short name of each agency that has another one.
    """
    old_parties, new_parties = (
        [one for one in data.get("parties") or () if isinstance(one, dict)] for data in (old, new)
    )
    kept = {one.get("name") for one in old_parties} & {one.get("name") for one in new_parties}
    new_names = {
        tuple(sorted(filter(None, one["agencies"]))): one["name"]
        for one in new_parties
        if one.get("agencies") and one.get("name") and one["name"] not in kept
    }

    def renamed(party: dict[str, Any]) -> dict[str, Any]:
        agencies = tuple(sorted(names.get(id, id) for id in party.get("agencies") or () if id is not None))
        other = None if party.get("name") in kept else new_names.get(agencies)
        return {**party, "name": other} if other else party

    return {**old, "parties": [renamed(one) if isinstance(one, dict) else one for one in old.get("parties") or ()]}


def _listed(role: _Role) -> str:
    parts = [part.words for part in role.values()]
    more = [f"and {len(parts) - _MAX_LISTED} more"] if len(parts) > _MAX_LISTED else []
    return "; ".join((*parts[:_MAX_LISTED], *more)) or "the file gives it no seat, function, or duty"


def _changes(
    name: str, was: _Role, now: _Role, old: Revision, new: Revision, agency: tuple[int, int]
) -> Iterator[RoleChange]:
    def lines(before: _Part | None, after: _Part | None) -> tuple[int, int]:
        return (
            line_of(old.report.source, before.path) if before else agency[0],
            line_of(new.report.source, after.path) if after else agency[1],
        )

    for key, part in now.items():
        before = was.get(key)
        if before is None:
            yield RoleChange(name, f"now {part.words}", *lines(None, part))
        elif before.detail != part.detail:
            change = f"now {part.detail or 'nothing stated'}, before {before.detail or 'nothing stated'}"
            yield RoleChange(name, f"still {part.does}: {change}", *lines(before, part))
    for key, part in was.items():
        if key not in now:
            yield RoleChange(name, f"no longer {part.words}", *lines(part, None))


def _role(data: dict[str, Any], id: str) -> _Role:
    agency = data["agencies"][id] or {}
    functions = tuple(filter(None, agency.get("functions") or ()))
    role: _Role = {}
    for function in functions:
        label = vocabulary.label("functions", function)
        role["function", function] = _Part(f"has the function “{label}”", "", ("agencies", id, "functions"))
    for number, entry in _read(agency.get("responsibilities")):
        duty = entry if isinstance(entry, dict) else {"duty": entry}
        text = " ".join(str(duty.get("duty", "")).split())
        detail = ", ".join(filter(None, (duty.get("within", ""), f"to {duty['to']}" if duty.get("to") else "")))
        role["duty", text] = _Part(f"undertakes {quoted(text)}", detail, ("agencies", id, "responsibilities", number))
    views = tuple(county_views(data))
    for county, view, prefix in views:
        if agency.get("county") in (None, county):
            of = f" of {vocabulary.full_name(county)}" if len(views) > 1 else ""
            role.update(_on_teams(view, prefix, id, county, of))
            role.update(_in_lists(view, prefix, functions, county, of, data))
    for number, party in _read(data.get("parties")):
        if id in (party.get("agencies") or ()):
            how = vocabulary.label("signature_kinds", str(party.get("signature", "")))
            role["party", str(party.get("name", ""))] = _Part(
                f"is in the party {quoted(str(party.get('name', '')))}", how, ("parties", number)
            )
    return role


def _read(entries: list[Any] | None) -> Iterator[tuple[int, Any]]:
    """Yield the entries of a list with their numbers, without those that departed from the shape."""
    yield from ((number, entry) for number, entry in enumerate(entries or ()) if entry is not None)


def _on_teams(view: dict[str, Any], prefix: Path, id: str, county: str, of: str) -> _Role:
    role: _Role = {}
    bodies = {keys: str(body.get("name") or keys) for keys, body in standing_bodies(view)}
    for team, name in (TEAMS | bodies).items():
        body = value_at(view, tuple(team.split("."))) or {}
        leads = body.get("lead") or body.get("chair") or ()
        for path, function, holder in seat_holders(view, team):
            if holder.get("agency") != id:
                continue
            label = vocabulary.label("functions", function)
            titles = ", ".join(filter(None, (holder.get("title"), holder.get("designee"))))
            key = (team, county, function)
            if key in role:
                titles = "; ".join(filter(None, (role[key].detail, titles)))
            role[key] = _Part(f"holds the seat of the {label} on the {name}{of}", titles, (*prefix, *path))
            if function in ([leads] if isinstance(leads, str) else leads):
                place = (*prefix, *team.split("."), "lead" if team == "protocol_team" else "chair")
                role[team, county, "leads"] = _Part(f"leads the {name}{of}", "", place)
    mdt = view.get("mdt") or {}
    if mdt.get("convener") == id:
        role["convenes", county] = _Part(f"convenes the {TEAMS['mdt']}{of}", "", (*prefix, "mdt", "convener"))
    mine = {function for _, function, holder in seat_holders(view, "mdt") if holder.get("agency") == id}
    for number, stage in _read(mdt.get("tiers")):
        name = str(stage.get("name", ""))
        when = ", ".join(filter(None, (stage.get("within"), stage.get("every"))))
        place = (*prefix, "mdt", "tiers", number)
        if stage.get("convener") == id:
            role["calls", county, name] = _Part(f"calls the stage {quoted(name)}{of}", when, place)
        elif _is_called(id, mine, stage):
            role["called", county, name] = _Part(f"is called to the stage {quoted(name)}{of}", when, place)
    return role


def _is_called(id: str, functions: set[str], stage: dict[str, Any]) -> bool:
    """Whether a stage calls an agency: by name, or as a member; one that names neither calls everyone on the team."""
    agencies, members = stage.get("agencies") or (), stage.get("members") or ()
    return id in agencies or bool(functions & set(members or (() if agencies else functions)))


def _in_lists(
    view: dict[str, Any], prefix: Path, functions: tuple[str, ...], county: str, of: str, data: dict[str, Any]
) -> _Role:
    """Return the part that an agency has by its functions, in lists such as that of those who report."""
    role: _Role = {}
    for section in shape.county_keys() - {*TEAMS, "csec_program", "standing_bodies"}:
        for path, value, within in _lists_of_functions((section,), view.get(section), ""):
            for function in sorted(set(functions) & set(value)):
                label = vocabulary.label("functions", function)
                place = where(path, data)
                role["list", county, *map(str, path), function] = _Part(
                    f"is named as the {label} in “{place}”{of}", within, (*prefix, *path)
                )
    return dict(sorted(role.items()))


def _lists_of_functions(path: Path, value: Any, within: str) -> Iterator[tuple[Path, list[str], str]]:
    """Yield (path, functions, time) for each list of functions below a path, with the time that is set beside it."""
    if isinstance(value, dict):
        for key, item in value.items():
            yield from _lists_of_functions((*path, key), item, str(value.get("within", "")))
    elif (
        isinstance(value, list)
        and value
        and all(isinstance(item, str) and item in vocabulary.lists()["functions"] for item in value)
    ):
        items = shape.resolved(shape.resolved(shape.schema_at(path)).get("items", {}))
        if "enum" in items and set(items["enum"]) == set(vocabulary.lists()["functions"]):
            yield path, value, within

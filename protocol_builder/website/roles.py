"""Knows what the site tells each function of its part: the law's words on it, and its seats and duties in each county.

Who looks for what is data (`templates/site/roles.yaml`). Knows neither HTML nor YAML.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from .. import resources
from ..agreement import role_sheets
from ..agreement.agreement import Agreement, agreement
from ..agreement.blocks import Blocks, Box, Table, plain
from ..agreement.role_sheets import Part
from ..checking.check import Report, check_source
from ..law import vocabulary
from ..protocol.model import Agency, Seat, Tier
from ..protocol.time_limits import TimeLimit, limits_of_practice
from ..reading import source
from .county_page import CountyFile, CountyPart

CARD = "roles/first-24-hours.md"
_EXAMPLE = "Example County"


@dataclass(frozen=True, slots=True)
class Role:
    """Someone who looks for their part, such as a probation officer."""

    function: str
    title: str
    also: str
    """What the same person may be called."""
    reports: Blocks
    """The table of the reports that a statute asks of this function, or nothing."""
    parts: tuple[Part, ...]
    """What statutes and guidance say of it, statutes first."""
    otherwise: tuple[str, ...]
    """What stands in place of a list."""

    @property
    def anchor(self) -> str:
        return self.function.replace("_", "-")

    @property
    def page(self) -> str:
        return f"roles/{self.anchor}.md"

    @property
    def label(self) -> str:
        return vocabulary.label("functions", self.function)


@dataclass(frozen=True, slots=True)
class Place:
    """What one county says of one function."""

    file: CountyFile
    part: CountyPart
    agencies: tuple[Agency, ...]
    seats: tuple[tuple[str, Seat], ...]
    """(team, seat)."""
    stages: tuple[Tier, ...]
    """The stages of the multidisciplinary team that call it."""
    clocks: tuple[TimeLimit, ...]
    """What its agencies do within a set time, the shortest first."""
    further: int
    """How many more responsibilities its agencies have."""


@cache
def roles(on: str) -> tuple[Role, ...]:
    """Everyone who may look for their part, with the law of a day."""
    data: dict[str, dict[str, str]] = source.load_yaml(
        (resources.templates() / "site" / "roles.yaml").read_text("utf-8")
    )
    report, text = _everyone(on)
    table = next(block for block in _card(on).parts[0].blocks if isinstance(block, Table))
    pages = {sheet.title: sheet for sheet in role_sheets.of_agencies(report, text)}
    return tuple(
        Role(
            function,
            about["title"],
            about["also"],
            _of_reporter(table, about.get("reports", "")),
            pages[about["title"]].parts,
            # The first line only repeats the function.
            pages[about["title"]].lead[1:],
        )
        for function, about in data.items()
    )


def card(on: str) -> tuple[Part, ...]:
    """What stands on the card for the first 24 hours, whatever the county."""
    return _card(on).parts


def mandated_reporting(on: str) -> Blocks:
    """What the law says to everyone who must report suspected abuse."""
    _, text = _everyone(on)
    found = next((article.blocks for article in text.articles if article.id == "mandated-reporting"), ())
    return tuple(block for block in found if not isinstance(block, Box))  # a gap of a file that no county wrote


def of_county(file: CountyFile, on: str) -> tuple[tuple[Role, tuple[Place, ...]], ...]:
    """What a county file says of each function; functions of which it says nothing are left out."""
    told = ((role, places((file,), role.function)) for role in roles(on))
    return tuple((role, found) for role, found in told if found)


def places(files: tuple[CountyFile, ...], function: str) -> tuple[Place, ...]:
    """What each county says of a function, the example last; counties that say nothing are left out."""
    found = [place for file in files if file.protocol for part in file.parts for place in _place(file, part, function)]
    return tuple(sorted(found, key=lambda place: (place.file.is_example, place.part.standing.county)))


def _place(file: CountyFile, part: CountyPart, function: str) -> Iterator[Place]:
    county = part.county
    if not county or not file.protocol:
        return
    agencies = tuple(a for a in file.protocol.agencies_with(function) if a.county in ("", county.name))
    teams = (("protocol team", county.protocol_team), ("multidisciplinary team", county.mdt))
    seats = tuple((name, seat) for name, team in teams if team for seat in team.seats if seat.function == function)
    tiers = county.mdt.tiers if county.mdt and any(name == "multidisciplinary team" for name, _ in seats) else ()
    timed = [
        TimeLimit(duty.within, agency.name, duty.duty, duty.to, duty.sources, "")
        for agency in agencies
        for duty in agency.responsibilities
        if duty.within
    ]
    shared = [clock for clock in limits_of_practice(county.practice, "") if function in clock.functions]
    duties = sum(len(agency.responsibilities) for agency in agencies)
    if agencies or seats:
        yield Place(
            file=file,
            part=part,
            agencies=agencies,
            seats=seats,
            stages=tuple(tier for tier in tiers if not tier.members or function in tier.members),
            clocks=tuple(sorted((*timed, *shared), key=lambda clock: clock.minutes)),
            further=duties - len(timed),
        )


def with_first_day(files: tuple[CountyFile, ...]) -> tuple[tuple[CountyFile, tuple[TimeLimit, ...]], ...]:
    """The county files that set times for the first 24 hours, the example last; each with these, the shortest first."""
    found = (
        (file, tuple(c for c in file.clocks if c.within == "immediately" or 0 < c.minutes <= role_sheets.DAY))
        for file in files
    )
    told = ((file, first) for file, first in found if first)
    return tuple(sorted(told, key=lambda item: (item[0].is_example, item[0].title)))


@cache
def _everyone(on: str) -> tuple[Report, Agreement]:
    """A file with one agency for each function and nothing else, so that the clauses say what holds in every county."""
    data: dict[str, Any] = source.load_yaml((resources.templates() / "site" / "roles.yaml").read_text("utf-8"))
    agencies = {
        f"of_{function}": {"name": about["title"], "kind": about["agency_kind"], "functions": [function]}
        for function, about in data.items()
    }
    text = json.dumps(
        {"county": _EXAMPLE, "instrument": {"kind": "interagency_protocol"}, "agencies": agencies}, ensure_ascii=False
    )
    report = check_source(source.read_text(text, "roles.yaml"), on)
    return report, agreement(report)


@cache
def _card(on: str) -> role_sheets.Sheet:
    return role_sheets.first_day(*_everyone(on))


def _of_reporter(table: Table, who: str) -> Blocks:
    """The rows of the table of reports that name someone."""
    column = [plain(head) for head in table.header].index("Who reports")
    rows = tuple(row for row in table.rows if who and who in plain(row[column]).lower())
    return (Table(table.header, rows),) if rows else ()

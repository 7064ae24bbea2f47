"""What the site tells each function about its part: the law's words, and its seats and duties in each county.

The readers and their titles are data (`templates/site/roles.yaml`).
"""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from .. import resources
from ..agreement import first_day, role_sheets
from ..agreement.agreement import Agreement, agreement
from ..agreement.blocks import Blocks, Box, Table, plain_text
from ..agreement.role_sheets import Part
from ..checking.check import Report, check_source
from ..law import vocabulary
from ..protocol.model import Agency, Seat, Tier
from ..protocol.time_limits import TimeLimit, limits_of_practice
from ..reading import packaged, source
from .county_page import CountyFile
from .county_part import CountyPart

CARD = "roles/first-24-hours.md"
"""The page of the card for the first 24 hours."""
_EXAMPLE = "Example County"


@dataclass(frozen=True, slots=True)
class Role:
    """Someone who looks for their part, such as a probation officer."""

    function: str
    title: str
    also: str
    """Other titles of the same person."""
    reports: Blocks
    """The table of the reports that a statute requires of this function, or nothing."""
    parts: tuple[Part, ...]
    """What statutes and guidance say about it, statutes first."""
    otherwise: tuple[str, ...]
    """What the page says instead of a list, if there is nothing to list."""

    @property
    def anchor(self) -> str:
        """The name of its place on a county's page by role."""
        return self.function.replace("_", "-")

    @property
    def page(self) -> str:
        """The path of its page."""
        return f"roles/{self.anchor}.md"

    @property
    def label(self) -> str:
        """The name of the function in the vocabulary."""
        return vocabulary.label("functions", self.function)

    @property
    def everyday_names(self) -> tuple[str, ...]:
        """Other names of the function that people use and look for, such as CPS; no county file may use them."""
        return tuple(vocabulary.lists()["functions"][self.function].get("aliases", ()))


@dataclass(frozen=True, slots=True)
class CountyRole:
    """What one county file says about one function."""

    file: CountyFile
    part: CountyPart
    agencies: tuple[Agency, ...]
    seats: tuple[tuple[str, Seat], ...]
    """(team, seat)."""
    stages: tuple[Tier, ...]
    """The stages of the multidisciplinary team that include it."""
    clocks: tuple[TimeLimit, ...]
    """What its agencies do within a set time, shortest first."""
    further: int
    """How many responsibilities without a time its agencies have."""

    @property
    def says_something(self) -> bool:
        """Whether a reader finds more there than the name of an agency."""
        return bool(
            self.seats or self.stages or self.clocks or self.further or any(agency.contacts for agency in self.agencies)
        )


@cache
def roles(on: str) -> tuple[Role, ...]:
    """Return everyone who may look for their part, with the law in effect on a date (ISO)."""
    data: dict[str, dict[str, str]] = packaged.load(resources.templates() / "site" / "roles.yaml")
    report, text = _agreement_of_everyone(on)
    table = role_sheets.report_table(report.protocol, on)
    found = {agency.name: (lead, parts) for agency, lead, parts in role_sheets.duties_of_agencies(report, text)}
    return tuple(
        Role(
            function,
            about["title"],
            about["also"],
            _of_reporter(table, about.get("reports", "")),
            found[about["title"]][1],
            # The first line only repeats the function.
            found[about["title"]][0][1:],
        )
        for function, about in data.items()
    )


def card(on: str) -> tuple[Part, ...]:
    """Return the parts of the card for the first 24 hours that are the same in every county."""
    return first_day.parts_for(_agreement_of_everyone(on)[0].protocol, None)


def mandated_reporting(on: str) -> Blocks:
    """Return what the law says to everyone who must report suspected abuse."""
    _, text = _agreement_of_everyone(on)
    found = next((article.blocks for article in text.articles if article.id == "mandated-reporting"), ())
    return tuple(block for block in found if not isinstance(block, Box))  # a gap in a file that no county wrote


def of_county(file: CountyFile, on: str) -> tuple[tuple[Role, tuple[CountyRole, ...]], ...]:
    """Return what a county file says about each function, without functions it does not mention."""
    found = ((role, county_roles((file,), role.function)) for role in roles(on))
    return tuple((role, counties) for role, counties in found if counties)


def county_roles(files: tuple[CountyFile, ...], function: str) -> tuple[CountyRole, ...]:
    """Return what each county says about a function, the example last, without counties that say nothing."""
    found = [
        one for file in files if file.protocol for part in file.parts for one in _county_role(file, part, function)
    ]
    return tuple(sorted(found, key=lambda one: (one.file.is_example, one.part.standing.county, one.file.slug)))


def _county_role(file: CountyFile, part: CountyPart, function: str) -> Iterator[CountyRole]:
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
        yield CountyRole(
            file=file,
            part=part,
            agencies=agencies,
            seats=seats,
            stages=tuple(tier for tier in tiers if any(tier.calls(seat.agency_name, [function]) for _, seat in seats)),
            clocks=tuple(sorted((*timed, *shared), key=lambda clock: clock.minutes)),
            further=duties - len(timed),
        )


def with_first_day(files: tuple[CountyFile, ...]) -> tuple[tuple[CountyFile, tuple[TimeLimit, ...]], ...]:
    """Return the county files that set times for the first 24 hours, the example last; each with these, the shortest first."""
    found = ((file, tuple(c for c in file.clocks if c.minutes <= first_day.MINUTES_PER_DAY)) for file in files)
    with_times = ((file, first) for file, first in found if first)
    return tuple(sorted(with_times, key=lambda item: (item[0].is_example, item[0].title, item[0].slug)))


def with_card(files: tuple[CountyFile, ...]) -> tuple[tuple[str, str], ...]:
    """Return the page for the first 24 hours of each county that has one, the example last: (path, name).

    The name of a county with several files has the kind of its instrument, so that no two links read alike.
    """
    found = [(file.is_example, county.full_name, path, file) for file in files for path, county in file.cards]
    times = Counter(name for _, name, *_ in found)
    return tuple(
        (
            path,
            f"{name}{' (not a real county)' if example else ''}"
            + (f", {file.protocol.instrument.kind_label}" if times[name] > 1 and file.protocol else ""),
        )
        for example, name, path, file in sorted(found, key=lambda one: one[:3])
    )


@cache
def _agreement_of_everyone(on: str) -> tuple[Report, Agreement]:
    """Return the report and agreement of a file with one agency for each function and nothing else.

    Its clauses say what is the same in every county.
    """
    data: dict[str, Any] = packaged.load(resources.templates() / "site" / "roles.yaml")
    agencies = {
        f"of_{function}": {"name": about["title"], "kind": about["agency_kind"], "functions": [function]}
        for function, about in data.items()
    }
    text = json.dumps(
        {"county": _EXAMPLE, "instrument": {"kind": "interagency_protocol"}, "agencies": agencies}, ensure_ascii=False
    )
    report = check_source(source.read_text(text, "roles.yaml"), on)
    return report, agreement(report)


def _of_reporter(table: Table, who: str) -> Blocks:
    """Return the table of reports with only the rows that name a reporter, or nothing."""
    column = [plain_text(head) for head in table.header].index("Who reports")
    rows = tuple(row for row in table.rows if who and who in plain_text(row[column]).lower())
    return (Table(table.header, rows),) if rows else ()

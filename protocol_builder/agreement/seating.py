"""Knows who sits on a team, who is missing from it, and what the law says of each seat. Knows no outputs."""

from dataclasses import dataclass

from ..checking.county_status import Standing
from ..checking.evaluate import Verdict
from ..law import vocabulary
from ..protocol.model import County, MultidisciplinaryTeam, Seat, Team


@dataclass(frozen=True, slots=True)
class Place:
    """A seat at a table: who holds it, and what the law says of it."""

    function: str
    holders: tuple[Seat, ...]
    verdict: Verdict | None
    """None where no requirement asks for the seat."""
    leads: bool

    @property
    def label(self) -> str:
        return vocabulary.label("functions", self.function)

    @property
    def short(self) -> str:
        return vocabulary.short(self.function)

    @property
    def state(self) -> str:
        """A state of `judge.STATES`, or empty for a seat that no requirement asks for."""
        return self.verdict.state if self.verdict else ""


@dataclass(frozen=True, slots=True)
class Table:
    """Everyone on the protocol team, the steering committee or the multidisciplinary team of one county."""

    key: str
    """The key of the county file."""
    name: str
    team: Team | MultidisciplinaryTeam | None
    places: tuple[Place, ...]
    is_partial: bool = False
    """Whether the file shows only what public sources show, so that others may sit on it too."""

    @property
    def is_blank(self) -> bool:
        """Whether nothing is known of it: no one is named, and no one is known to be missing."""
        return all(not place.holders and place.state != "not_met" for place in self.places)


def table(
    key: str, name: str, team: Team | MultidisciplinaryTeam | None, lead: tuple[str, ...], standing: Standing
) -> Table:
    """The team that stands under a key of the county file, with an empty place for each seat that the law asks for."""
    verdicts = {
        v.requirement.seat.function: v for v in standing.verdicts if v.requirement.seat and v.requirement.seat.on == key
    }
    held: dict[str, tuple[Seat, ...]] = {}
    for seat in team.seats if team else ():
        held[seat.function] = (*held.get(seat.function, ()), seat)
    asked = [
        function for function, verdict in verdicts.items() if function in held or verdict.state != "not_applicable"
    ]
    others = [function for function in held if function not in verdicts]
    places = tuple(
        Place(function, held.get(function, ()), verdicts.get(function), function in lead)
        for function in (*asked, *others)
    )
    return Table(key, name, team, places, standing.report.data.get("completeness") == "public_sources_only")


def protocol_team(county: County | None, standing: Standing) -> Table:
    """The protocol team of a county; that of a county of which the file says nothing has the seats that the law asks for."""
    team = county.protocol_team if county else None
    return table("protocol_team", "Protocol team", team, team.lead if team else (), standing)


def steering_committee(county: County | None, standing: Standing) -> Table | None:
    """The steering committee of a county, where it has one that is another body than the protocol team."""
    committee = county.steering_committee if county and not county.committee_is_protocol_team else None
    return table("steering_committee", "Steering committee", committee, committee.lead, standing) if committee else None

"""Who sits on a team, who is missing from it, and what the law says about each seat."""

from dataclasses import dataclass

from ..checking.county_status import Standing
from ..checking.evaluate import Result, Verdict
from ..law import vocabulary
from ..protocol.county_data import is_of_public_sources
from ..protocol.model import County, MultidisciplinaryTeam, Seat, Team


@dataclass(frozen=True, slots=True)
class SeatStatus:
    """A seat of a team: who holds it, and what the law says about it."""

    function: str
    holders: tuple[Seat, ...]
    verdict: Verdict | None
    """None where no requirement is about the seat."""
    leads: bool

    @property
    def label(self) -> str:
        return vocabulary.label("functions", self.function)

    @property
    def short(self) -> str:
        return vocabulary.short(self.function)

    @property
    def state(self) -> str:
        """A state of `evaluate.STATES`, or empty for a seat that no requirement is about."""
        return self.verdict.state if self.verdict else ""

    @property
    def result(self) -> Result | None:
        """The same with what is met divided (`evaluate.RESULTS`); None for a seat that no requirement is about."""
        return self.verdict.result if self.verdict else None


@dataclass(frozen=True, slots=True)
class TeamSeats:
    """The seats of the protocol team, the steering committee or the multidisciplinary team of one county."""

    key: str
    """The key of the county file."""
    name: str
    team: Team | MultidisciplinaryTeam | None
    seats: tuple[SeatStatus, ...]
    is_partial: bool = False
    """Whether the file shows only what public sources show, so that others may be on it too."""

    @property
    def is_blank(self) -> bool:
        """Whether nothing is known of it: no one is named, and no one is known to be missing."""
        return all(not seat.holders and seat.state != "not_met" for seat in self.seats)


def team_seats(
    key: str, name: str, team: Team | MultidisciplinaryTeam | None, lead: tuple[str, ...], standing: Standing
) -> TeamSeats:
    """The seats of a team, those that the law requires or recommends first, whether or not someone holds them."""
    verdicts = {
        v.requirement.seat.function: v for v in standing.verdicts if v.requirement.seat and v.requirement.seat.on == key
    }
    held: dict[str, tuple[Seat, ...]] = {}
    for seat in team.seats if team else ():
        held[seat.function] = (*held.get(seat.function, ()), seat)
    with_requirement = [
        function for function, verdict in verdicts.items() if function in held or verdict.state != "not_applicable"
    ]
    others = [function for function in held if function not in verdicts]
    seats = tuple(
        SeatStatus(function, held.get(function, ()), verdicts.get(function), function in lead)
        for function in (*with_requirement, *others)
    )
    return TeamSeats(key, name, team, seats, is_of_public_sources(standing.report.data))


def protocol_team(county: County | None, standing: Standing) -> TeamSeats:
    """The protocol team of a county; where the file says nothing about it, the seats that the law requires."""
    team = county.protocol_team if county else None
    return team_seats("protocol_team", "Protocol team", team, team.lead if team else (), standing)


def steering_committee(county: County | None, standing: Standing) -> TeamSeats | None:
    """The steering committee of a county, where it is a body other than the protocol team."""
    committee = county.steering_committee if county and not county.committee_is_protocol_team else None
    return (
        team_seats("steering_committee", "Steering committee", committee, committee.lead, standing)
        if committee
        else None
    )

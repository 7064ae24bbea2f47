"""What the site shows about one county of a county file: its status, teams, services, and times."""

import re
from dataclasses import dataclass

from ..agreement import team_picture, timeline
from ..agreement.drawing import Drawing
from ..agreement.seating import TeamSeats, protocol_team, steering_committee, team_seats
from ..checking.county_status import Standing
from ..protocol.model import County, Tier
from .practices import PracticeFact, practice_facts


@dataclass(frozen=True, slots=True)
class CountyPart:
    """One county of the file, with its status."""

    standing: Standing
    county: County | None
    """None if the file names no county."""
    anchor: str
    """The beginning of all anchors in its part of the page; empty if the file has one county."""
    protocol_team: TeamSeats
    committee: TeamSeats | None
    """None if there is none, or if it is the protocol team."""
    mdt: TeamSeats

    @property
    def teams(self) -> tuple[TeamSeats, ...]:
        """The teams that the file says something about."""
        found = (self.protocol_team, self.committee, self.mdt)
        return tuple(team for team in found if team and not team.is_blank)

    @property
    def practices(self) -> tuple[PracticeFact, ...]:
        """What the file says of the county's practice, fact by fact."""
        return practice_facts(self.county) if self.county else ()

    @property
    def services(self) -> tuple[tuple[str, str], ...]:
        """What the file says in prose of how children are served: (heading, text)."""
        if not self.county:
            return ()
        found = (
            ("How services are provided", self.county.provision),
            ("Coordinated case management", self.county.case_management),
            ("Service planning", self.county.service_planning),
        )
        return tuple((heading, text) for heading, text in found if text)

    @property
    def stages(self) -> tuple[Tier, ...]:
        """The stages of the multidisciplinary team's work."""
        return self.county.mdt.tiers if self.county and self.county.mdt else ()

    @property
    def reports(self) -> tuple[str, str]:
        """The times for reporting exploitation and a missing child; empty if the file does not say."""
        reporting = self.county.practice.reporting if self.county else None
        found = (reporting.exploitation, reporting.missing) if reporting else (None, None)
        return (found[0].within if found[0] else "", found[1].within if found[1] else "")

    @property
    def sets_times(self) -> bool:
        """Whether it belongs in the comparison of times: it has stages, times for reports, or a kind of team."""
        return bool(self.stages or any(self.reports) or (self.county and self.county.mdt and self.county.mdt.kind))

    def pictures_of(self, team: TeamSeats) -> tuple[Drawing, ...]:
        """Return the pictures of a team at its table."""
        return team_picture.team(team, self.county, self.anchor) if self.county else ()

    @property
    def pictures_of_stages(self) -> tuple[Drawing, ...]:
        """The pictures of when the multidisciplinary team meets."""
        return timeline.stages(self.county, self.anchor) if self.county else ()


def part_of(standing: Standing, county: County | None, several: bool) -> CountyPart:
    """Return the part of a county of a file, which has `several` or one."""
    mdt = county.mdt if county else None
    return CountyPart(
        standing=standing,
        county=county,
        anchor=f"{hyphenated(standing.county)}-" if several else "",
        protocol_team=protocol_team(county, standing),
        committee=steering_committee(county, standing),
        mdt=team_seats("mdt", "Multidisciplinary team", mdt, (), standing),
    )


def hyphenated(name: str) -> str:
    """Return the name of a county as a part of a path or an anchor."""
    return re.sub(r"[^a-z]+", "-", name.lower())

"""What statutes say about an agency of the interagency protocol, by its functions, its kind, and its county."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, cached_property

from ..checking.eligible_agencies import kinds_for
from ..law import requirements, vocabulary
from ..law.requirements import Requirement
from ..protocol.model import Agency, County, Protocol

_POLICE = ("elected_county_office", "county_department", "joint_agency", "city", "state_agency")
_CASE_PLANNING = ("mental_health", "probation", "public_health", "substance_use_disorder")
_OF_ADDED_PARTNERS = {"required": "no", "excused": "yes", "undated": "unless", "older": "older"}
"""What each answer of `County.added_partners` is in `StatutoryRole.excused`."""


@dataclass(frozen=True)
class StatutoryRole:
    """What the law says about one agency on a day."""

    protocol: Protocol
    agency: Agency
    on: str

    @cached_property
    def counties(self) -> tuple[County, ...]:
        """The counties of the file that it serves."""
        if not self.agency.county:
            return self.protocol.counties
        return tuple(county for county in self.protocol.counties if county.name == self.agency.county)

    @property
    def is_of_county(self) -> bool:
        return self.agency.kind in vocabulary.flagged("agency_kinds", "of_counties")

    def _has(self, *functions: str) -> bool:
        return any(function in self.agency.functions for function in functions)

    @property
    def is_in_program(self) -> bool:
        """Whether a county that it serves elects CSEC Program funds, as far as the file says."""
        return not self.counties or any(county.elects_funds is not False for county in self.counties)

    @property
    def is_welfare(self) -> bool:
        return self.is_of_county and self._has("child_welfare")

    @property
    def may_be_welfare(self) -> bool:
        """Whether it is the human services department of a county for which the file names no child welfare agency."""
        here = ("", self.agency.county) if self.agency.county else None
        welfare = [one for one in self.protocol.agencies_with("child_welfare") if here is None or one.county in here]
        return self.is_of_county and self._has("human_services") and not welfare

    @property
    def is_human_services(self) -> bool:
        return self.is_of_county and self._has("human_services")

    @property
    def is_probation(self) -> bool:
        return self.is_of_county and self._has("probation")

    @property
    def is_police(self) -> bool:
        return self._has("sheriff", "local_law_enforcement") and self.agency.kind in _POLICE

    @property
    def has_reports(self) -> bool:
        """Whether WIC 16501.35 and Penal Code 11166(j) bind it, or may bind it."""
        return self.is_welfare or self.may_be_welfare or self.is_probation

    @property
    def plans(self) -> tuple[str, ...]:
        """The functions for which WIC 16524.7(c) gives it a part in case planning."""
        return tuple(f for f in self.agency.functions if f in _CASE_PLANNING) if self.is_of_county else ()

    @property
    def serving(self) -> tuple[str, ...]:
        """The functions for which WIC 16524.7(d)(2)(B) puts its staff on the team that serves a child."""
        return (*(("child_welfare",) if self.is_welfare else ()), *self.plans)

    @property
    def letters(self) -> str:
        """The letters under which WIC 16524.8(a)(1) names it for the team that develops the protocol, such as `(B) and (C)`."""
        return " and ".join(letter for letter, _ in self._named)

    @cached_property
    def _named(self) -> tuple[tuple[str, Requirement], ...]:
        """(letter, requirement) for each seat of that team that it can hold in a county that it serves."""
        about = {"functions": self.agency.functions}
        served = tuple(county.name for county in self.counties) or (self.agency.county,)
        return tuple(
            (letter, requirement)
            for letter, requirement in _lettered_seats(self.on)
            if (seat := requirement.seat)
            and self._has(seat.function)
            and any(self.agency.kind in kinds_for(seat, county, about) for county in served)
        )

    @property
    def excused(self) -> str:
        """Whether WIC 16524.8(c) excuses the county from including it: `yes`, `no`, or `unless` where that is open.

        `older` where that is open because the protocol is older than the section.
        """
        if not any(gate.excuses for _, requirement in self._named for gate in requirement.binding):
            return "no"
        found = {county.added_partners for county in self.counties}
        return _OF_ADDED_PARTNERS[found.pop()] if len(found) == 1 else "unless"

    @property
    def has_duties(self) -> bool:
        """Whether a statute gives it something to do."""
        return self.has_reports or self.is_police or bool(self.is_in_program and self.plans)

    @property
    def is_on_team(self) -> bool | None:
        """Whether it sits on the team that serves a child; None if no team of its counties has seats in the file."""
        teams = [county.mdt for county in self.counties if county.mdt and county.mdt.seats]
        return any(seat.agency_id == self.agency.id for team in teams for seat in team.seats) if teams else None

    def plays(self, who: Iterable[str]) -> bool:
        """Whether it is one of these: a function, or a department with a function.

        `welfare` is the child welfare agency, `human_services_alone` a human services department that is not, and
        `probation_department` the county's.
        """
        departments = {
            "welfare": self.is_welfare,
            "human_services_alone": self.is_human_services and not self.is_welfare,
            "probation_department": self.is_probation,
        }
        return any(departments.get(one, one in self.agency.functions) for one in who)


@cache
def _lettered_seats(on: str) -> tuple[tuple[str, Requirement], ...]:
    """Return (letter, requirement) for each seat on the protocol team that a day's law names by a letter, in their order."""
    seats = (one for one in requirements.in_force(on) if one.seat and one.seat.on == "protocol_team")
    lettered = ((re.search(r"\([A-Z]\)$", one.citation), one) for one in seats)
    return tuple((letter[0], one) for letter, one in lettered if letter)


def playing(protocol: Protocol, on: str, who: Iterable[str], *, on_team: bool = False) -> tuple[Agency, ...]:
    """Return the agencies that play a role; `on_team` leaves out those that are not on the team that serves a child."""
    roles = (StatutoryRole(protocol, agency, on) for agency in protocol.agencies)
    who = tuple(who)
    return tuple(role.agency for role in roles if role.plays(who) and not (on_team and role.is_on_team is False))


def duties(protocol: Protocol, on: str) -> tuple[tuple[str, str, str, tuple[str, ...]], ...]:
    """Return each duty that a statute gives an agency: what, the clause on it, the citation, and whom it binds.

    A duty that binds no agency of the file is left out.
    """
    roles = tuple(StatutoryRole(protocol, agency, on) for agency in protocol.agencies)
    program = tuple(role for role in roles if role.is_in_program)
    both = tuple(map(_of_welfare, (role for role in roles if role.has_reports)))
    found = (
        (
            "lead the team that develops the interagency protocol",
            "protocol-team",
            "WIC section 16524.8(a)(1)",
            tuple(role.agency.name for role in program if role.is_human_services),
        ),
        (
            "be represented on that team",
            "protocol-team",
            "WIC section 16524.8(a)(1)",
            tuple(f"{role.agency.name} {role.letters}{_EXCUSED[role.excused]}" for role in program if role.letters),
        ),
        (
            "have appropriate staff on the multidisciplinary team that serves a child",
            "multidisciplinary-team",
            "WIC section 16524.7(d)(2)(B)",
            tuple(role.agency.name for role in program if role.serving),
        ),
        (
            "participate in case planning, assist in linking children to services, and give the child welfare agency input",
            "services",
            "WIC section 16524.7(c)",
            tuple(role.agency.name for role in program if role.plans),
        ),
        (
            "have policies and procedures to identify, document, and determine services for exploited and at-risk "
            "children and youth receiving child welfare services, and for training",
            "identification-and-screening",
            "WIC section 16501.35(a)",
            both,
        ),
        (
            "have protocols to expeditiously locate a child or nonminor dependent missing from foster care, with the "
            "immediate notices and the steps on return",
            "missing-children",
            "WIC section 16501.35(b)",
            both,
        ),
        (
            "make the reports on suspected abuse or neglect, on exploitation, and on missing and abducted children",
            "reports-to-law-enforcement",
            "Penal Code section 11166(j)",
            both,
        ),
        (
            "report suspected abuse or neglect that is reported to it",
            "reports-to-law-enforcement",
            "Penal Code section 11166(k)",
            tuple(role.agency.name for role in roles if role.is_police),
        ),
    )
    return tuple(duty for duty in found if duty[3])


_EXCUSED = {
    "no": "",
    "yes": (
        ", but because the protocol was developed before 2018, the county may, but is not required to, revise it to reflect "
        "this agency’s input (WIC section 16524.8(c))"
    ),
    "unless": (
        ", unless the protocol was developed before 2018, in which case the county may, but is not required to, revise it to "
        "reflect this agency’s input (WIC section 16524.8(c))"
    ),
    "older": (
        ", but the protocol is older than that section, so it is unknown whether WIC section 16524.8(c) lets the county leave out "
        "this agency’s input"
    ),
}


def _of_welfare(role: StatutoryRole) -> str:
    is_open = role.may_be_welfare and not role.is_probation
    return f"{role.agency.name}{', if it is the county’s child welfare agency' if is_open else ''}"

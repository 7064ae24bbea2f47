"""Knows what a county file says, as typed, immutable values that every document and page reads.

Knows neither YAML nor schemas nor the law. Whatever the file leaves unsaid is an empty tuple, an empty text or None, so
that a draft can always be made; what is missing is told by the report's verdicts, not here.
"""

from dataclasses import dataclass

from ..english import join_words
from ..law import vocabulary
from .practice import CountyPractice, Practice, Words


@dataclass(frozen=True, slots=True)
class Source:
    """A public source that facts rest on."""

    id: str
    title: str
    url: str
    date: str
    note: str


@dataclass(frozen=True, slots=True)
class Division:
    """A part of an agency and the functions it carries."""

    name: str
    functions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Responsibility:
    """What an agency undertakes."""

    duty: str
    """Markdown."""
    within: str
    """A time limit such as `24 hours`, or empty."""
    to: str
    """To whom: a post or an agency."""
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Agency:
    """An organization that takes part."""

    id: str
    name: str
    acronym: str
    kind: str
    """A word of the vocabulary's agency_kinds."""
    county: str
    """In a file of several counties the one it belongs to, or empty."""
    functions: tuple[str, ...]
    divisions: tuple[Division, ...]
    also_known_as: tuple[str, ...]
    formerly: tuple[str, ...]
    provided_by: tuple[tuple[str, str], ...]
    """(function, who carries it out under contract)."""
    responsibilities: tuple[Responsibility, ...]
    sources: tuple[str, ...]

    @property
    def kind_label(self) -> str:
        return vocabulary.label("agency_kinds", self.kind)


@dataclass(frozen=True, slots=True)
class Seat:
    """One holder of one seat: a function, and the agency and post that fill it."""

    function: str
    agency: Agency | None
    """None where the file names an agency that it does not describe."""
    agency_id: str
    title: str
    """The post, never a person."""
    designee: str
    division: str
    note: str
    sources: tuple[str, ...]

    @property
    def function_label(self) -> str:
        return vocabulary.label("functions", self.function)

    @property
    def function_short(self) -> str:
        return vocabulary.short(self.function)

    @property
    def agency_name(self) -> str:
        return self.agency.name if self.agency else self.agency_id


@dataclass(frozen=True, slots=True)
class Team:
    """The protocol team or the steering committee of one county."""

    name: str
    lead: tuple[str, ...]
    """Functions whose representatives lead or chair."""
    seats: tuple[Seat, ...]
    staff_support: tuple[Seat, ...]
    meets: str
    decisions: str
    empowered: Practice | None
    responsibilities: Words
    sources: tuple[str, ...]

    @property
    def lead_labels(self) -> tuple[str, ...]:
        return tuple(vocabulary.label("functions", function) for function in self.lead)


@dataclass(frozen=True, slots=True)
class Tier:
    """One stage of a multidisciplinary team's work, by the county's own name."""

    name: str
    trigger: str
    within: str
    every: str
    convener: str
    """The name of the agency that calls it."""
    members: tuple[str, ...]
    """Functions called; empty for everyone on the team."""
    meeting: str
    """A word of the vocabulary's meeting_forms, or empty."""
    purpose: str
    """Markdown."""
    sources: tuple[str, ...]

    @property
    def member_labels(self) -> tuple[str, ...]:
        return tuple(vocabulary.short(function) for function in self.members)

    @property
    def meeting_label(self) -> str:
        return vocabulary.label("meeting_forms", self.meeting) if self.meeting else ""


@dataclass(frozen=True, slots=True)
class MultidisciplinaryTeam:
    """The team that serves an individual child (WIC 16524.7(d)(2)(B))."""

    kind: str
    name: str
    convener: str
    """The name of the agency that calls the team together."""
    seats: tuple[Seat, ...]
    tiers: tuple[Tier, ...]
    reconvene_on: tuple[str, ...]
    convened_when: Words
    responsibilities: Words
    someone_with_child: Practice | None
    youth_part: str
    safety_planning: str
    sources: tuple[str, ...]

    @property
    def kind_label(self) -> str:
        return vocabulary.label("mdt_kinds", self.kind) if self.kind else ""


@dataclass(frozen=True, slots=True)
class County:
    """One county's own part of an instrument."""

    name: str
    elects_funds: bool | None
    protocol_developed_on: str
    """A day, month or year (ISO), or empty."""
    fiscal_years: tuple[str, ...]
    protocol_team: Team | None
    steering_committee: Team | None
    committee_is_protocol_team: bool
    mdt: MultidisciplinaryTeam | None
    provision: str
    """Which services are provided and how (Markdown)."""
    case_management: str
    service_planning: str
    practice: CountyPractice
    sources: tuple[str, ...]

    @property
    def is_example(self) -> bool:
        return vocabulary.is_example(self.name)

    @property
    def full_name(self) -> str:
        return vocabulary.full_name(self.name)

    @property
    def legal_name(self) -> str:
        """The county as a legal person. San Francisco is a consolidated city and county."""
        if self.is_example:
            return self.name
        return f"{'City and County' if self.name == 'San Francisco' else 'County'} of {self.name}"


@dataclass(frozen=True, slots=True)
class Party:
    """A legal person to the instrument, or a participant that does not sign."""

    name: str
    agencies: tuple[Agency, ...]
    signature: str
    """A word of the vocabulary's signature_kinds."""
    signatories: tuple[str, ...]
    """Posts that sign."""
    approved_as_to_form_by: str
    sources: tuple[str, ...]

    @property
    def signs(self) -> bool:
        return self.signature == "signs"

    @property
    def signature_label(self) -> str:
        return vocabulary.label("signature_kinds", self.signature)


@dataclass(frozen=True, slots=True)
class Instrument:
    """What kind of agreement it is and where it stands."""

    kind: str
    title: str
    number: str
    status: str
    adopted_on: str
    adopted_by: str
    begins: str
    """First day in force (ISO), or empty."""
    ends: str
    """Last day in force (ISO), `perpetual`, or empty."""
    review_by: str
    reviewed_on: str
    area: str
    pilot: bool
    youngest: int | None
    oldest: int | None
    nonminor_dependents: bool | None
    at_risk: bool | None
    purpose: str
    """Markdown."""
    principles: Words
    amendment: str
    termination: str
    compensation: str
    sources: tuple[str, ...]

    @property
    def kind_label(self) -> str:
        return vocabulary.label("instrument_kinds", self.kind) if self.kind else "Instrument"

    @property
    def status_label(self) -> str:
        return vocabulary.label("instrument_statuses", self.status) if self.status else ""

    @property
    def is_perpetual(self) -> bool:
        return self.ends == "perpetual"

    @property
    def is_retroactive(self) -> bool:
        """Whether the term begins before the day of adoption, where both are known to the day."""
        return len(self.adopted_on) == 10 and bool(self.begins) and self.begins < self.adopted_on

    @property
    def is_protocol(self) -> bool:
        """Whether the instrument is or carries the protocol of WIC 16524.8."""
        return self.kind in vocabulary.flagged("instrument_kinds", "protocol")


@dataclass(frozen=True, slots=True)
class Narrative:
    """A section of the county's own text (Markdown)."""

    heading: str
    text: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OwnWords:
    """What a county makes of one clause of the agreement."""

    clause: str
    how: str
    """`replaced`, `extended` or `left out`."""
    text: str
    """Markdown."""
    file: str
    """The file beside the county file that has the words, or empty."""


@dataclass(frozen=True, slots=True)
class Protocol:
    """Everything a county file says."""

    counties: tuple[County, ...]
    is_partial: bool
    """Whether the file shows only what public sources show."""
    instrument: Instrument
    agencies: tuple[Agency, ...]
    parties: tuple[Party, ...]
    narrative: tuple[Narrative, ...]
    own_words: tuple[OwnWords, ...]
    sources: tuple[Source, ...]
    notes: tuple[str, ...]

    @property
    def county_names(self) -> str:
        """`El Dorado County`, or `Monterey, San Benito and Santa Cruz Counties`."""
        if len(self.counties) == 1:
            return self.counties[0].full_name
        return f"{join_words(tuple(county.name for county in self.counties))} Counties"

    @property
    def is_example(self) -> bool:
        return any(county.is_example for county in self.counties)

    @property
    def title(self) -> str:
        """The title that the file gives, or one made of the kind of instrument."""
        return self.instrument.title or f"{self.instrument.kind_label} on Commercially Sexually Exploited Children"

    def agencies_with(self, function: str) -> tuple[Agency, ...]:
        return tuple(agency for agency in self.agencies if function in agency.functions)

    def seats_of(self, agency: Agency) -> tuple[tuple[County, str, Seat], ...]:
        """Where an agency sits: (county, `protocol team` / `steering committee` / `multidisciplinary team`, seat)."""
        return tuple(
            (county, where, seat)
            for county in self.counties
            for where, team in (
                ("protocol team", county.protocol_team),
                ("steering committee", county.steering_committee),
                ("multidisciplinary team", county.mdt),
            )
            if team and not (where == "steering committee" and county.committee_is_protocol_team)
            for seat in team.seats
            if seat.agency_id == agency.id
        )

    def source(self, id: str) -> Source | None:
        return next((source for source in self.sources if source.id == id), None)

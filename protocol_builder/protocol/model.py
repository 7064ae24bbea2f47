"""What a county file says, as typed, immutable values that every document and page reads.

What the file does not say is empty or None, so that a draft can always be made. A report says what is missing by law.
"""

import re
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from ..english import join_words, uncapitalized
from ..law import instruments, requirements, vocabulary
from .agency import Agency as Agency
from .agency_parts import Division as Division
from .agency_parts import Responsibility as Responsibility
from .amendment_rules import AmendmentMade, AmendmentRules
from .contract_terms import Choices, Insurance, NoticeAddress, Records
from .own_text import Narrative as Narrative
from .own_text import OwnWords as OwnWords
from .practice import CountyPractice, Practice, Words
from .program_funds import YearOfFunds
from .public_source import PublicSource as PublicSource
from .seat import Seat as Seat
from .signing import Signed
from .standing_body import StandingBody as StandingBody
from .tier import Tier as Tier

_SMALL_LETTER = re.compile(r"\b(?!(?:and|for|in|of|on|or|the|with)\b)[a-z]")
"""The first letter of each word that has a capital in a title."""


@dataclass(frozen=True, slots=True)
class Team:
    """The protocol team or the steering committee of one county."""

    name: str
    """Its own name, or empty."""
    lead: tuple[str, ...]
    """Functions whose representatives lead or chair."""
    seats: tuple[Seat, ...]
    """Every holder of every seat, by function."""
    staff_support: tuple[Seat, ...]
    """Who prepares and records meetings."""
    meets: str
    """How often it meets, or empty."""
    decisions: str
    """How it decides, or empty."""
    empowered: Practice | None
    """Whether members can decide for their agencies."""
    responsibilities: Words
    """What the committee does, as words of the vocabulary."""
    sources: tuple[str, ...]
    """Short names of the sources that show it."""

    @property
    def lead_labels(self) -> tuple[str, ...]:
        """The functions that lead or chair, in words."""
        return tuple(vocabulary.label("functions", function) for function in self.lead)


@dataclass(frozen=True, slots=True)
class Seated:
    """A list of seats in the section of one kind of instrument."""

    key: str
    """Its key in the section."""
    title: str
    """What it is called: `Interagency leadership team`."""
    team: Team
    """Who holds the seats."""


@dataclass(frozen=True, slots=True)
class OwnSection:
    """What one county's file says in the section that its kind of instrument alone has.

    Nothing here knows what the section is about, so a new kind of instrument needs no class: a part with seats is a team,
    and everything else is a fact under its keys.
    """

    key: str
    """Its key in the county file."""
    teams: tuple[Seated, ...]
    """Its lists of seats, in the order of the file."""
    facts: tuple[tuple[str, Practice | int], ...]
    """Everything else that it says, by its keys below the section, joined by dots."""
    sources: tuple[str, ...]
    """Short names of the sources that show it."""

    def said(self, path: str) -> Practice | int | None:
        """Return what the file says under keys joined by dots, such as `provisions.finances`; None for nothing."""
        return dict(self.facts).get(path)

    def team(self, key: str) -> Team | None:
        """Return the list of seats under a key, or None."""
        return next((seated.team for seated in self.teams if seated.key == key), None)


@dataclass(frozen=True, slots=True)
class MultidisciplinaryTeam:
    """The team that serves an individual child (WIC 16524.7(d)(2)(B))."""

    kind: str
    """A word of the vocabulary's mdt_kinds, or empty."""
    name: str
    """Its own name, or empty."""
    convener: str
    """The name of the agency that calls the team together, or empty."""
    seats: tuple[Seat, ...]
    """Every holder of every seat, by function."""
    tiers: tuple[Tier, ...]
    """The stages of its work, in order."""
    reconvene_on: tuple[str, ...]
    """Events that bring the team back together."""
    convened_when: Words
    """Occasions on which the team is called."""
    responsibilities: Words
    """What the team does for the child."""
    someone_with_child: Practice | None
    """Whether a team member is with the child when a meeting is held remotely."""
    youth_part: str
    """How the child or youth takes part in planning and decisions (Markdown)."""
    safety_planning: str
    """How the team plans for the child's safety (Markdown)."""
    sources: tuple[str, ...]
    """Short names of the sources that show it."""

    @property
    def kind_label(self) -> str:
        """The kind of team in words, or empty."""
        return vocabulary.label("mdt_kinds", self.kind) if self.kind else ""


AddedPartners: TypeAlias = Literal["required", "excused", "undated", "older"]
"""Of the two partners that WIC 16524.8(a)(1) names since 2018. Whether (c) excuses them is unknown if the protocol is not
dated, or older than the section."""


@dataclass(frozen=True, slots=True)
class County:
    """One county's own part of an instrument."""

    name: str
    """The county's name without the word County, such as El Dorado."""
    elects_funds: bool | None
    """Whether it elects to receive funds from the CSEC Program, or None."""
    protocol_developed_on: str
    """When the protocol was first developed: a day, month, or year (ISO), or empty."""
    fiscal_years: tuple[str, ...]
    """State fiscal years for which a source shows it in the program, such as 2019-20."""
    funds_by_year: tuple[YearOfFunds, ...]
    """What it received from the program in each fiscal year that a source shows."""
    protocol_team: Team | None
    """The team that develops the protocol (WIC 16524.8(a)), or None."""
    steering_committee: Team | None
    """The committee that oversees the protocol, or None; no statute mentions one."""
    standing_bodies: tuple[StandingBody, ...]
    """Bodies that meet besides its teams and its committee, in the order of the file."""
    committee_is_protocol_team: bool
    """Whether both are one body, so that the committee has the team's seats."""
    mdt: MultidisciplinaryTeam | None
    """The team that serves an individual child (WIC 16524.7(d)(2)(B)), or None."""
    provision: str
    """Which services are provided and how (Markdown)."""
    case_management: str
    """How the multidisciplinary team coordinates case management (Markdown)."""
    service_planning: str
    """How the multidisciplinary team plans services (Markdown)."""
    practice: CountyPractice
    """Its sections of practice."""
    own: OwnSection | None
    """The section that its kind of instrument alone has, or None."""
    instrument: "Instrument"
    """The instrument as it stands in this county, which may have a status, an adoption, and a term of its own."""
    sources: tuple[str, ...]
    """Short names of the sources that show its part in the program."""

    @property
    def added_partners(self) -> AddedPartners:
        """Whether the partners added in 2018 are required of its protocol, decided by the requirements' own conditions."""
        developed = {"protocol_developed_on": self.protocol_developed_on} if self.protocol_developed_on else {}
        view, gates = {"csec_program": developed}, requirements.gates()
        if not gates["not_grandfathered"].applies_to(view):
            return "excused"
        if not gates["development_dated"].applies_to(view):
            return "undated"
        return "required" if gates["developed_under_the_section"].applies_to(view) else "older"

    @property
    def is_example(self) -> bool:
        """Whether this is the invented county of the example file."""
        return vocabulary.is_example(self.name)

    @property
    def full_name(self) -> str:
        """The name with the word County."""
        return vocabulary.full_name(self.name)

    @property
    def legal_name(self) -> str:
        """The county as a legal entity, such as County of El Dorado."""
        return vocabulary.legal_name(self.name)


@dataclass(frozen=True, slots=True)
class Party:
    """A legal entity that signs the instrument, or a participant that does not sign."""

    name: str
    """The legal entity, such as County of El Dorado."""
    agencies: tuple[Agency, ...]
    """The agencies that this party includes."""
    signature: str
    """A word of the vocabulary's signature_kinds."""
    signatories: tuple[str, ...]
    """Job titles that sign."""
    approved_as_to_form_by: str
    """The job title that approves the form, such as County Counsel, or empty."""
    sources: tuple[str, ...]
    """Short names of the sources that show it."""
    signed: tuple[Signed, ...] = ()
    """Its recorded signatures, in the order of the file."""
    attested_by: str = ""
    """The job title that attests its signature, such as Clerk of the Board of Supervisors, or empty."""
    notices: NoticeAddress | None = None
    """Where notices to it go, or None."""

    @property
    def signs(self) -> bool:
        """Whether it signs, as opposed to acknowledging or taking part without signing."""
        return self.signature == "signs"

    @property
    def signature_label(self) -> str:
        """How it signs, in words."""
        return vocabulary.label("signature_kinds", self.signature)


@dataclass(frozen=True, slots=True)
class Instrument:
    """What the file describes: its kind, status, term, and scope."""

    kind: str
    """A word of the vocabulary's instrument_kinds, or empty."""
    title: str
    """The title printed on the agreement, or empty."""
    number: str
    """The county's own number for it, or empty."""
    status: str
    """A word of the vocabulary's instrument_statuses, or empty."""
    adopted_on: str
    """When it was approved: a day, month, or year (ISO), or empty."""
    searched_on: str
    """For a kind that was not found, when public sources were searched (ISO), or empty."""
    adopted_by: str
    """The body or job title that approved it, or empty."""
    begins: str
    """First day in force (ISO), or empty."""
    ends: str
    """Last day in force (ISO), `perpetual`, or empty."""
    review_by: str
    """The day (ISO) by which it is to be reviewed, or empty."""
    reviewed_on: str
    """The day (ISO) on which it was last reviewed, or empty."""
    notice: str
    """How long before the last day a party gives notice that it will not renew, such as `60 days`, or empty."""
    area: str
    """The whole county or a pilot area, in words, or empty."""
    pilot: bool
    """Whether it is a pilot in part of the county or for some children first."""
    youngest: int | None
    """The youngest age served, or None."""
    oldest: int | None
    """The oldest age served, or None."""
    nonminor_dependents: bool | None
    """Whether youth aged 18 to 20 in extended foster care are served, or None."""
    at_risk: bool | None
    """Whether children at risk of exploitation are served, or None."""
    purpose: str
    """What it is for (Markdown)."""
    principles: Words
    """The guiding principles that the partners follow."""
    amendment: str
    """How it is amended and by whom (Markdown)."""
    amendment_rules: AmendmentRules | None
    """Who signs which change, or None."""
    amendments: tuple[AmendmentMade, ...]
    """The amendments that have been made."""
    termination: str
    """How a party withdraws or the instrument ends (Markdown)."""
    compensation: str
    """Whether money changes hands under it (Markdown)."""
    sources: tuple[str, ...]
    """Short names of the sources that show it."""
    indemnification: Choices = ()
    """Who pays for liability, by the kind of party."""
    insurance: Insurance = field(default_factory=Insurance)
    """What insurance each kind of party keeps."""
    records: Records = field(default_factory=Records)
    """How long records are kept, and who may examine them."""

    @property
    def kind_label(self) -> str:
        """The kind of instrument in words."""
        return vocabulary.label("instrument_kinds", self.kind) if self.kind else "Instrument"

    @property
    def about(self) -> instruments.Kind:
        """What is particular to its kind."""
        return instruments.kind(self.kind)

    @property
    def status_label(self) -> str:
        """The status in words, or empty."""
        return vocabulary.label("instrument_statuses", self.status) if self.status else ""

    @property
    def is_perpetual(self) -> bool:
        """Whether it has no last day."""
        return self.ends == "perpetual"

    @property
    def is_retroactive(self) -> bool:
        """Whether the term begins before the day of adoption, if both days are known."""
        return len(self.adopted_on) == 10 and bool(self.begins) and self.begins < self.adopted_on

    @property
    def is_protocol(self) -> bool:
        """Whether the instrument is or includes the protocol of WIC 16524.8."""
        return self.kind in vocabulary.flagged("instrument_kinds", "protocol")


@dataclass(frozen=True, slots=True)
class Protocol:
    """Everything that a county file says."""

    counties: tuple[County, ...]
    """Each county of the file with its own part."""
    is_partial: bool
    """Whether the file has only what public sources show."""
    instrument: Instrument
    """What the file describes."""
    agencies: tuple[Agency, ...]
    """Every organization that takes part."""
    parties: tuple[Party, ...]
    """The legal entities that sign, and participants that do not."""
    narrative: tuple[Narrative, ...]
    """Sections of the county's own text."""
    own_words: tuple[OwnWords, ...]
    """What the county changes in clauses of the agreement."""
    sources: tuple[PublicSource, ...]
    """The public sources that facts rest on."""
    notes: tuple[str, ...]
    """Comments for readers of the file (Markdown), never printed in the agreement."""

    @property
    def county_names(self) -> str:
        """The counties in words: `El Dorado County`, or `Inyo and Mono Counties`."""
        if len(self.counties) == 1:
            return self.counties[0].full_name
        return f"{join_words(tuple(county.name for county in self.counties))} Counties"

    @property
    def instruments(self) -> tuple[tuple[str, Instrument], ...]:
        """The instrument as it stands in each county: (the county's full name, instrument).

        One entry, without a name, if it stands alike in all of them.
        """
        if len({county.instrument for county in self.counties}) <= 1:
            return (("", self.counties[0].instrument if self.counties else self.instrument),)
        return tuple((county.full_name, county.instrument) for county in self.counties)

    @property
    def is_example(self) -> bool:
        """Whether this is the example file, of an invented county."""
        return any(county.is_example for county in self.counties)

    @property
    def title(self) -> str:
        """The title in the file, or one made from the kind of instrument."""
        kind = _SMALL_LETTER.sub(lambda letter: letter[0].upper(), self.instrument.kind_label)
        return self.instrument.title or f"{kind} {self.instrument.about.subject}".strip()

    def agencies_with(self, function: str) -> tuple[Agency, ...]:
        """Return the agencies that have a function."""
        return tuple(agency for agency in self.agencies if function in agency.functions)

    def seats_of(self, agency: Agency) -> tuple[tuple[County, str, Seat], ...]:
        """Return an agency's seats: (county, the team in words such as `protocol team`, seat)."""
        return tuple(
            (county, where, seat)
            for county in self.counties
            for where, team in (
                ("protocol team", county.protocol_team),
                ("steering committee", county.steering_committee),
                ("multidisciplinary team", county.mdt),
                *((body.name, body) for body in county.standing_bodies),
                *((uncapitalized(seated.title), seated.team) for seated in (county.own.teams if county.own else ())),
            )
            if team and not (where == "steering committee" and county.committee_is_protocol_team)
            for seat in team.seats
            if seat.agency_id == agency.id
        )

    def source(self, id: str) -> PublicSource | None:
        """Return the source with a short name, or None."""
        return next((source for source in self.sources if source.id == id), None)

"""Knows what a county file says of the county's practice: identification, reports, missing children, sharing, funds.

Knows neither YAML nor schemas nor the law, as `protocol` does not. A section that the file leaves out is None; within a
section, what the file leaves unsaid is None, an empty text or empty words.
"""

from dataclasses import dataclass

from ..law import vocabulary


@dataclass(frozen=True, slots=True)
class Practice:
    """Whether something is done, and how, where the file says how."""

    done: bool
    text: str
    """How it is done (Markdown), or empty."""


@dataclass(frozen=True, slots=True)
class Words:
    """Words of one list of the vocabulary, in the file's order."""

    of: str
    """The list, such as `report_recipients` or `functions`."""
    words: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.words)

    def __contains__(self, word: str) -> bool:
        return word in self.words

    @property
    def labels(self) -> tuple[str, ...]:
        return tuple(vocabulary.label(self.of, word) for word in self.words)


@dataclass(frozen=True, slots=True)
class Identification:
    """How children are identified and documented (WIC 16501.35(a))."""

    by: Words
    children: Words
    definition: Practice | None
    at_risk: Practice | None
    any_one_of: Words
    """Indicators of which one makes a child at risk."""
    any_two_of: Words
    """Indicators of which two make a child at risk."""
    tools: tuple[str, ...]
    youngest: int | None
    occasions: tuple[str, ...]
    investigated_within: str
    ongoing: Practice | None
    internal_protocols: Words
    """Functions whose agencies have a protocol of their own."""
    statewide_system: Practice | None
    other_records: str
    types: Words
    services_determined: Practice | None
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CrossReport:
    """Reports of suspected abuse or neglect (PC 11166(j)(1))."""

    by: Words
    to: Words
    within: str
    written_within: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ExploitationReport:
    """Reports that a child has been identified as a victim (PC 11166(j)(2))."""

    by: Words
    to: Words
    within: str
    documented: Practice | None
    probation_tells_child_welfare: Practice | None
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MissingReport:
    """Reports that a child is missing or has been abducted (PC 11166(j)(3))."""

    by: Words
    to: Words
    within: str
    at_risk: Practice | None
    contents: Words
    communication_with: Words
    ncic_confirmed: Practice | None
    ncmec_information: Words
    return_reported_to: Words
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LawEnforcementReport:
    """Reports of suspected abuse or neglect by law enforcement agencies (PC 11166(k))."""

    to: Words
    within: str
    responsible_persons: bool | None
    written_within: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MandatedReporters:
    """How mandated reporters report (PC 11166(h) and (i))."""

    individual: Practice | None
    through_supervisor: bool | None
    identity_to_employer: bool | None
    others_report_if_not_made: bool | None
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reporting:
    """The reports that county departments, law enforcement, and mandated reporters make (PC 11166)."""

    suspected_abuse: CrossReport | None
    exploitation: ExploitationReport | None
    missing: MissingReport | None
    by_law_enforcement: LawEnforcementReport | None
    mandated_reporters: MandatedReporters | None


@dataclass(frozen=True, slots=True)
class Notices:
    """Who is told that a child is missing (WIC 16501.35(b)(2)(F) and (G))."""

    within: str
    to: Words
    siblings_trauma_informed: Practice | None
    contact: Practice | None


@dataclass(frozen=True, slots=True)
class MissingChildren:
    """How children missing from foster care are located (WIC 16501.35(b))."""

    by: Words
    efforts: Practice | None
    reported_within: str
    ongoing_efforts: Practice | None
    confirmed_every: str
    return_to_placement: Practice | None
    on_return: Words
    notices: Notices | None
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class InvestigationSharing:
    """Sharing during an investigation (WIC 18961.7)."""

    fewest_persons: int | None
    trained: Practice | None
    period: str
    good_cause_documented: Practice | None
    remote_identity_check: Practice | None
    only_members: Practice | None
    protocol: Practice | None
    protocol_given_to: Words
    records_protected: Practice | None
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OngoingSharing:
    """Sharing during ongoing work (WIC 830 with 18951, and 18964)."""

    fewest_persons: int | None
    trained: Practice | None
    discussions_confidential: Practice | None
    reasons_in_writing: Practice | None
    caregivers_heard: Practice | None
    tribes_heard: Practice | None
    guests_agree_in_writing: Practice | None
    nonminor_dependents_consent: Practice | None
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FamilyTeamSharing:
    """Sharing in a child and family team, by written authorization (WIC 832)."""

    authorization_by_each: Practice | None
    authorization_in_writing: Practice | None
    adoption_records: bool | None
    ends_with_participation: Practice | None
    kept_in_confidence: Practice | None
    harmful_withheld: Practice | None
    discussions_confidential: Practice | None
    attorney_first: Practice | None
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class InformationSharing:
    """On which of the law's bases the team shares confidential information."""

    investigation: InvestigationSharing | None
    ongoing: OngoingSharing | None
    child_and_family_team: FamilyTeamSharing | None
    federal_officials: Practice | None
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CasePlanning:
    """How partner agencies take part in case planning (WIC 16524.7(c))."""

    participants: Words
    link_to_services: Words
    input_to_child_welfare: Words
    documented: Practice | None
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """The county's plan to the department (WIC 16524.7(d))."""

    submitted_on: str
    describes_use_of_funds: Practice | None
    collaboration_with: Words
    forms_mdt: Practice | None


@dataclass(frozen=True, slots=True)
class Funding:
    """How CSEC Program funds are used (WIC 16524.7)."""

    uses: Words
    for_exploited_children: Practice | None
    supplants_existing_programs: bool | None
    plan: Plan | None
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Training:
    """Who is trained, and in what (WIC 16501.35(a)(4))."""

    staff: Words
    topics: Words
    plan: str
    """Markdown."""
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Tribes:
    """How the county works with Tribes and for Indian children."""

    protocol: Practice | None
    invited: Practice | None
    partnerships: Practice | None
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Services:
    """What the file says of services beyond the three texts of WIC 16524.8(b)."""

    kinds: Words
    engagement: Practice | None
    prevention: Practice | None
    promising_practices: Words


@dataclass(frozen=True, slots=True)
class CountyPractice:
    """Every section of practice that a county's file may have."""

    services: Services | None
    identification: Identification | None
    reporting: Reporting | None
    missing_children: MissingChildren | None
    information_sharing: InformationSharing | None
    case_planning: CasePlanning | None
    funding: Funding | None
    training: Training | None
    tribes: Tribes | None

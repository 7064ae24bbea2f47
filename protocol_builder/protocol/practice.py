"""What a county file says about the county's practice: identification, reports, missing children, sharing, funds.

A section that the file leaves out is None; within a section, what the file does not say is None, an empty text, or empty
words. `from_data` reads each section by the names and types of its fields.
"""

from dataclasses import dataclass

from ..law import vocabulary
from .screening_tool import ScreeningTool


@dataclass(frozen=True, slots=True)
class Practice:
    """Whether something is done, and how, if the file says how."""

    done: bool
    """Whether it is done."""
    text: str
    """How it is done (Markdown), or empty."""


@dataclass(frozen=True, slots=True)
class Words:
    """Words of one list of the vocabulary, in the order of the file."""

    of: str
    """The list, such as `report_recipients` or `functions`."""
    words: tuple[str, ...]
    """The words, such as `law_enforcement`."""

    def __bool__(self) -> bool:
        return bool(self.words)

    def __contains__(self, word: str) -> bool:
        return word in self.words

    @property
    def labels(self) -> tuple[str, ...]:
        """The words as documents and pages print them."""
        return tuple(vocabulary.label(self.of, word) for word in self.words)


@dataclass(frozen=True, slots=True)
class Identification:
    """How children are identified and documented (WIC 16501.35(a))."""

    by: Words
    """Functions whose workers identify these children."""
    children: Words
    """Among which children they look."""
    definition: Practice | None
    """What counts as commercial sexual exploitation; `done` without text is the definition of Penal Code 11165.1(d)."""
    at_risk: Practice | None
    """Whether children at risk are also identified."""
    any_one_of: Words
    """Indicators, any one of which makes a child at risk."""
    any_two_of: Words
    """Indicators, any two of which make a child at risk."""
    tools: tuple[ScreeningTool, ...]
    """The screening tools that are used."""
    youngest: int | None
    """The age from which children are screened, or None."""
    occasions: tuple[str, ...]
    """When children are screened."""
    investigated_within: str
    """The time by which a referral is investigated in person."""
    ongoing: Practice | None
    """Whether workers keep assessing the children they already serve."""
    internal_protocols: Words
    """Functions whose agencies have their own identification and response protocol."""
    statewide_system: Practice | None
    """Whether these children are documented in the statewide child welfare information system."""
    other_records: str
    """Other agency records in which they are documented."""
    types: Words
    """The state's types of commercially sexually exploited children that are recorded."""
    services_determined: Practice | None
    """How appropriate services are determined for each child identified."""
    sources: tuple[str, ...]
    """Short names of the sources that show it."""


@dataclass(frozen=True, slots=True)
class CrossReport:
    """Reports of suspected abuse or neglect (PC 11166(j)(1))."""

    by: Words
    """Functions whose departments report."""
    to: Words
    """Who receives the report."""
    within: str
    """The time by which it is made: `immediately`, `as soon as practicably possible`, or a number and a unit."""
    written_within: str
    """The time by which the written report follows."""
    sources: tuple[str, ...]
    """Short names of the sources that show it."""


@dataclass(frozen=True, slots=True)
class ExploitationReport:
    """Reports that a child has been identified as a victim (PC 11166(j)(2))."""

    by: Words
    """Functions whose departments report."""
    to: Words
    """Who receives the report."""
    within: str
    """The time by which they report."""
    documented: Practice | None
    """Whether the report is documented in the case record."""
    probation_tells_child_welfare: Practice | None
    """Whether probation passes reports of exploitation on to the child welfare agency."""
    sources: tuple[str, ...]
    """Short names of the sources that show it."""


@dataclass(frozen=True, slots=True)
class MissingReport:
    """Reports that a child is missing or has been abducted (PC 11166(j)(3))."""

    by: Words
    """Functions whose departments report."""
    to: Words
    """Who receives the report."""
    within: str
    """The time by which they report."""
    at_risk: Practice | None
    """Whether children at risk of exploitation are reported as well as victims."""
    contents: Words
    """What the report contains."""
    communication_with: Words
    """With whom regular communication is kept until the child is safe."""
    ncic_confirmed: Practice | None
    """Whether the worker confirms that law enforcement enters the report into the national database."""
    ncmec_information: Words
    """What information the worker has available when calling."""
    return_reported_to: Words
    """Who is notified when the child returns."""
    sources: tuple[str, ...]
    """Short names of the sources that show it."""


@dataclass(frozen=True, slots=True)
class LawEnforcementReport:
    """Reports of suspected abuse or neglect by law enforcement agencies (PC 11166(k))."""

    to: Words
    """Who receives the report."""
    within: str
    """The time by which it is made: `immediately`, `as soon as practicably possible`, or a number and a unit."""
    responsible_persons: bool | None
    """Whether what a person responsible for the child is said to have done is reported to the county department."""
    written_within: str
    """The time by which the written report follows."""
    sources: tuple[str, ...]
    """Short names of the sources that show it."""


@dataclass(frozen=True, slots=True)
class MandatedReporters:
    """How mandated reporters report (PC 11166(h) and (i))."""

    individual: bool | None
    """Whether each mandated reporter makes the report individually."""
    through_supervisor: bool | None
    """Whether policy has a supervisor file or process the report, which the law forbids."""
    identity_to_employer: bool | None
    """Whether reporters must identify themselves to the employer, which the law forbids."""
    others_report_if_not_made: bool | None
    """Whether members who know that the designated reporter has not reported make the report (Penal Code 11166(h))."""
    how: str
    """How the county keeps to these duties (Markdown), or empty."""
    sources: tuple[str, ...]
    """Short names of the sources that show it."""


@dataclass(frozen=True, slots=True)
class Reporting:
    """The reports that county departments, law enforcement, and mandated reporters make (PC 11166)."""

    suspected_abuse: CrossReport | None
    """Cross-reports of every known or reasonably suspected instance (Penal Code 11166(j)(1))."""
    exploitation: ExploitationReport | None
    """Reports that a child receiving child welfare services has been identified as a victim (Penal Code 11166(j)(2))."""
    missing: MissingReport | None
    """Reports that a child who is, or is at risk of being, a victim is missing or abducted (Penal Code 11166(j)(3))."""
    by_law_enforcement: LawEnforcementReport | None
    """Reports by law enforcement agencies (PC 11166(k))."""
    mandated_reporters: MandatedReporters | None
    """How each agency's mandated reporters report (Penal Code 11166(h) and (i))."""


@dataclass(frozen=True, slots=True)
class Notices:
    """Notices that a child is missing (WIC 16501.35(b)(2)(F) and (G))."""

    within: str
    """The time by which everyone is notified."""
    to: Words
    """Who is notified."""
    siblings_trauma_informed: Practice | None
    """Whether siblings are notified in a trauma-informed manner."""
    contact: Practice | None
    """Whether each notice says how to reach a social worker or probation officer."""


@dataclass(frozen=True, slots=True)
class MissingChildren:
    """How children missing from foster care are located (WIC 16501.35(b))."""

    by: Words
    """Functions whose protocols these are."""
    efforts: Practice | None
    """What staff do to locate the child quickly."""
    reported_within: str
    """The time by which missing youth are reported to law enforcement."""
    ongoing_efforts: Practice | None
    """What staff keep doing until the child is found."""
    confirmed_every: str
    """How often it is confirmed and documented that the child's whereabouts are unknown."""
    return_to_placement: Practice | None
    """How the child is returned to placement."""
    on_return: Words
    """What the social worker or probation officer does when the child is found."""
    notices: Notices | None
    """The notices that a child is missing."""
    sources: tuple[str, ...]
    """Short names of the sources that show it."""


@dataclass(frozen=True, slots=True)
class InvestigationSharing:
    """Sharing during an investigation (WIC 18961.7)."""

    fewest_persons: int | None
    """The fewest persons who may meet as the team."""
    trained: Practice | None
    """Whether the members are trained in child abuse and neglect and qualified."""
    period: str
    """How long after a report information is shared."""
    good_cause_documented: Practice | None
    """Whether good cause is documented whenever sharing continues longer."""
    shares_remotely: bool | None
    """Whether the team shares information by telephone or online."""
    remote_identity_check: Practice | None
    """How identity is verified by telephone and online."""
    only_members: bool | None
    """Whether information goes only to the team's members."""
    protocol: Practice | None
    """The county's protocol on how and what information is shared."""
    protocol_given_to: Words
    """To whom copies of that protocol are distributed."""
    records_protected: Practice | None
    """How the records are kept with the greatest protection of privacy."""
    how: str
    """How the county keeps to these limits (Markdown), or empty."""
    sources: tuple[str, ...]
    """Short names of the sources that show it."""


@dataclass(frozen=True, slots=True)
class OngoingSharing:
    """Sharing during ongoing work (WIC 830 with 18951, and 18964)."""

    fewest_persons: int | None
    """The fewest persons who may meet as the team."""
    trained: Practice | None
    """Whether the members are trained in child abuse and neglect and qualified."""
    discussions_confidential: bool | None
    """Whether discussions in meetings are kept confidential."""
    reasons_in_writing: Practice | None
    """Whether the team writes down why it makes someone a member for one case."""
    caregivers_heard: Practice | None
    """Whether the child's caregiver may give information and attend."""
    tribes_heard: Practice | None
    """Whether an Indian child's Tribe may give information and attend."""
    guests_agree_in_writing: bool | None
    """Whether caregivers and tribal representatives who attend agree in writing not to disclose."""
    nonminor_dependents_consent: bool | None
    """Whether records of nonminor dependents are opened only with their explicit written and informed consent."""
    how: str
    """How the county keeps to these limits (Markdown), or empty."""
    sources: tuple[str, ...]
    """Short names of the sources that show it."""


@dataclass(frozen=True, slots=True)
class FamilyTeamSharing:
    """Sharing in a child and family team, by written authorization (WIC 832)."""

    authorization_by_each: bool | None
    """Whether each participant with legal power to consent signs an authorization."""
    authorization_in_writing: Practice | None
    """Whether authorizations are in writing and name the team members they cover."""
    adoption_records: bool | None
    """Whether authorizations include adoption records, which the law forbids."""
    ends_with_participation: bool | None
    """Whether an authorization ends when the child or family leaves the team."""
    kept_in_confidence: bool | None
    """Whether members use information only for services, and disclose it only to the court or as the law requires."""
    harmful_withheld: bool | None
    """Whether information that could harm the child's safety is withheld."""
    discussions_confidential: bool | None
    """Whether discussions in meetings are kept confidential."""
    attorney_first: Practice | None
    """Whether forms inform minors and nonminor dependents of their right to consult an attorney before signing."""
    how: str
    """How the county keeps to these limits (Markdown), or empty."""
    sources: tuple[str, ...]
    """Short names of the sources that show it."""


@dataclass(frozen=True, slots=True)
class InformationSharing:
    """Under which law the team shares confidential information."""

    investigation: InvestigationSharing | None
    """Sharing by a child abuse multidisciplinary personnel team in the first 30 days after a report (WIC 18961.7)."""
    ongoing: OngoingSharing | None
    """Sharing by a team that prevents, identifies, manages, or treats child abuse (WIC 830 with 18951, and 18964)."""
    child_and_family_team: FamilyTeamSharing | None
    """Sharing by written authorization (WIC 832)."""
    federal_officials: Practice | None
    """How information is kept from federal officials without an order of the juvenile court (WIC 831)."""
    sources: tuple[str, ...]
    """Short names of the sources that show it."""


@dataclass(frozen=True, slots=True)
class CasePlanning:
    """How partner agencies take part in case planning (WIC 16524.7(c))."""

    participants: Words
    """Functions whose representatives take part in case planning."""
    link_to_services: Words
    """Functions that help to link children to the services in their case plans."""
    input_to_child_welfare: Words
    """Functions that give the child welfare agency input on the services and supports a child needs."""
    documented: Practice | None
    """Whether the case plan documents the services provided to address the exploitation."""
    sources: tuple[str, ...]
    """Short names of the sources that show it."""


@dataclass(frozen=True, slots=True)
class Plan:
    """The county's plan to the department (WIC 16524.7(d))."""

    submitted_on: str
    """When the latest plan was submitted: a day, month, or year (ISO), or empty."""
    describes_use_of_funds: Practice | None
    """Whether the plan says how the county intends to use the funds."""
    collaboration_with: Words
    """With whom the plan documents the county's collaboration."""
    forms_mdt: Practice | None
    """Whether the plan includes the formation of a multidisciplinary team."""


@dataclass(frozen=True, slots=True)
class Funding:
    """How CSEC Program funds are used (WIC 16524.7)."""

    uses: Words
    """What the funds are used for."""
    for_exploited_children: Practice | None
    """Whether the funds serve children who are victims or at risk of commercial sexual exploitation."""
    supplants_existing_programs: bool | None
    """Whether the funds supplant funds for existing programs, which the law forbids."""
    supplemental_rates: Practice | None
    """Whether caregivers are paid a rate in addition to the foster care rate (WIC 16524.7(a)(4)(E))."""
    plan: Plan | None
    """The county's plan to the department (WIC 16524.7(d))."""
    sources: tuple[str, ...]
    """Short names of the sources that show it."""


@dataclass(frozen=True, slots=True)
class Training:
    """Who is trained, and in what (WIC 16501.35(a)(4))."""

    staff: Words
    """Who receives training."""
    topics: Words
    """What they are trained in."""
    plan: str
    """How training is given and how often (Markdown)."""
    sources: tuple[str, ...]
    """Short names of the sources that show it."""


@dataclass(frozen=True, slots=True)
class Tribes:
    """How the county works with Tribes and for Indian children."""

    protocol: Practice | None
    """A protocol for working with Indian families and children, developed with local Tribes."""
    invited: Practice | None
    """Whether the Tribe is invited to every team meeting for an Indian child."""
    partnerships: Practice | None
    """Partnerships with the American Indian and Alaska Native community."""
    sources: tuple[str, ...]
    """Short names of the sources that show it."""


@dataclass(frozen=True, slots=True)
class Services:
    """What the file says about services beyond the three texts of WIC 16524.8(b)."""

    kinds: Words
    """The kinds of services that children can be linked to."""
    engagement: Practice | None
    """How the child or youth and the caregiver take part in choosing services."""
    prevention: Practice | None
    """How exploitation of children at risk is prevented."""
    promising_practices: Words
    """Practices of other counties that this county follows."""
    specialized_court: Practice | None
    """Whether a court, or a court calendar of its own, hears the cases of these children."""
    lgbtq_youth: Practice | None
    """Which services there are for lesbian, gay, bisexual, transgender, and queer youth."""
    co_location: Practice | None
    """Whether staff of one agency work at the office of another."""
    sources: tuple[str, ...]
    """Short names of the sources that show it."""


@dataclass(frozen=True, slots=True)
class CountyPractice:
    """Every section of practice that a county's file may have."""

    services: Services | None
    """What the file says about services beyond the three texts of WIC 16524.8(b)."""
    identification: Identification | None
    """How children are identified and documented (WIC 16501.35(a))."""
    reporting: Reporting | None
    """The reports that county departments make (Penal Code 11166)."""
    missing_children: MissingChildren | None
    """How children missing from foster care are located (WIC 16501.35(b))."""
    information_sharing: InformationSharing | None
    """Under which law the team shares confidential information."""
    case_planning: CasePlanning | None
    """How partner agencies take part in case planning (WIC 16524.7(c))."""
    funding: Funding | None
    """How CSEC Program funds are used (WIC 16524.7)."""
    training: Training | None
    """Who is trained, and in what (WIC 16501.35(a)(4))."""
    tribes: Tribes | None
    """How the county works with Tribes and for Indian children."""

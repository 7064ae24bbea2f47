"""Texts that may not say what a county does, and texts with the same words that do."""

import time

import pytest

from protocol_builder.law.doubts import Doubt, doubt

REFUSALS = """\
The partners do not provide services.
The county does not provide case management for these children.
No one coordinates cases.
Nobody plans services.
Services are not provided to these children.
Cases are not coordinated.
There is no coordination among the agencies.
There is no case management at this time.
The county has stopped providing services.
The program was discontinued in 2024.
The parties will not provide services.
The agencies cannot offer services to exploited children.
The county is not required to provide services.
Agencies need not coordinate services.
Services have been suspended for lack of funds.
The department is unable to provide services.
The providers decline to provide services.
Services are not available.
No agency provides case management.
The protocol does not address case management.
This Agreement does not cover service planning.
The MOU does not describe how services.
Case management is outside the scope of this protocol.
Service planning is not part of this agreement.
Services fall outside this protocol.
The parties were unable to agree on case management.
The parties could not agree.
Probation did not agree on service planning.
Case management was discussed but no agreement could be reached.
Service planning was considered, but was not adopted.
The MDT does not coordinate case management.
Cases are not coordinated across agencies.
Coordinated case management ended in 2022.
Services stopped.
None of the agencies coordinates.
No agency does this.
Probation opted out of case management.
The department has withdrawn from the team.
Child welfare declines to coordinate cases with probation.
Probation refuses to attend the MDT.
Exploited children are not served by this protocol.
Children are not covered.
We used to coordinate cases through the MDT.
Describe how cases are managed.
The parties do not provide training.
This Agreement does not address reports.
Notice is not given.
Screening was suspended in 2024.
The prоtocol does not address case management.
Nоt yеt dоnе
Each agency manages its own cases; no coordination occurs.
Services exist on paper only.
Agencies do not meet.
The MDT has not met since 2022.
The MDT has never met.
The team stopped meeting.
No meetings have been held.
Meetings are on hold.
Services are minimal or nonexistent.
Services are not consistently provided.
Services are rarely provided.
Services are provided informally, if at all.
Case management is ad hoc, if it happens at all.
It is unclear who provides services.
Nobody knows who coordinates.
Responsibility has not been assigned.
It has not been decided who coordinates cases.
Who coordinates is an open question.
The partners are still discussing who leads.
The partners disagree about case management.
Disputed between the agencies.
Removed at the request of the Sheriff.
Left out at counsel's request.
This section was deleted.
See the state's model.
Same as Los Angeles County.
Same as last year.
Next MOU.
Will be handled later.
It will be handled by a future amendment.
Formerly provided by the Children's Center.
Provided by an agency that closed in 2023.
The provider's contract ended.
The contract has expired.
Funding ended in 2024.
The grant has run out.
We are waiting for guidance from CDSS.
We do not believe that this applies.
We have no CSEC cases.
No children have been identified.
We do not need this.
N/A - small county.
Too small a county.
Not a problem here.
Only for children in foster care.
Only for girls.
Boys are not served.
Undocumented children are not served.
There is no protocol against trafficking.
Each agency plans for itself. No coordination of cases takes place.
Case management is a goal the county looks forward to.
Coordinated case management remains only a goal.
Not at present, though the partners talk about it.
Not yet - the partners will talk about it.
Nothing in this MOU shall be construed to require any party to provide services.
Each agency retains sole discretion whether to provide services.
Agencies may, but need not, coordinate.
As each agency sees fit.
The county recognizes the importance of specialized services for these youth.
The parties agree to meet to discuss how services will be provided.
The provider closed its doors in 2024, and no replacement has been found.
Funding for this program was eliminated in the FY 2025-26 budget.
The county issued an RFP; no proposals were received.
The contract with WestCare lapsed and is out to bid.
The MDT was disbanded in 2022.
Meetings were suspended during COVID-19 and have not resumed.
The MDT is dormant.
A workgroup is drafting this section.
The Board did not approve this section.
County counsel advised against including this section.
As appropriate.
Where feasible.
Within existing resources.
Unchanged.
See Tab 4
The plan forms no multidisciplinary team.
The plan does not form a team.
Omitted from the plan.
No groups were invited.
The Rancheria was not consulted.
Developed without tribal consultation.
Under the old protocol, services were provided to each child.
Each agency works separately.
Each agency handles its own cases by itself.
The county's contract with WestCare expired in 2024.
Meetings are suspended until further notice
Services were provided until 2023.
"""

CONDITIONS = """\
Services will start when funded.
Subject to available funding, the county provides services.
Services are provided subject to the availability of funds.
Services are provided as resources permit.
Services will be provided once the MOU is signed.
Case management will begin in 2027.
Services will be offered next year.
The agencies will coordinate cases when staffing allows.
If funding is available, the county will provide services.
As funding permits, an advocate is assigned.
Contingent upon board approval, the county will provide services.
Services depend on the availability of grants.
The team will meet when positions are filled.
Service planning will be phased in.
Services will be available on July 1, 2027.
Services start after funding is secured.
Case management will start as soon as the contract is signed.
When funds become available, services will be offered.
Services will be provided to the extent that funding allows.
The department offers an advocate. All services are subject to available funding.
"""

CITATIONS = """\
Per WIC 16524.8
Services are provided as required by WIC 16524.8(b).
See Welf. & Inst. Code § 16524.8, subd. (b).
Pursuant to Welfare and Institutions Code section 16524.8(b), as amended.
As required by WIC 16524.7 and 16524.8.
WIC 16524.8(b)
The parties comply with WIC 16524.8.
In accordance with ACL 16-85.
"""

SOUND = """\
The agencies do not share information without consent.
If funding ends, the agencies will meet and agree who serves each child.
Even if funding is reduced, each child keeps an advocate.
Services do not depend on funding or on an open case.
Services continue whether or not funds are available.
Services are not conditional on the child's cooperation with an investigation.
No child is turned away.
No child waits for services until a case is open.
Case management is a goal of every plan: the social worker and the probation officer meet weekly.
Not all agencies meet every week; the social worker and the probation officer do.
No coordination occurs without the child: the advocate asks first.
Agencies meet weekly, and the team does not meet without the child's advocate.
The contract ended in 2024 with one provider, and another provides beds now.
Removed from the home, the child is placed with kin.
Youths who are not served by probation are served by child welfare.
Nobody knows the shelter's address but the worker and the child.
The team has not met a child who was better off in custody.
Agencies rarely meet without the survivor advocate.
It is unclear at first who cares for the child, so the worker asks the child.
No plan has been made for a child without the child.
Only staff who are trained meet the child.
The grant pays for six beds, and the county pays when it ends.
See the table of services in Appendix C.
The next protocol meeting decides on the plan.
No children have been turned away, and none will be.
Children who run away are looked for, and are not punished.
No services are provided against a child's will.
Services are offered as required by WIC 16524.8(b) through an advocate, a clinician, and a nurse.
As WIC 16524.8(b) requires, the team meets within ten days and agrees on one plan.
The team meets when a child is identified and every 30 days after that.
An advocate is called when a child is found.
The agencies do not wait for a child to disclose before they offer services.
The county does not detain children for having been exploited.
Staff do not ask for proof of age.
The department funds the beds, and the provider offers them at any hour.
The committee reviews the budget each year and advises on the use of funds.
Case management begins on the day of identification and continues after the case closes.
Services will begin within 24 hours of the call.
The team will meet once the child is safe.
A plan is made as soon as the child agrees to meet.
A nurse sees the child when one is needed, at any hour.
The worker stays with the child until a bed is available.
Services will be provided by the partners listed in Exhibit A.
Release of records is subject to the approval of the juvenile court.
Sharing is subject to WIC 827.
Each agency pays for its own staff.
The plan is approved by the team before services change.
When the board meets each quarter, it hears how many children were served.
The social worker coordinates each case and keeps one list of tasks.
No meeting is held without the child's advocate.
Nobody plans services without the child.
No one meets the child alone unless the child asks for it.
There is no waiting list and no fee.
There is no case management fee.
Youth who do not have an open case are offered the same services.
The partners do not provide services that blame the child.
The county does not provide services in locked facilities.
The county does not use group care.
The team does not hold meetings at school.
Agencies provide services under WIC 16524.8 and the county's own plan, with one worker for each child.
Funding for beds comes from the program, and two are kept open.
Beds are funded by the county.
Services follow the child when a placement ends.
Staff are trained before they are assigned to a case.
The contract with the provider requires an answer within one hour.
If a provider's contract ends, the county names another before the last day.
Time is set aside at each meeting for the child's own questions.
The protocol does not address placement alone; it covers services too.
This Agreement does not cover the cost of services, which each agency bears.
The protocol does not include a waiting period.
Care outside the county is arranged by the social worker.
Services outside the county follow the child.
If the agencies do not agree on a plan, their supervisors meet the same day.
Agencies that cannot agree on a plan call their supervisors.
The plan was discussed with youth, but was not adopted until survivors had revised it.
Services are not managed by one agency but by the team.
Cases are not coordinated by telephone alone; the team meets.
Services ended by a placement change begin again in the new placement.
Nobody coordinates alone: the social worker and the probation officer do it together.
Youth who opted out of services are offered them again.
A youth who declines to attend the team is asked again.
Children are not served by the program alone; each agency has its part.
The county used to detain these children; now an advocate meets them.
The parties do not provide training without survivors.
Reports are not delayed for a meeting.
Notice is not given to a parent whose notification the court has ended.
Screening is not required before a child gets help.
A report is not a matter of choice.
Workers describe how services can be reached at any hour.
State law defines the team, and the county follows it with its own list.
La joven decide cómo participa en la planificación.
No child is turned away for lack of funding; if the county's funds are spent, the department pays from its general fund.
Under the prior protocol services stopped at 18; today they go on until 21.
The county has no safe house; it contracts for beds in Sacramento County, and a worker drives the child there the same night.
The grant ended in 2024, and the county has paid for the advocate since then from CSEC Program funds.
The MDT does not meet in the courthouse; it meets at the Family Resource Center every other Tuesday.
Mental health care is not delayed while Medi-Cal eligibility is pending.
Crisis response, medical care, therapy, substance use treatment, and housing.
The department provides services now and will expand them next year when funds are available.
Nothing in this section shall be construed to require a child to accept services.
Nothing in this MOU shall be construed to limit a mandated reporter's duty to report.
The provider closed its doors in 2024, and WestCare took over its clients.
Meetings were suspended during COVID-19 and resumed in 2022.
The county issued an RFP in 2022 and contracts with WestCare.
Workers offer services as the child needs and as appropriate to the child's age.
When appropriate, the worker brings the child's Tribe into the meeting.
The contract with WestCare ended in 2024; since then, the county's own clinicians do it.
See Tab 4 for the list; the social worker offers each service at the first visit.
The county recognizes the importance of housing. It pays for two beds at all times.
Title XX and Title XXI funds pay for therapy.
Draft case plans are shared with the youth before each meeting.
Proposed changes in placement are discussed at the team.
The mdt is on call day and night.
Is the child safe? The worker asks this first, and acts on the answer.
The team agrees to meet within 24 hours to decide who will meet the child.
The team agrees to meet to decide which agency will be the lead for each child.
The parties will meet every month to discuss how each child is doing.
The plan has no waiting list; each child gets services at once.
Each agency works separately with the child until the team first meets, on the same day.
The old protocol ended in 2024; under the new one, an advocate meets each child.
All services are subject to the child's agreement.
Workers list what each child needs [see the form](https://example.org/form).
"""

REFUSALS_FURTHER_ON = """\
The partners value coordination; services are not provided.
Coordination matters to all. No one coordinates cases.
Coordination matters; there is no case management at this time.
The parties met in 2024. The parties could not agree on service planning.
All agencies know the need. The program was discontinued in 2024.
All agencies know the need; the protocol does not address case management.
The partners value coordination. The partners do not provide case management.
Workers know the signs. This is not done.
Workers know the signs; the team is listed above. Cases are not coordinated.
"""

SOUND_FURTHER_ON = """\
No one leaves until a plan is made; services are not delayed until 2 p.m.
Probation screens every child at intake. The county does not have a separate screening tool for boys.
Each worker is trained each year; contractors are not trained by the county.
The team coordinates the case. The court does not provide case management.
The team coordinates the case. Probation does not coordinate these cases.
The county contracts with a provider; the department does not provide services.
An open case is not needed; reports are not required.
The county uses one tool. No other tool is used.
Case plans note the services; the source of the report is not recorded.
The county pays for beds. Private insurance is not available.
Beds are kept open at the shelter. Transportation is not provided.
The team meets weekly. There is no waiting list.
An advocate meets the child the same day. Services are not delayed.
The team plans with the child. Services are not provided without the child's agreement.
The team meets weekly; no one plans services alone.
The team meets weekly. No agency plans services without the child.
The protocol covers children at risk. This protocol does not cover adults.
Agencies agree on one plan. If the agencies cannot agree, supervisors meet.
The plan is shared at once; it is not done by mail.
A pilot ended. The team has met weekly since 2019.
"""

UNFINISHED = [
    ("The department will offer ____ to each child.", "____"),
    ("The department offers [list services] to each child.", "[list services]"),
    ("The department offers [Name of provider] to each child.", "[Name of provider]"),
    ("The department [may/shall] offer an advocate.", "[may/shall]"),
    ("The department [will / will not] offer an advocate.", ""),
    ("The department offers XXX to each child.", "XXX"),
    ("Title XX pays for an advocate.", ""),
    ("The department offers TBD to each child.", "TBD"),
    ("The department offers ??? to each child.", "???"),
    ("Does the department still offer an advocate?", "Does the department still offer an advocate?"),
    ("Who is safe? The worker asks this first, and acts on the answer.", ""),
    ("DRAFT - not approved: The department offers an advocate.", "DRAFT"),
    ("[PROPOSED] The department offers an advocate.", "[PROPOSED]"),
    ("Proposed changes are discussed by the team.", ""),
    ("1. [ ] Crisis response\n2. [ ] Advocate", "[ ]"),
    ("Workers leave the list as [] where no one is named.", ""),
    ("1. [x] Crisis response\n2. [ ] Advocate", ""),
    ("Workers use the form [agency list](https://example.org/list).", ""),
]
"""Texts, and what in them is still open."""


def each(texts: str) -> list[str]:
    return texts.strip().split("\n")


@pytest.mark.parametrize("text", each(REFUSALS + REFUSALS_FURTHER_ON))
def test_a_text_that_refuses_a_duty_reads_like_a_no(text: str) -> None:
    found = doubt(text)
    assert found is not None
    assert found.kind == "no"


@pytest.mark.parametrize("text", each(CONDITIONS))
def test_a_text_that_puts_a_duty_off_rests_on_a_condition(text: str) -> None:
    found = doubt(text)
    assert found is not None
    assert found.kind == "condition"


@pytest.mark.parametrize("text", each(CITATIONS))
def test_a_text_that_only_names_the_law_says_nothing_else(text: str) -> None:
    assert doubt(text) == Doubt("citation", text.rstrip(". "))


@pytest.mark.parametrize("text", each(SOUND + SOUND_FURTHER_ON))
def test_a_text_that_says_what_is_done_is_not_doubted(text: str) -> None:
    assert doubt(text) is None


@pytest.mark.parametrize(("text", "words"), UNFINISHED)
def test_a_text_that_is_not_filled_in_is_open(text: str, words: str) -> None:
    assert doubt(text) == (Doubt("open", words) if words else None)


def test_a_long_text_is_read_for_what_its_first_sentence_says() -> None:
    details = (
        "It offers crisis response, medical care, therapy, housing, legal help, and school support to each child. " * 5
    )
    condition = "Subject to the availability of funds, the department will provide services"
    found = doubt(f"{condition}. {details}")
    assert found == Doubt("condition", "Subject to the availability of funds")
    services = "- crisis response\n" * 40
    assert doubt(f"The county does not provide services to these children.\n{services}") == Doubt(
        "no", "The county does not provide services to these children"
    )
    assert doubt(f"The county does not yet have a shelter, and pays for beds elsewhere. {details}") is None


def test_only_the_first_sentence_is_read_for_a_condition() -> None:
    assert doubt("An advocate meets the child at once. More beds will be offered when funding is available.") is None
    assert doubt("More beds will be offered when funding is available. An advocate meets the child at once.") == Doubt(
        "condition", "More beds will be offered when funding is available"
    )


def test_no_text_takes_long_to_read() -> None:
    begun = time.process_time()
    for word in ("16524 ", "per ", "(a)", "when funding is ", "subject to ", ", ", "services ", "1", "will be "):
        for end in ("zebra", ""):
            doubt((word * 400)[:390] + end)
    assert time.process_time() - begun < 5

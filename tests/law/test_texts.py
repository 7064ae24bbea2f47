"""Each list of texts that say nothing, or no, on both sides of its line, read alike by Python and by the validators."""

import re
import time

import jsonschema
import jsonschema_rs
import pytest

from protocol_builder import resources
from protocol_builder.law import phrases, texts
from protocol_builder.reading.loader import load_yaml

PLACEHOLDERS = """\
To follow.
Details to follow
asdf
ASDFGH
qwerty
zxcvbn
See policy 4.2
Refer to the county manual, section 12.
T.B.D.
N-A
To-do
❌
👎
Services are given by the partners, including TODO
[insert name of shelter] keeps four beds.
\u200b
\u00ad \u2060
\u2800
\u3164
☒\ufe0f
✅
\uf0a8
Click or tap here to enter text.
Click here to enter a date.
Choose an item.
«Title»
#REF!
#NAME?
#N/A
Error! Reference source not found.
TODO
TODO: ask BH
TBD
tbd by the director
N/A
n/a.
NA
N.A.
Not applicable
To be determined
to be added
???
?
-
—
___
xxx
XXX
…
...
[Name of post]
<insert title>
(title here)
{title}
[TITLE]
[ ]
placeholder
Placeholder text
See attached
see exhibit B
See Exhibit B.
See Attachment A
Please see attached
see appendix 3
Refer to the attached
Same as above
ditto
insert name
Insert name here
(insert title)
Job title
[Agency name]
your text here
Name of agency
Attached
Staff call the family, and …
The team agrees on one plan that …
relatives, friends, and...
housing to …
Fill in
Enter the title here
lorem ipsum dolor sit amet
To come
coming soon
TBD - TBA
(TBD)
[TBD]
"TBD"
unknown
Don't know
TBD/N/A
"""
"""What holds a place, or is left of an example."""

VACANCIES = """\
Intentionally left blank
0
12-34
Vacant
VACANT
vacancy
(vacant)
[Vacant]
Vacant position
Position vacant
Currently vacant
Position is currently vacant
None
none yet
None at this time
None assigned
Unfilled
Open position
Open
Pending
Pending hire
To be hired
To be appointed
Not yet appointed
Not yet hired
Not assigned
No one
Nobody
No one yet
No one appointed
Under recruitment
Recruitment in progress
Recruiting
In recruitment
Vacant since 2024
Vacant (since January 2025)
Vacant - recruitment in progress
Vacant / TBD
Declined
Declined to participate
Does not participate
not participating
No representative
no designee
Vacant until filled
nil
false
Not yet
To be named
Awaiting appointment
Pending board approval
Position open
vacant as of 2026-01-01
Unassigned
No member yet
--vacant--
***Vacant***
Not represented
Hiring
Seat is empty
Not filled
"""
"""What names no one."""

REFUSALS = """\
Intentionally left blank
(This section is intentionally left blank.)
No ❌
Nobody does.
We opted out of this.
Declined by the board.
Unfunded
Irrelevant.
Subject to funding.
If time allows.
Funding permitting
Once the protocol is adopted.
After the board votes.
By the end of 2027
2027
Hopefully next year
No cases so far.
We have no such children.
This is not required by law.
The law does not require this.
We are exempt.
The county complies with the law.
Business as usual
off
false
None yet
Under review
There is no protocol.
No
no.
NO!
Never
not yet
Not yet adopted
Not yet decided
in development
In development.
under development
to be developed
To be developed in 2027
planned
Planned for 2027
Planned for next year
We do not
We don't
We don’t have one
We have none.
No protocol
No protocol exists.
No such protocol
There is none
There is no such policy yet
[ ] yes [x] no
[x] No
( ) Yes (x) No
☐ Yes ☒ No
Yes ☐ No ☒
N
No / not yet
None (planned)
[No]
(none)
- no
Pending
Pending board approval
Not in place
Not done
Not applicable yet
not currently
Not at this time
Currently not available
The county does not have a protocol
We plan to adopt one
The county plans to adopt a policy next year.
Being developed
being drafted
On hold
Deferred
Does not apply
It is not done
This is not done
Not documented
None at this time
No policy yet
No written policy
Not required
Nothing
nope
Awaiting approval
In draft
Draft
Work in progress
Future goal
We have not adopted a policy
Has not been adopted
not provided
No services are provided.
Reserved
Lacking
undecided
n
No.
Not applicable
N/A at this time
Not in our county
Not our practice
Not something we do
We do not do this
We don't do this
This is not done here
We have no protocol for this
None exists
None in place
Does not exist
No formal protocol
No formal policy yet
Nothing formal
Nothing formal yet
Nothing in writing
No written procedure exists at this time
Not yet in place
Not yet; planned for 2027
In progress
in process
Pending.
Pending approval
Pending Board action
Awaiting counsel review
Under legal review
Under review by county counsel
Being reviewed
Draft in progress
Draft only
Coming in 2027
Coming soon
FY 2026-27
Next year
Future
Phase 2
Planned
planned.
Will be developed
To be developed
To be determined
TBD
We will develop one
The county will develop a protocol
We are working on it
Working on it
We hope to
We plan to
Intended
Goal
See above
See attached policy
See Exhibit C
See MOU
See policy
See policy manual
Same
As above
(see attachment)
placeholder
Lorem ipsum
text
xxx
...
[ ]
[X] no [ ] yes
☐ yes ☑ no
No ☑
yes/no
Y/N
Yes
yes
YES.
Y
true
Done
Sometimes
Partially
Maybe
Unknown
Not sure
?
Optional
If funds allow
When funding is available
Not funded
Lack of funding
No funding
No resources
Not required by law
Not legally required
Exempt
Waived
Rejected
Denied
Suspended
Discontinued
Ended
Expired
Removed
Deleted
Skipped
Omitted
Vacant
Nil
0
zero
-
—
Nope
Negative
Never happened
It never happens
Hardly ever
There is no such thing
There's no protocol
There isn't one
There isn't any protocol
We lack a protocol
The protocol does not cover this
This protocol does not address it
Not addressed
Not addressed in this protocol
Not covered
Silent
The MOU is silent on this
No information
No data
Information not available
Not available
Not known
No se hace
No aplica
Ninguno
"""
"""What says no, not yet, nothing, or only yes."""

NOTHING = """\
Reserved.
[Reserved]
Reserved for future use
Omitted
Intentionally left blank
This section intentionally left blank.
N/A
<!-- nothing -->
<!-- a --> <!-- b -->
[//]: # (nothing)
Section 6.1 Reserved.
6.1 Reserved
*Reserved.*
# Reserved
Deleted
None.
Not used
Intentionally omitted.
TBD
This clause is deleted in its entirety.
Does not apply.
This article has been removed.
-
Not applicable.
No.
Void
Left out by agreement of the parties
There is no protocol.
[comment]: # (x)
&nbsp;
# Protocol team
<p></p>
The parties agree to omit this section.
Waived
No protocol team.
~~Protocol team~~
"""
"""What takes a clause away."""

NAMES = """\
Jefe de Libertad Condicional
管理者
Select Committee Chair
Choose Well Program Manager
Sheriff\u00ad-Coroner
Officer 12
Director of Social Services
Deputy Director, Children and Family Services
Chief
Sheriff
Sheriff-Coroner
Undersheriff
Presiding Judge of the Juvenile Court
Judge
Bench Officer
Commissioner
Staff Attorney
Staff Analyst
County Counsel
Deputy
PHN
Public Health Nurse (Foster Care)
On-Call Supervisor
On-Duty Watch Commander
Watch Commander on duty
Open Cases Supervisor
Hiring Manager
Recruitment Coordinator
Placement and Recruitment Supervisor
Resource Family Recruitment Manager
Director or designee
Acting Director
Interim Chief Probation Officer
Executive Director (acting)
Representative
Member of the Board
Chair
Position 12, Analyst
Program Manager, Never Alone
Office of the Director
Board of Supervisors
Board
Agency Director
Department Head
Title IX Coordinator
Name Change Clinic Attorney
Test Coordinator
Blank Foundation
N. A. Smith Center
NA Program Coordinator
X Program
County Office of Education
Vacation Relief Supervisor
Unit Supervisor, Vacant and Abandoned Vehicles
Open Arms
No Limits Youth Center
Not On Our Watch
None Left Behind
Pending Justice Project
Off-Site Supervisor
True North
On Track
Yes We Can Youth Services
Attached Hearts
Exhibit Manager
Draft Horse Therapy
TK Center
Same Day Services
Unknown Soldier Home
Leave No One Behind
Frozen Section Lab
Someone to Talk To
Posted Officer
HR Director
Process Server
Response Team Lead
Search and Rescue Lead
Selection Board Chair
Assigned Deputy
Assigned Social Worker
Designated Representative
Appointed Counsel
Court-Appointed Special Advocate
Selected Member
Named Designee of the Sheriff
Available Social Worker
Person on call
Member
Active Duty Liaison
Director
Director (vacant)
Open Door Clinic
Opening Doors
None of Your Business Club
Deputy, Vacant Property Unit
Recruitment Manager
Representative of the Board
Interim Director
Officer, N/A-Unit
Chair of the Board
Presiding Judge
Not for Sale Project
On-call Supervisor
Duty Officer
Designee of the Director
Person in charge
Pending Cases Unit
Never Again Project
Process Coordinator
No Wrong Door Program Manager
Open Table
Open Society Advocate
"""
"""Names and titles, however they look."""

ANSWERS = """\
No program is unfunded
Nobody is declined
No service is paused
When the plan is reviewed
When the child is found
Pending placement, the child stays with kin
Once a week, by the worker
Subject to the court’s order, the worker visits each week
No child is exempt
Weekly ✔
❗ Within the hour, by two workers
No youth is arrested for prostitution; officers call the hotline instead.
No single agency decides alone.
No information leaves the team without consent.
No records are shared by email.
No appointment is needed.
No referral is refused.
No fee is charged.
Not without an advocate in the room.
Not later than the next business day, by telephone.
Not by email; only by secure portal.
None of the partners may share it further.
Nothing is written down that could identify the child.
Never by text message.
Never alone: two workers go.
Nobody is discharged without a safety plan.
Pending placement, the child stays at the receiving home with an advocate.
Pending the investigation, siblings are visited weekly.
Planned together with the youth at each meeting.
Planned respite is offered to caregivers.
Under the direction of the lead social worker, partners meet weekly.
Under review every month by the team, each plan is adjusted.
In progress notes, workers record each contact.
In development of the case plan, the youth speaks first.
Draft plans go to the youth first.
The plan is reviewed monthly and is never final.
Data are entered within two days.
The tool is used at intake.
The county has a written protocol, adopted in 2019.
There is a standing protocol; workers follow it.
A protocol is in place.
Yes, by the intake worker within two days.
We do, at each face-to-face contact.
Staff do not close the referral until the child is seen.
The worker will develop a safety plan with the child.
The team will establish contact within two hours.
The county will provide services for as long as they are needed.
Services will be provided by Example Youth Services.
Training will be provided by the county.
To be reviewed every six months, the plan is kept in the file.
The court is notified, and no report is delayed for it.
There are no exceptions.
There is no wrong door.
There is no limit on the number of visits.
There is no waiting list for services.
There is no time limit on services.
There is no need for a referral to receive services.
The department does not require a police report for services.
We do not require consent to report.
The county does not charge for services.
We have no waiting list.
We have no tolerance for blame.
The agency has no requirement of sobriety for treatment.
Children who do not have a plan are seen first.
A child who is not yet 18 is served.
Youth not currently in care are served too.
The child is not currently in school, so the liaison enrolls the child.
Where a plan is not in place, the worker makes one.
If no tool is available, workers use judgment.
Screening is done at intake and is not optional.
Training is required and is not voluntary.
Consent is in writing. No consent, no disclosure.
All of them, always.
By the worker, as soon as it is known.
As required by Penal Code 11166.
As needed, and at least monthly.
Done by the social worker at intake.
On request of the youth.
Completed by the worker within 10 days.
Required of every contractor by contract.
Reserved beds are kept at two homes.
Omitted names protect the child.
Optional for the youth, never for staff.
Silent alarms are placed in the drop-in center.
Future planning is part of each meeting.
Partially by the county, partially by the provider.
See the county's missing youth protocol of 2021, which lists each step.
Text messages, calls, and visits.
Policies are reviewed each year; the next review is in 2027.
Working on trust first, the advocate visits weekly.
The plan is being developed with the youth at the first meeting.
Each plan is developed by the team.
A safety plan is to be developed with each child within two days.
The parties agreed on one form.
Reports are not delayed.
Names are not used.
Services are offered, not required.
Stopped cars are searched only with consent.
Until 2023 the county had one advocate; it has had three since.
No longer than two hours passes.
Only on paper forms that are kept locked.
Nothing in this article limits a worker's duty to report.
This article is binding on each party.
This article binds each agency that signs.
Each agency follows its own policy of 2024, which has a worker call within two hours.
The parties comply with the law by calling the hotline at once.
No training is given without a survivor as trainer.
Services are offered in other counties too, under an agreement with them.
Not only at intake: at each contact.
Two workers, one from each department.
Case plan
CWS/CMS
WestCoast CSE-IT
SDM hotline tool
Weekly
Monthly by the team
Section 4 of the MOU
No child is turned away.
Nothing is decided without the youth
are not treated as offenders
Children are not treated as offenders.
Not yet adults are served too.
No wrong door.
No child waits for one plan; not yet adopted plans are read to the child.
No federal official receives juvenile information unless the court orders it.
Never without an advocate
Services are planned with the team.
Services are planned by the team.
All staff are trained, not only county staff.
Records are kept apart.
The plan is reviewed by the team every month
No youth is left alone
Nobody goes back to an unsafe place.
Information is not shared outside the team.
No one is refused
None of the siblings is told by mail
We do not wait for a report
A plan for each child
Partners plan services together
Data is recorded in CWS/CMS
Written reports only
In the case plan
Documented in the case plan
At each review
No report is delayed
In writing
Offered at first contact
Quarterly
By policy 12-3
Not only dependents but all wards
No plan is made without the youth
Nothing about us without us
Yearly training
Trained every year
On return
Screening tool WestCoast CSE-IT
Under the court's order
The worker is never alone with the child
Pending the court's order the child stays with kin
No force is used
Through the 24-hour line, which is never off
Yes, by the worker at intake
Always by two workers
Done by the worker
On request
In place since 2019
By law
"""
"""Texts that say how, however they begin."""

CLAUSES = """\
TODOS los niños are served.
See [your rights](https://example.org/rights).
The Protocol Team has the seats that the law names.
No clause of this agreement limits a duty.
The team is not a party to this agreement.
Each party reserves its rights under the law.
Records kept by the county are not removed.
The Sheriff has a seat on the team.
This section applies to the county.
Such records are not deleted by the county.
The board of the county has adopted this article by agreement of the parties.
<b>The team meets.</b>
The county reserves a seat.
No report is omitted.
The county reserves its rights.
The parties meet.
Those who serve on the team are listed in Exhibit A.
No difference delays a report.
The team is the one that the law requires.
<!-- note --> The team meets monthly.
No child is left out.
The seats are those of WIC 16524.8(a)(1).
Records are not deleted.
"""
"""Clauses, however they begin."""

DOUBTFUL = """\
No (see notes)
No, see notes
N - see section 4
Stopped in 2024
Discontinued in 2024 due to budget
Until 2023
Unmet
Not compliant
No longer
0 of 12
Only on paper
We stopped this in 2024.
Probation has opted out of this.
No training is given.
Nothing in this article is binding.
This article is not binding on any party.
This clause does not bind any agency.
This article is advisory only.
The department may dispense with any of these duties.
Each agency follows its own policy.
The parties will comply with the law.
The parties comply with all applicable laws and regulations.
Services are offered in other counties.
Providers are located in neighboring counties.
The team is planned for 2027.
The first training is expected to start in July 2027.
Probation refuses to participate.
Public health withdrew.
The county has yet to adopt one.
Work on this has not begun.
No agreement was reached.
We are still deciding.
The committee will look into this.
The county elects not to screen children.
There have been no cases in our county.
There is no written protocol for this in the county yet.
We do not yet have a protocol, but workers screen each child.
The protocol is under development by the steering committee.
The county plans to adopt a screening tool next year.
The department does not have a policy on this subject at present.
Children at risk are not identified.
The county has not adopted a protocol on missing children.
At present there is no training for workers on this.
No protocol has been adopted for missing children.
The team will develop a protocol for this.
Probation has no written procedure.
We are working on a policy.
A protocol on missing children is being drafted by probation.
Staff are not yet trained.
The county does not currently screen children.
The court has none.
To be determined by the steering committee once formed.
The Probation Department lacks a formal process for this.
El Dorado County does not have a written policy.
"""
"""Longer texts that read like a no."""

NOT_DOUBTFUL = """\
There is no separate tool: the CSE-IT is used for all children.
The county has no separate system; children are entered in CWS-CARES.
The team will discuss each case with the youth.
Federal officials do not take part.
The court does not participate in a child's team.
The worker does not refuse to call.
No child is turned away.
Nothing is decided without the youth.
Children are not treated as offenders.
Not yet adults are served too.
Children who are not yet adults are served too.
If a child is not yet known to probation, the worker calls probation.
There is no wrong door for services.
There is no charge for services.
No plan is adopted without the youth.
No services are provided without the child's consent.
The team does not have to wait for a court action.
We do not share records.
The team plans each meeting with the youth.
All services are planned with the youth.
The team will develop a plan with each child.
Information is not given to anyone outside the team.
There is no waiting list.
The worker does not wait for a report number.
Youth who have not yet disclosed are met with patience.
The county has no tolerance for delay.
When the tool is not available, the worker asks.
Where there is none, a supervisor decides.
The county does not have a single door; each agency refers.
Staff do not have to prove exploitation before a service is offered.
The plan is not shared without consent.
Workers who are not yet trained are accompanied.
A child who is not in place is looked for.
The team has not only clinicians but survivors.
A record is not provided to anyone but members.
"""
"""Longer texts that promise something, in words that a no has too."""


def each(lines: str) -> list[str]:
    return lines.splitlines()


@pytest.mark.parametrize("text", each(PLACEHOLDERS))
def test_a_placeholder_says_nothing(text: str) -> None:
    assert texts.is_placeholder(text)


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("TODO", ""),
        ("TODO: ask BH", ""),
        ("- TODO", ""),
        ("[insert name]", ""),
        ("By TODO and others", "TODO"),
        ("[insert name] keeps four beds.", "[insert name]"),
        ("The worker calls [your rights](https://example.org) back.", ""),
    ],
)
def test_what_is_left_open_in_a_longer_text_is_named(text: str, part: str) -> None:
    assert texts.left_open(text) == part


@pytest.mark.parametrize("text", each(VACANCIES))
def test_a_vacancy_names_no_one(text: str) -> None:
    assert texts.is_vacancy(text)


@pytest.mark.parametrize("text", each(NAMES))
def test_a_name_names_someone(text: str) -> None:
    assert not texts.is_vacancy(text)


@pytest.mark.parametrize("text", each(REFUSALS))
def test_a_short_no_or_yes_does_not_say_how(text: str) -> None:
    assert texts.is_refusal(text) or texts.is_bare_yes(text) or texts.is_placeholder(text)


@pytest.mark.parametrize("text", each(ANSWERS))
def test_an_answer_that_begins_like_a_no_is_one(text: str) -> None:
    assert not texts.is_refusal(text)
    assert not texts.is_bare_yes(text)
    assert not texts.is_placeholder(text)
    assert texts.may_say_no(text) == ""


@pytest.mark.parametrize(
    ("text", "nothing"),
    [
        ("# Case management", True),
        ("## Case management\n\n### Meetings\n", True),
        ("<!-- see the county's policy -->\n&nbsp;", True),
        ("~~The team meets each week.~~", True),
        ("#1: the worker calls the hotline", False),
        ("# Case management\nThe team meets each week.", False),
        ("The team meets each week. <!-- or more -->", False),
    ],
)
def test_a_heading_alone_does_not_say_how(text: str, nothing: bool) -> None:
    assert texts.prints_nothing(text) == nothing


@pytest.mark.parametrize("text", each(NOTHING))
def test_a_clause_is_not_replaced_by_nothing(text: str) -> None:
    assert texts.is_nothing_instead_of_a_clause(text)


@pytest.mark.parametrize(
    "text",
    [
        "## Missing children\n\nNot applicable.",
        "**Training**\nReserved.",
        "# 5\n## Services\n\n*Omitted by agreement.*",
    ],
)
def test_a_heading_above_nothing_says_nothing(text: str) -> None:
    assert texts.is_nothing_instead_of_a_clause(text)
    assert not texts.is_nothing_instead_of_a_clause(f"{text}\n\nEach worker calls the hotline.")


@pytest.mark.parametrize("text", each(CLAUSES))
def test_a_clause_with_such_words_is_one(text: str) -> None:
    assert not texts.is_nothing_instead_of_a_clause(text)


@pytest.mark.parametrize("text", each(DOUBTFUL))
def test_a_longer_text_that_reads_like_a_no_is_doubted(text: str) -> None:
    assert texts.may_say_no(text) or texts.is_refusal(text) or texts.is_placeholder(text)


@pytest.mark.parametrize("text", each(NOT_DOUBTFUL))
def test_a_longer_text_that_promises_something_is_not_doubted(text: str) -> None:
    assert texts.may_say_no(text) == ""
    assert not texts.is_refusal(text)


@pytest.mark.parametrize(
    ("title", "doubted"),
    [
        ("Director (vacant)", True),
        ("Former Sheriff", True),
        ("Retired Chief Probation Officer", True),
        ("Sheriff (former)", True),
        ("Chief (retired)", True),
        ("Ex-Sheriff", True),
        ("Acting Sheriff", False),
        ("Retired Annuitant", False),
        ("Former Foster Youth Mentor", False),
        ("Director of Former Foster Youth Services", False),
        ("Executive Director", False),
        ("Exchange Officer", False),
        ("Past President", False),
        ("Director - Vacant", True),
        ("Director, to be hired", True),
        ("Director TBD", True),
        ("Sheriff (declined to participate)", True),
        ("Sheriff (declined)", True),
        ("Sheriff - no response", True),
        ("Sheriff (hasn't responded)", True),
        ("Sheriff (has not yet confirmed)", True),
        ("Sheriff, invited", True),
        ("Sheriff?", True),
        ("Sheriff (?)", True),
        ("Sheriff, or a captain whom the Sheriff confirms", False),
        ("First Response Coordinator", False),
        ("Responder on Duty", False),
        ("Clinician (recruitment in progress)", True),
        ("Interim Director", False),
        ("Recruitment Manager", False),
        ("Director, appointed by the Board", False),
        ("Unit Supervisor, Vacant and Abandoned Vehicles", False),
        ("Formerly Sheriff", True),
        ("Sheriff (until 2025)", True),
        ("Sheriff, starting 2027", True),
        ("Captain - will be appointed", True),
        ("Sheriff (resigned; seat empty)", True),
        ("Sheriff - opted out", True),
        ("Left the team", True),
        ("Has not joined", True),
        ("N/A until 2027", True),
        ("Por determinar", True),
        ("Director of Starting Points", False),
        ("Left Coast Program Director", False),
        ("Captain, on leave, not replaced", True),
        ("Captain, on sabbatical", True),
        ("Captain (on leave)", True),
        ("Director on medical leave", True),
        ("Detective, when available", True),
        ("Detective (as available)", True),
        ("Sergeant, subject to availability", True),
        ("Sergeant (staffing permitting)", True),
        ("Sheriff, joining in 2027", True),
        ("Sheriff (joins in January 2027)", True),
        ("Captain (will join next year)", True),
        ("Captain - no successor", True),
        ("Captain (not replaced)", True),
        ("Captain (expected to join in 2027)", True),
        ("Captain, if staffing permits", True),
        ("Leave Coordinator", False),
        ("Acting Director (the Director is on leave)", False),
        ("Availability Coordinator", False),
        ("Manager of Family Leave and Benefits", False),
        ("Attending Physician", False),
        ("Captain, Field Services", False),
        ("Director of Joint Operations", False),
        ("Deputy Director, Replacement Services", False),
        ("Joining Forces Coordinator", False),
        ("Sheriff or designee", False),
        ("Deputy Public Defender, when a child has counsel", False),
        ("Sheriff [proposed]", True),
        ("Proposed: Sheriff", True),
        ("Sheriff - proposed member", True),
        ("Captain, temporarily unrepresented", True),
        ("Sheriff (MOU unsigned)", True),
        ("Sheriff – awaiting letter of commitment", True),
        ("Sheriff (letter pending)", True),
        ("Chief Deputy; has stepped down", True),
        ("Sheriff, stepped down", True),
        ("Retired 2024", True),
        ("Director, deceased", True),
        ("Captain, transferred out", True),
        ("Captain (reassigned)", True),
        ("Captain - no longer assigned", True),
        ("Captain, suspended", True),
        ("Director - terminated", True),
        ("Director (search underway)", True),
        ("Executive search in progress", True),
        ("Sheriff (non-participating)", True),
        ("Nonparticipating: Sheriff", True),
        ("Sheriff (does not sit)", True),
        ("Sheriff, pending MOU", True),
        ("Whoever is hired", True),
        ("Future Director", True),
        ("Incoming Director", True),
        ("Director-elect", True),
        ("Sheriff, if he agrees", True),
        ("Sheriff (asked)", True),
        ("Sheriff - under discussion", True),
        ("Seat under negotiation", True),
        ("Sheriff refuses", True),
        ("Sheriff (opposed)", True),
        ("Sheriff (boycotting)", True),
        ("Someone from Probation", True),
        ("Anyone available", True),
        ("Sheriff (seat not yet accepted)", True),
        ("Sheriff; participation uncertain", True),
        ("Attorney for Unrepresented Minors", False),
        ("Counsel for children not represented by the Public Defender", False),
        ("Advocate, if the youth agrees", False),
        ("Deputy Director, Absent Parent Unit", False),
        ("Deputy Director - Transferred Cases", False),
        ("Director of Future Programs", False),
        ("Supervisor, Terminated Parental Rights Unit", False),
        ("Captain, Missing and Suspended Persons Unit", False),
        ("Search and Rescue Coordinator", False),
        ("Sheriff or someone whom the Sheriff names", False),
        ("Sergeant, assigned to the unit", False),
        ("Manager of Contracts and Agreements", False),
        ("Director, Pending Cases Division", False),
        ("Elected Sheriff", False),
        ("Captain - seat open", True),
        ("Captain (position unfunded)", True),
        ("Captain (position not funded yet)", True),
        ("Captain (seat offered)", True),
        ("Captain (has not agreed to serve)", True),
        ("Captain (hasn't been asked)", True),
        ("Deputy (when hired)", True),
        ("Represented by Child Welfare", True),
        ("Sheriff, effective July 1, 2027", True),
        ("Sheriff (phase 2)", True),
        ("Sheriff to designate", True),
        ("Sheriff, pending Board resolution", True),
        ("Clinician (laid off)", True),
        ("Clinician, position cut", True),
        ("0.0 FTE Clinician", True),
        ("Clinician (maternity leave)", True),
        ("Clinician (interviews underway)", True),
        ("Clinician, interviews underway", True),
        ("Clinician (offer extended)", True),
        ("Clinician (in background)", True),
        ("Sheriff or none", True),
        ("County does not have a sheriff's representative", True),
        ("Sheriff (declined to sign)", True),
        ("Superior Court (has withdrawn)", True),
        ("Behavioral Health - not participating", True),
        ("Provider to be selected", True),
        ("To be named by the Sheriff", True),
        ("Sheriff (or Undersheriff when on leave)", False),
        ("Clinician (currently assigned from Adult Services)", False),
        ("Captain (rotates every two years)", False),
        ("Clinician (covering maternity leave)", False),
        ("Undersheriff, authorized to appoint a designee", False),
        ("0.5 FTE Clinician", False),
        ("1.0 FTE Clinician", False),
        ("Sergeant, Court Services", False),
        ("Director of Social Services or designee", False),
        ("Deputy Director (effective communications)", False),
        ("Chief of Interviewing", False),
        ("Background Investigations Sergeant", False),
        ("Reserve Deputy", False),
        ("Deputy, once appointed", True),
        ("Deputy (upon hiring)", True),
        ("Captain, nominee", True),
        ("Nominee", True),
        ("Chief Probation Officer, ex officio", False),
        ("Chief Probation Officer (ex-officio member)", False),
        ("Presiding Judge or nominee", False),
        ("Captain (seat open to the public)", False),
        ("Deputy, when appointed by the Sheriff", False),
        ("Chief Probation Officer, appointed by the presiding judge", False),
        ("Clerk of Seat and Post Offers", False),
    ],
)
def test_a_longer_title_with_words_of_a_vacancy_is_doubted(title: str, doubted: bool) -> None:
    assert texts.may_be_vacant(title) == doubted
    assert not texts.is_vacancy(title)


@pytest.mark.parametrize(
    ("note", "words"),
    [
        ("Vacant since 2025", "Vacant since 2025"),
        ("Has stepped down", "Has stepped down"),
        ("Stepped down in 2024", "Stepped down in 2024"),
        ("Passed away in 2023", "Passed away in 2023"),
        ("Transferred in 2024", "Transferred in 2024"),
        ("Reassigned; no replacement", "Reassigned"),
        ("No longer assigned to the unit", "No longer assigned to the unit"),
        ("Search underway", "Search underway"),
        ("Participation under discussion", "Participation under discussion"),
        ("Awaiting signed commitment letter", "Awaiting signed commitment letter"),
        ("Awaiting the board's appointment", "Awaiting the board's appointment"),
        ("MOU not signed", "MOU not signed"),
        ("Has not signed", "Has not signed"),
        ("Has not agreed to take part", "Has not agreed to take part"),
        ("Position unfunded", "Position unfunded"),
        ("Position eliminated in 2025", "Position eliminated in 2025"),
        ("Proposed", "Proposed"),
        ("Proposed member", "Proposed member"),
        ("Non-participating", "Non-participating"),
        ("Not participating at this time", "Not participating at this time"),
        ("Will be asked", "Will be asked"),
        ("Has been asked", "Has been asked"),
        ("To be asked", "To be asked"),
        ("Retired in 2024", "Retired in 2024"),
        ("Retired", "Retired"),
        ("Deceased", "Deceased"),
        ("Terminated", "Terminated"),
        ("Nobody attends", "Nobody attends"),
        ("No one has come since 2023", "No one has come since 2023"),
        ("The seat has been empty since June", "The seat has been empty since June"),
        ("Not seated", "Not seated"),
        ("Unfilled", "Unfilled"),
        ("Declines to participate", "Declines to participate"),
        ("Refuses", "Refuses"),
        ("Opposed to the protocol", "Opposed to the protocol"),
        ("Suspended participation in 2024", "Suspended participation in 2024"),
        ("Paused participation", "Paused participation"),
        ("Participation suspended", "Participation suspended"),
        ("Membership lapsed", "Membership lapsed"),
        ("Agreement lapsed; does not attend", "does not attend"),
        ("Was removed from the team", "Was removed from the team"),
        ("Removed from the team in 2024", "Removed from the team in 2024"),
        ("Expelled", "Expelled"),
        ("Resignation effective May 1", "Resignation effective May 1"),
        ("Quit", "Quit"),
        ("Position abolished", "Position abolished"),
        ("On administrative leave", "On administrative leave"),
        ("Out on disability", "Out on disability"),
        ("Incarcerated", "Incarcerated"),
        ("Under investigation; not attending", "not attending"),
        ("Not attending", "Not attending"),
        ("Unable to attend", "Unable to attend"),
        ("Cannot attend", "Cannot attend"),
        ("Too busy to attend", "Too busy to attend"),
        ("Never responded", "Never responded"),
        ("Did not respond to the invitation", "Did not respond to the invitation"),
        ("No answer from the Sheriff", "No answer from the Sheriff"),
        ("Not yet", "Not yet"),
        ("Pending", "Pending"),
        ("TBD", "TBD"),
        ("Unknown", "Unknown"),
        ("Transferred from Probation in 2024", ""),
        ("Not available on weekends", ""),
        ("Cannot attend without the child's consent", ""),
        ("The clinician is reassigned each year", ""),
        ("Retired sergeants serve as mentors", ""),
        ("Searches the database for missing children", ""),
        ("Signs the confidentiality statement", ""),
        ("Has not signed for other agencies", ""),
        ("Answers within a day", ""),
        ("Pending cases are reviewed first", ""),
        ("Participation is voluntary", ""),
        ("Membership renews each year", ""),
        ("Nobody attends without training", ""),
        ("Declines cases outside the county", ""),
        ("Waiting for a decision of the court, the clinician stays with the child", ""),
        ("Vacant while recruitment is under way.", "Vacant while recruitment is under way"),
        ("Sits on the team since 2019. The position is frozen.", "The position is frozen"),
        ("Seat is empty until a new sheriff is elected", "Seat is empty until a new sheriff is elected"),
        ("has withdrawn", "has withdrawn"),
        ("Withdrew from the protocol", "Withdrew from the protocol"),
        ("no longer a member", "no longer a member"),
        ("Does not take part.", "Does not take part"),
        ("does not attend meetings", "does not attend meetings"),
        ("declined", "declined"),
        ("has not yet joined", "has not yet joined"),
        ("To be appointed in spring", "To be appointed in spring"),
        ("Not yet a member; the board decides in May", "Not yet a member"),
        ("Does not take part in an individual child's case", ""),
        ("Does not attend when a family objects", ""),
        ("If the position is vacant, the Assistant Director sits in", ""),
        ("During a vacancy, the designee attends", ""),
        ("Filled in 2025 after the position was vacant for a year", ""),
        ("Leads the work on vacant lots", ""),
        ("The deputy's position is vacant", ""),
        ("Children decline services without losing them", ""),
        ("By invitation for cases in the unincorporated area", ""),
        ("Has not attended since 2023", "Has not attended since 2023"),
        ("Will join in 2027", "Will join in 2027"),
        ("Invited", "Invited"),
        ("Has been invited", "Has been invited"),
        ("To be invited", "To be invited"),
        ("Invited to join the team in 2026", "Invited to join the team in 2026"),
        ("Will attend from July 2027", "Will attend from July 2027"),
        ("Expected to join next year", "Expected to join next year"),
        ("Joining in January 2027", "Joining in January 2027"),
        ("Joins the team in 2027", "Joins the team in 2027"),
        ("Hasn't attended in two years.", "Hasn't attended in two years"),
        ("Never attended", "Never attended"),
        ("Has yet to attend", "Has yet to attend"),
        ("Has yet to attend training on the tool", ""),
        ("Term ended in 2022", "Term ended in 2022"),
        ("The term ends in 2028", ""),
        ("Membership pending", "Membership pending"),
        ("Membership pending since May", "Membership pending since May"),
        ("Reports on pending cases", ""),
        ("On sabbatical until June", "On sabbatical until June"),
        ("Has never joined", "Has never joined"),
        ("Rarely attends", "Rarely attends"),
        ("Stopped attending in 2023", "Stopped attending in 2023"),
        ("Last attended in 2022", "Last attended in 2022"),
        ("On leave", "On leave"),
        ("On maternity leave since June; not replaced", "On maternity leave since June"),
        ("(On leave until March)", "(On leave until March)"),
        ("Absent since 2024", "Absent since 2024"),
        ("Inactive", "Inactive"),
        ("Invitation sent 2026-10-01", "Invitation sent 2026-10-01"),
        ("No response yet", "No response yet"),
        ("Awaiting a response", "Awaiting a response"),
        ("Has not responded", "Has not responded"),
        ("Unconfirmed", "Unconfirmed"),
        ("Tentative", "Tentative"),
        ("will take part once hired", "will take part once hired"),
        ("May join in 2027", "May join in 2027"),
        ("Does not participate at this time", "Does not participate at this time"),
        ("Sits in from 2024. Has not been replaced", "Has not been replaced"),
        ("no replacement", "no replacement"),
        ("Has not attended for over a year", "Has not attended for over a year"),
        ("will be added in fall 2027", "will be added in fall 2027"),
        ("Will join soon", "Will join soon"),
        ("Declined the invitation", "Declined the invitation"),
        ("will join", "will join"),
        ("Has not attended meetings since March 2025", "Has not attended meetings since March 2025"),
        ("Invited by the chair to each meeting", ""),
        ("Will attend each meeting", ""),
        ("Will join by phone", ""),
        ("Joins meetings by video", ""),
        ("Joined in 2019", ""),
        ("Attends since 2019", ""),
        ("Member since July 2020", ""),
        ("Attends monthly meetings; votes", ""),
        ("Invited experts attend at the request of the chair", ""),
        ("Sits for the duration of the case", ""),
        ("If a child is from another county, that county's worker is invited", ""),
        ("Will attend court hearings in the case", ""),
        ("Leads the annual review in 2027", ""),
        ("Will report to the board in 2027", ""),
        ("Did not take part in developing the protocol.", "Did not take part in developing the protocol"),
        ("Reviewed the final draft only", "Reviewed the final draft only"),
        ("Was consulted after the protocol was written", "Was consulted after the protocol was written"),
        ("Takes no part", "Takes no part"),
        ("Has not sent a representative since 2023", "Has not sent a representative since 2023"),
        ("Has not attended a meeting since 2022.", "Has not attended a meeting since 2022"),
        ("Listed as a courtesy", "Listed as a courtesy"),
        ("Member on paper only", "Member on paper only"),
        ("Receives a copy of the minutes", "Receives a copy of the minutes"),
        ("Seat delegated to Child Welfare", "Seat delegated to Child Welfare"),
        ("Position cut", "Position cut"),
        ("The job is not filled", "The job is not filled"),
        ("Incumbent left; duties not reassigned", "Incumbent left"),
        ("Joins with Amendment 2", "Joins with Amendment 2"),
        ("Membership begins July 1, 2027", "Membership begins July 1, 2027"),
        ("If the Sheriff agrees", "If the Sheriff agrees"),
        ("Letter sent 3/1/26, no reply", "Letter sent 3/1/26, no reply"),
        ("Member since 2018; the Sheriff did not take part before then", ""),
        ("The seat was vacant for six months in 2023", ""),
        ("Was vacant until 2024; Captain Lee's position was filled in May", ""),
        ("Takes part in developing the protocol, never in an individual child's team", ""),
        ("Attends when the child has a mental health need", ""),
        ("Receives the minutes and attends each quarter", ""),
        ("Only for cases in the unincorporated area", ""),
        ("Term begins each July", ""),
        ("Undersheriff attends in the Sheriff's place", ""),
        ("If the child is dependent, the social worker attends too", ""),
        ("Reports to the Board only in closed session", ""),
        ("Sits on the committee as a paid expert", ""),
        ("Never votes", ""),
        ("No response time is guaranteed", ""),
        ("Funding from 2025 to 2027", ""),
        ("Serves until 2027", ""),
        ("Term ends in June 2027", ""),
        ("Elected to serve through 2027", ""),
        ("Appointed to serve until December 2028", ""),
        ("Alternate to be determined", ""),
        ("The deputy attends while the director is on leave", ""),
        ("May attend in person or by phone", ""),
        ("Expected to attend all meetings", ""),
        ("In an advisory capacity", ""),
        ("For children found in the unincorporated area", ""),
        ("Joins the team when a child is an Indian child", ""),
        ("Attends where needed...", ""),
        ("Serves as chair in 2026", ""),
        ("To serve as chair from 2026", ""),
        ("Will be available by phone", ""),
        ("Will chair the committee in 2027", ""),
    ],
)
def test_a_note_that_leaves_a_seat_empty_is_found(note: str, words: str) -> None:
    assert texts.vacancy_in_note(note) == words


@pytest.mark.parametrize(
    ("provider", "doubted"),
    [
        ("Contract lapsed in 2024", True),
        ("No provider at present", True),
        ("RFP pending", True),
        ("Provider to be selected", True),
        ("Example Health (contract ended June 2025)", True),
        ("Example Health", False),
        ("Another County Public Health, under contract", False),
        ("No Wrong Door Clinic", False),
        ("Nobody at present; RFP closed without bids", True),
        ("RFP closed without bids", True),
        ("Currently no provider", True),
        ("We are searching for a provider", True),
        ("Example Recovery Center until June 2025", True),
        ("Nobody's Perfect Parenting Program", False),
        ("Seeking Safety Program of Example Recovery Center", False),
        ("Example Recovery Center, since June 2025", False),
        ("Open Door Community Health Centers", False),
        ("Contract Nurses of the Valley", False),
    ],
)
def test_a_provider_of_whom_it_is_not_sure_that_there_is_one_is_found(provider: str, doubted: bool) -> None:
    assert texts.may_not_provide(provider) == doubted


@pytest.mark.parametrize(
    ("name", "defunct"),
    [
        ("Former Sheriff's Office", True),
        ("Office of Youth (dissolved)", True),
        ("Mental Health Board, which no longer exists", True),
        ("Behavioral Health Department (formerly Mental Health)", False),
        ("Former Foster Youth Alliance", False),
        ("Closed Door Youth Services", False),
        ("Behavioral Health (services ended)", True),
        ("Public Health Department (merged into HHSA in 2024)", True),
        ("Public Health Department, absorbed by HHSA", True),
        ("Public Health Department (eliminated in 2023)", True),
        ("Public Health Department (now part of HHSA)", True),
        ("Public Health Department (closed 2024)", True),
        ("Public Health Department (ceased operations)", True),
        ("Public Health Department (until 2024)", True),
        ("Public Health Department (proposed)", True),
        ("Substance Use Disorder Services (closed in 2025)", True),
        ("Team (inactive since 2023)", True),
        ("Public Health Department (a part of HHSA)", False),
        ("Department of Eliminated Debts and Closed Files Office", False),
        ("Merged Paths Youth Center", False),
        ("Behavioral Health Services", False),
    ],
)
def test_an_agency_whose_name_says_that_it_is_gone_is_found(name: str, defunct: bool) -> None:
    assert texts.may_be_defunct(name) == defunct


@pytest.mark.parametrize(
    ("text", "vacant"),
    [
        ("Vасаnt", True),  # with three Cyrillic letters
        ("Vαcαnt position", True),  # with two Greek ones
        ("Vàcánt", True),
        ("\N{MATHEMATICAL BOLD CAPITAL V}acant", True),
        ("V a c a n t", True),
        ("V.A.C.A.N.T", True),
        ("Тo be hired", True),
        ("Director (vасаnt)", True),
        ("Jefa de Educación", False),
        ("Director, Children\N{RIGHT SINGLE QUOTATION MARK}s Services \N{EN DASH} Région 2", False),
        ("Πρόεδρος", False),
        ("C H I E F", False),
        ("A. B. Smith Center Director", False),
    ],
)
def test_a_title_is_read_as_it_looks(text: str, vacant: bool) -> None:
    assert texts.may_be_vacant(text) == vacant


def test_a_name_and_a_note_are_read_as_they_look() -> None:
    assert texts.may_be_defunct("Vасаnt")
    assert texts.may_be_defunct("Fоrmer Mental Health Board")
    assert not texts.may_be_defunct("Servicios de Salud Pública")
    assert texts.vacancy_in_note("Sеаt is empty") == "Seat is empty"
    assert texts.vacancy_in_note("Asiste a cada reunión") == ""


@pytest.mark.parametrize(
    "name", ["placeholders", "vacancies", "refusals", "affirmations", "removed", "nothing_printed"]
)
def test_both_validators_and_python_read_a_text_alike(name: str) -> None:
    found = texts.schema(name)
    slow, fast = jsonschema.Draft202012Validator(found), jsonschema_rs.Draft202012Validator(found)
    for text in each(PLACEHOLDERS + VACANCIES + REFUSALS + NOTHING + NAMES + ANSWERS + CLAUSES):
        assert slow.is_valid(text) == fast.is_valid(text), text


def test_no_text_takes_long_to_read() -> None:
    begun = time.process_time()
    for word in ("planned ", "no ", "vacant ", "[ ] ", "<!-- -", "reserved ", "not yet ", "- "):
        for end in ("zebra", ""):
            text = word * (1_000_000 // len(word)) + end
            for short in (text, word * 9 + end):
                texts.is_placeholder(short)
                texts.is_nothing_instead_of_a_clause(short)
                texts.is_vacancy(short)
                texts.may_say_no(short)
    assert time.process_time() - begun < 20


def test_words_that_may_be_anywhere_are_written_in_small_letters() -> None:
    """They are looked for in a text in small letters, where a capital letter would never be found."""
    lists = load_yaml((resources.schemas() / "texts.yaml").read_text("utf-8"))
    entries = {name: entry for name, entry in lists.items() if isinstance(entry, str | list)}
    del entries["beginnings"], entries["blanks"], entries["unfinished"]  # they are looked for as they are written
    assert {"citation_words", "vacancy_words", "note_vacancy_before"} <= set(entries)
    for name, entry in entries.items():
        for phrase in entry if isinstance(entry, list) else [entry]:
            assert not re.search(r"(?<!\\)[A-Z]", phrases.whole(phrase)), f"{name}: {phrase}"


NO_MEETINGS = (
    "Never",
    "None",
    "Has not met since 2021",
    "Suspended since 2023",
    "Meetings are suspended until further notice",
    "On hold",
    "Last met in 2021",
    "The committee has not met since the pandemic",
    "Does not meet",
    "It no longer meets",
    "Rarely meets",
    "Was quarterly",
    "Met quarterly until 2020",
    "Quarterly until 2022",
    "Every three months until the grant ended",
    "No meetings are scheduled",
    "Not currently meeting",
    "Inactive since 2020",
    "Dormant",
    "Disbanded in 2022",
    "Has stopped meeting",
    "Meetings have been postponed indefinitely",
    "Never meets",
    "No",
    "Committee does not meet",
    "We have not met in over a year",
    "Members do not meet",
    "currently not meeting",
    "Meetings ended in 2021",
    "Hasn't met yet",
    "Not yet scheduled",
    "Discontinued",
    "Used to meet monthly",
    "The committee no longer meets",
    "The steering committee has never met",
    "The MDT is on hiatus",
)
MEETINGS = (
    "Every three months",
    "Monthly",
    "No less than quarterly",
    "Not less than once a quarter",
    "Never less than quarterly",
    "At least once a month; no meeting in July",
    "Quarterly, or as needed",
    "Every three months until the case is closed",
    "Every 30 days until the young person is stable",
    "Monthly until December 2026, then quarterly",
    "Does not meet in July",
    "No later than 72 hours",
    "No fewer than four times a year",
    "Not more than 90 days apart",
    "Ended cases are reviewed monthly",
    "The second Tuesday of each month",
    "Once a month; the committee does not meet in August",
    "As needed",
    "Weekly through the end of the placement",
    "Every week up to discharge",
    "Is held quarterly",
    "No set schedule; at least twice a year",
    "Meetings are held monthly",
    "Every six months; last met in May 2026",
    "Does not meet less often than monthly",
    "Suspended cases monthly",
    "Not in person; by video every month",
    "Never more than 90 days apart",
    "No meeting is longer than two hours; monthly",
)


@pytest.mark.parametrize("schedule", NO_MEETINGS)
def test_a_schedule_may_say_that_a_body_does_not_meet(schedule: str) -> None:
    assert texts.may_not_meet(schedule)
    assert texts.may_not_meet(f"{schedule.upper()}.")


@pytest.mark.parametrize("schedule", MEETINGS)
def test_a_schedule_with_an_exception_is_one(schedule: str) -> None:
    assert not texts.may_not_meet(schedule)


def test_hundreds_of_parties_and_thousands_of_sentences_take_no_time_to_speak_of() -> None:
    text = "The neighbors did not take part in developing the protocol.\n\n" * 3_000
    names = [f"Office Number {number} of Inyo County" for number in range(500)]
    begun = time.process_time()
    assert texts.says_no_part(text, {"sheriff"}, names) == ""
    of_one = f"{text}Office Number 499 of Inyo County did not take part in developing the protocol."
    assert texts.says_no_part(of_one, {"sheriff"}, names).startswith("Office Number 499")
    assert time.process_time() - begun < 20

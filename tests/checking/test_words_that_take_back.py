"""What names, titles, notes, and texts take back of what a file says, and what only looks like it.

Each is written into a small county's own file, of which nothing is open and which waits for signature.
"""

import json

import pytest

from protocol_builder.agreement.state import state_of

from ..conftest import ROOT, report_of
from ..edits import with_edits

SMALL = (ROOT / "tests" / "small-county.yml").read_text("utf-8")
SHERIFF = "sheriff: {name: Example County Sheriff's Office, kind: elected_county_office"
PROBATION = "probation: {agency: probation, title: Chief Probation Officer}"
MDT = "mdt:\n  kind: child_and_family_team"
CITY = "  city: {name: City of Example Police Department, kind: city, functions: [local_law_enforcement]}\n"
PARTIES = "parties:\n"


def narrative(text: str) -> tuple[str, str]:
    """An edit that adds a section of the county's own."""
    return "agencies:\n", f"narrative:\n  - {{heading: Notes, text: {text!r}}}\nagencies:\n"


def clause(id: str, words: str, key: str = "replace") -> tuple[str, str]:
    """An edit that replaces a clause of the agreement, or adds to it."""
    return "agencies:\n", f"clauses:\n  {id}: {{{key}: {words!r}}}\nagencies:\n"


def titled(title: str) -> tuple[str, str]:
    return PROBATION, f"probation: {{agency: probation, title: {json.dumps(title)}}}"


def noted(note: str) -> tuple[str, str]:
    return PROBATION, f"probation: {{agency: probation, title: Chief Probation Officer, note: {note!r}}}"


def test_the_file_as_it_is_is_ready_for_signature() -> None:
    report = report_of(SMALL)
    assert [d.id for d in report.diagnostics if d.severity in ("error", "warning")] == []
    assert state_of(report).word == "for_signature"


DOUBTED = (
    # names
    ((SHERIFF, SHERIFF.replace("Sheriff's Office", "Probation Department")), "protocol-team-sheriff"),
    ((CITY_AND_SHERIFF := ("agencies:\n", "agencies:\n" + CITY.replace("City of Example Police Department", "Example County Sheriff's Office"))), "protocol-team-sheriff"),
    (("name: Example County Probation Department, kind", "name: Example County Probation Department (merged into HHSA in 2024), kind"), "protocol-team-probation"),
    ((MDT, "mdt:\n  name: Example County Team (disbanded in 2025)\n  kind: child_and_family_team"), "body-may-not-meet"),
    # titles and notes
    (titled("Chief Probation Officer (never attended)"), "protocol-team-probation"),
    (titled("Chief Probation Officer (left in May)"), "protocol-team-probation"),
    (titled("Chief Probation Officer (until June 2025)"), "protocol-team-probation"),
    (titled("Chief Probation Officer, term ended March 2026"), "protocol-team-probation"),
    (titled("Puesto vacante"), "protocol-team-probation"),
    (titled("Chief Probation Officer (va\u00adcant)"), "protocol-team-probation"),
    (titled("~~Chief Probation Officer~~"), "protocol-team-probation"),
    (titled("Chief Probation Officer ______"), "protocol-team-probation"),
    (noted("Only until June 2026"), "protocol-team-probation"),
    (noted("Hasn't come to a meeting in two years"), "protocol-team-probation"),
    (noted("New hire starts in February 2027"), "protocol-team-probation"),
    # blanks
    (("title: Example County Memorandum", "title: DRAFT Example County Memorandum"), "text-still-open"),
    (("title: Example County Memorandum of", "title: (Draft 3) Example County Memorandum of"), "text-still-open"),
    ((PARTIES, "parties:\n  - {name: City of ________, signature: signs, signatories: [Mayor]}\n"), "text-still-open"),
    (("signatories: [Sheriff]", 'signatories: ["________, Sheriff"]'), "text-still-open"),
    (narrative("The department keeps ____ beds."), "text-still-open"),
    (narrative("The provider is TBD."), "text-still-open"),
    (clause("general", "The parties meet [County Counsel to supply] times."), "text-still-open"),
    # who takes no part
    (narrative("The Example County Sheriff's Office did not take part in developing the protocol."), "text-may-say-no"),
    (narrative("- **The Sheriff** did not take part in developing the protocol."), "text-may-say-no"),
    (("agencies:\n", "narrative:\n  - heading: Notes\n    text: |\n      The Sheriff did not\n      take part in developing the protocol.\nagencies:\n"), "text-may-say-no"),
    (narrative("As of 2026, the Sheriff has declined to join the protocol team."), "text-may-say-no"),
    (clause("general", "The Sheriff did not take part in developing the protocol.", "add"), "text-may-say-no"),
    (clause("protocol-team", "The Board did not adopt this clause."), "text-may-say-no"),
    (clause("protocol-team", "This clause was not approved by the Board."), "text-may-say-no"),
    # times
    (clause("reports-to-law-enforcement", "Each department reports exploitation to law enforcement within 72 hrs."), "clause-time-longer-than-the-law"),
    (clause("reports-to-law-enforcement", "Each department reports exploitation to law enforcement by the end of the week."), "clause-time-longer-than-the-law"),
    # the kind of instrument
    (("kind: interagency_mou", "kind: funding_agreement"), "kind-may-be-the-protocol"),
    # offices
    (("sheriff: {agency: sheriff, title: Sheriff}", "sheriff: {agency: sheriff, title: Chief of Police}"), "title-of-another-office"),
    (("{agency: hhsa, title: Counselor, division", "{agency: hhsa, title: FBI Special Agent, division"), "federal-official-on-team"),
)  # fmt: skip


@pytest.mark.parametrize(("edit", "rule"), DOUBTED, ids=lambda one: one if isinstance(one, str) else one[1][:60])
def test_what_takes_back_what_the_file_says_is_asked_about_and_keeps_a_draft(edit: tuple[str, str], rule: str) -> None:
    report = report_of(with_edits(SMALL, edit))
    assert rule in {d.id for d in report.diagnostics if d.severity in ("warning", "unknown")}
    if rule not in ("kind-may-be-the-protocol", "title-of-another-office", "federal-official-on-team"):
        assert state_of(report).word == "draft"


NOT_DOUBTED = (
    (CITY_AND_SHERIFF[0], "agencies:\n" + CITY),
    ("name: Example County Probation Department, kind", "name: Example County Probation Department (with HHSA), kind"),
    (MDT, "mdt:\n  name: Example County Team (formed in 2025)\n  kind: child_and_family_team"),
    titled("Chief Probation Officer (since May)"),
    titled("Chief Probation Officer (until June of each year the chair)"),
    titled("Chief Probation Officer, Left Coast Region"),
    titled("Jefa de Libertad Condicional"),
    titled("Chief Proba\u00adtion Officer"),
    noted("Serves until June 2027"),
    noted("Position was vacant from January to March 2026; filled since April"),
    noted("Comes to each meeting, and has for two years"),
    ("title: Example County Memorandum", "title: Example County Drafting Memorandum"),
    narrative("The department keeps 4 beds; the form has the words “to be drafted”."),
    narrative("The Sheriff left the program in 2019 and rejoined in 2021."),
    narrative("The Example County Sheriff's Office took part in developing the protocol."),
    narrative("Residents did not take part in developing the protocol."),
    clause("protocol-team", "The Board of Supervisors approved this clause, and each department signed it."),
    clause("reports-to-law-enforcement", "Each department reports within 2 to 24 hrs and in writing within 36 hrs."),
)


@pytest.mark.parametrize("edit", NOT_DOUBTED, ids=lambda edit: edit[1][:60])
def test_what_only_looks_like_it_leaves_the_file_ready_for_signature(edit: tuple[str, str]) -> None:
    report = report_of(with_edits(SMALL, edit))
    before = {(d.id, d.message) for d in report_of(SMALL).diagnostics}
    found = {(d.id, d.message) for d in report.diagnostics if d.severity in ("warning", "unknown")}
    assert found - before == set()
    if "replace:" not in edit[1]:
        assert state_of(report).word == "for_signature"


@pytest.mark.parametrize(
    ("adopted_by", "doubted"),
    [
        ("Board of Supervisors (vote pending)", True),
        ("Not adopted by the Board of Supervisors", True),
        ("Rejected by the Board of Supervisors", True),
        ("Board of Supervisors, Resolution ____", True),
        ("Board of Supervisors, Resolution 2026-14", False),
        ("The Board of Supervisors, on its pending calendar of consent items", False),
    ],
)
def test_who_is_said_to_have_adopted_it(adopted_by: str, doubted: bool) -> None:
    in_force = with_edits(
        SMALL, ("status: pending", f"status: in_force\n  adopted_on: 2026-10-06\n  adopted_by: {adopted_by}")
    )
    report = report_of(in_force.replace("from: 2027-01-01", "from: 2026-10-06"))
    assert ("adoption-in-doubt" in {d.id for d in report.diagnostics}) == doubted
    assert (state_of(report).word == "draft") == doubted


def test_a_joint_agency_does_not_sign_for_a_county_of_which_a_file_has_several() -> None:
    text = """\
counties: {Sutter: {}, Yuba: {}}
completeness: complete
instrument: {kind: interagency_mou, title: Memorandum, status: pending}
protocol_team:
  seats:
    probation: {agency: sutter_probation, title: Chief Probation Officer}
agencies:
  behavioral: {name: Sutter-Yuba Behavioral Health, kind: joint_agency, functions: [mental_health]}
  sutter_probation: {county: Sutter, name: Sutter County Probation, kind: county_department, functions: [probation]}
  yuba_probation: {county: Yuba, name: Yuba County Probation, kind: county_department, functions: [probation]}
parties:
  - {name: County of Sutter, agencies: [sutter_probation], signature: signs, signatories: [Chair]}
  - {name: County of Yuba, agencies: [yuba_probation], signature: SIGNATURE, signatories: [Chair]}
  - {name: Sutter-Yuba Behavioral Health, agencies: [behavioral], signature: signs, signatories: [Director]}
"""
    text = text.replace("counties: {Sutter: {}, Yuba: {}}", COUNTIES)

    def found(signature: str) -> list[str]:
        report = report_of(text.replace("SIGNATURE", signature))
        return [d.message for d in report.diagnostics if d.id == "no-signature-of-the-county"]

    assert found("signs") == []
    assert found("participates") == [
        "parties sign, and none of them for Yuba County, whose departments have seats on the protocol team"
    ]


COUNTIES = """\
counties:
  Sutter:
    protocol_team: {seats: {probation: {agency: sutter_probation, title: Chief Probation Officer}}}
  Yuba:
    protocol_team: {seats: {probation: {agency: yuba_probation, title: Chief Probation Officer}}}"""

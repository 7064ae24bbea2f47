"""The state of a document: what keeps a draft and what does not, on both sides of each line, and what each state looks like."""

import re
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from protocol_builder.agreement.agreement import Agreement, agreement
from protocol_builder.agreement.blocks import Box, Code, printed_lines
from protocol_builder.agreement.state import State, state_of
from protocol_builder.commands.reports.overview import findings
from protocol_builder.reading.loader import load_yaml

from ..conftest import EXAMPLE, report_of
from ..edits import with_edits

SMALL = (
    (Path(__file__).parent.parent / "small-county.yml")
    .read_text("utf-8")
    .replace("county: Example", "county: Alpine", 1)
)
SMALL = SMALL.replace("county: Alpine County", "county: Alpine", 1)
"""A small county's own file: pending, and nothing open."""
IN_FORCE = SMALL.replace("status: pending", "status: in_force\n  adopted_on: 2026-10-06", 1)


def state(file: str, *changes: tuple[str, str]) -> State:
    report = report_of(with_edits(file, *changes))
    return state_of(report)


def made(file: str, *changes: tuple[str, str]) -> Agreement:
    return agreement(report_of(with_edits(file, *changes)))


def test_a_complete_agreement_that_waits_for_signature_is_for_signature_and_clean() -> None:
    """It has the law's own words on 80 duties of practice on which the file is silent, and they keep no draft."""
    found = made(SMALL)
    assert found.state == State("for_signature", (), ("FOR SIGNATURE",))
    assert (found.state.label, found.watermark, found.footer, found.statements) == ("FOR SIGNATURE", "", "", ())
    assert not [block for article in found.articles for block in article.blocks if isinstance(block, Box)]
    text = "\n".join(found.lines)
    assert "Departs from the library" not in text
    assert "and in no case in more than 24 hours" in " ".join(text.split()), (
        "the law's words, though the file is silent"
    )


def test_what_the_law_alone_says_is_listed_in_the_law_memo() -> None:
    memo = made(SMALL).law_memo
    assert memo
    assert memo.marks == (), "nobody signs the memo"
    duties = next(article for article in memo.articles if article.id == "duties")
    text = "\n".join(printed_lines(duties.blocks))
    assert "In the law’s own words. The county file does not say how the county meets these duties" in text
    assert "Exploitation is reported within 24 hours" in text
    assert "Unknown. " not in text


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        # who signs
        (("signatures", "signatures"), ""),
        (
            (", signatories: [Sheriff]", ""),
            "the county file does not say who signs for Example County Sheriff's Office",
        ),
        (
            ("signature: signs, signatories: [Chair of the Board of Supervisors]", "signature: participates"),
            "Example County Probation Department is bound by the county’s signature, and no party signs for Alpine County",
        ),
        (
            (", signature: signs, signatories: [Sheriff]", ", signature: participates"),
            "",
        ),
        (
            (
                "  - {name: Example County Probation Department, agencies: [probation], signature: under_county_signature}\n",
                "",
            ),
            "",
        ),
        (
            ("signatories: [Sheriff]", 'signatories: ["Sheriff (declined to sign)"]'),
            "the county file does not say whether “Sheriff (declined to sign)” can sign for Example County Sheriff's Office",
        ),
        (("signatories: [Sheriff]", 'signatories: ["Sheriff or designee"]'), ""),
        (
            ("{name: Example County Sheriff's Office, agencies", '{name: "Sheriff (has withdrawn)", agencies'),
            "the county file does not say whether “Sheriff (has withdrawn)” is a party",
        ),
        # what a recital states
        (
            ("protocol_developed_on: 2020-06-01", "protocol_developed_on: 2029-06-01"),
            "the file says the protocol was developed on 2029-06-01, which is after 2026-11-22",
        ),
        (
            ("elects_funds: true", "elects_funds: false"),
            "the county submitted a plan for the program’s funds on May\u00a015, 2026, and is said not to elect its funds",
        ),
        (
            (
                "agencies:\n",
                "narrative: [{heading: Court, text: The juvenile court declined to participate.}]\nagencies:\n",
            ),
            "“The juvenile court declined to participate” reads like a no, and the protocol team has a seat for that party",
        ),
        (("agencies:\n", "narrative: [{heading: Court, text: The juvenile court takes part.}]\nagencies:\n"), ""),
        # term
        (
            ("from: 2027-01-01, until: 2029-12-31, review_by: 2028-12-31", "from: 2020-01-01, until: 2025-12-31"),
            "its term ended on December\u00a031, 2025, before it is signed",
        ),
        (("term: {from: 2027-01-01, until: 2029-12-31, review_by: 2028-12-31}", "term: {from: 2027-01-01}"), ""),
        (
            ("  term: {from: 2027-01-01, until: 2029-12-31, review_by: 2028-12-31}\n", ""),
            "the county file gives no term",
        ),
        # adoption
        (("  status: pending\n", ""), "the county file does not give the agreement’s status"),
        (("status: pending", "status: draft"), "the county file marks it as a draft"),
        (
            ("status: pending", "status: in_force"),
            "the instrument is in force, and the file has no adopted_on",
        ),
        # the instrument's own statute, and WIC 16524.7 and 16524.8: an open question, and a duty not met
        (
            (
                "  service_planning: The team agrees with the young person on one plan and reviews it every 30 days.\n",
                "",
            ),
            "1",
        ),
        (("  supplants_existing_programs: false\n", ""), "1"),
        (("    sheriff: {agency: sheriff, title: Sheriff}\n", ""), "1"),
        (("submitted_on: 2026-05-15", "submitted_on: 2026-11-22"), ""),
        (
            ("submitted_on: 2026-05-15", "submitted_on: 2027-05-15"),  # said once, and the duty is unknown too
            "the file says the plan was submitted on 2027-05-15, which is after 2026-11-22",
        ),
        # words that may be no answer, on the instrument's own statute, and on a duty of practice
        *(
            (
                ("The team agrees with the young person on one plan and reviews it every 30 days.", text),
                f"“{text.rstrip('.')}” {what}, and service_planning counts as answered",
            )
            for text, what in (
                ("The partners do not provide services.", "reads like a no"),
                ("Services will start when funded.", "rests on a condition or a later day"),
                ("Per WIC 16524.8", "only names the law"),
            )
        ),
        (
            (
                "The team agrees with the young person on one plan and reviews it every 30 days.",
                "If funding ends, the agencies meet.",
            ),
            "",
        ),
        (("agencies:\n", "training: {plan: Training will start when funded.}\nagencies:\n"), ""),
        # a duty of practice: silent, stated as the law has it, and stated against it
        (("agencies:\n", "training: {staff: [social_workers, probation_officers]}\nagencies:\n"), ""),
        (("agencies:\n", "missing_children: {reported_within: 24 hours}\nagencies:\n"), ""),
        (("agencies:\n", "missing_children: {reported_within: 48 hours}\nagencies:\n"), "1"),
        # the county's own words instead of the clause that has the law's words
        (("agencies:\n", "clauses: {training: {replace: We train.}}\nagencies:\n"), "2"),
        (("agencies:\n", "clauses: {training: {add: We train.}}\nagencies:\n"), ""),
        # the file itself
        (("status: pending", "status: pending\n  colour: red"), "the county file itself has errors"),
        (
            ("completeness: complete", "completeness: public_sources_only"),
            "the county file contains only what public sources show",
        ),
    ],
    ids=lambda change: change[1][:50] if isinstance(change, tuple) else "",
)
def test_what_keeps_a_draft_and_what_does_not(change: tuple[str, str], reason: str) -> None:
    old, new = change
    found = state(SMALL.replace("signature: signs", "signature: signs", 1), *([] if old == new else [(old, new)]))
    if reason.isdigit():
        are = "duty is" if reason == "1" else "duties are"
        reason = f"{reason} statutory {are} not met or unknown"
        found = replace(found, reasons=(found.reasons[0].partition(" (not counting ")[0], *found.reasons[1:]))
    assert (found.word, found.reasons[:1]) == (("draft", (reason,)) if reason else ("for_signature", ()))


def test_the_duties_that_keep_a_draft_and_those_left_to_the_words_of_the_law_are_all_that_are_counted() -> None:
    report = report_of(with_edits(SMALL, ("agencies:\n", "missing_children: {reported_within: 48 hours}\nagencies:\n")))
    told = re.fullmatch(
        r"(\d+) statutory duty is not met or unknown \(not counting (\d+) unknown ones that clauses state in the law’s "
        r"words\)",
        state_of(report).reasons[0],
    )
    assert told
    counted = Counter(verdict.state for verdict in report.verdicts if verdict.requirement.force == "shall")
    assert int(told[1]) + int(told[2]) == counted["not_met"] + counted["unknown"]


@pytest.mark.parametrize(
    ("changes", "word", "marks"),
    [
        ([], "in_force", ()),
        ([("status: in_force", "status: expired")], "ended", ("NO LONGER IN FORCE (expired)",)),
        (
            [("2027-01-01, until: 2029-12-31, review_by: 2028-12-31", "2020-01-01, until: 2023-12-31")],
            "ended",
            ("NO LONGER IN FORCE (term ended December\u00a031, 2023)",),
        ),
        ([("county: Alpine", "county: Example County")], "in_force", ("EXAMPLE: not a real county",)),
        (
            [("status: in_force", "status: expired"), ("    sheriff: {agency: sheriff, title: Sheriff}\n", "")],
            "draft",
            ("DRAFT", "NO LONGER IN FORCE (expired)"),
        ),
    ],
)
def test_an_agreement_that_was_adopted(changes: list[tuple[str, str]], word: str, marks: tuple[str, ...]) -> None:
    found = state(IN_FORCE, *changes)
    assert (found.word, found.marks) == (word, marks)
    assert found.watermark == ("DRAFT" if word == "draft" else "EXAMPLE" if "EXAMPLE" in "".join(marks) else "")
    assert found.about_signatures == ("" if word == "draft" else "Signatures are not recorded here.")


@pytest.mark.parametrize(
    ("day", "fact", "sentence"),
    [
        ("2026-10-06", "October 6, 2026", "was adopted on October\u00a06, 2026."),
        ("2026-11-22", "November 22, 2026", "was adopted on November\u00a022, 2026."),
        ("2026-12-15", "Planned for December 15, 2026", "is to be adopted on December\u00a015, 2026."),
        ("2027", "Planned for 2027", "is to be adopted in 2027."),
    ],
)
def test_what_is_still_to_be_adopted_is_not_printed_as_adopted(day: str, fact: str, sentence: str) -> None:
    found = made(SMALL, ("status: pending", f"status: pending\n  adopted_on: {day}"))
    assert dict(found.facts)["Adopted"] == fact
    assert f"This Agreement {sentence}" in "\n".join(found.lines)


@pytest.mark.parametrize("status", ["in_force", "in_renewal"])
@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ([], ""),
        ([(" signature: signs", " signature: participates")] * 3, "no party signs it"),
        (
            [(", signatories: [Sheriff]", "")],
            "the county file does not say who signs for Example County Sheriff's Office",
        ),
        (
            [("adopted_on: 2026-10-06", "adopted_on: 2027-10-06")],
            "it is to be adopted on October\u00a06, 2027, and the county file says that it was",
        ),
    ],
    ids=["whole", "no party", "no title", "later"],
)
def test_an_adopted_agreement_with_an_open_question_on_its_parties_or_adoption_is_a_draft(
    status: str, changes: list[tuple[str, str]], reason: str
) -> None:
    found = state(IN_FORCE, ("status: in_force", f"status: {status}"), *changes)
    assert (found.word, found.reasons[:1]) == (("draft", (reason,)) if reason else ("in_force", ()))


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (("\n  adopted_on: 2026-10-06", ""), "the county file does not say when it was adopted"),
        (
            ("  term: {from: 2027-01-01, until: 2029-12-31, review_by: 2028-12-31}\n", ""),
            "the county file gives no term",
        ),
    ],
)
def test_an_agreement_in_renewal_says_since_when_and_for_how_long(change: tuple[str, str], reason: str) -> None:
    found = state(IN_FORCE, ("status: in_force", "status: in_renewal"), change)
    assert found.reasons == (reason,)


def test_the_county_is_a_party_for_its_departments() -> None:
    """Without it, nothing binds them, and the others would sign with no one."""
    county = (
        "  - {name: Example County, agencies: [hhsa], signature: signs, signatories: "
        "[Chair of the Board of Supervisors], approved_as_to_form_by: County Counsel}\n"
        "  - {name: Example County Probation Department, agencies: [probation], signature: under_county_signature}\n"
    )
    assert state(SMALL, (county, "")).reasons == (
        "the county file does not say who signs for Example County Health and Human Services Agency and "
        "Example County Probation Department",
    )


def test_a_county_that_only_takes_part_leaves_a_draft() -> None:
    signs = "signature: signs, signatories: [Chair of the Board of Supervisors], approved_as_to_form_by: County Counsel"
    reasons = state(
        SMALL, (signs, "signature: participates"), ("signature: under_county_signature", "signature: participates")
    ).reasons
    assert reasons == (
        "parties sign, and none of them for Alpine County, whose departments have seats on the protocol team",
    )


def test_a_signature_of_a_day_to_come_executes_nothing() -> None:
    revision = made(IN_FORCE).revision

    def signed_on(day: str) -> str:
        lines = [
            (f"signatories: [{title}]", f"signatories: [{title}], signed: [{{on: {day}, revision: {revision}}}]")
            for title in ("Chair of the Board of Supervisors", "Sheriff", "County Superintendent of Schools")
        ]
        return made(IN_FORCE, *lines).state.word

    assert (signed_on("2026-11-22"), signed_on("2026-11-23")) == ("executed", "in_force")


def test_nothing_is_said_of_signatures_before_anyone_signed() -> None:
    assert state(SMALL).about_signatures == ""


def test_an_agreement_is_executed_once_every_party_has_signed_what_is_printed() -> None:
    revision = made(IN_FORCE).revision

    def signed(*signatories: str, change: tuple[str, str] = ("area: All of", "area: All of")) -> Agreement:
        lines = [
            (f"signatories: [{title}]", f"signatories: [{title}], signed: [{{on: 2026-10-20, revision: {revision}}}]")
            for title in signatories
        ]
        return made(IN_FORCE, *lines, change)

    everyone = ("Chair of the Board of Supervisors", "Sheriff", "County Superintendent of Schools")
    executed = signed(*everyone)
    assert executed.state == State("executed", (), ("EXECUTED",))
    assert executed.revision == revision
    assert executed.state.about_signatures == ""
    assert executed.law_memo
    assert executed.law_memo.marks == ()
    assert signed(*everyone[:2]).state == State("in_force"), "one party has not signed"
    changed_since = signed(*everyone, change=("area: All of", "area: The north of"))
    assert changed_since.state == State("in_force"), "nobody has signed what this document says"


TIMES = {
    "    within: 4 hours           # the law: immediately, and in no case in more than 24 hours\n": (
        "exploitation is reported within 24 hours"
    ),
    "    within: 4 hours           # the law: immediately, or in no case later than 24 hours\n": (
        "missing and abducted children are reported within 24 hours"
    ),
}


@pytest.mark.parametrize("line", TIMES)
def test_a_time_that_may_be_too_long_keeps_a_draft_and_silence_does_not(line: str) -> None:
    """Where the file is silent, the agreement prints the law's words; a time of the county's own it cannot drop."""
    text = EXAMPLE.read_text("utf-8").replace("status: in_force ", "status: pending ", 1)
    assert text.count(line) == 1
    assert state_of(report_of(text)).word == "for_signature"
    assert state_of(report_of(text.replace(line, ""))).word == "for_signature"

    report = report_of(text.replace(line, "    within: 1 business day\n"))
    assert state_of(report).reasons == ("1 statutory duty is not met or unknown",)
    question = f"the time is in business hours or days, so it is unknown whether {TIMES[line]}"
    assert question[1:] in "\n".join(agreement(report).lines)
    printed = "\n".join(findings([report]))
    assert question in printed
    assert "of county practice" not in printed


def test_a_box_shows_as_code_only_what_can_be_pasted() -> None:
    without_kind = (
        "Example County Probation Department, kind: county_department",
        "Example County Probation Department",
    )
    boxes = [block for one in made(SMALL, without_kind).articles for block in one.blocks if isinstance(block, Box)]
    code = [block.text for box in boxes for block in box.blocks if isinstance(block, Code)]
    assert code
    assert all(isinstance(load_yaml(text), dict) for text in code), code
    assert "To close this gap: write kind under agencies.probation." in printed_lines(tuple(boxes))

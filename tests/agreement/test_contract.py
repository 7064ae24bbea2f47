"""A contract's parts: between whom, from when, who pays for liability, insurance, records, notices, and lines to sign on."""

from pathlib import Path

import pytest

from protocol_builder.agreement.agreement import Agreement, agreement
from protocol_builder.agreement.blocks import Heading, Signature, Table, plain_text, printed_lines

from ..conftest import SYSTEM_OF_CARE, report_of

FILE = (Path(__file__).parent.parent / "small-county.yml").read_text("utf-8")
PARTIES = """\
  - {name: City of Example, agencies: [police], signature: signs, signatories: [City Manager]}
  - {name: Example Tribe, agencies: [tribe], signature: signs, signatories: [Tribal Chairperson]}
  - {name: Example Shelter, agencies: [shelter], signature: signs, signatories: [Executive Director]}
  - {name: Example Advocates, agencies: [advocates], signature: signs, signatories: [Executive Director]}
  - {name: Example Hospital, agencies: [hospital], signature: signs, signatories: [Chief Executive Officer]}
"""
AGENCIES = """\
  police: {name: Police Department, kind: city, functions: [local_law_enforcement]}
  tribe: {name: Tribal Social Services, kind: tribe, functions: [tribe]}
  shelter: {name: Example Shelter, kind: nonprofit, functions: [housing_provider]}
  advocates: {name: Example Advocates, kind: nonprofit, functions: [advocate]}
  hospital: {name: Example Hospital, kind: private, functions: [health_care_provider]}
"""
MANY = FILE.replace("parties:\n", f"{AGENCIES}parties:\n{PARTIES}", 1)
PUBLIC = "the City of Example, Example County, and the Example County Office of Education"
NAMES = "City of Example, Example County, and Example County Office of Education"


def made(file: str, instrument: str = "") -> Agreement:
    found = file.replace("  status: pending\n", f"  status: pending\n{instrument}", 1)
    assert found != file or not instrument
    return agreement(report_of(found))


def said(found: Agreement, id: str) -> list[str]:
    """The paragraphs of an article without their numbers; none if there is no such article."""
    lines = [line for article in found.articles if article.id == id for line in printed_lines(article.blocks)]
    return [line.partition(" ")[2] if line[:1].isdigit() else line for line in lines]


def terms(found: Agreement) -> list[tuple[str, str]]:
    """What the law memo lists as terms of the library alone: (section, sentence)."""
    assert found.law_memo
    tables = [b for a in found.law_memo.articles if a.id == "terms" for b in a.blocks if isinstance(b, Table)]
    return [(plain_text(row[0]), plain_text(row[1])) for table in tables for row in table.rows]


def asked(found: Agreement) -> dict[str, str]:
    """The questions for counsel: the key that answers each, and for whom it is."""
    assert found.law_memo
    tables = [b for a in found.law_memo.articles if a.id == "questions" for b in a.blocks if isinstance(b, Table)]
    rows = [[plain_text(cell) for cell in row] for table in tables for row in table.rows]
    return {key: names for _, names, _, key in rows}


def test_who_enters_into_it_its_recitals_and_its_one_effective_date() -> None:
    assert said(made(FILE), "effective-date") == [
        "This Agreement is entered into by and among Example County, the Example County Sheriff's Office, and the "
        "Example County Office of Education (the “parties”). The recitals are incorporated into this Agreement.",
        "The effective date of this Agreement is January\u00a01, 2027.",
    ]
    assert said(made(FILE), "term")[0] == (
        "The effective date of this Agreement is stated in Article 2 (Agreement and effective date)."
    ), "that it awaits adoption is not a term: the parties sign these lines"
    signatures = said(made(FILE), "signatures")
    assert signatures[0] == (
        "The parties enter into this Agreement on the terms above. Each person who signs for a party states that the party "
        "has given that person the authority to do so. The effective date is in Article 2."
    )


def test_two_parties_agree_between_them_each_with_the_article_its_name_takes() -> None:
    two = FILE.replace("  - {name: Example County, ", "  - {name: County of Example, ", 1)
    two = two.replace("agencies: [coe], signature: signs", "agencies: [coe], signature: acknowledges", 1)
    assert said(made(two), "effective-date")[0] == (
        "This Agreement is entered into by and between the County of Example and the Example County Sheriff's Office (the "
        "“parties”). The recitals are incorporated into this Agreement."
    )
    others = [line for line in said(made(two), "parties") if line.startswith("The Example County Office")]
    assert others == []


def test_the_law_memo_lists_each_term_that_only_the_library_sets() -> None:
    told = dict(terms(made(FILE)))
    assert told["33.1"] == "If they cannot, their supervisors will settle it on the same working day or the next."
    assert terms(made(FILE))[-3:-1] == [
        (
            "30.1",
            "A party may withdraw from this Agreement by 30 days’ written notice to the other parties and to the steering committee.",
        ),
        ("30.1", "The parties may end it at any time by written agreement."),
    ]
    own = made(
        FILE.replace("parties:\n", "clauses: {dispute-resolution: {leave_out: true}}\nparties:\n", 1),
        "  termination: A party may withdraw by 30 days’ written notice.\n",
    )
    assert {"30.1", "33.1"}.isdisjoint(dict(terms(own))), "what the county says itself is no term of the library"


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (
            ("{from: 2027-01-01, until", "{until"),
            "The effective date of this Agreement is the date on which the last of the parties signs it.",
        ),
        (
            ("status: pending\n", "status: in_force\n  adopted_on: 2027-03-02\n"),
            "The effective date of this Agreement is January\u00a01, 2027. It was adopted later and applies from the effective "
            "date: what the parties have done consistent with it since then counts as done under it.",
        ),
        (("parties:\n", "clauses: {recitals: {leave_out: true}}\nparties:\n"), ""),
    ],
)
def test_there_is_one_rule_for_the_effective_date(change: tuple[str, str], told: str) -> None:
    lines = said(agreement(report_of(FILE.replace(*change, 1))), "effective-date")
    assert [line for line in lines if "effective date of" in line] == [
        told or "The effective date of this Agreement is January\u00a01, 2027."
    ]
    assert ("The recitals are incorporated" in " ".join(lines)) == bool(told)


def test_one_that_signs_alone_and_public_sources() -> None:
    alone = FILE.replace("signature: signs, signatories: [Sheriff]", "signature: acknowledges").replace(
        "signature: signs, signatories: [County Superintendent of Schools]", "signature: acknowledges"
    )
    found = made(alone, "  indemnification: {public_entities: own_acts}\n")
    assert said(found, "effective-date")[0].startswith("This Agreement is made by Example County.")
    assert said(found, "indemnification") == [], "there is nobody to indemnify"
    shown = agreement(report_of(FILE.replace("completeness: complete", "completeness: public_sources_only", 1)))
    assert not {"effective-date", "indemnification", "insurance", "records", "notices"} & {a.id for a in shown.articles}


def test_no_clause_where_the_file_is_silent_and_the_law_memo_asks() -> None:
    found = made(MANY)
    assert not {"indemnification", "insurance", "records"} & {article.id for article in found.articles}
    everyone = [key for key in asked(found) if not key.startswith("parties.")]
    assert everyone == [
        "instrument.indemnification.public_entities",
        "instrument.indemnification.nonprofits",
        "instrument.indemnification.tribes",
        "instrument.indemnification.private_parties",
        "instrument.insurance.public_entities",
        "instrument.insurance.nonprofits",
        "instrument.insurance.tribes",
        "instrument.insurance.private_parties",
        "instrument.records.kept_for",
        "instrument.records.audit",
    ]
    assert asked(found)["instrument.indemnification.public_entities"] == NAMES
    assert asked(found)["instrument.indemnification.nonprofits"] == "Example Shelter and Example Advocates"


def test_each_kind_of_party_has_a_choice_of_its_own_and_departments_of_one_county_have_none() -> None:
    choices = (
        "{public_entities: own_acts, nonprofits: own_acts, tribes: none, private_parties: counterpart, court: none}"
    )
    found = made(MANY, f"  indemnification: {choices}\n")
    public, nonprofits, tribe, hospital, scope = said(found, "indemnification")
    assert public == (
        "Public entities. Under Government Code section 895.2, public entities that enter into an agreement are jointly and "
        "severally liable for injury that a negligent or wrongful act or omission causes in its performance. As section "
        f"895.4 allows, {PUBLIC} agree otherwise among themselves: each will indemnify, defend, and hold harmless the others, "
        "and their officers, employees, and agents, against liability for its own negligent or wrongful acts and omissions, "
        "and those of its officers, employees, and agents, in the performance of this Agreement, in proportion to its own "
        "fault. This paragraph takes the place of the contribution in Government Code section 895.6."
    )
    assert nonprofits.startswith(
        f"Nonprofit organizations. Example Shelter and Example Advocates on one side, and {PUBLIC} on the other, will each "
        "indemnify, defend, and hold harmless the other,"
    )
    assert tribe == (
        "Tribes. The parties agree on no indemnification with the Example Tribe. The law decides who is liable. Nothing in this "
        "article waives the sovereign immunity of a Tribe."
    )
    assert hospital.startswith(
        f"Private organizations. Example Hospital will indemnify, defend, and hold harmless {PUBLIC}, and their officers"
    )
    assert scope == (
        "This article applies only between different legal entities. The departments and offices of one county are one legal "
        "entity, so it does not apply among them."
    )
    assert "Sheriff" not in " ".join(said(found, "indemnification")), "the sheriff's office is the county"
    assert "court" not in " ".join(said(found, "indemnification")), "the court does not sign"
    assert not [key for key in asked(found) if "indemnification" in key]


def test_public_entities_may_agree_on_nothing() -> None:
    assert said(made(FILE, "  indemnification: {public_entities: none}\n"), "indemnification")[0] == (
        "Public entities. Example County and the Example County Office of Education agree on no indemnification among "
        "themselves. Government Code sections 895.2 and 895.6 apply to their liability for the performance of this Agreement."
    )


def test_insurance_records_and_audit_are_printed_as_chosen() -> None:
    choices = (
        "{public_entities: either, nonprofits: insurance, tribes: none, details: Proof goes to the county once a year.}"
    )
    found = made(MANY, f"  insurance: {choices}\n  records: {{kept_for: 5 years, audit: true}}\n")
    then = "for liability and workers’ compensation that may arise in the performance of this Agreement, as long as it is in effect."
    assert said(found, "insurance") == [
        f"{PUBLIC[0].upper()}{PUBLIC[1:]} will each keep insurance, be self-insured, or take part in a risk pool {then}",
        f"Example Shelter and Example Advocates will each keep insurance {then}",
        "This Agreement requires no insurance of the Example Tribe.",
        "Proof goes to the county once a year.",
    ]
    assert [line[:60] for line in said(found, "records")] == [
        "Each party will keep its records of what it does under this ",
        "On reasonable notice, each party will make its records of mo",
        "A record about a child is open to an examination or audit on",
    ]
    assert {key for key in asked(found) if "insurance" in key or "records" in key} == {
        "instrument.insurance.private_parties"
    }
    refused = said(made(FILE, "  records: {audit: false}\n"), "records")
    assert refused[0] == "This Agreement gives no party a right to examine or audit the records of another."
    assert "kept_for" in " ".join(asked(made(FILE, "  records: {audit: false}\n")))


def test_notices_have_the_addresses_of_offices_and_never_an_internal_one() -> None:
    sheriff = "signatories: [Sheriff]"
    to = "notices: {attention: Sheriff, address: 'Example Street 1, Example, CA 90000', email: %s}"
    open_to_all = said(made(FILE.replace(sheriff, f"{sheriff}, {to % 'notices@example.org'}")), "notices")
    assert open_to_all[:8] == [
        "Notices under this Agreement will be in writing. They go to:",
        *("Party", "Attention", "Address", "Example County Sheriff's Office", "Sheriff"),
        "Example Street 1, Example, CA 90000; notices@example.org",
        "A notice to another party goes to its steering committee representative or, if it has none, to its head. A party "
        "changes its address by a notice to the others; no amendment is needed. Notices and reports about a child follow the "
        "articles on them, not this one.",
    ]
    internal = made(FILE.replace(sheriff, f"{sheriff}, {to % '{address: staff@example.org, internal: true}'}"))
    assert "staff@example.org" not in "\n".join(internal.lines)
    assert asked(internal)["parties.notices"] == "Example County and Example County Office of Education"
    assert said(made(FILE), "notices") == [
        "Notices under this Agreement will be in writing.",
        "A notice to a party goes to its steering committee representative or, if it has none, to its head. Notices and "
        "reports about a child follow the articles on them, not this one.",
    ]


def test_a_clerk_attests_and_counsel_approves_as_to_form() -> None:
    found = made(FILE.replace("approved_as_to_form_by:", "attested_by: Clerk of the Board, approved_as_to_form_by:", 1))
    blocks = next(article.blocks for article in found.articles if article.id == "signatures")
    first = [block for block in blocks if isinstance(block, Heading | Signature)][:4]
    assert [plain_text(b.runs) if isinstance(b, Heading) else (b.purpose, dict(b.lines)["Title:"]) for b in first] == [
        "Example County",
        ("", "Chair of the Board of Supervisors"),
        ("Attest", "Clerk of the Board"),
        ("Approved as to form", "County Counsel"),
    ]


def test_both_instruments_share_these_clauses() -> None:
    file = SYSTEM_OF_CARE.read_text("utf-8")
    chosen = file.replace(
        "instrument:\n",
        "instrument:\n  indemnification: {public_entities: own_acts}\n  insurance: {public_entities: self_insurance}\n"
        "  records: {kept_for: 3 years}\n",
        1,
    )
    own = {article.id for article in agreement(report_of(chosen)).articles}
    assert {"effective-date", "indemnification", "insurance", "records", "notices"} <= own


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("indemnification: {public_entities: counterpart}", "public_entities"),
        ("indemnification: {sheriff: own_acts}", "sheriff"),
        ("records: {kept_for: 5 days}", "kept_for"),
        ("insurance: {nonprofits: lots}", "nonprofits"),
    ],
)
def test_what_is_no_choice_is_told_with_its_line(typed: str, told: str) -> None:
    report = report_of(FILE.replace("  status: pending\n", f"  status: pending\n  {typed}\n", 1))
    (finding,) = [d for d in report.diagnostics if d.severity == "error"]
    assert finding.line == 8
    assert told in finding.message or told in finding.path


def test_details_of_insurance_without_a_choice_are_all_that_is_agreed_about_it() -> None:
    found = made(MANY, "  insurance: {details: Proof goes to the county once a year.}\n")
    assert said(found, "insurance") == [
        "The parties agree on the following about insurance, and on nothing else about it.",
        "Proof goes to the county once a year.",
    ]

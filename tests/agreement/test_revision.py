"""The revision that parties sign: what leaves its name as it is, what changes it, and what is said of the signatures."""

import re
from collections.abc import Callable

import pytest

from protocol_builder.agreement.agreement import Agreement, agreement, signing_of
from protocol_builder.agreement.revision import PASSING

from ..conftest import DAY, EXAMPLE, ROOT, SYSTEM_OF_CARE, report_of
from ..edits import with_edits

TEXT = EXAMPLE.read_text("utf-8")
SIGNS = re.compile(r"(?m)^    signature: signs\n")


@pytest.fixture(scope="module")
def plain() -> Agreement:
    return agreement(report_of(TEXT))


def changed(old: str, new: str) -> str:
    return with_edits(TEXT, (old, new))


def signed(revision: str, text: str = TEXT, on: str = "2025-07-15") -> str:
    """A county file in which every party that signs has signed a revision."""
    return SIGNS.sub(f"    signature: signs\n    signed: [{{on: {on}, revision: {revision}}}]\n", text)


def test_a_revision_has_a_hash_of_the_text_and_one_of_the_facts(plain: Agreement) -> None:
    assert re.fullmatch(r"[0-9a-f]{16}-[0-9a-f]{8}", plain.revision)
    assert dict(plain.facts)["Revision"] == plain.revision


SAME: dict[str, Callable[[str], str]] = {
    "signatures": lambda revision: signed(revision),
    "the job title that signs": lambda revision: changed("signatories: [Sheriff]", "signatories: [Undersheriff]"),
    "a telephone number": lambda revision: changed("phone: 555-555-0110", "phone: 555-555-0119"),
    "its adoption": lambda revision: changed("  adopted_on: 2025-07-15", "  adopted_on: 2025-08-01"),
    "its review": lambda revision: changed("reviewed_on: 2025-03-11", "reviewed_on: 2026-03-11"),
    "a draft": lambda revision: changed("status: in_force", "status: draft"),
    "its renewal": lambda revision: changed("status: in_force", "status: in_renewal"),
    "a gap that marks it": lambda revision: changed(
        "  - This file is an example.", "  - This file is another example."
    ),
    "a source": lambda revision: changed(
        "Resolution 2025-000\n    date: 2025-07-15", "Resolution 2025-000\n    date: 2025-07-16"
    ),
    "a fiscal year": lambda revision: changed("2025-26, 2026-27]", "2025-26]"),
    "one entry as a list": lambda revision: changed("  lead: human_services ", "  lead: [human_services] "),
    "a recommendation that is declined": lambda revision: changed(
        "\nprotocol_team:\n", "\ndeclined: {acin-i-23-15: The county follows a model of its own.}\nprotocol_team:\n"
    ),
    "the order of keys": lambda revision: changed(
        "  number: MOU-2025-000", "  compensation: None.\n  number: MOU-2025-000"
    ).replace("  compensation: None.\n", ""),
}


@pytest.mark.parametrize("what", SAME)
def test_what_is_recorded_about_an_agreement_does_not_change_what_was_signed(what: str, plain: Agreement) -> None:
    assert agreement(report_of(SAME[what](plain.revision))).revision == plain.revision


def test_another_day_under_the_same_law_does_not_change_it(plain: Agreement) -> None:
    # The term has ended by then, and an article says so.
    assert agreement(report_of(TEXT, "2031-01-01")).revision == plain.revision


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("oldest: 20", "oldest: 19"),
        ("name: Example County Sheriff's Office", "name: Example County Office of the Sheriff"),
        ("    signature: acknowledges             # confirms", "    signature: participates             # confirms"),
        ("leave_out: true", "add: Copies are kept by the clerk."),
        ("four emergency beds", "five emergency beds"),
        ("from: 2025-07-01", "from: 2025-08-01"),
    ],
)
def test_what_the_parties_agree_upon_changes_both_hashes(old: str, new: str, plain: Agreement) -> None:
    text, facts = agreement(report_of(changed(old, new))).revision.split("-")
    assert text not in plain.revision
    assert facts not in plain.revision


def test_a_fact_that_is_not_printed_changes_only_the_hash_of_the_facts(plain: Agreement) -> None:
    new = agreement(report_of(changed("    pilot: false              # true if", "    # true if"))).revision
    assert new.split("-")[0] == plain.revision.split("-")[0]
    assert new != plain.revision


def test_every_kind_with_clauses_has_a_revision_and_a_document_of_public_sources_has_none() -> None:
    assert agreement(report_of(SYSTEM_OF_CARE.read_text("utf-8"))).revision
    partial = agreement(report_of((ROOT / "county_configs" / "alameda.yml").read_text("utf-8")))
    assert (partial.revision, "Revision" in dict(partial.facts)) == ("", False)


def state(text: str) -> str:
    found = signing_of(report_of(text))
    return found.in_words if found else ""


def test_without_a_recorded_signature_nothing_is_said() -> None:
    assert state(TEXT) == ""


def test_an_agreement_is_executed_when_every_signing_party_signed_the_same_revision(plain: Agreement) -> None:
    text = signed(plain.revision).replace("{on: 2025-07-15", "{on: 2025-08-12", 1)
    made = agreement(report_of(text))
    words = f"xecuted: every signing party has signed revision {plain.revision}, the last on August 12, 2025"
    assert dict(made.facts)["Signatures"] == f"E{words}"
    assert made.signing
    assert (made.signing.is_executed, made.signing.is_changed) == (True, False)
    assert [d.message for d in report_of(text).diagnostics] == []


def test_one_party_that_has_not_signed_keeps_it_open(plain: Agreement) -> None:
    text = signed(plain.revision).replace(f"    signed: [{{on: 2025-07-15, revision: {plain.revision}}}]\n", "", 1)
    assert state(text) == (
        f"10 of 11 signing parties have signed revision {plain.revision}; still to sign: Example County"
    )
    (finding,) = report_of(text).diagnostics
    assert (finding.id, finding.message) == (
        "signature-missing",
        f"10 of 11 signing parties signed revision {plain.revision}, and no signature is recorded of: Example County",
    )
    assert finding.remedy == (
        f"when a party has signed, add to it, for example\nsigned:\n  - {{on: {DAY}, revision: {plain.revision}}}"
    )
    assert report_of(text.replace("status: in_force", "status: pending")).diagnostics == ()


def test_one_party_that_signed_an_older_revision_is_named(plain: Agreement) -> None:
    older = "0123456789abcdef-01234567"
    text = signed(plain.revision).replace(
        f"on: 2025-07-15, revision: {plain.revision}", f"on: 2025-06-01, revision: {older}", 1
    )
    assert state(text) == (
        f"10 of 11 signing parties have signed revision {plain.revision}; still to sign: Example County; "
        f"Example County signed revision {older} on June 1, 2025"
    )
    assert [(d.id, d.message) for d in report_of(text).diagnostics] == [
        (
            "signature-of-another-revision",
            f"Example County signed revision {older} on June 1, 2025, and 10 of 11 signing parties signed revision {plain.revision}",
        )
    ]


def test_what_changed_after_it_was_executed_is_said(plain: Agreement) -> None:
    text = signed(plain.revision).replace("oldest: 20", "oldest: 19")
    executed = f"executed: every signing party has signed revision {plain.revision}, the last on July 15, 2025"
    assert state(text) == f"{executed}; the county file has changed since"
    (finding,) = report_of(text).diagnostics
    assert (finding.id, finding.message) == (
        "changed-since-signed",
        f"the county file has changed since every party signed revision {plain.revision}, the last on July 15, 2025",
    )
    assert report_of(text.replace("status: in_force", "status: in_renewal")).diagnostics == ()


def test_newer_words_of_clauses_are_told_apart_from_a_change_of_the_county(plain: Agreement) -> None:
    earlier = f"0123456789abcdef-{plain.revision.split('-')[1]}"
    text = signed(earlier)
    assert state(text) == (
        f"executed: every signing party has signed revision {earlier}, the last on July 15, 2025; since then only the "
        "wording of clauses or the law that they state has changed, and the county file has not"
    )
    assert report_of(text).diagnostics == ()  # there is nothing that the county must do


def test_a_new_revision_that_some_have_signed_leaves_the_earlier_one_executed(plain: Agreement) -> None:
    new = agreement(report_of(changed("oldest: 20", "oldest: 19"))).revision
    text = signed(plain.revision).replace("oldest: 20", "oldest: 19", 1)
    text = text.replace(
        f"revision: {plain.revision}}}]", f"revision: {plain.revision}}}, {{on: 2026-01-12, revision: {new}}}]", 1
    )
    assert state(text).startswith(
        f"executed: every signing party has signed revision {plain.revision}, the last on July 15, 2025; the county "
        f"file has changed since; 1 of 11 signing parties have signed revision {new}; still to sign: Example County "
    )


def test_the_signature_pages_and_the_first_page_say_who_signed_and_where_it_is_on_record(plain: Agreement) -> None:
    record = (
        f"{{on: 2025-07-15, revision: {plain.revision}, board_record: Item 4.2 of 2025-07-15, service_record: A-17}}"
    )
    lines = list(
        agreement(
            report_of(changed("    signatories: [Sheriff]\n", f"    signatories: [Sheriff]\n    signed: [{record}]\n"))
        ).lines
    )
    assert (
        f"On record in the county file: signed revision {plain.revision} on July 15, 2025 (Item 4.2 of 2025-07-15; A-17)."
        in lines
    )


@pytest.mark.parametrize(
    ("entry", "message", "remedy"),
    [
        (
            "{on: 2025-07-15, revision: 0123456789abcdef-01234567, by: Jane Doe}",
            "“by” is not a key under parties.6.signed.1",
            "names of people do not belong in a county file; delete this key, and write the job title under signatories "
            "of the party",
        ),
        (
            "{on: 2025-07-15, revision: the one of July}",
            "“the one of July” is not a valid value for revision",
            "write the revision as the first page of the agreement prints it, such as 0123456789abcdef-01234567",
        ),
        (
            "{on: 2025-07-15, revision: 0123456789abcdef-01234567, envelope: 12-34}",
            "“envelope” is not a key under parties.6.signed.1",
            "did you mean service_record?",
        ),
        ("{on: 2091-07-15, revision: 0123456789abcdef-01234567}", "", "correct the date"),
    ],
)
def test_a_signature_that_is_not_recorded_as_it_must_be(entry: str, message: str, remedy: str) -> None:
    text = changed("    signatories: [Sheriff]\n", f"    signatories: [Sheriff]\n    signed: [{entry}]\n")
    found = [d for d in report_of(text).diagnostics if d.id != "signature-missing"]
    said = (
        message or "the file says that Example County Sheriff's Office signed on 2091-07-15, which is after 2026-11-22"
    )
    assert [(d.message, d.remedy) for d in found] == [(said, remedy)]


def test_what_passes_is_what_the_table_says() -> None:
    """Written by hand: what a clause may name that is different on another day, with a record, or with another number to call."""
    of_a_day = {"on", "status_label", "is_retroactive"}
    records = {
        "status",
        "adopted_on",
        "adopted_by",
        "searched_on",
        "reviewed_on",
        "amendments",
        "signed",
        "signatories",
    }
    to_reach = {"phone", "after_hours", "email", "hotline", "contacts", "to_call", "notices"}
    assert of_a_day | records | to_reach | {"approved_as_to_form_by", "attested_by"} == PASSING

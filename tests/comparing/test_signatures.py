"""Who must sign again: by the rules of the agreement that is changed, and counsel's question where it has none."""

from pathlib import Path

import pytest

from protocol_builder.comparing.amendment import amendment
from protocol_builder.comparing.signatures import subject_of
from protocol_builder.law import shape, vocabulary

from ..edits import with_edits
from .revisions import TEXT, compared
from .test_amendment import titles_of_signers

RULES = TEXT[TEXT.index("  # What the agreement says about who signs") : TEXT.index("  termination: |-")]
TITLE = ("title: Chief Probation Officer", "title: Chief of Probation")
TERM = ("until: 2030-06-30", "until: 2031-06-30")
TIME = ("within: 2 hours\n      convener", "within: 4 hours\n      convener")
COUNTY, CITY, COURT = "Example County", "City of Example", "Superior Court of California, Example County"


def told(found: object) -> dict[str, tuple[bool | None, str]]:
    return {one.party: (one.must_sign, one.why) for one in found.signatures}  # type: ignore[attr-defined]


def test_how_an_instrument_stands_in_one_county_is_a_record() -> None:
    for key in ("status", "adopted_on", "adopted_by"):
        assert subject_of(("counties", "Inyo", "instrument", key)) == subject_of(("instrument", key)) == ""
    assert subject_of(("counties", "Inyo", "instrument", "term", "until")) == "term"


def test_a_job_title_needs_no_amendment(tmp_path: Path) -> None:
    found = told(compared(tmp_path, TITLE))
    assert {must for must, _ in found.values()} == {False}
    assert found[COUNTY][1] == "a change of job titles needs no amendment"


def test_a_time_is_signed_by_the_director_for_the_county_and_by_the_others(tmp_path: Path) -> None:
    found = told(compared(tmp_path, TIME))
    assert found[COUNTY] == (
        True,
        "Director of Social Services may sign a change of time limits for the county, at most 3 times during the term "
        "(0 so far)",
    )
    assert found[CITY] == (True, "it signs each amendment (a change of time limits)")


def with_amendments(*made: tuple[str, str], text: str = TEXT) -> str:
    """The example with amendments, each of a day and who signed it for the county, if that is recorded."""
    entries = "".join(
        f"    - {{number: {number}, on: {on}{f', signed_for_county_by: {by}' if by else ''}}}\n"
        for number, (on, by) in enumerate(made, 1)
    )
    return text.replace("  amendment: |-\n", f"  amendments:\n{entries}  amendment: |-\n")


D, B = "director", "board"


@pytest.mark.parametrize(
    ("made", "must", "why"),
    [
        (
            (("2026-01-10", D), ("2026-02-10", D)),
            True,
            "Director of Social Services may sign a change of time limits for the county, at most 3 times during the term "
            "(2 so far)",
        ),
        (
            (("2025-07-01", D), ("2026-02-10", D), ("2026-03-10", B), ("2026-04-10", D)),
            True,
            "Director of Social Services has signed 3 of at most 3 amendments during the term, so a change of time limits "
            "goes to the board of supervisors",
        ),
        (
            (("2025-06-30", D), ("2026-02-10", D), ("2026-03-10", D)),  # the term begins on 2025-07-01
            True,
            "Director of Social Services may sign a change of time limits for the county, at most 3 times during the term "
            "(2 so far)",
        ),
        (
            (("2026-01-10", D), ("2026-02-10", ""), ("2026-03-10", ""), ("2026-04-10", B)),
            None,
            "Director of Social Services may sign at most 3 amendments during the term, and the earlier file does not say "
            "in signed_for_county_by who signed No. 2 and No. 3; add it, or ask county counsel",
        ),
        (
            (("2026-01-10", D), ("2026-02-10", "")),
            True,
            "Director of Social Services may sign a change of time limits for the county, at most 3 times during the term "
            "(1 so far)",
        ),
    ],
)
def test_what_the_director_has_signed_is_counted(
    made: tuple[tuple[str, str], ...], must: bool | None, why: str, tmp_path: Path
) -> None:
    found = told(compared(tmp_path, TIME, old=with_amendments(*made)))
    assert found[COUNTY] == (must, why)
    assert found[CITY] == (True, "it signs each amendment (a change of time limits)")


def test_without_rules_for_the_board_counsel_says_who_signs_after_the_director(tmp_path: Path) -> None:
    board = TEXT[TEXT.index("    by_board: [term") : TEXT.index("    signed_by: every_party")]
    old = with_amendments(*[("2026-01-10", D)] * 3, text=TEXT.replace(board, ""))
    assert told(compared(tmp_path, TIME, old=old))[COUNTY] == (
        None,
        "Director of Social Services has signed 3 of at most 3 amendments during the term, and amendment_rules does not "
        "say in by_board what goes to the board; ask county counsel",
    )


def test_the_amendment_that_is_written_is_not_counted(tmp_path: Path) -> None:
    old = with_amendments(*[("2026-01-10", D)] * 2)
    record = "    - {number: 2, on: 2026-01-10, signed_for_county_by: director}\n"
    third = record.replace("number: 2, on: 2026-01-10", "number: 3, on: 2026-11-02")
    why = told(compared(tmp_path, TIME, (record, record + third), old=old))[COUNTY][1]
    assert why.endswith("at most 3 times during the term (2 so far)")
    fourth = third.replace("number: 3", "number: 4")
    why = told(compared(tmp_path, TIME, (record, record + third + fourth), old=old))[COUNTY][1]
    assert why.endswith("so a change of time limits goes to the board of supervisors")


def test_where_the_director_has_signed_enough_the_board_signs_the_amendment(tmp_path: Path) -> None:
    def titles(old: str) -> list[str]:
        return titles_of_signers(amendment(compared(tmp_path, TIME, old=old)))

    assert "Chair of the Board of Supervisors" not in titles(with_amendments(("2026-01-10", D)))
    assert titles(with_amendments(*[("2026-01-10", D)] * 3))[0] == "Chair of the Board of Supervisors"


def test_the_term_goes_to_the_board_whatever_else_changed(tmp_path: Path) -> None:
    found = told(compared(tmp_path, TERM, TIME, TITLE))
    assert found[COUNTY] == (True, "a change of the term goes to the board of supervisors")
    assert COURT not in found  # it takes part without signing


@pytest.mark.parametrize("edit", [TERM, TIME, TITLE])
def test_without_rules_of_its_own_the_agreement_s_clause_says_who_signs(edit: tuple[str, str], tmp_path: Path) -> None:
    start, end = TEXT.index("  amendment: |-"), TEXT.index("  # What the agreement says about who signs")
    silent = TEXT.replace(RULES, "").replace(TEXT[start:end], "")
    by = "by the agreement’s article on amendments, each party that signed it signs a change of"
    verdict = {
        TERM: (True, f"{by} the term"),
        TIME: (True, f"{by} time limits"),
        TITLE: (False, "a change of job titles needs no amendment"),
    }[edit]
    assert {*told(compared(tmp_path, edit, old=silent)).values()} == {verdict}
    for own in ("clauses:\n  amendment: {leave_out: true}", "clauses:\n  amendment: {add: The Clerk is notified.}"):
        changed = told(compared(tmp_path, edit, old=silent.replace("\nclauses:", f"\n{own}", 1)))
        assert {must for must, _ in changed.values()} == {None}, "words of the county's own may say otherwise"


@pytest.mark.parametrize("edit", [TERM, TIME, TITLE])
def test_with_words_of_its_own_and_no_rules_county_counsel_is_asked(edit: tuple[str, str], tmp_path: Path) -> None:
    found = told(compared(tmp_path, edit, old=TEXT.replace(RULES, "")))
    assert {must for must, _ in found.values()} == {None}
    assert found[COUNTY][1] == "the earlier file has no amendment_rules under instrument; ask county counsel"


def test_what_the_rules_do_not_name_is_asked(tmp_path: Path) -> None:
    found = told(compared(tmp_path, TERM, old=TEXT.replace("by_board: [term, ", "by_board: [")))
    assert found[COUNTY] == (
        None,
        "amendment_rules does not say who signs a change of the term; ask county counsel",
    )


def test_rules_that_say_two_things_are_asked_about(tmp_path: Path) -> None:
    twice = TEXT.replace("without_amendment: [job_titles, ", "without_amendment: [term, job_titles, ")
    assert told(compared(tmp_path, TERM, old=twice))[COUNTY] == (
        None,
        "amendment_rules has the term in more than one list; ask county counsel",
    )


def test_the_county_alone_signs_where_the_rules_say_so(tmp_path: Path) -> None:
    alone = TEXT.replace("signed_by: every_party", "signed_by: county")
    found = told(compared(tmp_path, TERM, old=alone))
    assert (found[COUNTY][0], found[CITY][0]) == (True, False)
    silent = TEXT.replace("    signed_by: every_party\n", "")
    found = told(compared(tmp_path, TERM, old=silent))
    assert (found[COUNTY][0], found[CITY][0]) == (True, None)


def test_whether_a_party_without_agencies_is_the_county_is_asked(tmp_path: Path) -> None:
    party = TEXT[TEXT.index("  - name: Example County\n") :]
    agencies = next(line for line in party.splitlines(keepends=True) if line.strip().startswith("agencies:"))
    alone = TEXT.replace("signed_by: every_party", "signed_by: county").replace(agencies, "", 1)
    found = told(compared(tmp_path, TERM, old=alone))
    assert found[COUNTY] == (
        None,
        "the county alone signs an amendment, and the file does not say which agencies this party is; ask county counsel",
    )
    assert found[CITY][0] is False


@pytest.mark.parametrize(
    ("before", "after", "why"),
    [
        (
            "status: in_force ",
            "# status: ",
            "the earlier file does not say in status under instrument whether it was signed; ask county counsel",
        ),
        (
            "status: in_force ",
            "status: superseded ",
            "the earlier version is no longer in force (the file says that the instrument is superseded); ask county counsel "
            "whether it can be amended",
        ),
        (
            "until: 2030-06-30",
            "until: 2026-06-30",
            "the earlier version is no longer in force (its term ended on June 30, 2026); ask county counsel whether it can "
            "be amended",
        ),
    ],
)
def test_whether_what_is_not_in_force_can_be_amended_is_asked(
    before: str, after: str, why: str, tmp_path: Path
) -> None:
    found = told(compared(tmp_path, TITLE, old=with_edits(TEXT, (before, after), everywhere=True)))
    assert {*found.values()} == {(None, why)}


def test_without_the_county_s_own_words_the_clause_says_who_signs(tmp_path: Path) -> None:
    start, end = TEXT.index("  amendment: |-"), TEXT.index("  # What the agreement says about who signs")
    silent = TEXT.replace("    signed_by: every_party\n", "").replace(TEXT[start:end], "")
    assert told(compared(tmp_path, TERM, old=silent))[CITY][0] is True


def test_rules_that_a_change_brings_do_not_excuse_that_change(tmp_path: Path) -> None:
    old = TEXT.replace(RULES, "").replace(
        "The parties may amend this Agreement in writing.", "It is amended in writing."
    )
    free = RULES.replace("without_amendment: [job_titles, ", "without_amendment: [term, amending, job_titles, ").replace("by_board: [term, ", "by_board: [").replace(", amending]", "]")  # fmt: skip
    found = compared(
        tmp_path,
        TERM,
        ("It is amended in writing.", "The parties may amend this Agreement in writing."),
        ("  termination: |-", f"{free}  termination: |-"),
        old=old,
    )
    assert {must for must, _ in told(found).values()} == {None}


def test_rules_that_only_say_the_same_words_as_data_are_used(tmp_path: Path) -> None:
    found = compared(tmp_path, TERM, ("  termination: |-", f"{RULES}  termination: |-"), old=TEXT.replace(RULES, ""))
    assert told(found)[COUNTY][0] is True


def test_a_new_party_signs_and_one_that_leaves_is_counsel_s_question(tmp_path: Path) -> None:
    party = "  - name: Example Clinic\n    signature: signs\n    signatories: [Director]\n"
    joined = compared(tmp_path, ("\nparties:\n", f"\nparties:\n{party}"))
    assert told(joined)["Example Clinic"] == (True, "it did not sign the earlier version")
    left = compared(tmp_path, (party, ""), old=TEXT.replace("\nparties:\n", f"\nparties:\n{party}"))
    assert told(left)["Example Clinic"] == (
        None,
        "it is no longer a party; ask county counsel how it leaves the agreement",
    )


def test_a_draft_is_signed_by_everyone(tmp_path: Path) -> None:
    draft = TEXT.replace("status: in_force ", "status: draft ")
    found = told(compared(tmp_path, TITLE, old=draft))
    assert {must for must, _ in found.values()} == {True}


def test_public_sources_do_not_say_who_signs(tmp_path: Path) -> None:
    public = TEXT.replace("completeness: complete", "completeness: public_sources_only")
    assert {must for must, _ in told(compared(tmp_path, TITLE, old=public)).values()} == {None}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("reviewed_on: 2025-03-11", "reviewed_on: 2026-03-11"),
        ("  - This file is an example. Do not", "  - This is an example. Do not"),
        ("2025-26, 2026-27]", "2025-26, 2026-27, 2027-28]"),
        ("date: 2025-07-15\n    note", "date: 2025-07-16\n    note"),
    ],
)
def test_records_are_no_terms_of_the_agreement(before: str, after: str, tmp_path: Path) -> None:
    found = told(compared(tmp_path, (before, after)))
    assert {(must, why) for must, why in found.values()} == {(False, "none of the agreement’s terms changed")}


def test_names_decide_nothing(tmp_path: Path) -> None:
    found = told(compared(tmp_path, TERM, ("  - name: Example County\n", "  - name: The Entity\n")))
    assert found["The Entity"][0] is True


def _keys(path: tuple[str, ...]) -> list[tuple[str, ...]]:
    return [(*path, key) for key in shape.keys_at(path)]


def test_every_key_is_a_term_or_a_record() -> None:
    """What is neither would be signed by no one, without a word."""
    records = {"completeness", "sources", "notes", "csec_program", "checked_texts", "declined"}
    about = {
        ("instrument", key)
        for key in ("status", "number", "adopted_on", "adopted_by", "searched_on", "source", "amendments")
    }
    tops = _keys(()) + _keys(("instrument",)) + _keys(("mdt",)) + _keys(("steering_committee",))
    bare = [path for path in tops if not subject_of(path)]
    assert {path for path in bare if path[0] != "instrument" or len(path) > 1} - about == {
        *((key,) for key in records),
        ("mdt", "source"),
        ("steering_committee", "source"),
    }


def test_a_new_telephone_number_is_signed_by_no_one() -> None:
    for place in (("agencies", "probation"), ("mdt", "seats", "probation"), ("protocol_team", "seats", "sheriff", 0)):
        assert subject_of((*place, "phone")) == subject_of((*place, "after_hours", "number")) == ""
        assert subject_of(place)


def _is_in_shape(steps: tuple[str, ...], place: tuple[str | int, ...] = ()) -> bool:
    """Whether the shape has a place for keys, where * is any key, and a list may be between two."""
    if not steps:
        return bool(shape.schema_at(place))
    options = shape.keys_at(place) or ("probation",) if steps[0] == "*" else (steps[0],)
    return any(
        _is_in_shape(steps[1:], (*here, key))
        for key in options
        for here in (place, (*place, 0))
        if shape.schema_at((*here, key))
    )


def test_every_key_of_the_vocabulary_is_in_the_shape() -> None:
    for entry in vocabulary.lists()["agreement_changes"].values():
        for key in entry["keys"]:
            assert _is_in_shape(tuple(key.split("."))), key

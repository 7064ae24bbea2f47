"""Each kind of instrument has clauses of its own, or makes no agreement."""

import re

import pytest

from protocol_builder.agreement import clauses
from protocol_builder.agreement.agreement import Agreement, agreement
from protocol_builder.agreement.blocks import Box, printed_lines
from protocol_builder.agreement.role_sheets import agency_sheets
from protocol_builder.law import vocabulary
from protocol_builder.writers import documents

from ..checking.test_system_of_care import MANDATED, without
from ..conftest import EXAMPLE, SYSTEM_OF_CARE, report_of

KINDS = tuple(vocabulary.lists()["instrument_kinds"])
WITH_CLAUSES = ("interagency_protocol", "interagency_mou", "system_of_care_mou")
TEXT = SYSTEM_OF_CARE.read_text("utf-8")
FEW = """\
county: Inyo
instrument: {kind: KIND, status: in_force, adopted_on: 2025-01-01}
csec_program: {elects_funds: true}
agencies:
  probation: {name: Probation Department, kind: county_department, functions: [probation]}
"""


def text(made: Agreement) -> str:
    return "\n".join(made.lines)


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_without_clauses_makes_no_agreement_of_anothers_text(kind: str) -> None:
    report = report_of(FEW.replace("KIND", kind))
    if kind in WITH_CLAUSES:
        assert agreement(report).articles
        assert "mou" in documents.made_by_build(report)
        assert "fact-sheet" not in documents.made_by_mou(report)
        return
    assert documents.made_by_build(report)[:1] == ("fact-sheet",)
    assert "mou" not in documents.made_by_mou(report)
    label = vocabulary.label("instrument_kinds", kind)
    why = "found no instrument, so" if kind == "none_found" else f"({label}), so no agreement is made of it"
    with pytest.raises(clauses.NoClausesError, match=re.escape(why)):
        agreement(report)


def test_the_system_of_care_memorandum_has_no_clause_of_the_protocol() -> None:
    for shape in (TEXT, FEW.replace("KIND", "system_of_care_mou").replace("csec_program: {elects_funds: true}\n", "")):
        agreed = agreement(report_of(shape))
        assert agreed.law_memo
        made = text(agreed) + text(agreed.law_memo)
        assert not re.search(r"CSEC|[Ee]xploit|16524|16501\.35|11166|steering committee|interagency protocol", made)
        assert "WIC 16521.6(a)(1)(A)" in made


def test_the_protocol_has_no_clause_of_the_memorandum_but_the_one_on_how_they_relate() -> None:
    found = [
        article.id
        for article in agreement(report_of(EXAMPLE.read_text("utf-8"))).articles
        if "16521.6" in "\n".join(printed_lines(article.blocks))
    ]
    assert found == ["system-of-care"]


def test_a_complete_memorandum_is_no_draft_and_says_what_it_is() -> None:
    made = agreement(
        report_of(TEXT.replace("Example County", "Inyo", 1).replace("county: Example County", "county: Inyo"))
    )
    assert not made.state.is_draft
    assert made.kind == "System of Care memorandum of understanding"
    untitled = re.sub(r"(?m)^  title: .*\n", "", TEXT)
    assert agreement(report_of(untitled)).title == (
        "System of Care Memorandum of Understanding for Children and Youth in Foster Care"
    )


@pytest.mark.parametrize("requirement", MANDATED, ids=lambda requirement: requirement.id)
def test_what_is_left_out_makes_a_draft_with_the_gap_in_its_article(requirement) -> None:  # type: ignore[no-untyped-def]
    made = agreement(report_of(without(TEXT, requirement)))
    assert made.state.is_draft
    (article,) = [a for a in made.articles if a.gaps]
    assert [gap.requirement.id for gap in article.gaps] == [requirement.id]
    (box,) = [block for block in article.blocks if isinstance(block, Box)]
    assert box.title == "GAP: not met"
    assert "1 not met" in " ".join(made.statements)
    clause = next(clause for clause in clauses.of_kind("system_of_care_mou") if clause.id == article.id)
    assert clause.shows(requirement.id)


def test_the_pages_of_duties_are_those_of_the_kind() -> None:
    report = report_of(TEXT)
    assert documents.made_by_build(report) == ("mou", "law-memo", "role-sheets", "distribution")
    sheets = agency_sheets(report, agreement(report))
    assert [sheet.title for sheet in sheets][:2] == [
        "Example County Department of Social Services",
        "Example County Probation Department",
    ]
    assert sheets[0].parts


def test_shared_clauses_are_in_one_file() -> None:
    protocol, memorandum = (clauses.of_kind(kind) for kind in ("interagency_mou", "system_of_care_mou"))
    files = {clause.path for clause in protocol}
    shared = [clause.id for clause in memorandum if clause.path in files]
    assert shared == [
        *("effective-date", "term", "amendment", "termination", "legal-authority"),
        *("indemnification", "insurance", "records", "counterparts", "notices", "general"),
    ]

"""The amendment: only what changed, by the numbers of the agreement that is amended, and lines for those who must sign."""

import io
from pathlib import Path

import pytest

from protocol_builder.agreement.agreement import Agreement, agreement
from protocol_builder.agreement.blocks import Block, Box, Paragraph, Quote, Signature, Table, printed_lines
from protocol_builder.agreement.provisions import changes
from protocol_builder.commands.reports.compare_text import lines as report
from protocol_builder.comparing.amendment import NoAmendmentError, amendment
from protocol_builder.writers.word.document import docx
from protocol_builder.writers.word.docx_text import read_paragraphs
from protocol_builder.writers.word.package import open_package

from ..conftest import report_of
from ..edits import with_edits
from ..writers.word.office_schema import schema_faults
from .revisions import TEXT, compared

PROBATION = "Example County Probation Department"
JUVENILE = "Example County Juvenile Probation Department"
LEAVING = (("Example Youth Services", "youth_services"), ("CASA of Example County", "casa"))
TERM = ("until: 2030-06-30", "until: 2031-06-30")
MADE = """  amendments:
    - number: 1
      on: 2026-02-10
      reference: Resolution 26-031
      about: the stages of the team
  amendment: |-
"""


def blocks_of(made: Agreement, title: str) -> tuple[Block, ...]:
    return next((article.blocks for article in made.articles if article.title == title), ())


def lines_of(made: Agreement, title: str) -> list[str]:
    return [line.replace("\N{NO-BREAK SPACE}", " ") for line in printed_lines(blocks_of(made, title))]


def number_of(text: str, article: str, beginning: str) -> str:
    """The number of a provision in the agreement of a county file."""
    found = next(one for one in agreement(report_of(text)).articles if one.id == article)
    return next(
        block.number
        for block in found.blocks
        if isinstance(block, Paragraph) and "".join(run.text for run in block.runs).startswith(beginning)
    )


def titles_of_signers(made: Agreement) -> list[str]:
    return [
        value
        for block in blocks_of(made, "Signatures")
        if isinstance(block, Signature) and not block.purpose
        for label, value in block.lines
        if label == "Title:"
    ]


def test_only_the_changed_provision_is_amended_and_everything_else_stays(tmp_path: Path) -> None:
    made = amendment(compared(tmp_path, TERM))
    assert made.title == "Amendment No. 1"
    first, text = lines_of(made, "Amended provisions")
    number = number_of(TEXT, "term", "This Agreement ends on")
    assert first == f"Section {number} (Term and review) is amended to read:"
    assert text.startswith(f"{number} This Agreement ends on June 30, 2031, unless ")
    assert lines_of(made, "Everything else stays") == [
        "All other provisions of the Agreement stay as they are and remain in full force and effect.",
        "This amendment takes effect when everyone who must sign it has signed it.",
    ]
    assert dict(made.facts)["Term"].startswith("From July 1, 2025 until June 30, 2031")
    assert made.state.word == "for_signature"


def test_of_a_table_only_the_rows_that_changed_are_amended(tmp_path: Path) -> None:
    made = amendment(compared(tmp_path, (f"name: {PROBATION}", f"name: {JUVENILE}")))
    blocks = blocks_of(made, "Amended provisions")
    number = number_of(TEXT, "protocol-team", "The members of the protocol team are")
    instruction = f"In the table of Section {number} (Protocol team), the row “Probation” is amended to read:"
    place = [*(line for block in blocks for line in list(printed_lines((block,)))[:1])].index(instruction)
    quote = blocks[place + 1]
    assert isinstance(quote, Quote)
    (table,) = quote.blocks
    assert isinstance(table, Table)
    assert [[run.text for cell in row for run in cell] for row in table.rows] == [
        ["Probation", JUVENILE, "Chief Probation Officer", "Juvenile Division Director"]
    ]


def test_articles_and_provisions_are_added_and_deleted_at_their_places(tmp_path: Path) -> None:
    tonight = "narrative:\n  - heading: Tonight\n    text: A bed is kept free.\n"
    made = amendment(compared(tmp_path, ("narrative:\n", tonight)))
    lines = lines_of(made, "Amended provisions")
    number = int(next(one.number for one in agreement(report_of(TEXT)).articles if one.id == "narrative-1"))
    instruction = f"The following article is added after Article {number - 1}, with the title “{number}. Tonight”:"
    assert lines[lines.index(instruction) + 1] == f"{number}.1 A bed is kept free."
    assert lines_of(made, "Everything else stays")[0].startswith(
        "What follows an added or deleted provision is renumbered"
    )
    other = compared(tmp_path, (tonight, "narrative:\n"), old=TEXT.replace("narrative:\n", tonight, 1))
    assert f"Article {number} (Tonight) is deleted." in lines_of(amendment(other), "Amended provisions")


def test_a_reference_with_another_number_is_no_amendment(tmp_path: Path) -> None:
    first = "narrative:\n  - heading: Tonight\n    text: A bed is kept free.\n"
    comparison = compared(tmp_path, ("narrative:\n", first))
    changed = changes(*(agreement(side.report) for side in (comparison.old, comparison.new)))
    # One provision of the other articles lists the titles of the county's own.
    assert [(one.kind, one.article.id) for one in changed] == [("changed", "general"), ("article added", "narrative-1")]


def test_earlier_amendments_are_recited_and_the_number_follows_them(tmp_path: Path) -> None:
    old = TEXT.replace("  amendment: |-\n", MADE)
    made = amendment(compared(tmp_path, TERM, old=old))
    assert made.title == "Amendment No. 2"
    recitals = lines_of(made, "Recitals")
    assert recitals[1] == "Amendment No. 1 of February 10, 2026 (Resolution 26-031) changed the stages of the team."
    assert recitals[0].endswith(", adopted July 15, 2025 by the Example County Board of Supervisors (the “Agreement”).")
    restating = "      about: the stages of the team\n    - number: 3\n      on: 2026-11-20\n      restates: true\n"
    made = amendment(compared(tmp_path, TERM, ("      about: the stages of the team\n", restating), old=old))
    assert made.title == "Amendment No. 3"
    assert "The Agreement, as amended, is restated as a whole in the document attached." in lines_of(
        made, "Everything else stays"
    )


def test_an_agreement_of_one_party_is_not_between_parties(tmp_path: Path) -> None:
    begin, end = TEXT.index("parties:\n"), TEXT.index("narrative:\n")
    alone = (
        "parties:\n  - {name: Example County, agencies: [social_services], signature: signs, signatories: [Chair]}\n"
    )
    recital = lines_of(amendment(compared(tmp_path, TERM)), "Recitals")[0]
    assert ", among Example County, the Example County Sheriff's Office, " in recital
    made = amendment(compared(tmp_path, TERM, old=f"{TEXT[:begin]}{alone}{TEXT[end:]}"))
    assert ", made by Example County, adopted July 15, 2025 " in lines_of(made, "Recitals")[0]


def test_those_sign_who_must_by_the_agreements_own_rules(tmp_path: Path) -> None:
    made = amendment(compared(tmp_path, TERM))
    assert lines_of(made, "Who signs")[0].endswith(" (Amendment) of the Agreement says how it is amended.")
    titles = titles_of_signers(made)
    assert titles[:3] == ["Chair of the Board of Supervisors", "Director of Social Services", "Sheriff"]
    unknown = TEXT.replace("    by_board: [term, funds,", "    by_board: [funds,")
    made = amendment(compared(tmp_path, TERM, old=unknown))
    (box, *_) = [block for block in blocks_of(made, "Who signs") if isinstance(block, Box)]
    assert box.title.startswith("NOT YET KNOWN: whether Example County")
    assert "".join(printed_lines(box.blocks)) == (
        "amendment_rules does not say who signs a change of the term; ask county counsel."
    )
    assert blocks_of(made, "Signatures") == ()


def test_what_a_director_may_sign_has_no_line_for_the_board(tmp_path: Path) -> None:
    made = amendment(
        compared(tmp_path, ("narrative:\n", "narrative:\n  - heading: Tonight\n    text: A bed is kept free.\n"))
    )
    assert lines_of(made, "Who signs")[2].startswith("Example County, ")
    assert titles_of_signers(made)[:2] == ["Director of Social Services", "Sheriff"]


def test_of_parties_that_leave_together_each_is_named_once(tmp_path: Path) -> None:
    leaving = [
        (
            f"  - name: {name}\n    agencies: [{id}]\n    signature: signs\n",
            f"  - name: {name}\n    agencies: [{id}]\n    signature: participates\n",
        )
        for name, id in LEAVING
    ]
    found = compared(tmp_path, *leaving)
    lines = lines_of(amendment(found), "Who signs")
    at = next(n for n, line in enumerate(lines) if line.startswith("NOT YET KNOWN"))
    names = " and ".join(name for name, _ in LEAVING)
    assert lines[at : at + 2] == [
        f"NOT YET KNOWN: whether {names} must sign",
        "Each of them signed before and does not any more; ask county counsel how it leaves the agreement.",
    ]
    assert f"{names}: unknown: each of them signed before" in "\n".join(report([found], (), ()))


@pytest.mark.parametrize(
    ("title", "signs"),
    [
        ('"Director of Social Services "', True),
        ('" Director of Social Services"', True),
        ("Director of Social", False),
        ("Director of Public Health", False),
    ],
)
def test_a_director_who_may_sign_is_found_among_the_signatories_by_the_title_alone(
    tmp_path: Path, title: str, signs: bool
) -> None:
    old = with_edits(TEXT, ("by_director: {title: Director of Social Services", f"by_director: {{title: {title}"))
    made = amendment(
        compared(
            tmp_path, ("narrative:\n", "narrative:\n  - heading: Tonight\n    text: A bed is kept free.\n"), old=old
        )
    )
    assert (titles_of_signers(made)[1] == "Sheriff") is signs
    assert "  " not in " ".join(lines_of(made, "Who signs"))


@pytest.mark.parametrize(
    ("edits", "why"),
    [
        ((), "no provision of the agreement changed, so there is nothing to amend"),
        (
            (("status: in_force ", "status: draft    "), TERM),
            "the old agreement is not signed yet, so its parties sign the agreement itself",
        ),
        (
            (("completeness: complete", "completeness: public_sources_only"), TERM),
            "it has only what public sources show, so only the county can write its amendment",
        ),
    ],
)
def test_where_nothing_can_be_amended_the_reason_is_said(
    edits: tuple[tuple[str, str], ...], why: str, tmp_path: Path
) -> None:
    old = with_edits(TEXT, *edits[:1], everywhere=True)
    with pytest.raises(NoAmendmentError) as error:
        amendment(compared(tmp_path, *edits[1:], old=old))
    assert str(error.value) == why


def test_word_prints_the_amendment(tmp_path: Path) -> None:
    made = amendment(compared(tmp_path, TERM))
    content = docx(made)
    assert schema_faults(content) == []
    with open_package(io.BytesIO(content)) as package:
        texts = [paragraph.text for paragraph in read_paragraphs(package.part(package.document))]
    assert next(iter(lines_of(made, "Amended provisions"))) in [
        text.replace("\N{NO-BREAK SPACE}", " ") for text in texts
    ]
    assert "Amendment No. 1" in texts


def test_the_agreement_is_printed_as_amended_and_restated() -> None:
    found = agreement(report_of(TEXT.replace("  amendment: |-\n", MADE)))
    assert dict(found.facts)["Amended"] == "By Amendment No. 1 of February 10, 2026 (Resolution 26-031)"
    assert not any("restated" in statement for statement in found.statements)
    plain = agreement(report_of(TEXT))
    assert "Amended" not in dict(plain.facts)
    assert plain.revision == found.revision
    restated = agreement(
        report_of(TEXT.replace("  amendment: |-\n", MADE.replace("  amendment:", "      restates: true\n  amendment:")))
    )
    assert (
        "This document is the agreement as amended and restated by Amendment No. 1 of February\N{NO-BREAK SPACE}10, 2026 "
        "(Resolution 26-031). "
        "It replaces the earlier text." in restated.statements
    )

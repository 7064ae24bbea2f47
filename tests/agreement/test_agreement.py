"""The agreement: what is in it, what every page is marked with, and that each gap is shown in its place."""

import datetime
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from protocol_builder.agreement.agreement import Agreement, Article, agreement
from protocol_builder.agreement.blocks import (
    Block,
    Box,
    Code,
    Heading,
    Listing,
    Paragraph,
    Signature,
    Table,
    plain_text,
    printed_lines,
)
from protocol_builder.agreement.clause_text import names
from protocol_builder.agreement.clauses import ClauseError
from protocol_builder.agreement.state import State
from protocol_builder.checking.evaluate import Verdict
from protocol_builder.diagnostic import Diagnostic
from protocol_builder.english import printed_date
from protocol_builder.law import requirements, vocabulary

from ..conftest import EXAMPLE, report_of

# The model file under a real county's name: everything in it is met, and nothing marks it as an example.
COMPLETE = EXAMPLE.read_text("utf-8").replace("county: Example County", "county: Yolo", 1)

SMALL = """\
county: Yolo
instrument: {kind: interagency_protocol}
csec_program: {elects_funds: true, protocol_developed_on: 2019-05-01}
agencies:
  hhsa: {name: "Health & <b>Human</b> *Services*", kind: county_department, functions: [human_services]}
"""

HOSTILE = [
    "C & F <interim> \"quoted\" 'single' ‘curly’ “double”",
    "Suite #4",
    "# 4",
    "__x__ *y* `z` [a](http://b) ![c](d)",
    "1. one",
    "- dash",
    "+ plus",
    "> quote",
    "| a | b |",
    "{{ 7 * 7 }} {% if %} {# c #} {_{ x }_}",
    "&amp; &copy; \\n \\",
    "~~no~~ ==no== ^no^ $no$",
    "é ñ Ł ʻ 😀 שלום 漢字",
    "https://example.org/?a=1&b=2",
    "<!-- no --> <script>alert(1)</script>",
    "\ue00041\ue001",
]


def library(folder: Path, **clauses: str) -> Path:
    """A clause library of its own, the bodies given by id."""
    for number, (id, body) in enumerate(clauses.items(), 1):
        front = "" if body.startswith("---\n") else f"---\ntitle: {id.title()}\n---\n"
        (folder / f"{number:02}0-{id}.md").write_text(front + body, "utf-8")
    return folder


def article(found: Agreement, id: str) -> Article:
    return next(article for article in found.articles if article.id == id)


def said(found: Article | tuple[Block, ...]) -> str:
    return "\n".join(printed_lines(found.blocks if isinstance(found, Article) else found))


def boxes(found: Agreement) -> dict[str, list[Box]]:
    """The boxes of each article that has any."""
    inside = {a.id: [block for block in a.blocks if isinstance(block, Box)] for a in found.articles}
    return {id: found for id, found in inside.items() if found}


def test_an_agreement_in_which_nothing_is_missing_is_clean() -> None:
    made = agreement(report_of(COMPLETE))
    assert made.state == State("in_force")
    assert (made.marks, made.watermark, made.footer, made.statements) == ((), "", "", ())
    assert boxes(made) == {}
    assert [label for label, _ in made.facts] == ["Instrument", "Number", "Status", "Adopted", "Term", "Revision"]
    last = made.articles[-1]
    assert (last.heading, last.begins_a_page) == ("About this document", True)
    assert list(printed_lines(last.blocks)) == [
        f"{made.provenance.line}.",
        "This page is not part of the agreement.",
        requirements.DISCLAIMER,
    ]


def test_the_law_memo_says_how_the_agreement_meets_the_law() -> None:
    made = agreement(report_of(COMPLETE))
    found = memo(made)
    assert (found.title, found.marks) == ("How this agreement meets the law", ())
    assert found.footer == made.provenance.line, "a memo says on every page what it was made from"
    assert found.statements == (
        "This memo is for counsel. It goes with the agreement and is not part of what is signed.",
        "The statutes checked here set 108 duties: 98 stated in the file, 10 in the county’s own words (not read by any "
        "program).",
        "This memo compares the county file, requirement by requirement, with the law in effect on November\u00a022, "
        "2026, as far as that law is checked here. This is not legal advice; county counsel decides.",
    )
    assert dict(found.facts)["Agreement"] == made.title
    assert not set(found.lines) & {line for line in made.lines if "requirement" in line}


def test_the_example_is_never_taken_for_an_agreement() -> None:
    made = agreement(report_of(EXAMPLE.read_text("utf-8")))
    assert made.state == State("in_force", (), ("EXAMPLE: not a real county",), True)
    assert (made.watermark, made.footer) == ("EXAMPLE", "")
    assert "invented" in made.statements[0]


def without_probation(file: str) -> str:
    """The file without the probation seat on the protocol team."""
    team, seat = file.index("\nprotocol_team:"), re.compile(r"\n    probation:.*?(?=\n    [a-z_]+:)", re.DOTALL)
    found = file[:team] + seat.sub("", file[team:], count=1)
    assert found != file
    return found


def test_a_missing_seat_is_shown_in_its_article_with_the_law_and_what_to_write() -> None:
    made = agreement(report_of(without_probation(COMPLETE)))
    assert made.marks == ("DRAFT",)
    [(id, [box])] = boxes(made).items()
    assert (id, box.title) == ("protocol-team", "GAP: not met")
    shown = said((box,))
    assert "No one represents the county probation department on the protocol team." in shown
    assert "WIC 16524.8(a)(1)(A), in effect since January\u00a01, 2015: “" in shown
    assert "The county probation department.”" in shown
    code = [block.text for block in box.blocks if isinstance(block, Code)]
    assert any(
        'probation: {agency: probation, title: "TODO"}   # for example Chief Probation Officer' in example
        for example in code
    )
    assert isinstance(article(made, id).blocks[-1], Box), "the gap stands at the end of its article"
    assert [verdict.requirement.id for verdict in article(made, id).gaps] == ["protocol-team-probation"]
    assert made.statements[0] == "This document is a draft because 1 statutory duty is not met or unknown."
    assert made.statements[1] == (
        "The statutes checked here set 108 duties: 97 stated in the file, 10 in the county’s own words (not read by any "
        "program), 1 not met. "
        "Each gap is marked in its place; the law memo lists them all."
    )


def memo(made: Agreement) -> Agreement:
    """The law memo that goes with an agreement."""
    assert made.law_memo
    return made.law_memo


def in_memo(made: Agreement) -> tuple[Block, ...]:
    """Everything in the law memo."""
    return tuple(block for part in memo(made).articles for block in part.blocks)


def proven(made: Agreement) -> dict[tuple[str, str], list[list[str]]]:
    """The rows of the law memo, without its questions and terms, by the heading above them and the words in bold above their table."""
    found: dict[tuple[str, str], list[list[str]]] = {}
    for part in (part for part in memo(made).articles if part.id not in ("questions", "terms")):
        title, above = part.title, ""
        for block in part.blocks:
            if isinstance(block, Heading):
                title, above = plain_text(block.runs), ""
            elif isinstance(block, Paragraph):
                above = block.runs[0].text.removesuffix(". ")
            elif isinstance(block, Table):
                rows = [[plain_text(cell) for cell in row] for row in block.rows]
                found.setdefault((title, above), []).extend(rows)
    return found


DUTIES, GUIDANCE = "Statutory duties", "Recommendations in guidance, not law"


def test_the_law_memo_proves_each_requirement() -> None:
    report = report_of(without_probation(COMPLETE))
    made = agreement(report)
    tables = [block for block in in_memo(made) if isinstance(block, Table)]
    rows = proven(made)
    about_the_file = [finding for finding in report.diagnostics if not finding.citation]
    assert {finding.id for finding in about_the_file} == {"number-for-examples"}, (
        "a real county with the example's numbers"
    )
    own_topics = rows.pop(("Where the county’s own words take the place of the library’s paragraphs", ""))
    assert [
        "Article 11 (The youth’s voice and safety planning)",
        "the youth’s voice",
        "The county file, under mdt.youth_part",
    ] in (own_topics)
    assert sum(map(len, rows.values())) == sum(v.is_asked for v in report.verdicts) + len(report.data["clauses"]) + len(
        about_the_file
    )
    number = article(made, "protocol-team").number
    words, stated = "In the county’s own words", "Stated in the file"
    assert list(rows)[:5] == [
        (DUTIES, ""),
        (DUTIES, words),
        (DUTIES, stated),
        (GUIDANCE, words),
        (GUIDANCE, stated),
    ]
    assert [row[1] for row in rows[DUTIES, words]] == [
        v.requirement.title for v in report.verdicts if v.rests_on_words and v.requirement.force == "shall"
    ]
    assert rows[DUTIES, ""] == [
        [
            "WIC 16524.8(a)(1)(A)",
            "The county probation department is on the protocol team",
            "not met",
            f"No one represents the county probation department on the protocol team. See Article {number}.",
        ]
    ]
    assert {row[2] for row in rows[DUTIES, stated] if row[0] == "WIC 16524.8(a)(1)(B)"} == {f"Article {number}"}
    links = {run.link for table in tables for row in table.rows for run in row[-1] if run.link}
    assert not links, "the articles are in another document"


def test_a_gap_whose_clause_is_left_out_is_shown_in_the_law_memo(tmp_path: Path) -> None:
    only = library(tmp_path, purpose="---\ntitle: Purpose\nrequirements: [protocol-team-*]\nwhen: false\n---\nText.\n")
    made = agreement(report_of(without_probation(COMPLETE)), only)
    assert list(boxes(made)) == []
    assert list(boxes(memo(made))) == ["gaps"]


def test_what_waits_for_one_answer_or_breaks_one_sentence_stands_in_one_box() -> None:
    file = "county: Inyo\ncompleteness: public_sources_only\n" + SMALL.partition("\n")[2].replace(
        "elects_funds: true, ", ""
    )
    shown = boxes(agreement(report_of(file)))["multidisciplinary-team"]
    assert [box.title for box in shown] == ["GAP: unknown"]
    assert said(tuple(shown)).count(" are on a child's multidisciplinary team (WIC 16524.7(d)(2)(B))") == 5
    assert "“" not in said(tuple(shown)), "what is open takes a line each; the article tells the law"
    for article_boxes in boxes(agreement(report_of(SMALL))).values():
        for box in article_boxes:
            examples = [block.text for block in box.blocks if isinstance(block, Code)]
            assert len(examples) == len(set(examples)), "what closes several gaps is shown once"
    not_met = boxes(agreement(report_of(SMALL)))["multidisciplinary-team"]
    assert said(tuple(not_met)).count("A multidisciplinary team serving a child") == 1
    assert said(tuple(not_met)).count("is on the multidisciplinary team.") == 5


def test_several_counties_are_named_in_their_gaps_and_in_the_proof() -> None:
    seats = "{human_services: {agency: h%s}, mental_health: {agency: a}, public_health: {agency: a}, juvenile_court: {agency: c%s}%s}"
    part = "{csec_program: {elects_funds: true, protocol_developed_on: 2015}, protocol_team: {lead: human_services, seats: %s}}"
    made = agreement(
        report_of(
            "instrument: {kind: interagency_mou}\n"
            f"counties:\n  Sutter: {part % (seats % (1, 1, ''))}\n  Yuba: {part % (seats % (2, 2, ', probation: {agency: p}'))}\n"
            "agencies:\n  a: {name: A, kind: joint_agency, functions: [mental_health, public_health]}\n"
            "  h1: {name: H, kind: county_department, functions: [human_services], county: Sutter}\n"
            "  h2: {name: H, kind: county_department, functions: [human_services], county: Yuba}\n"
            "  c1: {name: C, kind: court, functions: [juvenile_court]}\n"
            "  c2: {name: C, kind: court, functions: [juvenile_court]}\n"
            "  p: {name: P, kind: county_department, functions: [probation], county: Yuba}\n"
        )
    )
    assert [box.title for box in boxes(made)["protocol-team"]] == ["GAP: not met, Sutter County"]
    assert [box.title for box in boxes(made)["services"]] == [
        *["GAP: not met, Sutter and Yuba Counties"] * 2,
        "GAP: unknown, Sutter and Yuba Counties",
    ]
    headings = [part.title for part in memo(made).articles if part.id not in ("questions", "gaps")]
    assert headings[:2] == ["Statutory duties", "Recommendations in guidance, not law"]
    team = ("WIC 16524.8(a)(1)(A)", "WIC 16524.8(a)(1)(B)")
    rows = {
        above: [row[:4] for row in found if row[0] in team]
        for (heading, above), found in proven(made).items()
        if heading == DUTIES
    }
    assert {above: found for above, found in rows.items() if found} == {
        "": [["WIC 16524.8(a)(1)(A)", "The county probation department is on the protocol team", "Sutter", "not met"]],
        "Stated in the file": [
            ["WIC 16524.8(a)(1)(A)", "The county probation department is on the protocol team", "Yuba", "Article 7"],
            ["WIC 16524.8(a)(1)(B)", "The county mental health department is on the protocol team", "all", "Article 7"],
        ],
    }


SPARSE = """\
county: Yolo
instrument: {kind: interagency_protocol, status: in_force}
csec_program: {elects_funds: true, protocol_developed_on: 2019-05-01}
agencies:
  hhsa: {name: Services, kind: county_department, functions: [human_services, child_welfare]}
  sheriff: {name: Sheriff, kind: elected_county_office, functions: [sheriff]}
training: {staff: [social_workers, probation_officers], topics: [identification, documentation, services]}
"""


def test_the_law_memo_denies_nothing_that_an_article_says_of_guidance() -> None:
    """What the file leaves aside and the library words itself is the library's, to be confirmed; a duty stays a gap."""
    made = agreement(report_of(SPARSE))
    rows = proven(made)
    library_s = {(row[0], row[1]): row[2] for row in rows[GUIDANCE, "Only in the library’s wording"]}
    assert library_s["ACIN I-23-15, Model Framework II", "The protocol states its purpose"] == "Article 4"
    assert library_s["ACIN I-23-15, Model Framework V(m)", "The protocol says what law enforcement undertakes"] == (
        f"Article {article(made, 'roles').number}"
    )
    unsaid = [row[1] for row in rows[GUIDANCE, "Not addressed"]]
    assert "The protocol says what county counsel undertakes" in unsaid
    assert "A referral is investigated within 10 days" in unsaid
    appendix = said(in_memo(made))
    assert "The protocol does not state" not in appendix
    assert (
        "Only in the library’s wording. The county file does not address these recommendations. The articles listed address "
        "them in the library’s wording, which the county and its counsel confirm or change."
    ) in appendix
    assert [row[2:] for row in rows[GUIDANCE, ""] if row[1] == "Staff are supported against secondary trauma"] == [
        [
            "not met",
            "In the county file, training leaves out secondary trauma. The library’s wording, which the county and its "
            f"counsel confirm or change, is in Article {article(made, 'training').number}.",
        ]
    ]
    [box] = boxes(made)["training"]
    assert "In the county file, training leaves out secondary trauma." in said((box,))
    duties = [v for v in report_of(SPARSE).verdicts if v.requirement.force == "shall"]
    told = {above: len(found) for (heading, above), found in rows.items() if heading == DUTIES}
    assert told == {
        "": sum(v.state == "not_met" for v in duties),
        "In the law’s own words": sum(v.state == "unknown" and v.requirement.is_of_practice for v in duties),
        "Unknown": sum(v.state == "unknown" and not v.requirement.is_of_practice for v in duties),
        "Stated in the file": sum(v.result == "stated" for v in duties),
    }
    assert "No one represents the county probation department on the protocol team. See Article 7." in appendix


def test_what_the_countys_own_words_say_of_guidance_is_left_to_a_person() -> None:
    rows = proven(agreement(report_of(SPARSE + "clauses: {purpose: {replace: We meet.}}\n")))
    assert "The protocol states its purpose" in [row[1] for row in rows[GUIDANCE, "Not addressed"]]
    assert "The protocol states its purpose" not in [row[1] for row in rows[GUIDANCE, "Only in the library’s wording"]]
    sentence = "Only a person can judge whether the county’s own words do."
    assert sentence in said(in_memo(agreement(report_of(SPARSE + "narrative: [{heading: Us, text: We.}]\n"))))
    assert sentence not in said(in_memo(agreement(report_of(SPARSE))))


def test_two_counties_are_told_apart_where_only_one_is_silent() -> None:
    part = "{csec_program: {elects_funds: true}, mdt: {kind: dedicated%s}}"
    made = agreement(
        report_of(
            "instrument: {kind: interagency_mou}\n"
            f"counties:\n  Sutter: {part % ', responsibilities: [basic_needs]'}\n  Yuba: {part % ''}\n"
            "agencies: {a: {name: A, kind: joint_agency, functions: [human_services]}}\n"
        )
    )
    title = "The team has the framework's eight responsibilities"
    found = {above: row[2] for (_, above), rows in proven(made).items() for row in rows if row[1] == title}
    assert found == {"": "Sutter", "Only in the library’s wording": "Yuba"}


@pytest.mark.parametrize(
    ("status", "told"),
    [
        ("in_force", "In force, according to the county file; this document is a draft"),
        ("pending", "Pending adoption"),
    ],
)
def test_the_status_is_the_countys_word_and_a_draft_says_why_it_is_one(status: str, told: str) -> None:
    made = agreement(report_of(SPARSE.replace("in_force", status)))
    assert dict(made.facts)["Status"] == told
    assert made.statements[0].startswith("This document is a draft because ")
    assert ("no party signs it" in made.statements[0]) == (status == "pending")
    assert dict(agreement(report_of(COMPLETE)).facts)["Status"] == "In force"


def test_guidance_that_is_not_followed_neither_makes_a_draft_nor_reads_like_law() -> None:
    report = report_of(COMPLETE)
    requirement = replace(report.verdicts[5].requirement, force="recommended", citation="ACIN I-23-15 IV(a)")
    finding = Diagnostic(requirement.id, "advice", "no one represents the team", remedy="add someone")
    verdict = Verdict(requirement, "Yolo", "not_met", finding.message, (finding,))
    report = replace(report, verdicts=(*report.verdicts, verdict), diagnostics=(finding,))
    final = agreement(report)
    assert not final.state.is_draft
    assert boxes(final) == {}, "a clean agreement leaves guidance to the law memo"
    made = agreement(
        replace(report, data={**report.data, "instrument": {"kind": "interagency_mou", "status": "draft"}})
    )
    [[box]] = boxes(made).values()
    assert box.title == "RECOMMENDED: not met"
    assert "ACIN I-23-15 IV(a), guidance, not law" in said((box,))
    headings = [part.title for part in memo(final).articles if part.id != "questions"]
    assert headings[:2] == ["Statutory duties", "Recommendations in guidance, not law"]


@pytest.mark.parametrize(
    ("change", "marks"),
    [
        (("status: in_force", "status: pending"), ("FOR SIGNATURE",)),
        (("status: in_force", "status: draft"), ("DRAFT",)),
        (("status: in_force", "status: expired"), ("NO LONGER IN FORCE (expired)",)),
        (("status: in_force", "status: in_force\n  colour: red"), ("DRAFT",)),
        (("completeness: complete", "completeness: public_sources_only"), ("DRAFT", "COMPILED FROM PUBLIC SOURCES")),
        (("elects_funds: true", "elects_funds: maybe"), ("DRAFT",)),
        (("  adopted_on: 2025-07-15      # dates are year-month-day\n", ""), ("DRAFT",)),
    ],
)
def test_what_is_not_in_force_says_so(change: tuple[str, str], marks: tuple[str, ...]) -> None:
    assert change[0] in COMPLETE
    made = agreement(report_of(COMPLETE.replace(*change, 1)))
    assert made.marks == marks
    assert made.state.is_draft == ("DRAFT" in marks)


def test_an_error_of_the_file_itself_is_listed_with_its_line() -> None:
    made = agreement(report_of(SMALL.replace("kind: county_department", "kind: departement")))
    assert (
        "The county file has 1 more error, which is not a gap in a duty and is listed in the law memo."
        in made.statements
    )
    table = next(b for b in reversed(in_memo(made)) if isinstance(b, Table))
    assert [plain_text(cell) for cell in table.rows[0]][:2] == ["5", "error"]


def test_a_document_from_public_sources_is_no_document_of_the_county_and_has_no_lines_to_sign() -> None:
    made = agreement(report_of(COMPLETE.replace("completeness: complete", "completeness: public_sources_only", 1)))
    assert "It is not a document of Yolo County" in made.statements[0]
    signatures = article(made, "signatures")
    assert not any(isinstance(block, Signature) for block in signatures.blocks)
    assert "Example County Sheriff’s Office" in said(signatures).replace("'", "’")


def test_a_document_from_public_sources_promises_nothing_in_the_county_s_name() -> None:
    """Whoever opens it at any article sees whose words they are, and nothing that anyone will do."""
    from_sources = COMPLETE.replace("completeness: complete", "completeness: public_sources_only", 1)
    made, own = agreement(report_of(from_sources)), agreement(report_of(COMPLETE))
    library_s = [found for found in made.articles if found.part in ("recital", "article") and found.force != "county"]
    assert len(library_s) > 20
    for found in library_s:
        head = found.blocks[0]
        assert isinstance(head, Paragraph)
        assert head.number == ""
        assert plain_text(head.runs).startswith("Model wording. These are not the words of Yolo County.")
        assert plain_text(head.runs).endswith("What a statute requires still applies.") == (found.force == "shall")
        numbers = [block.number for block in found.blocks[1:] if isinstance(block, Paragraph)]
        assert numbers[0] == (f"{found.number}.1" if found.number else "A.")
        assert not re.search(r"\bwill\b", said(found)), f"{found.heading} says what someone will do"
    assert (
        "The Model Framework recommends these roles; public sources do not show whether the agencies have them:"
        in said(article(made, "roles"))
    )
    assert "will" in said(article(own, "roles"))
    assert "Model wording" not in "\n".join(own.lines)


def test_human_services_are_not_taken_for_child_welfare() -> None:
    file = COMPLETE.replace("functions: [human_services, child_welfare]", "functions: [human_services]")
    assert file != COMPLETE
    roles = said(article(agreement(report_of(file)), "roles"))
    assert "Example County Department of Social Services, if it is the county’s child welfare agency; Example" in roles
    assert "maintain the child abuse hotline" not in roles
    assert "Lead the development of the interagency protocol and support the steering committee" in roles
    both = said(article(agreement(report_of(COMPLETE)), "roles"))
    assert "if it is the county’s child welfare agency" not in both
    assert "maintain the child abuse hotline" in both


def test_a_file_that_cannot_be_read_still_gives_a_draft_that_says_why() -> None:
    made = agreement(report_of("county: [\n"))
    assert made.marks == ("DRAFT",)
    assert made.county == "County not named"
    assert "error" in said(in_memo(made))


def test_only_the_first_appendix_and_the_last_page_begin_a_page() -> None:
    for file, ids in (
        (COMPLETE, ["appendix-sources", "about"]),
        (SMALL + "sources: {s: {title: S}}\n", ["appendix-sources"]),
    ):
        assert [found.id for found in agreement(report_of(file)).articles if found.begins_a_page] == ids


def test_one_picture_is_not_called_several() -> None:
    pictures = article(agreement(report_of(SPARSE + TEAM)), "appendix-pictures")
    assert pictures.title == "The team in a picture"
    assert said(pictures).startswith("This picture shows at a glance what an article of this document says in words")
    pictures = article(agreement(report_of(COMPLETE)), "appendix-pictures")
    assert pictures.title == "The teams in pictures"
    assert said(pictures).startswith("These pictures show at a glance what articles of this document say in words")


TEAM = "protocol_team: {lead: human_services, seats: {human_services: {agency: hhsa, title: Director}}}\n"


def test_who_signs_and_who_does_not() -> None:
    parties = """
parties:
  - {name: County of Yolo, agencies: [hhsa], signature: signs, signatories: [Chair, Director], approved_as_to_form_by: County Counsel}
  - {name: Probation, signature: under_county_signature}
  - {name: Superior Court, signature: participates}
  - {name: School District, signature: acknowledges, signatories: [Superintendent]}
"""
    blocks = article(agreement(report_of(SMALL + parties)), "signatures").blocks
    order = [
        plain_text(b.runs) if isinstance(b, Heading) else b
        for b in blocks
        if isinstance(b, Heading | Signature | Listing)
    ]
    lines = {
        s: Signature(p, (("By:", ""), ("Name:", ""), ("Title:", s), ("Date:", "")))
        for s, p in (("Chair", ""), ("Director", ""), ("County Counsel", "Approved as to form"), ("Superintendent", ""))
    }
    assert [item for item in order if not isinstance(item, Listing)] == [
        "County of Yolo", lines["Chair"], lines["Director"], lines["County Counsel"],
        "Bound by the county’s signature",
        "Taking part without signing",
        "Acknowledgment of receipt",
        "School District", lines["Superintendent"],
    ]  # fmt: skip
    assert [said((item,)) for item in order if isinstance(item, Listing)] == ["•\nProbation", "•\nSuperior Court"]
    [box] = boxes(agreement(report_of(SMALL)))["signatures"]
    assert "No statute requires signatures." in said((box,))


MANNERS = {
    "signs": "The parties enter into this Agreement on the terms above.",
    "under_county_signature": "These departments are part of the county.",
    "participates": "These organizations take part as this agreement describes and are not signatories.",
    "acknowledges": "These organizations confirm that they have received this agreement.",
}
"""Each manner of signing, and the sentence above those who sign so."""


@pytest.mark.parametrize("manner", [*MANNERS, ""])
def test_above_each_manner_of_signing_stands_what_it_means_and_above_no_other(manner: str) -> None:
    others = [one for one in MANNERS if one != manner]
    parties = "".join(f"  - {{name: Party {one}, signature: {one}, signatories: [Chair]}}\n" for one in others)
    words = said(article(agreement(report_of(f"{SMALL}parties:\n{parties}")), "signatures"))
    assert [one for one, sentence in MANNERS.items() if sentence in words] == others
    assert list(MANNERS) == list(vocabulary.lists()["signature_kinds"])


@pytest.mark.parametrize("typed", HOSTILE)
def test_what_a_county_typed_is_printed_as_typed(typed: str, tmp_path: Path) -> None:
    body = (
        "{% macro m(x) %}<{{ x }}>{% endmacro %}\n{{ agency.name }}\n\nA {{ agency.name }}.\n\n- {{ agency.name }}\n\n"
        "> {{ agency.name }}\n\n## {{ agency.name }}\n\n| h |\n|---|\n| {{ agency.name }} |\n\n{{ m(agency.name) }}\n\n"
        "**{{ [agency.name] | names }}**\n"
    )
    folder = library(tmp_path, one="{% set agency = protocol.agencies[0] %}\n" + body)
    report = report_of(SMALL)
    data: dict[str, Any] = {**report.data, "agencies": {"hhsa": {**report.data["agencies"]["hhsa"], "name": typed}}}
    blocks = article(agreement(replace(report, data=data), folder), "one").blocks
    seen = typed.replace("\ue000", "\ufffd").replace("\ue001", "\ufffd")
    found = list(printed_lines(blocks))
    assert found == [
        f"1.1 {seen}", f"1.2 A {seen}.", "•", seen, seen, seen, "h", seen, f"1.3 <{seen}>", f"1.4 {seen}"
    ]  # fmt: skip
    assert isinstance(blocks[4], Heading)
    assert isinstance(blocks[-1], Paragraph)
    assert all(run.bold for run in blocks[-1].runs), "the clause's own markup holds"


def test_a_countys_own_markdown_is_read_on_its_own(tmp_path: Path) -> None:
    own = '"# Top\\n\\nfirst\\n\\n### Deep\\n\\n1. one\\n\\n```\\nnever closed {{ 1 }}"'
    folder = library(
        tmp_path, one="Before {{ county.provision | markdown }}\n\n1. {{ county.service_planning | markdown }}; and\n"
    )
    services = f"services: {{provision: {own}, service_planning: '**bold**'}}\n"
    blocks = article(agreement(report_of(SMALL + services), folder), "one").blocks
    kinds = [type(block).__name__ for block in blocks if not isinstance(block, Box)]
    assert kinds == ["Paragraph", "Heading", "Paragraph", "Heading", "Listing", "Code", "Listing"]
    assert [block.level for block in blocks if isinstance(block, Heading)] == [2, 3]
    county, clause = (block for block in blocks if isinstance(block, Listing))
    assert (county.marking, clause.marking) == ("1.", "(a)")
    assert said((clause,)) == "(a)\nbold; and"


def test_sections_of_the_countys_own_are_articles_of_their_own() -> None:
    narrative = 'narrative: [{heading: "A & B", text: "One.\\n\\n## Two\\n\\nThree."}]\n'
    made = agreement(report_of(SMALL + narrative))
    last = [a for a in made.articles if a.part == "article"][-1]
    assert (last.id, last.title, last.force) == ("narrative-1", "A & B", "county")
    assert said(last) == f"{last.number}.1 One.\nTwo\n{last.number}.2 Three."


def test_articles_and_their_paragraphs_are_numbered_without_a_gap() -> None:
    made = agreement(report_of(COMPLETE))
    articles = [a for a in made.articles if a.part == "article"]
    assert [a.number for a in articles] == [str(n) for n in range(1, len(articles) + 1)]
    for found in articles:
        numbers = [block.number for block in found.blocks if isinstance(block, Paragraph)]
        assert numbers == [f"{found.number}.{n}" for n in range(1, len(numbers) + 1)]
    recitals = [b.number for a in made.articles if a.part == "recital" for b in a.blocks if isinstance(b, Paragraph)]
    assert recitals[:3] == ["A.", "B.", "C."]
    assert [a.heading for a in made.articles[-3:]] == [
        "Appendix A. Public sources",
        "Appendix B. The teams in pictures",
        "About this document",
    ]


def test_headings_go_down_one_level_at_a_time() -> None:
    narrative = 'narrative: [{heading: H, text: "#### a\\n\\n# b\\n\\n##### c\\n\\n###### d\\n\\n## e"}]\n'
    blocks = article(agreement(report_of(SMALL + narrative)), "narrative-1").blocks
    assert [block.level for block in blocks if isinstance(block, Heading)] == [2, 2, 3, 4, 3]


def test_a_clause_that_cannot_be_filled_in_says_which_and_where(tmp_path: Path) -> None:
    for body, told in (
        ("Fine.\n\n{{ nothing.there }}\n", r"010-one\.md, line 6: 'nothing' is undefined"),
        ("{% if %}\n", r"010-one\.md, line 4: "),
        ("---\ntitle: One\nwhen: county.nonsense\n---\nText\n", r"010-one\.md.*nonsense"),
        ("---\ntitle: One\nforc: shall\n---\nText\n", "forc is not a key; the keys are "),
        ("---\ntitle: [\n---\nText\n", "cannot be read"),
        ("---\nserves: x\n---\nText\n", "a title"),
        ("{{ ''.__class__.__mro__ }}\n", "unsafe"),
    ):
        (tmp_path / "010-one.md").unlink(missing_ok=True)
        with pytest.raises(ClauseError, match=told):
            agreement(report_of(SMALL), library(tmp_path, one=body))


def test_two_clauses_cannot_have_one_name(tmp_path: Path) -> None:
    library(tmp_path, one="Text\n")
    (tmp_path / "020-one.md").write_text("---\ntitle: Two\n---\n", "utf-8")
    with pytest.raises(
        ClauseError, match=r"010-one\.md: another file has the same name after its number, one; rename one of them"
    ):
        agreement(report_of(SMALL), tmp_path)


def test_the_agreement_says_what_it_was_made_from(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    made = agreement(report_of(SMALL)).provenance
    assert made.file == "county.yml"
    assert made.sha256[:12] in made.line
    assert made.made_on == datetime.datetime(2026, 11, 22, tzinfo=datetime.UTC)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    assert made.made_on == datetime.datetime(1970, 1, 2, tzinfo=datetime.UTC)


def test_dates_and_names_read_as_in_a_sentence() -> None:
    assert [printed_date(day) for day in ("2015-06-30", "2015-06", "2015", "perpetual")] == [
        "June\u00a030, 2015",
        "June 2015",
        "2015",
        "perpetual",
    ]
    assert names(["A"]) == "A"
    assert names(["A", "B", "C"], "or") == "A, B, or C"


def test_the_gap_of_a_draft_says_when_to_write_what_closes_it() -> None:
    draft = agreement(report_of(COMPLETE.replace("  status: in_force ", "  status: draft ", 1)))
    (gap,) = [block for block in article(draft, "protocol-team").blocks if isinstance(block, Box)]
    assert list(printed_lines(gap.blocks)) == [
        "The file says that the protocol is a draft. Still unknown:",
        "•",
        "The county has an interagency protocol (WIC 16524.8(a)(1))",
        "To close this gap: when nothing else is open, write",
        "status: pending",
    ]

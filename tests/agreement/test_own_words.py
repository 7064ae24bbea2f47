"""A county's own words for clauses: printed as they are, marked for counsel, and never a way around the law."""

from pathlib import Path

import pytest

from protocol_builder.agreement.agreement import Agreement, Article, agreement
from protocol_builder.agreement.blocks import Listing, Paragraph, Table, plain_text, printed_lines
from protocol_builder.checking.check import Report, check_file

from ..conftest import EXAMPLE, report_of

COMPLETE = EXAMPLE.read_text("utf-8").replace("county: Example County", "county: Yolo", 1)
DRAFT = COMPLETE.replace("status: in_force", "status: draft", 1)


def with_words(clauses: str, file: str = DRAFT) -> str:
    """The complete file with only these words for clauses."""
    start = file.index("\nclauses:\n")
    end = file.index("\n# ------", start)
    return f"{file[:start]}\nclauses:\n{clauses}{file[end:]}"


def made(clauses: str, file: str = DRAFT) -> Agreement:
    return agreement(report_of(with_words(clauses, file)))


def article(found: Agreement, id: str) -> Article:
    return next(article for article in found.articles if article.id == id)


def said(found: Agreement, id: str) -> list[str]:
    return list(printed_lines(article(found, id).blocks))


def departures(found: Agreement) -> list[list[str]]:
    """The rows of the law memo's table of what departs from the library."""
    assert found.law_memo
    tables = [part.blocks[0] for part in found.law_memo.articles if part.id == "departures"]
    return [[plain_text(cell) for cell in row] for table in tables if isinstance(table, Table) for row in table.rows]


def test_a_clause_is_replaced_by_the_countys_markdown_which_is_no_template() -> None:
    words = '"## Steps\\n\\nWe *talk*, {{ 7 * 7 }} {% if x %} <b>times</b>.\\n\\n- One\\n- Two"'
    agreed = made(f"  dispute-resolution: {{replace: {words}}}\n")
    found = article(agreed, "dispute-resolution")
    number = found.number
    assert list(printed_lines(found.blocks)) == [
        "Departs from the library: this article is the county’s own wording.",
        "Steps",
        f"{number}.1 We talk, {{{{ 7 * 7 }}}} {{% if x %}} <b>times</b>.",
        "•",
        "One",
        "•",
        "Two",
    ]
    assert found.force == "county"
    assert any(isinstance(block, Listing) for block in found.blocks)
    assert any(run.italic and run.text == "talk" for b in found.blocks if isinstance(b, Paragraph) for run in b.runs)


def test_what_a_county_adds_stands_after_the_library_and_counts_on() -> None:
    plainly = said(made("  general: {add: x}\n"), "amendment")
    agreed = made("  amendment: {add: The board is told.}\n")
    assert said(agreed, "amendment") == [
        *plainly,
        "Departs from the library: the county added what follows.",
        f"{article(agreed, 'amendment').number}.{len(plainly) + 1} The board is told.",
    ]
    assert article(agreed, "amendment").force == "practice"


def test_what_is_left_out_is_gone_and_no_number_and_no_reference_breaks() -> None:
    before, after = made("  general: {add: x}\n"), made("  dispute-resolution: {leave_out: true}\n")
    assert "dispute-resolution" not in {a.id for a in after.articles}
    numbers = [a.number for a in after.articles if a.part == "article"]
    assert numbers == [str(n) for n in range(1, len(numbers) + 1)]
    assert int(article(after, "distribution").number) == int(article(before, "distribution").number) - 1


def test_a_reference_to_what_is_left_out_still_reads() -> None:
    own = DRAFT.replace("  internal_protocols:", "  # internal_protocols:")
    assert "have its own internal protocol, as described in Article 22 (Internal agency protocols);" in said(
        made("  general: {add: x}\n", own), "roles"
    )
    shown = said(made("  internal-protocols: {leave_out: true}\n", own), "roles")
    assert "as described in other arrangements of the parties (Internal agency protocols);" in " ".join(shown)


@pytest.mark.parametrize("clause", ["missing-children", "mandated-reporting", "multidisciplinary-team"])
def test_a_clause_that_serves_a_duty_stays_even_where_the_file_leaves_it_out(clause: str) -> None:
    report = report_of(with_words(f"  {clause}: {{leave_out: true}}\n", COMPLETE))
    assert [d.id for d in report.diagnostics if d.severity == "error"] == ["clause-of-a-duty-left-out"]
    agreed = agreement(report)
    assert agreed.state.is_draft
    assert said(agreed, clause) == said(made("  general: {add: x}\n", COMPLETE), clause)
    assert departures(agreed) == []


@pytest.mark.parametrize("nothing", ["Reserved.", "Intentionally left blank", "There is no protocol team."])
def test_a_clause_that_serves_a_duty_stays_where_the_file_replaces_it_by_nothing(nothing: str) -> None:
    report = report_of(with_words(f"  protocol-team: {{replace: {nothing}}}\n", COMPLETE))
    assert [d.id for d in report.diagnostics if d.severity == "error"] == ["clause-of-a-duty-says-nothing"]
    agreed = agreement(report)
    assert agreed.state.is_draft
    assert said(agreed, "protocol-team") == said(made("  general: {add: x}\n", COMPLETE), "protocol-team")
    assert departures(agreed) == []


def test_a_file_that_says_nothing_instead_of_a_clause_that_serves_a_duty_is_not_used(tmp_path: Path) -> None:
    beside(tmp_path)
    (tmp_path / "yolo.clauses" / "protocol-team.md").write_text("# Protocol team\n\nReserved.\n", "utf-8")
    report = check_file(tmp_path / "yolo.yml")
    assert [d.message for d in report.diagnostics if d.severity == "error"] == [
        "yolo.clauses/protocol-team.md says nothing instead of a clause that carries out a statutory duty"
    ]
    assert article(agreement(report), "protocol-team").force == "shall"


def test_the_law_memo_lists_for_counsel_what_departs() -> None:
    words = (
        "  missing-children: {replace: We look for them.}\n  general: {add: So it is.}\n"
        "  counterparts: {leave_out: true}\n"
    )
    for file in (DRAFT, COMPLETE):
        agreed = made(words, file)
        rows = departures(agreed)
        missing, general = article(agreed, "missing-children"), article(agreed, "general")
        assert [row[:3] for row in rows] == [
            [f"{missing.name} (Missing children)", "Replaced", "The county file, under clauses.missing-children"],
            ["Counterparts and electronic signatures", "Left out", "The county file, under clauses.counterparts"],
            [f"{general.name} (General provisions)", "Extended", "The county file, under clauses.general"],
        ]
        assert "WIC 16501.35(b), (c)" in rows[0][3]
        assert rows[0][3].startswith("This clause serves a duty: compare with ")
        assert rows[1][3] == "No duty depends on this clause alone (usual contract wording)."


def test_a_clean_agreement_has_no_notes_in_its_articles() -> None:
    agreed = made("  missing-children: {replace: We look for them.}\n", COMPLETE)
    assert not agreed.state.is_draft
    assert said(agreed, "missing-children") == [f"{article(agreed, 'missing-children').number}.1 We look for them."]


def test_the_gap_of_a_duty_stands_in_the_article_that_the_county_wrote() -> None:
    assert "  reported_within: 4 hours\n" in DRAFT
    silent = DRAFT.replace("  reported_within: 4 hours\n", "", 1)
    agreed = made("  missing-children: {replace: We look for them.}\n", silent)
    assert any("timeframe" in line for line in said(agreed, "missing-children"))


def test_a_clause_that_would_not_apply_is_printed_where_the_county_writes_it() -> None:
    agreed = made("  several-counties: {add: We work with Sutter.}\n")
    assert said(agreed, "several-counties")[-1].endswith(" We work with Sutter.")
    assert "several-counties" not in {a.id for a in made("  general: {add: x}\n").articles}


def beside(folder: Path, file: str = DRAFT, **words: str) -> Report:
    """The report of a county file with words beside it, given by file name without its ending."""
    (folder / "yolo.clauses").mkdir()
    path = folder / "yolo.yml"
    path.write_text(with_words("  general: {add: So it is.}\n", file), "utf-8")
    for name, content in words.items():
        (folder / "yolo.clauses" / f"{name.replace('_', '-').replace('-ADD', '.add')}.md").write_text(content, "utf-8")
    return check_file(path)


def test_words_in_files_beside_the_county_file_count_as_its_own(tmp_path: Path) -> None:
    report = beside(tmp_path, dispute_resolution="We **talk**.\n", amendment_ADD="The board is told.\n", README="No.")
    assert not report.failed
    agreed = agreement(report)
    assert said(agreed, "dispute-resolution")[-1].endswith(" We talk.")
    assert said(agreed, "amendment")[-1].endswith(" The board is told.")
    assert [row[2] for row in departures(agreed)] == [
        "yolo.clauses/amendment.add.md",
        "yolo.clauses/dispute-resolution.md",
        "The county file, under clauses.general",
    ]


def test_the_revision_of_a_document_includes_the_words_beside_its_file(tmp_path: Path) -> None:
    first = beside(tmp_path, amendment="One.")
    alone = agreement(report_of(first.source.text)).provenance.sha256
    before = agreement(first).provenance.sha256
    (tmp_path / "yolo.clauses" / "amendment.md").write_text("Two.", "utf-8")
    after = agreement(check_file(first.path)).provenance.sha256
    assert len({alone, before, after}) == 3


def test_a_file_that_leads_out_of_the_folder_is_refused(tmp_path: Path) -> None:
    outside = tmp_path / "secret.md"
    outside.write_text("Not yours.", "utf-8")
    inside = tmp_path / "county"
    inside.mkdir()
    beside(inside)
    (inside / "yolo.clauses" / "amendment.md").symlink_to(outside)
    (inside / "yolo.clauses" / "term.md").symlink_to(inside / "nowhere.md")
    report = check_file(inside / "yolo.yml")
    assert [(d.id, d.message) for d in report.diagnostics if d.severity == "error"] == [
        ("clause-file", "yolo.clauses/amendment.md leads out of the folder of the county file"),
        ("clause-file", "yolo.clauses/term.md cannot be read"),
    ]
    assert "Not yours" not in " ".join(agreement(report).lines)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"\xff\xfe\x00", "is not in UTF-8"),
        (b" \n", "is empty"),
        (b"TODO", "is still to be filled in"),
        (b"\n tbd\n", "is still to be filled in"),
        ("The partners meet and …\n".encode(), "is still to be filled in"),
        (b"x" * 1_000_001, "is longer than a million letters"),
        (b"x" * 4_000_001, "is no file, or longer than 1,000,000 letters"),
    ],
)
def test_a_file_that_cannot_be_used_is_told_and_the_library_stands(tmp_path: Path, content: bytes, told: str) -> None:
    beside(tmp_path)
    (tmp_path / "yolo.clauses" / "amendment.md").write_bytes(content)
    report = check_file(tmp_path / "yolo.yml")
    assert [d.message for d in report.diagnostics if d.severity == "error"] == [f"yolo.clauses/amendment.md {told}"]
    assert article(agreement(report), "amendment").force == "practice"

"""The folder of a county's own words for clauses, next to its file."""

from pathlib import Path

from protocol_builder.checking.check import check_file

from ..conftest import DAY, ROOT

SMALL = (ROOT / "tests" / "small-county.yml").read_text("utf-8")


def found(tmp_path: Path, file: str, words: str) -> list[tuple[int, str, str]]:
    """The findings about clauses of a file with one clause file."""
    (tmp_path / "inyo.yml").write_text(SMALL, "utf-8")
    place = tmp_path / "inyo.clauses" / file
    place.parent.mkdir(parents=True)
    place.write_text(words, "utf-8")
    diagnostics = check_file(tmp_path / "inyo.yml", DAY).diagnostics
    return [(d.line, d.id, d.message) for d in diagnostics if d.path[:1] == ("clauses",)]


def test_a_finding_about_the_words_of_a_clause_file_names_it(tmp_path: Path) -> None:
    late = "Each department reports exploitation to law enforcement within 72 hours."
    assert found(tmp_path, "reports-to-law-enforcement.md", late) == [
        (
            2,
            "clause-time-longer-than-the-law",
            "inyo.clauses/reports-to-law-enforcement.md: the county’s own clause reports-to-law-enforcement says 72 hours, "
            "and not the law’s 24 hours",
        )
    ]


def test_a_folder_in_it_with_clause_files_is_not_passed_over(tmp_path: Path) -> None:
    assert found(tmp_path, "more/training.md", "The county trains every worker.") == [
        (2, "clause-file", "inyo.clauses/more is a folder, and the files in it are not read")
    ]


def test_a_folder_in_it_without_clause_files_is_passed_over(tmp_path: Path) -> None:
    assert found(tmp_path, "pictures/seal.svg", "<svg/>") == []

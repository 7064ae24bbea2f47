"""Which law was applied: for a date later than the texts on record, everything says so."""

import csv
import datetime
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from protocol_builder.agreement.agreement import agreement
from protocol_builder.checking import report_as_json
from protocol_builder.commands.reports import markdown, summary
from protocol_builder.english import date_in_words, printed_date
from protocol_builder.law import record, requirements
from protocol_builder.website import data_files
from protocol_builder.website.pages import pages

from ..conftest import DAY, EXAMPLE, ROOT, Ran, report_of

TEXT = EXAMPLE.read_text("utf-8")
LATER, FUTURE = "2026-11-23", "2040-01-01"


def test_the_texts_have_the_date_of_the_record_at_their_head() -> None:
    heads = [path.read_text("utf-8") for path in sorted((ROOT / "schemas" / "law").glob("*.md"))]
    assert len(heads) > 10
    assert {found for text in heads for found in re.findall(r"retrieved (\d{4}-\d\d-\d\d)$", text, re.M)} == {
        record.taken_on()
    }
    assert all("\nText as in force" in text for text in heads)


@pytest.mark.parametrize(
    ("on", "words"),
    [
        (requirements.FIRST_DAY, "law in effect on 2015-01-01"),
        ("2026-11-21", "law in effect on 2026-11-21"),
        (DAY, "law in effect on 2026-11-22"),
        (LATER, "law texts as of 2026-11-22, applied to 2026-11-23"),
        (FUTURE, "law texts as of 2026-11-22, applied to 2040-01-01"),
    ],
)
def test_a_date_after_the_record_is_named_as_such(on: str, words: str) -> None:
    assert record.law_of(on) == words
    assert record.is_later(on) == ("law texts as of" in words)


def test_a_document_made_with_an_older_record_is_described_by_its_own() -> None:
    assert record.law_of("2026-11-21", taken="2025-05-05") == "law texts as of 2025-05-05, applied to 2026-11-21"


@pytest.mark.parametrize(
    ("on", "today", "words"),
    [
        (DAY, DAY, "checked against the law in effect on 2026-11-22, none"),
        (LATER, LATER, "checked against the law texts as of 2026-11-22, applied to 2026-11-23, none"),
        (
            LATER,
            DAY,
            "checked against the law texts as of 2026-11-22, applied to 2026-11-23, a date still to come, none",
        ),
        (
            FUTURE,
            DAY,
            "checked against the law texts as of 2026-11-22, applied to 2040-01-01, a date still to come, none",
        ),
    ],
)
def test_the_summary_says_which_law_and_that_a_date_is_still_to_come(
    on: str, today: str, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("protocol_builder.california.today", lambda: datetime.date.fromisoformat(today))
    assert words in "\n".join(summary.summary_lines([report_of(TEXT, on)]))


def test_a_future_date_is_allowed(run: Callable[..., Ran], tmp_path: Path) -> None:
    assert run("check", EXAMPLE, "--on", FUTURE).code == 0


def test_reports_for_other_programs_have_both_dates() -> None:
    report = report_of(TEXT, LATER)
    data = json.loads(report_as_json.document([report], LATER))
    assert (data["on"], data["law_on_record"]) == (LATER, DAY)
    assert markdown.document([report], LATER).startswith(
        "## County files checked against the law texts as of 2026-11-22, applied to 2026-11-23\n"
    )
    about = json.loads(data_files.county_json(report))
    assert (about["law_of"], about["law_on_record"]) == (LATER, DAY)
    rows = list(csv.DictReader(data_files.verdicts_csv(report).decode("utf-8-sig").splitlines()))
    assert {(row["law of"], row["law on record"]) for row in rows} == {(LATER, DAY)}


def test_documents_say_which_law() -> None:
    for on in (DAY, LATER):
        made = agreement(report_of(TEXT, on))
        words = record.law_of(on, printed_date)
        assert ("law texts as of" in words) == (on == LATER)
        assert made.provenance.line.endswith(f"; {words}")
        law = dict(made.facts).get("Law")
        assert (law is not None) == made.state.is_draft
        assert (
            law is None
            or law.replace("\N{NO-BREAK SPACE}", " ") == f"Checked against the {record.law_of(on, date_in_words)}"
        )


def law_on_pages(on: str) -> set[str]:
    """What the pages of two counties say about the law they apply."""
    reports = report_of(TEXT, on), report_of(TEXT.replace("Example County", "Inyo"), on)
    text = "".join(str(content) for path, content in pages(reports) if path.endswith(".md"))
    words = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", text))
    return set(
        re.findall(
            r"law (?:in effect on|texts as of) [A-Z]\w+ \d+, \d+|in force on [A-Z]\w+ \d+, \d+(?:, as on record)?",
            words,
        )
    )


def test_pages_say_which_law() -> None:
    assert law_on_pages(DAY) == {"law in effect on November 22, 2026", "in force on November 22, 2026"}
    assert law_on_pages(LATER) == {
        "law texts as of November 22, 2026",
        "in force on November 23, 2026, as on record",
    }

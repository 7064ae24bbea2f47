"""What is announced, and what an amendment changed: in explain, on the pages, and in words that depend on the date."""

import datetime
import re
from collections.abc import Callable

import pytest

from protocol_builder.law import announced_changes, requirements
from protocol_builder.website.page_template import _SETTINGS
from protocol_builder.website.pages import pages

from ..conftest import DAY, EXAMPLE, Ran, report_of

PENDING, ENDED = "2026-11-30", "2026-12-01"
NEW_IN_2018 = ("protocol-team-county-office-of-education", "protocol-team-sheriff")


def words_of_pages(on: str) -> dict[str, str]:
    """The words of each page, with the law of a date."""
    made = pages((report_of(EXAMPLE.read_text("utf-8"), on),))
    return {
        path: re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", str(content).replace("&#40;", "(").replace("&#41;", ")")))
        for path, content in made
        if path.endswith(".md")
    }


def test_a_bill_is_pending_through_the_last_day_of_its_session_and_no_longer() -> None:
    (bill,) = announced_changes.announced()
    assert bill.seen_on <= bill.session_ends == PENDING
    assert bill.is_pending(PENDING)
    assert bill.heading(PENDING) == "Announced, not law"
    assert bill.status_on(PENDING).endswith("(as seen on 2026-02-23)")
    assert not bill.is_pending(ENDED)
    assert bill.heading(ENDED) == "Announced, outcome not on record"
    assert bill.status_on(ENDED) == (
        "its session ended on 2026-11-30; this record does not show what became of it; last seen on 2026-02-23"
    )


@pytest.mark.parametrize(("on", "pending"), [(PENDING, True), (ENDED, False)])
def test_explain_reports_it_as_of_today(
    on: str, pending: bool, run: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("protocol_builder.california.today", lambda: datetime.date.fromisoformat(on))
    out = " ".join(run("explain", "protocol-team-sheriff").out.split())
    assert ("could be heard" in out) == ("not law:" in out) == pending
    assert ("this record does not show what became of it; last seen on 2026-02-23" in out) == (not pending)


def test_pages_report_it_as_of_their_date() -> None:
    shown = ("law/index.md", "law/history.md", "law/protocol-team-sheriff.md")
    now, later = words_of_pages(DAY), words_of_pages(ENDED)
    for path in shown:
        assert "could be heard in committee" in now[path]
        assert "Announced, not law" in now[path]
    for path, text in later.items():
        assert "could be heard" not in text, path
        assert "Announced, not law" not in text, path
    for path in shown:
        assert "Its session ended on November 30, 2026; this record does not show what became of it" in later[path]
        assert "last seen on February 23, 2026" in later[path]
    assert "November 30, 2026 AB 2451 (Elhawary), 2025–26 session" in later["changes.md"]
    assert "November 30, 2026 AB 2451" not in now["changes.md"]


def test_what_changed_in_2018_is_said_in_plain_words() -> None:
    changed = {rule.id: rule.changed for rule in requirements.on_record() if rule.changed}
    assert tuple(changed) == NEW_IN_2018
    (text,) = set(changed.values())
    for words in (
        "AB 1227",
        "2018",
        "county office of education",
        "sheriff's department",
        "16524.8(c)",
        "does not have to",
    ):
        assert words in text


@pytest.mark.parametrize("id", NEW_IN_2018)
def test_explain_says_what_changed(id: str, run: Callable[..., Ran]) -> None:
    out = " ".join(run("explain", id).out.split())
    assert "What changed on 2018-01-01: Before 2018 the section named five partners" in out
    assert "What changed" not in run("explain", "protocol-team-probation").out


def test_the_search_finds_ab_1227_and_2018() -> None:
    """The site's search takes in every page but those whose settings exclude them."""
    made = words_of_pages(DAY)
    for path in ("changes.md", "law/history.md", *(f"law/{id}.md" for id in NEW_IN_2018)):
        assert "AB 1227" in made[path], path
        assert "2018" in made[path]
    for template in ("changes", "history", "requirement"):
        assert "exclude" not in _SETTINGS.get(template, "")

"""Nothing of the statutes is left out: every sentence is quoted by a requirement or listed with its reason."""

import pytest

from protocol_builder import resources
from protocol_builder.law import coverage, requirements
from protocol_builder.law.coverage import Sentence

KINDS = {kind.id for kind in coverage.kinds()}
STATUTES = sorted(path.stem for path in (resources.schemas() / "law").glob("*.md"))


def test_every_sentence_is_accounted_for() -> None:
    left = [f"{s.citation}: {s.text}" for s in coverage.sentences() if s.kind == coverage.UNACCOUNTED]
    assert left == [], "quote it in a requirement, or list it in schemas/coverage.yaml with the reason"
    assert coverage.counts()[coverage.UNACCOUNTED] == 0
    assert sum(coverage.counts().values()) == len(coverage.sentences())


def test_what_is_listed_stands_in_the_statute() -> None:
    texts = {name: " ".join(s.text for s in coverage.sentences() if s.law == name) for name in STATUTES}
    gone = [f"{entry.law}: {entry.words}" for entry in coverage.listed() if entry.words not in texts[entry.law]]
    assert gone == [], "the statute no longer has these words; review what they were listed for"


def test_each_listing_has_a_kind_and_a_reason() -> None:
    for entry in coverage.listed():
        assert entry.kind in KINDS - {coverage.REQUIREMENT}, entry.words
        assert len(entry.why) > 20, entry.words
        assert entry.why.endswith("."), entry.words


def test_no_words_are_both_checked_and_listed() -> None:
    twice = [
        s.citation for s in coverage.sentences() if any(entry.words == s.text for entry in s.listed) and s.requirements
    ]
    assert twice == []


def test_each_kind_accounts_for_something() -> None:
    assert [kind for kind, number in coverage.counts().items() if not number] == [coverage.UNACCOUNTED]


def test_what_only_a_person_can_judge_is_counted() -> None:
    found = [sentence.citation for sentence in coverage.for_a_person()]
    assert found == ["PC 11166(i)(1)", "WIC 18961.7(f)", "WIC 832(e)"]
    assert coverage.judgments() == len(found)


@pytest.mark.parametrize("statute", STATUTES)
def test_every_word_of_a_statute_is_read(statute: str) -> None:
    """Sentences and the marks before them make up the whole text; nothing falls between them."""
    kept = [s.text for s in coverage.sentences() if s.law == statute]
    body = requirements.statute(statute)
    for text in kept:
        first, *rest = text.split()
        assert first in body
        assert all(word in body for word in rest)
    words = sum(len(text.split()) for text in kept)
    lines = [p for p in body.split("\n") if p and not p.startswith(("#", "History:", "(History:", "Text as in force"))]
    marks = sum(
        1
        for line in lines
        for word in line.split()[:4]
        if word.strip("()").isalnum() and word[0] == "(" and word[-1] == ")"
    )
    assert words <= sum(len(line.split()) for line in lines) <= words + marks


def test_citations_are_read_from_the_marks() -> None:
    text = """# California Welfare and Institutions Code § 1.5

History: none.

(a) (1) First. Second:

(A) A list.

(i) Its item.

(v) Another.

(b) Third.

(h) Eighth.

(i) Ninth.

(1) Of the ninth.
"""
    assert list(coverage.split(text)) == [
        ("WIC 1.5(a)(1)", "First."),
        ("WIC 1.5(a)(1)", "Second:"),
        ("WIC 1.5(a)(1)(A)", "A list."),
        ("WIC 1.5(a)(1)(A)(i)", "Its item."),
        ("WIC 1.5(a)(1)(A)(v)", "Another."),
        ("WIC 1.5(b)", "Third."),
        ("WIC 1.5(h)", "Eighth."),
        ("WIC 1.5(i)", "Ninth."),
        ("WIC 1.5(i)(1)", "Of the ninth."),
    ]


def test_a_second_duty_in_a_quoted_sentence_does_not_hide(monkeypatch: pytest.MonkeyPatch) -> None:
    """A sentence of two duties passes only when both are quoted or listed."""
    text = requirements.statute("wic-16524.6-16524.11").replace(
        "and may include other stakeholders",
        "and shall include the district attorney, and may include other stakeholders",
    )
    monkeypatch.setattr(requirements, "statute", lambda name: text if name.startswith("wic-16524") else "")
    coverage.sentences.cache_clear()
    try:
        left: list[Sentence] = [s for s in coverage.sentences() if s.kind == coverage.UNACCOUNTED]
        assert [s.citation for s in left] == ["WIC 16524.7(c)(1)"]
    finally:
        coverage.sentences.cache_clear()

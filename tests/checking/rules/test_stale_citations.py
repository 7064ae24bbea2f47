"""Stale citations are found where they stand, however a text is wrapped, and only while they are stale."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from protocol_builder.checking.rules import stale_citations

from ...conftest import DAY, report_of

HEAD = "county: Inyo\ninstrument: {kind: other}\nagencies: {a: {name: A, kind: other, functions: [other]}}\n"


def places(text: str, on: str = DAY) -> list[tuple[int, int, str]]:
    return [(d.line, d.column, d.id) for d in report_of(text, on).diagnostics if d.id.startswith("stale-")]


@pytest.mark.parametrize(
    ("narrative", "place"),
    [
        ("narrative: [{heading: A, text: Exploited children (WIC 300(b)(2))}]", (4, 56)),
        ("narrative:\n  - heading: A\n    text: |-\n      One line.\n      Exploited children, 300(b)(2).", (8, 27)),
        ("narrative:\n  - heading: A\n    text: >-\n      Exploited children, Section 300\n      (b)(2).", (7, 35)),
        ('narrative:\n  - heading: A\n    text: "Exploited children,\n      300 (b) (2)."', (7, 7)),
    ],
)
def test_a_citation_is_placed_where_it_stands(narrative: str, place: tuple[int, int]) -> None:
    assert places(HEAD + narrative) == [(*place, "stale-citation-of-section-300")]


def test_escaped_text_is_not_placed_at_the_same_words_further_on() -> None:
    sections = (
        '- {heading: H, text: "The five\\x20required agencies meet."}',
        "- {heading: H2, text: The five required agencies meet.}",
    )
    report = report_of("county: Inyo\nnarrative:\n" + "\n".join(sections) + "\n")
    found = [(d.line, d.column) for d in report.diagnostics if d.id.startswith("stale-")]
    assert found == [(3, 22), (4, 27)]


def test_escaped_text_is_placed_at_its_value() -> None:
    assert places(HEAD + 'narrative: [{heading: A, text: "Exploited children 300\\u0028b)(2)"}]') == [
        (4, 32, "stale-citation-of-section-300")
    ]


def test_sources_and_notes_are_left_alone() -> None:
    text = "sources: {a: {title: WIC 300(b)(2) and exploited children}}\nnotes: [The plan of 2016 cites 300(b)(2) for CSEC.]"
    assert places(HEAD + text) == []


@pytest.mark.parametrize("entry", stale_citations.entries(), ids=lambda entry: entry.id)
def test_nothing_is_stale_before_its_day(entry: stale_citations.Stale) -> None:
    text = HEAD + f"narrative: [{{heading: A, text: '{entry.bad}'}}]\n"
    assert [id for _, _, id in places(text, entry.since)] == [f"stale-{entry.id}"]
    assert places(text, "2015-01-01") == []
    assert entry.today
    assert entry.message


@pytest.mark.parametrize("entry", stale_citations.entries(), ids=lambda entry: entry.id)
def test_whatever_a_pattern_finds_has_one_of_its_signs(entry: stale_citations.Stale) -> None:
    @settings(max_examples=300, deadline=None)
    @given(st.from_regex(entry.pattern, fullmatch=True))
    def tried(found: str) -> None:
        assert any(sign in stale_citations._folded(found) for sign in entry.signs)

    tried()

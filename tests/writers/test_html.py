"""HTML of blocks: what a page shows of an agreement, whole or in parts."""

import re
from html import unescape

import pytest
from markupsafe import Markup

from protocol_builder.agreement.blocks import Blocks, Heading, Listing, Paragraph, Run, Table
from protocol_builder.agreement.markdown import blocks
from protocol_builder.writers.html import excerpt, html, lead_links, name_tables_apart

REFERENCE = (Run("As "), Run("Article 7", link="#steering-committee"), Run(" (Steering committee) says, "))


def test_headings_are_no_headings_of_the_page_unless_a_level_is_asked_for() -> None:
    heading: Blocks = (Heading(2, (Run("Purpose"),)),)
    assert html(heading) == '<p class="subheading">Purpose</p>'
    assert html(heading, 2) == "<h3>Purpose</h3>"
    assert html((Heading(4, (Run("Deep"),)),), 5) == "<h6>Deep</h6>"


@pytest.mark.parametrize(
    "block",
    [
        Paragraph(REFERENCE, "4.2"),
        Listing(((Paragraph(REFERENCE),), (Paragraph((Run("Two"),)),))),
        Table(((Run("Who"),),), ((REFERENCE,),)),
    ],
)
def test_an_excerpt_names_articles_by_title_and_has_no_numbers_of_its_agreement(block: Paragraph) -> None:
    assert "As the agreement’s article “Steering committee” says," in excerpt((block,))
    assert not re.search("4.2|Article 7|href", excerpt((block,)))
    assert '<a href="#steering-committee"' in unescape(html((block,)))


def test_an_excerpt_speaks_of_an_agreement_and_not_of_this_one() -> None:
    said = (Run("Under this Agreement it is missing (see the agreement)."),)
    assert excerpt((Paragraph(said),)) == "<p>Under an agreement it is missing.</p>"


def test_links_lead_to_the_page_that_an_article_is_on() -> None:
    linked = html((Paragraph((Run("A", link="#a"), Run("B", link="#b"), Run("C", link="https://example.org/#a"))),))
    led = unescape(lead_links(linked, lambda id: "agreement-2.html" if id == "a" else ""))
    assert re.findall('href="([^"]*)"', led) == ["agreement-2.html#a", "#b", "https://example.org/#a"]


def test_tables_with_the_same_columns_are_told_apart_on_a_page() -> None:
    table = html(blocks("| Seat | Agency |\n|---|---|\n| a | b |"))
    other = html(blocks("| Time | Agency |\n|---|---|\n| a | b |"))
    found = "".join(name_tables_apart([table, other, Markup(table + table)]))
    assert re.findall('aria-label="([^"]*)"', found) == [
        "Table: Seat / Agency",
        "Table: Time / Agency",
        "Table: Seat / Agency (2)",
        "Table: Seat / Agency (3)",
    ]

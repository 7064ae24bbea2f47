"""Writes an agreement as HTML in the browser: as part of the page that shows it, and as a whole page to keep or print."""

from markupsafe import Markup

from ... import resources
from ...agreement.agreement import Agreement
from ...law.requirements import DISCLAIMER
from ...markup import inert
from ...writers.html import html, name_tables_apart

_BOX, _GAP = '<div class="box"', '<div class="gap"'
"""How the website's pages, and how the whole page, call a box that says what is missing."""


def part_of_a_page(agreement: Agreement) -> str:
    """Return the agreement for a page that has headings of two levels above it."""
    return str(_body(agreement, 3))


def whole_page(agreement: Agreement) -> str:
    """Return a page of its own, in the look of the agreement that `mou --to html` writes."""
    frame = (resources.templates() / "mou" / "mou.html").read_text("utf-8")
    before, after = frame.replace("$pagetitle$", str(inert(agreement.running_title))).split("$body$")
    return f"{before}{_body(agreement, 1).replace(_BOX, _GAP)}{after}"


def _body(agreement: Agreement, level: int) -> Markup:
    """Return the agreement with its title as a heading of a level; its articles are one level below."""
    marks = "".join(f"<p><strong>{inert(mark)}</strong></p>" for mark in agreement.marks)
    statements = "".join(f'<div class="gap"><p>{inert(statement)}</p></div>' for statement in agreement.statements)
    facts = "".join(f"<div><dt>{inert(name)}</dt><dd>{inert(value)}</dd></div>" for name, value in agreement.facts)
    texts = name_tables_apart(html(one.blocks, level + 1) for one in agreement.articles)
    articles = "".join(
        f'<section id="{inert(one.id)}"><h{level + 1}>{inert(one.heading)}</h{level + 1}>{text}</section>'
        for one, text in zip(agreement.articles, texts, strict=True)
    )
    return Markup(
        f"<h{level}>{inert(agreement.county)}: {inert(agreement.title)}</h{level}>{marks}{statements}"
        f'<dl class="facts">{facts}</dl>{articles}'
        f'<p class="quiet">{inert(agreement.provenance.line)}. {inert(DISCLAIMER)}</p>'
    )

"""Knows how the text of an agreement is divided into pages that a phone can load. Knows no county file."""

from dataclasses import dataclass

from markupsafe import Markup

from .agreement import Agreement, Article
from .hypertext import html

_LARGEST = 34_000
"""Signs of HTML on one page; with the frame around it a page stays below 60 kB."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One page of an agreement: some of its articles, each with its HTML."""

    number: int
    articles: tuple[tuple[Article, Markup], ...]

    @property
    def extent(self) -> str:
        """What is on the page: `Recitals to 12. Term`."""
        first, last = self.articles[0][0].heading, self.articles[-1][0].heading
        return first if first == last else f"{first} – {last}"


def readings(agreement: Agreement) -> tuple[Reading, ...]:
    """The pages of an agreement, in order. An article is never divided."""
    sizes = [len(html(article.blocks)) for article in agreement.articles]
    groups: list[list[Article]] = []
    room = 0
    for article, size in zip(agreement.articles, sizes, strict=True):
        if not groups or size > room:
            groups.append([])
            room = _LARGEST
        groups[-1].append(article)
        room -= size
    page_of = {article.id: number for number, group in enumerate(groups, 1) for article in group}

    def address(id: str) -> str:
        return f"{page_name(page_of[id])}.html#{id}" if id in page_of else f"#{id}"

    return tuple(
        Reading(number, tuple((article, html(article.blocks, 2, address)) for article in group))
        for number, group in enumerate(groups, 1)
    )


def page_name(number: int) -> str:
    """The name of a page of an agreement; 0 is the one with the contents."""
    return f"agreement-{number}" if number else "agreement"

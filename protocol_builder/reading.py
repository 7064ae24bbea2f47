"""Knows how the text of an agreement is divided into pages that a phone can load. Knows no county file."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import chain

from markupsafe import Markup

from .agreement import Agreement, Article
from .blocks import Block, Blocks, Table
from .hypertext import html

_LARGEST = 34_000
"""Signs of HTML on one page; with the frame around it a page stays below 60 kB."""


@dataclass(frozen=True, slots=True)
class Passage:
    """An article, or as much of a long one as fits on a page."""

    article: Article
    id: str
    heading: str
    text: Markup


@dataclass(frozen=True, slots=True)
class Reading:
    """One page of an agreement."""

    number: int
    passages: tuple[Passage, ...]

    @property
    def extent(self) -> str:
        """What is on the page: `Recitals – 12. Term`."""
        first, last = self.passages[0].heading, self.passages[-1].heading
        return first if first == last else f"{first} – {last}"


def readings(agreement: Agreement) -> tuple[Reading, ...]:
    """The pages of an agreement, in order. Only an article that fits on no page is divided."""
    groups: list[list[tuple[Article, str, str, Blocks]]] = []
    room = 0
    for article in agreement.articles:
        for number, (blocks, size) in enumerate(_parts(article.blocks)):
            if not groups or size > room:
                groups.append([])
                room = _LARGEST
            id, heading = article.id, article.heading
            if number:
                id, heading = f"{id}-continued-{number}", f"{heading} (continued)"
            groups[-1].append((article, id, heading, blocks))
            room -= size
    page_of = {id: number for number, group in enumerate(groups, 1) for _, id, _, _ in group}

    def address(id: str) -> str:
        return f"{page_name(page_of[id])}.html#{id}" if id in page_of else f"#{id}"

    return tuple(
        Reading(
            number,
            tuple(Passage(article, id, heading, html(blocks, 2, address)) for article, id, heading, blocks in group),
        )
        for number, group in enumerate(groups, 1)
    )


def page_name(number: int) -> str:
    """The name of a page of an agreement; 0 is the one with the contents."""
    return f"agreement-{number}" if number else "agreement"


def _parts(blocks: Blocks) -> Iterator[tuple[Blocks, int]]:
    """The blocks in as few parts as pages that they need, with the size of each."""
    part: list[Block] = []
    filled = 0
    for block, size in chain.from_iterable(map(_pieces, blocks)):
        if part and filled + size > _LARGEST:
            yield tuple(part), filled
            part, filled = [], 0
        part.append(block)
        filled += size
    yield tuple(part), filled


def _pieces(block: Block) -> Iterator[tuple[Block, int]]:
    """A table that fits on no page as several tables, each with the header; everything else as it is."""
    size = len(html((block,)))
    if not isinstance(block, Table) or size <= _LARGEST or len(block.rows) < 2:
        yield block, size
        return
    half = len(block.rows) // 2
    for rows in (block.rows[:half], block.rows[half:]):
        yield from _pieces(replace(block, rows=rows))

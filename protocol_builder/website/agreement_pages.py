"""Knows how the text of an agreement is divided into pages that a phone can load. Knows no county file."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import chain

from markupsafe import Markup

from ..agreement.agreement import Agreement, Article
from ..agreement.blocks import Block, Blocks, Table
from ..writers.html import html, lead_links

_LARGEST = 40_000
"""Bytes of HTML on one page; with the frame around it a page stays below 60 kB."""


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
    groups: list[list[Passage]] = []
    room = 0
    for article in agreement.articles:
        for number, (text, size) in enumerate(_parts(article.blocks)):
            if not groups or size > room:
                groups.append([])
                room = _LARGEST
            id, heading = article.id, article.heading
            if number:
                id, heading = f"{id}-continued-{number}", f"{heading} (continued)"
            groups[-1].append(Passage(article, id, heading, text))
            room -= size
    page_of = {passage.id: number for number, group in enumerate(groups, 1) for passage in group}

    def page(id: str) -> str:
        """Return the address of the page that an article is on."""
        return f"{page_name(page_of[id])}.html" if id in page_of else ""

    return tuple(
        Reading(number, tuple(replace(one, text=lead_links(one.text, page)) for one in group))
        for number, group in enumerate(groups, 1)
    )


def page_name(number: int) -> str:
    """The name of a page of an agreement; 0 is the one with the contents."""
    return f"agreement-{number}" if number else "agreement"


def _parts(blocks: Blocks) -> Iterator[tuple[Markup, int]]:
    """The HTML of the blocks in as few parts as pages that they need, with the size of each."""
    part: list[str] = []
    filled = 0
    for text in chain.from_iterable(map(_pieces, blocks)):
        size = len(text.encode())
        if part and filled + size > _LARGEST:
            yield Markup("\n".join(part)), filled
            part, filled = [], 0
        part.append(text)
        filled += size
    yield Markup("\n".join(part)), filled


def _pieces(block: Block) -> Iterator[Markup]:
    """The HTML of a table that fits on no page as that of several tables, each with the header; of all else as it is."""
    text = html((block,), 2)
    if not isinstance(block, Table) or len(text.encode()) <= _LARGEST or len(block.rows) < 2:
        yield text
        return
    half = len(block.rows) // 2
    for rows in (block.rows[:half], block.rows[half:]):
        yield from _pieces(replace(block, rows=rows))

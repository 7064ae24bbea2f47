"""Divides the text of an agreement into pages that a phone can load."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import chain, groupby

from markupsafe import Markup

from ..agreement.agreement import Agreement, Article
from ..agreement.blocks import Block, Blocks, Listing, Paragraph, Run, Signature, Table
from ..writers.html import html, lead_links, name_tables_apart

_MAX_BYTES = 40_000
"""Bytes of HTML on one page. With the theme around it, a page stays below 60 KB."""


@dataclass(frozen=True, slots=True)
class Passage:
    """An article, or as much of a long one as fits on a page."""

    article: Article
    id: str
    heading: str
    text: Markup


@dataclass(frozen=True, slots=True)
class AgreementPage:
    """One page of an agreement."""

    number: int
    passages: tuple[Passage, ...]

    @property
    def extent(self) -> str:
        """What is on the page, from its first heading to its last: `Articles 12 to 17`, or `Recitals to 12. Term`."""
        first, last = self.passages[0].heading, self.passages[-1].heading
        numbers = tuple(found[1] if (found := re.match(r"(\d+)\. ", one)) else "" for one in (first, last))
        if first == last or numbers[0] == numbers[1] != "":
            return first
        return f"Articles {numbers[0]} to {numbers[1]}" if all(numbers) else f"{first} to {last}"


def agreement_pages(agreement: Agreement) -> tuple[AgreementPage, ...]:
    """Return the pages of an agreement, in order. Only an article larger than a page is divided."""
    groups: list[list[Passage]] = []
    room = 0
    for article in agreement.articles:
        for number, (text, size) in enumerate(_page_sized_parts(tuple(_who_signs(article.blocks)))):
            if not groups or size > room:
                groups.append([])
                room = _MAX_BYTES
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
        AgreementPage(
            number,
            tuple(
                replace(one, text=lead_links(text, page))
                for one, text in zip(group, name_tables_apart(one.text for one in group), strict=True)
            ),
        )
        for number, group in enumerate(groups, 1)
    )


def _who_signs(blocks: Blocks) -> Iterator[Block]:
    """Yield the blocks with the lines to sign on told as who signs: on a page, nobody signs."""
    for are_lines, found in groupby(blocks, lambda block: isinstance(block, Signature)):
        group = tuple(found)
        yield from (_signatories(group),) if are_lines else group


def _signatories(lines: Blocks) -> Listing:
    def words(line: Signature) -> str:
        title = dict(line.lines).get("Title:") or "a person whose position the file does not state"
        return f"{line.purpose or 'Signs'}: {title}"

    return Listing(tuple((Paragraph((Run(words(line)),)),) for line in lines if isinstance(line, Signature)))


def page_name(number: int) -> str:
    """Return the name of a page of an agreement; 0 is the page with the contents."""
    return f"agreement-{number}" if number else "agreement"


def _page_sized_parts(blocks: Blocks) -> Iterator[tuple[Markup, int]]:
    """Yield the HTML of blocks in parts that each fit on a page, with the bytes of each."""
    part: list[str] = []
    filled = 0
    for text in chain.from_iterable(map(_pieces, blocks)):
        size = len(text.encode())
        if part and filled + size > _MAX_BYTES:
            yield Markup("\n".join(part)), filled
            part, filled = [], 0
        part.append(text)
        filled += size
    yield Markup("\n".join(part)), filled


def _pieces(block: Block) -> Iterator[Markup]:
    """Yield the HTML of a block; a table larger than a page becomes several, each with the header."""
    text = html((block,), 2)
    if not isinstance(block, Table) or len(text.encode()) <= _MAX_BYTES or len(block.rows) < 2:
        yield text
        return
    half = len(block.rows) // 2
    for rows in (block.rows[:half], block.rows[half:]):
        yield from _pieces(replace(block, rows=rows))

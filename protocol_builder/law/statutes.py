"""Divide the text of a statute into sections and paragraphs, each with the requirements that quote it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from .. import resources
from . import requirements
from .requirements import Requirement

_SENTENCE_END = re.compile(r"(?<=[.:]) (?=[A-Z“])")
_PROVENANCE = re.compile(r"(History|Text as|Source|Note)\b")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of a statute."""

    text: str
    level: int
    """How deep it is: 1 for (a), 2 for (1), 3 for (A), 4 for (i); 0 for running text."""
    quoted_by: tuple[Requirement, ...]
    is_history: bool
    """Whether it says when the section was enacted and amended."""
    is_heading: bool
    """Whether it heads the paragraphs after it, within a section."""


@dataclass(frozen=True, slots=True)
class Section:
    """One section of a statute, such as § 16524.8."""

    heading: str
    """Empty if the text has no headings of its own."""
    anchor: str
    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class Statute:
    """One text of `schemas/law/`: a statute, or excerpts of guidance."""

    name: str
    """Its file under `schemas/law/`, without the ending."""
    title: str
    provenance: tuple[str, ...]
    """The paragraphs that say where the text comes from and as of when."""
    sections: tuple[Section, ...]

    @property
    def is_guidance(self) -> bool:
        """Whether it is guidance of the state and not law."""
        return self.name.startswith("guidance/")

    @property
    def requirements(self) -> tuple[Requirement, ...]:
        """The requirements that quote it."""
        return tuple(requirement for requirement in requirements.on_record() if requirement.law == self.name)


@dataclass(frozen=True, slots=True)
class InContext:
    """The words that a requirement quotes, in the whole sentence they are part of."""

    opening: str
    """The sentences that introduce the quote, if it is an item of a list; or empty."""
    before: str
    quote: str
    after: str


def in_context(requirement: Requirement) -> InContext:
    """Return a requirement's quote with what comes before and after it in the same sentence, verbatim."""
    quote = _on_one_line(requirement.quote)
    paragraphs = _paragraphs(requirement.law)
    place = next((n for n, text in enumerate(paragraphs) if quote in text), len(paragraphs))
    before, after = _around(quote, paragraphs[place] if place < len(paragraphs) else quote)
    above = paragraphs[: place + 1]
    known = [_sentence(_on_one_line(one), above) for one in requirement.openings if _on_one_line(one) not in before]
    return InContext(" … ".join(known), before, quote, after)


def _around(words: str, text: str) -> tuple[str, str]:
    """Return what comes before and after some words of a text in the same sentence, or in those that they begin and end."""
    start = text.index(words)
    end = start + len(words)
    ends = [found.start() for found in _SENTENCE_END.finditer(text)]
    first = max((place + 1 for place in ends if place < start), default=0)
    last = min((place for place in ends if place >= end), default=len(text))
    return text[first:start], text[end:last]


def _sentence(words: str, paragraphs: tuple[str, ...]) -> str:
    """Return the whole sentence of some words, from the last of these paragraphs that has them."""
    text = next((text for text in reversed(paragraphs) if words in text), words)
    before, after = _around(words, text)
    return f"{before}{words}{after}"


@cache
def _paragraphs(name: str) -> tuple[str, ...]:
    return tuple(_on_one_line(block) for block in _blocks(requirements.statute(name)))


@cache
def statutes() -> tuple[Statute, ...]:
    """Return every text on record, by name."""
    folder = resources.schemas() / "law"
    return tuple(_read(path.relative_to(folder).with_suffix("").as_posix()) for path in sorted(folder.rglob("*.md")))


def _read(name: str) -> Statute:
    blocks = list(_blocks(requirements.statute(name)))
    title = blocks.pop(0).removeprefix("# ")
    provenance = []
    has_sections = any(block.startswith("## ") for block in blocks)
    while blocks and (not blocks[0].startswith("## ") if has_sections else _PROVENANCE.match(blocks[0])):
        provenance.append(blocks.pop(0))
    starts = [0] if blocks and not has_sections else []
    starts += [index for index, block in enumerate(blocks) if block.startswith("## ")]
    waiting = [requirement for requirement in requirements.on_record() if requirement.law == name]
    sections = tuple(_section(waiting, blocks[start:end]) for start, end in pairwise([*starts, len(blocks)]))
    return Statute(name, title, tuple(provenance), sections)


def _blocks(text: str) -> Iterator[str]:
    """Yield the paragraphs of a text; each item of a list is one."""
    for block in re.split(r"\n\s*\n", text):
        yield from (item.strip() for item in re.split(r"\n(?=- )", block) if item.strip())


def _section(waiting: list[Requirement], blocks: list[str]) -> Section:
    """Return a section. A requirement waits for the first paragraph with its words; one is enough to lead there."""
    heading = blocks.pop(0).removeprefix("## ") if blocks[0].startswith("## ") else ""
    anchor = re.sub(r"[^a-z0-9]+", "-", heading.lower()).strip("-")
    paragraphs: list[Paragraph] = []
    level = 0
    for block in blocks:
        level = _level(block, level)
        quoted_by = tuple(r for r in waiting if _on_one_line(r.quote) in _on_one_line(block))
        waiting[:] = [r for r in waiting if r not in quoted_by]
        words = re.sub(r"^- ", "• ", block.removeprefix("### "))
        is_heading = block.startswith("### ")
        paragraphs.append(Paragraph(words, level, quoted_by, block.startswith("(History:"), is_heading))
    return Section(heading, f"section-{anchor}" if anchor else "text", tuple(paragraphs))


def _level(block: str, before: int) -> int:
    """Return a paragraph's level by its mark, given the level of the paragraph before."""
    mark = re.match(r"\((\w+)\)", block)
    if not mark:
        return 0
    symbol = mark[1]
    if symbol.isdigit():
        return 2
    if symbol.isupper():
        return 3
    # (i), (v) and (x) are Roman numerals below a capital letter, and plain letters of a subdivision elsewhere.
    return 4 if before >= 3 and re.fullmatch(r"[ivx]+", symbol) else 1


def _on_one_line(text: str) -> str:
    return " ".join(text.split())

"""Knows how the text of a statute divides into sections and paragraphs, and who quotes what. Knows no county file."""

import re
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from . import law, resources
from .law import Requirement


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of a statute."""

    text: str
    level: int
    """How deep it stands: 1 for (a), 2 for (1), 3 for (A), 4 for (i); 0 for running text."""
    quoted_by: tuple[Requirement, ...]
    is_history: bool


@dataclass(frozen=True, slots=True)
class Section:
    """One section of a statute, such as § 16524.8."""

    heading: str
    """Empty where the text gives no headings of its own."""
    anchor: str
    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class Statute:
    """A text of `schemas/law/`."""

    name: str
    """Its file without the ending."""
    title: str
    provenance: tuple[str, ...]
    """Where the text comes from and as of when."""
    sections: tuple[Section, ...]

    @property
    def requirements(self) -> tuple[Requirement, ...]:
        """The requirements that quote it."""
        return tuple(requirement for requirement in law.requirements() if requirement.law == self.name)


@cache
def statutes() -> tuple[Statute, ...]:
    """Every text on record by name, the excerpts of guidance after the statutes."""
    folder = resources.schemas() / "law"
    names = (path.relative_to(folder).with_suffix("").as_posix() for path in folder.rglob("*.md"))
    return tuple(map(_read, sorted(names, key=lambda name: ("/" in name, name))))


def _read(name: str) -> Statute:
    blocks = [block.strip() for block in re.split(r"\n\s*\n", law.statute(name)) if block.strip()]
    title = blocks.pop(0).removeprefix("# ")
    provenance = []
    while blocks and re.match(r"(History|Text as|Source|Note)\b", blocks[0]):
        provenance.append(blocks.pop(0))
    starts = [0] if blocks and not blocks[0].startswith("## ") else []
    starts += [index for index, block in enumerate(blocks) if block.startswith("## ")]
    sections = tuple(_section(name, blocks[start:end]) for start, end in pairwise([*starts, len(blocks)]))
    return Statute(name, title, tuple(provenance), sections)


def _section(name: str, blocks: list[str]) -> Section:
    heading = blocks.pop(0).removeprefix("## ") if blocks[0].startswith("## ") else ""
    anchor = re.sub(r"[^a-z0-9]+", "-", heading.lower()).strip("-")
    paragraphs: list[Paragraph] = []
    level = 0
    for block in blocks:
        level = _level(block, level)
        quoted_by = tuple(r for r in law.requirements() if r.law == name and _flat(r.quote) in _flat(block))
        paragraphs.append(Paragraph(block, level, quoted_by, block.startswith("(History:")))
    return Section(heading, f"section-{anchor}" if anchor else "text", tuple(paragraphs))


def _level(block: str, before: int) -> int:
    mark = re.match(r"\((\w+)\)", block)
    if not mark:
        return 0
    sign = mark[1]
    if sign.isdigit():
        return 2
    if sign.isupper():
        return 3
    # (i), (v) and (x) are Roman numerals below a capital letter, and plain letters of a subdivision elsewhere.
    return 4 if before >= 3 and re.fullmatch(r"[ivx]+", sign) else 1


def _flat(text: str) -> str:
    return " ".join(text.split())

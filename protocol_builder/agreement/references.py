"""References from one part of an agreement to another, resolved in a second pass once every part has its number.

A clause or an appendix refers to an article by its id, since nobody knows yet which articles there will be and how they
are numbered. `resolve` puts the names in their place: `Article 9 (Training)`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from .blocks import Block, Blocks, Box, Heading, Listing, Paragraph, Picture, Quote, Run, Runs, Table, joined


@dataclass(frozen=True, slots=True)
class Reference(Run):
    """A run that stands for the name of another part of the agreement; until it is resolved, its text is that part's id."""

    titled: bool = False
    """Whether the title of the part follows its name."""

    @property
    def look(self) -> tuple[bool, bool, bool, str]:
        """All but the text; unlike that of any other run, so that no words join a reference."""
        return (self.bold, self.italic, self.code, f"reference {self.titled} {self.text}")


@dataclass(frozen=True, slots=True)
class Target:
    """A part of an agreement that references lead to, or a clause that this agreement does not have."""

    name: str
    """`Article 9`, `Appendix B`, or a title; empty for a clause that this agreement does not have."""
    title: str
    is_numbered: bool


def to(ids: Iterable[str]) -> Runs:
    """The names of several parts, with commas between them; nothing for none."""
    runs: list[Run] = []
    for id in ids:
        runs += [Run(", "), Reference(id)] if runs else [Reference(id)]
    return tuple(runs)


def ids_in(found: Iterable[Block]) -> frozenset[str]:
    """The ids of the parts that paragraphs refer to."""
    paragraphs = (block for block in found if isinstance(block, Paragraph))
    return frozenset(run.text for block in paragraphs for run in block.runs if isinstance(run, Reference))


def resolve(found: Blocks, targets: Mapping[str, Target]) -> Blocks:
    """The blocks with each reference replaced by a link, or by words for a clause that this agreement does not have."""
    return tuple(_resolved(block, targets) for block in found)


def _resolved(block: Block, targets: Mapping[str, Target]) -> Block:
    match block:
        case Paragraph() | Heading():
            runs = _runs(block.runs, targets)
            return block if runs is block.runs else replace(block, runs=runs)
        case Picture():
            return replace(block, caption=_runs(block.caption, targets))
        case Listing():
            return replace(block, items=tuple(resolve(item, targets) for item in block.items))
        case Table():
            rows = tuple(tuple(_runs(cell, targets) for cell in row) for row in block.rows)
            return replace(block, header=tuple(_runs(cell, targets) for cell in block.header), rows=rows)
        case Quote() | Box():
            return replace(block, blocks=resolve(block.blocks, targets))
        case _:
            return block


def _runs(runs: Runs, targets: Mapping[str, Target]) -> Runs:
    if not any(isinstance(run, Reference) for run in runs):
        return runs
    return joined(
        named for run in runs for named in (_named(run, targets[run.text]) if isinstance(run, Reference) else (run,))
    )


def _named(reference: Reference, target: Target) -> Runs:
    def words(text: str, link: str = "") -> Run:
        return Run(text, reference.bold, reference.italic, reference.code, link)

    link = f"#{reference.text}"
    if not reference.titled:
        return (words(target.name, link),)
    if not target.is_numbered:
        return (words(f"other arrangements of the parties ({target.title})"),)
    return (words(target.name, link), words(f" ({target.title})"))

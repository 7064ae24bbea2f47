"""References among the parts of an agreement: written by id, resolved to `Article 4` once every part has its number."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from .blocks import (
    Block,
    Blocks,
    Box,
    Heading,
    Listing,
    Paragraph,
    Picture,
    Quote,
    Reference,
    Run,
    Runs,
    Table,
    join_runs,
)


def references_to(ids: Iterable[str]) -> Runs:
    """References to parts of the agreement as a list: `Article 4, Article 9`; nothing for no ids."""
    runs: list[Run] = []
    for id in ids:
        runs += [Run(", ")] if runs else []
        runs.append(Reference("", link=f"#{id}"))
    return tuple(runs)


def targets(blocks: Blocks) -> set[str]:
    """The ids of the parts that paragraphs among these blocks refer to."""
    runs = (run for block in blocks if isinstance(block, Paragraph) for run in block.runs)
    return {run.target for run in runs if isinstance(run, Reference)}


def resolve(blocks: Blocks, names: Mapping[str, str], *, linked: bool = True) -> Blocks:
    """The blocks with each reference as the name of the part it leads to, linked to it.

    Args:
        blocks: Any blocks of an agreement.
        names: The name of each part that has one, by id, such as `Article 4` for `training`. A reference to any other
            part becomes its own text, without a link.
        linked: Whether the parts are in the same document, so that a link can lead to them.
    """
    return tuple(_resolved(blocks, names, linked))


def _resolved(blocks: Blocks, names: Mapping[str, str], linked: bool) -> Iterator[Block]:
    for block in blocks:
        match block:
            case Paragraph() | Heading():
                runs = _runs(block.runs, names, linked)
                yield block if runs is block.runs else replace(block, runs=runs)
            case Listing():
                yield replace(block, items=tuple(resolve(item, names, linked=linked) for item in block.items))
            case Table():
                rows = tuple(tuple(_runs(cell, names, linked) for cell in row) for row in block.rows)
                yield replace(block, header=tuple(_runs(cell, names, linked) for cell in block.header), rows=rows)
            case Quote() | Box():
                yield replace(block, blocks=resolve(block.blocks, names, linked=linked))
            case Picture():
                yield replace(block, caption=_runs(block.caption, names, linked))
            case _:
                yield block


def _runs(runs: Runs, names: Mapping[str, str], linked: bool) -> Runs:
    if not any(isinstance(run, Reference) for run in runs):
        return runs
    found = tuple(_run(run, names, linked) if isinstance(run, Reference) else run for run in runs)
    # Text in a reference's stead has the look of the text around it.
    return found if all(run.target in names for run in runs if isinstance(run, Reference)) else join_runs(iter(found))


def _run(reference: Reference, names: Mapping[str, str], linked: bool) -> Run:
    name = names.get(reference.target)
    link = reference.link if name and linked else ""
    return Run(name or reference.text, reference.bold, reference.italic, reference.code, link)

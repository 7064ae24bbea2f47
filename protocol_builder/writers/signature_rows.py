"""Lay out signature blocks, two in a row, for writers that print pages."""

from collections.abc import Iterator
from dataclasses import dataclass

from ..agreement.blocks import Block, Blocks, Heading, Paragraph, Signature


@dataclass(frozen=True, slots=True)
class Row:
    """Signature blocks side by side, each with what is printed above it; the second cell may be missing."""

    cells: tuple[Blocks, ...]


def with_rows(blocks: Blocks) -> Iterator[Block | Row]:
    """Yield the blocks in their order, with signature blocks in rows of two.

    A party with one signature block is beside the next such party, with its name and what it signs for. The signature
    blocks of a party that has several are beside each other below its name.
    """
    if Signature not in map(type, blocks):  # as in nearly all that a document has
        yield from blocks
        return
    single: list[Blocks] = []
    for group in _groups(blocks):
        signatures = tuple(block for block in group if isinstance(block, Signature))
        if len(signatures) == 1 and isinstance(group[-1], Signature):
            single.append(group)
            continue
        yield from _rows(single)
        single = []
        yield from (block for block in group if not isinstance(block, Signature))
        yield from _rows([(signature,) for signature in signatures])
    yield from _rows(single)


def _groups(blocks: Blocks) -> Iterator[Blocks]:
    """Yield each heading with the paragraphs and then the signature blocks below it, and every other block alone."""
    group: list[Block] = []
    for block in blocks:
        signed = bool(group) and isinstance(group[-1], Signature)
        goes_on = group and (isinstance(block, Signature) or (isinstance(block, Paragraph) and not signed))
        if not goes_on:
            yield from _whole(group)
            group = []
        if isinstance(block, Heading | Signature) or group:
            group.append(block)
        else:
            yield (block,)
    yield from _whole(group)


def _whole(group: list[Block]) -> Iterator[Blocks]:
    """Yield a group that has a signature block as a whole, and the blocks of another one each alone."""
    if any(isinstance(block, Signature) for block in group):
        yield tuple(group)
    else:
        yield from ((block,) for block in group)


def _rows(cells: list[Blocks]) -> Iterator[Row]:
    yield from (Row(tuple(cells[start : start + 2])) for start in range(0, len(cells), 2))

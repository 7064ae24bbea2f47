"""Write blocks as Markdown that reads as the same blocks again, with some of their texts replaced.

It is how an article that someone edited in Word becomes the county's own words for its clause.
"""

import re
from collections.abc import Callable, Iterator

from .blocks import (
    Block,
    Blocks,
    Code,
    Heading,
    HorizontalLine,
    Listing,
    Paragraph,
    Quote,
    Run,
    Runs,
    Table,
    plain_text,
)

_SPECIAL = re.compile(r"([\\`*_\[\]<>#|~&])")
_LINE_BEGINS = re.compile(r"(?m)^(\s*)([-=](?=[-=]*\s*$)|(?:[-+=]|[0-9]{1,9}[.)])(?=\s|$))")
"""What Markdown takes for a list, a rule, or the line under a heading."""

Edited = Callable[[str], tuple[str, ...]]
"""Gives the texts that take the place of a paragraph's text, in order; the same text alone if nobody edited it.

It is called for each paragraph, in reading order. No text at all takes the paragraph out.
"""


class NoMarkdownError(Exception):
    """A block that the county's own words cannot have, such as a picture."""


def as_markdown(blocks: Blocks, edited: Edited) -> str:
    """Return Markdown for blocks. Raises NoMarkdownError for a picture, a box, or lines to sign on."""
    return "\n\n".join(part for block in blocks for part in _parts(block, edited)) + "\n"


def _parts(block: Block, edited: Edited) -> Iterator[str]:
    match block:
        case Heading():
            for text in _texts(block.runs, edited):
                yield f"{'#' * block.level} {text}"
        case Paragraph():
            yield from _texts(block.runs, edited)
        case Listing():
            yield _listing(block, edited)
        case Table():
            yield _table(block, edited)
        case Quote():
            inner = as_markdown(block.blocks, edited).rstrip("\n")
            yield "\n".join(f"> {line}".rstrip() for line in inner.split("\n"))
        case HorizontalLine():
            yield "---"
        case Code():
            (text,) = edited(block.text) or ("",)
            yield f"```\n{text if ' '.join(text.split()) != ' '.join(block.text.split()) else block.text}\n```"
        case _:
            raise NoMarkdownError


def _texts(runs: Runs, edited: Edited) -> Iterator[str]:
    """Yield the Markdown of the texts that take a paragraph's place; an unedited paragraph keeps its looks."""
    own = " ".join(plain_text(runs).split())
    for text in edited(own):
        yield inline(runs) if text == own else escaped(text)


def _listing(block: Listing, edited: Edited) -> str:
    items: list[str] = []
    number = block.start
    for item in block.items:
        content = as_markdown(item, edited).rstrip("\n")
        if not content:
            continue
        mark = "-" if block.marking == "•" else f"{number}."
        number += 1
        margin = " " * (len(mark) + 1)
        first, *rest = content.split("\n")
        items.append("\n".join((f"{mark} {first}", *(f"{margin}{line}" if line else "" for line in rest))))
    return ("\n\n" if any("\n" in item for item in items) else "\n").join(items)


def _table(block: Table, edited: Edited) -> str:
    def cell(runs: Runs) -> str:
        return " ".join(_texts(runs, edited)) if plain_text(runs).strip() else ""

    def row(cells: tuple[Runs, ...]) -> str:
        return f"| {' | '.join(cell(runs) for runs in cells)} |"

    line = f"|{'|'.join(' --- ' for _ in block.header)}|"
    return "\n".join((row(block.header), line, *map(row, block.rows)))


def inline(runs: Runs) -> str:
    """Return the Markdown of runs with their looks; of a link only its words, which the address follows where it is printed."""
    return _guarded("".join(map(_run, runs)))


def escaped(text: str) -> str:
    """Return a text so that Markdown reads each of its characters as it is."""
    return _guarded(_SPECIAL.sub(r"\\\1", text))


def _guarded(text: str) -> str:
    """Return a paragraph of which no line is taken for a list, a rule, or a heading."""
    return _LINE_BEGINS.sub(lambda found: f"{found[1]}{found[2][:-1]}\\{found[2][-1]}", text)


def _run(run: Run) -> str:
    text = _SPECIAL.sub(r"\\\1", run.text).replace("\n", "\\\n")
    core = text.strip()
    if not core:
        return text
    before, after = text[: text.index(core)], text[text.index(core) + len(core) :]
    if run.code:
        core = f"`{run.text.strip()}`"
    if run.italic:
        core = f"*{core}*"
    if run.bold:
        core = f"**{core}**"
    return f"{before}{core}{after}"

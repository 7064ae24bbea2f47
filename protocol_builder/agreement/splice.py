"""The county's own Markdown put in its place among a clause's blocks.

It is read on its own and put there as blocks, so that nothing in it can change how the clause around it is read.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from markupsafe import Markup

from .. import characters
from .blocks import (
    Block,
    Blocks,
    Box,
    Code,
    Heading,
    Listing,
    Paragraph,
    Quote,
    Reference,
    Run,
    Runs,
    Table,
    join_runs,
    plain_text,
    printable,
    printed_lines,
    with_lettered_lists,
)
from .markdown import blocks

# Private-use characters hold the place of what a county typed, and of a reference to an article; typed by a county they
# have no meaning.
_PLACE = re.compile("\ue000([0-9]*)\ue001")
_WORDS = re.compile("\ue004([0-9]*)\ue005")
_HELD = re.compile("([\ue000\ue004])([^\ue001\ue005]*)([\ue001\ue005])")
_REFERENCE = re.compile("\ue002([^:\ue003]*):([^\ue003]*)\ue003")
_MARK = re.compile("\ue006([a-z]*)\ue007")
_SPACE = re.compile(f"[{characters.WHITE_SPACE}]+")
_ENDS_TWICE = re.compile("(?<![.…])[.](?=\ue005[.](?![.]))")
"""The period of what a county typed where the clause's own sentence ends with it."""


def marked(value: str) -> Markup:
    """A county's own Markdown, kept apart from the clause's until both are blocks."""
    return Markup(f"\ue000{words_only(value)}\ue001" if value.strip() else "")


def typed(value: str) -> Markup:
    """Words that are printed exactly as typed, on one line. Markup, such as a macro's, stays as it is."""
    if isinstance(value, Markup):
        return value
    words = _SPACE.sub(" ", words_only(value)).strip()
    return Markup(f"\ue004{words}\ue005" if words else "")


def reference(id: str, otherwise: str) -> Markup:
    """A place in a clause where a part of the agreement is named by its number, or by other words if it is absent."""
    return Markup(f"\ue002{id}:{otherwise}\ue003")


def announces(kind: str) -> Markup:
    """A mark at the beginning of a paragraph of a clause, of what kind the list below it is; prints nothing."""
    return Markup(f"\ue006{kind}\ue007")


def words_only(value: str) -> str:
    """What a county typed, without what would be taken for a place."""
    return re.sub(f"[{characters.PLACEHOLDERS}]", characters.REPLACEMENT, printable(value))


def own_blocks(markdown: str) -> Blocks:
    """A county's own Markdown as blocks of an article: its headings follow on the article's title."""
    found = blocks(markdown)
    highest = min((block.level for block in found if isinstance(block, Heading)), default=2)
    return tuple(
        replace(block, level=block.level - highest + 2) if isinstance(block, Heading) else block for block in found
    )


def read(clause: str) -> Blocks:
    """The blocks of a clause that has been filled in, with what a county typed in its places."""
    held: list[str] = []

    def hold(found: re.Match[str]) -> str:
        held.append(found[2])
        return f"{found[1]}{len(held) - 1}{found[3]}"

    # Around its places a clause reads the same in many counties, and Markdown is read only once.
    with_places = _HELD.sub(hold, _ENDS_TWICE.sub("", clause))
    return tuple(_spliced(with_lettered_lists(blocks(with_places)), held))


def _spliced(found: Blocks, held: list[str]) -> Iterator[Block]:
    """The blocks with what is held for their places."""
    for block in found:
        match block:
            case Paragraph():
                marks = _MARK.findall(plain_text(block.runs))
                found_there = _paragraphs(_with_words(block.runs, held), held)
                yield from (replace(one, announces=marks[0]) for one in found_there) if marks else found_there
            case Heading():
                yield replace(block, runs=_on_one_line(block.runs, held))
            case Listing():
                yield replace(block, items=tuple(tuple(_spliced(item, held)) for item in block.items))
            case Table():
                rows = tuple(tuple(_on_one_line(cell, held) for cell in row) for row in block.rows)
                yield replace(block, header=tuple(_on_one_line(cell, held) for cell in block.header), rows=rows)
            case Quote() | Box():
                yield replace(block, blocks=tuple(_spliced(block.blocks, held)))
            case Code():
                yield replace(block, text=_words(block.text, held))
            case _:
                yield block


def _with_words(runs: Runs, held: list[str]) -> Runs:
    """The runs with a county's words, and with references to parts of the agreement."""
    if _holds(_MARK, runs):
        runs = tuple(replace(run, text=_MARK.sub("", run.text)) for run in runs)
    if _holds(_WORDS, runs):
        runs = tuple(replace(run, text=_words(run.text, held)) for run in runs)
    return _with_references(runs)


def _words(text: str, held: list[str]) -> str:
    return _WORDS.sub(lambda place: held[int(place[1])], text)


def _paragraphs(runs: Runs, held: list[str]) -> Iterator[Block]:
    """A paragraph in which Markdown is put: its first and last paragraph join the sentence, the rest go between."""
    if not _holds(_PLACE, runs):
        yield from _line(runs)
        return
    line: list[Run] = []
    for run in runs:
        for index, part in enumerate(_PLACE.split(run.text)):
            if index % 2 == 0:
                line.append(replace(run, text=part))
                continue
            *before, last = own_blocks(held[int(part)])
            for number, block in enumerate([*before, last]):
                if isinstance(block, Paragraph):
                    if number:
                        yield from _line(line)
                        line = []
                    line.extend(_in_look(block.runs, run))
                else:
                    yield from _line(line)
                    line = []
                    yield block
    yield from _line(line)


def _line(runs: Iterable[Run]) -> Iterator[Paragraph]:
    if (found := join_runs(iter(runs))) and plain_text(found).strip():
        yield Paragraph((replace(found[0], text=found[0].text.lstrip()), *found[1:]))


def _with_references(runs: Runs) -> Runs:
    """The runs with references to parts of the agreement."""
    if not _holds(_REFERENCE, runs):
        return runs

    def parts() -> Iterator[Run]:
        for run in runs:
            words, *found = _REFERENCE.split(run.text)
            yield replace(run, text=words)
            for id, otherwise, after in zip(found[::3], found[1::3], found[2::3], strict=True):
                yield Reference(otherwise, run.bold, run.italic, run.code, f"#{id}")
                yield replace(run, text=after)

    return join_runs(parts())


def _on_one_line(runs: Runs, held: list[str]) -> Runs:
    """The runs of a cell or heading, which has no room for blocks: their lines one below the other."""
    runs = _with_words(runs, held)
    if not _holds(_PLACE, runs):
        return runs

    def parts() -> Iterator[Run]:
        for run in runs:
            for index, part in enumerate(_PLACE.split(run.text)):
                if index % 2 == 0:
                    yield replace(run, text=part)
                    continue
                for number, block in enumerate(own_blocks(held[int(part)])):
                    yield replace(run, text="\n" if number else "")
                    if isinstance(block, Paragraph):
                        yield from _in_look(block.runs, run)
                    else:
                        yield replace(run, text="\n".join(_lines(block)))

    return join_runs(parts())


def _holds(sign: re.Pattern[str], runs: Runs) -> bool:
    return any(sign.search(run.text) for run in runs)


def _lines(block: Block) -> Iterator[str]:
    if isinstance(block, Listing):
        for sign, item in zip(block.markers, block.items, strict=True):
            yield f"{sign} {' '.join(printed_lines(item))}"
    else:
        yield from printed_lines((block,))


def _in_look(runs: Runs, look: Run) -> Iterator[Run]:
    for run in runs:
        yield replace(run, bold=run.bold or look.bold, italic=run.italic or look.italic, link=run.link or look.link)

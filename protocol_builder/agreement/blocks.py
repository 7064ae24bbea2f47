"""The blocks of which every output prints a document: paragraphs, lists, tables, boxes, pictures."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, fields, is_dataclass, replace
from typing import Any, Literal, TypeAlias

from .. import characters
from .drawing import Drawing

Marking: TypeAlias = Literal["•", "1.", "(a)", "(i)", "(A)", "(1)"]

_LINE_LENGTH = 104
"""About how many characters of a table's text fit on one line of a page."""

LETTERINGS: tuple[Marking, ...] = ("(a)", "(i)", "(A)", "(1)")
"""How the lists of an agreement count, from the outermost inwards."""


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text of one look. A line break is a newline in the text."""

    text: str
    bold: bool = False
    italic: bool = False
    code: bool = False
    link: str = ""
    """A web, mail or telephone address, or `#` and the id of an article; empty for none."""

    @property
    def look(self) -> tuple[bool, bool, bool, str]:
        """All but the text."""
        return (self.bold, self.italic, self.code, self.link)


@dataclass(frozen=True, slots=True)
class Reference(Run):
    """A place at which another part of the agreement is named; its link is `#` and the part's id.

    `references.resolve` makes it a run with the part's name once all have their numbers, so no output meets one. Its
    text is printed where the agreement has no such part.
    """

    @property
    def target(self) -> str:
        """The id of the part that it names."""
        return self.link[1:]


Runs: TypeAlias = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading within an article; the article's own title is level 1."""

    level: int
    runs: Runs


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph, with its number in the agreement (`4.2`) where it has one."""

    runs: Runs
    number: str = ""
    announces: str = field(default="", repr=False)
    """What kind of list follows, where its clause marks that; nothing prints it."""


@dataclass(frozen=True, slots=True)
class Listing:
    """A list; each item is blocks."""

    items: tuple[tuple["Block", ...], ...]
    marking: Marking = "•"
    start: int = 1

    @property
    def markers(self) -> tuple[str, ...]:
        """What is printed before each item."""
        return tuple(marker(self.marking, number) for number in range(self.start, self.start + len(self.items)))


@dataclass(frozen=True, slots=True)
class Table:
    """A table; every row has as many cells as the header."""

    header: tuple[Runs, ...]
    rows: tuple[tuple[Runs, ...], ...]
    align: tuple[str, ...] = ()
    """`left`, `right`, `center` or empty, for each column."""
    shares: tuple[int, ...] = ()
    """The share of each column in thousandths, where its text does not say it: in a column to write in there is none."""

    @property
    def widths(self) -> tuple[int, ...]:
        """The share of each column in the table's width, in thousandths: room for its longest word, then for its text."""
        if self.shares:
            return self.shares
        columns = [[plain_text(cell) for cell in column] for column in zip(self.header, *self.rows, strict=True)]
        words = [min(max(map(len, " ".join(column).split()), default=0), 24) + 4 for column in columns]
        lines = [max(max(map(len, column)) + 2, word) for column, word in zip(columns, words, strict=True)]
        width: list[float] = list(lines)
        if sum(lines) > _LINE_LENGTH:
            wish = [(line - word) ** 0.7 for line, word in zip(lines, words, strict=True)]
            spare = max(_LINE_LENGTH - sum(words), 0) / sum(wish)
            width = [word + spare * more for word, more in zip(words, wish, strict=True)]
        shares = [round(1000 * part / sum(width)) for part in width]
        return (*shares[:-1], 1000 - sum(shares[:-1]))


@dataclass(frozen=True, slots=True)
class Quote:
    """Someone's own words, such as a statute's."""

    blocks: tuple["Block", ...]


@dataclass(frozen=True, slots=True)
class Code:
    """Text whose lines and spaces stay as they are."""

    text: str


@dataclass(frozen=True, slots=True)
class HorizontalLine:
    """A line across the page."""


@dataclass(frozen=True, slots=True)
class Box:
    """A framed note in the text, such as a gap. Its title says what it is, so that no color has to."""

    title: str
    blocks: tuple["Block", ...]
    id: str = ""


@dataclass(frozen=True, slots=True)
class Signature:
    """The lines on which one signatory signs; a line without a value is left to be filled in by hand."""

    purpose: str
    """What is signed for, where it is not the party's agreement itself; or empty."""
    lines: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing with its caption. What it says is in the text as well."""

    drawing: Drawing
    caption: Runs


Block: TypeAlias = Heading | Paragraph | Listing | Table | Quote | Code | HorizontalLine | Box | Signature | Picture
Blocks: TypeAlias = tuple[Block, ...]

_UNPRINTABLE = re.compile(f"[{characters.REFUSED_BY_DOCUMENTS}]")


def printable(text: str) -> str:
    """The text with characters that no document can hold replaced by a visible one."""
    return _UNPRINTABLE.sub(characters.REPLACEMENT, text)


def is_printable(text: str) -> bool:
    """Whether every document can hold the text as it is."""
    return not _UNPRINTABLE.search(text)


def made_printable(found: Any) -> Any:
    """Blocks, or any parts of them, with `printable` text throughout."""
    if isinstance(found, str):
        return printable(found)
    if isinstance(found, tuple):
        return tuple(map(made_printable, found))
    if is_dataclass(found) and not isinstance(found, type):
        return replace(found, **{part.name: made_printable(getattr(found, part.name)) for part in fields(found)})
    return found


def join_runs(runs: Iterator[Run]) -> Runs:
    """The runs, with neighbors of the same look joined into one."""
    found: list[Run] = []
    for run in runs:
        separate = isinstance(run, Reference) or (found and isinstance(found[-1], Reference))
        if found and not separate and found[-1].look == run.look:
            found[-1] = replace(run, text=found[-1].text + run.text)
        elif run.text:
            found.append(run)
    return tuple(found)


def plain_text(runs: Runs) -> str:
    """The text of the runs, without their looks."""
    return runs[0].text if len(runs) == 1 else "".join([run.text for run in runs])


def marker(marking: Marking, number: int) -> str:
    """How a list counts: marker("(a)", 28) is "(bb)", as Word does it."""
    letters = chr(ord("a") + (number - 1) % 26) * (1 + (number - 1) // 26)
    match marking:
        case "•":
            return "•"
        case "1.":
            return f"{number}."
        case "(a)":
            return f"({letters})"
        case "(A)":
            return f"({letters.upper()})"
        case "(1)":
            return f"({number})"
        case "(i)":
            return f"({_roman(number)})"


def _roman(number: int) -> str:
    digits = ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
    found = ""
    for value, digit in digits:
        found += digit * (number // value)
        number %= value
    return found


def with_lettered_lists(found: Blocks, depth: int = 0) -> Blocks:
    """The blocks with numbered lists counted in letters, as an agreement counts below its paragraphs."""

    def turn(block: Block) -> Block:
        if not isinstance(block, Listing):
            return block
        letters = block.marking == "1." and block.start == 1
        items = tuple(with_lettered_lists(item, depth + letters) for item in block.items)
        return replace(block, items=items, marking=LETTERINGS[min(depth, 3)] if letters else block.marking)

    return tuple(turn(block) for block in found)


def printed_lines(found: Blocks) -> Iterator[str]:
    """The printed lines of the blocks, in order: what a reader of any output reads."""
    for block in found:
        match block:
            case Heading():
                yield plain_text(block.runs)
            case Paragraph():
                yield f"{block.number} {plain_text(block.runs)}".strip()
            case Listing():
                for sign, item in zip(block.markers, block.items, strict=True):
                    yield sign
                    yield from printed_lines(item)
            case Table():
                for row in (block.header, *block.rows):
                    yield from map(plain_text, row)
            case Quote():
                yield from printed_lines(block.blocks)
            case Code():
                yield block.text
            case Box():
                yield block.title
                yield from printed_lines(block.blocks)
            case Signature():
                yield block.purpose
                for label, value in block.lines:
                    yield f"{label} {value}".strip()
            case Picture():
                yield from block.drawing.words
                yield plain_text(block.caption)
            case HorizontalLine():
                pass

"""Knows Markdown, and the plain blocks that it becomes for every output. Knows neither counties nor the law.

Nothing that an author typed is dropped: raw HTML is printed as typed, a picture becomes its description and address,
the address of a link is printed after its words, and what Markdown would lose (unused references, surplus cells) stays.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal, TypeAlias

from markdown_it import MarkdownIt
from markdown_it.rules_block.table import escapedSplit
from markdown_it.tree import SyntaxTreeNode

Marking: TypeAlias = Literal["•", "1.", "(a)", "(i)", "(A)", "(1)"]

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


@dataclass(frozen=True, slots=True)
class Listing:
    """A list; each item is blocks."""

    items: tuple[tuple["Block", ...], ...]
    marking: Marking = "•"
    start: int = 1

    @property
    def markers(self) -> tuple[str, ...]:
        """What stands before each item."""
        return tuple(marker(self.marking, number) for number in range(self.start, self.start + len(self.items)))


@dataclass(frozen=True, slots=True)
class Table:
    """A table; every row has as many cells as the header."""

    header: tuple[Runs, ...]
    rows: tuple[tuple[Runs, ...], ...]
    align: tuple[str, ...] = ()
    """`left`, `right`, `center` or empty, for each column."""

    @property
    def widths(self) -> tuple[int, ...]:
        """The share of each column in the table's width, in thousandths, by how much text it holds."""
        columns = list(zip(self.header, *self.rows, strict=True))
        words = [max((len(w) for cell in column for w in plain(cell).split()), default=1) for column in columns]
        lines = [max(len(plain(cell)) for cell in column) for column in columns]
        weight = [max(6, min(word, 18), line**0.6) for word, line in zip(words, lines, strict=True)]
        shares = [round(1000 * part / sum(weight)) for part in weight]
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
class Rule:
    """A line across the page."""


@dataclass(frozen=True, slots=True)
class Box:
    """A framed note in the text, such as a gap. Its title says what it is, so that no colour has to."""

    title: str
    blocks: tuple["Block", ...]
    id: str = ""


@dataclass(frozen=True, slots=True)
class Signature:
    """The lines on which one post signs for one party; a line without a value is left to be filled in by hand."""

    party: str
    lines: tuple[tuple[str, str], ...]


Block: TypeAlias = Heading | Paragraph | Listing | Table | Quote | Code | Rule | Box | Signature
Blocks: TypeAlias = tuple[Block, ...]

# Deeper than this, markdown-it drops what it reads; no agreement needs a tenth of it.
_DEEPEST = 100
_ADDRESS = re.compile(r"(https?://|mailto:|tel:)", re.IGNORECASE)
# XML, and so Word, has no control characters.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


@cache
def _markdown() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False, "maxNesting": _DEEPEST}).enable("table")
    # A reference that nothing refers to ("[Note]: pending") would vanish.
    return parser.disable("reference")


def printable(text: str) -> str:
    """The text with characters that no document can hold replaced by a visible sign."""
    return _UNPRINTABLE.sub("\N{REPLACEMENT CHARACTER}", text)


def blocks(markdown: str) -> Blocks:
    """The blocks of a Markdown text."""
    tokens = _markdown().parse(text := printable(markdown))
    if any(token.level >= _DEEPEST - 2 for token in tokens):
        return tuple(Paragraph((Run(line.strip()),)) for line in text.splitlines() if line.strip())
    lines = re.split(r"\r\n|\r|\n", text)
    return tuple(_blocks(SyntaxTreeNode(tokens).children, lines))


def _blocks(nodes: list[SyntaxTreeNode], lines: list[str]) -> Iterator[Block]:
    for node in nodes:
        match node.type:
            case "heading":
                yield Heading(int(node.tag[1:]), _runs(node))
            case "paragraph":
                yield Paragraph(_runs(node))
            case "bullet_list" | "ordered_list":
                items = tuple(tuple(_blocks(item.children, lines)) for item in node.children)
                ordered = node.type == "ordered_list"
                yield Listing(items, "1." if ordered else "•", int(node.attrGet("start") or 0) if node.attrs else 1)
            case "table":
                yield _table(node, lines)
            case "blockquote":
                yield Quote(tuple(_blocks(node.children, lines)))
            case "fence":
                yield Code(f"{node.info}\n{node.content}".strip("\n"))
            case "code_block":
                yield Code(node.content.strip("\n"))
            case "hr":
                yield Rule()
            case _:
                raise AssertionError(f"Markdown gave a {node.type}")


def _table(node: SyntaxTreeNode, lines: list[str]) -> Table:
    header = node.children[0].children[0]
    body = node.children[1].children if len(node.children) > 1 else []
    width = len(header.children)
    rows = []
    for row in body:
        cells = [_runs(cell) for cell in row.children]
        # A row with more cells than the header: Markdown drops the rest, here the last cell takes it in.
        for surplus in _cells(lines[row.map[0]])[width:] if row.map else ():
            cells[-1] += (Run(" | "), *_inline(surplus))
        rows.append(tuple(cells))
    align = tuple(str(cell.attrs.get("style", "")).removeprefix("text-align:") for cell in header.children)
    return Table(tuple(_runs(cell) for cell in header.children), tuple(rows), align)


def _cells(line: str) -> list[str]:
    cells = escapedSplit(line.strip())
    if cells and not cells[0]:
        cells.pop(0)
    if cells and not cells[-1]:
        cells.pop()
    return [cell.strip() for cell in cells]


def _inline(markdown: str) -> Runs:
    return _runs(SyntaxTreeNode(_markdown().parseInline(markdown)))


def _runs(node: SyntaxTreeNode) -> Runs:
    """The runs of a node that holds inline text, neighbours of the same look joined."""
    return joined(run for inline in node.children for child in inline.children for run in _look(child, Run("")))


def _look(node: SyntaxTreeNode, look: Run) -> Iterator[Run]:
    match node.type:
        case "text" | "code_inline":
            yield replace(look, text=node.content, code=node.type == "code_inline")
        case "softbreak":
            yield replace(look, text=" ")
        case "hardbreak":
            yield replace(look, text="\n")
        case "strong" | "em":
            inner = replace(look, bold=look.bold or node.type == "strong", italic=look.italic or node.type == "em")
            for child in node.children:
                yield from _look(child, inner)
        case "link":
            yield from _link(node, look)
        case "image":
            address = str(node.attrs.get("src", ""))
            where = "" if address.startswith("data:") else f", {address}"
            title = f", “{node.attrs['title']}”" if node.attrs.get("title") else ""
            yield replace(look, text=f"[picture: {node.content or 'without description'}{title}{where}]")
        case _:
            raise AssertionError(f"Markdown gave a {node.type}")


def _link(node: SyntaxTreeNode, look: Run) -> Iterator[Run]:
    address, title = str(node.attrs.get("href", "")), str(node.attrs.get("title", ""))
    inner = replace(look, link=address if _ADDRESS.match(address) else look.link)
    words = [run for child in node.children for run in _look(child, inner)]
    yield from words
    shown = "".join(run.text for run in words).strip()
    told = [f"“{title}”"] if title else []
    # On paper a link is only its words. normalizeLink has percent-encoded what was typed.
    if address not in (shown, f"mailto:{shown}", f"tel:{shown}", _markdown().normalizeLink(shown)):
        told.insert(0, address)
    if told:
        yield replace(inner, text=f"{' ' if shown else ''}({', '.join(told)})")


def joined(runs: Iterator[Run]) -> Runs:
    """The runs with neighbours of the same look made one."""
    found: list[Run] = []
    for run in runs:
        if found and replace(found[-1], text="") == replace(run, text=""):
            found[-1] = replace(run, text=found[-1].text + run.text)
        elif run.text:
            found.append(run)
    return tuple(found)


def plain(runs: Runs) -> str:
    """The words of the runs."""
    return "".join(run.text for run in runs)


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


def lettered(found: Blocks, depth: int = 0) -> Blocks:
    """The blocks with numbered lists counted in letters, as an agreement counts below its paragraphs."""

    def turn(block: Block) -> Block:
        if not isinstance(block, Listing):
            return block
        letters = block.marking == "1." and block.start == 1
        items = tuple(lettered(item, depth + letters) for item in block.items)
        return replace(block, items=items, marking=LETTERINGS[min(depth, 3)] if letters else block.marking)

    return tuple(turn(block) for block in found)


def each(found: Blocks, change: Callable[[Runs], Runs]) -> Blocks:
    """The blocks with every run of text changed."""
    return tuple(_each(block, change) for block in found)


def _each(block: Block, change: Callable[[Runs], Runs]) -> Block:
    match block:
        case Heading() | Paragraph():
            return replace(block, runs=change(block.runs))
        case Listing():
            return replace(block, items=tuple(each(item, change) for item in block.items))
        case Table():
            rows = tuple(tuple(change(cell) for cell in row) for row in block.rows)
            return replace(block, header=tuple(change(cell) for cell in block.header), rows=rows)
        case Quote() | Box():
            return replace(block, blocks=each(block.blocks, change))
        case _:
            return block


def text(found: Blocks) -> Iterator[str]:
    """The printed lines of the blocks, in order: what a reader of any output reads."""
    for block in found:
        match block:
            case Heading():
                yield plain(block.runs)
            case Paragraph():
                yield f"{block.number} {plain(block.runs)}".strip()
            case Listing():
                for sign, item in zip(block.markers, block.items, strict=True):
                    yield sign
                    yield from text(item)
            case Table():
                for row in (block.header, *block.rows):
                    yield from map(plain, row)
            case Quote():
                yield from text(block.blocks)
            case Code():
                yield block.text
            case Box():
                yield block.title
                yield from text(block.blocks)
            case Signature():
                yield block.party
                for label, value in block.lines:
                    yield f"{label} {value}".strip()
            case Rule():
                pass

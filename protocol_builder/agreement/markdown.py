"""Markdown as blocks.

Nothing that an author typed is dropped: raw HTML is printed as typed, a picture becomes its description and address,
the address of a link is printed after its words, and what Markdown would lose (unused references, surplus cells) stays.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache, lru_cache

from markdown_it import MarkdownIt
from markdown_it.rules_block.table import escapedSplit
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode

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
    join_runs,
    printable,
)

# Deeper than this, markdown-it drops what it reads; no agreement needs a tenth of it.
_MAX_NESTING = 100
# A page has no room for lists and quotations nested deeper than this.
_MAX_LIST_DEPTH = 7
# A page has no room for more columns either; Word takes no more than 63.
_MAX_COLUMNS = 16
# A text up to this length (in characters) is cached, in case it comes again.
_MAX_CACHED_LENGTH = 20_000
# Where a text goes on below a list, it is a paragraph of its own, unless the last item is a long or unfinished line.
_MAX_ITEM_THAT_ENDS = 60
_ITEM = re.compile(r"\s*([-*+]|\d{1,9}[.)])\s+\S")
_UNFINISHED = re.compile(
    r"(,|\b(a|an|and|as|at|by|each|every|for|from|if|in|is|its|of|on|or|our|that|the|their|this|to|when|who|with))$",
    re.I,
)
_LABELED = re.compile(r"\((?:([a-z])|(\d{1,2}))\)\s+\S")
_FENCE = re.compile(r" {0,3}(```|~~~)")
_SPACE = re.compile(r"\s")
_MAX_WORD = 200
# In the middle of a longer word asterisks are emphasis, as someone has put it there in Word.
_AS_TYPED = re.compile(
    r"(?:[^*]|(?<=[0-9])\*+(?=[0-9A-Za-zÀ-\u1fff])|(?<=[0-9A-Za-zÀ-\u1fff])\*+(?=[0-9])"
    r"|(?<=\b[A-Za-zÀ-\u1fff])\*+(?=[A-Za-zÀ-\u1fff]\b))+"
)
_ADDRESS = re.compile(r"(https?://|mailto:|tel:)", re.IGNORECASE)


@cache
def _markdown() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False, "maxNesting": _MAX_NESTING}).enable("table")
    parser.inline.ruler.before("emphasis", "asterisk_in_a_word", _asterisk_in_a_word)
    # A reference that nothing refers to ("[Note]: pending") would vanish.
    return parser.disable("reference")


def _asterisk_in_a_word(state: StateInline, silent: bool) -> bool:
    """Take asterisks next to digits or between single letters, as in 2*3*4, as they were typed; others are emphasis."""
    if silent or state.src[state.pos] != "*":
        return False
    begins = max(state.src.rfind(space, 0, state.pos) for space in " \n\t\N{NO-BREAK SPACE}") + 1
    found = _SPACE.search(state.src, state.pos)
    word = state.src[begins : found.start() if found else len(state.src)]
    if len(word) > _MAX_WORD or not _AS_TYPED.fullmatch(word):
        return False
    length = len(state.src) - state.pos - len(state.src[state.pos :].lstrip("*"))
    state.pending += "*" * length
    state.pos += length
    return True


def blocks(markdown: str) -> Blocks:
    """The blocks of a Markdown text."""
    return (_read_cached if len(markdown) <= _MAX_CACHED_LENGTH else _read)(markdown)


def _read(markdown: str) -> Blocks:
    tokens = _markdown().parse(text := _as_meant(printable(markdown)))
    if _is_too_deep(tokens):
        return tuple(Paragraph((Run(line.strip()),)) for line in text.splitlines() if line.strip())
    lines = re.split(r"\r\n|\r|\n", text)
    return tuple(_blocks(SyntaxTreeNode(tokens).children, lines))


def _as_meant(markdown: str) -> str:
    """The text with the breaks that its lines show, and Markdown reads over.

    These are the end of a list before a line that begins a sentence in the first column, and those before (b), (c), …
    """
    lines = markdown.split("\n")
    made, is_code = lines[:1], bool(_FENCE.match(lines[0]))
    for before, line, after in zip(lines, lines[1:], [*lines[2:], ""], strict=False):
        if not is_code:
            if _ends_list(before.rstrip()) and line[:1].isupper():
                made.append("")
            elif _follows(before, line) or (before.rstrip().endswith(":") and _follows(line, after)):
                made[-1] = f"{before.rstrip()}  "
        made.append(line)
        is_code ^= bool(_FENCE.match(line))
    return "\n".join(made)


def _ends_list(line: str) -> bool:
    return bool(len(line) < _MAX_ITEM_THAT_ENDS and _ITEM.match(line) and not _UNFINISHED.search(line))


def _follows(line: str, other: str) -> bool:
    """Whether two lines begin with labels that follow one another, as (a) and (b)."""
    first, second = _LABELED.match(line), _LABELED.match(other)
    if not first or not second:
        return False
    letters, numbers = (first[1], second[1]), (first[2], second[2])
    return (all(letters) and ord(first[1]) + 1 == ord(second[1])) or (
        all(numbers) and int(first[2]) + 1 == int(second[2])
    )


def _is_too_deep(tokens: Sequence[Token]) -> bool:
    """Whether parts of a text, or bold and italic words, are nested deeper than Python can follow."""
    return any(token.level >= _MAX_NESTING - 2 or _is_too_deep(token.children or ()) for token in tokens)


# A clause reads the same in many counties.
_read_cached = lru_cache(maxsize=1024)(_read)


def _blocks(nodes: list[SyntaxTreeNode], lines: list[str], depth: int = 0) -> Iterator[Block]:
    for node in nodes:
        match node.type:
            case "heading":
                if runs := _runs(node):
                    # Only the headings of an article itself make its outline.
                    bold = join_runs(replace(run, bold=True) for run in runs)
                    yield Paragraph(bold) if depth else Heading(int(node.tag[1:]), runs)
            case "paragraph":
                if runs := _runs(node):
                    yield Paragraph(runs)
            case "bullet_list" | "ordered_list":
                items = tuple(tuple(_blocks(item.children, lines, depth + 1)) for item in node.children)
                ordered = node.type == "ordered_list"
                listing = Listing(items, "1." if ordered else "•", int(node.attrs.get("start", 1)))
                yield from (listing,) if depth < _MAX_LIST_DEPTH else _flat(listing)
            case "table":
                yield _table(node, lines)
            case "blockquote":
                inner = tuple(_blocks(node.children, lines, depth + 1))
                yield from (Quote(inner),) if depth < _MAX_LIST_DEPTH else inner
            case "fence":
                yield Code(f"{node.info}\n{node.content}".strip("\n"))
            case "code_block":
                yield Code(node.content.strip("\n"))
            case "hr":
                yield HorizontalLine()
            case _:
                raise AssertionError(f"Markdown gave a {node.type}")


def _flat(listing: Listing) -> Iterator[Block]:
    """A list without another indent, for one nested so deep that no page is wide enough."""
    for marker, item in zip(listing.markers, listing.items, strict=True):
        first, rest = (item[0].runs, item[1:]) if item and isinstance(item[0], Paragraph) else ((), item)
        yield Paragraph((Run(f"{marker} "), *first))
        yield from rest


def _table(node: SyntaxTreeNode, lines: list[str]) -> Table | Listing:
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
    table = Table(tuple(_runs(cell) for cell in header.children), tuple(rows), align)
    return table if width <= _MAX_COLUMNS else as_list(table)


def as_list(table: Table) -> Listing:
    """A table as a list, a row an item, each cell after the head of its column."""

    def row(cells: tuple[Runs, ...]) -> Iterator[Run]:
        for head, cell in zip(table.header, cells, strict=True):
            yield from (*head, Run(": "), *cell, Run("; "))

    return Listing(tuple((Paragraph(join_runs(row(cells))),) for cells in (table.rows or (table.header,))))


def _cells(line: str) -> list[str]:
    cells = escapedSplit(re.sub(r"^[\s>]*", "", line).rstrip())
    if cells and not cells[0]:
        cells.pop(0)
    if cells and not cells[-1]:
        cells.pop()
    return [cell.strip() for cell in cells]


def _inline(markdown: str) -> Runs:
    tokens = _markdown().parseInline(markdown)
    return (Run(markdown),) if _is_too_deep(tokens) else _runs(SyntaxTreeNode(tokens))


def _runs(node: SyntaxTreeNode) -> Runs:
    """The runs of a node that holds inline text, neighbors of the same look joined."""
    return join_runs(run for inline in node.children for child in inline.children for run in _look(child, Run("")))


def _look(node: SyntaxTreeNode, look: Run) -> Iterator[Run]:
    match node.type:
        case "text" | "code_inline":
            # `&#x202e;` has become a character by now.
            yield replace(look, text=printable(node.content), code=node.type == "code_inline")
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
            words = f"[picture: {node.content or 'without description'}{title}{where}]"
            yield replace(look, text=printable(words))
        case _:
            raise AssertionError(f"Markdown gave a {node.type}")


def _link(node: SyntaxTreeNode, look: Run) -> Iterator[Run]:
    address, title = str(node.attrs.get("href", "")), printable(str(node.attrs.get("title", "")))
    inner = replace(look, link=address if _ADDRESS.match(address) else look.link)
    words = [run for child in node.children for run in _look(child, inner)]
    yield from words
    shown = "".join(run.text for run in words).strip()
    details = [f"“{title}”"] if title else []
    # On paper a link is only its words. normalizeLink has percent-encoded what was typed.
    if address not in (shown, f"mailto:{shown}", f"tel:{shown}", _markdown().normalizeLink(shown)):
        details.insert(0, address)
    if details:
        yield replace(inner, text=f"{' ' if shown else ''}({', '.join(details)})")

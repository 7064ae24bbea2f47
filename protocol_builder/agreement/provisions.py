"""Take an agreement apart into its provisions, and say what of them changed from one revision to another."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from ..alignment import aligned, common_share, words_of
from . import own_words
from .agreement import Agreement, Article
from .article_pairs import same_articles
from .blocks import (
    Block,
    Blocks,
    Box,
    Heading,
    Listing,
    Paragraph,
    Picture,
    Quote,
    Run,
    Runs,
    Table,
    plain_text,
    printed_lines,
)

_ALIKE = 0.4
"""The share of words that two provisions of an article have in common if one is the other, changed."""

RunsChange: TypeAlias = Callable[[Runs], Runs]
_ALIKE_ROWS = 0.6
"""The same of two rows of a table whose first cells differ."""

Kind: TypeAlias = Literal[
    "changed",
    "added",
    "removed",
    "retitled",
    "article added",
    "article removed",
    "rows changed",
    "rows added",
    "rows removed",
]


@dataclass(frozen=True, slots=True)
class Provision:
    """A numbered paragraph of an agreement with what belongs to it, such as a list or a table."""

    number: str
    """`9.2`, or `B.` in the recitals; empty for what comes before the first number of an article."""
    heading: str
    """The heading within the article that it is under, or empty."""
    blocks: Blocks


@dataclass(frozen=True, slots=True)
class ProvisionChange:
    """A provision, or an article as a whole, that is not as it was."""

    kind: Kind
    article: Article
    """The article in the old agreement, or in the new one if it was added."""
    new_article: Article
    """The article in the new agreement, or in the old one if it was removed."""
    number: str
    """The number in the old agreement; of an added provision, that of the one before it; empty for none."""
    new: Blocks
    """What it reads now; empty if it was removed."""
    before: str = ""
    """For an added article, the name of the one before it in the new agreement, or empty."""
    rows: tuple[str, ...] = ()
    """For rows of a table, the first cell of each."""


def changes(old: Agreement, new: Agreement) -> tuple[ProvisionChange, ...]:
    """List what changed in the provisions of an agreement, in the order of the new one.

    Appendices, pictures, gaps, and lines to sign on are no provisions. A reference is the same if it leads to the same
    article, whatever its number.
    """
    same = same_articles(old, new)
    later = {article.id: article for article in new.articles}
    earlier = {same[one.id]: one for one in old.articles if one.id in same}
    targets = {one.id: same.get(one.id, f"{one.id} of the old agreement") for one in old.articles}
    found: list[ProvisionChange] = []
    before = ""
    for article in filter(_is_agreed, new.articles):
        if article.id not in earlier:
            kept = _texts(article.blocks)
            found.append(ProvisionChange("article added", article, article, article.number, kept, before))
        else:
            found += _within(earlier[article.id], article, targets)
        before = article.name
    for gone in filter(_is_agreed, old.articles):
        if same.get(gone.id) not in later:
            found.append(ProvisionChange("article removed", gone, gone, gone.number, ()))
    return tuple(found)


def _is_agreed(article: Article) -> bool:
    return article.part in ("recital", "article")


def _within(old: Article, new: Article, targets: dict[str, str]) -> Iterator[ProvisionChange]:
    if old.title != new.title:
        yield ProvisionChange("retitled", old, new, "", ())
    before, after = tuple(_provisions(old)), tuple(_provisions(new))
    keys = {id(one): _key(one, targets) for one in before} | {id(one): _key(one, {}) for one in after}

    def likeness(first: Provision, second: Provision) -> float:
        if not first.number and not second.number and first.heading == second.heading:
            return 1.0
        share = common_share(words_of(keys[id(first)]), words_of(keys[id(second)]))
        return share if share >= _ALIKE and bool(first.number) == bool(second.number) else 0.0

    last = ""
    added: Blocks = ()
    for a, c in (*aligned(before, after, lambda one: keys[id(one)], likeness), (None, None)):
        if a is None and c is not None:
            added += after[c].blocks
            continue
        if added:  # neighbors are added together, so that their order is plain
            yield ProvisionChange("added", old, new, last, added)
            added = ()
        if a is not None and c is None:
            yield ProvisionChange("removed", old, new, before[a].number, ())
        elif a is not None and c is not None and keys[id(before[a])] != keys[id(after[c])]:
            yield from _of_provision(old, new, before[a], after[c], targets)
        last = before[a].number or last if a is not None else last


def _of_provision(
    old: Article, new: Article, before: Provision, after: Provision, targets: dict[str, str]
) -> Iterator[ProvisionChange]:
    """Yield what changed in a provision: rows of its table, if nothing else did, or the provision as a whole."""
    tables = [[block for block in one.blocks if isinstance(block, Table)] for one in (before, after)]
    others = [
        _key(replace(one, blocks=tuple(block for block in one.blocks if not isinstance(block, Table))), goals)
        for one, goals in ((before, targets), (after, {}))
    ]
    if len(tables[0]) == len(tables[1]) == 1 and others[0] == others[1] and tables[0][0].header == tables[1][0].header:
        yield from _of_rows(old, new, before.number, tables[0][0], tables[1][0])
    else:
        yield ProvisionChange("changed", old, new, before.number, after.blocks)


def _of_rows(old: Article, new: Article, number: str, before: Table, after: Table) -> Iterator[ProvisionChange]:
    """Yield the rows of a table that changed, were added, or were removed; a row is known by its first cell."""

    def likeness(first: tuple[Runs, ...], second: tuple[Runs, ...]) -> float:
        share = common_share(*(words_of(_row_text(row)) for row in (first, second)))
        return share + 1 if plain_text(first[0]) == plain_text(second[0]) else share if share >= _ALIKE_ROWS else 0.0

    found: dict[Kind, list[tuple[tuple[Runs, ...] | None, tuple[Runs, ...] | None]]] = {}
    for a, c in aligned(before.rows, after.rows, _row_text, likeness):
        first, second = before.rows[a] if a is not None else None, after.rows[c] if c is not None else None
        if first is None or second is None or _row_text(first) != _row_text(second):
            kind: Kind = "rows added" if first is None else "rows removed" if second is None else "rows changed"
            found.setdefault(kind, []).append((first, second))
    for kind, rows in found.items():
        shown = tuple(second for _, second in rows if second)
        names = tuple(plain_text((first or second or ((),))[0]) for first, second in rows)
        table = (replace(after, rows=shown),) if shown else ()
        yield ProvisionChange(kind, old, new, number, table, rows=names)


def _row_text(row: tuple[Runs, ...]) -> str:
    return "\n".join(map(plain_text, row))


def _provisions(article: Article) -> Iterator[Provision]:
    number, heading, title = "", "", ""
    blocks: list[Block] = []
    waiting: list[Block] = []
    for block in _texts(article.blocks):
        if isinstance(block, Heading):
            title = "".join(run.text for run in block.runs)
            waiting.append(block)
            continue
        if isinstance(block, Paragraph) and block.number:
            if blocks:
                yield Provision(number, heading, tuple(blocks))
            number, heading, blocks = block.number, title, [*waiting, block]
        else:
            blocks += [*waiting, block]
        waiting = []
    if blocks or waiting:
        yield Provision(number, heading, (*blocks, *waiting))


def _texts(blocks: Blocks) -> Blocks:
    """Return the blocks that are agreed upon: no gaps, notes for those who draft, or pictures."""
    return tuple(
        block
        for block in blocks
        if not isinstance(block, Box | Picture)
        and not (isinstance(block, Paragraph) and block.runs[:1] in own_words.NOTES)
    )


def _key(provision: Provision, targets: dict[str, str]) -> str:
    """Return what a provision says, without its number and with references by what they lead to."""

    def named(runs: Runs) -> Runs:
        return tuple(
            Run(f"[{targets.get(run.link[1:], run.link[1:])}]") if run.link.startswith("#") else run for run in runs
        )

    return "\n".join(printed_lines(without_numbers(with_runs(provision.blocks, named))))


def without_numbers(blocks: Blocks) -> Blocks:
    """Return blocks without the numbers of their paragraphs."""
    return tuple(replace(block, number="") if isinstance(block, Paragraph) else block for block in blocks)


def quoted(blocks: Blocks) -> Blocks:
    """Return the blocks of a provision as another document quotes them: with their numbers typed, and without links."""

    def plain(runs: Runs) -> Runs:
        return tuple(replace(run, link="") if run.link.startswith("#") else run for run in runs)

    return tuple(
        Paragraph((Run(f"{block.number} "), *block.runs)) if isinstance(block, Paragraph) and block.number else block
        for block in with_runs(blocks, plain)
    )


def with_runs(blocks: Blocks, change: RunsChange) -> Blocks:
    """Return blocks with each text changed, also in lists, tables, and quotes."""

    def changed(block: Block) -> Block:
        match block:
            case Paragraph() | Heading():
                return replace(block, runs=change(block.runs))
            case Listing():
                return replace(block, items=tuple(with_runs(item, change) for item in block.items))
            case Table():
                rows = tuple(tuple(map(change, row)) for row in block.rows)
                return replace(block, header=tuple(map(change, block.header)), rows=rows)
            case Quote():
                return replace(block, blocks=with_runs(block.blocks, change))
        return block

    return tuple(map(changed, blocks))

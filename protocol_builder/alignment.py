"""Align two sequences, of blocks, table rows, or words: what stays, what changed, what was added or removed."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import TypeVar

Item = TypeVar("Item")
Pair = tuple[int | None, int | None]
"""The numbers of an old and a new item that belong together; None where there is no counterpart."""

Step = tuple[str, int, int, int, int]
"""A step from one sequence to another: its kind, and where it begins and ends in both."""

_MAX_EXACT = 2_000
"""Items above which those that occur everywhere are ignored, to stay fast whatever a file from elsewhere has."""
_MAX_COMPARED = 4_000
"""Pairs of items in one gap whose likeness is computed; more are left unpaired."""


def common_ends(old: Sequence[object], new: Sequence[object]) -> tuple[int, int]:
    """Return how many items two sequences have in common at their beginning, and of the rest at their end."""
    shortest = min(len(old), len(new))
    start = next((n for n in range(shortest) if old[n] != new[n]), shortest)
    end = next((n for n in range(shortest - start) if old[-1 - n] != new[-1 - n]), shortest - start)
    return start, end


def steps(old: Sequence[str], new: Sequence[str]) -> list[Step]:
    """Return how one sequence becomes the other, as difflib's `get_opcodes` does; fast where they differ in few places."""
    start, end = common_ends(old, new)
    first, second = old[start : len(old) - end], new[start : len(new) - end]
    found: list[Step] = [("equal", 0, start, 0, start)] if start else []
    if first or second:
        matcher = SequenceMatcher(None, first, second, autojunk=max(len(first), len(second)) > _MAX_EXACT)
        found += [(tag, a + start, b + start, c + start, d + start) for tag, a, b, c, d in matcher.get_opcodes()]
    if end:
        found.append(("equal", len(old) - end, len(old), len(new) - end, len(new)))
    return found


def aligned(
    old: Sequence[Item],
    new: Sequence[Item],
    key: Callable[[Item], str],
    likeness: Callable[[Item, Item], float],
) -> Iterator[Pair]:
    """Yield the items of both sequences in order, each once: those that are the same, and between them the most alike.

    `likeness` is 0 for two items that must not be paired.
    """
    for step, a, b, c, d in steps([key(item) for item in old], [key(item) for item in new]):
        if step == "equal":
            yield from zip(range(a, b), range(c, d), strict=True)
        else:
            yield from _paired(old[a:b], new[c:d], a, c, likeness)


def _paired(
    old: Sequence[Item], new: Sequence[Item], first_old: int, first_new: int, likeness: Callable[[Item, Item], float]
) -> Iterator[Pair]:
    pairs = _best(old, new, likeness) if 0 < len(old) * len(new) <= _MAX_COMPARED else []
    before, after = 0, 0
    for a, c in [*pairs, (len(old), len(new))]:
        yield from ((first_old + number, None) for number in range(before, a))
        yield from ((None, first_new + number) for number in range(after, c))
        if a < len(old):
            yield first_old + a, first_new + c
        before, after = a + 1, c + 1


def _best(old: Sequence[Item], new: Sequence[Item], likeness: Callable[[Item, Item], float]) -> list[tuple[int, int]]:
    """Return the pairs, in the order of both, whose likenesses add up to most."""
    score = [[likeness(first, second) for second in new] for first in old]
    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for a in range(len(old) - 1, -1, -1):
        for c in range(len(new) - 1, -1, -1):
            paired = score[a][c] + best[a + 1][c + 1] if score[a][c] else 0.0
            best[a][c] = max(paired, best[a + 1][c], best[a][c + 1])
    pairs, a, c = [], 0, 0
    while a < len(old) and c < len(new):
        if score[a][c] and best[a][c] == score[a][c] + best[a + 1][c + 1]:
            pairs.append((a, c))
            a, c = a + 1, c + 1
        elif best[a][c] == best[a + 1][c]:
            a += 1
        else:
            c += 1
    return pairs


def words_of(text: str) -> Counter[str]:
    """Count the words of a text."""
    return Counter(re.findall(r"\w+", text))


def common_share(old: Counter[str], new: Counter[str]) -> float:
    """Return the share of words that two texts have in common, from 0 to 1."""
    total = old.total() + new.total()
    return 2 * (old & new).total() / total if total else 1.0


def changed_spans(
    old: Sequence[str], new: Sequence[str], is_word: Callable[[str], bool], joins: int
) -> list[tuple[int, int, int, int]]:
    """Return where two sequences of tokens differ, as (begin, end) in the old and in the new one.

    Two changes with fewer than `joins` words between them are one, and so are words that share nothing but a few.
    A token that is no word, such as a field, is a border over which nothing is joined.
    """
    found: list[tuple[int, int, int, int]] = []
    for step, a, b, c, d in steps(old, new):
        if step == "equal":
            continue
        span = (a, b, c, d)
        between = old[found[-1][1] : span[0]] if found else ()
        if found and all(map(is_word, between)) and sum(token[:1].isalnum() for token in between) < joins:
            found[-1] = (found[-1][0], span[1], found[-1][2], span[3])
        else:
            found.append(span)
    return found

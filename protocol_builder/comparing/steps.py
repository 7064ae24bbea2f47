"""How one sequence of paragraphs or words becomes another, fast where they differ in few places."""

from collections.abc import Sequence
from difflib import SequenceMatcher

_MAX_EXACT = 4_000
"""Items above which those that occur everywhere are ignored, to stay fast."""


def steps(old: Sequence[str], new: Sequence[str]) -> list[tuple[str, int, int, int, int]]:
    """Return how one sequence becomes the other, as difflib's `get_opcodes` does."""
    shortest = min(len(old), len(new))
    start = next((n for n in range(shortest) if old[n] != new[n]), shortest)
    end = next((n for n in range(shortest - start) if old[-1 - n] != new[-1 - n]), shortest - start)
    first, second = old[start : len(old) - end], new[start : len(new) - end]
    found = [("equal", 0, start, 0, start)] if start else []
    if first or second:
        matcher = SequenceMatcher(None, first, second, autojunk=max(len(first), len(second)) > _MAX_EXACT)
        found += [(tag, a + start, b + start, c + start, d + start) for tag, a, b, c, d in matcher.get_opcodes()]
    if end:
        found.append(("equal", len(old) - end, len(old), len(new) - end, len(new)))
    return found

"""Knows how the lines of a file stand beside and below one another, and which of them stands in a wrong column.

Knows nothing of what the lines say but that a key has a colon.
"""

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass

KEY = re.compile(r"(?P<before>\s*(?:- )?(?P<key>[A-Za-z][\w -]*?)\s*:\s+)(?P<value>\S.*)")
KEY_ALONE = re.compile(r"\s*(?:- )?[A-Za-z][\w -]*:\s*([|>][-+]?\s*)?(#.*)?$")

_WIDEST = 2_000
"""Letters of a line whose words are looked at."""

STEP = 2
"""Spaces by which what belongs to a key stands further in."""


@dataclass(frozen=True, slots=True)
class Slip:
    """What is wrong in one line, counted from 1, and what to write; and the lines that stand there instead."""

    line: int
    column: int
    message: str
    remedy: str
    instead: tuple[str, ...]
    until: int = 0
    """The last line that is replaced; 0 where it is one."""
    plain: bool = False
    """Whether it is told even where a reader who has it mended stumbles again."""


def says(line: str) -> bool:
    return bool(line.strip()) and not line.lstrip().startswith("#")


def before(lines: list[str], at: int) -> int:
    """The line before one that says something; -1 where there is none."""
    return next((other for other in range(at - 1, -1, -1) if says(lines[other])), -1)


def after(lines: list[str], at: int) -> int:
    return next((other for other in range(at + 1, len(lines)) if says(lines[other])), -1)


def depth(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def key(line: str) -> str:
    found = re.match(r"\s*(?:- )?([^\s:]+)", line)
    return found[1] if found else line.strip()


def spaces(number: int) -> str:
    return {0: "no space", 1: "one space"}.get(number, f"{number} spaces")


def wrong(lines: list[str], at: int) -> Iterator[Slip]:
    """The lines that may stand in a wrong column, where a reader stumbles at one: it, those above, or their heading."""
    for place in places(lines, at):
        yield from _moved(lines, place)


def places(lines: list[str], at: int) -> tuple[int, ...]:
    """Where the slip may be over which a reader stumbles in a line: it, two above, and the head of what stands above."""
    own, above = depth(lines[at]), before(lines, at)
    run = above
    while run >= 0 and depth(lines[run]) > own and (up := before(lines, run)) >= 0 and depth(lines[up]) > own:
        run = up
    found = dict.fromkeys((at, above, before(lines, above), run, before(lines, run)))
    return tuple(place for place in found if place >= 0)


def fitness(lines: list[str], moved: list[str], at: int) -> tuple[bool, int, bool, bool, int]:
    """How much better than before a line that has been moved stands among the others: the higher, the better."""
    around = range(max(0, at - _AROUND), min(len(moved), at + _AROUND))
    empty = sum(1 for n in around if KEY_ALONE.match(moved[n]) and _has_nothing(moved, n))
    near = sum(1 for n in (before(moved, at), after(moved, at)) if n >= 0 and depth(moved[n]) == depth(moved[at]))
    further_in = depth(moved[at]) > depth(lines[at])
    return _is_regular(moved, at), -empty, not _is_regular(lines, at), further_in, near


def _is_regular(lines: list[str], at: int) -> bool:
    """Whether a line stands one step further in than the key above it that it belongs to."""
    own = depth(lines[at])
    above = (line for line in reversed(lines[:at]) if depth(line) < own and KEY_ALONE.match(line))
    return own == 0 or any(depth(line) + STEP == own for line in itertools.islice(above, 1))


_AROUND = 50


def _has_nothing(lines: list[str], at: int) -> bool:
    below = after(lines, at)
    return below < 0 or depth(lines[below]) <= depth(lines[at])


def _moved(lines: list[str], at: int) -> Iterator[Slip]:
    """A line, alone or with what stands below it, in the column of those beside it, or below the key above it."""
    line, own, above = lines[at], depth(lines[at]), before(lines, at)
    beside = [other for other in (above, before(lines, above), after(lines, at)) if other >= 0]
    targets = {depth(lines[other]): f"as {key(lines[other])} on line {other + 1}" for other in reversed(beside)}
    if above >= 0 and KEY_ALONE.match(lines[above]):
        targets.setdefault(depth(lines[above]) + STEP, "")
    end = at + 1
    while end < len(lines) and (not lines[end].strip() or depth(lines[end]) > own):
        end += 1
    for column, beside_it in targets.items():
        under = next((n for n in range(at - 1, -1, -1) if says(lines[n]) and depth(lines[n]) < column), -1)
        place = ", ".join(
            [
                f"begin it with {spaces(column)}",
                *filter(None, [beside_it, f"under {key(lines[under])}" if under >= 0 else ""]),
            ]
        )
        if line.lstrip().startswith("- ") and not any(lines[n].lstrip().startswith("- ") for n in beside):
            instead = " " * column + line.lstrip()[2:]
            yield Slip(at + 1, own + 1, "a dash stands before a key", f"delete it, and {place}", (instead,))
        if column == own:
            continue
        others = "the lines beside it" if beside_it else "what belongs to the key above it"
        message = f"this line begins with {spaces(own)}, and {others} with {column or 'none'}"
        yield Slip(at + 1, own + 1, message, place, (" " * column + line.lstrip(),))
        if end > at + 1:
            whole = tuple(" " * max(0, depth(each) + column - own) + each.lstrip() for each in lines[at:end])
            yield Slip(at + 1, own + 1, message, place, whole, end)


def goes_on(lines: list[str], at: int) -> Iterator[Slip]:
    """A further line of a text that begins no further in than its key."""
    above = before(lines, at)
    if (
        above < 0
        or len(lines[above]) > _WIDEST
        or not (found := KEY.match(lines[above]))
        or found["value"][0] in "\"'{[|>"
    ):
        return
    column = depth(lines[above]) + STEP
    message = f"this line goes on with the text of {found['key']} above, and begins too far to the left"
    remedy = f"begin it with {spaces(column)}, further in than {found['key']}"
    yield Slip(at + 1, depth(lines[at]) + 1, message, remedy, (" " * column + lines[at].strip(),))

"""Knows how one omission gets one finding, where the law, the file's shape and its other parts all speak of it.

Knows neither law nor shape. What is held back is an error of the same weight as what is told in its place, which says
how much waits for it: a file never fares better for it.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from ..diagnostic import Diagnostic, Path
from ..english import join_words
from . import shape_check

_AGENCIES: Path = ("agencies",)


def once(lawful: Sequence[Diagnostic], others: Sequence[Diagnostic]) -> Iterator[Diagnostic]:
    """The findings of the law and those of everything else, without what another of them tells better.

    A key left empty, or to be filled in, is told in the law's words; a misspelt value or key is told as such, since
    mending it mends both.
    """
    lawful, others = _behind(_causes(others), lawful, others)
    mistyped = {path for d in others if d.id in ("shape-value", "shape-missing-key") for path in (d.path, _list_of(d))}
    unfilled = {d.path for d in others if d.id == shape_check.TO_FILL_IN}
    emptied = {d.path for d in others if d.id == "shape-empty"}
    missed = {d.path for d in lawful if d.severity != "unknown" and d.force == "shall"}
    violated = {d.path for d in lawful if d.severity == "error"}
    asked = {d.rests_on for d in lawful if d.severity == "error"}
    for d in lawful:
        waits = _at_or_below(d.path, unfilled)
        if waits and d.severity == "error":
            yield replace(d, remedy=f"fill in, {d.remedy.partition(', ')[2]}")
        elif not waits and d.path not in mistyped:
            yield _written_where_it_is_empty(d) if any(d.path[: len(path)] == path for path in emptied) else d
    for d in others:
        if d.id == shape_check.TO_FILL_IN:
            told = any(_at_or_below(path, (d.path,)) for path in violated)
        else:
            told = (d.path in missed and d.path not in mistyped) or (d.id in _ABSENT and d.path in asked)
        if not told:
            yield d


_ABSENT = ("shape-missing-key", "shape-empty")


def _written_where_it_is_empty(d: Diagnostic) -> Diagnostic:
    """The finding with a remedy for a key that stands there already, with nothing after it."""
    head, below, lines = d.remedy.partition("\n")
    return replace(d, remedy=f"write, for example\n{lines}") if below and head.startswith("add") else d


def _causes(others: Iterable[Diagnostic]) -> dict[Path, Diagnostic]:
    """What keeps a part of the file from being read, by that part: what is misspelt, misplaced, to be filled in, not there."""
    found = {d.meant: d for d in others if d.meant}
    departed = {
        _list_of(d): d for d in others if d.id in ("shape-value", *_ABSENT, shape_check.TO_FILL_IN) and not d.meant
    }
    return departed | found


def _behind(
    causes: dict[Path, Diagnostic], lawful: Iterable[Diagnostic], others: Iterable[Diagnostic]
) -> tuple[list[Diagnostic], list[Diagnostic]]:
    """The findings without those that a cause explains; each cause says how many duties wait for it."""
    waiting: dict[int, list[Diagnostic]] = {}
    free = []
    for d in lawful:
        if cause := _cause(d, causes):
            waiting.setdefault(id(cause), []).append(d)
        else:
            free.append(d)
    told = [
        replace(d, message=f"{d.message}{_so(waiting[id(d)])}") if id(d) in waiting else d
        for d in others
        if any(d is cause for cause in causes.values()) or not _cause(d, causes)
    ]
    return free, told


def _cause(d: Diagnostic, causes: dict[Path, Diagnostic]) -> Diagnostic | None:
    for part, cause in causes.items():
        if _keeps_all_below_unread(cause) and d.path[: len(part)] == part:
            return cause
        # What the law's finding itself asks for is told in the law's words.
        own = cause.id in _ABSENT and part[:-1] == d.path
        if d.rests_on and d.rests_on[: len(part)] == part and not own:
            return cause
        # Whoever holds a seat or a contract is an agency that is not described.
        if part == _AGENCIES and (d.path[-1:] == ("agency",) or d.id == "agency-not-described"):
            return cause
    return None


def _keeps_all_below_unread(cause: Diagnostic) -> bool:
    return bool(cause.meant) or (cause.path == _AGENCIES and cause.id in _ABSENT)


def _so(waiting: list[Diagnostic]) -> str:
    """What comes of it, in the second half of a sentence."""
    unmet = {(d.id, d.county): d for d in waiting if d.severity == "error"}
    asked = {(d.id, d.county) for d in waiting if d.severity == "unknown"} - set(unmet)
    parts = []
    if len(unmet) == 1 and not asked:
        return f", so {next(iter(unmet.values())).message}"
    if unmet:
        parts.append(f"{'one duty counts' if len(unmet) == 1 else f'{len(unmet)} duties count'} as not met")
    if asked:
        parts.append(f"{'one duty is' if len(asked) == 1 else f'{len(asked)} duties are'} open")
    return f", so {join_words(tuple(parts))}" if parts else ""


def _at_or_below(path: Path, others: Iterable[Path]) -> bool:
    return any(other[: len(path)] == path for other in others)


def _list_of(diagnostic: Diagnostic) -> Path:
    """The list in which a value stands, or its own path."""
    path = diagnostic.path
    return path[:-1] if path and isinstance(path[-1], int) else path

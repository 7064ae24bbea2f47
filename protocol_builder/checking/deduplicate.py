"""One omission gets one finding, where the law, the file's shape, and its other parts all have something to say about it.

A finding that is held back is an error of the same weight as the one reported instead, which says how much waits for
it: a file never fares better for it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from ..diagnostic import Diagnostic, Path
from ..paths import value_at
from ..reading.source import Source
from . import shape_check

_AGENCIES: Path = ("agencies",)
_UNSURE_HOLDER = ("functions-of-separate-agencies", "one-department-several-counties")
"""Rules that say of an agency why it is not sure that it fills a seat; each seat's own question waits for its answer."""
_ABSENT = ("shape-missing-key", "shape-empty")


def deduplicate(of_law: Sequence[Diagnostic], others: Sequence[Diagnostic]) -> Iterator[Diagnostic]:
    """Yield the findings of the law and all others, without those that another of them reports better.

    A key that is empty, or to be filled in, is reported in the law's words. A misspelled value or key is reported as
    such, since fixing it fixes both.
    """
    of_law, others = _without_consequences(_causes(others), of_law, others)
    mistyped = {path for d in others if d.id in ("shape-value", "shape-missing-key") for path in (d.path, _list_of(d))}
    unfilled = {d.path: d for d in others if d.id == shape_check.TO_FILL_IN}
    emptied = {d.path for d in others if d.id == "shape-empty"}
    missed = {d.path for d in of_law if d.severity != "unknown" and d.force == "shall"}
    violated = {d.path for d in of_law if d.severity == "error"}
    rested_on = {d.rests_on for d in of_law if d.severity == "error"}
    for d in of_law:
        waits = _at_or_below(d.path, unfilled)
        if waits and d.severity == "error":
            yield _for_what_is_unfilled(d, unfilled)
        elif not waits and d.path not in mistyped:
            yield _for_an_empty_key(d) if any(d.path[: len(path)] == path for path in emptied) else d
    for d in others:
        if d.id == shape_check.TO_FILL_IN:
            reported = any(_at_or_below(path, (d.path,)) for path in violated)
        else:
            reported = (d.path in missed and d.path not in mistyped) or (d.id in _ABSENT and d.path in rested_on)
        if not reported:
            yield d


def is_to_fill_in(d: Diagnostic) -> bool:
    """Return whether a finding waits for a value that is written as TODO, or as another placeholder."""
    return d.severity == "error" and bool(d.id == shape_check.TO_FILL_IN or d.cure == "fill in")


def _for_what_is_unfilled(d: Diagnostic, unfilled: Mapping[Path, Diagnostic]) -> Diagnostic:
    """Return the finding with a remedy for what is to be filled in; for a seat, at the title that names no one."""
    titles = [path for path in unfilled if path[: len(d.path)] == d.path and path[-1] == "title" != d.path[-1]]
    found = replace(d, remedy=f"fill in, {d.remedy.partition(', ')[2]}", cure="fill in")
    if not titles:
        return found
    title = unfilled[titles[0]]
    names_no_one = title.message.partition(f": {shape_check.dotted(title.path)}")[0]
    message = f"{d.message}: {names_no_one}" if title.cure == "name someone" else d.message
    return replace(found, message=message, path=titles[0], at_value=True)


def _for_an_empty_key(d: Diagnostic) -> Diagnostic:
    """Return the finding with a remedy for a key that is there already, with no value."""
    head, below, lines = d.remedy.partition("\n")
    return replace(d, remedy=f"write, for example\n{lines}") if below and head.startswith("add") else d


def _causes(others: Iterable[Diagnostic]) -> dict[Path, Diagnostic]:
    """Return what keeps parts of the file from being read: part → what is misspelled, misplaced, unfilled, or absent."""
    misspelled = {d.meant: d for d in others if d.meant}
    # A short name that cannot be one is reported where it is given, not wherever it is used.
    given = {d.path: d for d in others if d.id == "shape-value" and d.meant}
    departed = {
        _list_of(d): given.get(d.rests_on, d)
        for d in others
        if d.id in ("shape-value", *_ABSENT, shape_check.TO_FILL_IN) and not d.meant
    }
    unsure = {d.path: d for d in others if d.id in _UNSURE_HOLDER}
    return unsure | departed | misspelled


def _without_consequences(
    causes: dict[Path, Diagnostic], of_law: Iterable[Diagnostic], others: Iterable[Diagnostic]
) -> tuple[list[Diagnostic], list[Diagnostic]]:
    """Return the findings without those that a cause explains; each cause says how many duties wait for it."""
    waiting: dict[int, list[Diagnostic]] = {}
    independent = []
    for d in of_law:
        if cause := _cause_of(d, causes):
            waiting.setdefault(id(cause), []).append(d)
        else:
            independent.append(d)
    left = [
        replace(d, message=f"{d.message}{_consequence(waiting[id(d)])}") if id(d) in waiting else d
        for d in others
        if any(d is cause for cause in causes.values()) or not _cause_of(d, causes)
    ]
    return independent, left


def _cause_of(d: Diagnostic, causes: dict[Path, Diagnostic]) -> Diagnostic | None:
    for part, cause in causes.items():
        if cause.id in _UNSURE_HOLDER:
            if d.severity == "unknown" and d.rests_on == part:
                return cause
            continue
        # What is to be under each county's name may be beside them, once for all.
        shared = d.path[2:] if d.path[:1] == ("counties",) else d.path
        if _keeps_all_below_unread(cause) and part in (d.path[: len(part)], shared[: len(part)]):
            return cause
        # What the law's finding itself demands is reported in the law's words.
        own = cause.id in _ABSENT and part[:-1] == d.path
        if d.rests_on and d.rests_on[: len(part)] == part and not own:
            return cause
        # Without agencies, no holder of a seat or a contract is described.
        if part == _AGENCIES and (d.path[-1:] == ("agency",) or d.id == "agency-not-described"):
            return cause
    return None


def _keeps_all_below_unread(cause: Diagnostic) -> bool:
    return bool(cause.meant) or (cause.path == _AGENCIES and cause.id in _ABSENT)


def _consequence(waiting: list[Diagnostic]) -> str:
    """Return the ending ‘, so N duties count as not met’ for the findings that wait for a cause."""
    unmet = {(d.id, d.county): d for d in waiting if d.severity == "error"}
    unanswered = {(d.id, d.county) for d in waiting if d.severity == "unknown"} - set(unmet)
    parts = []
    if len(unmet) == 1 and not unanswered:
        return f", so {next(iter(unmet.values())).message}"
    if unmet:
        parts.append(f"{'one duty counts' if len(unmet) == 1 else f'{len(unmet)} duties count'} as not met")
    if unanswered:
        parts.append(f"{'one duty is' if len(unanswered) == 1 else f'{len(unanswered)} duties are'} unknown")
    return f", so {' and '.join(parts)}" if parts else ""


def _at_or_below(path: Path, others: Iterable[Path]) -> bool:
    return any(other[: len(path)] == path for other in others)


def _list_of(diagnostic: Diagnostic) -> Path:
    """Return the path of the list that a value is in, or the value's own path."""
    path = diagnostic.path
    return path[:-1] if path and isinstance(path[-1], int) else path


def without_keys_of_another_part(read: Source, departures: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Return the problems of a file's text without keys that are written twice only because of a key in a wrong column.

    Where `mdt:` is indented as far as what is below it, its `seats` are read as a second `seats` of the part above. What
    is told about `mdt:` (one of the `departures`) cures that too.
    """
    alone = [
        (one.path[:-1], read.keys[one.path].line)
        for one in departures
        if one.id == "shape-unknown-key" and one.path in read.keys and value_at(read.data, one.path) is None
    ]
    return tuple(
        problem
        for problem in read.problems
        if problem.id != "yaml-duplicate-key"
        or not problem.span
        or not any(problem.path[:-1] == part and problem.span.line > line for part, line in alone)
    )

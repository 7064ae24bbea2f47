"""Knows how county files are completed one after the other, and what is told of each. Knows nothing of how it is done."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from . import fix
from .check import Report
from .diagnostic import Severity


@dataclass(frozen=True, slots=True)
class Told:
    """What has become of one county file."""

    report: Report
    """Of the file as it is with what has been added."""
    difference: str
    """A unified diff, or empty."""
    lines: tuple[str, ...]


def fixed(reports: Iterable[Report], severities: Sequence[Severity], writing: bool) -> Iterator[Told]:
    """Add to each file what is missing; with `writing`, write it into the file."""
    for report in reports:
        if not report.data:
            yield Told(report, "", (f"{report.path}: cannot be read, so nothing is added",))
            continue
        done = fix.fix(report, severities)
        lines = [f"{report.path}:{d.line}: nothing added: {d.message}: {reason}" for d, reason in done.left]
        if done.added:
            counted = "1 entry" if len(done.added) == 1 else f"{len(done.added)} entries"
            what = "added" if writing else "can be added; nothing is written without --write"
            lines.append(f"{report.path}: {counted} {what}. Fill in each TODO: it counts as missing until then.")
        if writing and done.added:
            fix.write(done)
        yield Told(done.report, done.diff(), tuple(lines))

"""Knows how county files are completed one after the other, and what is told of each. Knows nothing of how it is done."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ..characters import safe_line, safe_text, without_command
from ..checking import fix
from ..checking.check import Report
from ..diagnostic import Severity
from ..english import number_of


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
            yield Told(report, "", (safe_line(f"{report.path}: cannot be read, so nothing is added"),))
            continue
        done = fix.fix(report, severities)
        lines = [f"{report.path}:{d.line}: nothing added: {d.message}: {reason}" for d, reason in done.left]
        if done.added:
            counted = number_of(len(done.added), "entry", "entries")
            what = "added" if writing else "can be added; nothing is written without --write"
            lines.append(f"{report.path}: {counted} {what}. Fill in each TODO: it counts as missing until then.")
        if writing and done.added:
            fix.write(done)
        difference, is_whole = _shown(done.diff())
        if not is_whole:
            lines.append(
                f"{report.path}: has signs that cannot be shown, \ufffd in the difference; add --write to apply it"
            )
        yield Told(done.report, difference, tuple(map(safe_line, lines)))


def _shown(difference: str) -> tuple[str, bool]:
    """A unified diff that nothing obeys, and whether it still is the same difference.

    A line that stays, but looks like an order to the service that runs a job, is taken away and put back.
    """
    lines = [safe_text(one[:-1]) + one[-1] if one.endswith("\r") else safe_text(one) for one in difference.split("\n")]
    shown = []
    for one, after in zip(lines, [*lines[1:], ""], strict=True):
        if without_command(one) == one:
            shown.append(one)
        else:
            unended = [after] if after.startswith("\\ ") else []
            shown += [f"-{one[1:]}", *unended, f"+{one[1:]}"]
    return "\n".join(shown), "\n".join(lines) == difference

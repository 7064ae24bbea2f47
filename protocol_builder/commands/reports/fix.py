"""The report of `check --fix`: what has been or can be added to each county file."""

from dataclasses import dataclass

from ...characters import safe_line, safe_text, without_command
from ...checking.check import Report
from ...checking.deduplicate import is_to_fill_in
from ...checking.fix import Fixed
from ...english import number_of
from ..color import Paint, no_color


@dataclass(frozen=True, slots=True)
class FixedFile:
    """What `--fix` did for one county file."""

    report: Report
    """The report of the file with what was added."""
    difference: str
    """A unified diff that is safe to print, or empty."""
    lines: tuple[str, ...]
    """What to print in addition to the difference."""


def cannot_be_read(report: Report) -> FixedFile:
    """Return what to print of a county file that cannot be read."""
    return FixedFile(report, "", (safe_line(f"{report.path}: cannot be read, so nothing can be added"),))


def fixed_file(report: Report, done: Fixed, written: bool) -> FixedFile:
    """Return what to print of a county file, of which `done` has been added, or only can be."""
    lines = [f"{report.path}:{d.line}: nothing added: {d.message}: {reason}" for d, reason in done.left]
    if done.added:
        counted = number_of(len(done.added), "entry", "entries")
        what = "added" if written else "can be added; to save, add --write"
        to_fill_in = sum(map(is_to_fill_in, done.report.diagnostics))
        other = done.report.summary["error"] - to_fill_in
        lines.append(
            f"{report.path}: {counted} {what}. Fill in each TODO; until then it counts as missing. "
            f"Errors: {report.summary['error']} before; with the entries, {number_of(to_fill_in, 'value')} to fill in "
            f"and {number_of(other, 'other error')}."
        )
    difference, is_whole = _printable(done.diff())
    if not is_whole:
        lines.append(
            f"{report.path}: has characters that cannot be shown (\ufffd in the difference); to save the entries, add --write"
        )
    return FixedFile(done.report, difference, tuple(map(safe_line, lines)))


def painted(difference: str, paint: Paint = no_color) -> str:
    """A unified diff with its added lines in color or not."""
    return "\n".join(paint(line, "added") if line.startswith("+") else line for line in difference.split("\n"))


def _printable(difference: str) -> tuple[str, bool]:
    """A unified diff that no terminal or job log obeys, and whether it still is the same difference.

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

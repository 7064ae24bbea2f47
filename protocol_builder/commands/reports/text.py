"""The report of `check --format text`, for people in a terminal."""

import shutil
import textwrap
from collections.abc import Iterable, Iterator
from typing import IO

from ...characters import safe_line, safe_text, without_command
from ...checking.check import Report
from ...checking.lines_to_add import with_choices
from ...diagnostic import Diagnostic
from ...law import vocabulary
from ..color import Paint, no_color
from .questions import grouped, title_of

WIDTH = 78
"""Columns where nothing else is known, as in the log of a job or in a file."""
_MAX_WIDTH = 100
"""Longer lines are hard to read."""
_MAX_TITLES = 4
"""Requirements named under a question; of more, one fewer is named and the rest are counted."""


def width(stream: IO[str], output: str | None = None) -> int:
    """The columns for text in a stream, or in the file `output` if one is named."""
    if output or not stream.isatty():
        return WIDTH
    return max(40, min(shutil.get_terminal_size((WIDTH, 24)).columns - 1, _MAX_WIDTH))


def findings(reports: Iterable[Report], paint: Paint = no_color, width: int = WIDTH) -> Iterator[str]:
    """The findings of each report in full, one block each, separated by empty lines.

    The first line of a block is never wrapped, so that editors and logs can take it apart.
    """
    for report in reports:
        for found in blocks(report, report.diagnostics, paint, width):
            yield "\n".join(map(without_command, found)) + "\n"


def blocks(report: Report, found: Iterable[Diagnostic], paint: Paint, width: int) -> Iterator[list[str]]:
    """The lines of each finding; what is to be written for several in a row is said once, below the last of them."""
    groups = list(grouped(found))
    for at, group in enumerate(groups, 1):
        again = at < len(groups) and _is_fixed_alike(group[0], groups[at][0])
        yield list(block(report, group, paint, width, with_fix=not again))


def _is_fixed_alike(one: Diagnostic, other: Diagnostic) -> bool:
    return bool(one.remedy) and (one.path, one.remedy, one.county) == (other.path, other.remedy, other.county)


def in_full(diagnostic: Diagnostic) -> str:
    """Message, law and remedy of a finding in a few lines, for formats that show one text."""
    law_says = f"\n{diagnostic.citation}: “{diagnostic.quote}”" if diagnostic.quote else ""
    fix = f"\nfix: {with_choices(diagnostic)}" if diagnostic.remedy else ""
    county = f"{vocabulary.full_name(diagnostic.county)}: " if diagnostic.county else ""
    return f"{county}{diagnostic.message}{law_says}{fix}"


def county_before(report: Report, county: str) -> str:
    """The name of a county before what is found in its part of a file of several; empty for what concerns the whole file."""
    return f"{safe_line(vocabulary.full_name(county))}: " if county and len(report.counties) > 1 else ""


def block(
    report: Report, group: tuple[Diagnostic, ...], paint: Paint, width: int, *, with_fix: bool = True
) -> Iterator[str]:
    """The lines of a finding, or of those that wait for the same answer: what, where, why, and what to write."""
    first = group[0]
    place = paint(f"{safe_line(report.path)}:{first.line}:{first.column}:", "place")
    county = county_before(report, first.county)
    message, listed = _split(safe_line(first.question or first.message), width)
    yield f"{place} {paint(f'{first.severity}:', first.severity)} {county}{message} [{first.id}]"
    yield from _excerpt(report, first, paint, width)
    yield from wrapped(listed, "  ", width)
    if first.question:
        titles = tuple(dict.fromkeys(title_of(diagnostic) for diagnostic in group))
        number = "1 requirement depends" if len(group) == 1 else f"{len(group)} requirements depend"
        shown = titles if len(titles) <= _MAX_TITLES else titles[: _MAX_TITLES - 1]
        more = f"; and {len(titles) - len(shown)} more" if shown != titles else ""
        yield from wrapped(f"{number} on the answer: {'; '.join(shown)}{more}", "  ", width)
    elif first.quote:
        since = f", in force since {first.since}" if first.since else ""
        kind = "" if first.force == "shall" else " (recommended)"
        yield from wrapped(paint(f"{first.citation}{kind}{since}: “{safe_text(first.quote)}”", "law"), "  ", width)
    if with_fix:
        yield from fix_lines(first, paint, width)


def fix_lines(diagnostic: Diagnostic, paint: Paint, width: int) -> Iterator[str]:
    """The lines on what to write for a finding; none if there is nothing to write."""
    if diagnostic.remedy:
        head, *rest = safe_text(with_choices(diagnostic)).split("\n")
        yield from wrapped(f"{paint('fix:', 'fix')} {head}", "  ", width)
        yield from (f"       {line}" for line in rest)


def _split(message: str, width: int) -> tuple[str, str]:
    """A message, and the list at its end where the message is too long for one line."""
    head, _, listed = message.partition(": ")
    return (head, listed) if len(message) > width and "; " in listed else (message, "")


def _excerpt(report: Report, diagnostic: Diagnostic, paint: Paint, width: int) -> Iterator[str]:
    number = str(diagnostic.line)
    shown, start = _window(report.source.line(diagnostic.line), diagnostic, width - len(f"  {number} | "))
    if not shown:
        return
    yield paint(f"  {number} | ", "source") + shown
    if start < len(shown):
        length = max(1, min(diagnostic.span.end_column - diagnostic.column, len(shown) - start))
        yield paint(f"  {' ' * len(number)} | {' ' * start}{'^' * length}", diagnostic.severity)


def _window(text: str, diagnostic: Diagnostic, room: int) -> tuple[str, int]:
    """As much of a line as there is room for, around the finding, and the finding's index in it; … where it is cut."""
    text = text.rstrip()
    start, stop = diagnostic.column - 1, max(diagnostic.span.end_column - 1, diagnostic.column)
    first = 0
    if len(text) > room and stop > room - 1:
        first = max(0, min(start - room // 3, len(text) - room))
    part = safe_text(text[first : first + room]).replace("\t", " ")
    if first:
        part = f"…{part[1:]}"
    if first + room < len(text):
        part = f"{part[:-1]}…"
    return part, start - first


def wrapped(text: str, indent: str = "", width: int = WIDTH, *, bullet: str = "") -> list[str]:
    """The text in lines of at most `width` columns, each indented; long words and hyphens are not broken.

    A bullet is before the first line, and the others are indented as far.
    """
    return textwrap.wrap(
        text,
        width,
        initial_indent=indent + bullet,
        subsequent_indent=indent + " " * len(bullet),
        break_long_words=False,
        break_on_hyphens=False,
    )

"""The report of `dates`: one line for each date."""

import re
from collections.abc import Iterable, Iterator

from ...characters import safe_line
from ...comparing.due_list import Due
from ...english import number_of
from ...law import vocabulary
from ...law.requirements import DISCLAIMER
from ..color import Paint, no_color
from .markdown import cell

_URGENT = 30
"""Days ahead from which a date is shown as a warning."""


def lines(dates: Iterable[Due], paint: Paint = no_color) -> Iterator[str]:
    """Yield a line for each date: when, how long until then, where, and what happens."""
    for due in dates:
        place = f"{safe_line(due.path)}:{due.line}: " if due.path else ""
        role = "error" if due.days < 0 else "warning" if due.days <= _URGENT else "advice"
        about = safe_line(f"{due.about}: {due.what}")
        yield f"{due.on} {paint(f'({due.left})', role)} {paint(place, 'place') if place else ''}{about}"


def issue(county: str, dates: Iterable[Due], within: int) -> tuple[str, str]:
    """The issue that lists what is due in a county: its file name, and its text, whose first line is the title."""
    full_name = vocabulary.full_name(county)
    rows = (
        f"| {due.on} | {due.left} | {cell(due.what if due.path else f'{due.about}: {due.what}')} | "
        f"{cell(f'{due.path}, line {due.line}') if due.path else 'the law'} |"
        for due in dates
    )
    text = (
        f"# What is due: {full_name}",
        "",
        "| Date | When | What | Where |",
        "|---|---|---|---|",
        *rows,
        "",
        "When something is done, record it in the county file. This issue is updated every month, and closed when nothing",
        f"is due within {number_of(within, 'day')}. {DISCLAIMER}",
        "",
    )
    return f"{re.sub(r'[^a-z]+', '-', county.lower()).strip('-')}.md", "\n".join(text)

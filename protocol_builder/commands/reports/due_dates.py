"""The report of `dates`: one line for each date."""

from collections.abc import Iterable, Iterator

from ...characters import safe_line
from ...comparing.due_list import Due
from ..color import Paint, no_color

_URGENT = 30
"""Days ahead from which a date is shown as a warning."""


def lines(dates: Iterable[Due], paint: Paint = no_color) -> Iterator[str]:
    """Yield a line for each date: when, how long until then, where, and what happens."""
    for due in dates:
        place = f"{safe_line(due.path)}:{due.line}: " if due.path else ""
        role = "error" if due.days < 0 else "warning" if due.days <= _URGENT else "advice"
        about = safe_line(f"{due.about}: {due.what}")
        yield f"{due.on} {paint(f'({due.left})', role)} {paint(place, 'place') if place else ''}{about}"

"""What is due in county files and in the law, by date: the list that `dates` prints and the calendar it writes."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ..checking.check import Report
from ..english import number_of
from ..law import requirements, vocabulary
from ..law.announced_changes import announced
from ..protocol.county_data import is_of_public_sources
from ..protocol.due_dates import days_until, due_dates
from ..reading.positions import line_of

NEW_LAW = "law|"
"""How the keys of requirements that take effect begin."""
DAYS_AHEAD = (180, 90, 30)
"""How many days ahead a date is announced, the earliest first."""


@dataclass(frozen=True, slots=True)
class Due:
    """One date of the list."""

    on: str
    """The date (ISO)."""
    kind: str
    """A kind of `due_dates.Kind`, or `law`."""
    about: str
    """The counties concerned in words, or the statute or bill."""
    what: str
    """What happens on the date, or has happened."""
    event: str
    """What happens on the date, whether or not it has passed."""
    days: int
    """How many days are left; negative if the date has passed."""
    path: str = ""
    """The county file as it was named; empty for the law."""
    line: int = 0
    """Its line there, from 1; 0 for the law."""
    key: str = ""
    """What stays the same if the date changes, for the id of a calendar entry."""
    counties: tuple[str, ...] = ()
    """The names of the counties concerned; none for the law, which concerns all."""

    @property
    def left(self) -> str:
        """How long until the date, in words."""
        if self.days < 0:
            return f"{number_of(-self.days, 'day')} ago"
        return f"in {number_of(self.days, 'day')}" if self.days else "today"


def due_list(reports: Iterable[Report], on: str, within: int | None = None) -> tuple[Due, ...]:
    """List what is due in county files and in the law, earliest first, with what is overdue.

    `on` is today (ISO); `within` leaves out what is more days ahead.
    """
    found = [*(due for report in reports for due in _of_file(report, on)), *_of_law(on)]
    near = (due for due in found if within is None or due.days <= within)
    return tuple(sorted(near, key=lambda due: (due.on, due.path, due.line, due.about)))


def by_county(dues: Iterable[Due], counties: Iterable[str]) -> dict[str, tuple[Due, ...]]:
    """Return what is due in each of these counties: in its files, and new law; nothing of bills, which are no law."""
    dues = tuple(dues)
    found = {
        county: tuple(due for due in dues if county in due.counties or due.key.startswith(NEW_LAW))
        for county in sorted(set(counties))
    }
    return {county: listed for county, listed in found.items() if listed}


def _of_file(report: Report, on: str) -> Iterator[Due]:
    name = report.path.replace("\\", "/").rpartition("/")[2].rpartition(".")[0]
    counties = ", ".join(map(vocabulary.full_name, report.counties)) or report.path
    for due in due_dates(report.data, on):
        days = days_until(due.on, on)
        assert days is not None
        about = vocabulary.full_name(due.county) if due.county else counties
        line = line_of(report.source, due.path)
        key = "|".join((name, report.instrument, *report.counties, due.kind, due.county))
        what = due.what(on)
        if days < 0 and is_of_public_sources(report.data):
            what += "; the sources do not show what followed"
        named = (due.county,) if due.county else report.counties
        yield Due(due.on, due.kind, about, what, due.coming, days, report.path, line, key, named)


def _of_law(on: str) -> Iterator[Due]:
    """Yield new law that takes effect later, and the end of each session in which an announced bill is pending."""
    coming = {r.since: r for r in reversed(requirements.on_record()) if r.since > on}
    for since, first in coming.items():
        number = sum(one.since == since for one in requirements.on_record())
        what = f"{number_of(number, 'requirement takes effect', 'requirements take effect')}"
        yield Due(since, "law", first.citation, what, what, days_until(since, on) or 0, key=f"{NEW_LAW}{since}")
    for bill in announced():
        if bill.is_pending(on):
            what = "announced, not law: the session ends; look up the outcome of the bill"
            days = days_until(bill.session_ends, on) or 0
            yield Due(bill.session_ends, "law", bill.bill, what, what, days, key=f"bill|{bill.id}")

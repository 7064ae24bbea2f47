"""The dates in a county file by which someone has to act: the end of its term, notice, its review, its fiscal years."""

import calendar
import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from ..diagnostic import Path
from ..law import vocabulary
from .county_data import InstrumentOf, county_views, instruments_of

Kind: TypeAlias = Literal["term", "notice", "review", "fiscal year"]


@dataclass(frozen=True, slots=True)
class DueDate:
    """A date by which someone has to act."""

    on: str
    """The date (ISO)."""
    kind: Kind
    coming: str
    """What happens, for a date that is still to come, such as `term ends`."""
    past: str
    """The same for a date that has passed, such as `the term ended`; empty if nothing is left to do then."""
    path: Path
    """Where the file has the date."""
    county: str = ""
    """The county concerned, in a file of several; else empty."""

    def what(self, on: str) -> str:
        """Say what happens, or on a date (ISO) after it, what has happened."""
        return self.past if self.on < on else self.coming


def after_a_term() -> tuple[str, ...]:
    """Return the statuses of an instrument that say what follows the end of its term."""
    return (*vocabulary.flagged("instrument_statuses", "ended"), "in_renewal")


def due_dates(data: dict[str, Any], on: str) -> tuple[DueDate, ...]:
    """List the dates of a county file, earliest first, after `checking.shape_check` has taken out what the shape forbids.

    A date that has passed is listed only if the file does not say that it was acted on by the date `on` (ISO). An
    instrument that has expired or was superseded has no dates.
    """
    of_terms = (due for one in instruments_of(data) for due in _of_term(one))
    found = [due for due in (*of_terms, *_of_funds(data)) if _is_day(due.on) and (due.on >= on or due.past)]
    return tuple(sorted(found, key=lambda due: due.on))


def _of_term(instrument: InstrumentOf) -> Iterator[DueDate]:
    if vocabulary.has_ended(instrument.data.get("status")):
        return
    term, county = instrument.term, instrument.county
    review = term.get("review_by", "")
    if review and term.get("reviewed_on", "") < review:
        yield DueDate(review, "review", "review due", "review was due", instrument.at("term", "review_by"), county)
    end = end_of_term(instrument.data)
    if not end:
        return
    if notice := days_before(end, term.get("notice", "")):
        yield DueDate(
            notice, "notice", "last day to give notice of nonrenewal", "", instrument.at("term", "notice"), county
        )
    renewing = instrument.data.get("status") in after_a_term()
    yield DueDate(end, "term", "term ends", "" if renewing else "term ended", instrument.at("term", "until"), county)


def _of_funds(data: dict[str, Any]) -> Iterator[DueDate]:
    """Yield the end of the last state fiscal year for which the file shows a county in the CSEC Program."""
    views = tuple(county_views(data))
    for county, view, prefix in views:
        program = view.get("csec_program") or {}
        years = sorted(str(year) for year in program.get("fiscal_years") or () if year is not None)
        if not years or program.get("elects_funds") is not True or _has_ended(view):
            continue
        first = int(years[-1][:4]) + 1
        coming = (
            f"state fiscal year {years[-1]} ends; to elect funds for {fiscal_year_from(first)}, "
            "submit a plan to the department (WIC 16524.7(d))"
        )
        path = (*prefix, "csec_program", "fiscal_years")
        yield DueDate(f"{first}-06-30", "fiscal year", coming, "", path, county if len(views) > 1 else "")


def _has_ended(view: dict[str, Any]) -> bool:
    return vocabulary.has_ended((view.get("instrument") or {}).get("status"))


def end_of_term(instrument: dict[str, Any]) -> str:
    """Return the last day of an instrument's term (ISO); empty if it has none, or one that cannot be."""
    term = instrument.get("term") or {}
    begins, ends = term.get("from", ""), term.get("until", "")
    return "" if ends == "perpetual" or (begins and ends < begins) else str(ends)


def fiscal_year_from(first: int) -> str:
    """Return the state fiscal year that begins in a year, such as `2026-27`."""
    return f"{first}-{(first + 1) % 100:02}"


def fiscal_year_of(day: str) -> str:
    """Return the state fiscal year of a date (ISO); it begins on July 1."""
    return fiscal_year_from(int(day[:4]) - (day[5:7] < "07"))


def days_before(day: str, time: str) -> str:
    """Return the date (ISO) that is a time such as `60 days` before another; empty if either is not known.

    Months are those of the calendar, as a contract counts them: one month before March 31 is the last day of February.
    """
    number, _, unit = time.partition(" ")
    if not number.isdigit() or not _is_day(day):
        return ""
    end = datetime.date.fromisoformat(day)
    try:
        if unit.startswith("month"):
            months = end.year * 12 + end.month - 1 - int(number)
            year, month = divmod(months, 12)
            last = calendar.monthrange(year, month + 1)[1]
            return end.replace(year=year, month=month + 1, day=min(end.day, last)).isoformat()
        return (end - datetime.timedelta(minutes=vocabulary.minutes(time))).isoformat()
    except (ValueError, OverflowError):  # a year that no calendar has
        return ""


def days_until(day: str, on: str) -> int | None:
    """Return how many days a date (ISO) is after another; negative if it is before, None if it is not in the calendar."""
    if not _is_day(day):
        return None
    return (datetime.date.fromisoformat(day) - datetime.date.fromisoformat(on)).days


def _is_day(text: str) -> bool:
    return len(text) == 10 and is_date(text)


def is_date(text: str) -> bool:
    """Return whether a text is a day, a month, or a year of the calendar, as county files write them."""
    try:
        return bool(datetime.date.fromisoformat(f"{text}-01-01"[:10] if len(text) < 10 else text))
    except ValueError:
        return False

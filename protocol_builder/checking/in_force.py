"""Whether an instrument is in force on a day, as its status and its term say together."""

from typing import Any, Literal, TypeAlias

from ..english import date_in_words
from ..law import vocabulary
from ..protocol.county_data import county_views, is_of_public_sources
from ..protocol.due_dates import end_of_term

Force: TypeAlias = Literal["in_force", "ended", "not_yet"]


def force_on(data: dict[str, Any], on: str) -> tuple[Force, str]:
    """Return whether an instrument is in force on a day (ISO), and if it is not, why, in a clause of a sentence.

    `data` is one county's view of a file, as counties of one instrument may each have their own status and term.

    A file that does not say is taken for one in force. A renewal may take a year after the term ended; in a file of
    public sources, which may not show a renewal, only the status says that an instrument has ended.
    """
    instrument = data.get("instrument") or {}
    status, ends, begins = str(instrument.get("status", "")), end_of_term(instrument), _term(instrument).get("from", "")
    if vocabulary.has_ended(status):
        when = f"; its term ended on {date_in_words(ends)}" if ends and ends < on else ""
        return "ended", f"the file says that the instrument is {vocabulary.label('instrument_statuses', status)}{when}"
    if vocabulary.is_unsigned(status):
        return "not_yet", f"the file says that the instrument is {_not_yet_in_words(status)}"
    if ends and ends < on and not is_of_public_sources(data):
        if status != "in_renewal":
            return "ended", f"its term ended on {date_in_words(ends)}"
        if ends < a_year_before(on):
            return "ended", f"its term ended on {date_in_words(ends)}, and its renewal is not complete"
    if begins > on and status != "in_renewal":
        return "not_yet", f"its term begins on {date_in_words(begins)}"
    return "in_force", ""


def force_by_county(data: dict[str, Any], on: str) -> dict[str, tuple[Force, str]]:
    """Return whether a file's instrument is in force in each of its counties on a day (ISO), and if it is not, why."""
    return {county: force_on(view, on) for county, view, _ in county_views(data)}


def _not_yet_in_words(status: str) -> str:
    return "a draft" if status == "draft" else vocabulary.label("instrument_statuses", status)


def a_year_before(day: str) -> str:
    """Return the same day a year before, to compare with (ISO)."""
    return f"{int(day[:4]) - 1}{day[4:]}"


def _term(instrument: dict[str, Any]) -> dict[str, Any]:
    return instrument.get("term") or {}

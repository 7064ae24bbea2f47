"""What is said to have happened did not happen after the day of the check."""

from collections.abc import Iterator

from ...diagnostic import Diagnostic, Path
from ...law import vocabulary
from ...paths import value_at
from ...protocol.county_data import place_of
from ...protocol.due_dates import fiscal_year_of, is_date
from .rule import CheckedFile, Rule

_EVENTS: tuple[tuple[Path, str], ...] = (
    (("instrument", "adopted_on"), "the file says the instrument was adopted"),
    (("instrument", "term", "reviewed_on"), "the file says the instrument was reviewed"),
    (("funding", "plan", "submitted_on"), "the file says the plan was submitted"),
)


def check(file: CheckedFile) -> Iterator[Diagnostic]:
    """Yield a finding for each date of an adoption, amendment, review, plan, or signature, and year of participation, in the future.

    Participation may be known for the fiscal year that comes next. A date that is not in the calendar has another finding.
    """
    yield from _years(file)
    reported: set[Path] = set()
    for words, date, path, county in _events(file):
        if date > file.on and is_date(date) and path not in reported:
            reported.add(path)
            yield Diagnostic(
                "day-in-the-future",
                "warning",
                f"{words} on {date}, which is after {file.on}",
                path,
                True,
                "correct the date",
                county=county,
            )


def _years(file: CheckedFile) -> Iterator[Diagnostic]:
    next_year = fiscal_year_of(f"{int(file.on[:4]) + 1}{file.on[4:]}")
    for county, view, prefix in file.views:
        for index, year in enumerate((view.get("csec_program") or {}).get("fiscal_years") or ()):
            if str(year or "") > next_year:
                yield Diagnostic(
                    "day-in-the-future",
                    "warning",
                    f"the file says the county takes part in the program in {year}, which is after {next_year}",
                    (*prefix, "csec_program", "fiscal_years", index),
                    True,
                    "correct the fiscal year",
                    county=county,
                )


def _events(file: CheckedFile) -> Iterator[tuple[str, str, Path, str]]:
    """Yield (what the file says has happened, when, the path of the date, the county) for each date of the past."""
    for county, view, _ in file.views:
        status = (view.get("instrument") or {}).get("status")
        is_to_come = not status or vocabulary.is_unsigned(status)
        for path, words in _EVENTS:
            if not (path[-1] == "adopted_on" and is_to_come):
                yield words, str(value_at(view, path) or ""), place_of(file.data, county, path), county
    for index, party in enumerate(file.data.get("parties") or ()):
        for number, one in enumerate((party or {}).get("signed") or ()):
            words = f"the file says that {party.get('name', 'a party')} signed"
            yield words, str((one or {}).get("on") or ""), ("parties", index, "signed", number, "on"), ""
    for index, made in enumerate(file.instrument.get("amendments") or ()):
        words = "the file says that an amendment was made"
        yield words, str((made or {}).get("on") or ""), ("instrument", "amendments", index, "on"), ""


RULE = Rule(
    id="day-in-the-future",
    severity="warning",
    title="A past event has a future date",
    description=(
        "The file says that an instrument was adopted, amended, reviewed, or signed, or that a plan was submitted, on a date after "
        "the day of the check, or lists a fiscal year of participation after the next one. A planned adoption is fine: write it while the status is draft or pending."
    ),
    bad="""\
instrument:
  kind: other
  status: in_renewal
  adopted_on: 2091-06-16""",
    good="""\
instrument:
  kind: other
  status: in_renewal
  adopted_on: 2026-06-16""",
    check=check,
)

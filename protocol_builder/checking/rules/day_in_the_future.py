"""What is said to have happened did not happen after the day of the check."""

from collections.abc import Iterator

from ...diagnostic import Diagnostic, Path
from ...law import vocabulary
from ...paths import value_at
from ...protocol.county_data import place_of
from ...protocol.due_dates import fiscal_year_of
from .rule import CheckedFile, Rule

_EVENTS: tuple[tuple[Path, str], ...] = (
    (("instrument", "adopted_on"), "the file says the instrument was adopted"),
    (("instrument", "term", "reviewed_on"), "the file says the instrument was reviewed"),
    (("funding", "plan", "submitted_on"), "the file says the plan was submitted"),
)


def check(file: CheckedFile) -> Iterator[Diagnostic]:
    """Yield a finding for each date of an adoption, amendment, review, plan, or signature, and year of participation, in the future.

    Participation may be known for the fiscal year that comes next.
    """
    reported: set[Path] = set()
    next_year = fiscal_year_of(f"{int(file.on[:4]) + 1}{file.on[4:]}")
    for county, view, prefix in file.views:
        years = (view.get("csec_program") or {}).get("fiscal_years") or ()
        for index, year in enumerate(years):
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
        for path, words in _EVENTS:
            found = value_at(view, path)
            where = place_of(file.data, county, path)
            if str(found or "") <= file.on or where in reported:
                continue
            status = (view.get("instrument") or {}).get("status")
            if path[-1] == "adopted_on" and (not status or vocabulary.is_unsigned(status)):
                continue
            reported.add(where)
            yield Diagnostic(
                "day-in-the-future",
                "warning",
                f"{words} on {found}, which is after {file.on}",
                where,
                True,
                "correct the date",
                county=county,
            )
    for index, party in enumerate(file.data.get("parties") or ()):
        for number, one in enumerate((party or {}).get("signed") or ()):
            if str((one or {}).get("on") or "") > file.on:
                yield Diagnostic(
                    "day-in-the-future",
                    "warning",
                    f"the file says that {party.get('name', 'a party')} signed on {one['on']}, which is after {file.on}",
                    ("parties", index, "signed", number, "on"),
                    True,
                    "correct the date",
                )
    for index, made in enumerate((file.data.get("instrument") or {}).get("amendments") or ()):
        if str((made or {}).get("on") or "") > file.on:
            yield Diagnostic(
                "day-in-the-future",
                "warning",
                f"the file says that an amendment was made on {made['on']}, which is after {file.on}",
                ("instrument", "amendments", index, "on"),
                True,
                "correct the date",
            )


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

"""A county that takes part in the program this fiscal year, is paid for it, or submits a plan for it elects its funds."""

from collections.abc import Iterator
from typing import Any

from ...diagnostic import Diagnostic
from ...english import printed_date
from ...protocol.due_dates import fiscal_year_of
from .rule import CheckedFile, Rule


def check(file: CheckedFile) -> Iterator[Diagnostic]:
    """Yield a finding for each county that is said to elect no funds, where the file shows that it does."""
    for county, view, prefix in file.views:
        if (view.get("csec_program") or {}).get("elects_funds") is False and (shown := _shown(view, file.on)):
            what, otherwise = shown
            yield Diagnostic(
                "participation-without-election",
                "warning",
                f"the county {what}, and is said not to elect its funds",
                (*prefix, "csec_program", "elects_funds"),
                True,
                f"if the county elects funds, write elects_funds: true; if it does not, {otherwise}",
                county=county,
            )


def _shown(view: dict[str, Any], on: str) -> tuple[str, str] | None:
    """Return what a county does that one that elects funds does, and what to correct if it does not; None if nothing."""
    program, now = view.get("csec_program") or {}, fiscal_year_of(on)
    years = [year for year in program.get("fiscal_years") or () if year]
    if years and max(years) >= now:
        return f"takes part in the program in {max(years)}", "correct fiscal_years"
    paid = [str(entry.get("fiscal_year")) for entry in program.get("funds_by_year") or () if entry.get("amount") != 0]
    if paid and max(paid) >= now:
        return f"has funds of the program for {max(paid)}", "correct funds_by_year"
    submitted = str(((view.get("funding") or {}).get("plan") or {}).get("submitted_on") or "")
    if submitted > f"{int(on[:4]) - 1}{on[4:]}":  # a plan is submitted each year
        return f"submitted a plan for the program’s funds on {printed_date(submitted)}", "delete plan under funding"
    return None


RULE = Rule(
    id="participation-without-election",
    severity="warning",
    title="The county takes part in the program, and is said not to elect its funds",
    description=(
        "The file lists this state fiscal year among those in which the county takes part in the CSEC Program, or has funds "
        "for it, or a plan submitted within a year, and says that the county does not elect its funds. WIC 16524.7 and 16524.8 bind a county that elects funds, so one of "
        "the two decides about more than twenty duties."
    ),
    bad="""\
csec_program:
  elects_funds: false
  fiscal_years: [2025-26, 2026-27]""",
    good="""\
csec_program:
  elects_funds: false
  fiscal_years: [2015-16, 2016-17]""",
    check=check,
)

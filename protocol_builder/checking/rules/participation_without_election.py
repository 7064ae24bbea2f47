"""A county that takes part in the program this fiscal year elects its funds."""

from collections.abc import Iterator

from ...diagnostic import Diagnostic
from ...protocol.due_dates import fiscal_year_of
from .rule import CheckedFile, Rule


def check(file: CheckedFile) -> Iterator[Diagnostic]:
    """Yield a finding for each county that elects no funds and lists the current fiscal year, or a later one."""
    for county, view, prefix in file.views:
        program = view.get("csec_program") or {}
        years = [year for year in program.get("fiscal_years") or () if year]
        if program.get("elects_funds") is False and years and max(years) >= fiscal_year_of(file.on):
            yield Diagnostic(
                "participation-without-election",
                "warning",
                f"the county takes part in the program in {max(years)}, and is said not to elect its funds",
                (*prefix, "csec_program", "elects_funds"),
                True,
                "if the county elects funds, write elects_funds: true; if it no longer does, correct fiscal_years",
                county=county,
            )


RULE = Rule(
    id="participation-without-election",
    severity="warning",
    title="The county takes part in the program, and is said not to elect its funds",
    description=(
        "The file lists this state fiscal year among those in which the county takes part in the CSEC Program, and says "
        "that the county does not elect its funds. WIC 16524.7 and 16524.8 bind a county that elects funds, so one of "
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

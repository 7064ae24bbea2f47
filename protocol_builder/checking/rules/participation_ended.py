"""A county that elects the program's funds has taken part in it lately."""

from collections.abc import Iterator

from ...diagnostic import Diagnostic
from ...protocol.due_dates import fiscal_year_of
from .rule import CheckedFile, Rule

_YEARS_LEFT_OPEN = 2
"""A list may be some time behind: this many fiscal years before the current one may be missing."""


def check(file: CheckedFile) -> Iterator[Diagnostic]:
    """Yield a finding for each county that elects funds and whose last fiscal year of participation is long past.

    Public sources may show some years only.
    """
    if file.is_of_public_sources:
        return
    for county, view, prefix in file.views:
        program = view.get("csec_program") or {}
        years = [year for year in program.get("fiscal_years") or () if year]
        if program.get("elects_funds") is not True or not years:
            continue
        if int(max(years)[:4]) < int(fiscal_year_of(file.on)[:4]) - _YEARS_LEFT_OPEN:
            yield Diagnostic(
                "participation-ended",
                "warning",
                f"the county elects program funds, and the last year of participation is {max(years)}",
                (*prefix, "csec_program", "fiscal_years"),
                True,
                f"add the later fiscal years, such as {fiscal_year_of(file.on)}; or correct elects_funds",
                county=county,
            )


RULE = Rule(
    id="participation-ended",
    severity="warning",
    title="The county’s participation in the program ended years ago",
    description=(
        "The file says that the county elects CSEC Program funds, and the last state fiscal year that it lists is more "
        "than two years before the current one. Either the list was not kept up, or the county no longer takes part."
    ),
    bad="""\
csec_program:
  elects_funds: true
  fiscal_years: [2015-16, 2016-17]""",
    good="""\
csec_program:
  elects_funds: true
  fiscal_years: [2015-16, 2016-17, 2024-25]""",
    check=check,
)

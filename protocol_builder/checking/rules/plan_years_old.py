"""The county's latest plan is not years old."""

from collections.abc import Iterator

from ...diagnostic import Diagnostic
from .rule import CheckedFile, Rule, is_earlier

_YEARS = 2


def check(file: CheckedFile) -> Iterator[Diagnostic]:
    """Yield advice for each county that elects funds and whose latest plan is more than two years old.

    Public sources may not show the latest plan.
    """
    if file.is_of_public_sources:
        return
    before = f"{int(file.on[:4]) - _YEARS}{file.on[4:]}"
    for county, view, prefix in file.views:
        submitted = str(((view.get("funding") or {}).get("plan") or {}).get("submitted_on", ""))
        if (view.get("csec_program") or {}).get("elects_funds") is False or not is_earlier(submitted, before):
            continue
        yield Diagnostic(
            "plan-years-old",
            "advice",
            f"the latest plan was submitted in {submitted[:4]}; counties submit one each year",
            (*prefix, "funding", "plan", "submitted_on"),
            True,
            "write when the latest plan was submitted; each year is practice, and WIC 16524.7(d) sets no interval",
            county=county,
        )


RULE = Rule(
    id="plan-years-old",
    severity="advice",
    title="The county’s latest plan is years old",
    description=(
        "The latest plan to the State Department of Social Services is more than two years old. WIC 16524.7(d) does not "
        "say how often a plan is due; it is practice to submit one each year."
    ),
    bad="""\
funding:
  plan: {submitted_on: 2019-05-01}""",
    good="""\
funding:
  plan: {submitted_on: 2026-05-01}""",
    check=check,
)

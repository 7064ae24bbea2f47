"""In a file of several counties, a department that sits for more than one of them is an agency of them jointly."""

from collections.abc import Iterator

from ...diagnostic import Diagnostic
from ...law import vocabulary
from ...protocol.county_data import shared_seats
from ..eligible_agencies import is_of_one_county
from .rule import CheckedFile, Rule

_JOINT = "; or write kind: joint_agency if one agency serves all"


def check(file: CheckedFile) -> Iterator[Diagnostic]:
    """Yield a finding for each agency of one county's kind that holds the same seat for several counties.

    A joint agency passes only for functions that law or practice knows joint agencies to have.
    """
    reported: set[str] = set()
    for (function, id), counties in shared_seats(file.data).items():
        agency = file.agencies.get(id) or {}
        has_it = function in (agency.get("functions") or ())
        if id in reported or not has_it or not is_of_one_county(agency, function):
            continue
        reported.add(id)
        name, label = agency.get("name", id), vocabulary.label("functions", function)
        yield Diagnostic(
            "one-department-several-counties",
            "warning",
            f"{name} holds the seat of the {label} for {len(counties)} counties ({', '.join(counties)})",
            ("agencies", id),
            remedy=f"describe each county’s own agency with its county{_JOINT if vocabulary.may_be_joint(function) else ''}",
        )


RULE = Rule(
    id="one-department-several-counties",
    severity="warning",
    title="One county’s department holds a seat for several counties",
    description=(
        "In a file of several counties, the same department fills a seat for more than one of them. Each county has "
        "its own sheriff and its own departments, unless they share a joint agency. Usually each county’s own was "
        "meant."
    ),
    bad="""\
counties:
  Inyo:
    csec_program: {elects_funds: true}
    mdt: {kind: dedicated, seats: {probation: {agency: probation, title: Deputy Probation Officer}}}
  Mono:
    csec_program: {elects_funds: true}
    mdt: {kind: dedicated, seats: {probation: {agency: probation, title: Deputy Probation Officer}}}
agencies:
  probation: {name: Probation Department, kind: county_department, functions: [probation]}""",
    good="""\
counties:
  Inyo:
    csec_program: {elects_funds: true}
    mdt: {kind: dedicated, seats: {probation: {agency: probation_inyo, title: Deputy Probation Officer}}}
  Mono:
    csec_program: {elects_funds: true}
    mdt: {kind: dedicated, seats: {probation: {agency: probation_mono, title: Deputy Probation Officer}}}
agencies:
  probation_inyo: {name: Inyo County Probation, kind: county_department, functions: [probation], county: Inyo}
  probation_mono: {name: Mono County Probation, kind: county_department, functions: [probation], county: Mono}""",
    check=check,
)

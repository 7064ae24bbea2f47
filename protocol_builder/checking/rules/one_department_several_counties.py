"""In a file of several counties, a department that sits for more than one of them is an agency of them jointly."""

from collections.abc import Iterator

from ...diagnostic import Diagnostic
from ...law import shape, vocabulary
from ...protocol.county_data import seat_holders
from .rule import CheckedFile, Rule

_KINDS_OF_ONE_COUNTY = ("county_department", "elected_county_office", "court", "county_office_of_education")


def check(file: CheckedFile) -> Iterator[Diagnostic]:
    """Yield a finding for each agency of one county's kind that holds the same seat for several counties."""
    counties_of: dict[tuple[str, str], list[str]] = {}
    for county, view, prefix in file.views:
        for team in (key for key in shape.teams() if prefix and key != "steering_committee"):
            for _, function, holder in seat_holders(view, team):
                counties_of.setdefault((str(holder.get("agency", "")), function), []).append(county)
    for id in dict.fromkeys(id for id, _ in counties_of):
        agency = file.agencies.get(id) or {}
        if agency.get("county") or agency.get("kind") not in _KINDS_OF_ONE_COUNTY:
            continue
        for function in agency.get("functions") or ():
            counties = tuple(dict.fromkeys(counties_of.get((id, function), ())))
            if len(counties) > 1:
                name, label = agency.get("name", id), vocabulary.label("functions", function)
                yield Diagnostic(
                    "one-department-several-counties",
                    "warning",
                    f"{name} holds the seat of the {label} for {len(counties)} counties ({', '.join(counties)})",
                    ("agencies", id),
                    remedy="describe each county’s own agency with its county; or write kind: joint_agency if one agency serves all",
                )
                break


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

"""A file that has a federal official on a child's team says how juvenile information is kept from them (WIC 831)."""

from collections.abc import Iterator

from ...diagnostic import Diagnostic
from ...protocol.county_data import seat_holders
from .rule import CheckedFile, Rule


def check(file: CheckedFile) -> Iterator[Diagnostic]:
    """Yield a finding for each federal agency on an MDT, unless information_sharing.federal_officials is there."""
    for county, view, prefix in file.views:
        if (view.get("information_sharing") or {}).get("federal_officials"):
            continue
        for path, function, holder in seat_holders(view, "mdt"):
            agency = file.agencies.get(str(holder.get("agency", ""))) or {}
            if function == "federal_agency" or agency.get("kind") == "federal_agency":
                yield Diagnostic(
                    "federal-official-on-team",
                    "warning",
                    f"{agency.get('name', holder.get('agency'))} is on the MDT; WIC 831 bars juvenile information for federal officials without a juvenile court order",
                    (*prefix, *path),
                    remedy="add under information_sharing, for example\nfederal_officials: They attend without juvenile information unless the juvenile court has ordered otherwise.",
                    county=county,
                )


RULE = Rule(
    id="federal-official-on-team",
    severity="warning",
    title="A federal official is on the team that serves a child",
    description=(
        "WIC 831 allows juvenile information to go to federal officials only with an order of the juvenile court. A "
        "federal agency is on the multidisciplinary team, and the file does not say how the team keeps that "
        "information from it."
    ),
    bad="""\
mdt:
  kind: dedicated
  seats:
    federal_agency: {agency: task_force, title: Victim Specialist}""",
    good="""\
mdt:
  kind: dedicated
  seats:
    federal_agency: {agency: task_force, title: Victim Specialist}
information_sharing:
  federal_officials: They attend without juvenile information unless the juvenile court has ordered otherwise.""",
    check=check,
)

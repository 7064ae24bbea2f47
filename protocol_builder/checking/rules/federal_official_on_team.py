"""A file that has a federal official on a child's team says how juvenile information is kept from them (WIC 831)."""

from collections.abc import Iterator
from itertools import islice
from typing import Any

from ...diagnostic import Diagnostic, Path
from ...english import quoted
from ...protocol.county_data import seat_holders, stages
from .rule import CheckedFile, Rule


def check(file: CheckedFile) -> Iterator[Diagnostic]:
    """Yield a finding for each federal agency on an MDT, or for the first stage with one that has no seat.

    None if information_sharing.federal_officials is there.
    """
    for county, view, prefix in file.views:
        if (view.get("information_sharing") or {}).get("federal_officials"):
            continue
        is_seated = False
        for path, function, holder in seat_holders(view, "mdt"):
            agency = file.agencies.get(str(holder.get("agency", ""))) or {}
            if function == "federal_agency" or agency.get("kind") == "federal_agency":
                is_seated = True
                yield Diagnostic(
                    "federal-official-on-team",
                    "warning",
                    f"{agency.get('name', holder.get('agency'))} is on the MDT; WIC 831 bars juvenile information for federal officials without a juvenile court order",
                    (*prefix, *path),
                    remedy=_REMEDY,
                    county=county,
                )
        for path, words in islice(_in_stages(file, view), 0 if is_seated else 1):
            yield Diagnostic(
                "federal-official-on-team",
                "warning",
                f"{words}; WIC 831 bars juvenile information for federal officials without a juvenile court order",
                (*prefix, *path),
                remedy=_REMEDY,
                county=county,
            )


def _in_stages(file: CheckedFile, view: dict[str, Any]) -> Iterator[tuple[Path, str]]:
    """Yield where a stage of the team calls a federal agency, or is called by one, and that in words."""
    for where, stage, members in stages(view):
        agency = file.agencies.get(str(stage.get("convener", ""))) or {}
        if agency.get("kind") == "federal_agency":
            yield (*where, "convener"), f"{agency.get('name')} calls the stage {quoted(stage.get('name', ''))}"
        if "federal_agency" in members:
            yield (*where, "members"), f"the stage {quoted(stage.get('name', ''))} calls a federal agency"


_REMEDY = "add under information_sharing, for example\nfederal_officials: They attend without juvenile information unless the juvenile court has ordered otherwise."


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

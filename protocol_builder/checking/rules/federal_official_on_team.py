"""A file that has a federal official on a child's team says how juvenile information is kept from them (WIC 831)."""

import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

from ...diagnostic import Diagnostic, Path
from ...english import quoted
from ...paths import value_at
from ...protocol.county_data import conveners, seat_holders, stages
from .rule import CheckedFile, Rule

_FEDERAL_TITLE = re.compile(
    r"\b(FBI|Federal Bureau|HSI|Homeland Security Investigations|DHS|ICE|Assistant (U\.?S\.?|United States) Attorney"
    r"|(U\.?S\.?|United States) (Attorney|Marshal)|federal (agent|victim|prosecutor|officer))",
)
"""Job titles of federal officials, whatever agency the file names beside them."""


def check(file: CheckedFile) -> Iterator[Diagnostic]:
    """Yield a finding for each federal agency on an MDT, or, if none has a seat, where one first calls it or is called.

    None if information_sharing.federal_officials is there.
    """
    for county, view, prefix in file.views:
        if (view.get("information_sharing") or {}).get("federal_officials"):
            continue
        is_seated = False
        for path, function, holder in seat_holders(view, "mdt"):
            agency = file.agencies.get(str(holder.get("agency", ""))) or {}
            title = str(holder.get("title") or "")
            has_federal_title = bool(_FEDERAL_TITLE.search(title))
            if function == "federal_agency" or _is_federal(agency) or has_federal_title:
                is_seated = True
                yield Diagnostic(
                    "federal-official-on-team",
                    "warning",
                    f"{title if has_federal_title else agency.get('name', holder.get('agency'))} is on the MDT; WIC 831 bars juvenile information for federal officials without a juvenile court order",
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
    """Yield where a federal agency calls the team or a stage of it, or is called to one, and that in words."""
    for path, id in conveners(view):
        agency = file.agencies.get(id) or {}
        if _is_federal(agency):
            of_all = path == ("mdt", "convener")
            called = "MDT" if of_all else f"stage {quoted(value_at(view, path[:-1]).get('name', ''))}"
            yield path, f"{agency.get('name', id)} calls the {called}"
    for where, stage, members in stages(view):
        if "federal_agency" in members:
            yield (*where, "members"), f"the stage {quoted(stage.get('name', ''))} calls a federal agency"


def _is_federal(agency: dict[str, Any]) -> bool:
    """Return whether an agency is federal, or has federal members as a task force may."""
    return agency.get("kind") == "federal_agency" or "federal_agency" in (agency.get("functions") or ())


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

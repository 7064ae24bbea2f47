"""Which agencies can hold a mandated seat in a county, by their kinds and by what else they are."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from ..law import vocabulary
from ..law.requirements import MandatedSeat


def kinds_for(seat: MandatedSeat, county: str, agency: dict[str, Any]) -> tuple[str, ...]:
    """Return the kinds of agency that can hold a seat in a county.

    The departments of a consolidated city and county are the city's too; its police are still not its sheriff.
    """
    kinds = seat.agency_kinds
    if vocabulary.is_single_district(county):
        kinds += seat.in_single_district_counties
    is_police = "local_law_enforcement" in (agency.get("functions") or ())
    if vocabulary.is_consolidated(county) and "county_department" in kinds and not is_police:
        kinds += ("city",)
    return kinds


def functions_apart(agency: dict[str, Any], function: str) -> tuple[str, ...]:
    """Return which functions an agency is said to have that no agency, or none of its kind, has together with this one."""
    apart = vocabulary.apart_from(function)
    of_no_county = vocabulary.flagged("functions", "of_no_county")
    if agency.get("kind") in vocabulary.flagged("agency_kinds", "of_counties") and function not in of_no_county:
        apart += of_no_county
    return tuple(other for other in agency.get("functions") or () if other in apart)


def of_the_same_name(id: str, agencies: Mapping[str, Any], function: str) -> tuple[str, str]:
    """Return another agency with the name of this one, and its function that no agency has together with this one.

    Such a name was copied and not changed. Two empty texts if there is no such agency.
    """
    for other, about in _namesakes(id, agencies):
        if apart := functions_apart({**agencies[id], "functions": about.get("functions")}, function):
            return other, apart[0]
    return "", ""


def of_the_same_name_and_unfit(id: str, agencies: Mapping[str, Any], kinds: tuple[str, ...]) -> str:
    """Return another agency with the name of this one, and of another kind, which is none of `kinds`; empty if there is none."""
    fit = (*kinds, agencies[id].get("kind"), None)
    return next((other for other, about in _namesakes(id, agencies) if about.get("kind") not in fit), "")


def _namesakes(id: str, agencies: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Yield each other agency that has the name of this one."""
    name = _plain_name(agencies[id])
    for other, about in agencies.items():
        if other != id and _plain_name(about) == name:
            yield other, about


def _plain_name(agency: Mapping[str, Any]) -> str:
    name = str(agency.get("name") or "").casefold().replace("&", " and ").replace("’", "'")
    return " ".join(re.sub(r"[,.]", " ", name).split())


def is_of_one_county(agency: dict[str, Any], function: str) -> bool:
    """Return whether an agency can have a function for one county only, and does not say for which."""
    if agency.get("kind") == "joint_agency":
        return not vocabulary.may_be_joint(function)
    return not agency.get("county") and agency.get("kind") in vocabulary.flagged("agency_kinds", "of_one_county")

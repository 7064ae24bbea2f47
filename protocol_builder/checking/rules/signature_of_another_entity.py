"""A party is one legal entity: the county's signature stands only for its own departments and offices."""

from collections.abc import Iterator
from typing import Any

from ...diagnostic import Diagnostic, Path
from ...law import vocabulary
from .rule import CheckedFile, Rule

_UNCLEAR = ("joint_agency", "other")
"""Kinds of which it depends on how they were founded."""
_SEPARATE = ("juvenile_court", "county_office_of_education", "tribe", "tribal_law_enforcement", "federal_agency")
"""Functions of separate legal entities, whatever kind is written."""


def check(file: CheckedFile) -> Iterator[Diagnostic]:
    """Yield a finding for each agency that is a legal entity of its own, and that the county's signature is to bind.

    That is an agency of a party under the county's signature, or of a party that signs for departments of the county.
    """
    for index, party in enumerate(file.data.get("parties") or ()):
        signature = (party or {}).get("signature")
        agencies = {id: file.agencies.get(id) or {} for id in (party or {}).get("agencies") or ()}
        for id, agency in agencies.items():
            if not is_separate(file, agency):
                continue
            if signature == "under_county_signature":
                yield _finding(agency, id, ("parties", index, "signature"), "the county’s signature does not bind it")
            elif signature == "signs" and any(one.get("kind") == "county_department" for one in agencies.values()):
                words = "a signature for departments of the county does not bind it"
                yield _finding(agency, id, ("parties", index, "agencies"), words)
        counties = {
            agency["county"]: str(agency.get("name", id))
            for id, agency in agencies.items()
            if agency.get("county")
            and vocabulary.is_of_the_county(agency.get("kind"))
            and not is_separate(file, agency)
        }
        if signature == "signs" and len(counties) > 1:
            first, second = list(counties.values())[:2]
            yield Diagnostic(
                "signature-of-another-entity",
                "warning",
                f"{first} and {second} are of two counties; one signature does not bind both counties",
                ("parties", index, "agencies"),
                remedy="list each county as a party of its own, with its own departments",
            )


def _finding(agency: dict[str, Any], id: str, path: Path, words: str) -> Diagnostic:
    is_court = agency.get("kind") == "court" or "juvenile_court" in (agency.get("functions") or ())
    own = "" if path[-1] == "signature" else "list it as a party of its own; "
    return Diagnostic(
        "signature-of-another-entity",
        "warning",
        f"{agency.get('name', id)} is a legal entity of its own; {words}",
        path,
        not own,
        f"{own}write signature: participates   # a court usually does not sign"
        if is_court
        else f"{own}write signature: signs; or signature: participates if it does not sign",
    )


def is_separate(file: CheckedFile, agency: dict[str, Any]) -> bool:
    """Return whether an agency is surely a legal entity of its own, and no part of a county."""
    kind = agency.get("kind")
    if kind is None or kind in _UNCLEAR:
        return False
    if kind == "city" and any(vocabulary.is_consolidated(county) for county, _, _ in file.views):
        return False
    return not vocabulary.is_of_the_county(kind) or not set(_SEPARATE).isdisjoint(agency.get("functions") or ())


RULE = Rule(
    id="signature-of-another-entity",
    severity="warning",
    title="The county’s signature is to bind someone else",
    description=(
        "A party is one legal entity. A county’s one signature binds its departments. A court, an office of education, a "
        "city, a Tribe, a nonprofit organization, or another county’s department is not a part of the county: it signs "
        "for itself, or takes part without signing, as courts usually do."
    ),
    bad="""\
agencies:
  probation: {name: Probation Department, kind: county_department, functions: [probation]}
  court: {name: Superior Court, kind: court, functions: [juvenile_court]}
parties:
  - {name: Inyo County, agencies: [probation, court], signature: signs}""",
    good="""\
agencies:
  probation: {name: Probation Department, kind: county_department, functions: [probation]}
  court: {name: Superior Court, kind: court, functions: [juvenile_court]}
parties:
  - {name: Inyo County, agencies: [probation], signature: signs}
  - {name: Superior Court, agencies: [court], signature: participates}""",
    check=check,
)

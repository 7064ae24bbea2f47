"""The county's signature stands only for the county's own departments and offices."""

from collections.abc import Iterator
from typing import Any

from ...diagnostic import Diagnostic
from ...law import vocabulary
from .rule import CheckedFile, Rule

_OF_THE_COUNTY = ("county_department", "elected_county_office")
_UNCLEAR = ("joint_agency", "other")
"""Kinds of which it depends on how they were founded."""
_SEPARATE = ("juvenile_court", "county_office_of_education")
"""Functions of separate legal entities, whatever kind is written."""


def check(file: CheckedFile) -> Iterator[Diagnostic]:
    """Yield a finding for each agency of a party under the county's signature that is a legal entity of its own."""
    consolidated = any(vocabulary.is_consolidated(county) for county, _, _ in file.views)
    for index, party in enumerate(file.data.get("parties") or ()):
        if not party or party.get("signature") != "under_county_signature":
            continue
        for id in party.get("agencies") or ():
            agency = file.agencies.get(id) or {}
            if not _is_separate(agency) or (consolidated and agency.get("kind") == "city"):
                continue
            is_court = agency.get("kind") == "court" or "juvenile_court" in agency.get("functions", ())
            yield Diagnostic(
                "signature-of-another-entity",
                "warning",
                f"{agency.get('name', id)} is a legal entity of its own; the county’s signature does not bind it",
                ("parties", index, "signature"),
                True,
                "write signature: participates   # a court usually does not sign"
                if is_court
                else "write signature: signs; or signature: participates if it does not sign",
            )


def _is_separate(agency: dict[str, Any]) -> bool:
    kind = agency.get("kind")
    if kind is None or kind in _UNCLEAR:
        return False
    return kind not in _OF_THE_COUNTY or not set(_SEPARATE).isdisjoint(agency.get("functions") or ())


RULE = Rule(
    id="signature-of-another-entity",
    severity="warning",
    title="The county signs for someone who is not the county",
    description=(
        "A party is listed as bound by the county’s signature, and it is not part of the county: a court, an office of "
        "education, a city, a Tribe, a nonprofit. Only departments and offices of the county are one legal entity with "
        "it. The agreement would then bind no one whom it names."
    ),
    bad="""\
parties:
  - name: CASA of Inyo
    agencies: [casa]
    signature: under_county_signature
agencies:
  casa: {name: CASA of Inyo, kind: nonprofit, functions: [casa]}""",
    good="""\
parties:
  - name: CASA of Inyo
    agencies: [casa]
    signature: signs
agencies:
  casa: {name: CASA of Inyo, kind: nonprofit, functions: [casa]}""",
    check=check,
)

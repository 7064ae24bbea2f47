"""Where departments are bound by the county's signature, someone signs for the county."""

from collections.abc import Iterator
from typing import Any

from ...diagnostic import Diagnostic, Path
from ...law import vocabulary
from ...protocol.county_data import seat_holders
from .rule import CheckedFile, Rule, or_unknown
from .signature_of_another_entity import is_separate

_ELECTED_FOR_THEMSELVES = ("sheriff", "district_attorney")
"""Functions of offices that sign for themselves, and not for the county."""


def check(file: CheckedFile) -> Iterator[Diagnostic]:
    """Yield a finding for the first party of each county that its signature binds, if no party signs for that county."""
    parties = [party for party in file.data.get("parties") or () if party]
    signs = [party for party in parties if party.get("signature") == "signs"]
    reported: set[str] = set()
    for index, party in enumerate(file.data.get("parties") or ()):
        if not party or party.get("signature") != "under_county_signature":
            continue
        bound = [agency for agency in _agencies(file, party) if not is_separate(file, agency)]
        for county in dict.fromkeys(str(agency.get("county", "")) for agency in bound):
            if county in reported or any(_may_sign_for(file, county, one) for one in signs):
                continue
            reported.add(county)
            of_one = county or (file.views[0][0] if len(file.views) == 1 else "")
            name = vocabulary.full_name(of_one) if of_one else "the county"
            message = (
                f"{party.get('name', 'a party')} is bound by the county’s signature, and no party signs for {name}"
            )
            yield _finding(file, message, ("parties", index, "signature"), name if of_one else "County")
    for county in _without_signature(file, signs, reported) if signs else ():
        name = vocabulary.full_name(county)
        message = f"parties sign, and none of them for {name}, whose departments have seats on the protocol team"
        yield _finding(file, message, ("parties",), name, county if len(file.views) > 1 else "")


def _finding(file: CheckedFile, message: str, path: Path, name: str, county: str = "") -> Diagnostic:
    finding = Diagnostic(
        "no-signature-of-the-county",
        "warning",
        message,
        path,
        len(path) > 1,
        f"add under parties, for example\n- {{name: {name}, signature: signs, signatories: [Chair of the Board of Supervisors]}}",
        county=county,
    )
    return or_unknown(file, finding, f"{message}, as far as the sources show")


def _without_signature(file: CheckedFile, signs: list[dict[str, Any]], reported: set[str]) -> Iterator[str]:
    """Yield each county with a department on its protocol team for which no party signs, unless it was reported."""
    for county, view, _ in file.views:
        holders = (
            file.agencies.get(str(holder.get("agency"))) or {} for _, _, holder in seat_holders(view, "protocol_team")
        )
        is_seated = any(agency.get("kind") == "county_department" for agency in holders)
        if (
            is_seated
            and reported.isdisjoint(("", county))
            and not any(_may_sign_for(file, county, one) for one in signs)
        ):
            yield county


def _agencies(file: CheckedFile, party: dict[str, Any]) -> list[dict[str, Any]]:
    return [file.agencies.get(id) or {} for id in party.get("agencies") or ()]


def _may_sign_for(file: CheckedFile, county: str, party: dict[str, Any]) -> bool:
    """Return whether a party that signs may be a county: it names none of its agencies, or one that signs for it.

    A party with departments of a named county is that county.
    """
    agencies = _agencies(file, party)
    of_a_county = [
        agency
        for agency in agencies
        if not is_separate(file, agency)
        # An agency of several counties binds none of them by itself.
        and not (len(file.views) > 1 and agency.get("kind") == "joint_agency")
        and set(_ELECTED_FOR_THEMSELVES).isdisjoint(agency.get("functions") or ())
    ]
    named = {agency["county"] for agency in of_a_county if agency.get("county")}
    return not agencies or (bool(of_a_county) and (not county or not named or county in named))


RULE = Rule(
    id="no-signature-of-the-county",
    severity="warning",
    title="No one signs for the county whose signature binds a department",
    description=(
        "A department is listed as bound by the county’s one signature, and no party signs for the county. Then nothing "
        "binds the department. Or parties sign, and none of them for a county whose departments are on the protocol "
        "team. The signature of a sheriff or a district attorney is for that office."
    ),
    bad="""\
parties:
  - {name: Probation Department, agencies: [probation], signature: under_county_signature}""",
    good="""\
parties:
  - {name: Inyo County, agencies: [health], signature: signs}
  - {name: Probation Department, agencies: [probation], signature: under_county_signature}""",
    check=check,
)

"""Whom an agreement binds: the agencies of a party that signs it, and the departments of a county that signs it.

A seat on a team is not a signature. Departments of one county are parts of one legal entity, so the county's signature
binds them; an elected office, a court, a city, a Tribe, and every other organization is bound only by its own.
"""

from .model import Agency, Party, Protocol

_DEPARTMENT = "county_department"
_OFFICES_OF_THEIR_OWN = ("sheriff", "district_attorney")
"""Functions of offices that sign for themselves, and not for the county."""


def binding_party(protocol: Protocol, agency: Agency) -> Party | None:
    """Return the party whose signature binds an agency; None for one that no signature binds.

    What public sources show of who signs binds no one in a document that no county has made.
    """
    if protocol.is_partial:
        return None
    listed = parties_of(protocol, agency)
    if signing := next((party for party in listed if party.signs), None):
        return signing
    under_county = any(party.signature == "under_county_signature" for party in listed)
    if under_county or (not listed and agency.kind == _DEPARTMENT):
        return next((party for party in protocol.parties if _signs_for_county(protocol, party, agency.county)), None)
    return None


def is_bound(protocol: Protocol, agency: Agency) -> bool:
    """Return whether a signature binds an agency."""
    return binding_party(protocol, agency) is not None


def parties_of(protocol: Protocol, agency: Agency) -> tuple[Party, ...]:
    """Return the parties under which the file lists an agency, whether they sign or not."""
    return tuple(party for party in protocol.parties if agency in party.agencies)


def takes_part(protocol: Protocol, agency: Agency) -> str:
    """Return in words how an agency takes part; empty for one that no party lists and no signature binds."""
    listed = parties_of(protocol, agency)
    party = binding_party(protocol, agency)
    if party is None:
        return listed[0].signature_label if listed else ""
    if party not in listed:
        return f"bound by the signature of {party.name}"
    return party.signature_label if party.name == agency.name else f"{party.signature_label} as {party.name}"


def _signs_for_county(protocol: Protocol, party: Party, county: str) -> bool:
    """Return whether a party that signs is a county: by its name, or because it signs for one of its departments."""
    if not party.signs:
        return False
    here = [one for one in protocol.counties if county in ("", one.name)]
    if party.name in {name for one in here for name in (one.full_name, one.legal_name)}:
        return True
    return any(
        agency.kind == _DEPARTMENT
        and (not county or agency.county in ("", county))
        and set(_OFFICES_OF_THEIR_OWN).isdisjoint(agency.functions)
        for agency in party.agencies
    )

"""The legal entities that sign, and what the file chooses for each kind of them.

Departments and offices of one county are one legal entity. So the parties that sign are brought together to entities
first, each of one kind of the vocabulary's `counterparts`.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ..law import vocabulary
from .model import Party, Protocol

PUBLIC = "public_entities"


@dataclass(frozen=True, slots=True)
class Side:
    """The legal entities of one kind that sign, and what the file chooses for them."""

    kind: str
    """A word of the vocabulary's `counterparts`."""
    names: tuple[str, ...]
    """The legal entities."""
    choice: str
    """What the file chooses, as a word of the vocabulary; empty where it says nothing."""

    @property
    def label(self) -> str:
        """The kind in words."""
        return vocabulary.label("counterparts", self.kind)


def sides(protocol: Protocol, choices: Iterable[tuple[str, str]]) -> tuple[Side, ...]:
    """Return the kinds of legal entities that sign, each with its choice, in the vocabulary's order."""
    chosen, entities = dict(choices), tuple(dict.fromkeys(_entities(protocol)))
    found = {kind: tuple(name for of, name in entities if of == kind) for kind in vocabulary.lists()["counterparts"]}
    return tuple(Side(kind, names, chosen.get(kind, "")) for kind, names in found.items() if names)


def indemnities(protocol: Protocol) -> tuple[Side, ...]:
    """Return the sides between which the file may choose who pays for liability; one public entity alone is none."""
    found = sides(protocol, protocol.instrument.indemnification)
    if len([name for side in found for name in side.names]) < 2:
        return ()
    return tuple(side for side in found if side.kind != PUBLIC or len(side.names) > 1)


def insured(protocol: Protocol) -> tuple[Side, ...]:
    """Return the kinds of legal entities that sign, each with what the file says of its insurance."""
    return sides(protocol, protocol.instrument.insurance.choices)


def _entities(protocol: Protocol) -> Iterator[tuple[str, str]]:
    """Yield each legal entity that signs: (kind, name)."""
    names = {county.full_name: county for county in protocol.counties}
    names |= {county.legal_name: county for county in protocol.counties}
    for party in (party for party in protocol.parties if party.signs):
        if party.name in names:
            yield PUBLIC, names[party.name].full_name
        elif counties := _counties(party, protocol):
            yield from ((PUBLIC, county) for county in counties)
        elif party.agencies:
            kind = vocabulary.lists()["agency_kinds"].get(party.agencies[0].kind, {}).get("counterpart", "")
            yield str(kind), party.name


def _counties(party: Party, protocol: Protocol) -> tuple[str, ...]:
    """Return the counties of which a party is a part."""
    of = [agency.county for agency in party.agencies if vocabulary.is_of_the_county(agency.kind)]
    known = {county.name: county.full_name for county in protocol.counties}
    one = tuple(known.values())[:1]
    return tuple(dict.fromkeys(name for county in of for name in ((known[county],) if county in known else one)))

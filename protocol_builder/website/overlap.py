"""What two instruments of one county have in common: partners, and committees and teams that both name."""

from collections.abc import Iterator

from ..law import shape, vocabulary
from ..protocol.model import County, Protocol


def partners(own: Protocol, other: Protocol) -> tuple[str, ...]:
    """Return the functions whose agencies both instruments name, in short words, in the first one's order."""
    theirs = _functions_of(other)
    return tuple(function for function in _functions_of(own) if function in theirs)


def teams(own: County, other: County) -> tuple[str, ...]:
    """Return the names of the committees and teams that one county's parts of two instruments name, as the first has them.

    Bodies are known by their names alone, so a name that only says what kind of body it is (`Steering Committee`) does
    not make one body of two.
    """
    theirs = {_plain(name) for name in _team_names(other)}
    return tuple(dict.fromkeys(name for name in _team_names(own) if _plain(name) in theirs))


def _functions_of(protocol: Protocol) -> tuple[str, ...]:
    functions = dict.fromkeys(function for agency in protocol.agencies for function in agency.functions)
    return tuple(vocabulary.short(function) for function in functions if function != "other")


def _team_names(county: County) -> Iterator[str]:
    sections = county.own.teams if county.own else ()
    found = (county.protocol_team, county.steering_committee, county.mdt, *(seated.team for seated in sections))
    kinds = {_plain(title) for title in shape.teams().values()} | {"mdt", _plain("multidisciplinary team")}
    yield from (team.name for team in found if team and team.name and _plain(team.name) not in kinds)


def _plain(name: str) -> str:
    """Return a name without what two files may write differently: an article, capitals, marks, and spaces."""
    letters = "".join(letter if letter.isalnum() else " " for letter in name.casefold())
    return letters.strip().removeprefix("the ").replace(" ", "")

"""Knows which pictures an agreement has, and what stands beside them. Knows no format.

A picture says nothing of its own: it is printed only where an article of the library says the same in words.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from ..checking.check import Report
from ..checking.county_status import standings
from ..protocol.model import County, Protocol
from .blocks import Block, Heading, Paragraph, Picture, Run
from .drawing import Drawing
from .references import Reference
from .seating import protocol_team, steering_committee
from .team_picture import team
from .timeline import stages

ID = "appendix-pictures"


@dataclass(frozen=True, slots=True)
class Drawn:
    """The pictures of what one clause says of one county."""

    clause: str
    county: County
    drawings: tuple[Drawing, ...]


def drawn(report: Report, protocol: Protocol) -> tuple[Drawn, ...]:
    """Everything that can be drawn of a county file, county by county."""
    return tuple(item for item in _drawn(report, protocol) if item.drawings)


def _drawn(report: Report, protocol: Protocol) -> Iterator[Drawn]:
    standing_of = {standing.county: standing for standing in standings(report)}
    for number, county in enumerate(protocol.counties, 1):
        if standing := standing_of.get(county.name):
            anchor = f"county-{number}-"
            committee = steering_committee(county, standing)
            yield Drawn("protocol-team", county, team(protocol_team(county, standing), county, anchor))
            yield Drawn("steering-committee", county, team(committee, county, anchor) if committee else ())
            yield Drawn("team-meetings", county, stages(county, anchor))


def title(found: Collection[Drawn]) -> str:
    """The title of the appendix."""
    return "The team in a picture" if _is_alone(found) else "The teams in pictures"


def _is_alone(found: Collection[Drawn]) -> bool:
    return sum(len(item.drawings) for item in found) == 1


def picture_appendix(found: Collection[Drawn], *, several: bool) -> Iterator[Block]:
    """The appendix: each picture with its title and the article that says it in words."""
    alone = _is_alone(found)
    shows = "This picture shows" if alone else "These pictures show"
    yield Paragraph(
        (
            Run(
                f"{shows} at a glance what {'an article' if alone else 'articles'} of this document "
                f"{'says' if alone else 'say'} in words, and nothing besides. {'It is' if alone else 'They are'} for "
                "convenience only: where a picture and the words differ, the words govern, and without this appendix the "
                "document provides the same."
            ),
        )
    )
    county = ""
    for item in found:
        if several and item.county.name != county:
            county = item.county.name
            yield Heading(2, (Run(item.county.full_name),))
        for drawing in item.drawings:
            yield Picture(
                drawing,
                (
                    Run(f"{drawing.title}.", bold=True),
                    Run(" In words in "),
                    Reference(item.clause, titled=True),
                    Run("."),
                ),
            )

"""A body that meets besides the teams and the committee of a protocol, as the typed model has it."""

from dataclasses import dataclass

from ..law import vocabulary
from .seat import Seat


@dataclass(frozen=True, slots=True)
class StandingBody:
    """A body that meets besides the protocol team, the steering committee, and the team that serves a child.

    No statute and no guidance speaks of it: it has no duty, and a seat on it fills no seat that the law names.
    """

    id: str
    """Its short name in the county file."""
    name: str
    """Its own name."""
    purpose: str
    """What it does (Markdown), or empty."""
    chair: tuple[str, ...]
    """Functions whose representatives chair it."""
    seats: tuple[Seat, ...]
    """Every holder of every seat, by function."""
    staff_support: tuple[Seat, ...]
    """Who prepares and records its meetings."""
    meets: str
    """How often it meets, or empty."""
    decisions: str
    """How it decides, or empty."""
    sources: tuple[str, ...]
    """Short names of the sources that show it."""

    @property
    def chair_labels(self) -> tuple[str, ...]:
        """The functions that chair it, in words."""
        return tuple(vocabulary.label("functions", function) for function in self.chair)

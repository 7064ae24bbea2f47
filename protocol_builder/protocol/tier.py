"""One stage of a multidisciplinary team's work, as the typed model has it."""

from collections.abc import Collection
from dataclasses import dataclass

from ..law import vocabulary


@dataclass(frozen=True, slots=True)
class Tier:
    """One stage of a multidisciplinary team's work."""

    name: str
    """The county's name for it."""
    trigger: str
    """What starts it, or empty."""
    within: str
    """The time limit by which it meets or acts, or empty."""
    every: str
    """How often it meets while it is ongoing, or empty."""
    convener: str
    """The name of the agency that calls it, or empty."""
    members: tuple[str, ...]
    """Functions that are called; empty for everyone on the team, unless `agencies` are called."""
    meeting: str
    """A word of the vocabulary's meeting_forms, or empty."""
    purpose: str
    """What it is for (Markdown)."""
    sources: tuple[str, ...]
    """Short names of the sources that show it."""
    agencies: tuple[str, ...] = ()
    """The names of agencies that are called, whatever their functions."""

    @property
    def calls_everyone(self) -> bool:
        """Whether it calls everyone on the team, for it names no one."""
        return not self.members and not self.agencies

    @property
    def called(self) -> tuple[str, ...]:
        """Who is called: the short names of functions, then the names of agencies; empty for everyone on the team."""
        return (*self.member_labels, *self.agencies)

    def calls(self, agency: str, functions: Collection[str]) -> bool:
        """Return whether it calls an agency, by its name, that is on the team for these functions."""
        return self.calls_everyone or agency in self.agencies or not set(functions).isdisjoint(self.members)

    @property
    def member_labels(self) -> tuple[str, ...]:
        """The short names of the functions that are called."""
        return tuple(vocabulary.short(function) for function in self.members)

    @property
    def meeting_label(self) -> str:
        """The form of meeting in words, or empty."""
        return vocabulary.label("meeting_forms", self.meeting) if self.meeting else ""

"""One stage of a multidisciplinary team's work, as the typed model has it."""

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
    """Functions that are called; empty for everyone on the team."""
    meeting: str
    """A word of the vocabulary's meeting_forms, or empty."""
    purpose: str
    """What it is for (Markdown)."""
    sources: tuple[str, ...]
    """Short names of the sources that show it."""

    @property
    def member_labels(self) -> tuple[str, ...]:
        """The short names of the functions that are called."""
        return tuple(vocabulary.short(function) for function in self.members)

    @property
    def meeting_label(self) -> str:
        """The form of meeting in words, or empty."""
        return vocabulary.label("meeting_forms", self.meeting) if self.meeting else ""

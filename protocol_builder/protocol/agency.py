"""An organization that takes part, as the typed model has it."""

from dataclasses import dataclass

from ..law import vocabulary
from .agency_parts import Division, Responsibility
from .contacts import Contact, labeled


@dataclass(frozen=True, slots=True)
class Agency:
    """An organization that takes part."""

    id: str
    """The short name that other entries use for it."""
    name: str
    """The legal or usual name."""
    acronym: str
    """The acronym in use, or empty."""
    kind: str
    """A word of the vocabulary's agency_kinds."""
    county: str
    """In a file of several counties, the one it belongs to; empty if it serves all."""
    functions: tuple[str, ...]
    """What it does, as words of the vocabulary; checks look at these and never at names."""
    divisions: tuple[Division, ...]
    """Parts of it that the file names."""
    also_known_as: tuple[str, ...]
    """Other names in use."""
    formerly: tuple[str, ...]
    """Earlier names."""
    provided_by: tuple[tuple[str, str], ...]
    """(function, who provides it under contract) for each function that someone else provides."""
    responsibilities: tuple[Responsibility, ...]
    """What it undertakes, one by one."""
    sources: tuple[str, ...]
    """Short names of the sources that show it."""
    phone: Contact | None = None
    """The office's telephone number, or None."""
    after_hours: Contact | None = None
    """The number to call at night, on weekends, and on holidays, or None."""
    email: Contact | None = None
    """The office's email address, or None."""
    hotline: Contact | None = None
    """The line that takes reports of child abuse at any hour, or None."""

    @property
    def contacts(self) -> tuple[tuple[str, Contact], ...]:
        """Its numbers and addresses, each with what it is for."""
        return labeled(self.phone, self.after_hours, self.email, self.hotline)

    @property
    def kind_label(self) -> str:
        """The kind of organization in words."""
        return vocabulary.label("agency_kinds", self.kind)

"""One holder of one seat, as the typed model has it."""

from dataclasses import dataclass

from ..law import vocabulary
from .agency import Agency
from .contacts import Contact, labeled


@dataclass(frozen=True, slots=True)
class Seat:
    """One holder of one seat: a function, and the agency and job title that represent it."""

    function: str
    """The function that is represented, as a word of the vocabulary; empty for staff support."""
    agency: Agency | None
    """The agency; None if the file names one that it does not describe."""
    agency_id: str
    """The agency's short name, as the file has it."""
    title: str
    """The job title, never a person, or empty."""
    designee: str
    """The job title of the alternate, or empty."""
    division: str
    """The part of a larger agency that fills the seat, or empty."""
    note: str
    """What else to know about it, or empty."""
    sources: tuple[str, ...]
    """Short names of the sources that show it."""
    phone: Contact | None = None
    """The position's telephone number, or None."""
    after_hours: Contact | None = None
    """The number to call at night, on weekends, and on holidays, or None."""
    email: Contact | None = None
    """The position's email address, or None."""

    @property
    def contacts(self) -> tuple[tuple[str, Contact], ...]:
        """Its own numbers and addresses, each with what it is for."""
        return labeled(self.phone, self.after_hours, self.email)

    @property
    def to_call(self) -> tuple[tuple[str, Contact], ...]:
        """Its own numbers; if it has none, those of its agency."""
        own = tuple(item for item in self.contacts if item[1].link.startswith("tel:"))
        return own or (labeled(self.agency.phone, self.agency.after_hours) if self.agency else ())

    @property
    def function_short(self) -> str:
        """The function's short name."""
        return vocabulary.short(self.function)

    @property
    def agency_name(self) -> str:
        """The agency's name, or its short name if the file does not describe it."""
        return self.agency.name if self.agency else self.agency_id

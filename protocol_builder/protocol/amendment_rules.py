"""What a county file says about who signs which change of the agreement, and which amendments were made."""

from dataclasses import dataclass

from ..english import printed_date
from ..law import vocabulary
from .practice import Words


@dataclass(frozen=True, slots=True)
class AmendmentMade:
    """An amendment that has been made."""

    number: int
    """Its number, from 1."""
    on: str
    """The day (ISO) on which it was made."""
    reference: str
    """The number under which the county keeps it, or empty."""
    about: str
    """What it changed, in a few words, or empty."""
    signed_for_county_by: str
    """A word of the vocabulary's amendment_authorities, or empty."""
    restates: bool
    """Whether it restates the whole agreement as amended."""

    @property
    def name(self) -> str:
        """Its name, such as `Amendment No. 1`."""
        return f"Amendment No. {self.number}"

    @property
    def in_words(self) -> str:
        """Its name with its day and reference."""
        return f"{self.name} of {printed_date(self.on)}{f' ({self.reference})' if self.reference else ''}"


@dataclass(frozen=True, slots=True)
class AmendmentRules:
    """Who signs which change, by the agreement's own rules."""

    without_amendment: Words
    """What can change without an amendment."""
    by_director: Words
    """What a director may sign for the county."""
    director: str
    """That director's job title, or empty."""
    at_most: int | None
    """How many amendments the director may sign during the term, or None."""
    by_board: Words
    """What goes to the board of supervisors."""
    signed_by: str
    """A word of the vocabulary's amendment_signers, or empty."""

    @property
    def signed_by_label(self) -> str:
        """Which parties sign an amendment, in words, or empty."""
        return vocabulary.label("amendment_signers", self.signed_by) if self.signed_by else ""

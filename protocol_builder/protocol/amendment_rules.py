"""What a county file says about who signs which change of the agreement."""

from dataclasses import dataclass

from ..law import vocabulary
from .practice import Words


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

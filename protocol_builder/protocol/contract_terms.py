"""What a county file says of liability, insurance, and records, and where notices go."""

from dataclasses import dataclass
from typing import TypeAlias

from .contacts import Contact

Choices: TypeAlias = tuple[tuple[str, str], ...]
"""(kind of party, choice) as words of the vocabulary, in the order of `counterparts`."""


@dataclass(frozen=True, slots=True)
class Insurance:
    """What insurance the parties keep."""

    choices: Choices = ()
    """What each kind of party keeps."""
    details: str = ""
    """Kinds and amounts of insurance (Markdown)."""


@dataclass(frozen=True, slots=True)
class Records:
    """How the parties keep their records of what they do under the instrument."""

    kept_for: str = ""
    """How long records are kept after the end, such as `5 years`, or empty."""
    audit: bool | None = None
    """Whether other parties may examine records of money, or None."""


@dataclass(frozen=True, slots=True)
class NoticeAddress:
    """Where notices to a party go."""

    attention: str
    """The job title to which they are addressed, or empty."""
    address: str
    """The mailing address of the office."""
    email: Contact | None
    """The office's email address, or None."""

"""The public sources that the facts of a county file rest on."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PublicSource:
    """A public source that facts rest on."""

    id: str
    """The short name that other entries use for it."""
    title: str
    """The title of the document or page."""
    url: str
    """Where it was found, or empty."""
    date: str
    """Its date as the file has it, or empty."""
    note: str
    """What else to know about it, or empty."""

"""Read the announced changes of law (`schemas/announced.yaml`). None of them is law, and none is ever counted."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from .. import resources
from ..reading import packaged
from . import requirements
from .requirements import Requirement


@dataclass(frozen=True, slots=True)
class AnnouncedChange:
    """A bill that would change the law on record."""

    id: str
    bill: str
    title: str
    status: str
    """Its status in the legislature on `seen_on`."""
    seen_on: str
    """The day (ISO) on which someone last looked."""
    session_ends: str
    """The last day (ISO) of its legislative session."""
    would: str
    """What it would do, in plain words."""
    amends: tuple[str, ...]
    """The sections it would change, such as `WIC 16524.8`."""
    source: str

    def is_pending(self, on: str) -> bool:
        """Return whether it may still become law, as far as is known on a date (ISO)."""
        return on <= self.session_ends

    def heading(self, on: str) -> str:
        """Say in a few words what it is on a date (ISO); it is law on none."""
        return "Announced, not law" if self.is_pending(on) else "Announced, outcome not on record"

    def status_on(self, on: str, printed: Callable[[str], str] = str) -> str:
        """Say what is known of it on a date (ISO); `printed` turns a date into the words in which it is shown.

        Nothing is known of a bill after its session unless someone has looked: it is then neither pending nor law here.
        """
        if self.is_pending(on):
            return f"{self.status} (as seen on {printed(self.seen_on)})"
        return (
            f"its session ended on {printed(self.session_ends)}; this record does not show what became of it; "
            f"last seen on {printed(self.seen_on)}"
        )

    @property
    def affected(self) -> tuple[Requirement, ...]:
        """The requirements of the sections that it would change."""
        return tuple(r for r in requirements.on_record() if r.citation.partition("(")[0] in self.amends)

    @property
    def prepared(self) -> tuple[Requirement, ...]:
        """The requirements on record for the day it becomes law."""
        return tuple(r for r in requirements.on_record() if r.announced == self.id)


@cache
def announced() -> tuple[AnnouncedChange, ...]:
    """Return every announced change."""
    data = packaged.load(resources.schemas() / "announced.yaml")
    return tuple(
        AnnouncedChange(
            id=id,
            bill=entry["bill"],
            title=entry["title"],
            status=entry["status"],
            seen_on=entry["seen_on"],
            session_ends=entry["session_ends"],
            would=entry["would"],
            amends=tuple(entry["amends"]),
            source=entry["source"],
        )
        for id, entry in data.items()
    )


def affecting(requirement: Requirement) -> tuple[AnnouncedChange, ...]:
    """Return the announced changes that would amend a requirement's section."""
    return tuple(change for change in announced() if requirement in change.affected)

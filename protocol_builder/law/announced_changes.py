"""Read the announced changes of law (`schemas/announced.yaml`). None of them is law, and none is ever counted."""

from dataclasses import dataclass
from functools import cache

from .. import resources
from ..reading.loader import load_yaml
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
    would: str
    """What it would do, in plain words."""
    amends: tuple[str, ...]
    """The sections it would change, such as `WIC 16524.8`."""
    source: str

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
    data = load_yaml((resources.schemas() / "announced.yaml").read_text("utf-8"))
    return tuple(
        AnnouncedChange(
            id=id,
            bill=entry["bill"],
            title=entry["title"],
            status=entry["status"],
            seen_on=entry["seen_on"],
            would=entry["would"],
            amends=tuple(entry["amends"]),
            source=entry["source"],
        )
        for id, entry in data.items()
    )


def affecting(requirement: Requirement) -> tuple[AnnouncedChange, ...]:
    """Return the announced changes that would amend a requirement's section."""
    return tuple(change for change in announced() if requirement in change.affected)

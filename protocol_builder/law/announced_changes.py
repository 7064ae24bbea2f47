"""Knows which changes of law are announced (`schemas/announced.yaml`). None of them is law, and none is ever counted."""

from dataclasses import dataclass
from functools import cache

from .. import resources
from ..reading import source
from . import requirements
from .requirements import Requirement


@dataclass(frozen=True, slots=True)
class Announced:
    """A bill that would change the law on record."""

    id: str
    bill: str
    title: str
    status: str
    """Where it stood on the day it was last looked at."""
    seen_on: str
    would: str
    """What it would do, in plain words."""
    amends: tuple[str, ...]
    """The sections it would change, such as `WIC 16524.8`."""
    source: str

    @property
    def touches(self) -> tuple[Requirement, ...]:
        """The requirements of the sections that it would change."""
        return tuple(rule for rule in requirements.on_record() if rule.citation.partition("(")[0] in self.amends)

    @property
    def brings(self) -> tuple[Requirement, ...]:
        """The requirements that are written down already for the day it becomes law."""
        return tuple(rule for rule in requirements.on_record() if rule.announced == self.id)


@cache
def announced() -> tuple[Announced, ...]:
    """Every announced change on record."""
    data = source.load_yaml((resources.schemas() / "announced.yaml").read_text("utf-8"))
    return tuple(
        Announced(
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


def touching(requirement: Requirement) -> tuple[Announced, ...]:
    """The announced changes that would amend a requirement's section."""
    return tuple(change for change in announced() if requirement in change.touches)

"""What a county file says of a county's practice, fact by fact, as its page and comparisons of counties show it."""

from collections.abc import Iterator
from dataclasses import dataclass

from ..protocol.model import County
from ..protocol.practice import Practice


@dataclass(frozen=True, slots=True)
class PracticeFact:
    """One thing that a county file says of what the county does."""

    key: str
    """What it is about, such as `specialized_court`."""
    name: str
    """The same in words."""
    text: str
    """What the file says (Markdown), as it is written there; “Yes.” or “No.” if it says no more; empty for a list."""
    items: tuple[tuple[str, tuple[str, ...]], ...]
    """Of a list, each item in words with the short names of its own sources."""
    sources: tuple[str, ...]
    """Short names of the sources that show it."""

    @property
    def in_words(self) -> str:
        """All of it as one text."""
        return self.text or "; ".join(item for item, _ in self.items)


def practice_facts(county: County) -> tuple[PracticeFact, ...]:
    """Return the facts that a county file states; nothing for what it leaves out."""
    return tuple(_facts(county))


def _facts(county: County) -> Iterator[PracticeFact]:
    identification, services = county.practice.identification, county.practice.services
    funding = county.practice.funding
    if identification and identification.tools:
        tools = tuple((str(tool), tool.sources) for tool in identification.tools)
        yield PracticeFact("screening_tools", "Screening tools", "", tools, identification.sources)
    for key, name in (
        ("specialized_court", "Specialized court"),
        ("lgbtq_youth", "Services for LGBTQ youth"),
        ("co_location", "Staff at another agency’s office"),
    ):
        practice: Practice | None = getattr(services, key) if services else None
        if services and practice:
            yield PracticeFact(key, name, _said(practice), (), services.sources)
    if funding and funding.supplemental_rates:
        yield PracticeFact(
            "supplemental_rates",
            "Supplemental foster care rates",
            _said(funding.supplemental_rates),
            (),
            funding.sources,
        )
    if county.funds_by_year:
        years = tuple((str(year), year.sources) for year in county.funds_by_year)
        yield PracticeFact("funds_by_year", "CSEC Program funds by year", "", years, county.sources)


def _said(practice: Practice) -> str:
    return practice.text or ("Yes." if practice.done else "No.")

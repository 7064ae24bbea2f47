"""Knows what has changed and what is coming, day by day, in the law and in the counties. Knows neither HTML nor YAML."""

from collections.abc import Iterator
from dataclasses import dataclass

from ..law.announced_changes import announced
from .all_counties import Collection
from .county_page import CountyFile

MAX_OVERDUE, MAX_COMING, MAX_CHANGES = 4, 6, 6
"""How many days of each kind the home page has room for."""


@dataclass(frozen=True, slots=True)
class Day:
    """Something that happened or will happen on a day."""

    iso: str
    """`2026-06-30`, `2026-06` or `2026`."""
    what: str
    about: str
    """Whom or what it concerns."""
    page: str
    anchor: str = ""
    is_due: bool = False
    """Whether something is to be done by then."""


def past_changes(site: Collection) -> tuple[Day, ...]:
    """What has changed in the law and in the instruments of real counties, the latest first."""
    found = [day for day in (*_law(site), *_instruments(site.files)) if day.iso[:10] <= site.on]
    return tuple(sorted(found, key=lambda day: day.iso, reverse=True))


def coming_dates(site: Collection) -> tuple[Day, ...]:
    """Reviews, ends of terms and new law, those long due too: the earliest first."""
    reviews = (Day(iso, what, file.title, file.page, is_due=True) for iso, what, file in site.dates)
    law = (day for day in _law(site) if day.iso > site.on)
    return tuple(sorted((*reviews, *law), key=lambda day: (day.iso, day.about)))


def recent_changes(site: Collection) -> tuple[Day, ...]:
    """The latest of what has changed."""
    return past_changes(site)[:MAX_CHANGES]


def next_dates(site: Collection) -> tuple[Day, ...]:
    """The last of what is long due, and the first of what is coming."""
    past = tuple(day for day in coming_dates(site) if day.iso < site.on)
    return (*past[-MAX_OVERDUE:], *coming_dates(site)[len(past) :][:MAX_COMING])


def _law(site: Collection) -> Iterator[Day]:
    for since, sources in site.history:
        for source, requirements in sources:
            kinds = ("duty", "duties") if requirements[0].force == "shall" else ("recommendation", "recommendations")
            what = f"{len(requirements)} {kinds[len(requirements) > 1]} in the present words"
            yield Day(since, what, source, "law/history.md", f"from-{since}")
    for change in announced():
        yield Day(change.seen_on, "announced, not law", f"{change.bill}: {change.title}", "law/history.md", change.id)


def _instruments(files: tuple[CountyFile, ...]) -> Iterator[Day]:
    for file in files:
        if file.protocol and not file.is_example:
            instrument = file.protocol.instrument
            for iso, what in ((instrument.adopted_on, "adopted"), (instrument.reviewed_on, "reviewed")):
                if iso:
                    yield Day(iso, f"{instrument.kind_label} {what}", file.title, file.page)

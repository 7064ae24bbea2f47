"""Lists what has changed and what is due, by date, in the law and in the counties' instruments."""

from collections.abc import Iterator
from dataclasses import dataclass

from ..law.announced_changes import announced
from .all_counties import Collection
from .county_page import CountyFile

MAX_OVERDUE, MAX_COMING, MAX_CHANGES = 4, 6, 6
"""How many entries of each kind the home page has room for."""


@dataclass(frozen=True, slots=True)
class Day:
    """Something that happened or will happen on a date."""

    iso: str
    """`2026-06-30`, `2026-06` or `2026`."""
    what: str
    about: str
    """The county file or text it concerns."""
    page: str
    """The page to link to, by its path."""
    anchor: str = ""
    """The place on that page, or empty for its beginning."""
    is_due: bool = False
    """Whether something must be done by then."""


def past_changes(site: Collection) -> tuple[Day, ...]:
    """Return what has changed in the law, the instruments, and the files of real counties, latest first."""
    found = [day for day in (*_law(site), *_instruments(site.files), *_versions(site.files)) if day.iso[:10] <= site.on]
    return tuple(sorted(found, key=lambda day: day.iso, reverse=True))


def coming_dates(site: Collection) -> tuple[Day, ...]:
    """Return reviews, ends of terms, and new law, including what is overdue, earliest first."""
    reviews = (Day(iso, what, file.title, file.page, is_due=True) for iso, what, file in site.dates)
    law = (day for day in _law(site) if day.iso > site.on)
    return tuple(sorted((*reviews, *law), key=lambda day: (day.iso, day.about)))


def recent_changes(site: Collection) -> tuple[Day, ...]:
    """Return the latest changes, as many as the home page shows."""
    return past_changes(site)[:MAX_CHANGES]


def next_dates(site: Collection) -> tuple[Day, ...]:
    """Return the latest overdue dates and the next ones, as many as the home page shows."""
    past = tuple(day for day in coming_dates(site) if day.iso < site.on)
    return (*past[-MAX_OVERDUE:], *coming_dates(site)[len(past) :][:MAX_COMING])


def _law(site: Collection) -> Iterator[Day]:
    for since, sources in site.history:
        for source, requirements in sources:
            kinds = ("duty", "duties") if requirements[0].force == "shall" else ("recommendation", "recommendations")
            what = f"{len(requirements)} {kinds[len(requirements) > 1]} in the current wording"
            for changed in dict.fromkeys(requirement.changed for requirement in requirements if requirement.changed):
                what = f"{what}. {changed}"
            yield Day(since, what, source, "law/history.md", f"from-{since}")
    for change in announced():
        yield Day(change.seen_on, "announced, not law", f"{change.bill}: {change.title}", "law/history.md", change.id)
        if not change.is_pending(site.on):
            what = "the session ended; this record does not show what became of the bill"
            yield Day(change.session_ends, what, f"{change.bill}: {change.title}", "law/history.md", change.id)


def _versions(files: tuple[CountyFile, ...]) -> Iterator[Day]:
    for file in files:
        if file.history and not file.is_example:
            for version in file.history.dated:
                yield Day(
                    version.on,
                    f"the county file changed. {version.in_words}",
                    file.title,
                    file.details_page,
                    "earlier-versions",
                )


def _instruments(files: tuple[CountyFile, ...]) -> Iterator[Day]:
    for file in files:
        if file.protocol and not file.is_example:
            for county, instrument in file.protocol.instruments:
                for iso, what in ((instrument.adopted_on, "adopted"), (instrument.reviewed_on, "reviewed")):
                    if iso:
                        yield Day(iso, f"{instrument.kind_label} {what}", county or file.title, file.page)

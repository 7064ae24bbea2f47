"""Knows the times that a county file sets for reports, notices and services. Knows neither HTML nor YAML."""

from collections.abc import Iterator
from dataclasses import dataclass

from .practice import CountyPractice, Words
from .protocol import Protocol, in_words
from .vocabulary import minutes


@dataclass(frozen=True, slots=True)
class Clock:
    """What someone does within a set time."""

    within: str
    """A time limit such as `24 hours`, or `immediately`."""
    who: str
    what: str
    """Markdown."""
    to: str
    sources: tuple[str, ...]
    county: str
    """The county concerned, in a file of several."""

    @property
    def minutes(self) -> int:
        return minutes(self.within)


def clocks(protocol: Protocol) -> tuple[Clock, ...]:
    """Every time that the file sets, the shortest first."""
    several = len(protocol.counties) > 1
    found = [
        Clock(duty.within, agency.name, duty.duty, duty.to, duty.sources, agency.county if several else "")
        for agency in protocol.agencies
        for duty in agency.responsibilities
        if duty.within
    ]
    for county in protocol.counties:
        found += _of_practice(county.practice, county.name if several else "")
    return tuple(sorted(found, key=lambda clock: clock.minutes))


def _of_practice(practice: CountyPractice, county: str) -> Iterator[Clock]:
    reporting, missing, identification = practice.reporting, practice.missing_children, practice.identification
    if reporting and (report := reporting.exploitation) and report.within:
        what = "Report that a child has been identified as a victim of commercial sexual exploitation"
        yield Clock(report.within, _who(report.by), what, _who(report.to), report.sources, county)
    if reporting and (lost := reporting.missing) and lost.within:
        what = "Report that a child is missing or has been abducted"
        yield Clock(lost.within, _who(lost.by), what, _who(lost.to), lost.sources, county)
    if reporting and (crossed := reporting.suspected_abuse) and crossed.written_within:
        what = "Send the written report of suspected abuse or neglect"
        yield Clock(crossed.written_within, _who(crossed.by), what, _who(crossed.to), crossed.sources, county)
    if missing and (notices := missing.notices) and notices.within:
        what = "Give notice that a child is missing from foster care"
        yield Clock(notices.within, _who(missing.by), what, _who(notices.to), missing.sources, county)
    if missing and missing.confirmed_every:
        what = "Confirm, and go on doing so at this interval, that the child’s whereabouts are unknown"
        yield Clock(missing.confirmed_every, _who(missing.by), what, "", missing.sources, county)
    if identification and identification.investigated_within:
        what = "Look into signs that a child has been exploited"
        yield Clock(
            identification.investigated_within, _who(identification.by), what, "", identification.sources, county
        )


def _who(words: Words) -> str:
    return in_words(words.labels)

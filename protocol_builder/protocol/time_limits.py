"""List the times that a county file sets for reports, notices, and services."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from ..english import join_words
from ..law.vocabulary import longest, minutes
from .model import Protocol
from .practice import CountyPractice, Words

IMMEDIATELY = "immediately"

MISSING_BY = "immediately, or in no case later than 24 hours"
"""The time of PC 11166(j)(3) for a report that a child is missing."""
NOTICES_BY = "immediately, but in no case later than 24 hours"
"""The time of WIC 16501.35(b)(2)(F) for notices that a child is missing from foster care."""
_EXPLOITATION_BY = "immediately, and in no case in more than 24 hours"
_ABUSE_BY = "immediately or as soon as practicably possible"
_WRITTEN_BY = "within 36 hours"
"""The times of PC 11166(j)(2), of (j)(1) and (k), and of their written reports."""

_POLICE = ("sheriff", "local_law_enforcement")
"""The functions of law enforcement agencies in a county."""


@dataclass(frozen=True, slots=True)
class TimeLimit:
    """What an agency does within a time, or as often, as the county file sets it."""

    within: str
    """A time limit such as `24 hours`, or words such as `immediately`."""
    who: str
    """Names of agencies or functions, as a list in words."""
    what: str
    """What is done (Markdown)."""
    to: str
    """Who receives the report or notice; empty if no one does."""
    sources: tuple[str, ...]
    """Short names of the sources that show it."""
    county: str
    """The county that sets it, in a file of several; else empty."""
    how: Literal["within", "at once", "every"] = "within"
    """“at once” if the law says “immediately”, whatever time the county sets."""
    word: Literal["and", "or", "but"] = "and"
    """The statute's word between “immediately” and the time (`at_once`)."""
    functions: tuple[str, ...] = ()
    """Who does it, if the file says so by function."""
    by_law: str = ""
    """The time in the statute's words, where a statute sets one."""

    @property
    def by_when(self) -> str:
        """The time in words, such as “within 24 hours”."""
        if self.how == "every":
            return f"every {self.within}"
        return at_once(self.within, self.word) if self.how == "at once" else within(self.within)

    @property
    def of_county(self) -> str:
        """The county's time in words, next to the law's; empty if it is not shorter."""
        return self.by_when if self.minutes < (minutes(_most(self.by_law)) or 1) else ""

    @property
    def minutes(self) -> int:
        """The time in minutes, the longest that it can be; 0 for `immediately`."""
        return minutes(self.within)


def _most(by_law: str) -> str:
    """Return the number and unit at the end of the law's words; empty where these have none."""
    return " ".join(by_law.split()[-2:]) if by_law[-1:] == "s" else ""


def within(time: str) -> str:
    """Return a time limit as it reads in a sentence."""
    return f"within {time}" if time[:1].isdigit() else time


def at_once(time: str, word: str = "and") -> str:
    """Return a county's time as it reads if the law says “immediately” before its 24 hours; no county softens that.

    The `word` between is the statute's: “and in no case” (PC 11166(j)(2)), “or in no case” (PC 11166(j)(3)), “but in no
    case” (WIC 16501.35(b)(2)(F)). Of a range the longest time is printed.
    """
    return f"{IMMEDIATELY}, {word} in no case later than {longest(time)}" if time[:1].isdigit() else time


def limits_of_protocol(protocol: Protocol) -> tuple[TimeLimit, ...]:
    """Return every time that a county file sets, the shortest first."""
    several = len(protocol.counties) > 1
    found = [
        TimeLimit(duty.within, agency.name, duty.duty, duty.to, duty.sources, agency.county if several else "")
        for agency in protocol.agencies
        for duty in agency.responsibilities
        if duty.within
    ]
    for county in protocol.counties:
        found += limits_of_practice(county.practice, county.name if several else "")
    return tuple(sorted(found, key=lambda limit: limit.minutes))


def limits_of_practice(practice: CountyPractice, county: str) -> Iterator[TimeLimit]:
    """Yield the times of a county's practice, each with the functions that must meet it."""
    reporting, missing, identification = practice.reporting, practice.missing_children, practice.identification
    if reporting and (report := reporting.exploitation) and report.within:
        what = "Report that a child has been identified as a victim of commercial sexual exploitation"
        yield TimeLimit(
            report.within,
            _who(report.by),
            what,
            _who(report.to),
            report.sources,
            county,
            "at once",
            functions=report.by.words,
            by_law=_EXPLOITATION_BY,
        )
    if reporting and (lost := reporting.missing) and lost.within:
        what = "Report that a child is missing or has been abducted"
        yield TimeLimit(
            lost.within,
            _who(lost.by),
            what,
            _who(lost.to),
            lost.sources,
            county,
            "at once",
            "or",
            lost.by.words,
            MISSING_BY,
        )
    if reporting and (crossed := reporting.suspected_abuse) and crossed.within:
        what = "Report suspected abuse or neglect by telephone, fax, or electronic transmission"
        yield TimeLimit(
            crossed.within,
            _who(crossed.by),
            what,
            _who(crossed.to),
            crossed.sources,
            county,
            "at once",
            functions=crossed.by.words,
            by_law=_ABUSE_BY,
        )
    if reporting and (crossed := reporting.suspected_abuse) and crossed.written_within:
        what = "Send the written report of suspected abuse or neglect"
        yield TimeLimit(
            crossed.written_within,
            _who(crossed.by),
            what,
            _who(crossed.to),
            crossed.sources,
            county,
            functions=crossed.by.words,
            by_law=_WRITTEN_BY,
        )
    if reporting and (police := reporting.by_law_enforcement):
        who, to, sources = "the law enforcement agency", _who(police.to), police.sources
        what = "Report suspected abuse or neglect that was reported to law enforcement"
        if police.within:
            yield TimeLimit(
                police.within, who, what, to, sources, county, "at once", functions=_POLICE, by_law=_ABUSE_BY
            )
        if police.written_within:
            what = f"{what}, in writing"
            yield TimeLimit(
                police.written_within, who, what, to, sources, county, functions=_POLICE, by_law=_WRITTEN_BY
            )
    if missing and (notices := missing.notices) and notices.within:
        what = "Give notice that a child is missing from foster care"
        yield TimeLimit(
            notices.within,
            _who(missing.by),
            what,
            _who(notices.to),
            missing.sources,
            county,
            "at once",
            "but",
            missing.by.words,
            NOTICES_BY,
        )
    if missing and missing.confirmed_every:
        what = "Confirm and document that the child’s whereabouts are unknown"
        yield TimeLimit(
            missing.confirmed_every,
            _who(missing.by),
            what,
            "",
            missing.sources,
            county,
            "every",
            functions=missing.by.words,
        )
    if identification and identification.investigated_within:
        what = "Look into signs that a child has been exploited"
        yield TimeLimit(
            identification.investigated_within,
            _who(identification.by),
            what,
            "",
            identification.sources,
            county,
            functions=identification.by.words,
        )


def _who(words: Words) -> str:
    return join_words(words.labels)

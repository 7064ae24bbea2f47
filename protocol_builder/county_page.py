"""Knows what there is to show of one county file, ready for its page. Knows neither HTML nor YAML."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from . import described, vocabulary
from .agreement import Agreement
from .check import Report
from .diagnostic import Diagnostic
from .judge import Verdict
from .markup import words_of_date
from .protocol import Agency, County, Instrument, MultidisciplinaryTeam, Protocol, Responsibility, Seat, Team, in_words
from .reading import Reading, page_name, readings
from .standing import Standing, standings

_MINUTES = {"minute": 1, "hour": 60, "day": 1440, "week": 10080, "month": 43200}


@dataclass(frozen=True, slots=True)
class Download:
    """A file that a page offers."""

    path: str
    label: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Place:
    """A seat at a table: who holds it, and what the law says of it."""

    function: str
    holders: tuple[Seat, ...]
    verdict: Verdict | None
    """None where no requirement asks for the seat."""
    leads: bool

    @property
    def label(self) -> str:
        return vocabulary.label("functions", self.function)

    @property
    def short(self) -> str:
        return vocabulary.short(self.function)

    @property
    def state(self) -> str:
        """A state of `judge.STATES`, or empty for a seat that no requirement asks for."""
        return self.verdict.state if self.verdict else ""


@dataclass(frozen=True, slots=True)
class Table:
    """Everyone on the protocol team, the steering committee or the multidisciplinary team of one county."""

    key: str
    """The key of the county file."""
    name: str
    team: Team | MultidisciplinaryTeam | None
    places: tuple[Place, ...]

    @property
    def shorts(self) -> tuple[str, ...]:
        """The short names of the seats."""
        return tuple(place.short for place in self.places)

    @property
    def is_blank(self) -> bool:
        """Whether nothing is known of it: no one is named, and no one is known to be missing."""
        return all(not place.holders and place.state != "not_met" for place in self.places)


@dataclass(frozen=True, slots=True)
class CountyPart:
    """One county of the file, with where it stands."""

    standing: Standing
    county: County | None
    """None where the file names no county."""
    anchor: str
    """What the anchors of its part of the page begin with; empty where the file has one county."""
    protocol_team: Table
    committee: Table | None
    """None where there is none, or where it is the protocol team."""
    mdt: Table


@dataclass(frozen=True, slots=True)
class Question:
    """Something that a file leaves open, and every finding that waits for the answer."""

    words: str
    county: str
    remedy: str
    findings: tuple[Diagnostic, ...]


@dataclass(frozen=True)
class CountyFile:
    """One county file as the site shows it."""

    report: Report
    slug: str
    """The name of its page: letters, digits and hyphens."""
    downloads: tuple[Download, ...] = ()
    agreement: Agreement | None = None
    """None where the file cannot be read."""

    @property
    def page(self) -> str:
        return f"counties/{self.slug}.md"

    @property
    def name(self) -> str:
        """The file's own name, without the folders it lies in."""
        return self.report.path.replace("\\", "/").rpartition("/")[2]

    @cached_property
    def readings(self) -> tuple[Reading, ...]:
        """The text of the agreement, page by page."""
        return readings(self.agreement) if self.agreement else ()

    @property
    def roles_page(self) -> str:
        """Where every agency and its role is."""
        return f"counties/{self.slug}/roles.md"

    @property
    def verdicts_page(self) -> str:
        """Where every requirement and its verdict is."""
        return f"counties/{self.slug}/verdicts.md"

    def page_of(self, article_id: str) -> str:
        """The page of the agreement that an article is on."""
        return next(
            self.reading_page(page.number) for page in self.readings for article, _ in page.articles if article.id == article_id
        )

    def reading_page(self, number: int) -> str:
        """Where a page of the agreement is; 0 is the one with its contents."""
        return f"counties/{self.slug}/{page_name(number)}.md"

    @cached_property
    def standings(self) -> tuple[Standing, ...]:
        return standings(self.report)

    @cached_property
    def protocol(self) -> Protocol | None:
        """The typed model, or None where the file cannot be read."""
        return described.protocol(self.report.data) if self.report.data else None

    @property
    def is_example(self) -> bool:
        return any(standing.is_example for standing in self.standings)

    @property
    def title(self) -> str:
        """What the page is called; only words of the vocabulary and of the file's own name."""
        if self.protocol and self.protocol.counties:
            return f"{self.protocol.county_names} (not a real county)" if self.is_example else self.protocol.county_names
        return f"County file {self.slug}"

    @cached_property
    def parts(self) -> tuple[CountyPart, ...]:
        counties = {county.name: county for county in self.protocol.counties} if self.protocol else {}
        several = len(self.standings) > 1
        return tuple(_part(standing, counties.get(standing.county), several) for standing in self.standings)

    def findings(self, severity: str) -> tuple[Diagnostic, ...]:
        return tuple(diagnostic for diagnostic in self.report.diagnostics if diagnostic.severity == severity)

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        """What the file leaves open, findings that wait for one answer together."""

        def same_answer(finding: Diagnostic) -> tuple[str, str]:
            return finding.question or finding.message, finding.county

        order = list(dict.fromkeys(map(same_answer, self.findings("unknown"))))
        grouped = groupby(sorted(self.findings("unknown"), key=lambda f: order.index(same_answer(f))), same_answer)
        return tuple(_question(words, county, tuple(findings)) for (words, county), findings in grouped)

    @property
    def next_date(self) -> str:
        """The next review or end of the term from the day of the report on, or empty."""
        coming = [day for day, _ in self.dates if day >= self.report.on]
        return min(coming, default="")

    @property
    def dates(self) -> tuple[tuple[str, str], ...]:
        """Reviews that are due and ends of terms: (day, what happens). An instrument that has run its course has none."""
        instrument = self.protocol.instrument if self.protocol else None
        if instrument is None or instrument.status in ("expired", "superseded"):
            return ()
        review = instrument.review_by if instrument.reviewed_on < instrument.review_by else ""
        end = "" if instrument.is_perpetual else instrument.ends
        found = ((review, "review was due", "review due"), (end, "term ended", "term ends"))
        return tuple((day, past if day < self.report.on else coming) for day, past, coming in found if day)

    def source_number(self, id: str) -> int:
        """The number under which a source stands in the list of sources."""
        return 1 + [source.id for source in (self.protocol.sources if self.protocol else ())].index(id)

    def sits_on(self, agency: Agency) -> str:
        """The teams that an agency sits on, each with its seats."""
        seats = self.protocol.seats_of(agency) if self.protocol else ()
        several = len(self.parts) > 1
        where = dict.fromkeys((county.name, team) for county, team, _ in seats)
        return "; ".join(
            f"the {team}{f' of {name} County' if several else ''} ("
            + in_words(tuple(dict.fromkeys(seat.function_short for c, t, seat in seats if (c.name, t) == (name, team))))
            + ")"
            for name, team in where
        )

    def of_each(self, fact: str) -> tuple[tuple[str, str], ...]:
        """One fact about each county that the file names: (county, words), those it does not tell left out."""
        counties = [part.county for part in self.parts if part.county]
        return tuple((county.name, words) for county in counties if (words := _FACTS[fact](county)))

    @property
    def scope(self) -> str:
        """Whom the instrument serves, and where."""
        instrument = self.protocol.instrument if self.protocol else None
        return "; ".join(_scope(instrument)) if instrument else ""

    @cached_property
    def clocks(self) -> tuple[tuple[Agency, Responsibility], ...]:
        """What agencies undertake within a set time, the most urgent first."""
        agencies = self.protocol.agencies if self.protocol else ()
        timed = [(agency, duty) for agency in agencies for duty in agency.responsibilities if duty.within]
        return tuple(sorted(timed, key=lambda item: minutes(item[1].within)))


def minutes(time_limit: str) -> int:
    """How long a time limit such as `36 hours` is."""
    number, _, unit = time_limit.partition(" ")
    return int(number) * _MINUTES.get(unit.removesuffix("s"), 0) if number.isdigit() else 0


def _funds(county: County) -> str:
    elected = {True: "elected", False: "not elected", None: ""}[county.elects_funds]
    took_part = f"in the program in {in_words(county.fiscal_years)}" if county.fiscal_years else ""
    return "; ".join(filter(None, (elected, took_part)))


def _mdt(county: County) -> str:
    mdt = county.mdt
    if mdt is None:
        return ""
    first = f"; first stage: {mdt.tiers[0].name}, within {mdt.tiers[0].within}" if mdt.tiers and mdt.tiers[0].within else ""
    return f"{mdt.name or mdt.kind_label or 'kind not said'}{f' ({mdt.kind_label})' if mdt.name and mdt.kind_label else ''}{first}"


_FACTS: dict[str, Callable[[County], str]] = {
    "developed": lambda county: words_of_date(county.protocol_developed_on),
    "funds": _funds,
    "lead": lambda county: in_words(county.protocol_team.lead_labels) if county.protocol_team else "",
    "mdt": _mdt,
}


def _scope(instrument: Instrument) -> Iterator[str]:
    if instrument.area:
        yield instrument.area + (" (a pilot)" if instrument.pilot else "")
    elif instrument.pilot:
        yield "a pilot"
    youngest, oldest = instrument.youngest, instrument.oldest
    if youngest and oldest is not None:
        yield f"ages {youngest} to {oldest}"
    elif youngest:
        yield f"from age {youngest}"
    elif oldest is not None:
        yield f"up to age {oldest}"
    if instrument.nonminor_dependents is not None:
        yield "nonminor dependents" if instrument.nonminor_dependents else "not nonminor dependents"
    if instrument.at_risk is not None:
        yield "children at risk as well" if instrument.at_risk else "not children at risk"


def slugs(reports: tuple[Report, ...]) -> tuple[str, ...]:
    """A page name for each file, made of its own name, none of them twice."""
    taken: set[str] = set()
    found = []
    for report in reports:
        stem = CountyFile(report, "").name.rsplit(".", 1)[0]
        wanted = re.sub(r"[^a-z0-9]+", "-", stem.lower()).strip("-")[:60] or "county-file"
        slug = next(name for name in _numbered(wanted) if name not in taken)
        taken.add(slug)
        found.append(slug)
    return tuple(found)


def _numbered(name: str) -> Iterator[str]:
    yield name
    number = 2
    while True:
        yield f"{name}-{number}"
        number += 1


def _part(standing: Standing, county: County | None, several: bool) -> CountyPart:
    team = county.protocol_team if county else None
    committee = county.steering_committee if county and not county.committee_is_protocol_team else None
    mdt = county.mdt if county else None
    return CountyPart(
        standing=standing,
        county=county,
        anchor=re.sub(r"[^a-z]+", "-", standing.county.lower()) + "-" if several else "",
        protocol_team=_table("protocol_team", "Protocol team", team, team.lead if team else (), standing),
        committee=_table("steering_committee", "Steering committee", committee, committee.lead, standing)
        if committee
        else None,
        mdt=_table("mdt", "Multidisciplinary team", mdt, (), standing),
    )


def _table(
    key: str, name: str, team: Team | MultidisciplinaryTeam | None, lead: tuple[str, ...], standing: Standing
) -> Table:
    verdicts = {v.requirement.seat.function: v for v in standing.verdicts if v.requirement.seat and v.requirement.seat.on == key}
    held: dict[str, tuple[Seat, ...]] = {}
    for seat in team.seats if team else ():
        held[seat.function] = (*held.get(seat.function, ()), seat)
    asked = [function for function, verdict in verdicts.items() if function in held or verdict.state != "not_applicable"]
    others = [function for function in held if function not in verdicts]
    places = tuple(
        Place(function, held.get(function, ()), verdicts.get(function), function in lead) for function in (*asked, *others)
    )
    return Table(key, name, team, places)


def _question(words: str, county: str, findings: tuple[Diagnostic, ...]) -> Question:
    return Question(words, county, findings[0].remedy, findings)

"""Knows what there is to show of one county file, ready for its page. Knows neither HTML nor YAML."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from ..agreement import team_picture, timeline
from ..agreement.agreement import Agreement
from ..agreement.drawing import Drawing
from ..agreement.seating import Table, protocol_team, steering_committee, table
from ..checking.check import Report
from ..checking.county_status import Standing, standings
from ..diagnostic import Diagnostic
from ..english import join_words
from ..law import vocabulary
from ..protocol import from_data
from ..protocol.model import Agency, County, Protocol, Tier
from ..protocol.time_limits import TimeLimit, limits_of_protocol
from . import summary_facts
from .agreement_pages import Reading, page_name, readings

_FEW, _A_PAGE = 4, 25
"""How many errors a county's own page shows in full, and how many a page of errors."""


@dataclass(frozen=True, slots=True)
class Download:
    """A file that a page offers."""

    path: str
    label: str
    content: bytes


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

    @property
    def teams(self) -> tuple[Table, ...]:
        """The teams of which something is known."""
        found = (self.protocol_team, self.committee, self.mdt)
        return tuple(team for team in found if team and not team.is_blank)

    @property
    def stages(self) -> tuple[Tier, ...]:
        """The stages of the multidisciplinary team's work."""
        return self.county.mdt.tiers if self.county and self.county.mdt else ()

    @property
    def reports(self) -> tuple[str, str]:
        """Within what time exploitation is reported, and a missing child; empty where the file does not say."""
        reporting = self.county.practice.reporting if self.county else None
        found = (reporting.exploitation, reporting.missing) if reporting else (None, None)
        return (found[0].within if found[0] else "", found[1].within if found[1] else "")

    @property
    def sets_times(self) -> bool:
        return bool(self.stages or any(self.reports) or (self.county and self.county.mdt and self.county.mdt.kind))

    def pictures_of(self, team: Table) -> tuple[Drawing, ...]:
        """A team at its table."""
        return team_picture.team(team, self.county, self.anchor) if self.county else ()

    @property
    def pictures_of_stages(self) -> tuple[Drawing, ...]:
        """When the multidisciplinary team meets."""
        return timeline.stages(self.county, self.anchor) if self.county else ()


@dataclass(frozen=True, slots=True)
class Question:
    """Something that a file leaves open, and every finding that waits for the answer."""

    words: str
    county: str
    remedy: str
    findings: tuple[Diagnostic, ...]
    standing: Standing | None
    """Of the county concerned, or None where it concerns all."""


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
    def entrances(self) -> frozenset[str]:
        """Its pages and files to which pages may link that are not its own; of its text and documents, if it has them."""
        found = {self.page, self.by_role_page}
        if self.agreement:
            found |= {self.reading_page(0), *map(self.verdicts_page, self.standings), *(d.path for d in self.downloads)}
        return frozenset(found)

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
    def by_role_page(self) -> str:
        """Where everyone finds their own part."""
        return f"counties/{self.slug}/by-role.md"

    def verdicts_page(self, standing: Standing) -> str:
        """Where every requirement and its verdict in a county is."""
        county = f"-{_hyphened(standing.county)}" if len(self.standings) > 1 else ""
        return f"counties/{self.slug}/verdicts{county}.md"

    def teams_page(self, standing: Standing) -> str:
        """Where the tables of a county's teams are."""
        county = f"-{_hyphened(standing.county)}" if len(self.standings) > 1 else ""
        return f"counties/{self.slug}/teams{county}.md"

    def page_of(self, article_id: str) -> str:
        """The page of the agreement that an article is on."""
        return next(
            self.reading_page(page.number)
            for page in self.readings
            for passage in page.passages
            if passage.id == article_id
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
        return from_data.protocol(self.report.data) if self.report.data else None

    @property
    def is_example(self) -> bool:
        return any(standing.is_example for standing in self.standings)

    @property
    def title(self) -> str:
        """What the page is called; only words of the vocabulary and of the file's own name."""
        if self.protocol and self.protocol.counties:
            return (
                f"{self.protocol.county_names} (not a real county)" if self.is_example else self.protocol.county_names
            )
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
        of = {standing.county: standing for standing in self.standings}
        return tuple(_question(words, of.get(county), county, tuple(findings)) for (words, county), findings in grouped)

    @property
    def next_date(self) -> str:
        """The next review or end of the term from the day of the report on, or empty."""
        coming = [day for day, _ in self.dates if day >= self.report.on]
        return min(coming, default="")

    @property
    def dates(self) -> tuple[tuple[str, str], ...]:
        """Reviews and ends of terms: (day, what happens). An instrument that has run its course has none."""
        return summary_facts.dates(self.protocol.instrument, self.report.on) if self.protocol else ()

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
            + join_words(
                tuple(
                    dict.fromkeys(
                        vocabulary.in_sentence(seat.function) for c, t, seat in seats if (c.name, t) == (name, team)
                    )
                )
            )
            + ")"
            for name, team in where
        )

    def of_each(self, fact: str) -> tuple[tuple[str, str], ...]:
        """One fact about each county that the file names: (county, words), those it does not tell left out."""
        return summary_facts.of_each(self.protocol, fact) if self.protocol else ()

    @property
    def scope(self) -> str:
        """Whom the instrument serves, and where."""
        return summary_facts.scope(self.protocol.instrument) if self.protocol else ""

    @cached_property
    def clocks(self) -> tuple[TimeLimit, ...]:
        """What is done within a set time, the most urgent first."""
        return limits_of_protocol(self.protocol) if self.protocol else ()

    @cached_property
    def error_pages(self) -> tuple[tuple[Diagnostic, ...], ...]:
        """The errors, so many to a page; none where they fit on the county's own page."""
        errors = self.findings("error")
        if len(errors) <= _FEW:
            return ()
        return tuple(errors[start : start + _A_PAGE] for start in range(0, len(errors), _A_PAGE))

    def errors_page(self, number: int) -> str:
        """Where a page of errors is."""
        return f"counties/{self.slug}/missing{f'-{number}' if number > 1 else ''}.md"


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
    mdt = county.mdt if county else None
    return CountyPart(
        standing=standing,
        county=county,
        anchor=f"{_hyphened(standing.county)}-" if several else "",
        protocol_team=protocol_team(county, standing),
        committee=steering_committee(county, standing),
        mdt=table("mdt", "Multidisciplinary team", mdt, (), standing),
    )


def _hyphened(name: str) -> str:
    return re.sub(r"[^a-z]+", "-", name.lower())


def _question(words: str, standing: Standing | None, county: str, findings: tuple[Diagnostic, ...]) -> Question:
    return Question(words, county, findings[0].remedy, findings, standing)

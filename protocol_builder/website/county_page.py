"""What the site shows about one county file, ready for templates, and the paths of its pages."""

import re
from collections.abc import Callable, Iterator, Sequence, Set
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby

from .. import files
from ..agreement.agreement import Agreement, no_clauses, provenance
from ..agreement.role_sheets import has_role_sheets
from ..agreement.state import has_clauses
from ..checking.check import Report
from ..checking.county_status import Standing, not_in_force, standings
from ..checking.lines_to_add import with_choices
from ..comparing.history import History
from ..diagnostic import Diagnostic
from ..english import as_sentence, date_in_words, join_words
from ..law import vocabulary
from ..protocol import contacts
from ..protocol.due_dates import due_dates
from ..protocol.model import Agency, County, Instrument, Protocol
from ..protocol.signing import Signing, signing
from ..protocol.time_limits import TimeLimit, limits_of_protocol, within
from . import overlap
from .agreement_pages import AgreementPage, agreement_pages, page_name
from .county_part import CountyPart, hyphenated, part_of

MAX_ERRORS_SHOWN, MAX_ERRORS_ON_A_PAGE = 4, 25
"""How many errors a county's main page shows in full, and how many a page of errors has."""
MAX_DETAILS = 12
"""How many times, services, own sections, and earlier versions a county's main page shows; more get a page of their own."""


@dataclass(frozen=True, slots=True)
class Download:
    """A file that a page offers: where it is, what it is called there, and its content."""

    path: str
    label: str
    content: bytes
    is_main: bool = True
    """Whether a page shows it among the first; a page lists the others under “More documents”."""


@dataclass(frozen=True, slots=True)
class Question:
    """Something that a file does not say, and every finding that waits for the answer."""

    words: str
    county: str
    remedy: str
    findings: tuple[Diagnostic, ...]
    standing: Standing | None
    """The status of the county concerned, or None if the question concerns all."""


@dataclass(frozen=True, slots=True)
class OtherInstrument:
    """Another instrument of the same county, as its page names it; nothing of it counts here."""

    title: str
    """The kind of instrument and its title."""
    page: str
    standing: Standing
    shared: tuple[str, ...]
    """The functions whose agencies both instruments name."""
    shared_teams: tuple[str, ...]
    """The names of committees and teams that both instruments name."""


@dataclass(frozen=True)
class CountyFile:
    """One county file as the site shows it."""

    report: Report
    slug: str
    """The name of its page: letters, digits, and hyphens."""
    downloads: tuple[Download, ...] = ()
    agreement: Agreement | None = None
    """None if the file cannot be read, is of public sources, or is of a kind of instrument without clauses."""

    others: tuple[OtherInstrument, ...] = ()
    """The other instruments of its counties."""
    history: History | None = None
    """Its earlier versions; None if none are known."""

    def beside(self, files: "tuple[CountyFile, ...]") -> "CountyFile":
        """Return the file with the other instruments of its counties among these files."""
        return replace(
            self, others=tuple(other for file in files if file is not self for other in self._found_in(file))
        )

    def _found_in(self, file: "CountyFile") -> Iterator[OtherInstrument]:
        counties = {standing.county for standing in self.standings} - {""}
        if not self.protocol or not file.protocol:
            return
        shared = overlap.partners(self.protocol, file.protocol)
        own, theirs = ({county.name: county for county in one.counties} for one in (self.protocol, file.protocol))
        kind, title = file.protocol.instrument.kind_label, file.protocol.instrument.title
        for standing in file.standings:
            if standing.county in counties:
                both = overlap.teams(own[standing.county], theirs[standing.county])
                yield OtherInstrument(f"{kind}: {title}" if title else kind, file.page, standing, shared, both)

    @property
    def signing(self) -> Signing | None:
        """Who has signed which revision; None if the file records no signature."""
        return self.agreement.signing if self.agreement else signing(self.report.data)

    @property
    def without_agreement(self) -> str:
        """Why there is no agreement, in a sentence; empty if there is one, or if the file cannot be read."""
        if not self.protocol or self.agreement:
            return ""
        if self.protocol.is_partial and has_clauses(self.report):
            return "The file shows only what public sources show, so there is no agreement here; the fact sheet says what is known."
        return as_sentence(no_clauses(self.protocol.instrument))

    @property
    def revision(self) -> str:
        """What its pages are made from: the hash of its text."""
        return provenance(self.report).sha256

    @property
    def page(self) -> str:
        """The path of its main page."""
        return f"counties/{self.slug}.md"

    @property
    def entrances(self) -> frozenset[str]:
        """Its pages and files that other pages may link to; the text and documents only if it has them."""
        found = {self.page, self.details_page, self.by_role_page, *(path for path, _ in self.cards)}
        if self.agreement:
            found.add(self.agreement_page(0))
        if self.downloads:
            found |= {*map(self.verdicts_page, self.standings), *(d.path for d in self.downloads)}
        return frozenset(found)

    @property
    def name(self) -> str:
        """The file's own name, without its folders."""
        return self.report.path.replace("\\", "/").rpartition("/")[2]

    @cached_property
    def agreement_pages(self) -> tuple[AgreementPage, ...]:
        """The text of the agreement, page by page."""
        return agreement_pages(self.agreement) if self.agreement else ()

    @property
    def roles_page(self) -> str:
        """The page of all agencies and their roles."""
        return f"counties/{self.slug}/roles.md"

    @property
    def in_detail_page(self) -> str:
        """The page for what would make the main page too long, where `in_detail` says so."""
        return f"counties/{self.slug}/in-detail.md"

    @cached_property
    def in_detail(self) -> bool:
        """Whether times, services, the county's own sections, and earlier versions are too much for the main page."""
        if not self.protocol:
            return False
        of_parts = sum(len(part.services) + len(part.practices) for part in self.parts)
        versions = len(self.history.versions) if self.history else 0
        return len(self.clocks) + of_parts + len(self.protocol.narrative) + versions > MAX_DETAILS

    @property
    def details_page(self) -> str:
        """The page with times, services, the county's own sections, and earlier versions."""
        return self.in_detail_page if self.in_detail else self.page

    @property
    def by_role_page(self) -> str:
        """The page where readers find their own part."""
        return f"counties/{self.slug}/by-role.md"

    @property
    def cards(self) -> tuple[tuple[str, County], ...]:
        """The page for the first 24 hours of each county, by path; none if staff must not take the file for a rule."""
        if not self.protocol or not has_role_sheets(self.protocol):
            return ()
        several = len(self.protocol.counties) > 1
        return tuple(
            (f"counties/{self.slug}/first-24-hours{f'-{hyphenated(county.name)}' if several else ''}.md", county)
            for county in self.protocol.counties
        )

    @property
    def has_internal_numbers(self) -> bool:
        """Whether it shows numbers for staff only, which only a site for staff does."""
        return bool(contacts.internal_in(self.report.data))

    def verdicts_page(self, standing: Standing) -> str:
        """Return the page of all requirements with their verdicts in a county."""
        county = f"-{hyphenated(standing.county)}" if len(self.standings) > 1 else ""
        return f"counties/{self.slug}/verdicts{county}.md"

    def teams_page(self, standing: Standing) -> str:
        """Return the page of the tables of a county's teams."""
        county = f"-{hyphenated(standing.county)}" if len(self.standings) > 1 else ""
        return f"counties/{self.slug}/teams{county}.md"

    def page_of(self, article_id: str) -> str:
        """Return the page of the agreement that an article is on."""
        return next(
            self.agreement_page(page.number)
            for page in self.agreement_pages
            for passage in page.passages
            if passage.id == article_id
        )

    def agreement_page(self, number: int) -> str:
        """Return the path of a page of the agreement; 0 is the page with the contents."""
        return f"counties/{self.slug}/{page_name(number)}.md"

    @cached_property
    def standings(self) -> tuple[Standing, ...]:
        """The status of each county of the file."""
        return standings(self.report)

    @cached_property
    def protocol(self) -> Protocol | None:
        """The typed model, or None if the file cannot be read."""
        return self.report.protocol if self.report.data else None

    @property
    def is_example(self) -> bool:
        """Whether the file is the example, not a real county's."""
        return any(standing.is_example for standing in self.standings)

    @property
    def title(self) -> str:
        """The title of its pages, from words of the vocabulary and the file's own name only."""
        if self.protocol and self.protocol.counties:
            return (
                f"{self.protocol.county_names} (not a real county)" if self.is_example else self.protocol.county_names
            )
        return f"County file {self.slug}"

    @cached_property
    def parts(self) -> tuple[CountyPart, ...]:
        """Each county of the file, with its status and teams."""
        counties = {county.name: county for county in self.protocol.counties} if self.protocol else {}
        several = len(self.standings) > 1
        return tuple(part_of(standing, counties.get(standing.county), several) for standing in self.standings)

    def findings(self, severity: str) -> tuple[Diagnostic, ...]:
        """Return the findings of a severity, in the order of the report."""
        return tuple(diagnostic for diagnostic in self.report.diagnostics if diagnostic.severity == severity)

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        """What the file does not say; findings that wait for the same answer are one question."""

        def same_answer(finding: Diagnostic) -> tuple[str, str]:
            return finding.question or finding.message, finding.county

        order = list(dict.fromkeys(map(same_answer, self.findings("unknown"))))
        grouped = groupby(sorted(self.findings("unknown"), key=lambda f: order.index(same_answer(f))), same_answer)
        of = {standing.county: standing for standing in self.standings}
        return tuple(_question(words, of.get(county), county, tuple(findings)) for (words, county), findings in grouped)

    @property
    def not_in_force(self) -> str:
        """Where the instrument is not in force: `no longer in force`, with the counties if it is in others; or nothing."""
        return not_in_force(self.report) if self.report.data else ""

    def next_date(self, standing: Standing) -> str:
        """Return the next of a county's dates on or after the date of the report, or empty."""
        on = self.report.on
        found = (due.on for due in due_dates(self.report.data, on) if due.county in ("", standing.county))
        return min((day for day in found if day >= on), default="")

    @property
    def dates(self) -> tuple[tuple[str, str], ...]:
        """Reviews, notices, ends of terms and of fiscal years: (date, what happens). An instrument that is over has none."""
        on = self.report.on
        found = due_dates(self.report.data, on)
        return tuple(
            (d.on, f"{vocabulary.full_name(d.county)}: {d.what(on)}" if d.county else d.what(on)) for d in found
        )

    def source_number(self, id: str) -> int:
        """Return the number of a source in the list of sources."""
        return 1 + [source.id for source in (self.protocol.sources if self.protocol else ())].index(id)

    def sits_on(self, agency: Agency) -> str:
        """Return the teams that an agency has seats on, each with its seats."""
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
        """Return one fact about each county: (county, words), without counties for which the file does not say."""
        return _fact_of_each_county(self.protocol, fact) if self.protocol else ()

    @property
    def scope(self) -> str:
        """The people and the area that the instrument serves."""
        return _scope_text(self.protocol.instrument) if self.protocol else ""

    @cached_property
    def clocks(self) -> tuple[TimeLimit, ...]:
        """What is done within a set time, most urgent first."""
        return limits_of_protocol(self.protocol) if self.protocol else ()

    @cached_property
    def error_pages(self) -> tuple[tuple[Diagnostic, ...], ...]:
        """The errors by page; none if they all fit on the county's main page."""
        errors = self.findings("error")
        if len(errors) <= MAX_ERRORS_SHOWN:
            return ()
        return tuple(
            errors[start : start + MAX_ERRORS_ON_A_PAGE] for start in range(0, len(errors), MAX_ERRORS_ON_A_PAGE)
        )

    @property
    def to_write_page(self) -> str:
        """The page for the person who edits the file: what to type for what is missing and not known."""
        return f"counties/{self.slug}/to-write.md"

    def errors_page(self, number: int) -> str:
        """Return the path of a page of errors."""
        return f"counties/{self.slug}/missing{f'-{number}' if number > 1 else ''}.md"


def slugs(reports: tuple[Report, ...]) -> tuple[str, ...]:
    """Return a page name for each file, made from its own name, each different."""
    return free_slugs([CountyFile(report, "").name.rsplit(".", 1)[0] for report in reports], set())


def free_slugs(names: Sequence[str], taken: Set[str]) -> tuple[str, ...]:
    """Return a page name for each name, each different from the others and from those that are taken."""
    return files.free_names((re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:60] for name in names), taken)


def _question(words: str, standing: Standing | None, county: str, findings: tuple[Diagnostic, ...]) -> Question:
    return Question(words, county, with_choices(findings[0]), findings, standing)


def _fact_of_each_county(protocol: Protocol, fact: str) -> tuple[tuple[str, str], ...]:
    """Return one fact (`developed`, `funds`, `lead`, `mdt`) about each county: (county, words), without empty ones."""
    return tuple((county.name, words) for county in protocol.counties if (words := _FACTS[fact](county)))


def _scope_text(instrument: Instrument) -> str:
    """The people and the area that the instrument serves."""
    return "; ".join(_scope_parts(instrument))


def _funds_text(county: County) -> str:
    elected = {True: "elected", False: "not elected", None: ""}[county.elects_funds]
    took_part = f"in the program in {join_words(county.fiscal_years)}" if county.fiscal_years else ""
    return "; ".join(filter(None, (elected, took_part)))


def _mdt_text(county: County) -> str:
    mdt = county.mdt
    if mdt is None:
        return ""
    first = (
        f"; first stage: {mdt.tiers[0].name}, {within(mdt.tiers[0].within)}"
        if mdt.tiers and mdt.tiers[0].within
        else ""
    )
    kind = f" ({mdt.kind_label})" if mdt.name and mdt.kind_label else ""
    return f"{mdt.name or mdt.kind_label or 'kind not stated'}{kind}{first}"


_FACTS: dict[str, Callable[[County], str]] = {
    "developed": lambda county: date_in_words(county.protocol_developed_on),
    "funds": _funds_text,
    "lead": lambda county: join_words(county.protocol_team.lead_labels) if county.protocol_team else "",
    "mdt": _mdt_text,
}


def _scope_parts(instrument: Instrument) -> Iterator[str]:
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
        yield "children at risk too" if instrument.at_risk else "not children at risk"

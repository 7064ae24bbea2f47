"""What the State's own record says of the CSEC Program, by county and statewide, each figure with its source.

The record is data (`schemas/state_record/`). It rests on no law and decides no verdict: it is shown beside county files,
and for a county without a file it is all that is shown. Nothing is inferred from what it leaves out.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from .. import resources
from ..english import date_in_words
from .state_tables import Row, Tables, read_tables

PAGE = "state/index.md"
"""The page of the State's figures."""
PRACTICES_PAGE = "state/practices.md"
"""The page of practices, by subject."""
VICTIMS_PAGE = "state/victims.md"
"""The page of victims by county and by type of exploitation."""
STATEWIDE_PAGE = "state/practices-statewide.md"
"""The page of what the documents say without naming a county."""
FOLDER = "state_record"
"""The folder of the tables, below `schemas/`."""
NO_FILE = "no county file on this site"
"""What is said of a county without a county file; never that it has no instrument, or that someone looked for one."""


@dataclass(frozen=True, slots=True)
class StateDocument:
    """A document that figures come from."""

    id: str
    short: str
    title: str
    date: str
    """ISO, or empty if the document has none."""
    url: str
    note: str
    """What to know before relying on it."""


@dataclass(frozen=True, slots=True)
class Cited:
    """Where a figure or statement comes from."""

    sources: tuple[StateDocument, ...]
    place: str
    """The page or heading there; several have semicolons between them."""

    @property
    def words(self) -> str:
        """The sources and the place in words: `the 2017 report, “Number of Victims Served”`."""
        return f"{'; '.join(source.short for source in self.sources)}, “{self.place.replace('; ', '”, “')}”"


@dataclass(frozen=True, slots=True)
class Participation:
    """A county in the program in one fiscal year."""

    county: str
    fiscal_year: str
    tier: str
    """`I` or `II`; empty if the source does not say."""
    cited: Cited

    @property
    def words(self) -> str:
        """The year, with the tier if there is one: `2015-16 (Tier II)`."""
        return f"{self.fiscal_year} (Tier {self.tier})" if self.tier else self.fiscal_year


@dataclass(frozen=True, slots=True)
class Count:
    """A number of children, as it may be shown."""

    shown: str
    """A number of 11 or more, `0`, or `fewer than 11`; empty if the source does not have the figure."""
    period: str
    cited: Cited

    @property
    def words(self) -> str:
        """The count with commas, or that it was not collected."""
        return f"{int(self.shown):,}" if self.shown.isdecimal() else self.shown or "not collected"

    @property
    def order(self) -> int:
        """A number to sort by; the same for every small count."""
        return int(self.shown) if self.shown.isdecimal() else 1


@dataclass(frozen=True, slots=True)
class Statement:
    """What a source says, in a sentence."""

    topic: str
    """The county, or the class or topic of a statement about the State."""
    kind: str
    """A word of the list `kinds`; empty for a statement about the sources."""
    what: str
    cited: Cited


@dataclass(frozen=True, slots=True)
class Type:
    """A type of exploitation with its counts from two sources, which are two measures."""

    name: str
    row: str
    """`victim`, `total`, or `at_risk`."""
    cws_cms: Count
    county_plans: Count
    note: str
    cited: Cited


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure about the State as its source prints it."""

    topic: str
    figure: int
    what: str
    period: str
    cited: Cited


@dataclass(frozen=True, slots=True)
class Funding:
    """The program's budget of a fiscal year, in millions of dollars as printed."""

    fiscal_year: str
    total: str
    federal: str
    state: str
    county: str
    cited: Cited


@dataclass(frozen=True, slots=True)
class Amount:
    """Another sum, as printed."""

    amount: str
    period: str
    what: str
    cited: Cited


@dataclass(frozen=True, slots=True)
class CountyRecord:
    """What the State's record says of one county; what it does not say is unknown."""

    county: str
    participation: tuple[Participation, ...]
    victims: Count | None
    practices: tuple[Statement, ...]

    @property
    def is_empty(self) -> bool:
        """Whether no table names the county."""
        return not (self.participation or self.victims or self.practices)

    def of_kind(self, kind: str) -> tuple[Statement, ...]:
        """Return the practices of a kind."""
        return tuple(practice for practice in self.practices if practice.kind == kind)


@dataclass(frozen=True)
class StateRecord:
    """Every table of the record."""

    sources: tuple[StateDocument, ...]
    participation: tuple[Participation, ...]
    victims: Mapping[str, Count]
    """The victims served, by county."""
    figures: tuple[Figure, ...]
    types: tuple[Type, ...]
    funding: tuple[Funding, ...]
    amounts: tuple[Amount, ...]
    practices: tuple[Statement, ...]
    statewide: tuple[Statement, ...]
    inconsistencies: tuple[Statement, ...]
    words: Mapping[str, Mapping[str, str]]
    """The lists of words, such as `kinds`, with what pages print."""

    @property
    def years(self) -> tuple[str, ...]:
        """The fiscal years whose counties are named, earliest first."""
        return tuple(sorted({one.fiscal_year for one in self.participation}))

    def named_in(self, year: str, tier: str | None = None) -> tuple[str, ...]:
        """Return the counties named for a fiscal year, or for a tier in it."""
        return tuple(one.county for one in self.participation if one.fiscal_year == year and tier in (None, one.tier))

    def of(self, county: str) -> CountyRecord:
        """Return what the record says of a county."""
        return self._by_county.get(county) or CountyRecord(county, (), None, ())

    @cached_property
    def _by_county(self) -> dict[str, CountyRecord]:
        named = {one.county for one in self.participation} | set(self.victims) | {one.topic for one in self.practices}
        return {
            county: CountyRecord(
                county,
                tuple(one for one in self.participation if one.county == county),
                self.victims.get(county),
                tuple(one for one in self.practices if one.topic == county),
            )
            for county in named
        }

    def figures_of(self, topic: str) -> tuple[Figure, ...]:
        """Return the statewide figures of a topic."""
        return tuple(figure for figure in self.figures if figure.topic == topic)

    def doubts(self, *topics: str) -> tuple[Statement, ...]:
        """Return where the sources disagree, or what limits them, on some topics."""
        return tuple(one for one in self.inconsistencies if one.topic in topics)

    def practices_by_kind(self) -> tuple[tuple[str, tuple[tuple[Statement, ...], ...]], ...]:
        """Return the practices of named counties by their kind: (what pages print, practices).

        Counties of which a source says the same are together.
        """
        found = []
        for kind, title in self.words["kinds"].items():
            alike: dict[str, list[Statement]] = {}
            for practice in self.practices:
                if practice.kind == kind:
                    alike.setdefault(practice.what, []).append(practice)
            if alike:
                found.append((title, tuple(map(tuple, alike.values()))))
        return tuple(found)

    def statewide_by_class(self) -> tuple[tuple[str, tuple[tuple[str, tuple[Statement, ...]], ...]], ...]:
        """Return the statements about the State by class, then by source: (title, (source, statements))."""
        return tuple(
            (title, _by_source(one for one in self.statewide if one.topic == name))
            for name, title in self.words["statements"].items()
        )


@cache
def record() -> StateRecord:
    """Return the State's record that comes with the package. Raises UnfitResourceError, which names each faulty line."""
    return read_record(resources.schemas() / FOLDER)


def read_record(folder: Path) -> StateRecord:
    """Return the record of a folder of tables. Raises UnfitResourceError, which names each faulty line."""
    tables = read_tables(folder)
    sources = {
        row["id"]: StateDocument(row["id"], row["short"], row["title"], row["date"], row["url"], row["note"])
        for row in tables.rows["sources"]
    }

    def cited(row: Row) -> Cited:
        return Cited(tuple(sources[id] for id in row.several("source")), row["place"])

    return StateRecord(
        sources=tuple(sources.values()),
        participation=tuple(
            Participation(row["county"], row["fiscal_year"], row["tier"], cited(row))
            for row in tables.rows["participation"]
        ),
        victims={
            row["county"]: Count(row["victims"], period_in_words(row["period"]), cited(row))
            for row in tables.rows["victims_served"]
        },
        figures=tuple(
            Figure(row["topic"], int(row["figure"]), row["what"], period_in_words(row["period"]), cited(row))
            for row in tables.rows["statewide_figures"]
        ),
        types=tuple(_type(row, cited(row)) for row in tables.rows["csec_types"]),
        funding=tuple(
            Funding(row["fiscal_year"], row["total"], row["federal"], row["state"], row["county"], cited(row))
            for row in tables.rows["funding"]
        ),
        amounts=tuple(Amount(row["amount"], row["period"], row["what"], cited(row)) for row in tables.rows["amounts"]),
        practices=_statements(tables, "practices", "county", sources),
        statewide=_statements(tables, "statewide_practices", "class", sources),
        inconsistencies=_statements(tables, "inconsistencies", "topic", sources),
        words=tables.words,
    )


def period_in_words(period: str) -> str:
    """Return `July 1, 2015 to July 1, 2016` for `2015-07-01/2016-07-01`; empty if there is none."""
    return " to ".join(map(date_in_words, period.split("/"))) if period else ""


def _statements(tables: Tables, name: str, topic: str, sources: Mapping[str, StateDocument]) -> tuple[Statement, ...]:
    return tuple(
        Statement(
            row[topic],
            row.cells.get("kind", ""),
            row["what"],
            Cited(tuple(sources[id] for id in row.several("source")), row["place"]),
        )
        for row in tables.rows[name]
    )


def _type(row: Row, cited: Cited) -> Type:
    return Type(
        name=row["type"],
        row=row["class"],
        cws_cms=Count(row["cws_cms"], period_in_words(row["period_cws_cms"]), cited),
        county_plans=Count(row["county_plans"], period_in_words(row["period_county_plans"]), cited),
        note=row["note"],
        cited=cited,
    )


def _by_source(statements: Iterable[Statement]) -> tuple[tuple[str, tuple[Statement, ...]], ...]:
    found: dict[str, list[Statement]] = {}
    for one in statements:
        found.setdefault(one.cited.sources[0].title, []).append(one)
    return tuple((title, tuple(of_source)) for title, of_source in found.items())

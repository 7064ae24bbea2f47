"""Writes the State's record, and what is known of each county, as CSV."""

from collections.abc import Iterator

from . import state_record
from .all_counties import Collection
from .data_files import csv_file
from .known_facts import FACTS
from .state_record import Cited, StateRecord

_HEAD = ("table", "county or subject", "period", "figure or words", "what", "source", "place")


def record_csv() -> bytes:
    """Return every figure and statement of the State's record as CSV, a row each, with its source and place."""
    return csv_file([_HEAD, *_rows(state_record.record())])


def counties_csv(site: Collection) -> bytes:
    """Return what is known of each of California's counties as CSV, a row each; an empty cell is what no source shows."""
    head = ("county", *(fact.heading.lower() for fact in FACTS), "county files")
    rows = (
        (entry.name, *(fact.of(entry) for fact in FACTS), "; ".join(file.name for file, _ in entry.files))
        for entry in site.entries
    )
    return csv_file([head, *rows])


def _rows(record: StateRecord) -> Iterator[tuple[str, ...]]:
    for one in record.participation:
        tier = f"Tier {one.tier}" if one.tier else ""
        yield "participation", one.county, one.fiscal_year, tier, "in the CSEC Program", *_where(one.cited)
    for county, count in record.victims.items():
        yield "victims served", county, count.period, count.shown, "victims served", *_where(count.cited)
    for figure in record.figures:
        yield "statewide", figure.topic, figure.period, str(figure.figure), figure.what, *_where(figure.cited)
    for type in record.types:
        for name, count in (("CWS/CMS", type.cws_cms), ("county plans", type.county_plans)):
            shown = count.shown or count.words
            yield "types of exploitation", name, count.period, shown, type.name, *_where(type.cited)
    for year in record.funding:
        sums = (("total", year.total), ("federal", year.federal), ("state", year.state), ("county", year.county))
        for whose, amount in sums:
            yield "funding", whose, year.fiscal_year, amount, "million dollars", *_where(year.cited)
    for sum_ in record.amounts:
        yield "other sums", "", sum_.period, sum_.amount, sum_.what, *_where(sum_.cited)
    for practice in record.practices:
        kind = record.words["kinds"][practice.kind]
        yield "practices", practice.topic, "", kind, practice.what, *_where(practice.cited)
    for one_of_all in record.statewide:
        kind = record.words["kinds"][one_of_all.kind]
        about = record.words["statements"][one_of_all.topic]
        yield "statewide practices", about, "", kind, one_of_all.what, *_where(one_of_all.cited)
    for doubt in record.inconsistencies:
        topic = record.words["topics"][doubt.topic]
        yield "where the sources disagree", topic, "", "", doubt.what, *_where(doubt.cited)


def _where(cited: Cited) -> tuple[str, str]:
    return "; ".join(source.title for source in cited.sources), cited.place

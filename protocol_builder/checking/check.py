"""The way from a county file to its report: reading, shape, requirements in force, rules, places."""

import datetime
from collections import Counter
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import islice
from pathlib import Path as FilePath
from typing import TYPE_CHECKING, Any

from .. import california
from ..diagnostic import Diagnostic, in_reading_order
from ..law import requirements
from ..protocol import clause_files
from ..protocol.county_data import county_views, place_of, shared_seats
from ..reading import source
from ..reading.county_folder import files_below as files_below
from ..reading.source import Source
from . import private_texts, rules, shape_check
from .deduplicate import deduplicate, without_keys_of_another_part
from .evaluate import RESULTS, Result, Verdict, verdicts
from .rules import CheckedFile
from .rules.too_many_findings import too_many_findings
from .shape_check import MAX_FINDINGS
from .still_to_come import with_days_to_come

if TYPE_CHECKING:
    from ..protocol.model import Protocol


class DateBeforeTheLawError(ValueError):
    """The day asked for is before the first law that is formalized here."""


@dataclass(frozen=True)
class Report:
    """What is known about one county file on one day."""

    source: Source
    on: str
    """The day whose law was applied (ISO)."""
    data: dict[str, Any] = field(repr=False)
    """The file's data without what departs from the shape; empty if the file cannot be read."""
    verdicts: tuple[Verdict, ...]
    """One for each requirement in force and county, in the order of the law."""
    diagnostics: tuple[Diagnostic, ...]
    """Everything found, in reading order, each at its place."""

    @property
    def path(self) -> str:
        return self.source.path

    @cached_property
    def protocol(self) -> "Protocol":
        """The typed model of the data, made when first asked for; every document and page of a file reads it."""
        from ..protocol.from_data import protocol  # checking alone does without

        return protocol(self.data)

    @property
    def counties(self) -> tuple[str, ...]:
        return tuple(county for county, _, _ in county_views(self.data) if county) if self.data else ()

    @property
    def instrument(self) -> str:
        """The kind of instrument, or empty if the file does not say."""
        return str((self.data.get("instrument") or {}).get("kind", ""))

    @property
    def failed(self) -> bool:
        return any(diagnostic.severity == "error" for diagnostic in self.diagnostics)

    @property
    def summary(self) -> dict[str, int]:
        """How many findings of each weight; how many duties facts meet, how many the county's words alone, and both."""
        count = Counter(diagnostic.severity for diagnostic in self.diagnostics)
        duties = self.counts["shall"]
        return {
            "error": count["error"],
            "warning": count["warning"],
            "advice": count["advice"],
            "unknown": count["unknown"],
            "satisfied": duties["stated"] + duties["in_words"],
            "stated": duties["stated"],
            "in_words": duties["in_words"],
        }

    @property
    def counts(self) -> dict[str, dict[Result, int]]:
        """How many verdicts of each result, for the law (`shall`) and for guidance (`recommended`), never mixed.

        What the instrument is not asked about is not counted.
        """
        count = Counter((verdict.requirement.force, verdict.result) for verdict in self.verdicts if verdict.is_asked)
        return {force: {result: count[force, result] for result in RESULTS} for force in ("shall", "recommended")}


def day(on: str | datetime.date | None = None) -> str:
    """Return the day to check against as ISO text; by default today, as it is in California.

    Raises ValueError for what is not a day, and DateBeforeTheLawError for a day before the first formalized law.
    """
    if on is None:
        on = california.today()
    text = on.isoformat() if isinstance(on, datetime.date) else datetime.date.fromisoformat(on).isoformat()
    if text < requirements.FIRST_DAY:
        raise DateBeforeTheLawError(
            f"{text} is before {requirements.FIRST_DAY}, when WIC 16524.6–16524.11 became operative; no earlier law is on record here"
        )
    return text


def check_file(path: str | FilePath, on: str | datetime.date | None = None) -> Report:
    """Check one county file. Raises OSError if it cannot be opened; whatever is wrong in it is in the report."""
    return check_source(source.read(path), on)


def check_source(read: Source, on: str | datetime.date | None = None) -> Report:
    """Check a county file that has been read, against the law of a day (today by default). Raises as `day` does."""
    today = day(on)
    if read.data is None:
        return Report(read, today, {}, (), in_reading_order(_findings(CheckedFile(read, {}, today, read.problems))))
    usable, private = private_texts.withheld(read.data)
    data, departures = shape_check.check(usable)
    if departures:
        from .as_typed import told_as_typed, with_split_texts

        departures = tuple(told_as_typed(read, with_split_texts(read, departures)))
    problems = without_keys_of_another_part(read, departures)
    if data is None or len(problems) > MAX_FINDINGS:
        first = (*problems, *private, *departures)[:MAX_FINDINGS]
        file = CheckedFile(read, {}, today, (*first, too_many_findings()))
        return Report(read.without_node(), today, {}, (), in_reading_order(map(read.place, _findings(file))))
    data, unusable = clause_files.merged(read.path, data)
    if data is not usable:  # for the texts of clause files
        data, of_clauses = private_texts.withheld(data)
        private = (*private, *of_clauses)
    shared = shared_seats(data)
    results = tuple(
        verdict
        for county, view, prefix in county_views(data)
        for verdict in verdicts(requirements.in_force(today), county, view, prefix, shared)
    )
    found = _findings(CheckedFile(read, data, today, (*problems, *private, *departures, *unusable), results))
    results = with_days_to_come(results, found)
    number = len(problems)  # which come first, and have their places
    of_law = [_of_own_part(d, data) for verdict in results for d in verdict.diagnostics]
    named = (_of_clause_file(finding, data) for finding in deduplicate(of_law, found[number:]))
    placed = map(read.place, named)
    return Report(read.without_node(), today, data, results, in_reading_order((*found[:number], *placed)))


def _of_own_part(finding: Diagnostic, data: dict[str, Any]) -> Diagnostic:
    """Return a finding about how the instrument stands in a county at the place where that county's part says so."""
    is_shared = finding.path[:1] == ("instrument",)
    return replace(finding, path=place_of(data, finding.county, finding.path)) if is_shared else finding


def _of_clause_file(finding: Diagnostic, data: dict[str, Any]) -> Diagnostic:
    """Return a finding about the words of a clause file with the file's name: the county file does not have the words."""
    if finding.path[:1] != ("clauses",) or len(finding.path) < 3:
        return finding
    file = (data["clauses"].get(finding.path[1]) or {}).get("file")
    return replace(finding, message=f"{file}: {finding.message}") if file else finding


def _findings(file: CheckedFile) -> list[Diagnostic]:
    """Return what the rules find in a file: what was found before, in its order, then at most MAX_FINDINGS others."""
    order = {id(finding): number for number, finding in enumerate(file.found)}
    most = len(order) + MAX_FINDINGS
    found = list(islice(rules.findings(file), most + 1))
    if len(found) > most:
        found[most] = too_many_findings()
    return sorted(found, key=lambda finding: order.get(id(finding), len(order)))

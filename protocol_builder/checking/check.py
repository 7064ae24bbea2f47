"""Knows the way from a county file to its report: read, shape, requirements in force, rules, places. Shows nothing."""

import datetime
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain, islice
from pathlib import Path as FilePath
from typing import Any

from ..diagnostic import Diagnostic, Path, in_reading_order
from ..english import join_words
from ..law import requirements
from ..law.requirements import Requirement
from ..protocol import clause_files
from ..protocol.county_data import county_views
from ..reading import source
from ..reading.county_folder import files_below as files_below
from ..reading.source import Source
from . import commas, rules, shape_check, stale_citations, wording_hints
from .deduplicate import once
from .evaluate import STATES, State, Verdict, judged


class DateBeforeTheLawError(ValueError):
    """The day asked for lies before the first law that is formalised here."""


@dataclass(frozen=True, slots=True)
class Report:
    """What is known about one county file on one day."""

    source: Source
    on: str
    """The day whose law was applied (ISO)."""
    data: dict[str, Any] = field(repr=False)
    """The file's data without what departs from the shape; empty where the file cannot be read."""
    verdicts: tuple[Verdict, ...]
    """One for each requirement in force and county, in the order of the law."""
    diagnostics: tuple[Diagnostic, ...]
    """Everything worth telling, in reading order, each at its place."""

    @property
    def path(self) -> str:
        return self.source.path

    @property
    def counties(self) -> tuple[str, ...]:
        return tuple(county for county, _, _ in county_views(self.data) if county) if self.data else ()

    @property
    def instrument(self) -> str:
        """The kind of instrument, or empty where the file does not say."""
        return str((self.data.get("instrument") or {}).get("kind", ""))

    @property
    def failed(self) -> bool:
        return any(diagnostic.severity == "error" for diagnostic in self.diagnostics)

    @property
    def summary(self) -> dict[str, int]:
        """How many findings of each weight, and how many duties of the law are met."""
        count = Counter(diagnostic.severity for diagnostic in self.diagnostics)
        satisfied = self.counts["shall"]["satisfied"]
        return {
            "error": count["error"],
            "warning": count["warning"],
            "advice": count["advice"],
            "unknown": count["unknown"],
            "satisfied": satisfied,
        }

    @property
    def counts(self) -> dict[str, dict[State, int]]:
        """How many verdicts of each state, for the law (`shall`) and for guidance (`recommended`), never mixed."""
        count = Counter((verdict.requirement.force, verdict.state) for verdict in self.verdicts)
        return {force: {state: count[force, state] for state in STATES} for force in ("shall", "recommended")}


def day(on: str | datetime.date | None = None) -> str:
    """The day to check against as ISO text, today by default.

    Raises ValueError for what is no day, and DateBeforeTheLawError for a day before the first formalised law.
    """
    if on is None:
        on = datetime.date.today()
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
    """Check a county file that has been read."""
    today = day(on)
    if read.data is None:
        return Report(read, today, {}, (), in_reading_order(read.problems))
    data, departed = shape_check.check(read.data)
    departed = tuple(commas.told(read, departed))
    if data is None or len(read.problems) > shape_check.MOST:
        told = (*read.problems, *departed)[: shape_check.MOST]
        return Report(read, today, {}, (), in_reading_order(map(read.place, (*told, shape_check.too_many()))))
    data, unfit = clause_files.merged(read.path, data)
    verdicts = tuple(
        verdict
        for county, view, prefix in county_views(data)
        for verdict in judged(requirements.in_force(today), county, view, prefix)
    )
    texts = source.texts(data)
    lawful = [diagnostic for verdict in verdicts for diagnostic in verdict.diagnostics]
    finding = chain(
        rules.references(data, texts),
        rules.dates(texts),
        *(rule(data, today) for rule in rules.RULES),
        _not_at_hand(today),
        stale_citations.check(texts, today),
        wording_hints.numbers(texts),
        wording_hints.quotes(texts),
        wording_hints.remarks(read),
        wording_hints.late_reports(data),
        _guidance_left_aside(verdicts, tuple(d.meant for d in departed if d.meant)),
    )
    found = [*islice(finding, shape_check.MOST), *(shape_check.too_many() for _ in islice(finding, 1))]
    others = [*departed, *unfit, *found]
    return Report(
        read, today, data, verdicts, in_reading_order((*read.problems, *map(read.place, once(lawful, others))))
    )


def _not_at_hand(on: str) -> Iterator[Diagnostic]:
    """One finding that says which sections' words of an earlier day are not on record, instead of guessing them."""
    if earlier := requirements.without_history(on):
        sections = tuple(dict.fromkeys(re.split(r"[(,]", rule.citation)[0] for rule in earlier))
        count = f"{len(earlier)} duties" if len(earlier) > 1 else "one duty"
        yield Diagnostic(
            "law-not-at-hand",
            "unknown",
            f"not all words of {join_words(sections)} as in force on {on} are on record, so {count} of today cannot be checked for that day",
            remedy="check against a later day, or ask county counsel",
        )


def _guidance_left_aside(verdicts: tuple[Verdict, ...], misspelt: tuple[Path, ...]) -> Iterator[Diagnostic]:
    """One piece of advice for each guidance document, with what of it the file leaves aside.

    What belongs under a misspelt key is not left aside.
    """
    aside: dict[tuple[str, str], list[Requirement]] = {}
    for verdict in verdicts:
        rule = verdict.requirement
        if rule.force == "shall" or verdict.state != "not_met" or verdict.diagnostics:
            continue
        places = rule.path, ("counties", verdict.county, *rule.path)
        if not any(place[: len(part)] == part for place in places for part in misspelt):
            aside.setdefault((verdict.county, rule.law), []).append(rule)
    for (county, document), rules_aside in aside.items():
        number = "one recommendation" if len(rules_aside) == 1 else f"{len(rules_aside)} recommendations"
        yield Diagnostic(
            id := document.rpartition("/")[2],
            "advice",
            f"the file leaves aside {number} of {rules_aside[0].source_title}: {'; '.join(r.title for r in rules_aside)}",
            remedy=f"no law asks for them; protocol-builder explain {id} shows what to write for each",
            citation=rules_aside[0].source_title,
            force="recommended",
            county=county,
        )

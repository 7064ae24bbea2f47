"""Writes county data and verdicts as JSON and CSV, and due dates as a calendar.

JSON and CSV stay text wherever they are opened: the JSON has no character that HTML takes for markup, and a spreadsheet takes
no cell of the CSV for a formula.
"""

import csv
import io
import json
from collections.abc import Iterable, Iterator
from typing import Any

from ..agreement.agreement import provenance
from ..checking.check import Report
from ..checking.county_status import NOT_READ, standings
from ..checking.evaluate import RESULTS, Verdict
from ..comparing.due_list import due_list
from ..comparing.icalendar import calendar
from ..law import coverage, record, requirements
from ..law.requirements import Requirement
from .all_counties import Collection

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
_WORDS = {True: "yes", False: "no", None: ""}


def county_json(report: Report) -> bytes:
    """Return the county file and its verdicts as JSON."""
    verdicts = [
        {
            "county": v.county or None,
            "requirement": v.requirement.id,
            "state": v.state,
            "rests_on_words": v.rests_on_words,
            "reason": v.reason or None,
        }
        for v in report.verdicts
    ]
    about = {
        "file": _file_name(report),
        "sha256": provenance(report).sha256,
        "law_of": report.on,
        "law_on_record": record.taken_on(),
        "note": requirements.DISCLAIMER,
        "counties": {one.county: one.kind for one in standings(report)},
    }
    text = json.dumps({**about, "verdicts": verdicts, "data": report.data}, indent=1)
    return (text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026") + "\n").encode("utf-8")


def county_csv(report: Report) -> bytes:
    """Return what the county file says as CSV: a row for each value, with the keys that lead to it."""
    return csv_file([("where", "what the file says"), *_values(report.data, ())])


def verdicts_csv(report: Report) -> bytes:
    """Return the verdict on each requirement in each county of the file as CSV."""
    head = ("county", "requirement", "title", "citation", "force", "verdict", "reason", "law of", "law on record")
    rows = (
        (v.county, *_requirement_cells(v.requirement), _result(v), v.reason, report.on, record.taken_on())
        for v in report.verdicts
    )
    return csv_file([head, *rows])


def compared_csv(site: Collection) -> bytes:
    """Return the verdict on each requirement in effect in every county as CSV: a row for each county in each file."""
    asked = [
        f"{title} ({citation}; {force}) {id}" for id, title, citation, force in map(_requirement_cells, site.in_force)
    ]
    head = ("county", "file", "note", "law of", "law on record", *asked)
    rows = [
        (
            one.name,
            file.name,
            one.not_in_force,
            one.report.on,
            record.taken_on(),
            *(_result(v) if (v := one.verdict(requirement.id)) else "" for requirement in site.in_force),
        )
        for file, one in site.compared
    ]
    return csv_file([head, *rows])


def times_csv(site: Collection) -> bytes:
    """Return each county's stages of the multidisciplinary team and times for reports as CSV, a row each."""
    head = ("county", "file", "what", "within", "then", "called by", "who", "when")
    rows: list[tuple[str, ...]] = []
    for file, part in site.timed:
        county = (part.standing.name, file.name)
        for tier in part.stages:
            who = "; ".join(tier.called) if tier.called else "everyone on the team"
            rows.append((*county, tier.name, tier.within, tier.every, tier.convener, who, tier.trigger))
        for what, within in zip(("exploitation reported", "missing child reported"), part.reports, strict=True):
            rows += [(*county, what, within, "", "", "", "")] if within else []
    return csv_file([head, *rows])


def coverage_csv() -> bytes:
    """Return every sentence of the statutes on record, with what accounts for it, as CSV."""
    head = ("citation", "sentence", "checked by", "listed as", "why")
    rows = (
        (
            sentence.citation,
            sentence.text,
            "; ".join(requirement.id for requirement in sentence.requirements),
            "; ".join(coverage.kind(entry.kind).label for entry in sentence.listed),
            " ".join(entry.why for entry in sentence.listed),
        )
        for sentence in coverage.sentences()
    )
    return csv_file([head, *rows])


def _result(verdict: Verdict) -> str:
    return RESULTS[verdict.result] + (NOT_READ if verdict.rests_on_words else "")


def dates_calendar(site: Collection) -> bytes:
    """Return what is due in real counties and in the law as a calendar (iCalendar)."""
    reports = (file.report for file in site.files if not file.is_example)
    return calendar(due_list(reports, site.on), site.on).encode("utf-8", "replace")


def _requirement_cells(requirement: Requirement) -> tuple[str, str, str, str]:
    return requirement.id, requirement.title, requirement.citation, requirement.force


def _values(data: Any, path: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    if isinstance(data, dict):
        for key, value in data.items():
            yield from _values(value, (*path, str(key)))
    elif isinstance(data, list):
        for number, value in enumerate(data, 1):
            yield from _values(value, (*path, str(number)))
    else:
        yield ".".join(path), _WORDS[data] if data is None or isinstance(data, bool) else str(data)


def csv_file(rows: Iterable[Iterable[str]]) -> bytes:
    """Return rows as CSV that every spreadsheet opens as UTF-8 and takes as text."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows([_without_formula(cell) for cell in row] for row in rows)
    # The byte order mark at the beginning tells a spreadsheet that the text is UTF-8.
    return ("\ufeff" + text.getvalue()).encode("utf-8", "replace")


def _without_formula(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.lstrip(" ").startswith(_FORMULA) else cell


def _file_name(report: Report) -> str:
    return report.path.replace("\\", "/").rpartition("/")[2]

"""A report that a department undertakes in its own words is not later than the law allows.

It warns only, since words are no proof: WIC 16501.35(b)(2)(F) and PC 11166(j) are requirements, judged on facts.
"""

import re
from collections.abc import Iterator
from typing import Any

from ...diagnostic import Diagnostic
from ...law.vocabulary import minutes
from .rule import CheckedFile, Rule

_BOUND = ("child_welfare", "human_services", "probation")
_REPORT = re.compile(r"\b(report|notif|notice|inform|tell|call)", re.I)
_OF_WHOM = re.compile(r"\b(missing|abduct|runaway|run(s|ning)? away|awol|exploit|traffick)", re.I)
_TO_WHOM = re.compile(r"law enforcement|police|sheriff|\bNCMEC\b|\bNCIC\b|National (Center|Crime)", re.I)
_WRITTEN = re.compile(r"\bwritten|\bin writing", re.I)


def check(file: CheckedFile) -> Iterator[Diagnostic]:
    """Yield a finding for each responsibility of a bound department that reads like a report made too late."""
    for id, agency in file.agencies.items():
        if set(agency.get("functions") or ()).isdisjoint(_BOUND):
            continue
        for index, duty in enumerate(agency.get("responsibilities") or ()):
            if not isinstance(duty, dict) or not _is_late(duty):
                continue
            yield Diagnostic(
                "report-may-be-late",
                "warning",
                f"this report is due within {duty['within']}; for an exploited or missing child, WIC 16501.35(b)(2)(F) "
                "and PC 11166(j) allow no more than 24 hours",
                ("agencies", id, "responsibilities", index, "within"),
                True,
                "correct the time, or write which other report is meant",
            )


def _is_late(duty: dict[str, Any]) -> bool:
    words = f"{duty.get('duty') or ''} {duty.get('to') or ''}"
    longest = (36 if _WRITTEN.search(words) else 24) * 60
    is_report = all(pattern.search(words) for pattern in (_REPORT, _OF_WHOM, _TO_WHOM))
    return is_report and minutes(str(duty.get("within") or "")) > longest


RULE = Rule(
    id="report-may-be-late",
    severity="warning",
    title="A report may be later than the law allows",
    description=(
        "A responsibility of the child welfare or probation department reads like the report of an exploited or "
        "missing child to law enforcement, with a longer time than 24 hours. It is a warning because a program cannot "
        "tell from words which report is meant."
    ),
    bad="""\
agencies:
  probation:
    name: Probation Department
    kind: county_department
    functions: [probation]
    responsibilities:
      - {duty: Reports a missing child to law enforcement, within: 3 days}""",
    good="""\
agencies:
  probation:
    name: Probation Department
    kind: county_department
    functions: [probation]
    responsibilities:
      - {duty: Reports a missing child to law enforcement, within: 24 hours}""",
    check=check,
)

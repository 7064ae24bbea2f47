"""A report that a department undertakes in its own words is not later than the law allows.

It warns only, since words are no proof: WIC 16501.35(b)(2)(F) and PC 11166(j) are requirements, judged on facts.
"""

import re
from collections.abc import Iterator
from typing import Any

from ...diagnostic import Diagnostic, Path
from ...english import sentences_of
from ...law.vocabulary import minutes
from ..timed_acts import late_acts
from ..times_in_text import says_at_once, stated_times
from .rule import CheckedFile, Rule

_BOUND = ("child_welfare", "human_services", "probation")
_REPORT = re.compile(r"\b(report|notif|notice|inform|tell|call)", re.I)
_OF_WHOM = re.compile(r"\b(missing|abduct|runaway|run(s|ning)? away|awol|exploit|traffick)", re.I)
_TO_WHOM = re.compile(r"law enforcement|police|sheriff|\bNCMEC\b|\bNCIC\b|National (Center|Crime)", re.I)
_FIRST = re.compile(r"\W*(within|in|when|whenever|once|if|after|as soon as|upon|on|following)\b[^,]*,\s+", re.I)
"""What is said before the verb."""
_WRITTEN = re.compile(r"\bwritten|\bin writing", re.I)


_OF_NO_CHILD = re.compile(r"\b(numbers|statistic|data\b|annual|yearly|quarterly|aggregate|return)", re.I)
"""Reports about how many children there were, or that a child is back, which have no such time."""


def check(file: CheckedFile) -> Iterator[Diagnostic]:
    """Yield a finding for each responsibility of a bound department that reads like a report made too late."""
    for id, agency in file.agencies.items():
        if set(agency.get("functions") or ()).isdisjoint(_BOUND):
            continue
        for index, duty in enumerate(agency.get("responsibilities") or ()):
            where: Path = ("agencies", id, "responsibilities", index)
            for time, place in _late(duty):
                yield Diagnostic(
                    "report-may-be-late",
                    "warning",
                    f"this report is due within {time}; for an exploited or missing child, WIC 16501.35(b)(2)(F) "
                    "and PC 11166(j) allow no more than 24 hours",
                    (*where, *place),
                    True,
                    "correct the time, or write which other report is meant",
                )
                break


def _late(duty: Any) -> Iterator[tuple[str, Path]]:
    """Yield each time of a responsibility by which a report would be too late, and the key that has it."""
    if isinstance(duty, dict):
        text, to, within = str(duty.get("duty") or ""), str(duty.get("to") or ""), str(duty.get("within") or "")
        if minutes(within) > _longest(f"{text} {to}") and _is_report(f"{text} {to}"):
            yield within, ("within",)
    else:
        text, to = str(duty), ""
    late = {time.shown for sentence in _sentences(text, to) for _, time in late_acts("", sentence)}
    for time in stated_times(text):
        if time.shown in late and _is_report(f"{time.sentence} {to}") and not _names_a_limit(time.sentence):
            yield time.shown, ("duty",) if isinstance(duty, dict) else ()


def _sentences(text: str, to: str) -> Iterator[str]:
    """Yield the sentences of a responsibility, which leave out who does it, as they are and with a subject."""
    for sentence in sentences_of(text):
        whole = f"{sentence.rstrip('. ')} to {to}" if to else sentence
        first = _FIRST.match(whole)
        said = whole[first.end() :] if first else whole
        yield whole
        yield f"{first[0] if first else ''}the department {said[:1].lower()}{said[1:]}"


def _is_report(words: str) -> bool:
    return all(pattern.search(words) for pattern in (_REPORT, _OF_WHOM, _TO_WHOM)) and not _OF_NO_CHILD.search(words)


def _longest(words: str) -> int:
    return (36 if _WRITTEN.search(words) else 24) * 60


def _names_a_limit(sentence: str) -> bool:
    """Return whether a sentence also says “immediately”, or a time that the law allows, for its report."""
    return says_at_once(sentence) or any(time.minutes <= _longest(sentence) for time in stated_times(sentence))


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

"""Knows what the wording of a county file gives away: a number that goes stale, a time too long for a report.

Knows no law by heart; it warns, since words are no proof.
"""

import re
from collections.abc import Iterator
from typing import Any

from ..diagnostic import Diagnostic, Span
from ..law.vocabulary import minutes
from ..reading.source import Source, Texts

_NUMBER = re.compile(
    r"(?<![\w-])(\(?\d{3}\)?[-. ]\s?)?\d{3}[-. ]\d{4}(?![\w-])|\bext(ension|\.)?\s?\d{2,}|\S+@\S+\.\w+", re.I
)
_SIGN = re.compile(r"[\d@]")  # stands in whatever the other finds, and is found fast
_OF_A_POST = ("title", "designee", "signatories", "approved_as_to_form_by", "to")
_POSTS_STAND_UNDER = ("seats", "staff_support", "parties", "responsibilities")

_BOUND = ("child_welfare", "human_services", "probation")
_REPORT = re.compile(r"\b(report|notif|notice|inform|tell|call)", re.I)
_OF_WHOM = re.compile(r"\b(missing|abduct|runaway|run(s|ning)? away|awol|exploit|traffick)", re.I)
_TO_WHOM = re.compile(r"law enforcement|police|sheriff|\bNCMEC\b|\bNCIC\b|National (Center|Crime)", re.I)
_WRITTEN = re.compile(r"\bwritten|\bin writing", re.I)


def numbers(texts: Texts) -> Iterator[Diagnostic]:
    """A post is named without a telephone number or an address, which belong to whoever holds it today."""
    for path, value in texts:
        key = path[-1] if isinstance(path[-1], str) else path[-2]  # of a list its own key
        if key not in _OF_A_POST or not _SIGN.search(value) or {*path}.isdisjoint(_POSTS_STAND_UNDER):
            continue
        if found := _NUMBER.search(value):
            yield Diagnostic(
                "number-in-a-post",
                "warning",
                f"{found[0].strip()} stands in the name of a post, and goes stale when someone else holds it",
                path,
                True,
                "write the post alone; a line that is always answered can stand in a narrative, with its purpose",
                words=found[0].strip(),
            )


_QUOTED = re.compile(r"“[^“”\n]*”|‘[^‘’\n]*’")
_NUMBERED = re.compile(r"(?P<before>[ ]*(?:- )?(?:\w+:[ ]+)?)(?P<text>[^\s\"'|>{\[#&*!][^#]*?)[ ]+(?P<rest>#[0-9].*)")
_NUMBER_SIGN = re.compile(r" #[0-9]")
_WIDEST = 2_000
"""Letters of a line that is looked at."""


def quotes(texts: Texts) -> Iterator[Diagnostic]:
    """Curly quotes around a whole text are no quotes to a reader of YAML, and are printed."""
    for path, value in texts:
        if value[:1] in "“‘" and _QUOTED.fullmatch(value):
            yield Diagnostic(
                "curly-quotes",
                "warning",
                "the curly quotes around this text are printed as part of it",
                path,
                True,
                'delete them, or write straight ones (")',
            )


def remarks(read: Source) -> Iterator[Diagnostic]:
    """A number sign with a digit directly behind it rather goes on with a text than begins a remark."""
    for number, line in enumerate(read.text.splitlines(), 1) if _NUMBER_SIGN.search(read.text) else ():
        found = _NUMBERED.fullmatch(line.rstrip()) if " #" in line and len(line) < _WIDEST else None
        if not found:
            continue
        begin = found.end("before") + 1
        place = Span(number, begin, begin + len(found["text"]))
        for path in (path for path, span in read.values.items() if span == place):
            text = f"{found['text']} {found['rest']}".replace('"', "'")
            yield Diagnostic(
                "remark-in-a-text",
                "warning",
                f"a number sign after a blank begins a remark, so ‘{found['rest']}’ is not read",
                path,
                True,
                f'if it belongs to the text, put all of it in quotes, for example\n{found["before"].strip()} "{text}"',
                words=found["rest"],
            )


def late_reports(data: dict[str, Any]) -> Iterator[Diagnostic]:
    """What a department undertakes in words of its own is no report that the law wants sooner."""
    for id, agency in (data.get("agencies") or {}).items():
        if set(agency.get("functions") or ()).isdisjoint(_BOUND):
            continue
        for index, duty in enumerate(agency.get("responsibilities") or ()):
            if not isinstance(duty, dict) or not _late(duty):
                continue
            yield Diagnostic(
                "report-may-be-late",
                "warning",
                f"this report is made within {duty['within']}; where it is of an exploited or missing child, WIC "
                "16501.35(b)(2)(F) and PC 11166(j) let no more than 24 hours pass",
                ("agencies", id, "responsibilities", index, "within"),
                True,
                "correct the time, or say which other report is meant",
            )


def _late(duty: dict[str, Any]) -> bool:
    words = f"{duty.get('duty') or ''} {duty.get('to') or ''}"
    longest = (36 if _WRITTEN.search(words) else 24) * 60
    told = all(sign.search(words) for sign in (_REPORT, _OF_WHOM, _TO_WHOM))
    return told and minutes(str(duty.get("within") or "")) > longest

"""The report of `check --format markdown`: a summary for the page of a continuous integration job."""

import re
from collections.abc import Iterable, Iterator

from ...characters import safe_text
from ...checking.check import Report
from ...checking.county_status import counted, declined_in_words, excused_in_words, not_in_force
from ...law import requirements, vocabulary
from ...law.record import law_of
from .questions import grouped, is_on_mandated_seat, title_of


def document(reports: Iterable[Report], on: str) -> str:
    """A summary in Markdown for the page of a job: a table of county files, open questions on mandated seats, what is missing."""
    missing: list[str] = []
    questions: list[str] = []
    excused: list[str] = []
    declined: list[str] = []
    lines = [
        f"## County files checked against the {law_of(on)}",
        "",
        "| File | County | Instrument | Errors | Warnings | Unknown | Duties |",
        "|---|---|---|--:|--:|--:|---|",
    ]
    for report in reports:
        count = report.summary
        kind = vocabulary.label("instrument_kinds", report.instrument) if report.instrument else "cannot be read"
        kind = ", ".join(filter(None, (kind, not_in_force(report))))
        row = (report.path, ", ".join(report.counties), kind, count["error"], count["warning"], count["unknown"])
        duties = ", ".join(words for _, words in counted(report.counts["shall"])) if report.verdicts else ""
        lines.append("| " + " | ".join(cell(str(one)) for one in (*row, duties)) + " |")
        excused += (
            f"- {cell(report.path)}: {cell(titles)}. Why: {cell(reason)}" for titles, reason in excused_in_words(report)
        )
        declined += (
            f"- {cell(report.path)}: {cell(what)}. Why: {cell(reason)}" for what, reason in declined_in_words(report)
        )
        questions += _seat_questions(report)
        errors = [d for d in report.diagnostics if d.severity == "error"]
        if errors:
            missing += ["", f"### {cell(report.path)}", ""]
            missing += [f"- line {d.line}: {cell(d.message)}{f' ({d.citation})' if d.citation else ''}" for d in errors]
    if questions:
        questions = ["", "### Open questions about mandated seats", "", *questions]
    if excused:
        excused = ["", "### Not required", "", *excused]
    if declined:
        declined = ["", "### Considered and declined", "", *declined]
    return "\n".join([*lines, *questions, *missing, *excused, *declined, "", requirements.DISCLAIMER, ""])


def _seat_questions(report: Report) -> Iterator[str]:
    """Yield a line for each question, with the mandated seats that depend on the answer."""
    for group in grouped(filter(is_on_mandated_seat, report.diagnostics)):
        first = group[0]
        county = f"{cell(vocabulary.full_name(first.county))}: " if first.county and len(report.counties) > 1 else ""
        seats = "; ".join(f"{cell(title_of(d))} ({d.citation})" for d in group)
        yield f"- {cell(report.path)}, line {first.line}: {county}{seats}: {cell(first.question)}"


def cell(text: str) -> str:
    """Text of a county file that Markdown and HTML shall not obey, and by which GitHub notifies no one and links to nothing."""
    escaped = safe_text(text).replace("&", "&amp;").replace("<", "&lt;").replace("\n", " ")
    escaped = re.sub(r"([\\`*_{}\[\]()#|!~])", r"\\\1", escaped)
    return re.sub(r"((?<!\w)@(?=\w)|#(?=\d)|\bGH-(?=\d))", r"\1<!-- -->", escaped)

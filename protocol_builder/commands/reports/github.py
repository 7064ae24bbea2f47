"""The annotations of `check --format github`: workflow commands that GitHub shows on the lines of a pull request."""

from collections.abc import Iterable, Iterator

from ...characters import safe_text
from ...checking.check import Report
from ...checking.county_status import counted, excused_in_words
from ...diagnostic import Diagnostic, Severity
from .questions import is_on_mandated_seat
from .text import in_full

_LEVELS: dict[Severity, str] = {"error": "error", "warning": "warning", "advice": "notice", "unknown": "notice"}


def annotations(reports: Iterable[Report]) -> str:
    """Workflow commands that GitHub shows as annotations on a pull request's lines, and a notice on each file's duties.

    Only the start of a line is given: a span that ends at the end of the file breaks the annotation.
    """
    return "".join(line for report in reports for line in (*_findings(report), *_duties(report)))


def _findings(report: Report) -> Iterator[str]:
    for d in report.diagnostics:
        place = f"file={_property(report.path)},line={d.line},col={d.column},title={_property(d.id)}"
        yield f"::{_level(d)} {place}::{_data(in_full(d))}\n"


def _duties(report: Report) -> Iterator[str]:
    """Yield how many duties came out how, for a file in which some are not judged: no finding would say so."""
    counts = report.counts["shall"]
    if counts["in_words"] or counts["excused"]:
        lines = (
            ", ".join(words for _, words in counted(counts)),
            *(f"excused: {titles}. Why: {reason}" for titles, reason in excused_in_words(report)),
        )
        yield f"::notice file={_property(report.path)},title=duties::{_data(chr(10).join(lines))}\n"


def _level(diagnostic: Diagnostic) -> str:
    """The level that GitHub shows; an open question on a mandated seat must not go unseen among notices."""
    return "warning" if is_on_mandated_seat(diagnostic) else _LEVELS[diagnostic.severity]


def _data(text: str) -> str:
    return safe_text(text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A"))


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")

"""The annotations of `check --format github`: workflow commands that GitHub shows on the lines of a pull request."""

from collections.abc import Iterable

from ...characters import safe_text
from ...checking.check import Report
from ...diagnostic import Diagnostic, Severity
from .questions import is_on_mandated_seat
from .text import in_full

_LEVELS: dict[Severity, str] = {"error": "error", "warning": "warning", "advice": "notice", "unknown": "notice"}


def annotations(reports: Iterable[Report]) -> str:
    """Workflow commands that GitHub shows as annotations on a pull request's lines.

    Only the start of a line is given: a span that ends at the end of the file breaks the annotation.
    """
    return "".join(
        f"::{_level(d)} file={_property(report.path)},line={d.line},col={d.column},title={_property(d.id)}"
        f"::{_data(in_full(d))}\n"
        for report in reports
        for d in report.diagnostics
    )


def _level(diagnostic: Diagnostic) -> str:
    """The level that GitHub shows; an open question on a mandated seat must not go unseen among notices."""
    return "warning" if is_on_mandated_seat(diagnostic) else _LEVELS[diagnostic.severity]


def _data(text: str) -> str:
    return safe_text(text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A"))


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")

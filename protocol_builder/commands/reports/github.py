"""The annotations of `check --format github`: workflow commands that GitHub shows on the lines of a pull request."""

import os
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from ...characters import safe_text
from ...checking.check import Report
from ...checking.county_status import counted, excused_in_words
from ...diagnostic import Diagnostic, Severity
from ...english import join_words, number_of
from .questions import is_on_mandated_seat
from .text import in_full

_MAX_SHOWN = 10
"""Annotations of a level that GitHub shows of one step."""
_LEVELS: dict[Severity, str] = {"error": "error", "warning": "warning", "advice": "notice", "unknown": "notice"}


def annotations(reports: Iterable[Report]) -> str:
    """Workflow commands that GitHub shows as annotations on a pull request's lines, and a notice on each file's duties.

    Only the start of a line is given: a span that ends at the end of the file breaks the annotation.
    """
    lines = [line for report in reports for line in (*_findings(report), *_duties(report))]
    first_notice = next((n for n, line in enumerate(lines) if line.startswith("::notice")), len(lines))
    return "".join([*lines[:first_notice], *_more_than_are_shown(lines), *lines[first_notice:]])


def path_in_workspace(path: str) -> str:
    """A path as GitHub looks for it: from the repository's folder, also if the program runs in a folder below that."""
    workspace = os.environ.get("GITHUB_WORKSPACE", "")
    here = Path.cwd()
    if not workspace or Path(path).is_absolute() or not here.is_relative_to(workspace):
        return path
    return (here.relative_to(workspace) / path).as_posix()


def _more_than_are_shown(lines: list[str]) -> Iterator[str]:
    """Yield a line if GitHub will not show all annotations of a level, which it does not say itself."""
    count = Counter(line.partition(" ")[0].strip(":") for line in lines)
    more = [number_of(number, level) for level, number in sorted(count.items()) if number > _MAX_SHOWN]
    if more:
        yield (
            f"::notice title=more than are shown::there are {join_words(tuple(more))}; GitHub shows {_MAX_SHOWN} of each in "
            "a step. All are in the log of this step\n"
        )


def _findings(report: Report) -> Iterator[str]:
    for d in report.diagnostics:
        place = f"file={_property(path_in_workspace(report.path))},line={d.line},col={d.column},title={_property(d.id)}"
        yield f"::{_level(d)} {place}::{_data(in_full(d))}\n"


def _duties(report: Report) -> Iterator[str]:
    """Yield how many duties came out how, for a file in which some are not judged: no finding would say so."""
    counts = report.counts["shall"]
    if counts["in_words"] or counts["excused"]:
        lines = (
            ", ".join(words for _, words in counted(counts)),
            *(f"not required: {titles}. Why: {reason}" for titles, reason in excused_in_words(report)),
        )
        yield f"::notice file={_property(path_in_workspace(report.path))},title=duties::{_data(chr(10).join(lines))}\n"


def _level(diagnostic: Diagnostic) -> str:
    """The level that GitHub shows; an open question on a mandated seat must not go unseen among notices."""
    return "warning" if is_on_mandated_seat(diagnostic) else _LEVELS[diagnostic.severity]


def _data(text: str) -> str:
    return safe_text(text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A"))


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")

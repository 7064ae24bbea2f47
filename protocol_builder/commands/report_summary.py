"""Knows what is told of county files when all of them have been checked: a line each, and where to begin.

Keeps of each report only that, so that thousands of county files need no more memory than one.
"""

from collections.abc import Iterable, Iterator

from ..characters import safe_line
from ..checking.check import Report
from ..checking.county_status import counted
from ..diagnostic import Diagnostic, Severity
from ..english import number_of
from ..law import coverage, vocabulary
from .report_text import Paint, plain

_NOTHING = (9, "")


class Summary:
    """What has been seen of the reports that went by."""

    def __init__(self, paint: Paint = plain) -> None:
        self.failed = 0
        """How many have an error."""
        self.told = 0
        """How many have a finding of any weight."""
        self._paint = paint
        self._on = ""
        self._lines: list[str] = []
        self._errors = 0
        self._first: tuple[int, str] = _NOTHING
        self._can_add = False

    def of(self, reports: Iterable[Report]) -> Iterator[Report]:
        """The reports, each noted as it goes by."""
        for report in reports:
            self._on = report.on
            self.failed += report.failed
            self.told += bool(report.diagnostics)
            self._lines.append(f"{safe_line(report.path)}: {_described(report)}: {_counts(report, self._paint)}")
            for diagnostic in report.diagnostics:
                if diagnostic.severity == "error":
                    self._note(report, diagnostic)
            yield report

    def anew(self) -> "Summary":
        """Another one, which has seen nothing yet and is painted alike."""
        return Summary(self._paint)

    def add(self, later: "Summary") -> None:
        """Note what another one has seen, as if it had gone by here."""
        self._on = later._on or self._on
        self.failed += later.failed
        self.told += later.told
        self._lines += later._lines
        self._errors += later._errors
        self._can_add = self._can_add or later._can_add
        if later._first[0] < self._first[0]:
            self._first = later._first

    def _note(self, report: Report, error: Diagnostic) -> None:
        self._errors += 1
        if (rank := _hides(error)) < self._first[0]:
            more = f"; more on it: protocol-builder explain {error.id}" if error.force else ""
            self._first = rank, f"Begin with {safe_line(report.path)}:{error.line}: {safe_line(error.message)}{more}"
        if error.force and not error.at_value and not self._can_add:
            self._can_add = error.path not in report.source.keys

    def lines(self) -> Iterator[str]:
        """A line for each file and one for all."""
        yield from self._lines
        if self._lines:
            files = number_of(len(self._lines), "file")
            result = self._paint(f"{self.failed} with errors", "error") if self.failed else "none with errors"
            yield f"{files} checked against the law of {self._on}, {result}. This is not legal advice."
            yield f"{coverage.judgements()} further duties only a person can judge, whatever a file says: protocol-builder explain --coverage"

    def first_steps(self) -> Iterator[str]:
        """Where to begin when there is much to do: with what may hide other findings, and with what can be added."""
        if self._errors > 1:
            yield self._first[1]
            if self._can_add:
                yield "To see what can be added for what is missing, to be filled in: protocol-builder check --fix"


def summary(reports: Iterable[Report], paint: Paint = plain) -> Iterator[str]:
    """A line for each file and one for all."""
    seen = Summary(paint)
    for _ in seen.of(reports):
        pass
    yield from seen.lines()


def _hides(diagnostic: Diagnostic) -> int:
    """A rank: what keeps a file, or a part of it, from being read goes first, then what decides whom the law binds."""
    if diagnostic.id.startswith(("yaml-", "file-")):
        return 0
    if diagnostic.id.startswith("shape-"):
        return 1
    return 2 if diagnostic.path[-1:] == ("elects_funds",) else 3


def _described(report: Report) -> str:
    if not report.data:
        return "cannot be read"
    kind = vocabulary.label("instrument_kinds", report.instrument).lower() if report.instrument else "instrument"
    return f"{safe_line(', '.join(report.counties)) or 'no county'}, {kind}"


_COUNTED: dict[Severity, tuple[str, str]] = {
    "error": ("error", "errors"),
    "warning": ("warning", "warnings"),
    "advice": ("piece of advice", "pieces of advice"),
}


def _counts(report: Report, paint: Paint) -> str:
    count = report.summary
    parts = [
        paint(f"{count[severity]} {words[count[severity] != 1]}", severity)
        for severity, words in _COUNTED.items()
        if count[severity]
    ]
    duties, advised = report.counts["shall"], report.counts["recommended"]
    if not report.verdicts:
        return ", ".join([*parts, "no duty decided"])
    followed = f"{advised['satisfied']} of {sum(advised.values())} recommendations followed"
    return ", ".join([*parts, *(words for _, words in counted(duties))]) + f"; {followed}"

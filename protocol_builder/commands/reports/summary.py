"""What is printed after all county files have been checked: a line for each, one for all, and where to begin."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from ... import california
from ...characters import safe_line
from ...checking.check import Report
from ...checking.county_status import NOT_CHECKED, counted, declined_in_words, excused_in_words, followed, not_in_force
from ...checking.deduplicate import is_to_fill_in
from ...diagnostic import Diagnostic, Severity
from ...english import number_of
from ...law import coverage, vocabulary
from ...law.record import law_of
from ...protocol.county_data import instruments_of
from ...protocol.signing import signing
from ..color import Paint, no_color
from .overview import is_folded

_NO_ERROR = (9, "")


class Summary:
    """The counts of reports that have passed.

    It keeps no report but a single one, so that thousands of county files need no more memory than one.
    """

    def __init__(
        self, paint: Paint = no_color, folds_for: Sequence[Severity] | None = None, allows_drafts: bool = False
    ) -> None:
        """`folds_for` are the levels that fail a check whose report is folded; None for one that is not.

        With `allows_drafts`, a draft whose only errors are values to be filled in does not count among files with errors.
        """
        self._allows_drafts = allows_drafts
        self._folds_for = folds_for
        self._is_folded = False
        self._files_with: Counter[Severity] = Counter()
        self._paint = paint
        self._on = ""
        self._files = 0
        self._lines: list[str] = []
        self._errors = 0
        self._first: tuple[int, str] = _NO_ERROR
        self._can_add = False
        self.only: Report | None = None
        """The report, if a single one has passed."""

    def counting(self, reports: Iterable[Report]) -> Iterator[Report]:
        """Yield the reports unchanged, each counted as it passes."""
        for report in reports:
            self.count(report)
            yield report

    def count(self, report: Report) -> None:
        """Count one report."""
        self._on = report.on
        self._files += 1
        self.only = report if self._files == 1 else None
        severities = {diagnostic.severity for diagnostic in report.diagnostics}
        is_allowed = self._allows_drafts and "error" in severities and _is_unfinished_draft(report)
        self._files_with.update(severities - {"error"} if is_allowed else severities)
        self._lines.append(f"{safe_line(report.path)}: {_instrument(report)}: {_counts(report, self._paint)}")
        if self._folds_for is not None:
            self._is_folded = self._is_folded or is_folded(report, self._folds_for)
        if is_allowed:
            self._lines.append(
                "  a draft: values to be filled in are no failure; they are errors once it is more than a draft"
            )
        self._lines += (
            f"  not required: {safe_line(titles)}. Why: {reason}" for titles, reason in excused_in_words(report)
        )
        self._lines += (
            f"  declined: {safe_line(what)}. Why: {safe_line(reason)}" for what, reason in declined_in_words(report)
        )
        if found := signing(report.data):
            self._lines.append(f"  signatures: {safe_line(found.in_words)}")
        for diagnostic in report.diagnostics:
            if diagnostic.severity == "error":
                self._count_error(report, diagnostic)

    def has(self, severities: Iterable[Severity]) -> bool:
        """Whether any report has a finding of one of these severities."""
        return any(self._files_with[severity] for severity in severities)

    def empty_copy(self) -> "Summary":
        """A summary that has counted nothing yet and is painted the same way."""
        return Summary(self._paint, self._folds_for, self._allows_drafts)

    def add(self, other: "Summary") -> None:
        """Add what another summary has counted, as if its reports had passed here after the others."""
        self._on = other._on or self._on
        self._files_with.update(other._files_with)
        self._files += other._files
        self.only = (self.only or other.only) if self._files == 1 else None
        self._lines += other._lines
        self._errors += other._errors
        self._can_add = self._can_add or other._can_add
        self._is_folded = self._is_folded or other._is_folded
        if other._first[0] < self._first[0]:
            self._first = other._first

    def _count_error(self, report: Report, error: Diagnostic) -> None:
        self._errors += 1
        if (rank := _rank(error)) < self._first[0]:
            more = f"; to learn more: protocol-builder explain {error.id}" if error.force else ""
            self._first = rank, f"Begin with {safe_line(report.path)}:{error.line}: {safe_line(error.message)}{more}"
        if error.force and not error.at_value and not self._can_add:
            self._can_add = error.path not in report.source.keys

    def lines(self) -> Iterator[str]:
        """A line for each file, lines on what the law excuses in it, and one for all."""
        yield from self._lines
        if self._files:
            files = number_of(self._files, "file")
            wrong = self._files_with["error"]
            result = self._paint(f"{wrong} with errors", "error") if wrong else "none with errors"
            yield f"{files} checked against the {_law(self._on)}, {result}. This is not legal advice."
            yield f"{coverage.judgments()} more duties need a person's judgment. To see them: protocol-builder explain --coverage"

    def first_steps(self) -> Iterator[str]:
        """Where to begin when there are several errors, what `--fix` can add, and how to see what is summed up."""
        if self._is_folded:
            yield "To see each finding in full: protocol-builder check --all"
        if self._errors > 1:
            yield self._first[1]
            if self._can_add:
                yield "To preview TODO entries for what is missing: protocol-builder check --fix"


def _is_unfinished_draft(report: Report) -> bool:
    """Whether a file says that its instrument is a draft, and every error is a value to be filled in."""
    statuses = {instrument.data.get("status") for instrument in instruments_of(report.data)}
    return statuses == {"draft"} and all(is_to_fill_in(d) for d in report.diagnostics if d.severity == "error")


def _law(on: str) -> str:
    """The law applied, and whether its date is still to come: the law may change until then."""
    return f"{law_of(on)}, a date still to come" if on > california.today().isoformat() else law_of(on)


def summary_lines(reports: Iterable[Report], paint: Paint = no_color) -> Iterator[str]:
    """A line for each file and one for all."""
    summary = Summary(paint)
    for report in reports:
        summary.count(report)
    yield from summary.lines()


def _rank(diagnostic: Diagnostic) -> int:
    """The lower, the earlier to fix: what keeps a file or a part of it from being read, then what decides whom the law binds."""
    if diagnostic.id.startswith(("yaml-", "file-")):
        return 0
    if diagnostic.id.startswith("shape-"):
        return 1
    return 2 if diagnostic.path[-1:] == ("elects_funds",) else 3


def _instrument(report: Report) -> str:
    if not report.data:
        return "cannot be read"
    kind = vocabulary.label("instrument_kinds", report.instrument).lower() if report.instrument else "instrument"
    force = f", {words}" if (words := not_in_force(report)) else ""
    return f"{safe_line(', '.join(report.counties)) or 'no county'}, {kind}{force}"


_SEVERITY_NAMES: dict[Severity, tuple[str, str]] = {
    "error": ("error", "errors"),
    "warning": ("warning", "warnings"),
    "advice": ("piece of advice", "pieces of advice"),
}


def _counts(report: Report, paint: Paint) -> str:
    count = report.summary
    parts = [
        paint(f"{count[severity]} {one if count[severity] == 1 else more}", severity)
        for severity, (one, more) in _SEVERITY_NAMES.items()
        if count[severity]
    ]
    if to_fill_in := sum(map(is_to_fill_in, report.diagnostics)):
        all_of_them = to_fill_in == count["error"]
        parts[0] += " to fill in" if all_of_them else f" ({to_fill_in} to fill in)"
    duties, advised = report.counts["shall"], report.counts["recommended"]
    if not report.verdicts:
        return ", ".join([*parts, NOT_CHECKED])
    known = ", ".join([*parts, *(words for _, words in counted(duties))])
    return f"{known}; {followed(advised)}" if any(advised.values()) else known

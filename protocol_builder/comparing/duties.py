"""Which duties and recommendations a county file newly meets, does not meet, or leaves open."""

from dataclasses import dataclass

from ..checking.check import Report
from ..checking.evaluate import RESULTS, Verdict
from ..diagnostic import Path
from ..law.requirements import Requirement
from ..protocol.county_data import county_views
from ..reading.positions import line_of


@dataclass(frozen=True, slots=True)
class DutyChange:
    """A requirement with another verdict than before, in one county."""

    requirement: Requirement
    county: str
    """The county, or empty if the file does not name one."""
    old: str
    """A result of `evaluate.RESULTS`; empty if there was none, as in a county that the old file does not have."""
    new: str
    """The same of the new file."""
    why: str
    """Why, in a clause of a sentence; empty if it is simply met."""
    line_old: int
    line_new: int

    @property
    def was(self) -> str:
        """The old result in words."""
        return in_words(self.old)

    @property
    def is_now(self) -> str:
        """The new result in words."""
        return in_words(self.new)


def shown_state(verdict: Verdict | None) -> str:
    """Return what a comparison shows of a verdict; two verdicts differ if this does."""
    return verdict.result if verdict else ""


def in_words(state: str) -> str:
    """Say a result of `evaluate.RESULTS` in words; for an empty one, that there was no verdict."""
    return next((words for known, words in RESULTS.items() if known == state), "not in the file")


def duty_changes(old: Report, new: Report) -> tuple[DutyChange, ...]:
    """List the requirements whose verdict changed, unmet duties first. Both reports apply the same law."""
    before = {(verdict.county, verdict.requirement.id): verdict for verdict in old.verdicts}
    after = {(verdict.county, verdict.requirement.id): verdict for verdict in new.verdicts}
    if len(old.counties) <= 1 and len(new.counties) <= 1:  # one of them may not name its county yet
        county = "".join(new.counties or old.counties)
        before = {(county, id): verdict for (_, id), verdict in before.items()}
        after = {(county, id): verdict for (_, id), verdict in after.items()}
    found = []
    for county, id in dict.fromkeys((*after, *before)):
        first, second = before.get((county, id)), after.get((county, id))
        known = second or first
        assert known is not None
        if shown_state(first) != shown_state(second):
            why = _why(first, second)
            lines = (line_of_verdict(old, known), line_of_verdict(new, known))
            found.append(DutyChange(known.requirement, county, shown_state(first), shown_state(second), why, *lines))
    return tuple(sorted(found, key=_rank))


def _why(old: Verdict | None, new: Verdict | None) -> str:
    if new is None:
        return "the file no longer has this county"
    if new.reason:
        return new.reason
    return f"before: {old.reason}" if old and old.reason else ""


def _rank(change: DutyChange) -> tuple[bool, int]:
    order = ("not_met", "unknown", "in_words", "stated")
    return change.requirement.force != "shall", order.index(change.new) if change.new in order else len(order)


def line_of_verdict(report: Report, verdict: Verdict) -> int:
    """Return the line of a county file at which a requirement is met or missing."""
    prefix: Path = next((place for county, _, place in county_views(report.data) if county == verdict.county), ())
    path = verdict.diagnostics[0].path if verdict.diagnostics else (*prefix, *verdict.requirement.path)
    return line_of(report.source, path)

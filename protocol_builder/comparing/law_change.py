"""What a change of law does to county files: which verdicts change from one date to another, and why."""

from collections.abc import Iterator
from dataclasses import dataclass

from ..checking.check import Report
from ..checking.evaluate import Verdict, verdicts
from ..checking.still_to_come import as_if_come
from ..law.announced_changes import AnnouncedChange, announced
from ..law.requirements import Requirement
from ..protocol.county_data import county_views
from .duties import in_words, line_of_verdict, shown_state

_IN_EFFECT = ("not_met", "unknown")
"""States of a new requirement that leave a county something to do."""


@dataclass(frozen=True, slots=True)
class VerdictChange:
    """What a change of law does to one county: a requirement with another verdict on the later date."""

    requirement: Requirement
    """The one in force on the later date; one that has ended if nothing followed it."""
    county: str
    """The county, or empty if the file does not name one."""
    old: str
    """A result of `evaluate.RESULTS` on the earlier date; empty if the law did not require it then."""
    new: str
    """The same on the later date; empty if the law no longer requires it."""
    why: str
    """Why, in a clause of a sentence."""
    line: int

    @property
    def was(self) -> str:
        """The earlier state in words. Where the earlier law is not on record, nothing is said about it."""
        if self.old:
            return in_words(self.old)
        return "earlier law not on record" if self.requirement.history else "not required"

    @property
    def is_now(self) -> str:
        """The later state in words."""
        return in_words(self.new) if self.new else "no longer required"


@dataclass(frozen=True, slots=True)
class LawChange:
    """What is different for one county file between two dates."""

    before: Report
    after: Report
    effects: tuple[VerdictChange, ...]
    """Verdicts that changed, in the order of the law."""
    without_effect: tuple[Requirement, ...]
    """Requirements new since the earlier date that leave the counties of this file nothing to do."""
    tried: tuple[tuple[AnnouncedChange, tuple[VerdictChange, ...]], ...]
    """Each announced change whose words are on record, with what it would leave unmet or open. It is not law."""


def law_change(before: Report, after: Report, *, with_announced: bool = False) -> LawChange:
    """Compare two reports of one file, on an earlier and a later date; `with_announced` also tries what is announced.

    The file is taken as it is: that a plan was submitted after one of the dates is no change of law.
    """
    old = {(one.county, one.requirement.id): one for one in as_if_come(before.verdicts, before.diagnostics)}
    effects: list[VerdictChange] = []
    quiet: dict[Requirement, None] = {}
    followed: set[tuple[str, str]] = set()
    for verdict in as_if_come(after.verdicts, after.diagnostics):
        county, requirement = verdict.county, verdict.requirement
        earlier = old.get((county, requirement.id)) or old.get((county, replaced_by(requirement)))
        if earlier:
            followed.add((county, earlier.requirement.id))
        state = shown_state(verdict)
        if earlier and shown_state(earlier) != state:
            effects.append(_effect(after, verdict, shown_state(earlier), _reason(requirement, verdict, earlier)))
        elif not earlier and state in _IN_EFFECT:
            effects.append(_effect(after, verdict, "", _reason(requirement, verdict, None)))
        elif not earlier:
            quiet[requirement] = None
    for key, verdict in old.items():
        if key not in followed and shown_state(verdict) in _IN_EFFECT:
            why = f"in force until {verdict.requirement.until}" if verdict.requirement.until else "no longer in force"
            line = line_of_verdict(before, verdict)
            effects.append(VerdictChange(verdict.requirement, verdict.county, shown_state(verdict), "", why, line))
    affected = {effect.requirement for effect in effects}
    without = tuple(requirement for requirement in quiet if requirement not in affected)
    tried = tuple(_tried(after)) if with_announced else ()
    return LawChange(before, after, tuple(effects), without, tried)


def replaced_by(requirement: Requirement) -> str:
    """Return the id of the requirement that another one replaces; empty if it replaces none."""
    return str(requirement.schema.get("x-replaces", ""))


def without_words(on: str) -> tuple[AnnouncedChange, ...]:
    """Return the announced changes that may still become law and cannot be tried, as their words are not on record."""
    return tuple(change for change in announced() if change.is_pending(on) and not change.prepared)


def _effect(report: Report, verdict: Verdict, old: str, why: str) -> VerdictChange:
    line = line_of_verdict(report, verdict)
    return VerdictChange(verdict.requirement, verdict.county, old, shown_state(verdict), why, line)


def _reason(requirement: Requirement, verdict: Verdict, earlier: Verdict | None) -> str:
    if earlier is None or earlier.requirement is not requirement:
        since = f"in force since {requirement.since}" if requirement.since else ""
        return "; ".join(filter(None, (verdict.reason, since)))
    return verdict.reason or (f"before: {earlier.reason}" if earlier.reason else "")


def _tried(report: Report) -> Iterator[tuple[AnnouncedChange, tuple[VerdictChange, ...]]]:
    for change in announced():
        if change.is_pending(report.on) and change.prepared:
            found = (
                verdict
                for county, view, prefix in county_views(report.data)
                for verdict in verdicts(change.prepared, county, view, prefix)
            )
            yield (
                change,
                tuple(_effect(report, one, "", one.reason) for one in found if shown_state(one) in _IN_EFFECT),
            )

"""How a county stands: the results of all its requirements in one word, with reasons and counts."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, TypeAlias

from ..diagnostic import Diagnostic
from ..law import vocabulary
from .check import Report
from .evaluate import State, Verdict

Kind: TypeAlias = Literal["complete", "gaps", "errors", "unknown", "none", "unreadable"]

KINDS: dict[Kind, tuple[str, str]] = {
    "complete": ("complete", "Every duty that binds the county and is checked here is met or excused."),
    "gaps": ("gaps", "At least one statutory duty (“shall”) is not met."),
    "unknown": ("unknown", "Nothing is known to be missing, but the file does not say enough to decide every duty."),
    "errors": ("errors in the file", "The file contradicts itself or has entries that cannot be read."),
    "none": ("no duty applies", "No duty checked here binds the county or this kind of instrument."),
    "unreadable": ("cannot be read", "The file cannot be read as a county file; nothing is known about the county."),
}
"""Each kind of standing with the words that pages print and what they mean."""

_ORDER: tuple[State, ...] = ("not_met", "unknown", "excused", "satisfied", "not_applicable")
"""Verdicts in the order in which a reader needs them."""

IN_NUMBERS: dict[State, str] = {
    "satisfied": "met",
    "not_met": "not met",
    "unknown": "unknown",
    "excused": "excused",
    "not_applicable": "not applicable",
}
"""Each state as it is printed after a number of duties."""


NOT_ASKED = "no duty checked here is asked of this kind of instrument"
"""What is printed instead of numbers for an instrument that is not the place for any duty."""


def counted(count: Mapping[State, int]) -> tuple[tuple[State, str], ...]:
    """Return a clause for each state that a duty has: `17 of 108 duties met`, `77 unknown`, `8 not applicable`."""
    if not any(count.values()):
        return (("not_applicable", NOT_ASKED),)
    met = f"{count['satisfied']} of {sum(count.values())} duties {IN_NUMBERS['satisfied']}"
    others = ((state, f"{count[state]} {IN_NUMBERS[state]}") for state in IN_NUMBERS if state != "satisfied")
    return (("satisfied", met), *((state, words) for state, words in others if count[state]))


@dataclass(frozen=True)
class Standing:
    """How one county stands in one county file."""

    report: Report
    county: str
    """The county's name in the vocabulary, or empty if the file does not say."""
    kind: Kind
    reasons: tuple[str, ...]
    """Why, each in a clause of a sentence; empty if the kind alone says it."""
    verdicts: tuple[Verdict, ...]
    """One for each requirement in force, in the order of the law."""
    faults: tuple[Diagnostic, ...]
    """Errors of the file itself that touch this county."""

    @property
    def words(self) -> str:
        return KINDS[self.kind][0]

    @property
    def order(self) -> int:
        """The place of its kind among the kinds."""
        return list(KINDS).index(self.kind)

    @property
    def is_example(self) -> bool:
        return vocabulary.is_example(self.county)

    @property
    def name(self) -> str:
        """The county's name as a title: `El Dorado County`."""
        return vocabulary.full_name(self.county) if self.county else "County not named"

    @property
    def counted(self) -> tuple[tuple[State, str], ...]:
        """A clause for each state that a duty (`shall`) has; those met first, even if none is."""
        return counted({state: self.count(state) for state in IN_NUMBERS})

    def count(self, state: State) -> int:
        """Return how many duties (`shall`) have this state."""
        return Counter(verdict.state for verdict in _duties(self.verdicts))[state]

    @property
    def grouped(self) -> tuple[tuple[State, str, str, tuple[Verdict, ...]], ...]:
        """The verdicts of the same state for the same reason: (state, reason, force, verdicts), law before guidance."""

        def alike(verdict: Verdict) -> tuple[str, State, str]:
            shared = verdict.state not in ("satisfied", "not_met")
            return verdict.requirement.force, verdict.state, verdict.reason if shared else ""

        order = list(_ORDER)
        kinds = sorted(
            dict.fromkeys(map(alike, self.asked)), key=lambda kind: (kind[0] != "shall", order.index(kind[1]))
        )
        return tuple((kind[1], kind[2], kind[0], tuple(v for v in self.asked if alike(v) == kind)) for kind in kinds)

    @property
    def asked(self) -> tuple[Verdict, ...]:
        """The verdicts on what the instrument is asked about."""
        return tuple(verdict for verdict in self.verdicts if verdict.is_asked)

    def verdict(self, requirement_id: str) -> Verdict | None:
        return self._by_requirement.get(requirement_id)

    @cached_property
    def _by_requirement(self) -> dict[str, Verdict]:
        return {verdict.requirement.id: verdict for verdict in self.verdicts}


def standings(report: Report) -> tuple[Standing, ...]:
    """Return how each county of a file stands; one entry without a county for a file that cannot be read."""
    if not report.data:
        return (Standing(report, "", "unreadable", (), (), report.diagnostics),)
    return tuple(_standing(report, county) for county in dict.fromkeys(verdict.county for verdict in report.verdicts))


def _standing(report: Report, county: str) -> Standing:
    verdicts = tuple(verdict for verdict in report.verdicts if verdict.county == county)
    faults = tuple(
        diagnostic
        for diagnostic in report.diagnostics
        if diagnostic.severity == "error" and diagnostic.force != "shall" and _touches(diagnostic, county)
    )
    kind, reasons = _kind(report, verdicts, faults)
    return Standing(report, county, kind, tuple(dict.fromkeys(reasons)), verdicts, faults)


def _kind(
    report: Report, verdicts: tuple[Verdict, ...], faults: tuple[Diagnostic, ...]
) -> tuple[Kind, tuple[str, ...]]:
    duties = _duties(verdicts)
    found = {verdict.state for verdict in duties}
    if "not_met" in found:
        return "gaps", ()
    if faults:
        return "errors", ()
    if not found & {"satisfied", "unknown"}:
        return "none", tuple(verdict.reason for verdict in duties or verdicts if verdict.requirement.force == "shall")
    if report.data.get("completeness") == "public_sources_only":
        return "unknown", ("the file shows only what public sources show",)
    if "unknown" in found:
        return "unknown", tuple(verdict.reason for verdict in duties if verdict.state == "unknown")
    return "complete", ()


def _duties(verdicts: tuple[Verdict, ...]) -> tuple[Verdict, ...]:
    """Return the verdicts on duties that the instrument is asked about."""
    return tuple(verdict for verdict in verdicts if verdict.requirement.force == "shall" and verdict.is_asked)


def _touches(diagnostic: Diagnostic, county: str) -> bool:
    """Return whether a finding about the file concerns this county: its own part, or what all its counties share."""
    path = diagnostic.path
    own = path[1] if len(path) > 1 and path[0] == "counties" else diagnostic.county
    return own in ("", county)

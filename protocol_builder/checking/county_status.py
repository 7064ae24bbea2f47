"""How a county stands: the results of all its requirements in one word, with reasons and counts."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal, TypeAlias

from ..diagnostic import Diagnostic
from ..english import number_of, uncapitalized
from ..law import vocabulary
from ..protocol.county_data import is_of_public_sources, view_of
from .check import Report
from .evaluate import RESULTS, Result, Verdict
from .in_force import Force, force_by_county, force_on

Kind: TypeAlias = Literal["complete", "gaps", "errors", "unknown", "ended", "not_yet", "none", "unreadable"]

KINDS: dict[Kind, tuple[str, str]] = {
    "complete": (
        "no gap found",
        "The file has an answer for every duty that binds the county and is checked here, or the county is excused. Where "
        "the answer is in the county’s own words, no program has read it.",
    ),
    "gaps": ("gaps", "At least one statutory duty (“shall”) is not met."),
    "unknown": ("unknown", "Nothing is known to be missing, but the file does not say enough to decide every duty."),
    "errors": ("errors in the file", "The file contradicts itself or has entries that cannot be read."),
    "ended": (
        "no longer in force",
        "The file says that the instrument has expired or was replaced, or its term has ended and was not renewed.",
    ),
    "not_yet": ("not yet in force", "The file says that the instrument is not adopted, or that its term begins later."),
    "none": ("not checked", "No duty checked here binds the county, or applies to this kind of document."),
    "unreadable": ("cannot be read", "The file cannot be read as a county file; nothing is known about the county."),
}
"""Each kind of standing with the words that pages print and what they mean."""

_ORDER: tuple[Result, ...] = ("not_met", "unknown", "excused", "in_words", "stated", "not_applicable")
"""Verdicts in the order in which a reader needs them."""

_OPEN: tuple[Result, ...] = ("not_met", "unknown")
"""The results that call for someone's answer."""

NOT_READ = " (not read by any program)"
"""What is said after `in the county’s own words`, wherever it is counted."""

IN_NUMBERS: dict[Result, str] = {
    "stated": "stated in the file",
    "in_words": f"{RESULTS['in_words']}{NOT_READ}",
    "not_met": "not met",
    "unknown": "unknown",
    "excused": "excused",
    "not_applicable": "not applicable",
}
"""Each result as it is printed after a number of duties."""


NOT_ASKED = "no duty checked here applies to this kind of document"
"""What is printed instead of numbers for an instrument that is not the place for any duty."""


NOT_CHECKED = "no duties checked"
"""What is printed instead of numbers for a file that cannot be read so far."""


def excused_in_words(report: Report) -> Iterator[tuple[str, str]]:
    """Yield what the law does not require of a county, as clauses with “that”, and the reason, for each reason."""
    several = len(report.counties) > 1
    for reason, verdicts in excused(report.verdicts):
        named = (f"{vocabulary.full_name(v.county)}: " if several else "" for v in verdicts)
        yield (
            "; ".join(
                f"{name}that {uncapitalized(v.requirement.title)}" for name, v in zip(named, verdicts, strict=True)
            ),
            reason,
        )


def declined_in_words(report: Report) -> Iterator[tuple[str, str]]:
    """Yield the recommendations that a county has declined, by title or counted, and its reason, for each reason."""
    several = len(report.counties) > 1
    found: dict[tuple[str, str, str], list[str]] = {}
    for verdict in report.verdicts:
        if verdict.declined:
            key = (verdict.county, verdict.declined, verdict.requirement.source_title)
            found.setdefault(key, []).append(verdict.requirement.title)
    for (county, reason, document), titles in found.items():
        name = f"{vocabulary.full_name(county)}: " if several else ""
        what = "; ".join(titles) if len(titles) < 4 else f"{len(titles)} recommendations of {document}"
        yield f"{name}{what}", reason


def not_in_force(report: Report) -> str:
    """Return `no longer in force` or `not yet in force` for an instrument that is not in force, else nothing.

    Where only some counties of the file differ, they are named: `no longer in force in Inyo County`.
    """
    forces = {county: force for county, (force, _) in force_by_county(report.data, report.on).items()}
    if len(set(forces.values())) == 1:
        return _not_in_force(next(iter(forces.values())))
    named = ((county, _not_in_force(force)) for county, force in forces.items())
    return ", ".join(f"{words} in {vocabulary.full_name(county)}" for county, words in named if words)


def _not_in_force(force: Force) -> str:
    return "" if force == "in_force" else KINDS[force][0]


def counted(count: Mapping[Result, int]) -> tuple[tuple[Result, str], ...]:
    """Return a clause for each result that a duty has: `108 duties: 17 stated in the file`, `77 unknown`, `8 excused`."""
    if not any(count.values()):
        return (("not_applicable", NOT_ASKED),)
    stated = f"{number_of(sum(count.values()), 'duty', 'duties')}: {count['stated']} {IN_NUMBERS['stated']}"
    others = ((result, f"{count[result]} {IN_NUMBERS[result]}") for result in IN_NUMBERS if result != "stated")
    return (("stated", stated), *((result, words) for result, words in others if count[result]))


def followed(count: Mapping[Result, int]) -> str:
    """Return how many recommendations are followed, and by what: `58 recommendations: 33 stated in the file`."""
    printed = {**IN_NUMBERS, "not_met": "not mentioned or not followed"}
    others = (f", {count[result]} {printed[result]}" for result in IN_NUMBERS if result != "stated" and count[result])
    return f"{number_of(sum(count.values()), 'recommendation')}: {count['stated']} {printed['stated']}{''.join(others)}"


def excused(verdicts: Iterable[Verdict]) -> tuple[tuple[str, tuple[Verdict, ...]], ...]:
    """Return the duties that the law excuses, by the reason: (reason, verdicts)."""
    found = [verdict for verdict in verdicts if verdict.state == "excused" and verdict.requirement.force == "shall"]
    reasons = dict.fromkeys(verdict.reason for verdict in found)
    return tuple((reason, tuple(v for v in found if v.reason == reason)) for reason in reasons)


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
    def not_in_force(self) -> str:
        """What is said next to the county's name wherever its kind is not shown, for an instrument not in force there."""
        return _not_in_force(force_on(view_of(self.report.data, self.county), self.report.on)[0])

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
    def counted(self) -> tuple[tuple[Result, str], ...]:
        """A clause for each result that a duty (`shall`) has; those stated first, even if none is."""
        return counted({result: self.count(result) for result in IN_NUMBERS})

    @property
    def counted_in_short(self) -> str:
        """The duties that are open, where there are any: `1 of 108 duties not met, 49 unknown`; else every result's clause."""
        whole = number_of(sum(map(self.count, IN_NUMBERS)), "duty", "duties")
        numbers = [(self.count(result), IN_NUMBERS[result]) for result in _OPEN if self.count(result)]
        if not numbers:
            return ", ".join(words for _, words in self.counted)
        (first, of), *others = numbers
        return ", ".join([f"{first} of {whole} {of}", *(f"{number} {words}" for number, words in others)])

    def count(self, result: Result) -> int:
        """Return how many duties (`shall`) have this result."""
        return Counter(verdict.result for verdict in _duties(self.verdicts))[result]

    @property
    def excused(self) -> tuple[tuple[str, tuple[Verdict, ...]], ...]:
        """The duties that the law excuses, by the reason."""
        return excused(self.verdicts)

    @property
    def declined(self) -> tuple[tuple[str, tuple[Verdict, ...]], ...]:
        """The recommendations that the county has considered and declined, by its reason."""
        reasons = dict.fromkeys(verdict.declined for verdict in self.verdicts if verdict.declined)
        return tuple((reason, tuple(v for v in self.verdicts if v.declined == reason)) for reason in reasons)

    @property
    def grouped(self) -> tuple[tuple[Result, str, str, tuple[Verdict, ...]], ...]:
        """The verdicts of the same result for the same reason: (result, reason, force, verdicts), law before guidance."""

        def alike(verdict: Verdict) -> tuple[str, Result, str]:
            shared = verdict.state not in ("satisfied", "not_met")
            return verdict.requirement.force, verdict.result, verdict.reason if shared else ""

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
    kind, reasons = _kind(view_of(report.data, county), report.on, verdicts, faults)
    return Standing(report, county, kind, tuple(dict.fromkeys(reasons)), verdicts, faults)


def _kind(
    view: dict[str, Any], on: str, verdicts: tuple[Verdict, ...], faults: tuple[Diagnostic, ...]
) -> tuple[Kind, tuple[str, ...]]:
    duties = _duties(verdicts)
    found = {verdict.state for verdict in duties}
    force, why = force_on(view, on)
    if force == "ended":  # what such an instrument lacks is no longer what matters most about it
        return "ended", (why,)
    if "not_met" in found:
        return "gaps", ()
    if faults:
        return "errors", ()
    if force == "not_yet":
        return "not_yet", (why,)
    if not found & {"satisfied", "unknown"}:
        return "none", tuple(verdict.reason for verdict in duties) or (NOT_ASKED,)
    if is_of_public_sources(view):
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

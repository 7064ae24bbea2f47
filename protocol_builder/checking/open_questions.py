"""What a county file leaves open: the seats that statutes demand, list by list, and questions by who can answer them."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from ..diagnostic import Diagnostic
from ..english import capitalized, join_words, number_of
from ..law import requirements, shape, vocabulary
from ..law.answers import who_answers
from ..reading.positions import line_of
from .check import Report
from .evaluate import Verdict


@dataclass(frozen=True, slots=True)
class MandatedList:
    """A list of seats that a statute demands of one county, and which of them are filled."""

    county: str
    key: str
    """The key of the county file, such as `protocol_team`."""
    verdicts: tuple[Verdict, ...]
    """One for each seat that applies, in the order of the law."""
    nameless: Mapping[str, int] = field(default_factory=dict)
    """Of seats whose agency has no name, the line of the agency, by the ids of the requirements."""

    @property
    def title(self) -> str:
        """The title of the list, such as `Protocol team`, or its acronym."""
        title = shape.teams().get(self.key, self.key)
        acronym = re.search(r"\(([A-Z]+)\)$", title)
        return acronym[1] if acronym else title

    @property
    def filled(self) -> tuple[Verdict, ...]:
        """The seats that are filled."""
        return tuple(verdict for verdict in self.verdicts if verdict.state == "satisfied")

    @property
    def open(self) -> tuple[Verdict, ...]:
        """The seats that are not filled, or of which it is unknown."""
        return tuple(verdict for verdict in self.verdicts if verdict.state in ("not_met", "unknown"))

    @property
    def excused(self) -> tuple[Verdict, ...]:
        """The seats that are not filled and that the law excuses."""
        return tuple(verdict for verdict in self.verdicts if verdict.state == "excused")

    @property
    def line(self) -> str:
        """Return how many are filled and which are open: `Protocol team: 6 of 7 seats filled; open: juvenile court`."""
        count = f"{self.title}: {len(self.filled)} of {number_of(len(self.verdicts), 'seat')} filled"
        parts = [
            f"{word}: {join_words(tuple(map(self._named, found)))}"
            for word, found in (("open", self.open), ("excused", self.excused))
            if found
        ]
        return "; ".join((count, *parts))

    def _named(self, verdict: Verdict) -> str:
        """Return a seat's name, and what it waits for where only its agency's name is missing."""
        line = self.nameless.get(verdict.requirement.id)
        return f"{seat_name(verdict)} (the agency has no name on line {line})" if line else seat_name(verdict)


def seat_name(verdict: Verdict) -> str:
    """Return the function of a verdict on a seat, as it is written within a sentence."""
    assert verdict.requirement.seat
    return vocabulary.in_sentence(verdict.requirement.seat.function)


def mandated_lists(report: Report) -> tuple[MandatedList, ...]:
    """Return the lists of seats that statutes demand, for each county; none that the instrument is not asked about."""
    lists: dict[tuple[str, str], list[Verdict]] = {}
    for verdict in report.verdicts:
        seat = verdict.requirement.seat
        if seat and verdict.requirement.force == "shall" and verdict.is_asked and verdict.state != "not_applicable":
            lists.setdefault((verdict.county, seat.on), []).append(verdict)
    order = list(shape.teams())
    found = (
        MandatedList(county, key, tuple(verdicts), dict(_nameless(report, verdicts)))
        for (county, key), verdicts in lists.items()
    )
    return tuple(
        sorted(found, key=lambda one: (report.counties.index(one.county) if one.county else 0, order.index(one.key)))
    )


def _nameless(report: Report, verdicts: Iterable[Verdict]) -> Iterator[tuple[str, int]]:
    for verdict in verdicts:
        for finding in verdict.diagnostics:
            if finding.rests_on[:1] == ("agencies",) and finding.rests_on[-1] == "name":
                yield verdict.requirement.id, line_of(report.source, finding.rests_on)


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """A question that a county file leaves unanswered, or a duty that it does not meet; with all that depends on it."""

    question: str
    """Half a sentence: `the file does not say who is trained, and in what`."""
    findings: tuple[Diagnostic, ...]
    """What depends on the answer."""
    who: str
    """Who can answer it, such as `Juvenile court`."""

    @property
    def county(self) -> str:
        return self.findings[0].county

    @property
    def is_error(self) -> bool:
        """Whether what the file has is wrong or lacks what the law demands, instead of not saying."""
        return self.findings[0].severity == "error"

    @property
    def is_on_seat(self) -> bool:
        """Whether it is about a seat that a statute demands."""
        found = requirements.by_id(self.findings[0].id)
        return bool(found and found.seat)


def open_questions(report: Report) -> tuple[OpenQuestion, ...]:
    """Return what a file leaves open toward statutes, in the order of those who can answer; seats first for each."""
    order = [capitalized(vocabulary.in_sentence(function)) for function in vocabulary.lists()["functions"]]

    def place(one: OpenQuestion) -> int:
        first = one.who.split(" and ")[0].split(", ")[0]
        return order.index(first) if first in order else len(order)

    return tuple(
        sorted(_questions(report), key=lambda one: (place(one), one.who, not one.is_on_seat, not one.is_error))
    )


def _questions(report: Report) -> Iterator[OpenQuestion]:
    waiting: dict[tuple[object, ...], list[Diagnostic]] = {}
    for finding in report.diagnostics:
        if finding.force == "shall" and finding.severity in ("error", "unknown"):
            waiting.setdefault((finding.county, finding.question or finding.message, finding.path), []).append(finding)
    for (_, question, _), findings in waiting.items():
        yield OpenQuestion(str(question), tuple(findings), answered_by(findings[0]))


def answered_by(finding: Diagnostic) -> str:
    """Return who can answer what a finding asks: those who fill the seat that it is about, or who knows of its place."""
    found = requirements.by_id(finding.id)
    seat = found.seat if found else None
    # A fact about the whole county, such as when its protocol was developed, is not the seat's to know.
    is_on_seat = seat and ("seats" in finding.path or finding.path[-1:] == ("completeness",))
    return who_answers(finding.path, seat.function if seat and is_on_seat else "")


def is_of_practice(finding: Diagnostic) -> bool:
    """Return whether a finding is about a duty of the county's practice, on which the instrument may be silent."""
    found = requirements.by_id(finding.id)
    return found is not None and found.is_of_practice

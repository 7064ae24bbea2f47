"""The questions that county files leave unanswered: what depends on each, and which are about a mandated seat."""

from collections.abc import Iterable, Iterator

from ...diagnostic import Diagnostic
from ...law import requirements


def grouped(diagnostics: Iterable[Diagnostic]) -> Iterator[tuple[Diagnostic, ...]]:
    """Each finding by itself, but all that wait for the same answer as one question."""
    diagnostics = tuple(diagnostics)
    asked: dict[tuple[str, str, int], list[Diagnostic]] = {}
    for diagnostic in diagnostics:
        if diagnostic.question:
            asked.setdefault((diagnostic.county, diagnostic.question, diagnostic.line), []).append(diagnostic)
    for diagnostic in diagnostics:
        if not diagnostic.question:
            yield (diagnostic,)
        elif group := asked.pop((diagnostic.county, diagnostic.question, diagnostic.line), None):
            yield tuple(group)


def title_of(diagnostic: Diagnostic) -> str:
    """The title of the requirement that waits for an answer."""
    requirement = requirements.by_id(diagnostic.id) if diagnostic.question else None
    return requirement.title if requirement else diagnostic.message


def is_on_mandated_seat(diagnostic: Diagnostic) -> bool:
    """Whether a finding is an open question about a seat that WIC 16524.7 or 16524.8 demands; no other law has seats."""
    requirement = requirements.by_id(diagnostic.id) if diagnostic.severity == "unknown" else None
    return requirement is not None and requirement.seat is not None

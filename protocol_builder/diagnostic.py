"""One finding about a county file, with its position, and the order in which findings are shown."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Literal, TypeAlias

Path: TypeAlias = tuple[str | int, ...]
Severity: TypeAlias = Literal["error", "warning", "advice", "unknown"]

Cure: TypeAlias = Literal["", "fill in", "name someone", "indent", "wait"]
"""A placeholder is filled in; instead of words such as “Vacant”, someone is named; a key is indented; a change waits for another."""

SEVERITIES: tuple[Severity, ...] = ("error", "warning", "unknown", "advice")
"""The most serious first: an unanswered question of the law is more serious than guidance."""


def at_least(severity: Severity) -> tuple[Severity, ...]:
    """Return a severity and those more serious."""
    return SEVERITIES[: SEVERITIES.index(severity) + 1]


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of one line; line and columns count from 1, `end_column` is the first column after it."""

    line: int
    column: int
    end_column: int


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding about a county file. Rules name its path; `check` adds the position."""

    id: str
    """The requirement's id, or the id of a check of the file itself, such as `yaml-syntax`."""
    severity: Severity
    message: str
    """What is missing or wrong, in a sentence for a program manager, without a period at its end."""
    path: Path = ()
    """Keys and indices that lead to what the message is about; what is missing is shown at its nearest parent."""
    at_value: bool = False
    """Whether the message is about the value under the path's last key, not about the key."""
    remedy: str = ""
    """What to write, ready to paste, or what to do."""
    citation: str = ""
    quote: str = ""
    """The law's words."""
    force: str = ""
    """`shall`, `recommended`, or empty for checks of the file itself."""
    county: str = ""
    """The county concerned, in a file of one county or of several."""
    since: str = ""
    """The date (ISO) on which the requirement took effect."""
    question: str = ""
    """For `unknown`: the question that the file leaves unanswered, the same for all findings that wait for its answer."""
    meant: Path = ()
    """For a misspelled or misplaced key or word: the path of the missing one that was probably meant."""
    rests_on: Path = ()
    """Another path that the finding follows from; it is not reported while that path departs from the shape."""
    words: str = ""
    """The words that the message is about, if they are part of a longer value."""
    cure: Cure = field(default="", repr=False)
    """What kind of change the remedy asks for, where another part of the program asks."""
    span: Span = Span(1, 1, 1)

    @property
    def line(self) -> int:
        return self.span.line

    @property
    def column(self) -> int:
        return self.span.column

    def at(self, span: Span) -> "Diagnostic":
        """The same finding with its position in the file."""
        return replace(self, span=span)


def in_reading_order(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """What is wrong by position in the file, then what is unknown, then advice; otherwise in the order of the law.

    A file may leave out whole sections; the questions about them, all at its first line, must not hide what is wrong, and
    guidance must not hide what the law requires.
    """
    return tuple(sorted(diagnostics, key=lambda d: (_TURN[d.severity], d.line, d.column, SEVERITIES.index(d.severity))))


_TURN: dict[Severity, int] = {"error": 0, "warning": 0, "unknown": 1, "advice": 2}

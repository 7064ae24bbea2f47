"""Knows what one finding about a county file is. Knows neither YAML nor law nor how findings are shown."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

Path: TypeAlias = tuple[str | int, ...]
Severity: TypeAlias = Literal["error", "warning", "advice", "unknown"]

SEVERITIES: tuple[Severity, ...] = ("error", "warning", "advice", "unknown")


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of one line; line and columns count from 1, `end_column` is the first column after it."""

    line: int
    column: int
    end_column: int


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding about a county file. Rules give its path; `check` finds the place."""

    id: str
    """The requirement's id, or the id of a check of the file itself, such as `yaml-syntax`."""
    severity: Severity
    message: str
    """A sentence for a program manager, without a full stop: what is missing or wrong."""
    path: Path = ()
    """Route of keys and indices to what the message is about; what is absent is placed at its nearest parent."""
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
    """The county concerned, in a file of several counties as well as of one."""
    since: str = ""
    """The day since which the requirement is in force (ISO)."""
    question: str = ""
    """For `unknown`: what the file leaves open, shared by all findings that wait for the same answer."""
    meant: Path = ()
    """Of a misspelt or misplaced key or word, the path of what is not there and that it probably stands for."""
    rests_on: Path = ()
    """Another place of the file that the finding follows from: as long as that departs from the shape, it waits."""
    words: str = ""
    """The words that the message is about, where they stand inside a longer value."""
    span: Span = Span(1, 1, 1)

    @property
    def line(self) -> int:
        return self.span.line

    @property
    def column(self) -> int:
        return self.span.column

    def at(self, span: Span) -> "Diagnostic":
        """The same finding at a place in the file."""
        return replace(self, span=span)


def in_reading_order(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """What is wrong by place in the file, then what is open, then what is advised; otherwise in the order of the law.

    A file may leave whole sections out; the questions about them, all at its first line, must not hide what is wrong, and
    guidance must not hide what the law asks.
    """
    return tuple(sorted(diagnostics, key=lambda d: (_TURN[d.severity], d.line, d.column, SEVERITIES.index(d.severity))))


_TURN: dict[Severity, int] = {"error": 0, "warning": 0, "unknown": 1, "advice": 2}

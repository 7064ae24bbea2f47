"""A repair of YAML that cannot be read: what is wrong in a line, what to write, and the lines after that."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Repair:
    """What is wrong in one line, counted from 1, what to write, and the lines that replace it and those up to `until`."""

    line: int
    column: int
    message: str
    remedy: str
    replacement: tuple[str, ...]
    until: int = 0
    """The last line that is replaced; 0 if only one is."""
    certain: bool = False
    """Whether it is proposed even if the reader then finds another error further down."""
    since: int = 0
    """The first line that is replaced; 0 if it is the line of the finding."""
    deletes_dash: bool = False
    """Whether a dash before a key is taken away, which lets the lines below it stay where they are."""

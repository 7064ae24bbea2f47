"""Knows where the lines of a text begin, without reading all of it for each. Knows nothing of what stands in them."""

from bisect import bisect
from itertools import accumulate


class Lines:
    """The lines of a text; lines and columns count from 1, offsets from 0."""

    def __init__(self, text: str) -> None:
        self._lines = text.splitlines()
        self._begun = [0, *accumulate(map(len, text.splitlines(keepends=True)))]

    def line(self, number: int) -> str:
        """A line without its end; empty where there is none."""
        return self._lines[number - 1] if 0 < number <= len(self._lines) else ""

    def offset(self, line: int, column: int) -> int:
        """Where in the text a place is."""
        return self._begun[min(line, len(self._begun)) - 1] + column - 1

    def place(self, offset: int) -> tuple[int, int]:
        """The line and column of a place in the text."""
        line = bisect(self._begun, offset)
        return line, offset - self._begun[line - 1] + 1

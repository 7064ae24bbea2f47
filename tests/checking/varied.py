"""A complete county file in which something is written otherwise."""

from ..conftest import report_of
from ..edits import with_edits
from .test_fix import COMPLETE


def found_with(old: str, new: str, *ids: str) -> list[tuple[int, int, str, str, str]]:
    """The findings with these ids in a complete file in which something is written otherwise."""
    found = report_of(with_edits(COMPLETE, (old, new))).diagnostics
    return [(d.line, d.column, d.severity, d.message, d.remedy) for d in found if d.id in ids]

"""A complete county file in which something is written otherwise."""

from ..conftest import report_of
from .test_fix import COMPLETE


def found_with(old: str, new: str, *ids: str) -> list[tuple[int, int, str, str, str]]:
    """The findings with these ids in a complete file in which something is written otherwise."""
    assert old in COMPLETE
    found = report_of(COMPLETE.replace(old, new, 1)).diagnostics
    return [(d.line, d.column, d.severity, d.message, d.remedy) for d in found if d.id in ids]

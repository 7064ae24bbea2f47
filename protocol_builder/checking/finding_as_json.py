"""A finding as the plain data that other programs and pages read.

Written out key by key: what they rely on must not change because a class here does (`schemas/report.schema.json`).
"""

from typing import Any

from ..diagnostic import Diagnostic
from .lines_to_add import with_choices


def as_json(diagnostic: Diagnostic) -> dict[str, Any]:
    """Return a finding with its remedy as every output shows it, and null for what it does not have."""
    return {
        "id": diagnostic.id,
        "severity": diagnostic.severity,
        "force": diagnostic.force or None,
        "message": diagnostic.message,
        "remedy": with_choices(diagnostic) or None,
        "citation": diagnostic.citation or None,
        "quote": diagnostic.quote or None,
        "path": list(diagnostic.path),
        "line": diagnostic.line,
        "column": diagnostic.column,
        "county": diagnostic.county or None,
    }

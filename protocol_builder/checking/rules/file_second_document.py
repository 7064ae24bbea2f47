"""A county file holds one document."""

from .rule import Rule, found_before

RULE = Rule(
    id="file-second-document",
    severity="error",
    title="A second document begins in the file",
    description=(
        "A line with three dashes (---) begins another document, which is not checked. A file describes one "
        "instrument of one county, or of several counties together."
    ),
    bad="""\
county: Alpine
instrument:
  kind: other
---
county: Inyo
instrument:
  kind: other""",
    good="""\
county: Alpine
instrument:
  kind: other""",
    check=found_before("file-second-document"),
)

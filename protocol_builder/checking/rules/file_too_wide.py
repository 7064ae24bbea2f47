"""A map or list has at most 1,000 entries."""

from .rule import Rule, found_before

RULE = Rule(
    id="file-too-wide",
    severity="error",
    title="A map or list has too many entries",
    description=(
        "One map or list has more than 1,000 entries. No part of an instrument has as many; the file probably holds "
        "another kind of data, or several instruments."
    ),
    bad="""\
notes:
  - Note 1
  - Note 2
  - and so on, up to note 1,001""",
    good="""\
notes:
  - Note 1
  - Note 2""",
    check=found_before("file-too-wide"),
)

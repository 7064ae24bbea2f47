"""An anchor does not contain itself."""

from .rule import Rule, found_before

RULE = Rule(
    id="file-endless-alias",
    severity="error",
    title="An anchor contains itself",
    description=("An alias (*) inside its own anchor (&) repeats itself without end, so the file has no last value."),
    bad="""\
notes: &notes
  - The team meets monthly.
  - *notes""",
    good="""\
notes:
  - The team meets monthly.""",
    check=found_before("file-endless-alias"),
)

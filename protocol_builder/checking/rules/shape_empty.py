"""Each key has a value."""

from .rule import Rule, found_before

RULE = Rule(
    id="shape-empty",
    severity="error",
    title="A key has no value",
    description=(
        "A key is in the file, and nothing is written after it, or its list has too few entries. An empty entry is "
        "easily taken for an answer, and is none."
    ),
    bad="""\
instrument:
  kind: other
  title:""",
    good="""\
instrument:
  kind: other
  title: Letter of the Board of Supervisors""",
    check=found_before("shape-empty"),
)

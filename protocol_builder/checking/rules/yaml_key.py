"""A key is a word."""

from .rule import Rule, found_before

RULE = Rule(
    id="yaml-key",
    severity="error",
    title="A key is a list or a map",
    description=(
        "What is before a colon names the value after it and must be a word. Here it is a list or a map in brackets "
        "or braces."
    ),
    bad="""\
agencies:
  {probation}: {name: Probation Department, kind: county_department, functions: [probation]}""",
    good="""\
agencies:
  probation: {name: Probation Department, kind: county_department, functions: [probation]}""",
    check=found_before("yaml-key"),
)

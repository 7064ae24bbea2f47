"""A county file has the keys without which the others mean nothing."""

from .rule import Rule, found_before

RULE = Rule(
    id="shape-missing-key",
    severity="error",
    title="A necessary key is missing",
    description=(
        "Without this key the entry around it cannot be understood, such as an agency with no kind. What a statute "
        "requires is never reported here but as a requirement."
    ),
    bad="""\
agencies:
  probation: {name: Probation Department, functions: [probation]}""",
    good="""\
agencies:
  probation: {name: Probation Department, kind: county_department, functions: [probation]}""",
    check=found_before("shape-missing-key"),
)

"""A county file follows the rules of YAML."""

from .rule import Rule, found_before

RULE = Rule(
    id="yaml-syntax",
    severity="error",
    title="The file cannot be read from some place on",
    description=(
        "The file breaks a rule of YAML, the format of county files: a bracket or quote is not closed, a colon is "
        "missing, or a line is not indented like its neighbors. Nothing in the file is checked until this is fixed."
    ),
    bad="""\
agencies:
  probation: {name: Probation Department, kind: county_department, functions: [probation}""",
    good="""\
agencies:
  probation: {name: Probation Department, kind: county_department, functions: [probation]}""",
    check=found_before("yaml-syntax"),
)

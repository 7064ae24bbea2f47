"""Each value is of the kind that its key has."""

from .rule import Rule, found_before

RULE = Rule(
    id="shape-value",
    severity="error",
    title="A value does not fit its key",
    description=(
        "The key has values of another kind: a word from a list, a date, a number, true or false, or further keys. A "
        "value that does not fit counts as absent."
    ),
    bad="""\
csec_program:
  elects_funds: yes""",
    good="""\
csec_program:
  elects_funds: true""",
    check=found_before("shape-value"),
)

"""Nothing in a county file is still to be filled in."""

from .rule import Rule, found_before

RULE = Rule(
    id="to-fill-in",
    severity="error",
    title="A value is still to be filled in",
    description=(
        "The value is a placeholder such as TODO, TBD, or an ellipsis. Placeholders never count as an answer: a seat "
        "with one is empty, and a duty that waits for one is not met."
    ),
    bad="""\
services:
  provision: TODO""",
    good="""\
services:
  provision: Partners provide advocates, counseling, and safe housing to each child.""",
    check=found_before("to-fill-in"),
)

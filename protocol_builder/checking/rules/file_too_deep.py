"""A county file is nested at most 40 levels deep."""

from .rule import Rule, found_before

RULE = Rule(
    id="file-too-deep",
    severity="error",
    title="The county file is nested too deep",
    description=(
        "More than 40 levels are nested in each other, which no part of a county file needs. Usually brackets are "
        "opened and not closed, or each line is indented further than the one above."
    ),
    bad="notes: [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]",
    good="notes: []",
    check=found_before("file-too-deep"),
)

"""A county file is a map of keys."""

from .rule import Rule, found_before

RULE = Rule(
    id="file-not-a-map",
    severity="error",
    title="The county file does not begin with a key",
    description=(
        "A county file is a list of keys with values, such as county: El Dorado. This file begins with a list or with "
        "plain text, so no part of it can be found."
    ),
    bad="""\
- El Dorado
- interagency protocol""",
    good="""\
county: El Dorado
instrument:
  kind: interagency_protocol""",
    check=found_before("file-not-a-map"),
)

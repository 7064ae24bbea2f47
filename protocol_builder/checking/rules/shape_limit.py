"""Each text and list has a length that a document can hold."""

from .rule import Rule, found_before

RULE = Rule(
    id="shape-limit",
    severity="error",
    title="A text or a list is too long",
    description=(
        "Each part of a county file has a limit that no real instrument comes near, so that one slip or a hostile "
        "file cannot exhaust the computer. The message names the limit."
    ),
    bad="""\
narrative:
  - heading: History
    text: a text of more than 1,000,000 characters""",
    good="""\
narrative:
  - heading: History
    text: The county adopted its first protocol in 2016.""",
    check=found_before("shape-limit"),
)

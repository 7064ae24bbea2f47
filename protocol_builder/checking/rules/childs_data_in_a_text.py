"""No text of a county file has a child's data in it."""

from .rule import Rule, found_before

RULE = Rule(
    id="childs-data-in-a-text",
    severity="error",
    title="A text has a child’s data in it",
    description=(
        "A county file describes how agencies work together, and is published. A date of birth, a Social Security "
        "number, a case number, or a first name with an initial is about one child and does not belong in it. Until it is "
        "deleted, no document or page shows the text. If the words are not about a person, copy them to checked_texts."
    ),
    bad="""\
narrative:
  - heading: How this protocol was developed
    text: The team learned from the case of Maria G., who was found in a motel.""",
    good="""\
narrative:
  - heading: How this protocol was developed
    text: The team learned from the case of a young person who was found in a motel.""",
    check=found_before("childs-data-in-a-text"),
)

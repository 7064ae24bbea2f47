"""A county file has no line ends that editors do not show."""

from .rule import Rule, found_before

RULE = Rule(
    id="invisible-line-end",
    severity="error",
    title="An invisible line separator is in the text",
    description=(
        "Word and web pages use line separators that most editors do not show as the end of a line. A YAML reader "
        "counts each as one, so the lines that messages name would not be the lines you see."
    ),
    bad="""\
notes:
  - The team meets monthly. The county hosts it.""",
    good="""\
notes:
  - The team meets monthly. The county hosts it.""",
    check=found_before("invisible-line-end"),
)

"""A county file has no tags."""

from .rule import Rule, found_before

RULE = Rule(
    id="yaml-tag",
    severity="error",
    title="A YAML tag is in the file",
    description=(
        "In YAML, ! before a value names its type, which has no meaning in a county file. Often the exclamation mark "
        "was meant as text."
    ),
    bad="""\
notes:
  - !Important The team meets monthly.""",
    good="""\
notes:
  - Important! The team meets monthly.""",
    check=found_before("yaml-tag"),
)

"""Each key is one that a county file can have, in its place."""

from .rule import Rule, found_before

RULE = Rule(
    id="shape-unknown-key",
    severity="error",
    title="A key does not belong where it is",
    description=(
        "No county file has a key of this name in this place, so nothing reads what is under it. It is misspelled, or "
        "belongs elsewhere."
    ),
    bad="""\
mtd:
  kind: dedicated""",
    good="""\
mdt:
  kind: dedicated""",
    check=found_before("shape-unknown-key"),
)

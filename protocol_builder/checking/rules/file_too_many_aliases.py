"""A county file has at most 1,000 aliases."""

from .rule import Rule, found_before

RULE = Rule(
    id="file-too-many-aliases",
    severity="error",
    title="The county file has too many aliases",
    description=(
        "An alias (*) repeats what an anchor (&) names. More than 1,000 of them make a file that nobody can read, and "
        "can make a short file exhaust the computer."
    ),
    bad="""\
notes:
  - &hosts The county hosts the meetings.
  - *hosts
  - and so on, 1,001 times""",
    good="""\
notes:
  - The county hosts the meetings.""",
    check=found_before("file-too-many-aliases"),
)

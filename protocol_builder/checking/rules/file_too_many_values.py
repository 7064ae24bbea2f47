"""A county file has at most 50,000 values."""

from .rule import Rule, found_before

RULE = Rule(
    id="file-too-many-values",
    severity="error",
    title="The county file has too many values",
    description=(
        "Aliases (*) can make a short file stand for millions of values, which would exhaust the computer. No county "
        "file needs more than 50,000."
    ),
    bad="""\
a: &a [x, x, x, x, x, x, x, x, x, x]
b: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a, *a]
c: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b, *b]
d: &d [*c, *c, *c, *c, *c, *c, *c, *c, *c, *c]
e: [*d, *d, *d, *d, *d, *d, *d, *d, *d, *d]""",
    good="""\
notes:
  - The team meets monthly.""",
    check=found_before("file-too-many-values"),
)

"""A county file holds one version of each of its parts."""

from .rule import Rule, found_before

RULE = Rule(
    id="file-not-merged",
    severity="error",
    title="Two versions of a part are in the file",
    description=(
        "Two people changed the same lines, and git put both versions into the file, between lines that begin with "
        "<<<<<<<, =======, and >>>>>>>. Someone has to choose, or to write what holds now."
    ),
    bad="""\
county: Alpine
instrument:
<<<<<<< HEAD
  kind: other
=======
  kind: funding_agreement
>>>>>>> renewal""",
    good="""\
county: Alpine
instrument:
  kind: funding_agreement""",
    check=found_before("file-not-merged"),
)

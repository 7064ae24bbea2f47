"""A county's own words are for clauses that its kind of instrument has."""

from collections.abc import Iterator

from ...diagnostic import Diagnostic
from ...english import did_you_mean
from ...law import instruments
from .rule import CheckedFile, Rule


def check(file: CheckedFile) -> Iterator[Diagnostic]:
    """Yield a finding for each clause that the file changes and that the agreement of its kind does not have."""
    known = instruments.clause_files(str(file.instrument.get("kind", "")))
    for id in file.data.get("clauses") or ():
        if known and id not in known:
            yield Diagnostic(
                "clause-of-another-instrument",
                "warning",
                f"the agreement of this kind of instrument has no clause {id}, so the file's words for it are not printed",
                ("clauses", id),
                remedy=did_you_mean(id, known, "the clauses are"),
            )


RULE = Rule(
    id="clause-of-another-instrument",
    severity="warning",
    title="The file changes a clause of another kind of instrument",
    description=(
        "Each kind of instrument has clauses of its own. The file replaces, extends, or leaves out a clause that the "
        "agreement of its kind does not have, so its words are not printed anywhere."
    ),
    bad="""\
instrument:
  kind: system_of_care_mou
clauses:
  training: {replace: Staff are trained each spring.}""",
    good="""\
instrument:
  kind: system_of_care_mou
clauses:
  workforce: {add: Staff are trained each spring.}""",
    check=check,
)

"""A clause that serves a duty under statute is not left out."""

from collections.abc import Iterator

from ...diagnostic import Diagnostic
from ...law import vocabulary
from .rule import CheckedFile, Rule


def check(file: CheckedFile) -> Iterator[Diagnostic]:
    """Yield a finding for each clause that the file leaves out and that serves a duty."""
    for id, entry in (file.data.get("clauses") or {}).items():
        clause = vocabulary.lists()["clauses"].get(id, {})
        if entry and entry.get("leave_out") and clause.get("duty"):
            yield Diagnostic(
                "clause-of-a-duty-left-out",
                "error",
                f"the clause {id} ({clause['label']}) carries out a statutory duty and cannot be left out",
                ("clauses", id, "leave_out"),
                remedy=f"delete {'leave_out' if len(entry) > 1 else id}; the program leaves out clauses that do not apply to "
                "the county. Or replace the clause, in words that county counsel has compared with the law",
            )


RULE = Rule(
    id="clause-of-a-duty-left-out",
    severity="error",
    title="A clause that serves a statutory duty is left out",
    description=(
        "The file leaves out a clause of the agreement that carries out a duty under statute. The agreement would then "
        "be silent on that duty. A county may replace the clause with its own words."
    ),
    bad="""\
clauses:
  mandated-reporting: {leave_out: true}""",
    good="""\
clauses:
  dispute-resolution: {leave_out: true}""",
    check=check,
)

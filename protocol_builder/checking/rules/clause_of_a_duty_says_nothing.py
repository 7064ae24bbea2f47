"""A clause that serves a duty under statute is not replaced by words that say nothing, such as “Reserved.”"""

from collections.abc import Iterator

from ...diagnostic import Diagnostic
from ...english import quoted
from ...law import texts, vocabulary
from .rule import CheckedFile, Rule


def check(file: CheckedFile) -> Iterator[Diagnostic]:
    """Yield a finding for each clause that serves a duty and that the file replaces by nothing."""
    for id, entry in (file.data.get("clauses") or {}).items():
        clause = vocabulary.lists()["clauses"].get(id, {})
        words = (entry or {}).get("replace") or ""
        if clause.get("duty") and words and texts.is_nothing_instead_of_a_clause(words):
            yield Diagnostic(
                "clause-of-a-duty-says-nothing",
                "error",
                f"{quoted(words.strip())} replaces the clause {id}, which carries out a statutory duty",
                ("clauses", id, "replace"),
                True,
                "write the county’s own clause, in words that county counsel has compared with the law; or delete "
                f"clauses.{id}, and the program’s own clause is printed",
            )


RULE = Rule(
    id="clause-of-a-duty-says-nothing",
    severity="error",
    title="A clause that serves a statutory duty is replaced by words that say nothing",
    description=(
        "The file replaces a clause of the agreement that carries out a duty under statute with a word such as "
        "“Reserved” or “Omitted”, or with a comment. The agreement would then be silent on that duty."
    ),
    bad="""\
clauses:
  protocol-team: {replace: Reserved.}""",
    good="""\
clauses:
  counterparts: {replace: Reserved.}""",
    check=check,
)

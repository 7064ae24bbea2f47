"""An instrument that is in force has a day of adoption, a term, and parties."""

from collections.abc import Iterator

from ...diagnostic import Diagnostic
from ...english import join_words
from .rule import CheckedFile, Rule


def check(file: CheckedFile) -> Iterator[Diagnostic]:
    """Yield a finding for an instrument in force whose adoption, term, or parties the file does not have.

    Public sources may not show them.
    """
    if file.instrument.get("status") != "in_force" or file.is_of_public_sources:
        return
    if file.term.get("until", "perpetual") < file.on:  # a term that has ended is reported as that
        return
    # What is there and departs from the shape, or is under a misspelled key, is told as that.
    departed = {path[:2] for d in file.found for path in (d.path, d.meant)}
    lacking = {
        "adopted_on": not file.instrument.get("adopted_on") and ("instrument", "adopted_on") not in departed,
        "term": not file.term.get("from") and not file.term.get("until") and ("instrument", "term") not in departed,
        "parties": not file.data.get("parties") and not any(path[:1] == ("parties",) for path in departed),
    }
    missing = tuple(words for words, is_lacking in lacking.items() if is_lacking)
    if missing:
        yield Diagnostic(
            "in-force-but-incomplete",
            "warning",
            f"the instrument is in force, and the file has no {join_words(missing, 'or')}",
            ("instrument", "status"),
            True,
            "add what is missing; if the instrument is not yet adopted, write status: pending",
        )


RULE = Rule(
    id="in-force-but-incomplete",
    severity="warning",
    title="The instrument is in force, and the file does not say since when or between whom",
    description=(
        "The file says that the instrument is in force, and leaves out when it was adopted, its term, or its parties. "
        "Without them nobody can tell whether it is in force, and the agreement is printed with gaps in these places."
    ),
    bad="""\
instrument:
  kind: other
  status: in_force""",
    good="""\
instrument:
  kind: other
  status: in_force
  adopted_on: 2025-07-15
  term: {from: 2025-07-01, until: 2099-06-30}
parties:
  - {name: Inyo County, signature: signs, signatories: [Chair of the Board of Supervisors]}""",
    check=check,
)

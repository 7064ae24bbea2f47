"""An instrument that is in force has a day of adoption, a term, and parties."""

from collections.abc import Iterator

from ...diagnostic import Diagnostic, Path
from ...english import join_words
from ...protocol.county_data import InstrumentOf
from .rule import CheckedFile, Rule, of_each_instrument


def check(file: CheckedFile, instrument: InstrumentOf) -> Iterator[Diagnostic]:
    """Yield a finding for an instrument in force whose adoption, term, or parties the file does not have.

    Public sources may not show them.
    """
    if instrument.data.get("status") != "in_force" or file.is_of_public_sources:
        return
    if instrument.term.get("until", "perpetual") < file.on:  # a term that has ended is reported as that
        return
    # What is there and departs from the shape, or is under a misspelled key, is told as that.
    departed = {_shared(path)[:2] for d in file.found for path in (d.path, d.meant)}
    lacking = {
        "adopted_on": not instrument.data.get("adopted_on") and ("instrument", "adopted_on") not in departed,
        "term": not instrument.term.get("from")
        and not instrument.term.get("until")
        and ("instrument", "term") not in departed,
        "parties": not file.data.get("parties") and not any(path[:1] == ("parties",) for path in departed),
    }
    missing = tuple(words for words, is_lacking in lacking.items() if is_lacking)
    if missing:
        yield Diagnostic(
            "in-force-but-incomplete",
            "warning",
            f"the instrument is in force, and the file has no {join_words(missing, 'or')}",
            instrument.at("status"),
            True,
            "add what is missing; if the instrument is not yet adopted, write status: pending",
        )


def _shared(path: Path) -> Path:
    """Return the path of the same in what all counties of the file share."""
    return path[2:] if path[:1] == ("counties",) else path


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
    check=of_each_instrument(check),
)

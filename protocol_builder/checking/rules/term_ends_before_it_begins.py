"""A term ends after it begins."""

from collections.abc import Iterator

from ...diagnostic import Diagnostic
from ...protocol.county_data import InstrumentOf
from .rule import CheckedFile, Rule, of_each_instrument


def check(file: CheckedFile, instrument: InstrumentOf) -> Iterator[Diagnostic]:
    """Yield a finding for a term whose end is before its beginning."""
    begins, ends = instrument.term.get("from", ""), instrument.term.get("until", "")
    if ends and begins and ends != "perpetual" and ends < begins:
        yield Diagnostic(
            "term-ends-before-it-begins",
            "error",
            f"the term ends on {ends}, before it begins on {begins}",
            instrument.at("term", "until"),
            True,
            "correct one of the two dates",
        )


RULE = Rule(
    id="term-ends-before-it-begins",
    severity="error",
    title="The term ends before it begins",
    description=(
        "The end of the instrument’s term is earlier than its beginning. One of the two dates must be wrong, and the "
        "agreement would be printed with both."
    ),
    bad="""\
instrument:
  kind: other
  term: {from: 2095-07-01, until: 2092-06-30}""",
    good="""\
instrument:
  kind: other
  term: {from: 2095-07-01, until: 2098-06-30}""",
    check=of_each_instrument(check),
)

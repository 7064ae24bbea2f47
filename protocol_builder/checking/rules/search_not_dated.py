"""A search that found no instrument has its day."""

from collections.abc import Iterator

from ...diagnostic import Diagnostic
from .rule import CheckedFile, Rule


def check(file: CheckedFile) -> Iterator[Diagnostic]:
    """Yield a finding for a file that says that no instrument was found, and not when someone looked."""
    if file.instrument.get("kind") == "none_found" and not file.instrument.get("searched_on"):
        yield Diagnostic(
            "search-not-dated",
            "warning",
            "the file says that no instrument was found, and not when public sources were searched",
            ("instrument", "searched_on"),
            remedy="add under instrument, for example\nsearched_on: 2026-11-22",
        )


RULE = Rule(
    id="search-not-dated",
    severity="warning",
    title="A search for an instrument has no date",
    description=(
        "The file records that public sources show no instrument. That is true of the day of the search alone: an "
        "instrument may have been adopted or published since. A county without any known instrument needs no file."
    ),
    bad="""\
instrument:
  kind: none_found""",
    good="""\
instrument:
  kind: none_found
  searched_on: 2026-11-22""",
    check=check,
)

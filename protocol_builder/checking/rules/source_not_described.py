"""Every source that a county file cites is described in it."""

from collections.abc import Iterator

from ...diagnostic import Diagnostic
from .rule import CheckedFile, Rule, not_described


def check(file: CheckedFile) -> Iterator[Diagnostic]:
    """Yield a finding for each short name of a source that is not under sources."""
    named = file.texts_by_key.get("source", ())
    yield from not_described("source-not-described", "source", "sources", named, file.data.get("sources") or {})


RULE = Rule(
    id="source-not-described",
    severity="error",
    title="A source is cited that the file does not describe",
    description=(
        "A fact names its source by a short name, and no entry under sources has that name. A reader of the page "
        "could not find out where the fact comes from."
    ),
    bad="""\
narrative:
  - heading: History
    text: The county adopted its first protocol in 2016.
    source: board_minutes
sources:
  minutes: {title: Minutes of the Board of Supervisors, date: 2016-03-08}""",
    good="""\
narrative:
  - heading: History
    text: The county adopted its first protocol in 2016.
    source: minutes
sources:
  minutes: {title: Minutes of the Board of Supervisors, date: 2016-03-08}""",
    check=check,
)

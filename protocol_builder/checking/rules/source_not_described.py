"""Every source that a county file cites is described in it."""

from collections.abc import Iterator

from ...diagnostic import Diagnostic
from ...english import quoted
from ..evaluate import to_describe
from .rule import CheckedFile, Rule


def check(file: CheckedFile) -> Iterator[Diagnostic]:
    """Yield a finding for each short name of a source that is not under sources."""
    described = list(file.data.get("sources") or {})
    for path, value in file.texts_by_key.get("source", ()):
        if value not in described:
            yield Diagnostic(
                "source-not-described",
                "error",
                f"no source has the short name {quoted(value)}",
                path,
                True,
                to_describe(value, "sources", described),
                rests_on=("sources", value),
            )


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

"""A text is not wrapped in curly quotes."""

import re
from collections.abc import Iterator

from ...diagnostic import Diagnostic
from .rule import CheckedFile, Rule

_QUOTED = re.compile(r"“[^“”\n]*”|‘[^‘’\n]*’")


def check(file: CheckedFile) -> Iterator[Diagnostic]:
    """Yield a finding for each text that begins and ends with curly quotes: they are not quotes to a YAML reader."""
    for path, value in file.texts:
        if value[:1] in "“‘" and _QUOTED.fullmatch(value):
            yield Diagnostic(
                "curly-quotes",
                "warning",
                "the curly quotes around this text are printed as part of it",
                path,
                True,
                'delete the curly quotes, or write straight ones (")',
            )


RULE = Rule(
    id="curly-quotes",
    severity="warning",
    title="Curly quotes are around a text",
    description=(
        "Word turns straight quotes into curly ones. In a county file only straight quotes mark where a text begins "
        "and ends; curly ones belong to the text, and documents print them."
    ),
    bad="""\
agencies:
  court: {name: “Superior Court”, kind: court, functions: [juvenile_court]}""",
    good="""\
agencies:
  court: {name: "Superior Court", kind: court, functions: [juvenile_court]}""",
    check=check,
)

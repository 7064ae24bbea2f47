"""A # and a digit after a space are rather part of a text than the beginning of a comment."""

import re
from collections.abc import Iterator

from ...diagnostic import Diagnostic, Span
from ...english import quoted
from .rule import CheckedFile, Rule

_ENTRY = re.compile(r"(?P<before>[ ]*(?:- )?(?:\w+:[ ]+)?)(?P<text>[^\s\"'|>{\[#&*!][^#]*?)[ ]+(?P<rest>#[0-9].*)")
_HASH_AND_DIGIT = re.compile(r" #[0-9]")
_MAX_LINE = 2_000
"""Characters of a line that is looked at."""


def check(file: CheckedFile) -> Iterator[Diagnostic]:
    """Yield a finding for each text without quotes that is followed by a # and a digit."""
    text = file.source.text
    for number, line in enumerate(text.splitlines(), 1) if _HASH_AND_DIGIT.search(text) else ():
        found = _ENTRY.fullmatch(line.rstrip()) if " #" in line and len(line) < _MAX_LINE else None
        if not found:
            continue
        begin = found.end("before") + 1
        place = Span(number, begin, begin + len(found["text"]))
        for path in (path for path, span in file.source.values.items() if span == place):
            rest = found["rest"].split(" #", 1)[0].rstrip()  # another # begins a comment that is meant as one
            whole = f"{found['text']} {rest}".replace('"', "'")
            yield Diagnostic(
                "comment-in-a-text",
                "warning",
                f"text after a space and # is a comment, so {quoted(found['rest'])} is ignored",
                path,
                True,
                f'if it is part of the text, put the whole text in quotes, for example\n{found["before"].strip()} "{whole}"',
                words=found["rest"],
            )


RULE = Rule(
    id="comment-in-a-text",
    severity="warning",
    title="Part of a text is read as a comment",
    description=(
        "In a county file, # after a space starts a comment, and the rest of the line is ignored. Before a number, as "
        "in “Office #2”, the # was probably meant to be part of the text."
    ),
    bad="""\
agencies:
  probation:
    name: Probation Department, Office #2
    kind: county_department
    functions: [probation]""",
    good="""\
agencies:
  probation:
    name: "Probation Department, Office #2"
    kind: county_department
    functions: [probation]""",
    check=check,
)

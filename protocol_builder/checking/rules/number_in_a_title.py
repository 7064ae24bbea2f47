"""A job title has no telephone number or email address in it."""

import re
from collections.abc import Iterator

from ...diagnostic import Diagnostic
from ...english import quoted
from .rule import CheckedFile, Rule

_NUMBER = re.compile(
    r"(?<![\w-])((\(\d{3}\)|\d{3})[-. ]\s?)?\d{3}[-. ]\d{4}(?![\w-])|\bext(ension|\.)?\s?\d{2,}|[^\s(<]+@\S+\.\w+", re.I
)
_DIGIT_OR_AT = re.compile(r"[\d@]")  # in whatever the other pattern finds, and found fast
_REMEDY = "keep only the job title; write the office’s {} of the seat or the agency"
_NUMBER_KEYS, _EMAIL_KEY = "number under phone or after_hours", "address under email"
_TITLE_KEYS = ("title", "designee", "signatories", "approved_as_to_form_by", "attested_by", "attention", "to")
_SECTIONS_WITH_TITLES = {"seats", "staff_support", "parties", "responsibilities"}


def check(file: CheckedFile) -> Iterator[Diagnostic]:
    """Yield a finding for each telephone number, extension, or email address in a job title."""
    for path, value in (text for key in _TITLE_KEYS for text in file.texts_by_key.get(key, ())):
        if not _DIGIT_OR_AT.search(value) or _SECTIONS_WITH_TITLES.isdisjoint(path):
            continue
        if found := _NUMBER.search(value):
            yield Diagnostic(
                "number-in-a-title",
                "warning",
                f"{quoted(found[0].strip())} is in a job title and will be out of date when staff change",
                path,
                True,
                _REMEDY.format(_EMAIL_KEY if "@" in found[0] else _NUMBER_KEYS),
                words=found[0].strip(),
            )


RULE = Rule(
    id="number-in-a-title",
    severity="warning",
    title="A phone number or email address is in a job title",
    description=(
        "A telephone number or email address belongs to the person who has the job today. In an agreement it is out "
        "of date as soon as staff change, and a call in an emergency goes nowhere. The numbers of offices have keys of "
        "their own, from which the sheets for staff and the site print them."
    ),
    bad="""\
mdt:
  kind: dedicated
  seats:
    probation: {agency: probation, title: "Deputy Probation Officer, 555-0100"}""",
    good="""\
county: Example County
mdt:
  kind: dedicated
  seats:
    probation: {agency: probation, title: Deputy Probation Officer, phone: 555-555-0100}""",
    check=check,
)

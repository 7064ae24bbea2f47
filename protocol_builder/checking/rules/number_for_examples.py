"""A telephone number of a real county is not one of those that nobody has."""

from collections.abc import Iterator

from ...diagnostic import Diagnostic
from ...law import vocabulary
from ...protocol.contacts import contacts_in, is_reserved_for_fiction, typed
from .rule import CheckedFile, Rule


def check(file: CheckedFile) -> Iterator[Diagnostic]:
    """Yield a finding for each telephone number that is reserved for examples, except in the example's own file."""
    if vocabulary.is_example(str(file.data.get("county", ""))):
        return
    for path, entry in contacts_in(file.data):
        if is_reserved_for_fiction(typed(entry)):
            yield Diagnostic(
                "number-for-examples",
                "warning",
                "no one has this number (555-0100 to 555-0199 are for examples), so it is not printed",
                path,
                True,
                f"write the office’s own number, or delete {path[-1]}",
            )


RULE = Rule(
    id="number-for-examples",
    severity="warning",
    title="A telephone number is one that nobody has",
    description=(
        "555-0100 to 555-0199 are reserved for examples in every area code; the example file uses them. On the sheet for "
        "the first 24 hours, a call to one of them loses time, so it is left out until it is replaced."
    ),
    bad="""\
county: Yolo
agencies:
  probation: {name: Probation Department, kind: county_department, functions: [probation], phone: 530-555-0112}""",
    good="""\
county: Yolo
agencies:
  probation: {name: Probation Department, kind: county_department, functions: [probation]}""",
    check=check,
)

"""A telephone number of a real county is not one of those that nobody has."""

from collections.abc import Iterator

from ...diagnostic import Diagnostic
from ...law import vocabulary
from ...protocol.contacts import contacts_in, is_reserved_for_fiction, typed
from .rule import CheckedFile, Rule


def check(file: CheckedFile) -> Iterator[Diagnostic]:
    """Yield one finding, at the first of the telephone numbers that are reserved for examples; none in the example's file."""
    if vocabulary.is_example(str(file.data.get("county", ""))):
        return
    paths = [path for path, entry in contacts_in(file.data) if is_reserved_for_fiction(typed(entry))]
    if paths:
        others = len(paths) - 1
        also = f", nor {others} other{'s' if others > 1 else ''} here" if others else ""
        yield Diagnostic(
            "number-for-examples",
            "warning",
            f"no one has this number{also}; 555-0100 to 555-0199 are for examples and not printed",
            paths[0],
            True,
            f"write the office’s own number, or delete {paths[0][-1]}",
        )


RULE = Rule(
    id="number-for-examples",
    severity="warning",
    title="A telephone number is reserved for examples",
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

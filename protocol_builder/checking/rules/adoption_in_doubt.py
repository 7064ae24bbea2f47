"""What is to say who adopted the instrument does not read as if no one had."""

from collections.abc import Iterator

from ...diagnostic import Diagnostic
from ...english import quoted
from ...law import texts
from .rule import CheckedFile, Rule


def check(file: CheckedFile) -> Iterator[Diagnostic]:
    """Yield a finding for each `adopted_by` that says that the instrument was not adopted, or not yet."""
    for path, value in file.texts_by_key.get("adopted_by", ()):
        if texts.may_not_be_adopted(value):
            yield Diagnostic(
                "adoption-in-doubt",
                "warning",
                f"{quoted(value)} reads as if it were not adopted, and is printed as who adopted it",
                path,
                True,
                "write who adopted it, such as Board of Supervisors; if no one has yet, delete adopted_on and adopted_by, "
                "and write\nstatus: pending",
            )


RULE = Rule(
    id="adoption-in-doubt",
    severity="warning",
    title="The instrument may not have been adopted",
    description=(
        "The text is to say who adopted the instrument, and reads as if the vote were still to come or had failed. The "
        "agreement would print it, and counts as in force if the status says so."
    ),
    bad="""\
instrument:
  kind: other
  title: Letter
  adopted_by: Board of Supervisors (vote pending)""",
    good="""\
instrument:
  kind: other
  title: Letter
  adopted_by: Board of Supervisors""",
    check=check,
)

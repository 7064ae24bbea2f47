"""A tribal court is not described as the Superior Court."""

import re
from collections.abc import Iterator

from ...diagnostic import Diagnostic
from .rule import CheckedFile, Rule

_TRIBAL = re.compile(r"\b(tribe|tribal|tribes)\b", re.I)


def check(file: CheckedFile) -> Iterator[Diagnostic]:
    """Yield a finding for each agency of the kind `court` whose name reads like that of a tribal court."""
    for id, agency in file.agencies.items():
        if agency.get("kind") == "court" and _TRIBAL.search(str(agency.get("name", ""))):
            yield Diagnostic(
                "tribal-court-as-court",
                "warning",
                f"{agency['name']} reads like a tribal court, and its kind is that of the Superior Court",
                ("agencies", id, "kind"),
                True,
                f"write kind: tribe and functions: [tribe] under agencies.{id}; seat the Superior Court for juvenile_court",
            )


RULE = Rule(
    id="tribal-court-as-court",
    severity="warning",
    title="A tribal court is described as the Superior Court",
    description=(
        "The kind court means the Superior Court of California. The agency’s name reads like that of a tribal court, "
        "which belongs to a sovereign government and is not “the juvenile court in the county” of WIC "
        "16524.8(a)(1)(D). A program cannot tell from a name, so this is a warning."
    ),
    bad="""\
agencies:
  tribal_court: {name: Bishop Tribal Court, kind: court, functions: [juvenile_court]}""",
    good="""\
agencies:
  tribal_court: {name: Bishop Tribal Court, kind: tribe, functions: [tribe]}
  court: {name: "Superior Court of California, County of Inyo", kind: court, functions: [juvenile_court]}""",
    check=check,
)

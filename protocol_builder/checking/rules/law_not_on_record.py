"""The words of the law on the day of the check are on record."""

import re
from collections.abc import Iterator

from ...diagnostic import Diagnostic
from ...english import join_words
from ...law import requirements
from .rule import CheckedFile, Rule


def check(file: CheckedFile) -> Iterator[Diagnostic]:
    """Yield one finding that names the sections whose earlier words are not on record, instead of guessing them."""
    views = [view for _, view, _ in file.views]
    if earlier := [
        requirement
        for requirement in requirements.without_history(file.on)
        if any(all(gate.applies_to(view) for gate in requirement.asking) for view in views)
    ]:
        sections = tuple(dict.fromkeys(re.split(r"[(,]", requirement.citation)[0] for requirement in earlier))
        count = f"{len(earlier)} duties" if len(earlier) > 1 else "one duty"
        yield Diagnostic(
            "law-not-on-record",
            "unknown",
            f"the full text of {join_words(sections)} for {file.on} is not on record here, so {count} cannot be checked for that date",
            remedy="check against a later date, or ask county counsel",
        )


RULE = Rule(
    id="law-not-on-record",
    severity="unknown",
    title="The law of that date is not fully on record",
    description=(
        "The file is checked against the law in effect on an earlier date, and for some sections only later words are "
        "on record here. Duties in those sections cannot be checked for that date, and the program does not guess "
        "them."
    ),
    bad="protocol-builder check county_configs/yolo.yml --on 2016-01-01",
    good="protocol-builder check county_configs/yolo.yml --on 2026-01-01",
    check=check,
)

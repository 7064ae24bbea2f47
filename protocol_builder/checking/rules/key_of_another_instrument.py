"""A file has the sections of its own kind of instrument."""

from collections.abc import Iterator

from ...diagnostic import Diagnostic, Path
from ...law import instruments, vocabulary
from .rule import CheckedFile, Rule


def check(file: CheckedFile) -> Iterator[Diagnostic]:
    """Yield a finding for each section that belongs to another kind of instrument, and so is neither read nor counted."""
    kind = instruments.kind(str(file.instrument.get("kind", "")))
    sections = instruments.sections()
    for county, view, prefix in file.views:
        for key in view:
            place = (*prefix, key) if prefix and key in file.data["counties"][county] else (key,)
            if prefix and len(place) == 1 and county != file.views[0][0]:
                continue  # what all counties share is reported once
            if key in kind.foreign:
                yield _finding(kind.id, key, place, f"write it under {kind.foreign[key]}")
            elif key in sections and key != kind.section:
                other = sections[key]
                yield _finding(kind.id, key, place, f"write it in a file of its own, with\nkind: {other}")


def _finding(kind: str, key: str, place: Path, remedy: str) -> Diagnostic:
    label = vocabulary.label("instrument_kinds", kind) if kind else "interagency protocol"
    return Diagnostic(
        "key-of-another-instrument",
        "warning",
        f"{key} belongs to another kind of instrument than this one ({label}), so it is not counted here",
        place,
        remedy=remedy,
    )


RULE = Rule(
    id="key-of-another-instrument",
    severity="warning",
    title="A section belongs to another kind of instrument",
    description=(
        "The file has a section of another kind of instrument. Each kind has its own duties: what one instrument says "
        "counts for no other. The message says where the same is written in this kind, or which file it belongs in."
    ),
    bad="""\
instrument:
  kind: system_of_care_mou
protocol_team:
  seats:
    probation: {agency: probation, title: Chief Probation Officer}""",
    good="""\
instrument:
  kind: system_of_care_mou
system_of_care:
  participants:
    seats:
      probation: {agency: probation, title: Chief Probation Officer}""",
    check=check,
)

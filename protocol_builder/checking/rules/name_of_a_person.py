"""A job title, and an office's email address, have no person's name in them."""

import re
from collections.abc import Iterator

from ...diagnostic import Diagnostic, Path
from ..first_names import first_names
from ..private_texts import is_checked
from .rule import CheckedFile, Rule

TITLE_KEYS = (
    *("title", "designee", "signatories", "approved_as_to_form_by", "attested_by", "attention", "adopted_by", "to"),
    *("board_record", "service_record"),
)
"""Keys of what is to be a job title, or the number of a record."""
_SECTIONS_WITH_TITLES = {"seats", "staff_support", "parties", "responsibilities", "instrument"}
_TWO_NAMES = re.compile(
    r"(?<!San )(?<!Santa )(?<!Saint )(?<!St\. )\b([A-Z][a-z]+)(?=((?: [A-Z]\.)? )([A-Z][a-z’'-]+[A-Za-z]+)\b)"
)
"""Two words with a capital; the next pair may begin with the second."""
_WITH_TITLE = re.compile(r"\b(?:Mr|Mrs|Ms|Mx|Dr|Hon)\b\.? (?:[A-Z][a-z]+ )?[A-Z][a-z]+")
_OF_AN_OFFICE = frozenset(
    [
        "Academy",
        "Agency",
        "Alliance",
        "Association",
        "Bureau",
        "Camp",
        "Campus",
        "Care",
        "Center",
        "Centre",
        "Children",
        "Clinic",
        "College",
        "Council",
        "County",
        "Court",
        "Department",
        "Director",
        "District",
        "Division",
        "Family",
        "Foundation",
        "Fund",
        "Hall",
        "Health",
        "High",
        "Home",
        "Hospital",
        "House",
        "Institute",
        "Law",
        "Library",
        "Manager",
        "Medical",
        "Memorial",
        "Middle",
        "Ministries",
        "Mission",
        "Network",
        "Officer",
        "Office",
        "Park",
        "Place",
        "Plaza",
        "Program",
        "Project",
        "Ranch",
        "School",
        "Services",
        "Shelter",
        "Street",
        "Unit",
        "University",
        "Valley",
        "Village",
        "Youth",
    ]
)
"""Words that follow a first name where it is part of an office's name."""


def check(file: CheckedFile) -> Iterator[Diagnostic]:
    """Yield a finding for each person's name in a job title, and in the address of an office."""
    for key in TITLE_KEYS:
        for path, value in file.texts_by_key.get(key, ()):
            if _SECTIONS_WITH_TITLES.isdisjoint(path) or path == ("instrument", "title"):
                continue
            name = next(names_in(value), "")
            if name and not is_checked(file.data, name):
                do = "write the number of the record alone" if key.endswith("_record") else "write the job title alone"
                yield _finding(path, name, do, "checked_texts" in file.data)
    for key in ("email", "address"):
        for path, value in file.texts_by_key.get(key, ()):
            local = value.partition("@")[0]
            first, *rest = re.split(r"[._-]", local)
            if rest and first.capitalize() in first_names() and not is_checked(file.data, local):
                yield _finding(path, local, "write the address of the office", "checked_texts" in file.data)


def names_in(value: str) -> Iterator[str]:
    """Yield what looks like a person’s name in a job title."""
    for found in _TWO_NAMES.finditer(value):
        after = re.match(r"\s([A-Z][a-z]+)", value[found.end(3) :])
        is_office = found[3] in _OF_AN_OFFICE or (
            after and after[1] in _OF_AN_OFFICE - {"Manager", "Officer", "Director"}
        )
        if found[1] in first_names() and not is_office:
            yield "".join(found.groups())
    for found in _WITH_TITLE.finditer(value):
        yield found[0]


def _finding(path: Path, name: str, do: str, has_list: bool) -> Diagnostic:
    typed = "- '" + name.replace("'", "''") + "'"
    checked = f"add under checked_texts\n{typed}" if has_list else f"add\nchecked_texts:\n  {typed}"
    return Diagnostic(
        "name-of-a-person",
        "warning",
        f"“{name}” looks like a person’s name, which is out of date when staff change",
        path,
        True,
        f"{do}; if it is not a person’s name, {checked}",
        words=name,
    )


RULE = Rule(
    id="name-of-a-person",
    severity="warning",
    title="A job title has a person’s name in it",
    description=(
        "Seats, signatures, and duties belong to positions. A name is out of date as soon as the person leaves, and puts "
        "someone’s name on a public page without need."
    ),
    bad="""\
mdt:
  kind: dedicated
  seats:
    probation: {agency: probation, title: "Maria Gonzalez, Deputy Probation Officer"}""",
    good="""\
mdt:
  kind: dedicated
  seats:
    probation: {agency: probation, title: Deputy Probation Officer}""",
    check=check,
)

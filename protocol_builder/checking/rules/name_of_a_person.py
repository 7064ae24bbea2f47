"""A job title, and an office's email address, have no person's name in them."""

import re
from collections.abc import Iterator
from functools import cache

from ...diagnostic import Diagnostic, Path
from ...law import vocabulary
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
_WITH_INITIAL = re.compile(r"(?<![\w.])[A-Z]\. (?:[A-Z]\. )?([A-Z][A-Za-z’'-]*[a-z])\b")
"""An initial and a name, as in “Sheriff J. Smith”; “U.S. Attorney” has none."""
_AFTER_AN_OFFICE = re.compile(
    r"\b(?:Judge|Justice|Sheriff|Commissioner|Referee|Magistrate) ([A-Z][A-Za-z’'-]*[a-z])(?=$|\s*[,;(]| or | and )"
)
"""A name alone after an office that is also a form of address, as in “Judge Lopez”."""
_AFTER_A_RANK = re.compile(
    r"\b(?:Chief|Captain|Lieutenant|Sergeant|Corporal|Detective|Deputy|Officer|Superintendent|(?:Capt|Lt|Sgt|Det)\b\.?) "
    r"([A-Z][A-Za-z’'-]*[a-z])(?=$|\s*[,;(]| or | and )"
)
"""A name alone after a rank, as in “Captain Lopez”; “Captain Investigations” and “Chief Pediatrician” have none."""
_RANK_WORDS = (
    "Charge Communications Corrections Courts Crimes Custody Dentist Designate Detectives Detentions Economist Engineer "
    "Enforcement Facilitator Financial Gangs Homicide Housing Information Inspector Intake Intelligence Interim Jail "
    "Jailer Juveniles Legal Medic Mental Narcotics Nursing Operations Operating Paramedic Patrol Pediatrician Pharmacist "
    "Placement Police Psychiatrist Public Ranger Records Retired Social Support Technology Training Transport Vice Victims "
    "Warden"
)
_OF_A_RANK = frozenset(_RANK_WORDS.split())
"""What a rank is followed by that no county would take for a surname, besides the words of titles and of offices."""
_LAST_NAME_FIRST = re.compile(r"^([A-Z][a-z’'-]+[A-Za-z]*), ([A-Z][a-z]+)(?: [A-Z]\.?)?(?=$|\s*[,;(])")
"""A last name and a first name, as in “Lopez, Maria”."""
_TITLE_WORDS = (
    "Administrator Advocate Analyst Assistant Associate Attorney Captain Chair Chief Clerk Clinician Commander "
    "Commissioner Coordinator Coroner Counsel Counselor Deputy Designee Detective Doctor Elect Emeritus Executive "
    "Investigations Investigator Judge Justice Juvenile Lead Liaison Lieutenant Magistrate Marshal Mentor Nurse "
    "Physician Presiding President Principal Probation Pro Program Psychologist Referee Representative Secretary "
    "Sergeant Sheriff Specialist Superintendent Superior Supervising Supervisor Teacher Therapist Trustee Worker"
)
_OF_A_TITLE = frozenset(_TITLE_WORDS.split())
"""Words of job titles, which are no names of persons."""
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
        if found[1] not in first_names() or found[3] in _OF_AN_OFFICE:
            continue
        after = re.match(r"\s([A-Z][a-z]+)", value[found.end(3) :])
        if not after or after[1] not in _OF_AN_OFFICE - {"Manager", "Officer", "Director"}:
            yield "".join(found.groups())
    for found in _WITH_TITLE.finditer(value):
        yield found[0]
    for pattern in (_WITH_INITIAL, _AFTER_AN_OFFICE):
        for found in pattern.finditer(value):
            if found[1] not in _of_no_person():
                yield found[0]
    for found in _AFTER_A_RANK.finditer(value):
        if found[1] not in _of_no_person() and found[1] not in _OF_A_RANK:
            yield found[0]
    last_first = _LAST_NAME_FIRST.match(value)
    if last_first and last_first[2] in first_names() and last_first[1] not in _OF_A_TITLE | _OF_AN_OFFICE:
        yield last_first[0]


@cache
def _of_no_person() -> frozenset[str]:
    """Return the words of titles and offices, and the first of counties' names: “Judge Alameda” is short for a court."""
    return _OF_A_TITLE.union(_OF_AN_OFFICE, (name.split(" ")[0] for name in vocabulary.lists()["counties"]))


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

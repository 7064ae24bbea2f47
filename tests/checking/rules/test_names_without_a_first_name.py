"""Names of persons in job titles that have no first name before them, and titles with words that look like these."""

import pytest

from protocol_builder.checking.rules.name_of_a_person import names_in


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Sheriff J. Smith", "J. Smith"),
        ("Sheriff J. R. Smith", "J. R. Smith"),
        ("A. O’Brien, Chief Probation Officer", "A. O’Brien"),
        ("Judge Lopez", "Judge Lopez"),
        ("Sheriff Garcia, Investigations", "Sheriff Garcia"),
        ("Commissioner Nguyen or designee", "Commissioner Nguyen"),
        ("Chief Smith", "Chief Smith"),
        ("Captain Lopez, Investigations", "Captain Lopez"),
        ("Deputy Probation Officer Flores", "Officer Flores"),
        ("Lt. Nguyen or designee", "Lt. Nguyen"),
        ("Lopez, Maria", "Lopez, Maria"),
        ("Lopez, Maria A. (alternate)", "Lopez, Maria A."),
    ],
)
def test_a_name_is_found(title: str, name: str) -> None:
    assert list(names_in(title)) == [name]


@pytest.mark.parametrize(
    "title",
    [
        "Sheriff",
        "Sheriff Coroner",
        "Sheriff-Coroner",
        "Sheriff or Undersheriff",
        "Sheriff Lake County",
        "Sheriff, Angel Island Station",
        "Judge of the Juvenile Court",
        "Judge, Alameda",
        "Judge Alameda",
        "Judge Pro Tem",
        "Judge Designee",
        "Presiding Judge of the Juvenile Court",
        "Supervising Judge, Dependency",
        "Chief Deputy, Lake Division",
        "Captain, Investigations",
        "Captain Investigations",
        "Captain Lake",
        "Chief Pediatrician",
        "Chief Counsel or designee",
        "Deputy Director",
        "Deputy Superintendent, Student Services",
        "Sergeant SVU",
        "Chief of Police",
        "Officer in Charge",
        "Officer In Charge",
        "Detective Bureau",
        "Captain, E. Division",
        "U.S. Attorney",
        "Unit B. Supervisor",
        "Director, Grace House",
        "Program Manager, Faith Center",
        "Nurse, May",
        "Commissioner",
    ],
)
def test_a_title_stays_silent(title: str) -> None:
    assert list(names_in(title)) == []

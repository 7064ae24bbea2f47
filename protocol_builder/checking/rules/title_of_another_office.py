"""A seat that the law gives to one office does not have the job title of the head of another."""

import re
from collections.abc import Iterator

from ...diagnostic import Diagnostic
from ...law import shape, vocabulary
from ...protocol.county_data import seat_holders
from .rule import CheckedFile, Rule

_OF = {
    "sheriff": r"(county )?(sheriff|undersheriff)([-/ ]coroner)?",
    "probation": r"(chief|deputy|assistant chief|supervising)( deputy)? probation officer",
    "juvenile_court": r"(presiding |supervising )?(juvenile |superior )?(court )?judge( of the (juvenile|superior) court)?",
    "county_office_of_education": r"(deputy |assistant )?(county )?superintendent of schools",
    "district_attorney": r"(chief |deputy |assistant )?(deputy )?district attorney",
    "public_defender": r"(chief |deputy |assistant )?(deputy )?public defender",
    "local_law_enforcement": r"(chief of police|police chief)",
}
"""Job titles, in small letters, that no office but the one with this function has."""
_ALSO = {"local_law_enforcement": ("sheriff",)}
"""Functions whose seats may have the titles of others too."""
_NEVER_ALSO = {"sheriff": ("local_law_enforcement",)}
"""Functions whose head never has the title of another, though the agency may have both functions."""
_NAMES = {"local_law_enforcement": "city police department"}
"""What has the job titles of a function, where that is less than all who have the function."""


def check(file: CheckedFile) -> Iterator[Diagnostic]:
    """Yield a finding for each seat of a team whose job title is that of the head of another office."""
    for county, view, prefix in file.views:
        for team in shape.teams():
            for path, function, holder in seat_holders(view, team):
                if function not in _OF:
                    continue
                title = str(holder.get("title") or "")
                of = [other for other, titles in _OF.items() if re.fullmatch(titles, title.strip().lower())]
                if not of or function in of or not set(_ALSO.get(function, ())).isdisjoint(of):
                    continue
                has = (file.agencies.get(str(holder.get("agency"))) or {}).get("functions") or ()
                if of[0] in has and of[0] not in _NEVER_ALSO.get(function, ()):
                    continue  # one agency with both: reported, if it is wrong, with its functions
                name = _NAMES.get(of[0]) or vocabulary.label("functions", of[0])
                yield Diagnostic(
                    "title-of-another-office",
                    "warning",
                    f"the seat of the {vocabulary.label('functions', function)} has a job title of the {name}: {title}",
                    (*prefix, *path, "title"),
                    True,
                    f"write the job title of who represents the {vocabulary.label('functions', function)}",
                    county=county if len(file.views) > 1 else "",
                )


RULE = Rule(
    id="title-of-another-office",
    severity="warning",
    title="A seat has the job title of another office",
    description=(
        "The seat is that of one office, and its job title is one that only another office has, such as Sheriff in the "
        "seat of the probation department. Most often a line was copied. Job titles never decide a result, so this is a "
        "warning."
    ),
    bad="""\
mdt:
  kind: dedicated
  seats:
    probation: {agency: probation, title: Sheriff}""",
    good="""\
mdt:
  kind: dedicated
  seats:
    probation: {agency: probation, title: Deputy Probation Officer}""",
    check=check,
)

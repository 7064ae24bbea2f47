"""A seated county agency, a party, and the instrument do not have another county's name in theirs."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from ...diagnostic import Diagnostic, Path
from ...law import vocabulary
from ...protocol.county_data import seat_holders, shared_seats, standing_bodies
from .rule import CheckedFile, Rule

_ALSO_WORDS = ("Alpine", "Imperial", "Kings", "Lake", "Nevada", "Orange", "Sierra", "Trinity")
"""Names of counties that are words of other names too; they count only with “County”."""


def check(file: CheckedFile) -> Iterator[Diagnostic]:
    """Yield a finding for each county agency in a seat that is named after another county and not after its own."""
    yield from _of_the_agreement(file)
    shared = shared_seats(file.data)  # one agency for several counties is reported as that
    for county, view, prefix in file.views:
        reported: set[str] = set()
        bodies = (keys for keys, _ in standing_bodies(view))
        for team in ("protocol_team", "steering_committee", "mdt", *bodies):
            for path, function, holder in seat_holders(view, team):
                id = str(holder.get("agency", ""))
                agency = file.agencies.get(id) or {}
                if (
                    id in reported
                    or (function, id) in shared
                    or agency.get("kind") not in vocabulary.flagged("agency_kinds", "of_one_county")
                ):
                    continue
                name = str(agency.get("name", ""))
                named = _counties_named(name, (county,))
                if not named or agency.get("county") in named:
                    continue
                reported.add(id)
                yield Diagnostic(
                    "another-county-in-a-name",
                    "warning",
                    f"{name} sits for {vocabulary.full_name(county)}, and its name is that of {vocabulary.full_name(named[0])}",
                    (*prefix, *path, "agency"),
                    True,
                    f"name the agency of {vocabulary.full_name(county)}, or correct agencies.{id}.name",
                    county=county,
                )


def _of_the_agreement(file: CheckedFile) -> Iterator[Diagnostic]:
    """Yield a finding for the title, the area, and each party, that is named after a county of which the file is not."""
    here = tuple(county for county, _, _ in file.views)
    if not here:
        return
    for path, typed, what, ids in _names_of_the_agreement(file):
        name = str(typed or "")
        named = _counties_named(name, here)
        agencies = [file.agencies.get(id) or {} for id in ids]
        if not named or any(agency.get("county") in named for agency in agencies):
            continue
        full, others = vocabulary.full_name(here[0]), vocabulary.full_name(named[0])
        yield Diagnostic(
            "another-county-in-a-name",
            "warning",
            f"{what.format(name)}, and names {others}; the file is of {full if len(here) == 1 else 'other counties'}",
            path,
            True,
            f"correct {path[-1]}, unless {others} is meant",
        )


def _names_of_the_agreement(file: CheckedFile) -> Iterator[tuple[Path, Any, str, tuple[str, ...]]]:
    """Yield (path, text, what it is, in a sentence with a place for it, and for a party the agencies that it stands for)."""
    area = (file.instrument.get("scope") or {}).get("area")
    yield ("instrument", "title"), file.instrument.get("title"), "{} is the name of the instrument", ()
    yield ("instrument", "scope", "area"), area, "“{}” is the area in which the instrument applies", ()
    for number, party in enumerate(file.data.get("parties") or ()):
        if party:
            agencies = tuple(party.get("agencies") or ())
            yield ("parties", number, "name"), party.get("name"), "{} is the name of a party", agencies


def _counties_named(name: str, here: tuple[str, ...]) -> list[str]:
    """Return the other counties after which something is named; none if it has the name of a county that is here."""
    small = name.casefold()  # the patterns of 57 counties take longer to make than all else
    named = [one for one, its in _others(here[0]) if one not in here and its in small and _pattern(one).search(name)]
    return [] if any(re.search(rf"\b{re.escape(one)}\b", name, re.I) for one in here) else named


@cache
def _others(county: str) -> tuple[tuple[str, str], ...]:
    """Return every other county, and its name as it is compared."""
    return tuple((other, other.casefold()) for other in vocabulary.counties() if other != county)


@cache
def _pattern(county: str) -> re.Pattern[str]:
    """Return how a name is that of a county: “Inyo County …”, “… County of Inyo”, or “Inyo …” at its beginning."""
    name = re.escape(county)
    at_the_beginning = (
        "" if county in _ALSO_WORDS else rf"|^{name}\b(?!\s+(?i:and|street|avenue|valley|city|hills|lake)\b)"
    )
    return re.compile(rf"(?i:\b{name} County\b|\bCount(?:y|ies) of {name}\b){at_the_beginning}")


RULE = Rule(
    id="another-county-in-a-name",
    severity="warning",
    title="A seated agency, a party, the instrument, or its area has another county’s name",
    description=(
        "A department, an office, or a court is seated for a county, and its name is that of another of the 58 "
        "counties; or a party, the title, or the area has such a name. Often a file was begun as a copy of a neighbor’s. "
        "Names never decide a result, so this is a warning."
    ),
    bad="""\
mdt:
  kind: dedicated
  seats:
    probation: {agency: probation, title: Deputy Probation Officer}
agencies:
  probation: {name: Mono County Probation Department, kind: county_department, functions: [probation]}""",
    good="""\
mdt:
  kind: dedicated
  seats:
    probation: {agency: probation, title: Deputy Probation Officer}
agencies:
  probation: {name: Inyo County Probation Department, kind: county_department, functions: [probation]}""",
    check=check,
)

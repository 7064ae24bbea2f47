"""What is known of each county, from its files and from the State's record, side by side.

A fact that no source shows is an empty text. Nothing here is a verdict, and nothing is inferred from silence.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from ..agreement.seating import TeamSeats
from ..checking.county_status import Standing
from ..english import join_words
from ..law import vocabulary
from ..protocol.model import StandingBody, Tier
from ..protocol.time_limits import within
from . import state_record
from .all_counties import Collection, CountyEntry
from .county_page import CountyFile
from .county_part import CountyPart
from .state_record import NO_FILE

TEAMS_PAGE = "compare/teams.md"
"""The page of who is on which team."""
_FROM_REPORT, _FROM_FILE = "report", "file"
"""Which source shows that a county has something: the State's report of 2017, or its county file."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A column of the comparison: its heading, what it means, and what it shows of a county."""

    heading: str
    meaning: str
    of: Callable[[CountyEntry], str]
    order: Callable[[CountyEntry], str] | None = None
    """What to sort by, if not what is shown."""


def _instrument(entry: CountyEntry) -> str:
    kinds = dict.fromkeys(
        (file.protocol.instrument.kind_label or "kind not stated", one.not_in_force)
        for file, one in entry.files
        if file.protocol
    )
    return "; ".join(f"{kind} ({ended})" if ended else kind for kind, ended in kinds) or NO_FILE


def _year(entry: CountyEntry) -> str:
    found: dict[str, None] = {}
    for _, part in entry.parts:
        if part.county:
            instrument = part.county.instrument
            day = instrument.adopted_on or part.county.protocol_developed_on or instrument.begins
            if day:
                found[day[:4]] = None
    return ", ".join(sorted(found))


def program_years(entry: CountyEntry) -> tuple[str, ...]:
    """Return the fiscal years for which a source shows a county in the program."""
    counties = [part.county for _, part in entry.parts if part.county]
    listed = {year for county in counties for year in county.fiscal_years}
    funded = {year.fiscal_year for county in counties for year in county.funds_by_year}
    return tuple(sorted({*listed, *funded, *(one.fiscal_year for one in entry.record.participation)}))


def program(entry: CountyEntry) -> str:
    """Return the fiscal years in the program in words: `2014-15 to 2016-17`; empty if no source shows any."""
    return ", ".join(
        first if first == last else f"{first} to {last}" for first, last in _in_a_row(program_years(entry))
    )


def _in_a_row(years: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Yield (first, last) of each run of fiscal years without a gap."""
    first = last = ""
    for year in years:
        if last and int(year[:4]) == int(last[:4]) + 1:
            last = year
            continue
        if first:
            yield first, last
        first = last = year
    if first:
        yield first, last


def _tier(entry: CountyEntry) -> str:
    in_files = (year for _, part in entry.parts if part.county for year in part.county.funds_by_year if year.tier)
    tiers = {year.fiscal_year: year.tier_numeral for year in in_files}
    tiers |= {one.fiscal_year: one.tier for one in entry.record.participation if one.tier}
    return tiers[max(tiers)] if tiers else ""


def _victims(entry: CountyEntry) -> str:
    return entry.record.victims.words if entry.record.victims else ""


def _victims_order(entry: CountyEntry) -> str:
    return str(entry.record.victims.order) if entry.record.victims else "-1"


def _seats(key: str) -> Callable[[CountyEntry], str]:
    def count(entry: CountyEntry) -> str:
        teams = [team for _, part in entry.parts for team in part.teams if team.key == key]
        named = {seat.function for team in teams for seat in team.seats if seat.holders}
        return str(len(named)) if named else ""

    return count


def _first_stage(entry: CountyEntry) -> str:
    stages = [tier for _, part in entry.parts for tier in part.stages if tier.within]
    return min(stages, key=_length).within if stages else ""


def _first_stage_order(entry: CountyEntry) -> str:
    stages = [tier for _, part in entry.parts for tier in part.stages if tier.within]
    return str(min(map(_length, stages))) if stages else "999999"


def _length(tier: Tier) -> int:
    return 0 if tier.within == "immediately" else vocabulary.minutes(tier.within) or 999998


def screening_tools(entry: CountyEntry) -> tuple[str, ...]:
    """Return the screening tools that a county's files name, each once."""
    found = (part.county.practice.identification for _, part in entry.parts if part.county)
    return tuple(
        dict.fromkeys(tool.name for identification in found if identification for tool in identification.tools)
    )


def _screening(entry: CountyEntry) -> str:
    return "; ".join(map(_short_name, screening_tools(entry))) or (
        _FROM_REPORT if entry.record.of_kind("screening_tool") else ""
    )


def _short_name(tool: str) -> str:
    """Return the acronym at the end of a tool's name, if there is one; otherwise the name."""
    found = re.search(r"\(([A-Z][A-Z0-9-]+)\)$", tool)
    return found[1] if found else tool


def _says(entry: CountyEntry, key: str) -> bool:
    """Return whether a county's files say that a practice, such as `specialized_court`, is done."""
    services = [part.county.practice.services for _, part in entry.parts if part.county]
    funding = [part.county.practice.funding for _, part in entry.parts if part.county]
    found = [getattr(section, key, None) for section in (*services, *funding) if section]
    return any(practice.done for practice in found if practice)


def _shown_by(kind: str, *functions: str, practice: str = "") -> Callable[[CountyEntry], str]:
    """Return which sources show something: the report by a kind of practice, a file by an agency with a function.

    A file also shows it by saying that a `practice` is done.
    """

    def sources(entry: CountyEntry) -> str:
        in_file = bool(practice) and _says(entry, practice)
        in_file = in_file or any(
            file.protocol and any(file.protocol.agencies_with(function) for function in functions)
            for file, _ in entry.files
        )
        found = (_FROM_REPORT if entry.record.of_kind(kind) else "", _FROM_FILE if in_file else "")
        return ", ".join(filter(None, found))

    return sources


def _also(entry: CountyEntry) -> str:
    has_bodies = any(part.county and part.county.standing_bodies for _, part in entry.parts)
    named = {
        "LGBTQ youth": _says(entry, "lgbtq_youth") or entry.record.of_kind("lgbtq"),
        "co-location": _says(entry, "co_location") or entry.record.of_kind("co_location"),
        "supplemental rates": _says(entry, "supplemental_rates"),
        "another standing body": has_bodies or entry.record.of_kind("review_body"),
    }
    return ", ".join(words for words, is_named in named.items() if is_named)


FACTS = (
    Fact("Instrument", "What the county file describes.", _instrument),
    Fact("Year", "When it was adopted or developed, or when it begins.", _year),
    Fact("In the program", "Fiscal years for which a source names the county. Later lists are not on record.", program),
    Fact("Tier", "The last tier that the State’s report gives.", _tier),
    Fact("Victims", "Victims served from July 1, 2015 to July 1, 2016.", _victims, _victims_order),
    Fact(
        "Protocol team", "How many functions are shown on the team that develops the protocol.", _seats("protocol_team")
    ),
    Fact("MDT", "How many functions are shown on the team that serves a child.", _seats("mdt")),
    Fact(
        "First stage", "The shortest time that the file gives for a stage of the MDT.", _first_stage, _first_stage_order
    ),
    Fact("Screening", "The screening tools that are named.", _screening),
    Fact("Advocates", "A source names advocates who specialize in this work.", _shown_by("advocates", "advocate")),
    Fact(
        "Court",
        "A source names a specialized court or calendar.",
        _shown_by("specialized_court", practice="specialized_court"),
    ),
    Fact("Placements", "A source names placements for these children.", _shown_by("placement", "housing_provider")),
    Fact(
        "Also",
        "What else sources name: services for LGBTQ youth, co-location, supplemental rates, other standing bodies.",
        _also,
    ),
)
"""What counties are compared by, in the order of the columns."""


def facts_of(entry: CountyEntry) -> tuple[tuple[Fact, str, str], ...]:
    """Return each fact about a county: (fact, what is shown, what to sort by; empty for what is shown)."""
    return tuple((fact, fact.of(entry), fact.order(entry) if fact.order else "") for fact in FACTS)


def in_short(entry: CountyEntry) -> str:
    """Return what is known of a county in one line: its instrument with the year, the program, and who is shown.

    For example: `interagency protocol, 2019; in the program 2014-15 to 2016-17; 9 MDT seats shown`.
    """
    years, in_program = _year(entry), program(entry)
    first = _first_stage(entry)
    parts = (
        f"{_instrument(entry)}{f', {years}' if years else ''}" if entry.files else NO_FILE,
        f"in the program {in_program}" if in_program else "",
        *(
            f"{count} {name} seat{'s' if count != '1' else ''} shown"
            for name, count in (("protocol team", _seats("protocol_team")(entry)), ("MDT", _seats("mdt")(entry)))
            if count
        ),
        f"first stage {within(first)}" if first else "",
    )
    return "; ".join(filter(None, parts))


def of_file(file: CountyFile, one: Standing) -> CountyEntry:
    """Return a county with only one of its files, for what is known from that file and the State's record."""
    return CountyEntry(one.county, file.page, ((file, one),), state_record.record().of(one.county))


TEAMS = {
    "protocol_team": "Protocol team",
    "steering_committee": "Steering committee",
    "mdt": "MDT",
    "standing_bodies": "Other bodies",
}
"""The teams that are compared: the key of the county file, and the name of the column."""


def with_teams(
    site: Collection,
) -> tuple[tuple[CountyEntry, CountyFile, CountyPart, tuple[str, ...]], ...]:
    """Return each county of each file that shows a team or another body, with who that is on each, or which it is."""
    found = []
    for entry in site.entries:
        for file, part in entry.parts:
            shown = {team.key: _on_team(team) for team in part.teams}
            bodies = part.county.standing_bodies if part.county else ()
            shown["standing_bodies"] = "; ".join(map(_body, bodies))
            if any(shown.values()):
                found.append((entry, file, part, tuple(shown.get(key, "") for key in TEAMS)))
    return tuple(found)


def without_teams(site: Collection) -> tuple[str, ...]:
    """Return the names of the counties of which no source shows who is on a team."""
    shown = {entry.name for entry, *_ in with_teams(site)}
    return tuple(entry.name for entry in site.entries if entry.name not in shown)


def _body(body: StandingBody) -> str:
    """Return the name of another standing body, with the functions that are shown on it."""
    named = dict.fromkeys(seat.function_short for seat in body.seats)
    return f"{body.name}: {join_words(tuple(named))}" if named else body.name


def _on_team(team: TeamSeats) -> str:
    """Return the functions that are shown on a team, in their short names."""
    named = (f"{seat.short} (leads)" if seat.leads else seat.short for seat in team.seats if seat.holders)
    return join_words(tuple(named))

"""Pages to hand to staff: what each agency does, in no format.

The words are those of the agreement's clauses. A page begins with what to do; what a statute requires comes first and is
marked. (The page for the first 24 hours is `first_day`.)
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from ..checking.check import Report
from ..english import as_sentence, uncapitalized
from ..protocol.contacts import Contact
from ..protocol.model import Agency, County, Protocol, Seat, Tier
from ..protocol.time_limits import within
from . import clauses
from .agreement import Agreement, Provenance
from .blocks import Blocks, Heading, Listing, Paragraph, Run, Runs, Table, plain_text, printable
from .clause_text import context, filled

_ROLES_CLAUSES = ("roles", "roles-and-responsibilities")
"""The clause, in whichever library, with a heading for each agency."""
_NO_AGENCY = "The county file names no agencies. To add them, list each under agencies with its functions."
_NO_DUTIES = "The county file gives no agency anything to do. To add it, list responsibilities under each agency."
_REPORTING_CLAUSE = "reports-to-law-enforcement"
_MEETINGS = "Team meetings to which it is called"
_TO_CALL = "Whom to call"
_ALSO_ON_THE_TEAM = "Also on the team, by job title"
_FIRST_STEPS = "When a child may be exploited"
_IF_YOU_MUST_REPORT = "If you must report suspected abuse"
_PERIOD = re.compile(
    r"(\d+|other|second|third|two|three|four|six)\b|(business |working |calendar )?(day|week|month|quarter|year)\b|\w+day\b"
)
"""The beginning of a period of time, before which “every” is left out."""
_TO_SIGN = "I have been trained on what this page says."


_IN_ORDER = (
    *("statute", "own", "meetings", "framework", "", "first-steps", "to-call", "on-the-team", "reporters"),
    "named",
)
"""What to do first: by statute, by agreement, meetings, recommendations; then numbers; where it is only named last.

The kinds `statute`, `own`, `framework`, and `named` are those that clauses mark.
"""
_OF_STATUTES = ("statute", "named")
_YIELDS = {"framework": 1, "named": 2}


@dataclass(frozen=True, slots=True)
class Part:
    """A titled part of a page."""

    title: str
    is_law: bool
    """Whether a statute requires it."""
    blocks: Blocks
    columns: int = 1
    """Columns for a list of short items, where the page has the width."""
    yields: int = 0
    """If a page cannot hold everything, parts with 1 are left out and named, then those with 2; those with 0 never."""
    kind: str = field(default="", repr=False)
    """What it is about (`_IN_ORDER`); empty for what a county has worded itself."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page to print: an agency's, or a county's first 24 hours."""

    title: str
    lead: tuple[str, ...]
    """The lines below the title."""
    parts: tuple[Part, ...]
    agreement: Agreement
    small: tuple[str, ...] = ()
    """What is in small print at the end."""
    to_sign: str = ""
    """What is signed for at the end; empty if nothing is."""
    is_one_page: bool = False
    """Whether it is set as small as needed to be exactly one page."""

    @property
    def provenance(self) -> Provenance:
        return self.agreement.provenance


def has_role_sheets(protocol: Protocol) -> bool:
    """Whether a county file gets pages of duties for staff: only a county's own file of its protocol does.

    Staff must not take what public sources leave open, or what another instrument says, for the county's own rule.
    """
    return bool(pages_of(protocol))


def pages_of(protocol: Protocol) -> tuple[str, ...]:
    """Which pages of duties a county file gets, by the names of their formats."""
    return () if protocol.is_partial else protocol.instrument.about.pages


def agency_sheets(report: Report, agreement: Agreement) -> tuple[Sheet, ...]:
    """Return a page for each agency that has something to do; one that says so if none has."""
    protocol = report.protocol
    found = []
    for agency, lead, duties in duties_of_agencies(report, agreement):
        if parts := (*duties, *_meetings(protocol, agency)):
            is_called = any(part.kind == "meetings" for part in parts)
            parts += () if is_called else tuple(_first_steps(protocol, agency))
            sits = any(_sits(county, agency) for county in protocol.counties)
            parts += (*(_contacts(protocol, agency) if sits or is_called else ()), _mandated_reporters())
            in_order = tuple(sorted(parts, key=_rank))
            found.append(Sheet(agency.name, (), in_order, agreement, small=lead, to_sign=_TO_SIGN))
    if found:
        return tuple(found)
    title, nothing = (
        ("No agency has duties yet", _NO_DUTIES) if protocol.agencies else ("No agency is named yet", _NO_AGENCY)
    )
    return (Sheet(title, (nothing,), (), agreement),)


def duties_of_agencies(
    report: Report, agreement: Agreement
) -> Iterator[tuple[Agency, tuple[str, ...], tuple[Part, ...]]]:
    """Yield each agency, lines about it (its functions and seats), and its duties as the agreement has them."""
    protocol = report.protocol
    roles = next(clause.id for clause in clauses.of_kind(report.instrument) if clause.id in _ROLES_CLAUSES)
    article = next((article for article in agreement.articles if article.id == roles), None)
    agreed = article.blocks if article and article.force == "county" else ()
    library = _clause(protocol, report.on, roles)
    for agency in protocol.agencies:
        # Where a county has its own words instead of the clause, what the law says about the agency still applies.
        lead, parts = _lead_and_parts(_below(agreed, agency.name) or _below(library, agency.name))
        yield agency, tuple(lead), tuple(sorted(parts, key=_rank))


def report_table(protocol: Protocol, on: str) -> Table:
    """Return the table of the reports that the law requires, as the agreement has it."""
    found = _clause(protocol, on, _REPORTING_CLAUSE)
    return _deadline_first(next(block for block in found if isinstance(block, Table)))


def _rank(part: Part) -> int:
    return _IN_ORDER.index(part.kind)


def _clause(protocol: Protocol, on: str, id: str) -> Blocks:
    """A clause of the library, even where a county has its own words instead. Its references read `the agreement`."""
    library = clauses.of_kind(protocol.instrument.kind)
    clause = next(clause for clause in library if clause.id == id)
    return filled(clause, context(protocol, on, library, every_reference="the agreement", for_staff=True)).blocks


def _below(found: Blocks, title: str) -> Blocks:
    """What is below a heading, up to the next."""
    titles = [_shown(plain_text(block.runs)) if isinstance(block, Heading) else None for block in found]
    title = _shown(title)
    if title not in titles:
        return ()
    first = titles.index(title) + 1
    last = next((n for n in range(first, len(found)) if titles[n] is not None), len(found))
    return found[first:last]


def _shown(name: str) -> str:
    """Return a name as a heading shows it, whatever is invisible in it."""
    return " ".join(printable(name).split())


def _lead_and_parts(found: Blocks) -> tuple[list[str], list[Part]]:
    """Lines before the first list, and each list under the line that announces it."""
    lead: list[str] = []
    parts: list[Part] = []
    for block, following in zip(found, (*found[1:], None), strict=False):
        if isinstance(block, Paragraph) and isinstance(following, Listing):
            title, kind = plain_text(block.runs).rstrip(":"), block.announces
            parts.append(Part(title, kind in _OF_STATUTES, (following,), yields=_YIELDS.get(kind, 0), kind=kind))
        elif isinstance(block, Paragraph) and parts:
            parts.append(Part("", False, (Paragraph(block.runs),)))
        elif isinstance(block, Paragraph):
            lead.append(plain_text(block.runs))
    return lead, parts


def _meetings(protocol: Protocol, agency: Agency) -> Iterator[Part]:
    several = len(protocol.counties) > 1
    rows = [
        _meeting(tier, f" ({county.name} County)" if several else "")
        for county in protocol.counties
        if county.mdt and agency.county in ("", county.name)
        for tier in county.mdt.tiers
        if tier.convener == agency.name or _is_called(county, agency, tier)
    ]
    if rows:
        yield Part(_MEETINGS, False, (Listing(tuple((Paragraph(row),) for row in rows)),), kind="meetings")


def _meeting(tier: Tier, county: str) -> Runs:
    called = f" Called by {tier.convener}." if tier.convener else ""
    when = _when(tier)
    trigger = f" {as_sentence(tier.trigger).rstrip('.')}." if tier.trigger else ""
    return (Run(f"{tier.name}{county}", bold=True), Run(f"{', ' if when else ''}{when}.{trigger}{called}"))


def _sits(county: County, agency: Agency) -> bool:
    """Whether an agency sits on a county's multidisciplinary team or convenes it; only then it is given the team's contacts."""
    mdt = county.mdt
    calls = mdt and agency.name in (mdt.convener, *(tier.convener for tier in mdt.tiers))
    return bool(calls or _functions(county, agency))


def _is_called(county: County, agency: Agency, tier: Tier) -> bool:
    """Whether a stage calls an agency: by name, or because it calls someone for whom, or everyone if, it is on the team."""
    functions = _functions(county, agency)
    return agency.name in tier.agencies or bool(functions and tier.calls(agency.name, functions))


def _functions(county: County, agency: Agency) -> set[str]:
    """The functions for which an agency sits on a county's multidisciplinary team."""
    seats = county.mdt.seats if county.mdt else ()
    return {seat.function for seat in seats if seat.agency_id == agency.id}


def _when(tier: Tier) -> str:
    again = uncapitalized(tier.every).rstrip(".")
    every = f"every {again}" if _PERIOD.match(again) else again
    return ", ".join(filter(None, (within(tier.within), every, tier.meeting_label)))


def _contacts(protocol: Protocol, agency: Agency) -> Iterator[Part]:
    """Yield the numbers for anyone, then the team's job titles for those who are on it; each with its number if it has one."""
    several = len(protocol.counties) > 1
    here = [county for county in protocol.counties if agency.county in ("", county.name)]
    rows: list[Runs] = [(Run("Emergency: "), Run("911", link="tel:911"))]
    for one in protocol.agencies:
        if one.hotline and (one.county in ("", agency.county) or not agency.county):
            where = f" ({one.county} County)" if several and one.county else ""
            rows.append((Run(f"Child abuse hotline{where}: "), *number_runs(one.hotline)))
    others: list[str] = []
    for county in here:
        for seat in county.mdt.seats if county.mdt and _sits(county, agency) else ():
            if seat.agency_id == agency.id or not seat.title:
                continue
            name = f"{seat.function_short}{f' ({county.name} County)' if several else ''}: {_holder(seat)}"
            if seat.to_call:
                rows.append((Run(name), *_numbers(seat)))
            else:
                others.append(name)
    items = tuple((Paragraph(row),) for row in rows)
    yield Part(_TO_CALL, False, (Listing(items),), columns=2, kind="to-call")
    if others:
        yield Part(
            _ALSO_ON_THE_TEAM,
            False,
            (Paragraph((Run(f"{'; '.join(others).rstrip('.')}."),)),),
            yields=2,
            kind="on-the-team",
        )


def _first_steps(protocol: Protocol, agency: Agency) -> Iterator[Part]:
    """Yield, for an agency that is called to no meeting, whom it calls and what then happens."""
    several = len(protocol.counties) > 1
    lines: list[Runs] = [(Run("In danger or hurt? Call "), Run("911", link="tel:911"), Run("."))]
    for county in protocol.counties:
        if agency.county not in ("", county.name):
            continue
        of = f" ({county.name} County)" if several else ""
        hotlines = [one.hotline for one in protocol.agencies if one.hotline and one.county in ("", county.name)]
        numbers = [run for line in hotlines for run in (Run(" "), *number_runs(line))] or [Run(" ____________________")]
        lines.append((Run(f"The child abuse hotline{of} takes reports at any hour:"), *numbers))
        for tier in county.mdt.tiers[:1] if county.mdt else ():
            first = _meeting(tier, of)
            lines.append((Run("The team’s first meeting: "), *first))
            lines.append((Run(f"Who comes{of}: {_members(county, tier).rstrip('.')}."),))
    yield Part(_FIRST_STEPS, False, (Listing(tuple((Paragraph(line),) for line in lines)),), kind="first-steps")


def _members(county: County, tier: Tier) -> str:
    seats = county.mdt.seats if county.mdt else ()
    called = [s for s in seats if tier.calls(s.agency_name, [s.function])]
    titles = dict.fromkeys(
        f"{seat.function_short}: {seat.title}" if seat.title else seat.function_short for seat in called
    )
    titles |= dict.fromkeys(name for name in tier.agencies if name not in {seat.agency_name for seat in called})
    return "; ".join(titles) or "everyone on the team"


def number_runs(contact: Contact) -> Runs:
    """Return a number or an address as a link, with what staff must know about it."""
    return (Run(contact.text, link=contact.link), *((Run(" (staff only)"),) if contact.is_internal else ()))


def _numbers(seat: Seat) -> Iterator[Run]:
    for label, contact in seat.to_call:
        yield Run(f"; {label} " if label else ", ")
        yield from number_runs(contact)


def _mandated_reporters() -> Part:
    words = (
        "Each mandated reporter makes the report. Telling a supervisor, a coworker, or the team is not a report (Penal Code "
        "section 11166(i)(3)). If several reporters chose one of them to report, any of them who knows that it was not "
        "made makes the report (section 11166(h))."
    )
    return Part(_IF_YOU_MUST_REPORT, True, (Paragraph((Run(words),)),), kind="reporters")


def _holder(seat: Seat) -> str:
    return f"{seat.title}, {seat.agency.name}" if seat.agency else seat.title


def _deadline_first(table: Table) -> Table:
    """The table of reports with the deadline first, as one reads it in a hurry."""
    wanted = ("By when", "Who reports", "What", "To whom", "Law")
    heads = [plain_text(head) for head in table.header]
    places = [heads.index(head) for head in wanted]
    return Table(
        tuple(table.header[place] for place in places),
        tuple(tuple(row[place] for place in places) for row in table.rows),
    )

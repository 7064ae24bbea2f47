"""Pages to hand to staff: an agency's duties, and the card for the first 24 hours, in no format.

The words are those of the agreement's clauses; what a statute requires comes first and is marked.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from ..checking.check import Report
from ..english import capitalized, uncapitalized
from ..protocol.from_data import protocol as protocol_from_data
from ..protocol.model import Agency, County, Protocol, Seat, Tier
from ..protocol.time_limits import limits_of_protocol, within
from . import clauses
from .agreement import Agreement, Provenance
from .blocks import Blocks, Heading, Listing, Paragraph, Run, Runs, Table, plain_text
from .clause_text import context, filled
from .markdown import blocks as markdown_blocks

MINUTES_PER_DAY = 1440
_BY_STATUTE = "By statute"
_ROLES_CLAUSES = ("roles", "roles-and-responsibilities")
"""The clause, in whichever library, with a heading for each agency."""
_NO_AGENCY = "The county file names no agencies. To add them, list each under agencies with its functions."
_REPORT_CONTENTS = "What the report of a missing or abducted child includes"
_REPORTING_CLAUSES = ("reports-to-law-enforcement", "missing-children")


@dataclass(frozen=True, slots=True)
class Part:
    """A titled part of a page."""

    title: str
    is_law: bool
    """Whether a statute requires it."""
    blocks: Blocks


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page to print: an agency's, or the card."""

    title: str
    lead: tuple[str, ...]
    """The lines below the title."""
    parts: tuple[Part, ...]
    agreement: Agreement

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
    """A page for each agency of a county file; one that says so where it names none."""
    protocol = protocol_from_data(report.data)
    roles = next(clause.id for clause in clauses.of_kind(report.instrument) if clause.id in _ROLES_CLAUSES)
    agreed = next((article.blocks for article in agreement.articles if article.id == roles), ())
    library = _clause(protocol, report.on, roles)
    found = []
    for agency in protocol.agencies:
        # Where a county has its own words instead of the clause, what the law says about the agency still applies.
        lead, parts = _lead_and_parts(_below(agreed, agency.name) or _below(library, agency.name))
        parts += [*_meetings(protocol, agency), *_contacts(protocol, agency)]
        found.append(Sheet(agency.name, tuple(lead), tuple(sorted(parts, key=_rank)), agreement))
    return tuple(found) or (Sheet("No agency is named yet", (_NO_AGENCY,), (), agreement),)


def first_day_card(report: Report, agreement: Agreement) -> Sheet:
    """The card for the first 24 hours."""
    protocol = protocol_from_data(report.data)
    reports, missing = (_clause(protocol, report.on, id) for id in _REPORTING_CLAUSES)
    table = next(block for block in reports if isinstance(block, Table))
    parts = [Part("Reports that the law requires", True, (_deadline_first(table),))]
    lists = tuple(_lists_under(missing, "24 hours"))
    for title, number in (("Nine notices when a child is missing from foster care", 0), (_REPORT_CONTENTS, 2)):
        parts.append(Part(title, True, lists[number]))
    own = tuple(clock for clock in limits_of_protocol(protocol) if clock.minutes <= MINUTES_PER_DAY)
    if own:
        rows = tuple(
            (_runs(clock.by_when), _runs(clock.who, clock.county), _inline(clock.what), _runs(clock.to))
            for clock in own
        )
        parts.append(
            Part("Deadlines that the county has set", False, (Table(_heads("By when", "Who", "What", "To"), rows),))
        )
    lead = (
        "A county deadline never extends a legal one. Deadlines run day and night, including weekends and holidays.",
    )
    return Sheet("The first 24 hours", lead, tuple(parts), agreement)


def _rank(part: Part) -> int:
    """Duties under statute first, then where a statute only names the agency."""
    return 2 if not part.is_law else 0 if part.title.startswith(_BY_STATUTE) else 1


def _clause(protocol: Protocol, on: str, id: str) -> Blocks:
    """A clause of the library, even where a county has its own words instead. Its references read `the agreement`."""
    library = clauses.of_kind(protocol.instrument.kind)
    clause = next(clause for clause in library if clause.id == id)
    return filled(clause, context(protocol, on, library, every_reference="the agreement")).blocks


def _below(found: Blocks, title: str) -> Blocks:
    """What is below a heading, up to the next."""
    titles = [plain_text(block.runs) if isinstance(block, Heading) else None for block in found]
    if title not in titles:
        return ()
    first = titles.index(title) + 1
    last = next((n for n in range(first, len(found)) if titles[n] is not None), len(found))
    return found[first:last]


def _lead_and_parts(found: Blocks) -> tuple[list[str], list[Part]]:
    """Lines before the first list, and each list under the line that announces it."""
    lead: list[str] = []
    parts: list[Part] = []
    for block, following in zip(found, (*found[1:], None), strict=False):
        if isinstance(block, Paragraph) and isinstance(following, Listing):
            title = plain_text(block.runs).rstrip(":")
            parts.append(Part(title, _BY_STATUTE.lower() in title.lower(), (following,)))
        elif isinstance(block, Paragraph) and parts:
            parts.append(Part("", False, (Paragraph(block.runs),)))
        elif isinstance(block, Paragraph):
            lead.append(plain_text(block.runs))
    return lead, parts


def _lists_under(found: Blocks, words: str) -> Iterator[Blocks]:
    """Each list under headings with these words, with the line that announces it."""
    inside = False
    for block, following in zip(found, (*found[1:], None), strict=False):
        if isinstance(block, Heading):
            inside = words in plain_text(block.runs)
        elif inside and isinstance(block, Paragraph) and isinstance(following, Listing):
            yield Paragraph(block.runs), following


def _meetings(protocol: Protocol, agency: Agency) -> Iterator[Part]:
    several = len(protocol.counties) > 1
    rows = [
        (
            _runs(tier.name, county.name if several else ""),
            _inline(tier.trigger),
            _runs(_when(tier)),
            _runs(tier.convener),
        )
        for county in protocol.counties
        if county.mdt and agency.county in ("", county.name)
        for tier in county.mdt.tiers
        if tier.convener == agency.name or _functions(county, agency) & set(tier.members or _functions(county, agency))
    ]
    if rows:
        yield Part(
            "Multidisciplinary team meetings to which it is called",
            False,
            (Table(_heads("Meeting", "When a child", "By when", "Called by"), tuple(rows)),),
        )


def _sits(county: County, agency: Agency) -> bool:
    """Whether an agency sits on a county's multidisciplinary team or convenes it; only then it is given the team's contacts."""
    mdt = county.mdt
    calls = mdt and agency.name in (mdt.convener, *(tier.convener for tier in mdt.tiers))
    return bool(calls or _functions(county, agency))


def _functions(county: County, agency: Agency) -> set[str]:
    """The functions for which an agency sits on a county's multidisciplinary team."""
    seats = county.mdt.seats if county.mdt else ()
    return {seat.function for seat in seats if seat.agency_id == agency.id}


def _when(tier: Tier) -> str:
    again = uncapitalized(tier.every)
    every = again if again.startswith("every") or not again else f"every {again}"
    return ", ".join(filter(None, (within(tier.within), every, tier.meeting_label)))


def _contacts(protocol: Protocol, agency: Agency) -> Iterator[Part]:
    several = len(protocol.counties) > 1
    rows = tuple(
        (_runs(seat.function_short, county.name if several else ""), _runs(_holder(seat)))
        for county in protocol.counties
        if county.mdt and agency.county in ("", county.name) and _sits(county, agency)
        for seat in county.mdt.seats
        if seat.agency_id != agency.id and seat.title
    )
    if rows:
        yield Part("Whom to call, by job title", False, (Table(_heads("For", "Job title"), rows),))


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


def _heads(*words: str) -> tuple[Runs, ...]:
    return tuple((Run(word),) for word in words)


def _runs(words: str, county: str = "") -> Runs:
    return (Run(capitalized(words) + (f" ({county} County)" if county else "")),)


def _inline(markdown: str) -> Runs:
    """Markdown in a cell: its paragraphs one after the other."""
    found = [block.runs for block in markdown_blocks(markdown) if isinstance(block, Paragraph | Heading)]
    return tuple(run for number, runs in enumerate(found) for run in ((Run(" "),) if number else ()) + runs)

"""Knows what stands on an agency's page of duties and on the card for the first 24 hours. Knows no format.

The words are those of the agreement's clauses; what a statute demands stands first and is marked.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from ..checking.check import Report
from ..english import capitalized, uncapitalized
from ..protocol.from_data import protocol as described
from ..protocol.model import Agency, County, Protocol, Seat, Tier
from ..protocol.time_limits import limits_of_protocol, within
from . import clauses
from .agreement import Agreement, Provenance
from .blocks import Blocks, Heading, Listing, Paragraph, Run, Runs, Table, plain
from .markdown import blocks as of_markdown

DAY = 1440
"""Minutes."""
_LAW = "By statute"
_ROLES = "roles"
_NO_AGENCY = "The county file names no agencies. To add them, write each under agencies, with its functions."
_CONTENTS = "What the report of a missing or abducted child includes"
_RULES = ("reports-to-law-enforcement", "missing-children")


@dataclass(frozen=True, slots=True)
class Part:
    """A titled part of a page."""

    title: str
    is_law: bool
    """Whether a statute demands it."""
    blocks: Blocks


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page to print: an agency's, or the card."""

    title: str
    lead: tuple[str, ...]
    """What stands below the title."""
    parts: tuple[Part, ...]
    agreement: Agreement

    @property
    def provenance(self) -> Provenance:
        return self.agreement.provenance


def are_made_of(protocol: Protocol) -> bool:
    """Whether a county file gives pages of duties to hand to staff: only a county's own file of its protocol does.

    What public sources leave open, and what another instrument says, nobody must take for the county's rule.
    """
    return not protocol.is_partial and (protocol.instrument.is_protocol or not protocol.instrument.kind)


def of_agencies(report: Report, agreement: Agreement) -> tuple[Sheet, ...]:
    """A page for each agency of a county file; one that says so where it names none."""
    protocol = described(report.data)
    agreed = next((article.blocks for article in agreement.articles if article.id == _ROLES), ())
    library = _clause(protocol, report.on, _ROLES)
    found = []
    for agency in protocol.agencies:
        # Where a county has put its own words in place of the clause, what the law says of the agency still holds.
        lead, parts = _parted(_below(agreed, agency.name) or _below(library, agency.name))
        parts += [*_called(protocol, agency), *_posts(protocol, agency)]
        found.append(Sheet(agency.name, tuple(lead), tuple(sorted(parts, key=_rank)), agreement))
    return tuple(found) or (Sheet("No agency is named yet", (_NO_AGENCY,), (), agreement),)


def first_day(report: Report, agreement: Agreement) -> Sheet:
    """The card for the first 24 hours."""
    protocol = described(report.data)
    reports, missing = (_clause(protocol, report.on, id) for id in _RULES)
    table = next(block for block in reports if isinstance(block, Table))
    parts = [Part("Reports that the law asks for", True, (_brief(table),))]
    lists = tuple(_announced(missing, "24 hours"))
    for title, number in (("Nine notices when a child is missing from foster care", 0), (_CONTENTS, 2)):
        parts.append(Part(title, True, lists[number]))
    own = tuple(
        clock for clock in limits_of_protocol(protocol) if clock.within == "immediately" or 0 < clock.minutes <= DAY
    )
    if own:
        rows = tuple(
            (_runs(clock.by_when), _runs(clock.who, clock.county), _inline(clock.what), _runs(clock.to))
            for clock in own
        )
        parts.append(Part("What the county has set", False, (Table(_heads("By when", "Who", "What", "To"), rows),)))
    lead = (
        "No time that a county sets extends one that the law sets. Times run by day and night, weekends and holidays.",
    )
    return Sheet("The first 24 hours", lead, tuple(parts), agreement)


def _rank(part: Part) -> int:
    """Duties under statute first, then where a statute only names the agency."""
    return 2 if not part.is_law else 0 if part.title.startswith(_LAW) else 1


def _clause(protocol: Protocol, on: str, id: str) -> Blocks:
    """A clause of the library, whatever a county has put in its place."""
    clause = next(clause for clause in clauses.library() if clause.id == id)
    values = {**clauses.context(protocol, on), "article": lambda id: "the agreement"}
    return clauses.filled(clause, values) or ()


def _below(found: Blocks, title: str) -> Blocks:
    """What stands below a heading, up to the next."""
    titles = [plain(block.runs) if isinstance(block, Heading) else None for block in found]
    if title not in titles:
        return ()
    first = titles.index(title) + 1
    last = next((n for n in range(first, len(found)) if titles[n] is not None), len(found))
    return found[first:last]


def _parted(found: Blocks) -> tuple[list[str], list[Part]]:
    """Lines before the first list, and each list under the line that announces it."""
    lead: list[str] = []
    parts: list[Part] = []
    for block, following in zip(found, (*found[1:], None), strict=False):
        if isinstance(block, Paragraph) and isinstance(following, Listing):
            title = plain(block.runs).rstrip(":")
            parts.append(Part(title, _LAW.lower() in title.lower(), (following,)))
        elif isinstance(block, Paragraph) and parts:
            parts.append(Part("", False, (Paragraph(block.runs),)))
        elif isinstance(block, Paragraph):
            lead.append(plain(block.runs))
    return lead, parts


def _announced(found: Blocks, words: str) -> Iterator[Blocks]:
    """Each list under headings with these words, with the line that announces it."""
    inside = False
    for block, following in zip(found, (*found[1:], None), strict=False):
        if isinstance(block, Heading):
            inside = words in plain(block.runs)
        elif inside and isinstance(block, Paragraph) and isinstance(following, Listing):
            yield Paragraph(block.runs), following


def _called(protocol: Protocol, agency: Agency) -> Iterator[Part]:
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
            "Meetings of the multidisciplinary team that it is called to",
            False,
            (Table(_heads("Meeting", "When a child", "By when", "Called by"), tuple(rows)),),
        )


def _sits(county: County, agency: Agency) -> bool:
    """Whether an agency sits on a county's multidisciplinary team or calls it together; only then its posts are at hand."""
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


def _posts(protocol: Protocol, agency: Agency) -> Iterator[Part]:
    several = len(protocol.counties) > 1
    rows = tuple(
        (_runs(seat.function_short, county.name if several else ""), _runs(_holder(seat)))
        for county in protocol.counties
        if county.mdt and agency.county in ("", county.name) and _sits(county, agency)
        for seat in county.mdt.seats
        if seat.agency_id != agency.id and seat.title
    )
    if rows:
        yield Part("Whom to call, by post", False, (Table(_heads("For", "Post"), rows),))


def _holder(seat: Seat) -> str:
    return f"{seat.title}, {seat.agency.name}" if seat.agency else seat.title


def _brief(table: Table) -> Table:
    """The table of reports with the deadline first, as one reads it in a hurry."""
    wanted = ("By when", "Who reports", "What", "To whom", "Law")
    heads = [plain(head) for head in table.header]
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
    found = [block.runs for block in of_markdown(markdown) if isinstance(block, Paragraph | Heading)]
    return tuple(run for number, runs in enumerate(found) for run in ((Run(" "),) if number else ()) + runs)

"""The first 24 hours on one page, in the order of acting, for each county of a file.

What a statute requires is marked, and cited in small print at the end. Numbers come from the county file; where it has
none, there is a line to write one on.
"""

from collections.abc import Iterator

from ..checking.check import Report
from ..english import as_sentence, capitalized, inward, join_words, uncapitalized
from ..law import vocabulary
from ..law.vocabulary import minutes
from ..protocol.contacts import Contact
from ..protocol.model import County, Protocol, Seat, Tier
from ..protocol.time_limits import MISSING_BY, NOTICES_BY, TimeLimit, at_once, limits_of_protocol, within
from .agreement import Agreement
from .blocks import Block, Listing, Paragraph, Run, Runs
from .markdown import blocks as markdown_blocks
from .role_sheets import Part, Sheet, number_runs

MINUTES_PER_DAY = 1440
NCMEC = Contact("1-800-843-5678", "tel:+18008435678", False)
"""The call center of the National Center for Missing and Exploited Children, as ACL 16-85 gives it (part VI)."""
EMERGENCY = Contact("911", "tel:911", False)
TO_FILL_IN = "____________________"
_MAX_CALLS = 10
"""Agencies and positions with numbers on the page; the role sheets have the others."""
_MAX_OWN = 4
"""Deadlines of the county's own beyond reports; the role sheets have the others."""
_MAX_TEXT = 150
"""Characters of a county's own text on the page."""

_LAW = (
    "WIC 16501.35(b)(2)(F), (G), and (c): the nine notices. Penal Code 11166(j)(1): reports of abuse; (j)(2): exploited "
    "children; (j)(3): missing or abducted children; (k): reports by law enforcement; (i)(3): telling a supervisor, a "
    "coworker, or the team is not a report. NCMEC’s number: ACL 16-85 (2016), part VI. Basic needs first: ACIN I-23-15, a "
    "recommendation. A county deadline never extends a legal one. Deadlines run day and night, including weekends and "
    "holidays."
)


def first_day_sheets(report: Report, agreement: Agreement) -> tuple[Sheet, ...]:
    """Return a page for each county of a file."""
    protocol = report.protocol
    several = len(protocol.counties) > 1
    return tuple(
        Sheet(
            f"The first 24 hours: {county.full_name}" if several else "The first 24 hours",
            (),
            parts_for(protocol, county),
            agreement,
            small=(_LAW,),
            is_one_page=True,
        )
        for county in protocol.counties
    ) or (Sheet("The first 24 hours", (), parts_for(protocol, None), agreement, small=(_LAW,), is_one_page=True),)


def parts_for(protocol: Protocol, county: County | None) -> tuple[Part, ...]:
    """Return the steps in a county, or what is the same in every county."""
    found = (
        ("Make the child safe", False, _make_safe()),
        ("Call", False, _calls(protocol, county)),
        ("Meet", False, tuple(_first_meeting(county)) if county else ()),
        (
            f"Missing from foster care? Nine notices, {NOTICES_BY}",
            True,
            _notices(county),
        ),
        (
            f"Missing or abducted, exploited or at risk? Also report, {MISSING_BY}",
            True,
            _missing_report(county),
        ),
        ("Report, by when", True, _reports(protocol, county)),
    )
    kept = [(title, is_law, blocks) for title, is_law, blocks in found if blocks]
    return tuple(
        Part(f"{number}. {title}", is_law, blocks, columns=2 if number == 2 or "Nine notices" in title else 1)
        for number, (title, is_law, blocks) in enumerate(kept, 1)
    )


def law_in_small_print() -> str:
    """Return what the page's law is, for its end."""
    return _LAW


def _make_safe() -> tuple[Block, ...]:
    return (
        _list(
            (Run("In danger or hurt? Call "), Run("911", bold=True, link=EMERGENCY.link), Run(".")),
            (Run("Food, clothing, a safe place, and urgent medical care come first."),),
        ),
    )


def _calls(protocol: Protocol, county: County | None) -> tuple[Block, ...]:
    """The hotline, those whom the first stage calls, law enforcement, and NCMEC, each with a number."""
    here = [a for a in protocol.agencies if a.county in ("", county.name if county else "")] if county else []
    hotlines = [(a.name, a.hotline) for a in here if a.hotline]
    rows: list[Runs] = [
        (_bold("Child abuse hotline"), Run(f" ({_cut(name)}) " if len(hotlines) > 1 else " "), *number_runs(line))
        for name, line in hotlines
    ] or [(_bold("Child abuse hotline"), Run(f" {TO_FILL_IN}"))]
    rows += [runs for _, runs in zip(range(_MAX_CALLS), _whom_to_call(protocol, county), strict=False)]
    rows.append((_bold("NCMEC"), Run(", for a missing or abducted child "), *number_runs(NCMEC)))
    return (_list(*rows),)


def _whom_to_call(protocol: Protocol, county: County | None) -> Iterator[Runs]:
    """Whoever calls the first stage, those on the team whom it calls, then law enforcement; each number once."""
    if not county:
        return
    told: set[tuple[str, ...]] = set()
    mdt = county.mdt
    first = mdt.tiers[0] if mdt and mdt.tiers else None
    convener = (first.convener if first else "") or (mdt.convener if mdt else "")
    here = [a for a in protocol.agencies if a.county in ("", county.name)]
    seats = [s for s in (mdt.seats if mdt else ()) if not first or first.calls(s.agency_name, [s.function])]
    police = [a for a in here if {"sheriff", "local_law_enforcement"} & set(a.functions)]
    named = [(a.name, tuple(c for c in a.contacts if c[1] != a.hotline)) for a in here if a.name == convener]
    named += [(_position(seat), seat.to_call) for seat in seats]
    named += [(a.name, a.contacts) for a in police]
    for name, contacts in named:
        numbers = tuple((label, contact) for label, contact in contacts if contact.link.startswith("tel:"))
        key = tuple(contact.link for _, contact in numbers)
        if numbers and key not in told:
            told.add(key)
            yield (_bold(_cut(name)), Run(" "), *_numbers(numbers))


def _numbers(contacts: tuple[tuple[str, Contact], ...]) -> Iterator[Run]:
    for place, (label, contact) in enumerate(contacts):
        yield Run(f"{'; ' if place else ''}{f'{label} ' if label else ''}")
        yield from number_runs(contact)


def _position(seat: Seat) -> str:
    return (
        f"{seat.function_short} ({_cut(seat.title)})" if seat.title else f"{seat.function_short} ({seat.agency_name})"
    )


def _first_meeting(county: County) -> Iterator[Block]:
    """The county's own first stage: when, who calls it, and who comes."""
    mdt = county.mdt
    if not mdt or not mdt.tiers:
        called = f" Call {mdt.convener}, which calls the team." if mdt and mdt.convener else ""
        yield Paragraph((Run(f"Who meets first, and by when: {TO_FILL_IN}{'.' if called else ''}{called}"),))
        return
    tier = mdt.tiers[0]
    when = within(tier.within) or uncapitalized(tier.every).rstrip(".") or "no time is set"
    parts = [_bold(f"{_cut(tier.name)}, {when}"), Run(f", {tier.meeting_label}" if tier.meeting else ""), Run(". ")]
    if tier.trigger:
        parts.append(Run(f"When: {_cut(uncapitalized(tier.trigger)).rstrip('.')}. "))
    if tier.convener or mdt.convener:
        parts.append(Run(f"Called by {_cut(tier.convener or mdt.convener)}. "))
    yield Paragraph((*parts, Run(f"Who comes: {_who_comes(tier, mdt.seats).rstrip('.')}.")))


def _who_comes(tier: Tier, seats: tuple[Seat, ...]) -> str:
    if tier.calls_everyone:
        return "everyone on the team"
    titles = {function: [s.title for s in seats if s.function == function and s.title] for function in tier.members}
    return join_words(
        tuple(
            f"{vocabulary.in_sentence(function)} ({_cut(' or '.join(titles[function]))})"
            if titles[function]
            else vocabulary.in_sentence(function)
            for function in tier.members
        )
        + tuple(map(_cut, tier.agencies))
    )


def _notices(county: County | None) -> tuple[Block, ...]:
    own = county.practice.missing_children if county else None
    words = vocabulary.lists()["missing_notice_parties"]
    rows = [
        (_bold(capitalized(str(word["label"]))), Run(f", {word['condition']}" if word.get("condition") else ""))
        for word in words.values()
    ]
    this_county = _this_county(own.notices.within if own and own.notices else "", "but")
    start = (Paragraph((Run(this_county.strip()),)),) if this_county else ()
    contact = (
        "Each notice says how to reach an appropriate social worker or probation officer of the agency that sends it."
    )
    return (*start, _list(*rows, marking="1."), Paragraph((Run(contact),)))


def _missing_report(county: County | None) -> tuple[Block, ...]:
    own = county.practice.reporting.missing if county and county.practice.reporting else None
    this_county = _this_county(own.within if own else "", "or")
    return (
        _list(
            (
                Run("For a child receiving child welfare services: "),
                _bold("law enforcement"),
                Run(", for entry into the national database (NCIC), and NCMEC."),
                Run(this_county),
            ),
            (
                _bold("NCMEC"),
                Run(" "),
                *number_runs(NCMEC),
                Run(". This report and the nine notices are separate duties."),
            ),
            (
                _bold("Include, where reasonably possible:"),
                Run(
                    " a photo; physical features; endangerment information, as far as other law allows; and whether the "
                    "child is or may be an Indian child, with the Tribe’s name."
                ),
            ),
        ),
    )


def _reports(protocol: Protocol, county: County | None) -> tuple[Block, ...]:
    reporting = county.practice.reporting if county else None
    exploited = reporting.exploitation if reporting else None
    abuse = reporting.suspected_abuse if reporting else None
    rows: list[Runs] = [
        (
            _bold("A child receiving child welfare services is identified as exploited:"),
            Run(
                " the county welfare or probation department reports to law enforcement, immediately, and in no case in more "
                "than 24 hours."
            ),
            Run(_this_county(exploited.within if exploited else "", "and")),
        ),
        (
            _bold("Suspected abuse or neglect:"),
            Run(
                " the same departments report to law enforcement, the agency that investigates under WIC 300, and the "
                "district attorney, immediately or as soon as practicably possible, by telephone, fax, or electronic "
                "transmission; in writing within 36 hours."
            ),
            Run(_this_county(abuse.within if abuse else "", "")),
        ),
        (
            _bold("Law enforcement"),
            Run(
                " reports suspected abuse to the agency that investigates under WIC 300 and the district attorney, "
                "immediately or as soon as practicably possible; in writing within 36 hours."
            ),
        ),
    ]
    rows += [_own_deadline(limit) for limit in _own_deadlines(protocol, county)]
    return (_list(*rows),)


def _this_county(time: str, word: str) -> str:
    """Return the county's own time for a report, as a sentence; nothing if it has none, or one that the law forbids."""
    if not time or minutes(time) > MINUTES_PER_DAY:
        return ""
    return f" {capitalized(at_once(time, word) if word else within(time))} (county)."


def _own_deadlines(protocol: Protocol, county: County | None) -> tuple[TimeLimit, ...]:
    """What else agencies of the county do within 24 hours, the shortest first."""
    agencies = {a.name for a in protocol.agencies if county and a.county in ("", county.name)}
    found = (clock for clock in limits_of_protocol(protocol) if clock.how == "within" and clock.who in agencies)
    return tuple(clock for clock in found if clock.minutes <= MINUTES_PER_DAY)[:_MAX_OWN]


def _own_deadline(clock: TimeLimit) -> Runs:
    to = f", to {inward(_cut(clock.to))}" if clock.to else ""
    what = _cut(_plain(clock.what).rstrip("."))
    return (_bold(f"{_cut(clock.who)}, {clock.by_when}{to} (county):"), Run(f" {as_sentence(what)}"))


def _plain(markdown: str) -> str:
    """Return a county's own Markdown as text on one line."""
    found = (block for block in markdown_blocks(markdown) if isinstance(block, Paragraph))
    return " ".join("".join(run.text for run in block.runs) for block in found) or markdown


def _cut(text: str) -> str:
    """Return a county's own text as short as the page needs it."""
    line = " ".join(text.split())
    return line if len(line) <= _MAX_TEXT else f"{line[: _MAX_TEXT - 1].rsplit(' ', 1)[0]}…"


def _bold(text: str) -> Run:
    return Run(text, bold=True)


def _list(*rows: Runs, marking: str = "•") -> Listing:
    return Listing(
        tuple((Paragraph(tuple(run for run in row if run.text)),) for row in rows), "1." if marking == "1." else "•"
    )

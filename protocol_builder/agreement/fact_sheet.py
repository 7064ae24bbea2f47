"""The fact sheet: what is known, from which source, what the law requires, and what is open, on a few pages.

It is for files of public sources, of which nobody has agreed to an agreement's text, and for kinds of instrument that
have no clauses.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass

from ..checking.check import Report
from ..checking.evaluate import Verdict
from ..checking.open_questions import mandated_lists
from ..english import as_sentence, capitalized, join_words, number_of, printed_date, uncapitalized
from ..law import instruments, shape
from ..law.record import law_of
from ..law.requirements import ALL_COUNTIES
from ..law.vocabulary import full_name, in_sentence
from ..protocol.model import County, Instrument, MultidisciplinaryTeam, Protocol, Seat, StandingBody, Team
from ..protocol.practice import Practice, Words
from . import sources_appendix, title_page
from .agreement import Agreement, Article
from .blocks import Block, Heading, Listing, Paragraph, Run, Runs, Table, printed_lines
from .gaps import is_gap
from .papers import paper
from .splice import own_blocks
from .state import has_clauses

TITLE = "Fact sheet"
WHY_NOT = "it is for a file of public sources, or of a kind of instrument without clauses"
"""Why a county file does not get one."""
_MAX_TEXT = 260
"""Characters of a county's own text; the county file has the rest."""
_MAX_TITLES = 12
"""Duties of one statute that are listed by name."""
_SHARES = (380, 100, 110, 100, 110, 200)
"""How wide the columns of the table of statutes are, in thousandths."""
_NONE_FOUND = "none_found"

_Row = tuple[str, str, tuple[str, ...]]
"""What it is about, what is known, and the short names of the sources that show it."""


def fits(report: Report) -> bool:
    """Return whether a file gets a fact sheet: one of public sources, or of a kind of instrument without clauses."""
    return report.protocol.is_partial or not has_clauses(report)


def fact_sheet(report: Report) -> Agreement:
    """Return the fact sheet of a county file."""
    protocol = report.protocol
    sections = (
        ("known", "What is known", tuple(_known(protocol))),
        ("law", "What the law requires", tuple(_law(report, protocol))),
        ("open", "What is open", tuple(_open(report))),
        ("sources", "Public sources", sources_appendix.blocks(protocol)),
    )
    articles = tuple(Article(id, title, "section", "", blocks) for id, title, blocks in sections if blocks)
    return paper(report, TITLE, articles, tuple(_facts(report, protocol)), tuple(_statements(protocol)))


def _facts(report: Report, protocol: Protocol) -> Iterator[tuple[str, str]]:
    instrument = protocol.instrument
    according_to = ", according to public sources" if protocol.is_partial and instrument.status else ""
    lines = {
        "Instrument": instrument.kind_label,
        "Title": instrument.title,
        "Number": instrument.number,
        "Status": f"{instrument.status_label}{according_to}",
        "Adopted": title_page.adopted_in_words(instrument, report.on),
        "Term": _term(instrument),
        "Searched": printed_date(instrument.searched_on),
        "Law": f"checked against the {law_of(report.on, printed_date)}",
    }
    yield from ((label, title_page.on_one_line(capitalized(value))) for label, value in lines.items() if value)


def _term(instrument: Instrument) -> str:
    ends = (
        "no end date"
        if instrument.is_perpetual
        else f"until {printed_date(instrument.ends)}"
        if instrument.ends
        else ""
    )
    begins = f"from {printed_date(instrument.begins)}" if instrument.begins else ""
    return ", ".join(filter(None, (begins, ends)))


def _statements(protocol: Protocol) -> Iterator[str]:
    counties = protocol.county_names if protocol.counties else "a county"
    if protocol.instrument.kind == _NONE_FOUND:
        on = f" on {printed_date(protocol.instrument.searched_on)}" if protocol.instrument.searched_on else ""
        yield (
            f"A search of public sources{on} found no instrument of {counties}. That does not show that the county has none: "
            "the county can say."
        )
    elif protocol.is_partial:
        yield (
            f"This sheet was compiled from public sources. It is not a document of {counties}, and no county made or "
            "approved it. What the sources do not show is open, not missing."
        )
    else:
        yield (
            f"There are no clauses for this kind of instrument ({protocol.instrument.kind_label}), so no agreement is made. "
            "This sheet says what the county file says, and what the law requires."
        )


# --- What is known ------------------------------------------------------------------------------------------------


def _known(protocol: Protocol) -> Iterator[Block]:
    several = len(protocol.counties) > 1
    shared = (*_of_instrument(protocol), *_agencies(protocol), *_parties(protocol))
    if several:
        yield from _table(protocol, shared)
    for county in protocol.counties:
        rows = tuple(_of_county(county))
        if several and rows:
            yield Heading(2, (Run(county.full_name),))
        yield from _table(protocol, rows if several else (*rows, *shared))
    if not protocol.counties:
        yield from _table(protocol, shared)


def _table(protocol: Protocol, rows: tuple[_Row, ...]) -> Iterator[Block]:
    rows = tuple(row for row in rows if row[1])
    if not rows:
        return
    numbers = {source.id: number for number, source in enumerate(protocol.sources, 1)}
    has_sources = bool(numbers)

    def cells(row: _Row) -> tuple[Runs, ...]:
        what, known, sources = row
        cited = ", ".join(str(numbers[id]) for id in dict.fromkeys(sources) if id in numbers)
        return ((Run(what),), (Run(known),), *(((Run(cited),) if cited else (),) if has_sources else ()))

    heads = ("What", "Known", *(("Source",) if has_sources else ()))
    shares = (240, 630, 130) if has_sources else (250, 750)
    yield Table(tuple((Run(head),) for head in heads), tuple(map(cells, rows)), shares=shares)


def _of_instrument(protocol: Protocol) -> Iterator[_Row]:
    instrument = protocol.instrument
    ages = [
        f"from age {instrument.youngest}" if instrument.youngest is not None else "",
        f"to age {instrument.oldest}" if instrument.oldest is not None else "",
    ]
    served = {"nonminor dependents": instrument.nonminor_dependents, "children at risk": instrument.at_risk}
    whom = [
        f"{'serves' if is_served else 'does not serve'} {whom}"
        for whom, is_served in served.items()
        if is_served is not None
    ]
    scope = "; ".join(
        filter(
            None, (_short(instrument.area), "a pilot" if instrument.pilot else "", " ".join(filter(None, ages)), *whom)
        )
    )
    yield "Scope", capitalized(scope), instrument.sources
    yield "Purpose", _short(instrument.purpose), instrument.sources
    yield "Principles", capitalized(join_words(instrument.principles.labels)), instrument.sources
    yield "Amendment", _short(instrument.amendment), instrument.sources
    yield "Termination", _short(instrument.termination), instrument.sources
    yield "Compensation", _short(instrument.compensation), instrument.sources


def _of_county(county: County) -> Iterator[_Row]:
    if county.elects_funds is not None:
        elects = (
            "The county elects CSEC Program funds."
            if county.elects_funds
            else "The county does not elect CSEC Program funds."
        )
        yield "CSEC Program", elects, county.sources
    if county.fiscal_years:
        yield "Years in the program", join_words(county.fiscal_years), county.sources
    for year in county.funds_by_year:
        yield "Program funds", str(year), year.sources or county.sources
    if county.protocol_developed_on:
        yield "Protocol developed", printed_date(county.protocol_developed_on), county.sources
    for title, team in (("Protocol team", county.protocol_team), ("Steering committee", county.steering_committee)):
        if title == "Steering committee" and county.committee_is_protocol_team:
            yield title, "The same body as the protocol team.", ()
        elif team:
            yield from _team(title, team)
    for body in county.standing_bodies:
        yield from _standing_body(body)
    for seated in county.own.teams if county.own else ():
        yield from _team(seated.title, seated.team)
    if county.mdt:
        yield from _mdt(county.mdt)
    for title, text in (
        ("Services", county.provision),
        ("Case management", county.case_management),
        ("Service planning", county.service_planning),
    ):
        yield title, _short(text), county.sources
    for field in fields(county.practice):
        section = getattr(county.practice, field.name)
        if section is not None:
            yield from _section((field.name,), section)
    for path, fact in county.own.facts if county.own else ():
        keys = (county.own.key, *path.split(".")) if county.own else ()
        yield (
            _title(keys),
            str(fact) if isinstance(fact, int) else _practice(fact),
            county.own.sources if county.own else (),
        )


def _team(title: str, team: Team) -> Iterator[_Row]:
    about = [
        team.name,
        f"led by {join_words(team.lead_labels)}" if team.lead else "",
        f"meets {team.meets[:1].lower()}{team.meets[1:]}" if team.meets else "",
    ]
    yield title, capitalized("; ".join(filter(None, about))), team.sources
    yield f"{title}: members", _seats(team.seats), (*team.sources, *(s for seat in team.seats for s in seat.sources))


def _standing_body(body: StandingBody) -> Iterator[_Row]:
    about = [
        _short(body.purpose),
        f"chaired by {join_words(body.chair_labels)}" if body.chair else "",
        f"meets {uncapitalized(body.meets)}" if body.meets else "",
        f"decides {uncapitalized(body.decisions)}" if body.decisions else "",
    ]
    yield body.name, capitalized("; ".join(filter(None, about))) or "A standing body", body.sources
    yield (
        f"{body.name}: members",
        _seats(body.seats),
        (*body.sources, *(s for seat in body.seats for s in seat.sources)),
    )


def _mdt(mdt: MultidisciplinaryTeam) -> Iterator[_Row]:
    title = "Multidisciplinary team (MDT)"
    about = [mdt.name, mdt.kind_label, f"called together by {mdt.convener}" if mdt.convener else ""]
    yield title, capitalized("; ".join(filter(None, about))), mdt.sources
    yield f"{title}: members", _seats(mdt.seats), (*mdt.sources, *(s for seat in mdt.seats for s in seat.sources))
    for tier in mdt.tiers:
        when = filter(
            None, (f"within {tier.within}" if tier.within[:1].isdigit() else tier.within, tier.every, tier.trigger)
        )
        called = f"calls {join_words(tier.called)}" if tier.called else ""
        known = "; ".join(filter(None, (*when, called, _short(tier.purpose))))
        yield f"Stage: {tier.name}", capitalized(known), tier.sources or mdt.sources
    yield "The youth’s part", _short(mdt.youth_part), mdt.sources
    yield "Safety planning", _short(mdt.safety_planning), mdt.sources


def _seats(seats: tuple[Seat, ...]) -> str:
    def one(seat: Seat) -> str:
        holder = ", ".join(filter(None, (seat.agency_name, seat.division, seat.title)))
        return f"{seat.function_short}: {holder}" if seat.function else holder

    return "; ".join(dict.fromkeys(map(one, seats)))


def _section(path: tuple[str, ...], section: object) -> Iterator[_Row]:
    """Yield a row for a section of practice, and one for each section in it."""
    own: list[str] = []
    below: list[_Row] = []
    assert is_dataclass(section)
    for field in fields(section):
        value = getattr(section, field.name)
        keys = (*path, field.name)
        if field.name == "sources" or value in (None, "", ()):
            continue
        if is_dataclass(value) and not isinstance(value, Practice | Words):
            below.extend(_section(keys, value))
        elif known := _value(value):
            own.append(f"{_title(keys)}: {known}")
    titles = dict.fromkeys((_title(path[:1]), _title(path)))
    yield ": ".join(titles), "; ".join(own), tuple(getattr(section, "sources", ()))
    yield from below


def _value(value: object) -> str:
    match value:
        case Practice():
            return _practice(value)
        case Words():
            return join_words(value.labels)
        case bool():
            return "yes" if value else "no"
        case tuple():
            return join_words(tuple(map(str, value)))
        case str():
            return _short(value)
        case _:
            return str(value)


def _practice(value: Practice) -> str:
    return _short(value.text) or ("yes" if value.done else "no")


def _title(keys: tuple[str, ...]) -> str:
    found = shape.resolved(shape.schema_at(keys))
    return str(shape.schema_at(keys).get("title") or found.get("title") or keys[-1].replace("_", " ").capitalize())


def _agencies(protocol: Protocol) -> Iterator[_Row]:
    for agency in protocol.agencies:
        what = join_words(tuple(map(in_sentence, agency.functions)))
        parts = [
            what,
            f"parts: {join_words(tuple(part.name for part in agency.divisions))}" if agency.divisions else "",
        ]
        does = [_short(duty.duty) for duty in agency.responsibilities]
        yield (
            agency.name,
            capitalized("; ".join(filter(None, (*parts, *does)))),
            (*agency.sources, *(s for duty in agency.responsibilities for s in duty.sources)),
        )


def _parties(protocol: Protocol) -> Iterator[_Row]:
    lines = [f"{party.name}: {party.signature_label}" for party in protocol.parties]
    yield "Parties", "; ".join(lines), tuple(source for party in protocol.parties for source in party.sources)


def _short(markdown: str) -> str:
    """Return a county's own Markdown as a line, cut short."""
    line = " ".join(" ".join(printed_lines(own_blocks(markdown))).split()) if markdown else ""
    return line if len(line) <= _MAX_TEXT else f"{line[:_MAX_TEXT].rsplit(' ', 1)[0]}…"


# --- What the law requires, and what is open ----------------------------------------------------------------------


def _law(report: Report, protocol: Protocol) -> Iterator[Block]:
    asked = [verdict for verdict in report.verdicts if verdict.requirement.force == "shall" and verdict.is_asked]
    several = len(report.counties) > 1
    lists = mandated_lists(report)
    if lists:
        lines = (f"{one.county}: {one.line}." if several else f"{one.line}." for one in lists)
        yield Listing(tuple((Paragraph((Run(line),)),) for line in lines))
    if rows := tuple(_statute_rows(asked)):
        heads = (
            "Statute",
            "Duties",
            "Shown" if protocol.is_partial else "In the file",
            "Open",
            "Not met",
            "Does not apply, or excused",
        )
        yield Table(tuple((Run(head),) for head in heads), rows, ("left", *("right" for _ in heads[1:])), _SHARES)
    if elsewhere := tuple(_elsewhere(report)):
        which = "Other" if rows else "These"
        yield Paragraph((Run(f"{which} statutes are about other instruments, whatever this one says:"),))
        yield Table(
            tuple((Run(head),) for head in ("Statute", "Whom it binds", "Which instrument it is about")), elsewhere
        )


def _by_statute(verdicts: Iterable[Verdict]) -> dict[str, list[Verdict]]:
    """Return the verdicts by the title of their statute."""
    found: dict[str, list[Verdict]] = {}
    for verdict in verdicts:
        found.setdefault(verdict.requirement.source_title, []).append(verdict)
    return found


def _statute_rows(asked: list[Verdict]) -> Iterator[tuple[Runs, ...]]:
    for title, verdicts in _by_statute(asked).items():
        count = Counter(verdict.state for verdict in verdicts)
        others = count["not_applicable"] + count["excused"]
        numbers = (len(verdicts), count["satisfied"], count["unknown"], count["not_met"], others)
        yield ((Run(title),), *((Run(str(number)),) for number in numbers))


def _elsewhere(report: Report) -> Iterator[tuple[Runs, ...]]:
    """Yield a row for each statute that is about other instruments: whom it binds, and which instrument it is about.

    Statutes on which a team may rely to share information are one row.
    """
    duties = [verdict for verdict in report.verdicts if verdict.requirement.force == "shall"]
    relied_on: list[str] = []
    for title, verdicts in _by_statute(duties).items():
        requirement = verdicts[0].requirement
        if any(verdict.is_asked for verdict in verdicts):
            continue
        if any(instruments.asked_if_stated(gate.row) for gate in requirement.asking):
            relied_on.append(title.partition(",")[0])
            continue
        binds = (*requirement.bound, *(f"if {uncapitalized(one)}" for one in requirement.conditions)) or (ALL_COUNTIES,)
        yield _cells(title, capitalized("; ".join(binds)), "; ".join(requirement.asked_of))
    if relied_on:
        yield _cells(
            join_words(tuple(relied_on)),
            "A team that relies on one of them to share information",
            "Any that relies on it",
        )


def _cells(*texts: str) -> tuple[Runs, ...]:
    return tuple((Run(text),) for text in texts)


def _open(report: Report) -> Iterator[Block]:
    duties = (v for v in report.verdicts if v.requirement.force == "shall" and is_gap(v))
    several = len(report.counties) > 1
    for title, verdicts in _by_statute(duties).items():
        items: list[tuple[Block, ...]] = []
        reasons: dict[tuple[str, str], list[Verdict]] = {}
        for verdict in verdicts:
            reasons.setdefault((verdict.county if several else "", verdict.reason), []).append(verdict)
        for (county, reason), group in reasons.items():
            where = f"{full_name(county)}: " if county else ""
            items.append((Paragraph((Run(f"{where}{as_sentence(reason)}{_named(group)}."),)),))
        yield Paragraph((Run(title, bold=True),))
        yield Listing(tuple(items))


def _named(group: list[Verdict]) -> str:
    """Return which duties are open for one reason; of many only how many."""
    if group[0].state == "not_met" or len(group) == 1:
        return f" ({group[0].requirement.citation})"
    if len(group) > _MAX_TITLES:
        return f" ({number_of(len(group), 'duty', 'duties')})"
    return f". Still unknown: {'; '.join(verdict.requirement.title for verdict in group)}"

"""Make the typed `Protocol` of a county file's data.

Most of a file is read key by key. Its sections of practice, which are many and alike, are read from the fields of their
types in `practice`: a field's own type says how its key is read, so a key and its field cannot drift apart unnoticed.
"""

import types
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any, TypeVar, get_args, get_type_hints

from ..diagnostic import Path
from ..english import capitalized
from ..law import instruments, shape, vocabulary
from . import practice
from .amendment_rules import AmendmentMade, AmendmentRules
from .contacts import contact, without_fiction
from .contract_terms import Choices, Insurance, NoticeAddress, Records
from .county_data import county_views, is_of_public_sources, seat_holders
from .model import (
    Agency,
    County,
    Division,
    Instrument,
    MultidisciplinaryTeam,
    Narrative,
    OwnSection,
    OwnWords,
    Party,
    Protocol,
    PublicSource,
    Responsibility,
    Seat,
    Seated,
    StandingBody,
    Team,
    Tier,
)
from .practice import CountyPractice, Practice, Words
from .program_funds import YearOfFunds
from .screening_tool import ScreeningTool
from .signing import signed_by

Section = TypeVar("Section")


def protocol(data: dict[str, Any]) -> Protocol:
    """Make the model of a county file's data, after `checking.shape_check` has taken out what the shape forbids."""
    if not vocabulary.is_example(str(data.get("county", ""))):
        data = without_fiction(data)
    agencies = {id: _agency(id, entry) for id, entry in _map(data, "agencies").items() if entry}
    own = instruments.kind(_text(_map(data, "instrument"), "kind")).section
    return Protocol(
        counties=tuple(_county(name, view, agencies, own) for name, view, _ in county_views(data) if name),
        is_partial=is_of_public_sources(data),
        instrument=_instrument(_map(data, "instrument")),
        agencies=tuple(agencies.values()),
        parties=tuple(_party(entry, agencies) for entry in _list(data, "parties")),
        narrative=tuple(
            Narrative(_text(entry, "heading"), _text(entry, "text"), _cites(entry), _text(entry, "instead_of"))
            for entry in _list(data, "narrative")
        ),
        own_words=tuple(_own_words(_map(data, "clauses"))),
        sources=tuple(
            PublicSource(id, _text(entry, "title"), _text(entry, "url"), _text(entry, "date"), _text(entry, "note"))
            for id, entry in _map(data, "sources").items()
        ),
        notes=tuple(_list(data, "notes")),
    )


def _map(data: Any, key: str) -> dict[str, Any]:
    return (data or {}).get(key) or {}


def _list(data: Any, key: str) -> tuple[Any, ...]:
    """Return the list under a key; a single value becomes a list of one, and items that are None are left out."""
    found = (data or {}).get(key)
    items = found if isinstance(found, list) else [found]
    return tuple(item for item in items if item is not None)


def _text(data: Any, key: str) -> str:
    found = (data or {}).get(key)
    return "" if found is None else str(found).strip()


def _words(data: Any, key: str, of: str) -> Words:
    return Words(of, _list(data, key))


def _practice(data: Any, key: str) -> Practice | None:
    found = (data or {}).get(key)
    return None if found is None else Practice(found is not False, found.strip() if isinstance(found, str) else "")


def _cites(data: Any) -> tuple[str, ...]:
    return _list(data, "source")


def _unnamed(id: str) -> str:
    """Return what is printed for an agency of which the file has only the short name."""
    return f"{capitalized(id.replace('_', ' '))} (name to be filled in)" if id else ""


def _agency(id: str, entry: dict[str, Any]) -> Agency:
    return Agency(
        id=id,
        name=_text(entry, "name") or _unnamed(id),
        acronym=_text(entry, "acronym"),
        kind=_text(entry, "kind"),
        county=_text(entry, "county"),
        functions=_list(entry, "functions"),
        divisions=tuple(Division(_text(part, "name"), _list(part, "functions")) for part in _list(entry, "divisions")),
        also_known_as=_list(entry, "also_known_as"),
        formerly=_list(entry, "formerly"),
        provided_by=tuple(_map(entry, "provided_by").items()),
        responsibilities=tuple(
            Responsibility(item, "", "", ())
            if isinstance(item, str)
            else Responsibility(_text(item, "duty"), _text(item, "within"), _text(item, "to"), _cites(item))
            for item in _list(entry, "responsibilities")
        ),
        sources=_cites(entry),
        phone=contact(entry, "phone"),
        after_hours=contact(entry, "after_hours"),
        email=contact(entry, "email"),
        hotline=contact(entry, "hotline"),
    )


def _seats(view: dict[str, Any], team: str, agencies: dict[str, Agency]) -> tuple[Seat, ...]:
    return tuple(_seat(function, holder, agencies) for _, function, holder in seat_holders(view, team))


def _seat(function: str, holder: Any, agencies: dict[str, Agency]) -> Seat:
    id = _text(holder, "agency")
    return Seat(
        function=function,
        agency=agencies.get(id),
        agency_id=id,
        title=_text(holder, "title"),
        designee=_text(holder, "designee"),
        division=_text(holder, "division"),
        note=_text(holder, "note"),
        sources=_cites(holder),
        phone=contact(holder, "phone"),
        after_hours=contact(holder, "after_hours"),
        email=contact(holder, "email"),
    )


def _team(view: dict[str, Any], key: str, lead: str, agencies: dict[str, Agency]) -> Team | None:
    data = _map(view, key)
    return (
        None
        if not data
        else Team(
            name=_text(data, "name"),
            lead=_list(data, lead),
            seats=_seats(view, key, agencies),
            staff_support=tuple(_seat("", holder, agencies) for holder in _list(data, "staff_support")),
            meets=_text(data, "meets"),
            decisions=_text(data, "decisions"),
            empowered=_practice(data, "empowered"),
            responsibilities=_words(data, "responsibilities", "committee_responsibilities"),
            sources=_cites(data),
        )
    )


def _mdt(view: dict[str, Any], agencies: dict[str, Agency]) -> MultidisciplinaryTeam | None:
    data = _map(view, "mdt")
    return (
        None
        if not data
        else MultidisciplinaryTeam(
            kind=_text(data, "kind"),
            name=_text(data, "name"),
            convener=_agency_name(data, agencies),
            seats=_seats(view, "mdt", agencies),
            tiers=tuple(_tier(entry, agencies) for entry in _list(data, "tiers")),
            reconvene_on=_list(data, "reconvene_on"),
            convened_when=_words(data, "convened_when", "mdt_occasions"),
            responsibilities=_words(data, "responsibilities", "mdt_responsibilities"),
            someone_with_child=_practice(data, "someone_with_child"),
            youth_part=_text(data, "youth_part"),
            safety_planning=_text(data, "safety_planning"),
            sources=_cites(data),
        )
    )


def _agency_name(data: dict[str, Any], agencies: dict[str, Agency]) -> str:
    id = _text(data, "convener")
    return agencies[id].name if id in agencies else _unnamed(id)


def _standing_body(id: str, view: dict[str, Any], agencies: dict[str, Agency]) -> StandingBody:
    data = _map(_map(view, "standing_bodies"), id)
    return StandingBody(
        id=id,
        name=_text(data, "name"),
        purpose=_text(data, "purpose"),
        chair=_list(data, "chair"),
        seats=_seats(view, f"standing_bodies.{id}", agencies),
        staff_support=tuple(_seat("", holder, agencies) for holder in _list(data, "staff_support")),
        meets=_text(data, "meets"),
        decisions=_text(data, "decisions"),
        sources=_cites(data),
    )


def _year_of_funds(data: dict[str, Any]) -> YearOfFunds:
    return YearOfFunds(
        fiscal_year=_text(data, "fiscal_year"),
        tier=_text(data, "tier"),
        amount=data.get("amount"),
        note=_text(data, "note"),
        sources=_cites(data),
    )


def _tier(entry: dict[str, Any], agencies: dict[str, Agency]) -> Tier:
    return Tier(
        name=_text(entry, "name"),
        trigger=_text(entry, "trigger"),
        within=_text(entry, "within"),
        every=_text(entry, "every"),
        convener=_agency_name(entry, agencies),
        members=_list(entry, "members"),
        meeting=_text(entry, "meeting"),
        purpose=_text(entry, "purpose"),
        sources=_cites(entry),
        agencies=tuple(agencies[id].name if id in agencies else _unnamed(id) for id in _list(entry, "agencies")),
    )


def _county(name: str, view: dict[str, Any], agencies: dict[str, Agency], own_section: str) -> County:
    program, committee, services = _map(view, "csec_program"), _map(view, "steering_committee"), _map(view, "services")
    team = _team(view, "protocol_team", "lead", agencies)
    same = committee.get("is_protocol_team") is True
    own = _team(view, "steering_committee", "chair", agencies)
    return County(
        name=name,
        elects_funds=program.get("elects_funds"),
        protocol_developed_on=_text(program, "protocol_developed_on"),
        fiscal_years=_list(program, "fiscal_years"),
        funds_by_year=tuple(map(_year_of_funds, _list(program, "funds_by_year"))),
        protocol_team=team,
        steering_committee=_same_body(own, team) if same and own and team else own,
        standing_bodies=tuple(
            _standing_body(id, view, agencies) for id, body in _map(view, "standing_bodies").items() if body
        ),
        committee_is_protocol_team=same,
        mdt=_mdt(view, agencies),
        provision=_text(services, "provision"),
        case_management=_text(services, "case_management"),
        service_planning=_text(services, "service_planning"),
        practice=county_practice(view),
        own=_own_section(own_section, view, agencies),
        instrument=_instrument(_map(view, "instrument")),
        sources=_cites(program),
    )


def _own_section(key: str, view: dict[str, Any], agencies: dict[str, Agency]) -> OwnSection | None:
    section = _map(view, key)
    if not section:
        return None
    titles = {name: title for name, title in shape.teams().items() if name.startswith(f"{key}.")}
    teams = {name: titles[f"{key}.{name}"] for name in section if f"{key}.{name}" in titles}
    made = ((name, title, _team(section, name, "chair", agencies)) for name, title in teams.items())
    return OwnSection(
        key=key,
        teams=tuple(Seated(name, title, team) for name, title, team in made if team),
        facts=tuple(_facts({name: part for name, part in section.items() if name not in teams}, ())),
        sources=_cites(section),
    )


def _facts(data: dict[str, Any], above: Path) -> Iterator[tuple[str, Practice | int]]:
    for key, value in data.items():
        if isinstance(value, dict):
            yield from _facts(value, (*above, key))
        elif isinstance(value, int) and not isinstance(value, bool):
            yield ".".join(map(str, (*above, key))), value
        elif key != "source" and (practice := _practice(data, key)):
            yield ".".join(map(str, (*above, key))), practice


def _same_body(committee: Team, team: Team) -> Team:
    """Return a committee that is the protocol team: its own name, meetings, and decisions; the team's lead and seats."""
    return Team(
        name=committee.name,
        lead=committee.lead or team.lead,
        seats=(*team.seats, *committee.seats),
        staff_support=committee.staff_support or team.staff_support,
        meets=committee.meets,
        decisions=committee.decisions,
        empowered=committee.empowered,
        responsibilities=committee.responsibilities,
        sources=committee.sources,
    )


def _instrument(data: dict[str, Any]) -> Instrument:
    term, scope = _map(data, "term"), _map(data, "scope")
    return Instrument(
        kind=_text(data, "kind"),
        title=_text(data, "title"),
        number=_text(data, "number"),
        status=_text(data, "status"),
        adopted_on=_text(data, "adopted_on"),
        searched_on=_text(data, "searched_on"),
        adopted_by=_text(data, "adopted_by"),
        begins=_text(term, "from"),
        ends=_text(term, "until"),
        review_by=_text(term, "review_by"),
        reviewed_on=_text(term, "reviewed_on"),
        notice=_text(term, "notice"),
        area=_text(scope, "area"),
        pilot=scope.get("pilot") is True,
        youngest=scope.get("youngest"),
        oldest=scope.get("oldest"),
        nonminor_dependents=scope.get("nonminor_dependents"),
        at_risk=scope.get("at_risk"),
        purpose=_text(data, "purpose"),
        principles=_words(data, "principles", "principles"),
        amendment=_text(data, "amendment"),
        amendment_rules=_amendment_rules(_map(data, "amendment_rules")),
        amendments=tuple(map(_amendment_made, data.get("amendments") or ())),
        termination=_text(data, "termination"),
        compensation=_text(data, "compensation"),
        sources=(*_cites(data), *_cites(term)),
        indemnification=_choices(_map(data, "indemnification")),
        insurance=Insurance(_choices(_map(data, "insurance")), _text(_map(data, "insurance"), "details")),
        records=Records(_text(_map(data, "records"), "kept_for"), _map(data, "records").get("audit")),
    )


def _choices(data: dict[str, Any]) -> Choices:
    return tuple((kind, data[kind]) for kind in vocabulary.lists()["counterparts"] if data.get(kind))


def _amendment_made(data: dict[str, Any]) -> AmendmentMade:
    return AmendmentMade(
        number=int(data.get("number") or 0),
        on=_text(data, "on"),
        reference=_text(data, "reference"),
        about=_text(data, "about"),
        signed_for_county_by=_text(data, "signed_for_county_by"),
        restates=data.get("restates") is True,
    )


def _amendment_rules(data: dict[str, Any]) -> AmendmentRules | None:
    director = _map(data, "by_director")
    return (
        AmendmentRules(
            without_amendment=_words(data, "without_amendment", "agreement_changes"),
            by_director=_words(director, "changes", "agreement_changes"),
            director=_text(director, "title"),
            at_most=director.get("at_most"),
            by_board=_words(data, "by_board", "agreement_changes"),
            signed_by=_text(data, "signed_by"),
        )
        if data
        else None
    )


def _own_words(clauses: dict[str, Any]) -> Iterator[OwnWords]:
    for id, entry in clauses.items():
        for key, how in (("replace", "replaced"), ("add", "extended"), ("leave_out", "left out")):
            if found := (entry or {}).get(key):
                yield OwnWords(id, how, "" if found is True else found.strip(), _text(entry, "file"))
                break


def _party(entry: dict[str, Any], agencies: dict[str, Agency]) -> Party:
    return Party(
        name=_text(entry, "name"),
        agencies=tuple(agencies[id] for id in _list(entry, "agencies") if id in agencies),
        signature=_text(entry, "signature"),
        signatories=_list(entry, "signatories"),
        approved_as_to_form_by=_text(entry, "approved_as_to_form_by"),
        sources=_cites(entry),
        signed=signed_by(entry),
        attested_by=_text(entry, "attested_by"),
        notices=_notices(_map(entry, "notices")),
    )


def _notices(data: dict[str, Any]) -> NoticeAddress | None:
    return NoticeAddress(_text(data, "attention"), _text(data, "address"), contact(data, "email")) if data else None


_LISTS = {
    "by": "functions",
    "internal_protocols": "functions",
    "participants": "functions",
    "link_to_services": "functions",
    "input_to_child_welfare": "functions",
    "children": "children_identified",
    "any_one_of": "risk_indicators",
    "any_two_of": "risk_indicators",
    "types": "csec_types",
    "communication_with": "report_recipients",
    "return_reported_to": "report_recipients",
    "contents": "missing_report_contents",
    "on_return": "return_determinations",
    "protocol_given_to": "protocol_recipients",
    "uses": "fund_uses",
    "collaboration_with": "plan_collaborators",
    "staff": "trained_staff",
    "topics": "training_topics",
    "kinds": "service_kinds",
}
"""The vocabulary list of a field's words, where it does not have the field's name."""

GROUPS = {
    "any_one_of": "at_risk_indicators",
    "any_two_of": "at_risk_indicators",
    "statewide_system": "documentation",
    "other_records": "documentation",
    "types": "documentation",
}
"""The key under which the file groups a field that the model has one level higher."""


def county_practice(view: dict[str, Any]) -> CountyPractice:
    """Read every section of practice from one county's view of the file."""
    names = {id: _text(entry, "name") or _unnamed(id) for id, entry in _map(view, "agencies").items()}
    return _section(CountyPractice, view, names)


def _section(kind: type[Section], data: dict[str, Any], names: dict[str, str]) -> Section:
    return kind(**{name: _field(kind, name, hint, data, names) for name, hint in _hints(kind).items()})


_hints: Callable[[Any], dict[str, Any]] = cache(get_type_hints)
"""The type of each field of a section, by its name; the same map each time."""


def _field(kind: type, name: str, hint: Any, data: dict[str, Any], names: dict[str, str]) -> Any:
    """Read one field of a section in the way that its type (`hint`) asks for."""
    parent = _map(data, GROUPS[name]) if name in GROUPS else data
    key = "source" if name == "sources" else name
    options = set(get_args(hint)) if isinstance(hint, types.UnionType) else {hint}
    if hint is Words:
        return _words(parent, key, _list_of(kind, name))
    if hint is str:
        return _text(parent, key)
    if Practice in options:
        return _practice(parent, key)
    if options & {int, bool}:
        return parent.get(key)
    if types.NoneType in options:
        (inner,) = options - {types.NoneType}
        return _section(inner, parent[key], names) if parent.get(key) else None
    if ScreeningTool in get_args(hint):
        return tuple(_screening_tool(entry, names) for entry in _list(parent, key))
    return _list(parent, key)


def _screening_tool(entry: str | dict[str, Any], names: dict[str, str]) -> ScreeningTool:
    data: dict[str, Any] = {"name": entry} if isinstance(entry, str) else entry
    return ScreeningTool(
        name=_text(data, "name"),
        agencies=tuple(names.get(id) or _unnamed(id) for id in _list(data, "agencies")),
        youngest=data.get("youngest"),
        oldest=data.get("oldest"),
        children=_text(data, "children"),
        guide=_text(data, "guide"),
        sources=_cites(data),
    )


def _list_of(kind: type, name: str) -> str:
    """Name the vocabulary list that a field's words come from."""
    if name == "to":
        return "missing_notice_parties" if kind is practice.Notices else "report_recipients"
    return _LISTS.get(name, name)

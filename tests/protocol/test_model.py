"""The model and the shape agree: each key of a county file has its field, and each field its key and its docstring."""

import ast
import types
from collections.abc import Iterator
from dataclasses import fields
from typing import Any, get_args, get_type_hints

import pytest

from protocol_builder.diagnostic import Path
from protocol_builder.law import instruments, shape
from protocol_builder.protocol import model, practice
from protocol_builder.protocol.amendment_rules import AmendmentRules
from protocol_builder.protocol.from_data import GROUPS
from protocol_builder.protocol.program_funds import YearOfFunds
from protocol_builder.protocol.screening_tool import ScreeningTool

from ..conftest import ROOT, report_of

Fields = dict[str, str | None]
"""The key that a field is read from, where its name is another; None where there is no key of its own."""

TEAM_SEAT = ("protocol_team", "seats", "probation", 0)
CLASSES: tuple[tuple[type, tuple[Path, ...], Fields], ...] = (
    (model.PublicSource, (("sources", "id"),), {"id": None}),
    (model.Division, (("agencies", "id", "divisions", 0),), {}),
    (model.Responsibility, (("agencies", "id", "responsibilities", 0),), {}),
    (model.Agency, (("agencies", "id"),), {"id": None}),
    (model.Seat, (TEAM_SEAT, ("mdt", "seats", "probation", 0)), {"function": None, "agency_id": None}),
    (model.Team, (("protocol_team",), ("steering_committee",)), {}),
    (model.MultidisciplinaryTeam, (("mdt",),), {}),
    (model.Tier, (("mdt", "tiers", 0),), {}),
    (model.StandingBody, (("standing_bodies", "id"),), {"id": None}),
    (YearOfFunds, (("csec_program", "funds_by_year", 0),), {}),
    (ScreeningTool, (("identification", "tools", 0),), {}),
    (model.Party, (("parties", 0),), {}),
    (
        model.Instrument,
        (("instrument",), ("instrument", "term"), ("instrument", "scope")),
        {"begins": "from", "ends": "until"},
    ),
    (
        AmendmentRules,
        (("instrument", "amendment_rules"), ("instrument", "amendment_rules", "by_director")),
        {"director": "title", "by_director": "changes"},
    ),
    (model.Narrative, (("narrative", 0),), {}),
    (model.OwnWords, (("clauses", "training"),), {"clause": None, "how": None, "file": None, "text": "replace"}),
    (model.Protocol, ((),), {"is_partial": "completeness", "own_words": "clauses", "sources": "sources"}),
    (
        model.County,
        (("csec_program",),),
        {
            "name": None,
            "protocol_team": None,
            "steering_committee": None,
            "committee_is_protocol_team": None,
            "standing_bodies": None,
            "instrument": None,
            "mdt": None,
            "practice": None,
            "own": None,
            "provision": None,
            "case_management": None,
            "service_planning": None,
        },
    ),
)
ELSEWHERE: dict[type, set[str]] = {
    model.Team: {"chair", "is_protocol_team"},  # a committee's chair is the lead; the rest is a field of County
    model.Instrument: {"term", "scope"},
    AmendmentRules: {"by_director"},
    model.OwnWords: {"add", "leave_out"},
    model.Protocol: {"county", "checked_texts", "declined", *shape.county_keys()},
}
"""Keys that another field of the class stands for, or that are fields of another class."""


@pytest.mark.parametrize(("kind", "places", "renamed"), CLASSES, ids=[kind.__name__ for kind, _, _ in CLASSES])
def test_each_key_has_a_field_and_each_field_a_key(kind: Any, places: tuple[Path, ...], renamed: Fields) -> None:
    read = {renamed.get(field.name, _key(field.name)) for field in fields(kind)} - {None}
    assert read == {key for place in places for key in shape.keys_at(place)} - ELSEWHERE.get(kind, set())


def sections(kind: Any, path: Path) -> Iterator[tuple[Any, Path]]:
    """Yield each class of `practice` that a county's practice is made of, with the path of its keys."""
    yield kind, path
    for name, hint in get_type_hints(kind).items():
        options = set(get_args(hint)) if isinstance(hint, types.UnionType) else {hint}
        for option in options - {practice.Practice, practice.Words}:
            if getattr(option, "__module__", "") == practice.__name__:
                yield from sections(option, (*path, name))


SECTIONS = list(sections(practice.CountyPractice, ()))


@pytest.mark.parametrize(("kind", "path"), SECTIONS, ids=[kind.__name__ for kind, _ in SECTIONS])
def test_each_key_of_a_section_of_practice_has_a_field_of_its_name(kind: Any, path: Path) -> None:
    known = set(shape.keys_at(path)) if path else set(shape.county_keys())
    here = {_key(field.name) for field in fields(kind)}
    for key in known & set(GROUPS.values()):
        grouped = {name for name in here if GROUPS.get(name) == key}
        assert grouped == set(shape.keys_at((*path, key)))
        known, here = known - {key}, here - grouped
    if kind is practice.CountyPractice:
        known -= {
            "csec_program",
            "protocol_team",
            "steering_committee",
            "standing_bodies",
            "mdt",
            *instruments.sections(),
        }
    if kind is practice.Services:
        known -= {"provision", "case_management", "service_planning"}
    assert here == known


def _key(field: str) -> str:
    return "source" if field == "sources" else field


@pytest.mark.parametrize(
    "module",
    [
        *("agency", "amendment_rules", "model", "practice", "program_funds", "screening_tool", "seat", "standing_body"),
        *("tier", "time_limits"),
    ],
)
def test_each_field_has_a_docstring(module: str) -> None:
    tree = ast.parse((ROOT / "protocol_builder" / "protocol" / f"{module}.py").read_text("utf-8"))
    bare = [
        f"{kind.name}.{node.target.id}"
        for kind in tree.body
        if isinstance(kind, ast.ClassDef)
        for node, after in zip(kind.body, [*kind.body[1:], ast.Pass()], strict=True)
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name)
        if not (isinstance(after, ast.Expr) and isinstance(after.value, ast.Constant))
    ]
    assert bare == []


def test_an_agency_without_a_name_is_printed_in_words_and_not_by_its_key() -> None:
    text = (ROOT / "tests" / "small-county.yml").read_text("utf-8")
    text = text.replace("  probation: {name: Example County Probation Department,", "  probation: {name: TODO,")
    agencies = {agency.id: agency.name for agency in report_of(text).protocol.agencies}
    assert agencies["probation"] == "Probation (name to be filled in)"
    assert agencies["sheriff"] == "Example County Sheriff's Office"

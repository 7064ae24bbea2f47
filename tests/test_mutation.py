"""The changes that `nox -s mutation` makes: each is one, can be parsed, and a test that notices one says so."""

import ast
from pathlib import Path

import yaml

from . import mutation
from .conftest import ROOT

PYTHON = '''\
"""Prose."""
MOST = 3
def f(a, b, é="é"):
    if a == b and not a:
        return f"{a}: text"
    return True if a in b else "word"
'''
DATA = """\
a: {x-seat: {on: mdt, agency_kinds: [county_department, joint_agency]}, from: 2018-01-01, properties: {b: {const: true}}}
if: {allOf: [{$ref: "gates.yaml#/$defs/opted_in"}, {minimum: 2}]}
"""


def test_python_changes() -> None:
    made = [change.applied(PYTHON) for change in mutation.python_changes(Path("a.py"), PYTHON)]
    assert len(made) == len(set(made)) == 9
    for text in made:
        ast.parse(text)
    for written in ("MOST = 4", 'é=""', "a != b", "a == b or not a", "a not in b", "if (not (a == b and not a)):"):
        assert sum(written in text for text in made) == 1, written
    assert all('"""Prose."""' in text and 'f"{a}: text"' in text for text in made)


def test_data_changes() -> None:
    made = [change.applied(DATA) for change in mutation.data_changes(Path("a.yaml"), DATA)]
    assert len(made) == len(set(made)) == 7
    for text in made:
        yaml.safe_load(text)
    for written in (
        "[joint_agency]",
        "[county_department]",
        "[city, county",
        "2018-01-02",
        "const: false",
        "[{minimum",
        "minimum: 3",
    ):
        assert sum(written in text for text in made) == 1, written


def test_every_room_has_changes_and_tests() -> None:
    for room, (_, tests) in mutation.ROOMS.items():
        assert len(mutation.changes(room)) > 100, room
        assert all((ROOT / place).exists() for place in tests)

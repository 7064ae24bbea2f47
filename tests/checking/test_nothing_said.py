"""A TODO, a text of spaces, an empty map, or an empty list says nothing: none makes any verdict better than leaving the key out."""

import copy
from collections.abc import Iterator
from pathlib import Path as FilePath
from typing import Any

import pytest

from protocol_builder.checking import fix
from protocol_builder.checking.check import check_source
from protocol_builder.diagnostic import SEVERITIES, Path
from protocol_builder.law import requirements, shape
from protocol_builder.reading.loader import load_yaml
from protocol_builder.reading.source import Source, read, read_text

from ..conftest import DAY
from .test_fix import CASES, COUNTIES, fixed

BEGUN = """\
county: Example County
instrument: {kind: interagency_protocol}
csec_program: {elects_funds: true, protocol_developed_on: 2019}
protocol_team:
  seats:
    probation: {agency: probation, title: Chief Probation Officer}
    sheriff: {agency: sheriff, title: Sheriff}
mdt:
  seats:
    probation: {agency: probation, title: Deputy Probation Officer}
agencies:
  sheriff: {name: Example County Sheriff, kind: county_department, functions: [sheriff]}
"""

OPEN = ("unknown", "not_met")
"""The states of a requirement that nothing in a file meets."""

PATHS = sorted({r.path[:end] for r in requirements.in_force(DAY) for end in range(1, len(r.path) + 1)})


def states(data: Any) -> dict[str, str]:
    return {v.requirement.id: v.state for v in check_source(Source("", "", data), DAY).verdicts}


def nothing(path: Path) -> Iterator[Any]:
    """Yield values that say nothing: a TODO for a value; for a map, no keys, and keys with nothing in them."""
    if keys := shape.keys_at(path):
        yield {}
        yield dict.fromkeys(keys, "TODO")
        yield {key: {} for key in keys}
    else:
        yield from ("TODO", ["TODO"], "", "\u2028\N{NO-BREAK SPACE}", None, [], {})


@pytest.mark.parametrize("section", sorted({path[0] for path in PATHS}, key=str))
def test_what_says_nothing_makes_no_verdict_better(section: str) -> None:
    begun = load_yaml(BEGUN)
    before, tried = states(begun), 0
    for path in PATHS:
        if path[0] == section and not _has(begun, path):
            for value in nothing(path):
                after = states(_with(begun, path, value))
                better = [id for id in before if before[id] in OPEN and after[id] not in OPEN]
                assert better == [], (path, value)
                tried += 1
    assert tried or section in begun


def test_what_fix_adds_makes_no_verdict_better() -> None:
    done = fixed(BEGUN, SEVERITIES)
    assert ("agencies", "social_services") in done.added
    after = states(read_text(done.text, "").data)
    assert {id: state for id, state in states(load_yaml(BEGUN)).items() if after[id] != state} == {}


@pytest.mark.parametrize("file", [*COUNTIES, *CASES], ids=lambda file: file.stem)
def test_what_fix_adds_to_a_file_makes_no_verdict_better(file: FilePath) -> None:
    before = check_source(read(file), DAY)
    added = fix.fix(before, SEVERITIES).text
    after = {(v.county, v.requirement.id): v.state for v in check_source(read_text(added, ""), DAY).verdicts}
    open_before = {(v.county, v.requirement.id) for v in before.verdicts if v.state in OPEN}
    assert [key for key in sorted(open_before) if after[key] not in OPEN] == []


def test_a_basis_to_be_filled_in_stays_asked_about_beside_another() -> None:
    said = load_yaml(BEGUN)
    said["information_sharing"] = {"investigation": {"fewest_persons": 2}, "ongoing": {"fewest_persons": "TODO"}}
    found = states(said)
    assert (found["investigation-team-size"], found["ongoing-team-size"]) == ("satisfied", "unknown")
    said["information_sharing"]["ongoing"] = {}
    assert states(said)["ongoing-team-size"] == "unknown"
    del said["information_sharing"]["ongoing"]
    assert states(said)["ongoing-team-size"] == "not_applicable"


def _has(data: Any, path: Path) -> bool:
    for key in path:
        if not isinstance(data, dict) or key not in data:
            return False
        data = data[key]
    return True


def _with(data: Any, path: Path, value: Any) -> Any:
    changed = copy.deepcopy(data)
    parent = changed
    for key in path[:-1]:
        parent = parent.setdefault(key, {})
    parent[path[-1]] = value
    return changed

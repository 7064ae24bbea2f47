"""One verdict everywhere: the published schema, run by a plain validator, finds what `check` finds.

Thousands of county files are generated: the example's law-related sections with one, two or many things removed or
altered, of one county and of several, complete and partial, on two days of the law. For each the plain validator must find
the same duties unmet as `check`, but for what only Python can see. DIFFERENTIAL=3000 sets how many; a seed names each.
"""

import copy
import os
import random
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema

from protocol_builder.checking.check import Report, check_source
from protocol_builder.law import county_schema, requirements, shape, vocabulary
from protocol_builder.reading import source
from protocol_builder.reading.source import Source

from ..conftest import DAY, EXAMPLE, SYSTEM_OF_CARE, below

SIZE = int(os.environ.get("DIFFERENTIAL", "70"))
DAYS = (DAY, "2017-06-30")

LIMITS = (
    "immediately",
    "1 hour",
    "24 hours",
    "25 hours",
    "1 day",
    "2 days",
    "36 hours",
    "37 hours",
    "30 days",
    "31 days",
)
WORDS = ("child_welfare", "probation", "law_enforcement", "ncmec", "mental_health", "photo", "parents", "other_purpose")
DATES = (1999, "2014-12-31", "2015-06-30", "2017-12-31", 2017, "2018-01-01", "2018", 2018, "2024-05")


@cache
def base(example: Path) -> dict[str, Any]:
    """An example without what no duty looks at, so that thousands of files are quickly judged."""
    data = source.read(example).data
    for key in ("narrative", "parties", "sources", "notes", "tribes"):
        data.pop(key, None)
    lean = _lean(data)
    assert isinstance(lean, dict)
    return lean


def _lean(node: Any) -> Any:
    if isinstance(node, list):
        return [_lean(item) for item in node]
    if isinstance(node, dict):
        return {key: _lean(value) for key, value in node.items() if key not in _BESIDE_THE_POINT}
    return "Said." if isinstance(node, str) and len(node) > 60 else node


_BESIDE_THE_POINT = {"source", "responsibilities", "tiers", "designee", "division", "divisions", "note", "principles"}


@cache
def validator(on: str) -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator(county_schema.schema(on))


@cache
def duties(on: str) -> tuple[str, ...]:
    return tuple(requirement.id for requirement in requirements.in_force(on) if requirement.force == "shall")


def generated(seed: int) -> dict[str, Any]:
    """A county file, the same for the same seed."""
    chance = random.Random(seed)
    data = copy.deepcopy(base(EXAMPLE if chance.random() < 0.75 else SYSTEM_OF_CARE))
    if chance.random() < 0.3:
        own = {key: data.pop(key) for key in sorted(shape.county_keys()) if key in data}
        del data["county"]
        names = chance.sample(("Inyo", "Mono", "Alpine", "Sutter", "Yuba"), chance.choice((2, 2, 3)))
        data["counties"] = {name: copy.deepcopy(own) for name in names}
        for part in data["counties"].values():
            if chance.random() < 0.4:
                part["instrument"] = {"status": chance.choice(tuple(vocabulary.lists()["instrument_statuses"]))}
    for _ in range(chance.choice((0, 1, 1, 1, 2, 2, 3, 8, 25))):
        chance.choice((_remove, _remove, _alter, _alter, _alter, _frame))(chance, data)
    return data


def _paths(data: Any) -> list[tuple[Any, ...]]:
    return [path for path, _ in below(data) if path and path[0] not in ("agencies", "county")]


def _parent(data: Any, path: tuple[Any, ...]) -> Any:
    for key in path[:-1]:
        data = data[key]
    return data


def _remove(chance: random.Random, data: dict[str, Any]) -> None:
    if paths := _paths(data):
        path = chance.choice(paths)
        del _parent(data, path)[path[-1]]


def _alter(chance: random.Random, data: dict[str, Any]) -> None:
    paths = [path for path in _paths(data) if not isinstance(_parent(data, path)[path[-1]], dict)]
    if not paths:
        return
    path = chance.choice(paths)
    parent, key = _parent(data, path), path[-1]
    value = parent[key]
    if isinstance(value, bool):
        parent[key] = not value
    elif isinstance(value, int):
        parent[key] = max(1, value + chance.choice((-1, 1)))
    elif isinstance(value, list) and value:
        if chance.random() < 0.7:
            value.pop(chance.randrange(len(value)))
        else:
            value.append(chance.choice(WORDS))
    elif key in ("within", "written_within", "period", "reported_within", "investigated_within"):
        parent[key] = chance.choice(LIMITS)
    elif key == "protocol_developed_on":
        parent[key] = chance.choice(DATES)
    elif key == "agency":
        parent[key] = chance.choice(("probation", "court", "unified_school_district", "nobody"))
    else:
        parent[key] = chance.choice(("Said otherwise.", False, True, "TODO", "funding_agreement", "juvenile_court"))


def _frame(chance: random.Random, data: dict[str, Any]) -> None:
    """What decides whom the law binds."""
    county = chance.choice(list(data["counties"].values())) if "counties" in data else data
    which = chance.randrange(5)
    if which == 0:
        data["completeness"] = chance.choice(("public_sources_only", "complete"))
    elif which == 1 and isinstance(county, dict):
        county["csec_program"] = chance.choice(
            ({"elects_funds": False}, {"elects_funds": True}, {}, {"elects_funds": True, "protocol_developed_on": 2016})
        )
    elif which == 2 and isinstance(data.get("instrument"), dict):
        data["instrument"]["kind"] = chance.choice(tuple(vocabulary.lists()["instrument_kinds"]))
    elif which == 3 and isinstance(county, dict) and isinstance(county.get("mdt"), dict):
        county["mdt"]["kind"] = chance.choice(("child_and_family_team", "existing_team", "dedicated"))
    elif isinstance(county, dict) and isinstance(county.get("information_sharing"), dict):
        for basis in chance.sample(("investigation", "ongoing", "child_and_family_team"), chance.choice((1, 2))):
            county["information_sharing"].pop(basis, None)


def unmet_by_check(report: Report) -> set[str]:
    """The duties that `check` finds unmet, without seats whose holder only Python can see to be unfit."""
    return {
        verdict.requirement.id
        for verdict in report.verdicts
        if verdict.state == "not_met" and verdict.requirement.force == "shall" and not _only_unfit(verdict.diagnostics)
    }


def _only_unfit(diagnostics: tuple[Any, ...]) -> bool:
    return all(diagnostic.path[-1] == "agency" for diagnostic in diagnostics)


def unmet_by_plain(data: Any, on: str) -> tuple[set[str], bool]:
    """The duties that the plain validator finds unmet, and whether it finds fault with the shape."""
    first = len(shape.schema()["allOf"])
    found, shapeless = set(), False
    for error in validator(on).iter_errors(data):
        head = tuple(error.absolute_schema_path)[:2]
        if head[0] == "allOf" and isinstance(head[1], int) and head[1] >= first:
            found.add(duties(on)[(head[1] - first) // 2])
        else:
            shapeless = True
    return found, shapeless


def compared(seed: int) -> str:
    """What kind of file a seed makes, after both have judged it alike."""
    on = DAYS[seed % 7 == 0]
    data = generated(seed)
    report = check_source(Source("county.yml", "", data), on)
    plain, shapeless = unmet_by_plain(data, on)
    ours = [d for d in report.diagnostics if d.severity == "error" and d.id not in county_schema.ONLY_PYTHON]
    visible = [d for d in ours if not (d.force == "shall" and d.path and d.path[-1] == "agency")]
    assert bool(plain or shapeless) == bool(visible), f"seed {seed} on {on}"
    if not shapeless:
        assert plain == unmet_by_check(report), f"seed {seed} on {on}"
    return "shapeless" if shapeless else "unmet" if plain else "sound"


def test_the_published_schema_and_check_are_of_one_mind() -> None:
    kinds = Counter(compared(seed) for seed in range(SIZE))
    assert all(kinds[kind] > SIZE / 20 for kind in ("sound", "unmet", "shapeless")), f"one side is lost: {kinds}"


HOUSE = {
    "name": "A house, 555-555-0199",
    "kind": "nonprofit",
    "functions": ["housing_provider"],
    "phone": {"number": "555-555-0199", "internal": True},
}
"""An agency whose name has the number that it says is internal."""


def test_what_only_python_can_say_is_said_by_python_alone() -> None:
    """Each of these is an error of `check` that the plain validator passes; none of them speaks for a statute."""
    files = {
        "agency-not-described": ("mdt", "convener", "nobody"),
        "source-not-described": ("mdt", "source", "nothing"),
        "date-impossible": ("instrument", "adopted_on", "2025-02-30"),
        "term-ends-before-it-begins": ("instrument", "term", {"from": "2025-07-01", "until": "2025-06-30"}),
        "childs-data-in-a-text": ("instrument", "purpose", "To learn from the case of Maria G. and to do better."),
        "internal-number-in-a-text": ("agencies", "beds", HOUSE),
        "clause-words-twice": ("clauses", "general", {"replace": "The law prevails.", "add": "So it does."}),
    }
    assert set(files) | {"yaml-duplicate-key", "clause-file"} == set(county_schema.ONLY_PYTHON)
    for id, (section, key, value) in files.items():
        data = copy.deepcopy(base(EXAMPLE))
        data[section][key] = value
        report = check_source(Source("county.yml", "", data), DAY)
        assert [d.id for d in report.diagnostics if d.severity == "error"] == [id]
        assert unmet_by_plain(data, DAY) == (set(), False)
    assert not set(county_schema.ONLY_PYTHON) & {requirement.id for requirement in requirements.on_record()}


def test_an_unfit_holder_is_the_one_thing_of_the_law_that_only_python_can_say() -> None:
    data = copy.deepcopy(base(EXAMPLE))
    data["protocol_team"]["seats"]["sheriff"]["agency"] = "city_police"
    report = check_source(Source("county.yml", "", data), DAY)
    unmet = [v.requirement.id for v in report.verdicts if v.state == "not_met" and v.requirement.force == "shall"]
    assert unmet == ["protocol-team-sheriff"]
    assert unmet_by_plain(data, DAY) == (set(), False)

"""The fast path and the explaining one give one report.

`check` proves with a fast reader and a fast validator that a file is sound, and asks the ones that explain only where it
is not. Here each generated file is checked both ways; DIFFERENTIAL=3000 sets how many.
"""

import json
import random
from collections import Counter
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

import jsonschema
import pytest
import yaml

from protocol_builder.checking import shape_check
from protocol_builder.checking.check import Report, check_source
from protocol_builder.law import requirements
from protocol_builder.reading import source
from protocol_builder.reading.source import read_bytes, read_text

from ..conftest import DAY, EXAMPLE, ROOT
from ..law.test_differential import SIZE, generated
from ..test_fuzz import mutated, noise, shuffled_lines


class _Explaining:
    """Every fast way closed: the reader and the validators that explain decide alone."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.validators: dict[int, jsonschema.Draft202012Validator] = {}
        self.monkeypatch = monkeypatch

    def everything(self, content: bytes) -> dict[str, object]:
        with self.monkeypatch.context() as patch:
            patch.setattr(source, "load_if_clean", lambda text: None)
            patch.setattr(shape_check, "_fast_validator", lambda: _Never())
            patch.setattr(requirements, "_decide", self.decided)
            return everything(check_source(read_bytes(content, "county.yml"), DAY))

    def decided(self, rule: requirements.Gate | requirements.Requirement) -> Callable[[dict[str, Any]], bool]:
        if id(rule) not in self.validators:
            schema = rule.schema if isinstance(rule, requirements.Gate) else rule.constraint
            self.validators[id(rule)] = jsonschema.Draft202012Validator(schema)
        return self.validators[id(rule)].is_valid


class _Never:
    def is_valid(self, data: object) -> bool:
        return False


def everything(report: Report) -> dict[str, object]:
    """All that a report says, but for the source's own way of keeping places."""
    return {
        "data": report.data,
        "verdicts": [(v.requirement.id, v.county, v.state, v.reason) for v in report.verdicts],
        "diagnostics": [asdict(diagnostic) for diagnostic in report.diagnostics],
        "read": report.source.data,
        "keys": report.source.keys,
        "values": report.source.values,
    }


@pytest.fixture
def explaining(monkeypatch: pytest.MonkeyPatch) -> _Explaining:
    return _Explaining(monkeypatch)


def same(content: bytes, explaining: _Explaining) -> Report:
    report = check_source(read_bytes(content, "county.yml"), DAY)
    assert everything(report) == explaining.everything(content)
    return report


def test_generated_county_files_are_judged_alike(explaining: _Explaining) -> None:
    kinds: Counter[str] = Counter()
    for seed in range(SIZE):
        data = generated(seed)
        text = json.dumps(data) if seed % 2 else yaml.safe_dump(data, sort_keys=False, allow_unicode=True)
        report = same(text.encode(), explaining)
        shapeless = any(d.id.startswith(("shape-", shape_check.TO_FILL_IN)) for d in report.diagnostics)
        kinds["shapeless" if shapeless else "unmet" if report.failed else "sound"] += 1
    assert all(kinds[kind] > SIZE / 30 for kind in ("sound", "unmet", "shapeless")), f"one side is lost: {kinds}"


@pytest.mark.parametrize("way", [mutated, shuffled_lines, noise], ids=lambda way: way.__name__)
def test_broken_county_files_are_judged_alike(way: object, explaining: _Explaining) -> None:
    original = (ROOT / "county_configs" / "el-dorado.yml").read_bytes()
    for seed in range(SIZE):
        same(way(original, random.Random(f"fast {seed}")), explaining)  # type: ignore[operator]


@pytest.mark.parametrize("path", sorted((ROOT / "county_configs").glob("*.yml")), ids=lambda path: path.stem)
def test_real_county_files_are_judged_alike(path: object, explaining: _Explaining) -> None:
    same(path.read_bytes(), explaining)  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "text",
    [
        "a: &x {b: 1}\nc: *x\nd: [*x, *x]\n",
        "a: &x [*x]\n",
        "a: 1\n---\nb: 2\n",
        "a: 1\na: 2\n",
        "? [a]\n: 1\n",
        "a: !!int x\n",
        "a: !thing x\n",
        "- a\n",
        "just words\n",
        "",
        "# nothing\n",
        "a: " + "[" * 40 + "]" * 40,
        "a: " + "[" * 20_000,
        "\n".join("  " * depth + "a:" for depth in range(60)),
        "- " * 9_000 + "x",
        "x: |\n  " + "*" * 2_000 + "\n",
        'a: "\\x1c"\n',
        "a: \x01\n",
    ],
    ids=lambda text: repr(text[:24]),
)
def test_the_fast_reader_leaves_to_the_other_whatever_needs_a_word(text: str, explaining: _Explaining) -> None:
    same(text.encode(), explaining)


def test_a_sound_file_is_proved_without_asking_for_an_explanation(monkeypatch: pytest.MonkeyPatch) -> None:
    def no(*_: object) -> None:
        raise AssertionError("the slow path was taken")

    monkeypatch.setattr(source, "_read_slowly", no)
    monkeypatch.setattr(shape_check, "_validator", no)
    text = EXAMPLE.read_text("utf-8").replace("\ncounty: Example County", "\ncounty: Alameda")
    report = check_source(read_text(text, "alameda.yml"), DAY)
    assert [(d.id, d.severity) for d in report.diagnostics] == [("number-for-examples", "warning")]
    assert text.splitlines()[report.diagnostics[0].line - 1].strip().startswith("phone: 555-")
    assert report.summary["satisfied"] > 100

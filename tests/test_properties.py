"""What must hold for every county file: seats only help, order and layout never matter, places lie in the file."""

import json
import random
from collections.abc import Callable
from typing import Any

import pytest
import yaml

from protocol_builder import law
from protocol_builder.check import Report
from protocol_builder.source import below, read_text

from .conftest import DAY, EXAMPLE, report_of

TRIALS = 50
SEATS = [(r.seat.on, r.seat.function, r.id) for r in law.in_force(DAY) if r.seat]


def example() -> Any:
    return read_text(EXAMPLE.read_text("utf-8"), "example.yml").data


def weakened(chance: random.Random) -> Any:
    """The example with some of its mandated seats and other parts taken out."""
    data = example()
    for on, function, _ in chance.sample(SEATS, chance.randint(0, len(SEATS))):
        del data[on]["seats"][function]
    for key in chance.sample(sorted(data["services"]), chance.randint(0, 3)):
        del data["services"][key]
    if chance.random() < 0.3:
        data["csec_program"]["protocol_developed_on"] = chance.choice(["2015", "2017-12-31", "2018-01-01"])
    if chance.random() < 0.2:
        del data["csec_program"]["protocol_developed_on"]
    return data


def report(data: Any) -> Report:
    return report_of(json.dumps(data))


def verdicts(report: Report) -> dict[str, str]:
    return {verdict.requirement.id: verdict.state for verdict in report.verdicts}


def findings(report: Report) -> list[tuple[str, str, str, tuple[str | int, ...]]]:
    """The findings without their places, in no particular order."""
    return sorted((d.id, d.severity, d.message, d.path) for d in report.diagnostics)


@pytest.mark.parametrize("seed", range(TRIALS))
def test_adding_a_seat_never_makes_a_verdict_worse_and_removing_a_mandated_one_always_does(seed: int) -> None:
    chance = random.Random(seed)
    with_gap, full = weakened(chance), example()
    on, function, id = chance.choice(SEATS)
    with_gap[on]["seats"].pop(function, None)
    without = verdicts(report(with_gap))
    with_gap[on]["seats"][function] = full[on]["seats"][function]
    with_it = verdicts(report(with_gap))
    assert with_it[id] in ("satisfied", "excused")
    assert without[id] in ("not_met", "unknown", "excused")
    assert (without[id] == "excused") == (with_it[id] == "excused")
    assert {other: state for other, state in with_it.items() if other != id} == {
        other: state for other, state in without.items() if other != id
    }


@pytest.mark.parametrize("seed", range(TRIALS))
def test_the_order_of_keys_and_of_holders_never_matters(seed: int) -> None:
    chance = random.Random(seed)
    data = weakened(chance)

    def shuffled(node: Any) -> Any:
        if isinstance(node, dict):
            return {key: shuffled(node[key]) for key in chance.sample(list(node), len(node))}
        return [shuffled(item) for item in node] if isinstance(node, list) else node

    turned = shuffled(data)
    for on, function, _ in SEATS:
        found = turned[on]["seats"].get(function)
        if isinstance(found, list):
            chance.shuffle(found)
    before, after = report(data), report(turned)
    assert verdicts(before) == verdicts(after)
    assert sorted((d.id, d.severity, d.message) for d in before.diagnostics) == sorted(
        (d.id, d.severity, d.message) for d in after.diagnostics
    )


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize(
    "written",
    [
        lambda data: yaml.safe_dump(data, sort_keys=False, allow_unicode=True),
        lambda data: yaml.safe_dump(data, sort_keys=False, default_flow_style=True, width=60),
        lambda data: yaml.safe_dump(data, sort_keys=False, default_style='"') if data else "",
        lambda data: json.dumps(data, indent=3),
        lambda data: (
            "# a remark\n\n" + yaml.safe_dump(data, sort_keys=False, indent=5).replace("\n", "   # remark\n", 1)
        ),
        lambda data: yaml.safe_dump(data, sort_keys=False).replace("\n", "\r\n"),
    ],
    ids=["block", "flow", "quoted", "json", "remarks", "CRLF"],
)
def test_layout_and_remarks_never_matter(written: Callable[[Any], str], seed: int) -> None:
    data = weakened(random.Random(seed))
    found = report_of(written(data))
    assert findings(found) == findings(report(data))
    assert verdicts(found) == verdicts(report(data))


@pytest.mark.parametrize("seed", range(TRIALS))
def test_every_finding_points_at_the_key_or_the_value_that_it_names(seed: int) -> None:
    text = yaml.safe_dump(weakened(random.Random(seed)), sort_keys=False, allow_unicode=True)
    found = report_of(text)
    paths = {path for path, _ in below(found.source.data)}
    for d in found.diagnostics:
        line = text.splitlines()[d.line - 1]
        shown = line[d.column - 1 :]
        nearest = next(d.path[:length] for length in range(len(d.path), -1, -1) if d.path[:length] in paths)
        if not nearest:
            assert (d.line, d.column) == (1, 1)
        elif not d.at_value:
            assert shown.startswith((str(nearest[-1]), f"'{nearest[-1]}'", '"')) or isinstance(nearest[-1], int), (
                d,
                line,
            )

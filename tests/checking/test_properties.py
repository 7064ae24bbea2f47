"""What must hold for every county file: seats only help, order and layout never matter, places lie in the file."""

import json
import random
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from protocol_builder.checking.check import Report
from protocol_builder.law import requirements
from protocol_builder.reading.loader import load_yaml
from protocol_builder.reading.source import read_text

from ..conftest import DAY, EXAMPLE, Ran, below, report_of

TRIALS = 30


def example() -> Any:
    return read_text(EXAMPLE.read_text("utf-8"), "example.yml").data


SEATS = [(r.seat.on, r.seat.function, r.id) for r in requirements.in_force(DAY) if r.seat and r.seat.on in example()]
"""(team, function, requirement) of each mandated seat in an instrument of the example's kind."""


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


def misspelt(chance: random.Random) -> Any:
    """The example, weakened, with some of its values no longer what can stand there, and a key that no file has."""
    data = weakened(chance) | {"sevices": {"a": "b"}}
    values = [path for path, value in below(data) if isinstance(value, str | bool | int) and "notes" not in path]
    for path in chance.sample(values, 12):
        holder = data
        for key in path[:-1]:
            holder = holder[key]
        value = holder[path[-1]]
        holder[path[-1]] = chance.choice([f"{value}x", "2015-13-45", "no_such_agency", 7, True, [f"{value}"]])
    data["instrument"]["kind"] = "agreement_of_sorts"
    return data


def typed(data: Any, chance: random.Random, depth: int = 0) -> Iterator[str]:
    """Lines of YAML as people write it: remarks, empty lines, quotes where none are needed, braces here and there."""
    before = "  " * depth
    rows = [(f"{_word(key, chance)}:", value) for key, value in data.items()] if isinstance(data, dict) else []
    for begun, value in rows or [("-", value) for value in data]:
        if chance.random() < 0.1:
            yield chance.choice(["", f'{before}# what: {{was}} agreed, "see" [the minutes]', "#"])
        end = chance.choice(["", "", "", "   # as of 2019", " "])
        if not isinstance(value, dict | list) or not value or chance.random() < 0.3:
            if isinstance(value, str) and "\n" in value and chance.random() < 0.7 and value == value.strip() + "\n":
                yield f"{before}{begun} |{end}"
                yield from (f"{before}    {line}" if line else "" for line in value.splitlines())
            else:
                yield f"{before}{begun}{chance.choice([' ', ' ', '   '])}{_flow(value, chance)}{end}"
            continue
        yield f"{before}{begun}{end}"
        yield from typed(value, chance, depth + 1)


def _flow(value: Any, chance: random.Random) -> str:
    if isinstance(value, dict):
        inner = ", ".join(f"{_word(key, chance)}: {_flow(held, chance)}" for key, held in value.items())
        return f"{{ {inner} }}" if chance.random() < 0.5 else f"{{{inner}}}"
    if isinstance(value, list):
        return f"[{', '.join(_flow(held, chance) for held in value)}]"
    return _word(value, chance)


def _word(value: Any, chance: random.Random) -> str:
    if not isinstance(value, str):
        return json.dumps(value)
    way = chance.random()
    if way < 0.6 and value == value.strip() and "\n" not in value and _is_plain(value):
        return value
    if way < 0.8 and "\n" not in value:
        return "'" + value.replace("'", "''") + "'"
    return json.dumps(value, ensure_ascii=chance.random() < 0.1)


def _is_plain(value: str) -> bool:
    try:
        return bool(load_yaml(f"[{{k: {value}}}, 1]") == [{"k": value}, 1]) and not {",", "#", "&", "*"} & set(value)
    except yaml.YAMLError:
        return False


def places(text: str) -> dict[tuple[str | int, ...], tuple[tuple[int, int], tuple[int, int]]]:
    """By path, the line and column of the key (or of the item) and of the value, as PyYAML's own composer tells."""
    found: dict[tuple[str | int, ...], tuple[tuple[int, int], tuple[int, int]]] = {}

    def place(node: Any) -> tuple[int, int]:
        return node.start_mark.line + 1, node.start_mark.column + 1

    def below_node(node: Any, path: tuple[str | int, ...]) -> None:
        if isinstance(node, yaml.MappingNode):
            for key, value in node.value:
                found[*path, key.value] = (place(key), place(value))
                below_node(value, (*path, key.value))
        elif isinstance(node, yaml.SequenceNode):
            for index, value in enumerate(node.value):
                found[*path, index] = (place(value), place(value))
                below_node(value, (*path, index))

    root = yaml.compose(text)
    found[()] = (place(root), place(root))
    below_node(root, ())
    return found


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
    assert with_it[id] == "satisfied", "also where the law would have excused the county"
    assert without[id] in ("not_met", "unknown", "excused")
    # What only the holder of the seat can do, such as lead, depends on it too.
    of_it = {id, *(one.id for one in requirements.in_force(DAY) if one.of_seat == id)}
    assert {other: state for other, state in with_it.items() if other not in of_it} == {
        other: state for other, state in without.items() if other not in of_it
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
        lambda data: "\n".join(typed(data, random.Random(len(data)))),
    ],
    ids=["block", "flow", "quoted", "json", "remarks", "CRLF", "typed"],
)
def test_layout_and_remarks_never_matter(written: Callable[[Any], str], seed: int) -> None:
    data = weakened(random.Random(seed))
    found = report_of(written(data))
    assert findings(found) == findings(report(data))
    assert verdicts(found) == verdicts(report(data))


@pytest.mark.parametrize("seed", range(TRIALS))
@pytest.mark.parametrize("way", ["dumped", "typed"])
def test_every_finding_points_at_the_key_or_the_value_that_it_names(seed: int, way: str) -> None:
    chance = random.Random(seed)
    data = misspelt(chance)
    text = (
        "\n".join(typed(data, chance)) if way == "typed" else yaml.safe_dump(data, sort_keys=False, allow_unicode=True)
    )
    found = report_of(text)
    assert found.source.data == data, "the text says what was meant"
    assert any(d.at_value for d in found.diagnostics)
    assert any(not d.at_value and d.path for d in found.diagnostics)
    where = places(text)
    for d in found.diagnostics:
        nearest = next(d.path[:length] for length in range(len(d.path), -1, -1) if d.path[:length] in where)
        at = (d.line, d.column)
        if d.words and at != where[nearest][1]:
            assert at > where[nearest][1], d
            assert text.splitlines()[d.line - 1][d.column - 1 :].startswith(d.words.split()[0]), d
        else:
            assert at == where[nearest][d.at_value and nearest == d.path], d


@pytest.mark.parametrize(("seed", "form"), [*enumerate(["text", "json", "sarif", "github", "junit", "markdown"])])
def test_the_order_of_files_on_the_command_line_never_matters(
    seed: int, form: str, tmp_path: Path, run: Callable[..., Ran]
) -> None:
    chance = random.Random(seed)
    files = [tmp_path / f"{name}.yml" for name in "abcdef"]
    for file in files:
        data = misspelt(chance) if chance.random() < 0.7 else example()
        file.write_text(yaml.safe_dump(data, sort_keys=False), "utf-8")
    one = run("check", *files, "--on", DAY, "--format", form)
    other = run("check", *chance.sample(files, len(files)), "--on", DAY, "--format", form)
    assert one.code == other.code == 1
    assert told(one.out) == told(other.out)
    assert told(one.err) == told(other.err)
    assert run("check", tmp_path, "--on", DAY, "--format", form) == one


def told(printed: str) -> list[str]:
    """The lines, in no order, without what counts from the first file on: a rule's number, with which file to begin."""
    return sorted(re.sub(r'"ruleIndex": \d+|,$|^Begin with .*', "", line) for line in printed.splitlines())

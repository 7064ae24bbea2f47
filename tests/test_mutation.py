"""The changes that `nox -s mutation` makes: each is one, can be parsed, and a test that notices one says so."""

import ast
import dataclasses
import json
import re
import shutil
from pathlib import Path

import pytest
import yaml

from . import mutation, quick_first
from .conftest import ROOT

PYTHON = '''\
"""Prose."""
MOST = 3
def f(a: "Word", b, é="é") -> "list[1]":
    if a == b and not a:
        return f"{a}: text"
    return True if a in b else "word"
@dataclass(frozen=True)
class C:
    d: "Word"
Kind: TypeAlias = Literal["one", "other"]
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


@pytest.fixture
def small_project(tmp_path: Path) -> Path:
    """A module with a sum that a test holds, and a number that none does."""
    copy = tmp_path / "project"
    (copy / "tests").mkdir(parents=True)
    (copy / "tests" / "__init__.py").touch()
    shutil.copy(quick_first.__file__, copy / "tests")
    (copy / "sums.py").write_text("SPARE = 1\n\n\ndef add(a, b):\n    return a + b * 1\n", "utf-8")
    (copy / "tests" / "test_sums.py").write_text("import sums\n\n\ndef test_add():\n    assert sums.add(1, 2) == 3\n")
    return copy


def test_a_change_is_noticed_or_not_and_taken_back(small_project: Path) -> None:
    tests = mutation.measured(small_project, ("tests",), small_project / "times.json")
    assert list(json.loads(tests.times.read_text("utf-8"))) == ["tests/test_sums.py::test_add"]
    place = small_project / "sums.py"
    text = place.read_text("utf-8")
    number = text.rindex("1")
    for change, noticed in (
        (mutation.Change(Path("sums.py"), number, number + 1, "2"), True),
        (mutation.Change(Path("sums.py"), text.index("1"), text.index("1") + 1, "2"), False),
        (mutation.Change(Path("sums.py"), number, number + 1, "1 * next(iter(int, 1))"), True),  # it never ends
    ):
        assert mutation.is_noticed(change, small_project, dataclasses.replace(tests, seconds=-11)) == noticed
        assert place.read_text("utf-8") == text


def test_tests_that_fail_without_any_change_measure_nothing(small_project: Path) -> None:
    (small_project / "tests" / "test_more.py").write_text("def test_never():\n    assert False\n")
    with pytest.raises(RuntimeError, match="fail without any change"):
        mutation.measured(small_project, ("tests",), small_project / "times.json")


def test_what_two_rooms_have_in_common_is_measured_once(small_project: Path) -> None:
    (small_project / "tests" / "more").mkdir()
    (small_project / "tests" / "more" / "test_more.py").write_text("def test_more():\n    pass\n")
    times, known = small_project / "times.json", {"tests/test_sums.py": 7}
    tests = mutation.measured(small_project, ("tests/test_sums.py", "tests/more"), times, known)
    assert list(json.loads(times.read_text("utf-8"))) == ["tests/more/test_more.py::test_more"]
    assert tests.seconds == 7 + known["tests/more"]
    places = ("tests/more/test_more.py", "tests/more", "tests/test_mo.py")
    tests = mutation.measured(small_project, places, times, {"tests/more": 20, "tests/test_mo.py": 3})
    assert tests.seconds == 23  # the limit is that of all tests of which it has some
    assert list(json.loads(times.read_text("utf-8"))) == ["tests/more/test_more.py::test_more"]
    mutation.measured(small_project, ("tests/test_sums.py",), times)
    assert set(json.loads(times.read_text("utf-8"))) == {
        "tests/more/test_more.py::test_more",
        "tests/test_sums.py::test_add",
    }


def test_the_quickest_tests_run_first_and_among_them_those_of_the_changed_module(small_project: Path) -> None:
    seconds = {
        "sums": {"add": 0.2, "quick": 0.001, "slow": 3.0},
        "more": {"quick": 0.002, "one": 0.3, "new": 0.0},
    }
    times: dict[str, float] = {}
    for name, entries in seconds.items():
        functions = "\n\n\n".join(f"def test_{one}():\n    pass" for one in entries)
        (small_project / "tests" / f"test_{name}.py").write_text(f"{functions}\n")
        times |= {f"tests/test_{name}.py::test_{one}": took for one, took in entries.items() if took}
    (small_project / "times.json").write_text(json.dumps(times))
    settings = {quick_first.ORDER: str(small_project / "times.json"), quick_first.OWN: "test_sums"}
    _, out = mutation._run(small_project, ("tests", "-vv"), settings, None)
    assert re.findall(r"test_(\w+)\.py::test_(\w+) PASSED", out) == [
        ("sums", "quick"), ("more", "quick"), ("more", "new"), ("sums", "add"), ("more", "one"), ("sums", "slow"),
    ]  # fmt: skip

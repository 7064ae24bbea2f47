"""The changes that `nox -s mutation` makes: each is one, can be parsed, and a test that notices one says so."""

import ast
import dataclasses
from pathlib import Path

import pytest
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


REPORT = """\
<testsuites><testsuite>
<testcase classname="tests.law.test_a" name="one" time="9.0" /><testcase classname="tests.law.test_a" name="two" time="9.0" />
<testcase classname="tests.law.test_b.TestsOfB" name="one" time="1.5" /><testcase classname="tests.test_c" name="one" time="13" />
<testcase classname="tests.test_d" name="one" time="14" />
</testsuite></testsuites>
"""


def test_a_change_meets_the_tests_of_its_own_module_and_the_quick_ones_first(tmp_path: Path) -> None:
    for name in ("law/test_a.py", "law/test_b.py", "test_c.py", "test_d.py"):
        (tmp_path / "tests" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "tests" / name).touch()
    found = mutation.sorted_by_time(REPORT, tmp_path, 50)
    assert found == mutation.Tests(
        ("tests/law/test_b.py", "tests/test_c.py"), ("tests/test_d.py", "tests/law/test_a.py"), 50
    )
    of_its_own, of_none = (mutation.Change(Path(name), 0, 0, "") for name in ("law/a.py", "law/e.py"))
    assert list(found.stages(of_its_own)) == [
        ("tests/law/test_a.py", "tests/law/test_b.py", "tests/test_c.py"),
        ("tests/test_d.py",),
    ]
    assert list(found.stages(of_none)) == [found.quick, found.slow]


@pytest.fixture
def small_project(tmp_path: Path) -> Path:
    """A module with a sum that a test holds, and a number that none does."""
    copy = tmp_path / "project"
    (copy / "tests").mkdir(parents=True)
    (copy / "sums.py").write_text("SPARE = 1\n\n\ndef add(a, b):\n    return a + b * 1\n", "utf-8")
    (copy / "tests" / "test_sums.py").write_text("import sums\n\n\ndef test_add():\n    assert sums.add(1, 2) == 3\n")
    return copy


def test_a_change_is_noticed_or_not_and_taken_back(small_project: Path) -> None:
    tests = mutation.measured(small_project, ("tests",))
    assert (tests.quick, tests.slow) == (("tests/test_sums.py",), ())
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
        mutation.measured(small_project, ("tests",))

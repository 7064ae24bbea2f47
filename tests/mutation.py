"""Make small changes to the code and to the law's data, one at a time, and count which of them the tests notice.

`python -m tests.mutation NUMBER [ROOM …]` takes that many changes from each room, the same ones each time, and runs the
room's nearest tests on a copy of the project; `--seed WORD` takes others. What is printed for a change that nothing noticed
is a test to write, or a change that makes no difference. `nox -s mutation -- 40 checking` does the same in the locked
versions.

First the tests run on the copy as it is: they have to pass, or every change would seem noticed, and their times are
measured. A change meets the quickest tests first, and the slow ones only if those do not notice it (`quick_first`).
"""

import argparse
import ast
import importlib.util
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from . import quick_first
from .conftest import ROOT

ROOMS: dict[str, tuple[str, tuple[str, ...]]] = {
    "schemas": (
        "schemas/*.yaml",
        ("tests/law", "tests/checking/test_cases.py", "tests/checking/test_wrong_hands.py"),
    ),
    "law": (
        "protocol_builder/law/*.py",
        ("tests/law", "tests/protocol", "tests/checking", "tests/commands/test_explain.py"),
    ),
    "checking": (
        "protocol_builder/checking/**/*.py",
        ("tests/checking", "tests/commands/test_init.py", "tests/commands/reports"),
    ),
    "agreement": ("protocol_builder/agreement/*.py", ("tests/agreement", "tests/comparing", "tests/test_readme.py")),
    "reports": (
        "protocol_builder/commands/reports/*.py",
        ("tests/commands", "tests/comparing", "tests/writers/word/test_edit_marks.py"),
    ),
    "word": ("protocol_builder/writers/word/*.py", ("tests/writers/word", "tests/comparing", "tests/test_readme.py")),
}
"""Each room: its files, and its nearest tests."""

TIMES_AS_LONG = 5
"""A change with which the tests need so many times as much of the processor, and a minute, has been noticed."""


@dataclass(frozen=True)
class Change:
    """A stretch of a file, and what is written there instead."""

    file: Path
    start: int
    end: int
    text: str

    def applied(self, whole: str) -> str:
        return whole[: self.start] + self.text + whole[self.end :]

    def shown(self, whole: str) -> str:
        line = whole.count("\n", 0, self.start) + 1
        return f"{self.file}:{line}: {whole[self.start : self.end]!r} -> {self.text!r}"


_OPPOSITES = {
    ast.Eq: "!=", ast.NotEq: "==", ast.Lt: "<=", ast.LtE: "<", ast.Gt: ">=", ast.GtE: ">",
    ast.In: "not in", ast.NotIn: "in", ast.Is: "is not", ast.IsNot: "is",
}  # fmt: skip


def python_changes(file: Path, text: str) -> Iterator[Change]:
    """A comparison turned, `and` for `or`, a condition denied, a number moved by one, True for False, a text emptied."""
    begun = [0]
    for line in text.encode().splitlines(keepends=True):
        begun.append(begun[-1] + len(line))

    def stretch(node: ast.expr) -> tuple[int, int]:
        assert node.end_lineno
        assert node.end_col_offset is not None
        ends = begun[node.lineno - 1] + node.col_offset, begun[node.end_lineno - 1] + node.end_col_offset
        first, last = (len(text.encode()[:end].decode()) for end in ends)
        return first, last

    tree = ast.parse(text)
    prose = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    prose |= {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values}
    prose |= {id(part) for part in _types(tree)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Compare) and len(node.ops) == 1 and type(node.ops[0]) in _OPPOSITES:
            first, last = stretch(node.left)[1], stretch(node.comparators[0])[0]
            if not re.search(r"[()\n]", text[first:last]):
                yield Change(file, first, last, f" {_OPPOSITES[type(node.ops[0])]} ")
        elif isinstance(node, ast.BoolOp):
            first, last = stretch(node.values[0])[1], stretch(node.values[1])[0]
            if not re.search(r"[()\n]", text[first:last]):
                yield Change(file, first, last, " or " if isinstance(node.op, ast.And) else " and ")
        elif isinstance(node, ast.If | ast.IfExp):
            first, last = stretch(node.test)
            yield Change(file, first, last, f"(not ({text[first:last]}))")
        elif isinstance(node, ast.Constant) and id(node) not in prose:
            first, last = stretch(node)
            if isinstance(node.value, bool):
                yield Change(file, first, last, str(not node.value))
            elif isinstance(node.value, int):
                yield Change(file, first, last, str(node.value + 1))
            elif isinstance(node.value, str) and node.value and "\n" not in text[first:last]:
                yield Change(file, first, last, '""')


def _types(tree: ast.AST) -> Iterator[ast.AST]:
    """What a module says of types, and how Python is to keep a data class: it changes nothing that the module does."""
    for node in ast.walk(tree):
        kept = [one for one in getattr(node, "decorator_list", ()) if "dataclass" in ast.unparse(one)]
        said = [getattr(node, "annotation", None), getattr(node, "returns", None), *kept]
        if isinstance(node, ast.AnnAssign) and ast.unparse(node.annotation) == "TypeAlias":
            said.append(node.value)
        yield from (part for one in said if one for part in ast.walk(one))


def data_changes(file: Path, text: str) -> Iterator[Change]:
    """A list without one of its members, or with one twice as another; a gate gone; a day or a number moved; true for false."""
    for found in re.finditer(r"\[([\w-]+(?:, [\w-]+)+)\]", text):
        members = found[1].split(", ")
        yield Change(file, *found.span(1), ", ".join(members[1:]))
        yield Change(file, *found.span(1), ", ".join(members[:-1]))
    for found in re.finditer(r'\{\$ref: "gates\.yaml[^}]*\}, ', text):
        yield Change(file, *found.span(), "")
    for found in re.finditer(r"agency_kinds: \[", text):
        yield Change(file, found.end(), found.end(), "city, ")
    for found in re.finditer(r"(?<=from: )\d{4}-\d\d-(\d\d)", text):
        yield Change(file, *found.span(1), f"{int(found[1]) % 28 + 1:02}")
    for found in re.finditer(r"(?<=const: )(true|false)", text):
        yield Change(file, *found.span(), "false" if found[0] == "true" else "true")
    for found in re.finditer(r"(?:minimum|maximum|minItems): (\d+)", text):
        yield Change(file, *found.span(1), str(int(found[1]) + 1))


def changes(room: str) -> list[Change]:
    """Every change that can be made in a room, in the order of its files."""
    found: list[Change] = []
    for path in sorted(ROOT.glob(ROOMS[room][0])):
        make = data_changes if path.suffix == ".yaml" else python_changes
        found += make(path.relative_to(ROOT), path.read_text("utf-8"))
    return found


@dataclass(frozen=True)
class Tests:
    """A room's tests: where they are, the file that says how long each takes, and the processor's seconds for all."""

    places: tuple[str, ...]
    times: Path
    seconds: int


def measured(copy: Path, places: tuple[str, ...], times: Path, before: dict[str, int] | None = None) -> Tests:
    """Run tests on the project as it is, and write how long each takes. Raises RuntimeError if one fails.

    What was measured before, for a room with some of the same tests, is not run again: the seconds for each place.
    """
    known = {} if before is None else before

    def within(place: str) -> str | None:
        return next((one for one in known if place == one or place.startswith(f"{one}/")), None)

    for place in places:
        if within(place) is None:
            begun = _used()
            code, out = _run(copy, (place,), {quick_first.MEASURE: str(times)}, limit=None)
            if code:
                raise RuntimeError(f"the tests fail without any change: {out.strip().splitlines()[-2:]}")
            known[place] = int(_used() - begun)
    return Tests(places, times, sum(known[one] for one in set(filter(None, map(within, places)))))


def _used() -> float:
    """The processor's seconds that ended processes of ours have used."""
    used = os.times()
    return used.children_user + used.children_system


def _run(copy: Path, places: tuple[str, ...], settings: dict[str, str], limit: int | None) -> tuple[int, str]:
    """Run pytest in a copy of the project with so many seconds of the processor, however busy it is.

    Returns its exit code and what it printed.
    """
    command = (
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-x",
        "-p",
        "no:cacheprovider",
        "-n0",
        "-p",
        quick_first.__name__,
        *places,
    )
    environment = {**os.environ, "PYTHONPATH": str(copy), **settings}

    def limited() -> None:
        if limit and sys.platform != "win32":
            import resource

            resource.setrlimit(resource.RLIMIT_CPU, (limit, limit))

    before = None if sys.platform == "win32" else limited
    try:
        ran = subprocess.run(
            command,
            cwd=copy,
            env=environment,
            capture_output=True,
            text=True,
            preexec_fn=before,
            timeout=20 * limit if limit else None,  # for what waits and needs nothing of the processor, and for Windows
        )
    except subprocess.TimeoutExpired:
        return 1, ""
    return ran.returncode, ran.stdout


def is_noticed(change: Change, copy: Path, tests: Tests) -> bool:
    """Make a change in a copy of the project, run tests there until one fails, and take it back."""
    place = copy / change.file
    before = place.read_text("utf-8")
    _write(place, change.applied(before))
    try:
        settings = {quick_first.ORDER: str(tests.times), quick_first.OWN: f"test_{change.file.stem}"}
        return _run(copy, tests.places, settings, TIMES_AS_LONG * tests.seconds + 60)[0] != 0
    finally:
        _write(place, before)


def _write(place: Path, text: str) -> None:
    """Write a module, without what Python compiled before, which it takes for that of a text of the same length and second."""
    place.write_text(text, "utf-8")
    Path(importlib.util.cache_from_source(str(place))).unlink(missing_ok=True)


def main(number: int, rooms: list[str], seed: str = "") -> None:
    """Print, for each room, how many of its changes were noticed, and each that was not."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "project"
        shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns(".git", ".venv", ".nox", "build", "__pycache__"))
        known: dict[str, int] = {}
        for room in rooms:
            tests = measured(copy, ROOMS[room][1], Path(folder) / "times.json", known)
            chosen = random.Random(room + seed).sample(everything := changes(room), min(number, len(everything)))
            began, missed = time.monotonic(), 0
            for change in chosen:
                if not is_noticed(change, copy, tests):
                    missed += 1
                    print(f"  not noticed: {change.shown((ROOT / change.file).read_text('utf-8'))}", flush=True)
            rate = 100 * (len(chosen) - missed) // max(len(chosen), 1)
            each = (time.monotonic() - began) / max(len(chosen), 1)
            print(
                f"{room}: {len(chosen) - missed} of {len(chosen)} noticed, {rate}%; {each:.0f} seconds each", flush=True
            )


if __name__ == "__main__":
    asked = argparse.ArgumentParser(prog="python -m tests.mutation", description=__doc__.splitlines()[0])
    asked.add_argument("number", nargs="?", type=int, default=20)
    asked.add_argument("room", nargs="*", choices=[[], *ROOMS], metavar="room", help=", ".join(ROOMS))
    asked.add_argument("--seed", default="", help="a word; each takes other changes")
    given = asked.parse_args()
    main(given.number, given.room or list(ROOMS), given.seed)

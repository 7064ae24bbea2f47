"""Make small changes to the code and to the law's data, one at a time, and count which of them the tests notice.

`python -m tests.mutation NUMBER [ROOM …]` takes that many changes from each room, the same ones each time, and runs the
room's nearest tests on a copy of the project. What is printed for a change that nothing noticed is a test to write, or a
change that makes no difference. `nox -s mutation -- 40 checking` does the same in the locked versions.
"""

import ast
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from .conftest import ROOT

ROOMS: dict[str, tuple[str, tuple[str, ...]]] = {
    "schemas": ("schemas/*.yaml", ("tests/law", "tests/checking/test_cases.py")),
    "law": ("protocol_builder/law/*.py", ("tests/law", "tests/checking")),
    "checking": ("protocol_builder/checking/**/*.py", ("tests/checking",)),
    "agreement": ("protocol_builder/agreement/*.py", ("tests/agreement",)),
    "reports": ("protocol_builder/commands/reports/*.py", ("tests/commands",)),
    "word": ("protocol_builder/writers/word/*.py", ("tests/writers/word",)),
}
"""Each room: its files, and its nearest tests."""

MAX_SECONDS = 900
"""A change that the tests do not end with has been noticed."""


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


def is_noticed(change: Change, copy: Path, tests: tuple[str, ...]) -> bool:
    """Make a change in a copy of the project, run tests there, and take it back."""
    place = copy / change.file
    before = place.read_text("utf-8")
    place.write_text(change.applied(before), "utf-8")
    command = (sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", "-n0", *tests)
    environment = {**os.environ, "PYTHONPATH": str(copy)}
    try:
        ran = subprocess.run(command, cwd=copy, env=environment, capture_output=True, timeout=MAX_SECONDS)
        return ran.returncode != 0
    except subprocess.TimeoutExpired:
        return True
    finally:
        place.write_text(before, "utf-8")


def main(number: int, rooms: list[str], tests: tuple[str, ...] = ()) -> None:
    """Print, for each room, how many of its changes were noticed, and each that was not."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "project"
        shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns(".git", ".venv", ".nox", "build", "__pycache__"))
        for room in rooms:
            chosen = random.Random(room).sample(everything := changes(room), min(number, len(everything)))
            missed = 0
            for change in chosen:
                if not is_noticed(change, copy, tests or ROOMS[room][1]):
                    missed += 1
                    print(f"  not noticed: {change.shown((ROOT / change.file).read_text('utf-8'))}", flush=True)
            rate = 100 * (len(chosen) - missed) // max(len(chosen), 1)
            print(f"{room}: {len(chosen) - missed} of {len(chosen)} noticed, {rate}%", flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else 20, sys.argv[2:] or list(ROOMS))

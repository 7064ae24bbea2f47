"""The newcomer's way on the command line, from an empty folder to an agreement, counted and timed.

    python -m tests.benchmark.newcomer             as it is
    python -m tests.benchmark.newcomer REVISION    beside an earlier revision of this repository

What is typed is what a county manager types: the commands as the tutorial has them, and an answer in the place of each
TODO; if the agreement is a draft even then, also what the file has behind number signs. The time is that of the commands;
how long people think about an answer is not measured.
"""

import os
import re
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from ..commands.test_init import filled_in

ROOT = Path(__file__).resolve().parents[2]
COUNTY = ("Inyo", "--elects-funds", "--developed", "2019")
_READY = "the agreement is ready for signature"
_REST = re.compile(r"# .*(number sign off|first # from) each of its lines")
"""The remark in the file above what else may be answered, each line of it behind a number sign."""


@dataclass
class Way:
    """What the way to an agreement takes."""

    program: Path
    """The folder of the package to run."""
    folder: Path
    commands: int = 0
    answers: int = 0
    characters: int = 0
    seconds: float = 0.0
    first_lines: int = 0
    """Lines that the first check prints."""
    is_ready: bool = False
    """Whether the agreement can be signed."""

    def run(self, *words: str) -> str:
        """Run a command; returns what it prints."""
        self.commands += 1
        self.characters += len(" ".join(("protocol-builder", *words)))
        environment = {**os.environ, "PYTHONPATH": str(self.program), "NO_COLOR": "1", "COLUMNS": "100"}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        began = time.perf_counter()
        command = [sys.executable, "-m", "protocol_builder", *words]
        ran = subprocess.run(command, cwd=self.folder, env=environment, capture_output=True, text=True, check=False)
        self.seconds += time.perf_counter() - began
        if ran.returncode not in (0, 1):
            raise OSError(f"{' '.join(words)} failed: {ran.stderr.strip()[-300:]}")
        return ran.stdout + ran.stderr

    def answer(self, file: Path) -> None:
        """Type an answer in the place of each TODO, and the agreement's status."""
        before = file.read_text("utf-8")
        after = filled_in(before, "[child_welfare]").replace("status: draft", "status: pending")
        typed = [(old, new) for old, new in zip(before.split("\n"), after.split("\n"), strict=True) if old != new]
        self.answers += len(typed)
        self.characters += sum(len(new) - len(old) + len("TODO") for old, new in typed)
        file.write_text(after, "utf-8")


def take_off_number_signs(file: Path) -> None:
    """Take the first number sign off each line below the remark that asks for it."""
    lines = file.read_text("utf-8").splitlines(keepends=True)
    remark = next((number for number, line in enumerate(lines) if _REST.search(line)), len(lines))
    # The remark itself ends with the first empty line below it.
    rest = next((number for number in range(remark, len(lines)) if not lines[number].strip()), len(lines))
    file.write_text("".join([*lines[:rest], *(line.removeprefix("#") for line in lines[rest:])]), "utf-8")


def walked(program: Path, folder: Path) -> Way:
    """Go the way with the package in a folder, in an empty folder."""
    way = Way(program, folder)
    way.run("init", *COUNTY)
    way.answers += sum(word.startswith("--") for word in COUNTY)
    file = folder / "county_configs" / "inyo.yml"
    way.first_lines = len(way.run("check", str(file)).splitlines())
    way.answer(file)
    said = way.run("check", str(file))
    if _READY not in said:
        take_off_number_signs(file)
        way.answer(file)
        said = way.run("check", str(file))
    way.is_ready = _READY in said
    way.run("mou", str(file))
    return way


def table(revision: str = "") -> None:
    """Print the table, beside an earlier revision if one is given."""
    with tempfile.TemporaryDirectory() as name:
        programs = {"now": ROOT}
        if revision:
            earlier = Path(name) / "earlier"
            subprocess.run(["git", "-C", str(ROOT), "worktree", "add", "--detach", earlier, revision], check=True)
            programs = {revision: earlier, **programs}
        try:
            ways: dict[str, Way] = {}
            for what, program in programs.items():
                for _ in range(2):  # the first time, Python compiles every module
                    folder = Path(tempfile.mkdtemp(dir=name))
                    ways[what] = walked(program, folder)
        finally:
            if revision:
                subprocess.run(["git", "-C", str(ROOT), "worktree", "remove", "--force", earlier], check=True)
    rows = (
        ("commands", lambda way: f"{way.commands}"),
        ("answers", lambda way: f"{way.answers}"),
        ("characters typed", lambda way: f"{way.characters:,}"),
        ("lines of the first check", lambda way: f"{way.first_lines}"),
        ("time of the commands", lambda way: f"{way.seconds:.1f} s"),
        ("ready for signature", lambda way: "yes" if way.is_ready else "no"),
    )
    print(f"| From an empty folder to an agreement | {' | '.join(ways)} |")
    print("|---|" + "--:|" * len(ways))
    for what, of_way in rows:
        print(f"| {what} | {' | '.join(map(of_way, ways.values()))} |")


if __name__ == "__main__":
    table(*sys.argv[1:2])

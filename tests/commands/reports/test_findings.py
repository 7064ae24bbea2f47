"""Several processes tell what one tells, and thousands of county files take no more memory than a few."""

import os
import random
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from protocol_builder.commands.reports import findings

from ...conftest import DAY, ROOT, Ran
from ...test_fuzz import mutated


def test_several_processes_tell_what_one_tells(
    run: Callable[..., Ran], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    original = (ROOT / "county_configs" / "el-dorado.yml").read_bytes()
    for number in range(120):
        content = mutated(original, random.Random(number)) if number % 3 else original
        (tmp_path / f"{number:03}.yml").write_bytes(content)
    monkeypatch.setattr(findings, "MIN_FILES_FOR_SEVERAL", 1_000)
    one = run("check", tmp_path, "--on", DAY)
    monkeypatch.setattr(findings, "MIN_FILES_FOR_SEVERAL", 2)
    several = run("check", tmp_path, "--on", DAY)
    assert several == one
    assert one.out.count(": error:") > 50
    assert "120 files checked" in one.err


def test_a_process_that_is_stopped_is_one_clear_line(
    run: Callable[..., Ran], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(40):  # enough for more than one process
        shutil.copy(ROOT / "county_configs" / "el-dorado.yml", tmp_path / f"{number}.yml")
    monkeypatch.setattr(findings, "MIN_FILES_FOR_SEVERAL", 2)
    monkeypatch.setattr(findings, "_check_piece", killed)
    ran = run("check", tmp_path, "--on", DAY)
    assert ran.code == 3
    assert ran.err == "Error: a process that checked some files was stopped; run check again\n"


def killed(*_: object, **__: object) -> None:
    """What a worker does when the machine runs out of memory."""
    os.kill(os.getpid(), signal.SIGKILL)


def test_memory_does_not_grow_with_the_number_of_files(tmp_path: Path) -> None:
    resource = pytest.importorskip("resource")
    del resource
    program = (
        "import resource, sys; from protocol_builder.commands.reports import findings; findings.MIN_FILES_FOR_SEVERAL = 10**9\n"
        "from protocol_builder.commands.main import main\n"
        "try: main(sys.argv[1:])\n"
        "finally: print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, file=sys.stderr)"
    )

    def held(number: int) -> int:
        folder = tmp_path / str(number)
        folder.mkdir()
        for index in range(number):
            shutil.copy(ROOT / "county_configs" / "example.yml", folder / f"{index}.yml")
        command = [sys.executable, "-c", program, "check", str(folder), "--on", DAY]
        return int(subprocess.run(command, capture_output=True, text=True).stderr.splitlines()[-1])

    few, more = held(5), held(150)
    assert more < few * 1.2

"""What a whole process takes: time, time of processors, and memory, with all the processes that it starts."""

import os
import re
import statistics
import subprocess
import threading
import time
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Taken:
    """What a run took, or what several took in the middle."""

    seconds: float
    processor_seconds: float
    megabytes: float
    """The most that it held."""


def several(command: list[str], runs: int) -> Taken:
    """What a command takes in the middle of some runs; the memory is the most of any."""
    taken = [once(command) for _ in range(runs)]
    return Taken(
        statistics.median(t.seconds for t in taken),
        statistics.median(t.processor_seconds for t in taken),
        max(t.megabytes for t in taken),
    )


def once(command: list[str]) -> Taken:
    """What a command takes, which must succeed."""
    # As people run it, Python keeps what it compiles, and each start does not compile every module again.
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    began = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=environment)
    held = [0]
    ended = threading.Event()
    watch = threading.Thread(target=_watch, args=(process.pid, held, ended))
    watch.start()
    assert process.stderr
    told = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - began
    ended.set()
    watch.join()
    if os.waitstatus_to_exitcode(status):
        raise OSError(f"{Path(command[0]).name} failed: {told.decode('utf-8', 'replace').strip()[-300:]}")
    return Taken(seconds, usage.ru_utime + usage.ru_stime, max(usage.ru_maxrss, *held) / 1024)


def _watch(pid: int, held: list[int], ended: threading.Event) -> None:
    """Note now and then how many kilobytes a process and all below it hold, what they share counted once (Linux)."""
    while not ended.wait(0.3):
        held.append(sum(map(_kilobytes, _family(pid))))


def _family(pid: int) -> set[int]:
    family, before = {pid}, 0
    parents = {}
    for file in Path("/proc").glob("[0-9]*/stat"):
        try:
            parents[int(file.parent.name)] = int(file.read_text("utf-8", "replace").rpartition(")")[2].split()[1])
        except OSError:  # it has just ended
            continue
    while len(family) > before:
        before = len(family)
        family |= {child for child, parent in parents.items() if parent in family}
    return family


def _kilobytes(pid: int) -> int:
    try:
        found = re.search(r"^Pss: +(\d+)", Path(f"/proc/{pid}/smaps_rollup").read_text("utf-8"), re.MULTILINE)
    except OSError:
        return 0
    return int(found[1]) if found else 0

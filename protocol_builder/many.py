"""Knows how very many county files are checked by several processes at once, told in order. Knows nothing of the law."""

import gc
import os
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from . import report_text
from .check import check_file
from .report_summary import Summary
from .report_text import Paint

WORTH_IT = 400
"""County files from which on more processes save more time than they take to start."""
_PORTION = 50
_MOST = 3
"""Processes; with this one they hold less than 150 MB."""


def findings(files: Sequence[Path], on: str, paint: Paint, width: int, seen: Summary) -> Iterator[str]:
    """The findings of county files as one process would tell them, one block each; `seen` has noted all in the end."""
    # Slow to import, and a few county files never need them.
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool

    portions = [files[start : start + _PORTION] for start in range(0, len(files), _PORTION)]
    check = partial(_portion, on=on, paint=paint, width=width, seen=seen.anew())
    number = min(len(portions), os.cpu_count() or 1, _MOST)
    spawn = multiprocessing.get_context("spawn")  # a copy of this process, as fork makes it, may hang on what it holds
    try:
        with ProcessPoolExecutor(number, spawn, gc.set_threshold, gc.get_threshold()) as workers:
            for blocks, part in workers.map(check, portions):
                seen.add(part)
                yield from blocks
    except BrokenProcessPool:
        raise OSError("a process that checked some of the files was stopped; check them again") from None


def _portion(files: Sequence[Path], on: str, paint: Paint, width: int, seen: Summary) -> tuple[list[str], Summary]:
    reports = seen.of(check_file(file, on) for file in files)
    return list(report_text.findings(reports, paint, width)), seen

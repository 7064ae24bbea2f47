"""Knows how very many county files are checked by several processes at once, told in order. Knows nothing of the law."""

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from .. import workers
from ..checking.check import check_file
from . import report_text
from .report_summary import Summary
from .report_text import Paint

WORTH_IT = 400
"""County files from which on more processes save more time than they take to start."""
_PORTION = 10
_MOST = 3
"""Processes; with this one they hold less than 150 MB."""
_STOPPED = "a process that checked some of the files was stopped; check them again"


def findings(files: Sequence[Path], on: str, paint: Paint, width: int, seen: Summary) -> Iterator[str]:
    """The findings of county files as one process would tell them, one block each; `seen` has noted all in the end."""
    portions = [files[start : start + _PORTION] for start in range(0, len(files), _PORTION)]
    check = partial(_portion, on=on, paint=paint, width=width, seen=seen.anew())
    with workers.in_order(check, portions, several=True, stopped=_STOPPED, most=_MOST) as checked:
        for blocks, part in checked:
            seen.add(part)
            yield from blocks


def _portion(files: Sequence[Path], on: str, paint: Paint, width: int, seen: Summary) -> tuple[list[str], Summary]:
    reports = seen.of(check_file(file, on) for file in files)
    return list(report_text.findings(reports, paint, width)), seen

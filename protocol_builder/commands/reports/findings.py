"""The findings of county files in the format that is asked for; very many files are checked by several processes."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TypeAlias

from ... import workers
from ...checking.check import Report, check_file, check_source
from ...diagnostic import Severity
from ...reading.source import MAX_BYTES, read_bytes, unopened
from .. import streams
from ..color import Paint
from . import overview, text
from .summary import Summary

MIN_FILES_FOR_SEVERAL = 400
"""County files from which several processes save more time than they take to start."""
_FILES_PER_PIECE = 10
_MAX_PROCESSES = 3
"""With the first process they hold less than 150 MB."""
_STOPPED = "a process that checked some files was stopped; run check again"


Show: TypeAlias = Callable[[Iterable[Report]], Iterator[str]]
"""What makes blocks of text of reports."""


def check_files(files: Sequence[Path], on: str) -> Iterator[Report]:
    """Check files one by one, so that their reports need not be kept together; `-` is standard input.

    A file that cannot be opened gets a report that says so, and the others are checked all the same.
    """
    for file in files:
        if str(file) == "-":
            yield check_source(read_bytes(streams.from_stdin(MAX_BYTES), "<stdin>"), on)
        else:
            yield _report(file, on)


def _report(file: Path, on: str) -> Report:
    try:
        return check_file(file, on)
    except OSError as error:
        return check_source(unopened(file, error), on)


def formatted(
    files: Sequence[Path],
    on: str,
    form: str,
    summary: Summary,
    paint: Paint,
    width: int,
    in_full: bool,
    failing: Collection[Severity],
) -> Iterator[str]:
    """Check files and yield the text of their findings in a format, part by part; `summary` counts every report.

    `paint`, `width` (columns), `in_full` (every finding in full), and `failing` (levels that are shown in full in any
    case) are used by the format `text` alone.
    """
    reports = summary.counting(check_files(files, on))
    match form:
        case "text":
            several = len(files) >= MIN_FILES_FOR_SEVERAL and Path("-") not in files
            show = (
                partial(text.findings, paint=paint, width=width)
                if in_full
                else partial(overview.findings, paint=paint, width=width, failing=failing)
            )
            blocks = _by_several_processes(files, on, summary, show) if several else show(reports)
            for number, block in enumerate(blocks):
                yield f"\n{block}" if number else block
        case "json":
            from ...checking import report_as_json

            yield report_as_json.document(reports, on)
        case "sarif":
            from . import sarif

            yield sarif.sarif(reports, on)
        case "github":
            from . import github

            yield github.annotations(reports)
        case "junit":
            from . import junit

            yield junit.document(reports)
        case "markdown":
            from . import markdown

            yield markdown.document(reports, on)


def _by_several_processes(files: Sequence[Path], on: str, summary: Summary, show: Show) -> Iterator[str]:
    """The same blocks that one process would yield; `summary` has counted all of them at the end."""
    pieces = [files[start : start + _FILES_PER_PIECE] for start in range(0, len(files), _FILES_PER_PIECE)]
    check = partial(_check_piece, on=on, summary=summary.empty_copy(), show=show)
    with workers.in_order(check, pieces, several=True, stopped=_STOPPED, most=_MAX_PROCESSES) as checked:
        for blocks, part in checked:
            summary.add(part)
            yield from blocks


def _check_piece(files: Sequence[Path], on: str, summary: Summary, show: Show) -> tuple[list[str], Summary]:
    return list(show(summary.counting(_report(file, on) for file in files))), summary

"""Knows how county files are checked one after the other, and told in the format that is asked for. Shows nothing itself."""

from collections.abc import Callable, Iterator
from pathlib import Path

from ..checking.check import Report, check_file, check_source
from ..reading.source import MAX_BYTES, read_bytes
from . import parallel_reports, report_text, streams
from .report_summary import Summary
from .report_text import Paint


def checked(files: list[Path], on: str) -> Iterator[Report]:
    """The report of each file, one after the other, so that nobody has to keep them all; - is standard input."""
    for file in files:
        if str(file) == "-":
            yield check_source(read_bytes(streams.given(MAX_BYTES), "<stdin>"), on)
        else:
            yield check_file(file, on)


def told(files: list[Path], seen: Summary, on: str, form: str, paint: Paint, width: int) -> Iterator[str]:
    """The findings in a format, in parts that are to be written one after the other; `seen` notes every report."""
    reports = seen.of(checked(files, on))
    if form == "text":
        several = len(files) >= parallel_reports.WORTH_IT and Path("-") not in files
        blocks = (
            parallel_reports.findings(files, on, paint, width, seen)
            if several
            else report_text.findings(reports, paint, width)
        )
        for number, block in enumerate(blocks):
            yield f"\n{block}" if number else block
        return
    if form == "json":
        from . import report_json

        yield report_json.document(reports, on)
        return
    from . import report_ci

    makers: dict[str, Callable[[], str]] = {
        "github": lambda: report_ci.github(reports),
        "sarif": lambda: report_ci.sarif(reports, on),
        "junit": lambda: report_ci.junit(reports),
        "markdown": lambda: report_ci.markdown(reports, on),
    }
    yield makers[form]()

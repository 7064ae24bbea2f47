"""What the commands that make something print at the end."""

import sys

from ...checking.check import Report
from ..color import paint_for
from ..streams import progress, to_stderr
from .summary import summary_lines


def finish(reports: tuple[Report, ...], where: str) -> int:
    """Print the summary of the county files and a line that says where the result is; returns the exit code."""
    failed = any(report.failed for report in reports)
    for text in summary_lines(reports, paint_for(sys.stderr)):
        to_stderr(text)
    if failed:
        to_stderr("To see what is missing and what to write: protocol-builder check")
    progress(where)
    return 1 if failed else 0

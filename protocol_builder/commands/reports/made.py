"""What the commands that make something print at the end."""

import sys
from collections.abc import Iterator

from ...characters import safe_line
from ...checking.check import Report
from ...protocol.county_data import is_of_public_sources
from ..color import paint_for
from ..streams import progress, to_stderr
from .summary import summary_lines

_MAX_REVISIONS = 20
"""County files of which the revision is printed; to find it out, the agreement is put together once more."""


def revision_lines(reports: tuple[Report, ...]) -> Iterator[str]:
    """Yield a line with the revision of each agreement that can be signed, and one on how a signature is recorded."""
    from ...agreement.agreement import agreement
    from ...agreement.state import has_clauses

    signable = [report for report in reports if report.data and has_clauses(report)]
    if len(signable) > _MAX_REVISIONS:
        yield "the first page of each agreement has its revision"
        return
    names = {report.path: agreement(report).revision for report in signable}
    yield from (f"{safe_line(path)}: revision {name}" for path, name in names.items() if name)
    if name := next(filter(None, names.values()), ""):
        yield f"To record a signature, write under its party: signed: [{{on: YYYY-MM-DD, revision: {name}}}]"


def state_lines(reports: tuple[Report, ...]) -> Iterator[str]:
    """Yield a line for each agreement that is a draft, and why, or that is ready for signature.

    What public sources show alone is always a draft, as its document says.
    """
    from ...agreement.state import has_clauses, state_of

    for report in reports:
        if not report.data or not has_clauses(report) or is_of_public_sources(report.data):
            continue
        state = state_of(report)
        if state.is_draft:
            yield f"{safe_line(report.path)}: the agreement is a draft because {safe_line('; '.join(state.reasons))}"
        elif state.word == "for_signature":
            yield f"{safe_line(report.path)}: the agreement is ready for signature"


def finish(reports: tuple[Report, ...], where: str) -> int:
    """Print the summary of the county files and a line that says where the result is; returns the exit code."""
    failed = any(report.failed for report in reports)
    for text in summary_lines(reports, paint_for(sys.stderr)):
        to_stderr(text)
    for line in state_lines(reports):
        to_stderr(line)
    if failed:
        to_stderr("To see what is missing and what to write: protocol-builder check")
    progress(where)
    return 1 if failed else 0

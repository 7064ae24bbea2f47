"""Knows what the first page of an agreement says: its marks, its facts, and what to know before reading."""

from collections import Counter
from collections.abc import Iterator

from ..checking.check import Report
from ..checking.county_status import counted
from ..english import capitalized, printed_date
from ..law import requirements
from ..protocol.model import Protocol
from . import law_appendix
from .blocks import printable


def on_one_line(words: str) -> str:
    """Words as they are typed, but for what no document can hold and for line breaks."""
    return " ".join(printable(words).split())


def is_draft(report: Report, protocol: Protocol) -> bool:
    """Whether the agreement of a county file is a draft: the one place that decides it."""
    return any(_open(report, protocol))


def marks(report: Report, protocol: Protocol) -> Iterator[str]:
    """What every page is marked with; nothing for a final agreement."""
    instrument = protocol.instrument
    if is_draft(report, protocol):
        yield "DRAFT"
    if protocol.is_partial:
        yield "COMPILED FROM PUBLIC SOURCES"
    if protocol.is_example:
        yield "EXAMPLE – not a real county"
    if instrument.status in ("expired", "superseded"):
        yield f"NO LONGER IN FORCE ({instrument.status_label})"


def _open(report: Report, protocol: Protocol) -> Iterator[str]:
    """Why an agreement is a draft, each in a clause of a sentence; nothing where it is none."""
    instrument = protocol.instrument
    if protocol.is_partial:
        yield "the county file has only what public sources show"
    if instrument.status == "draft":
        yield "the county file says so"
    if instrument.status == "pending":
        yield "the county file says that it waits to be adopted"
    if not protocol.counties:
        yield "the county file names no county"
    if lacking := sum(map(law_appendix.keeps_a_draft, report.verdicts)):
        yield f"{lacking} {'duty' if lacking == 1 else 'duties'} under statute {'is' if lacking == 1 else 'are'} not met or unknown"
    if _faults(report) or (report.failed and not lacking):
        yield "the county file has errors of its own"


def _faults(report: Report) -> int:
    return sum(d.severity == "error" and not requirements.by_id(d.id) for d in report.diagnostics)


def facts(report: Report, protocol: Protocol) -> Iterator[tuple[str, str]]:
    """What the first page tells: (label, value)."""
    instrument = protocol.instrument
    by = f" by the {instrument.adopted_by}" if instrument.adopted_by else ""
    told = {
        "Instrument": instrument.kind_label,
        "Number": instrument.number,
        "Status": _status(report, protocol),
        "Adopted": f"{printed_date(instrument.adopted_on)}{by}".strip(),
        "Term": _term(protocol),
        "Law": f"checked against the law in force on {printed_date(report.on)}",
    }
    yield from ((label, on_one_line(capitalized(value))) for label, value in told.items() if value)


def _status(report: Report, protocol: Protocol) -> str:
    """The county's word on the instrument; it does not make of a draft what it says."""
    status = protocol.instrument.status_label
    is_own = not status or protocol.instrument.status in ("draft", "pending") or not is_draft(report, protocol)
    return (
        status
        if is_own
        else f"{status}, by {'public sources' if protocol.is_partial else 'the county file'}; this document is a draft"
    )


def _term(protocol: Protocol) -> str:
    instrument = protocol.instrument
    ends = (
        "without end date"
        if instrument.is_perpetual
        else f"until {printed_date(instrument.ends)}"
        if instrument.ends
        else ""
    )
    review = f"to be reviewed by {printed_date(instrument.review_by)}" if instrument.review_by else ""
    begins = f"from {printed_date(instrument.begins)}" if instrument.begins else ""
    return ", ".join(filter(None, (f"{begins} {ends}".strip(), review)))


def statements(report: Report, protocol: Protocol) -> Iterator[str]:
    """What a reader must know before reading."""
    if protocol.is_partial:
        yield (
            f"This document was compiled from public sources. It is not a document of {protocol.county_names}, and no "
            "county made or approved it. Its clauses are model wording, not the text of the instrument that the sources "
            "describe. What the sources do not show is left open."
        )
    if protocol.is_example:
        yield "The county described here is invented. This document shows what an agreement can look like; it binds no one."
    draft = is_draft(report, protocol)
    duties = Counter(verdict.state for verdict in report.verdicts if verdict.requirement.force == law_appendix.SHALL)
    if draft and not protocol.is_partial:
        yield f"This document is a draft, because {'; '.join(_open(report, protocol))}."
    if draft and duties:
        states = ", ".join(words for _, words in counted(duties))
        each = " (counted for each county)" if len(protocol.counties) > 1 else ""
        yield f"Of what statutes ask, as far as it is checked here{each}: {states}. Each gap is marked in its place; Appendix A lists all."
    if faults := _faults(report):
        yield f"The county file has {faults} {'error' if faults == 1 else 'errors'} of its own; Appendix A lists them."
    yield requirements.DISCLAIMER

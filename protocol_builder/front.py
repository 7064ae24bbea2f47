"""Knows what the first page of an agreement says: its marks, its facts, and what to know before reading."""

from collections import Counter
from collections.abc import Iterator

from . import law, proof
from .blocks import printable
from .check import Report
from .clauses import date
from .judge import STATES
from .protocol import Protocol


def on_one_line(words: str) -> str:
    """Words as they are typed, but for what no document can hold and for line breaks."""
    return " ".join(printable(words).split())


def marks(report: Report, protocol: Protocol) -> Iterator[str]:
    """What every page is marked with; nothing for a final agreement."""
    instrument = protocol.instrument
    if (
        report.failed
        or protocol.is_partial
        or instrument.status in ("draft", "pending")
        or any(map(proof.keeps_a_draft, report.verdicts))
        or not protocol.counties
    ):
        yield "DRAFT"
    if protocol.is_partial:
        yield "COMPILED FROM PUBLIC SOURCES"
    if protocol.is_example:
        yield "EXAMPLE – not a real county"
    if instrument.status in ("expired", "superseded"):
        yield f"NO LONGER IN FORCE ({instrument.status_label})"


def facts(report: Report, protocol: Protocol) -> Iterator[tuple[str, str]]:
    """What the first page tells: (label, value)."""
    instrument = protocol.instrument
    by = f" by the {instrument.adopted_by}" if instrument.adopted_by else ""
    told = {
        "Instrument": instrument.kind_label,
        "Number": instrument.number,
        "Status": instrument.status_label,
        "Adopted": f"{date(instrument.adopted_on)}{by}".strip(),
        "Term": _term(protocol),
        "Law": f"checked against the law in force on {date(report.on)}",
    }
    yield from ((label, on_one_line(value[:1].upper() + value[1:])) for label, value in told.items() if value)


def _term(protocol: Protocol) -> str:
    instrument = protocol.instrument
    ends = (
        "without end date" if instrument.is_perpetual else f"until {date(instrument.ends)}" if instrument.ends else ""
    )
    review = f"to be reviewed by {date(instrument.review_by)}" if instrument.review_by else ""
    begins = f"from {date(instrument.begins)}" if instrument.begins else ""
    return ", ".join(filter(None, (f"{begins} {ends}".strip(), review)))


def statements(report: Report, protocol: Protocol, *, draft: bool) -> Iterator[str]:
    """What a reader must know before reading."""
    if protocol.is_partial:
        yield (
            f"This document was compiled from public sources. It is not a document of {protocol.county_names}, and no "
            "county made or approved it. Its clauses are model wording, not the text of the instrument that the sources "
            "describe. What the sources do not show is left open."
        )
    if protocol.is_example:
        yield "The county described here is invented. This document shows what an agreement can look like; it binds no one."
    duties = Counter(verdict.state for verdict in report.verdicts if verdict.requirement.force == proof.SHALL)
    if draft and duties:
        states = ", ".join(f"{duties[state]} {words}" for state, words in STATES.items() if duties[state])
        each = " (counted for each county)" if len(protocol.counties) > 1 else ""
        yield f"Duties under statute checked here{each}: {states}. Each gap is marked in its place; Appendix A lists all."
    if faults := sum(d.severity == "error" and not law.by_id(d.id) for d in report.diagnostics):
        yield f"The county file has {faults} {'error' if faults == 1 else 'errors'} of its own; Appendix A lists them."
    yield law.DISCLAIMER

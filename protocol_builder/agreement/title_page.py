"""The first page of an agreement: its marks, its facts, and what to know before reading. Decides what is a draft."""

from collections.abc import Callable, Iterator

from ..checking.check import Report
from ..checking.county_status import counted, excused_in_words
from ..checking.in_force import force_by_county, force_on
from ..english import capitalized, printed_date
from ..law import requirements
from ..law.record import law_of
from ..protocol.county_data import county_views
from ..protocol.due_dates import ENDED
from ..protocol.model import Instrument, Protocol
from ..protocol.signing import Signing
from . import law_appendix
from .blocks import printable


def on_one_line(words: str) -> str:
    """Words as typed, except for line breaks and what no document can hold."""
    return " ".join(printable(words).split())


def is_draft(report: Report, protocol: Protocol) -> bool:
    """Whether a county file's agreement is a draft, and every page of it is marked so."""
    return any(_draft_reasons(report, protocol))


def other_marks(report: Report, protocol: Protocol) -> Iterator[str]:
    """What every page is marked with besides DRAFT."""
    if protocol.is_partial:
        yield "COMPILED FROM PUBLIC SOURCES"
    if protocol.is_example:
        yield "EXAMPLE: not a real county"
    ended = [county for county, (force, _) in force_by_county(report.data, report.on).items() if force == "ended"]
    alike = len(protocol.instruments) == 1 or not protocol.counties
    for county in protocol.counties if not alike else ():
        if county.name in ended:
            yield f"NO LONGER IN FORCE IN {county.full_name.upper()} ({_why_ended(county.instrument)})"
    if alike and ended:
        yield f"NO LONGER IN FORCE ({_why_ended(protocol.instruments[0][1])})"


def _why_ended(instrument: Instrument) -> str:
    return instrument.status_label if instrument.status in ENDED else f"term ended {printed_date(instrument.ends)}"


def _draft_reasons(report: Report, protocol: Protocol) -> Iterator[str]:
    """Why an agreement is a draft, each half a sentence; nothing where it is not a draft."""
    if protocol.is_partial:
        yield "the county file contains only what public sources show"
    for county, instrument in protocol.instruments:
        of = f" in {county}" if county else ""
        if instrument.status == "draft":
            yield f"the county file marks it as a draft{of}"
        if instrument.status == "pending":
            yield f"the county file says that its adoption{of} is pending"
    yield from (d.message for d in report.diagnostics if d.id == "in-force-but-incomplete")
    if not protocol.counties:
        yield "the county file names no county"
    if lacking := sum(map(law_appendix.keeps_a_draft, report.verdicts)):
        yield f"{lacking} statutory {'duty is' if lacking == 1 else 'duties are'} not met or unknown"
    if _own_errors(report) or (report.failed and not lacking):
        yield "the county file itself has errors"


def _own_errors(report: Report) -> int:
    """How many errors are the file's own, not gaps toward a requirement."""
    return sum(d.severity == "error" and not requirements.by_id(d.id) for d in report.diagnostics)


def facts(report: Report, protocol: Protocol) -> Iterator[tuple[str, str]]:
    """What the first page lists: (label, value)."""
    instrument = protocol.instrument
    lines = {
        "Instrument": instrument.kind_label,
        "Number": instrument.number,
        "Status": _status(report, protocol),
        "Adopted": _of_each(protocol, _adopted),
        "Term": _of_each(protocol, _term),
        "Law": f"checked against the {law_of(report.on, printed_date)}",
    }
    yield from ((label, on_one_line(capitalized(value))) for label, value in lines.items() if value)


def facts_on_signing(protocol: Protocol, revision: str, signing: Signing | None) -> Iterator[tuple[str, str]]:
    """What the first page says of signing: (label, value). A document from public sources is not there to be signed."""
    if not protocol.is_partial:
        yield "Revision", revision
    if signing:
        yield "Signatures", on_one_line(capitalized(signing.in_words))


def _of_each(protocol: Protocol, said: Callable[[Instrument], str]) -> str:
    """What is said of the instrument; where it does not stand alike in all counties, for each of them."""
    found = ((county, said(instrument)) for county, instrument in protocol.instruments)
    return "; ".join(f"{county}: {words}" if county else words for county, words in found if words)


def _adopted(instrument: Instrument) -> str:
    by = f" by the {instrument.adopted_by}" if instrument.adopted_by else ""
    return f"{printed_date(instrument.adopted_on)}{by}".strip()


def _status(report: Report, protocol: Protocol) -> str:
    """The instrument's status by the county's own word, which does not make a draft final."""
    views = (view for _, view, _ in county_views(report.data))
    why = {id(instrument): "" for _, instrument in protocol.instruments}
    for (_, instrument), view in zip(protocol.instruments, views, strict=False):
        why[id(instrument)] = force_on(view, report.on)[1] if instrument.status == "in_force" else ""
    status = _of_each(protocol, lambda one: f"{one.status_label}{f', but {why[id(one)]}' if why[id(one)] else ''}")
    unsettled = any(instrument.status in ("draft", "pending") for _, instrument in protocol.instruments)
    is_own = not status or unsettled or not any(_draft_reasons(report, protocol))
    return (
        status
        if is_own
        else f"{status}, according to {'public sources' if protocol.is_partial else 'the county file'}; this document is a draft"
    )


def _term(instrument: Instrument) -> str:
    ends = (
        "with no end date"
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
    reasons = tuple(_draft_reasons(report, protocol))
    if protocol.is_partial:
        yield (
            f"This document was compiled from public sources. It is not a document of {protocol.county_names}, and no "
            "county made or approved it. Its clauses are model wording, not the text of the instrument that the sources "
            "describe. Anything the sources do not show is left open."
        )
    if protocol.is_example:
        yield "The county in this document is invented. The document shows what an agreement can look like; it binds no one."
    if reasons and not protocol.is_partial:
        yield f"This document is a draft because {'; '.join(reasons)}."
    if report.verdicts:
        results = ", ".join(words for _, words in counted(report.counts["shall"]))
        each = " (counted for each county)" if len(protocol.counties) > 1 else ""
        gaps = " Each gap is marked in its place;" if reasons else ""
        yield f"The statutes checked here{each} set {results}.{gaps} Appendix A lists them all."
    for titles, reason in excused_in_words(report):
        yield f"Excused: {titles}. {capitalized(reason)}."
    if errors := _own_errors(report):
        yield f"The county file itself has {errors} {'error' if errors == 1 else 'errors'}; see Appendix A."
    yield requirements.DISCLAIMER

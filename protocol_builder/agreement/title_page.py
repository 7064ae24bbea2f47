"""The first and the last page of an agreement: its facts, what to know before reading, and what it was made from."""

from collections.abc import Callable, Iterator

from ..checking.check import Report
from ..checking.county_status import counted, excused_in_words
from ..checking.in_force import force_on
from ..english import capitalized, join_words, printed_date, with_article
from ..law import requirements, vocabulary
from ..law.record import law_of
from ..protocol.amendment_rules import AmendmentMade
from ..protocol.county_data import county_views
from ..protocol.model import Instrument, Protocol
from ..protocol.signing import Signing
from .blocks import Block, Paragraph, Run, printable
from .state import State, own_errors, own_errors_in_words


def on_one_line(words: str) -> str:
    """Words as typed, except for line breaks and what no document can hold."""
    return " ".join(printable(words).split())


def facts(report: Report, protocol: Protocol, state: State) -> Iterator[tuple[str, str]]:
    """What the first page lists: (label, value). Only a draft says there by which law it was checked."""
    instrument = protocol.instrument
    lines = {
        "Instrument": instrument.kind_label,
        "Number": instrument.number,
        "Status": _status(report, protocol, state),
        "Adopted": _of_each(protocol, lambda one: adopted_in_words(one, report.on)),
        "Amended": _amended(instrument),
        "Term": _of_each(protocol, _term),
        "Law": f"checked against the {law_of(report.on, printed_date)}" if state.is_draft else "",
    }
    yield from ((label, on_one_line(capitalized(value))) for label, value in lines.items() if value)


def facts_on_signing(protocol: Protocol, revision: str, signing: Signing | None) -> Iterator[tuple[str, str]]:
    """What the first page says of signing: (label, value). A document from public sources is not there to be signed."""
    if not protocol.is_partial:
        yield "Revision", revision
    if signing:
        yield "Signatures", on_one_line(capitalized(signing.in_words))


def _amended(instrument: Instrument) -> str:
    """By which amendments an agreement was amended, and whether it is restated; empty if by none."""
    restated = ", which restates it as a whole" if restating(instrument) else ""
    return (
        f"by {join_words(tuple(one.in_words for one in instrument.amendments))}{restated}"
        if instrument.amendments
        else ""
    )


def restating(instrument: Instrument) -> AmendmentMade | None:
    """Return the latest amendment if it restates the agreement as a whole."""
    latest = max(instrument.amendments, key=lambda one: one.number, default=None)
    return latest if latest and latest.restates else None


def _of_each(protocol: Protocol, said: Callable[[Instrument], str]) -> str:
    """What is said of the instrument; where it does not stand alike in all counties, for each of them."""
    found = ((county, said(instrument)) for county, instrument in protocol.instruments)
    return "; ".join(f"{county}: {words}" if county else words for county, words in found if words)


def adopted_in_words(instrument: Instrument, on: str) -> str:
    """Return when and by whom an instrument was adopted, or is to be, as of a day (ISO); empty if the file says neither."""
    planned = "planned for " if instrument.adopted_on > on else ""
    by = f" by {with_article(instrument.adopted_by)}" if instrument.adopted_by else ""
    return f"{planned}{printed_date(instrument.adopted_on)}{by}".strip()


def _status(report: Report, protocol: Protocol, state: State) -> str:
    """The instrument's status by the county's own word, which does not make a draft final."""
    views = (view for _, view, _ in county_views(report.data))
    why = {id(instrument): "" for _, instrument in protocol.instruments}
    for (_, instrument), view in zip(protocol.instruments, views, strict=False):
        why[id(instrument)] = force_on(view, report.on)[1] if instrument.status == "in_force" else ""
    status = _of_each(protocol, lambda one: f"{one.status_label}{f', but {why[id(one)]}' if why[id(one)] else ''}")
    unsettled = any(vocabulary.is_unsigned(instrument.status) for _, instrument in protocol.instruments)
    is_own = not status or unsettled or not state.is_draft
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


def statements(report: Report, protocol: Protocol, state: State) -> Iterator[str]:
    """What a reader must know before reading: all that is open in a draft; nothing on an agreement without any."""
    if protocol.is_partial:
        yield (
            f"This document was compiled from public sources. It is not a document of {protocol.county_names}, and no "
            "county made or approved it. Its clauses are model wording, not the text of the instrument that the sources "
            "describe. Anything the sources do not show is left open."
        )
    if restated := restating(protocol.instrument):
        yield f"This document is the agreement as amended and restated by {restated.in_words}. It replaces the earlier text."
    if protocol.is_example:
        yield "The county in this document is invented. The document shows what an agreement can look like; it binds no one."
    if not state.is_draft:
        return
    if not protocol.is_partial:
        yield f"This document is a draft because {'; '.join(state.reasons)}."
    if report.verdicts:
        results = ", ".join(words for _, words in counted(report.counts["shall"]))
        each = " (counted for each county)" if len(protocol.counties) > 1 else ""
        yield (
            f"The statutes checked here{each} set {results}. Each gap is marked in its place; the law memo lists them all."
        )
    for titles, reason in excused_in_words(report):
        yield f"Not required: {titles}. {capitalized(reason)}."
    if errors := own_errors(report):
        yield own_errors_in_words(errors, "in the law memo")
    yield requirements.DISCLAIMER


def last_page(made_from: str) -> Iterator[Block]:
    """What an agreement that is no draft says about how it was made, on one page after everything else."""
    for words in (f"{made_from}.", "This page is not part of the agreement.", requirements.DISCLAIMER):
        yield Paragraph((Run(words),))

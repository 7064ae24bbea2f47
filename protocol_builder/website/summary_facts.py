"""Knows what a county's page tells at a glance, each fact in a few words. Knows neither HTML nor YAML."""

from collections.abc import Callable, Iterator

from ..english import date_in_words, join_words
from ..protocol.model import County, Instrument, Protocol
from ..protocol.time_limits import within


def of_each(protocol: Protocol, fact: str) -> tuple[tuple[str, str], ...]:
    """One fact (`developed`, `funds`, `lead`, `mdt`) about each county: (county, words), those not told left out."""
    return tuple((county.name, words) for county in protocol.counties if (words := _FACTS[fact](county)))


def scope(instrument: Instrument) -> str:
    """Whom the instrument serves, and where."""
    return "; ".join(_scope(instrument))


def dates(instrument: Instrument, on: str) -> tuple[tuple[str, str], ...]:
    """The review that is due and the end of the term: (day, what happens). Neither for one that has run its course."""
    if instrument.status in ("expired", "superseded"):
        return ()
    review = instrument.review_by if instrument.reviewed_on < instrument.review_by else ""
    end = "" if instrument.is_perpetual else instrument.ends
    found = ((review, "review was due", "review due"), (end, "term ended", "term ends"))
    return tuple((day, past if day < on else coming) for day, past, coming in found if day)


def _funds(county: County) -> str:
    elected = {True: "elected", False: "not elected", None: ""}[county.elects_funds]
    took_part = f"in the program in {join_words(county.fiscal_years)}" if county.fiscal_years else ""
    return "; ".join(filter(None, (elected, took_part)))


def _mdt(county: County) -> str:
    mdt = county.mdt
    if mdt is None:
        return ""
    first = (
        f"; first stage: {mdt.tiers[0].name}, {within(mdt.tiers[0].within)}"
        if mdt.tiers and mdt.tiers[0].within
        else ""
    )
    return f"{mdt.name or mdt.kind_label or 'kind not said'}{f' ({mdt.kind_label})' if mdt.name and mdt.kind_label else ''}{first}"


_FACTS: dict[str, Callable[[County], str]] = {
    "developed": lambda county: date_in_words(county.protocol_developed_on),
    "funds": _funds,
    "lead": lambda county: join_words(county.protocol_team.lead_labels) if county.protocol_team else "",
    "mdt": _mdt,
}


def _scope(instrument: Instrument) -> Iterator[str]:
    if instrument.area:
        yield instrument.area + (" (a pilot)" if instrument.pilot else "")
    elif instrument.pilot:
        yield "a pilot"
    youngest, oldest = instrument.youngest, instrument.oldest
    if youngest and oldest is not None:
        yield f"ages {youngest} to {oldest}"
    elif youngest:
        yield f"from age {youngest}"
    elif oldest is not None:
        yield f"up to age {oldest}"
    if instrument.nonminor_dependents is not None:
        yield "nonminor dependents" if instrument.nonminor_dependents else "not nonminor dependents"
    if instrument.at_risk is not None:
        yield "children at risk as well" if instrument.at_risk else "not children at risk"

"""The date on which the statutes on record were taken (`schemas/record.yaml`), and words for the law applied to a date."""

from collections.abc import Callable
from functools import cache

from .. import resources
from ..reading import packaged


@cache
def taken_on() -> str:
    """Return the date (ISO) on which the texts in `schemas/law/` were taken. No later change of them is on record."""
    date: str = packaged.load(resources.schemas() / "record.yaml")["taken_on"]
    return date


def is_later(on: str) -> bool:
    """Return whether a date (ISO) is later than the law on record, so that the law in effect on it is not known here."""
    return on > taken_on()


def law_of(on: str, printed: Callable[[str], str] = str, taken: str = "") -> str:
    """Name the law applied to a date (ISO).

    This is `law in effect on 2018-01-01`, or for a date later than the texts on record `law texts as of
    2026-11-22, applied to 2027-01-01`. `printed` turns a date into the words in which it is shown; `taken` is the date on which the texts were
    taken, by default those on record now.
    """
    taken = taken or taken_on()
    if on > taken:
        return f"law texts as of {printed(taken)}, applied to {printed(on)}"
    return f"law in effect on {printed(on)}"

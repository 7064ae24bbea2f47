"""The bills that the record names: which text each enacted or amended, and what is known of the change.

People ask for AB 1227 or SB 794 and not for a section. Everything here is in `schemas/`: the histories of the statutes,
what a requirement's entry says of the words before it, and announced changes.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ..law.announced_changes import AnnouncedChange, announced
from ..law.requirements import Requirement, on_record
from ..law.statutes import Statute, statutes

PAGE = "law/bills.md"
"""The page of all bills."""

_BILL = re.compile(r"\b([AS]B) (\d+)\b")


@dataclass(frozen=True, slots=True)
class Bill:
    """A bill by its number, and everything the record says of it."""

    name: str
    """Such as `AB 1227`."""
    histories: tuple[tuple[Statute, str, str], ...]
    """Each text that it enacted or last amended: the statute, its section or nothing, and the words of its history."""
    accounts: tuple[tuple[str, tuple[Requirement, ...]], ...]
    """What entries of requirements say of it in plain words, each with the requirements it is about."""
    announced: tuple[AnnouncedChange, ...]
    """What it would change, if it is not law."""

    @property
    def in_one_word(self) -> str:
        """The number as some people type it: `AB1227`."""
        return self.name.replace(" ", "")


def bills() -> tuple[Bill, ...]:
    """Return every bill that the record names, Assembly bills first, by number."""
    histories = [(statute, section, words) for statute in statutes() for section, words in _histories(statute)]
    accounts: dict[str, list[Requirement]] = {}
    for requirement in on_record():
        for words in filter(None, (requirement.changed, requirement.history)):
            accounts.setdefault(words, []).append(requirement)
    texts = [*(words for *_, words in histories), *accounts, *(change.bill for change in announced())]
    names = {(house, int(number)) for text in texts for house, number in _BILL.findall(text)}
    return tuple(
        Bill(
            f"{house} {number}",
            tuple(found for found in histories if _names(found[2], house, number)),
            tuple((words, tuple(about)) for words, about in accounts.items() if _names(words, house, number)),
            tuple(change for change in announced() if _names(change.bill, house, number)),
        )
        for house, number in sorted(names)
    )


def _names(text: str, house: str, number: int) -> bool:
    return (house, str(number)) in _BILL.findall(text)


def _histories(statute: Statute) -> Iterator[tuple[str, str]]:
    """Yield (section, history) of a statute: of each section if it has several, otherwise of the text."""
    of_sections = [
        (one.heading, p.text.strip("()")) for one in statute.sections for p in one.paragraphs if p.is_history
    ]
    yield from of_sections or (("", line) for line in statute.provenance if line.startswith("History"))

"""A county's text has no citation or phrase of earlier law (`schemas/stale.yaml`) as if it were today's.

The rules here are made from that file: one for each entry, `stale-` and the entry's key as its id. A finding is a
warning at its own line, with what the law says today; text that itself says it is about earlier law is left alone.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from ... import resources
from ...diagnostic import Diagnostic
from ...english import capitalized
from ...reading import packaged
from .rule import CheckedFile, Rule


@dataclass(frozen=True, slots=True)
class Stale:
    """A citation or phrase that was right once."""

    id: str
    since: str
    """The day since which it is no longer right (ISO)."""
    title: str
    """What is stale, in a few words."""
    bad: str
    """A sentence that has it."""
    good: str
    """The sentence in today's law."""
    message: str
    today: str
    """What to write today."""
    signs: tuple[str, ...]
    """Words of which one is in whatever the pattern finds, in lower case and without spaces."""
    pattern: re.Pattern[str]
    near: re.Pattern[str]
    unless: re.Pattern[str]

    def found_in(self, text: str) -> Iterator[re.Match[str]]:
        """Yield each place in a text where it is written as if it were today's law."""
        for match in self.pattern.finditer(text):
            sentence = _sentence_around(text, match)
            if self.near.search(sentence) and not self.unless.search(sentence):
                yield match


@cache
def entries() -> tuple[Stale, ...]:
    """Return everything on record, in the order of its file."""
    data = packaged.load(resources.schemas() / "stale.yaml")
    return tuple(
        Stale(
            id,
            entry["since"],
            entry["title"],
            entry["bad"],
            entry["good"],
            entry["message"],
            entry["today"],
            tuple(entry["signs"]),
            _words(entry["pattern"]),
            _words(entry.get("near", "")),
            _words(entry.get("unless", r"(?!)")),
        )
        for id, entry in data.items()
    )


def check(file: CheckedFile) -> Iterator[Diagnostic]:
    """Yield a warning for each stale phrase in a file's texts; what others wrote (sources, notes) is left out."""
    if not (suspects := _suspects("\n".join([value for _, value in file.texts]), file.on)):
        return
    for path, value in file.texts:
        if path[0] not in ("sources", "notes"):
            for entry, match in _found(value, suspects):
                yield Diagnostic(
                    f"stale-{entry.id}",
                    "warning",
                    entry.message,
                    path,
                    True,
                    f"write {entry.today}" if not entry.today.startswith("leave") else entry.today,
                    words=match.group(),
                )


@cache
def rules() -> tuple[Rule, ...]:
    """Return one rule for each entry on record."""
    return tuple(
        Rule(
            id=f"stale-{entry.id}",
            severity="warning",
            title=entry.title,
            description=(
                f"{capitalized(entry.message)}. Text that was right once is reported since {entry.since}, because "
                "readers take it for today’s law. A sentence that says it is about earlier law is left alone."
            ),
            bad=_narrative(entry.bad),
            good=_narrative(entry.good),
            check=check,
        )
        for entry in entries()
    )


def _narrative(sentence: str) -> str:
    return f"narrative:\n  - heading: Background\n    text: {sentence}"


def _suspects(text: str, on: str) -> tuple[Stale, ...]:
    """What is stale on a day and may stand in a text."""
    folded = _folded(text)
    return tuple(e for e in entries() if e.since <= on and any(sign in folded for sign in e.signs))


def _folded(text: str) -> str:
    """The text in small letters and without blanks; which there are beyond ASCII takes longer to know."""
    if text.isascii():
        return text.lower().encode().translate(None, _BLANKS).decode()
    return "".join(text.casefold().split())


_BLANKS = b" \t\n\r\x0b\x0c\x1c\x1d\x1e\x1f"


def _found(text: str, suspects: tuple[Stale, ...]) -> Iterator[tuple[Stale, re.Match[str]]]:
    for entry in suspects:
        for match in entry.found_in(text):
            yield entry, match


def _words(pattern: str) -> re.Pattern[str]:
    """A pattern whose blanks match any white space, as text may be wrapped anywhere."""
    return re.compile(pattern.replace(" ?", r"\s*").replace(" ", r"\s+"), re.IGNORECASE)


def _sentence_around(text: str, match: re.Match[str]) -> str:
    begins = max((end.end() for end in _SENTENCE_END.finditer(text, 0, match.start())), default=0)
    after = _SENTENCE_END.search(text, match.end())
    return text[begins : after.end() if after else len(text)]


_SENTENCE_END = re.compile(r"[.!?][)”\"]*\s+(?=[A-Z“(*])|\n\s*\n")

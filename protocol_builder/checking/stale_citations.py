"""Knows which citations and phrases of earlier law (`schemas/stale.yaml`) still stand in a county's text.

Knows nothing of requirements. A finding is a warning at its own line, with what the law says today; text that says
itself that it speaks of earlier law is left alone.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from .. import resources
from ..diagnostic import Diagnostic
from ..reading import source
from ..reading.source import Texts


@dataclass(frozen=True, slots=True)
class Stale:
    """A citation or phrase that was right once."""

    id: str
    since: str
    """The day since which it is no longer right (ISO)."""
    message: str
    today: str
    """What to write today."""
    signs: tuple[str, ...]
    """Words of which one stands in whatever the pattern finds, in small letters and without blanks."""
    pattern: re.Pattern[str]
    near: re.Pattern[str]
    unless: re.Pattern[str]

    def found_in(self, text: str) -> Iterator[re.Match[str]]:
        """Each place in a text where it stands as if it were today's law."""
        for match in self.pattern.finditer(text):
            sentence = _sentence_around(text, match)
            if self.near.search(sentence) and not self.unless.search(sentence):
                yield match


@cache
def entries() -> tuple[Stale, ...]:
    """Everything on record, in the order of its file."""
    data = source.load_yaml((resources.schemas() / "stale.yaml").read_text("utf-8"))
    return tuple(
        Stale(
            id,
            entry["since"],
            entry["message"],
            entry["today"],
            tuple(entry["signs"]),
            _words(entry["pattern"]),
            _words(entry.get("near", "")),
            _words(entry.get("unless", r"(?!)")),
        )
        for id, entry in data.items()
    )


def check(texts: Texts, on: str) -> Iterator[Diagnostic]:
    """A warning for each stale phrase in the texts of a county file; what others wrote (sources, notes) is left out."""
    if not (suspects := _suspects("\n".join([value for _, value in texts]), on)):
        return
    for path, value in texts:
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


def in_markdown(text: str, on: str) -> Iterator[tuple[int, int, Stale]]:
    """(line, column, what) for each stale phrase in a Markdown text, both counted from 1."""
    for entry, match in _found(text, _suspects(text, on)):
        before = text[: match.start()]
        yield before.count("\n") + 1, match.start() - (before.rfind("\n") + 1) + 1, entry


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

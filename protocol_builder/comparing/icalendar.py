"""Write due dates as a calendar (RFC 5545) that any calendar program can read or subscribe to.

The same dates give the same bytes. The id of an entry stays the same if its date changes, so a calendar moves it.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from ..characters import safe_text
from ..english import capitalized
from .due_list import DAYS_AHEAD, Due

_MAX_OCTETS = 75
"""Of a line, without its end (RFC 5545, 3.1)."""


def calendar(dates: Iterable[Due], on: str) -> str:
    """Return the calendar of some dates; `on` is the date (ISO) that each entry says it was made on."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//protocol-builder//dates//EN", "CALSCALE:GREGORIAN"]
    seen: dict[str, int] = {}
    for due in dates:
        seen[due.key] = seen.get(due.key, 0) + 1
        lines += _event(due, on, seen[due.key])
    return "".join(f"{folded}\r\n" for line in (*lines, "END:VCALENDAR") for folded in _folded(line))


def _event(due: Due, on: str, number: int) -> Iterator[str]:
    """Yield the lines of an entry; `number` tells apart those that are alike, as of two files of the same name."""
    id = hashlib.sha256(f"{due.key}|{number}".encode("utf-8", "replace")).hexdigest()[:32]
    first = date.fromisoformat(due.on)
    after = (first + timedelta(days=1)).strftime("%Y%m%d") if first < date.max else ""
    name = due.path.replace("\\", "/").rpartition("/")[2]  # without folders, which differ between computers
    place = f"{name}, line {due.line}. " if name else ""
    yield "BEGIN:VEVENT"
    yield f"UID:{id}@protocol-builder"
    yield f"DTSTAMP:{on.replace('-', '')}T000000Z"
    yield f"DTSTART;VALUE=DATE:{due.on.replace('-', '')}"
    if after:
        yield f"DTEND;VALUE=DATE:{after}"
    yield f"SUMMARY:{_text(f'{due.about}: {due.event}')}"
    yield f"DESCRIPTION:{_text(f'{place}This is not legal advice.')}"
    yield "TRANSP:TRANSPARENT"
    for days in (ahead for ahead in DAYS_AHEAD if ahead <= due.days):  # a reminder of the past would come at once
        yield "BEGIN:VALARM"
        yield "ACTION:DISPLAY"
        yield f"DESCRIPTION:{_text(capitalized(f'{days} days: {due.about}: {due.event}'))}"
        yield f"TRIGGER:-P{days}D"
        yield "END:VALARM"
    yield "END:VEVENT"


def _text(value: str) -> str:
    """Return a text as a value, without characters that end a line or that a program would obey."""
    escaped = re.sub(r"([\\;,])", r"\\\1", re.sub(r"\r\n?|\n", "\n", value))
    return safe_text(escaped).replace("\n", "\\n").replace("\t", " ")


def _folded(line: str) -> Iterator[str]:
    """Yield the parts of a line that is too long; each after the first begins with a space. No character is divided."""
    part, size = "", 0
    for character in line:
        octets = len(character.encode("utf-8", "replace"))
        if size + octets > _MAX_OCTETS:
            yield part
            part, size = " ", 1
        part, size = part + character, size + octets
    yield part

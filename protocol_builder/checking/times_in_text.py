"""Find the times in a text by which something is done, such as “within seventy-two (72) hours”.

How often something is done (“every two weeks”), when someone can be reached (“24 hours a day”), and ages are no such
times. Business days have no fixed length: a weekend with a holiday makes them three days longer.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ..characters import in_small_letters
from ..english import NUMBER_WORDS, NUMBERS, sentences_of
from ..law.vocabulary import minutes

_UNITS = {
    "minute": "minutes?|mins?",
    "hour": "hours?|hrs?|h",
    "day": "days?",
    "week": "weeks?|wks?",
    "month": "months?",
}
"""Each unit, and how it is written."""
_WEEKDAYS = "monday|tuesday|wednesday|thursday|friday|saturday|sunday"
_AFTER_MIDNIGHT = {"day": "2 days", "morning": "36 hours"}
"""How long it is until the end of the next day, or until its noon, for what happens just after midnight."""
_SPANS = {"fortnight": "14 days", "week": "7 days", "month": "31 days"}
_SOME = {"couple": 2, "few": 3, "several": 3}
"""How many such a word means at least: whoever gives “a few days” gives three."""
_NTH = {
    "second": 2,
    "2nd": 2,
    "third": 3,
    "3rd": 3,
    "fourth": 4,
    "4th": 4,
    "fifth": 5,
    "5th": 5,
    "seventh": 7,
    "7th": 7,
    "tenth": 10,
    "10th": 10,
}
_HALF = r"[\s-]+(?:a|one)[\s-]+half"
_TIME = (
    rf"(?i)\b(?:(?:[0-9]{{1,3}}\s*(?:-|–|to|or)|(?:{NUMBER_WORDS})\s+(?:to|or))\s*)?"  # of a range, the later time counts
    rf"(?:(?:{NUMBER_WORDS})\s*(?=\())?\(?(?<![0-9.,])\b(?P<number>[0-9]{{1,2}},[0-9]{{3}}|[0-9]{{1,4}}(?:\.[0-9]{{1,2}})?|{NUMBER_WORDS})"
    rf"(?P<half>\s*½|[\s-](?:and\s)?1/2|[\s-]+and{_HALF})?(?:\b\)?[\s-]+|(?<=[0-9])(?=[hm]))"
    r"(?:(?:calendar|consecutive|full|whole|more|additional)\s+)?(?:(?P<business>business|working|court)[\s-]*)?"
    rf"(?P<unit>{'|'.join(_UNITS.values())})\b"
    rf"(?P<and_half>\s+and{_HALF}\b)?"
    rf"|\b(?:within|in|after|than|up to|at most)\s+an?\s+(?P<one>hour|day|week|month|fortnight)\b(?P<one_and_half>\s+and{_HALF}\b)?"
    rf"|\b(?:a\s+)?(?P<some>{'|'.join(_SOME)})(?:\s+of)?\s+(?P<some_unit>minute|hour|day|week|month)s\b"
    r"|\b(?:by|before)\s+(?:the\s+)?end\s+of\s+(?:the|that|each)\s+(?P<end>week|month)\b"
    rf"|\b(?:by|on|before|until)\s+the\s+(?:next|following)\s+(?P<day>{_WEEKDAYS}|week|month)\b"
    rf"|\b(?:by|on|before|until|within|than)\s+the\s+(?P<nth>{'|'.join(_NTH)})\s+(?:(?P<nth_business>business|working|court)\s+|calendar\s+)?day\b"
    r"|\b(?:next|following)\s+(?P<next>business|working|court)\s+day\b"
    r"|\b(?:the\s+(?:next|following)|next)\s+(?:calendar\s+)?(?P<next_day>day|morning)\b"
)
_AGE = r"(?i)\s+(of age|old)\b"
_OFTEN = r"(?i)\b(every|each)\s*$"
_REACHED = r"(?i)\s*(a|per|each)\s+(day|week)\b|[\s-]+(hotline|line|telephone|phone|service|basis)\b"
_AT_ONCE = r"(?i)\b(immediately|at once|without delay)\b"
_MAY_HAVE_ONE = re.compile(
    r"minute|hour|day|week|month|fortnight|morning|[0-9a-z][\s-]*(?:hrs?|mins?|wks?)\b|[0-9]\s*h\b"
)
_HOLIDAY_WEEKEND = minutes("3 days")


@dataclass(frozen=True, slots=True)
class StatedTime:
    """A time in a text, and the sentence that it is in."""

    shown: str
    minutes: int
    before: str
    """What is before it in the sentence."""
    typed: str
    after: str

    @property
    def sentence(self) -> str:
        """The sentence."""
        return self.before + self.typed + self.after

    @property
    def with_words_before(self) -> str:
        """The time after the two words before it, as they were typed: a text may have the same time elsewhere."""
        return " ".join([*self.before.split()[-2:], self.typed])


def stated_times(words: str) -> Iterator[StatedTime]:
    """Yield the times of a text by which something is done."""
    if not _MAY_HAVE_ONE.search(in_small_letters(words)):  # as in most texts, which need not be read more closely
        return
    for sentence in sentences_of(words):
        for found in re.finditer(_TIME, sentence):
            before, after = sentence[: found.start()], sentence[found.end() :]
            if not (re.match(_AGE, after) or re.match(_REACHED, after) or re.search(_OFTEN, before)):
                yield StatedTime(*_time(found), before, found[0], after)


def says_at_once(words: str) -> bool:
    """Return whether a text says “immediately”, or the like."""
    return bool(re.search(_AT_ONCE, words))


def _time(found: re.Match[str]) -> tuple[str, int]:
    """Return a time as it is shown, such as `72 hours`, and its minutes, the longest it can be."""
    if found["next"]:
        return f"the next {found['next'].lower()} day", minutes("1 day") + _HOLIDAY_WEEKEND
    if found["end"]:
        unit = found["end"].lower()
        return f"the end of the {unit}", minutes(_SPANS[unit])
    if found["day"]:
        day = found["day"].lower()
        return f"the next {day if day in _SPANS else day.capitalize()}", minutes(_SPANS.get(day, "7 days"))
    if found["next_day"]:
        part = found["next_day"].lower()
        return f"the next {part}", minutes(_AFTER_MIDNIGHT[part])
    if found["nth"]:
        return _amount(_NTH[found["nth"].lower()], "day", (found["nth_business"] or "").lower())
    if found["some"]:
        some, unit = found["some"].lower(), found["some_unit"].lower()
        shown = {"couple": "a couple of", "few": "a few"}.get(some, some)
        return f"{shown} {unit}s", _SOME[some] * minutes(f"1 {unit}")
    if found["one"]:
        unit = found["one"].lower()
        if unit == "fortnight":
            return "1 fortnight", minutes(_SPANS[unit])
        return _amount(1.5 if found["one_and_half"] else 1, unit)
    typed = re.sub(r"\s", "-", found["number"].lower()).replace(",", "")
    number = (NUMBERS.get(typed) or float(typed)) + (0.5 if found["half"] or found["and_half"] else 0)
    written = found["unit"].lower()
    unit = next(name for name, forms in _UNITS.items() if re.fullmatch(forms, written))
    return _amount(number, unit, (found["business"] or "").lower())


def _amount(number: float, unit: str, business: str = "") -> tuple[str, int]:
    """Return so many hours, days, or the like, as they are shown, and their minutes."""
    shown = " ".join(filter(None, (f"{number:g}", business, unit if number == 1 else f"{unit}s")))
    return shown, round(number * minutes(f"1 {unit}")) + (_HOLIDAY_WEEKEND if business else 0)

"""Dates, times, and yes or no as people write them, and the same as a county file has them."""

import calendar
import datetime
import re

from ..english import NUMBERS, join_words
from ..protocol.due_dates import fiscal_year_from

_YEAR = r"(?P<y>(?:19|20)\d\d)"
_DAY = r"(?P<d>\d{1,2})(?:st|nd|rd|th)?"
_MONTH = r"(?P<name>[A-Z][a-z]{2,8})\.?"

_NUMERIC = (
    re.compile(rf"(?P<m>\d{{1,2}})[/.–-](?P<d>\d{{1,2}})[/.–-]{_YEAR}"),
    re.compile(r"(?P<m>\d{1,2})[/.–-](?P<d>\d{1,2})[/.–-](?P<yy>\d\d)"),
    re.compile(rf"{_DAY}[ -]{_MONTH}[ -](?P<yy>\d\d)"),
)
"""The month first, as Americans write it, or as Excel shows a date, `30-Jun-30`; somebody may mean the day."""
_CLEAR = (
    re.compile(rf"{_YEAR}-(?P<m>\d{{1,2}})-(?P<d>\d{{1,2}})(?:[T ].*)?"),
    re.compile(rf"{_YEAR}(?P<m>\d\d)(?P<d>\d\d)"),
    re.compile(rf"{_MONTH} {_DAY},? {_YEAR}"),
    re.compile(rf"{_DAY}(?: of)? {_MONTH},? {_YEAR}"),
    re.compile(rf"{_DAY}-{_MONTH}-{_YEAR}"),
)
_YEAR_FIRST = (re.compile(rf"{_YEAR}[/.–](?P<m>\d{{1,2}})[/.–](?P<d>\d{{1,2}})"),)
_MONTHS = (
    re.compile(rf"{_MONTH},? (?:of )?{_YEAR}"),
    re.compile(rf"(?P<m>\d{{1,2}})[/.–-]{_YEAR}"),
    re.compile(rf"{_YEAR}[/.–-](?P<m>\d)"),
)
_EXCEL_DAY = re.compile(r"[34]\d{4}")
"""A day as Excel counts it, of the years 1982 to 2036."""
_PART_OF_A_YEAR = re.compile(rf"(?:early|mid|late|in|spring|summer|fall|winter)[ -]{_YEAR}", re.I)
_FISCAL_YEAR = re.compile(
    r"(?:(?:state )?(?:fiscal year|FY) ?)?'?(?P<first>(?:20)?\d\d) ?(?:[-/–]|to) ?'?(?P<last>(?:20)?\d\d)", re.I
)


def for_date(text: str, year_is_enough: bool = False) -> str:
    """Return the remedy that writes a date such as `7/1/2024` (month first) or `July 1, 2024` as year-month-day.

    `year_is_enough` says that a month or a year alone is a date too. Empty for what is no date.
    """
    text = re.sub(r"(?<=\d)[‐‑‒−](?=\d)", "-", re.sub(r"\s+", " ", text.strip()))
    if day := _day_of(text, _CLEAR):
        return f"write {day.isoformat()}"
    if day := _day_of(text, (*_NUMERIC, *_YEAR_FIRST)):
        return f"write {day.isoformat()}, if {_in_words(day)} is meant"
    if found := next((match for pattern in _MONTHS if (match := pattern.fullmatch(text))), None):
        month = _month(found.groupdict())
        if 1 <= month <= 12:
            written = f"{found['y']}-{month:02}"
            return f"write {written}" if year_is_enough else f"write the day too, such as {written}-01"
    if year_is_enough and (years := fiscal_year(text)):
        return f"write the date, or one year: {years[:4]} or {int(years[:4]) + 1}"
    if _EXCEL_DAY.fullmatch(text):
        day = datetime.date(1899, 12, 30) + datetime.timedelta(int(text))
        return f"write {day.isoformat()}, if the number is from Excel and {_in_words(day)} is meant"
    if found := _PART_OF_A_YEAR.fullmatch(text):
        return f"write {found['y']}" if year_is_enough else ""
    return ""


def two_days(text: str) -> tuple[str, str] | None:
    """Return the first and the last day (ISO) of a text such as `July 1, 2024 to June 30, 2027`; None for any other."""
    parts = re.split(r"\s+(?:to|through|thru|until|[-–—])\s+", re.sub(r"\s+", " ", text.strip().removeprefix("from ")))
    days = [_day_of(part, (*_CLEAR, *_NUMERIC, *_YEAR_FIRST)) for part in parts]
    return (days[0].isoformat(), days[1].isoformat()) if len(days) == 2 and days[0] and days[1] else None


def _in_words(day: datetime.date) -> str:
    return f"{calendar.month_name[day.month]} {day.day}, {day.year}"


def _day_of(text: str, patterns: tuple[re.Pattern[str], ...]) -> datetime.date | None:
    found = next((match for pattern in patterns if (match := pattern.fullmatch(text))), None)
    if not found:
        return None
    parts = found.groupdict()
    year = parts.get("y") or f"20{parts['yy']}"
    try:
        return datetime.date(int(year), _month(parts), int(parts["d"]))
    except ValueError:
        return None


def _month(parts: dict[str, str]) -> int:
    """Return the number of a month by its number or name; 0 if there is none."""
    if name := parts.get("name"):
        return next((n for n, known in enumerate(calendar.month_name) if n and known.startswith(name[:4])), 0)
    return int(parts["m"])


def fiscal_year(text: str) -> str:
    """Return a state fiscal year as county files have it, such as 2019-20, for one written otherwise; else empty."""
    found = _FISCAL_YEAR.fullmatch(text.strip())
    if not found:
        return ""
    first, last = (int(found[part]) % 100 for part in ("first", "last"))
    return f"20{first:02}-{last:02}" if last == first + 1 else ""


def fiscal_years(text: str) -> tuple[str, ...]:
    """Return the state fiscal years in a text, those between two included if it says from which to which."""
    years = [year for found in re.findall(r"20\d\d ?[-/–] ?(?:20)?\d\d", text) if (year := fiscal_year(found))]
    if len(years) == 2 and re.search(r"\bto\b|through|until|–\s", text):
        first, last = (int(year[:4]) for year in years)
        return tuple(map(fiscal_year_from, range(first, last + 1)))
    return tuple(years)


# Times

UNITS = ("hours", "days")
"""Units that are proposed for a number without one."""
_UNITS = {
    "min": "minute", "minute": "minute",
    "h": "hour", "hr": "hour", "hour": "hour",
    "d": "day", "day": "day",
    "w": "week", "wk": "week", "week": "week",
    "mo": "month", "mth": "month", "month": "month",
}  # fmt: skip
_TIME = re.compile(
    r"(?:(?:within|in|no later than|not later than|no more than|not more than|up to|at most|every|max(?:imum)?\.?) +|(?:<=?|≤|=) *)(?P<rest>.+)|(?P<all>.+)",
    re.I | re.S,
)
_AMOUNT = re.compile(
    r"(?P<number>\d{1,4}|[a-z]+(?:[- ](?:one|two|three|four|five|six|seven|eight|nine))?(?=[ (-]))(?: ?\(\d+\))?[ -]*(?P<calendar>calendar )?(?P<unit>[a-z]+)\.?(?: or less| at most| max(?:imum)?\.?)?[.;,]?",
    re.I,
)
_FROM_TO = re.compile(
    r"(?:(?:within|in|between|from) +)?(?P<shortest>\d{1,4}) ?(?:-|–|to|or|and) ?(?P<longest>\d{1,4}) ?-?(?P<unit>[a-z]+\.?)",
    re.I,
)
_WORKING = re.compile(r"(?P<amount>.*\S) ?\b(?:business|working|work|court)[ -](?P<unit>day|hour)s?\b\.?", re.I)
_SAME = ("immediate", "immediately", "at once", "right away", "forthwith")
_AS_SOON = re.compile(
    r"(immediately,? or )?as soon as (is )?(practicabl[ey]|possible|practically|practicably)( possible)?", re.I
)


def for_time(text: str, words: tuple[str, ...], *, takes_ranges: bool = True, units: tuple[str, ...] = UNITS) -> str:
    """Return the remedy that writes a time such as `one day` as a number and a unit; empty if there is none.

    `words` are those that the key takes next to a number and a unit, such as immediately. A key that takes no ranges
    takes no business days either. `units` are those that a number alone may be of.
    """
    text = re.sub(r"\s+", " ", text.strip().rstrip("."))
    if not takes_ranges and _WORKING.fullmatch(text):
        return "write calendar days or hours, the longest it can be; business days have no fixed length"
    if (working := _WORKING.fullmatch(text)) and (amount := _of_time(f"{working['amount']} {working['unit']}s")):
        number, _, unit = amount.rpartition(" ")
        return f"write {number} business {unit}; or calendar days or hours, the longest it can be"
    if text.lower() in _SAME and "immediately" in words:
        return "write immediately"
    if _AS_SOON.fullmatch(text) and "as soon as practicably possible" in words:
        return "write as soon as practicably possible, if that is what the county means"
    if text.isdigit():
        return f"write the unit too, such as {join_words(tuple(f'{text} {unit if int(text) != 1 else unit[:-1]}' for unit in units), 'or')}"
    amount = _of_time(text)
    if " to " in amount and not takes_ranges:
        return f"write {amount.partition(' to ')[2]}, the longer of the two"
    return f"write {amount}" if amount else ""


def _of_time(text: str) -> str:
    """Return a time, or a range such as `2 to 24 hours`, as county files have it; empty for what is none."""
    if amount := _amount(text):
        return amount
    found = _FROM_TO.fullmatch(text)
    longest = _amount(f"{found['longest']} {found['unit']}") if found else ""
    return f"{int(found['shortest'])} to {longest}" if found and longest else ""


def _amount(text: str) -> str:
    found = _TIME.fullmatch(text)
    found = found and _AMOUNT.fullmatch(found["rest"] or found["all"])
    unit = _UNITS.get(found["unit"].lower().removesuffix("s") or "s") if found else None
    number = _number(found["number"].lower()) if found else 0
    if not unit or not number:
        return ""
    return f"{number} {unit}{'' if number == 1 else 's'}"


def _number(text: str) -> int:
    if text.isdigit():
        return int(text)
    if text in ("a", "an"):
        return 1
    return NUMBERS.get(text.replace(" ", "-"), 0)


# Yes and no

_YES = re.compile(r"y|yes|true|on|1|✓|✔|☑", re.I)
_NO = re.compile(r"n|no|false|off|0|☐", re.I)


def for_truth(value: str | int | float, key: str) -> str:
    """Return the remedy that writes yes or no as true or false; empty for what is neither."""
    text = str(value).strip().rstrip(".!")
    word = "true" if _YES.fullmatch(text) else "false" if _NO.fullmatch(text) else ""
    if not word:
        return ""
    without = " without quotes" if text.lower() in ("true", "false") else ""
    return f"write {word}{without}\n{key}: {word}"

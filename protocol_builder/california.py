"""Today's date in California, wherever the machine is and whatever its clock is set to."""

import datetime

_STANDARD, _DAYLIGHT = datetime.timedelta(hours=-8), datetime.timedelta(hours=-7)


def today() -> datetime.date:
    """Return the date that it is now in California."""
    return date_at(datetime.datetime.now(datetime.UTC))


def date_at(moment: datetime.datetime) -> datetime.date:
    """Return the date in California at a moment (with a time zone)."""
    import zoneinfo  # imported only if a date is not given: reading time zones takes longer than deciding a requirement

    try:
        return moment.astimezone(zoneinfo.ZoneInfo("America/Los_Angeles")).date()
    except zoneinfo.ZoneInfoNotFoundError:  # Windows, and slim containers, have no time zone data
        return date_by_rule(moment)


def date_by_rule(moment: datetime.datetime) -> datetime.date:
    """Return the date in California at a moment (with a time zone), by the rule in force since 2007 (15 U.S.C. 260a).

    Pacific standard time is 8 hours behind UTC. From 2:00 a.m. on the second Sunday in March to 2:00 a.m. on the first
    Sunday in November, daylight saving time is 7 hours behind.
    """
    moment = moment.astimezone(datetime.UTC)
    begins = _sunday(moment.year, 3, 8) + datetime.timedelta(hours=2) - _STANDARD
    ends = _sunday(moment.year, 11, 1) + datetime.timedelta(hours=2) - _DAYLIGHT
    return (moment + (_DAYLIGHT if begins <= moment < ends else _STANDARD)).date()


def _sunday(year: int, month: int, day: int) -> datetime.datetime:
    """Midnight of the first Sunday on or after a date."""
    first = datetime.datetime(year, month, day, tzinfo=datetime.UTC)
    return first + datetime.timedelta(days=6 - first.weekday())

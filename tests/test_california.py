"""Today is the date in California, wherever the machine is, and also if it has no time zone data."""

import datetime
import os
import re
import subprocess
import sys
import zoneinfo
from itertools import product

import pytest

from protocol_builder import california
from protocol_builder.checking import check

from .conftest import ROOT

PACIFIC = zoneinfo.ZoneInfo("America/Los_Angeles")


def utc(year: int, month: int, day: int, hour: int = 0, minute: int = 0, second: int = 0) -> datetime.datetime:
    return datetime.datetime(year, month, day, hour, minute, second, tzinfo=datetime.UTC)


@pytest.mark.parametrize(
    ("moment", "date"),
    [
        (utc(2026, 11, 29, 7, 59, 59), "2026-11-28"),
        (utc(2026, 11, 29, 8), "2026-11-29"),
        (utc(2026, 7, 1, 6, 59, 59), "2026-06-30"),
        (utc(2026, 7, 1, 7), "2026-07-01"),
        (utc(2027, 1, 1, 7, 59), "2026-12-31"),
    ],
)
def test_the_date_changes_at_midnight_in_california(moment: datetime.datetime, date: str) -> None:
    assert california.date_at(moment).isoformat() == date
    assert california.date_by_rule(moment).isoformat() == date
    tokyo = moment.astimezone(datetime.timezone(datetime.timedelta(hours=9)))
    assert california.date_at(tokyo).isoformat() == california.date_by_rule(tokyo).isoformat() == date


def test_the_rule_agrees_with_the_time_zone_data_at_every_hour_from_2015_to_2050() -> None:
    hour, moment = datetime.timedelta(hours=1), utc(2015, 1, 1)
    while moment < utc(2051, 1, 1):
        assert california.date_by_rule(moment) == moment.astimezone(PACIFIC).date(), moment
        moment += hour


def test_the_rule_agrees_at_every_second_near_midnight_of_the_days_when_clocks_change() -> None:
    for year, (month, first) in product(range(2015, 2051), ((3, 8), (11, 1))):
        for day, second in product(range(first, first + 8), (-1, 0, 1)):
            for hour in (7, 8):
                moment = utc(year, month, day, hour) + datetime.timedelta(seconds=second)
                assert california.date_by_rule(moment) == moment.astimezone(PACIFIC).date(), moment


def test_a_machine_without_time_zone_data_goes_by_the_rule(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> zoneinfo.ZoneInfo:
        raise zoneinfo.ZoneInfoNotFoundError(name)

    monkeypatch.setattr(zoneinfo, "ZoneInfo", missing)
    assert california.date_at(utc(2026, 11, 29, 7, 59)).isoformat() == "2026-11-28"


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Pacific/Pago_Pago", "UTC"])
def test_the_machine_s_own_time_zone_does_not_matter(zone: str) -> None:
    """Kiritimati is 14 hours ahead of UTC and Pago Pago 11 behind: at every moment they have different dates."""
    program = "from protocol_builder.checking.check import day; print(day())"
    before = california.today().isoformat()
    ran = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, env=os.environ | {"TZ": zone}
    )
    assert ran.stdout.strip() in (before, california.today().isoformat())


def test_check_asks_for_it_only_if_no_date_is_given(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(california, "today", lambda: datetime.date(2030, 1, 2))
    assert check.day() == "2030-01-02"
    assert check.day("2026-11-22") == "2026-11-22"
    program = "import sys\nfrom protocol_builder.checking.check import day\nday('2026-11-22')\nprint('zoneinfo' in sys.modules)"
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert ran.stdout == "False\n"


def test_nothing_else_asks_the_machine_for_the_date() -> None:
    asking = [
        path.name
        for path in sorted((ROOT / "protocol_builder").rglob("*.py"))
        if "_resources" not in path.parts
        if re.search(
            r"\b(today|now|localtime|time\.time)\(\)", path.read_text("utf-8").replace("california.today()", "")
        )
        or "datetime.now(" in path.read_text("utf-8")
    ]
    assert asking == ["california.py"]

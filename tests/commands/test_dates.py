"""`dates`: what it prints where, what it writes, and that a file it cannot read is never silent."""

from collections.abc import Callable
from pathlib import Path

from ..conftest import EXAMPLE, Ran

Run = Callable[..., Ran]


def test_dates_are_listed_with_where_and_how_long(run: Run) -> None:
    ran = run("dates", EXAMPLE, "--on", "2030-06-01", "--within", "30")
    assert ran.code == 0
    assert f"2030-06-30 (in 29 days) {EXAMPLE}:29: Example County: term ends\n" in ran.out
    assert f"2028-06-30 (701 days ago) {EXAMPLE}:30: Example County: review was due\n" in ran.out


def test_where_nothing_is_due_it_says_so(run: Run) -> None:
    ran = run("dates", EXAMPLE, "--on", "2027-07-15")
    assert (ran.code, ran.out) == (0, "")
    assert ran.err == "nothing is due within 180 days of 2027-07-15\n"


def test_the_calendar_has_every_date_and_the_same_bytes_twice(run: Run, tmp_path: Path) -> None:
    for name in ("one.ics", "two.ics"):
        assert run("dates", EXAMPLE, "--on", "2026-11-22", "--ics", tmp_path / name).code == 0
    content = (tmp_path / "one.ics").read_bytes()
    assert content == (tmp_path / "two.ics").read_bytes()
    assert b"SUMMARY:Example County: term ends\r\n" in content
    run("dates", EXAMPLE, "--on", "2026-11-22", "--within", "30", "--ics", tmp_path / "three.ics")
    assert b"term ends" not in (tmp_path / "three.ics").read_bytes()


def test_a_file_that_cannot_be_read_is_never_silent(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.yml").write_text("county: [", "utf-8")
    (tmp_path / "b.yml").write_text(EXAMPLE.read_text("utf-8"), "utf-8")
    ran = run("dates", tmp_path, "--on", "2030-06-01")
    assert ran.code == 3
    assert "term ends" in ran.out
    assert f"{tmp_path / 'a.yml'} cannot be read, so dates may be missing; to see why, run check" in ran.err


def test_a_path_that_is_not_there_is_wrong_usage(run: Run, tmp_path: Path) -> None:
    assert run("dates", tmp_path / "none.yml").code == 2
    assert run("dates", EXAMPLE, "--on", "June").code == 2
    for within in ("-1", "abc"):
        ran = run("dates", EXAMPLE, "--within", within)
        assert ran.code == 2
        assert ran.err.rstrip().endswith("Invalid value for '--within': write a number of days, such as 180")

"""The command `dates`: ends of terms, reviews, notices, fiscal years, and changes of law that are due."""

import sys
from pathlib import Path
from typing import Any

import click

from . import streams
from .color import paint_for
from .options import county_files_at, county_paths, law_date, on_date

_WITHIN = 180
"""Days ahead that the list shows where none are named."""


class UnreadableFilesError(click.ClickException):
    """Some county files cannot be read, so the list may lack their dates."""

    exit_code = 3


class _Days(click.IntRange):
    """A number of days."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Return the number; what is none, or too long, is refused with what to write."""
        try:
            return int(super().convert(value, param, ctx))
        except click.BadParameter:
            self.fail(f"write a number of days, such as {_WITHIN}", param, ctx)


@click.command()
@county_paths
@on_date
@click.option(
    "--within",
    type=_Days(0, 40_000),
    metavar="DAYS",
    help=f"Leave out what is more days ahead; {_WITHIN} by default. A calendar has every date by default.",
)
@click.option("--ics", type=click.Path(dir_okay=False), help="Also write a calendar (iCalendar) to this file.")
@click.option(
    "--by-county",
    "folder",
    type=click.Path(file_okay=False),
    metavar="FOLDER",
    help="Also write what is due in each county to a Markdown file in this folder, such as for an issue.",
)
def dates(paths: tuple[str, ...], on: str | None, within: int | None, ics: str | None, folder: str | None) -> int:
    """List what is due in county files: ends of terms, notices, reviews, fiscal years, and changes of law.

    PATH is a county file, a folder of county files, or - for standard input; county_configs/ by default. With --on, the
    list is as of that date. A calendar reminds 180, 90, and 30 days ahead, and writing it again moves its entries.

    \b
    Examples:
      protocol-builder dates
      protocol-builder dates county_configs/el-dorado.yml --within 365
      protocol-builder dates --ics dates.ics
    """
    from ..comparing.due_list import by_county, due_list
    from .reports import due_dates
    from .reports.findings import check_files

    files, date = county_files_at(paths), law_date(on)
    reports = tuple(check_files(files, date))
    days = _WITHIN if within is None else within
    shown = due_list(reports, date, days)
    streams.to_stdout("".join(f"{line}\n" for line in due_dates.lines(shown, paint_for(sys.stdout))))
    if ics:
        from ..comparing.icalendar import calendar

        streams.to_file(Path(ics), calendar(due_list(reports, date, within), date))
    if folder:
        counties = (county for report in reports for county in report.counties)
        for county, listed in by_county(shown, counties).items():
            name, text = due_dates.issue(county, listed, days)
            streams.to_file(Path(folder) / name, text)
    unreadable = [report.path for report in reports if not report.data]
    if unreadable:
        more = f" and {len(unreadable) - 1} more" if len(unreadable) > 1 else ""
        raise UnreadableFilesError(
            f"{unreadable[0]}{more} cannot be read, so dates may be missing; to see why, run check"
        )
    if not shown:
        streams.progress(f"nothing is due within {days} days of {date}")
    return 0

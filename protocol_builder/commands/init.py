"""Knows the command `init`: what it asks in a terminal, and which answers it takes. Only the command line imports it."""

import datetime
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ..characters import safe_line
from .streams import say

if TYPE_CHECKING:
    from .new_repository import Answers


def _counties(context: click.Context, parameter: click.Parameter, begun: str) -> list[str]:
    """For the shell: the counties whose name begins like this."""
    from ..law import vocabulary

    names = (name for name in vocabulary.lists()["counties"] if not vocabulary.is_example(name))
    return [name for name in names if name.lower().startswith(begun.lower())]


@click.command()
@click.argument("county", required=False, shell_complete=_counties)
@click.option("--elects-funds/--no-elects-funds", default=None, help="Whether the county elects CSEC Program funds.")
@click.option("--developed", metavar="DATE", help="When its protocol was first developed; a year is enough.")
@click.option("--combined/--separate", default=None, help="Whether one agency carries health and human services.")
@click.option("--install-from", metavar="REQUIREMENT", help="What pip installs this program from, on other computers.")
@click.option("-o", "--output", default=".", show_default=True, type=click.Path(file_okay=False), help="Where to.")
def init(county: str | None, output: str, install_from: str | None, **known: Any) -> int:
    """Start a county's protocol: its file, and around it a repository in which people can work.

    In a folder that has county_configs/ only the county file is written. What is there already stays as it is. In a
    terminal it asks for what the options do not say.

    \b
    Examples:
      protocol-builder init
      protocol-builder init "El Dorado" --elects-funds --developed 2019 --combined -o el-dorado-protocol
    """
    from ..checking.check import day
    from .new_repository import CountyFileExistsError, start

    try:
        started = start(Path(output), _answers(county, tool=install_from, **known), day())
    except CountyFileExistsError as error:
        raise click.UsageError(f"{error} exists already; nothing is written") from None
    for path in started.written:
        say(safe_line(f"written: {path}"))
    for path in started.kept:
        say(safe_line(f"kept as it is: {path}"))
    file = safe_line(str(started.county_file))
    say(
        f"\nNow fill in the {started.to_fill_in} places marked TODO in {file}.\n"
        f"What is missing, and why: protocol-builder check {file}"
    )
    if started.without_program:
        say(
            f"Write in {safe_line(str(started.without_program))} what this program is installed from; until then other "
            "computers, and the workflow that checks each change, cannot install it."
        )
    return 0


def _answers(
    county: str | None,
    *,
    elects_funds: bool | None,
    developed: str | None,
    combined: bool | None,
    tool: str | None,
) -> "Answers":
    """What is known from options; in a terminal, what is not is asked. Raises UsageError for an answer that cannot be."""
    from ..law import shape, vocabulary
    from .new_repository import Answers, installed_from

    asks = sys.stdin.isatty() and sys.stderr.isatty()
    if county is None and not asks:
        raise click.UsageError("name a county, for example: protocol-builder init 'El Dorado'")
    name = _county(county) if county is not None else _asked("County", _county)
    if asks and elects_funds is None:
        say(f"\n{shape.rule_at(('csec_program', 'elects_funds'))['description']}")
        elects_funds = _asked("Does the county elect to receive funds? (yes, no, or ? if you do not know)", _truth)
    if asks and developed is None:
        say(f"\n{shape.rule_at(('csec_program', 'protocol_developed_on'))['description']}")
        question = (
            "When was it first developed? (a year is enough; this year if it is being written; ? if you do not know)"
        )
        developed = _asked(question, _developed)
    if asks and combined is None:
        say("\nSome counties have one agency for human services, mental health and public health.")
        combined = _asked(f"Is it so in {vocabulary.full_name(name)}? (yes, no, or ? if you do not know)", _truth)
    return Answers(
        county=name,
        elects_funds=elects_funds,
        developed_on=_developed(developed or ""),
        combined=bool(combined),
        tool=installed_from() if tool is None else tool,
    )


def _asked(question: str, understood: Any) -> Any:
    """The answer to a question, asked again until it is one."""
    while True:
        try:
            return understood(click.prompt(question, err=True))
        except click.UsageError as error:
            say(safe_line(error.message))


def _county(name: str) -> str:
    from .new_repository import NoSuchCountyError, county_named

    try:
        return county_named(name)
    except NoSuchCountyError as error:
        raise click.UsageError(str(error)) from None


def _truth(answer: str) -> bool | None:
    """Yes, no, or not known."""
    known: dict[str, bool | None] = {"y": True, "yes": True, "n": False, "no": False, "?": None}
    if answer.strip().lower() not in known:
        raise click.UsageError("write yes, no or ?")
    return known[answer.strip().lower()]


def _developed(answer: str) -> str:
    """A year, a month or a day in the past; empty where it is not known."""
    answer = answer.strip()
    if answer in ("", "?"):
        return ""
    try:
        if not re.fullmatch(r"(19|20)\d\d(-\d\d(-\d\d)?)?", answer):
            raise ValueError
        datetime.date.fromisoformat(f"{answer}-01-01"[:10] if len(answer) < 10 else answer)
    except ValueError:
        raise click.UsageError(f"{answer!r} is no date; write year-month-day, year-month or year") from None
    if answer > datetime.date.today().isoformat():
        raise click.UsageError(f"{answer} lies in the future")
    return answer

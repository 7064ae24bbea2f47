"""The command `init`: what it asks in a terminal, and which answers it takes."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ..characters import safe_line
from .streams import progress, to_stderr

if TYPE_CHECKING:
    from ..checking.new_county_file import Answers


def _counties(context: click.Context, parameter: click.Parameter, prefix: str) -> list[str]:
    """The counties whose name begins with a prefix, for completion in a shell."""
    from ..law import vocabulary

    names = (name for name in vocabulary.lists()["counties"] if not vocabulary.is_example(name))
    return [name for name in names if name.lower().startswith(prefix.lower())]


@click.command()
@click.argument("counties", nargs=-1, metavar="[COUNTY]...", shell_complete=_counties)
@click.option(
    "--kind",
    default="interagency_protocol",
    show_default=True,
    metavar="KIND",
    help="Kind of instrument that the file describes, such as system_of_care_mou.",
)
@click.option("--elects-funds/--no-elects-funds", default=None, help="Whether the county elects CSEC Program funds.")
@click.option("--developed", metavar="DATE", help="When its protocol was first developed; a year is enough.")
@click.option("--combined/--separate", default=None, help="Whether one agency has both health and human services.")
@click.option("--install-from", metavar="REQUIREMENT", help="What pip installs this program from on other computers.")
@click.option(
    "-o", "--output", default=".", show_default=True, type=click.Path(file_okay=False), help="Folder to write to."
)
def init(counties: tuple[str, ...], kind: str, output: str, install_from: str | None, **known: Any) -> int:
    """Start a county's protocol, or another instrument: its file and a repository to work in.

    Several counties that have one protocol together get one file.

    In a folder that has county_configs/, init writes only the county file. Existing files stay as they are. In a
    terminal, init asks for what the options leave out.

    \b
    Examples:
      protocol-builder init
      protocol-builder init Sutter Yuba
      protocol-builder init "El Dorado" --kind system_of_care_mou
      protocol-builder init "El Dorado" --elects-funds --developed 2019 --combined -o el-dorado-protocol
    """
    from ..checking.check import day
    from .new_repository import CountyFileExistsError, start

    try:
        started = start(Path(output), _answers(counties, kind=_kind(kind), tool=install_from, **known), day())
    except CountyFileExistsError as error:
        raise click.UsageError(f"{error} already exists; nothing was written") from None
    for path in started.written:
        progress(f"written: {path}")
    for path in started.kept:
        progress(f"unchanged: {path}")
    file = safe_line(str(started.county_file))
    to_stderr(
        f"\nNow fill in the {started.to_fill_in} places marked TODO in {file}.\n"
        f"To see what is missing, and why: protocol-builder check {file}"
    )
    if install_from and not started.is_new_repository:
        to_stderr(
            "--install-from was not used: this folder is a repository already. Write the line in its requirements.txt: "
            f"{safe_line(install_from)}"
        )
    if started.without_program:
        to_stderr(
            f"Write in {safe_line(str(started.without_program))} where to install this program from; until you do, other "
            "computers and the GitHub workflow cannot install it. The option --install-from does this at the start."
        )
    return 0


def _answers(
    counties: tuple[str, ...],
    *,
    kind: str,
    elects_funds: bool | None,
    developed: str | None,
    combined: bool | None,
    tool: str | None,
) -> "Answers":
    """The answers that options give; in a terminal the others are asked. Raises UsageError for one that cannot be."""
    from ..checking.new_county_file import Answers
    from ..english import join_words
    from ..law import shape, vocabulary
    from .parts import installed_from

    asks = sys.stdin.isatty() and sys.stderr.isatty()
    if not counties and not asks:
        raise click.UsageError("name a county, for example: protocol-builder init 'El Dorado'")
    names = tuple(dict.fromkeys(map(_county, counties))) or (_ask("County", _county),)
    shown = tuple(vocabulary.full_name(name) for name in names)
    of_protocol = kind in vocabulary.flagged("instrument_kinds", "protocol")
    if asks and of_protocol and elects_funds is None:
        to_stderr(f"\n{shape.schema_at(('csec_program', 'elects_funds'))['description']}")
        elects_funds = _ask("Does the county elect to receive funds? (yes, no, or ? if you do not know)", _yes_or_no)
    if asks and of_protocol and developed is None:
        to_stderr(f"\n{shape.schema_at(('csec_program', 'protocol_developed_on'))['description']}")
        question = "When was the protocol first developed? (a year is enough; this year if you are writing it now; ? if you do not know)"
        developed = _ask(question, _past_date)
    if asks and combined is None:
        to_stderr("\nSome counties have one agency for human services, mental health, and public health.")
        combined = _ask(
            f"{'Does' if len(shown) == 1 else 'Do'} {join_words(shown)}? (yes, no, or ? if you do not know)", _yes_or_no
        )
    return Answers(
        county=names[0],
        others=names[1:],
        kind=kind,
        elects_funds=elects_funds,
        developed_on=_past_date(developed or ""),
        combined=bool(combined),
        tool=installed_from() if tool is None else tool,
    )


def _kind(kind: str) -> str:
    """A kind of instrument for which there are clauses. Raises UsageError for another."""
    from ..checking.new_county_file import kinds
    from ..english import did_you_mean

    known = kinds()
    if kind not in known:
        raise click.UsageError(
            f"“{kind}” is not a kind that init can start; {did_you_mean(kind, known, 'the kinds are')}"
        )
    return kind


def _ask(question: str, parse: Any) -> Any:
    """Ask until `parse` accepts the answer, which is to say raises no UsageError; returns what it made of it."""
    while True:
        try:
            return parse(click.prompt(question, err=True))
        except click.UsageError as error:
            progress(error.message)


def _county(name: str) -> str:
    from .county_names import NoSuchCountyError, county_named

    try:
        return county_named(name)
    except NoSuchCountyError as error:
        raise click.UsageError(str(error)) from None


def _yes_or_no(answer: str) -> bool | None:
    """True, False, or None for `?`. Raises UsageError."""
    meanings: dict[str, bool | None] = {"y": True, "yes": True, "n": False, "no": False, "?": None}
    if answer.strip().lower() not in meanings:
        raise click.UsageError("write yes, no, or ?")
    return meanings[answer.strip().lower()]


def _past_date(answer: str) -> str:
    """A year, month or day that is not in the future, or empty if it is not known. Raises UsageError."""
    from ..checking.new_county_file import past_date

    try:
        return past_date(answer)
    except ValueError as error:
        raise click.UsageError(str(error)) from None

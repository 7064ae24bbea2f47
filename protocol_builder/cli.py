"""Knows the command line: turns words into calls and results into text and exit codes. Nothing imports it.

Each command imports what it needs itself, so that `check` in an editor or a hook never waits for Word or the site.
Exit codes: 0 nothing to report, 1 at least one error in a county file, 2 wrong usage, 3 the work could not be done.
"""

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import click

from . import __version__
from .cli_init import init
from .resources import UnfitResourceError

if TYPE_CHECKING:
    from .check import Report

COUNTY_FILES = "county_configs"
FORMATS = ("text", "json", "sarif", "github", "junit", "markdown")

_COLOURS: dict[str, dict[str, Any]] = {
    "error": {"fg": "red", "bold": True},
    "warning": {"fg": "yellow", "bold": True},
    "advice": {"fg": "cyan", "bold": True},
    "unknown": {"fg": "magenta", "bold": True},
    "place": {"bold": True},
    "source": {"dim": True},
    "law": {"italic": True},
    "fix": {"fg": "green", "bold": True},
    "added": {"fg": "green"},
}


class CannotDoTheWorkError(click.ClickException):
    """The tool itself failed, through no fault of a county file."""

    exit_code = 3


def main(arguments: list[str] | None = None) -> None:
    """Run the command line and exit with its code; a failure of any kind is one clear line."""
    try:
        code = commands.main(arguments, prog_name="protocol-builder", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        code = error.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo("stopped; what was already finished is kept", err=True)
        code = 3
    except BrokenPipeError:
        # Whoever read the output has gone, as `head` does; nothing more can be said to them.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 3
    except OSError as error:
        place = f"{error.filename}: " if error.filename else ""
        click.echo(f"Error: {place}{error.strerror or error}", err=True)
        code = 3
    except UnfitResourceError as error:
        click.echo(f"Error: {error}", err=True)
        code = 3
    sys.exit(code or 0)


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, "--version", message="protocol-builder %(version)s")
def commands() -> None:
    """Check a county's CSEC protocol against California law; make its documents and its website.

    A county file is a YAML file that describes one instrument of a county. This is not legal advice; county counsel
    decides.

    \b
    Start here:
      protocol-builder build                  everything, for all files in county_configs/
      protocol-builder check my-county.yml    what is missing, why the law asks for it, what to write
      protocol-builder explain                the requirements
      protocol-builder init                   a county file, or a repository around one
    """


_paths = click.argument("paths", nargs=-1, metavar="[PATH]...")
_on = click.option("--on", metavar="DATE", help="Apply the law of this day (year-month-day); today by default.")


@commands.command()
@_paths
@_on
@click.option("--format", "form", type=click.Choice(FORMATS), default="text", show_default=True)
@click.option("--strict", is_flag=True, help="Fail on warnings, advice and unknowns as well.")
@click.option("-o", "--output", type=click.Path(dir_okay=False), help="Write findings to this file.")
@click.option(
    "--fix", "adding", is_flag=True, help="Show what can be added for what is missing, marked TODO; write nothing."
)
@click.option(
    "--write", "writing", is_flag=True, help="With --fix: write it. It counts as missing until it is filled in."
)
def check(
    paths: tuple[str, ...], on: str | None, form: str, strict: bool, output: str | None, adding: bool, writing: bool
) -> int:
    """Check county files against the law of a day.

    PATH is a county file, a folder of them, or - for standard input; county_configs/ by default.

    \b
    Examples:
      protocol-builder check
      protocol-builder check county_configs/el-dorado.yml --on 2017-06-30
      protocol-builder check --format json -o report.json
      protocol-builder check --fix --write
    """
    if writing and (not adding or "-" in paths):
        raise click.UsageError("standard input cannot be written to" if adding else "--write goes with --fix")
    if adding and (form != "text" or output):
        raise click.UsageError("--fix shows a difference; it does not go with --format or --output")
    reports = _reports(paths, _day(on))
    from . import report_text

    if adding:
        return _fix(reports, strict, writing)
    found = _formatted(reports, _day(on), form, _painter(sys.stdout, output))
    if output:
        from .files import write

        write(Path(output), found)
    else:
        sys.stdout.write(found)
        sys.stdout.flush()
    for line in report_text.summary(reports, _painter(sys.stderr)):
        click.echo(line, err=True)
    told = any(report.diagnostics for report in reports) if strict else any(report.failed for report in reports)
    return 1 if told else 0


@commands.command()
@_paths
@_on
@click.option("-o", "--output", default="build", show_default=True, type=click.Path(file_okay=False), help="Where to.")
def build(paths: tuple[str, ...], on: str | None, output: str) -> int:
    """Check county files, make their documents, and build the website.

    Every file gets its documents; with gaps they are marked DRAFT and show each gap. The website goes to site/ below
    the output folder.

    \b
    Example:
      protocol-builder build
    """
    from . import build as build_module

    reports = _reports(paths, _day(on))
    made = build_module.build(reports, Path(output), _progress)
    _tell_made(reports, f"documents: {made.documents}   website: {made.website}")
    return 1 if any(report.failed for report in reports) else 0


@commands.command()
@_paths
@_on
@click.option(
    "--to", default="docx,pdf", show_default=True, help="Formats, separated by commas: docx, pdf, odt, html, md, txt."
)
@click.option("--template", type=click.Path(exists=True, dir_okay=False), help="A Word template of the county's own.")
@click.option("-o", "--output", default="build", show_default=True, type=click.Path(file_okay=False), help="Where to.")
def mou(paths: tuple[str, ...], on: str | None, to: str, template: str | None, output: str) -> int:
    """Make the agreement of county files as documents.

    \b
    Examples:
      protocol-builder mou county_configs/el-dorado.yml
      protocol-builder mou county_configs/el-dorado.yml --to docx,html -o drafts
    """
    from . import build as build_module

    reports = _reports(paths, _day(on))
    formats = tuple(form.strip() for form in to.split(",") if form.strip())
    if unknown := [form for form in formats if form not in build_module.FORMATS]:
        raise click.UsageError(f"no format {unknown[0]!r}; there are {', '.join(build_module.FORMATS)}")
    folders = build_module.documents(reports, Path(output), formats, Path(template) if template else None, _progress)
    _tell_made(reports, f"documents: {', '.join(map(str, folders))}")
    return 1 if any(report.failed for report in reports) else 0


@commands.group()
def site() -> None:
    """The website alone."""


@site.command("build")
@_paths
@_on
@click.option("-o", "--output", default="build/site", show_default=True, type=click.Path(file_okay=False))
@click.option("--strict", is_flag=True, help="Fail on broken links.")
def site_build(paths: tuple[str, ...], on: str | None, output: str, strict: bool) -> int:
    """Build the website."""
    from . import build as build_module

    reports = _reports(paths, _day(on))
    build_module.website(reports, Path(output), _progress, strict=strict)
    _tell_made(reports, f"website: {Path(output) / 'index.html'}")
    return 1 if any(report.failed for report in reports) else 0


@commands.command()
@click.argument("id", required=False)
def explain(id: str | None) -> int:
    """Explain a requirement; without an ID list them all.

    \b
    Example:
      protocol-builder explain protocol-team-probation
    """
    from . import explain as explain_module
    from . import law
    from .vocabulary import nearest

    if id is None:
        lines = explain_module.listing(_painter(sys.stdout))
    elif requirement := law.by_id(id):
        lines = explain_module.requirement(requirement, _painter(sys.stdout))
    else:
        known = [requirement.id for requirement in law.requirements()]
        raise click.UsageError(f"no requirement has the id {id!r}; {nearest(id, known, 'there are')}")
    click.echo("\n".join(lines))
    return 0


@commands.command()
@_on
@click.option("-o", "--output", type=click.Path(dir_okay=False), help="Write it to this file.")
def schema(on: str | None, output: str | None) -> int:
    """Print the published JSON Schema of county files, for editors and other validators.

    \b
    Example, after an update of this program:
      protocol-builder schema -o schemas/county.schema.json
    """
    from . import published
    from .files import write

    if output:
        write(Path(output), published.text(_day(on)))
    else:
        click.echo(published.text(_day(on)), nl=False)
    return 0


commands.add_command(init)


def _day(on: str | None) -> str:
    from .check import DateBeforeTheLawError, day

    try:
        return day(on)
    except DateBeforeTheLawError as error:
        raise click.BadParameter(str(error), param_hint="--on") from None
    except ValueError:
        raise click.BadParameter(
            f"{on!r} is not a day; write year-month-day, such as 2018-01-01", param_hint="--on"
        ) from None


def _reports(paths: tuple[str, ...], on: str) -> "tuple[Report, ...]":
    from .check import check_file, files_below
    from .source import read_bytes

    reports = []
    for path in paths or (COUNTY_FILES,):
        if path == "-":
            from .check import check_source

            reports.append(check_source(read_bytes(sys.stdin.buffer.read(), "<stdin>"), on))
            continue
        if not Path(path).exists():
            hint = "" if paths else "; name a county file, or run this where county_configs/ is"
            raise click.UsageError(f"{path} does not exist{hint}")
        files = files_below(path)
        if not files:
            raise click.UsageError(f"{path} has no county file (.yml or .yaml)")
        reports += [check_file(file, on) for file in files]
    return tuple(reports)


def _formatted(reports: "tuple[Report, ...]", on: str, form: str, paint: Any) -> str:
    if form == "text":
        from . import report_text

        return "\n".join(report_text.findings(reports, paint))
    if form == "json":
        from . import report_json

        return report_json.document(reports, on)
    from . import report_ci

    makers: dict[str, Callable[[], str]] = {
        "github": lambda: report_ci.github(reports),
        "sarif": lambda: report_ci.sarif(reports, on),
        "junit": lambda: report_ci.junit(reports),
        "markdown": lambda: report_ci.markdown(reports, on),
    }
    return makers[form]()


def _fix(reports: "tuple[Report, ...]", strict: bool, writing: bool) -> int:
    from . import report_fix, report_text

    done = []
    for told in report_fix.fixed(reports, ("error", "advice") if strict else ("error",), writing):
        sys.stdout.write(report_text.difference(told.difference, _painter(sys.stdout)))
        for line in told.lines:
            click.echo(line, err=True)
        done.append(told.report)
    sys.stdout.flush()
    for line in report_text.summary(tuple(done), _painter(sys.stderr)):
        click.echo(line, err=True)
    return 1 if any(report.diagnostics if strict else report.failed for report in done) else 0


def _tell_made(reports: "tuple[Report, ...]", where: str) -> None:
    from . import report_text

    for line in report_text.summary(reports, _painter(sys.stderr)):
        click.echo(line, err=True)
    if any(report.failed for report in reports):
        click.echo("what is missing, and what to write: protocol-builder check", err=True)
    click.echo(where, err=True)


def _progress(text: str) -> None:
    click.echo(text, err=True)


def _painter(stream: IO[str], output: str | None = None) -> Any:
    from .report_text import plain

    if output or "NO_COLOR" in os.environ or not stream.isatty():
        return plain
    return lambda text, role: click.style(text, **_COLOURS.get(role, {}))

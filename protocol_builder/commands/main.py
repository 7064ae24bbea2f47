"""Knows the command line: turns words into calls and results into text and exit codes. Nothing imports it.

Each command imports what it needs itself, so that `check` in an editor or a hook never waits for Word or the site.
Exit codes: 0 nothing to report, 1 at least one error in a county file, 2 wrong usage, 3 the work could not be done.
"""

import gc
import io
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .. import __version__
from ..printable import line, lines
from ..resources import UnfitResourceError
from ..writers import formats
from . import streams
from .color import painter
from .county_paths import COUNTY_FILES, Document, county_paths, files_at
from .explain import explain, lawful_day, on_day, schema
from .init import init
from .streams import say

if TYPE_CHECKING:
    from ..checking.check import Report

FORMATS = ("text", "json", "sarif", "github", "junit", "markdown")


class CannotDoTheWorkError(click.ClickException):
    """The tool itself failed, through no fault of a county file."""

    exit_code = 3


def main(arguments: list[str] | None = None) -> None:
    """Run the command line and exit with its code; a failure of any kind is one clear line."""
    gc.set_threshold(50_000)  # to look for cycles as often as by default takes a sixth of a check, which makes none
    streams.prepare()
    code: int | str | None
    try:
        code = commands.main(arguments, prog_name="protocol-builder", standalone_mode=False)
    except click.ClickException as error:
        said = io.StringIO()
        error.show(said)
        say(lines(said.getvalue().removesuffix("\n")))
        code = error.exit_code
    except (click.Abort, KeyboardInterrupt):
        say("stopped; what was already finished is kept")
        code = 3
    except SystemExit as exit:
        # click ends like this, with 1, only when whoever read the output has gone, as `head` does.
        code = 3 if exit.code == 1 else exit.code
    except OSError as error:
        place = f"{error.filename}: " if error.filename else ""
        say(line(f"Error: {place}{error.strerror or error}"))
        code = 3
    except UnfitResourceError as error:
        say(lines(f"Error: {error}"))
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


@commands.command()
@county_paths
@on_day
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
    from .format_reports import checked, told
    from .report_summary import Summary
    from .report_text import width

    files, day = files_at(paths, _progress), lawful_day(on)
    if adding:
        return _fix(tuple(checked(files, day)), strict, writing)
    seen = Summary(painter(sys.stderr))
    found = told(files, seen, day, form, painter(sys.stdout, output), width(sys.stdout, output))
    if output:
        streams.put(Path(output), "".join(found))
    else:
        shown = sys.stdout if form == "text" else streams.for_programs(sys.stdout)
        for part in found:
            shown.write(part)
        shown.flush()
    say("\n".join([*seen.lines(), *(seen.first_steps() if form == "text" else ())]))
    return 1 if (seen.told if strict else seen.failed) else 0


@commands.command()
@county_paths
@on_day
@click.option("-o", "--output", default="build", show_default=True, type=click.Path(file_okay=False), help="Where to.")
def build(paths: tuple[str, ...], on: str | None, output: str) -> int:
    """Check county files, make their documents, and build the website.

    Every file gets its documents; with gaps they are marked DRAFT and show each gap. The website goes to site/ below
    the output folder.

    \b
    Example:
      protocol-builder build
    """
    from . import outputs as build_module

    reports = _reports(paths, lawful_day(on))
    made = build_module.build(reports, Path(output), _progress)
    _tell_made(reports, f"documents: {made.documents}   website: {made.website}")
    return 1 if any(report.failed for report in reports) else 0


@commands.command()
@county_paths
@on_day
@click.option(
    "--to",
    default="docx,pdf",
    show_default=True,
    help=f"Formats, separated by commas: {formats.list_formats()}.",
)
@click.option("--template", type=Document(), help="A Word template of the county's own.")
@click.option("-o", "--output", default="build", show_default=True, type=click.Path(file_okay=False), help="Where to.")
def mou(paths: tuple[str, ...], on: str | None, to: str, template: Path | None, output: str) -> int:
    """Make the agreement of county files as documents.

    \b
    Examples:
      protocol-builder mou county_configs/el-dorado.yml
      protocol-builder mou county_configs/el-dorado.yml --to docx,html -o drafts
    """
    from . import outputs as build_module

    reports = _reports(paths, lawful_day(on))
    wanted = tuple(form.strip() for form in to.split(",") if form.strip())
    if unknown := [form for form in wanted if form not in formats.FORMATS]:
        raise click.UsageError(f"no format {unknown[0]!r}; there are {', '.join(formats.FORMATS)}")
    folders = build_module.documents(reports, Path(output), wanted, template, _progress)
    _tell_made(reports, f"documents: {', '.join(map(str, folders))}")
    return 1 if any(report.failed for report in reports) else 0


@commands.command()
@click.argument("path", metavar="FILE.docx", type=Document())
def verify(path: Path) -> int:
    """Tell whether a Word document still is as it was made, or which paragraphs were edited by hand.

    Tracked insertions and deletions count as edits. Exits with 0 when the document is unchanged, 1 when it was edited,
    3 when that cannot be told. This shows edits made in good faith; it is not a signature.

    \b
    Example:
      protocol-builder verify build/el-dorado/mou.docx
    """
    from ..writers.word import edit_marks
    from . import report_verify

    try:
        found = edit_marks.verify(path)
    except edit_marks.UnreadableError as error:
        raise CannotDoTheWorkError(str(error)) from None
    streams.show("".join(f"{line(told)}\n" for told in report_verify.lines(str(path), found)))
    return 1 if found.edits else 0


@commands.command()
@click.argument("path", metavar="FILE.docx", type=Document())
def template(path: Path) -> int:
    """Check a county's Word template: unknown fields, fields broken in two, text that would be lost.

    It is filled in with the least and the most that an agreement can hold.

    \b
    Example:
      protocol-builder template our-template.docx
    """
    from ..writers.word import template_check

    faults = template_check.faults(path)
    streams.show("".join(f"{line(fault)}\n" for fault in faults))
    if not faults:
        say(line(f"{path.name} can be used: protocol-builder mou --template {path}"))
    return 1 if faults else 0


@commands.group()
def site() -> None:
    """The website alone."""


@site.command("build")
@county_paths
@on_day
@click.option("-o", "--output", default="build/site", show_default=True, type=click.Path(file_okay=False))
@click.option("--strict", is_flag=True, help="Fail on broken links.")
def site_build(paths: tuple[str, ...], on: str | None, output: str, strict: bool) -> int:
    """Build the website.

    \b
    Example:
      protocol-builder site build -o public
    """
    from . import outputs as build_module

    reports = _reports(paths, lawful_day(on))
    build_module.website(reports, Path(output), _progress, strict=strict)
    _tell_made(reports, f"website: {Path(output) / 'index.html'}")
    return 1 if any(report.failed for report in reports) else 0


@site.command("serve")
@click.argument("folder", default=COUNTY_FILES, type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("-a", "--address", default="127.0.0.1:8000", show_default=True, metavar="HOST:PORT")
@click.option("--open", "opens", is_flag=True, help="Open it in the browser.")
def site_serve(folder: Path, address: str, opens: bool) -> int:
    """Show the website while county files are edited; an open page follows each edit. Ctrl+C ends it.

    Word and PDF documents are left out; `build` makes them.

    \b
    Example:
      protocol-builder site serve --open
    """
    from ..website.serve import serve

    host, _, port = address.rpartition(":")
    if not host or not port.isdecimal() or int(port) > 65535:
        raise click.UsageError(f"{address} is no address; write one such as 127.0.0.1:8000")
    _progress(f"http://{address}/ shows {folder}; Ctrl+C ends it")
    serve(folder, address, open_in_browser=opens)
    return 0


for _command in (explain, schema, init):
    commands.add_command(_command)


def _reports(paths: tuple[str, ...], on: str) -> "tuple[Report, ...]":
    from .format_reports import checked

    return tuple(checked(files_at(paths, _progress), on))


def _fix(reports: "tuple[Report, ...]", strict: bool, writing: bool) -> int:
    from . import report_fix, report_summary, report_text

    done = []
    shown = sys.stdout if sys.stdout.isatty() else streams.for_programs(sys.stdout)
    for told in report_fix.fixed(reports, ("error", "unknown") if strict else ("error",), writing):
        shown.write(report_text.difference(told.difference, painter(sys.stdout)))
        for sentence in told.lines:
            say(sentence)
        done.append(told.report)
    shown.flush()
    for sentence in report_summary.summary(done, painter(sys.stderr)):
        say(sentence)
    return 1 if any(report.diagnostics if strict else report.failed for report in done) else 0


def _tell_made(reports: "tuple[Report, ...]", where: str) -> None:
    from . import report_summary

    for told in report_summary.summary(reports, painter(sys.stderr)):
        say(told)
    if any(report.failed for report in reports):
        say("what is missing, and what to write: protocol-builder check")
    _progress(where)


def _progress(text: str) -> None:
    say(line(text))

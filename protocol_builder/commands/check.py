"""The command `check`: the findings of county files, and with `--fix` what can be added to them."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..diagnostic import SEVERITIES, Severity, at_least
from . import streams
from .color import paint_for
from .county_names import COUNTY_FILES, SCHEMA
from .options import county_files_at, county_paths, law_date, on_date

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..checking.check import Report

FORMATS = ("text", "json", "sarif", "github", "junit", "markdown")


@click.command()
@county_paths
@on_date
@click.option("--format", "form", type=click.Choice(FORMATS), default="text", show_default=True)
@click.option(
    "--fail-on",
    type=click.Choice(SEVERITIES),
    default="error",
    show_default=True,
    help="Exit with code 1 for findings of this level and of the levels listed before it.",
)
@click.option(
    "--allow-drafts",
    is_flag=True,
    help="Do not fail for values still to be filled in, in a file whose status is draft.",
)
@click.option("--all", "in_full", is_flag=True, help="Show each finding in full; the format text sums up many of them.")
@click.option("-o", "--output", type=click.Path(dir_okay=False), help="Write findings to this file.")
@click.option(
    "--fix",
    "adding",
    is_flag=True,
    help="Show entries to add for what is missing at the levels of --fail-on, each marked TODO; save nothing.",
)
@click.option("--write", "writing", is_flag=True, help="With --fix: save the entries. A TODO still counts as missing.")
def check(
    paths: tuple[str, ...],
    on: str | None,
    form: str,
    fail_on: Severity,
    allow_drafts: bool,
    in_full: bool,
    output: str | None,
    adding: bool,
    writing: bool,
) -> int:
    """Check county files against California law.

    PATH is a county file, a folder of county files, or - for standard input; county_configs/ by default.

    \b
    Examples:
      protocol-builder check
      protocol-builder check county_configs/el-dorado.yml --on 2017-06-30
      protocol-builder check --all
      protocol-builder check --format json -o report.json
      protocol-builder check --fail-on unknown
      protocol-builder check --fix --write
    """
    if writing and (not adding or "-" in paths):
        raise click.UsageError("--write cannot save to standard input" if adding else "--write needs --fix")
    if adding and (form != "text" or output):
        raise click.UsageError("--fix cannot be combined with --format or --output")
    from .reports import findings, text
    from .reports.summary import Summary

    if in_full and (adding or form != "text"):
        raise click.UsageError(f"--all cannot be combined with --{'fix' if adding else 'format'}")
    files, date, failing = county_files_at(paths), law_date(on), at_least(fail_on)
    if adding:
        return _fix(tuple(findings.check_files(files, date)), failing, writing)
    summary = Summary(paint_for(sys.stderr), folds_for=None if in_full else failing, allows_drafts=allow_drafts)
    width = text.width(sys.stdout, output)
    parts = findings.formatted(files, date, form, summary, paint_for(sys.stdout, output), width, in_full, failing)
    if output:
        streams.to_file(Path(output), "".join(parts))
    else:
        stdout = sys.stdout if form == "text" else streams.as_utf8(sys.stdout)
        for part in parts:
            stdout.write(part)
        stdout.flush()
    notes = (*_on_the_agreement(summary.only), *summary.first_steps(), *_on_the_schema(date)) if form == "text" else ()
    streams.to_stderr("\n".join([*summary.lines(), *notes]))
    return 1 if summary.has(failing) else 0


def _on_the_agreement(report: "Report | None") -> "Iterator[str]":
    """Yield a line on why the agreement of a file without errors is a draft, or that it is ready for signature.

    With errors it is a draft because of them; with nothing open in a file in force there is nothing to say, and the
    check need not wait for the clauses to be read.
    """
    if report is None or not report.data or report.failed:
        return
    from ..protocol.county_data import instruments_of

    statuses = {str(instrument.data.get("status", "")) for instrument in instruments_of(report.data)}
    if statuses - {"in_force"} or report.summary["warning"] or report.summary["unknown"]:
        from .reports.made import state_lines

        yield from state_lines((report,))


def _on_the_schema(date: str) -> "Iterator[str]":
    """Yield a line if the schema that editors load in this repository is of another version of the program."""
    file = Path(SCHEMA)
    if not (Path(COUNTY_FILES).is_dir() and file.is_file()):
        return
    from .. import resources
    from ..law import county_schema

    theirs = file.read_bytes().replace(b"\r\n", b"\n")
    if theirs != (resources.schemas() / file.name).read_bytes() and theirs != county_schema.text(date).encode():
        yield f"{SCHEMA}, which editors load, is of another version; to update it: protocol-builder schema -o {SCHEMA}"


def _fix(reports: "tuple[Report, ...]", failing: tuple[Severity, ...], writing: bool) -> int:
    """Show what can be added to each county file and, with `writing`, add it; returns the exit code."""
    from ..checking import fix
    from .reports import fix as report_of_fix
    from .reports.summary import Summary

    summary = Summary(paint_for(sys.stderr))
    stdout = sys.stdout if sys.stdout.isatty() else streams.as_utf8(sys.stdout)
    for report in reports:
        if report.data:
            done = fix.fix(report, failing)
            if writing and done.added:
                fix.write(done)
            file = report_of_fix.fixed_file(report, done, writing)
        else:
            file = report_of_fix.cannot_be_read(report)
        stdout.write(report_of_fix.painted(file.difference, paint_for(sys.stdout)))
        for sentence in file.lines:
            streams.to_stderr(sentence)
        summary.count(file.report)
    stdout.flush()
    for sentence in summary.lines():
        streams.to_stderr(sentence)
    return 1 if summary.has(failing) else 0

"""The command `mou`: the documents of county files, without the website."""

from pathlib import Path

import click

from ..writers.formats import FORMATS, list_formats
from .options import ExistingFile, county_files_at, county_paths, law_date, on_date, output_folder
from .streams import progress


@click.command()
@county_paths
@on_date
@click.option(
    "--to",
    default="docx,pdf",
    show_default=True,
    help=f"Formats, separated by commas: {list_formats()}.",
)
@click.option("--template", type=ExistingFile(), help="The county's own Word template.")
@output_folder
def mou(paths: tuple[str, ...], on: str | None, to: str, template: Path | None, output: str) -> int:
    """Make the agreement of each county file as documents.

    \b
    Examples:
      protocol-builder mou county_configs/el-dorado.yml
      protocol-builder mou county_configs/el-dorado.yml --to docx,html -o drafts
    """
    from . import outputs
    from .reports import findings, made

    date = law_date(on)
    reports = tuple(findings.check_files(county_files_at(paths), date))
    formats = tuple(form.strip() for form in to.split(",") if form.strip())
    if unknown := [form for form in formats if form not in FORMATS]:
        raise click.UsageError(f"“{unknown[0]}” is not a format; the formats are {', '.join(FORMATS)}")
    folders = outputs.documents(reports, Path(output), formats, template, progress)
    return made.finish(reports, f"documents: {', '.join(map(str, folders))}")

"""The command `mou`: the documents of county files, without the website."""

from pathlib import Path

import click

from .options import ExistingFile, county_files_at, county_paths, law_date, on_date, output_folder
from .streams import progress


@click.command()
@county_paths
@on_date
@click.option(
    "--to",
    default="docx,pdf",
    show_default=True,
    help="Formats, separated by commas: docx, pdf, odt, html, md, txt, and two PDFs of duties, role-sheets and first-24-hours.",
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
    known = (*outputs.FORMATS, *outputs.SHEETS)
    if unknown := [form for form in formats if form not in known]:
        raise click.UsageError(f"“{unknown[0]}” is not a format; the formats are {', '.join(known)}")
    folders = outputs.documents(reports, Path(output), formats, template, progress)
    return made.finish(reports, f"documents: {', '.join(map(str, folders))}")

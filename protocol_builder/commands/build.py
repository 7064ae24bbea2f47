"""The command `build`: everything that can be made of county files."""

from pathlib import Path

import click

from .options import county_files_at, county_paths, law_date, on_date, output_folder
from .parts import need
from .streams import progress


@click.command()
@county_paths
@on_date
@output_folder
def build(paths: tuple[str, ...], on: str | None, output: str) -> int:
    """Check county files, make their documents, and build the website.

    Every file gets its documents. If it has gaps, they are marked DRAFT and show each gap. The website goes to site/ in
    the output folder.

    \b
    Example:
      protocol-builder build
    """
    need("documents", "site")
    from ..building import outputs
    from .reports import findings, made

    date = law_date(on)
    reports = tuple(findings.check_files(county_files_at(paths), date))
    result = outputs.build(reports, Path(output), progress)
    return made.finish(reports, f"documents: {result.documents}   website: {result.website}")

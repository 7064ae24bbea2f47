"""The commands `site build` and `site serve`: the website alone."""

from pathlib import Path

import click

from .county_names import COUNTY_FILES
from .options import county_files_at, county_paths, law_date, on_date
from .parts import need
from .streams import progress

_ENGINES = {"mkdocs": "site", "zensical": "zensical", "properdocs": "properdocs"}
"""What can build the website, with the part of the program that each comes with."""


@click.group()
def site() -> None:
    """Build the website alone, or show it while you edit."""


@site.command()
@county_paths
@on_date
@click.option(
    "-o",
    "--output",
    default="build/site",
    show_default=True,
    type=click.Path(file_okay=False),
    help="Folder to write to.",
)
@click.option(
    "--engine",
    default="mkdocs",
    show_default=True,
    type=click.Choice(tuple(_ENGINES)),
    help="What builds the pages; each shows the same text.",
)
@click.option("--strict", is_flag=True, help="Fail on broken links.")
@click.option("--for-staff", is_flag=True, help="Show internal telephone numbers. Do not publish this website.")
def build(paths: tuple[str, ...], on: str | None, output: str, engine: str, strict: bool, for_staff: bool) -> int:
    """Build the website.

    \b
    Example:
      protocol-builder site build -o public
    """
    need("documents", _ENGINES[engine])
    from ..building import outputs
    from .reports import findings, made

    date = law_date(on)
    reports = tuple(findings.check_files(county_files_at(paths), date))
    outputs.website(reports, Path(output), progress, engine=engine, strict=strict, for_staff=for_staff)
    return made.finish(reports, f"website: {Path(output) / 'index.html'}")


@site.command()
@click.argument("folder", default=COUNTY_FILES, type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("-a", "--address", default="127.0.0.1:8000", show_default=True, metavar="HOST:PORT")
@click.option("--open", "opens", is_flag=True, help="Open it in the browser.")
def serve(folder: Path, address: str, opens: bool) -> int:
    """Show the website while you edit county files.

    An open page follows each edit. Press Ctrl+C to stop. This website has no Word or PDF documents; `build` makes them.

    \b
    Example:
      protocol-builder site serve --open
    """
    need("documents", "site")
    from ..website.serve import serve

    host, _, port = address.rpartition(":")
    if not host or not port.isdecimal() or int(port) > 65535:
        raise click.UsageError(f"“{address}” is not an address; write HOST:PORT, for example 127.0.0.1:8000")
    progress(f"http://{address}/ shows {folder}; press Ctrl+C to stop")
    serve(folder, address, open_in_browser=opens)
    return 0

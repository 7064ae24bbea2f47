"""The command `schema`: the published JSON Schema of county files."""

import sys
from pathlib import Path

import click

from . import streams
from .options import law_date, on_date


@click.command()
@on_date
@click.option("-o", "--output", type=click.Path(dir_okay=False), help="Write it to this file.")
def schema(on: str | None, output: str | None) -> int:
    """Print the published JSON Schema of county files.

    Editors and other validators use it.

    \b
    Example, after updating this program:
      protocol-builder schema -o schemas/county.schema.json
    """
    from ..law import county_schema

    text = county_schema.text(law_date(on))
    if output:
        streams.to_file(Path(output), text)
    else:
        streams.as_utf8(sys.stdout)
        streams.to_stdout(text)
    return 0

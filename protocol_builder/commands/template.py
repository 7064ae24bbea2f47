"""The command `template`: whether a county's Word template can be filled in."""

from pathlib import Path

import click

from ..characters import safe_line
from . import streams
from .options import ExistingFile
from .parts import need


@click.command()
@click.argument("path", metavar="FILE.docx", type=ExistingFile())
def template(path: Path) -> int:
    """Check a county's Word template.

    The check fills the template in twice, with as little and with as much as an agreement can contain. It finds unknown
    fields, split fields, and text that would be lost.

    \b
    Example:
      protocol-builder template our-template.docx
    """
    need("documents")
    from ..writers.word import template_check

    faults = template_check.faults(path)
    streams.to_stdout("".join(f"{safe_line(fault)}\n" for fault in faults))
    if not faults:
        streams.progress(f"{path.name} can be used: protocol-builder mou --template {path}")
    return 1 if faults else 0

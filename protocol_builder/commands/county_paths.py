"""Knows the files and folders that a command line names, and which it cannot take. Only the command line imports it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from ..reading.county_folder import found_at

COUNTY_FILES = "county_configs"

county_paths = click.argument("paths", nargs=-1, metavar="[PATH]...", type=click.Path(allow_dash=True))


class Document(click.Path):
    """A file that is there, and no pipe or device, which might never end."""

    name = "file"

    def __init__(self) -> None:
        super().__init__(exists=True, dir_okay=False, path_type=Path)

    def convert(self, value: Any, parameter: click.Parameter | None, context: click.Context | None) -> Any:
        path = Path(str(super().convert(value, parameter, context)))
        if not path.is_file():
            self.fail(f"{path} is no file", parameter, context)
        return path


def files_at(paths: tuple[str, ...], tell: Callable[[str], None]) -> list[Path]:
    """The county files that the paths stand for; - is standard input. Raises UsageError.

    What looks like a county file, and is not among them, is told in a line.
    """
    found: list[Path] = []
    for path in paths or (COUNTY_FILES,):
        if path == "-":
            found.append(Path(path))
            continue
        there = found_at(path)
        if there.unfit:
            hint = "" if paths else "; name a county file, or run this where county_configs/ is"
            raise click.UsageError(_why_unfit(there.unfit[0], hint))
        for sentence in there.warnings:
            tell(sentence)
        if not there.files:
            raise click.UsageError(f"{path} has no county file (.yml or .yaml)")
        found += there.files
    return found


def _why_unfit(path: Path, hint: str) -> str:
    if path.is_symlink() and not path.exists():
        return f"{path} is a link that leads to no file; put the file itself in its place, or remove the link"
    if not path.exists():
        return f"{path} does not exist{hint}"
    return f"{path} is no file; to check what another program writes, give - as the path"

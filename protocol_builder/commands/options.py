"""Arguments and options that several commands have, and what they stand for."""

import shlex
from pathlib import Path
from typing import Any

import click

from .county_names import COUNTY_FILES, county_file_of
from .streams import progress

county_paths = click.argument("paths", nargs=-1, metavar="[PATH]...", type=click.Path(allow_dash=True))
on_date = click.option(
    "--on", metavar="DATE", help="Apply the law in effect on this date (YYYY-MM-DD); today by default."
)
output_folder = click.option(
    "-o", "--output", default="build", show_default=True, type=click.Path(file_okay=False), help="Folder to write to."
)


_NOT_COUNTY_FILES = {
    ".docx": "a Word document",
    ".doc": "a Word document",
    ".odt": "an OpenDocument file",
    ".rtf": "a text with formatting",
    ".pdf": "a PDF",
    ".html": "a web page",
    ".xlsx": "a spreadsheet",
}


class ExistingFile(click.Path):
    """A file that is there, and not a pipe or device, which might never end."""

    name = "file"

    def __init__(self) -> None:
        super().__init__(exists=True, dir_okay=False, path_type=Path)

    def convert(self, value: Any, parameter: click.Parameter | None, context: click.Context | None) -> Any:
        """The path. Fails with a usage error."""
        path = Path(str(super().convert(value, parameter, context)))
        if not path.is_file():
            self.fail(f"{path} is not a file", parameter, context)
        return path


def county_files_at(paths: tuple[str, ...]) -> list[Path]:
    """The county files at the paths, `county_configs/` if there are none; `-` is standard input. Raises UsageError.

    Says on standard error what looks like a county file and is not among them.
    """
    from ..reading.county_folder import found_at

    files: list[Path] = []
    for path in paths or (COUNTY_FILES,):
        if path == "-":
            files.append(Path(path))
            continue
        refuse_other_files(path)
        found = found_at(_file_of_county(path) or path)
        if found.unfit:
            hint = "" if paths else "; name a county file, or run this command in the folder that has county_configs/"
            raise click.UsageError(_why_unfit(found.unfit[0], _county(path), hint or _close_to(path)))
        for sentence in found.warnings:
            progress(sentence)
        if not found.files:
            raise click.UsageError(f"{path} has no county files (.yml or .yaml)")
        files += found.files
    return files


def refuse_other_files(path: str) -> None:
    """Raise UsageError for the name of a document of another program."""
    if other := _NOT_COUNTY_FILES.get(Path(path).suffix.lower()):
        raise click.UsageError(f"{path} is {other}, not a county file; name the .yml file that it was made from")


def _file_of_county(name: str) -> Path | None:
    """Return the file in `county_configs/` that a county's name stands for, as in `check Napa`, if there is one.

    Without a file of its own, that is the one file whose name has the county's among others, such as `sutter-yuba.yml`.
    """
    if Path(name).exists() or Path(name).name != name:
        return None
    file = county_file_of(name)
    if file.is_file():
        return file
    if not (county := _county(name)):
        return None
    own = county_file_of(county).stem
    joint = [other for other in Path(COUNTY_FILES).glob("*.yml") if f"-{own}-" in f"-{other.stem}-"]
    return joint[0] if len(joint) == 1 else None


def _county(name: str) -> str:
    """Return the county that a name on the command line is, with no path or ending; empty for any other."""
    from .county_names import NoSuchCountyError, county_named

    try:
        return "" if Path(name).name != name else county_named(name)
    except NoSuchCountyError:
        return ""


def _close_to(path: str) -> str:
    """Return what to write instead of a path that is not there, or nothing."""
    from ..english import closest
    from ..reading.county_folder import files_below

    asked = Path(path)
    folder = asked.parent if asked.name != path else Path(COUNTY_FILES)
    there = {file.stem: file for file in files_below(folder)} if folder.is_dir() else {}
    if close := closest(asked.stem, there):
        return f"; did you mean {there[close]}?"
    county = _county(asked.stem.replace("-", " "))
    return f"; to start its file: protocol-builder init {shlex.quote(county)}" if county else ""


def _why_unfit(path: Path, county: str, hint: str) -> str:
    if path.is_symlink() and not path.exists():
        return f"{path} is a broken link; replace it with the file, or remove it"
    if not path.exists():
        return f"{f'there is no county file for {county}' if county else f'{path} does not exist'}{hint}"
    return f"{path} is not a file; to check the output of another program, write - as the path"


def law_date(on: str | None) -> str:
    """The date (ISO) that `--on` names, today by default. Raises BadParameter."""
    from ..checking.check import DateBeforeTheLawError, day

    try:
        return day(on)
    except DateBeforeTheLawError as error:
        raise click.BadParameter(str(error), param_hint="--on") from None
    except ValueError:
        raise click.BadParameter(
            f"“{on}” is not a date; write YYYY-MM-DD, for example 2018-01-01", param_hint="--on"
        ) from None

"""The functions that the library offers to other programs. Import them from `protocol_builder`."""

import datetime
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from .checking.check import Report, check_file, check_source, day, files_below
from .law.requirements import Requirement, in_force
from .protocol.model import Protocol
from .reading.source import read_text

if TYPE_CHECKING:
    from .building.outputs import BuildResult

__all__ = ["NotACountyFileError", "build_files", "check_file", "check_text", "load", "requirements"]


class NotACountyFileError(ValueError):
    """The file cannot be read as a county file; the message says where and why."""


def load(path: str | Path) -> Protocol:
    """What a county file says, as a typed, immutable model.

    Values that have the wrong shape, or are still to be filled in, are left out; `check_file` reports them. Raises
    NotACountyFileError, OSError.
    """
    report = check_file(path)
    if not report.data:
        raise NotACountyFileError("; ".join(f"{path}:{d.line}:{d.column}: {d.message}" for d in report.diagnostics))
    return report.protocol


def check_text(text: str, on: str | datetime.date | None = None, *, path: str = "<text>") -> Report:
    """Check the text of a county file against the law in effect on a date (today by default); `path` only names it.

    Raises ValueError for a text that is not a date, DateBeforeTheLawError for a date before 2015.
    """
    return check_source(read_text(text, path), on)


def build_files(
    paths: Iterable[str | Path],
    folder: str | Path,
    on: str | datetime.date | None = None,
    *,
    progress: Callable[[str], None] | None = None,
) -> "BuildResult":
    """Make the documents of county files (or of all files in a folder) and a website of them, below a folder.

    Files with gaps become drafts that show them. `progress` is called with a line on each thing made. Returns where to
    look.

    Raises:
        ValueError: there is no county file, or `on` is not a date; DateBeforeTheLawError for a date before 2015.
        NotMadeError: a document could not be made from a county file; everything else is made.
        UnfitResourceError: a template or a clause cannot be used.
        OSError: a file could not be read or written.
        ImportError: the parts of the package for documents and the website are not installed.
    """
    from .building.outputs import build

    reports = tuple(check_file(file, on) for path in paths for file in files_below(path))
    if not reports:
        raise ValueError("no county file to build from")
    return build(reports, Path(folder), progress or _ignore)


def requirements(on: str | datetime.date | None = None) -> tuple[Requirement, ...]:
    """The requirements in force on a date (today by default), in the order of the law."""
    return in_force(day(on))


def _ignore(text: str) -> None:
    pass

"""Knows the functions that the library offers to other programs; `protocol_builder` itself hands them out.

They are not called `check` and `build`, because `protocol_builder.check` and `protocol_builder.build` are modules: a
name that is the one or the other, depending on what was imported before, would be a trap.
"""

import datetime
from collections.abc import Callable, Iterable
from pathlib import Path

from .checking.check import Report, check_file, check_source, day, files_below
from .commands.outputs import Made
from .law.requirements import Requirement, in_force
from .protocol.model import Protocol
from .reading.source import read_text

__all__ = ["NotACountyFileError", "build_files", "check_file", "check_text", "load", "requirements"]


class NotACountyFileError(ValueError):
    """The file cannot be read as a county file; the message says where and why."""


def load(path: str | Path) -> Protocol:
    """What a county file says, as a typed, immutable model.

    What departs from the file's shape, and what is still to be filled in, is left out as if it were not there; use
    `check_file` to learn of it. Raises NotACountyFileError, OSError.
    """
    from .protocol.from_data import protocol

    report = check_file(path)
    if not report.data:
        raise NotACountyFileError("; ".join(f"{path}:{d.line}:{d.column}: {d.message}" for d in report.diagnostics))
    return protocol(report.data)


def check_text(text: str, on: str | datetime.date | None = None, *, path: str = "<text>") -> Report:
    """Check the text of a county file against the law of a day (today by default); `path` is only its name."""
    return check_source(read_text(text, path), on)


def build_files(
    paths: Iterable[str | Path],
    folder: str | Path,
    on: str | datetime.date | None = None,
    *,
    progress: Callable[[str], None] | None = None,
) -> Made:
    """Make the documents of county files (or of all files in a folder) and a website of them, below a folder.

    Files with gaps become drafts that show them. `progress` is told each thing made, in a line. Returns where to look.
    Raises ValueError if there is no county file, OSError.
    """
    from .commands.outputs import build

    reports = tuple(check_file(file, on) for path in paths for file in files_below(path))
    if not reports:
        raise ValueError("there is no county file to build from")
    return build(reports, Path(folder), progress or _say_nothing)


def requirements(on: str | datetime.date | None = None) -> tuple[Requirement, ...]:
    """The requirements in force on a day (today by default), in the order of the law."""
    return in_force(day(on))


def _say_nothing(text: str) -> None:
    pass

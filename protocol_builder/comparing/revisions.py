"""Read what is to be compared: a county file, a folder of them, or either as it was in a revision of git."""

import re
import tempfile
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from ..checking.check import Report, check_file
from ..english import join_words
from ..law import vocabulary
from ..reading.county_folder import found_at
from . import git

_UNUSED = ("clause-file", "clause-words-twice")
"""Findings about words of a county that its data lacks."""


class WrongRevisionError(ValueError):
    """What was named cannot be compared, as two counties cannot; the message is a sentence that says why."""


class UnreadableRevisionError(ValueError):
    """What was named cannot be read in full, so nothing can be said about what changed; the message says why."""


@dataclass(frozen=True)
class Revision:
    """A county file at a moment."""

    path: str
    """The file as it was named, such as `el-dorado.yml` or `HEAD~1:county_configs/el-dorado.yml`."""
    commit: str
    """The id of the commit it was read from; empty for a file of the working folder."""
    report: Report
    data: dict[str, Any] = field(repr=False)
    """Everything that the file says, also what departs from the shape, with its clause files merged in."""

    @property
    def counties(self) -> tuple[str, ...]:
        """The counties that the file names."""
        return self.report.counties

    @property
    def name(self) -> str:
        """The name of the file, without its folders."""
        return self.path.replace("\\", "/").rpartition("/")[2].rpartition(":")[2]


@dataclass(frozen=True)
class Named:
    """What one argument of `compare` stands for."""

    argument: str
    is_folder: bool
    revisions: tuple[Revision, ...]
    """The county file, or those of the folder, by name."""
    warnings: tuple[str, ...]
    """A sentence each on what looks like a county file and is not among them."""


def read(argument: str, on: str) -> Named:
    """Read what an argument names: a path, or `REV:path`. `on` is the day (ISO) whose law is applied.

    Raises WrongRevisionError, UnreadableRevisionError, OSError.
    """
    if not argument.strip():
        raise WrongRevisionError("a name is empty; name two county files or folders, OLD and NEW")
    if Path(argument).exists() or ":" not in argument or re.match(r"[A-Za-z]:[\\/]", argument):  # a drive of Windows
        return _named(argument, Path(argument), "", on)
    revision, _, path = argument.partition(":")
    if not revision:
        raise WrongRevisionError(f"{argument} names no revision; write it before the colon, such as HEAD{argument}")
    try:
        commit = git.commit_of(revision)
        with tempfile.TemporaryDirectory(prefix="protocol-builder-") as folder:
            return _named(argument, git.export(commit, path, Path(folder)), commit, on)
    except git.GitError as error:
        raise UnreadableRevisionError(f"{argument}: {error}") from None


def _named(argument: str, place: Path, commit: str, on: str) -> Named:
    """Read a file or folder at a place; with a commit, it is a copy of what the argument names."""
    is_folder = place.is_dir()
    found = found_at(place)
    if found.unfit:
        missing = not is_folder and not place.exists()
        if missing and re.fullmatch(r"[\w@{}~^]+", argument):
            raise WrongRevisionError(
                f"“{argument}” is neither a file nor a folder. For a file in an earlier git revision, write REV:PATH, "
                "such as HEAD~1:county_configs/napa.yml"
            )
        raise WrongRevisionError(f"{argument} does not exist" if missing else f"{found.unfit[0]} is not a file")
    if not found.files:
        raise WrongRevisionError(f"{argument} has no county files (.yml or .yaml)")
    separator = "" if argument.endswith(("/", ":")) else "/"
    return Named(
        argument,
        is_folder,
        tuple(
            revision_of(file, f"{argument}{separator}{file.name}" if is_folder else argument, commit, on)
            for file in found.files
        ),
        tuple(warning.replace("not checked:", "not compared:", 1) for warning in found.warnings) if not commit else (),
    )


def revision_of(file: Path, path: str, commit: str, on: str) -> Revision:
    """Read a county file at a place as the revision that a path and a commit name.

    Raises UnreadableRevisionError if it cannot be read in full, OSError.
    """
    report = check_file(file, on)
    report = replace(report, source=replace(report.source, path=path))
    wrong = [d for d in report.diagnostics if d.id in _UNUSED]
    if report.source.problems or not report.data or wrong:
        first = next(iter((*report.source.problems, *wrong, *report.diagnostics)))
        raise UnreadableRevisionError(
            f"{path}, line {first.line}: {first.message}; correct this first, since nothing is compared in part"
        )
    read = dict(report.source.data)
    # The report's data, unlike the source's, has the words of clause files.
    own = {
        id: {key: text for key, text in entry.items() if key != "file"}
        for id, entry in (report.data.get("clauses") or {}).items()
        if "file" in (entry or {})
    }
    if own:
        read["clauses"] = {**(read.get("clauses") or {}), **own}
    return Revision(path, commit, report, read)


def pairs(old: Named, new: Named) -> tuple[tuple[Revision | None, Revision | None], ...]:
    """Match the county files of two arguments; None where one has no counterpart.

    In folders, files belong together by name, then by their counties and kind of instrument. Raises WrongRevisionError.
    """
    if old.is_folder != new.is_folder:
        folder, file = (old, new) if old.is_folder else (new, old)
        raise WrongRevisionError(
            f"{folder.argument} is a folder and {file.argument} is a file; compare two files or two folders"
        )
    if not old.is_folder:
        first, second = old.revisions[0], new.revisions[0]
        of_git = bool(first.commit or second.commit)
        _require_same_instrument(first, second, may_be_corrected=of_git and first.name == second.name)
        return ((first, second),)
    later = {revision.name: revision for revision in new.revisions}
    matched = [(revision, later.pop(revision.name, None)) for revision in old.revisions]
    found: list[tuple[Revision | None, Revision | None]] = []
    for earlier, same in matched:
        if same:
            _require_same_instrument(earlier, same, may_be_corrected=True)
            found.append((earlier, same))
            continue
        about = (earlier.counties, earlier.report.instrument)
        alike = [name for name, one in later.items() if (one.counties, one.report.instrument) == about]
        found.append((earlier, later.pop(alike[0]) if len(alike) == 1 else None))
    return (*found, *((None, revision) for revision in later.values()))


def _require_same_instrument(old: Revision, new: Revision, *, may_be_corrected: bool) -> None:
    """Raise WrongRevisionError for files of different counties or kinds of instruments.

    Of one file at two moments, the kind may have been corrected.
    """
    if old.counties and new.counties and not set(old.counties) & set(new.counties):
        raise WrongRevisionError(
            f"{old.path} is about {_in_words(old)} and {new.path} about {_in_words(new)}; "
            "compare two revisions of one county's file"
        )
    kinds = old.report.instrument, new.report.instrument
    if not may_be_corrected and all(kinds) and kinds[0] != kinds[1]:
        first, second = (vocabulary.label("instrument_kinds", kind) for kind in kinds)
        raise WrongRevisionError(
            f"{old.path} and {new.path} are different instruments ({first}; {second}); compare two revisions of one"
        )


def _in_words(revision: Revision) -> str:
    return join_words(tuple(map(vocabulary.full_name, revision.counties)))

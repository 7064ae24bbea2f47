"""Which files of a folder are county files, and what else there looks like one, by their names alone."""

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

_ENDINGS = (".yml", ".yaml")
MAX_FOLDERS = 1_000
"""Folders below a folder that are searched for county files; no county has as many."""
REVISIONS = ".revisions"
"""How the folder of a county file's earlier versions ends: those of `yolo.yml` are in `yolo.revisions`."""
_MAX_NAMES = 3
"""Names that a sentence lists."""


@dataclass(frozen=True, slots=True)
class Found:
    """What a path stands for."""

    files: tuple[Path, ...]
    """The path itself, or every county file in a folder, sorted by name; broken links are among them."""
    unfit: tuple[Path, ...] = ()
    """The path itself if it is neither file nor folder: not there, a broken link, a pipe, a device."""
    warnings: tuple[str, ...] = ()
    """A sentence each on what looks like a county file and is not among the files."""


def files_below(path: str | Path) -> tuple[Path, ...]:
    """The county files that a path stands for: itself, or every .yml and .yaml file in a folder, sorted by name."""
    return found_at(path).files


def found_at(path: str | Path) -> Found:
    """The county files that a path stands for, and what else there looks like one."""
    path = Path(path)
    if not path.is_dir():
        return Found((path,) if path.is_file() or _is_missing(path) else (), () if path.is_file() else (path,))
    files: list[Path] = []
    folders: list[Path] = []
    pipes: list[Path] = []
    other: list[Path] = []
    for place in sorted(path.iterdir()):
        if place.name.startswith((".", "~$")):  # hidden, or what Office keeps while it has a file open
            continue
        if place.name.endswith(REVISIONS) and place.is_dir():
            continue
        if not _has_ending(place.name):
            if place.is_dir():
                folders.append(place)
            elif _has_ending(place.name.lower().removesuffix(".txt")):
                other.append(place)
        elif place.is_dir():
            folders.append(place)
        elif place.is_file() or _is_missing(place):
            files.append(place)
        else:
            pipes.append(place)
    return Found(tuple(files), (), tuple(_warnings(folders, other, pipes)))


def _is_missing(place: Path) -> bool:
    """Whether there is nothing, not even a pipe: opening it fails at once, and does not wait."""
    return not place.exists()


def _has_ending(name: str) -> bool:
    return name.lower().endswith(_ENDINGS) and not name.startswith(".")


def _warnings(folders: Iterable[Path], other: Iterable[Path], pipes: Iterable[Path]) -> Iterator[str]:
    if found := list(_folders_with_county_files(folders)):
        yield f"not checked: the .yml files in {_listed(found)}; to check them, name the folder"
    if names := [str(place) for place in other]:
        yield f"not checked: {_listed(names)}; the name of a county file must end in .yml"
    if names := [str(place) for place in pipes]:
        yield f"not checked: {_listed(names)}; neither a file nor a folder"


def _folders_with_county_files(folders: Iterable[Path]) -> Iterator[str]:
    """Those of the folders, and of the folders in them, that have a file with a county file's ending."""
    for place, below, names in islice((seen for folder in folders for seen in os.walk(folder)), MAX_FOLDERS):
        below[:] = sorted(name for name in below if not name.startswith("."))
        if any(map(_has_ending, names)):
            yield place


def _listed(names: list[str]) -> str:
    more = f" and {len(names) - _MAX_NAMES} more" if len(names) > _MAX_NAMES else ""
    return ", ".join(names[:_MAX_NAMES]) + more

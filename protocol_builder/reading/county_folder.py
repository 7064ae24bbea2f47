"""Knows which files of a folder are county files, and what else there only looks like one. Opens none of them."""

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

_ENDINGS = (".yml", ".yaml")
_MOST = 1_000
"""Folders below a folder that are looked into; more are no county's."""
_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Found:
    """What a path stands for."""

    files: tuple[Path, ...]
    """The path itself, or every county file in a folder, sorted by name; among them links that lead nowhere."""
    unfit: tuple[Path, ...] = ()
    """Neither file nor folder, though named or given as a county file: a link that leads nowhere, a pipe, a device."""
    aside: tuple[str, ...] = ()
    """A sentence each on what looks like county files and is not among the files."""


def files_below(path: str | Path) -> tuple[Path, ...]:
    """The county files that a path stands for: itself, or every .yml and .yaml file in a folder, sorted by name."""
    return found_at(path).files


def found_at(path: str | Path) -> Found:
    """The county files that a path stands for, and what else there looks like one."""
    path = Path(path)
    if not path.is_dir():
        return Found((path,) if path.is_file() or _leads_nowhere(path) else (), () if path.is_file() else (path,))
    files: list[Path] = []
    folders: list[Path] = []
    unfit: list[Path] = []
    other: list[Path] = []
    for place in sorted(path.iterdir()):
        if place.name.startswith("."):
            continue
        if not _is_named_like_one(place.name):
            if place.is_dir():
                folders.append(place)
            elif _is_named_like_one(place.name.lower().removesuffix(".txt")):
                other.append(place)
        elif place.is_file():
            files.append(place)
        elif place.is_dir():
            folders.append(place)
        else:
            unfit.append(place)
            files += [place] if _leads_nowhere(place) else []
    return Found(tuple(files), tuple(unfit), tuple(_left_aside(path, folders, other)))


def _leads_nowhere(place: Path) -> bool:
    """Whether there is nothing, not even a pipe; whoever opens it is told so, and does not wait."""
    return not place.exists()


def _is_named_like_one(name: str) -> bool:
    return name.lower().endswith(_ENDINGS) and not name.startswith(".")


def _left_aside(path: Path, folders: Iterable[Path], other: Iterable[Path]) -> Iterator[str]:
    if holding := list(_holding(folders)):
        yield f"not checked: the .yml files in {_some(holding)}; name such a folder to check them"
    if names := [str(place) for place in other]:
        yield f"not checked: {_some(names)}; a county file’s name ends in .yml, and nothing after it"


def _holding(folders: Iterable[Path]) -> Iterator[str]:
    """Those folders, and the folders in them, that hold what looks like a county file."""
    for place, below, names in islice((seen for folder in folders for seen in os.walk(folder)), _MOST):
        below[:] = sorted(name for name in below if not name.startswith("."))
        if any(map(_is_named_like_one, names)):
            yield place


def _some(names: list[str]) -> str:
    more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
    return ", ".join(names[:_SHOWN]) + more

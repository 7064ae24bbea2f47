"""Knows how files and folders are put in their place whole or not at all, also when the process is killed half-way.

Knows nothing of what is in them.
"""

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

_UNFINISHED = ".unfinished-"
_EARLIER = ".earlier-"


class BusyError(OSError):
    """Another build is writing into the same folder."""


def write(path: Path, content: str | bytes) -> None:
    """Write a file so that at any moment its place holds the old content or the new, never a part."""
    _make(path.parent)
    data = content.encode("utf-8") if isinstance(content, str) else content
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f"{_UNFINISHED}{path.name}-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(temporary).chmod(0o666 & ~_umask())
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


@contextmanager
def folder_in_place_of(place: Path) -> Iterator[Path]:
    """An empty folder to fill, which then takes the place of an earlier one; if filling fails, the earlier one stays."""
    _make(place.parent)
    new = Path(tempfile.mkdtemp(dir=place.parent, prefix=f"{_UNFINISHED}{place.name}-"))
    new.chmod(0o777 & ~_umask())
    try:
        yield new
        earlier = place.with_name(f"{_EARLIER}{place.name}")
        if place.exists():
            place.replace(earlier)  # from here until the next line a kill leaves the earlier folder for `repair`
        new.replace(place)
        shutil.rmtree(earlier, ignore_errors=True)
    except BaseException:
        shutil.rmtree(new, ignore_errors=True)
        raise


@contextmanager
def reserved(folder: Path) -> Iterator[None]:
    """Keep other builds out of a folder, and clear up after one that was killed there. Raises BusyError."""
    _make(folder)
    with (folder / ".lock").open("a+b") as lock:
        _take(lock, folder)
        repair(folder)
        yield


def repair(folder: Path) -> None:
    """Remove what a killed build left unfinished; where it had moved a folder away, put that back."""
    for earlier in folder.rglob(f"{_EARLIER}*"):
        place = earlier.with_name(earlier.name.removeprefix(_EARLIER))
        if place.exists():
            shutil.rmtree(earlier)
        else:
            earlier.replace(place)
    for unfinished in folder.rglob(f"{_UNFINISHED}*"):
        if unfinished.is_dir():
            shutil.rmtree(unfinished)
        else:
            unfinished.unlink()


def _make(folder: Path) -> None:
    """Make a folder with those above it. Raises NotADirectoryError that says which of them is a file."""
    for place in (folder, *folder.parents):
        if place.exists():
            if not place.is_dir():
                raise NotADirectoryError(None, "is a file; nothing can be written below it", str(place))
            break
    folder.mkdir(parents=True, exist_ok=True)


def _take(lock: IO[bytes], folder: Path) -> None:
    # The operating system frees such a lock when the process ends, however it ends.
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(lock.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        raise BusyError(None, "another build is writing here; wait for it to end", str(folder)) from None


def _umask() -> int:
    """The process's umask, which can only be read by setting it."""
    mask = os.umask(0)
    os.umask(mask)
    return mask

"""Knows how files and folders are put in their place whole or not at all, also when the process is killed half-way.

Knows nothing of what is in them.
"""

import os
import shutil
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

# All that is left behind by who is killed; no one else's files have such names.
_LOCK = ".protocol-builder.lock"
_UNFINISHED = ".protocol-builder-unfinished-"
_EARLIER = ".protocol-builder-earlier-"


class BusyError(OSError):
    """Another build is writing into the same folder."""


def write(path: Path, content: str | bytes) -> None:
    """Write a file so that at any moment its place holds the old content or the new, never a part."""
    _make(path.parent)
    data = content.encode("utf-8") if isinstance(content, str) else content
    with _told_of(path, path.parent):
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=_aside(_UNFINISHED, path.name, "-"))
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
            Path(temporary).chmod(0o666 & ~_umask())
            Path(temporary).replace(path)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise


@contextmanager
def workshop(place: Path) -> Iterator[Path]:
    """A folder beside a place, to make in it what goes there; it is gone afterwards."""
    _make(place.parent)
    with _told_of(place, place.parent):
        folder = Path(tempfile.mkdtemp(dir=place.parent, prefix=_aside(_UNFINISHED, place.name, "-")))
    try:
        with _told_of(place, folder):
            yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def folder_in_place_of(place: Path) -> Iterator[Path]:
    """An empty folder to fill, which then takes the place of an earlier one; if filling fails, the earlier one stays."""
    with workshop(place) as new:
        new.chmod(0o777 & ~_umask())
        yield new
        earlier = place.with_name(_aside(_EARLIER, place.name))
        if place.exists():
            place.replace(earlier)  # from here until the next line a kill leaves the earlier folder for `repair`
        new.replace(place)
        shutil.rmtree(earlier, ignore_errors=True)


@contextmanager
def reserved(folder: Path) -> Iterator[None]:
    """Keep others that reserve the same folder out of it. Raises BusyError."""
    _make(folder)
    path = folder / _LOCK
    while True:
        with _told_of(folder, folder):
            lock = path.open("a+b")
        with lock:
            _take(lock, folder)
            if not _is_still(path, lock):
                continue  # whoever had it has just ended and taken it away
            try:
                yield
            finally:
                with suppress(OSError):  # Windows lets no one take away what is open
                    path.unlink()
            return


def repair(folder: Path, names: Iterable[str]) -> None:
    """Clear up what a killed process that had reserved a folder left of things in it of these names.

    What it left unfinished is removed; where it had moved a folder away, that is put back.
    """
    unfinished = tuple(_aside(_UNFINISHED, name, "-") for name in names)
    earlier = {_aside(_EARLIER, name): folder / name for name in names}
    for left in tuple(folder.iterdir()):
        place = earlier.get(left.name)
        if place and is_own_folder(left) and not os.path.lexists(place):
            left.replace(place)
        elif place or left.name.startswith(unfinished):
            if is_own_folder(left):
                shutil.rmtree(left)
            else:
                left.unlink()


def is_own_folder(path: Path) -> bool:
    """Whether a path is a folder, and no link to one."""
    return path.is_dir() and not path.is_symlink()


def within(folder: Path, name: str) -> Path:
    """The place of a name in a folder. Raises OSError where that is a link: what is written must stay in the folder."""
    place = folder / name
    if place.is_symlink() or place.resolve().parent != folder.resolve():
        remedy = "remove it, or name another output folder with -o"
        raise OSError(None, f"is a link, and nothing is written where it leads; {remedy}", str(place))
    return place


def _aside(kind: str, name: str, end: str = "") -> str:
    """How that which has to do with a name is called beside it; a name itself may have all the letters that it can."""
    return f"{kind}{name[:40]}{end}"


def here() -> Path:
    """The folder in which the program was started. Raises FileNotFoundError where that is gone."""
    try:
        return Path.cwd()
    except FileNotFoundError:
        remedy = "change to one that does (cd), and run it again"
        raise FileNotFoundError(None, f"the folder in which this was started no longer exists; {remedy}") from None


@contextmanager
def _told_of(place: Path, at_work: Path) -> Iterator[None]:
    """Whatever the disk refuses is told of the place that somebody knows, and not of what is made on the way to it."""
    try:
        yield
    except shutil.Error as error:
        raise OSError(None, error.args[0][0][2], str(place)) from None
    except OSError as error:
        names = [name for name in (error.filename, error.filename2) if name is not None]
        if error.errno is None or (names and not any(str(name).startswith(str(at_work)) for name in names)):
            raise
        raise OSError(error.errno, error.strerror, str(place)) from None


def _make(folder: Path) -> None:
    """Make a folder with those above it. Raises NotADirectoryError that says which of them is a file."""
    here()
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


def _is_still(path: Path, lock: IO[bytes]) -> bool:
    try:
        return os.path.samestat(path.stat(), os.fstat(lock.fileno()))
    except FileNotFoundError:
        return False


def _umask() -> int:
    """The process's umask, which can only be read by setting it."""
    mask = os.umask(0)
    os.umask(mask)
    return mask

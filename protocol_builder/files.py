"""Write files and folders whole or not at all, also when the process is killed halfway."""

import errno
import os
import re
import shutil
import stat
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from itertools import chain, count
from pathlib import Path
from typing import IO

# All that a killed process leaves behind has one of these names, and nothing else has.
_LOCK = ".protocol-builder.lock"
_UNFINISHED = ".protocol-builder-unfinished-"
_EARLIER = ".protocol-builder-earlier-"

_DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(?![^.])", re.IGNORECASE)


_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


class BusyError(OSError):
    """Another build is writing into the same folder."""


class FileHasChangedError(OSError):
    """A file no longer has the text that was read."""

    def __init__(self, path: Path) -> None:
        super().__init__(errno.EBUSY, "has changed in the meantime; nothing was written", str(path))


def write(path: Path, content: str | bytes, *, keeps_mode: bool = False) -> None:
    """Write a file so that at any moment it has the old content or the new, never a part. Raises OSError.

    With `keeps_mode` a file that is there keeps its permissions, at any moment too; else it has those of a new file.
    """
    _make(path.parent)
    data = content.encode("utf-8") if isinstance(content, str) else content
    with _errors_name(path, path.parent):
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=_temporary_name(_UNFINISHED, path.name, "-"))
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
            kept = keeps_mode and path.exists()
            Path(temporary).chmod(stat.S_IMODE(path.stat().st_mode) if kept else 0o666 & ~_umask())
            Path(temporary).replace(path)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise


def replace_text(path: Path, before: str, after: str) -> None:
    """Replace the text of a file that still has the text that was read, whole or not at all.

    The file that a link leads to is written; it keeps its permissions and its byte order mark. Raises FileHasChangedError,
    OSError.
    """
    place = path.resolve()
    content = place.read_bytes()
    text = content.removeprefix(_BYTE_ORDER_MARK)
    if text != before.encode("utf-8"):
        raise FileHasChangedError(path)
    write(place, content[: len(content) - len(text)] + after.encode("utf-8"), keeps_mode=True)


@contextmanager
def temporary_folder(place: Path) -> Iterator[Path]:
    """A temporary folder next to a path, to make in it what goes there; it is removed afterwards."""
    _make(place.parent)
    with _errors_name(place, place.parent):
        folder = Path(tempfile.mkdtemp(dir=place.parent, prefix=_temporary_name(_UNFINISHED, place.name, "-")))
    try:
        with _errors_name(place, folder):
            yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def replacement_for(place: Path) -> Iterator[Path]:
    """An empty folder to fill, which then replaces an earlier one; if filling fails, the earlier one stays."""
    with temporary_folder(place) as new:
        new.chmod(0o777 & ~_umask())
        yield new
        earlier = place.with_name(_temporary_name(_EARLIER, place.name))
        if place.exists():
            place.replace(earlier)  # from here until the next line a kill leaves the earlier folder for `repair`
        new.replace(place)
        shutil.rmtree(earlier, ignore_errors=True)


@contextmanager
def reserved(folder: Path) -> Iterator[None]:
    """Keep other processes that reserve the same folder out of it. Raises BusyError if one has reserved it."""
    _make(folder)
    path = folder / _LOCK
    while True:
        with _errors_name(folder, folder):
            lock = path.open("a+b")
        with lock:
            _take(lock, folder)
            if not _is_still(path, lock):
                continue  # the process that had it has just ended and removed it
            try:
                yield
            finally:
                with suppress(OSError):  # Windows does not let an open file be removed
                    path.unlink()
            return


def repair(folder: Path, names: Iterable[str]) -> None:
    """Clean up, in a reserved folder, what a killed process left of the files and folders of these names.

    What is unfinished is removed; an earlier folder that had been moved away is put back.
    """
    unfinished = tuple(_temporary_name(_UNFINISHED, name, "-") for name in names)
    earlier = {_temporary_name(_EARLIER, name): folder / name for name in names}
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
    """Whether a path is a folder, and not a link to one."""
    return path.is_dir() and not path.is_symlink()


def within(folder: Path, name: str) -> Path:
    """The path of a name in a folder. Raises OSError if that is a link: what is written must stay in the folder."""
    place = folder / name
    if place.is_symlink() or place.resolve().parent != folder.resolve():
        remedy = "remove the link, or name another output folder with -o"
        raise OSError(None, f"is a link, and nothing is written through a link; {remedy}", str(place))
    return place


def names_a_device(name: str) -> bool:
    """Return whether Windows takes the name of a file or folder for a device, as it does `con` and `aux.html`."""
    return _DEVICES.match(name) is not None


def free_names(wanted: Iterable[str], taken: Iterable[str] = ()) -> tuple[str, ...]:
    """Return a name for each that is wanted: none that Windows takes for a device, none empty, and each only once.

    A name that another one equals but for capitals, or one that is taken, gets a number.
    """
    used = {name.casefold() for name in taken}
    found = []
    for name in (one or "county-file" for one in wanted):
        first = f"county-{name}" if names_a_device(name) else name
        free = next(one for one in chain([first], (f"{first}-{n}" for n in count(2))) if one.casefold() not in used)
        used.add(free.casefold())
        found.append(free)
    return tuple(found)


def _temporary_name(kind: str, name: str, end: str = "") -> str:
    """The name of a temporary neighbor of a file or folder; shortened, since that one's own name may be as long as allowed."""
    return f"{kind}{name[:40]}{end}"


def here() -> Path:
    """The folder in which the program was started. Raises FileNotFoundError if it no longer exists."""
    try:
        return Path.cwd()
    except FileNotFoundError:
        remedy = "change to one that does (cd), and run the command again"
        raise FileNotFoundError(None, f"the working folder no longer exists; {remedy}") from None


@contextmanager
def _errors_name(place: Path, temporary: Path) -> Iterator[None]:
    """Let an OSError name the path that the user knows, and not a temporary one."""
    try:
        yield
    except shutil.Error as error:
        why = error.args[0][0][2]  # in words, with the paths: “[Errno 27] File too large: …”
        found = re.match(r"\[\w+ \d+\] ([^:]+)", why)
        raise OSError(None, found[1] if found else why, str(place)) from None
    except OSError as error:
        names = [name for name in (error.filename, error.filename2) if name is not None]
        if error.errno is None or (names and not any(str(name).startswith(str(temporary)) for name in names)):
            raise
        raise OSError(error.errno, error.strerror, str(place)) from None


def _make(folder: Path) -> None:
    """Make a folder with those above it. Raises NotADirectoryError, which names the one of them that is a file."""
    here()
    for place in (folder, *folder.parents):
        if place.exists():
            if not place.is_dir():
                raise NotADirectoryError(None, "is a file, so nothing can be written below it", str(place))
            break
    folder.mkdir(parents=True, exist_ok=True)


def _take(lock: IO[bytes], folder: Path) -> None:
    """Lock a file. Raises BusyError if another process has."""
    # The operating system frees such a lock when the process ends, however it ends.
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(lock.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        raise BusyError(None, "another build is writing here; wait until it ends", str(folder)) from None


def _is_still(path: Path, lock: IO[bytes]) -> bool:
    """Whether a path is still that of an open file."""
    try:
        return os.path.samestat(path.stat(), os.fstat(lock.fileno()))
    except FileNotFoundError:
        return False


def _umask() -> int:
    """The process's umask, which can only be read by setting it."""
    mask = os.umask(0)
    os.umask(mask)
    return mask

"""Keep what takes long to work out beside Python's compiled modules.

The same settings hold as for those (`PYTHONDONTWRITEBYTECODE`, `PYTHONPYCACHEPREFIX`). Where nothing can be written, it is
worked out each time.
"""

import sys
from collections.abc import Iterable
from contextlib import suppress
from functools import cache
from importlib.util import cache_from_source
from pathlib import Path

from . import __version__


def heading(code: Iterable[str]) -> bytes:
    """Return a line that changes with the program's version and with the modules at these paths. Raises OSError."""
    return f"{__version__} {' '.join(map(_version, code))}\n".encode()


def find(name: str, beginning: bytes) -> bytes | None:
    """Return what is kept under a name after these bytes; None if it begins with others or there is none."""
    with suppress(OSError):
        kept = (_folder() / name).read_bytes()
        if kept.startswith(beginning):
            return kept[len(beginning) :]
    return None


def keep(name: str, content: bytes) -> None:
    """Keep something under a name, in place of what is kept there."""
    if sys.dont_write_bytecode:
        return
    from . import files  # which a check that finds everything kept does not need

    with suppress(OSError):
        files.write(_folder() / name, content)


@cache
def _folder() -> Path:
    return Path(cache_from_source(__file__)).parent


@cache
def _version(code: str) -> str:
    found = Path(code).stat()
    return f"{found.st_mtime_ns} {found.st_size}"

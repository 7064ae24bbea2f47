"""Knows how text leaves the program and how a county file comes in, by streams that may be closed or of any encoding.

Knows nothing of what is told.
"""

import errno
import io
import os
import sys
from pathlib import Path
from typing import IO, Any


class _Closed(io.StringIO):
    """Stands where whoever started the program closed a stream."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name

    @property
    def buffer(self) -> Any:
        return self

    def read(self, *arguments: Any) -> Any:
        raise OSError(errno.EBADF, "is closed", self._name)

    def write(self, text: str) -> int:
        raise OSError(errno.EBADF, "is closed", self._name)


class _Unheard(io.StringIO):
    """Stands in the place of standard error where nobody can be told."""

    def write(self, text: str) -> int:
        return len(text)


def prepare() -> None:
    """Make the standard streams usable, whatever the program was started with; no sign stops the output."""
    if None in (sys.stdin, sys.stdout, sys.stderr):
        while (number := os.open(os.devnull, os.O_RDWR)) < 3:
            pass  # else a county file would be opened in the place of a stream
        os.close(number)
        sys.stdin = sys.stdin or _Closed("standard input")
        sys.stdout = sys.stdout or _Closed("standard output")
        sys.stderr = sys.stderr or _Unheard()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def for_programs(stream: IO[str]) -> IO[str]:
    """A stream that other programs read: UTF-8 and unchanged ends of lines, whatever people read here."""
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(encoding="utf-8", errors="replace", newline="\n")
    return stream


def show(text: str) -> None:
    """Print what was asked for."""
    sys.stdout.write(text)
    sys.stdout.flush()


def say(text: str) -> None:
    """Tell people something that is no finding, on lines of its own, as long as somebody reads them."""
    try:
        sys.stderr.write(f"{text}\n")
        sys.stderr.flush()
    except OSError:
        sys.stderr = _Unheard()


def put(path: Path, text: str) -> None:
    """Write what was asked for into a file; into a device or a pipe, such as /dev/stdout, without taking its place."""
    if path.exists() and not path.is_file():
        with path.open("w", encoding="utf-8", newline="\n") as there:
            there.write(text)
        return
    from ..files import write  # slow to import

    write(path, text)


def given(most: int) -> bytes:
    """What standard input holds, but not much more than some bytes of it."""
    try:
        return bytes(sys.stdin.buffer.read(most + 1))
    except OSError as error:
        error.filename = error.filename or "standard input"
        raise

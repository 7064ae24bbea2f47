"""How text leaves the program and a county file comes in: by streams that may be closed or in any encoding.

Results go to standard output, everything else to standard error.
"""

import errno
import io
import os
import sys
from pathlib import Path
from typing import IO, Any

from ..characters import safe_line


class _Closed(io.StringIO):
    """Replaces a stream that was closed when the program started; using it raises OSError."""

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


class _Discarding(io.StringIO):
    """Replaces a standard error that is closed; takes any text and keeps none."""

    def write(self, text: str) -> int:
        return len(text)


def prepare() -> None:
    """Make the standard streams usable, whatever the program was started with; no character stops the output."""
    if None in (sys.stdin, sys.stdout, sys.stderr):
        while (number := os.open(os.devnull, os.O_RDWR)) < 3:
            pass  # else a county file would be opened in the place of a stream
        os.close(number)
        sys.stdin = sys.stdin or _Closed("standard input")
        sys.stdout = sys.stdout or _Closed("standard output")
        sys.stderr = sys.stderr or _Discarding()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def as_utf8(stream: IO[str]) -> IO[str]:
    """Set a stream that other programs read to UTF-8 and plain line feeds, whatever people read here; returns it."""
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(encoding="utf-8", errors="replace", newline="\n")
    return stream


def to_stdout(text: str) -> None:
    """Print a result, the text that the command was asked for."""
    sys.stdout.write(text)
    sys.stdout.flush()


def give_up_unwritten() -> None:
    """Give up what standard output could not take; else Python tries again at its end, and exits with a code of its own."""
    try:
        sys.stdout.flush()
    except OSError:
        sys.stdout = _Discarding()


def to_stderr(text: str) -> None:
    """Print what is not a result, followed by a line feed. If standard error is closed, do nothing."""
    try:
        sys.stderr.write(f"{text}\n")
        sys.stderr.flush()
    except OSError:
        sys.stderr = _Discarding()


def progress(text: str) -> None:
    """Print to standard error, on one line and without characters that a terminal would obey."""
    to_stderr(safe_line(text))


def to_file(path: Path, text: str) -> None:
    """Write a result to a file; into a device or a pipe, such as /dev/stdout, without replacing it. Raises OSError."""
    if path.exists() and not path.is_file():
        with path.open("w", encoding="utf-8", newline="\n") as there:
            there.write(text)
        return
    from ..files import write  # slow to import

    write(path, text)


def from_stdin(max_bytes: int) -> bytes:
    """The content of standard input, cut off one byte after `max_bytes`. Raises OSError."""
    try:
        return bytes(sys.stdin.buffer.read(max_bytes + 1))
    except OSError as error:
        error.filename = error.filename or "standard input"
        raise

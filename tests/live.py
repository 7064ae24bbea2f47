"""`protocol-builder site serve` in a process of its own, and a reader whose page is open: plain HTTP, as a browser asks."""

import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

OURS = (sys.executable, "-m", "protocol_builder", "site", "serve", "--address")
_PATIENCE = 120  # seconds, for a machine that has other work


@dataclass
class Live:
    """A website that is being served."""

    address: str
    process: subprocess.Popen[bytes]
    log: Path

    def page(self, path: str) -> str:
        with urllib.request.urlopen(f"{self.address}/{path}", timeout=_PATIENCE) as answer:
            return str(answer.read().decode("utf-8"))

    def reader(self, path: str) -> "Reader":
        """A reader who opens a page and leaves it open."""
        return Reader(self, path, self.page(path))

    def output(self) -> str:
        """What the process has printed so far."""
        return self.log.read_text("utf-8", "replace")


@dataclass
class Reader:
    """An open page, which asks its server whether there is a newer one, and then loads it."""

    live: Live
    path: str
    page: str

    def after(self, words: str) -> str:
        """The page as it follows the edits, as soon as it has some words."""
        until = time.monotonic() + _PATIENCE
        while words not in self.page and time.monotonic() < until:
            self.follow()
        return self.page

    def follow(self) -> None:
        """Wait for the next version, as the script does that MkDocs puts into each page."""
        found = re.search(r"livereload\((\d+), (\d+)\)", self.page)
        assert found, "the page does not ask for a newer one"
        answer = self.live.page(f"livereload/{found[1]}/{found[2]}")
        if int(answer) > int(found[1]):
            self.page = self.live.page(self.path)


@contextmanager
def served(folder: Path, command: Sequence[str] = OURS) -> Iterator[Live]:
    """The website of a folder, until the end. The command gets the address as its last argument."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with tempfile.TemporaryDirectory() as name, (Path(name) / "log").open("wb") as log:
        process = subprocess.Popen([*command, f"127.0.0.1:{port}"], cwd=folder, stdout=log, stderr=log)
        live = Live(f"http://127.0.0.1:{port}", process, Path(log.name))
        try:
            _wait_for(live)
            yield live
        finally:
            if process.poll() is None:
                process.send_signal(signal.SIGINT)
            process.wait(_PATIENCE)


def _wait_for(live: Live) -> None:
    """Wait until the website answers; fail where the process ends first, or takes too long."""
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until:
        try:
            live.page("index.html")
            return
        except (urllib.error.URLError, ConnectionError):
            with suppress(subprocess.TimeoutExpired):
                live.process.wait(0.1)
                break
    pytest.fail(live.output())

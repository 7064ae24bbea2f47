"""Chromium for tests and figures: where it is, how it is started, and a folder that is served to it from this machine."""

import base64
import contextlib
import functools
import http
import http.server
import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from .conftest import ROOT

PROGRAM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
"""Its place; None where none is installed."""
ARGUMENTS = ("--no-sandbox",)
"""A machine that runs tests has often no user but root, whom the sandbox refuses."""


def skip_without_it() -> None:
    """Skip a test on your machine where Chromium is not installed; in CI it fails."""
    if PROGRAM is None:
        if os.environ.get("CI"):
            pytest.fail("the browser tests need Chromium")
        pytest.skip("no Chromium is installed")


@contextmanager
def started() -> Iterator[Browser]:
    """Chromium until the end. A process can have one at a time, as it can have one Playwright."""
    assert PROGRAM, "Chromium is not installed"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=PROGRAM, args=[*ARGUMENTS])
        yield browser
        browser.close()


def set_in_a_known_font(page: Page) -> None:
    """Set all text of a page in a font that comes with the project, since each machine has others."""
    font = base64.b64encode((ROOT / "templates" / "mou" / "fonts" / "Carlito-Regular.ttf").read_bytes()).decode()
    face = f"@font-face {{ font-family: Known; src: url(data:font/ttf;base64,{font}) }}"
    page.add_style_tag(content=f"{face} * {{ font-family: Known !important }}")
    page.evaluate("document.fonts.load('1em Known')")


@contextmanager
def served(folder: Path, *, not_found: Path | None = None, sent: list[str] | None = None) -> Iterator[str]:
    """The address of a folder, ending in a slash, until the end.

    `not_found` is the page that is sent for an address at which nothing is. `sent` gets the path of each file that is sent,
    with its query.
    """
    handler = functools.partial(_Quiet, directory=folder, not_found=not_found, sent=sent)
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


class _Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves a folder and writes nothing to the terminal."""

    def __init__(self, *given: object, not_found: Path | None, sent: list[str] | None, **options: object) -> None:
        self._not_found, self._sent = not_found, sent
        super().__init__(*given, **options)  # type: ignore[arg-type]

    def handle(self) -> None:
        with contextlib.suppress(ConnectionError):  # a page was closed while it loaded
            super().handle()

    def log_message(self, format: str, *given: object) -> None:
        pass

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        if code == http.HTTPStatus.OK and self._sent is not None:
            self._sent.append(self.path)

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        if code != http.HTTPStatus.NOT_FOUND or self._not_found is None:
            super().send_error(code, message, explain)
            return
        body = self._not_found.read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

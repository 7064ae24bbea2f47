"""A site with the program in it, served to Chromium, and the program running there once for all tests of this folder.

It ends with them: other tests start a Playwright of their own, of which a process can have only one.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from protocol_builder.checking.check import check_source
from protocol_builder.reading.source import read_text
from protocol_builder.website import engines
from protocol_builder.website.browser import runtime
from protocol_builder.website.pages import no_documents

from ... import chromium
from ...conftest import DAY, EXAMPLE
from ...npm import installed

STARTED = 240_000
"""Milliseconds that the program may take to start on a machine that is busy with other tests."""

GAPS = """\
county: Inyo
instrument: {kind: interagency_protocol}
csec_program: {elects_funds: true}
agencies:
  probation: {name: Probation Department, kind: county_department, functions: [probation]}
protocol_team:
  lead: probation
  seats:
    probation: {agency: probation, title: Chief Probation Officer}
"""
INTERNAL = f"{GAPS}contacts: {{hotline: {{number: 760-555-0123, internal: true}}}}\n"


@pytest.fixture(scope="session")
def pyodide() -> Path:
    """The folder of the npm package `pyodide`."""
    return installed("pyodide", runtime.VERSION)


@pytest.fixture(scope="package")
def browser_site(pyodide: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site of a few county files, with the pages that run the program in the browser."""
    folder = tmp_path_factory.mktemp("browser") / "county site"
    texts = {"example.yml": EXAMPLE.read_text("utf-8"), "inyo.yml": GAPS, "kern.yml": "county: [\n"}
    reports = tuple(check_source(read_text(text, name), DAY) for name, text in texts.items())
    engines.build(reports, folder, strict=True, offered=no_documents, pyodide=pyodide)
    return folder


SENT: list[str] = []
"""The path of each file that the server has sent, with its query."""


@pytest.fixture(scope="package")
def address(browser_site: Path) -> Iterator[str]:
    """The address of that site, below a folder of the server."""
    with chromium.served(browser_site.parent, sent=SENT) as root:
        yield f"{root}county%20site/"


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    chromium.skip_without_it()
    with chromium.started() as browser:
        yield browser


@pytest.fixture(scope="package")
def program(browser: Browser, address: str) -> Iterator[Page]:
    """A page on which the program runs; what a test asks it, it answers as it would the page's own script."""
    page = browser.new_page(accept_downloads=True)
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto(f"{address}check-a-file.html")
    page.locator("#law-date:valid").wait_for(timeout=STARTED)
    yield page
    page.close()


Ask = Callable[..., Any]


@pytest.fixture(scope="package")
def ask(program: Page, browser_site: Path) -> Ask:
    """Calls a function of the program in the browser's worker: its result, or the sentence that says why there is none."""

    def ask(call: str, **arguments: Any) -> Any:
        """`content`, if it is given, reaches the page as a file does, in bytes."""
        content = arguments.pop("content", None)
        if content is not None:
            (browser_site / "opened.bin").write_bytes(content)
        return program.evaluate(
            """async ([name, given, hasContent]) => {
              const { call } = await import(new URL("browser/worker_client.js", document.baseURI).href);
              if (hasContent) {
                const response = await fetch(new URL("opened.bin", document.baseURI).href, { cache: "no-store" });
                given.content = new Uint8Array(await response.arrayBuffer());
              }
              return call(name, given).catch((error) => error.message);
            }""",
            [call, arguments, content is not None],
        )

    return ask

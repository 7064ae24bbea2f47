"""A site with the program in it, served to Chromium, and the program running there once for all tests of this folder.

It ends with them: other tests start a Playwright of their own, of which a process can have only one.
"""

import base64
import contextlib
import shutil
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
import yaml
from playwright.sync_api import Browser, BrowserContext, Page

from protocol_builder.checking.check import check_source
from protocol_builder.reading.source import read_text
from protocol_builder.website import engines
from protocol_builder.website.browser import runtime
from protocol_builder.website.pages import no_documents

from ... import chromium
from ...conftest import DAY, EXAMPLE, ROOT
from ...npm import installed

EDITED_AT = "https://example.org/our-repository/edit/main/county_configs/"
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
    """A site of a few county files, with the pages that run the program in the browser, and where its files are edited."""
    folder = tmp_path_factory.mktemp("browser") / "county site"
    own = tmp_path_factory.mktemp("settings")
    shutil.copytree(ROOT / "site", own / "site")
    settings = yaml.safe_load((ROOT / "mkdocs.yml").read_text("utf-8"))
    settings["extra"]["edit_uri"] = EDITED_AT
    (own / "mkdocs.yml").write_text(yaml.safe_dump(settings), "utf-8")
    texts = {"example.yml": EXAMPLE.read_text("utf-8"), "inyo.yml": GAPS, "kern.yml": "county: [\n"}
    reports = tuple(check_source(read_text(text, name), DAY) for name, text in texts.items())
    with contextlib.chdir(own):
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
def visitor(browser: Browser) -> Iterator[BrowserContext]:
    """Someone who opens the site's pages one after another: what one page keeps in the browser, the next one has."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, accept_downloads=True)
    yield context
    context.close()


@pytest.fixture(scope="package")
def program(visitor: BrowserContext, address: str) -> Iterator[Page]:
    """A page on which the program runs; what a test asks it, it answers as it would the page's own script."""
    page = visitor.new_page()
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto(f"{address}check-a-file.html")
    page.locator("#law-date:valid").wait_for(timeout=STARTED)
    yield page
    page.close()


Ask = Callable[[Sequence[tuple[str, dict[str, Any]]]], list[Any]]


@pytest.fixture(scope="package")
def ask(program: Page) -> Ask:
    """Calls functions of the program in the browser's worker: of each the result, or the sentence that says why there is none.

    `content` among the arguments reaches the page as a file does, in bytes.
    """

    def ask(calls: Sequence[tuple[str, dict[str, Any]]]) -> list[Any]:
        answers: list[Any] = program.evaluate(
            """async (calls) => {
              const { call } = await import(new URL("browser/worker_client.js", document.baseURI).href);
              const bytes = (packed) => Uint8Array.from(atob(packed), (one) => one.charCodeAt(0));
              return Promise.all(calls.map(([name, given]) => {
                if ("content" in given) given.content = bytes(given.content);
                return call(name, given).catch((error) => error.message);
              }));
            }""",
            [(name, {key: _packed(value) for key, value in given.items()}) for name, given in calls],
        )
        return answers

    return ask


def _packed(value: Any) -> Any:
    return base64.b64encode(value).decode() if isinstance(value, bytes) else value

"""Times of the page that checks a county file in the browser, beside those of the terminal, as a Markdown table.

    python -m tests.benchmark.browser

Chromium gets the site from this machine, so no network is in the times. A first visit has nothing kept; a second one has
what the first one kept.
"""

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import BrowserContext, Page, sync_playwright

from protocol_builder.checking.check import check_file
from protocol_builder.website import engines
from protocol_builder.website.browser import runtime
from protocol_builder.website.pages import no_documents

from .. import chromium
from ..npm import installed
from .measure import several

EXAMPLE = Path(__file__).resolve().parents[2] / "county_configs" / "example.yml"
VISITS = 3
CHECKS = 9
_KEPT_AFTER = 15
"""Seconds after which what a visit compiled is kept for the next one."""


@contextmanager
def served() -> Iterator[str]:
    """The address of the page, on a site of the example."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "site"
        pyodide = installed("pyodide", runtime.VERSION)
        engines.build((check_file(EXAMPLE),), folder, offered=no_documents, pyodide=pyodide)
        with chromium.served(folder) as root:
            yield f"{root}check-a-file.html"


def visit(context: BrowserContext, address: str) -> tuple[float, float, Page]:
    """Seconds until the editor takes keys, and until the first verdict; and the page."""
    page = context.new_page()
    began = time.perf_counter()
    page.goto(address)
    page.locator(".cm-content").wait_for()
    usable = time.perf_counter() - began
    page.locator("#site-file").select_option(index=1)
    page.locator("#summary", has_text="duties").wait_for(timeout=300_000)
    return usable, time.perf_counter() - began, page


def check_again(page: Page) -> float:
    """Seconds from a key to the findings, without the pause that the page waits for another key."""
    call = """async (text) => {
      const { call } = await import(new URL("browser/worker_client.js", document.baseURI).href);
      const began = performance.now();
      await call("check", { text, filename: "example.yml" });
      return performance.now() - began;
    }"""
    taken: float = page.evaluate(call, EXAMPLE.read_text("utf-8"))
    return taken / 1000


def table() -> None:
    """Print the table."""
    if not chromium.PROGRAM:
        print("left out: the browser: Chromium is not installed", file=sys.stderr)
        return
    terminal = several([sys.executable, "-m", "protocol_builder", "check", str(EXAMPLE)], 5).seconds
    editor, first, second, again = [], [], [], []
    with served() as address, sync_playwright() as playwright:
        for _ in range(VISITS):
            with tempfile.TemporaryDirectory() as profile:
                context = playwright.chromium.launch_persistent_context(
                    profile, executable_path=chromium.PROGRAM, args=[*chromium.ARGUMENTS]
                )
                usable, verdict, page = visit(context, address)
                editor.append(usable)
                first.append(verdict)
                again += [check_again(page) for _ in range(CHECKS)]
                time.sleep(_KEPT_AFTER)
                page.close()
                second.append(visit(context, address)[1])
                context.close()
    print("| In the browser, of the example | seconds |\n|---|--:|")
    for name, taken in (
        ("editor usable", editor),
        ("first visit's first verdict", first),
        ("second visit's first verdict", second),
        ("each check after that", again),
    ):
        print(f"| {name} | {statistics.median(taken):.2f} |")
    print(f"| the terminal, the whole command | {terminal:.2f} |\n")


if __name__ == "__main__":
    try:
        table()
    except subprocess.CalledProcessError as error:
        print(f"left out: the browser: {error}", file=sys.stderr)

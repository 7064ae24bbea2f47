"""Times of the pages that run the program in the browser, beside those of the terminal, as a Markdown table.

    python -m tests.benchmark.browser

Chromium gets the site from this machine, so no network is in the times. A first visit has nothing kept; a second one has
what the first one kept.
"""

import base64
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
from ..website.browser import newcomer
from ..website.browser.kept import wait_for_memory
from ..website.browser.test_same_findings import HOSTILE
from .measure import several

EXAMPLE = Path(__file__).resolve().parents[2] / "county_configs" / "example.yml"
VISITS = 3
CHECKS = 9
_PATIENCE = 300_000
"""Milliseconds after which a page is thought to have failed."""


@contextmanager
def served() -> Iterator[str]:
    """The address of a site of the example, ending in a slash."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "site"
        pyodide = installed("pyodide", runtime.VERSION)
        engines.build((check_file(EXAMPLE),), folder, offered=no_documents, pyodide=pyodide)
        with chromium.served(folder) as root:
            yield root


def visit(context: BrowserContext, root: str) -> tuple[float, float, Page]:
    """Seconds until the editor takes keys, and until the first verdict; and the page."""
    page = context.new_page()
    page.set_default_timeout(_PATIENCE)
    began = time.perf_counter()
    page.goto(f"{root}check-a-file.html")
    page.locator(".cm-content").wait_for()
    usable = time.perf_counter() - began
    page.locator("#site-file").select_option(index=1)
    page.locator("#summary", has_text="duties").wait_for()
    return usable, time.perf_counter() - began, page


def checked(page: Page, content: bytes) -> float:
    """Seconds from a call to the findings, without the pause that the page waits for another key."""
    call = """async (packed) => {
      const { call } = await import(new URL("browser/worker_client.js", document.baseURI).href);
      const content = Uint8Array.from(atob(packed), (one) => one.charCodeAt(0));
      const began = performance.now();
      await call("check", { content, filename: "county.yml" });
      return performance.now() - began;
    }"""
    taken: float = page.evaluate(call, base64.b64encode(content).decode())
    return taken / 1000


def newcomers_way(context: BrowserContext, root: str) -> tuple[float, float, int]:
    """Seconds from the opened site to a county file, and to its printed agreement; and how many steps that takes."""
    page = context.new_page()
    page.set_default_timeout(_PATIENCE)
    page.add_init_script(newcomer.PRINTS)
    began = time.perf_counter()
    steps = [*newcomer.write_a_file(page, f"{root}index.html")]
    written = time.perf_counter() - began
    steps += newcomer.print_the_agreement(page)
    taken = time.perf_counter() - began
    page.close()
    return written, taken, len(steps)


def table() -> None:
    """Print the table."""
    if not chromium.PROGRAM:
        print("left out: the browser: Chromium is not installed", file=sys.stderr)
        return
    terminal = several([sys.executable, "-m", "protocol_builder", "check", str(EXAMPLE)], 5).seconds
    taken: dict[str, list[float]] = {}

    def note(name: str, *seconds: float) -> None:
        taken.setdefault(name, []).extend(seconds)

    with served() as root, sync_playwright() as playwright:

        def browser(profile: str) -> BrowserContext:
            return playwright.chromium.launch_persistent_context(
                profile, executable_path=chromium.PROGRAM, args=[*chromium.ARGUMENTS]
            )

        for _ in range(VISITS):
            with tempfile.TemporaryDirectory() as profile:
                context = browser(profile)
                usable, verdict, page = visit(context, root)
                note("editor usable", usable)
                note("first visit's first verdict", verdict)
                wait_for_memory(page, _PATIENCE / 1000)
                context.close()
                context = browser(profile)
                _, verdict, page = visit(context, root)
                note("second visit's first verdict", verdict)
                text = EXAMPLE.read_bytes()
                note("each check after that", *(checked(page, text + b"# %d" % n) for n in range(CHECKS)))
                note("the slowest of the hostile files", max(checked(page, content) for content in HOSTILE.values()))
                context.close()
            with tempfile.TemporaryDirectory() as profile:
                context = browser(profile)
                written, printed, steps = newcomers_way(context, root)
                note("a newcomer, from the site to a file", written)
                note(f"a newcomer, to its printed agreement ({steps} steps)", printed)
                context.close()
    print("| In the browser, of the example | seconds |\n|---|--:|")
    for name, seconds in taken.items():
        print(f"| {name} | {statistics.median(seconds):.2f} |")
    print(f"| the terminal, the whole command | {terminal:.2f} |\n")


if __name__ == "__main__":
    try:
        table()
    except subprocess.CalledProcessError as error:
        print(f"left out: the browser: {error}", file=sys.stderr)

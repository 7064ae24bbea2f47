"""Someone who has only a browser: from the opened site by a few questions to a county file, and to its printed agreement.

A test takes this way without a clock, and the benchmark with one.
"""

from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Page

PRINTS = "window.print = () => { window.printed = document.documentElement.className; };"
"""A page's script because of which nothing is really printed; it notes how the page looks at that moment."""


def write_a_file(page: Page, home: str) -> Iterator[str]:
    """Go from the site's first page to a new county file, and yield each step when it is done."""
    page.goto(home)
    yield "open the site"
    page.get_by_role("link", name="Write a file").first.click()
    page.locator("#begin:enabled").wait_for()
    yield "press “Write a file”"
    page.get_by_label("County", exact=True).select_option("Inyo")
    yield "choose the county"
    page.locator("#elects-yes").check()
    yield "say that it elects funds"
    page.get_by_label("When was the protocol first developed?").fill("2019")
    yield "type the year of the protocol"
    page.locator("#combined-no").check()
    yield "say that no agency is several at once"
    page.get_by_role("button", name="Write the file").click()
    page.locator("#step-heading").wait_for()
    yield "press “Write the file”"


def save(page: Page) -> str:
    """Save the file, and return its text."""
    with page.expect_download() as download:
        page.get_by_role("button", name="Save to a file").click()
    return Path(download.value.path()).read_bytes().decode()


def print_the_agreement(page: Page) -> Iterator[str]:
    """Go from an opened county file to its printed agreement, and yield each step when it is done."""
    page.get_by_role("tab", name="Agreement").click()
    page.locator("#agreement h3").first.wait_for()
    yield "press “Agreement”"
    page.get_by_role("button", name="Print it").click()
    page.wait_for_function("window.printed")
    yield "press “Print it”"

"""A website of county files of every kind in a browser, for the tests of its pages.

What drives the browser is imported when a test needs it: the tests with the lowest versions go without.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page


@pytest.fixture(scope="module")
def address(website: Path) -> Iterator[str]:
    """The website's address, below a folder of the server, as many a county will have it."""
    from .. import chromium

    with chromium.served(website.parent) as root:
        yield f"{root}{website.name}/"


@pytest.fixture(scope="module")
def browser() -> "Iterator[Browser]":
    from .. import chromium

    chromium.skip_without_it()
    with chromium.started() as browser:
        yield browser


@pytest.fixture
def page(browser: "Browser") -> "Iterator[Page]":
    """A page on a wide screen, in light colors; what it asks for and what goes wrong on it is kept."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()

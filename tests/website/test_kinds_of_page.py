"""Every kind of page of the website, each opened once in a browser: for everyone, on any screen, without asking anyone else."""

import itertools
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, Page

from .. import axe, chromium
from ..website_samples import HOSTILE_FILE

KINDS = (
    "index.html",
    "compare.html",
    "compare/reporting.html",
    "compare/duties.html",
    "compare/teams.html",
    "compare/times.html",
    "state/index.html",
    "state/victims.html",
    "state/practices.html",
    "state/practices-statewide.html",
    "counties/alameda.html",
    "counties/mono.html",
    "dates.html",
    "changes.html",
    "reading.html",
    "glossary.html",
    "roles/index.html",
    "roles/first-24-hours.html",
    "roles/probation.html",
    "roles/juvenile-court.html",
    "about.html",
    "safety.html",
    "accessibility.html",
    "learn/tutorial.html",
    "learn/it.html",
    "learn/reference/mdt.html",
    "learn/reference/index.html",
    "learn/reference/information-sharing.html",
    "learn/reference/words.html",
    "learn/reference/only-check.html",
    "404.html",
    "law/index.html",
    "law/history.html",
    "law/protocol-team-sheriff.html",
    "law/text/wic-16524.6-16524.11.html",
    "law/text/guidance/acl-16-85.html",
    "law/tribes-protocol.html",
    "counties/example.html",
    "counties/example/roles.html",
    "counties/example/in-detail.html",
    "counties/example/teams.html",
    "counties/example/by-role.html",
    "counties/example/first-24-hours.html",
    "counties/example/verdicts.html",
    "counties/los-angeles/to-write.html",
    "law/bills.html",
    "counties/example/agreement.html",
    "counties/yolo/agreement-1.html",
    "counties/yolo/agreement-3.html",
    "counties/yolo.html",
    "counties/los-angeles.html",
    "counties/tri-county.html",
    "counties/tri-county/verdicts-monterey.html",
    "counties/san-bernardino.html",
    "counties/kern.html",
    f"counties/{HOSTILE_FILE}.html",
    f"counties/{HOSTILE_FILE}/missing.html",
)

_BROKEN = """() => {
  const found = [], range = document.createRange();
  const texts = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
  for (let text = texts.nextNode(); text; text = texts.nextNode()) {
    if (text.parentElement.closest("svg, script, .sources, [href^=http]")) continue;
    for (const word of text.data.matchAll(/\\p{L}{2,}/gu)) {
      range.setStart(text, word.index);
      range.setEnd(text, word.index + word[0].length);
      if (new Set([...range.getClientRects()].map((box) => Math.round(box.top))).size > 1) found.push(word[0]);
    }
  }
  return found;
}"""
"""The words on a page of which a part is in another line than the rest."""

_LIGHT, _DARK = "default", "slate"


@dataclass
class Seen:
    """What was seen of a page."""

    kind: str
    barriers: list[str]
    """Those that a machine can find, each with the width and the colors."""
    too_wide_at: list[int]
    """Widths of a screen, in CSS pixels, that are less than the page's."""
    words_broken_in_two: list[str]
    """On a phone, in a known font."""
    asked: set[str]
    """The addresses that it asked for anything."""
    wrong: list[str]
    """Addresses that did not answer, and what the page says of its own errors."""


@dataclass
class Visit:
    """What was seen of all pages, and how many cookies they left."""

    pages: list[Seen]
    cookies: int


@pytest.fixture(scope="module")
def visit(browser: Browser, address: str) -> Visit:
    """Every kind of page, opened once.

    A phone has the same colors as a wide screen, and dark colors the same page as light ones: there, only the rest is tried,
    of every second kind.
    """
    context = browser.new_context(reduced_motion="reduce")
    page, asked, wrong, pages = context.new_page(), set[str](), list[str](), []
    page.on("request", lambda request: asked.add(request.url))
    page.on("response", lambda response: wrong.append(response.url) if response.status >= 400 else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
    again = ((_LIGHT, 390, "rest"), (_DARK, 1280, "colors"))
    for kind, other in zip(KINDS, itertools.cycle(again), strict=False):
        asked.clear()
        wrong.clear()
        page.set_viewport_size({"width": 1280, "height": 900})
        page.goto(address + kind)
        barriers = []
        for colors, width, what in ((_LIGHT, 1280, "all"), other):
            page.set_viewport_size({"width": width, "height": 900})
            page.evaluate("colors => document.body.dataset.mdColorScheme = colors", colors)
            barriers += [f"at {width}, {colors}: {one}" for one in axe.barriers(page, what)]
        too_wide_at = [width for width in (1280, 320) if _width(page, width) > width]
        chromium.set_in_a_known_font(page)
        too_wide_at += [390] if _width(page, 390) > 390 else []
        page.wait_for_load_state("networkidle")  # what it asks for late is still its own
        pages.append(Seen(kind, barriers, too_wide_at, page.evaluate(_BROKEN), asked.copy(), wrong.copy()))
    cookies = len(context.cookies())
    context.close()
    return Visit(pages, cookies)


def _width(page: Page, screen: int) -> int:
    """The width of a page on a screen of a width, both in CSS pixels."""
    page.set_viewport_size({"width": screen, "height": 844})
    return int(page.evaluate("document.documentElement.scrollWidth"))


def test_no_page_has_a_barrier_that_a_machine_can_find(visit: Visit) -> None:
    assert {page.kind: page.barriers for page in visit.pages if page.barriers} == {}


def test_every_page_fits_the_screen(visit: Visit) -> None:
    assert {page.kind: page.too_wide_at for page in visit.pages if page.too_wide_at} == {}


def test_no_word_is_broken_in_two_on_a_phone(visit: Visit) -> None:
    assert {page.kind: page.words_broken_in_two for page in visit.pages if page.words_broken_in_two} == {}


def test_nobody_else_is_asked_for_anything_and_nothing_breaks(visit: Visit, address: str) -> None:
    # The page for wrong addresses has a test of its own: a script gives it the folder of the site, after the first requests.
    pages = [page for page in visit.pages if page.kind != "404.html"]
    asked = {page.kind: {url for url in page.asked if not url.startswith((address, "data:"))} for page in pages}
    assert {kind: urls for kind, urls in asked.items() if urls} == {}
    assert all(address + page.kind in page.asked for page in pages)
    assert {page.kind: page.wrong for page in pages if page.wrong} == {}
    assert visit.cookies == 0

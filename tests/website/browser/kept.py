"""What the browser keeps of the program for the next visit: the memory of one that has started."""

import time

from playwright.sync_api import Page

_MEMORY = """async (spoiled) => {
  for (const name of await caches.keys()) {
    const kept = await caches.open(name);
    for (const { url } of await kept.keys()) {
      if (!url.includes("/memory?")) continue;
      if (spoiled === null) return true;
      if (spoiled) return kept.put(url, new Response(spoiled)).then(() => true);
      return new TextDecoder("latin1").decode(await (await kept.match(url)).arrayBuffer());
    }
  }
  return null;
}"""


def wait_for_memory(page: Page, seconds: float) -> None:
    """Wait until it is kept, which begins when nobody has asked the page for anything for a while."""
    until = time.monotonic() + seconds
    while not page.evaluate(_MEMORY, None):
        assert time.monotonic() < until, "no memory is kept"
        page.wait_for_timeout(200)


def memory(page: Page) -> str:
    """What is kept, a character for each byte."""
    found: str = page.evaluate(_MEMORY, "")
    return found


def spoil_memory(page: Page) -> None:
    """Put something in its place that no program can start with."""
    page.evaluate(_MEMORY, "not a memory")

"""Barriers of a page that a machine can find: what axe tries, and what it finds."""

from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

COLORS = ("color-contrast", "link-in-text-block")
"""The rules that ask how a text's colors go together. They take four fifths of the time if they are asked of each text."""
REST: dict[str, Any] = {
    "resultTypes": ["violations"],
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    },
    "rules": {"target-size": {"enabled": True}, **{rule: {"enabled": False} for rule in COLORS}},
}
"""What axe tries besides, on the whole page."""
CONTRAST = {"resultTypes": ["violations"], "runOnly": {"type": "rule", "values": [*COLORS]}}

_TRIED = """([what, rest, contrast]) => {
  const style = (element, names) => names.map((name) => getComputedStyle(element).getPropertyValue(name)).join();
  const grounds = new Map([[null, ""]]);
  const ground = (on) => {
    if (!grounds.has(on)) {
      const own = style(on, ["background-color", "background-image", "opacity"]);
      const below = ground(on.parentElement);
      grounds.set(on, below.endsWith(own) ? below : `${below};${own}`);
    }
    return grounds.get(on);
  };
  const times = JSON.parse(sessionStorage.looks ?? "{}"), tried = [];
  for (const element of document.querySelectorAll("body *")) {
    const speaks = [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
    if (!speaks && !element.matches("input, textarea, select")) continue;
    if (!element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue;
    const own = style(element, ["color", "font-size", "font-weight", "text-decoration", "text-shadow"]);
    const look = `${element.matches("a")} ${own} in ${style(element.parentElement, ["color"])} on ${ground(element)}`;
    times[look] = (times[look] ?? 0) + 1;
    if (times[look] <= 3) tried.push(element);
  }
  const parts = [];
  if (what !== "colors") parts.push(() => axe.run(rest));
  if (what !== "rest" && tried.length) {
    sessionStorage.looks = JSON.stringify(times);
    parts.push(() => axe.run({ include: tried }, contrast));
  }
  return parts.reduce(
    (before, part) => before.then(async (found) => [...found, ...(await part()).violations]), Promise.resolve([]));
}"""
"""A text's contrast hangs on its own look and on what it is on: of all texts in a tab that are alike in both, three are
tried."""


def barriers(page: Page, what: str = "all") -> list[str]:
    """What axe finds on a page: each barrier with the first place where it is; `what` may be `colors`, or the `rest`.

    The program is put into a page once.
    """
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    found = page.evaluate(_TRIED, [what, REST, CONTRAST])
    return [f"{one['id']}: {one['nodes'][0]['html'][:200]}" for one in found]

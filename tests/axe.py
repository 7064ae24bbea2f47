"""Barriers of a page that a machine can find: what axe tries, and what it finds."""

from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

STANDARDS: dict[str, Any] = {
    "resultTypes": ["violations"],
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    },
    "rules": {"target-size": {"enabled": True}},
}
"""What axe tries."""
COLORS = ("color-contrast", "link-in-text-block")
CONTRAST = {"resultTypes": ["violations"], "runOnly": {"type": "rule", "values": [*COLORS]}}
"""What another color scheme changes."""
ALL_BUT_COLORS = {
    **STANDARDS,
    "rules": {"target-size": {"enabled": True}, **{rule: {"enabled": False} for rule in COLORS}},
}
"""What another width changes."""


def barriers(page: Page, options: dict[str, Any] = STANDARDS) -> list[str]:
    """What axe finds on a page: each barrier with the first place where it is. The program is put into a page once."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    found = page.evaluate("options => axe.run(options).then(({ violations }) => violations)", options)
    return [f"{one['id']}: {one['nodes'][0]['html'][:200]}" for one in found]

"""Draws California's counties on a map (SVG), each with its status. Colors come from the stylesheet.

The outlines are data (`templates/site/california.yaml`).
"""

from collections.abc import Callable
from functools import cache

from markupsafe import Markup

from .. import resources
from ..checking.county_status import KINDS, Kind, Standing
from ..law import vocabulary
from ..markup import inert
from ..reading import packaged
from .all_counties import Collection
from .county_page import CountyFile

_SHOWN_FIRST: tuple[Kind, ...] = ("gaps", "errors", "unreadable", "unknown", "complete", "ended", "not_yet", "none")
"""Which status a county with several files shows: the worst of what is in force, before what is not."""
_SYMBOLS: dict[Kind, str] = {
    "gaps": "✕",
    "errors": "!",
    "unreadable": "∅",
    "unknown": "?",
    "ended": "†",
    "not_yet": "○",
    "none": "–",
    "complete": "✓",
}
_PATTERNS: dict[Kind, str] = {
    "gaps": "M-1 1l2-2M0 8l8-8M7 9l2-2",
    "errors": "M-1 7l2 2M0 0l8 8M7-1l2 2",
    "unreadable": "M0 0l8 8M0 8l8-8",
    "unknown": "M4 3v2",
    "ended": "M0 0l8 8",
    "not_yet": "M4 0v8",
    "none": "M0 4h8",
    "complete": "",
}
"""The lines, in a square of 8 by 8, that mark each status in addition to its color."""


@cache
def outlines() -> dict[str, tuple[str, int, int]]:
    """Return each county's outline and the x and y of its middle, in a frame of 560 by 640."""
    data = packaged.load(resources.templates() / "site" / "california.yaml")
    return {name: (shape["path"], *shape["at"]) for name, shape in data.items()}


def drawn(site: Collection, to: Callable[..., str]) -> Markup:
    """Return the map. Each county links to its page, or to the list of counties not in this collection.

    `to` returns the address of a page. A county with several files shows the worst status of what is in force.
    """
    found = entries(site)
    described = "Each county is a link that gives its status. The table below the map says the same in words."
    parts = [
        '<svg class="california" viewBox="0 0 560 640" role="group" aria-labelledby="map-t" aria-describedby="map-d">',
        f'<title id="map-t">California’s counties and their status</title><desc id="map-d">{described}</desc><defs>',
    ]
    shown = [kind for kind in _SHOWN_FIRST if any(one.kind == kind for _, one in found.values())]
    for kind in shown:
        parts.append(
            f'<pattern id="map-{kind}" class="map-{kind}" width="8" height="8" patternUnits="userSpaceOnUse">'
            f'<rect width="8" height="8"/><path d="{_PATTERNS[kind]}"/></pattern>'
        )
    parts.append("</defs>")
    for kind in reversed(shown):
        of_kind = {name: file for name, (file, one) in found.items() if one.kind == kind}
        parts.append(f'<g fill="url(#map-{kind})">')
        for name, file in of_kind.items():
            parts.append(_link(name, to(file.page), f"{vocabulary.full_name(name)}: {KINDS[kind][0]}"))
        parts.append(f'</g><g class="map-sign map-{kind}" aria-hidden="true">')
        for name in of_kind:
            _, x, y = outlines()[name]
            parts.append(f'<text x="{x}" y="{y + 6}">{_SYMBOLS[kind]}</text>')
        parts.append("</g>")
    parts.append('<g class="map-absent">')
    for name in outlines():
        if name not in found:
            parts.append(
                _link(name, to("index.md", "not-in-this-collection"), f"{name} County: not in this collection")
            )
    return Markup("".join([*parts, "</g></svg>"]))


def entries(site: Collection) -> dict[str, tuple[CountyFile, Standing]]:
    """Return the entry of each real county; where there are several, the one to show first."""
    found: dict[str, tuple[CountyFile, Standing]] = {}
    for file, one in site.real:
        if one.county in outlines() and (
            one.county not in found or _SHOWN_FIRST.index(one.kind) < _SHOWN_FIRST.index(found[one.county][1].kind)
        ):
            found[one.county] = file, one
    return found


def absent(site: Collection) -> tuple[str, ...]:
    """Return the counties without a file in the collection."""
    return tuple(name for name in outlines() if name not in entries(site))


def legend(site: Collection) -> Markup:
    """Return the list of what the symbols on the map mean."""
    kinds = [kind for kind in KINDS if any(one.kind == kind for _, one in entries(site).values())]
    items = "".join(
        f'<li><svg class="swatch" viewBox="0 0 32 24" aria-hidden="true"><rect width="32" height="24" '
        f'fill="url(#map-{kind})"/><text class="map-sign map-{kind}" x="16" y="18">{_SYMBOLS[kind]}</text></svg> '
        f"{KINDS[kind][0]}</li>"
        for kind in kinds
    )
    plain = '<svg class="swatch map-absent" viewBox="0 0 32 24" aria-hidden="true"><rect width="32" height="24"/></svg>'
    return Markup(f'<ul class="map-legend">{items}<li>{plain} not in this collection</li></ul>')


def _link(name: str, address: str, words: str) -> str:
    return f'<a href="{address}"><title>{inert(words)}</title><path d="{outlines()[name][0]}"/></a>'

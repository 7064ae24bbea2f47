"""Knows how California's counties are drawn on a map, each with how it stands. Knows no colors: the stylesheet's.

The outlines are data (`templates/site/california.yaml`).
"""

from collections.abc import Callable
from functools import cache

from markupsafe import Markup

from .. import resources
from ..checking.county_status import KINDS, Kind, Standing
from ..law import vocabulary
from ..markup import inert
from ..reading import source
from .all_counties import Collection
from .county_page import CountyFile

_WORST: tuple[Kind, ...] = ("gaps", "errors", "unreadable", "unknown", "none", "complete")
_SIGNS: dict[Kind, str] = {
    "gaps": "✕",
    "errors": "!",
    "unreadable": "∅",
    "unknown": "?",
    "none": "–",
    "complete": "✓",
}
_PATTERNS: dict[Kind, str] = {
    "gaps": "M-1 1l2-2M0 8l8-8M7 9l2-2",
    "errors": "M-1 7l2 2M0 0l8 8M7-1l2 2",
    "unreadable": "M0 0l8 8M0 8l8-8",
    "unknown": "M4 3v2",
    "none": "M0 4h8",
    "complete": "",
}
"""What each kind is told by besides its color: lines in a square of 8 by 8."""


@cache
def outlines() -> dict[str, tuple[str, int, int]]:
    """Each county's outline and its middle, in a frame of 560 by 640."""
    data = source.load_yaml((resources.templates() / "site" / "california.yaml").read_text("utf-8"))
    return {name: (shape["path"], *shape["at"]) for name, shape in data.items()}


def drawn(site: Collection, to: Callable[..., str]) -> Markup:
    """The map: every county a link to its page, or to the list of those that are not in the collection.

    A county of several files shows the one that stands worst.
    """
    found = entries(site)
    described = "Each county is a link and says how it stands. The table below the map says the same in words."
    parts = [
        '<svg class="california" viewBox="0 0 560 640" role="group" aria-labelledby="map-t" aria-describedby="map-d">',
        f'<title id="map-t">California’s counties and how they stand</title><desc id="map-d">{described}</desc><defs>',
    ]
    shown = [kind for kind in _WORST if any(one.kind == kind for _, one in found.values())]
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
            parts.append(f'<text x="{x}" y="{y + 6}">{_SIGNS[kind]}</text>')
        parts.append("</g>")
    parts.append('<g class="map-absent">')
    for name in outlines():
        if name not in found:
            parts.append(
                _link(name, to("index.md", "not-in-this-collection"), f"{name} County: not in this collection")
            )
    return Markup("".join([*parts, "</g></svg>"]))


def entries(site: Collection) -> dict[str, tuple[CountyFile, Standing]]:
    """The entry of each real county of the collection; of several the one that stands worst."""
    found: dict[str, tuple[CountyFile, Standing]] = {}
    for file, one in site.real:
        if one.county in outlines() and (
            one.county not in found or _WORST.index(one.kind) < _WORST.index(found[one.county][1].kind)
        ):
            found[one.county] = file, one
    return found


def absent(site: Collection) -> tuple[str, ...]:
    """The counties of which the collection has no file."""
    return tuple(name for name in outlines() if name not in entries(site))


def legend(site: Collection) -> Markup:
    """What the signs on the map mean."""
    kinds = [kind for kind in KINDS if any(one.kind == kind for _, one in entries(site).values())]
    items = "".join(
        f'<li><svg class="swatch" viewBox="0 0 32 24" aria-hidden="true"><rect width="32" height="24" '
        f'fill="url(#map-{kind})"/><text class="map-sign map-{kind}" x="16" y="18">{_SIGNS[kind]}</text></svg> '
        f"{KINDS[kind][0]}</li>"
        for kind in kinds
    )
    plain = '<svg class="swatch map-absent" viewBox="0 0 32 24" aria-hidden="true"><rect width="32" height="24"/></svg>'
    return Markup(f'<ul class="map-legend">{items}<li>{plain} not in this collection</li></ul>')


def _link(name: str, address: str, words: str) -> str:
    return f'<a href="{address}"><title>{inert(words)}</title><path d="{outlines()[name][0]}"/></a>'

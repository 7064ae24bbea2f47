"""Draws California's counties on a map (SVG), each with its status. Colors come from the stylesheet.

The outlines are data (`templates/site/california.yaml`).
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from markupsafe import Markup

from .. import resources
from ..checking.county_status import KINDS, Kind, Standing
from ..law import vocabulary
from ..markup import inert
from ..reading import packaged
from . import known_facts
from .all_counties import Collection, CountyEntry
from .county_page import CountyFile
from .state_record import NO_FILE

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


_WITHOUT_FILE = {
    "map-recorded": f"{NO_FILE}; the State’s record names it in the program",
    "map-absent": f"{NO_FILE}; not in the State’s record",
}
"""What the two kinds of counties without a file are, by their class."""


@dataclass(frozen=True, slots=True)
class Outline:
    """A county's outline, its middle, and the place of its name, in a frame of 560 by 640."""

    path: str
    middle: tuple[int, int]
    offshore: tuple[int, int] | None
    """Where the name ends if it is off the coast, because the county is small; None if it is in the county."""

    def label(self, name: str, *, below: bool) -> str:
        """Return the name as SVG; `below` makes room for a symbol above it."""
        x, y = self.offshore or self.middle
        if self.offshore:
            line = f'<path d="M{x + 2} {y - 2}L{self.middle[0]} {self.middle[1]}"/>'
            return f'{line}<text class="offshore" x="{x}" y="{y}">{name}</text>'
        return f'<text x="{x}" y="{y + (7 if below else 2)}">{name}</text>'


@cache
def outlines() -> dict[str, Outline]:
    """Return each county's outline by its name."""
    data = packaged.load(resources.templates() / "site" / "california.yaml")
    return {
        name: Outline(shape["path"], tuple(shape["at"]), tuple(shape["offshore"]) if "offshore" in shape else None)
        for name, shape in data.items()
    }


def drawn(site: Collection, to: Callable[..., str]) -> Markup:
    """Return the map. Each county links to its page, and its name is on it where there is room.

    `to` returns the address of a page. A county with several files shows the worst status of what is in force.
    """
    found = entries(site)
    described = "Each county is a link that says what is known of it. The table below the map says the same in words."
    parts = [
        '<svg class="california" viewBox="0 0 560 640" role="group" aria-labelledby="map-t" aria-describedby="map-d">',
        f'<title id="map-t">California’s counties and what is known of them</title><desc id="map-d">{described}</desc><defs>',
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
            x, y = outlines()[name].middle
            parts.append(f'<text x="{x}" y="{y - 3}">{_SYMBOLS[kind]}</text>')
        parts.append("</g>")
    for group, in_program in (("map-absent", False), ("map-recorded", True)):
        parts.append(f'<g class="{group}">')
        for entry in without_file(site):
            if bool(entry.record.participation) is in_program:
                parts.append(_link(entry.name, to(entry.page), f"{entry.full_name}: {known_facts.in_short(entry)}"))
        parts.append("</g>")
    parts.append('<g class="map-names" aria-hidden="true">')
    parts += [outline.label(name, below=name in found) for name, outline in outlines().items()]
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


def without_file(site: Collection) -> tuple[CountyEntry, ...]:
    """Return the counties without a file in the collection, with what the State's record shows of each."""
    return tuple(entry for entry in site.entries if not entry.files)


def legend(site: Collection) -> Markup:
    """Return the list of what the symbols on the map mean."""
    kinds = [kind for kind in KINDS if any(one.kind == kind for _, one in entries(site).values())]
    items = "".join(
        f'<li><svg class="swatch" viewBox="0 0 32 24" aria-hidden="true"><rect width="32" height="24" '
        f'fill="url(#map-{kind})"/><text class="map-sign map-{kind}" x="16" y="18">{_SYMBOLS[kind]}</text></svg> '
        f"{KINDS[kind][0]}</li>"
        for kind in kinds
    )
    plain = "".join(
        f'<li><svg class="swatch {group}" viewBox="0 0 32 24" aria-hidden="true"><rect width="32" height="24"/></svg> '
        f"{words}</li>"
        for group, words in _WITHOUT_FILE.items()
    )
    return Markup(f'<ul class="map-legend">{items}{plain}</ul>')


def _link(name: str, address: str, words: str) -> str:
    return f'<a href="{address}"><title>{inert(words)}</title><path d="{outlines()[name].path}"/></a>'

"""Knows how a team is drawn as places around a table. Knows no colours: those are the stylesheet's."""

import textwrap
from collections.abc import Iterator

from markupsafe import Markup

from .judge import STATES
from .markup import inert
from .seating import Place, Table

_WIDTH = 720
_SEAT = 250
"""Width of a seat's card."""
_CARD = 76
"""Height of a seat's card."""
_ROW = _CARD + 14
_LETTERS = 36
"""How many letters of the card's small print fit in a line."""


def table_plan(table: Table, title: str, anchor: str = "") -> Markup:
    """The team around its table, seen from above: who leads at the head, the others along the sides.

    Everything in it stands in the page's table as well; the picture says so to who cannot see it.
    """
    head = [place for place in table.places if place.leads]
    sides = [place for place in table.places if not place.leads]
    rows = (len(sides) + 1) // 2
    top = len(head) * _ROW + (6 if head else 0)
    height = top + max(rows, 1) * _ROW + 12
    counted = [f"{len(_with(table, state))} {words}" for state, words in STATES.items() if _with(table, state)]
    described = f"{len(table.places)} seats; of those the law asks for: {', '.join(counted) or 'none'}. The table below says the same in words."
    id = f"{anchor}{table.key}"
    parts = [
        f'<svg class="plan" viewBox="0 0 {_WIDTH} {height}" role="img" aria-labelledby="{id}-t" aria-describedby="{id}-d">',
        f'<title id="{id}-t">{inert(title)}</title><desc id="{id}-d">{inert(described)}</desc>',
        f'<rect class="plan-table" x="{_SEAT + 34}" y="{top + 2}" width="{_WIDTH - 2 * _SEAT - 68}" height="{height - top - 14}" rx="26"/>',
    ]
    for index, place in enumerate(head):
        parts += _card(place, (_WIDTH - _SEAT) // 2, index * _ROW + 2, "head")
    for index, place in enumerate(sides):
        left = index % 2 == 0
        parts += _card(
            place, 2 if left else _WIDTH - _SEAT - 2, top + 6 + index // 2 * _ROW, "left" if left else "right"
        )
    middle = top + (height - top) / 2
    for number, line in enumerate(textwrap.wrap(table.name, 14)):
        parts.append(
            f'<text class="plan-name" x="{_WIDTH / 2:g}" y="{middle + number * 18 - 8:g}">{inert(line)}</text>'
        )
    return Markup("".join([*parts, "</svg>"]))


def _with(table: Table, state: str) -> list[Place]:
    return [place for place in table.places if place.state == state]


def _card(place: Place, x: int, y: int, side: str) -> Iterator[str]:
    """A seat: its function, who holds it, and in words what the law says of it."""
    state = place.state or ("free" if place.holders else "not_applicable")
    if side != "head":
        chair_x = x + _SEAT + 6 if side == "left" else x - 22
        yield f'<rect class="plan-chair plan-{state}" x="{chair_x}" y="{y + 20}" width="16" height="36" rx="8"/>'
    yield f'<g transform="translate({x} {y})"><rect class="plan-card plan-{state}" width="{_SEAT}" height="{_CARD}" rx="8"/>'
    words = ", ".join(filter(None, ("leads" if place.leads and place.holders else "", _words(place))))
    yield f'<text class="plan-function" x="12" y="21">{inert(place.short)}</text>'
    for number, line in enumerate(_lines(place)):
        yield f'<text class="plan-holder" x="12" y="{38 + number * 15}">{inert(line)}</text>'
    yield f'<text class="plan-state plan-{state}" x="{_SEAT - 10}" y="{_CARD - 8}">{inert(words)}</text></g>'


def _words(place: Place) -> str:
    if not place.verdict or place.verdict.state == "not_applicable":
        return ""
    return "no one named" if place.verdict.state == "not_met" and not place.holders else STATES[place.verdict.state]


def _lines(place: Place) -> list[str]:
    names = "; ".join(dict.fromkeys(seat.agency_name for seat in place.holders))
    return textwrap.wrap(names, _LETTERS, max_lines=2, placeholder=" …")

"""Knows how a county's team is drawn around its table. Knows no format: the picture is the same on paper and on pages."""

from collections.abc import Iterable
from dataclasses import replace

from ..checking.evaluate import STATES
from ..english import number_of, uncapitalized
from ..protocol.model import County
from .drawing import GAP, LEADING, WIDTH, Band, Drawing, Look, Shape, Text, Tone, clean, depth, spacious, stacked
from .font_metrics import cut
from .seating import Place, Table

_CARD, _SMALL = 168, round((WIDTH - 2 * GAP) / 3, 2)
"""How wide a card is at the table, and further down, where three stand side by side."""
_CHAIR, _REACH, _BESIDE = 9, 28, 5
"""A chair's depth and width, and how far it stands from its card and from the table."""
_RIGHT_CHAIR = WIDTH - _CARD - _BESIDE - _CHAIR
_TABLE = WIDTH - 2 * (_CARD + _CHAIR + 2 * _BESIDE)
_AROUND = 6
"""So many seats are drawn at the table's sides, where the law does not ask for more."""
_LINES = 4
"""Of the names on a card; all of them stand in the text."""

_OF_STATE: dict[str, tuple[Look, Look, Tone]] = {
    "satisfied": ("filled", "chair", "strong"),
    "excused": ("filled", "chair", "strong"),
    "not_met": ("missing", "chair-missing", "gap"),
    "unknown": ("open", "chair-open", "quiet"),
}
_FREE: tuple[Look, Look, Tone] = ("free", "chair-free", "quiet")


def team(table: Table, county: County, anchor: str = "") -> tuple[Drawing, ...]:
    """A team around its table, seen from above: who leads at the head, those the law asks for along the sides.

    Nothing where nothing is known of it; more than one drawing where it does not fit on a page. `anchor` tells the
    pictures of several counties on one page apart.
    """
    if table.is_blank:
        return ()
    head, sides, further = _placed(table.places)
    rows = [further[start : start + 3] for start in range(0, len(further), 3)]
    bands = [_at_table(table, county, head, sides), *(_row(row, is_first=row is rows[0]) for row in rows)]
    if table.is_partial:
        bands.append(_note("Only what public sources show; others may be on it."))
    title = f"The {uncapitalized(table.name)} of {clean(county.full_name)}"
    return tuple(
        Drawing(
            f"{anchor}{table.key}-picture{number if number > 1 else ''}",
            title if number == 1 else f"{title}, continued",
            _counted(table),
            " ".join(
                (f"{title}: {_counted(table)}" if number == 1 else f"{title}, continued.", *(b.said for b in page))
            ),
            WIDTH,
            page[-1].depth,
            tuple(shape for band in page for shape in band.shapes),
        )
        for number, page in enumerate(stacked(bands), 1)
    )


def _placed(places: tuple[Place, ...]) -> tuple[list[Place], list[Place], list[Place]]:
    """Who sits at the head, at the sides, and further down."""
    head = [place for place in places if place.leads][:2]
    others = [place for place in places if place not in head]
    asked = [place for place in others if place.state in _OF_STATE]
    free = [place for place in others if place not in asked]
    room = max(_AROUND - len(asked), len(asked) % 2)
    return head, asked + free[:room], free[room:]


def _at_table(table: Table, county: County, head: list[Place], sides: list[Place]) -> Band:
    heads, top = _heads(head)
    seats, bottom = _sides(sides, top)
    bottom = max(bottom, top + 70)
    name, other = _name(table, county)
    panel = Shape("table", (WIDTH - _TABLE) / 2, top, _TABLE, bottom - top, 16, (), "center", is_middle=True)
    title = Text(name, 11, "strong", bold=True)
    room = int((panel.height - 16 - depth((title,), panel.room)) / (9 * LEADING))
    below = (Text(cut(other, room, 9, panel.room), 9),) if other else ()
    said = (
        f"{name}{f', {other}' if other else ''}.",
        _said("At the head of the table", head),
        _said("Along its sides" if head else "Around it", sides),
    )
    shapes = (replace(panel, texts=(title, *below)), *heads, *seats)
    return Band(bottom, shapes, " ".join(filter(None, said)))


def _heads(head: list[Place]) -> tuple[list[Shape], float]:
    """The cards and chairs at the head of the table, and where the table begins."""
    shapes: list[Shape] = []
    if not head:
        return shapes, 0
    deep = max(_depth(place, _CARD) for place in head)
    x = (WIDTH - len(head) * _CARD - (len(head) - 1) * GAP) / 2
    for number, place in enumerate(head):
        shapes.append(_card(place, x, 0, _CARD, deep))
        chair = (WIDTH - _TABLE) / 2 + _TABLE * (number + 0.5) / len(head) - _REACH / 2
        shapes.append(Shape(_looks(place)[1], chair, deep + _BESIDE, _REACH, _CHAIR, _CHAIR / 2))
        x += _CARD + GAP
    return shapes, deep + _CHAIR + 2 * _BESIDE


def _sides(sides: list[Place], top: float) -> tuple[list[Shape], float]:
    """The cards and chairs along the table, left and right in turn, and where they end."""
    shapes: list[Shape] = []
    y = top
    for number in range(0, len(sides), 2):
        row = sides[number : number + 2]
        deep = max(_depth(place, _CARD) for place in row)
        for place, x, chair in zip(row, (0, WIDTH - _CARD), (_CARD + _BESIDE, _RIGHT_CHAIR), strict=False):
            shapes.append(_card(place, x, y, _CARD, deep))
            shapes.append(Shape(_looks(place)[1], chair, y + (deep - _REACH) / 2, _CHAIR, _REACH, _CHAIR / 2))
        y += deep + GAP
    return shapes, y - GAP


def _row(row: list[Place], *, is_first: bool) -> Band:
    """Seats further down, three side by side, the first row below its label."""
    label = Text("Also on the team", 9.5, "quiet", bold=True)
    top = label.leading + 5 if is_first else 0
    deep = max(_depth(place, _SMALL) for place in row)
    shapes = [_card(place, number * (_SMALL + GAP), top, _SMALL, deep) for number, place in enumerate(row)]
    if is_first:
        shapes.insert(0, Shape("words", 0, 0, WIDTH, label.leading, texts=(label,), inset=(0, 0)))
    return Band(top + deep, tuple(shapes), _said("Also on the team" if is_first else "", row))


def _note(words: str) -> Band:
    text = Text(words, 9.5, "quiet")
    return Band(text.leading, (Shape("words", 0, 0, WIDTH, text.leading, texts=(text,), inset=(0, 0)),), words)


def _looks(place: Place) -> tuple[Look, Look, Tone]:
    return _OF_STATE.get(place.state, _FREE)


def _card(place: Place, x: float, y: float, width: float, height: float) -> Shape:
    return Shape(_looks(place)[0], x, y, width, height, 6, _texts(place, width))


def _texts(place: Place, width: float) -> tuple[Text, ...]:
    """What a card says: the seat, who holds it, and what the law says of it."""
    room = Shape("card", 0, 0, width, 0).room
    found = [Text(clean(place.short), 10, bold=True)]
    if place.holders:
        found.append(Text(_names(place, 9, room), 9))
    if words := _standing(place):
        found.append(Text(words, 8.5, _looks(place)[2], bold=True, above=1.5))
    return tuple(found)


def _depth(place: Place, width: float) -> float:
    card = Shape("card", 0, 0, width, 0, texts=_texts(place, width))
    return round(spacious(card.texts, card.room) + 2 * card.inset[1] + 1, 2)


def _agencies(place: Place) -> tuple[str, ...]:
    return tuple(dict.fromkeys(clean(seat.agency_name) for seat in place.holders))


def _names(place: Place, size: float, room: float) -> str:
    """Who holds a seat, as far as there is room; how many more there are is told."""
    names = _agencies(place)
    for shown in range(len(names), 1, -1):
        more = f"; and {len(names) - shown} more" if shown < len(names) else ""
        found = f"{'; '.join(names[:shown])}{more}"
        if cut(found, _LINES, size, room) == found:
            return found
    if len(names) == 1:
        return cut(names[0], _LINES, size, room)
    return f"{cut(names[0], _LINES - 1, size, room)}; and {len(names) - 1} more"


def _standing(place: Place) -> str:
    """Who leads, and what the law says of the seat: what a card tells besides by its outline."""
    verdict = place.verdict
    asked = "" if verdict is None or verdict.state == "not_applicable" else "required by law"
    if verdict and verdict.requirement.force != "shall":
        asked = asked and "recommended"
    if verdict and verdict.state == "not_met":
        asked += ": not met" if place.holders else ": no one named"
    elif verdict and verdict.state in ("unknown", "excused"):
        asked = f"{asked}: {STATES[verdict.state]}"
    return ", ".join(filter(None, ("leads" if place.leads and place.holders else "", asked)))


def _name(table: Table, county: County) -> tuple[str, str]:
    """What is written on the table: which team it is, and by what other name it goes."""
    committee = county.steering_committee
    if table.key == "protocol_team" and county.committee_is_protocol_team:
        own = clean(committee.name) if committee else ""
        return table.name, f"also the steering committee{f', {own}' if own else ''}"
    own = clean(committee.name) if committee and table.key == "steering_committee" else ""
    return table.name, own


def _counted(table: Table) -> str:
    counted = [
        f"{number} {words}"
        for state, words in STATES.items()
        if state != "not_applicable" and (number := sum(place.state == state for place in table.places))
    ]
    seats = number_of(len(table.places), "seat")
    return f"{seats}; of those that the law asks for: {', '.join(counted)}." if counted else f"{seats}."


def _said(where: str, places: Iterable[Place]) -> str:
    seats = "; ".join(map(_seat, places))
    return f"{f'{where}: ' if where else ''}{seats}." if seats else ""


def _seat(place: Place) -> str:
    told = ", ".join(filter(None, ("; ".join(_agencies(place)), _standing(place))))
    return f"{clean(place.short)} ({told})" if told else clean(place.short)

"""A county's team drawn around its table, the same on paper and on web pages."""

from collections.abc import Iterable
from dataclasses import replace

from ..checking.evaluate import RESULTS
from ..english import uncapitalized
from ..protocol.model import County
from .drawing import (
    GAP,
    LEADING,
    WIDTH,
    Band,
    Drawing,
    Look,
    Shape,
    Text,
    Tone,
    depth,
    drawable,
    height_with_room,
    stack,
)
from .font_metrics import cut
from .seating import SeatStatus, TeamSeats

_CARD, _SMALL = 168, round((WIDTH - 2 * GAP) / 3, 2)
"""How wide a card is at the table, and further down, where three are side by side."""
_CHAIR, _CHAIR_WIDTH, _SPACING = 9, 28, 5
"""A chair's depth and width, and how far it is from its card and from the table."""
_RIGHT_CHAIR = WIDTH - _CARD - _SPACING - _CHAIR
_TABLE = WIDTH - 2 * (_CARD + _CHAIR + 2 * _SPACING)
_SEATS_AT_SIDES = 6
"""Seats drawn at the table's sides, unless more are required or recommended."""
_MAX_NAME_LINES = 4
"""Lines of names on a card; the text has them all."""

_LOOKS_BY_STATE: dict[str, tuple[Look, Look, Tone]] = {
    "satisfied": ("filled", "chair", "strong"),
    "excused": ("filled", "chair", "strong"),
    "not_met": ("missing", "chair-missing", "gap"),
    "unknown": ("open", "chair-open", "quiet"),
}
_NOT_REQUIRED: tuple[Look, Look, Tone] = ("free", "chair-free", "quiet")


def team(team: TeamSeats, county: County, anchor: str = "") -> tuple[Drawing, ...]:
    """A team around its table, seen from above: who leads at the head, those required or recommended along the sides.

    Nothing where nothing is known of it; more than one drawing where it does not fit on a page. `anchor`
    distinguishes the pictures of several counties on one page.
    """
    if team.is_blank:
        return ()
    head, sides, further = _arranged(team.seats)
    rows = [further[start : start + 3] for start in range(0, len(further), 3)]
    bands = [_at_table(team, county, head, sides), *(_row(row, is_first=row is rows[0]) for row in rows)]
    if team.is_partial:
        bands.append(_note("Only what public sources show; the team may have other members."))
    title = f"The {uncapitalized(team.name)} of {drawable(county.full_name)}"
    return tuple(
        Drawing(
            f"{anchor}{team.key}-picture{number if number > 1 else ''}",
            title if number == 1 else f"{title}, continued",
            _counted(team),
            " ".join((f"{title}: {_counted(team)}" if number == 1 else f"{title}, continued.", *(b.alt for b in page))),
            WIDTH,
            page[-1].depth,
            tuple(shape for band in page for shape in band.shapes),
        )
        for number, page in enumerate(stack(bands), 1)
    )


def _arranged(seats: tuple[SeatStatus, ...]) -> tuple[list[SeatStatus], list[SeatStatus], list[SeatStatus]]:
    """Who sits at the head, at the sides, and further down."""
    head = [seat for seat in seats if seat.leads][:2]
    others = [seat for seat in seats if seat not in head]
    asked = [seat for seat in others if seat.state in _LOOKS_BY_STATE]
    free = [seat for seat in others if seat not in asked]
    room = max(_SEATS_AT_SIDES - len(asked), len(asked) % 2)
    return head, asked + free[:room], free[room:]


def _at_table(team: TeamSeats, county: County, head: list[SeatStatus], sides: list[SeatStatus]) -> Band:
    heads, top = _heads(head)
    seats, bottom = _sides(sides, top)
    bottom = max(bottom, top + 70)
    name, other = _name(team, county)
    panel = Shape("table", (WIDTH - _TABLE) / 2, top, _TABLE, bottom - top, 16, (), "center", is_middle=True)
    title = Text(name, 11, "strong", bold=True)
    room = int((panel.height - 16 - depth((title,), panel.room)) / (9 * LEADING))
    below = (Text(cut(other, room, 9, panel.room), 9),) if other else ()
    sentences = (
        f"{name}{f', {other}' if other else ''}.",
        _in_words("At the head of the table", head),
        _in_words("Along its sides" if head else "Around it", sides),
    )
    shapes = (replace(panel, texts=(title, *below)), *heads, *seats)
    return Band(bottom, shapes, " ".join(filter(None, sentences)))


def _heads(head: list[SeatStatus]) -> tuple[list[Shape], float]:
    """The cards and chairs at the head of the table, and where the table begins."""
    shapes: list[Shape] = []
    if not head:
        return shapes, 0
    height = max(_depth(seat, _CARD) for seat in head)
    x = (WIDTH - len(head) * _CARD - (len(head) - 1) * GAP) / 2
    for number, seat in enumerate(head):
        shapes.append(_card(seat, x, 0, _CARD, height))
        chair = (WIDTH - _TABLE) / 2 + _TABLE * (number + 0.5) / len(head) - _CHAIR_WIDTH / 2
        shapes.append(Shape(_looks(seat)[1], chair, height + _SPACING, _CHAIR_WIDTH, _CHAIR, _CHAIR / 2))
        x += _CARD + GAP
    return shapes, height + _CHAIR + 2 * _SPACING


def _sides(sides: list[SeatStatus], top: float) -> tuple[list[Shape], float]:
    """The cards and chairs along the table, left and right in turn, and where they end."""
    shapes: list[Shape] = []
    y = top
    for number in range(0, len(sides), 2):
        row = sides[number : number + 2]
        height = max(_depth(seat, _CARD) for seat in row)
        for seat, x, chair in zip(row, (0, WIDTH - _CARD), (_CARD + _SPACING, _RIGHT_CHAIR), strict=False):
            shapes.append(_card(seat, x, y, _CARD, height))
            shapes.append(
                Shape(_looks(seat)[1], chair, y + (height - _CHAIR_WIDTH) / 2, _CHAIR, _CHAIR_WIDTH, _CHAIR / 2)
            )
        y += height + GAP
    return shapes, y - GAP


def _row(row: list[SeatStatus], *, is_first: bool) -> Band:
    """Seats further down, three side by side, the first row below its label."""
    label = Text("Also on the team", 9.5, "quiet", bold=True)
    top = label.leading + 5 if is_first else 0
    height = max(_depth(seat, _SMALL) for seat in row)
    shapes = [_card(seat, number * (_SMALL + GAP), top, _SMALL, height) for number, seat in enumerate(row)]
    if is_first:
        shapes.insert(0, Shape("words", 0, 0, WIDTH, label.leading, texts=(label,), inset=(0, 0)))
    return Band(top + height, tuple(shapes), _in_words("Also on the team" if is_first else "", row))


def _note(words: str) -> Band:
    text = Text(words, 9.5, "quiet")
    return Band(text.leading, (Shape("words", 0, 0, WIDTH, text.leading, texts=(text,), inset=(0, 0)),), words)


def _looks(seat: SeatStatus) -> tuple[Look, Look, Tone]:
    return _LOOKS_BY_STATE.get(seat.state, _NOT_REQUIRED)


def _card(seat: SeatStatus, x: float, y: float, width: float, height: float) -> Shape:
    return Shape(_looks(seat)[0], x, y, width, height, 6, _texts(seat, width))


def _texts(seat: SeatStatus, width: float) -> tuple[Text, ...]:
    """What a card says: the seat, who holds it, and what the law says of it."""
    room = Shape("card", 0, 0, width, 0).room
    found = [Text(drawable(seat.short), 10, bold=True)]
    if seat.holders:
        found.append(Text(_names(seat, 9, room), 9))
    if words := _note_on_seat(seat):
        found.append(Text(words, 8.5, _looks(seat)[2], bold=True, above=1.5))
    return tuple(found)


def _depth(seat: SeatStatus, width: float) -> float:
    card = Shape("card", 0, 0, width, 0, texts=_texts(seat, width))
    return round(height_with_room(card.texts, card.room) + 2 * card.inset[1] + 1, 2)


def _agencies(seat: SeatStatus) -> tuple[str, ...]:
    return tuple(dict.fromkeys(drawable(seat.agency_name) for seat in seat.holders))


def _names(seat: SeatStatus, size: float, room: float) -> str:
    """Who holds a seat, as far as there is room, and how many more there are."""
    names = _agencies(seat)
    for shown in range(len(names), 1, -1):
        more = f"; and {len(names) - shown} more" if shown < len(names) else ""
        found = f"{'; '.join(names[:shown])}{more}"
        if cut(found, _MAX_NAME_LINES, size, room) == found:
            return found
    if len(names) == 1:
        return cut(names[0], _MAX_NAME_LINES, size, room)
    return f"{cut(names[0], _MAX_NAME_LINES - 1, size, room)}; and {len(names) - 1} more"


def _note_on_seat(seat: SeatStatus) -> str:
    """Who leads, and what the law says about the seat, which the card's outline shows as well."""
    verdict = seat.verdict
    asked = "" if verdict is None or verdict.state == "not_applicable" else "required by law"
    if verdict and verdict.requirement.force != "shall":
        asked = asked and "recommended"
    if verdict and verdict.state == "not_met":
        asked += ": not met" if seat.holders else ": no one named"
    elif verdict and verdict.state == "excused":
        asked = "not required: excused by law"
    elif verdict and verdict.result in ("unknown", "in_words"):
        asked = f"{asked}: {RESULTS[verdict.result]}"
    return ", ".join(filter(None, ("leads" if seat.leads and seat.holders else "", asked)))


def _name(team: TeamSeats, county: County) -> tuple[str, str]:
    """What is written on the table: which team it is, and by what other name it goes."""
    committee = county.steering_committee
    if team.key == "protocol_team" and county.committee_is_protocol_team:
        own = drawable(committee.name) if committee else ""
        return team.name, f"also the steering committee{f', {own}' if own else ''}"
    own = drawable(committee.name) if committee and team.key == "steering_committee" else ""
    return team.name, own


def _counted(team: TeamSeats) -> str:
    counted = [
        f"{number} {words}"
        for result, words in RESULTS.items()
        if result != "not_applicable" and (number := sum(seat.result == result for seat in team.seats))
    ]
    seats = f"{len(team.seats)} {'seat' if len(team.seats) == 1 else 'seats'}"
    return f"{seats}; of those required or recommended: {', '.join(counted)}." if counted else f"{seats}."


def _in_words(where: str, seats: Iterable[SeatStatus]) -> str:
    words = "; ".join(map(_seat_in_words, seats))
    return f"{f'{where}: ' if where else ''}{words}." if words else ""


def _seat_in_words(seat: SeatStatus) -> str:
    about = ", ".join(filter(None, ("; ".join(_agencies(seat)), _note_on_seat(seat))))
    return f"{drawable(seat.short)} ({about})" if about else drawable(seat.short)

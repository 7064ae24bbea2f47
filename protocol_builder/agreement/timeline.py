"""The stages of a multidisciplinary team's work drawn along a line of time.

The stages are in the order of the county file, which is their order in time; they are not to scale, because many times
are given in words.
"""

from collections.abc import Iterator
from dataclasses import replace

from ..english import capitalized, join_words
from ..protocol.model import County, MultidisciplinaryTeam, Tier
from ..protocol.time_limits import within
from .drawing import WIDTH, Band, Drawing, Shape, Text, drawable, height_with_room, stack
from .font_metrics import cut

_TIMES_END, _LINE, _CARDS_BEGIN = 104.0, 122.0, 142.0
"""Where the column of times ends, where the line runs, and where the stages begin."""
_STOP, _LABEL = 18.0, 50.0
"""How wide a stop is, and the column of labels on a card."""
_MAX_NAME_LINES, _MAX_FACT_LINES, _MAX_TIME_LINES = 4, 7, 8
"""Lines of a name, a fact, and a time; the text has them in full."""


def stages(county: County, anchor: str = "") -> tuple[Drawing, ...]:
    """The stages of a county's team, one below the other along a line: when, on what occasion, and who calls it.

    Nothing where the county file has no stages; more than one drawing where they do not fit on a page. `anchor`
    distinguishes the pictures of several counties on one page.
    """
    mdt = county.mdt
    if mdt is None or not mdt.tiers:
        return ()
    title = f"When the multidisciplinary team of {drawable(county.full_name)} meets"
    summary = f"{len(mdt.tiers)} stages, in order." if len(mdt.tiers) > 1 else "One stage."
    pages = stack(_band(number, tier, mdt) for number, tier in enumerate(mdt.tiers, 1))
    return tuple(
        Drawing(
            f"{anchor}mdt-picture{number if number > 1 else ''}",
            title if number == 1 else f"{title}, continued",
            summary,
            " ".join((f"{title}: {summary}" if number == 1 else f"{title}, continued.", *(band.alt for band in page))),
            WIDTH,
            page[-1].depth,
            (*_axis(page, goes_on=number < len(pages)), *(shape for band in page for shape in band.shapes)),
        )
        for number, page in enumerate(pages, 1)
    )


def _band(number: int, tier: Tier, mdt: MultidisciplinaryTeam) -> Band:
    card = Shape("card", _CARDS_BEGIN, 0, WIDTH - _CARDS_BEGIN, 0, 6, inset=(9, 6))
    time = Shape("words", 0, 0, _TIMES_END, 0, align="right", inset=(0, 6))
    name, facts = drawable(tier.name), tuple(_facts(tier, mdt))
    texts = (
        Text(cut(name, _MAX_NAME_LINES, 11, card.room, bold=True), 11, "strong", bold=True),
        *(
            Text(cut(words, _MAX_FACT_LINES, 9.5, card.room - _LABEL), 9.5, above=2, label=label, hang=_LABEL)
            for label, words in facts
        ),
    )
    is_given = bool(tier.within or tier.every)
    when = cut(_time(tier), _MAX_TIME_LINES, 10.5, time.room, bold=True)
    at = Text(when, 10.5, "ink" if is_given else "quiet", bold=True)
    height = round(
        max(height_with_room(texts, card.room), height_with_room((at,), time.room)) + 2 * card.inset[1] + 1, 2
    )
    count = Text(str(number), 9.5, "paper", bold=True)
    # The stop is next to the first line of the card.
    stop = (_LINE - _STOP / 2, card.inset[1] + texts[0].leading / 2 - _STOP / 2, _STOP, _STOP)
    shapes = (
        replace(time, height=height, texts=(at,)),
        Shape("stop", *stop, _STOP / 2, (count,), "center", is_middle=True, inset=(0, 0)),
        replace(card, height=height, texts=texts),
    )
    in_words = " ".join(f"{label}: {words.rstrip('.')}." for label, words in facts)
    return Band(height, shapes, f"{number}. {name}. {_time(tier).rstrip('.')}. {in_words}".strip())


def _time(tier: Tier) -> str:
    words = within(drawable(tier.within)) if tier.within else drawable(tier.every) or "time not stated"
    return capitalized(words)


def _facts(tier: Tier, mdt: MultidisciplinaryTeam) -> Iterator[tuple[str, str]]:
    if tier.trigger:
        yield "When", drawable(tier.trigger)
    if tier.within and tier.every:
        yield "Then", drawable(tier.every)
    if convener := tier.convener or mdt.convener:
        yield "Called by", drawable(convener)
    if tier.called:
        yield "Who", drawable(join_words(tier.called))
    elif mdt.seats:
        yield "Who", "everyone on the team"
    if tier.meeting:
        yield "How", tier.meeting_label


def _axis(page: tuple[Band, ...], *, goes_on: bool) -> tuple[Shape, ...]:
    """The line from the first stop to the last, or on to the next page."""
    stops = [shape.y + shape.height / 2 for band in page for shape in band.shapes if shape.look == "stop"]
    end = page[-1].depth if goes_on else stops[-1]
    return (Shape("axis", _LINE - 1, stops[0], 2, end - stops[0]),) if end > stops[0] else ()

"""Draws figures as charts: participation in the program over the years, and the stages of counties' teams side by side.

A chart is a `Drawing`, as the pictures of teams are: the page's stylesheet colors it, and its words are in its description.
The table next to it says the same.
"""

import math
from collections.abc import Iterable, Iterator
from typing import Literal

from ..agreement.drawing import WIDTH, Drawing, Look, Shape, Text, drawable
from ..agreement.font_metrics import cut
from ..english import join_words, number_of
from ..law import vocabulary
from ..protocol.time_limits import within
from .all_counties import Collection
from .county_page import CountyFile
from .county_part import CountyPart
from .state_record import StateRecord

_BAR, _ROW = 24.0, 36.0
"""How high a bar is, and from one bar to the next."""
_LABELS_END = 66.0
"""Where the column of years ends and the bars begin."""
_VALUES_BEGIN = 436.0
"""Where a bar of all counties would end; the number follows a bar."""
_NAMES_END, _SCALE_BEGINS, _SCALE_ENDS = 128.0, 146.0, WIDTH - 22
"""Where the column of counties ends, and where the scale of times begins and ends."""
_DOT = 17.0
"""How wide the dot of a stage is."""
_STAGES_ROW = 24.0
_TICKS = (
    ("1 hour", 60),
    ("1 day", 1440),
    ("3 days", 3 * 1440),
    ("10 days", 10 * 1440),
    ("30 days", 30 * 1440),
    ("90 days", 90 * 1440),
)
"""The times named on the scale, with their minutes."""
_SHORTEST, _LONGEST = 15, 90 * 1440
"""The minutes at the ends of the scale; what is shorter or longer is drawn at its end."""
STAGES_PAGE = "compare/stages.md"
"""The page of the chart of stages, if there are many counties."""
MAX_ROWS_WITH_TABLE = 24
"""The most counties for which the chart of stages is on the page of the table; more have a page of their own."""


def participation(record: StateRecord) -> Drawing:
    """Draw how many counties each list of the State's record names, by fiscal year and tier, and later counts."""
    everyone = len(vocabulary.counties())
    scale = (_VALUES_BEGIN - _LABELS_END) / everyone
    shapes: list[Shape] = []
    said: list[str] = []
    top = 0.0
    for year in record.years:
        tiers = [tier for tier in ("I", "II") if record.named_in(year, tier)]
        parts: list[tuple[Look, int, str]] = [
            ("filled" if tier == "I" else "stop", len(record.named_in(year, tier)), f"Tier {tier}") for tier in tiers
        ] or [("chair-free", len(record.named_in(year)), "no tiers stated")]
        shapes += _bar(top, year, parts, scale)
        names = join_words(tuple(f"{number} in {words}" for _, number, words in parts)) if tiers else parts[0][2]
        said.append(f"{year}: {number_of(len(record.named_in(year)), 'county', 'counties')}, {names}.")
        top += _ROW
    for figure in record.figures_of("participation"):
        if not figure.period:  # a count of a year that a list covers too is told in words, next to the list
            shapes += _bar(top, "later", [("open", figure.figure, "a count without names")], scale)
            said.append(f"Later: {figure.figure} counties, a count without names.")
            top += _ROW
    axis = Shape("axis", _LABELS_END - 1, 0, 1, top - _ROW + _BAR)
    title = "Counties in the CSEC Program, by fiscal year"
    return Drawing(
        "participation",
        title,
        f"A bar for each year. A bar of all {everyone} counties would fill the width.",
        f"{title}. {' '.join(said)} California has {everyone} counties.",
        WIDTH,
        top - _ROW + _BAR,
        (axis, *shapes),
    )


def _bar(top: float, label: str, parts: Iterable[tuple[Look, int, str]], scale: float) -> Iterator[Shape]:
    """Yield a bar of several parts, each with its words if there is room, the label before it, and the sum after it."""
    yield _words(label, 0, top, _LABELS_END - 6, "right", bold=True)
    left, total = _LABELS_END, 0
    for look, number, words in parts:
        wide = number * scale
        full = f"{words}: {number}" if words.startswith("Tier") else words
        tone: Text = Text(full, 9.5, "paper" if look == "stop" else "ink")
        fits = wide > 60 and look != "chair-free"
        yield Shape(look, left, top, wide, _BAR, texts=(tone,) if fits else (), align="center", is_middle=True)
        left += wide
        total += number
    yield _words(str(total), left + 4, top, 26, "left", bold=True)


def _words(text: str, x: float, top: float, wide: float, align: Literal["left", "right"], *, bold: bool) -> Shape:
    written = (Text(text, 10, bold=bold),)
    return Shape("words", x, top, wide, _BAR, texts=written, align=align, is_middle=True, inset=(0, 0))


def has_own_page(site: Collection) -> bool:
    """Return whether the chart of stages is on a page of its own, because the page of the table would be too large."""
    return len(with_times(site)) > MAX_ROWS_WITH_TABLE


def with_times(site: Collection) -> tuple[tuple[CountyFile, CountyPart], ...]:
    """Return each real county whose file gives at least one stage a time that can be drawn."""
    return tuple(
        (file, part)
        for file, part in site.timed
        if not part.standing.is_example and any(_minutes(tier.within) is not None for tier in part.stages)
    )


def stages(site: Collection) -> Drawing | None:
    """Draw the times of the stages of each county's multidisciplinary team on one scale; None if no file gives any."""
    counties = with_times(site)
    if not counties:
        return None
    head = 20.0
    shapes: list[Shape] = []
    said: list[str] = []
    top = head
    for file, part in counties:
        dots = list(_dots(part))
        rows = 1 + max(row for row, *_ in dots)
        name = drawable(
            part.standing.county
            + (f" ({file.protocol.instrument.kind_label})" if _is_one_of(site, part) and file.protocol else "")
        )
        shapes.append(
            Shape(
                "words",
                0,
                top,
                _NAMES_END,
                _STAGES_ROW,
                texts=(Text(cut(name, 2, 9.5, _NAMES_END, bold=True), 9.5, bold=True),),
                align="right",
                is_middle=True,
                inset=(0, 0),
            )
        )
        for row, x, number, _ in dots:
            shapes.append(
                Shape(
                    "stop",
                    round(x - _DOT / 2, 1),
                    top + (_STAGES_ROW - _DOT) / 2 + row * (_DOT + 2),
                    _DOT,
                    _DOT,
                    _DOT / 2,
                    (Text(str(number), 9.5, "paper", bold=True),),
                    "center",
                    is_middle=True,
                    inset=(0, 0),
                )
            )
        said.append(f"{name}: {'; '.join(words for *_, words in dots)}.")
        top += _STAGES_ROW + (rows - 1) * (_DOT + 2)
    title = "When the stages of counties’ teams are due, side by side"
    return Drawing(
        "stages-side-by-side",
        title,
        "A dot for each stage that has a time, with the stage’s number; the scale is not even.",
        f"{title}. {' '.join(said)}",
        WIDTH,
        top,
        (*_scale(head, top), *shapes),
    )


def _is_one_of(site: Collection, part: CountyPart) -> bool:
    """Whether another file in the chart is of the same county."""
    return sum(other.standing.county == part.standing.county for _, other in with_times(site)) > 1


def _dots(part: CountyPart) -> Iterator[tuple[int, float, int, str]]:
    """Yield each stage with a time: (the row of dots it is in, x, number, words); dots that would overlap go below."""
    taken: list[tuple[int, float]] = []
    for number, tier in enumerate(part.stages, 1):
        minutes = _minutes(tier.within)
        if minutes is None:
            continue
        x = _x(minutes)
        row = next(row for row in range(len(part.stages)) if all(r != row or abs(x - at) > _DOT + 1 for r, at in taken))
        taken.append((row, x))
        yield row, x, number, f"stage {number}, {drawable(tier.name)}, {within(drawable(tier.within))}"


def _minutes(limit: str) -> int | None:
    """Return the minutes of a time limit; None for one without a length that can be drawn."""
    if limit == "immediately":
        return 0
    return vocabulary.minutes(limit) or None


def _x(minutes: int) -> float:
    bounded = min(max(minutes, _SHORTEST), _LONGEST)
    share = math.log(bounded / _SHORTEST) / math.log(_LONGEST / _SHORTEST)
    return _SCALE_BEGINS + share * (_SCALE_ENDS - _SCALE_BEGINS)


def _scale(head: float, bottom: float) -> Iterator[Shape]:
    """Yield the lines of the scale, each with its time above it."""
    for words, minutes in _TICKS:
        x = _x(minutes)
        yield Shape("axis", x - 0.25, head - 4, 0.5, bottom - head + 4)
        wide = 44.0
        left = x - wide / 2
        yield Shape(
            "words",
            left,
            0,
            wide,
            head - 4,
            texts=(Text(words, 9, "quiet"),),
            align="center",
            is_middle=True,
            inset=(0, 0),
        )

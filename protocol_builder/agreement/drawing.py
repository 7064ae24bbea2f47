"""Knows what a picture is made of: rounded boxes with words in them, in points. Knows neither teams nor formats.

A look has a name. How it is painted on paper stands here; a site's stylesheet may paint the same names otherwise.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from ..characters import page_text
from .font_metrics import lines

Look: TypeAlias = Literal[
    "card", "filled", "missing", "open", "free", "table", "chair", "chair-missing", "chair-open", "chair-free",
    "axis", "stop", "words",
]  # fmt: skip
Tone: TypeAlias = Literal["ink", "quiet", "strong", "gap", "paper"]

MARGIN = 1
"""Around everything, so that no line at the edge is cut in half."""
WIDTH = 468 - 2 * MARGIN
"""What the text of a letter page has room for."""
HEIGHT = 540
"""As deep as a page has room for below a heading and above a caption."""
GAP = 8
"""Between what stands side by side, or one below the other."""
_ANOTHER_FONT = 0.87
LEADING = 1.2
"""From one line to the next, in type sizes."""


@dataclass(frozen=True, slots=True)
class Paint:
    """How a box is painted: colors as six hexadecimal digits, empty for none; the line's weight and kind."""

    fill: str = ""
    line: str = ""
    weight: float = 1
    dash: Literal["", "dashed", "dotted"] = ""


PAINTS: dict[Look, Paint] = {
    "card": Paint("FFFFFF", "7F8DA3", 0.75),
    "filled": Paint("FFFFFF", "1F3864", 1.5),
    "missing": Paint("FFF4E0", "9C5700", 1.5, "dashed"),
    "open": Paint("FFFFFF", "595959", 1.25, "dotted"),
    "free": Paint("FFFFFF", "7F8DA3", 0.75),
    "table": Paint("DFE6F1"),
    "chair": Paint("1F3864"),
    "chair-missing": Paint("", "9C5700", 1.25, "dashed"),
    "chair-open": Paint("", "595959", 1.25, "dotted"),
    "chair-free": Paint("7F8DA3"),
    "axis": Paint("7F8DA3"),
    "stop": Paint("1F3864"),
    "words": Paint(),
}
"""On paper. Every line has a contrast of 3 to 1 or more with what lies around it; none is told from others by color alone."""

TONES: dict[Tone, str] = {"ink": "1A1A1A", "quiet": "595959", "strong": "1F3864", "gap": "7F4700", "paper": "FFFFFF"}


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph in a box."""

    words: str
    size: float
    tone: Tone = "ink"
    bold: bool = False
    above: float = 0
    """How far it keeps from the paragraph before it."""
    label: str = ""
    """What stands before the first line, in bold."""
    hang: float = 0
    """How far the lines stand in, to leave room for the label."""

    @property
    def leading(self) -> float:
        return self.size * LEADING

    @property
    def said(self) -> str:
        return f"{self.label} {self.words}".strip()

    def lines(self, room: float) -> tuple[str, ...]:
        """The lines in which it is set in a box with so much room."""
        return lines(self.words, self.size, room - self.hang, bold=self.bold)


@dataclass(frozen=True, slots=True)
class Shape:
    """A box with rounded corners, and what is written in it."""

    look: Look
    x: float
    y: float
    width: float
    height: float
    radius: float = 0
    texts: tuple[Text, ...] = ()
    align: Literal["left", "center", "right"] = "left"
    is_middle: bool = False
    """Whether the words stand half-way down instead of at the top."""
    inset: tuple[float, float] = (7, 5)
    """How far the words keep from the sides, and from top and bottom."""

    @property
    def room(self) -> float:
        """How wide a line of words can be."""
        return self.width - 2 * self.inset[0]


@dataclass(frozen=True, slots=True)
class Drawing:
    """One picture, no larger than a page."""

    id: str
    title: str
    summary: str
    """What it shows, in a sentence or two; for where its words stand beside it as text."""
    alt: str
    """Everything it says, in words."""
    width: float
    height: float
    shapes: tuple[Shape, ...]

    @property
    def size(self) -> tuple[float, float]:
        """Its width and height with the margin around it."""
        return self.width + 2 * MARGIN, self.height + 2 * MARGIN

    @property
    def is_whole(self) -> bool:
        """Whether nothing that is written in it had to be cut short."""
        return not any(text.words.endswith("…") for shape in self.shapes for text in shape.texts)

    @property
    def words(self) -> Iterator[str]:
        """What is written in it, paragraph by paragraph."""
        for shape in self.shapes:
            yield from (text.said for text in shape.texts)


def depth(texts: tuple[Text, ...], room: float) -> float:
    """How much height paragraphs take in a width."""
    return sum(text.above + len(text.lines(room)) * text.leading for text in texts)


def spacious(texts: tuple[Text, ...], room: float) -> float:
    """How much height paragraphs may take where another font must do, which is wider and gives more lines."""
    return depth(texts, room * _ANOTHER_FONT)


def clean(text: str) -> str:
    """Words of a county file as a picture has them: on one line, without what no output can show."""
    return " ".join(page_text(text).split())


@dataclass(frozen=True, slots=True)
class Band:
    """Shapes that stay together on a page, from its top at 0, and what they say in words."""

    depth: float
    shapes: tuple[Shape, ...]
    said: str


def stacked(bands: Iterable[Band]) -> tuple[tuple[Band, ...], ...]:
    """Bands one below the other, on as few pages as they need; each begins where the one before it has ended."""
    found: list[list[Band]] = [[]]
    y = 0.0
    for band in bands:
        if found[-1] and y + band.depth > HEIGHT:
            found.append([])
            y = 0.0
        moved = tuple(replace(shape, y=round(shape.y + y, 2)) for shape in band.shapes)
        found[-1].append(replace(band, shapes=moved, depth=y + band.depth))
        y += band.depth + GAP
    return tuple(map(tuple, found))

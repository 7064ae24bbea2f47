"""Write a drawing as SVG for PDF, web pages, and OpenDocument.

Its colors are attributes, so it needs no stylesheet; a page that has one can color its classes instead. Every character
that could be markup, in XML or in a page's Markdown, is written as an entity.
"""

from collections.abc import Iterator

from markupsafe import Markup

from ..agreement.drawing import MARGIN, PAINTS, TONES, Drawing, Shape, Text, depth
from ..agreement.font_metrics import width
from ..markup import inert

_DASHES = {"": "", "dashed": ' stroke-dasharray="5 3"', "dotted": ' stroke-dasharray="1.5 2.5"'}
_ANCHORS = {"left": "", "center": ' text-anchor="middle"', "right": ' text-anchor="end"'}
_NEARLY_FULL = 0.8
"""Share of a box's width above which a line could overflow in another font."""
_BASELINE = 0.79
"""Share of a line's height from its top to the baseline."""


def svg(drawing: Drawing, description: str = "", *, is_fitted: bool = True) -> Markup:
    """Return the drawing as one line of SVG.

    `description` is for people who cannot see it; by default, all that it says. With `is_fitted`, a line that nearly
    fills its box is kept from overflowing in another font.
    """
    wide, high = drawing.size
    size = f'viewBox="{-MARGIN} {-MARGIN} {wide:g} {high:g}" width="{wide:g}" height="{high:g}"'
    id = inert(drawing.id)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" class="picture" {size} role="img" '
        f'aria-labelledby="{id}-t" aria-describedby="{id}-d" font-family="Carlito, Calibri, sans-serif">'
        f'<title id="{id}-t">{inert(drawing.title)}</title><desc id="{id}-d">{inert(description or drawing.alt)}</desc>'
    ]
    for shape in drawing.shapes:
        parts += _shape(shape, is_fitted=is_fitted)
    return Markup("".join([*parts, "</svg>"]))


def _shape(shape: Shape, *, is_fitted: bool) -> Iterator[str]:
    paint = PAINTS[shape.look]
    if paint.fill or paint.line:
        fill = f"#{paint.fill}" if paint.fill else "none"
        line = f' stroke="#{paint.line}" stroke-width="{paint.weight:g}"{_DASHES[paint.dash]}' if paint.line else ""
        corner = f' rx="{min(shape.radius, shape.width / 2, shape.height / 2):g}"' if shape.radius else ""
        yield (
            f'<rect class="p-{shape.look}" x="{shape.x:g}" y="{shape.y:g}" width="{shape.width:g}" '
            f'height="{shape.height:g}"{corner} fill="{fill}"{line}/>'
        )
    y = shape.y + shape.inset[1]
    if shape.is_middle:
        y = shape.y + (shape.height - depth(shape.texts, shape.room)) / 2
    for text in shape.texts:
        y += text.above
        room = shape.room - text.hang
        for number, line in enumerate(text.lines(shape.room)):
            if text.label and not number:
                label = Text(text.label, text.size, text.tone, bold=True)
                yield _line(text.label, label, shape.x + shape.inset[0], y, "left", 0)
            x = shape.x + text.hang
            x += {"left": shape.inset[0], "center": shape.width / 2, "right": shape.width - shape.inset[0]}[shape.align]
            yield _line(line, text, x, y, shape.align, room * _NEARLY_FULL if is_fitted else 0)
            y += text.leading


def _line(words: str, text: Text, x: float, y: float, align: str, max_width: float) -> str:
    """Return a line of text; one wider than `max_width` (0 for any) is held to its width in every font."""
    wide = width(words, text.size, bold=text.bold)
    weight = ' font-weight="700"' if text.bold else ""
    fit = f' textLength="{wide:.4g}" lengthAdjust="spacingAndGlyphs"' if 0 < max_width < wide else ""
    return (
        f'<text class="t-{text.tone}" x="{x:.5g}" y="{y + _BASELINE * text.leading:.5g}" font-size="{text.size:g}"'
        f'{weight}{_ANCHORS[align]}{fit} fill="#{TONES[text.tone]}">{inert(words)}</text>'
    )

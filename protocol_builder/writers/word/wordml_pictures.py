"""Knows a drawing as DrawingML: shapes with words, which Word draws itself. Knows neither agreements nor packages.

Shapes stay sharp at any size, can be edited by who edits the document, and cost a fraction of what painting dots does.
A program that cannot draw them prints the words of the description instead.
"""

from collections.abc import Callable
from xml.sax.saxutils import escape, quoteattr

from ...agreement.drawing import MARGIN, PAINTS, TONES, Drawing, Shape, Text

SPACE = '<w:spacing w:before="120" w:after="80" w:line="240" w:lineRule="auto"/>'
"""For the paragraph that holds a picture: lines of a fixed height would cut it off."""
_EMU = 12_700
"""In a point."""
_MADE = (
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wpg="http://schemas.microsoft.com/office/word/2010/wordprocessingGroup" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
_KIND = "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup"
_FONT = '<w:rFonts w:ascii="Calibri" w:hAnsi="Calibri" w:eastAsia="Calibri" w:cs="Calibri"/>'
"""Carlito's measures, under the name that Word knows and other programs have a stand-in for."""
_DASHES = {"": "solid", "dashed": "dash", "dotted": "sysDot"}
_FIRST_ID = 5_000
_A_PICTURE = 1_000
"""Numbers of shapes that one picture may use up; a template's own pictures have lower ones."""


def run(drawing: Drawing, number: int, words: Callable[[str, str], str]) -> str:
    """A run that holds the drawing, the document's picture of a number; `words` writes text in a look as runs."""
    id = _FIRST_ID + number * _A_PICTURE
    wide, high = map(_emu, drawing.size)
    size = f'cx="{wide}" cy="{high}"'
    frame = f'<a:xfrm><a:off x="0" y="0"/><a:ext {size}/><a:chOff x="0" y="0"/><a:chExt {size}/></a:xfrm>'
    # LibreOffice spreads what is drawn over the whole of the picture; so something invisible is as large as it.
    whole = Shape("words", -MARGIN, -MARGIN, *drawing.size)
    shapes = "".join(_shape(shape, id + place, words) for place, shape in enumerate((whole, *drawing.shapes), 1))
    return (
        f'<w:r><mc:AlternateContent {_MADE}><mc:Choice Requires="wpg"><w:drawing>'
        f'<wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {size}/>'
        f'<wp:effectExtent l="0" t="0" r="0" b="0"/>'
        f'<wp:docPr id="{id}" name="Picture {number}" descr={quoteattr(drawing.alt)}/>'
        f'<wp:cNvGraphicFramePr/><a:graphic><a:graphicData uri="{_KIND}"><wpg:wgp><wpg:cNvGrpSpPr/>'
        f"<wpg:grpSpPr>{frame}</wpg:grpSpPr>{shapes}</wpg:wgp></a:graphicData></a:graphic></wp:inline></w:drawing>"
        f"</mc:Choice><mc:Fallback><w:t>{escape(drawing.alt)}</w:t></mc:Fallback></mc:AlternateContent></w:r>"
    )


def _shape(shape: Shape, id: int, words: Callable[[str, str], str]) -> str:
    paint = PAINTS[shape.look]
    fill = _color(paint.fill) if paint.fill else "<a:noFill/>"
    line = f'{_color(paint.line)}<a:prstDash val="{_DASHES[paint.dash]}"/>' if paint.line else "<a:noFill/>"
    weight = f' w="{_emu(paint.weight)}"' if paint.line else ""
    across, down = shape.inset
    texts = "".join(_paragraph(text, shape.align, words) for text in shape.texts)
    box = f"<wps:txbx><w:txbxContent>{texts}</w:txbxContent></wps:txbx>" if texts else ""
    return (
        f'<wps:wsp><wps:cNvPr id="{id}" name="Shape {id}"/><wps:cNvSpPr/><wps:spPr><a:xfrm>'
        f'<a:off x="{_emu(shape.x + MARGIN)}" y="{_emu(shape.y + MARGIN)}"/>'
        f'<a:ext cx="{_emu(shape.width)}" cy="{_emu(shape.height)}"/></a:xfrm>{_outline(shape)}{fill}'
        f"<a:ln{weight}>{line}</a:ln></wps:spPr>{box}"
        f'<wps:bodyPr rot="0" vert="horz" wrap="square" lIns="{_emu(across)}" tIns="{_emu(down)}" rIns="{_emu(across)}" '
        f'bIns="0" anchor="{"ctr" if shape.is_middle else "t"}"><a:noAutofit/></wps:bodyPr></wps:wsp>'
    )


def _outline(shape: Shape) -> str:
    if not shape.radius:
        return '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
    corner = min(50_000, round(100_000 * shape.radius / min(shape.width, shape.height)))
    return f'<a:prstGeom prst="roundRect"><a:avLst><a:gd name="adj" fmla="val {corner}"/></a:avLst></a:prstGeom>'


def _paragraph(text: Text, side: str, words: Callable[[str, str], str]) -> str:
    size, hang = round(text.size * 2), round(text.hang * 20)
    look = f'<w:color w:val="{TONES[text.tone]}"/><w:sz w:val="{size}"/><w:szCs w:val="{size}"/>'
    bold = f"{_FONT}<w:b/><w:bCs/>{look}"
    space = f'w:before="{round(text.above * 20)}" w:after="0" w:line="{round(text.leading * 20)}" w:lineRule="exact"'
    first = f'hanging="{hang}"' if hang else 'firstLine="0"'
    indent = f'<w:ind w:left="{hang}" w:right="0" w:{first}/>'
    label = f"{words(text.label, bold)}<w:r><w:tab/></w:r>" if text.label else ""
    return (
        f'<w:p><w:pPr><w:spacing {space}/>{indent}<w:jc w:val="{side}"/></w:pPr>'
        f"{label}{words(text.words, bold if text.bold else f'{_FONT}{look}')}</w:p>"
    )


def _color(digits: str) -> str:
    return f'<a:solidFill><a:srgbClr val="{digits}"/></a:solidFill>'


def _emu(points: float) -> int:
    return round(points * _EMU)

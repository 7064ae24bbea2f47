"""Write a drawing as DrawingML shapes, which Word draws itself."""

from xml.sax.saxutils import escape, quoteattr

from ...agreement.drawing import MARGIN, PAINTS, TONES, Drawing, Shape, Text
from .runs import text_runs

_EMU_PER_POINT = 12_700
"""English Metric Units, in which DrawingML gives lengths."""
_GROUP_URI = "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup"
_PICTURE_NAMESPACES = (
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    f'xmlns:wpg="{_GROUP_URI}" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
_PICTURE_FONT = '<w:rFonts w:ascii="Calibri" w:hAnsi="Calibri" w:eastAsia="Calibri" w:cs="Calibri"/>'
"""Carlito's metrics, under the name that Word knows and other programs have a substitute for."""
_DASHES = {"": "solid", "dashed": "dash", "dotted": "sysDot"}
_FIRST_SHAPE_ID = 5_000
"""Above the ids of a template's own pictures."""
_MAX_SHAPES = 1_000
"""Ids set aside for the shapes of one picture."""


def picture(drawing: Drawing, number: int) -> str:
    """Return a run that holds a drawing as shapes, which Word draws itself; `number` counts pictures from 1.

    Shapes stay sharp at any size, can be edited in Word, and cost a fraction of what a bitmap does. A program that cannot
    draw them prints the description instead.
    """
    id = _FIRST_SHAPE_ID + number * _MAX_SHAPES
    wide, high = map(_emu, drawing.size)
    size = f'cx="{wide}" cy="{high}"'
    frame = f'<a:xfrm><a:off x="0" y="0"/><a:ext {size}/><a:chOff x="0" y="0"/><a:chExt {size}/></a:xfrm>'
    # LibreOffice stretches the shapes over the whole picture, so an invisible one is as large as the picture.
    whole = Shape("words", -MARGIN, -MARGIN, *drawing.size)
    shapes = "".join(_shape(shape, id + place) for place, shape in enumerate((whole, *drawing.shapes), 1))
    return (
        f'<w:r><mc:AlternateContent {_PICTURE_NAMESPACES}><mc:Choice Requires="wpg"><w:drawing>'
        f'<wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {size}/>'
        f'<wp:effectExtent l="0" t="0" r="0" b="0"/>'
        f'<wp:docPr id="{id}" name="Picture {number}" descr={quoteattr(drawing.alt)}/>'
        f'<wp:cNvGraphicFramePr/><a:graphic><a:graphicData uri="{_GROUP_URI}"><wpg:wgp><wpg:cNvGrpSpPr/>'
        f"<wpg:grpSpPr>{frame}</wpg:grpSpPr>{shapes}</wpg:wgp></a:graphicData></a:graphic></wp:inline></w:drawing>"
        f"</mc:Choice><mc:Fallback><w:t>{escape(drawing.alt)}</w:t></mc:Fallback></mc:AlternateContent></w:r>"
    )


def _shape(shape: Shape, id: int) -> str:
    paint = PAINTS[shape.look]
    fill = _color(paint.fill) if paint.fill else "<a:noFill/>"
    line = f'{_color(paint.line)}<a:prstDash val="{_DASHES[paint.dash]}"/>' if paint.line else "<a:noFill/>"
    weight = f' w="{_emu(paint.weight)}"' if paint.line else ""
    across, down = shape.inset
    texts = "".join(_shape_paragraph(text, shape.align) for text in shape.texts)
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


def _shape_paragraph(text: Text, side: str) -> str:
    size, hang = round(text.size * 2), round(text.hang * 20)
    look = f'<w:color w:val="{TONES[text.tone]}"/><w:sz w:val="{size}"/><w:szCs w:val="{size}"/>'
    bold = f"{_PICTURE_FONT}<w:b/><w:bCs/>{look}"
    space = f'w:before="{round(text.above * 20)}" w:after="0" w:line="{round(text.leading * 20)}" w:lineRule="exact"'
    first = f'hanging="{hang}"' if hang else 'firstLine="0"'
    indent = f'<w:ind w:left="{hang}" w:right="0" w:{first}/>'
    label = f"{text_runs(text.label, bold)}<w:r><w:tab/></w:r>" if text.label else ""
    return (
        f'<w:p><w:pPr><w:spacing {space}/>{indent}<w:jc w:val="{side}"/></w:pPr>'
        f"{label}{text_runs(text.words, bold if text.bold else f'{_PICTURE_FONT}{look}')}</w:p>"
    )


def _color(digits: str) -> str:
    return f'<a:solidFill><a:srgbClr val="{digits}"/></a:solidFill>'


def _emu(points: float) -> int:
    return round(points * _EMU_PER_POINT)

"""Knows what an OpenDocument file of pandoc's still lacks: heads and feet, and words for its pictures. Knows no law."""

import io
import zipfile
from collections.abc import Iterable, Iterator
from typing import Any

from lxml import etree

from ..agreement.agreement import Agreement
from ..agreement.blocks import Picture
from ..agreement.drawing import Drawing

_DRAW = "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"
_STYLE = "urn:oasis:names:tc:opendocument:xmlns:style:1.0"
_TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
_FO = "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"
_SVG = "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"


def finished(made: bytes, agreement: Agreement) -> bytes:
    """The document with its marks at the head and its origin at the foot of every page, in a fixed order."""
    when = max(agreement.provenance.made_on.timetuple()[:6], (1980, 1, 1, 0, 0, 0))
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(made)) as old, zipfile.ZipFile(packed, "w") as new:
        for name in sorted(old.namelist(), key=lambda name: (name != "mimetype", name)):
            content = old.read(name)
            if name == "styles.xml":
                content = _edged(content, agreement)
            elif name == "content.xml":
                content = _described(content, _drawings(agreement))
            part = zipfile.ZipInfo(name, when)
            # Programs tell the kind of document by its first part, which stands there as it is.
            is_first = name == "mimetype"
            part.compress_type, part.create_system = zipfile.ZIP_STORED if is_first else zipfile.ZIP_DEFLATED, 0
            new.writestr(part, content)
    return packed.getvalue()


def _drawings(agreement: Agreement) -> Iterator[Drawing]:
    for article in agreement.articles:
        yield from (block.drawing for block in article.blocks if isinstance(block, Picture))


def _described(content: bytes, drawings: Iterable[Drawing]) -> bytes:
    """The text with a title and a description in each picture's frame, in which pandoc has neither."""
    root = etree.fromstring(content)
    frames = list(root.iter(f"{{{_DRAW}}}frame"))
    if not frames:
        return content
    for frame, drawing in zip(frames, drawings, strict=True):
        etree.SubElement(frame, f"{{{_SVG}}}title").text = drawing.title
        etree.SubElement(frame, f"{{{_SVG}}}desc").text = drawing.alt
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8"))


def _edged(styles: bytes, agreement: Agreement) -> bytes:
    root = etree.fromstring(styles)
    for face in root.iter(f"{{{_STYLE}}}font-face"):
        if face.get(f"{{{_STYLE}}}name") in ("Times New Roman", "Arial"):
            face.set(f"{{{_SVG}}}font-family", "Carlito, Calibri, sans-serif")
    for style in root.iter(f"{{{_STYLE}}}header-style"):
        room = {f"{{{_FO}}}min-height": "0.4in", f"{{{_FO}}}margin-bottom": "0.2in"}
        etree.SubElement(style, f"{{{_STYLE}}}header-footer-properties", room)
    for page in root.iter(f"{{{_STYLE}}}master-page"):
        if agreement.marks:
            head = etree.Element(f"{{{_STYLE}}}header")
            head.append(_line(" · ".join(agreement.marks), "Strong_20_Emphasis"))
            page.insert(0, head)
        page.find(f"{{{_STYLE}}}footer").append(_line(agreement.provenance.line))
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8"))


def _line(words: str, look: str = "Default") -> Any:
    line = etree.Element(f"{{{_TEXT}}}p", {f"{{{_TEXT}}}style-name": "Footer"})
    etree.SubElement(line, f"{{{_TEXT}}}span", {f"{{{_TEXT}}}style-name": look}).text = words
    return line

"""Read the text of the paragraphs of a Word document as a reader sees it, with the tracked changes.

Text that is tracked as deleted, struck through, or hidden is left out; text that is tracked as inserted is read.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_MATH = "http://schemas.openxmlformats.org/officeDocument/2006/math"
_VML = "urn:schemas-microsoft-com:vml"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_GROUP = "{http://schemas.microsoft.com/office/word/2010/wordprocessingGroup}wgp"
PICTURE = "[picture]"
"""What is read for a picture, before the text in its shapes."""
_DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")
_PAGE_FIELDS = ("PAGE", "NUMPAGES", "SECTIONPAGES", "PAGEREF")
_SPACES = {f"{{{W}}}{tag}": " " for tag in ("tab", "br", "cr", "ptab")} | {f"{{{W}}}noBreakHyphen": "\u2011"}
_OFF = ("0", "false", "off")
_STYLE_ID = f"{{{W}}}styleId"
_MAX_BASED_ON = 20
"""Styles that one is based on, one after the other."""
_HIDING = ("vanish", "strike", "dstrike")
_PARAGRAPH, _RUN, _RUN_PROPERTIES, _TABS, _INCLUDED_DOCUMENT = (
    f"{{{W}}}{tag}" for tag in ("p", "r", "rPr", "tabs", "altChunk")
)
_FIELD, _INSTRUCTION = f"{{{W}}}fldChar", f"{{{W}}}instrText"
_TEXTS = (f"{{{W}}}t", f"{{{_MATH}}}t")
_SYMBOL, _WORD_ART = f"{{{W}}}sym", f"{{{_VML}}}textpath"
_PICTURES = tuple(f"{{{W}}}{tag}" for tag in ("drawing", "object", "pict"))
_TEXT = _TEXTS[0]
_NOT_PLAIN = {
    *_SPACES, *_PICTURES, _FIELD, _INSTRUCTION, _TEXTS[1], _SYMBOL, _WORD_ART,
    *(f"{{{W}}}{tag}" for tag in (*_HIDING, "ins", "del", "moveTo", "moveFrom")),
}  # fmt: skip
"""Elements that make the text of a paragraph differ from the text of its runs."""


@dataclass(frozen=True, slots=True)
class TrackedChange:
    """A change that Word has recorded."""

    kind: str
    """`inserted` or `deleted`."""
    author: str
    text: str
    date: str = ""
    """The day (ISO) on which it was made; empty if the document does not say."""


@dataclass(frozen=True, slots=True)
class ParagraphText:
    """A paragraph: its text, the changes tracked in it, and the names of its bookmarks."""

    text: str
    tracked: tuple[TrackedChange, ...] = ()
    bookmarks: tuple[str, ...] = ()


def read_paragraphs(root: Any, hidden: frozenset[str] = frozenset()) -> Iterator[ParagraphText]:
    """Yield the paragraphs of a part (an lxml element) that have text or tracked changes.

    `hidden` are the ids of styles whose text is hidden.
    """
    for element in paragraph_elements(root):
        found = read_paragraph(element, hidden)
        if found.text or found.tracked:
            yield found


def paragraph_elements(root: Any) -> Iterator[Any]:
    """Yield the elements of a part that are read as paragraphs."""
    within = {inner for outer in root.iter(_FALLBACK, _GROUP) for inner in outer.iter(_PARAGRAPH, _INCLUDED_DOCUMENT)}
    yield from (element for element in root.iter(_PARAGRAPH, _INCLUDED_DOCUMENT) if element not in within)


def hidden_styles(styles: Any) -> frozenset[str]:
    """Return the ids of the styles (of the part for styles) whose text is hidden, also by the style they are based on."""
    hiding = {mark.getparent().getparent(): mark for mark in styles.iter(f"{{{W}}}vanish")}
    if not hiding:
        return frozenset()
    by_id = {style.get(_STYLE_ID): style for style in styles.iterfind(f"{{{W}}}style")}

    def is_hidden(style: Any) -> bool:
        for _ in range(_MAX_BASED_ON):
            if style is None or style in hiding:
                return style is not None and hiding[style].get(f"{{{W}}}val") not in _OFF
            based_on = style.find(f"{{{W}}}basedOn")
            style = by_id.get(based_on.get(f"{{{W}}}val")) if based_on is not None else None
        return False

    return frozenset(id for id, style in by_id.items() if is_hidden(style))


def read_paragraph(paragraph: Any, hidden: frozenset[str] = frozenset()) -> ParagraphText:
    """Read one of the `paragraph_elements`; `hidden` are the ids of styles whose text is hidden."""
    if paragraph.tag == _INCLUDED_DOCUMENT:
        return ParagraphText("[included document]")
    own = tuple(_own(paragraph))
    bookmarks = tuple(mark.get(f"{{{W}}}name", "") for mark in _elements(own, "bookmarkStart"))
    if not hidden and _NOT_PLAIN.isdisjoint([part.tag for part in own]):
        return ParagraphText(
            " ".join("".join([part.text or "" for part in own if part.tag == _TEXT]).split()), (), bookmarks
        )
    inner = tuple(
        read_paragraph(found, hidden) for group in own if group.tag == _GROUP for found in group.iter(_PARAGRAPH)
    )
    tracked = (*_tracked(own), *(change for found in inner for change in found.tracked))
    style = paragraph.find(f"{{{W}}}pPr/{{{W}}}pStyle")
    if style is not None and style.get(f"{{{W}}}val") in hidden:
        hidden |= {""}  # the style of a run that has none of its own
    return ParagraphText(" ".join("".join(_texts(own, hidden)).split()), tracked, bookmarks)


def _own(paragraph: Any) -> Iterator[Any]:
    """Yield what is in a paragraph, except text boxes within it and the copy of a picture that older programs show."""
    waiting = list(reversed(paragraph))
    while waiting:
        element = waiting.pop()
        if not isinstance(element.tag, str) or element.tag in (_FALLBACK, _PARAGRAPH):
            continue
        yield element
        waiting.extend(reversed(element))


def _texts(own: tuple[Any, ...], hidden: frozenset[str]) -> Iterator[str]:
    # A field is: begin, its instruction, separate, its result, end; fields can be in each other's results.
    open_fields: list[str] = []
    deleted = {id(inner) for change in _elements(own, "del", "moveFrom") for inner in change.iter()}
    for element in own:
        if id(element) in deleted or _is_hidden(element, hidden):
            continue
        if element.tag == _FIELD:
            kind = element.get(f"{{{W}}}fldCharType")
            if kind == "begin":
                open_fields.append("")
            elif kind == "end" and open_fields:
                open_fields.pop()
        elif element.tag == _INSTRUCTION and open_fields:
            open_fields[-1] += element.text or ""
        elif any(field.split()[:1] and field.split()[0] in _PAGE_FIELDS for field in open_fields):
            continue  # the number of a page changes with the printer
        elif element.tag in _TEXTS:
            yield element.text or ""
        elif element.tag == _SYMBOL:
            yield f"[symbol {element.get(f'{{{W}}}char')}]"
        elif element.tag == _WORD_ART:
            yield element.get("string", "")
        elif element.tag == _GROUP:
            yield " ".join(
                (f" {PICTURE}", *(read_paragraph(inner, hidden).text for inner in element.iter(_PARAGRAPH)), "")
            )
        elif element.tag in _PICTURES and not any(
            True for _ in element.iter(f"{{{_VML}}}textpath", f"{{{W}}}txbxContent", _GROUP)
        ):
            yield PICTURE
        else:
            space = _SPACES.get(element.tag, "")
            yield space if space and not _in_properties(element) else ""


def _in_properties(element: Any) -> bool:
    """Return whether it is a tab stop in the paragraph's properties, which has the name of the tab character."""
    return bool(element.getparent().tag == _TABS)


def _is_hidden(element: Any, hidden: frozenset[str]) -> bool:
    run = element.getparent()
    if run is None or run.tag != _RUN:
        return False
    properties = run.find(_RUN_PROPERTIES)
    if element is properties:
        return False
    if properties is None:
        return "" in hidden
    style = properties.find(f"{{{W}}}rStyle")
    own = properties.find(f"{{{W}}}vanish")
    if own is None and ("" in hidden or (style is not None and style.get(f"{{{W}}}val") in hidden)):
        return True
    marks = (properties.find(f"{{{W}}}{mark}") for mark in _HIDING)
    return any(mark is not None and mark.get(f"{{{W}}}val") not in _OFF for mark in marks)


def _elements(own: tuple[Any, ...], *tags: str) -> Iterator[Any]:
    wanted = tuple(f"{{{W}}}{tag}" for tag in tags)
    return (element for element in own if element.tag in wanted)


def _tracked(own: tuple[Any, ...]) -> Iterator[TrackedChange]:
    for change in _elements(own, "ins", "moveTo", "del", "moveFrom"):
        kind = "inserted" if change.tag in (f"{{{W}}}ins", f"{{{W}}}moveTo") else "deleted"
        text = "".join(inner.text or "" for inner in change.iter(f"{{{W}}}t", f"{{{W}}}delText"))
        if text.strip():
            yield TrackedChange(kind, change.get(f"{{{W}}}author", ""), " ".join(text.split()), day_of(change))


def day_of(element: Any) -> str:
    """Return the day (ISO) on which a tracked change or comment was made; empty if it does not say."""
    found: str = element.get(f"{{{W}}}date", "")[:10]
    return found if _DAY.fullmatch(found) else ""

"""Knows what a reader sees in the paragraphs of a Word document, tracked changes included. Knows no agreement.

What is tracked as deleted, struck through or hidden does not count as words; what is tracked as inserted does.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_MATH = "http://schemas.openxmlformats.org/officeDocument/2006/math"
_VML = "urn:schemas-microsoft-com:vml"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_GROUP = "{http://schemas.microsoft.com/office/word/2010/wordprocessingGroup}wgp"
PICTURE = "[picture]"
"""What is read for a picture, before the words that stand in its shapes."""
_PAGE_FIELDS = ("PAGE", "NUMPAGES", "SECTIONPAGES")
_SPACES = {f"{{{W}}}{tag}": " " for tag in ("tab", "br", "cr", "ptab")} | {f"{{{W}}}noBreakHyphen": "\u2011"}
_UNSEEN = ("vanish", "strike", "dstrike")
_P, _R, _RPR, _TABS, _INCLUDED = (f"{{{W}}}{tag}" for tag in ("p", "r", "rPr", "tabs", "altChunk"))
_FIELD, _INSTRUCTION = f"{{{W}}}fldChar", f"{{{W}}}instrText"
_TEXTS = (f"{{{W}}}t", f"{{{_MATH}}}t")
_SIGN, _ART = f"{{{W}}}sym", f"{{{_VML}}}textpath"
_PICTURES = tuple(f"{{{W}}}{tag}" for tag in ("drawing", "object", "pict"))
_T = _TEXTS[0]
_SPECIAL = {
    *_SPACES, *_PICTURES, _FIELD, _INSTRUCTION, _TEXTS[1], _SIGN, _ART,
    *(f"{{{W}}}{tag}" for tag in (*_UNSEEN, "ins", "del", "moveTo", "moveFrom")),
}  # fmt: skip
"""What makes the words of a paragraph more, or less, than the text of its runs."""


@dataclass(frozen=True, slots=True)
class Tracked:
    """A change that Word has recorded."""

    kind: str
    """`inserted` or `deleted`."""
    author: str
    text: str


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph: its words as they stand, and the changes tracked in it."""

    words: str
    tracked: tuple[Tracked, ...] = ()
    bookmarks: tuple[str, ...] = ()


def lines(root: Any) -> Iterator[Line]:
    """The paragraphs of a part (an lxml element), those without words and changes left out."""
    for element in paragraphs(root):
        found = line(element)
        if found.words or found.tracked:
            yield found


def paragraphs(root: Any) -> Iterator[Any]:
    """The elements of a part that are read as paragraphs."""
    within = {inner for outer in root.iter(_FALLBACK, _GROUP) for inner in outer.iter(_P, _INCLUDED)}
    yield from (element for element in root.iter(_P, _INCLUDED) if element not in within)


def line(paragraph: Any) -> Line:
    """What is read in one of the paragraphs."""
    if paragraph.tag == _INCLUDED:
        return Line("[included document]")
    own = tuple(_own(paragraph))
    bookmarks = tuple(mark.get(f"{{{W}}}name", "") for mark in _elements(own, "bookmarkStart"))
    if _SPECIAL.isdisjoint([part.tag for part in own]):
        return Line(" ".join("".join([part.text or "" for part in own if part.tag == _T]).split()), (), bookmarks)
    inner = tuple(line(found) for group in own if group.tag == _GROUP for found in group.iter(_P))
    tracked = (*_tracked(own), *(change for found in inner for change in found.tracked))
    return Line(" ".join("".join(_words(own)).split()), tracked, bookmarks)


def _own(paragraph: Any) -> Iterator[Any]:
    """What is in a paragraph, but not in paragraphs of text boxes within it or in older programs' copy of a picture."""
    waiting = list(reversed(paragraph))
    while waiting:
        element = waiting.pop()
        if not isinstance(element.tag, str) or element.tag in (_FALLBACK, _P):
            continue
        yield element
        waiting.extend(reversed(element))


def _words(own: tuple[Any, ...]) -> Iterator[str]:
    # A field is: begin, its instruction, separate, its result, end; fields can lie in each other's results.
    open_fields: list[str] = []
    gone = {id(inner) for away in _elements(own, "del", "moveFrom") for inner in away.iter()}
    for element in own:
        if id(element) in gone or _is_hidden(element):
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
        elif element.tag == _SIGN:
            yield f"[sign {element.get(f'{{{W}}}char')}]"
        elif element.tag == _ART:
            yield element.get("string", "")
        elif element.tag == _GROUP:
            yield " ".join((f" {PICTURE}", *(line(inner).words for inner in element.iter(_P)), ""))
        elif element.tag in _PICTURES and not any(
            True for _ in element.iter(f"{{{_VML}}}textpath", f"{{{W}}}txbxContent", _GROUP)
        ):
            yield PICTURE
        else:
            space = _SPACES.get(element.tag, "")
            yield space if space and not _in_properties(element) else ""


def _in_properties(element: Any) -> bool:
    """Whether it is a tab stop of the paragraph's look, which has the name of the sign."""
    return bool(element.getparent().tag == _TABS)


def _is_hidden(element: Any) -> bool:
    run = element.getparent()
    properties = run.find(_RPR) if run is not None and run.tag == _R else None
    if properties is None or element is properties:
        return False
    marks = (properties.find(f"{{{W}}}{mark}") for mark in _UNSEEN)
    return any(mark is not None and mark.get(f"{{{W}}}val") not in ("0", "false", "off") for mark in marks)


def _elements(own: tuple[Any, ...], *tags: str) -> Iterator[Any]:
    wanted = tuple(f"{{{W}}}{tag}" for tag in tags)
    return (element for element in own if element.tag in wanted)


def _tracked(own: tuple[Any, ...]) -> Iterator[Tracked]:
    for change in _elements(own, "ins", "moveTo", "del", "moveFrom"):
        kind = "inserted" if change.tag in (f"{{{W}}}ins", f"{{{W}}}moveTo") else "deleted"
        text = "".join(inner.text or "" for inner in change.iter(f"{{{W}}}t", f"{{{W}}}delText"))
        if text.strip():
            yield Tracked(kind, change.get(f"{{{W}}}author", ""), " ".join(text.split()))

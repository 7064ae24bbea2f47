"""Find text of a Word document that is there but that no one can read: white on no color, or in type of a point or two."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from .docx_text import W

_LIGHTEST = 0xF0
"""The least of red, green, and blue of a color that is not seen on paper."""
_SMALLEST = 6
"""Half points of the largest type that no one can read."""
_MAX_BASED_ON = 20
"""Styles that one is based on, one after the other."""
_DEFAULTS = ""
"""The id under which what holds without any style is kept."""
_COLORED = ("shd", "highlight", "drawing", "pict", "txbxContent")


@dataclass(frozen=True, slots=True)
class Look:
    """The color and the size of text; empty where nothing is said."""

    color: str = ""
    size: str = ""

    def over(self, other: "Look") -> "Look":
        """Return this look, and the other's where this one says nothing."""
        return Look(self.color or other.color, self.size or other.size)

    @property
    def is_tiny(self) -> bool:
        """Whether no one can read it because it is so small."""
        return self.size.isdigit() and int(self.size) <= _SMALLEST

    @property
    def is_white(self) -> bool:
        """Whether it has the color of paper."""
        found = re.fullmatch("[0-9A-Fa-f]{6}", self.color)
        return bool(found) and min(bytes.fromhex(self.color)) >= _LIGHTEST


Looks = dict[str, Look]
"""The look that each style of text or of paragraphs gives, by its id."""


def looks_of(styles: Any) -> Looks:
    """Return the looks of the styles of the part for styles, with what they have from those they are based on."""
    by_id = {style.get(f"{{{W}}}styleId", ""): style for style in styles.iterfind(f"{{{W}}}style")}
    found = {_DEFAULTS: _look(styles.find(f"{{{W}}}docDefaults/{{{W}}}rPrDefault/{{{W}}}rPr"))}
    normal = next(
        (
            style
            for style in by_id.values()
            if style.get(f"{{{W}}}type") == "paragraph" and style.get(f"{{{W}}}default") in ("1", "true", "on")
        ),
        None,
    )
    for id in by_id:
        look = Look()
        for style in _based_on(id, by_id):
            look = look.over(_look(style.find(f"{{{W}}}rPr")))
        found[id] = look
    if normal is not None:
        found[_DEFAULTS] = found[normal.get(f"{{{W}}}styleId", "")].over(found[_DEFAULTS])
    return found


def is_faint(run: Any, looks: Looks) -> bool:
    """Return whether no one can read a run (w:r). White text on any color, or in a shape, can be read."""
    properties = run.find(f"{{{W}}}rPr")
    paragraph = next(run.iterancestors(f"{{{W}}}p"), None)
    look = _look(properties)
    for element, tag in (
        (properties, "rStyle"),
        (None if paragraph is None else paragraph.find(f"{{{W}}}pPr"), "pStyle"),
    ):
        style = None if element is None else element.find(f"{{{W}}}{tag}")
        if style is not None:
            look = look.over(looks.get(style.get(f"{{{W}}}val", ""), Look()))
    look = look.over(looks.get(_DEFAULTS, Look()))
    return look.is_tiny or (look.is_white and not _is_on_color(run))


def _based_on(id: str, by_id: dict[str, Any]) -> Iterator[Any]:
    style = by_id.get(id)
    for _ in range(_MAX_BASED_ON):
        if style is None:
            return
        yield style
        based_on = style.find(f"{{{W}}}basedOn")
        style = None if based_on is None else by_id.get(based_on.get(f"{{{W}}}val"))


def _look(properties: Any) -> Look:
    if properties is None:
        return Look()
    color, size = (properties.find(f"{{{W}}}{tag}") for tag in ("color", "sz"))
    return Look(*("" if one is None else one.get(f"{{{W}}}val", "") for one in (color, size)))


def _is_on_color(run: Any) -> bool:
    """Return whether there may be color behind a run: its own, its paragraph's, its cell's, or a shape's."""
    for element in (run, *run.iterancestors()):
        if element.tag in (f"{{{W}}}body", f"{{{W}}}hdr", f"{{{W}}}ftr"):
            return False
        if element.tag in {f"{{{W}}}{tag}" for tag in _COLORED}:
            return True
        own = element.find(f"{element.tag}Pr") if isinstance(element.tag, str) else None
        for mark in () if own is None else own:
            if mark.tag == f"{{{W}}}highlight" or (
                mark.tag == f"{{{W}}}shd" and mark.get(f"{{{W}}}fill", "auto").upper() not in ("AUTO", "FFFFFF")
            ):
                return True
        if element.tag == f"{{{W}}}tbl":
            return True  # the style of a table may have a color for some of its cells
    return False

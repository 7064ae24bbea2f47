"""Name the bookmarks of two documents alike where they are at the same paragraph, and nowhere else."""

import re
from collections.abc import Iterable
from itertools import count
from typing import Any

from .docx_text import W

_START, _LINK, _INSTRUCTION = f"{{{W}}}bookmarkStart", f"{{{W}}}hyperlink", f"{{{W}}}instrText"
_NAME, _ANCHOR = f"{{{W}}}name", f"{{{W}}}anchor"
_REFERENCE = re.compile(r"\b((?:PAGE)?REF )(\w+)")


def pair_bookmarks(old: Any, new: Any, pairs: Iterable[tuple[Any, Any]]) -> None:
    """Rename the bookmarks of the old body, and what refers to them.

    One at a paragraph that the new body has as well gets the name that it has there. Any other gets a name that is not
    in the new body, so that no reference of one document leads to a heading of the other. `pairs` has the paragraphs
    that are the same, changed or not.
    """
    became: dict[str, str] = {}
    for before, after in pairs:
        became.update(zip(_names(before), _names(after), strict=False))
    taken = {*_names(new), *became.values()}
    for name in _names(old):
        if name not in became:
            became[name] = next(one for n in count(1) if (one := _numbered(name, n)) not in taken)
            taken.add(became[name])
    for mark in old.iter(_START):
        mark.set(_NAME, became[mark.get(_NAME)])
    for link in old.iter(_LINK):
        if (anchor := link.get(_ANCHOR)) is not None:
            link.set(_ANCHOR, became.get(anchor, anchor))
    for instruction in old.iter(_INSTRUCTION):
        instruction.text = _REFERENCE.sub(lambda m: m[1] + became.get(m[2], m[2]), instruction.text or "")


def _names(element: Any) -> list[str]:
    return [str(mark.get(_NAME)) for mark in element.iter(_START)]


def _numbered(name: str, number: int) -> str:
    """Return a name for the first, second, or later bookmark that would have the same; Word allows 40 characters."""
    return name if number == 1 else f"{name[:30]}_old_{number}"

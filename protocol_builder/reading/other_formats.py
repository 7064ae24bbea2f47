"""Which other kind of file one with a county file's name is, by its first bytes: Word, PDF, a web page."""

import re
from dataclasses import dataclass

_COPY = "copy its text into a text editor such as Notepad, and save that as a .yml file (UTF-8)"
_ASK = "ask for the county file itself, a text file, and put it here instead"
_ZIP = b"PK\x03\x04"
_FIRST_BYTES = 4_096
"""Bytes of a zip file in which the names of its first parts are."""


@dataclass(frozen=True, slots=True)
class OtherFormat:
    """A kind of file that no county file is: what it is, with its article, and what to do."""

    name: str
    remedy: str


_BEGINNINGS = (
    (re.compile(rb"\xd0\xcf\x11\xe0"), OtherFormat("an old Word or Excel file", _COPY)),
    (re.compile(rb"\s*\{\\rtf"), OtherFormat("a rich text file (RTF)", _COPY)),
    (re.compile(rb"%PDF-"), OtherFormat("a PDF file", _COPY)),
    (re.compile(rb"\s*<(!doctype html|html)[\s>]", re.IGNORECASE), OtherFormat("a web page", _ASK)),
    (
        re.compile(rb"\x1f\x8b|7z\xbc\xaf|Rar!"),
        OtherFormat("a compressed file", "unpack it, and put the .yml file here"),
    ),
    (re.compile(rb"\x89PNG|\xff\xd8\xff|GIF8"), OtherFormat("a picture", _ASK)),
)

_IN_A_ZIP = (
    (b"word/", OtherFormat("a Word file", _COPY)),
    (b"xl/", OtherFormat("an Excel file", _COPY)),
    (b"opendocument", OtherFormat("an OpenDocument file", _COPY)),
    (b"[Content_Types].xml", OtherFormat("a Word or Excel file", _COPY)),
    (b"", OtherFormat("a zip file", "unpack it, and put the .yml file here")),
)
"""Names of parts that tell what a zip file is; the first that occurs counts."""


def find_other_format(content: bytes) -> OtherFormat | None:
    """Return the kind of file that bytes are, if it is one that no text editor saves as a county file; else None."""
    content = content.removeprefix(b"\xef\xbb\xbf")
    if content.startswith(_ZIP):
        return next(kind for part, kind in _IN_A_ZIP if part in content[:_FIRST_BYTES])
    return next((kind for beginning, kind in _BEGINNINGS if beginning.match(content)), None)

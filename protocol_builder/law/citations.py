"""Find requirements by the section of law or the document that they rest on, as people write it."""

import re
from collections.abc import Callable, Iterator

from . import requirements
from .requirements import Requirement

_CODES = {
    "wic": ("wic", "w&i", "wi", "welfare", "welf"),
    "pc": ("pc", "penal", "pen"),
}
"""How the codes are written; the key is how a requirement's citation writes it, in lowercase."""
_SECTION = re.compile(r"(?<![\w.-])(\d{3,}(?:\.\d+)?)((?:\s*\([0-9a-z]{1,4}\))*)", re.IGNORECASE)
"""The number of a section and its subdivisions, such as 16524.8(a)(1)(A)."""
_LEVEL = re.compile(r"\(([0-9a-zA-Z]+)\)")
_CITED = re.compile(r"\b(WIC|PC) (\d+(?:\.\d+)?)((?:\([0-9a-zA-Z]+\))*)")


def citing(text: str) -> tuple[Requirement, ...]:
    """Return the requirements that rest on a section or document, such as `16524.8`, `PC 11166(j)`, or `ACL 16-85`.

    A section stands for its subdivisions too. A subdivision that no requirement cites stands for the one it is in. The
    case of letters counts only where it tells two subdivisions apart. Nothing is returned for any other text.
    """
    name = re.sub(r"[\s_]+", "-", text.strip().lower())
    if those := tuple(one for one in requirements.on_record() if one.law.rpartition("/")[2] == name):
        return those
    section = _SECTION.search(text)
    if not section:
        return ()
    code = _code_in(text[: section.start()])
    levels = _LEVEL.findall(section[2])
    for depth in range(len(levels), -1, -1):
        for fold in (str, str.lower):
            asked = (section[1], *map(fold, levels[:depth]))
            if found := tuple(one for one in requirements.on_record() if _cites(one, code, asked, fold)):
                return found
    return ()


def _code_in(text: str) -> str:
    """Return the code that a text names, or nothing if it names none."""
    words = re.findall(r"[a-z&]+", text.lower().replace(".", ""))
    return next((code for code, names in _CODES.items() if any(word in names for word in words)), "")


def _cites(one: Requirement, code: str, asked: tuple[str, ...], fold: Callable[[str], str]) -> bool:
    """Return whether a requirement rests on a section; `fold` makes equal what counts as the same subdivision."""
    return any(code in ("", cited) and levels[: len(asked)] == asked for cited, levels in _sections(one, fold))


def _sections(one: Requirement, fold: Callable[[str], str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield (code, section number and subdivisions) for each section that a requirement cites."""
    for code, number, levels in _CITED.findall(one.citation):
        yield code.lower(), (number, *map(fold, _LEVEL.findall(levels)))

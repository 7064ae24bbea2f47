"""Knows whether a Word document still is as it was made, and which paragraphs were edited. Knows no county file.

A document may come from anyone: only the parts that are needed are read.
"""

import difflib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from . import edit_marks
from .docx_text import PICTURE, Line, Tracked, W, lines
from .edit_marks import Fingerprint, of_words
from .package import Package, Relation, UnreadableError, opened

__all__ = ["Edit", "UnreadableError", "Verdict", "verify"]

_MOST = 20_000  # paragraphs
_MANY = 2_000  # paragraphs from which on comparing leaves out those that occur all over
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_NOTES = ("footnotes", "endnotes")
_EDGES = ("header", "footer")


@dataclass(frozen=True, slots=True)
class Edit:
    """A paragraph that is not as it was made."""

    place: str
    """The article in which it stands."""
    kind: str
    """`added`, `changed`, `removed`, or `tracked` where only a recorded change waits to be accepted or rejected."""
    words: str
    """What it says now; empty for what was removed."""
    tracked: tuple[Tracked, ...] = ()
    after: str = ""
    """For a removed paragraph the words that stand before the gap."""
    is_picture: bool = False
    """Whether it held a picture when the document was made, or holds one that was added."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the document was made from, and every edit since."""

    made: Fingerprint
    edits: tuple[Edit, ...]
    comments: int


def verify(path: Path) -> Verdict:
    """Compare a Word document with what it was when it was made. Raises UnreadableError."""
    try:
        with opened(path) as package:
            return _compared(package)
    except UnreadableError as error:
        raise UnreadableError(f"{path} {error}") from None


def _compared(package: Package) -> Verdict:
    marks = [root for root in _parts(package, "customXml") if root.tag == f"{{{edit_marks.NAMESPACE}}}made"]
    if not marks:
        raise UnreadableError(
            "was not made by protocol-builder, or the program that saved it last dropped what protocol-builder had "
            "noted in it; so it cannot be told whether it was edited"
        )
    made = edit_marks.read(marks[0])
    document = package.part(package.document)
    body = _read(document)
    edges = tuple(line for root in _edges(package, document) for line in _read(root))
    notes = tuple(line for root in _parts(package, *_NOTES) for line in _read(root))
    edits = (
        *_of_edges(made, edges),
        *_of_body(made, body),
        *(Edit("A footnote or endnote", "added", line.words, line.tracked) for line in notes),
    )
    comments = sum(1 for root in _parts(package, "comments") for _ in root)
    return Verdict(made, edits, comments)


def _parts(package: Package, *kinds: str) -> Iterator[Any]:
    """The parts that belong to the document, of some kinds of relation."""
    found = {relation.target for relation in _own(package) if relation.kind in kinds}
    yield from map(package.part, sorted(found))


def _edges(package: Package, body: Any) -> Iterator[Any]:
    """The heads and feet that pages of the document have; others may lie in the file unused."""
    used = {reference.get(f"{{{_R}}}id") for reference in body.iter(*(f"{{{W}}}{edge}Reference" for edge in _EDGES))}
    yield from map(package.part, sorted({relation.target for relation in _own(package) if relation.id in used}))


def _own(package: Package) -> Iterator[Relation]:
    return (relation for relation in package.relations(package.document) if not relation.is_external)


def _read(root: Any) -> tuple[Line, ...]:
    found = tuple(lines(root))
    if len(found) > _MOST:
        raise UnreadableError(f"is refused: it has more than {_MOST:,} paragraphs")
    return found


def _of_body(made: Fingerprint, body: tuple[Line, ...]) -> Iterator[Edit]:
    now = [of_words(line.words) for line in body]
    was = [before.hash for before in made.body]
    place, last = "The first pages", ""
    steps = difflib.SequenceMatcher(None, was, now, autojunk=len(now) > _MANY).get_opcodes()
    for step, a, b, c, d in steps:
        if step == "equal":
            for before, line in zip(made.body[a:b], body[c:d], strict=True):
                place, last = before.place, line.words
                if line.tracked:
                    yield Edit(place, "tracked", line.words, line.tracked, is_picture=before.is_picture)
            continue
        for number in range(max(b - a, d - c)):
            was_here = made.body[a + number] if number < b - a else None
            place = was_here.place if was_here else place
            pictured = was_here.is_picture if was_here else PICTURE in body[c + number].words
            if number >= d - c:
                yield Edit(place, "removed", "", (), last, pictured)
                continue
            line = body[c + number]
            # Where a deletion is tracked the paragraph is still there, but says nothing any more.
            kind = "added" if number >= b - a else "changed" if line.words else "removed"
            yield Edit(place, kind, line.words, line.tracked, "" if line.words else last, pictured)
            last = line.words or last


def _of_edges(made: Fingerprint, edges: tuple[Line, ...]) -> Iterator[Edit]:
    """Edits in heads and feet; programs write them in any order."""
    was = Counter(before.hash for before in made.edges)
    now = Counter(of_words(line.words) for line in edges)
    for line in edges:
        if of_words(line.words) not in was:
            yield Edit("The head or foot of the pages", "added", line.words, line.tracked)
        elif line.tracked:
            yield Edit("The head or foot of the pages", "tracked", line.words, line.tracked)
    for _ in (was - now).elements():
        yield Edit("The head or foot of the pages", "removed", "")

"""Knows whether a Word document still is as it was made, and which paragraphs were edited. Knows no county file.

A document may come from anyone: only the parts that are needed are read, each up to a limit, and nothing is fetched.
"""

import difflib
import posixpath
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lxml import etree

from . import fingerprint
from .fingerprint import Fingerprint, of_words
from .wording import PICTURE, Line, Tracked, W, lines

_LARGEST = 64 * 2**20  # bytes of one part; an agreement of 500 pages has a tenth of it
_MOST = 20_000  # paragraphs
_MANY = 2_000  # paragraphs from which on comparing leaves out those that occur all over
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_NOTES = ("footnotes", "endnotes")
_EDGES = ("header", "footer")


class UnreadableError(Exception):
    """A file that cannot be compared with what was made; says in a sentence why."""


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
        with zipfile.ZipFile(path) as package:
            return _compared(_Package(package))
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, RuntimeError, EOFError, ValueError) as error:
        raise UnreadableError(f"{path} is not a Word document (.docx) that can be read") from error
    except UnreadableError as error:
        raise UnreadableError(f"{path} {error}") from None


class _Package:
    """A document's parts, by what their relations say they are."""

    def __init__(self, package: zipfile.ZipFile) -> None:
        self._package = package
        self._names = set(package.namelist())
        self.document = next((name for _, kind, name in self._targets("") if kind == "officeDocument"), "")
        if not self.document:
            raise UnreadableError("is not a Word document (.docx) that can be read")

    def part(self, name: str) -> Any:
        try:
            with self._package.open(name) as file:
                content = file.read(_LARGEST + 1)
        except (KeyError, zipfile.BadZipFile, OSError, zlib.error) as error:
            raise UnreadableError(f"is damaged: its part {name} cannot be read") from error
        if len(content) > _LARGEST:
            raise UnreadableError(f"is refused: its part {name} is larger than any agreement")
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
        try:
            root = etree.fromstring(content, parser)
        except etree.XMLSyntaxError as error:
            raise UnreadableError(f"is damaged: its part {name} cannot be read") from error
        if root.getroottree().docinfo.doctype:
            raise UnreadableError(f"is refused: its part {name} defines entities, as no word processor does")
        return root

    def parts(self, *kinds: str) -> Iterator[Any]:
        """The parts that belong to the document, of some kinds of relation."""
        relations = self._targets(self.document)
        yield from map(self.part, sorted({target for _, kind, target in relations if kind in kinds}))

    def edges(self, body: Any) -> Iterator[Any]:
        """The heads and feet that pages of the document have; others may lie in the file unused."""
        used = {
            reference.get(f"{{{_R}}}id") for reference in body.iter(*(f"{{{W}}}{edge}Reference" for edge in _EDGES))
        }
        yield from map(self.part, sorted({target for id, _, target in self._targets(self.document) if id in used}))

    def _targets(self, source: str) -> Iterator[tuple[str, str, str]]:
        """What a part refers to: (id, kind, name)."""
        folder, name = posixpath.split(source)
        relations = posixpath.join(folder, "_rels", f"{name}.rels")
        if relations not in self._names:
            return
        for relation in self.part(relations).iter(_RELATION):
            if relation.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/", folder, relation.get("Target", "")))[1:]
                yield relation.get("Id", ""), relation.get("Type", "").rpartition("/")[2], target


def _compared(package: _Package) -> Verdict:
    marks = [root for root in package.parts("customXml") if root.tag == f"{{{fingerprint.NAMESPACE}}}made"]
    if not marks:
        raise UnreadableError(
            "was not made by protocol-builder, or the program that saved it last dropped what protocol-builder had "
            "noted in it; so it cannot be told whether it was edited"
        )
    made = fingerprint.read(marks[0])
    document = package.part(package.document)
    body = _read(document)
    edges = tuple(line for root in package.edges(document) for line in _read(root))
    notes = tuple(line for root in package.parts(*_NOTES) for line in _read(root))
    edits = (
        *_of_edges(made, edges),
        *_of_body(made, body),
        *(Edit("A footnote or endnote", "added", line.words, line.tracked) for line in notes),
    )
    comments = sum(1 for root in package.parts("comments") for _ in root)
    return Verdict(made, edits, comments)


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

"""Read the texts of a Word document that may come from anyone: its body, the headers and footers in use, and its notes."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from .docx_text import ParagraphText, W, hidden_styles, read_paragraphs
from .package import Package, Relation, UnreadableError

_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAX_PARAGRAPHS = 20_000
"""Of one part; no agreement has more."""
_NOTES = ("footnotes", "endnotes")
_EDGES = ("header", "footer")


@dataclass(frozen=True, slots=True)
class DocumentTexts:
    """The paragraphs of a document that have text or tracked changes."""

    root: Any
    """The body's part (an lxml element)."""
    hidden: frozenset[str]
    """The ids of styles whose text is hidden."""
    body: tuple[ParagraphText, ...]
    edges: tuple[ParagraphText, ...]
    """Those of headers and footers, in no order."""
    notes: tuple[ParagraphText, ...]
    """Those of footnotes and endnotes, in no order."""


def read_texts(package: Package) -> DocumentTexts:
    """Read the texts of a document. Raises UnreadableError, also for more paragraphs than any agreement has."""
    root = package.part(package.document)
    hidden = frozenset(style for styles in related_parts(package, "styles") for style in hidden_styles(styles))
    edges, notes = (
        tuple(text for part in parts for text in _read(part, hidden))
        for parts in (_used_edges(package, root), related_parts(package, *_NOTES))
    )
    return DocumentTexts(root, hidden, _read(root, hidden), edges, notes)


def related_parts(package: Package, *kinds: str) -> Iterator[Any]:
    """Yield the parts that belong to the document by some kinds of relation."""
    names = {relation.target for relation in _internal_relations(package) if relation.kind in kinds}
    yield from map(package.part, sorted(names))


def _used_edges(package: Package, body: Any) -> Iterator[Any]:
    """Yield the headers and footers that pages of the document have; the file may hold others that are not used."""
    used = {reference.get(f"{{{_R}}}id") for reference in body.iter(*(f"{{{W}}}{edge}Reference" for edge in _EDGES))}
    names = {relation.target for relation in _internal_relations(package) if relation.id in used}
    yield from map(package.part, sorted(names))


def _internal_relations(package: Package) -> Iterator[Relation]:
    return (relation for relation in package.relations(package.document) if not relation.is_external)


def _read(root: Any, hidden: frozenset[str]) -> tuple[ParagraphText, ...]:
    found = tuple(read_paragraphs(root, hidden))
    if len(found) > MAX_PARAGRAPHS:
        raise UnreadableError(
            f"has more than {MAX_PARAGRAPHS:,} paragraphs, more than any agreement, so it is not compared"
        )
    return found

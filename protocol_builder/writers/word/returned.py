"""Read a Word document that came back: its edit record, its paragraphs, and the comments in its margin."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from . import edit_marks
from .document_texts import read_texts, related_parts
from .docx_text import ParagraphText, W, day_of, paragraph_elements, read_paragraph
from .edit_marks import EditRecord
from .package import Package, UnreadableError, open_package

_MAX_COMMENTS = 2_000


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment in the margin."""

    author: str
    day: str
    """ISO; empty if the document does not say."""
    text: str
    paragraph: int
    """The paragraph that it is about, as an index in `Returned.paragraphs`; -1 if the document does not say."""


@dataclass(frozen=True, slots=True)
class Returned:
    """A document that came back."""

    made: EditRecord
    paragraphs: tuple[ParagraphText, ...]
    """Those of the body that have text or tracked changes."""
    edges: tuple[ParagraphText, ...]
    """Those of headers and footers, in no order."""
    notes: tuple[ParagraphText, ...]
    """Those of footnotes and endnotes, in no order."""
    comments: tuple[Comment, ...]
    effects: tuple[str, ...] = ()
    """What it does that it did not do when it was made, such as run a macro; each as words to follow its name."""


def read_returned(path: Path) -> Returned:
    """Read a document that came back. Raises UnreadableError, also if it has no edit record."""
    try:
        with open_package(path) as package:
            return _returned(package)
    except UnreadableError as error:
        raise UnreadableError(f"{path} {error}") from None


def _returned(package: Package) -> Returned:
    records = edit_marks.records_of(package)
    texts = read_texts(package)
    now = {edit_marks.hash_text(paragraph.text) for paragraph in texts.body}
    # A redline has the records of both documents; what came back is the one of which more is there.
    made = max(records, key=lambda one: sum(paragraph.hash in now for paragraph in one.body) / (len(one.body) or 1))
    comments = tuple(_comments(package, texts.root, texts.hidden))
    effects = edit_marks.new_effects(package, records)
    return Returned(made, texts.body, texts.edges, texts.notes, comments, effects)


def _comments(package: Package, document: Any, hidden: frozenset[str]) -> Iterator[Comment]:
    """Yield the comments, in the order of the paragraphs that they are about."""
    place_of = _commented(document, hidden)
    found = []
    for root in related_parts(package, "comments"):
        for comment in root:
            if not isinstance(comment.tag, str):
                continue
            words = " ".join(
                filter(None, (read_paragraph(paragraph).text for paragraph in paragraph_elements(comment)))
            )
            place = place_of.get(comment.get(f"{{{W}}}id", ""), -1)
            found.append(Comment(comment.get(f"{{{W}}}author", ""), day_of(comment), words, place))
            if len(found) > _MAX_COMMENTS:
                raise UnreadableError(f"has more than {_MAX_COMMENTS:,} comments, so it is not read")
    yield from sorted(found, key=lambda comment: comment.paragraph)


def _commented(document: Any, hidden: frozenset[str]) -> dict[str, int]:
    """Return the index, among the paragraphs with text, of the paragraph that each comment is about."""
    found: dict[str, int] = {}
    index = -1
    for element in paragraph_elements(document):
        text = read_paragraph(element, hidden)
        index += bool(text.text or text.tracked)
        for mark in element.iter(f"{{{W}}}commentRangeStart", f"{{{W}}}commentReference"):
            found.setdefault(mark.get(f"{{{W}}}id", ""), index)
    return found

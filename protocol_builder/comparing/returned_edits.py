"""Every edit of a Word document that came back, against the paragraphs as they were made."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

from ..alignment import aligned, common_share, steps
from ..writers.word.docx_text import ParagraphText, TrackedChange
from ..writers.word.edit_marks import EDGES, FIRST_PAGES, NOTES, ParagraphHash, edits_in_no_order, hash_text
from ..writers.word.returned import Returned

EditKind: TypeAlias = Literal["changed", "added", "removed", "undone", "comment", "header", "footnote"]

_ANY = 0.05
"""The likeness of two paragraphs that have no word in common."""


@dataclass(frozen=True, slots=True)
class Edit:
    """One edit, or one comment."""

    kind: EditKind
    """`undone` for tracked changes that leave the words as they were."""
    place: str
    """The name of the article."""
    at: int
    """The paragraph as it was made, by its index; of an added one, the paragraph before it (-1 before all)."""
    old: str
    """The words as they were made; empty for what was added, and where they are the words of a county's own template."""
    new: str
    """The words now; empty for what was removed. Of a comment, its words."""
    tracked: tuple[TrackedChange, ...] = ()
    author: str = ""
    """Of a comment."""
    day: str = ""
    """Of a comment (ISO)."""

    @property
    def is_of_template(self) -> bool:
        """Whether it is in a paragraph of a county's own template."""
        return self.kind in ("changed", "removed") and not self.old

    @property
    def is_in_text(self) -> bool:
        """Whether it changes paragraphs of the agreement."""
        return self.kind in ("changed", "added", "removed")


def edits(made: list[tuple[str, str]], returned: Returned) -> tuple[Edit, ...]:
    """Return the edits in the order of the document.

    Args:
        made: The paragraphs of the same revision as `document.paragraphs` gives them.
        returned: The document that came back.
    """
    record = [paragraph.hash for paragraph in returned.made.body]
    texts = _known(record, made)
    counterpart = dict(enumerate(_numbers(record, made)))
    now = returned.paragraphs
    found: list[Edit] = []
    index_of: dict[int, int] = {}
    before, place = -1, FIRST_PAGES
    of_template = {made_hash for number, made_hash in enumerate(record) if number not in texts}
    for old, new in aligned(
        [texts.get(number, made_hash) for number, made_hash in enumerate(record)],
        [own if (own := hash_text(p.text)) in of_template else p.text for p in now],
        str,
        _likeness,
    ):
        if old is not None:
            before, place = counterpart.get(old, before), returned.made.body[old].place
        if new is not None:
            index_of[new] = before
        was = "" if old is None else texts.get(old, "")
        paragraph = None if new is None else now[new]
        words = paragraph.text if paragraph else ""
        tracked = paragraph.tracked if paragraph else ()
        if old is None and paragraph:
            if words:
                found.append(Edit("added", place, before, "", words, tracked))
        elif paragraph is None or (not words and record[old or 0] != hash_text(words)):
            found.append(Edit("removed", place, before, was, "", tracked))
        elif hash_text(words) != record[old or 0]:
            found.append(Edit("changed", place, before, was, words, tracked))
        elif tracked:
            found.append(Edit("undone", place, before, was, words, tracked))
    found += _comments(returned, index_of, made)
    found.sort(key=lambda edit: (edit.at, edit.kind == "comment"))
    return (
        *_in_no_order("header", EDGES, returned.made.edges, returned.edges),
        *found,
        *_in_no_order("footnote", NOTES, returned.made.notes, returned.notes),
    )


def _likeness(old: str, new: str) -> float:
    """Say how alike two paragraphs are; any two may be one that was written anew."""
    return _ANY + common_share(Counter(old.split()), Counter(new.split()))


def _numbers(record: list[str], made: list[tuple[str, str]]) -> Iterator[int]:
    """Yield, for each paragraph of the edit record, the last one made that is at or before it."""
    pairs: dict[int, int] = {}
    for tag, a, b, c, d in steps(record, [hash_text(text) for _, text in made]):
        if tag == "equal":
            pairs |= zip(range(a, b), range(c, d), strict=True)
    last = -1
    for number in range(len(record)):
        last = pairs.get(number, last)
        yield last


def _known(record: list[str], made: list[tuple[str, str]]) -> dict[int, str]:
    """Return the text of each paragraph of the edit record that was made from the county file."""
    text_of = {hash_text(text): text for _, text in made}
    return {number: text_of[hash] for number, hash in enumerate(record) if hash in text_of}


def _comments(returned: Returned, index_of: dict[int, int], made: list[tuple[str, str]]) -> Iterator[Edit]:
    for comment in returned.comments:
        at = index_of.get(comment.paragraph, -1)
        place = made[at][0] if 0 <= at < len(made) else FIRST_PAGES
        about = returned.paragraphs[comment.paragraph].text if comment.paragraph >= 0 else ""
        yield Edit("comment", place, at, about, comment.text, (), comment.author, comment.day)


def _in_no_order(
    kind: EditKind, place: str, made: tuple[ParagraphHash, ...], now: tuple[ParagraphText, ...]
) -> Iterator[Edit]:
    """Yield the edits of headers and footers, or of notes."""
    for how, paragraph in edits_in_no_order(made, now):
        if paragraph is None:
            yield Edit(kind, place, -1, "", "")
        elif how == "tracked":
            yield Edit("undone", place, -1, paragraph.text, paragraph.text, paragraph.tracked)
        else:
            yield Edit(kind, place, -1, "", paragraph.text, paragraph.tracked)

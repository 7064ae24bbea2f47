"""Read a returned document against a county file that has got some of the document's edits since.

Three texts are laid side by side: the paragraphs as the document was made, by their hashes; those of the county file now;
and those of the document. Where counsel left a paragraph as it was made, the county file's own is taken; where both read
the same, the edit is in the file; what is left are edits of the county file as it is now.
"""

from collections.abc import Iterator
from dataclasses import replace

from ..alignment import steps
from ..writers.word.docx_text import ParagraphText
from ..writers.word.edit_marks import ParagraphHash, hash_text
from ..writers.word.returned import Returned
from .clause_words import is_note

_Paragraphs = list[tuple[int, ParagraphText]]
"""Paragraphs of the document, each with its index there; -1 for one of the county file."""
_Chunk = tuple[int, int, int, int, int, int]
"""Where a chunk begins and ends: as it was made, in the county file now, in the document."""


class _ConflictError(Exception):
    """The county file and the document both changed a paragraph, each in its own way."""


def rebased(returned: Returned, made: list[tuple[str, str]]) -> tuple[Returned, int] | None:
    """Return a document as if it had been made from the county file now, and how many of its edits are in the file.

    `made` are the paragraphs that the county file makes now, as (article, text). None if no edit of the document is in
    the file, if both changed the same paragraph, or if they have little in common.
    """
    # A clause that the county has since worded itself has a note that says so; notes are nobody's edits.
    in_record = {paragraph.hash for paragraph in returned.made.body}
    notes = {hash_text(text) for _, text in made if is_note(text)}
    notes |= {hash_text(one.text) for one in returned.paragraphs if is_note(one.text)} & in_record
    made = [one for one in made if hash_text(one[1]) not in notes]
    there = [one for one in enumerate(returned.paragraphs) if hash_text(one[1].text) not in notes]
    was = [paragraph.hash for paragraph in returned.made.body if paragraph.hash not in notes]
    now = [hash_text(text) for _, text in made]
    if 2 * sum(b - a for tag, a, b, _, _ in steps(was, now) if tag == "equal") < len(was):
        return None
    found: _Paragraphs = []
    applied = 0
    try:
        for a, b, c, d, e, f in _chunks(was, now, [hash_text(one.text) for _, one in there]):
            own: _Paragraphs = [(-1, ParagraphText(text)) for _, text in made[c:d]]
            merged, number = _merged(was[a:b], own, there[e:f])
            found += merged
            applied += number
    except _ConflictError:
        return None
    if not applied:
        return None
    index_of = {old: new for new, (old, _) in enumerate(found) if old >= 0}
    record = replace(returned.made, body=tuple(ParagraphHash(place, hash_text(text)) for place, text in made))
    comments = tuple(replace(one, paragraph=index_of.get(one.paragraph, -1)) for one in returned.comments)
    paragraphs = tuple(one for _, one in found)
    return replace(returned, made=record, paragraphs=paragraphs, comments=comments), applied


def _chunks(was: list[str], now: list[str], there: list[str]) -> Iterator[_Chunk]:
    """Yield what is between the paragraphs that all three have, and each of these."""
    pairs = [
        {
            old: new
            for tag, a, b, c, d in steps(was, other)
            if tag == "equal"
            for old, new in zip(range(a, b), range(c, d), strict=True)
        }
        for other in (now, there)
    ]
    a = c = e = 0
    for anchor in (*sorted(pairs[0].keys() & pairs[1].keys()), len(was)):
        in_file, in_document = pairs[0].get(anchor, len(now)), pairs[1].get(anchor, len(there))
        if (a, c, e) != (anchor, in_file, in_document):
            yield a, anchor, c, in_file, e, in_document
        if anchor < len(was):
            yield anchor, anchor + 1, in_file, in_file + 1, in_document, in_document + 1
        a, c, e = anchor + 1, in_file + 1, in_document + 1


def _merged(was: list[str], own: _Paragraphs, there: _Paragraphs) -> tuple[_Paragraphs, int]:
    """Return the paragraphs of a chunk, and how many edits in it the county file has. Raises _ConflictError."""
    # A paragraph that is tracked as deleted is still there, but without text.
    now, words = ([hash_text(one.text) for _, one in some if one.text] for some in (own, there))
    if words == was == now:
        return there, 0
    if words == was:
        return own, 0
    if words == now:
        # What was tracked is in the file: nobody has to decide about it any more.
        return [(index, replace(one, tracked=())) for index, one in there if one.text], max(len(was), len(now))
    if now == was:
        return there, 0
    if len(was) == len(now) == len(there) > 1:
        parts = [_merged([old], [first], [second]) for old, first, second in zip(was, own, there, strict=True)]
        return [one for part, _ in parts for one in part], sum(number for _, number in parts)
    if any(one in was and one not in now for one in words) or not set(words) & set(now) - set(was):
        raise _ConflictError
    return there, len(set(words) & set(now) - set(was))

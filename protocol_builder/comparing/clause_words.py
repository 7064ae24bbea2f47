"""The county's own words for a clause, from the paragraphs of its article as they were edited."""

from collections.abc import Iterator
from dataclasses import dataclass

from ..agreement.as_markdown import NoMarkdownError, as_markdown
from ..agreement.blocks import Block, Blocks, Box, Paragraph, printed_lines
from ..agreement.own_words import NOTES
from .returned_edits import Edit


def clause_words(blocks: Blocks, made: list[tuple[str, str]], place: str, edits: tuple[Edit, ...]) -> str:
    """Return the Markdown of an article with some edits; empty if it cannot be written as Markdown.

    Args:
        blocks: Those of the article.
        made: The paragraphs of the agreement, as (article, text).
        place: The name of the article.
        edits: Those of its paragraphs, without its title.
    """
    start = next(number for number, (name, _) in enumerate(made) if name == place)
    try:
        return as_markdown(_words_of(blocks), _editing(made, place, start, edits).texts)
    except (NoMarkdownError, _LostError):
        return ""


def gap_texts(blocks: Blocks) -> Iterator[str]:
    """Yield the paragraphs of an article that mark a gap."""
    for block in blocks:
        if isinstance(block, Box):
            yield from _texts_of((block,))


def is_note(text: str) -> bool:
    """Return whether a paragraph is a note for counsel about whose words an article has."""
    return text.startswith(tuple(runs[0].text for runs in NOTES))


def _words_of(blocks: Blocks) -> Blocks:
    """Return the blocks of an article that are words of it: no boxes that mark a gap, no notes for counsel."""
    return tuple(
        block
        for block in blocks
        if not isinstance(block, Box) and not (isinstance(block, Paragraph) and block.runs[:1] in NOTES)
    )


def _texts_of(blocks: tuple[Block, ...]) -> Iterator[str]:
    for line in printed_lines(blocks):
        yield " ".join(line.split())


class _LostError(Exception):
    """The blocks of an article and its paragraphs in Word do not go together."""


@dataclass
class _Editing:
    """Gives the edited texts of an article's paragraphs as they are asked for, in order."""

    waiting: list[tuple[int, str]]
    edits: dict[int, Edit]
    added: dict[int, list[str]]
    first: int

    def texts(self, own: str) -> tuple[str, ...]:
        words = " ".join(own.split())
        while self.waiting and self.waiting[0][1] != words:
            if not is_note(self.waiting[0][1]):
                raise _LostError
            self.waiting.pop(0)
        if not self.waiting:
            raise _LostError
        index, text = self.waiting.pop(0)
        edit = self.edits.get(index)
        now = () if edit and edit.kind == "removed" else (edit.new,) if edit else (text,)
        before = tuple(self.added.pop(self.first, ())) if index == self.first + 1 else ()
        return (*before, *now, *self.added.get(index, ()))


def _editing(made: list[tuple[str, str]], place: str, start: int, edits: tuple[Edit, ...]) -> _Editing:
    added: dict[int, list[str]] = {}
    for edit in edits:
        if edit.kind == "added":
            added.setdefault(edit.at, []).append(edit.new)
    waiting = [(number, text) for number, (name, text) in enumerate(made) if name == place and number != start]
    return _Editing(waiting, {edit.at: edit for edit in edits if edit.kind != "added"}, added, start)

"""A county's own words in an agreement, instead of a clause or after it, and what counsel is shown of them."""

from collections.abc import Collection, Iterable, Iterator
from typing import TypeAlias

from ..english import join_words
from ..law import texts, vocabulary
from ..protocol.model import OwnWords
from .blocks import Block, Blocks, Heading, Paragraph, Run, Runs, Table
from .clauses import Clause
from .references import references_to
from .splice import own_blocks

OwnTopics: TypeAlias = dict[str, tuple[tuple[str, tuple[str, ...]], ...]]
"""For a clause's id: the topics of it that the county's own words speak of, each with where the county file has them."""

_DEPARTURE = Run("Departs from the library: ", bold=True, italic=True)
_MODEL_WORDING = Run("Model wording. ", bold=True, italic=True)

NOTES = ((_DEPARTURE,), (_MODEL_WORDING,))
"""The first runs of notes, which are paragraphs without a number."""


def model_wording_note(clause: Clause, counties: str) -> Block:
    """The note above a clause of the library where only public sources say something about the counties."""
    law = " What a statute requires still applies." if clause.is_duty else ""
    note = (
        f"These are not the words of {counties}. Public sources show only what is said here about a county or an agency "
        f"by name.{law}"
    )
    return Paragraph((_MODEL_WORDING, Run(note, italic=True)))


def leaves_out(clause: Clause, words: OwnWords | None) -> bool:
    """Whether a county leaves a clause out. One that serves a duty stays, since leaving it out is an error."""
    return words is not None and words.how == "left out" and not clause.is_duty


def in_use(clause: Clause, words: OwnWords | None) -> OwnWords | None:
    """A county's words for a clause; None if they say nothing instead of one that serves a duty, which then stays."""
    if words is None or words.how != "replaced" or not clause.is_duty:
        return words
    return None if texts.is_nothing_instead_of_a_clause(words.text) else words


def with_own_words(library: Blocks, words: OwnWords | None, *, with_notes: bool) -> Blocks:
    """A clause's blocks, or the county's own words instead of them or after them; with notes on it for counsel."""
    if words is None or words.how == "left out":
        return library
    note = (Paragraph((_DEPARTURE, Run(_NOTES[words.how], italic=True))),) if with_notes else ()
    return (*(library if words.how == "extended" else ()), *note, *own_blocks(words.text))


_NOTES = {"replaced": "this article is the county’s own wording.", "extended": "the county added what follows."}


def departures(
    library: Iterable[Clause], words: Iterable[OwnWords], present: Collection[str], own_topics: OwnTopics
) -> Iterator[Block]:
    """A table of what departs from the library, clause by clause; nothing where nothing does.

    Args:
        library: The clauses, in order.
        words: What the county does with clauses.
        present: The ids of the agreement's articles.
        own_topics: The topics on which the county's own words stand in a clause that is otherwise the library's.
    """
    library = tuple(library)
    words_for = {item.clause: item for item in words}
    rows = [
        (
            _name(clause, present),
            (Run(words_for[clause.id].how.capitalize()),),
            (Run(words_for[clause.id].file or f"The county file, under clauses.{clause.id}"),),
            (Run(_for_counsel(clause)),),
        )
        for clause in library
        if in_use(clause, words_for.get(clause.id))
        and (words_for[clause.id].how != "left out" or leaves_out(clause, words_for[clause.id]))
    ]
    if rows:
        heads = ("Clause", "What the county did", "Where its words are", "For counsel")
        yield Table(tuple((Run(head),) for head in heads), tuple(rows))
    of_topics = [
        (_name(clause, present), (Run(vocabulary.label("topics", topic)),), (Run(_places(keys)),))
        for clause in library
        for topic, keys in own_topics.get(clause.id, ())
    ]
    if of_topics:
        yield Heading(2, (Run("Where the county’s own words take the place of the library’s paragraphs"),))
        yield Table(tuple((Run(head),) for head in ("Clause", "Topic", "Where its words are")), tuple(of_topics))


def _places(keys: Iterable[str]) -> str:
    """Where the county file has its words on a topic, by the keys as the county file has them."""
    return f"The county file, under {join_words(tuple(key.removeprefix('practice.') for key in keys))}"


def _name(clause: Clause, present: Collection[str]) -> Runs:
    if clause.id not in present:
        return (Run(clause.title),)
    return (*references_to((clause.id,)), Run(f" ({clause.title})"))


def _for_counsel(clause: Clause) -> str:
    serves = "; ".join(clause.serves)
    return (
        f"This clause serves a duty: compare with {serves}."
        if clause.is_duty
        else f"No duty depends on this clause alone ({serves})."
    )

"""Knows how a county's own words take a clause's place in an agreement, and how counsel is told. Knows no format."""

from collections.abc import Collection, Iterable, Iterator

from ..protocol.model import OwnWords
from .blocks import Block, Blocks, Heading, Paragraph, Run, Runs, Table
from .clauses import Clause
from .references import Reference
from .splice import own

MARK = Run("Departs from the library: ", bold=True, italic=True)
"""What a note for counsel begins with; it bears no number."""


MODEL = Run("Model wording. ", bold=True, italic=True)
"""What a note begins with, in a document made of public sources, that an article is not the county's; it has no number."""


NOTES = ((MARK,), (MODEL,))
"""How paragraphs begin that bear no number."""


def supposed(clause: Clause, counties: str) -> Block:
    """What stands at the head of a clause of the library where only public sources speak of the counties."""
    law = " What a statute asks holds all the same." if clause.is_duty else ""
    said = (
        f"These are not the words of {counties}. Public sources show only what is said here of a county, or of an agency, "
        f"by name.{law}"
    )
    return Paragraph((MODEL, Run(said, italic=True)))


def leaves_out(clause: Clause, words: OwnWords | None) -> bool:
    """Whether a county leaves a clause out. One that serves a duty stays, since leaving it out is an error."""
    return words is not None and words.how == "left out" and not clause.is_duty


def written(library: Blocks, words: OwnWords | None, *, noted: bool) -> Blocks:
    """A clause's blocks with the county's own words in or after them; `noted` marks them for counsel."""
    if words is None or words.how == "left out":
        return library
    note = (Paragraph((MARK, Run(_NOTES[words.how], italic=True))),) if noted else ()
    return (*(library if words.how == "extended" else ()), *note, *own(words.text))


_NOTES = {"replaced": "this article is the county’s own wording.", "extended": "what follows is added by the county."}


def listed(library: Iterable[Clause], words: Iterable[OwnWords], present: Collection[str]) -> Iterator[Block]:
    """What departs from the library, clause by clause, or nothing; `present` are the ids of the agreement's articles."""
    said = {item.clause: item for item in words}
    rows = [
        (
            _named(clause, present),
            (Run(said[clause.id].how.capitalize()),),
            (Run(said[clause.id].file or f"The county file, under clauses.{clause.id}"),),
            (Run(_for_counsel(clause)),),
        )
        for clause in library
        if clause.id in said and (said[clause.id].how != "left out" or leaves_out(clause, said[clause.id]))
    ]
    if rows:
        yield Heading(2, (Run("Where this document departs from the library of clauses"),))
        heads = ("Clause", "By the county", "Where its words stand", "For counsel")
        yield Table(tuple((Run(head),) for head in heads), tuple(rows))


def _named(clause: Clause, present: Collection[str]) -> Runs:
    return (Reference(clause.id), Run(f" ({clause.title})")) if clause.id in present else (Run(clause.title),)


def _for_counsel(clause: Clause) -> str:
    serves = "; ".join(clause.serves)
    return f"It serves a duty: compare with {serves}." if clause.is_duty else f"No duty rests on it alone ({serves})."

"""The paragraphs of an agreement as they would read with some edits, and how far another rendering reads like that."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from ..alignment import steps
from .returned_edits import Edit


@dataclass(frozen=True, slots=True)
class EditedParagraphs:
    """The paragraphs of an agreement with edits."""

    texts: list[str] = field(default_factory=list)
    articles: list[str] = field(default_factory=list)
    """The name of the article that each is in."""
    origins: list[int] = field(default_factory=list)
    """The paragraph of the agreement that each was, by its index; -1 for one that was added."""
    places: dict[Edit, tuple[int, bool]] = field(default_factory=dict)
    """Where each edit is: (index, whether there is a paragraph there)."""


@dataclass(frozen=True, slots=True)
class Difference:
    """How a rendering differs from the paragraphs with edits."""

    untrue: frozenset[Edit]
    """The edits that do not read as edited."""
    equal: frozenset[int]
    """The paragraphs with edits that read the same, by their indexes."""
    touched: int
    """How many others do not, those that name the revision aside."""
    changed: frozenset[int] | None
    """Those others, as indexes of the agreement without edits; None if paragraphs came or went."""


def with_edits(made: list[tuple[str, str]], edits: Iterable[Edit]) -> EditedParagraphs:
    """Return the paragraphs of an agreement, given as (article, text), with some edits."""
    edits = tuple(edits)
    edited = {edit.at: edit for edit in edits if edit.kind != "added"}
    added: dict[int, list[Edit]] = {}
    for edit in edits:
        if edit.kind == "added":
            added.setdefault(edit.at, []).append(edit)
    found = EditedParagraphs()

    def put(text: str, article: str, origin: int) -> None:
        found.texts.append(text)
        found.articles.append(article)
        found.origins.append(origin)

    def put_added(index: int) -> None:
        for edit in added.get(index, ()):
            found.places[edit] = (len(found.texts), True)
            put(edit.new, edit.place, -1)

    put_added(-1)
    for index, (article, text) in enumerate(made):
        own = edited.get(index)
        if own:
            found.places[own] = (len(found.texts), own.kind != "removed")
        if own is None or own.kind != "removed":
            put(own.new if own else text, article, index)
        put_added(index)
    return found


def difference(expected: EditedParagraphs, now: list[str], revision: tuple[str, ...]) -> Difference:
    """Compare a rendering with paragraphs with edits. `revision` are the words that change with every revision."""
    equal: set[int] = set()
    gaps: set[int] = set()
    changed: set[int] | None = set()
    touched = 0
    for tag, a, b, c, d in steps(expected.texts, now):
        if tag == "equal":
            equal.update(range(a, b))
            continue
        names = {index for index in range(a, b) if any(mark in expected.texts[index] for mark in revision)}
        touched += max(b - a, d - c) - len(names)
        if changed is not None:
            changed = changed | {expected.origins[n] for n in range(a, b) if n not in names} if b - a == d - c else None
        if d > c:
            gaps.update(range(a, b + 1))
    untrue = frozenset(
        edit
        for edit, (index, is_there) in expected.places.items()
        if (index not in equal if is_there else index in gaps)
    )
    return Difference(untrue, frozenset(equal), touched, None if changed is None else frozenset(changed))

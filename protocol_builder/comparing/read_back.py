"""Answer each edit of a Word document that came back as an edit of the county file it was made from.

An answer is given only if it is proved: written into the county file, or into a clause file beside it, the agreement is
made again, and the paragraph must read exactly as it was edited.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Literal, TypeAlias

from ..agreement.agreement import Agreement, Article
from ..alignment import steps
from ..checking.check import Report
from ..diagnostic import Path
from ..english import quoted
from ..protocol import clause_files
from ..reading.replacement import CannotInsertError
from .clause_words import clause_words
from .draft import Draft, Workshop
from .edited_paragraphs import Difference, EditedParagraphs, difference, with_edits
from .guesses import FileChange, additions, guesses
from .origins_of_words import origin_of
from .printed_places import PrintedPlaces, printed_places
from .returned_edits import Edit

AnswerKind: TypeAlias = Literal["field", "clause", "generated", "open"]

_MAX_PROVED = 2
"""Changes of the file that make the same edit true, from which the one that changes the least is taken."""
_MAX_EXPLAINED = 5
"""Guesses of one edit for which it is asked what the law says against them."""
_MAX_EDITS = 500
"""Edits for which values are guessed; a document with more was not edited but rewritten."""
_TOO_MANY = "there are more edits than are tried at once; write what is proposed, then read the document back again"
_MAX_MADE = 300
"""Agreements that are made to prove guesses, so that no document takes longer than a minute or two."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What becomes of one edit."""

    kind: AnswerKind
    edit: Edit
    changes: tuple[FileChange, ...] = ()
    """Of a `field`: the changes of the county file (or a clause file) that make the paragraph read as edited."""
    clause: str = ""
    """Of a `clause`: its short name."""
    spread: int = 0
    """How many other paragraphs change with a `field`."""
    why: str = ""
    """Of what is `generated` or `open`: where the words come from, or what a person has to decide."""


@dataclass(frozen=True, slots=True)
class ReadBack:
    """The answers, and the county file with all that they propose."""

    answers: tuple[Answer, ...]
    before: Draft
    after: Draft
    applied: int = 0
    """How many edits the county file had before, written there when the document was read back earlier."""
    effects: tuple[str, ...] = ()
    """What the document does beyond its words that it did not do when it was made; a person has to look at it."""

    @property
    def is_settled(self) -> bool:
        """Whether nothing is left for a person to decide."""
        return not self.effects and all(answer.kind != "open" for answer in self.answers)


def read_back(edits: tuple[Edit, ...], draft: Draft, workshop: Workshop) -> ReadBack:
    """Answer the edits of a document that was made from a draft."""
    work = _Work(edits, draft, workshop)
    return ReadBack(tuple(work.answers()), draft, work.after)


@dataclass(frozen=True, slots=True)
class _OwnWords:
    """The county's own words for a clause, with the edits of its article."""

    clause: str
    place: str
    text: str
    numbers: tuple[int, ...]


@dataclass
class _Work:
    edits: tuple[Edit, ...]
    draft: Draft
    workshop: Workshop

    def __post_init__(self) -> None:
        self.after = self.draft
        self.settled: dict[int, Answer] = {}
        self.places = PrintedPlaces()
        self.guessed: dict[Any, tuple[FileChange, ...]] = {}
        """The guesses about an edit of a draft."""
        self.alone: set[int] = set()
        """The edits that did not prove true together with others."""
        self.spread_of: dict[FileChange, int] = {}
        self.refused: dict[Edit, str] = {}
        """Why no change of the file answers an edit."""

    @cached_property
    def agreement(self) -> Agreement:
        return self.workshop.agreement(self.draft)

    @cached_property
    def revision(self) -> tuple[str, ...]:
        """What names the revision where it is printed; it changes with every change of the file."""
        marks = (self.agreement.revision, self.agreement.provenance.line)
        return tuple(
            " ".join(mark.split()) for mark in marks if mark
        )  # a paragraph is read without spaces that never break

    @cached_property
    def made(self) -> list[tuple[str, str]]:
        return self.workshop.paragraphs(self.draft)

    @property
    def report(self) -> Report:
        """That of the county file with all that is settled."""
        return self.workshop.report(self.after)

    @property
    def data(self) -> dict[str, Any]:
        """The data of the county file with all that is settled, and with the words of its clause files."""
        report = self.report
        own = report.data.get("clauses")
        return {**report.source.data, **({"clauses": own} if own else {})}

    def answers(self) -> Iterator[Answer]:
        textual = [n for n, edit in enumerate(self.edits) if edit.is_in_text and not edit.is_of_template]
        if len(textual) <= _MAX_EDITS:
            self._find_places(textual)
            self._try_fields_together(textual)
            # What was moved is taken out first, so that its words are in one place when they are put in again.
            for number in sorted(textual, key=lambda n: self.edits[n].kind != "removed"):
                if number not in self.settled and self.workshop.made < _MAX_MADE:
                    self._try_fields(number)
                elif number not in self.settled:
                    self.refused[self.edits[number]] = _TOO_MANY
            self._try_clauses(textual)
        for number, edit in enumerate(self.edits):
            yield self.settled.get(number) or self._without_change(edit)

    def _find_places(self, numbers: list[int]) -> None:
        """Find where the values are printed that may have been edited."""
        edits = [self.edits[number] for number in numbers if self.edits[number].kind != "added"]
        options = [change for edit in edits for change in self._guesses(edit)[0]]
        if len(options) > 1:
            self.places = printed_places(self.draft, self.workshop, options)

    def _guesses(self, edit: Edit) -> tuple[tuple[FileChange, ...], tuple[FileChange, ...]]:
        """Return the guesses about an edit that are likely, and the others; not those that are printed elsewhere only."""
        at, traced = edit.at, self.places.traced
        here = self.places.values_at(at)
        key = (edit, self.after.key)
        if key not in self.guessed:
            self.guessed[key] = tuple(guesses(self.data, edit))
        if not self.places.is_known(at):
            return self.guessed[key], ()
        options = [one for one in self.guessed[key] if one.path in here or one.path not in traced]
        # The guesses come with the longest words first; shorter ones than those printed here are hardly meant.
        likely = max((number + 1 for number, one in enumerate(options) if one.path in here), default=len(options))
        return tuple(options[:likely]), tuple(options[likely:])

    def _try_fields_together(self, numbers: list[int]) -> None:
        """Settle, in few renderings, the edits whose likeliest guess proves true together with those of the others."""
        while True:
            chosen = self._chosen(numbers)
            while len(chosen) > 1 and (untrue := self._untrue(chosen)):
                chosen = {number: change for number, change in chosen.items() if number not in untrue}
            if len(chosen) < 2:
                return
            draft = self._written(tuple(dict.fromkeys(chosen.values())))
            self.after = draft or self.after
            self.settled |= {
                number: Answer("field", self.edits[number], (change,), spread=self.spread_of[change])
                for number, change in chosen.items()
            }

    def _chosen(self, numbers: list[int]) -> dict[int, FileChange]:
        """Return the likeliest guess of each edit that can be tried together with those of others."""
        options = {
            n: self._guesses(self.edits[n])[0]
            for n in numbers
            if n not in self.settled and n not in self.alone and self.edits[n].kind in ("changed", "removed")
        }
        chosen: dict[int, FileChange] = {}
        taken: dict[Path, Any] = {}
        for number, found in options.items():
            if found and taken.setdefault(found[0].path, found[0].new) == found[0].new:
                chosen[number] = found[0]
        # An edit that the guess of another edit would make true as well is looked at alone.
        others = set(chosen.values())
        return {n: change for n, change in chosen.items() if not others & {*options[n]} - {change}}

    def _untrue(self, chosen: dict[int, FileChange]) -> set[int]:
        """Return the edits that do not prove true together, or that change more than is known to print their values."""
        before = self._settled_difference()
        draft = self._written(tuple(dict.fromkeys(chosen.values())))
        edits = [self.edits[n] for n in (*self.settled, *chosen)]
        found = self._difference(draft, tuple(edits)) if draft else None
        if found is None or found.changed is None or before.changed is None:
            self.alone |= set(chosen)
            return set(chosen)
        touched = found.changed - before.changed
        self.spread_of = {
            change: sum(change.path in self.places.values_at(n) for n in touched) for change in chosen.values()
        }
        untrue = {
            number
            for number, change in chosen.items()
            if self.edits[number] in found.untrue
            or (self.spread_of[change] and len(self._guesses(self.edits[number])[0]) > 1)
        }
        if not untrue and any(not self.places.values_at(n) & {one.path for one in chosen.values()} for n in touched):
            untrue = {n for n, change in chosen.items() if change.path not in self.places.traced} or set(chosen)
        self.alone |= untrue
        return untrue

    def _settled_difference(self) -> Difference:
        """Compare what the draft with all that is settled makes with the paragraphs with the edits that are settled."""
        if not self.settled:
            return Difference(frozenset(), frozenset(), 0, frozenset())
        found = self._difference(self.after, tuple(self.edits[number] for number in self.settled))
        return found or Difference(frozenset(), frozenset(), 0, None)

    def _written(self, changes: tuple[FileChange, ...], *, at_first: bool = False) -> Draft | None:
        """Return what is settled (or the draft at first) with some changes; None if there is no safe way to write them."""
        draft = self.draft if at_first else self.after
        try:
            for change in changes:
                draft = draft.with_change(change, self.data)
        except CannotInsertError:
            return None
        return draft

    def _try_fields(self, number: int) -> None:
        edit = self.edits[number]
        found = self._proved(edit, ()) if self.settled else None
        if found:  # what is settled makes this edit true as well
            makers = [one for one in self.settled.values() if one.changes and self._alone(edit, one.changes)]
            if makers:
                self._share(number, makers[0].changes, found.spread)
                return
        if found := self._field(edit):
            draft = self._written(found.changes)
            self.after = draft if draft and not self._proved(edit, ()) else self.after
            self.settled[number] = found

    def _share(self, number: int, changes: tuple[FileChange, ...], more: int) -> None:
        """Settle an edit by changes that another edit has; its paragraph is no other paragraph any more (`more` < 0)."""
        self.settled[number] = Answer("field", self.edits[number], changes)
        sharing = [n for n, one in self.settled.items() if one.changes == changes]
        spread = max(self.settled[n].spread for n in sharing) + more
        self.settled |= {n: replace(self.settled[n], spread=max(spread, 0)) for n in sharing}

    def _field(self, edit: Edit) -> Answer | None:
        """Return a proved change of the county file for an edit; None if there is none."""
        if edit.kind == "added":
            additional = (
                change
                for neighbor, is_after in self._neighbors(edit)
                for change in additions(self.data, edit.new, neighbor, is_after=is_after)
            )
            return self._least(edit, additional, [])
        tried: list[FileChange] = []
        for options in self._guesses(edit):
            if found := self._least(edit, self._printed_there(edit, options), tried):
                return found
        found = self._several(edit) if edit.kind == "changed" else None
        if edit in self.refused:
            return found
        if found is None and (reason := next(filter(None, map(self._refusal, tried[:_MAX_EXPLAINED])), "")):
            self.refused[edit] = reason
        return found

    def _least(self, edit: Edit, options: Iterable[FileChange], tried: list[FileChange]) -> Answer | None:
        """Return the proved change that changes the least, of the first two found; add those tried to a list."""
        proved: list[Answer] = []
        for change in options:
            if self.workshop.made >= _MAX_MADE:
                self.refused[edit] = _TOO_MANY
                break
            tried.append(change)
            if found := self._proved(edit, (change,)):
                proved.append(found)
                if not found.spread or len(proved) == _MAX_PROVED:
                    break
        return min(proved, key=lambda answer: answer.spread, default=None)

    def _neighbors(self, edit: Edit) -> Iterator[tuple[str, bool]]:
        """Yield the paragraphs of its article, as settled, around one that is added: (words, whether it is before)."""
        expected = self._expected((edit,))
        index, _ = expected.places[edit]
        for neighbor, is_before in ((index - 1, True), (index + 1, False)):
            if 0 <= neighbor < len(expected.texts) and expected.articles[neighbor] == edit.place:
                yield expected.texts[neighbor], is_before

    def _expected(self, edits: tuple[Edit, ...]) -> EditedParagraphs:
        """Return the paragraphs with what is settled and some more edits."""
        return with_edits(self.made, (*(self.edits[n] for n in self.settled), *edits))

    def _printed_there(self, edit: Edit, options: tuple[FileChange, ...]) -> Iterator[FileChange]:
        """Yield the guesses that change the edited paragraph at all.

        A position such as Probation Officer is at many places of a file. To try them all in one agreement, then half of
        those that matter, and so on, takes few agreements.
        """
        batches: list[dict[Path, FileChange]] = [{}]
        for change in options:
            if self.after.file_of(change, self.data):
                yield change
                continue
            batch = next((one for one in batches if change.path not in one), None)
            if batch is None:
                batches.append(batch := {})
            batch[change.path] = change
        for batch in batches:
            yield from self._halved(edit, tuple(batch.values()))

    def _halved(self, edit: Edit, batch: tuple[FileChange, ...]) -> Iterator[FileChange]:
        if len(batch) > 1:
            now = [text for _, text in self.workshop.tried(self.after, batch)]
            same = replace(edit, kind="changed", new=edit.old)
            if now and same not in difference(self._expected((same,)), now, ()).untrue:
                return
            middle = len(batch) // 2
            yield from self._halved(edit, batch[:middle])
            yield from self._halved(edit, batch[middle:])
        else:
            yield from batch

    def _refusal(self, change: FileChange) -> str:
        """Say why the county file cannot have a value that an edit asks for; empty if check finds nothing against it."""
        if (draft := self._written((change,))) is None:
            return ""
        report = self.workshop.report(draft)
        known = {(one.id, one.path, one.county) for one in self.report.diagnostics}
        found = next(
            (
                one
                for one in report.diagnostics
                if one.severity == "error"
                and (one.id, one.path, one.county) not in known
                and one.path[: len(change.path)] == change.path[: len(one.path)]
            ),
            None,
        )
        if found is None:
            return ""
        key = ".".join(map(str, change.path))
        return f"{key}: {quoted(str(change.new))} in the county file would be an error: {found.message}"

    def _several(self, edit: Edit) -> Answer | None:
        """Return several changes of the file that together make a paragraph read as edited: one for each changed place."""
        before, after = edit.old.split(), edit.new.split()
        spans = [(a, b, c, d) for tag, a, b, c, d in steps(before, after) if tag != "equal"]
        if not 2 <= len(spans) <= 6 or " ".join(before) != edit.old:
            return None
        changes: list[FileChange] = []
        for a, b, c, d in spans:
            part = replace(edit, new=" ".join((*before[:a], *after[c:d], *before[b:])))
            likely, others = self._guesses(part)
            found = next((change for change in (*likely, *others) if self._proved(part, (change,))), None)
            if found is None:
                return None
            if found not in changes:
                changes.append(found)
        return self._proved(edit, tuple(changes))

    def _proved(self, edit: Edit, changes: tuple[FileChange, ...]) -> Answer | None:
        """Return the answer that some changes make an edit true, and leave true what is settled; None if they do not."""
        draft = self._written(changes)
        found = self._difference(draft, (*(self.edits[n] for n in self.settled), edit)) if draft else None
        if found is None or found.untrue:
            return None
        return Answer("field", edit, changes, spread=found.touched - self._settled_difference().touched)

    def _alone(self, edit: Edit, changes: tuple[FileChange, ...]) -> bool:
        """Whether some changes of the file as it was make an edit true."""
        draft = self._written(changes, at_first=True)
        found = self._difference(draft, (edit,)) if draft else None
        return found is not None and not found.untrue

    def _difference(self, draft: Draft, edits: tuple[Edit, ...]) -> Difference | None:
        """Compare what a draft makes with the paragraphs with edits; None if the draft cannot be read."""
        now = [text for _, text in self.workshop.paragraphs(draft)]
        return difference(with_edits(self.made, edits), now, self.revision) if now else None

    def _try_clauses(self, textual: list[int]) -> None:
        """Give the county's own words for the clauses that have edits not answered otherwise, if need be one by one."""
        places = dict.fromkeys(self.edits[number].place for number in textual if number not in self.settled)
        own = [found for place in places if (found := self._own_words(place, textual))]
        if len(own) > 1 and self._prove_clauses(own):
            return
        for one in own:
            self._prove_clauses([one])

    def _own_words(self, place: str, textual: list[int]) -> "_OwnWords | None":
        """Return the county's own words for the clause of an article as it is edited; None if it cannot have any."""
        numbers = [n for n in textual if self.edits[n].place == place]
        article = next((one for one in self.agreement.articles if one.name == place), None)
        if article is None or not self._can_be_replaced(article):
            return None
        start = next(n for n, (name, _) in enumerate(self.made) if name == place)
        mine = tuple(n for n in numbers if self.edits[n].at != start or self.edits[n].kind == "added")
        if all(n in self.settled for n in mine):
            return None
        text = clause_words(article.blocks, self.made, place, tuple(self.edits[n] for n in mine))
        return _OwnWords(article.id, place, text, mine) if text.strip() else None

    def _prove_clauses(self, own: "list[_OwnWords]") -> bool:
        """Settle the edits of some clauses by the county's own words for them, if all of these articles read as edited."""
        clauses = dict(self.after.clauses)
        for one in own:
            name = f"{one.clause}.md"
            clauses[name] = clause_files.with_words(clauses.get(name, ""), one.text)
        after = replace(self.after, clauses=clauses)
        answers = {
            n: Answer("clause", self.edits[n], clause=one.clause)
            for one in own
            for n in one.numbers
            if n not in self.settled
        }
        together = self.settled | answers
        for numbers, places in (
            ([n for one in own for n in one.numbers], {one.place for one in own}),
            ([*together], set[str]()),
        ):
            edits = tuple(self.edits[n] for n in numbers)
            found = self._difference(after, edits)
            articles = enumerate(with_edits(self.made, edits).articles)
            if found is None or found.untrue or not {n for n, name in articles if name in places} <= found.equal:
                return False
        self.after, self.settled = after, together
        return True

    def _can_be_replaced(self, article: Article) -> bool:
        """Whether an article is a clause of the library for which the county has no words yet, or only those of a file."""
        if article.part not in ("recital", "article") or article.id.startswith("narrative-"):
            return False
        known = (self.data.get("clauses") or {}).get(article.id)
        return known is None or (isinstance(known, dict) and "replace" in known and "file" in known)

    def _without_change(self, edit: Edit) -> Answer:
        """Return the answer of an edit that no change of the file makes true."""
        match edit.kind:
            case "comment":
                return Answer("open", edit, why="a comment; someone has to answer it")
            case "undone":
                return Answer(
                    "open", edit, why="the tracked changes leave the words as they were; accept or reject them"
                )
            case "footnote":
                return Answer("open", edit, why="the county file has no footnotes; put the words where they belong")
            case "header":
                return Answer(
                    "generated",
                    edit,
                    why="headers and footers come from the Word template and the county file’s title and status",
                )
        if reason := self.refused.get(edit):
            return Answer("open", edit, why=reason)
        if edit.is_of_template:
            return Answer("generated", edit, why="these are words of the Word template; edit the template")
        if why := origin_of(edit, self.agreement, self.made):
            return Answer("generated", edit, why=why)
        return Answer(
            "open", edit, why="no key of the county file prints these words as edited; decide where they belong"
        )

"""Answer each edit of a Word document that came back as an edit of the county file it was made from.

An answer is given only if it is proved: written into the county file, or into a clause file beside it, the agreement is
made again, and the paragraph must read exactly as it was edited.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Literal, TypeAlias

from ..agreement.agreement import Agreement, Article
from ..agreement.as_markdown import NoMarkdownError, as_markdown
from ..agreement.blocks import Block, Blocks, Box, Paragraph, printed_lines
from ..agreement.own_words import NOTES
from ..checking.check import Report
from ..diagnostic import Path
from ..english import quoted
from ..protocol import clause_files
from ..reading.replacement import CannotInsertError
from ..writers.word.edit_marks import FIRST_PAGES
from .draft import Draft, Workshop
from .guesses import FileChange, additions, guesses
from .returned_edits import Edit
from .steps import steps

AnswerKind: TypeAlias = Literal["field", "clause", "generated", "open"]

_MAX_PROVED = 2
"""Changes of the file that make the same edit true, from which the one that changes the least is taken."""
_MAX_EXPLAINED = 5
"""Guesses of one edit for which it is asked what the law says against them."""
_MAX_EDITS = 500
"""Edits for which values are guessed; a document with more was not edited but rewritten."""


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

    @property
    def is_settled(self) -> bool:
        """Whether nothing is left for a person to decide."""
        return all(answer.kind != "open" for answer in self.answers)


def read_back(edits: tuple[Edit, ...], draft: Draft, workshop: Workshop) -> ReadBack:
    """Answer the edits of a document that was made from a draft."""
    work = _Work(edits, draft, workshop)
    return ReadBack(tuple(work.answers()), draft, work.after)


@dataclass
class _Work:
    edits: tuple[Edit, ...]
    draft: Draft
    workshop: Workshop

    def __post_init__(self) -> None:
        self.after = self.draft
        self.settled: dict[int, Answer] = {}
        self.touched = 0
        """The paragraphs that change with what is settled, besides those edited."""
        self.refused: dict[Edit, str] = {}
        """Why no change of the file answers an edit."""

    @cached_property
    def agreement(self) -> Agreement:
        return self.workshop.agreement(self.draft)

    @cached_property
    def revision(self) -> tuple[str, ...]:
        """What names the revision where it is printed; it changes with every change of the file."""
        return tuple(filter(None, (self.agreement.revision, self.agreement.provenance.line)))

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
            # What was moved is taken out first, so that its words are in one place when they are put in again.
            for number in sorted(textual, key=lambda n: self.edits[n].kind != "removed"):
                self._try_fields(number)
            for place in dict.fromkeys(self.edits[number].place for number in textual if number not in self.settled):
                self._try_clause(place, textual)
        for number, edit in enumerate(self.edits):
            yield self.settled.get(number) or self._without_change(edit)

    def _try_fields(self, number: int) -> None:
        edit = self.edits[number]
        found = self._proved(edit, ()) if self.settled else None
        if found:  # what is settled makes this edit true as well
            makers = [one for one in self.settled.values() if one.changes and self._alone(edit, one.changes)]
            found = replace(found, changes=makers[0].changes, spread=makers[0].spread) if makers else None
        if found or (found := self._field(edit)):
            for change in found.changes if not self._proved(edit, ()) else ():
                self.after = self.after.with_change(change, self.data)
            self.settled[number] = found
            self.touched += found.spread

    def _field(self, edit: Edit) -> Answer | None:
        """Return a proved change of the county file for an edit; None if there is none."""
        if edit.kind == "added":
            options: Iterator[FileChange] = (
                change
                for neighbor, is_after in self._neighbors(edit)
                for change in additions(self.data, edit.new, neighbor, is_after=is_after)
            )
        else:
            options = self._printed_there(edit, tuple(guesses(self.data, edit)))
        tried: list[FileChange] = []
        proved: list[Answer] = []
        for change in options:
            tried.append(change)
            if found := self._proved(edit, (change,)):
                proved.append(found)
                if not found.spread or len(proved) == _MAX_PROVED:
                    break
        if proved:
            return min(proved, key=lambda answer: answer.spread)
        found = self._several(edit) if edit.kind == "changed" else None
        if found is None and (reason := next(filter(None, map(self._refusal, tried[:_MAX_EXPLAINED])), "")):
            self.refused[edit] = reason
        return found

    def _neighbors(self, edit: Edit) -> Iterator[tuple[str, bool]]:
        """Yield the paragraphs of its article, as settled, around one that is added: (words, whether it is before)."""
        edits = (*(self.edits[n] for n in self.settled), edit)
        texts, places = _edited([text for _, text in self.made], edits)
        index, _ = places[edit]
        names, _ = _edited([name for name, _ in self.made], tuple(replace(one, new=one.place) for one in edits))
        for neighbor, is_before in ((index - 1, True), (index + 1, False)):
            if 0 <= neighbor < len(texts) and names[neighbor] == edit.place:
                yield texts[neighbor], is_before

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
            expected, places = _edited([text for _, text in self.made], (*(self.edits[n] for n in self.settled), same))
            if now and any(tag == "equal" and a <= places[same][0] < b for tag, a, b, _, _ in steps(expected, now)):
                return
            middle = len(batch) // 2
            yield from self._halved(edit, batch[:middle])
            yield from self._halved(edit, batch[middle:])
        else:
            yield from batch

    def _refusal(self, change: FileChange) -> str:
        """Say why the county file cannot have a value that an edit asks for; empty if check finds nothing against it."""
        try:
            report = self.workshop.report(self.after.with_change(change, self.data))
        except CannotInsertError:
            return ""
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
            found = next((change for change in guesses(self.data, part) if self._proved(part, (change,))), None)
            if found is None:
                return None
            if found not in changes:
                changes.append(found)
        return self._proved(edit, tuple(changes))

    def _proved(self, edit: Edit, changes: tuple[FileChange, ...]) -> Answer | None:
        """Return the answer that some changes make an edit true, and leave true what is settled; None if they do not."""
        draft = self.after
        try:
            for change in changes:
                draft = draft.with_change(change, self.data)
        except CannotInsertError:
            return None
        edits = (*(self.edits[n] for n in self.settled), edit)
        spread = self._spread(draft, edits)
        return None if spread is None else Answer("field", edit, changes, spread=spread - self.touched)

    def _alone(self, edit: Edit, changes: tuple[FileChange, ...]) -> bool:
        """Whether some changes of the file as it was make an edit true."""
        try:
            draft = self.draft
            for change in changes:
                draft = draft.with_change(change, self.data)
        except CannotInsertError:
            return False
        return self._spread(draft, (edit,)) is not None

    def _spread(self, draft: Draft, edits: tuple[Edit, ...], whole: str = "") -> int | None:
        """Return how many other paragraphs a draft changes if it makes all of some edits true; None if it does not.

        `whole` names an article that must read as it did, but for the edits.
        """
        expected, places = _edited([text for _, text in self.made], edits)
        now = [text for _, text in self.workshop.paragraphs(draft)]
        if not now:
            return None
        equal: set[int] = set()
        touched = 0
        gaps: set[int] = set()
        for tag, a, b, c, d in steps(expected, now):
            if tag == "equal":
                equal.update(range(a, b))
            else:
                revisions = sum(any(mark in text for mark in self.revision) for text in expected[a:b])
                touched += max(b - a, d - c) - revisions
                if d > c:
                    gaps.update(range(a, b + 1))
        for index, is_there in places.values():
            if is_there and index not in equal:
                return None
            if not is_there and index in gaps:
                return None
        if whole:
            of_article = _article_of(self.made, edits, whole)
            if not of_article <= equal:
                return None
        return touched

    def _try_clause(self, place: str, textual: list[int]) -> None:
        """Give the county's own words for a clause, if edits of its article are not answered otherwise."""
        numbers = [n for n in textual if self.edits[n].place == place]
        article = next((one for one in self.agreement.articles if one.name == place), None)
        if article is None or not self._can_be_replaced(article):
            return
        start = next(n for n, (name, _) in enumerate(self.made) if name == place)
        mine = tuple(self.edits[n] for n in numbers if self.edits[n].at != start or self.edits[n].kind == "added")
        if all(n in self.settled for n in numbers if self.edits[n] in mine):
            return
        try:
            text = as_markdown(_words_of(article.blocks), _editing(self.made, place, start, mine).texts)
        except (NoMarkdownError, _LostError):
            return
        name = f"{article.id}.md"
        whole = clause_files.with_words(self.after.clauses.get(name, ""), text)
        after = replace(self.after, clauses={**self.after.clauses, name: whole})
        if not text.strip() or self._spread(after, mine, place) is None:
            return
        answers = {
            n: Answer("clause", self.edits[n], clause=article.id)
            for n in numbers
            if self.edits[n] in mine and n not in self.settled
        }
        together = self.settled | answers
        touched = self._spread(after, tuple(answer.edit for answer in together.values()))
        if touched is not None:
            self.after, self.settled, self.touched = after, together, touched

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
        if why := self._source_of(edit):
            return Answer("generated", edit, why=why)
        return Answer(
            "open", edit, why="no key of the county file prints these words as edited; decide where they belong"
        )

    def _source_of(self, edit: Edit) -> str:
        """Say where words come from that nobody edits in an agreement; empty for any others."""
        if edit.place == FIRST_PAGES:
            return "the first pages are made from the county file, from what check found, and from the titles of the articles"
        article = next((one for one in self.agreement.articles if one.name == edit.place), None)
        if article is None:
            return ""
        if article.part == "signatures":
            return "the lines to sign on are made from the parties in the county file"
        if article.part == "appendix":
            return "the appendices are made from the county file and the law on record"
        if (
            edit.kind != "added"
            and edit.at >= 0
            and self.made[edit.at][0] == edit.place
            and (edit.at == 0 or self.made[edit.at - 1][0] != edit.place)
        ):
            return "the titles of articles come from the library of clauses"
        if edit.kind != "added" and _is_note(edit.old):
            return "it is a note for counsel, and is not in a final document"
        gaps = tuple(text for block in article.blocks if isinstance(block, Box) for text in _texts_of((block,)))
        if edit.kind != "added" and edit.old.removeprefix("• ") in gaps:
            return "it marks a gap, and is there until the county file fills it"
        return ""


def _edited(made: list[str], edits: tuple[Edit, ...]) -> tuple[list[str], dict[Edit, tuple[int, bool]]]:
    """Return the paragraphs with edits, and where each edit is in them: (index, whether there is a paragraph there)."""
    edited = {edit.at: edit for edit in edits if edit.kind != "added"}
    added: dict[int, list[Edit]] = {}
    for edit in edits:
        if edit.kind == "added":
            added.setdefault(edit.at, []).append(edit)
    found: list[str] = []
    places: dict[Edit, tuple[int, bool]] = {}

    def add(index: int) -> None:
        for edit in added.get(index, ()):
            places[edit] = (len(found), True)
            found.append(edit.new)

    add(-1)
    for index, text in enumerate(made):
        if index not in edited:
            found.append(text)
            add(index)
            continue
        is_there = edited[index].kind != "removed"
        places[edited[index]] = (len(found), is_there)
        found += [edited[index].new] if is_there else []
        add(index)
    return found, places


def _article_of(made: list[tuple[str, str]], edits: tuple[Edit, ...], place: str) -> set[int]:
    """Return where the paragraphs of an article are among the edited ones, without its title and what marks a gap."""
    removed = {edit.at for edit in edits if edit.kind == "removed"}
    added = [edit.at for edit in edits if edit.kind == "added"]
    found: set[int] = set()
    index = sum(at == -1 for at in added)
    for number, (name, _) in enumerate(made):
        if number not in removed:
            if name == place:
                found.add(index)
            index += 1
        for at in added:
            if at == number:
                if name == place:
                    found.add(index)
                index += 1
    return found


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
            if not _is_note(self.waiting[0][1]):
                raise _LostError
            self.waiting.pop(0)
        if not self.waiting:
            raise _LostError
        index, text = self.waiting.pop(0)
        edit = self.edits.get(index)
        now = () if edit and edit.kind == "removed" else (edit.new,) if edit else (text,)
        before = tuple(self.added.pop(self.first, ())) if index == self.first + 1 else ()
        return (*before, *now, *self.added.get(index, ()))


def _is_note(text: str) -> bool:
    return text.startswith(tuple(runs[0].text for runs in NOTES))


def _editing(made: list[tuple[str, str]], place: str, start: int, edits: tuple[Edit, ...]) -> _Editing:
    added: dict[int, list[str]] = {}
    for edit in edits:
        if edit.kind == "added":
            added.setdefault(edit.at, []).append(edit.new)
    waiting = [(number, text) for number, (name, text) in enumerate(made) if name == place and number != start]
    return _Editing(waiting, {edit.at: edit for edit in edits if edit.kind != "added"}, added, start)

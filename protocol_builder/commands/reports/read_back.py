"""The report of `read-back`: each edit of a Word document, and what becomes of it."""

import difflib
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from ...comparing.guesses import FileChange
from ...comparing.read_back import Answer, ReadBack
from ...comparing.returned_edits import Edit
from ...comparing.wording import changed_words
from ...english import date_in_words, number_of
from ...paths import value_at
from ...protocol.clause_files import folder_of
from ...reading.positions import line_of
from ...reading.source import Source, read_text

_MAX_QUOTED = 200
_KINDS = {
    "field": "in the county file",
    "clause": "in the county’s own words for a clause",
    "generated": "of words the program generates",
    "open": "open",
}


def lines(document: str, county_file: str, found: ReadBack, *, written: bool) -> Iterator[str]:
    """Yield the lines to print about a document and the county file that it was made from."""
    yield from (f"{document}: {effect}" for effect in found.effects)
    if not found.answers:
        yield f"{document}: no edits left; it says what {county_file} says"
        return
    if found.applied:
        yield f"{document}: {county_file} has {found.applied} of its edits by now; left:"
    for place, answers in groupby(found.answers, key=lambda answer: answer.edit.place):
        yield f"{place}:"
        for answer in answers:
            yield f"  {edited_words(answer.edit)}"
            yield from (f"    {line}" for line in _answer(answer, county_file, found))
    yield from _changes(county_file, found)
    yield _summary(found, written=written)


def edited_words(edit: Edit) -> str:
    """Say who edited what: the words as they were beside the words now."""
    by = "".join(_by(author, day) for author, day in dict.fromkeys((c.author, c.date) for c in edit.tracked))
    match edit.kind:
        case "added":
            return f"added{by}: {_quoted(edit.new)}"
        case "removed":
            return f"removed{by}: {_quoted(edit.old)}" if edit.old else f"removed{by}"
        case "comment":
            about = f" on {_quoted(edit.old)}" if edit.old else ""
            return f"comment{_by(edit.author, edit.day)}{about}: {_quoted(edit.new)}"
        case "undone":
            return f"tracked{by}, without another word in the end: {_quoted(edit.new)}"
        case "changed" if edit.old:
            return f"changed{by}: {changed_words(edit.old, edit.new)}"
    return f"changed{by}: now {_quoted(edit.new)}" if edit.new else f"removed{by}"


def _by(author: str, day: str) -> str:
    return "".join((f" by {author}" if author else "", f" on {date_in_words(day)}" if day else ""))


def _quoted(text: str) -> str:
    shown = text if len(text) <= _MAX_QUOTED else text[:_MAX_QUOTED].rsplit(" ", 1)[0] + " …"
    return f"“{shown}”"


def _answer(answer: Answer, county_file: str, found: ReadBack) -> Iterator[str]:
    match answer.kind:
        case "field":
            source = read_text(found.before.text, county_file)
            for change in answer.changes:
                is_long = isinstance(change.new, str) and (len(str(change.old)) > _MAX_QUOTED / 2 or "\n" in change.new)
                now = changed_words(change.old, change.new) if is_long else change.new
                yield f"{place_of(change, county_file, source)}: {now}"
            if answer.spread:
                yield f"also changes {number_of(answer.spread, 'other paragraph')}"
        case "clause":
            file = f"{folder_of(county_file)}/{answer.clause}.md"
            yield f"own words: the article with this edit, in {file}; from then on the article is the county’s own text"
        case "generated":
            yield f"not edited in Word: {answer.why}"
        case _:
            yield f"open: {answer.why}"


def place_of(change: FileChange, county_file: str, source: Source) -> str:
    """Say where what changes is: the file, and of the county file the line and the key."""
    if change.path[0] == "clauses" and value_at(source.data, change.path) is None:
        _, clause, how = change.path
        return f"clause file: {folder_of(county_file)}/{clause}{'.add' if how == 'add' else ''}.md"
    key = ".".join(map(str, change.path))
    return f"county file: {county_file}:{line_of(source, change.path)}: {key}"


def _changes(county_file: str, found: ReadBack) -> Iterator[str]:
    """Yield the changes of the files as a diff; of a new clause file its words."""
    folder = folder_of(county_file)
    files = [(county_file, found.before.text, found.after.text)]
    files += [
        (f"{folder}/{name}", found.before.clauses.get(name, ""), text) for name, text in found.after.clauses.items()
    ]
    for name, before, after in files:
        if before != after:
            yield ""
            old = before.splitlines()
            yield from difflib.unified_diff(
                old, after.splitlines(), name if old else "(no file)", Path(name).as_posix(), n=1, lineterm=""
            )


def _summary(found: ReadBack, *, written: bool) -> str:
    counts = {kind: sum(answer.kind == kind for answer in found.answers) for kind in _KINDS}
    total = number_of(len(found.answers), "edit or comment", "edits and comments")
    parts = ", ".join(f"{count} {_KINDS[kind]}" for kind, count in counts.items() if count)
    proposed = found.before != found.after
    done = (
        " Written." if written and proposed else " To write what is proposed, run it with --write." if proposed else ""
    )
    return f"\n{total}: {parts}.{done}"

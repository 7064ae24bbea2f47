"""The report of `verify`: how a Word document differs from the one that was made."""

from collections.abc import Iterator
from itertools import groupby

from ...comparing.read_back import Answer, ReadBack
from ...english import number_of, printed_date
from ...law.record import law_of
from ...protocol.clause_files import folder_of
from ...reading.source import read_text
from ...writers.word.edit_marks import DocumentComparison, Edit
from .read_back import edited_words, place_of

_MAX_QUOTED = 160
"""Characters of a paragraph that are shown."""


def lines(path: str, comparison: DocumentComparison) -> Iterator[str]:
    """The lines to print about the document at a path."""
    yield from _made(path, comparison)
    if not comparison.is_changed:
        yield f"{path}: unchanged since it was made"
    if comparison.edits:
        yield _edited(path, len(comparison.edits))
    place = ""
    for edit in comparison.edits:
        if edit.place != place:
            place = edit.place
            yield f"{place}:"
        yield f"  {_description(edit)}"
        for change in edit.tracked:
            by = f" by {change.author}" if change.author else ""
            yield f"    tracked as {change.kind}{by}: “{_shortened(change.text)}”"
    yield from _effects_and_comments(path, comparison)


def lines_with_sources(path: str, comparison: DocumentComparison, county_file: str, found: ReadBack) -> Iterator[str]:
    """The lines to print if the county file is known: the old words beside the new, and where they come from."""
    yield from _made(path, comparison)
    answers = [answer for answer in found.answers if answer.edit.kind != "comment"]
    if answers:
        yield _edited(path, len(answers) + found.applied)
        if found.applied:
            yield f"{path}: {county_file} has {found.applied} of these edits by now; left:"
    elif comparison.edits:
        yield f"{path}: edited by hand; it says what {county_file} now says"
    elif not comparison.is_changed:
        yield f"{path}: unchanged since it was made"
    for place, of_place in groupby(answers, key=lambda answer: answer.edit.place):
        yield f"{place}:"
        for answer in of_place:
            yield f"  {edited_words(answer.edit)}"
            yield from (f"    {line}" for line in _sources(answer, county_file, found))
    yield from _effects_and_comments(path, comparison)


def _sources(answer: Answer, county_file: str, found: ReadBack) -> Iterator[str]:
    """Yield where the words of an edit come from."""
    if answer.changes:
        source = read_text(found.before.text, county_file)
        yield from (f"from the {place_of(change, county_file, source)}" for change in answer.changes)
    elif answer.clause:
        file = f"{answer.clause}.md"
        has_file = file in found.before.clauses
        yield (
            f"from the clause file: {folder_of(county_file)}/{file}"
            if has_file
            else f"from the clause {answer.clause} of the library"
        )
    else:
        yield answer.why


def _made(path: str, comparison: DocumentComparison) -> Iterator[str]:
    made = comparison.made
    yield f"{path}: made from {made.file} (county file hash {made.sha256[:12]}), {law_of(made.on, printed_date, made.record)}, protocol-builder {made.version}"
    if made.marks:
        yield f"{path}: was marked {made.marks}"


def _edited(path: str, number: int) -> str:
    differ = "paragraph is" if number == 1 else "paragraphs are"
    return f"{path}: edited by hand; {number} {differ} different from the original"


def _effects_and_comments(path: str, comparison: DocumentComparison) -> Iterator[str]:
    yield from (f"{path}: {effect}" for effect in comparison.effects)
    if comparison.comments:
        yield f"{path}: has {number_of(comparison.comments, 'comment')} in the margin"


def _description(edit: Edit) -> str:
    what = "a picture" if edit.is_picture else "a paragraph"
    match edit.kind:
        case "changed":
            return f"changed{f': {what}' if edit.is_picture else ''}; now: “{_shortened(edit.words)}”"
        case "added":
            return f"added: “{_shortened(edit.words)}”"
        case "tracked":
            return f"a tracked change that leaves the words unchanged: “{_shortened(edit.words)}”"
    return f"removed: {what} after “{_shortened(edit.after)}”" if edit.after else f"removed: {what}"


def _shortened(text: str) -> str:
    return text if len(text) <= _MAX_QUOTED else f"{text[:_MAX_QUOTED].rsplit(' ', 1)[0]} …"

"""Knows how the comparison of a document with what was made is told in lines of text. Knows nothing of Word."""

from collections.abc import Iterator

from ..english import printed_date
from ..writers.word.edit_marks import Comparison, Edit

_LONGEST = 160
"""Letters of a paragraph that are shown."""


def lines(path: str, verdict: Comparison) -> Iterator[str]:
    """What to print on the document at a path."""
    made = verdict.made
    yield f"{path}: made from {made.file} (revision {made.sha256[:12]}), law of {printed_date(made.on)}, protocol-builder {made.version}"
    if made.marks:
        yield f"{path}: was marked {made.marks}"
    if not verdict.edits:
        yield f"{path}: unchanged since it was made"
    else:
        number = len(verdict.edits)
        yield f"{path}: edited by hand; {number} {'paragraph is' if number == 1 else 'paragraphs are'} not as made"
    place = ""
    for edit in verdict.edits:
        if edit.place != place:
            place = edit.place
            yield f"{place}:"
        yield f"  {_told(edit)}"
        for change in edit.tracked:
            by = f" by {change.author}" if change.author else ""
            yield f"    tracked as {change.kind}{by}: “{_short(change.text)}”"
    if verdict.comments:
        yield f"{path}: has {verdict.comments} {'comment' if verdict.comments == 1 else 'comments'} in the margin"


def _told(edit: Edit) -> str:
    what = "a picture" if edit.is_picture else "a paragraph"
    match edit.kind:
        case "changed":
            return f"changed{f': {what}' if edit.is_picture else ''}; now: “{_short(edit.words)}”"
        case "added":
            return f"added: “{_short(edit.words)}”"
        case "tracked":
            return f"a tracked change that leaves the words as made: “{_short(edit.words)}”"
    return f"removed: {what} after “{_short(edit.after)}”" if edit.after else f"removed: {what}"


def _short(words: str) -> str:
    return words if len(words) <= _LONGEST else f"{words[:_LONGEST].rsplit(' ', 1)[0]} …"

"""The report of `verify`: how a Word document differs from the one that was made."""

from collections.abc import Iterator

from ...english import number_of, printed_date
from ...writers.word.edit_marks import Comparison, Edit

_MAX_QUOTED = 160
"""Characters of a paragraph that are shown."""


def lines(path: str, comparison: Comparison) -> Iterator[str]:
    """The lines to print about the document at a path."""
    made = comparison.made
    yield f"{path}: made from {made.file} (revision {made.sha256[:12]}), law in effect on {printed_date(made.on)}, protocol-builder {made.version}"
    if made.marks:
        yield f"{path}: was marked {made.marks}"
    if not comparison.edits:
        yield f"{path}: unchanged since it was made"
    else:
        number = len(comparison.edits)
        yield f"{path}: edited by hand; {number} {'paragraph is' if number == 1 else 'paragraphs are'} different from the original"
    place = ""
    for edit in comparison.edits:
        if edit.place != place:
            place = edit.place
            yield f"{place}:"
        yield f"  {_description(edit)}"
        for change in edit.tracked:
            by = f" by {change.author}" if change.author else ""
            yield f"    tracked as {change.kind}{by}: “{_shortened(change.text)}”"
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

"""Read a returned Word document back into the county file that it was made from: the whole way, and writing the result."""

from dataclasses import replace
from pathlib import Path

from .. import files
from ..agreement.clauses import NoClausesError
from ..protocol import clause_files
from ..writers.word.edit_marks import hash_text
from ..writers.word.returned import Returned, read_returned
from .draft import Draft, Workshop, clause_bytes, draft_of, workshop
from .origin import is_made_from, other_revision
from .read_back import ReadBack, read_back
from .rebased import rebased
from .returned_edits import edits


class NotReadError(Exception):
    """The county file and the document do not fit each other; the message says why, to follow the document's name."""


def answer(document: Path, county_file: Path) -> ReadBack:
    """Answer the edits of a document.

    Raises UnreadableError for a document that cannot be read, OtherRevisionError for one of another revision,
    NotReadError for one that this program words otherwise; OSError.
    """
    returned = read_returned(document)
    draft = draft_of(county_file)
    applied = 0
    with workshop(county_file.name, returned.made.on) as shop:
        if not is_made_from(returned.made, county_file):
            found = _rebased(returned, county_file.name, draft, shop)
            if found is None:
                raise other_revision(returned.made, county_file)
            returned, applied = found
        try:
            made = shop.paragraphs(draft)
        except NoClausesError as error:
            raise NotReadError(f"cannot be read back: {error}") from None
        if not applied:
            _require_same_words(made, returned)
        answered = read_back(edits(made, returned), draft, shop)
        return replace(answered, applied=applied, effects=returned.effects)


def _rebased(returned: Returned, name: str, draft: Draft, shop: Workshop) -> tuple[Returned, int] | None:
    """Return a document as edits of the county file now, if the file has got some of them since; otherwise None."""
    if returned.made.file != name:
        return None
    try:
        return rebased(returned, shop.paragraphs(draft))
    except NoClausesError:
        return None


def _require_same_words(made: list[tuple[str, str]], returned: Returned) -> None:
    """Raise NotReadError if the document's articles were made with other clauses than this program's."""
    record = {paragraph.hash for paragraph in returned.made.body}
    articles = [text for place, text in made if place != made[0][0]]
    if any(hash_text(text) not in record for text in articles):
        raise NotReadError(
            f"was made by protocol-builder {returned.made.version} with clauses worded otherwise than now; "
            "read it back with the version that made it"
        )


def write_back(found: ReadBack, county_file: Path) -> None:
    """Write what is proposed, each file whole or not at all. Raises FileHasChangedError, OSError."""
    if draft_of(county_file) != found.before:
        raise files.FileHasChangedError(county_file)
    if found.after.text != found.before.text:
        files.replace_text(county_file, found.before.text, found.after.text)
    folder = clause_files.folder_of(county_file)
    for name, text in found.after.clauses.items():
        if folder and found.before.clauses.get(name) != text:
            folder.mkdir(exist_ok=True)
            files.write((folder / name).resolve(), clause_bytes(text), keeps_mode=True)

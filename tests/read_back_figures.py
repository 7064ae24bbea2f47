"""Edit the documents of county_configs/example.yml as people do, read them back, and count what is found.

`nox -s read-back` runs it. A proposal is wrong if the file with it, written to the disk and made again, does not say what
was edited.
"""

import shutil
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from protocol_builder.checking.check import check_file
from protocol_builder.comparing.read_back import Answer
from protocol_builder.comparing.returned_file import answer, write_back
from protocol_builder.writers.word.docx_text import read_paragraphs
from protocol_builder.writers.word.package import open_package

from .returned_documents import document_of, edited, seeded_edits
from .writers.word.test_document import by_libreoffice

FILE = Path(__file__).parents[1] / "county_configs" / "example.yml"
KINDS = ("value", "prose", "library", "structure")
COUNT = 15
"""Edits of each kind."""
NEEDED = 0.9
"""The share of edits of values and prose for which a change has to be found."""


def main() -> int:
    """Print the figures of each kind and form; return 1 if an answer is missing or wrong, or too few are found."""
    forms = ["plain", "tracked", *(["LibreOffice"] if shutil.which("soffice") else [])]
    is_bad = False
    for form in forms:
        for kind in KINDS:
            with tempfile.TemporaryDirectory() as folder:
                is_bad |= _is_bad(Path(folder), kind, form)
    return int(is_bad)


def _is_bad(folder: Path, kind: str, form: str) -> bool:
    file = folder / FILE.name
    shutil.copy(FILE, file)
    edits = seeded_edits(check_file(file), kind, COUNT)
    content = edited(document_of(file), edits, tracked=form == "tracked")
    returned = folder / "returned.docx"
    returned.write_bytes(by_libreoffice(folder, content, "docx") if form == "LibreOffice" else content)
    start = time.monotonic()
    found = answer(returned, file)
    seconds = time.monotonic() - start
    write_back(found, file)
    made = folder / "made.docx"
    made.write_bytes(document_of(file))
    wrong = _wrong(found.answers, Counter(_texts(returned)), Counter(_texts(made)))
    kinds = Counter(one.kind for one in found.answers)
    proposed = kinds["field"] + kinds["clause"]
    print(
        f"{form:12} {kind:10} {len(edits)} edits, {len(found.answers)} answered, {proposed} proposed, {len(wrong)} wrong, "
        f"{seconds:.1f} s: {', '.join(f'{number} {name}' for name, number in sorted(kinds.items()))}",
        flush=True,
    )
    for one in wrong:
        print(f"  wrong: {one.edit.kind} {one.edit.old!r} to {one.edit.new!r} by {one.changes or one.clause}")
    is_short = kind in ("value", "prose") and proposed < NEEDED * len(edits)
    return bool(wrong) or is_short or len(found.answers) != len(edits)


def _wrong(answers: tuple[Answer, ...], returned: Counter[str], made: Counter[str]) -> list[Answer]:
    """The proposals after which the document that was made does not have what the one that came back has."""
    return [
        one
        for one in answers
        if one.kind in ("field", "clause")
        and (
            (one.edit.new and not made[one.edit.new]) or (one.edit.old and made[one.edit.old] > returned[one.edit.old])
        )
    ]


def _texts(path: Path) -> list[str]:
    with open_package(path) as package:
        return [paragraph.text for paragraph in read_paragraphs(package.part(package.document))]


if __name__ == "__main__":
    sys.exit(main())

"""The sample documents to which the README links, in `.github/sample/`: those of the example county on a fixed date.

`nox -s picture` (or `python -m tests.sample_documents`) makes them again from what the program prints today.
"""

from collections.abc import Iterator

from protocol_builder import files
from protocol_builder.checking.check import check_source
from protocol_builder.reading.source import read_text
from protocol_builder.writers.documents import DocumentsOf

from .conftest import DAY, EXAMPLE, ROOT

FOLDER = ROOT / ".github" / "sample"
FILES = ("mou.docx", "mou.pdf", "first-24-hours.pdf", "role-sheets.pdf", "law-memo.pdf")


def documents() -> Iterator[tuple[str, bytes]]:
    """Yield each sample document: its name, and its content."""
    of_example = DocumentsOf(check_source(read_text(EXAMPLE.read_text("utf-8"), EXAMPLE.name), DAY))
    for name in FILES:
        yield name, of_example.make(name)


def make() -> None:
    """Write the sample documents."""
    for name, content in documents():
        files.write(FOLDER / name, content)


if __name__ == "__main__":
    make()

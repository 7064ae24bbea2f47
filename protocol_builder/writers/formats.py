"""The formats in which documents are printed: one table.

To add a format, add an entry to FORMATS; `mou --to` and its help read the table. Writers are imported only when they are
used, so the command line can read the table fast.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..agreement.agreement import Agreement


@dataclass(frozen=True, slots=True)
class Format:
    """One format of documents."""

    name: str
    """Its name in words, such as `Word`."""
    write: "Callable[[Agreement, Path | None], bytes]"
    """Write a document, in a county's own Word template where one is given."""


def _docx(agreement: "Agreement", template: Path | None) -> bytes:
    if template:
        from .word.sandbox import docx_from_template

        return docx_from_template(agreement, template)
    from .word.document import docx

    return docx(agreement)


def _pdf(agreement: "Agreement", template: Path | None) -> bytes:
    from .pdf import pdf

    return pdf(agreement)


def _pandoc(form: str) -> "Callable[[Agreement, Path | None], bytes]":
    def write(agreement: "Agreement", template: Path | None) -> bytes:
        from .pandoc import convert

        return convert(agreement, form)

    return write


FORMATS = {
    "docx": Format("Word", _docx),
    "pdf": Format("PDF", _pdf),
    "odt": Format("OpenDocument", _pandoc("odt")),
    "html": Format("web page", _pandoc("html")),
    "md": Format("Markdown", _pandoc("md")),
    "txt": Format("text", _pandoc("txt")),
}
"""Each format by the name that `mou --to` takes, which is the ending of its files."""

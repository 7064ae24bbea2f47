"""The formats in which a county file's agreement is printed: one table, and how a document of each is made.

To add a format, add an entry to FORMATS. `mou --to` and its help, what `build` makes, and the website's downloads all
read the table. Writers are imported only when they are used, so the command line can read the table fast.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ..english import join_words
from ..resources import UnfitResourceError

if TYPE_CHECKING:
    from ..agreement.agreement import Agreement
    from ..checking.check import Report

_MAX_REASON = 200
"""Characters of a reason that a message gives."""


class NotMadeError(OSError):
    """A document could not be made from a county file, because of what is in the file."""


@dataclass(frozen=True, slots=True)
class Format:
    """One kind of document made from a county file."""

    file: str
    """The name of the document, in the folder of the county file's documents."""
    make: "Callable[[Report, Agreement, Path | None], bytes]"
    """Make the document, in a county's own Word template where one is given."""
    download: str = ""
    """How the website names the download; `build` makes, and the website offers, the formats that have such a name."""
    is_duty_pages: bool = False
    """Whether it is PDF pages of duties, which only an agreement with duties has."""

    @property
    def ending(self) -> str:
        """What comes after the county's name in the name of a download: `pdf`, or `role-sheets.pdf`."""
        return self.file.removeprefix("mou.")


def _docx(report: "Report", agreement: "Agreement", template: Path | None) -> bytes:
    if template:
        from .word.sandbox import docx_from_template

        return docx_from_template(agreement, template)
    from .word.document import docx

    return docx(agreement)


def _pdf(report: "Report", agreement: "Agreement", template: Path | None) -> bytes:
    from .pdf import pdf

    return pdf(agreement)


def _pandoc(form: str) -> "Callable[[Report, Agreement, Path | None], bytes]":
    def make(report: "Report", agreement: "Agreement", template: Path | None) -> bytes:
        from .pandoc import convert

        return convert(agreement, form)

    return make


def _role_sheets(report: "Report", agreement: "Agreement", template: Path | None) -> bytes:
    from ..agreement.role_sheets import agency_sheets
    from .pdf import sheets_pdf

    return sheets_pdf(agency_sheets(report, agreement), "Duties of each agency")


def _first_24_hours(report: "Report", agreement: "Agreement", template: Path | None) -> bytes:
    from ..agreement.first_day import first_day_sheets
    from .pdf import sheets_pdf

    return sheets_pdf(first_day_sheets(report, agreement), "The first 24 hours")


FORMATS = {
    "docx": Format("mou.docx", _docx, "Word"),
    "pdf": Format("mou.pdf", _pdf, "PDF"),
    "odt": Format("mou.odt", _pandoc("odt")),
    "html": Format("mou.html", _pandoc("html")),
    "md": Format("mou.md", _pandoc("md")),
    "txt": Format("mou.txt", _pandoc("txt")),
    "role-sheets": Format("role-sheets.pdf", _role_sheets, "Role sheets (PDF)", is_duty_pages=True),
    "first-24-hours": Format("first-24-hours.pdf", _first_24_hours, "The first 24 hours (PDF)", is_duty_pages=True),
}
"""Each format by the name that `mou --to` takes."""

DOWNLOADS = tuple(name for name, form in FORMATS.items() if form.download)
"""The formats that `build` makes and the website offers."""


def list_formats() -> str:
    """Return the formats in words, for the help of a command."""
    agreements = ", ".join(name for name, form in FORMATS.items() if not form.is_duty_pages)
    duties = join_words(tuple(name for name, form in FORMATS.items() if form.is_duty_pages))
    return f"{agreements}; {duties} make PDF pages of duties"


def applicable(report: "Report", names: Iterable[str]) -> tuple[str, ...]:
    """Return those of the formats, each once, in which a county file's agreement is printed; none without an agreement."""
    from ..agreement.agreement import has_clauses
    from ..agreement.role_sheets import pages_of
    from ..protocol.from_data import protocol

    if not has_clauses(report):
        return ()
    pages = pages_of(protocol(report.data))
    return tuple(name for name in dict.fromkeys(names) if name in pages or not FORMATS[name].is_duty_pages)


def make_document(
    report: "Report", agreement: "Callable[[], Agreement]", name: str, template: Path | None = None
) -> bytes:
    """Make a county file's agreement a document of a format, in a county's own Word template where one is given.

    Raises NotMadeError if the cause is in the county file, so that the documents of other files can still be made.
    """
    try:
        return _make(name, report, agreement(), template)
    except (OSError, UnfitResourceError):
        raise  # the cause is the machine or a template, and would be the same for any county file
    except Exception as error:
        reason = " ".join(f"{type(error).__name__}: {error}".split())[:_MAX_REASON]
        raise NotMadeError(None, not_made_message(name, reason), report.path) from None


def _make(name: str, report: "Report", agreement: "Agreement", template: Path | None) -> bytes:
    return FORMATS[name].make(report, agreement, template)


def raise_not_made(errors: Iterable[NotMadeError]) -> None:
    """Raise the first of the errors, if any, with the names of the other county files that have one."""
    first, *others = {error.filename: error for error in errors}.values() or (None,)
    if first:
        also = f". The same problem is in {', '.join(error.filename for error in others)}" if others else ""
        raise NotMadeError(None, f"{first.strerror}{also}", first.filename)


def not_made_message(name: str, reason: str = "") -> str:
    """Return the message, to follow the county file's name, that a format cannot be made from it."""
    because = f" ({reason})" if reason else ""
    return (
        f"{FORMATS[name].file} cannot be made from this file{because}; undo the last change, or retype pasted text, and run the "
        "command again. The other documents were made"
    )

"""Knows in which forms a county file's agreement is printed, and what makes each. Knows neither folders nor the website."""

from collections.abc import Callable, Iterable
from pathlib import Path

from ..agreement.agreement import Agreement
from ..agreement.role_sheets import has_role_sheets
from ..checking.check import Report
from ..protocol.from_data import protocol
from ..resources import UnfitResourceError

FORMATS = ("docx", "pdf", "odt", "html", "md", "txt")
SHEETS = ("role-sheets", "first-24-hours")
"""Pages of duties, in PDF, that are made of an agreement that has any."""


class NotMadeError(OSError):
    """A document could not be made of what stands in a county file."""


def file(form: str) -> str:
    """The name of a form's file."""
    return f"{form}.pdf" if form in SHEETS else f"mou.{form}"


FILES = tuple(map(file, (*FORMATS, *SHEETS)))


def of(report: Report, forms: tuple[str, ...]) -> tuple[str, ...]:
    """Those of the forms in which the agreement of a county file is printed."""
    has_duties = has_role_sheets(protocol(report.data))
    return tuple(form for form in dict.fromkeys(forms) if form not in SHEETS or has_duties)


def document(report: Report, agreement: Callable[[], Agreement], form: str, template: Path | None = None) -> bytes:
    """A county file's agreement in a form; a Word document in a county's own template where one is given.

    Raises NotMadeError for what stands in the county file, which is no reason to stop the documents of others.
    """
    try:
        return _page(report, agreement(), form) if form in SHEETS else _rendered(agreement(), form, template)
    except (OSError, UnfitResourceError):
        raise  # the machine or a template is at fault, and would be for any county file
    except Exception as error:
        said = " ".join(f"{type(error).__name__}: {error}".split())[:200]
        raise NotMadeError(None, not_made(form, said), report.path) from None


def see(unmade: Iterable[NotMadeError]) -> None:
    """Raises NotMadeError where there are any: the first, with the names of other county files of which that holds."""
    first, *others = {error.filename: error for error in unmade}.values() or (None,)
    if first:
        so_too = f". So it is with {', '.join(error.filename for error in others)}" if others else ""
        raise NotMadeError(None, f"{first.strerror}{so_too}", first.filename)


def not_made(form: str, why: str = "") -> str:
    """What to say of a county file, behind its name, of which a form cannot be made."""
    reason = f" ({why})" if why else ""
    return (
        f"{file(form)} cannot be made of what stands in it{reason}; take back what was changed last, or type anew what was "
        "pasted, and make it again. The others were made"
    )


def _rendered(agreement: Agreement, form: str, template: Path | None) -> bytes:
    if form == "docx" and template:
        from .word.sandbox import filled

        return filled(agreement, template)
    if form == "docx":
        from .word.document import docx

        return docx(agreement)
    if form == "pdf":
        from .pdf import pdf

        return pdf(agreement)
    from .pandoc import converted

    return converted(agreement, form)


def _page(report: Report, agreement: Agreement, form: str) -> bytes:
    from ..agreement import role_sheets
    from . import sheets_pdf

    if form == "role-sheets":
        return sheets_pdf.pdf(role_sheets.agency_sheets(report, agreement), "Duties of each agency")
    return sheets_pdf.pdf((role_sheets.first_day_card(report, agreement),), "The first 24 hours")

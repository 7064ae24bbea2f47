"""The documents made of a county file: one table, which files get each, and how one is made.

To add a document, add an entry to DOCUMENTS. `mou --only` and its help, what `build` makes, and the website's downloads all
read the table. A document is made in every format in which it can be printed (`formats`); its file is named `mou.docx`.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from ..resources import UnfitResourceError
from .formats import FORMATS

if TYPE_CHECKING:
    from ..agreement.agreement import Agreement
    from ..agreement.role_sheets import Sheet
    from ..checking.check import Report

_MAX_REASON = 200
"""Characters of a reason that a message gives."""

AGREEMENT = "mou"
PRINTED = ("docx", "pdf")
"""The formats that `build` makes and the website offers."""


class NotMadeError(OSError):
    """A document could not be made from a county file, because of what is in the file."""


@dataclass(frozen=True, slots=True)
class Document:
    """One of the documents made of a county file."""

    title: str
    """What the website calls it."""
    why_not: "Callable[[Report], str]"
    """Why a county file does not get it, in half a sentence; empty if it does."""
    text: "Callable[[Report, Callable[[], Agreement]], Agreement] | None" = None
    """Its text, of a report and what makes the agreement."""
    sheets: "Callable[[Report, Agreement], tuple[Sheet, ...]] | None" = None
    """Its pages, for a document that is pages of a PDF alone."""
    only_asked: "Callable[[Report], bool]" = lambda report: False
    """Whether it is made of a file by `mou` alone, not by `build`."""
    takes_template: bool = False
    """Whether it is printed in a county's own Word template."""
    is_main: bool = False
    """Whether a county's page shows it among the first."""


def _why_no_agreement(report: "Report") -> str:
    from ..agreement.agreement import no_clauses
    from ..agreement.state import has_clauses

    return "" if has_clauses(report) else no_clauses(report.protocol.instrument)


def _is_partial(report: "Report") -> bool:
    from ..protocol.county_data import is_of_public_sources

    return is_of_public_sources(report.data)


def _why_no_pages(name: str) -> "Callable[[Report], str]":
    def why_not(report: "Report") -> str:
        from ..agreement.role_sheets import pages_of

        if name in pages_of(report.protocol):
            return ""
        return "they are made of a county's own file of a kind of instrument that has duties for staff"

    return why_not


def _why_no_paper(name: str) -> "Callable[[Report], str]":
    def why_not(report: "Report") -> str:
        from ..agreement import papers

        return "" if papers.fits(report, name) else papers.WHY_NOT

    return why_not


def _law_memo(report: "Report", agreement: "Callable[[], Agreement]") -> "Agreement":
    memo = agreement().law_memo
    assert memo
    return memo


def _paper(name: str) -> "Callable[[Report, Callable[[], Agreement]], Agreement]":
    def text(report: "Report", agreement: "Callable[[], Agreement]") -> "Agreement":
        from ..agreement import papers

        return papers.from_templates(report, name)

    return text


def _why_no_gap_sheet(report: "Report") -> str:
    from ..agreement import gap_sheet

    return "" if gap_sheet.fits(report) else gap_sheet.WHY_NOT


def _gap_sheet(report: "Report", agreement: "Callable[[], Agreement]") -> "Agreement":
    from ..agreement.gap_sheet import gap_sheet

    return gap_sheet(report)


def _why_no_fact_sheet(report: "Report") -> str:
    from ..agreement import fact_sheet

    return "" if fact_sheet.fits(report) else fact_sheet.WHY_NOT


def _fact_sheet(report: "Report", agreement: "Callable[[], Agreement]") -> "Agreement":
    from ..agreement.fact_sheet import fact_sheet

    return fact_sheet(report)


def _role_sheets(report: "Report", agreement: "Agreement") -> "tuple[Sheet, ...]":
    from ..agreement.role_sheets import agency_sheets

    return agency_sheets(report, agreement)


def _first_24_hours(report: "Report", agreement: "Agreement") -> "tuple[Sheet, ...]":
    from ..agreement.first_day import first_day_sheets

    return first_day_sheets(report, agreement)


DOCUMENTS = {
    AGREEMENT: Document(
        "Agreement",
        _why_no_agreement,
        lambda report, agreement: agreement(),
        only_asked=_is_partial,
        takes_template=True,
        is_main=True,
    ),
    "law-memo": Document("Law memo to counsel", _why_no_agreement, _law_memo, only_asked=_is_partial, is_main=True),
    "fact-sheet": Document("Fact sheet", _why_no_fact_sheet, _fact_sheet, is_main=True),
    "gap-sheet": Document("Gap sheet", _why_no_gap_sheet, _gap_sheet),
    "role-sheets": Document("Duties of each agency", _why_no_pages("role-sheets"), sheets=_role_sheets, is_main=True),
    "first-24-hours": Document(
        "The first 24 hours", _why_no_pages("first-24-hours"), sheets=_first_24_hours, is_main=True
    ),
    "board-letter": Document("Board letter", _why_no_paper("board-letter"), _paper("board-letter")),
    "county-plan": Document("Facts for the county plan", _why_no_paper("county-plan"), _paper("county-plan")),
    "annual-figures": Document("Annual figures", _why_no_paper("annual-figures"), _paper("annual-figures")),
    "distribution": Document("Distribution list", _why_no_paper("distribution"), _paper("distribution")),
    "forms": Document("Forms", _why_no_paper("forms"), _paper("forms")),
}
"""Each document by the name that `mou --only` takes."""


def in_formats(names: Iterable[str], forms: Iterable[str]) -> tuple[str, ...]:
    """Return the files of documents in formats, such as `mou.docx`, each once; pages of a PDF only as PDF."""
    forms = tuple(dict.fromkeys(forms))
    return tuple(
        f"{name}.{form}"
        for name in dict.fromkeys(names)
        for form in forms
        if form == "pdf" or not DOCUMENTS[name].sheets
    )


def made_by_build(report: "Report") -> tuple[str, ...]:
    """Return the names of the documents that `build` makes of a county file, and the website offers."""
    return tuple(name for name in made_by_mou(report) if not DOCUMENTS[name].only_asked(report))


def made_by_mou(report: "Report", names: Iterable[str] = DOCUMENTS) -> tuple[str, ...]:
    """Return those of the documents that a county file gets."""
    return tuple(name for name in names if not DOCUMENTS[name].why_not(report))


@dataclass(frozen=True, slots=True)
class Offer:
    """A file that the website offers of a county file."""

    file: str
    """Its name in the folder of the county file's documents."""
    ending: str
    """What comes after the county's name in the name of the download: `pdf`, or `role-sheets.pdf`."""
    label: str
    is_main: bool


def downloads(report: "Report") -> Iterator[Offer]:
    """Yield each file that the website offers of a county file."""
    for file in in_formats(made_by_build(report), PRINTED):
        name, _, form = file.partition(".")
        document = DOCUMENTS[name]
        label = f"{document.title} ({FORMATS[form].name})"
        yield Offer(file, form if name == AGREEMENT else file, label, document.is_main)


class DocumentsOf:
    """The documents of a county file. What several files of them print is made once, when it is first asked for."""

    def __init__(self, report: "Report", agreement: "Agreement | None" = None) -> None:
        """Take a report, and its agreement if that has been made already."""
        self.report = report
        self._agreement = agreement
        self._texts: dict[str, Agreement | tuple[Sheet, ...]] = {}
        self._fingerprints: dict[str, str] = {}

    def make(self, file: str, template: Path | None = None) -> bytes:
        """Make a file of a document, such as `mou.docx`; the agreement in a county's own Word template if one is given.

        Raises NotMadeError if the cause is in the county file, so that the documents of other files can still be made.
        """
        with self._faults_of_the_file(file):
            return self._make(file, template)

    def fingerprint(self, file: str) -> str:
        """Return a hash of what a file prints: two files of one name that print the same have the same.

        Raises as `make` does.
        """
        name = file.partition(".")[0]
        if name not in self._fingerprints:
            with self._faults_of_the_file(file):
                printed = repr(self.text(name)).encode("utf-8", "surrogatepass")
            self._fingerprints[name] = sha256(printed).hexdigest()
        return self._fingerprints[name]

    @contextmanager
    def _faults_of_the_file(self, file: str) -> Iterator[None]:
        """Raise as NotMadeError whatever the county file is the cause of."""
        try:
            yield
        except (OSError, UnfitResourceError, ImportError):
            # The cause is the machine, a template, or the installation, which the caller tells apart from the county file.
            raise
        except Exception as error:
            reason = " ".join(f"{type(error).__name__}: {error}".split())[:_MAX_REASON]
            raise NotMadeError(None, not_made_message(file, reason), self.report.path) from error

    def _make(self, file: str, template: Path | None) -> bytes:
        name, _, form = file.partition(".")
        document, text = DOCUMENTS[name], self.text(name)
        if isinstance(text, tuple):
            from .pdf import sheets_pdf

            return sheets_pdf(text, document.title)
        return FORMATS[form].write(text, template if document.takes_template else None)

    def text(self, name: str) -> "Agreement | tuple[Sheet, ...]":
        """Return what a document prints: an agreement or a paper, or pages of which each is one sheet."""
        if name not in self._texts:
            document = DOCUMENTS[name]
            if document.sheets:
                self._texts[name] = document.sheets(self.report, self._made_agreement())
            else:
                assert document.text
                self._texts[name] = document.text(self.report, self._made_agreement)
        return self._texts[name]

    def _made_agreement(self) -> "Agreement":
        if self._agreement is None:
            from ..agreement.agreement import agreement

            self._agreement = agreement(self.report)
        return self._agreement


def raise_not_made(errors: Iterable[NotMadeError]) -> None:
    """Raise the first of the errors, if any, with the names of the other county files that have one."""
    of_file: dict[object, NotMadeError] = {}
    for error in errors:
        of_file.setdefault(error.filename, error)
    first, *others = of_file.values() or (None,)
    if first:
        also = f". The same problem is in {', '.join(error.filename for error in others)}" if others else ""
        raise NotMadeError(None, f"{first.strerror}{also}", first.filename)


def not_made_message(file: str, reason: str = "") -> str:
    """Return the message, to follow the county file's name, that a document cannot be made from it."""
    because = f" ({reason})" if reason else ""
    return (
        f"{file} cannot be made from this file{because}; undo the last change, or retype pasted text, and run the "
        "command again. The other documents were made"
    )

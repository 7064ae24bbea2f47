"""Knows the order of the work from checked county files to documents and a website, and where each thing is put."""

import hashlib
import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from . import report_json, workers
from .check import Report
from .files import reserved, write
from .kept import Kept, inputs

if TYPE_CHECKING:
    from .agreement import Agreement, Provenance
    from .county_page import Download
    from .county_pages import Documents

FORMATS = ("docx", "pdf", "odt", "html", "md", "txt")
SHEETS = ("role-sheets", "first-24-hours")
"""Pages of duties, in PDF, that are made of an agreement that has any."""
_USUAL = ("docx", "pdf", *SHEETS)
WORTH_IT = 40
"""Documents from which on more processes save more time than they take to start."""

_STOPPED = "a process that made some of the documents was stopped; make them again"

Progress = Callable[[str], None]
"""Is told, in a line, what has just been made."""


@dataclass(frozen=True, slots=True)
class Made:
    """Where a build has put things."""

    documents: Path
    website: Path
    """The page to open first."""


def build(reports: tuple[Report, ...], folder: Path, progress: Progress) -> Made:
    """Make everything: each county file's documents and report, and the website. Returns where to look."""
    with reserved(folder):
        documents(reports, folder, _USUAL, None, progress)
        write(folder / "report.json", report_json.document(reports, reports[0].on))
        website(reports, folder / "site", progress, offered=_lying_in(folder, reports))
    return Made(folder, folder / "site" / "index.html")


def documents(
    reports: tuple[Report, ...], folder: Path, formats: tuple[str, ...], template: Path | None, progress: Progress
) -> tuple[Path, ...]:
    """Make the agreement of each county file in each format; returns the folder of each that could be read."""
    kept = Kept(folder)
    own = hashlib.sha256(template.read_bytes()).hexdigest() if template else ""
    orders = [
        _order(kept, report, folder / name, formats, own) for report, name in zip(reports, names(reports), strict=True)
    ]
    lacking = [order for order in orders if order.lacking]
    several = sum(len(order.lacking) for order in lacking) >= WORTH_IT
    with workers.in_order(partial(_contents, template=template), lacking, several=several, stopped=_STOPPED) as made:
        for number, order in enumerate(orders, 1):
            report = order.report
            if not report.data:
                progress(f"[{number}/{len(orders)}] {report.path}: cannot be read, so no document is made of it")
                continue
            for form in set(formats).difference(order.forms):
                kept.withdraw(order.place / _file(form))
            if order.lacking:
                for form, content in zip(order.lacking, next(made), strict=True):
                    kept.put(order.place / _file(form), content)
            draft = " (DRAFT)" if _is_draft(report) else ""
            unchanged = "" if order.lacking else ", unchanged"
            progress(f"[{number}/{len(orders)}] {order.place}: {', '.join(order.forms)}{draft}{unchanged}")
    kept.close()
    return tuple(order.place for order in orders if order.report.data)


@dataclass(frozen=True, slots=True)
class _Order:
    """What is to be made of one county file."""

    report: Report
    place: Path
    forms: tuple[str, ...]
    lacking: tuple[str, ...]
    """The forms that do not lie in their place already."""


def _order(kept: Kept, report: Report, place: Path, formats: tuple[str, ...], own: str) -> _Order:
    if not report.data:
        return _Order(report, place, (), ())
    said = (Path(report.path).name, report.on, report.source.text, json.dumps(report.data), repr(report.diagnostics))
    forms = tuple(form for form in formats if form not in SHEETS or _has_pages_of_duties(report))
    lacking = (form for form in forms if kept.lacks(place / _file(form), report.path, inputs((*said, form, own))))
    return _Order(report, place, forms, tuple(lacking))


def _file(form: str) -> str:
    return f"{form}.pdf" if form in SHEETS else f"mou.{form}"


def _contents(order: _Order, template: Path | None) -> tuple[bytes, ...]:
    """The documents that a county file lacks."""
    text = cache(partial(_agreement, order.report))
    return tuple(
        _page(order.report, text, form) if form in SHEETS else _rendered(text, form, template)
        for form in order.lacking
    )


def names(reports: tuple[Report, ...]) -> tuple[str, ...]:
    """The folder of each file's documents: the file's own name, made harmless, and none twice.

    Names that differ in capitals only, or that the website needs, are numbered as well.
    """
    taken = {"site"}
    found = []
    for report in reports:
        wanted = re.sub(r"[^\w.-]+", "-", Path(report.path).stem).strip(".-")[:60] or "county-file"
        name = next(n for n in (wanted, *(f"{wanted}-{i}" for i in range(2, 9999))) if n.casefold() not in taken)
        taken.add(name.casefold())
        found.append(name)
    return tuple(found)


def _agreement(report: Report) -> "Agreement":
    from .agreement import agreement

    return agreement(report)


def _is_draft(report: Report) -> bool:
    from .described import protocol
    from .front import marks

    return "DRAFT" in marks(report, protocol(report.data))


def _has_pages_of_duties(report: Report) -> bool:
    from .described import protocol
    from .sheets import are_made_of

    return are_made_of(protocol(report.data))


def _rendered(text: "Callable[[], Agreement]", form: str, template: Path | None) -> bytes:
    if form == "docx" and template:
        from .untrusted import filled

        return filled(text(), template)
    if form == "docx":
        from .word import docx

        return docx(text())
    if form == "pdf":
        from .pdf import pdf

        return pdf(text())
    from .pandoc import converted

    return converted(text(), form)


def _page(report: Report, text: "Callable[[], Agreement]", form: str) -> bytes:
    from . import sheets, sheets_pdf

    if form == "role-sheets":
        return sheets_pdf.pdf(sheets.of_agencies(report, text()), "Duties of each agency")
    return sheets_pdf.pdf((sheets.first_day(report, text()),), "The first 24 hours")


def _lying_in(folder: Path, reports: tuple[Report, ...]) -> "Documents":
    """What a county's page offers, read from where it has been put already."""
    from .agreement import provenance

    made = {provenance(report): folder / name for report, name in zip(reports, names(reports), strict=True)}
    return partial(_offered, made=made)


def _offered(report: Report, text: "Agreement", made: "dict[Provenance, Path]") -> "tuple[Download, ...]":
    from .county_page import Download
    from .site_build import OFFERED

    place = made[text.provenance]
    return tuple(
        Download(end, label, (place / (end if "." in end else f"mou.{end}")).read_bytes())
        for end, label in OFFERED.items()
        if "." not in end or _has_pages_of_duties(report)
    )


def website(
    reports: tuple[Report, ...],
    folder: Path,
    progress: Progress,
    *,
    strict: bool = False,
    offered: "Documents | None" = None,
) -> None:
    """Build the website of the county files into a folder, which holds the earlier one until the new one is whole."""
    from . import site_build

    progress(f"website: building {folder}")
    site_build.build(reports, folder, strict=strict, offered=offered)

"""Knows the order of the work from checked county files to documents and a website, and where each thing is put."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from . import report_json
from .check import Report
from .files import reserved, write

if TYPE_CHECKING:
    from .agreement import Agreement

FORMATS = ("docx", "pdf")

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
        documents(reports, folder, FORMATS, None, progress)
        write(folder / "report.json", report_json.document(reports, reports[0].on))
        website(reports, folder / "site", progress)
    return Made(folder, folder / "site" / "index.html")


def documents(
    reports: tuple[Report, ...], folder: Path, formats: tuple[str, ...], template: Path | None, progress: Progress
) -> tuple[Path, ...]:
    """Make the agreement of each county file in each format; returns the folder of each that could be read."""
    from .agreement import agreement

    places = []
    for number, report in enumerate(reports, 1):
        if not report.data:
            progress(f"[{number}/{len(reports)}] {report.path}: cannot be read, so no document is made of it")
            continue
        place = folder / Path(report.path).stem
        text = agreement(report)
        for form in formats:
            write(place / f"mou.{form}", _rendered(text, form, template))
        draft = "" if text.is_final else " (DRAFT)"
        progress(f"[{number}/{len(reports)}] {place}: {', '.join(formats)}{draft}")
        places.append(place)
    return tuple(places)


def _rendered(text: "Agreement", form: str, template: Path | None) -> bytes:
    if form == "docx":
        from .word import docx

        return docx(text, template)
    from .pdf import pdf

    return pdf(text)


def website(reports: tuple[Report, ...], folder: Path, progress: Progress, *, strict: bool = False) -> None:
    """Build the website of the county files into a folder, which holds the earlier one until the new one is whole."""
    from . import site_build

    progress(f"website: building {folder}")
    site_build.build(reports, folder, strict=strict)

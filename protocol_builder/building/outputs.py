"""From checked county files to documents and a website: the order of the work, and where each thing is put."""

import hashlib
import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from .. import files, workers
from ..checking import report_as_json
from ..checking.check import Report
from ..protocol import contacts
from ..resources import UnfitResourceError
from ..writers import documents as papers
from ..writers.documents import DOCUMENTS, NotMadeError
from ..writers.formats import FORMATS
from . import build_cache
from .build_cache import BuildCache

if TYPE_CHECKING:
    from ..agreement.agreement import Agreement, Provenance
    from ..website.county_files import DocumentMaker
    from ..website.county_page import Download

MIN_DOCUMENTS_FOR_SEVERAL = 40
"""Documents from which several processes save more time than they take to start."""

_SITE, _REPORT = "site", "report.json"
_PAGES, _MADE = ".site.json", ".pages.json.gz"
"""What the output folder holds besides the folders of county files; the last two are records for the next build."""
_STOPPED = "a process that made some documents was stopped; run the command again"

Progress = Callable[[str], None]
"""Called with a line on each thing that has been made."""


@dataclass(frozen=True, slots=True)
class BuildResult:
    """Where a build has put things."""

    documents: Path
    """The folder with a folder of documents for each county file."""
    website: Path
    """The page to open first."""


def build(reports: tuple[Report, ...], folder: Path, progress: Progress) -> BuildResult:
    """Make everything: each county file's documents and report, and the website. Returns where to look.

    Raises NotMadeError, after everything else has been made, if a document could not be made, or UnfitResourceError if
    none could be because of a template; OSError.
    """
    with _reserved(folder):
        named = papers.in_formats(DOCUMENTS, papers.PRINTED)
        made = _documents(reports, folder, papers.made_by_build, named, None, progress)
        files.write(folder / _REPORT, report_as_json.document(reports, reports[0].on))
        site = files.within(folder, _SITE)
        _website(reports, site, progress, offered=_downloads_in(reports, made), records=folder)
    _raise_not_made(made.unmade)
    return BuildResult(folder, folder / _SITE / "index.html")


def documents(
    reports: tuple[Report, ...],
    folder: Path,
    forms: tuple[str, ...],
    template: Path | None,
    progress: Progress,
    only: tuple[str, ...] = (),
) -> tuple[Path, ...]:
    """Make the documents of each county file in each format: all that fit it, or of these the ones named.

    Returns the folder of each file that could be read. Raises NotMadeError, after all others have been made, if a document
    could not be made, or if none of those named fits a file; UnfitResourceError if the template can be filled from none;
    OSError.
    """
    names = only or tuple(DOCUMENTS)
    with _reserved(folder):
        fitting = partial(papers.made_by_mou, names=names)
        made = _documents(reports, folder, fitting, papers.in_formats(names, forms), template, progress)
    _raise_not_made(made.unmade)
    papers.raise_not_made(
        [NotMadeError(None, _nothing_fits(r, names), r.path) for r in reports if r.data and not fitting(r)]
    )
    return tuple(place for report, place in zip(reports, made.folders, strict=True) if report.data)


def _nothing_fits(report: Report, names: tuple[str, ...]) -> str:
    """Return why a county file gets none of the documents."""
    return "; ".join(f"{name} is not made of this file: {DOCUMENTS[name].why_not(report)}" for name in names)


@contextmanager
def _reserved(folder: Path) -> Iterator[None]:
    """Keep other builds out of the output folder, and clear up after one that was killed there."""
    with files.reserved(folder):
        files.repair(folder, (_SITE, _REPORT, _PAGES, _MADE))
        for place in filter(files.is_own_folder, folder.iterdir()):
            files.repair(place, (*papers.in_formats(DOCUMENTS, FORMATS), build_cache.LIST))
        yield


_Unmade = list[tuple[Path, NotMadeError | UnfitResourceError]]
"""The places of documents that could not be made, and why: the county file, or the template that is filled from it."""


@dataclass(frozen=True, slots=True)
class _Documents:
    """The documents of county files, as they are in the output folder."""

    folders: tuple[Path, ...]
    """The folder of each county file's documents."""
    unmade: _Unmade
    prints: dict[Path, str]
    """A hash of what each document prints that is made of a file with internal numbers (`DocumentsOf.fingerprint`)."""


def _raise_not_made(unmade: _Unmade) -> None:
    """Raise what says why documents could not be made, if any could not."""
    papers.raise_not_made([error for _, error in unmade if isinstance(error, NotMadeError)])
    for _, error in unmade:
        raise error


def _said_of_files(unmade: _Unmade, jobs: "list[_Job]") -> _Unmade:
    """Return the same, where a template that can be filled from other files is said of the files that it failed for."""
    faults = sum(isinstance(error, UnfitResourceError) for _, error in unmade)
    if not 0 < faults < sum(f"{papers.AGREEMENT}.docx" in job.files for job in jobs):
        return unmade
    files = {job.folder: job.report.path for job in jobs}
    return [
        (place, NotMadeError(None, f"{place.name} cannot be made: {error}", files[place.parent]))
        if isinstance(error, UnfitResourceError)
        else (place, error)
        for place, error in unmade
    ]


def _documents(
    reports: tuple[Report, ...],
    folder: Path,
    fitting: Callable[[Report], tuple[str, ...]],
    named: tuple[str, ...],
    template: Path | None,
    progress: Progress,
) -> _Documents:
    """Make the files that are named, of the documents that fit each county file."""
    built = BuildCache(folder)
    template_hash = hashlib.sha256(template.read_bytes()).hexdigest() if template else ""
    places = [files.within(folder, name) for name in folder_names(reports)]
    jobs = [
        _job(built, report, place, fitting, named, template_hash) for report, place in zip(reports, places, strict=True)
    ]
    to_do = [job for job in jobs if job.to_make]
    several = sum(len(job.to_make) for job in to_do) >= MIN_DOCUMENTS_FOR_SEVERAL
    unmade: _Unmade = []
    with workers.in_order(partial(_contents, template=template), to_do, several=several, stopped=_STOPPED) as made:
        for number, job in enumerate(jobs, 1):
            report = job.report
            if not report.data:
                progress(f"[{number}/{len(jobs)}] {report.path}: cannot be read, so it gets no documents")
                continue
            for file in set(named).difference(job.files):
                built.remove(job.folder / file)
            if not job.files:
                progress(f"[{number}/{len(jobs)}] {report.path}: none of the documents named is made of this file")
                continue
            failed: list[str] = []
            warnings: list[str] = []
            for file, (content, prints) in zip(job.to_make, next(made) if job.to_make else (), strict=True):
                place = job.folder / file
                if isinstance(content, bytes):
                    warning = str(getattr(content, "warning", ""))
                    built.store(place, content, prints, once=bool(warning))
                    if warning:
                        warnings.append(f"{report.path}: {place.name}: {warning}")
                else:
                    if isinstance(content, NotMadeError):
                        built.remove(place)  # an earlier one would be taken for this one
                    unmade.append((place, content))
                    failed.append(file)
            unchanged = "" if job.to_make else ", unchanged"
            done = _named(report, [file for file in job.files if file not in failed])
            parts = [f"{done}{unchanged}"] if done else []
            parts += [f"cannot be made: {', '.join(failed)}"] if failed else []
            progress(f"[{number}/{len(jobs)}] {job.folder}: {'; '.join(parts)}")
            for warning in warnings:
                progress(warning)
    built.close()
    stored = (job.folder / file for job in jobs for file in job.files)
    printed = {place: found for place in stored if (found := built.what_prints(place))}
    return _Documents(tuple(places), _said_of_files(unmade, jobs), printed)


@dataclass(frozen=True, slots=True)
class _Job:
    """What is to be made of one county file."""

    report: Report
    folder: Path
    files: tuple[str, ...]
    to_make: tuple[str, ...]
    """The files that are not in the folder already."""


def _named(report: Report, files: list[str]) -> str:
    """Return the documents that files are of, each with its formats: `mou (DRAFT): docx, pdf; role-sheets: pdf`."""
    forms: dict[str, list[str]] = {}
    for file in files:
        name, _, form = file.partition(".")
        forms.setdefault(f"{name}{_state(report)}" if name == "mou" else name, []).append(form)
    alike: dict[str, list[str]] = {}
    for name, found in forms.items():
        alike.setdefault(", ".join(found), []).append(name)
    return "; ".join(f"{', '.join(names)}: {found}" for found, names in alike.items())


def _job(
    built: BuildCache,
    report: Report,
    folder: Path,
    fitting: Callable[[Report], tuple[str, ...]],
    named: tuple[str, ...],
    template_hash: str,
) -> _Job:
    if not report.data:
        return _Job(report, folder, (), ())
    content = (Path(report.path).name, report.on, report.source.text, json.dumps(report.data), repr(report.diagnostics))
    fits = fitting(report)
    files = tuple(file for file in named if file.partition(".")[0] in fits)
    to_make = (
        file
        for file in files
        if built.needs(folder / file, report.path, build_cache.inputs((*content, file, template_hash)))
    )
    return _Job(report, folder, files, tuple(to_make))


def _contents(job: _Job, template: Path | None) -> tuple[tuple[bytes | NotMadeError | UnfitResourceError, str], ...]:
    """The documents that are to be made of a county file, or why one cannot be made, each with what it prints (a hash)."""
    of_file, has_internal = papers.DocumentsOf(job.report), bool(contacts.internal_in(job.report.data))

    def made(file: str) -> tuple[bytes | NotMadeError | UnfitResourceError, str]:
        try:
            return of_file.make(file, template), of_file.fingerprint(file) if has_internal and not template else ""
        except (NotMadeError, UnfitResourceError) as error:
            return error, ""

    return tuple(map(made, job.to_make))


def folder_names(reports: tuple[Report, ...]) -> tuple[str, ...]:
    """The name of the folder for each file's documents: the file's own name, made harmless, and each only once.

    A name that another one equals but for capitals, or that the output folder has for something else, gets a number.
    """
    stems = (Path(report.path).stem for report in reports)
    wanted = (re.sub(r"[^\w.-]+", "-", stem).strip(".-")[:60].rstrip(".") for stem in stems)
    return files.free_names(wanted, (_SITE, _REPORT))


def _state(report: Report) -> str:
    """Return what an agreement is marked with, in parentheses; empty for one that is in force."""
    from ..agreement.state import state_of

    label = state_of(report).label
    return f" ({label})" if label else ""


def _downloads_in(reports: tuple[Report, ...], made: _Documents) -> "DocumentMaker":
    """What a county's page offers for download, read from where `_documents` has put it."""
    from ..agreement.agreement import provenance

    folders = {provenance(report): folder for report, folder in zip(reports, made.folders, strict=True)}
    internal = frozenset(provenance(report) for report in reports if contacts.internal_in(report.data))
    unmade = frozenset(place for place, _ in made.unmade)
    return partial(_downloads, folders=folders, unmade=unmade, internal=internal, prints=made.prints)


def _downloads(
    report: Report,
    text: "Agreement | None",
    folders: "dict[Provenance, Path]",
    unmade: frozenset[Path],
    internal: "frozenset[Provenance]",
    prints: dict[Path, str],
) -> "tuple[Download, ...]":
    """What a county's page offers: what is in the folder, unless that prints what the page must not show."""
    from ..agreement.agreement import provenance
    from ..website.engines import make_documents

    made_from = provenance(report)
    differs = made_from in internal and not contacts.internal_in(report.data)

    def made(of_file: papers.DocumentsOf, file: str) -> bytes:
        place = folders[made_from] / file
        if place in unmade:
            raise NotMadeError(None, papers.not_made_message(file), report.path)
        is_made = not differs or prints.get(place) == of_file.fingerprint(file)
        return place.read_bytes() if is_made else of_file.make(file)

    return make_documents(report, text, made)


def website(
    reports: tuple[Report, ...],
    folder: Path,
    progress: Progress,
    *,
    engine: str = "mkdocs",
    strict: bool = False,
    for_staff: bool = False,
) -> None:
    """Build the website of the county files into a folder, which holds the earlier one until the new one is whole."""
    place = (files.here() / folder).resolve()
    with files.reserved(place.parent):
        files.repair(place.parent, (place.name,))
        _website(reports, folder, progress, engine=engine, strict=strict, for_staff=for_staff)


def _website(
    reports: tuple[Report, ...],
    folder: Path,
    progress: Progress,
    *,
    engine: str = "mkdocs",
    strict: bool = False,
    for_staff: bool = False,
    offered: "DocumentMaker | None" = None,
    records: Path | None = None,
) -> None:
    from ..website import engines
    from ..website.kept_pages import KeptPages
    from ..website.made_pages import MadeEarlier

    progress(f"website: building {folder}")
    program = build_cache.inputs(())
    engines.build(
        reports,
        folder,
        strict=strict,
        for_staff=for_staff,
        offered=offered,
        engine=engine,
        kept=KeptPages(records / _PAGES, folder, program) if records else None,
        made_earlier=MadeEarlier(records / _MADE, folder, program) if records else None,
        say=progress,
    )

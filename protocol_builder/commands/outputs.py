"""Knows the order of the work from checked county files to documents and a website, and where each thing is put."""

import hashlib
import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from .. import files, workers
from ..checking.check import Report
from ..writers import formats
from ..writers.formats import FORMATS as FORMATS
from ..writers.formats import SHEETS as SHEETS
from ..writers.formats import NotMadeError
from . import build_cache, report_json
from .build_cache import Kept

if TYPE_CHECKING:
    from ..agreement.agreement import Agreement, Provenance
    from ..website.county_files import Documents
    from ..website.county_page import Download

_USUAL = ("docx", "pdf", *SHEETS)
WORTH_IT = 40
"""Documents from which on more processes save more time than they take to start."""

_SITE, _REPORT = "site", "report.json"
"""What lies in the folder besides those of county files."""
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
    """Make everything: each county file's documents and report, and the website. Returns where to look.

    Raises NotMadeError, after all else has been made, where a document could not be made of what stands in a county file.
    """
    with _at_work_in(folder):
        _, unmade = _documents(reports, folder, _USUAL, None, progress)
        files.write(folder / _REPORT, report_json.document(reports, reports[0].on))
        _website(reports, files.within(folder, _SITE), progress, offered=_lying_in(folder, reports, unmade))
    formats.see([error for _, error in unmade])
    return Made(folder, folder / _SITE / "index.html")


def documents(
    reports: tuple[Report, ...], folder: Path, wanted: tuple[str, ...], template: Path | None, progress: Progress
) -> tuple[Path, ...]:
    """Make the agreement of each county file in each format; returns the folder of each that could be read.

    Raises NotMadeError, after all others have been made, where one could not be made of what stands in a county file.
    """
    with _at_work_in(folder):
        places, unmade = _documents(reports, folder, wanted, template, progress)
    formats.see([error for _, error in unmade])
    return places


@contextmanager
def _at_work_in(folder: Path) -> Iterator[None]:
    """Keep others out of the output folder, and clear up after one that was killed there."""
    with files.reserved(folder):
        files.repair(folder, (_SITE, _REPORT))
        for place in filter(files.is_own_folder, folder.iterdir()):
            files.repair(place, (*formats.FILES, build_cache.LIST))
        yield


_Unmade = list[tuple[Path, NotMadeError]]
"""The places of documents that could not be made, and why."""


def _documents(
    reports: tuple[Report, ...], folder: Path, wanted: tuple[str, ...], template: Path | None, progress: Progress
) -> tuple[tuple[Path, ...], _Unmade]:
    known = Kept(folder)
    own = hashlib.sha256(template.read_bytes()).hexdigest() if template else ""
    places = [files.within(folder, name) for name in names(reports)]
    orders = [_order(known, report, place, wanted, own) for report, place in zip(reports, places, strict=True)]
    lacking = [order for order in orders if order.lacking]
    several = sum(len(order.lacking) for order in lacking) >= WORTH_IT
    unmade: _Unmade = []
    with workers.in_order(partial(_contents, template=template), lacking, several=several, stopped=_STOPPED) as made:
        for number, order in enumerate(orders, 1):
            report = order.report
            if not report.data:
                progress(f"[{number}/{len(orders)}] {report.path}: cannot be read, so no document is made of it")
                continue
            for form in set(wanted).difference(order.forms):
                known.withdraw(order.place / formats.file(form))
            failed: list[str] = []
            for form, content in zip(order.lacking, next(made) if order.lacking else (), strict=True):
                place = order.place / formats.file(form)
                if isinstance(content, bytes):
                    known.put(place, content)
                else:
                    known.withdraw(place)  # an earlier one would be taken for this one
                    unmade.append((place, content))
                    failed.append(form)
            draft = " (DRAFT)" if _is_draft(report) else ""
            unchanged = "" if order.lacking else ", unchanged"
            done = ", ".join(form for form in order.forms if form not in failed)
            told = [f"{done}{draft}{unchanged}"] if done else []
            told += [f"cannot be made: {', '.join(failed)}"] if failed else []
            progress(f"[{number}/{len(orders)}] {order.place}: {'; '.join(told)}")
    known.close()
    return tuple(order.place for order in orders if order.report.data), unmade


@dataclass(frozen=True, slots=True)
class _Order:
    """What is to be made of one county file."""

    report: Report
    place: Path
    forms: tuple[str, ...]
    lacking: tuple[str, ...]
    """The forms that do not lie in their place already."""


def _order(known: Kept, report: Report, place: Path, wanted: tuple[str, ...], own: str) -> _Order:
    if not report.data:
        return _Order(report, place, (), ())
    said = (Path(report.path).name, report.on, report.source.text, json.dumps(report.data), repr(report.diagnostics))
    wanted = formats.of(report, wanted)
    lacking = (
        form
        for form in wanted
        if known.lacks(place / formats.file(form), report.path, build_cache.inputs((*said, form, own)))
    )
    return _Order(report, place, wanted, tuple(lacking))


def _contents(order: _Order, template: Path | None) -> tuple[bytes | NotMadeError, ...]:
    """The documents that a county file lacks."""
    text = cache(partial(_agreement, order.report))

    def made(form: str) -> bytes | NotMadeError:
        try:
            return formats.document(order.report, text, form, template)
        except NotMadeError as error:
            return error

    return tuple(map(made, order.lacking))


_DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(?![^.])", re.IGNORECASE)
"""What Windows takes for a device and not for a folder."""


def names(reports: tuple[Report, ...]) -> tuple[str, ...]:
    """The folder of each file's documents: the file's own name, made harmless, and none twice.

    Names that differ in capitals only, or that the website needs, are numbered as well.
    """
    taken = {_SITE}
    found = []
    for report in reports:
        wanted = re.sub(r"[^\w.-]+", "-", Path(report.path).stem).strip(".-")[:60].rstrip(".") or "county-file"
        wanted = f"county-{wanted}" if _DEVICES.match(wanted) else wanted
        name = next(n for n in (wanted, *(f"{wanted}-{i}" for i in range(2, 9999))) if n.casefold() not in taken)
        taken.add(name.casefold())
        found.append(name)
    return tuple(found)


def _agreement(report: Report) -> "Agreement":
    from ..agreement.agreement import agreement

    return agreement(report)


def _is_draft(report: Report) -> bool:
    from ..agreement.title_page import is_draft
    from ..protocol.from_data import protocol

    return is_draft(report, protocol(report.data))


def _lying_in(folder: Path, reports: tuple[Report, ...], unmade: _Unmade) -> "Documents":
    """What a county's page offers, read from where it has been put already."""
    from ..agreement.agreement import provenance

    made = {provenance(report): folder / name for report, name in zip(reports, names(reports), strict=True)}
    return partial(_offered, made=made, unmade=frozenset(place for place, _ in unmade))


def _offered(
    report: Report, text: "Agreement", made: "dict[Provenance, Path]", unmade: frozenset[Path]
) -> "tuple[Download, ...]":
    from ..website.county_page import Download
    from ..website.engines import OFFERED

    places = {form: made[text.provenance] / formats.file(form) for form in formats.of(report, tuple(OFFERED))}
    return tuple(Download(*OFFERED[form], place.read_bytes()) for form, place in places.items() if place not in unmade)


def website(reports: tuple[Report, ...], folder: Path, progress: Progress, *, strict: bool = False) -> None:
    """Build the website of the county files into a folder, which holds the earlier one until the new one is whole."""
    place = (files.here() / folder).resolve()
    with files.reserved(place.parent):
        files.repair(place.parent, (place.name,))
        _website(reports, folder, progress, strict=strict)


def _website(
    reports: tuple[Report, ...],
    folder: Path,
    progress: Progress,
    *,
    strict: bool = False,
    offered: "Documents | None" = None,
) -> None:
    from ..website import engines

    progress(f"website: building {folder}")
    engines.build(reports, folder, strict=strict, offered=offered)

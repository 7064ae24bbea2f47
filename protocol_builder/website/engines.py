"""Knows how pages become a website on disk: by MkDocs, or as a folder that another builder takes. Knows no county.

The whole site is built beside its place and put there at once; the earlier one stays until then.
"""

import errno
import logging
import shutil
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from .. import files, resources
from ..agreement.agreement import Agreement
from ..agreement.blocks import is_printable, printable
from ..checking.check import Report
from ..writers import formats
from ..writers.formats import FORMATS
from . import mkdocs_settings
from .county_files import Documents, Made
from .county_page import Download, slugs
from .pages import pages

CONFIG = "mkdocs.yml"

_INDEX = Path("search") / "search_index.json"


class WebsiteError(OSError):
    """The website could not be built, through no fault of a county file."""


def build(reports: tuple[Report, ...], folder: Path, *, strict: bool = False, offered: Documents | None = None) -> None:
    """Build the website of county files into a folder.

    The settings are those of `mkdocs.yml` where the command runs, otherwise those that come with the package. With
    `strict`, a broken link stops the build; the earlier website then stays. `offered` gives a county's documents where
    they have been made already. Raises NotMadeError, with the website in its place, where a document could not be made of
    what stands in a county file.
    """
    folder = folder.resolve()  # MkDocs takes a relative one to lie beside its settings
    _must_be_ours(folder)
    reports = tuple(map(_named, reports))
    own, settings = _settings()
    with files.temporary_folder(folder) as aside, files.replacement_for(folder) as new:
        sources = aside / "pages"
        mkdocs_settings.copy(sources)
        shutil.copytree(own, sources, dirs_exist_ok=True)
        write(pages(reports, documents=offered or documents), sources)
        _mkdocs(settings, sources, new, strict)
        finish(new)
    if not offered:
        formats.raise_not_made(_unmade(reports, folder))


def write(made: Iterable[Made], folder: Path) -> None:
    """Put pages into a folder from which any engine that reads Markdown can build a site.

    What is there already stays: a page of the site's own goes before one that is made.
    """
    for path, content in made:
        if not (folder / path).exists():
            files.write(folder / path, content)


def finish(folder: Path) -> None:
    """What MkDocs leaves to do: searching in a site opened from a folder, and no map of a site without an address."""
    index = folder / _INDEX
    if index.is_file():
        index.with_suffix(".js").write_text(f"var __index = {index.read_text('utf-8')}", encoding="utf-8")
    site_map = folder / "sitemap.xml"
    if site_map.is_file() and "<loc>" not in site_map.read_text("utf-8"):
        site_map.unlink()
        site_map.with_suffix(".xml.gz").unlink(missing_ok=True)


def documents(report: Report, agreement: Agreement) -> tuple[Download, ...]:
    """The documents that a county's page offers, but for those that cannot be made of what stands in the county file."""
    found = []
    for name in formats.applicable(report, formats.DOWNLOADS):
        with suppress(formats.NotMadeError):
            content = formats.make_document(report, lambda: agreement, name)
            found.append(Download(FORMATS[name].ending, FORMATS[name].download, content))
    return tuple(found)


def _unmade(reports: tuple[Report, ...], folder: Path) -> Iterator[formats.NotMadeError]:
    """One for each document that a website lacks."""
    for report, slug in zip(reports, slugs(reports), strict=True):
        for name in formats.applicable(report, formats.DOWNLOADS) if report.data else ():
            if not (folder / "documents" / f"{slug}.{FORMATS[name].ending}").is_file():
                yield formats.NotMadeError(None, formats.not_made_message(name), report.path)


def _settings() -> tuple[Path, Path]:
    """Where the site's own pages are, and its settings."""
    from mkdocs.config import load_config
    from mkdocs.exceptions import ConfigurationError

    here = Path(CONFIG)
    settings = here if here.is_file() else resources.root() / CONFIG
    try:
        return Path(load_config(str(settings), hooks=[]).docs_dir), settings
    except ConfigurationError as error:
        raise WebsiteError(f"{settings}: {error}") from None


def _mkdocs(settings: Path, sources: Path, target: Path, strict: bool) -> None:
    from mkdocs.commands.build import build as run
    from mkdocs.config import load_config
    from mkdocs.exceptions import MkDocsException

    # Pages are made here already, so no hook of the settings makes them again.
    hooks = [str(Path(__file__).with_name("mkdocs_page.py"))]
    config = load_config(str(settings), docs_dir=str(sources), site_dir=str(target), hooks=hooks, strict=strict)
    mkdocs_settings.complete(config)
    told = _Told()
    logging.getLogger("mkdocs").addHandler(told)
    try:
        config.plugins.on_startup(command="build", dirty=False)
        run(config)
    except MkDocsException as error:
        raise WebsiteError("; ".join(told.lines) or str(error)) from None
    finally:
        config.plugins.on_shutdown()
        logging.getLogger("mkdocs").removeHandler(told)


class _Told(logging.Handler):
    """Keeps what MkDocs warns of."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(record.getMessage())


def _named(report: Report) -> Report:
    """The report, with a file's name that a page can hold."""
    if is_printable(report.path):
        return report
    return replace(report, source=replace(report.source, path=printable(report.path)))


def _must_be_ours(folder: Path) -> None:
    """A folder that holds something other than an earlier website is not replaced."""
    if folder.exists() and (not folder.is_dir() or (any(folder.iterdir()) and not (folder / _INDEX).is_file())):
        raise WebsiteError(errno.EEXIST, "holds something else than a website; name another folder", str(folder))

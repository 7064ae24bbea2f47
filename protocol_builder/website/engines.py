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
from typing import TYPE_CHECKING

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

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

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
    config, warnings = load(settings_file(), {"make_pages": False}, strict=strict)
    for warning in warnings:
        logging.getLogger("mkdocs.config").warning(warning)
    with files.temporary_folder(folder) as aside, files.replacement_for(folder) as new:
        sources = aside / "pages"
        mkdocs_settings.copy_built_in(sources)
        shutil.copytree(config.docs_dir, sources, dirs_exist_ok=True)
        write(pages(reports, documents=offered or documents), sources)
        _run_mkdocs(config, sources, new)
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


def settings_file() -> Path:
    """The settings of the website: `mkdocs.yml` where the command runs, otherwise the one that comes with the package."""
    own = Path(CONFIG)
    return own if own.is_file() else resources.root() / CONFIG


def load(settings: Path, ours: dict[str, object], *, strict: bool = False) -> "tuple[MkDocsConfig, list[str]]":
    """Load a settings file, with some settings of our plugin replaced; with `strict`, a warning counts as an error.

    Returns the settings and what MkDocs warns of in them. Raises WebsiteError, which says what is wrong with them.
    """
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.exceptions import ConfigurationError

    try:
        config = MkDocsConfig(config_file_path=str(settings.absolute()))
        with settings.open("rb") as text:
            config.load_file(text)
        config.load_dict({"plugins": mkdocs_settings.plugins(settings, ours), "strict": strict})
        errors, warnings = config.validate()
    except ConfigurationError as error:
        raise WebsiteError(f"{settings}: {error}") from None
    if wrong := [*errors, *(warnings if strict else ())]:
        raise WebsiteError(f"{settings}: {'; '.join(f'{key}: {problem}' for key, problem in wrong)}")
    return config, [f"Config value '{key}': {warning}" for key, warning in warnings]


def _run_mkdocs(config: "MkDocsConfig", sources: Path, target: Path) -> None:
    """Build a folder of pages into another folder. Raises WebsiteError, with what MkDocs warned of."""
    from mkdocs.commands.build import build as run
    from mkdocs.exceptions import MkDocsException

    config.docs_dir, config.site_dir = str(sources), str(target)
    warnings = _Warnings()
    logging.getLogger("mkdocs").addHandler(warnings)
    try:
        config.plugins.on_startup(command="build", dirty=False)
        run(config)
    except MkDocsException as error:
        raise WebsiteError("; ".join(warnings.lines) or str(error)) from None
    finally:
        config.plugins.on_shutdown()
        logging.getLogger("mkdocs").removeHandler(warnings)


class _Warnings(logging.Handler):
    """Collects what MkDocs warns of."""

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

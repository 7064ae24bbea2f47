"""Turns pages into a website on disk: with MkDocs, or as a folder for another builder.

The whole site is built next to its place and put there at once; the earlier one stays until then.
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
from ..comparing.history import histories
from ..writers import documents
from . import mkdocs_settings
from .county_files import DocumentMaker, SiteFile
from .county_page import Download, slugs
from .pages import pages

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

CONFIG = "mkdocs.yml"

_SEARCH_INDEX = Path("search") / "search_index.json"


class WebsiteError(OSError):
    """The website could not be built, for a reason outside the county files."""


def build(
    reports: tuple[Report, ...],
    folder: Path,
    *,
    strict: bool = False,
    for_staff: bool = False,
    offered: DocumentMaker | None = None,
) -> None:
    """Build the website of county files into a folder.

    The settings are those of `mkdocs.yml` where the command runs, otherwise the package's. With `strict`, a broken link
    stops the build and the earlier website stays. `offered` returns a county's documents if they exist already.
    `for_staff` makes a site that shows internal telephone numbers, as the setting of the same name does.

    Raises:
        WebsiteError: the settings are wrong, MkDocs fails, or the folder has something other than a website.
        NotMadeError: a document could not be made from a county file; the website is in place without it.
    """
    folder = folder.resolve()  # MkDocs takes a relative path as relative to its settings
    _refuse_other_folder(folder)
    reports = tuple(map(_with_printable_name, reports))
    ours: dict[str, object] = {"make_pages": False, **({"for_staff": True} if for_staff else {})}
    config, warnings = load_settings(settings_file(), ours, strict=strict, with_hooks=False)
    for warning in warnings:
        logging.getLogger("mkdocs.config").warning(warning)
    with files.temporary_folder(folder) as aside, files.replacement_for(folder) as new:
        sources = aside / "pages"
        mkdocs_settings.copy_built_in(sources)
        shutil.copytree(config.docs_dir, sources, dirs_exist_ok=True)
        is_for_staff = bool(config.plugins[mkdocs_settings.PLUGIN].config["for_staff"])
        made = pages(reports, documents=offered or make_documents, for_staff=is_for_staff, histories=histories(reports))
        write(made, sources)
        _run_mkdocs(config, sources, new)
    if not offered:
        documents.raise_not_made(_unmade(reports, folder))


def write(made: Iterable[SiteFile], folder: Path) -> None:
    """Write pages into a folder from which any engine that reads Markdown can build a site.

    Files that exist stay: a page of the site's own overrides one that is made.
    """
    for path, content in made:
        if not (folder / path).exists():
            files.write(folder / path, content)


def finish(folder: Path) -> None:
    """Do what MkDocs leaves: make the search work in a folder, and remove the site map of a site without an address."""
    index = folder / _SEARCH_INDEX
    if index.is_file():
        index.with_suffix(".js").write_text(f"var __index = {index.read_text('utf-8')}", encoding="utf-8")
    site_map = folder / "sitemap.xml"
    if site_map.is_file() and "<loc>" not in site_map.read_text("utf-8"):
        site_map.unlink()
        site_map.with_suffix(".xml.gz").unlink(missing_ok=True)


def make_documents(report: Report, agreement: Agreement | None) -> tuple[Download, ...]:
    """Return the documents that a county's page offers, without those that cannot be made from its file."""
    found = []
    for offer in documents.downloads(report):
        with suppress(documents.NotMadeError):
            content = documents.make_document(report, lambda: _required(agreement), offer.file)
            found.append(Download(offer.ending, offer.label, content, offer.is_main))
    return tuple(found)


def _required(agreement: Agreement | None) -> Agreement:
    assert agreement
    return agreement


def _unmade(reports: tuple[Report, ...], folder: Path) -> Iterator[documents.NotMadeError]:
    """Yield an error for each document that a website lacks."""
    for report, slug in zip(reports, slugs(reports), strict=True):
        for offer in documents.downloads(report) if report.data else ():
            if not (folder / "documents" / f"{slug}.{offer.ending}").is_file():
                yield documents.NotMadeError(None, documents.not_made_message(offer.file), report.path)


def settings_file() -> Path:
    """Return the website's settings file: `mkdocs.yml` where the command runs, otherwise the package's."""
    own = Path(CONFIG)
    return own if own.is_file() else resources.root() / CONFIG


def load_settings(
    settings: Path, ours: dict[str, object], *, strict: bool = False, with_hooks: bool = True
) -> "tuple[MkDocsConfig, list[str]]":
    """Load a settings file with some settings of our plugin replaced. With `strict`, a warning counts as an error.

    Without hooks, no code that the settings name is run.

    Returns the settings and the warnings of MkDocs about them. Raises WebsiteError, which says what is wrong.
    """
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.exceptions import ConfigurationError

    if found := mkdocs_settings.tag_that_runs_code(settings):
        file, line, column, tag = found
        raise WebsiteError(
            f"{file}:{line}:{column}: the tag {tag} would run a program while the settings are read; "
            "write the setting without it"
        )
    try:
        config = MkDocsConfig(config_file_path=str(settings.absolute()))
        with settings.open("rb") as text:
            config.load_file(text)
        config.load_dict({"plugins": mkdocs_settings.plugins(settings, ours), "strict": strict})
        if not with_hooks:
            config.load_dict({"hooks": []})
        errors, warnings = config.validate()
    except ConfigurationError as error:
        raise WebsiteError(f"{settings}: {error}") from None
    if wrong := [*errors, *(warnings if strict else ())]:
        raise WebsiteError(f"{settings}: {'; '.join(f'{key}: {problem}' for key, problem in wrong)}")
    return config, [f"Config value '{key}': {warning}" for key, warning in warnings]


def _run_mkdocs(config: "MkDocsConfig", sources: Path, target: Path) -> None:
    """Build a folder of pages into another folder. Raises WebsiteError with the warnings of MkDocs."""
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
    """Collects the warnings of MkDocs."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(record.getMessage())


def _with_printable_name(report: Report) -> Report:
    """Return the report with a file name that a page can print."""
    if is_printable(report.path):
        return report
    return replace(report, source=replace(report.source, path=printable(report.path)))


def _refuse_other_folder(folder: Path) -> None:
    """Raise WebsiteError for a folder that has something other than an earlier website."""
    if folder.exists() and (not folder.is_dir() or (any(folder.iterdir()) and not (folder / _SEARCH_INDEX).is_file())):
        raise WebsiteError(errno.EEXIST, "has something other than a website; name another folder", str(folder))

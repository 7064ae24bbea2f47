"""Knows MkDocs: hands it the pages when `mkdocs build` or `mkdocs serve` runs in a checkout. Knows nothing else.

MkDocs loads this file by its path, so imports name the package in full.
"""

import hashlib
import logging
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.livereload import LiveReloadServer
from mkdocs.structure.files import File, Files

from protocol_builder import resources
from protocol_builder.checking import check
from protocol_builder.checking.check import Report, files_below
from protocol_builder.diagnostic import Diagnostic
from protocol_builder.protocol import clause_files
from protocol_builder.reading.source import Source
from protocol_builder.website import engines, mkdocs_page, mkdocs_settings
from protocol_builder.website.mkdocs_page import on_page_content, on_page_markdown, on_post_page
from protocol_builder.website.pages import no_documents, pages

__all__ = [
    "on_build_error",
    "on_files",
    "on_page_content",
    "on_page_markdown",
    "on_post_build",
    "on_post_page",
    "on_serve",
]

log = logging.getLogger("mkdocs.plugins.protocol_builder")

_kept: dict[str, Any] = {}
"""What `pages` has made, for the next build of the same process."""
_reports: dict[str, tuple[Any, Report]] = {}
"""The report of each county file, with what tells this version of it from others."""
_built: dict[tuple[str, str], bytes] = {}
"""The hash of each page and file as it lies in a folder of a site, for builds of changed pages only."""
_stamp: list[Any] = []
"""When the law, the templates and the settings were last changed."""


class _Page(File):
    """A page or file that is made, not read; one that lies in the site as it is now is not built again."""

    is_new = True

    def is_modified(self) -> bool:
        return self.is_new


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the pages that are made from county files and the law; a page of the site's own goes before."""
    _forget_what_changed(config)
    folder = _county_files(config)
    if not folder.is_dir():
        log.warning(f"there is no folder {folder} with county files")
    reports = tuple(map(_report, files_below(folder))) if folder.is_dir() else ()
    documents = no_documents if mkdocs_settings.county_files else engines.documents
    for path, content in pages(reports, documents=documents, kept=_kept):
        if files.get_file_from_path(path) is None:
            files.append(_page(config, path, content))
    return mkdocs_page.on_files(files, config=config)


def _page(config: MkDocsConfig, path: str, content: str | bytes) -> File:
    page = _Page.generated(config, path, content=content)
    assert isinstance(page, _Page)
    place = (config.site_dir, path)
    now = hashlib.sha256(content if isinstance(content, bytes) else content.encode("utf-8", "replace")).digest()
    page.is_new = _built.get(place) != now or not Path(page.abs_dest_path).exists()
    _built[place] = now
    return page


def on_build_error(error: Exception) -> None:
    """What is in the site is not known any more."""
    _built.clear()


def on_post_build(config: MkDocsConfig) -> None:
    engines.finish(Path(config.site_dir))


def on_serve(server: LiveReloadServer, config: MkDocsConfig, builder: Callable[..., Any]) -> LiveReloadServer:
    """Build again when a county file, the law or a template changes."""
    for folder in (_county_files(config), resources.schemas(), resources.templates()):
        if folder.is_dir():
            server.watch(str(folder))
    return server


def _county_files(config: MkDocsConfig) -> Path:
    if mkdocs_settings.county_files:
        return mkdocs_settings.county_files
    return Path(config.config_file_path).parent / str(config.extra.get("county_files", "county_configs"))


def _report(path: Path) -> Report:
    """The report of a county file, made again only when the file, words beside it, or the day are others.

    One that cannot be opened, as while an editor puts it back, has a page as well.
    """
    beside_it = clause_files.folder_of(path)
    read = [path, *sorted(beside_it.glob("*") if beside_it else ())]
    try:
        now = [check.day(), *((str(file), file.stat().st_mtime_ns, file.stat().st_size) for file in read)]
        if str(path) not in _reports or _reports[str(path)][0] != now:
            _reports[str(path)] = now, check.check_file(path)
        return _reports[str(path)][1]
    except OSError as error:
        problem = Diagnostic("file-not-opened", "error", f"the file cannot be opened: {error.strerror}")
        return check.check_source(Source(str(path), "", None, problems=(problem,)))


def _forget_what_changed(config: MkDocsConfig) -> None:
    """While serving, the law, the vocabulary, the templates and the settings may have been edited since they were read."""
    watched = (resources.schemas(), resources.templates(), *map(Path, config.theme.dirs[:1]))
    found = [Path(config.config_file_path), *(path for folder in watched for path in folder.rglob("*"))]
    now = sorted((str(path), path.stat().st_mtime_ns) for path in found if path.is_file())
    if _stamp == now:
        return
    _stamp[:] = now
    for kept in (_kept, _reports, _built):
        kept.clear()
    for name, module in list(sys.modules.items()):
        if name.startswith("protocol_builder."):
            for value in vars(module).values():
                if hasattr(value, "cache_clear"):
                    value.cache_clear()
